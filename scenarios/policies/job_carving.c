// Job carving and group helpers (P28, P29): more employers know that the simple tasks of
// a scarce job can be given to a helper, and part of what a helper costs is paid for.
// Whether it pays, and whether helpers are found, is up to the rule and the market
// (docs/model/carving.md).
#include "scenarios/policies/policies.h"

enum { TOLD, SUBSIDY, MOST, COACHED, TASKS, GUIDANCE, IN_RATIO, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [TOLD] = {"told", 0.2, 0, 1, "share",
              "of the employers who do not know of carving, who then do"},
    [SUBSIDY] = {"subsidy", 0, 0, 1, "share", "of the wage of helpers that is paid for"},
    [MOST] = {"most", 0, 0, 1e5, "euro/year",
              "no more for a full helper, coaching included; 0 for no limit"},
    [COACHED] = {"coached", 0, 0, 1, "share",
                 "of the coaching of helpers that is done at no cost to the employer"},
    [TASKS] = {"tasks", 1, 0, 5, "ratio",
               "tasks taken out of a post, relative to those of the country pack"},
    [GUIDANCE] = {"guidance", 1, 0, 10, "ratio",
                  "scarce hours that guiding takes, relative to today"},
    [IN_RATIO] = {"in_ratio", 0, 0, 1, "share",
                  "of a helper's hour that comes to count in the ratio of childcare"},
};

static void pay(const struct kr_policy *policy, int index, double strength,
                struct kr_effective *terms)
{
    const double subsidy = kr_share_at(policy->parameter[SUBSIDY], strength);
    if (subsidy > 0.0 || policy->unit_cost > 0.0) {
        kr_charge_add(terms, policy, index,
                      (struct kr_charge){.event = KR_COST_MEMBER,
                                         .helpers = true,
                                         .cents = policy->unit_cost * 100.0 * strength,
                                         .pay_share = subsidy,
                                         .most_cents = policy->parameter[MOST] * 25.0,
                                         .quarters = 1});
    }
}

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double *p = policy->parameter;
    if (policy->target.nobody) {
        return;
    }
    kr_lever_add(terms, KR_LEVER_carving, policy, index, kr_share_at(p[TOLD], strength));
    kr_lever_add(terms, KR_LEVER_carving_subsidy, policy, index,
                 kr_share_at(p[SUBSIDY], strength));
    kr_lever_add(terms, KR_LEVER_carving_coaching, policy, index,
                 kr_share_at(p[COACHED], strength));
    kr_lever_add(terms, KR_LEVER_carving_tasks, policy, index,
                 kr_factor_at(p[TASKS], strength));
    kr_lever_add(terms, KR_LEVER_carving_guidance, policy, index,
                 kr_factor_at(p[GUIDANCE], strength));
    if (p[IN_RATIO] > 0.0) {
        kr_lever_add(terms, KR_LEVER_carving_ratio, policy, index,
                     kr_share_at(p[IN_RATIO], strength));
    }
    pay(policy, index, strength, terms);
}

const struct kr_policy_kind kr_job_carving = {
    .name = "job_carving",
    .meaning = "employers give the simple tasks of scarce jobs to helpers",
    .documents = "P28, P29",
    .levers = "carving, carving_subsidy, carving_coaching, carving_tasks, "
              "carving_guidance, carving_ratio",
    .cost_rule = "each quarter for every helper, in proportion to the work for carved "
                 "posts in the target: `subsidy` of pay and `unit_cost`, at most `most`",
    .scope = KR_SCOPE_POST,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
