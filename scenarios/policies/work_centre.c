// Regional work centres (P42): advisers bring seekers more openings, introduce them to
// the employers who work with the centre, keep them at it and seek out those who do not
// search. A caseload (`capacity`) bounds how many; whom they place, others do not.
#include "scenarios/policies/policies.h"

enum { OPENINGS, INTRODUCTION, EFFORT, GIVING_UP, ENTRY, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [OPENINGS] = {"openings", 1, 0, 13, "openings",
                  "more that somebody served looks at in a round"},
    [INTRODUCTION] = {"introduction", 0.15, -2, 2, "SD",
                      "on her score at employers who work with the centre"},
    [EFFORT] = {"effort", 1.05, 0.1, 2, "ratio", "on the effort of somebody served"},
    [GIVING_UP] = {"giving_up", 0.9, 0.1, 5, "ratio",
                   "on the rate at which somebody served gives up"},
    [ENTRY] = {"entry", 1, 0.1, 5, "ratio",
               "on the rate at which somebody served begins to search"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double *p = policy->parameter;
    const double share = kr_share_at(1.0, strength);
    kr_lever_add(terms, KR_LEVER_contact, policy, index, p[OPENINGS] * strength);
    kr_lever_add(terms, KR_LEVER_score, policy, index, p[INTRODUCTION] * strength);
    kr_lever_add(terms, KR_LEVER_effort, policy, index,
                 kr_factor_at(p[EFFORT], strength));
    kr_lever_add(terms, KR_LEVER_discourage, policy, index,
                 kr_factor_at(p[GIVING_UP], strength));
    kr_lever_add(terms, KR_LEVER_entry, policy, index, kr_factor_at(p[ENTRY], strength));
    // who finds a job is followed: would she have found it anyway?
    kr_charge_add(
        terms, policy, index,
        (struct kr_charge){.event = KR_COST_HIRE, .automatic = true, .follow = 8});
    if (policy->unit_cost > 0.0) {
        kr_charge_add(terms, policy, index,
                      (struct kr_charge){.event = KR_COST_MEMBER,
                                         .cents = policy->unit_cost * 100.0 * share,
                                         .quarters = 1});
    }
}

const struct kr_policy_kind kr_work_centre = {
    .name = "work_centre",
    .meaning = "advisers bring seekers and employers together",
    .documents = "P42",
    .levers = "openings looked at, score with employers who take part, effort, giving up "
              "and entry of those served",
    .cost_rule = "`unit_cost` a quarter for everybody served",
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
