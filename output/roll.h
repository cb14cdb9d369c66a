// The roll of a table in a file: who has which place. A place is for good: whoever was
// once taken up keeps it, also when he or she is gone or no longer chosen, and nobody
// else gets it. Those of the first record stand in row order, newcomers of a later one
// follow in order of id, so that places do not depend on threads or on which rows are
// used again.
//
// Takes 13 bytes for each place (and 4 for each row with places by row), and one more
// byte for each row of the table while it is brought up to date.
#ifndef KR_OUTPUT_ROLL_H
#define KR_OUTPUT_ROLL_H

#include "base/error.h"
#include "base/types.h"
#include "output/columns.h"

#include <stdbool.h>
#include <stdint.h>

// Leaves 1 in wanted[row - first] for rows that are to be taken up, and puts 0 for
// others.
typedef void kr_roll_filter(const void *context, const struct kr_world *world,
                            kr_row first, kr_row last, uint8_t *wanted);

struct kr_roll_choice {
    enum kr_kept_table table;
    double sample;          // share of all ids, 1 for all
    bool by_row;            // kr_roll_place is wanted
    kr_roll_filter *filter; // NULL: everybody
    const void *context;    // of the filter
};

struct kr_roll {
    struct kr_roll_choice choice;
    uint64_t *id;  // [place]
    kr_row *row;   // [place]; KR_NONE when gone
    uint8_t *gone; // [place] 1 when gone
    kr_row *first; // [stretch of places] as kr_gather_first says
    int32_t places;
    int32_t capacity;
    int32_t *place; // [row]; NULL unless wanted
    kr_row rows;    // that `place` has
    bool begun;     // the first record has been made, be it of nobody
    kr_row table_rows;
};

void kr_roll_init(struct kr_roll *self, const struct kr_roll_choice *choice);
void kr_roll_free(struct kr_roll *self);

// Brings the roll up to date with a world: finds who is gone, back or new.
KR_MUST_CHECK int kr_roll_update(struct kr_roll *self, int threads,
                                 const struct kr_world *world);

// A roll as a file has it: the ids of its places, and where they stand in a world now.
// Nobody is taken up who is not in `ids`. Whether a roll of nobody has begun is for the
// caller to say.
KR_MUST_CHECK int kr_roll_restore(struct kr_roll *self, const uint64_t *ids,
                                  int32_t count, const struct kr_world *world);

// The place of a row's occupant, or KR_NONE. Only with `by_row`.
static inline int32_t kr_roll_place(const struct kr_roll *self, kr_row row)
{
    KR_BUG_IF(self->place == NULL);
    return row < self->rows ? self->place[row] : KR_NONE;
}

// True when an id is in a sample of that share of all: larger samples hold smaller ones.
bool kr_roll_sampled(uint64_t id, double sample);

#endif
