// Programmes that remember people: who took a bonus, from which hours, until when.
#ifndef KR_SIM_PROGRAMMES_H
#define KR_SIM_PROGRAMMES_H

#include "sim/scratch.h"

enum { KR_MEMORY_CUT = 255 }; // a memory of hours given up, for look-back rules

// A larger contract was granted: notes the person for every bonus it earns. `overtime` is
// what of it was worked already, minutes.
void kr_programme_offer(const struct kr_live *live, kr_row row, uint16_t before,
                        uint16_t overtime);

// Notes somebody whom a bonus pays for hours that she has, `minutes`.
void kr_programme_enter(const struct kr_live *live, kr_row row, int policy,
                        uint16_t minutes);

// Notes an event that some policy pays for; see kr_programme_event.
void kr_programme_event_noted(const struct kr_live *live, int block,
                              enum kr_cost_event event, kr_row row, uint16_t reference);

// An event that policies may pay for happened to a person: each policy that pays for it
// and reaches her takes her in. `block` belongs to the calling loop; `reference` is what
// she worked before, minutes a week.
static inline void kr_programme_event(const struct kr_live *live, int block,
                                      enum kr_cost_event event, kr_row row,
                                      uint16_t reference)
{
    if ((live->scratch->terms.charged >> event & 1U) != 0) {
        kr_programme_event_noted(live, block, event, row, reference);
    }
}

void kr_programme_hire_noted(const struct kr_live *live, int block, kr_row row,
                             kr_row employer);

// The same for a hire, told before it happens: the person as she was applied, and the
// policies that pay must reach the new employer too. Paid as long as she keeps the job.
static inline void kr_programme_hire(const struct kr_live *live, int block, kr_row row,
                                     kr_row employer)
{
    if ((live->scratch->terms.charged >> KR_COST_HIRE & 1U) != 0) {
        kr_programme_hire_noted(live, block, row, employer);
    }
}

// Gross pay of an employee's contract hours in this quarter, cents.
int64_t kr_pay_of_quarter(const struct kr_live *live, kr_row row);

// What somebody works, minutes a week, that a policy which pays for being in its target
// does not pay for: 0 as a rule; of a helper the part for posts that it does not reach.
// KR_NONE for who is not paid this quarter.
int kr_programme_unpaid_minutes(const struct kr_live *live, int policy, kr_row row);

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
