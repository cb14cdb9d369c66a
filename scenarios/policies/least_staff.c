// Care with the least staff (P62): families and volunteers take over part of the care.
// Less work for staff, more informal care begun, whose price is paid in absence and
// hours.
#include "scenarios/policies/policies.h"

enum { CHANGE, INFORMAL, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [CHANGE] = {"change", -0.02, -0.9, 0, "share",
                "change of the hours required of staff"},
    [INFORMAL] = {"informal", 1.1, 0, 5, "ratio",
                  "rate at which people begin to give informal care, relative to today"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)index;
    (void)now;
    if (policy->target.nobody) {
        return;
    }
    const double factor = kr_factor_at(1.0 + policy->parameter[CHANGE], strength);
    for (int sector = 0; sector < terms->sectors; sector++) {
        if (kr_target_has(policy->target.sectors, sector)) {
            terms->demand_factor[sector] *= factor;
        }
    }
    terms->parameters.services.informal_scale *=
        kr_factor_at(policy->parameter[INFORMAL], strength);
}

const struct kr_policy_kind kr_least_staff = {
    .name = "least_staff",
    .meaning = "families take over part of the care of professionals",
    .documents = "P62",
    .levers = "required hours of the sectors named, services.informal_scale",
    .cost_rule = "none counted; the price is paid by who gives the care",
    .scope = KR_SCOPE_SECTOR,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
