// Two worlds of one replicate, lived side by side and measured after every quarter.
// Private to study/compare*.c.
#ifndef KR_STUDY_DUEL_H
#define KR_STUDY_DUEL_H

#include "study/compare.h"

struct kr_duel {
    struct kr_model model[KR_SIDES];
    struct kr_world world[KR_SIDES];
    struct kr_ledger_taker *ledger;
    struct kr_breach breach;
    struct kr_compare_plan plan;
};

// Peoples the worlds of a replicate; kr_duel_end in any case.
KR_MUST_CHECK int kr_duel_begin(struct kr_duel *self,
                                const struct kr_model *const model[KR_SIDES],
                                const struct kr_compare_options *options,
                                const struct kr_compare_plan *plan, int replicate);
void kr_duel_end(struct kr_duel *self);

// One quarter of both, which must be equal at its end where it lies before `differ`.
KR_MUST_CHECK int kr_duel_live(struct kr_duel *self, kr_quarter differ);

// Writes what is to be known of the quarter to `result`.
KR_MUST_CHECK int kr_duel_measure(struct kr_duel *self, struct kr_comparison *result,
                                  int replicate, int quarter);

#endif
