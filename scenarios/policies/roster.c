// Rosters that fit private life (P04): self-rostering, annual hours, later starts. More
// requests can be granted, jobs are worth more to who has them and to who looks for one.
// That unpopular shifts fall to others is not in it: the model has no shifts.
#include "scenarios/policies/policies.h"

enum { REFUSALS, QUITS, SEARCH, ATTRACTION, HOURS, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [REFUSALS] = {"refusals", 0.3, 0, 1, "share",
                  "of the requests for more hours refused, part that can be granted"},
    [QUITS] = {"quits", 0.05, 0, 0.5, "share", "fewer quits, as the job is worth more"},
    [SEARCH] = {"search", 0.05, 0, 0.5, "share", "less search for another job"},
    [ATTRACTION] = {"attraction", 0.1, 0, 2, "utility",
                    "what the roster is worth to applicants"},
    [HOURS] = {"hours", 0, 0, 8, "hours/week",
               "more hours wanted at given pay where the roster fits"},
};

static double fewer(double share, double strength)
{
    const double factor = 1.0 - share * strength;
    return factor > 0.05 ? factor : 0.05;
}

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    const double *p = policy->parameter;
    (void)now;
    if (policy->target.nobody) {
        return;
    }
    kr_lever_add(terms, KR_LEVER_grant, policy, index, p[REFUSALS] * strength);
    kr_lever_add(terms, KR_LEVER_quit, policy, index, fewer(p[QUITS], strength));
    kr_lever_add(terms, KR_LEVER_job_search, policy, index, fewer(p[SEARCH], strength));
    kr_lever_add(terms, KR_LEVER_attraction, policy, index, p[ATTRACTION] * strength);
    kr_lever_add(terms, KR_LEVER_hours_wanted, policy, index, p[HOURS] * strength);
    kr_charge_add(terms, policy, index,
                  (struct kr_charge){.event = KR_COST_MEMBER,
                                     .cents = policy->unit_cost * 100.0 * strength,
                                     .quarters = 1});
}

const struct kr_policy_kind kr_roster = {
    .name = "roster",
    .meaning = "rosters that fit private life",
    .documents = "P04, P66",
    .levers = "requests granted, quits, search on the job, what jobs are worth, hours "
              "wanted",
    .cost_rule = "`unit_cost` a quarter for everybody in the target: name sectors",
    .scope = KR_SCOPE_POST,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
