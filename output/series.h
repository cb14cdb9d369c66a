// Writes the series of variables.c, and of the breakdowns that a scenario asks for:
// /quarterly, /flows and /ledger.
#ifndef KR_OUTPUT_SERIES_H
#define KR_OUTPUT_SERIES_H

#include "output/breakdowns.h"
#include "output/timeline.h"
#include "output/variables.h"

struct kr_series_writer {
    struct kr_timeline group[KR_SERIES_COUNT];
    struct kr_variables variables;
    struct kr_census census;
    hid_t *dataset; // by variable
    double *cells;  // of the largest variable
};

void kr_series_open(struct kr_h5 *h5, struct kr_series_writer *self,
                    const struct kr_model *model, const struct kr_world *world,
                    const struct kr_breakdowns *breakdowns);
// Opens the groups of a file to go on with them after their first `complete` records.
// Nothing is changed before kr_series_cut, which gives up what is beyond those: first the
// promise, then the values.
void kr_series_reopen(struct kr_h5 *h5, struct kr_series_writer *self,
                      const struct kr_model *model, const struct kr_world *world,
                      const struct kr_breakdowns *breakdowns, int complete);
void kr_series_cut(struct kr_h5 *h5, struct kr_series_writer *self,
                   const struct kr_model *model);
// What the next quarter is compared with: the world that the file ends with.
void kr_series_recall(struct kr_series_writer *self, const struct kr_model *model,
                      const struct kr_world *world);
void kr_series_write(struct kr_h5 *h5, struct kr_series_writer *self,
                     const struct kr_model *model, const struct kr_world *world);
void kr_series_close(const struct kr_h5 *h5, struct kr_series_writer *self);

// Bytes that so many records may take: the file grows by chunks of several records.
int64_t kr_series_bytes(const struct kr_model *model,
                        const struct kr_breakdowns *breakdowns, int records);

#endif
