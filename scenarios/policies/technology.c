// Support for labour-saving technology (P31): employers adopt sooner. What they gain, and
// what they lose while they learn, is the rule's (docs/model/technology.md).
#include "scenarios/policies/policies.h"

enum { ADOPTION, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [ADOPTION] = {"adoption", 2, 0, 20, "ratio",
                  "rate of adoption relative to that without the policy"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    if (policy->target.nobody) {
        return;
    }
    kr_lever_add(terms, KR_LEVER_adoption, policy, index,
                 kr_factor_at(policy->parameter[ADOPTION], strength));
}

const struct kr_policy_kind kr_technology = {
    .name = "technology",
    .meaning = "employers adopt labour-saving technology sooner",
    .documents = "P31",
    .levers = "adoption",
    .cost_rule = "none counted; investment is outside the model",
    .scope = KR_SCOPE_EMPLOYER,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
