// Rules on work for own account (P49): enforcement against bogus self-employment, less
// tax favour, compulsory insurance. Whoever stops looks for a job: she ends in a flexible
// one, a permanent one or none.
#include "scenarios/policies/policies.h"

enum { STOP, START, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [STOP] = {"stop", 1.3, 0.01, 20, "ratio", "rate at which the self-employed stop"},
    [START] = {"begin", 0.8, 0.01, 20, "ratio",
               "rate at which employees begin on own account"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double *p = policy->parameter;
    kr_lever_add(terms, KR_LEVER_end_own_account, policy, index,
                 kr_factor_at(p[STOP], strength));
    kr_lever_add(terms, KR_LEVER_own_account, policy, index,
                 kr_factor_at(p[START], strength));
}

const struct kr_policy_kind kr_own_account_rules = {
    .name = "own_account_rules",
    .meaning = "work on own account is less easy",
    .documents = "P49",
    .levers = "levers end_own_account, own_account",
    .cost_rule = "none: a rule",
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
