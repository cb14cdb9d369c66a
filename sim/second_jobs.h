// Second jobs: a sparse table beside the persons, so that most people pay nothing. Their
// minutes are in the posts; heads, status and hours of a person are those of the main
// job.
#ifndef KR_SIM_SECOND_JOBS_H
#define KR_SIM_SECOND_JOBS_H

#include "sim/scratch.h"

// Draws the second jobs of the start: part-timers more often, at somebody else's employer
// in the region, paid at the scale. What the posts require rises with them.
KR_MUST_CHECK int kr_second_jobs_start(struct kr_live *live);

// Writes a second job to the table; its minutes are those of the post from now on.
KR_MUST_CHECK int kr_second_job_add(struct kr_live *live, kr_row row, kr_row post,
                                    int minutes);

// Readies the draws of a quarter.
void kr_second_jobs_begin(const struct kr_live *live);

// Limits (base/thin.h) on the chance that workers look for one, for `rows` rows.
void kr_second_job_limits(const struct kr_live *live, kr_row first, int rows,
                          uint32_t *restrict limits);

// Whether a worker looks for a second job this quarter; notes who does.
void kr_second_job_seek(const struct kr_live *live, kr_row row);

// After separations: second jobs end by themselves, with the person, the employer or the
// law; who lost the main job lives on the second one.
void kr_second_jobs_settle(struct kr_live *live);

// After the rounds of matching: who looks for a second job and openings that are left.
// Hours that are not taken stay open.
KR_MUST_CHECK int kr_second_jobs_match(struct kr_live *live);

#endif
