// Guidance from job to job for those under notice (P43): they search harder and are
// recommended to employers. Name `notice: given` in the target.
#include "scenarios/policies/policies.h"

enum { EFFORT, SCORE, FOLLOW, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [EFFORT] = {"effort", 1.25, 0.01, 5, "ratio", "effort of search"},
    [SCORE] = {"score", 0.15, -2, 2, "SD", "better in the eyes of employers"},
    [FOLLOW] = {"follow", 8, 1, 40, "quarters",
                "after the notice in which she counts as a recipient"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double *p = policy->parameter;
    kr_lever_add(terms, KR_LEVER_effort, policy, index,
                 kr_factor_at(p[EFFORT], strength));
    kr_lever_add(terms, KR_LEVER_score, policy, index, p[SCORE] * strength);
    kr_charge_add(terms, policy, index,
                  (struct kr_charge){.event = KR_COST_NOTICE,
                                     .cents = policy->unit_cost * 100.0,
                                     .quarters = 1,
                                     .follow = (int)p[FOLLOW]});
}

const struct kr_policy_kind kr_job_to_job = {
    .name = "job_to_job",
    .meaning = "those under notice are guided to another job",
    .documents = "P43",
    .levers = "levers effort, score",
    .cost_rule = "`unit_cost` for every notice given to somebody in the target",
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
