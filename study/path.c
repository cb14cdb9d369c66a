#include "study/path.h"

#include "sim/run.h"
#include "sim/tallies.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTES_PER_HOUR = 60 };

static int allocate_figures(struct kr_figure **list, int count, int capacity)
{
    *list = calloc((size_t)count + 1, sizeof **list);
    if (*list == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    for (int i = 0; i < count; i++) {
        (*list)[i].value = calloc((size_t)capacity + 1, sizeof(double));
        if ((*list)[i].value == NULL) {
            return KR_ERROR(KR_ERR_NO_MEMORY);
        }
    }
    return KR_OK;
}

static void free_figures(struct kr_figure *list, int count)
{
    for (int i = 0; list != NULL && i < count; i++) {
        free(list[i].value);
    }
    free(list);
}

static int count_public(const struct kr_country *country)
{
    int count = 0;
    for (int s = 0; s < country->sectors; s++) {
        count += country->sector[s].kind != KR_MARKET;
    }
    return count;
}

void kr_path_label(struct kr_figure *figure)
{
    snprintf(figure->label, sizeof figure->label, "%s", figure->name);
    for (char *c = figure->label; *c != '\0'; c++) {
        if (*c == '_') {
            *c = ' ';
        }
    }
}

static void name_indicators(struct kr_path *self)
{
    size_t count;
    const struct kr_indicator *list = kr_indicator_list(&count);
    for (int i = 0; i < self->indicators; i++) {
        struct kr_figure *figure = &self->indicator[i];
        snprintf(figure->name, sizeof figure->name, "%s", list[i].name);
        snprintf(figure->unit, sizeof figure->unit, "%s", list[i].unit);
        snprintf(figure->target, sizeof figure->target, "%s", list[i].target);
        kr_path_label(figure);
    }
}

static void name_shortages(struct kr_path *self, const struct kr_country *country)
{
    int at = 0;
    for (int s = 0; s < country->sectors; s++) {
        if (country->sector[s].kind == KR_MARKET) {
            continue;
        }
        struct kr_figure *figure = &self->shortage[at++];
        const struct kr_label *label = &country->sector[s].label;
        snprintf(figure->name, sizeof figure->name, "%s", label->id);
        snprintf(figure->label, sizeof figure->label, "%s", label->name);
        snprintf(figure->unit, sizeof figure->unit, "full-time equivalents");
    }
}

int kr_path_allocate(struct kr_path *self, int indicators, int shortages, int capacity)
{
    *self = (struct kr_path){
        .capacity = capacity, .indicators = indicators, .shortages = shortages};
    int code = allocate_figures(&self->indicator, indicators, capacity);
    if (code == KR_OK) {
        code = allocate_figures(&self->shortage, shortages, capacity);
    }
    if (code == KR_OK) {
        self->quarter = calloc((size_t)capacity + 1, sizeof *self->quarter);
        code = self->quarter == NULL ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
    }
    if (code != KR_OK) {
        kr_path_free(self);
    }
    return code;
}

int kr_path_init(struct kr_path *self, const struct kr_model *model)
{
    size_t count;
    (void)kr_indicator_list(&count);
    const int code =
        kr_path_allocate(self, (int)count, count_public(model->country), model->quarters);
    if (code == KR_OK) {
        name_indicators(self);
        name_shortages(self, model->country);
    }
    return code;
}

void kr_path_free(struct kr_path *self)
{
    free_figures(self->indicator, self->indicators);
    free_figures(self->shortage, self->shortages);
    free(self->quarter);
    memset(self, 0, sizeof *self);
}

int kr_path_add(struct kr_path *self, const struct kr_model *model,
                const struct kr_world *world)
{
    if (self->quarters >= self->capacity) {
        return KR_ERROR(KR_ERR_FULL);
    }
    const int at = self->quarters++;
    self->quarter[at] = world->now;
    size_t count;
    const struct kr_indicator *list = kr_indicator_list(&count);
    for (size_t i = 0; i < count; i++) {
        self->indicator[i].value[at] = list[i].value(model, world);
    }
    const double full_time =
        model->country->constants.full_time_hours * MINUTES_PER_HOUR * model->scale;
    int row = 0;
    for (int s = 0; s < model->country->sectors; s++) {
        if (model->country->sector[s].kind != KR_MARKET) {
            const int64_t unmet =
                *kr_tally_at(&world->tallies, KR_TALLY_sector_heads, s, KR_HEADS_UNMET);
            self->shortage[row++].value[at] = (double)unmet / full_time;
        }
    }
    return KR_OK;
}

static int observe(void *context, const struct kr_model *model,
                   const struct kr_world *world)
{
    return kr_path_add(context, model, world);
}

struct kr_observer kr_path_observer(struct kr_path *self)
{
    return (struct kr_observer){.context = self, .quarter = observe};
}

const struct kr_figure *kr_path_find(const struct kr_path *self, const char *name)
{
    for (int i = 0; i < self->indicators; i++) {
        if (strcmp(self->indicator[i].name, name) == 0) {
            return &self->indicator[i];
        }
    }
    return NULL;
}
