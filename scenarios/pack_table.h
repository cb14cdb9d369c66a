// The tables of a country pack while it is being read: cells checked and turned into
// numbers and codes, with checks that several files share. Used by scenarios/pack*.c
// only.
#ifndef KR_SCENARIOS_PACK_TABLE_H
#define KR_SCENARIOS_PACK_TABLE_H

#include "agents/country.h"
#include "base/diag.h"
#include "base/error.h"
#include "scenarios/csv.h"
#include "scenarios/diagnostics.h"
#include "scenarios/pack_files.h"

#include <stdbool.h>
#include <stddef.h>

struct kr_pack_table {
    const struct kr_pack_file *file;
    struct kr_csv csv;
    int *cell_of;   // [column of the file's list] column in the csv, or KR_NONE
    double *values; // [row][column]: number, code of a word or row of a list; 0 for text
    bool present;   // the csv could be read, perhaps in part
    bool listed;    // its ids are known without mistakes: others can refer to it
    bool ok;        // no mistakes, here or in the lists it refers to
};

struct kr_pack {
    struct kr_pack_table tables[KR_FILE_COUNT];
    const char **facts; // ids of facts.csv in order of name
    struct kr_diag *diag;
    struct kr_country *country;
    bool out_of_memory;
};

// Reads all files of a folder, all cells and keys checked. Mistakes go to `diag`.
void kr_pack_read(struct kr_pack *self, const char *folder);
void kr_pack_free(struct kr_pack *self);

// Checks the header, turns cells into values (pack_cells.c) and finds rows with equal or
// missing keys (pack_keys.c) of one table.
void kr_pack_check_ids(struct kr_pack *self, struct kr_pack_table *table);
void kr_pack_check_cells(struct kr_pack *self, struct kr_pack_table *table);
void kr_pack_check_keys(struct kr_pack *self, struct kr_pack_table *table);

// Place of a column in the file's list; the name must exist.
int kr_pack_column(const struct kr_pack_table *table, const char *name);

static inline double kr_pack_value(const struct kr_pack_table *table, size_t row,
                                   int column)
{
    return table->values[row * table->file->column_count + (size_t)column];
}

// A code, year, age or other whole number.
static inline int kr_pack_code(const struct kr_pack_table *table, size_t row, int column)
{
    return (int)kr_pack_value(table, row, column);
}

const struct kr_csv_cell *kr_pack_cell(const struct kr_pack_table *table, size_t row,
                                       int column);
struct kr_place kr_pack_place(const struct kr_pack_table *table, size_t row, int column);

// Where the header of a file stands: the place of rows that are missing.
struct kr_place kr_pack_header_place(const struct kr_pack_table *table);

// The combinations of up to three key columns, as one running number.
struct kr_keys {
    const struct kr_pack *pack;
    const struct kr_pack_table *table;
    int columns[3];
    size_t sizes[3];
    int count;
    size_t size; // product of the sizes
};

// `names` ends with NULL; the columns must hold words, ids or whole numbers in a range.
struct kr_keys kr_keys_of(const struct kr_pack *pack, const struct kr_pack_table *table,
                          const char *const *names);
size_t kr_keys_code(const struct kr_keys *self, size_t row);

enum { KR_KEY_TEXT = 200 };

// "sex f, status student" for a running number.
const char *kr_keys_text(const struct kr_keys *self, size_t code, char text[KR_KEY_TEXT]);

// Zeroed memory that belongs to the country; NULL (and out_of_memory) when there is none.
void *kr_pack_allocate(struct kr_pack *self, size_t count, size_t size);

// Shares in `column` must sum to 1 over the rows of each key; they are then made to do so
// exactly.
enum kr_sums {
    KR_SUM_ONE,         // every key has rows
    KR_SUM_ONE_OR_NONE, // or none
    KR_SUM_AT_MOST_ONE, // every key has rows; the rest of 1 goes elsewhere
};
bool kr_pack_shares_of_keys(struct kr_pack *self, const struct kr_keys *keys, int column,
                            enum kr_sums rule);

// The same over `count` columns of one row. With `zero_ok` all may be zero.
bool kr_pack_shares_of_row(struct kr_pack *self, struct kr_pack_table *table, size_t row,
                           int column, int count, bool zero_ok);

// Age bands (columns age_from, age_to) of each key must not overlap, and must cover
// `low` to `high`: with gaps at no place, at the ends, or anywhere.
enum kr_gaps { KR_GAPS_NOWHERE, KR_GAPS_AT_ENDS, KR_GAPS_ANYWHERE };
bool kr_pack_bands(struct kr_pack *self, const struct kr_keys *keys, int low, int high,
                   enum kr_gaps gaps);

// Column `year` must run from the start year without gaps for each key; `years` becomes
// how many there are. Keys without rows are reported unless `absent_ok`. False when
// there are mistakes, or when the start year is not known.
bool kr_pack_years(struct kr_pack *self, const struct kr_keys *keys, bool absent_ok,
                   int *years);

// Years after the start year of a row.
int kr_pack_year(const struct kr_pack *self, const struct kr_pack_table *table,
                 size_t row);

// Filling the country: each takes tables without mistakes.
void kr_pack_fill_lists(struct kr_pack *self);  // pack_lists.c
void kr_pack_fill_people(struct kr_pack *self); // pack_people.c
void kr_pack_fill_rates(struct kr_pack *self);  // pack_rates.c
void kr_pack_fill_work(struct kr_pack *self);   // pack_work.c

#endif
