// Short-time work (P50): employers with too little work keep permanent staff, for fewer
// hours, and a fund pays for those not worked -- of everybody with too little to do, also
// of those who would have been kept. Temporary and agency staff goes as before.
#include "scenarios/policies/policies.h"

enum { KEPT, PAID, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [KEPT] =
        {"kept", 0.6, 0, 1, "share",
         "of the dismissals of permanent staff for want of work, that do not happen"},
    [PAID] = {"hours_paid", 0.75, 0, 2, "share",
              "of pay for the hours without work, that the fund pays"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    kr_lever_add(terms, KR_LEVER_layoff, policy, index,
                 kr_factor_at(1.0 - policy->parameter[KEPT], strength));
    kr_charge_add(terms, policy, index,
                  (struct kr_charge){.event = KR_COST_KEPT,
                                     .cents = policy->unit_cost * 100.0,
                                     .gap_share = policy->parameter[PAID],
                                     .quarters = 1});
}

const struct kr_policy_kind kr_short_time_work = {
    .name = "short_time_work",
    .meaning =
        "employers short of work keep staff for fewer hours, and a fund pays the rest",
    .documents = "P50",
    .levers = "lever layoff",
    .cost_rule = "`hours_paid` of the pay for hours without work of staff with fixed "
                 "hours, and `unit_cost` a person and quarter",
    .scope = KR_SCOPE_EMPLOYER,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
