// A group of a result file that has a time axis and a promise of its own: how many
// records of that axis are complete.
#ifndef KR_OUTPUT_TIMELINE_H
#define KR_OUTPUT_TIMELINE_H

#include "base/types.h"
#include "output/h5.h"
#include "output/labels.h"

struct kr_timeline {
    hid_t id;
    hid_t time;
    hid_t year;
    hid_t quarter;
    hid_t complete;
    hsize_t records; // written, the one being written included
};

// Titles of a group: `first` says what the first record holds.
struct kr_timeline_titles {
    const char *name;
    const char *title;
    const char *first;
};

void kr_timeline_open(struct kr_h5 *h5, struct kr_timeline *self,
                      const struct kr_timeline_titles *titles);
// Opens a group of a file that is gone on with. Lower the promise to the first `complete`
// records with kr_timeline_promise, flush, and only then cut what is beyond them.
void kr_timeline_reopen(struct kr_h5 *h5, struct kr_timeline *self, const char *name,
                        int complete);
// Refuses a group that has other data sets than its time and those that `has` knows: they
// would be left behind.
void kr_timeline_only(struct kr_h5 *h5, const struct kr_timeline *self, kr_h5_known *has,
                      const void *context);
void kr_timeline_cut(struct kr_h5 *h5, struct kr_timeline *self);

void kr_timeline_close(const struct kr_h5 *h5, struct kr_timeline *self);

// Appends a record of quarter `now` to the time axis.
void kr_timeline_next(struct kr_h5 *h5, struct kr_timeline *self, kr_quarter now);

// Raises the number of complete records to those written; flush before and after.
void kr_timeline_promise(struct kr_h5 *h5, struct kr_timeline *self);

// Days from 1 January 2000 to the first day of a quarter.
int32_t kr_days_of(kr_quarter quarter);

// Makes the coordinate of an axis: words, or numbers.
hid_t kr_dimension_scale(struct kr_h5 *h5, hid_t group, enum kr_dimension dimension,
                         const struct kr_model *model);

#endif
