// Employers ask their staff about hours (P03): more latent wishes are voiced, those for
// fewer hours too.
#include "scenarios/policies/policies.h"

enum { REACH, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [REACH] = {"asked", 0.5, 0, 1, "share",
               "of the staff not asked in a year today, who then are"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)index;
    (void)now;
    if (policy->target.nobody) {
        return;
    }
    const double wanted = policy->parameter[REACH] * strength;
    const double reach = wanted < 1.0 ? wanted : 1.0;
    double *rate = &terms->parameters.hours.conversation_rate;
    *rate += reach * (1.0 - *rate);
}

const struct kr_policy_kind kr_hours_conversation = {
    .name = "hours_conversation",
    .meaning = "more employers talk with their staff about hours",
    .documents = "P03",
    .levers = "hours.conversation_rate",
    .cost_rule = "none counted; the programme's budget is outside the model",
    .scope = KR_SCOPE_NONE,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
