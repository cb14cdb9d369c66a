// Counts by workload of the post, for the gain of the workload spiral
// (docs/model/loop-gains.md). What happens in employers that close has nothing to do with
// workload and is left out.
#ifndef KR_SIM_LOAD_H
#define KR_SIM_LOAD_H

#include "sim/scratch.h"

// Adds to a column of the class that a post is in this quarter.
static inline void kr_load_add(const struct kr_live *live, struct kr_tallies *tallies,
                               const struct kr_post *post, int column, int64_t value)
{
    if (value == 0) {
        return; // most persons, most quarters: the employer need not be read
    }
    const struct kr_employer *e = &live->world->employers.at[post->employer];
    if (e->closing == 0) {
        const int kind = (int)live->model->country->sector[e->sector].kind;
        const int row = kind * KR_LOAD_CLASSES + kr_load_class((double)post->load);
        *kr_tally_at(tallies, KR_TALLY_load_class, row, column) += value;
    }
}

// Those who work under a workload that was just set.
static inline void kr_load_heads(const struct kr_live *live, struct kr_tallies *tallies,
                                 const struct kr_post *post)
{
    kr_load_add(live, tallies, post, KR_BY_LOAD_HEADS, post->heads);
    kr_load_add(live, tallies, post, KR_BY_LOAD_WEIGHTED,
                (int64_t)((double)post->load * 1000.0 + 0.5) * post->heads);
}

#endif
