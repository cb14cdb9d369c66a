// Stable funding (P55): budgets of public sectors swing less around the same path.
// Without swings in the base world (demand.budget_sd is 0) there is nothing to take away.
#include "scenarios/policies/policies.h"

enum { SMOOTHED, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [SMOOTHED] = {"smoothed", 1, 0, 1, "share", "of the swings that is taken away"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)index;
    (void)now;
    if (policy->target.nobody) {
        return;
    }
    const double left = 1.0 - kr_share_at(policy->parameter[SMOOTHED], strength);
    for (int sector = 0; sector < terms->sectors; sector++) {
        if (kr_target_has(policy->target.sectors, sector)) {
            terms->swing_factor[sector] *= left;
        }
    }
}

const struct kr_policy_kind kr_stable_funding = {
    .name = "stable_funding",
    .meaning = "budgets of public sectors swing less around the same mean",
    .documents = "P55",
    .levers = "swings of the budgets of the sectors named",
    .cost_rule = "none: the budget is the same in the mean",
    .scope = KR_SCOPE_SECTOR,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
