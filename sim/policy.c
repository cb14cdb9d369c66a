#include "sim/policy.h"

double kr_policy_strength(const struct kr_policy *policy, kr_quarter now)
{
    if (now < policy->start || now >= policy->end || policy->target.nobody) {
        return 0.0;
    }
    const int lived = now - policy->start + 1;
    if (lived < policy->ramp) {
        return policy->strength * (double)lived / (double)policy->ramp;
    }
    return policy->strength;
}
