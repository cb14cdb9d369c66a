#include "output/rows.h"

#include "output/flags.h"

#include <stdlib.h>
#include <string.h>

enum { WIDEST = 8 };

hid_t kr_rows_dataset(struct kr_h5 *h5, hid_t group, const struct kr_kept_column *column,
                      const struct kr_h5_plan *storage, const struct kr_model *model)
{
    struct kr_h5_plan plan = *storage;
    plan.name = column->name;
    plan.type = kr_h5_type(column->type);
    plan.unit = column->unit[0] != '\0' ? column->unit : "1";
    plan.long_name = column->meaning;
    const bool quarters = strcmp(column->unit, "quarter") == 0;
    plan.comment = quarters ? "Quarters since year 0: year * 4 + quarter - 1; -32768 is "
                              "never."
                            : "State at the end of the quarter.";
    const hid_t dataset = kr_h5_dataset(h5, group, &plan);
    kr_flags_write(h5, dataset, column->labels, column->type, model);
    return dataset;
}

hsize_t kr_rows_chunk(int64_t rows)
{
    hsize_t chunk = KR_ROWS_SMALLEST;
    while (chunk < KR_ROWS_CHUNK && (int64_t)chunk < rows) {
        chunk *= 2;
    }
    return chunk;
}

void kr_rows_open(struct kr_h5 *h5, struct kr_rows_writer *self, enum kr_kept_table table,
                  const struct kr_keep_list *keep, const struct kr_rows_options *options)
{
    *self = (struct kr_rows_writer){.table = table, .every = keep->every, .axis = -1};
    if (keep->count == 0) {
        return;
    }
    self->values = malloc((size_t)KR_ROWS_CHUNK * WIDEST);
    if (self->values == NULL) {
        kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
        return;
    }
    const char *name = kr_kept_table_name(table);
    const struct kr_timeline_titles titles = {
        name, "state of every row of the table at the end of the quarter",
        "The starting world. A row may be free (status absent, or id 0) and may be used "
        "again by another: `id` tells who it is."};
    kr_timeline_open(h5, &self->group, &titles);
    const char *axis = table == KR_KEPT_PERSONS ? "person" : "employer_row";
    self->axis = kr_h5_axis(h5, self->group.id, axis, 0, H5S_UNLIMITED);
    const struct kr_h5_plan storage = {.rank = 2,
                                       .most = {H5S_UNLIMITED, H5S_UNLIMITED},
                                       .chunk = {1, kr_rows_chunk(options->capacity)},
                                       .deflate = options->deflate};
    for (size_t c = 0; c < kr_kept_count(table); c++) {
        if (!keep->column[c]) {
            continue;
        }
        struct kr_rows_column *column = &self->column[self->columns++];
        column->column = kr_kept_at(table, c);
        column->dataset = kr_rows_dataset(h5, self->group.id, &column->column, &storage,
                                          options->model);
        kr_h5_attach(h5, column->dataset, self->group.time, 0);
        kr_h5_attach(h5, column->dataset, self->axis, 1);
    }
}

bool kr_rows_turn(const struct kr_rows_writer *self, const struct kr_world *world)
{
    return self->columns > 0 && world->elapsed % self->every == 0;
}

static void write_column(struct kr_h5 *h5, struct kr_rows_writer *self,
                         const struct kr_rows_column *column,
                         const struct kr_kept_rows *all)
{
    const hsize_t record = self->group.records - 1;
    const hsize_t size[] = {self->group.records, (hsize_t)all->last};
    kr_h5_extend(h5, column->dataset, size);
    const hid_t type = kr_h5_type(column->column.type);
    for (kr_row first = 0; first < all->last && h5->code == KR_OK;
         first += KR_ROWS_CHUNK) {
        struct kr_kept_rows rows = *all;
        rows.first = first;
        rows.last = all->last - first < KR_ROWS_CHUNK ? all->last : first + KR_ROWS_CHUNK;
        kr_kept_get(&column->column, &rows, self->values);
        const struct kr_h5_box box = {{record, (hsize_t)first},
                                      {1, (hsize_t)(rows.last - first)}};
        kr_h5_write(h5, column->dataset, &box, type, self->values);
    }
}

void kr_rows_write(struct kr_h5 *h5, struct kr_rows_writer *self,
                   const struct kr_model *model, const struct kr_world *world)
{
    if (!kr_rows_turn(self, world) || h5->code != KR_OK) {
        return;
    }
    kr_timeline_next(h5, &self->group, world->now);
    const kr_row rows = kr_kept_row_count(self->table, world);
    const hsize_t size = (hsize_t)rows;
    kr_h5_extend(h5, self->axis, &size);
    const struct kr_kept_rows all = {self->table, model, world, 0, rows};
    for (int c = 0; c < self->columns; c++) {
        write_column(h5, self, &self->column[c], &all);
    }
}

void kr_rows_close(const struct kr_h5 *h5, struct kr_rows_writer *self)
{
    for (int c = 0; c < self->columns; c++) {
        kr_h5_dataset_close(h5, &self->column[c].dataset);
    }
    kr_h5_dataset_close(h5, &self->axis);
    kr_timeline_close(h5, &self->group);
    free(self->values);
    *self = (struct kr_rows_writer){.axis = -1};
}

int64_t kr_rows_bytes(enum kr_kept_table table, const struct kr_keep_list *keep,
                      int64_t rows)
{
    int64_t width = 0;
    for (size_t c = 0; c < kr_kept_count(table); c++) {
        if (keep->column[c]) {
            width += (int64_t)kr_type_size(kr_kept_at(table, c).type);
        }
    }
    // The last chunk of a column is written whole.
    return width * (rows + (int64_t)kr_rows_chunk(rows));
}
