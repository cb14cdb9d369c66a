// Writes /panel: every column of a keyed 1% sample of persons, for life courses. Whoever
// enters the population later enters the sample by the same rule. Columns are (time,
// person) and stored quarter by quarter: all quarters of a column are a few megabytes
// even for the whole country, so that nothing is gained by storing them by person.
#ifndef KR_OUTPUT_PANEL_H
#define KR_OUTPUT_PANEL_H

#include "base/buffer.h"
#include "output/rows.h"

#include <stdbool.h>
#include <stdint.h>

enum { KR_PANEL_SHARE = 100 }; // one person of so many

// True for persons of the sample: a matter of the permanent identity only.
bool kr_panel_has(uint64_t id);

// A person of the sample: place on the axis, by identity.
struct kr_panel_member {
    uint64_t id;
    int32_t place;
};

struct kr_panel {
    bool on;
    struct kr_timeline group;
    hid_t axis;
    hid_t id;
    struct kr_rows_column column[KR_KEEP_COLUMNS];
    int columns;
    struct kr_buffer found;         // of the quarter: kr_panel_found
    struct kr_panel_member *member; // in order of id
    kr_row *row;                    // of this quarter, by place; KR_NONE when gone
    void *values;                   // of one column, by place
    int32_t members;
    int32_t capacity;
};

void kr_panel_open(struct kr_h5 *h5, struct kr_panel *self,
                   const struct kr_rows_options *options);
void kr_panel_write(struct kr_h5 *h5, struct kr_panel *self, const struct kr_model *model,
                    const struct kr_world *world);
void kr_panel_close(const struct kr_h5 *h5, struct kr_panel *self);

// Bytes of a record, not compressed.
int64_t kr_panel_bytes(int64_t persons);

#endif
