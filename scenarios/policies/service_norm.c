// A norm of service is changed because staff is short (P67, P68): larger groups, or
// groups spread more evenly over the week. Each hour serves more, and may weigh more.
#include "base/math.h"
#include "scenarios/policies/policies.h"

enum { SERVED, STRAIN, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [SERVED] = {"served", 1.05, 0.5, 2, "ratio",
                "persons served per hour of staff, relative to today"},
    [STRAIN] =
        {"strain", 1, 0, 3, "log/log",
         "rise of the workload of an hour with the persons it serves; 1 leaves the "
         "work of who stays as heavy as before, above 1 makes it heavier"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    if (policy->target.nobody) {
        return;
    }
    const double served = kr_factor_at(policy->parameter[SERVED], strength);
    const double strain = policy->parameter[STRAIN];
    kr_lever_add(terms, KR_LEVER_output, policy, index, served);
    if (strain > 0.0) {
        kr_lever_add(terms, KR_LEVER_strain, policy, index,
                     kr_exp(strain * kr_log(served)));
    }
}

const struct kr_policy_kind kr_service_norm = {
    .name = "service_norm",
    .meaning = "an hour of staff serves more persons, and may weigh more",
    .documents = "P67, P68",
    .levers = "output, strain",
    .cost_rule = "none; it saves staff at the price of quality, which is not counted",
    .scope = KR_SCOPE_POST,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
