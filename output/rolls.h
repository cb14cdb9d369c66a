// Who has which place in the tables of a file, and which number: what a run that goes on
// must know beside the world.
#ifndef KR_OUTPUT_ROLLS_H
#define KR_OUTPUT_ROLLS_H

#include "output/keep.h"
#include "output/roll.h"

// One for each kept table, and that of the numbers of all employers.
enum { KR_ROLL_NUMBERS = KR_KEEP_TABLES, KR_ROLLS };

// The ids of a roll in order of place: owned or lent, as is said where they come from. A
// table that is not kept, or without a roll of its own, has no places.
struct kr_roll_ids {
    uint64_t *id;
    int32_t places;
};

struct kr_rolls {
    struct kr_roll_ids of[KR_ROLLS];
};

const char *kr_rolls_name(int roll);
int64_t kr_rolls_bytes(const struct kr_rolls *self);
void kr_rolls_free(struct kr_rolls *self); // those that are owned

#endif
