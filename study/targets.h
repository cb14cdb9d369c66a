// Published figures that a run is laid beside: the file targets.csv of a country pack.
#ifndef KR_STUDY_TARGETS_H
#define KR_STUDY_TARGETS_H

#include "base/diag.h"
#include "base/error.h"

#include <stddef.h>

struct kr_target_row {
    char id[16];
    char statistic[160];
    char unit[48];
    char period[32];
    double value;
    double low;  // band that counts as reproduced
    double high; //
};

struct kr_targets {
    struct kr_target_row *row;
    size_t rows;
};

// Reads `pack`/targets.csv, which has at least the columns id, statistic, value, unit,
// low, high and period. A pack without the file gives no rows and no error. Mistakes go
// to `diag`; then KR_ERR_INPUT is returned and there are no rows.
KR_MUST_CHECK int kr_targets_read(struct kr_targets *self, const char *pack,
                                  struct kr_diag *diag);
void kr_targets_free(struct kr_targets *self);

// The target with this id, or NULL.
const struct kr_target_row *kr_targets_find(const struct kr_targets *self,
                                            const char *id);

#endif
