// Higher pay by sector and occupation (P25). Other public sectors follow in part, at the
// speed at which public pay follows the market (R20).
#include "base/math.h"
#include "scenarios/policies/policies.h"

enum { RAISE, CHARGES, SPILL, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [RAISE] = {"raise", 0.05, -0.5, 1, "share", "of agreed pay, on top"},
    [CHARGES] = {"employer_charges", 0.28, 0, 1, "share",
                 "premiums and pension that the employer pays over the raise"},
    [SPILL] = {"spill_over", 0.2, 0, 1, "share",
               "of the raise that public sectors outside the target come to follow"},
};

static bool is_public(const struct kr_effective *terms, int sector)
{
    const struct kr_country *country = terms->country;
    return country != NULL &&
           country->wage_group[country->sector[sector].wage_group].is_public;
}

// Part of what they will follow that public sectors have followed by now.
static double followed(const struct kr_policy *policy, kr_quarter now,
                       const struct kr_effective *terms)
{
    double behind = 1.0;
    for (int q = policy->start; q < now; q++) {
        behind *= 1.0 - terms->parameters.wages.public_follow;
    }
    return 1.0 - behind;
}

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    const double extra = kr_log(1.0 + policy->parameter[RAISE]) * strength;
    const double follows = policy->parameter[SPILL] * followed(policy, now, terms);
    for (int s = 0; s < terms->sectors; s++) {
        for (int o = 0; o < terms->occupations; o++) {
            const bool raised = kr_target_has(policy->target.sectors, s) &&
                                kr_target_has(policy->target.occupations, o);
            const double share = raised ? 1.0 : is_public(terms, s) ? follows : 0.0;
            terms->pay_log[s * terms->occupations + o] += share * extra;
        }
    }
    const double part = 1.0 - kr_exp(-extra); // of pay as it now is
    kr_charge_add(
        terms, policy, index,
        (struct kr_charge){.event = KR_COST_MEMBER,
                           .cents = policy->unit_cost * 100.0,
                           .pay_share = part * (1.0 + policy->parameter[CHARGES]),
                           .quarters = 1});
}

const struct kr_policy_kind kr_pay_raise = {
    .name = "pay_raise",
    .meaning = "agreed pay of sectors and occupations rises",
    .documents = "P25",
    .levers = "pay scales of the sectors and occupations named, and of public sectors "
              "that follow",
    .cost_rule =
        "the raise with `employer_charges` for everybody in the target, whether or not "
        "it changed what they do; pay of those who follow is in the payroll only",
    .scope = KR_SCOPE_PAY,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
