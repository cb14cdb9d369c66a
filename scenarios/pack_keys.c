// Checks over the rows of a table: keys, shares and age bands.
#include "base/hash.h"
#include "base/math.h"
#include "base/types.h"
#include "scenarios/pack_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_MISSING = 5, // missing rows that are named; the rest is counted
    MOST_AGES = 101,  // single ages of a band table
};

// Number of values a key column can have; 0 when they cannot be counted off.
static size_t size_of(const struct kr_pack *pack, const struct kr_pack_column *column)
{
    size_t count;
    (void)kr_cell_words(column->cell, &count);
    if (kr_cell_file(column->cell) != KR_NONE) {
        return pack->tables[kr_cell_file(column->cell)].csv.rows;
    }
    return column->cell == KR_CELL_WHOLE ? (size_t)(column->high - column->low) + 1
                                         : count;
}

struct kr_keys kr_keys_of(const struct kr_pack *pack, const struct kr_pack_table *table,
                          const char *const *names)
{
    struct kr_keys keys = {.pack = pack, .table = table, .size = 1};
    for (; names[keys.count] != NULL; keys.count++) {
        KR_BUG_IF(keys.count == 3);
        const int column = kr_pack_column(table, names[keys.count]);
        keys.columns[keys.count] = column;
        keys.sizes[keys.count] = size_of(pack, &table->file->columns[column]);
        keys.size *= keys.sizes[keys.count];
    }
    return keys;
}

size_t kr_keys_code(const struct kr_keys *self, size_t row)
{
    size_t code = 0;
    for (int i = 0; i < self->count; i++) {
        const struct kr_pack_column *column =
            &self->table->file->columns[self->columns[i]];
        const double value = kr_pack_value(self->table, row, self->columns[i]);
        const double first = column->cell == KR_CELL_WHOLE ? column->low : 0;
        code = code * self->sizes[i] + (size_t)(value - first);
    }
    return code;
}

// Value number `code` of a key column, as text.
static void value_text(const struct kr_keys *self, int column, size_t code, char text[64])
{
    const struct kr_pack_column *about = &self->table->file->columns[column];
    const int file = kr_cell_file(about->cell);
    size_t count;
    const char *const *words = kr_cell_words(about->cell, &count);
    const char *word = NULL;
    if (file != KR_NONE) {
        word = kr_pack_cell(&self->pack->tables[file], code, 0)->text;
    } else if (count > 0) {
        word = words[code];
    }
    if (word != NULL) {
        (void)snprintf(text, 64, "%s %s", about->name, word);
    } else {
        (void)snprintf(text, 64, "%s %d", about->name, (int)about->low + (int)code);
    }
}

const char *kr_keys_text(const struct kr_keys *self, size_t code, char text[KR_KEY_TEXT])
{
    char parts[3][64] = {"", "", ""};
    for (int i = self->count - 1; i >= 0; i--) {
        value_text(self, self->columns[i], code % self->sizes[i], parts[i]);
        code /= self->sizes[i];
    }
    (void)snprintf(text, KR_KEY_TEXT, "%s%s%s%s%s", parts[0], self->count > 1 ? ", " : "",
                   parts[1], self->count > 2 ? ", " : "", parts[2]);
    return self->count == 0 ? "all" : text;
}

static uint64_t hash_of_keys(const struct kr_pack_table *table, size_t row)
{
    uint64_t hash = 0;
    for (int column = 0; column < table->file->keys; column++) {
        const enum kr_cell cell = table->file->columns[column].cell;
        if (cell == KR_CELL_ID) {
            const char *text = kr_pack_cell(table, row, column)->text;
            hash = kr_hash_bytes(hash, text, strlen(text));
        } else {
            hash = kr_hash_word(hash, kr_bits_of(kr_pack_value(table, row, column)));
        }
    }
    return hash;
}

static bool same_keys(const struct kr_pack_table *table, size_t a, size_t b)
{
    for (int column = 0; column < table->file->keys; column++) {
        const bool is_text = table->file->columns[column].cell == KR_CELL_ID;
        const bool same = is_text ? strcmp(kr_pack_cell(table, a, column)->text,
                                           kr_pack_cell(table, b, column)->text) == 0
                                  : kr_bits_of(kr_pack_value(table, a, column)) ==
                                        kr_bits_of(kr_pack_value(table, b, column));
        if (!same) {
            return false;
        }
    }
    return true;
}

static void report_duplicate(struct kr_pack *self, const struct kr_pack_table *table,
                             size_t row, size_t before)
{
    char text[KR_KEY_TEXT] = "";
    size_t used = 0;
    for (int column = 0; column < table->file->keys && used < sizeof text; column++) {
        const int more = snprintf(
            text + used, sizeof text - used, "%s%s %s", column > 0 ? ", " : "",
            table->file->columns[column].name, kr_pack_cell(table, row, column)->text);
        used += more > 0 ? (size_t)more : 0;
    }
    kr_diag_add(self->diag, kr_diagnostic_code(KR_D_DUPLICATE_ROW),
                kr_pack_place(table, row, 0),
                "found a second row for %s, expected one; the first is on line %d", text,
                kr_pack_cell(table, before, 0)->line);
}

