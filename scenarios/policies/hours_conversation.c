// Employers ask their staff about hours (P03): more latent wishes are voiced, those for
// fewer hours too. At strength 1 all are asked who were not asked in a year; reach,
// awareness (managers who take part) and capacity (talks that they have time for in a
// year) say how many of them it comes to.
#include "scenarios/policies/policies.h"

enum { A_YEAR = 4 };

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    if (policy->target.nobody) {
        return;
    }
    kr_lever_add(terms, KR_LEVER_conversation, policy, index,
                 strength < 1.0 ? strength : 1.0);
    kr_charge_add(terms, policy, index,
                  (struct kr_charge){.event = KR_COST_CONVERSATION,
                                     .cents = policy->unit_cost * 100.0,
                                     .quarters = 1,
                                     .follow = A_YEAR});
}

const struct kr_policy_kind kr_hours_conversation = {
    .name = "hours_conversation",
    .meaning = "more employers talk with their staff about hours",
    .documents = "P03, P66",
    .levers = "part of those not asked about hours in a year who are: `strength`",
    .cost_rule = "`unit_cost` per conversation that is held",
    .scope = KR_SCOPE_PERSON,
    .apply = apply,
};
