// A prepared starting world in a file: everything of struct kr_world that matters between
// quarters, one plain data set per column, so that it is read at the speed of the disk.
#ifndef KR_OUTPUT_POPULATION_FILE_H
#define KR_OUTPUT_POPULATION_FILE_H

#include "base/diag.h"
#include "base/error.h"
#include "sim/model.h"
#include "sim/world.h"

#include <stddef.h>
#include <stdint.h>

// What a population was made from.
struct kr_population_origin {
    uint64_t pack_hash;
    uint64_t parameters_hash; // kr_parameters_hash
    uint64_t seed;
    uint64_t replicate;
    double scale;
    const struct kr_country *country; // for the names of codes; NULL leaves them out
};

uint64_t kr_parameters_hash(const struct kr_parameters *parameters);

// Writes `file`, an existing one only with `force`. On failure `error` says why and
// nothing is left behind.
KR_MUST_CHECK int kr_population_write(const char *file,
                                      const struct kr_population_origin *origin,
                                      const struct kr_world *world, bool force,
                                      char error[1024]);

// What a run wants of a population.
struct kr_population_want {
    const struct kr_model *model;
    uint64_t pack_hash;
    kr_row persons, employers, posts, vacancies; // rows to have room for
};

// Reads a population into `world`, which it allocates. The file must have every field and
// no other, in tables of the sizes that the country wants, with codes in their ranges,
// and have been made from the same pack at the same scale; all mistakes go to `diag` with
// KR_ERR_INPUT. `origin` tells what the file was made from.
KR_MUST_CHECK int kr_population_read(const char *file,
                                     const struct kr_population_want *want,
                                     struct kr_population_origin *origin,
                                     struct kr_world *world, struct kr_diag *diag);

#endif
