// What parents pay for childcare (P07): a price for all hours, or hours of work whose
// care costs nothing. Places do not come with it.
#include "scenarios/policies/policies.h"

enum { PRICE, FREE_HOURS, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [PRICE] = {"price", -0.8, -1, 2, "share", "change of what parents pay"},
    [FREE_HOURS] = {"free_hours", 0, 0, 48, "hours/week",
                    "of work whose childcare costs nothing"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)index;
    (void)now;
    const double *p = policy->parameter;
    struct kr_hours_parameters *hours = &terms->parameters.hours;
    const double price = 1.0 + p[PRICE] * strength;
    hours->childcare_price *= price > 0.0 ? price : 0.0;
    hours->childcare_free += p[FREE_HOURS] * strength;
}

const struct kr_policy_kind kr_childcare_price = {
    .name = "childcare_price",
    .meaning = "childcare becomes cheaper, or dearer, to parents",
    .documents = "P07",
    .levers = "hours.childcare_price, hours.childcare_free; use of formal care follows "
              "the price",
    .cost_rule = "none counted; allowances are outside the model",
    .scope = KR_SCOPE_NONE,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
