// The starting world of a run: built, or read from a prepared population.
#ifndef KR_CMD_STARTING_WORLD_H
#define KR_CMD_STARTING_WORLD_H

#include "cmd/command.h"
#include "cmd/setup.h"
#include "output/population_file.h"
#include "sim/world.h"

// Builds the world, or reads `population` when that is not NULL, and makes it ready to
// live. Mistakes are printed; on anything but KR_EXIT_DONE the world is empty.
KR_MUST_CHECK enum kr_exit kr_starting_world(const struct kr_setup *setup,
                                             const char *population,
                                             struct kr_world *world);

// What a population of this setup is made from.
struct kr_population_origin kr_origin_of(const struct kr_setup *setup);

#endif
