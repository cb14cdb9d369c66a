// People outside the labour force, or about to give up, are sought out and guided (P12,
// P13, P15, P18, P19): they begin to search sooner and keep at it longer. Whether they
// find work is up to employers and the openings there are.
#include "scenarios/policies/policies.h"

enum { ENTRY, GIVING_UP, EFFORT, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [ENTRY] = {"entry", 1.3, 0.1, 5, "ratio",
               "on the rate at which those reached begin to search"},
    [GIVING_UP] = {"giving_up", 1, 0.1, 5, "ratio",
                   "on the rate at which those reached give up search"},
    [EFFORT] = {"effort", 1, 0.1, 2, "ratio",
                "on the effort of those reached who search"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double *p = policy->parameter;
    const double share = kr_share_at(1.0, strength);
    kr_lever_add(terms, KR_LEVER_entry, policy, index, kr_factor_at(p[ENTRY], strength));
    kr_lever_add(terms, KR_LEVER_discourage, policy, index,
                 kr_factor_at(p[GIVING_UP], strength));
    kr_lever_add(terms, KR_LEVER_effort, policy, index,
                 kr_factor_at(p[EFFORT], strength));
    // who begins to search is followed: does she come to work more than she would have?
    kr_charge_add(
        terms, policy, index,
        (struct kr_charge){.event = KR_COST_ENTRY, .automatic = true, .follow = 8});
    if (policy->unit_cost > 0.0) {
        kr_charge_add(terms, policy, index,
                      (struct kr_charge){.event = KR_COST_MEMBER,
                                         .cents = policy->unit_cost * 100.0 * share,
                                         .quarters = 1});
    }
}

const struct kr_policy_kind kr_activation = {
    .name = "activation",
    .meaning = "people without work are sought out and begin to search",
    .documents = "P12, P13, P15, P18, P19",
    .levers = "entry, giving up and effort of those in the target who are reached",
    .cost_rule =
        "`unit_cost` a quarter for everybody served, whether or not she begins to search",
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
