// Matching: seekers and openings in rounds, exact and order-free. What a round does is
// the rule of docs/model/matching.md; tests/model holds a slow version to compare with.
#ifndef KR_SIM_MATCHING_H
#define KR_SIM_MATCHING_H

#include "sim/scratch.h"

// Market cells: occupation by region where openings are many, by area or country where
// few.
void kr_cells_build(const struct kr_model *model, struct kr_matching *matching);

// Lays all open vacancies on the rings of their cells.
void kr_ring_build(struct kr_live *live);

// Asks memory for the neighbourhood of a point before it is looked up.
void kr_ring_prefetch(const struct kr_matching *matching, int cell, uint32_t point);

// The first opening of a cell at or after `point`, around the ring; -1 in an empty cell.
int32_t kr_ring_next(const struct kr_matching *matching, int cell, uint32_t point);

// Reads what matters of every seeker once, for all rounds.
void kr_seekers_pack(struct kr_live *live);

// Every seeker not yet hired looks at candidates and applies to the best.
void kr_seekers_apply(struct kr_live *live, int round);

// Every post makes offers to its best applicants above the standard, one per opening.
void kr_posts_offer(struct kr_live *live);

// Seekers take their best offer that they accept; movers leave their posts.
void kr_seekers_choose(struct kr_live *live, int round);

// Takes filled openings off, and opens the posts that movers left.
KR_MUST_CHECK int kr_round_close(struct kr_live *live, int round);

#endif
