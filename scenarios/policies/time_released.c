// Time that others take over (P08, P10): school and care arrangements that fill the day,
// help in the household. Those reached want more hours and begin to search sooner.
#include "scenarios/policies/policies.h"

enum { HOURS, ENTRY, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [HOURS] = {"hours", 1, -10, 10, "hours/week",
               "more that somebody reached wants to work"},
    [ENTRY] = {"entry", 1.05, 0.1, 5, "ratio",
               "on the rate at which she begins to search"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double *p = policy->parameter;
    const double share = kr_share_at(1.0, strength);
    kr_lever_add(terms, KR_LEVER_hours_wanted, policy, index, p[HOURS] * strength);
    kr_lever_add(terms, KR_LEVER_entry, policy, index, kr_factor_at(p[ENTRY], strength));
    if (policy->unit_cost > 0.0) {
        kr_charge_add(terms, policy, index,
                      (struct kr_charge){.event = KR_COST_MEMBER,
                                         .cents = policy->unit_cost * 100.0 * share,
                                         .quarters = 1});
    }
}

const struct kr_policy_kind kr_time_released = {
    .name = "time_released",
    .meaning = "time is released for work",
    .documents = "P08, P10",
    .levers = "hours wanted and entry of those reached",
    .cost_rule = "`unit_cost` a quarter for everybody reached",
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
