// Better management (P22): by standard deviations of what differs between employers; what
// that does to search and leaving is the rule's (R8).
#include "base/math.h"
#include "scenarios/policies/policies.h"

enum { BETTER, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [BETTER] = {"better", 0.2, -3, 3, "SD", "management than before"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const struct kr_quit_parameters *rule = &terms->parameters.quit;
    const double better = policy->parameter[BETTER] * strength;
    kr_lever_add(terms, KR_LEVER_job_search, policy, index,
                 kr_exp(-rule->manager_effect * better));
    kr_lever_add(terms, KR_LEVER_quit, policy, index,
                 kr_exp(-rule->leave_manager * better));
    kr_charge_add(terms, policy, index,
                  (struct kr_charge){.event = KR_COST_MEMBER,
                                     .cents = policy->unit_cost * 100.0,
                                     .quarters = 1});
}

const struct kr_policy_kind kr_management = {
    .name = "management",
    .meaning = "managers lead better",
    .documents = "P22",
    .levers = "levers job_search and quit, by quit.manager_effect and quit.leave_manager",
    .cost_rule = "`unit_cost` a quarter for everybody in the target",
    .scope = KR_SCOPE_POST,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
