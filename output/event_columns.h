// The one list of columns of /events: what a file keeps of an event, and what filters of
// events can look at.
#ifndef KR_OUTPUT_EVENT_COLUMNS_H
#define KR_OUTPUT_EVENT_COLUMNS_H

#include "output/columns.h"
#include "sim/event_log.h"

enum { KR_EVENT_COLUMNS = 13 };

struct kr_event_column {
    const char *name;
    enum kr_type type;
    enum kr_labels labels; // of its codes
    int none;              // code that stands for nothing, or 0
    size_t offset;         // in struct kr_event
    const char *unit;
    const char *meaning;
    const char *no_filter; // why nobody can filter by it; NULL when one can
};

const struct kr_event_column *kr_event_column_at(size_t index);

// The same as filters know columns.
struct kr_kept_column kr_event_kept_column(size_t index);

#endif
