// Support for hiring people of a target (P14, P15, P26, P52, P57, P70): part of the wage
// paid, or an employer who looks again. Only employers who know of it weigh it, and only
// in choosing among those who apply; others are passed over. It is paid for all whom they
// hire, hired because of it or not.
#include "scenarios/policies/policies.h"

enum { PREFERENCE, WAGE_SHARE, WEIGHT, QUARTERS, EVERYBODY, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [PREFERENCE] = {"preference", 0, -2, 2, "SD", "on the score of those in the target"},
    [WAGE_SHARE] = {"wage_share", 0, 0, 1, "share", "of the wage that is paid"},
    [WEIGHT] = {"weight", 1, 0, 10, "SD",
                "of score that a wage paid for a year is worth"},
    [QUARTERS] = {"quarters", 4, 1, 40, "quarters",
                  "that it is paid for a hire, while the job lasts"},
    [EVERYBODY] = {"everybody", 0, 0, 1, "share",
                   "1: paid for all employees in the target, hired or not"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const double *p = policy->parameter;
    const double paid = kr_share_at(p[WAGE_SHARE], strength);
    const double years = p[QUARTERS] < 4.0 ? p[QUARTERS] / 4.0 : 1.0;
    const double score = p[PREFERENCE] * strength + p[WEIGHT] * paid * years;
    kr_lever_add(terms, KR_LEVER_score, policy, index, score);
    if (paid <= 0.0 && policy->unit_cost <= 0.0) {
        return;
    }
    const bool all = p[EVERYBODY] >= 0.5;
    kr_charge_add(terms, policy, index,
                  (struct kr_charge){.event = all ? KR_COST_MEMBER : KR_COST_HIRE,
                                     .cents = policy->unit_cost * 100.0 *
                                              kr_share_at(1.0, strength),
                                     .pay_share = paid,
                                     .quarters = (int)p[QUARTERS],
                                     .automatic = all,
                                     .follow = 8});
}

const struct kr_policy_kind kr_hiring_support = {
    .name = "hiring_support",
    .meaning = "employers who know of it prefer people of the target",
    .documents = "P14, P15, P26, P52, P57, P70",
    .levers = "score of applicants in the target at employers who take part",
    .cost_rule = "`unit_cost` and `wage_share` of pay a quarter for each hire, caused or "
                 "not; for all employees in the target with `everybody`",
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
