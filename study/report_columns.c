#include "study/report_columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int read_column(struct kr_report_columns *self, struct kr_result *result,
                       const char *group, const char *name)
{
    char path[KR_RESULT_PATH];
    (void)snprintf(path, sizeof path, "/%s/%s", group, name);
    const struct kr_result_variable *variable = kr_result_find(result, path);
    if (variable == NULL || variable->rank != 1) {
        return KR_OK;
    }
    struct kr_report_column *column = &self->column[self->columns++];
    *column = (struct kr_report_column){.name = name};
    const int code =
        variable->is_text
            ? kr_result_texts(result, variable, &column->text, &column->count)
            : kr_result_numbers(result, variable, &column->number, &column->count);
    if (self->columns == 1 || column->count < self->rows) {
        self->rows = column->count;
    }
    return code;
}

static int read_columns(struct kr_report_columns *self, struct kr_result *result,
                        const char *group, const char *const *names, size_t count)
{
    memset(self, 0, sizeof *self);
    int code = KR_OK;
    for (size_t i = 0; i < count && code == KR_OK; i++) {
        code = read_column(self, result, group, names[i]);
    }
    return code;
}

int kr_report_policies_read(struct kr_report_columns *self, struct kr_result *result)
{
    static const char *const NAMES[] = {"policy",   "kind", "target",     "announced",
                                        "start",    "end",  "payer",      "strength",
                                        "document", "ramp", "parameters", "meaning"};
    return read_columns(self, result, "policies", NAMES, sizeof NAMES / sizeof NAMES[0]);
}

int kr_report_parameters_read(struct kr_report_columns *self, struct kr_result *result)
{
    // A run has name and value, a comparison the axis `parameter` and two values.
    static const char *const NAMES[] = {"name", "parameter", "unit",   "value",  "base",
                                        "mark", "variant",   "source", "meaning"};
    return read_columns(self, result, "parameters", NAMES,
                        sizeof NAMES / sizeof NAMES[0]);
}

void kr_report_columns_free(struct kr_report_columns *self)
{
    for (int i = 0; i < self->columns; i++) {
        kr_result_texts_free(self->column[i].text, self->column[i].count);
        free(self->column[i].number);
    }
    memset(self, 0, sizeof *self);
}

static const struct kr_report_column *find(const struct kr_report_columns *self,
                                           const char *name)
{
    for (int i = 0; i < self->columns; i++) {
        if (strcmp(self->column[i].name, name) == 0) {
            return &self->column[i];
        }
    }
    return NULL;
}

const char *kr_report_text(const struct kr_report_columns *self, const char *column,
                           size_t row)
{
    const struct kr_report_column *of = find(self, column);
    return of != NULL && of->text != NULL && row < of->count ? of->text[row] : "";
}

double kr_report_number(const struct kr_report_columns *self, const char *column,
                        size_t row)
{
    const struct kr_report_column *of = find(self, column);
    return of != NULL && of->number != NULL && row < of->count ? of->number[row]
                                                               : (double)NAN;
}

// ---------------------------------------------------------------- what differs

static bool equal(double a, double b)
{
    return !(a < b) && !(a > b);
}

static bool same_rows(const struct kr_report_columns *a, size_t row,
                      const struct kr_report_columns *b, size_t other)
{
    static const char *const TEXTS[] = {"policy", "kind", "target", "announced",
                                        "start",  "end",  "payer",  "parameters"};
    bool same = equal(kr_report_number(a, "strength", row),
                      kr_report_number(b, "strength", other));
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0] && same; i++) {
        same = strcmp(kr_report_text(a, TEXTS[i], row),
                      kr_report_text(b, TEXTS[i], other)) == 0;
    }
    return same;
}

static bool has_row(const struct kr_report_columns *policies,
                    const struct kr_report_columns *of, size_t row)
{
    for (size_t r = 0; r < policies->rows; r++) {
        if (same_rows(of, row, policies, r)) {
            return true;
        }
    }
    return false;
}

static bool same_parameters(const struct kr_report_columns *a,
                            const struct kr_report_columns *b)
{
    bool same = a->rows == b->rows;
    for (size_t r = 0; r < a->rows && same; r++) {
        same = strcmp(kr_report_text(a, "name", r), kr_report_text(b, "name", r)) == 0 &&
               equal(kr_report_number(a, "value", r), kr_report_number(b, "value", r));
    }
    return same;
}

// "2026Q1", or `none`.
static int quarter_of(const char *text, int none)
{
    char *rest;
    const long year = strtol(text, &rest, 10);
    if (rest == text || rest[0] != 'Q' || rest[1] < '1' || rest[1] > '4') {
        return none;
    }
    return kr_quarter_of((int)year, rest[1] - '0');
}

// Widens `force`, here in quarters of the calendar, by the policies that `other` lacks.
static void widen(struct kr_report_force *force, const struct kr_report_columns *own,
                  const struct kr_report_columns *other, kr_quarter first)
{
    for (size_t row = 0; row < own->rows; row++) {
        if (has_row(other, own, row)) {
            continue;
        }
        const int start = quarter_of(kr_report_text(own, "start", row), first);
        const int end = quarter_of(kr_report_text(own, "end", row), INT16_MAX);
        force->from = start < force->from ? start : force->from;
        force->to = end > force->to ? end : force->to;
    }
}

struct kr_report_force
kr_report_force_of(const struct kr_report_columns policies[KR_SIDES],
                   const struct kr_report_columns parameters[KR_SIDES], kr_quarter first,
                   int quarters)
{
    struct kr_report_force force = {INT16_MAX, INT16_MIN};
    widen(&force, &policies[KR_BASE], &policies[KR_VARIANT], first);
    widen(&force, &policies[KR_VARIANT], &policies[KR_BASE], first);
    const int from = force.from > first ? force.from - first : 0;
    const int to = force.to - first < quarters ? force.to - first : quarters;
    const bool all =
        from >= to || !same_parameters(&parameters[KR_BASE], &parameters[KR_VARIANT]);
    return all ? (struct kr_report_force){0, quarters}
               : (struct kr_report_force){from, to};
}
