// Writes a kept table: the chosen columns of persons, employers or the panel as (time,
// place), every so many quarters, and who has which place.
#ifndef KR_OUTPUT_ROWS_H
#define KR_OUTPUT_ROWS_H

#include "output/chunks.h"
#include "output/keep.h"
#include "output/rolls.h"
#include "output/timeline.h"

enum { KR_ROWS_CHUNK = 65536, KR_ROWS_SMALLEST = 1024 };

struct kr_rows_writer {
    enum kr_keep_section section;
    const struct kr_keep_list *keep;
    struct kr_kept_choice world; // of the record; what filters look at
    struct kr_roll roll;         // its own, unless there is one of everybody
    struct kr_timeline group;
    hid_t axis;
    hid_t id;
    hid_t number; // of employers
    struct kr_kept_column kept[KR_KEEP_COLUMNS];
    struct kr_long_column column[KR_KEEP_COLUMNS];
    int columns;
    hsize_t chunk;   // places in a chunk
    int32_t written; // places whose id is in the file
    hsize_t extent;  // places on the axis: more after a run that went on from earlier
};

// Before the file has anything: what is kept, for rolls and sizes.
void kr_rows_init(struct kr_rows_writer *self, enum kr_keep_section section,
                  const struct kr_keep_list *keep);

// How the tables are written.
struct kr_rows_options {
    const struct kr_model *model;
    kr_row capacity; // most rows that the table can have
    bool deflate;
};

// Makes the group with its data sets.
void kr_rows_open(struct kr_h5 *h5, struct kr_rows_writer *self,
                  const struct kr_rows_options *options);
// Opens the group to go on with it after its first `complete` records, when `places` were
// given.
void kr_rows_reopen(struct kr_h5 *h5, struct kr_rows_writer *self, int32_t places,
                    int complete);
// What is beyond the complete records is given up: first the promise, then the values.
// Places stay: whoever comes gets the same ones again.
void kr_rows_cut(struct kr_h5 *h5, struct kr_rows_writer *self);
// Takes the table's own roll as it was.
KR_MUST_CHECK int kr_rows_restore(struct kr_rows_writer *self,
                                  const struct kr_roll_ids *ids,
                                  const struct kr_world *world);
bool kr_rows_turn(const struct kr_rows_writer *self, const struct kr_world *world);

// Finds who has which place at this record.
KR_MUST_CHECK int kr_rows_update(struct kr_rows_writer *self, struct kr_kept_choice world,
                                 int threads);
// Makes room for the record and says who is new. `roll` is the table's own or that of all
// employers.
void kr_rows_extend(struct kr_h5 *h5, struct kr_rows_writer *self,
                    const struct kr_roll *roll);
// Hands over the values of the record.
void kr_rows_write(struct kr_rows_writer *self, const struct kr_roll *roll,
                   struct kr_chunks *chunks);
void kr_rows_close(const struct kr_h5 *h5, struct kr_rows_writer *self);

// Places in a chunk of a column that will have about `places`: a power of two, at most
// KR_ROWS_CHUNK.
hsize_t kr_rows_chunk(int64_t places);

// Bytes of a record of `places`: at most, or as compression usually leaves them.
int64_t kr_rows_bytes(const struct kr_rows_writer *self, int64_t places,
                      const struct kr_model *model, bool compressed);

#endif
