// Paths out of result files.
#include "output/reader.h"
#include "sim/run.h"
#include "study/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char GROUP[] = "quarterly";

// Copies one column of a variable (time, columns) without its first record.
static void take_column(struct kr_figure *figure, const double *values, size_t column,
                        size_t columns, int quarters)
{
    for (int q = 0; q < quarters; q++) {
        figure->value[q] = values[(size_t)(q + 1) * columns + column];
    }
}

static int read_indicator(struct kr_path *self, struct kr_result *result,
                          const struct kr_indicator *indicator)
{
    char path[KR_RESULT_PATH];
    snprintf(path, sizeof path, "/%s/%s", GROUP, indicator->name);
    const struct kr_result_variable *variable = kr_result_find(result, path);
    if (variable == NULL || !variable->has_time || variable->rank != 1) {
        return KR_OK;
    }
    double *values;
    size_t count;
    const int code = kr_result_numbers(result, variable, &values, &count);
    if (code == KR_OK && count > (size_t)self->quarters) {
        struct kr_figure *figure = &self->indicator[self->indicators++];
        snprintf(figure->name, sizeof figure->name, "%s", indicator->name);
        snprintf(figure->unit, sizeof figure->unit, "%s", indicator->unit);
        snprintf(figure->target, sizeof figure->target, "%s", indicator->target);
        kr_path_label(figure);
        take_column(figure, values, 0, 1, self->quarters);
    }
    free(values);
    return code;
}

// Texts of a variable, or none when the file does not have it.
static int read_words(struct kr_result *result, const char *path, char ***words,
                      size_t *count)
{
    *words = NULL;
    *count = 0;
    const struct kr_result_variable *variable = kr_result_find(result, path);
    return variable == NULL ? KR_OK : kr_result_texts(result, variable, words, count);
}

// Words of the sectors of a file.
struct sector_words {
    char **id, **name, **kind;
    size_t ids, names, kinds;
};

static int read_sector_words(struct kr_result *result, struct sector_words *words)
{
    memset(words, 0, sizeof *words);
    int code = read_words(result, "/labels/sector", &words->id, &words->ids);
    if (code == KR_OK) {
        code = read_words(result, "/labels/sector_name", &words->name, &words->names);
    }
    if (code == KR_OK) {
        code = read_words(result, "/labels/sector_kind", &words->kind, &words->kinds);
    }
    return code;
}

static void take_shortages(struct kr_path *self, const struct sector_words *words,
                           const double *values, size_t sectors)
{
    self->all_sectors = words->kinds < sectors;
    for (size_t s = 0; s < sectors && s < words->ids && s < words->names; s++) {
        if (s < words->kinds && strcmp(words->kind[s], "market") == 0) {
            continue;
        }
        struct kr_figure *figure = &self->shortage[self->shortages++];
        snprintf(figure->name, sizeof figure->name, "%s", words->id[s]);
        snprintf(figure->label, sizeof figure->label, "%s", words->name[s]);
        snprintf(figure->unit, sizeof figure->unit, "full-time equivalents");
        take_column(figure, values, s, sectors, self->quarters);
    }
}

static int read_shortages(struct kr_path *self, struct kr_result *result,
                          const struct kr_result_variable *variable)
{
    double *values;
    size_t count;
    int code = kr_result_numbers(result, variable, &values, &count);
    struct sector_words words = {0};
    if (code == KR_OK) {
        code = read_sector_words(result, &words);
    }
    if (code == KR_OK) {
        take_shortages(self, &words, values, variable->size[1]);
    }
    kr_result_texts_free(words.id, words.ids);
    kr_result_texts_free(words.name, words.names);
    kr_result_texts_free(words.kind, words.kinds);
    free(values);
    return code;
}

static int read_quarters(struct kr_path *self, struct kr_result *result, int quarters)
{
    kr_quarter first = 0;
    const int code = quarters > 0 ? kr_result_quarter(result, GROUP, 1, &first) : KR_OK;
    for (int q = 0; q < quarters && code == KR_OK; q++) {
        self->quarter[q] = (kr_quarter)(first + q);
    }
    self->quarters = quarters;
    return code;
}

// Frees the figures from `used` on, which the file does not have.
static void drop_unused(struct kr_figure *list, int used, int room)
{
    for (int i = used; i < room; i++) {
        free(list[i].value);
        list[i].value = NULL;
    }
}

// Fills in what the file has, counting it.
static int fill(struct kr_path *self, struct kr_result *result,
                const struct kr_result_variable *shortage)
{
    const int indicator_room = self->indicators;
    const int shortage_room = self->shortages;
    self->indicators = 0;
    self->shortages = 0;
    int code = read_quarters(self, result, self->capacity);
    for (int i = 0; i < indicator_room && code == KR_OK; i++) {
        size_t count;
        code = read_indicator(self, result, &kr_indicator_list(&count)[i]);
    }
    if (code == KR_OK && shortage != NULL) {
        code = read_shortages(self, result, shortage);
    }
    drop_unused(self->indicator, self->indicators, indicator_room);
    drop_unused(self->shortage, self->shortages, shortage_room);
    return code;
}

int kr_path_read(struct kr_path *self, struct kr_result *result)
{
    *self = (struct kr_path){.quarters = 0};
    const int complete = kr_result_complete(result, GROUP);
    const struct kr_result_variable *shortage =
        kr_result_find(result, "/quarterly/shortage_fte_by_sector");
    size_t indicators;
    (void)kr_indicator_list(&indicators);
    const int quarters = complete > 0 ? complete - 1 : 0;
    const bool has_shortage =
        shortage != NULL && shortage->rank == 2 && shortage->size[0] > (size_t)quarters;
    int code = kr_path_allocate(self, (int)indicators,
                                has_shortage ? (int)shortage->size[1] : 0, quarters);
    if (code != KR_OK) {
        return code;
    }
    code = fill(self, result, has_shortage ? shortage : NULL);
    if (code != KR_OK) {
        kr_path_free(self);
    }
    return code;
}

static void take_figures(struct kr_figure *list, int count, const struct kr_figure *from,
                         int from_count, int quarters)
{
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < from_count; k++) {
            if (strcmp(list[i].name, from[k].name) == 0) {
                memcpy(list[i].value, from[k].value,
                       (size_t)quarters * sizeof *list[i].value);
            }
        }
    }
}

int kr_path_take(struct kr_path *self, struct kr_result *result, kr_quarter last)
{
    struct kr_path from;
    int code = kr_path_read(&from, result);
    if (code != KR_OK) {
        return code;
    }
    const int quarters = from.quarters > 0 ? last - from.quarter[0] + 1 : 0;
    if (quarters < 0 || from.quarters < quarters || self->capacity < quarters) {
        code = KR_ERROR(KR_ERR_RANGE);
    } else {
        memcpy(self->quarter, from.quarter, (size_t)quarters * sizeof *self->quarter);
        take_figures(self->indicator, self->indicators, from.indicator, from.indicators,
                     quarters);
        take_figures(self->shortage, self->shortages, from.shortage, from.shortages,
                     quarters);
        self->quarters = quarters;
    }
    kr_path_free(&from);
    return code;
}
