// Posts that more people see or want (P36, P59): campaigns, joint recruitment, homes for
// those who work there. Who applies here does not apply elsewhere.
#include "scenarios/policies/policies.h"

enum { WORTH, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [WORTH] = {"worth", 0.1, -5, 5, "utility",
               "of a post, beside pay; 0.25 is worth a tenth of pay"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double *p = policy->parameter;
    kr_lever_add(terms, KR_LEVER_attraction, policy, index, p[WORTH] * strength);
    if (policy->unit_cost > 0.0) {
        kr_charge_add(terms, policy, index,
                      (struct kr_charge){.event = KR_COST_HIRE,
                                         .cents = policy->unit_cost * 100.0 *
                                                  kr_share_at(1.0, strength),
                                         .quarters = 1,
                                         .follow = 4});
    }
}

const struct kr_policy_kind kr_attraction = {
    .name = "attraction",
    .meaning = "posts of some sectors, occupations or places attract more",
    .documents = "P36, P59",
    .levers = "attraction of posts in the target",
    .cost_rule = "`unit_cost` for each hire by employers in the target",
    .scope = KR_SCOPE_POST,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
