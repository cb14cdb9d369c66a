// What a bonus for hours makes a worker do: want more hours, keep them, put off a request
// until it counts, or cut hours first so as to earn the bonus later. All follow from what
// the bonus pays over its horizon against what the hours are worth to her (rule R2).
#ifndef KR_SIM_BONUSES_H
#define KR_SIM_BONUSES_H

#include "sim/scratch.h"

// Readies what bonuses look up: who is paid by which, and who gave hours up. Once a
// quarter, after the terms are known.
KR_MUST_CHECK int kr_bonuses_ready(struct kr_live *live);

// Hours that the terms of a bonus make her want: those that earn it when their price is
// met, 0 when none is on offer to her or it does not pay.
int kr_bonus_goal(const struct kr_live *live, kr_row row);

// Whether hours that earn her a bonus are worth keeping for it.
bool kr_bonus_holds(const struct kr_live *live, kr_row row);

// A wish that a bonus makes, or that ends with it.
void kr_wish_bonus(const struct kr_live *live, kr_row row);

// Whether she puts off asking for more hours until a bonus counts them.
bool kr_bonus_waits(const struct kr_live *live, kr_row row);

// Contract hours that she would go down to first, to earn a bonus by coming back; 0 when
// she would not.
int kr_bonus_cut(const struct kr_live *live, kr_row row);

// Enters those whom a bonus pays for hours that they had before it.
void kr_bonus_already(const struct kr_live *live, kr_row row);

#endif
