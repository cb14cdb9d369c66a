// Migration by group (P17, P45): more or fewer who come, and how long they stay. Who is
// let in for an education or occupation has it; everybody needs housing and services,
// which the model counts only through the paths of demand.
#include "scenarios/policies/policies.h"

enum { ARRIVALS, LEAVING, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [ARRIVALS] = {"arrivals", 0.1, -1, 5, "share",
                  "change of the arrivals of the groups of the target"},
    [LEAVING] = {"leaving", 1, 0.1, 5, "ratio",
                 "on the rate at which those groups leave"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)index;
    (void)now;
    static const uint64_t GROUP[KR_MIGRANT_CLASSES] = {
        0, KR_GROUP_LABOUR_MIGRANT, KR_GROUP_STUDY_MIGRANT, KR_GROUP_PERMIT};
    const double change = policy->parameter[ARRIVALS] * strength;
    terms->arrivals[terms->arrivals_count++] =
        (struct kr_arrivals_change){policy, change > -1.0 ? change : -1.0};
    for (int c = 1; c < KR_MIGRANT_CLASSES; c++) {
        if ((policy->target.groups & GROUP[c]) != 0) {
            terms->departure_factor[c] *=
                kr_factor_at(policy->parameter[LEAVING], strength);
        }
    }
}

const struct kr_policy_kind kr_migration = {
    .name = "migration",
    .meaning = "more or fewer people of some groups come, and stay",
    .documents = "P17, P45",
    .levers = "arrivals and departures of the groups of the target; education and "
              "occupation of those added",
    .cost_rule = "none counted",
    .scope = KR_BY_GROUP | KR_BY_EDUCATION | KR_BY_OCCUPATION,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
