// The model: what cannot change while a run goes on. Functions take
// (const struct kr_model *, struct kr_world *): the signature says what may change.
#ifndef KR_SIM_MODEL_H
#define KR_SIM_MODEL_H

#include "agents/country.h"
#include "agents/parameters.h"
#include "base/random.h"
#include "sim/policy.h"

struct kr_model {
    const struct kr_country *country;
    struct kr_parameters parameters;  // baseline; the effective ones are in the world
    const struct kr_policy *policies; // in order of id
    int policy_count;
    uint64_t seed;
    uint64_t replicate;
    struct kr_random_key key;
    double scale;        // agents per person: 1 is one to one
    int quarters;        // to run
    int threads;         // 1 .. KR_MAX_THREADS; changes no result
    bool freeze_drivers; // demand paths, wages and migration stay as at the start
};

#endif
