// A bonus for workers who enlarge their contract (P01). The terms go to the rule for
// hours: a worker compares the pay of added hours, bonus included, with the value of time
// (docs/model/hours.md). Whoever would have worked more anyway is paid too.
#include "scenarios/policies/policies.h"

enum { AMOUNT, EXTRA_HOURS, LOOK_BACK, HORIZON, PAID_FOR, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [AMOUNT] = {"amount", 75, 0, 10000, "euro/month", "paid per `extra_hours` more"},
    [EXTRA_HOURS] = {"extra_hours", 4, 1, 40, "hours/week",
                     "hours above the reference that earn the amount"},
    [LOOK_BACK] = {"look_back", 4, 0, 40, "quarters",
                   "the reference is the largest contract within this time, so that "
                   "cutting hours first does not pay"},
    [HORIZON] = {"horizon", 4, 1, 40, "quarters",
                 "time over which the worker expects to be paid"},
    [PAID_FOR] = {"paid_for", 0, 0, 40, "quarters",
                  "it is paid no longer than this after the enlargement; 1 is a bonus "
                  "paid once, 0 as long as contract and policy last"},
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
        .extra_hours = policy->parameter[EXTRA_HOURS],
        .horizon = policy->parameter[HORIZON],
        .look_back = (int)policy->parameter[LOOK_BACK],
        .paid_for = (int)policy->parameter[PAID_FOR],
        .pending = now < policy->start,
    };
}

const struct kr_policy_kind kr_extra_hours_bonus = {
    .name = "extra_hours_bonus",
    .meaning = "a monthly bonus for workers who enlarge their contract",
    .documents = "P01, P66",
    .levers = "pay of added contract hours, above the largest contract looked back to",
    .cost_rule = "amount per month and `extra_hours` of enlargement, while it lasts, "
                 "whether or not the bonus caused it",
    .pays_bonus = true,
    .looks_back = LOOK_BACK + 1,
    .scope = KR_SCOPE_PERSON,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
    .announce = apply,
};
