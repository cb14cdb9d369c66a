// From the text of cells to numbers and codes.
#include "base/types.h"
#include "scenarios/pack_table.h"
#include "scenarios/values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_CODES = 250, // regions, sectors ... are stored in one byte, some plus one
    LONGEST_ID = 31,
};

static int compare_texts(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

static void report_header(struct kr_pack *self, const struct kr_pack_table *table,
                          const struct kr_csv_cell *cell)
{
    const char *names[32];
    const size_t count = table->file->column_count;
    for (size_t i = 0; i < count; i++) {
        names[i] = table->file->columns[i].name;
    }
    char hint[KR_HINT_TEXT];
    kr_diag_add(self->diag, kr_diagnostic_code(KR_D_UNKNOWN_COLUMN),
                kr_csv_place(&table->csv, cell),
                "found the column \"%s\", expected the columns of %s.csv only%s",
                cell->text, table->file->name, kr_hint(cell->text, names, count, hint));
}

// Finds the csv column of each column of the list.
static bool check_header(struct kr_pack *self, struct kr_pack_table *table)
{
    bool fine = true;
    for (size_t c = 0; c < table->csv.columns; c++) {
        const struct kr_csv_cell *cell = kr_csv_name(&table->csv, c);
        size_t column = 0;
        while (column < table->file->column_count &&
               strcmp(table->file->columns[column].name, cell->text) != 0) {
            column++;
        }
        if (column == table->file->column_count) {
            report_header(self, table, cell);
            fine = false;
        } else if (table->cell_of[column] != KR_NONE) {
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_DUPLICATE_COLUMN),
                        kr_csv_place(&table->csv, cell),
                        "found the column \"%s\" twice, expected it once", cell->text);
            fine = false;
        } else {
            table->cell_of[column] = (int)c;
        }
    }
    return fine;
}

static bool check_missing_columns(struct kr_pack *self, const struct kr_pack_table *table)
{
    bool fine = true;
    for (size_t column = 0; column < table->file->column_count; column++) {
        if (table->cell_of[column] == KR_NONE) {
            const struct kr_pack_column *missing = &table->file->columns[column];
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_MISSING_COLUMN),
                        kr_pack_header_place(table),
                        "found no column \"%s\", expected one: %s (%s)", missing->name,
                        missing->meaning, kr_cell_meaning(missing->cell));
            fine = false;
        }
    }
    return fine;
}

// Ids must be names, and few enough for a code of one byte.
static bool check_id_cells(struct kr_pack *self, const struct kr_pack_table *table)
{
    bool fine = true;
    for (size_t row = 0; row < table->csv.rows; row++) {
        const struct kr_csv_cell *cell = kr_pack_cell(table, row, 0);
        if (!kr_is_name(cell->text, LONGEST_ID)) {
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_BAD_NAME),
                        kr_csv_place(&table->csv, cell),
                        "found the id \"%s\", expected 1 to %d letters, digits, _ or -",
                        cell->text, LONGEST_ID);
            fine = false;
        }
    }
    const bool is_list = table != &self->tables[KR_FILE_FACTS];
    if (is_list && table->csv.rows > MOST_CODES) {
        kr_diag_add(self->diag, kr_diagnostic_code(KR_D_TOO_MANY),
                    kr_pack_place(table, MOST_CODES, 0),
                    "found %zu rows, expected at most %d", table->csv.rows, MOST_CODES);
        fine = false;
    }
    return fine;
}

static void sort_facts(struct kr_pack *self, const struct kr_pack_table *table)
{
    self->facts = kr_pack_allocate(self, table->csv.rows, sizeof *self->facts);
    if (self->facts != NULL) {
        for (size_t row = 0; row < table->csv.rows; row++) {
            self->facts[row] = kr_pack_cell(table, row, 0)->text;
        }
        qsort(self->facts, table->csv.rows, sizeof *self->facts, compare_texts);
    }
}

