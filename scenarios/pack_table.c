#include "scenarios/pack_table.h"

#include "base/types.h"
#include "scenarios/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t mistakes(const struct kr_diag *diag)
{
    return diag->count + diag->dropped;
}

// Reads the csv of one table and finds its columns.
static void read_table(struct kr_pack *self, struct kr_pack_table *table,
                       const char *folder)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%s.csv", table->file->name);
    char *path = kr_path_join(folder, name);
    if (path == NULL) {
        self->out_of_memory = true;
        return;
    }
    // Sources may be given in words, and then there is nothing that names a fact.
    if (table->file->rows != KR_ROWS_ANY || table != &self->tables[KR_FILE_FACTS] ||
        kr_path_exists(path)) {
        const int code = kr_csv_read(&table->csv, path, self->diag);
        self->out_of_memory |= code == KR_ERR_NO_MEMORY;
        table->ok = code == KR_OK;
        table->present = table->csv.columns > 0;
    }
    free(path);
}

// A table can only be used when the lists it refers to can be.
static void check_lists(const struct kr_pack *self, struct kr_pack_table *table)
{
    for (size_t column = 0; column < table->file->column_count; column++) {
        const int file = kr_cell_file(table->file->columns[column].cell);
        table->ok = table->ok && (file == KR_NONE || self->tables[file].ok);
    }
}

// One step of checking a table; mistakes make it unusable.
static void check_table(struct kr_pack *self, struct kr_pack_table *table,
                        void (*check)(struct kr_pack *, struct kr_pack_table *))
{
    const size_t before = mistakes(self->diag);
    if (!self->out_of_memory) {
        check(self, table);
    }
    table->ok = table->ok && mistakes(self->diag) == before && !self->out_of_memory;
}

void kr_pack_read(struct kr_pack *self, const char *folder)
{
    size_t count;
    const struct kr_pack_file *files = kr_pack_files(&count);
    for (size_t i = 0; i < count && !self->out_of_memory; i++) {
        self->tables[i].file = &files[i];
        read_table(self, &self->tables[i], folder);
    }

    // Names first: cells of other files refer to them.
    for (size_t i = 0; i < count; i++) {
        if (self->tables[i].present) {
            check_table(self, &self->tables[i], kr_pack_check_ids);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (self->tables[i].cell_of != NULL) {
            check_table(self, &self->tables[i], kr_pack_check_cells);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (self->tables[i].ok) {
            check_table(self, &self->tables[i], kr_pack_check_keys);
        }
    }
    for (size_t i = 0; i < count && !self->out_of_memory; i++) {
        check_lists(self, &self->tables[i]);
    }
}

void kr_pack_free(struct kr_pack *self)
{
    for (size_t i = 0; i < KR_FILE_COUNT; i++) {
        kr_csv_free(&self->tables[i].csv);
        free(self->tables[i].cell_of);
        free(self->tables[i].values);
    }
    free(self->facts);
    *self = (struct kr_pack){0};
}

int kr_pack_column(const struct kr_pack_table *table, const char *name)
{
    size_t column = 0;
    while (column < table->file->column_count &&
           strcmp(table->file->columns[column].name, name) != 0) {
        column++;
    }
    KR_BUG_IF(column == table->file->column_count);
    return (int)column;
}

const struct kr_csv_cell *kr_pack_cell(const struct kr_pack_table *table, size_t row,
                                       int column)
{
    return kr_csv_at(&table->csv, row, (size_t)table->cell_of[column]);
}

struct kr_place kr_pack_place(const struct kr_pack_table *table, size_t row, int column)
{
    return kr_csv_place(&table->csv, kr_pack_cell(table, row, column));
}

struct kr_place kr_pack_header_place(const struct kr_pack_table *table)
{
    return kr_csv_place(&table->csv, kr_csv_name(&table->csv, 0));
}

void *kr_pack_allocate(struct kr_pack *self, size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);
    self->out_of_memory |= memory == NULL;
    return memory;
}
