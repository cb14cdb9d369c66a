// Taxes and credits (P06, and the experiment with single mothers): what work adds to net
// income, for all or for a kind of household.
#include "scenarios/policies/policies.h"

enum { ALL, PARTNER, LONE, LONE_OLDER, HOME, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [ALL] = {"all", 0.03, -0.5, 1, "share", "change of what work adds to net income"},
    [PARTNER] = {"partner", 0, -0.5, 1, "share",
                 "further change for people with a partner"},
    [LONE] = {"lone", 0, -0.5, 1, "share",
              "further change for single parents, youngest child under 12"},
    [LONE_OLDER] = {"lone_older", 0, -0.5, 1, "share",
                    "further change for single parents, youngest 12-17"},
    [HOME] = {"home", 0, -0.5, 1, "share", "change of income without own work"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)index;
    (void)now;
    struct kr_hours_parameters *hours = &terms->parameters.hours;
    double *const lever[PARAMETER_COUNT] = {
        [ALL] = &hours->net_pay,       [PARTNER] = &hours->net_pay_partner,
        [LONE] = &hours->net_pay_lone, [LONE_OLDER] = &hours->net_pay_lone_older,
        [HOME] = &hours->home_income,
    };
    for (int i = 0; i < PARAMETER_COUNT; i++) {
        *lever[i] *= kr_factor_at(1.0 + policy->parameter[i], strength);
    }
}

const struct kr_policy_kind kr_net_pay = {
    .name = "net_pay",
    .meaning = "taxes and credits change what work pays",
    .documents = "P06, P13",
    .levers = "hours.net_pay and its parts by household, hours.home_income",
    .cost_rule = "none counted; taxes are outside the model",
    .scope = KR_SCOPE_NONE,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
