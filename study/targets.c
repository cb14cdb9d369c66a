#include "study/targets.h"

#include "scenarios/csv.h"
#include "scenarios/diagnostics.h"
#include "scenarios/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXTS = KR_PUBLISHED_TEXT_COUNT, NUMBERS = KR_PUBLISHED_NUMBER_COUNT };

// Where the columns stand in the file; `csv->columns` for none.
struct columns {
    size_t text[TEXTS];
    size_t number[NUMBERS];
};

static size_t find_column(const struct kr_csv *csv,
                          const struct kr_published_column *column, struct kr_diag *diag)
{
    for (size_t i = 0; i < csv->columns; i++) {
        if (strcmp(kr_csv_name(csv, i)->text, column->column) == 0) {
            return i;
        }
    }
    if (column->needed) {
        kr_diag_add(diag, kr_diagnostic_code(KR_D_MISSING_COLUMN),
                    (struct kr_place){csv->path, 1, 1}, "there is no column '%s'",
                    column->column);
    }
    return csv->columns;
}

static void find_columns(const struct kr_csv *csv, struct columns *at,
                         struct kr_diag *diag)
{
    for (int t = 0; t < TEXTS; t++) {
        at->text[t] = find_column(csv, &KR_PUBLISHED_TEXTS[t], diag);
    }
    for (int n = 0; n < NUMBERS; n++) {
        at->number[n] = find_column(csv, &KR_PUBLISHED_NUMBERS[n], diag);
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

static void put_text(struct kr_published *figure,
                     const struct kr_published_column *column, const char *text)
{
    (void)snprintf((char *)figure + column->offset, column->size, "%s", text);
}

static void put_number(struct kr_published *figure,
                       const struct kr_published_column *column, double value)
{
    memcpy((char *)figure + column->offset, &value, sizeof value);
}

static void read_text(const struct kr_csv *csv, const struct kr_csv_cell *cell,
                      const struct kr_published_column *column,
                      struct kr_published *figure, struct kr_diag *diag)
{
    put_text(figure, column, cell->text);
    if (strlen(cell->text) >= column->size) {
        kr_diag_add(diag, kr_diagnostic_code(KR_D_TOO_LONG), kr_csv_place(csv, cell),
                    "'%s' is longer than the %zu bytes that there are for it", cell->text,
                    column->size - 1);
    }
}

static void read_row(const struct kr_csv *csv, size_t row, const struct columns *at,
                     struct kr_published *figure, struct kr_diag *diag)
{
    for (int t = 0; t < TEXTS; t++) {
        if (at->text[t] < csv->columns) {
            read_text(csv, kr_csv_at(csv, row, at->text[t]), &KR_PUBLISHED_TEXTS[t],
                      figure, diag);
        }
    }
    for (int n = 0; n < NUMBERS; n++) {
        put_number(figure, &KR_PUBLISHED_NUMBERS[n],
                   read_number(csv, kr_csv_at(csv, row, at->number[n]), diag));
    }
}

static int read_rows(struct kr_targets *self, const struct kr_csv *csv,
                     struct kr_diag *diag)
{
    struct columns at;
    find_columns(csv, &at, diag);
    if (!kr_diag_is_empty(diag)) {
        return KR_ERROR(KR_ERR_INPUT);
    }
    self->row = calloc(csv->rows + 1, sizeof *self->row);
    if (self->row == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->rows = csv->rows;
    for (size_t r = 0; r < csv->rows; r++) {
        read_row(csv, r, &at, &self->row[r], diag);
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

// ---------------------------------------------------------------- of a result

static const struct kr_result_variable *find_in_result(const struct kr_result *result,
                                                       const char *word)
{
    char path[KR_RESULT_PATH];
    (void)snprintf(path, sizeof path, "/targets/%s", word);
    return kr_result_find(result, path);
}

// Values of a column beyond the rows, or of another type, are left out.
static int take_texts(struct kr_targets *self, struct kr_result *result,
                      const struct kr_published_column *column)
{
    const struct kr_result_variable *variable = find_in_result(result, column->word);
    char **texts = NULL;
    size_t count = 0;
    if (variable == NULL || !variable->is_text || variable->rank != 1) {
        return KR_OK;
    }
    const int code = kr_result_texts(result, variable, &texts, &count);
    for (size_t i = 0; i < count && i < self->rows && texts[i] != NULL; i++) {
        put_text(&self->row[i], column, texts[i]);
    }
    kr_result_texts_free(texts, count);
    return code;
}

static int take_numbers(struct kr_targets *self, struct kr_result *result,
                        const struct kr_published_column *column)
{
    const struct kr_result_variable *variable = find_in_result(result, column->word);
    double *values = NULL;
    size_t count = 0;
    if (variable == NULL || variable->is_text || variable->rank != 1) {
        return KR_OK;
    }
    const int code = kr_result_numbers(result, variable, &values, &count);
    for (size_t i = 0; i < count && i < self->rows; i++) {
        put_number(&self->row[i], column, values[i]);
    }
    free(values);
    return code;
}

static int take_rows(struct kr_targets *self, struct kr_result *result, size_t rows)
{
    self->row = calloc(rows + 1, sizeof *self->row);
    if (self->row == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->rows = rows;
    int code = KR_OK;
    for (int t = 0; t < TEXTS && code == KR_OK; t++) {
        code = take_texts(self, result, &KR_PUBLISHED_TEXTS[t]);
    }
    for (int n = 0; n < NUMBERS && code == KR_OK; n++) {
        code = take_numbers(self, result, &KR_PUBLISHED_NUMBERS[n]);
    }
    return code;
}

// A pack that has moved, or has mistakes now, is no mistake of the result.
static void read_pack(struct kr_targets *self, struct kr_result *result)
{
    char pack[1024];
    struct kr_diag diag;
    kr_diag_init(&diag);
    if (kr_result_attribute_text(result, "/provenance", "pack", pack, sizeof pack) ==
            KR_OK &&
        kr_targets_read(self, pack, &diag) != KR_OK) {
        *self = (struct kr_targets){0};
    }
    kr_diag_free(&diag);
}

int kr_targets_of_result(struct kr_targets *self, struct kr_result *result)
{
    *self = (struct kr_targets){0};
    const struct kr_result_variable *ids =
        find_in_result(result, KR_PUBLISHED_TEXTS[0].word);
    if (ids == NULL || ids->rank != 1) {
        read_pack(self, result);
        return KR_OK;
    }
    const int code = take_rows(self, result, ids->size[0]);
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

const struct kr_published *kr_targets_find(const struct kr_targets *self, const char *id)
{
    for (size_t i = 0; i < self->rows; i++) {
        if (strcmp(self->row[i].id, id) == 0) {
            return &self->row[i];
        }
    }
    return NULL;
}
