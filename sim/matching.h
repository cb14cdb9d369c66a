// Matching: seekers and openings in rounds, exact and order-free. What a round does is
// the rule of docs/model/matching.md; tests/model holds a slow version to compare with.
#ifndef KR_SIM_MATCHING_H
#define KR_SIM_MATCHING_H

#include "agents/rules/match.h"
#include "base/ask.h"
#include "sim/scratch.h"

enum { KR_NO_SECTOR = 255 }; // of a packed seeker without a job

// Working memory, sized once.
KR_MUST_CHECK int kr_matching_init(struct kr_matching *m, const struct kr_model *model,
                                   const struct kr_world *world);
void kr_matching_free(struct kr_matching *m);

// Works in the memory of `owner` from now on, where both are laid out alike: nothing in
// it has a meaning between quarters. `owner` must outlive `m`.
void kr_matching_share(struct kr_matching *m, const struct kr_matching *owner);

// Market cells: occupation by region where openings are many, by area or country where
// few.
void kr_cells_build(const struct kr_model *model, struct kr_matching *matching);

// Makes the posts of the vacancies from row `first` on known to matching as units; with
// first 0 all anew.
void kr_units_number(struct kr_live *live, kr_row first);

// A round begins: nobody applied yet; who was crowded in the last round attracts less.
void kr_units_refresh(struct kr_live *live);

// Lays all open vacancies on the rings of their cells.
void kr_ring_build(struct kr_live *live);

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

// What the rounds need of a seeker, as the rules want it.
static inline struct kr_seeker kr_seeker_at(const struct kr_matching *m, kr_row seeker)
{
    const struct kr_packed_seeker *p = &m->packed[seeker];
    return (struct kr_seeker){.log_wage = p->log_wage,
                              .occupation = p->occupation,
                              .other_occupation = p->other_occupation,
                              .region = p->region,
                              .sector = p->sector == KR_NO_SECTOR ? KR_NONE : p->sector,
                              .desired_hours = p->desired_hours,
                              .education = p->education,
                              .rung = p->rung,
                              .age = p->age,
                              .experience = p->experience,
                              .quarters_out = p->quarters_out,
                              .permanent = p->permanent != 0,
                              .learned = p->learned != 0,
                              .inactive = p->inactive != 0,
                              .migrant = p->migrant != 0};
}

// A stretch of a ring has its number as a whole: as many stretches as openings, so most
// hold one opening or none.
static inline int32_t kr_ring_stretch(const struct kr_matching *m, int cell,
                                      uint32_t point)
{
    const int32_t first = m->cell_start[cell];
    const int32_t count = m->cell_start[cell + 1] - first;
    return first + (int32_t)((uint64_t)point * (uint64_t)count >> 32);
}

// The first opening of a cell at or after `point`, around the ring; -1 in an empty cell.
static inline int32_t kr_ring_next(const struct kr_matching *m, int cell, uint32_t point)
{
    const int32_t first = m->cell_start[cell];
    const int32_t last = m->cell_start[cell + 1];
    if (first == last) {
        return KR_NONE;
    }
    const int32_t stretch = kr_ring_stretch(m, cell, point);
    const int32_t end = m->stretch_start[stretch + 1];
    int32_t at = m->stretch_start[stretch];
    // mostly none or one lies before the point, as often as not: no branch for these
    at += (at < end) & (m->position[at] < point);
    at += (at < end) & (m->position[at] < point);
    while (at < end && m->position[at] < point) {
        at++;
    }
    return at < last ? at : first;
}

#endif