// Rows with equal keys, by a table of hashes with room to spare.
static void check_duplicates(struct kr_pack *self, const struct kr_pack_table *table)
{
    size_t room = 16;
    while (room < table->csv.rows * 2) {
        room *= 2;
    }
    size_t *slots = kr_pack_allocate(self, room, sizeof *slots);
    if (slots == NULL) {
        return;
    }
    for (size_t row = 0; row < table->csv.rows; row++) {
        size_t slot = hash_of_keys(table, row) & (room - 1);
        while (slots[slot] != 0 && !same_keys(table, slots[slot] - 1, row)) {
            slot = (slot + 1) & (room - 1);
        }
        if (slots[slot] != 0) {
            report_duplicate(self, table, row, slots[slot] - 1);
        } else {
            slots[slot] = row + 1;
        }
    }
    free(slots);
}

// A pair of a thing with itself.
static bool is_diagonal(const struct kr_keys *keys, size_t code)
{
    return keys->count == 2 && code / keys->sizes[1] == code % keys->sizes[1];
}

static void check_missing(struct kr_pack *self, const struct kr_pack_table *table)
{
    const char *names[4] = {NULL};
    for (int column = 0; column < table->file->keys; column++) {
        names[column] = table->file->columns[column].name;
    }
    const struct kr_keys keys = kr_keys_of(self, table, names);
    bool *seen = kr_pack_allocate(self, keys.size, sizeof *seen);
    if (seen == NULL) {
        return;
    }
    for (size_t row = 0; row < table->csv.rows; row++) {
        seen[kr_keys_code(&keys, row)] = true;
    }
    const bool pairs = table->file->rows == KR_ROWS_PAIRS;
    size_t missing = 0;
    size_t first[MOST_MISSING];
    for (size_t code = 0; code < keys.size; code++) {
        if (!seen[code] && !(pairs && is_diagonal(&keys, code))) {
            if (missing < MOST_MISSING) {
                first[missing] = code;
            }
            missing++;
        }
    }
    for (size_t i = 0; i < missing && i < MOST_MISSING; i++) {
        char text[KR_KEY_TEXT];
        kr_diag_add(self->diag, kr_diagnostic_code(KR_D_MISSING_ROW),
                    kr_pack_header_place(table),
                    "found no row for %s, expected one (%zu rows are missing)",
                    kr_keys_text(&keys, first[i], text), missing);
    }
    free(seen);
}

void kr_pack_check_keys(struct kr_pack *self, struct kr_pack_table *table)
{
    check_duplicates(self, table);
    if (table->file->rows == KR_ROWS_ALL || table->file->rows == KR_ROWS_PAIRS) {
        check_missing(self, table);
    } else if (table->file->rows == KR_ROWS_SOME && table->csv.rows == 0) {
        kr_diag_add(self->diag, kr_diagnostic_code(KR_D_MISSING_ROW),
                    kr_pack_header_place(table), "found no rows, expected some: %s",
                    table->file->meaning);
    }
}

// Shares as people round them: they may miss 1 by this much.
static bool sums_to_one(double sum)
{
    return fabs(sum - 1.0) <= 1e-4;
}

static double *value_at(const struct kr_pack_table *table, size_t row, int column)
{
    return &table->values[row * table->file->column_count + (size_t)column];
}

// Sum and first row + 1 of the shares of one key.
struct share_sum {
    double sum;
    size_t first;
};

static bool check_sum(struct kr_pack *self, const struct kr_keys *keys, int column,
                      size_t code, const struct share_sum *found, enum kr_sums rule)
{
    char text[KR_KEY_TEXT];
    if (found->first == 0) {
        if (rule != KR_SUM_ONE_OR_NONE) {
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_MISSING_ROW),
                        kr_pack_header_place(keys->table),
                        "found no row for %s, expected some",
                        kr_keys_text(keys, code, text));
        }
        return rule == KR_SUM_ONE_OR_NONE;
    }
    const bool less = rule == KR_SUM_AT_MOST_ONE && found->sum < 1.0;
    if (!less && !sums_to_one(found->sum)) {
        kr_diag_add(self->diag, kr_diagnostic_code(KR_D_SHARES_SUM),
                    kr_pack_place(keys->table, found->first - 1, column),
                    "found shares of %s that sum to %.6g, expected %s1",
                    kr_keys_text(keys, code, text), found->sum,
                    rule == KR_SUM_AT_MOST_ONE ? "at most " : "");
        return false;
    }
    return true;
}

