// A way out of work before pension age, and what it costs (P54, RVU): those in the target
// retire more often; whoever retires is paid, also those who would have gone anyway.
#include "scenarios/policies/policies.h"

enum { RETIRE, PAID, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [RETIRE] = {"retire", 1.5, 0.01, 20, "ratio",
                "rate of retirement of those in the target"},
    [PAID] = {"paid", 8, 1, 40, "quarters", "for which `unit_cost` a quarter is paid"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    kr_lever_add(terms, KR_LEVER_retire, policy, index,
                 kr_factor_at(policy->parameter[RETIRE], strength));
    kr_charge_add(terms, policy, index,
                  (struct kr_charge){.event = KR_COST_RETIRE,
                                     .cents = policy->unit_cost * 100.0,
                                     .quarters = (int)policy->parameter[PAID]});
}

const struct kr_policy_kind kr_early_exit = {
    .name = "early_exit",
    .meaning = "workers of the target may stop before pension age",
    .documents = "P54",
    .levers = "lever retire",
    .cost_rule =
        "`unit_cost` a quarter after a retirement out of the target, for `paid` quarters",
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
