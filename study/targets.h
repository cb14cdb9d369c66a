// Published figures that a run is laid beside: the file targets.csv of a country pack,
// and the group /targets of a result.
#ifndef KR_STUDY_TARGETS_H
#define KR_STUDY_TARGETS_H

#include "base/diag.h"
#include "base/error.h"
#include "output/published.h"
#include "output/reader.h"

#include <stddef.h>

struct kr_targets {
    struct kr_published *row;
    size_t rows;
};

// Reads `pack`/targets.csv, which has at least the needed columns of the lists in
// output/published.h, and gives "" for the others. A pack without the file gives no rows
// and no error. Mistakes go to `diag`; then KR_ERR_INPUT is returned and there are no
// rows.
KR_MUST_CHECK int kr_targets_read(struct kr_targets *self, const char *pack,
                                  struct kr_diag *diag);
// The figures that a result holds; of a result of an earlier version those of its pack,
// as far as it is where it was. No rows when there are none to be had.
KR_MUST_CHECK int kr_targets_of_result(struct kr_targets *self, struct kr_result *result);
void kr_targets_free(struct kr_targets *self);

// The target with this id, or NULL.
const struct kr_published *kr_targets_find(const struct kr_targets *self, const char *id);

#endif