void kr_pack_check_ids(struct kr_pack *self, struct kr_pack_table *table)
{
    const size_t count = table->file->column_count;
    table->cell_of = kr_pack_allocate(self, count, sizeof *table->cell_of);
    if (table->cell_of == NULL) {
        return;
    }
    for (size_t column = 0; column < count; column++) {
        table->cell_of[column] = KR_NONE;
    }
    const bool known = check_header(self, table);
    const bool complete = check_missing_columns(self, table);
    const bool is_list = table->file->columns[0].cell == KR_CELL_ID;
    if (!complete) {
        free(table->cell_of);
        table->cell_of = NULL;
        table->ok = false;
        return;
    }
    table->ok = table->ok && known;
    if (is_list) {
        // A row that was left out of the csv would make others look unknown.
        const bool whole = table->ok;
        const bool fine = check_id_cells(self, table);
        table->ok = table->ok && fine;
        table->listed = whole && fine;
    }
    if (table == &self->tables[KR_FILE_FACTS]) {
        sort_facts(self, table);
    }
}

// One cell being checked.
struct cell {
    struct kr_pack *pack;
    struct kr_pack_table *table;
    const struct kr_pack_column *column;
    const struct kr_csv_cell *found;
};

static void report(const struct cell *cell, enum kr_diagnostic diagnostic,
                   const char *expected)
{
    kr_diag_add(cell->pack->diag, kr_diagnostic_code(diagnostic),
                kr_csv_place(&cell->table->csv, cell->found),
                "found \"%s\" in column %s, expected %s", cell->found->text,
                cell->column->name, expected);
}

static double read_free(const struct cell *cell)
{
    (void)cell;
    return 0;
}

static double read_text(const struct cell *cell)
{
    if (cell->found->text[0] == '\0') {
        report(cell, KR_D_EMPTY_CELL, cell->column->meaning);
    }
    return 0;
}

static double read_number(const struct cell *cell)
{
    const struct kr_pack_column *column = cell->column;
    const bool ranged = column->low < column->high;
    char expected[160];
    (void)snprintf(expected, sizeof expected, "%s from %.10g to %.10g%s%s",
                   kr_cell_meaning(column->cell), column->low, column->high,
                   column->unit[0] != '\0' ? " " : "", column->unit);
    double value = 0;
    const char *rest = NULL;
    if (cell->found->text[0] == '\0') {
        report(cell, KR_D_EMPTY_CELL, expected);
    } else if (!kr_parse_number(cell->found->text, &value, &rest) || *rest != '\0') {
        report(cell, KR_D_BAD_NUMBER, expected);
        return 0;
    } else if (ranged && (value < column->low || value > column->high)) {
        report(cell, KR_D_OUT_OF_RANGE, expected);
        return 0;
    }
    return value;
}

static double read_whole(const struct cell *cell)
{
    const double value = read_number(cell);
    if (value != (double)(int64_t)value) {
        report(cell, KR_D_BAD_NUMBER, kr_cell_meaning(cell->column->cell));
        return 0;
    }
    return value;
}

static double read_hours(const struct cell *cell)
{
    const double value = read_whole(cell);
    if ((int)value % KR_HOURS_STEP != 0) {
        report(cell, KR_D_OUT_OF_RANGE, kr_cell_meaning(cell->column->cell));
        return 0;
    }
    return value;
}

static double read_quarter(const struct cell *cell)
{
    kr_quarter quarter = 0;
    if (!kr_parse_quarter(cell->found->text, &quarter)) {
        report(cell, KR_D_BAD_QUARTER, kr_cell_meaning(cell->column->cell));
    }
    return quarter;
}

// A word of a fixed list.
static double read_word(const struct cell *cell)
{
    size_t count;
    const char *const *words = kr_cell_words(cell->column->cell, &count);
    const int code = kr_find_word(cell->found->text, words, count);
    if (code == KR_NONE) {
        char hint[KR_HINT_TEXT];
        char expected[KR_HINT_TEXT + 80];
        (void)snprintf(expected, sizeof expected, "%s%s",
                       kr_cell_meaning(cell->column->cell),
                       kr_hint(cell->found->text, words, count, hint));
        report(cell,
               cell->column->cell == KR_CELL_MARK ? KR_D_BAD_MARK : KR_D_UNKNOWN_NAME,
               expected);
    }
    return code;
}

