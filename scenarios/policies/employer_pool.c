// Pools of employers in a region (P11): staff of one work for another beside it, and
// people on own account take a contract with the pool.
#include "scenarios/policies/policies.h"

enum { SECOND_JOB, FIT, OWN_ACCOUNT, RETURN, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [SECOND_JOB] = {"second_job", 1.5, 0.1, 10, "ratio",
                    "on the rate at which staff look for a second job"},
    [FIT] = {"fit", 0.2, 0, 1, "share",
             "of pairs of jobs that do not fit in a week, that do"},
    [OWN_ACCOUNT] = {"own_account", 1, 0.1, 5, "ratio",
                     "on the rate at which staff begin on own account"},
    [RETURN] = {"return", 1.2, 0.1, 5, "ratio",
                "on the rate at which people stop on own account"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double *p = policy->parameter;
    kr_lever_add(terms, KR_LEVER_second_job, policy, index,
                 kr_factor_at(p[SECOND_JOB], strength));
    kr_lever_add(terms, KR_LEVER_slot_fit, policy, index, kr_share_at(p[FIT], strength));
    kr_lever_add(terms, KR_LEVER_own_account, policy, index,
                 kr_factor_at(p[OWN_ACCOUNT], strength));
    kr_lever_add(terms, KR_LEVER_end_own_account, policy, index,
                 kr_factor_at(p[RETURN], strength));
}

const struct kr_policy_kind kr_employer_pool = {
    .name = "employer_pool",
    .meaning = "employers of a region share staff",
    .documents = "P11",
    .levers = "second jobs, fit of pairs of jobs, own account of those in the target",
    .cost_rule = "none counted",
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
