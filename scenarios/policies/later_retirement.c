// Seniors who work on (P16): fewer stop, they want more or fewer hours, employers see
// them with other eyes.
#include "scenarios/policies/policies.h"

enum { RETIRE, HOURS, SCORE, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [RETIRE] = {"retire", 0.9, 0.01, 5, "ratio",
                "rate of retirement of those in the target"},
    [HOURS] = {"hours_wanted", 0, -16, 16, "hours/week", "more hours wanted"},
    [SCORE] = {"score", 0, -2, 2, "SD", "better in the eyes of employers"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double *p = policy->parameter;
    kr_lever_add(terms, KR_LEVER_retire, policy, index,
                 kr_factor_at(p[RETIRE], strength));
    kr_lever_add(terms, KR_LEVER_hours_wanted, policy, index, p[HOURS] * strength);
    kr_lever_add(terms, KR_LEVER_score, policy, index, p[SCORE] * strength);
    kr_charge_add(terms, policy, index,
                  (struct kr_charge){.event = KR_COST_MEMBER,
                                     .cents = policy->unit_cost * 100.0,
                                     .quarters = 1});
}

const struct kr_policy_kind kr_later_retirement = {
    .name = "later_retirement",
    .meaning = "workers near or beyond pension age work on",
    .documents = "P16, P54",
    .levers = "levers retire, hours_wanted, score",
    .cost_rule = "`unit_cost` a quarter for everybody in the target; name the ages, and "
                 "`status: employee` for workers only",
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
