// Phase 0: this quarter's terms. Baseline parameters are copied afresh, then every policy
// in force changes the copy, in order of policy id; so a policy that ends simply stops.
//
// Reads: model, calendar. Writes: terms and rates in scratch. No random use.
#include "sim/phases/phases.h"
#include "sim/rates.h"

int kr_phase_policies(struct kr_live *live)
{
    const struct kr_model *model = live->model;
    struct kr_effective *terms = &live->scratch->terms;
    terms->parameters = model->parameters;
    terms->bonus_count = 0;
    for (int s = 0; s < model->country->sectors; s++) {
        terms->demand_factor[s] = 1.0;
        terms->admin_factor[s] = 1.0;
    }
    for (int i = 0; i < model->policy_count; i++) {
        const struct kr_policy *policy = &model->policies[i];
        const double strength = kr_policy_strength(policy, live->world->now);
        if (strength > 0.0) {
            policy->kind->apply(policy, i, strength, live->world->now, terms);
        }
    }
    kr_rates_build(model, live->world);
    return KR_OK;
}
