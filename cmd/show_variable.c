// One variable of a file as CSV in long format.
#include "base/diag.h"
#include "cmd/show.h"
#include "output/target.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_AT_ONCE = 1 << 22 };

// The words of the axes of a variable; NULL for axes that are counted.
struct axes {
    const struct kr_result_variable *variable;
    char **words[KR_RESULT_RANK];
    size_t word_count[KR_RESULT_RANK];
    double *numbers[KR_RESULT_RANK];
    size_t number_count[KR_RESULT_RANK];
    kr_quarter *quarters; // of the time axis
};

// "/quarterly/sector" for an axis of "/quarterly/heads_by_sector".
static void path_of_axis(const struct kr_result_variable *variable, const char *axis,
                         char path[KR_RESULT_PATH])
{
    const int group = (int)(variable->name - variable->path);
    snprintf(path, KR_RESULT_PATH, "%.*s%s", group, variable->path, axis);
}

static int read_numbers(const struct kr_show *show, const char *path, double **numbers,
                        size_t *count)
{
    const struct kr_result_variable *axis = kr_result_find(show->result, path);
    *numbers = NULL;
    *count = 0;
    return axis == NULL || axis->is_text || axis->rank != 1
               ? KR_OK
               : kr_result_numbers(show->result, axis, numbers, count);
}

static int read_quarters(const struct kr_show *show, struct axes *axes)
{
    const struct kr_result_variable *variable = axes->variable;
    double *part[2] = {NULL, NULL};
    size_t count[2] = {0, 0};
    static const char *const NAMES[2] = {"year", "quarter"};
    int code = KR_OK;
    for (int i = 0; i < 2 && code == KR_OK; i++) {
        char path[KR_RESULT_PATH];
        path_of_axis(variable, NAMES[i], path);
        code = read_numbers(show, path, &part[i], &count[i]);
    }
    axes->quarters = calloc(variable->size[0] + 1, sizeof *axes->quarters);
    for (size_t i = 0; code == KR_OK && i < variable->size[0]; i++) {
        if (axes->quarters == NULL || i >= count[0] || i >= count[1]) {
            code = KR_ERROR(KR_ERR_FORMAT);
        } else {
            axes->quarters[i] = kr_quarter_of((int)part[0][i], (int)part[1][i]);
        }
    }
    free(part[0]);
    free(part[1]);
    return code;
}

static int read_axes(const struct kr_show *show,
                     const struct kr_result_variable *variable, struct axes *axes)
{
    *axes = (struct axes){.variable = variable};
    int code = KR_OK;
    for (int a = 0; a < variable->rank && code == KR_OK; a++) {
        char path[KR_RESULT_PATH];
        path_of_axis(variable, variable->axis[a], path);
        if (strcmp(variable->axis[a], "time") == 0) {
            code = read_quarters(show, axes);
            continue;
        }
        axes->words[a] = kr_show_texts(show, path, &axes->word_count[a]);
        if (axes->words[a] == NULL) {
            code = read_numbers(show, path, &axes->numbers[a], &axes->number_count[a]);
        }
    }
    return code;
}

static void free_axes(struct axes *axes)
{
    for (int a = 0; a < KR_RESULT_RANK; a++) {
        kr_result_texts_free(axes->words[a], axes->word_count[a]);
        free(axes->numbers[a]);
    }
    free(axes->quarters);
}

// A text as a cell: with quotes where it needs them.
static void put_text(const char *text)
{
    if (strpbrk(text, ",\"\n") == NULL) {
        fputs(text, stdout);
        return;
    }
    putchar('"');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"') {
            putchar('"');
        }
        putchar(*c);
    }
    putchar('"');
}

static void put_place(const struct axes *axes, int axis, size_t at)
{
    if (strcmp(axes->variable->axis[axis], "time") == 0) {
        char quarter[KR_NUMBER_SIZE];
        kr_quarter_text(axes->quarters[at], quarter, sizeof quarter);
        fputs(quarter, stdout);
    } else if (at < axes->word_count[axis]) {
        put_text(axes->words[axis][at]);
    } else if (at < axes->number_count[axis]) {
        printf("%.12g", axes->numbers[axis][at]);
    } else {
        printf("%zu", at);
    }
    putchar(',');
}

