// What a policy is. The kinds live in scenarios/policies/, one file each; the simulation
// only sees this face: a policy changes this quarter's effective parameters, terms and
// demand, and says what it costs. It never appears as an `if` inside a rule.
#ifndef KR_SIM_POLICY_H
#define KR_SIM_POLICY_H

#include "agents/country.h"
#include "agents/parameters.h"
#include "base/types.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    KR_POLICY_PARAMETERS = 16, // most parameters of a kind
    KR_TARGET_WORDS = 4,       // 64-bit words of a target set: up to 256 codes
};

// Whom a policy addresses. A set without bits means everybody.
struct kr_target {
    uint64_t sectors[KR_TARGET_WORDS];
    uint64_t occupations[KR_TARGET_WORDS];
    uint64_t regions[KR_TARGET_WORDS];
    uint64_t education; // bits of kr_education
    uint64_t sexes;     // bits of kr_sex
    uint64_t groups;    // bits of kr_group
    int age_from;       // 0 .. 130
    int age_to;         // exclusive
    int hours_from;     // contract hours
    int hours_to;       // exclusive
    bool nobody;        // an empty target: strength zero by another name
};

#define KR_PAYER_LIST(X)                            \
    X(KR_STATE, "state", "central government")      \
    X(KR_EMPLOYER_PAYS, "employer", "the employer") \
    X(KR_FUND, "fund", "sector fund or insurer")    \
    X(KR_MUNICIPALITY, "municipality", "local government")
#define KR_CODE_ENUM(name, word, meaning) name,
enum kr_payer { KR_PAYER_LIST(KR_CODE_ENUM) KR_PAYER_COUNT };
#undef KR_CODE_ENUM

struct kr_policy_kind;

// One policy of a scenario.
struct kr_policy {
    const struct kr_policy_kind *kind;
    char name[64];
    uint64_t id; // hash of the name: order of combination
    struct kr_target target;
    kr_quarter announced; // the worlds are bit-equal before; default the start
    kr_quarter start;     // first quarter in force
    kr_quarter end;       // first quarter no longer in force
    int ramp;             // quarters until full strength
    double strength;      // 1 as written, 0 nothing
    enum kr_payer payer;
    double parameter[KR_POLICY_PARAMETERS]; // in the order of the kind's list
};

// What is paid to a worker for a larger contract: the terms of one policy this quarter.
struct kr_hours_bonus {
    const struct kr_policy *policy;
    int policy_index;
    double euro_per_month; // paid per `extra_hours`
    double extra_hours;    // hours a week above the reference that earn it
    double horizon;        // quarters over which the worker expects it
    int look_back;         // quarters: reference is the largest contract within
};

// The terms of this quarter: baseline parameters as active policies have changed them,
// rebuilt every quarter so that a policy that ends simply stops.
struct kr_effective {
    struct kr_parameters parameters;
    double *demand_factor;          // [sector] multiplies required hours
    double *admin_factor;           // [sector] multiplies administrative time
    struct kr_hours_bonus *bonuses; // those in force this quarter
    int bonus_count;
};

struct kr_policy_parameter {
    const char *name;
    double initial, low, high;
    const char *unit;
    const char *meaning;
};

struct kr_policy_kind {
    const char *name;      // the word in a scenario
    const char *meaning;   // one sentence
    const char *documents; // rows of the policy catalogue
    const char *levers;    // what it changes
    const char *cost_rule; // what is paid per event
    const struct kr_policy_parameter *parameters;
    size_t parameter_count;
    // Changes the terms of quarter `now`; `strength` includes the ramp and is above zero.
    void (*apply)(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms);
};

// Strength in quarter `now`: 0 before the start and from the end on, ramped in between.
double kr_policy_strength(const struct kr_policy *policy, kr_quarter now);

static inline bool kr_target_has(const uint64_t set[KR_TARGET_WORDS], int code)
{
    bool any = false;
    for (int w = 0; w < KR_TARGET_WORDS; w++) {
        any = any || set[w] != 0;
    }
    return !any || (set[code / 64] >> (code % 64) & 1) != 0;
}

#endif
