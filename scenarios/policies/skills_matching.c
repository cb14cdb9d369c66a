// Matching by skills instead of diplomas and occupations (P41): a move to another
// occupation is less of a step, to the seeker and to the employer who reads her record.
#include "scenarios/policies/policies.h"

enum { DISTANCE, SCREENING, ELSEWHERE, SECTOR, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [DISTANCE] = {"distance", 0.9, 0, 3, "ratio",
                  "on the weight of occupational distance to seekers"},
    [SCREENING] = {"screening", 0.9, 0, 3, "ratio",
                   "on the weight of occupational distance to employers"},
    [ELSEWHERE] = {"elsewhere", 1.05, 0.1, 3, "ratio",
                   "on the looks outside the own occupation"},
    [SECTOR] = {"sector", 1, 0, 3, "ratio", "on the weight of staying in the sector"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)index;
    (void)now;
    const double *p = policy->parameter;
    struct kr_search_parameters *search = &terms->parameters.search;
    const double elsewhere = kr_factor_at(p[ELSEWHERE], strength);
    const double own = 1.0 - (1.0 - search->own_occupation) * elsewhere;
    search->own_occupation = own > 0.0 ? own : 0.0;
    search->occupation_weight *= kr_factor_at(p[DISTANCE], strength);
    search->sector_weight *= kr_factor_at(p[SECTOR], strength);
    terms->parameters.hiring.distance_weight *= kr_factor_at(p[SCREENING], strength);
}

const struct kr_policy_kind kr_skills_matching = {
    .name = "skills_matching",
    .meaning = "moves between occupations become easier",
    .documents = "P41",
    .levers = "search.occupation_weight, search.own_occupation, search.sector_weight, "
              "hiring.distance_weight",
    .cost_rule = "none counted; the platform is outside the model",
    .scope = KR_SCOPE_NONE,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
