// Employers bind flexible staff sooner (P47, P48, P53): more contracts that end are made
// permanent, more loose work gets fixed hours. Where less is asked of employers when
// staff is ill for long, fewer come back.
#include "scenarios/policies/policies.h"

enum { PERMANENT, FIXED, RECOVERY, FOLLOW, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [PERMANENT] = {"permanent", 1.2, 0.01, 20, "ratio",
                   "chance that a contract that ends is made permanent"},
    [FIXED] = {"fixed", 1, 0.01, 20, "ratio",
               "chance that loose work becomes a fixed contract"},
    [RECOVERY] = {"recovery", 1, 0.01, 5, "ratio",
                  "rate at which long absences end in recovery"},
    [FOLLOW] = {"follow", 8, 1, 40, "quarters", "in which she counts as a recipient"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double *p = policy->parameter;
    kr_lever_add(terms, KR_LEVER_permanent, policy, index,
                 kr_factor_at(p[PERMANENT], strength));
    kr_lever_add(terms, KR_LEVER_on_call, policy, index,
                 kr_factor_at(p[FIXED], strength));
    kr_lever_add(terms, KR_LEVER_recovery, policy, index,
                 kr_factor_at(p[RECOVERY], strength));
    kr_charge_add(terms, policy, index,
                  (struct kr_charge){.event = KR_COST_PERMANENT,
                                     .cents = policy->unit_cost * 100.0,
                                     .quarters = 1,
                                     .follow = (int)p[FOLLOW]});
}

const struct kr_policy_kind kr_permanent_contracts = {
    .name = "permanent_contracts",
    .meaning = "employers make more flexible contracts permanent or fixed",
    .documents = "P47, P48, P53",
    .levers = "levers permanent, on_call, recovery",
    .cost_rule = "`unit_cost` for every contract in the target made permanent",
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
