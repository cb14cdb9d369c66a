// Two finished runs of the same world under two scenarios: whether their files pair, and
// the effects that their tables show. One replicate, so without errors.
#ifndef KR_STUDY_RESULT_PAIR_H
#define KR_STUDY_RESULT_PAIR_H

#include "agents/country.h"
#include "base/error.h"
#include "output/reader.h"
#include "study/effects.h"
#include "study/sides.h"

enum { KR_WHY_SIZE = 1024 };

struct kr_result_pair {
    struct kr_effects effects; // what files do not hold is left out of its space
    struct kr_country country; // the words of sectors, regions and occupations only
    double scale;
    kr_quarter first;      // the first quarter lived
    int lived[KR_SIDES];   // quarters in each file; effects have the smaller number
    int differ;            // first quarter, from 0, in which a figure differs, or KR_NONE
    char why[KR_WHY_SIZE]; // why the files do not pair
};

// Checks and reads. KR_ERR_UNPAIRED: self->why says what does not match. The caller
// frees, whatever is returned.
KR_MUST_CHECK int kr_result_pair_read(struct kr_result_pair *self,
                                      struct kr_result *const result[KR_SIDES]);
void kr_result_pair_free(struct kr_result_pair *self);

#endif
