// Phase 0: this quarter's terms. Baseline parameters are copied afresh, then every policy
// in force changes the copy, in order of policy id; so a policy that ends simply stops.
//
// Reads: model, calendar, persons in targets that have places. Writes: terms and rates in
// scratch. Random uses: POLICY_REACH, HOURS_GAMING.
#include "base/random.h"
#include "sim/bonuses.h"
#include "sim/phases/phases.h"
#include "sim/rates.h"
#include "sim/targets.h"
#include "sim/uses.h"

#include <string.h>

// The terms without any policy.
static void reset(const struct kr_model *model, struct kr_effective *terms)
{
    terms->parameters = model->parameters;
    terms->bonus_count = 0;
    terms->charge_count = 0;
    terms->arrivals_count = 0;
    terms->charged = 0;
    for (int s = 0; s < model->country->sectors; s++) {
        terms->demand_factor[s] = 1.0;
        terms->admin_factor[s] = 1.0;
        terms->swing_factor[s] = 1.0;
    }
    for (int o = 0; o < model->country->occupations; o++) {
        terms->study_log[o] = 0.0;
    }
    for (int i = 0; i < model->country->sectors * model->country->occupations; i++) {
        terms->pay_log[i] = 0.0;
    }
    for (int c = 0; c < KR_MIGRANT_CLASSES; c++) {
        terms->departure_factor[c] = 1.0;
    }
    for (int l = 0; l < KR_LEVER_COUNT; l++) {
        const bool factor = kr_lever_info((enum kr_lever)l)->how == KR_LEVER_FACTOR;
        terms->lever[l].count = 0;
        terms->lever[l].most = factor ? 1.0 : 0.0;
        terms->lever[l].least = terms->lever[l].most;
    }
}

// A policy in force acts; one that is announced may let people prepare.
static void apply(const struct kr_policy *policy, int index, kr_quarter now,
                  struct kr_effective *terms)
{
    const double strength = kr_policy_strength(policy, now);
    if (strength > 0.0) {
        policy->kind->apply(policy, index, strength, now, terms);
    }
    if (policy->kind->announce != NULL && now >= policy->announced &&
        now < policy->start && kr_policy_full_strength(policy, policy->start) > 0.0) {
        policy->kind->announce(
            policy, index, kr_policy_full_strength(policy, policy->start), now, terms);
    }
}

// The furthest that any policy of the model looks back, in force or not.
static int furthest_look_back(const struct kr_model *model)
{
    int furthest = KR_NONE;
    for (int i = 0; i < model->policy_count; i++) {
        const struct kr_policy *policy = &model->policies[i];
        if (policy->kind->looks_back > 0) {
            const int own = (int)policy->parameter[policy->kind->looks_back - 1];
            furthest = own > furthest ? own : furthest;
        }
    }
    return furthest;
}

int kr_phase_policies(struct kr_live *live)
{
    const struct kr_model *model = live->model;
    struct kr_effective *terms = &live->scratch->terms;
    reset(model, terms);
    terms->reach_salt =
        kr_random_salt(model->key, kr_random_tag(KR_USE_POLICY_REACH, 0, 0));
    terms->served = live->scratch->served;
    memset(live->scratch->mentor_minutes, 0, sizeof live->scratch->mentor_minutes);
    kr_buffer_clear(&live->scratch->memories);
    live->scratch->look_back = furthest_look_back(model);
    kr_places_count(live);
    for (int i = 0; i < model->policy_count; i++) {
        apply(&model->policies[i], i, live->world->now, terms);
    }
    kr_rates_build(model, live->world);
    return kr_bonuses_ready(live);
}
