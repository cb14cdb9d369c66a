// Making openings: used when posts want staff (phase 5) and when a mover is replaced
// (phase 6).
#ifndef KR_SIM_OPENINGS_H
#define KR_SIM_OPENINGS_H

#include "sim/scratch.h"

// Contract minutes a week that one more worker in the post would have.
double kr_post_hours(const struct kr_live *live, const struct kr_post *post);

// The opening of a post row: hours on the grid, standard by the tightness of its region.
struct kr_new_opening kr_opening_of(const struct kr_live *live, kr_row post,
                                    uint16_t ordinal, bool posted);

// Notes an opening in the buffer of the block of its post.
void kr_opening_note(const struct kr_live *live, const struct kr_new_opening *opening);

// Writes noted openings to the table of vacancies, in order of blocks.
KR_MUST_CHECK int kr_openings_apply(struct kr_live *live);

// Writes an opening to a row of the table, and counts it in the tallies.
void kr_opening_write(const struct kr_live *live, struct kr_tallies *tallies, kr_row row,
                      const struct kr_new_opening *opening);

// Writes one opening at once, at the end of the table and to its post; not for parallel
// loops.
KR_MUST_CHECK int kr_opening_add(struct kr_live *live,
                                 const struct kr_new_opening *opening);

// Copies a row of the table over another, when rows before it have left.
void kr_vacancy_move(struct kr_vacancies *vacancies, kr_row to, kr_row from);

enum { KR_VACANCY_AHEAD = 12 }; // vacancies ahead whose employers are asked for

// Asks memory for the post and the employer of vacancies that a loop will soon come to:
// the posts first, since they tell the employers.
static inline void kr_vacancy_prefetch(const struct kr_world *world, kr_row row,
                                       kr_row last)
{
    const int32_t *post = world->vacancies.post;
    if (row + 2 * KR_VACANCY_AHEAD < last) {
        __builtin_prefetch(&world->posts.at[post[row + 2 * KR_VACANCY_AHEAD]]);
        const kr_row employer = world->posts.at[post[row + KR_VACANCY_AHEAD]].employer;
        __builtin_prefetch(&world->employers.at[employer]);
    }
}

// Counts a posted opening in the tables by sector, region and occupation.
void kr_vacancy_tally(const struct kr_live *live, struct kr_tallies *tallies,
                      const struct kr_post *post, int column);

#endif