// The places of value `at` on all axes, the last axis fastest.
static void put_places(const struct axes *axes, size_t at)
{
    size_t place[KR_RESULT_RANK] = {0};
    for (int a = axes->variable->rank - 1; a >= 0; a--) {
        const size_t size = axes->variable->size[a] > 0 ? axes->variable->size[a] : 1;
        place[a] = at % size;
        at /= size;
    }
    for (int a = 0; a < axes->variable->rank; a++) {
        put_place(axes, a, place[a]);
    }
}

// What is not there is an empty cell.
static void put_value(const struct axes *axes, size_t at, double value)
{
    put_places(axes, at);
    if (isfinite(value)) {
        printf("%.17g", value);
    }
    putchar('\n');
}

static int put_texts(const struct kr_show *show, const struct axes *axes)
{
    char **texts = NULL;
    size_t count = 0;
    const int code = kr_result_texts(show->result, axes->variable, &texts, &count);
    for (size_t i = 0; code == KR_OK && i < count; i++) {
        put_places(axes, i);
        put_text(texts[i]);
        putchar('\n');
    }
    kr_result_texts_free(texts, count);
    return code;
}

// Numbers, some items of the first axis at a time: a file may have more than fit.
static int put_numbers(const struct kr_show *show, const struct axes *axes)
{
    const struct kr_result_variable *variable = axes->variable;
    const size_t items = variable->rank > 0 ? variable->size[0] : 1;
    size_t width = 1;
    for (int a = 1; a < variable->rank; a++) {
        width *= variable->size[a];
    }
    const size_t step = width < MOST_AT_ONCE && width > 0 ? MOST_AT_ONCE / width : 1;
    double *values = calloc((step < items ? step : items) * width + 1, sizeof *values);
    int code = values == NULL ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
    for (size_t first = 0; values != NULL && first < items && width > 0 && code == KR_OK;
         first += step) {
        const size_t count = items - first < step ? items - first : step;
        code = kr_result_part(show->result, variable, first, count, values);
        for (size_t i = 0; code == KR_OK && i < count * width; i++) {
            put_value(axes, first * width + i, values[i]);
        }
    }
    free(values);
    return code;
}

// Says what is near; the names of all groups are looked through.
static void tell_unknown(const struct kr_show *show, const char *name)
{
    size_t count;
    const struct kr_result_variable *variables =
        kr_result_variables(show->result, &count);
    const char **names = calloc(2 * count + 1, sizeof *names);
    fprintf(stderr, "krapte: %s has no variable '%s'", show->file, name);
    for (size_t v = 0; names != NULL && v < count; v++) {
        names[v] = variables[v].name;
        names[count + v] = variables[v].path + 1;
    }
    const char *near = names == NULL ? NULL : kr_nearest(name, names, 2 * count);
    if (near != NULL) {
        fprintf(stderr, "; did you mean '%s'?", near);
    } else {
        fputs("; 'krapte describe outputs' lists those of a run", stderr);
    }
    fputc('\n', stderr);
    free(names);
}

int kr_show_variable(const struct kr_show *show, const char *name)
{
    const struct kr_result_variable *variable = kr_variable_anywhere(show->result, name);
    if (variable == NULL) {
        tell_unknown(show, name);
        return KR_ERROR(KR_ERR_INPUT);
    }
    struct axes axes;
    int code = read_axes(show, variable, &axes);
    if (code == KR_OK) {
        for (int a = 0; a < variable->rank; a++) {
            const char *axis = variable->axis[a];
            printf("%s,", axis[0] != '\0' ? axis : "row");
        }
        puts("value");
        code = variable->is_text ? put_texts(show, &axes) : put_numbers(show, &axes);
    }
    free_axes(&axes);
    return code;
}
