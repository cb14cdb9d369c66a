// Choice of a study and staying in it (P27, P44): fields that lead to the occupations of
// the target draw more of those who choose, or lose fewer of those who learn.
#include "base/math.h"
#include "scenarios/policies/policies.h"

enum { PULL, DROPOUT, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [PULL] = {"pull", 1, 0.1, 10, "ratio",
              "draw of the fields relative to today: places, money, advice"},
    [DROPOUT] = {"dropout", 1, 0, 5, "ratio",
                 "rate at which their studies are broken off, relative to today"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    if (policy->target.nobody) {
        return;
    }
    const double pull = kr_log(kr_factor_at(policy->parameter[PULL], strength));
    for (int o = 0; o < terms->occupations; o++) {
        if (kr_target_has(policy->target.occupations, o)) {
            terms->study_log[o] += pull;
        }
    }
    kr_lever_add(terms, KR_LEVER_study_dropout, policy, index,
                 kr_factor_at(policy->parameter[DROPOUT], strength));
    if (policy->unit_cost > 0.0) {
        kr_charge_add(terms, policy, index,
                      (struct kr_charge){.event = KR_COST_STUDY,
                                         .cents = policy->unit_cost * 100.0 * strength,
                                         .quarters = 1,
                                         .follow = 24});
    }
}

const struct kr_policy_kind kr_study_choice = {
    .name = "study_choice",
    .meaning = "fields of study draw more students, or keep more of them",
    .documents = "P27, P44",
    .levers = "draw of the fields that lead to the occupations named, study_dropout",
    .cost_rule =
        "`unit_cost` for each study begun in a field most of whose graduates come "
        "to the occupations named, with or without the policy",
    .scope = KR_BY_OCCUPATION,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
