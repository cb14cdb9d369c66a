// The phases of a quarter, in order. What each reads and writes stands in its own file
// and, for bytes, in the table of quarter.c.
#ifndef KR_SIM_PHASES_PHASES_H
#define KR_SIM_PHASES_PHASES_H

#include "base/error.h"
#include "sim/run.h"
#include "sim/scratch.h"

KR_MUST_CHECK int kr_phase_policies(struct kr_live *live);
KR_MUST_CHECK int kr_phase_demography(struct kr_live *live);
KR_MUST_CHECK int kr_phase_participation(struct kr_live *live);
KR_MUST_CHECK int kr_phase_staffing(struct kr_live *live);
KR_MUST_CHECK int kr_phase_retention(struct kr_live *live);
KR_MUST_CHECK int kr_phase_vacancies(struct kr_live *live);
KR_MUST_CHECK int kr_phase_matching(struct kr_live *live);
KR_MUST_CHECK int kr_phase_training(struct kr_live *live);
KR_MUST_CHECK int kr_phase_wages(struct kr_live *live);
KR_MUST_CHECK int kr_phase_services(struct kr_live *live);

// The books need somewhere to print a breach, so the loop calls them by themselves.
KR_MUST_CHECK int kr_phase_books(struct kr_live *live, struct kr_breach *breach);

// Takes the stocks just counted as those the next quarter starts from.
void kr_books_open(struct kr_live *live);

// Stocks at the end of a quarter, from one reading of all rows; also before the first.
void kr_take_stock(struct kr_live *live);

#endif
