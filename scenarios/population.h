// The starting world: persons, employers and jobs drawn from the margins of the pack.
#ifndef KR_SCENARIOS_POPULATION_H
#define KR_SCENARIOS_POPULATION_H

#include "base/error.h"
#include "sim/model.h"
#include "sim/world.h"

// Draws the starting world for model->country at model->scale with model->key; allocates
// `world` (kr_world_init) with room for growth over model->quarters. The same world for
// any number of threads. Returns 0, KR_ERR_NO_MEMORY or KR_ERR_RANGE (scale too small).
KR_MUST_CHECK int kr_population_build(const struct kr_model *model,
                                      struct kr_world *world);

// Rows foreseen, without building.
struct kr_population_size {
    int64_t persons, employers, posts, vacancies;
};
struct kr_population_size kr_population_size_of(const struct kr_country *country,
                                                double scale, int quarters);

#endif
