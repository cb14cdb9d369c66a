// Requests for other hours (rule R3): latent, voiced, granted, kept are four stages, each
// counted. Here too: when a bonus makes more hours worth asking for.
#ifndef KR_SIM_REQUESTS_H
#define KR_SIM_REQUESTS_H

#include "sim/scratch.h"

// Hours that the terms of a bonus make her want: the contract plus the extra hours when
// their price is met, 0 when none is on offer to her or it does not pay.
int kr_bonus_goal(const struct kr_live *live, kr_row row);

// Whether hours she added on request are worth keeping for a bonus.
bool kr_bonus_holds(const struct kr_live *live, kr_row row);

// A wish that a bonus makes, or that ends with it.
void kr_wish_bonus(const struct kr_live *live, kr_row row);

// A wish is voiced on own initiative or when asked; `uniform` in [0, 1).
void kr_request_voice(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                      double uniform);

// Whether somebody without a wish is asked about hours for the first time, and then wants
// more; `uniform` in [0, 1) new every quarter, `trait` always the same.
bool kr_request_asked(const struct kr_live *live, kr_row row, double uniform,
                      double trait);

// A quarter more with hours added on request: kept in the end, or given up.
void kr_request_keep(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                     double uniform);

// The employer's answer to what was voiced; `uniform` in [0, 1).
void kr_request_answer(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                       const struct kr_post *post, double uniform);

#endif
