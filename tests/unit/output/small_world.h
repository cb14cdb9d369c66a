// A small world made by hand, which changes by rule and not by simulation, so that tests
// of output/ know what every number in a file must be.
//
//   regions   north, south            wage group   all
//   sectors   care, market, school    occupations  nurse, clerk
//   persons   `rows`, the last tenth of them free; person i has id 1000 + i
//             odd rows work, in turn at employer 0, 1, 2; even rows do not
//   employers 0 care, 1 market, 2 school, with one post each; row 3 is free
//   policies  bonus (state), places (fund)
//
// Each quarter ten persons leave and twenty enter, on rows that were free; every cell of
// a tally is 1,000 * table + cell + elapsed.
#ifndef KR_TESTS_OUTPUT_SMALL_WORLD_H
#define KR_TESTS_OUTPUT_SMALL_WORLD_H

#include "output/writer.h"
#include "sim/model.h"
#include "sim/world.h"

#include <stdbool.h>

enum { SMALL_SECTORS = 3, SMALL_REGIONS = 2, SMALL_OCCUPATIONS = 2, SMALL_EMPLOYERS = 4 };

struct small {
    struct kr_country country;
    struct kr_region region[SMALL_REGIONS];
    struct kr_sector sector[SMALL_SECTORS];
    struct kr_occupation occupation[SMALL_OCCUPATIONS];
    struct kr_wage_group wage_group[1];
    struct kr_field field[1];
    struct kr_policy_kind kind;
    struct kr_policy policy[2];
    struct kr_model model;
    struct kr_world world;
};

void small_init(struct small *self, kr_row rows, int policies);
void small_free(struct small *self);

// One quarter later.
void small_live(struct small *self);

// What a cell of a tally is now.
double small_cell(const struct small *self, enum kr_tally tally, int row, int column);

// Options that name a file in the directory where the test runs, with one parameter.
struct kr_output_options small_options(const char *file);

// Writes the start and `quarters` quarters to options->file; returns the first failure.
int small_run(struct small *self, const struct kr_output_options *options, int quarters);

#endif
