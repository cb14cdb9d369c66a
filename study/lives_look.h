// Looking at one person in a world, and for what parts two lives. Private to lives.c.
#ifndef KR_STUDY_LIVES_LOOK_H
#define KR_STUDY_LIVES_LOOK_H

#include "study/lives.h"

// Where the person of a row works.
struct kr_workplace kr_workplace_of(const struct kr_world *world, kr_row row);
bool kr_workplaces_equal(const struct kr_workplace *a, const struct kr_workplace *b);

// The person at the end of the quarter; not present when nobody has that id.
struct kr_life kr_life_look(const struct kr_world *world, kr_id person);

// The worlds of a pair, and the policies that only the variant has: bits by index.
struct kr_life_worlds {
    const struct kr_world *base;
    const struct kr_world *variant;
    uint64_t own;
};

// Why the lives part in a quarter, given the quarter before it.
struct kr_life_cause kr_life_cause_of(const struct kr_life_worlds *worlds,
                                      const struct kr_life_quarter *before,
                                      const struct kr_life_quarter *now);

#endif
