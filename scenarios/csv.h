// A strict reader of CSV files that knows where every cell stands. UTF-8, commas, `"`
// quotes, a header line, lines that start with `#` are comments, empty lines are skipped.
#ifndef KR_SCENARIOS_CSV_H
#define KR_SCENARIOS_CSV_H

#include "base/diag.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kr_csv_cell {
    const char *text; // without the quotes around it
    int line;         // from 1
    int column;       // character in the line, from 1
};

struct kr_csv {
    char *path;                // as named in messages
    char *bytes;               // the file; cells point into it
    uint64_t hash;             // of the bytes as read
    struct kr_csv_cell *cells; // header, then rows; `columns` cells each
    size_t rows;               // without the header
    size_t columns;
};

// Reads a file. Mistakes go to `diag` and a row with one is left out; then, and when the
// file cannot be read, KR_ERR_INPUT is returned. The struct must be freed in any case.
KR_MUST_CHECK int kr_csv_read(struct kr_csv *self, const char *path,
                              struct kr_diag *diag);
void kr_csv_free(struct kr_csv *self);

// A cell of the header.
static inline const struct kr_csv_cell *kr_csv_name(const struct kr_csv *self,
                                                    size_t column)
{
    return &self->cells[column];
}

static inline const struct kr_csv_cell *kr_csv_at(const struct kr_csv *self, size_t row,
                                                  size_t column)
{
    return &self->cells[(row + 1) * self->columns + column];
}

// Where a cell stands, for messages.
static inline struct kr_place kr_csv_place(const struct kr_csv *self,
                                           const struct kr_csv_cell *cell)
{
    return (struct kr_place){self->path, cell->line, cell->column};
}

#endif
