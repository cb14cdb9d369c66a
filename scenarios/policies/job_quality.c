// Better jobs (P20, P21, P24): less reason to look for another one or to stop, fewer
// absences, more appeal to applicants.
#include "scenarios/policies/policies.h"

enum { SEARCH, QUIT, ABSENCE, ATTRACTION, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [SEARCH] = {"search", 1, 0.01, 5, "ratio",
                "rate at which staff looks for another job"},
    [QUIT] = {"quit", 1, 0.01, 5, "ratio",
              "rate at which staff leaves work by its own will"},
    [ABSENCE] = {"absence", 1, 0.01, 5, "ratio", "rate at which absences begin"},
    [ATTRACTION] =
        {"attraction", 0, -2, 2, "utility",
         "what the job is worth more to applicants, as log pay times search.wage_weight"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double *p = policy->parameter;
    kr_lever_add(terms, KR_LEVER_job_search, policy, index,
                 kr_factor_at(p[SEARCH], strength));
    kr_lever_add(terms, KR_LEVER_quit, policy, index, kr_factor_at(p[QUIT], strength));
    kr_lever_add(terms, KR_LEVER_absence, policy, index,
                 kr_factor_at(p[ABSENCE], strength));
    kr_lever_add(terms, KR_LEVER_attraction, policy, index, p[ATTRACTION] * strength);
    kr_charge_add(terms, policy, index,
                  (struct kr_charge){.event = KR_COST_MEMBER,
                                     .cents = policy->unit_cost * 100.0,
                                     .quarters = 1});
}

const struct kr_policy_kind kr_job_quality = {
    .name = "job_quality",
    .meaning = "jobs are better than pay says: safer, with prospects, more autonomy",
    .documents = "P20, P21, P24",
    .levers = "levers job_search, quit, absence, attraction",
    .cost_rule = "`unit_cost` a quarter for everybody in the target",
    .scope = KR_SCOPE_POST,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
