// Programmes that remember people: who took a bonus, from which hours, until when.
#ifndef KR_SIM_PROGRAMMES_H
#define KR_SIM_PROGRAMMES_H

#include "sim/scratch.h"

enum { KR_MEMORY_CUT = 255 }; // a memory of hours given up, for look-back rules

// A larger contract was granted: notes the person for every bonus it earns.
void kr_programme_offer(const struct kr_live *live, kr_row row, uint16_t before);

// Hours were given up: noted while policies exist, so that look-back rules can see it.
void kr_programme_note_cut(const struct kr_live *live, kr_row row, uint16_t before,
                           uint16_t after);

// The same for hours given up with a change of job, in a loop that is not over persons:
// `block` is the block of that loop.
void kr_programme_note_move(const struct kr_live *live, int block, kr_row row,
                            uint16_t before, uint16_t after);

// Applies what was noted, in order of person: entries against the look-back, cuts.
KR_MUST_CHECK int kr_programme_enrol(struct kr_live *live);

// Pays this quarter's bonuses and ends what is over.
void kr_programme_pay(struct kr_live *live);

#endif
