// Writes the chosen columns of persons or employers: (time, row), every so many quarters.
#ifndef KR_OUTPUT_ROWS_H
#define KR_OUTPUT_ROWS_H

#include "output/keep.h"
#include "output/timeline.h"

enum { KR_ROWS_CHUNK = 65536, KR_ROWS_SMALLEST = 1024 };

// A kept column and its data set.
struct kr_rows_column {
    struct kr_kept_column column;
    hid_t dataset;
};

struct kr_rows_writer {
    enum kr_kept_table table;
    int every;
    struct kr_timeline group;
    hid_t axis;
    struct kr_rows_column column[KR_KEEP_COLUMNS];
    int columns;
    void *values; // of one chunk
};

// How the tables are written.
struct kr_rows_options {
    const struct kr_model *model;
    kr_row capacity; // most rows that the table can have
    bool deflate;
};

void kr_rows_open(struct kr_h5 *h5, struct kr_rows_writer *self, enum kr_kept_table table,
                  const struct kr_keep_list *keep, const struct kr_rows_options *options);
// Writes the quarter when it is its turn.
void kr_rows_write(struct kr_h5 *h5, struct kr_rows_writer *self,
                   const struct kr_model *model, const struct kr_world *world);
bool kr_rows_turn(const struct kr_rows_writer *self, const struct kr_world *world);
void kr_rows_close(const struct kr_h5 *h5, struct kr_rows_writer *self);

// Rows in a chunk of a column that will have about `rows` rows: a power of two, at most
// KR_ROWS_CHUNK.
hsize_t kr_rows_chunk(int64_t rows);

// Bytes of a record, not compressed.
int64_t kr_rows_bytes(enum kr_kept_table table, const struct kr_keep_list *keep,
                      int64_t rows);

// Describes a column: units, names, codes and their words.
hid_t kr_rows_dataset(struct kr_h5 *h5, hid_t group, const struct kr_kept_column *column,
                      const struct kr_h5_plan *storage, const struct kr_model *model);

#endif