bool kr_pack_shares_of_keys(struct kr_pack *self, const struct kr_keys *keys, int column,
                            enum kr_sums rule)
{
    const struct kr_pack_table *table = keys->table;
    struct share_sum *sums = kr_pack_allocate(self, keys->size, sizeof *sums);
    if (sums == NULL) {
        return false;
    }
    for (size_t row = 0; row < table->csv.rows; row++) {
        struct share_sum *at = &sums[kr_keys_code(keys, row)];
        at->sum += kr_pack_value(table, row, column);
        at->first = at->first == 0 ? row + 1 : at->first;
    }
    bool fine = true;
    for (size_t code = 0; code < keys->size; code++) {
        const bool summed = check_sum(self, keys, column, code, &sums[code], rule);
        fine = fine && summed;
    }
    for (size_t row = 0; fine && row < table->csv.rows; row++) {
        const double sum = sums[kr_keys_code(keys, row)].sum;
        if (rule != KR_SUM_AT_MOST_ONE || sum > 1.0) {
            *value_at(table, row, column) /= sum;
        }
    }
    free(sums);
    return fine;
}

bool kr_pack_shares_of_row(struct kr_pack *self, struct kr_pack_table *table, size_t row,
                           int column, int count, bool zero_ok)
{
    double sum = 0;
    for (int i = 0; i < count; i++) {
        sum += kr_pack_value(table, row, column + i);
    }
    if (zero_ok && sum == 0.0) {
        return true;
    }
    if (!sums_to_one(sum)) {
        kr_diag_add(self->diag, kr_diagnostic_code(KR_D_SHARES_SUM),
                    kr_pack_place(table, row, column),
                    "found shares in columns %s to %s that sum to %.6g, expected 1",
                    table->file->columns[column].name,
                    table->file->columns[column + count - 1].name, sum);
        return false;
    }
    for (int i = 0; i < count; i++) {
        *value_at(table, row, column + i) /= sum;
    }
    return true;
}

// Bands of one file being checked: which row covers which age of which key.
struct bands {
    const struct kr_keys *keys;
    size_t *row_of; // [key][age] row + 1
    int low, high;
};

static bool place_band(struct kr_pack *self, const struct bands *bands, size_t row)
{
    const struct kr_pack_table *table = bands->keys->table;
    const int from_column = kr_pack_column(table, "age_from");
    const int from = kr_pack_code(table, row, from_column);
    const int to = kr_pack_code(table, row, kr_pack_column(table, "age_to"));
    const struct kr_place place = kr_pack_place(table, row, from_column);
    if (from > to || from < bands->low || to > bands->high) {
        kr_diag_add(self->diag, kr_diagnostic_code(KR_D_BAD_BANDS), place,
                    "found the band %d to %d, expected ages %d to %d in order", from, to,
                    bands->low, bands->high);
        return false;
    }
    size_t *row_of = bands->row_of + kr_keys_code(bands->keys, row) * MOST_AGES;
    for (int age = from; age <= to; age++) {
        if (row_of[age] != 0) {
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_BAD_BANDS), place,
                        "found age %d twice, expected bands that do not overlap; the "
                        "other is on line %d",
                        age, kr_pack_cell(table, row_of[age] - 1, from_column)->line);
            return false;
        }
        row_of[age] = row + 1;
    }
    return true;
}

// Reports the first gap of one key.
static bool check_gaps(struct kr_pack *self, const struct bands *bands, size_t code,
                       enum kr_gaps gaps)
{
    const size_t *row_of = bands->row_of + code * MOST_AGES;
    int from = bands->low;
    int to = bands->high;
    while (gaps == KR_GAPS_AT_ENDS && from < to && row_of[from] == 0) {
        from++;
    }
    while (gaps == KR_GAPS_AT_ENDS && from < to && row_of[to] == 0) {
        to--;
    }
    for (int age = from; age <= to && gaps != KR_GAPS_ANYWHERE; age++) {
        if (row_of[age] == 0) {
            char text[KR_KEY_TEXT];
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_BAD_BANDS),
                        kr_pack_header_place(bands->keys->table),
                        "found no band with age %d for %s, expected bands from %d to %d "
                        "without gaps",
                        age, kr_keys_text(bands->keys, code, text), bands->low,
                        bands->high);
            return false;
        }
    }
    return true;
}

bool kr_pack_bands(struct kr_pack *self, const struct kr_keys *keys, int low, int high,
                   enum kr_gaps gaps)
{
    struct bands bands = {keys, NULL, low, high};
    bands.row_of = kr_pack_allocate(self, keys->size * MOST_AGES, sizeof *bands.row_of);
    if (bands.row_of == NULL) {
        return false;
    }
    bool fine = true;
    for (size_t row = 0; row < keys->table->csv.rows; row++) {
        const bool placed = place_band(self, &bands, row);
        fine = fine && placed;
    }
    for (size_t code = 0; fine && code < keys->size; code++) {
        fine = check_gaps(self, &bands, code, gaps);
    }
    free(bands.row_of);
    return fine;
}
