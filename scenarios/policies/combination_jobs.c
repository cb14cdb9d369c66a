// Combination jobs (P05): two employers in the target fit their hours together, so that
// one person can work for both. Both must be in the target.
#include "scenarios/policies/policies.h"

enum { FIT, LOOKING, OVERHEAD, PAID_FOR, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [FIT] =
        {"fit", 0.5, 0, 1, "share",
         "of the pairs of jobs whose hours do not fit in a week, part that is made to"},
    [LOOKING] = {"looking", 1.5, 0.1, 10, "ratio",
                 "factor on looking for a second job, as it is offered"},
    [OVERHEAD] = {"overhead", 0.04, 0, 1, "share",
                  "of the pay of the main job: contracts, secondment, planning"},
    [PAID_FOR] = {"paid_for", 4, 1, 40, "quarters",
                  "for which the overhead is paid, from the start of a second job on"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    const double *p = policy->parameter;
    (void)now;
    if (policy->target.nobody) {
        return;
    }
    const double looking = 1.0 + (p[LOOKING] - 1.0) * strength;
    kr_lever_add(terms, KR_LEVER_slot_fit, policy, index, p[FIT] * strength);
    kr_lever_add(terms, KR_LEVER_second_job, policy, index,
                 looking > 0.05 ? looking : 0.05);
    kr_charge_add(terms, policy, index,
                  (struct kr_charge){.event = KR_COST_SECOND_JOB,
                                     .cents = policy->unit_cost * 100.0,
                                     .pay_share = p[OVERHEAD],
                                     .quarters = (int)p[PAID_FOR]});
}

const struct kr_policy_kind kr_combination_jobs = {
    .name = "combination_jobs",
    .meaning = "employers make two small jobs fit into one person's week",
    .documents = "P05",
    .levers = "looking for a second job; pairs of jobs that fit, both employers in the "
              "target",
    .cost_rule = "`overhead` of the pay of the main job for `paid_for` quarters per "
                 "second job begun, and `unit_cost`",
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
