// Persons counted by several things at once: one cell per combination, so that a row
// costs a few additions and no branch. The tables of the quarter are sums of these cells.
#ifndef KR_SIM_COUNTS_H
#define KR_SIM_COUNTS_H

#include "sim/scratch.h"

// Sizes of the axes of cells, powers of two so that an index is put together by shifts.
enum {
    KR_COUNT_LANES = 2, // sets of cells of each worker
    KR_COUNT_STATUSES = 16,
    KR_COUNT_CONTRACTS = 8,
    KR_COUNT_WISHES = 8,
    KR_COUNT_CLASSES = 8,
    KR_COUNT_GRID = 16,
    KR_COUNT_BENEFITS = 8,
    KR_COUNT_CODES = 256, // whatever fits in a byte
};

// Heads and minutes a week.
struct kr_work_sums {
    int64_t heads, contract, usual;
};

// The cells of one worker. The axis [2] tells those who work from those who do not, who
// are counted too, and ignored: that is quicker than a branch.
struct kr_counts {
    int32_t people[KR_WORK_AGES][KR_SEX_COUNT][KR_COUNT_STATUSES];
    int32_t regions[KR_COUNT_CODES][KR_COUNT_STATUSES];
    int32_t benefits[KR_COUNT_BENEFITS][KR_COUNT_CODES]; // by occupation
    int32_t flows[KR_COUNT_CODES][KR_COUNT_CODES];       // stand before, stand now
    int32_t hours[2][KR_SEX_COUNT][KR_COUNT_WISHES][KR_COUNT_CLASSES][KR_COUNT_GRID];
    struct kr_work_sums work[2][KR_AGE_GROUPS][KR_COUNT_CONTRACTS][KR_SEX_COUNT];
};

// Counts rows first .. last - 1, and notes how they stand for the flows of next quarter.
void kr_counts_add(const struct kr_live *live, int worker, kr_row first, kr_row last);

// Adds the cells of all workers to the tables of the quarter, and clears them.
void kr_counts_settle(const struct kr_live *live);

#endif
