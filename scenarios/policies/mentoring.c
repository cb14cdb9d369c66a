// Guidance of starters by colleagues (P23): fewer of those guided leave, and colleagues
// lose the time that it takes. `capacity` limits the places.
#include "scenarios/policies/policies.h"

enum { QUIT, SEARCH, TIME, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [QUIT] = {"quit", 0.9, 0.01, 5, "ratio",
              "rate at which those guided leave work by their own will"},
    [SEARCH] = {"search", 0.9, 0.01, 5, "ratio",
                "rate at which they look for another job"},
    [TIME] = {"mentor_time", 0.1, 0, 2, "share",
              "of the contract of who is guided, taken from the work of colleagues"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double *p = policy->parameter;
    kr_lever_add(terms, KR_LEVER_quit, policy, index, kr_factor_at(p[QUIT], strength));
    kr_lever_add(terms, KR_LEVER_job_search, policy, index,
                 kr_factor_at(p[SEARCH], strength));
    kr_lever_add(terms, KR_LEVER_mentor_time, policy, index, p[TIME] * strength);
    kr_charge_add(terms, policy, index,
                  (struct kr_charge){.event = KR_COST_MEMBER,
                                     .cents = policy->unit_cost * 100.0,
                                     .quarters = 1});
}

const struct kr_policy_kind kr_mentoring = {
    .name = "mentoring",
    .meaning = "colleagues guide those who are new in a job",
    .documents = "P23",
    .levers = "levers quit, job_search, mentor_time",
    .cost_rule = "`unit_cost` a quarter for everybody guided; the time of mentors is "
                 "lost to the work, not paid again",
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
