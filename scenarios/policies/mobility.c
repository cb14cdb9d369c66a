// Shorter journeys (P58): distance weighs less, and a part of the looks goes a region
// further than people commute today.
#include "scenarios/policies/policies.h"

enum { DISTANCE, FURTHER, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [DISTANCE] = {"distance", 0.8, 0, 3, "ratio", "on the weight of a kilometre"},
    [FURTHER] = {"further", 0.05, 0, 1, "share", "of the looks that go a region further"},
};

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)index;
    (void)now;
    const double *p = policy->parameter;
    struct kr_search_parameters *search = &terms->parameters.search;
    search->distance_weight *= kr_factor_at(p[DISTANCE], strength);
    search->region_reach += kr_share_at(p[FURTHER], strength);
}

const struct kr_policy_kind kr_mobility = {
    .name = "mobility",
    .meaning = "jobs further away come within reach",
    .documents = "P58",
    .levers = "search.distance_weight, search.region_reach",
    .cost_rule = "none counted; infrastructure is outside the model",
    .scope = KR_SCOPE_NONE,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
