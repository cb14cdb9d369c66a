// What happened to persons, one row an event: columns of one axis, in order of quarter,
// person and kind. row_start and row_count say where a quarter's rows are.
//
// The rows of a quarter begin in a chunk of their own: what was promised is never written
// again, so that no crash can hurt it. The rows between the last of a quarter and the
// first of the next are blank: kind 0, everything else 0.
#ifndef KR_OUTPUT_EVENTS_H
#define KR_OUTPUT_EVENTS_H

#include "output/event_columns.h"
#include "output/rows.h"
#include "output/timeline.h"

struct kr_events_writer {
    const struct kr_keep_list *keep; // filters
    kr_event_kinds kinds;            // 0: none is kept, there is no group
    struct kr_timeline group;
    hid_t axis, start, count;
    hid_t column[KR_EVENT_COLUMNS];
    int64_t rows;  // on the axis, blank ones included
    hsize_t chunk; // rows
    struct kr_event *event;
    int64_t room; // of `event`
    void *values; // of one chunk
};

void kr_events_open(struct kr_h5 *h5, struct kr_events_writer *self,
                    const struct kr_keep *keep, const struct kr_rows_options *options);
// Opens the group to go on with it after its first `complete` records.
void kr_events_reopen(struct kr_h5 *h5, struct kr_events_writer *self,
                      const struct kr_keep *keep, int complete);
// What is beyond those is given up: first the promise, then the values. The rows of a
// quarter are whole chunks, so that no chunk of an earlier one is touched.
void kr_events_cut(struct kr_h5 *h5, struct kr_events_writer *self);
void kr_events_write(struct kr_h5 *h5, struct kr_events_writer *self,
                     const struct kr_world *world);
void kr_events_close(const struct kr_h5 *h5, struct kr_events_writer *self);

// Bytes of the events of the quarter that was lived last, not compressed; at most, as if
// there were no filters.
int64_t kr_events_bytes(const struct kr_keep *keep, const struct kr_world *world);

// The same of a usual quarter of so many persons, for a forecast; nobody knows how many
// pass a filter, but for a sample.
int64_t kr_events_usual_bytes(const struct kr_keep *keep, int64_t persons);

#endif
