// Money and places for courses (P30, P37, P38, P40, P69): learners pay a part of the
// price, so more of them begin. Occupations of the target are those that a course leads
// to.
#include "base/math.h"
#include "scenarios/policies/policies.h"

enum {
    SUBSIDY,
    RESPONSE,
    DROPOUT,
    LENGTH,
    LADDER,
    TIME,
    WAGE_SHARE,
    WAGE_QUARTERS,
    PARAMETER_COUNT
};

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [SUBSIDY] = {"subsidy", 0.4, 0, 0.95, "share", "of the price of a course paid for"},
    [RESPONSE] = {"response", 0.3, 0, 2, "log/log",
                  "rise of courses begun as what the learner pays falls (R13: 0.2-0.4)"},
    [DROPOUT] = {"dropout", 1, 0, 5, "ratio",
                 "rate of breaking off, relative to today: guidance, or its want"},
    [LENGTH] =
        {"length", 1, 0.1, 2, "ratio",
         "length of courses, relative to today: what is recognised counts as done"},
    [LADDER] = {"ladder", 0, 0, 1, "share",
                "of the courses of the qualified that lead elsewhere, which lead to the "
                "next rung instead"},
    [TIME] = {"time", 0.1, 0, 1, "share",
              "of contract hours that a course takes from the work of learner and guide"},
    [WAGE_SHARE] = {"wage_share", 0, 0, 1, "share",
                    "of the learner's pay that is paid for while the course lasts"},
    [WAGE_QUARTERS] = {"wage_quarters", 4, 1, 40, "quarters", "for at most so long"},
};

// Courses begun relative to those without the policy.
static double more_courses(const struct kr_policy *policy, double subsidy)
{
    return kr_exp(-policy->parameter[RESPONSE] * kr_log(1.0 - subsidy));
}

static void pay(const struct kr_policy *policy, int index, double subsidy,
                double strength, struct kr_effective *terms)
{
    const double wage = kr_share_at(policy->parameter[WAGE_SHARE], strength);
    if (policy->unit_cost > 0.0) {
        kr_charge_add(
            terms, policy, index,
            (struct kr_charge){.event = KR_COST_COURSE,
                               .first_cents = policy->unit_cost * 100.0 * subsidy,
                               .pay_share = wage,
                               .quarters = (int)policy->parameter[WAGE_QUARTERS],
                               .follow = 12});
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
    const double wanted = p[SUBSIDY] * strength;
    const double subsidy = wanted < 0.95 ? wanted : 0.95;
    const double more = more_courses(policy, subsidy);
    kr_lever_add(terms, KR_LEVER_course, policy, index, more);
    kr_lever_add(terms, KR_LEVER_course_dropout, policy, index,
                 kr_factor_at(p[DROPOUT], strength));
    kr_lever_add(terms, KR_LEVER_course_length, policy, index,
                 kr_factor_at(p[LENGTH], strength));
    kr_lever_add(terms, KR_LEVER_course_ladder, policy, index,
                 kr_share_at(p[LADDER], strength));
    // the hours of courses that are there without the policy are in the need already
    kr_lever_add(terms, KR_LEVER_course_time, policy, index,
                 p[TIME] * (more - 1.0) / more);
    pay(policy, index, subsidy, strength, terms);
}

const struct kr_policy_kind kr_training_subsidy = {
    .name = "training_subsidy",
    .meaning = "courses cost the learner less, and may be shorter or better guided",
    .documents = "P29, P30, P37, P38, P40, P69",
    .levers = "course, course_dropout, course_length, course_ladder, course_time",
    .cost_rule =
        "`subsidy` of `unit_cost`, the price of a course, for each that begins in "
        "the target, with or without the policy; `wage_share` of pay while it "
        "lasts",
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
