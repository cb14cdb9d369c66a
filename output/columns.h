// The columns of persons and employers that can be kept: those of the tables and a few
// that are looked up.
#ifndef KR_OUTPUT_COLUMNS_H
#define KR_OUTPUT_COLUMNS_H

#include "base/table.h"
#include "output/labels.h"
#include "sim/model.h"
#include "sim/world.h"

#include <stddef.h>

enum kr_kept_table { KR_KEPT_PERSONS, KR_KEPT_EMPLOYERS, KR_KEPT_TABLES };

// Puts the values of rows first .. last - 1 into `values`, of the column's type.
typedef void kr_kept_fill(const struct kr_model *model, const struct kr_world *world,
                          kr_row first, kr_row last, void *values);

struct kr_kept_column {
    const char *name;
    enum kr_type type;
    enum kr_labels labels; // of its codes, or KR_LABELS_NONE
    const char *unit;
    const char *meaning;
    const struct kr_column *plain; // a column of the table, or NULL
    kr_kept_fill *fill;            // when it is not
};

const char *kr_kept_table_name(enum kr_kept_table table);
size_t kr_kept_count(enum kr_kept_table table);
struct kr_kept_column kr_kept_at(enum kr_kept_table table, size_t index);
kr_row kr_kept_row_count(enum kr_kept_table table, const struct kr_world *world);

// Where values are read: a stretch of rows of a table of a world.
struct kr_kept_rows {
    enum kr_kept_table table;
    const struct kr_model *model;
    const struct kr_world *world;
    kr_row first;
    kr_row last; // exclusive
};

void kr_kept_get(const struct kr_kept_column *column, const struct kr_kept_rows *rows,
                 void *values);

// Values of a column of persons in `count` chosen rows; 0 where the row is KR_NONE.
struct kr_kept_choice {
    const struct kr_model *model;
    const struct kr_world *world;
    const kr_row *row;
    int32_t count;
};

void kr_kept_gather(const struct kr_kept_column *column,
                    const struct kr_kept_choice *choice, void *values);

#endif
