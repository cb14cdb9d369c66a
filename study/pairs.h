// The same persons in two worlds. Those who are in both from the start stand in the same
// row; rows that are freed and used again can differ, so identities decide.
#ifndef KR_STUDY_PAIRS_H
#define KR_STUDY_PAIRS_H

#include "base/buffer.h"
#include "base/error.h"
#include "sim/world.h"
#include "study/sides.h"

#include <stddef.h>
#include <stdint.h>

struct kr_pairs {
    kr_row *base_of;    // by variant row: row in the base world, KR_NONE for nobody
    uint8_t *is_paired; // by base row
    kr_row capacity[KR_SIDES];
    struct kr_buffer stray[KR_SIDES]; // rows that are not paired yet
    kr_row *lone[KR_SIDES];           // rows of persons who are in one world only
    kr_row lone_count[KR_SIDES];
    kr_row *joined; // strays of the variant, then of the base
    size_t room;    // of `joined`, and of each list of lone ones
    kr_row *slot;   // base rows by identity, open addressing; KR_NONE is free
    size_t slots;   // a power of two, or 0
};

KR_MUST_CHECK int kr_pairs_init(struct kr_pairs *self,
                                const struct kr_persons *const persons[KR_SIDES]);
void kr_pairs_free(struct kr_pairs *self);

// Pairs everybody anew; persons who stayed keep their partner at the cost of one look.
KR_MUST_CHECK int kr_pairs_update(struct kr_pairs *self, int threads,
                                  const struct kr_persons *const persons[KR_SIDES]);

#endif
