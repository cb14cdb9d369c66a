// A starting world built from a pack, and what must hold of it. Shared by the tests of
// the population at several scales.
#ifndef KR_TESTS_UNIT_SCENARIOS_POPULATION_CHECKS_H
#define KR_TESTS_UNIT_SCENARIOS_POPULATION_CHECKS_H

#include "agents/country.h"
#include "sim/model.h"
#include "sim/world.h"

struct built {
    struct kr_country country;
    struct kr_model model;
    struct kr_world world;
};

// Builds the world of pack scenarios/`pack`; fails the test when it cannot.
void build_world(struct built *self, const char *pack, double scale, int threads);
void free_world(struct built *self);

// Persons by every single characteristic: the pack's total times the scale, to the
// person; at scale 1 the two-way tables of the pack as well.
void check_persons(const struct built *b);

// Sectors, occupations, contracts, hours, employers and vacancies.
void check_jobs(const struct built *b);

// Posts and employers agree with the persons, one by one.
void check_books(const struct built *b);

// Values that a person can have, and that go together.
void check_lives(const struct built *b);

// Hours wanted are those of the taste; shares of wishes are those of the pack, to
// `tolerance` of themselves.
void check_wishes(const struct built *b, double tolerance);

#endif
