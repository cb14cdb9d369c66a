// What posts ask (P39, P46): a lower or higher threshold of selection, and applicants
// with the education but without the qualification that the law asks for.
#include "scenarios/policies/policies.h"

enum { STANDARD, ADMISSION, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [STANDARD] = {"standard", 0, -3, 3, "SD",
                  "change of the score that an applicant needs"},
    [ADMISSION] = {"admission", 0, 0, 1, "share",
                   "of those with the education only who may apply"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double *p = policy->parameter;
    kr_lever_add(terms, KR_LEVER_standard, policy, index, p[STANDARD] * strength);
    kr_lever_add(terms, KR_LEVER_admission, policy, index,
                 kr_share_at(p[ADMISSION], strength));
}

const struct kr_policy_kind kr_qualification = {
    .name = "qualification",
    .meaning = "posts ask less, or more, of applicants",
    .documents = "P39, P46",
    .levers = "standard and admission of posts in the target",
    .cost_rule = "none counted",
    .scope = KR_SCOPE_POST,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
