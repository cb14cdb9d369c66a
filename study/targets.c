#include "study/targets.h"

#include "scenarios/csv.h"
#include "scenarios/diagnostics.h"
#include "scenarios/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Columns that are used, in the order of WORDS.
enum column {
    ID,
    STATISTIC,
    VALUE,
    UNIT,
    LOW,
    HIGH,
    PERIOD,
    COLUMNS,
};

static const char *const WORDS[COLUMNS] = {"id",  "statistic", "value", "unit",
                                           "low", "high",      "period"};

// Where the columns stand in the file.
static void find_columns(const struct kr_csv *csv, size_t at[COLUMNS],
                         struct kr_diag *diag)
{
    for (int c = 0; c < COLUMNS; c++) {
        at[c] = csv->columns;
        for (size_t i = 0; i < csv->columns; i++) {
            if (strcmp(kr_csv_name(csv, i)->text, WORDS[c]) == 0) {
                at[c] = i;
            }
        }
        if (at[c] == csv->columns) {
            kr_diag_add(diag, kr_diagnostic_code(KR_D_MISSING_COLUMN),
                        (struct kr_place){csv->path, 1, 1}, "there is no column '%s'",
                        WORDS[c]);
        }
    }
}

static double read_number(const struct kr_csv *csv, const struct kr_csv_cell *cell,
                          struct kr_diag *diag)
{
    char *end;
    const double value = strtod(cell->text, &end);
    if (end == cell->text || *end != '\0') {
        kr_diag_add(diag, kr_diagnostic_code(KR_D_BAD_NUMBER), kr_csv_place(csv, cell),
                    "'%s' is not a number", cell->text);
    }
    return value;
}

static void read_row(const struct kr_csv *csv, size_t row, const size_t at[COLUMNS],
                     struct kr_target_row *target, struct kr_diag *diag)
{
    const struct kr_csv_cell *cell[COLUMNS];
    for (int c = 0; c < COLUMNS; c++) {
        cell[c] = kr_csv_at(csv, row, at[c]);
    }
    snprintf(target->id, sizeof target->id, "%s", cell[ID]->text);
    snprintf(target->statistic, sizeof target->statistic, "%s", cell[STATISTIC]->text);
    snprintf(target->unit, sizeof target->unit, "%s", cell[UNIT]->text);
    snprintf(target->period, sizeof target->period, "%s", cell[PERIOD]->text);
    target->value = read_number(csv, cell[VALUE], diag);
    target->low = read_number(csv, cell[LOW], diag);
    target->high = read_number(csv, cell[HIGH], diag);
}

static int read_rows(struct kr_targets *self, const struct kr_csv *csv,
                     struct kr_diag *diag)
{
    size_t at[COLUMNS];
    find_columns(csv, at, diag);
    if (!kr_diag_is_empty(diag)) {
        return KR_ERROR(KR_ERR_INPUT);
    }
    self->row = calloc(csv->rows + 1, sizeof *self->row);
    if (self->row == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->rows = csv->rows;
    for (size_t r = 0; r < csv->rows; r++) {
        read_row(csv, r, at, &self->row[r], diag);
    }
    return kr_diag_is_empty(diag) ? KR_OK : KR_ERROR(KR_ERR_INPUT);
}

int kr_targets_read(struct kr_targets *self, const char *pack, struct kr_diag *diag)
{
    *self = (struct kr_targets){0};
    char *path = kr_path_join(pack, "targets.csv");
    if (path == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    int code = KR_OK;
    if (kr_path_exists(path)) {
        struct kr_csv csv;
        code = kr_csv_read(&csv, path, diag);
        if (code == KR_OK) {
            code = read_rows(self, &csv, diag);
        }
        kr_csv_free(&csv);
    }
    free(path);
    if (code != KR_OK) {
        kr_targets_free(self);
    }
    return code;
}

void kr_targets_free(struct kr_targets *self)
{
    free(self->row);
    *self = (struct kr_targets){0};
}

const struct kr_target_row *kr_targets_find(const struct kr_targets *self, const char *id)
{
    for (size_t i = 0; i < self->rows; i++) {
        if (strcmp(self->row[i].id, id) == 0) {
            return &self->row[i];
        }
    }
    return NULL;
}
