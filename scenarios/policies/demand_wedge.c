// A change of the hours that sectors need, as prevention, simpler rules or purchasing
// policy aim at (P33, P34, P60, P62-P64): more or less work for the same population.
#include "scenarios/policies/policies.h"

enum { CHANGE, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [CHANGE] = {"change", -0.02, -0.9, 2, "share",
                "change of required hours in the sectors named; below 0 is less"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)index;
    (void)now;
    // Strength may exceed 1, demand cannot fall below nothing.
    const double wedge = 1.0 + policy->parameter[CHANGE] * strength;
    const double factor = wedge > 0.0 ? wedge : 0.0;
    for (int sector = 0; sector < terms->sectors; sector++) {
        if (kr_target_has(policy->target.sectors, sector)) {
            terms->demand_factor[sector] *= factor;
        }
    }
}

const struct kr_policy_kind kr_demand_wedge = {
    .name = "demand_wedge",
    .meaning = "required hours of sectors change by a share",
    .documents = "P33, P34, P60, P62-P64",
    .levers = "required hours of the sectors named",
    .cost_rule = "none counted; the programme's budget is outside the model",
    .scope = KR_SCOPE_SECTOR,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