// An id of another file. When that file has mistakes itself nothing can be said.
static double read_reference(const struct cell *cell)
{
    const struct kr_pack_table *list =
        &cell->pack->tables[kr_cell_file(cell->column->cell)];
    if (!list->listed) {
        cell->table->ok = false;
        return KR_NONE;
    }
    const char *ids[MOST_CODES];
    for (size_t row = 0; row < list->csv.rows; row++) {
        ids[row] = kr_pack_cell(list, row, 0)->text;
        if (strcmp(ids[row], cell->found->text) == 0) {
            return (double)row;
        }
    }
    if (cell->found->text[0] == '\0' &&
        cell->column->cell == KR_CELL_OCCUPATION_OR_NONE) {
        return KR_NONE;
    }
    char hint[KR_HINT_TEXT];
    char expected[KR_HINT_TEXT + 80];
    (void)snprintf(expected, sizeof expected, "an %s%s",
                   kr_cell_meaning(cell->column->cell),
                   kr_hint(cell->found->text, ids, list->csv.rows, hint));
    report(cell, KR_D_UNKNOWN_NAME, expected);
    return KR_NONE;
}

// True for a name such as F0123.
static bool names_fact(const char *text)
{
    const size_t digits = text[0] == 'F' ? strspn(text + 1, "0123456789") : 0;
    return digits > 0 && text[1 + digits] == '\0';
}

static void check_fact(const struct cell *cell, const char *name)
{
    const struct kr_pack_table *facts = &cell->pack->tables[KR_FILE_FACTS];
    if (facts->present && !facts->listed) {
        return; // mistakes in facts.csv itself are reported there
    }
    const bool known = facts->present && cell->pack->facts != NULL &&
                       bsearch(&name, cell->pack->facts, facts->csv.rows,
                               sizeof *cell->pack->facts, compare_texts) != NULL;
    if (!known) {
        kr_diag_add(cell->pack->diag, kr_diagnostic_code(KR_D_UNKNOWN_FACT),
                    kr_csv_place(&cell->table->csv, cell->found),
                    "found the source \"%s\", expected an id of facts.csv%s", name,
                    facts->present ? "" : ", which is not there");
    }
}

// Names of facts with ; between them, or words.
static double read_source(const struct cell *cell)
{
    const char *text = cell->found->text;
    if (text[strspn(text, " \t;")] == '\0') {
        report(cell, KR_D_EMPTY_SOURCE, "rows of facts.csv or words on where it is from");
    }
    while (*text != '\0') {
        text += strspn(text, " ;");
        const size_t length = strcspn(text, ";");
        char name[16];
        if (length > 0 && length < sizeof name) {
            memcpy(name, text, length);
            name[length] = '\0';
            if (names_fact(name)) {
                check_fact(cell, name);
            }
        }
        text += length;
    }
    return 0;
}

// How each kind of cell is read; words and ids when it says nothing.
static double (*const READERS[KR_CELLS])(const struct cell *) = {
    [KR_CELL_TEXT] = read_text,       [KR_CELL_FREE] = read_free,
    [KR_CELL_ID] = read_free, // checked before
    [KR_CELL_NUMBER] = read_number,   [KR_CELL_WHOLE] = read_whole,
    [KR_CELL_HOURS] = read_hours,     [KR_CELL_YES_NO] = read_whole,
    [KR_CELL_QUARTER] = read_quarter, [KR_CELL_SOURCE] = read_source,
};

static double read_cell(const struct cell *cell)
{
    const enum kr_cell kind = cell->column->cell;
    if (READERS[kind] != NULL) {
        return READERS[kind](cell);
    }
    return kr_cell_file(kind) != KR_NONE ? read_reference(cell) : read_word(cell);
}

void kr_pack_check_cells(struct kr_pack *self, struct kr_pack_table *table)
{
    const size_t columns = table->file->column_count;
    table->values =
        kr_pack_allocate(self, table->csv.rows * columns, sizeof *table->values);
    if (table->values == NULL) {
        return;
    }
    for (size_t row = 0; row < table->csv.rows; row++) {
        for (size_t column = 0; column < columns; column++) {
            const struct cell cell = {self, table, &table->file->columns[column],
                                      kr_pack_cell(table, row, (int)column)};
            table->values[row * columns + column] = read_cell(&cell);
        }
    }
}
