// Strips of persons, for phases that look at some kinds of status only: those rows stand
// together here with their ids, so that words and limits (base/thin.h) are made without a
// branch and only the rows that are hit go through the rule.
//
// A phase's pass over the persons reads the same everywhere: take the rows of a strip,
// ask for their posts, draw their words, read their limits, thin, and live the hits in
// order.
#ifndef KR_SIM_STRIP_H
#define KR_SIM_STRIP_H

#include "base/ask.h"
#include "base/random.h"
#include "base/thin.h"
#include "sim/scratch.h"

#include <stddef.h>

// Contract, age group and sex of a person in one number, for tables of limits.
enum { KR_CELLS = KR_CONTRACT_COUNT * KR_AGE_GROUPS * KR_SEX_COUNT };

static inline int kr_cell_of(int contract, int age_group, int sex)
{
    return (contract * KR_AGE_GROUPS + age_group) * KR_SEX_COUNT + sex;
}

// The rates of a cell.
static inline const double *kr_cell_rates(const struct kr_rates *rates, int status,
                                          int cell)
{
    return &rates->table[status][0][0][0][0] + (ptrdiff_t)cell * KR_HAZARD_COUNT;
}

struct kr_strip {
    kr_row first;
    int rows;  // of the strip
    int count; // that were taken
    kr_row row[KR_STRIP_ROWS];
    kr_id id[KR_STRIP_ROWS];
};

// A status as a member of a set of them.
static inline unsigned kr_status_bit(enum kr_status status)
{
    return 1U << (unsigned)status;
}

// The strip that begins at `first`, without taking rows.
static inline void kr_strip_all(kr_row first, kr_row last, struct kr_strip *strip)
{
    strip->first = first;
    strip->rows = last - first < KR_STRIP_ROWS ? last - first : KR_STRIP_ROWS;
    strip->count = 0;
}

// Takes the rows from `first` on, at most a strip of them, whose status is in `statuses`.
static inline void kr_strip_take(const struct kr_persons *persons, kr_row first,
                                 kr_row last, unsigned statuses, struct kr_strip *strip)
{
    kr_strip_all(first, last, strip);
    int count = 0;
    for (kr_row i = first; i < first + strip->rows; i++) {
        strip->row[count] = i;
        strip->id[count] = persons->id[i];
        count += (int)(statuses >> persons->status[i] & 1U);
    }
    strip->count = count;
}

// Cells of all rows of a strip, in 16 bits throughout: several rows in one instruction.
static inline void kr_strip_cells(const struct kr_world *world,
                                  const struct kr_strip *strip, uint16_t *restrict cells)
{
    const int16_t *birth = &world->persons.birth_quarter[strip->first];
    const uint8_t *contract = &world->persons.contract[strip->first];
    const uint8_t *sex = &world->persons.sex[strip->first];
    const uint16_t youngest = (uint16_t)(world->now - KR_MIN_AGE * 4);
    for (int i = 0; i < strip->rows; i++) {
        // quarters above the youngest age; a fortieth of them by multiplication
        const uint16_t age = (uint16_t)(youngest - birth[i]);
        const uint16_t ten = (uint16_t)((uint32_t)age * 1639U >> 16);
        const uint16_t group = ten < KR_AGE_GROUPS ? ten : KR_AGE_GROUPS - 1;
        cells[i] =
            (uint16_t)((contract[i] * KR_AGE_GROUPS + group) * KR_SEX_COUNT + sex[i]);
    }
}

// The row of somebody's post, or of any post for those without one: for loops that read a
// post before they know whose it is.
static inline kr_row kr_some_post(const struct kr_persons *persons, kr_row row)
{
    const kr_row post = persons->post[row];
    return post < 0 ? 0 : post;
}

enum { KR_AHEAD = 24 }; // rows ahead of a loop whose posts are asked for

// Asks for the post of the row that a loop over a strip comes to after a while, so that
// waiting for it and the work of the loop overlap.
static inline void kr_strip_ask_ahead(const struct kr_world *world,
                                      const struct kr_strip *strip, int k)
{
    const int last = strip->count - 1;
    const kr_row row = strip->row[k + KR_AHEAD < last ? k + KR_AHEAD : last];
    kr_ask_to_write(&world->posts.at[kr_some_post(&world->persons, row)]);
}

// Asks for the employers of the rows that are hit; their posts are there already.
static inline void kr_strip_ask_employers(const struct kr_world *world,
                                          const struct kr_strip *strip,
                                          const uint16_t *hits, int count)
{
    for (int h = 0; h < count; h++) {
        const kr_row post = kr_some_post(&world->persons, strip->row[hits[h]]);
        const int32_t employer = world->posts.at[post].employer;
        kr_ask(&world->employers.at[employer < 0 ? 0 : employer]);
    }
}

// The same for posts, where the strip as a whole was not asked for.
static inline void kr_strip_ask_posts_of(const struct kr_world *world,
                                         const struct kr_strip *strip,
                                         const uint16_t *hits, int count)
{
    for (int h = 0; h < count; h++) {
        kr_ask_to_write(
            &world->posts.at[kr_some_post(&world->persons, strip->row[hits[h]])]);
    }
}

#endif
