// The path of a run: the standard indicators and the shortage of each public sector,
// quarter by quarter. Filled by an observer while a run goes on, or from a result file.
#ifndef KR_STUDY_PATH_H
#define KR_STUDY_PATH_H

#include "base/error.h"
#include "base/types.h"
#include "sim/model.h"
#include "sim/observer.h"

#include <stdbool.h>

// One figure over time.
struct kr_figure {
    char name[64];  // word for scripts, "unemployment_rate"
    char label[96]; // for people
    char unit[48];
    char target[16]; // row of the targets it answers to, or ""
    double *value;   // [quarter]
};

struct kr_path {
    int quarters; // kept so far
    int capacity;
    kr_quarter *quarter;         // [quarter]
    struct kr_figure *indicator; // in the order of kr_indicator_list
    int indicators;
    struct kr_figure *shortage; // full-time equivalents short, public and care sectors
    int shortages;
    bool
        all_sectors; // shortages of market sectors too: the file does not tell them apart
};

// Room for all quarters of the model.
KR_MUST_CHECK int kr_path_init(struct kr_path *self, const struct kr_model *model);
void kr_path_free(struct kr_path *self);

// Appends the quarter that the world has just lived.
KR_MUST_CHECK int kr_path_add(struct kr_path *self, const struct kr_model *model,
                              const struct kr_world *world);

// An observer that calls kr_path_add; `self` must stay where it is.
struct kr_observer kr_path_observer(struct kr_path *self);

// The path that a result file holds, its starting quarter left out. Figures that the file
// does not have are left out too.
struct kr_result;
KR_MUST_CHECK int kr_path_read(struct kr_path *self, struct kr_result *result);

// Takes over the quarters up to `last` that a result file holds, in figures of the same
// names; KR_ERR_RANGE when it does not hold them.
KR_MUST_CHECK int kr_path_take(struct kr_path *self, struct kr_result *result,
                               kr_quarter last);

// Room for `indicators` and `shortages` figures of `capacity` quarters, without names.
KR_MUST_CHECK int kr_path_allocate(struct kr_path *self, int indicators, int shortages,
                                   int capacity);

// Writes the name of an indicator for people: "unemployment rate".
void kr_path_label(struct kr_figure *figure);

// The indicator called `name`, or NULL.
const struct kr_figure *kr_path_find(const struct kr_path *self, const char *name);

#endif
