// What columns of persons say of the employer of a post, in arrays by post: a person's
// post leads there at once, and they are so small that they stay in the cache, where
// posts and employers do not.
#ifndef KR_OUTPUT_WORKPLACES_H
#define KR_OUTPUT_WORKPLACES_H

#include "base/error.h"
#include "sim/world.h"

#include <stdint.h>

enum { KR_NO_WORKPLACE = 255 }; // the code of nobody's employer

// [post + 1]; first of all who has none: number KR_NONE, codes KR_NO_WORKPLACE, no
// premium. A post takes KR_WORKPLACE_BYTES.
enum { KR_WORKPLACE_BYTES = 9 };
struct kr_workplaces {
    int32_t *number; // of the employer; only where numbers are given
    uint8_t *sector;
    uint8_t *region;
    uint8_t *wage_group;
    int16_t *wage_premium; // ten thousandths
    int32_t room;          // posts that the arrays hold, beside nobody
};

// Brings the arrays up to date with a world. `employer_number` is by employer row, or
// NULL.
KR_MUST_CHECK int kr_workplaces_update(struct kr_workplaces *self, int threads,
                                       const struct kr_world *world,
                                       const int32_t *employer_number);
void kr_workplaces_free(struct kr_workplaces *self);

#endif
