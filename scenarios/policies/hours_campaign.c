// A campaign that makes people speak up about hours (P03): more wishes for more hours are
// voiced on own initiative.
#include "scenarios/policies/policies.h"

enum { SPEAK_UP, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [SPEAK_UP] = {"speak_up", 1.1, 1, 5, "ratio",
                  "factor on the rate at which wishes for more hours are voiced"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    if (policy->target.nobody) {
        return;
    }
    kr_lever_add(terms, KR_LEVER_voice, policy, index,
                 1.0 + (policy->parameter[SPEAK_UP] - 1.0) * strength);
    kr_charge_add(terms, policy, index,
                  (struct kr_charge){.event = KR_COST_MEMBER,
                                     .cents = policy->unit_cost * 100.0,
                                     .quarters = 1});
}

const struct kr_policy_kind kr_hours_campaign = {
    .name = "hours_campaign",
    .meaning = "a campaign that makes people speak up about hours",
    .documents = "P03",
    .levers = "rate at which wishes for more hours are voiced",
    .cost_rule = "`unit_cost` a quarter for everybody in the target",
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
