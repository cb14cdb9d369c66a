// Security to step back into a benefit (P13): who takes a job risks less when it ends.
#include "scenarios/policies/policies.h"

enum { SECURITY, BENEFIT, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [SECURITY] = {"security", 0.5, 0, 1, "share",
                  "of the risk in re-entering a benefit that is taken away"},
    [BENEFIT] = {"benefit", 0, -0.5, 1, "share", "change of income without own work"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)index;
    (void)now;
    const double *p = policy->parameter;
    const double less = 1.0 - kr_share_at(p[SECURITY], strength);
    terms->parameters.participation.reentry_risk *= less;
    terms->parameters.hours.home_income *= kr_factor_at(1.0 + p[BENEFIT], strength);
}

const struct kr_policy_kind kr_step_back = {
    .name = "step_back",
    .meaning = "work at the margin of a benefit is less of a risk",
    .documents = "P13",
    .levers = "participation.reentry_risk, hours.home_income",
    .cost_rule = "none counted; benefits are outside the model",
    .scope = KR_SCOPE_NONE,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
