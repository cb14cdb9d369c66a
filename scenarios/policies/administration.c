// Less administrative time (P32, P61): a share of the time that goes to records, forms
// and accounts comes back for the service.
#include "scenarios/policies/policies.h"

enum { CUT, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [CUT] = {"cut", 0.065, -1, 1, "share",
             "of administrative time that is no longer needed; below 0 is more of it"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    if (policy->target.nobody) {
        return;
    }
    const double left = kr_factor_at(1.0 - policy->parameter[CUT], strength);
    for (int sector = 0; sector < terms->sectors; sector++) {
        if (kr_target_has(policy->target.sectors, sector)) {
            terms->admin_factor[sector] *= left;
        }
    }
    if (policy->unit_cost > 0.0) {
        kr_charge_add(terms, policy, index,
                      (struct kr_charge){.event = KR_COST_MEMBER,
                                         .cents = policy->unit_cost * 100.0,
                                         .quarters = 1});
    }
}

const struct kr_policy_kind kr_administration = {
    .name = "administration",
    .meaning = "administrative time of sectors is cut",
    .documents = "P32, P61",
    .levers = "administrative time of the sectors named",
    .cost_rule = "`unit_cost` per employee of the sectors and quarter: the programme",
    .scope = KR_SCOPE_SECTOR,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
