// A change of the hours that sectors need, as prevention, simpler rules or purchasing
// policy aim at (P33, P34, P60, P63, P64, P71): more or less work for the same
// population.
#include "scenarios/policies/policies.h"

enum { CHANGE, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [CHANGE] = {"change", -0.02, -0.9, 2, "share",
                "change of required hours in the sectors named, or of posts by region, "
                "size of employer and occupation; below 0 is less"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    // Strength may exceed 1, demand cannot fall below nothing.
    const double wedge = 1.0 + policy->parameter[CHANGE] * strength;
    const double factor = wedge > 0.0 ? wedge : 0.0;
    if ((kr_target_asks(&policy->target) & ~(unsigned)KR_SCOPE_SECTOR) != 0) {
        // some posts of a sector only: need, budget and price of the sector stay
        kr_lever_add(terms, KR_LEVER_work, policy, index,
                     kr_factor_at(1.0 + policy->parameter[CHANGE], strength));
        return;
    }
    for (int sector = 0; sector < terms->sectors; sector++) {
        if (kr_target_has(policy->target.sectors, sector)) {
            terms->demand_factor[sector] *= factor;
        }
    }
}

const struct kr_policy_kind kr_demand_wedge = {
    .name = "demand_wedge",
    .meaning = "required hours of sectors change by a share",
    .documents = "P33, P34, P60, P63, P64, P71",
    .levers = "required hours of the sectors named, or of posts (lever work)",
    .cost_rule = "none counted; the programme's budget is outside the model",
    .scope = KR_SCOPE_POST,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
