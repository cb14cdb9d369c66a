// A bonus for a contract of full-time hours (P02): a notch. The terms go to the rule for
// hours as those of the extra-hours bonus do (docs/model/hours.md); that contracts gather
// at the threshold follows.
#include "scenarios/policies/policies.h"

enum { AMOUNT, THRESHOLD, ALREADY, LOOK_BACK, HORIZON, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [AMOUNT] = {"amount", 300, 0, 10000, "euro/month",
                "paid while the contract is at or above the threshold"},
    [THRESHOLD] = {"threshold", 36, 8, 48, "hours/week", "contract hours that earn it"},
    [ALREADY] = {"already", 0, 0, 1, "share",
                 "1: those who were at the threshold before are paid too; 0: only those "
                 "who come from below it"},
    [LOOK_BACK] = {"look_back", 4, 0, 40, "quarters",
                   "who was at the threshold within this time does not come from below"},
    [HORIZON] = {"horizon", 4, 1, 40, "quarters",
                 "time over which the worker expects to be paid"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    const double amount = policy->parameter[AMOUNT] * strength;
    if (amount <= 0.0 || policy->target.nobody) {
        return;
    }
    terms->bonuses[terms->bonus_count++] = (struct kr_hours_bonus){
        .policy = policy,
        .policy_index = index,
        .euro_per_month = amount,
        .threshold = policy->parameter[THRESHOLD],
        .already = policy->parameter[ALREADY] >= 0.5,
        .horizon = policy->parameter[HORIZON],
        .look_back = (int)policy->parameter[LOOK_BACK],
        .pending = now < policy->start,
    };
}

const struct kr_policy_kind kr_full_time_bonus = {
    .name = "full_time_bonus",
    .meaning = "a monthly bonus for a contract of full-time hours",
    .documents = "P02",
    .levers = "pay of contract hours at a threshold",
    .cost_rule = "amount per month and person at or above the threshold, whether or not "
                 "the bonus caused it",
    .pays_bonus = true,
    .looks_back = LOOK_BACK + 1,
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
    .announce = apply,
};
