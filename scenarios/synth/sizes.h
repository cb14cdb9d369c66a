// Sizes of the employers of a sector. Private to scenarios/synth/.
#ifndef KR_SCENARIOS_SYNTH_SIZES_H
#define KR_SCENARIOS_SYNTH_SIZES_H

#include "scenarios/synth/synthesis.h"

struct kr_sizing {
    const struct kr_synthesis *self;
    int sector;
    int64_t total;          // employees
    const double *expected; // [work] employees by commuting
    struct kr_size *size;   // result, falling; room for kr_sizes_most
    int count;              // result
    int64_t *staff;         // [work] result: sum of sizes
    int64_t *employers;     // [work] result
};

// Most employers that a sector with `total` employees can get.
int64_t kr_sizes_most(const struct kr_synthesis *self, int sector, int64_t total);

KR_MUST_CHECK int kr_sizes_make(struct kr_sizing *sizing);

#endif
