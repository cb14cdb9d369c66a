// Staff beyond the hours required, to cover absence and peaks (P20): employers look for
// more people, and workload falls when they find them. They come from somewhere.
#include "scenarios/policies/policies.h"

enum { COVER, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [COVER] = {"cover", 0.02, 0, 0.5, "share", "of the hours required, wanted on top"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double cover = policy->parameter[COVER] * strength;
    kr_lever_add(terms, KR_LEVER_cover, policy, index, cover);
    kr_charge_add(terms, policy, index,
                  (struct kr_charge){.event = KR_COST_MEMBER,
                                     .cents = policy->unit_cost * 100.0,
                                     .pay_share = cover,
                                     .quarters = 1});
}

const struct kr_policy_kind kr_cover_staff = {
    .name = "cover_staff",
    .meaning =
        "employers want more staff than the work requires, to cover absence and peaks",
    .documents = "P20",
    .levers = "lever cover",
    .cost_rule = "a budget of `cover` of the pay of the target, found or not, and "
                 "`unit_cost` a person and quarter",
    .scope = KR_SCOPE_POST,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
