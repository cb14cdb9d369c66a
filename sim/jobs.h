// Beginning and ending a job, and changing its hours: the only places that touch the
// heads and minutes of a post, so that posts and persons always agree.
#ifndef KR_SIM_JOBS_H
#define KR_SIM_JOBS_H

#include "sim/scratch.h"

// Terms of a job that begins.
struct kr_job_terms {
    kr_row post;
    uint16_t minutes;
    int16_t premium;
    uint8_t contract;
    int16_t contract_end;
};

// A status that begins now.
void kr_status_set(struct kr_world *world, kr_row row, enum kr_status status);

// The kind of non-work somebody goes to when work or search ends: student while a study
// is followed, else as common at the age and sex. In phases/participation.c.
enum kr_status kr_nonwork_destination(const struct kr_live *live, kr_row row);

// Ends the job of an employee; the caller sets the status that follows. `to` is a
// KR_TO_ code for the tallies.
void kr_job_end(const struct kr_live *live, struct kr_tallies *tallies, kr_row row,
                int to);

// Ends work of either kind, for the status that follows.
void kr_work_end(const struct kr_live *live, struct kr_tallies *tallies, kr_row row,
                 int to, enum kr_status status);

// An employee leaves to work on own account.
void kr_own_account_begin(const struct kr_live *live, struct kr_tallies *tallies,
                          kr_row row);

// Begins a job with an employer; the person has none.
void kr_job_begin(const struct kr_live *live, kr_row row,
                  const struct kr_job_terms *terms);

// A job in another occupation begins its experience anew; the old one is remembered.
void kr_occupation_change(const struct kr_live *live, kr_row row, int occupation);

// Changes contract hours of an employee in the job.
void kr_job_hours(const struct kr_live *live, kr_row row, uint16_t minutes);

// Leaves or stops work for good: ends a job or own business, then the row is free.
void kr_person_gone(const struct kr_live *live, struct kr_tallies *tallies, kr_row row);

enum { KR_POST_AHEAD = 12 }; // rows ahead whose posts are asked for

// Asks memory for the post of a row that a loop will soon come to.
static inline void kr_post_prefetch(const struct kr_world *world, kr_row row, kr_row last)
{
    if (row < last && world->persons.post[row] != KR_NONE) {
        __builtin_prefetch(&world->posts.at[world->persons.post[row]], 1);
    }
}

// The employer of an employee's post.
static inline const struct kr_employer *kr_employer_of(const struct kr_world *world,
                                                       kr_row row)
{
    const kr_row post = world->persons.post[row];
    return &world->employers.at[world->posts.at[post].employer];
}

#endif
