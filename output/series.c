#include "output/series.h"

#include <stdlib.h>
#include <string.h>

enum { SERIES_CHUNK = 8 }; // quarters in a chunk

static hsize_t at_least_one(int size)
{
    return size > 0 ? (hsize_t)size : 1;
}

// The plan of a variable: (time), (time, rows) or (time, rows, columns).
static struct kr_h5_plan plan_of(const struct kr_variable *variable,
                                 const struct kr_model *model)
{
    struct kr_h5_plan plan = {.name = variable->name,
                              .type = variable->whole ? H5T_STD_I32LE : H5T_IEEE_F64LE,
                              .rank = 1,
                              .most = {H5S_UNLIMITED},
                              .chunk = {SERIES_CHUNK},
                              .unit = variable->unit,
                              .long_name = variable->long_name,
                              .comment = variable->comment};
    for (int i = 0; i < kr_variable_rank(variable); i++) {
        const int size = kr_dimension_size(kr_variable_axis(variable, i), model);
        plan.size[plan.rank] = (hsize_t)size;
        plan.most[plan.rank] = size > 0 ? (hsize_t)size : H5S_UNLIMITED;
        plan.chunk[plan.rank] = at_least_one(size);
        plan.rank++;
    }
    return plan;
}

// Coordinates of the axes of one group, made when first needed.
struct scales {
    hid_t of[KR_DIM_COUNT];
};

// A country at full scale has no agents that stand for several persons, or for none.
static bool has_factor(const struct kr_model *model)
{
    return model->scale < 1.0 || model->scale > 1.0;
}

// What readers must know of the numbers.
static void comment_group(struct kr_h5 *h5, const struct kr_timeline *group,
                          const struct kr_model *model)
{
    kr_h5_text(h5, group->id, "comment",
               has_factor(model)
                   ? "Persons, fte, minutes and money of the country. What is counted is "
                     "stored in agents of the run, with the attribute scale_factor: "
                     "xarray, netCDF4 and ncdf4 multiply by it; with h5py and rhdf5 do "
                     "so yourself. Variables without it, the indicators among them, are "
                     "stored as they are."
                   : "Persons, fte, minutes and money of the country: the run is at full "
                     "scale, so nothing has to be multiplied.");
}

static void open_variable(struct kr_h5 *h5, struct kr_series_writer *self, size_t index,
                          const struct kr_model *model, struct scales *scales)
{
    const struct kr_variable *variable = &self->variables.at[index];
    const struct kr_timeline *group = &self->group[variable->series];
    const struct kr_h5_plan plan = plan_of(variable, model);
    const hid_t dataset = kr_h5_dataset(h5, group->id, &plan);
    self->dataset[index] = dataset;
    kr_h5_attach(h5, dataset, group->time, 0);
    for (int i = 0; i < kr_variable_rank(variable); i++) {
        const enum kr_dimension axis = kr_variable_axis(variable, i);
        hid_t *scale = &scales[variable->series].of[axis];
        if (*scale == 0) {
            *scale = kr_dimension_scale(h5, group->id, axis, model);
        }
        kr_h5_attach(h5, dataset, *scale, (unsigned)i + 1);
    }
    if (kr_variable_in_agents(variable) && has_factor(model)) {
        kr_h5_real(h5, dataset, "scale_factor", 1.0 / model->scale);
    }
    if (variable->target[0] != '\0') {
        kr_h5_text(h5, dataset, "target", variable->target);
    }
}

static size_t most_cells(const struct kr_variables *variables,
                         const struct kr_model *model)
{
    size_t most = 1;
    for (size_t i = 0; i < variables->count; i++) {
        const size_t cells = kr_variable_cells(&variables->at[i], model);
        most = cells > most ? cells : most;
    }
    return most;
}

// The memory of a writer of series; false when there is too little.
static bool take_memory(struct kr_series_writer *self, const struct kr_model *model,
                        const struct kr_world *world,
                        const struct kr_breakdowns *breakdowns)
{
    if (kr_variables_init(&self->variables, breakdowns) != KR_OK ||
        kr_census_init(&self->census, model, world, breakdowns->at, breakdowns->count) !=
            KR_OK) {
        return false;
    }
    self->dataset = calloc(self->variables.count, sizeof *self->dataset);
    self->cells = calloc(most_cells(&self->variables, model), sizeof *self->cells);
    return self->dataset != NULL && self->cells != NULL;
}

static bool make_memory(struct kr_h5 *h5, struct kr_series_writer *self,
                        const struct kr_model *model, const struct kr_world *world,
                        const struct kr_breakdowns *breakdowns)
{
    *self = (struct kr_series_writer){0};
    if (!take_memory(self, model, world, breakdowns)) {
        kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
        return false;
    }
    return true;
}

void kr_series_open(struct kr_h5 *h5, struct kr_series_writer *self,
                    const struct kr_model *model, const struct kr_world *world,
                    const struct kr_breakdowns *breakdowns)
{
    if (!make_memory(h5, self, model, world, breakdowns)) {
        return;
    }
    struct scales scales[KR_SERIES_COUNT] = {0};
    for (int s = 0; s < KR_SERIES_COUNT; s++) {
        const enum kr_series series = (enum kr_series)s;
        const struct kr_timeline_titles titles = {
            kr_series_name(series), kr_series_title(series), kr_series_first(series)};
        kr_timeline_open(h5, &self->group[s], &titles);
        comment_group(h5, &self->group[s], model);
    }
    for (size_t i = 0; i < self->variables.count; i++) {
        open_variable(h5, self, i, model, scales);
    }
    for (int s = 0; s < KR_SERIES_COUNT; s++) {
        for (int d = 0; d < KR_DIM_COUNT; d++) {
            kr_h5_dataset_close(h5, &scales[s].of[d]);
        }
    }
}

void kr_series_cut(struct kr_h5 *h5, struct kr_series_writer *self,
                   const struct kr_model *model)
{
    for (int s = 0; s < KR_SERIES_COUNT; s++) {
        kr_timeline_promise(h5, &self->group[s]);
    }
    kr_h5_flush(h5);
    for (size_t i = 0; i < self->variables.count; i++) {
        const struct kr_variable *variable = &self->variables.at[i];
        const struct kr_h5_plan plan = plan_of(variable, model);
        kr_h5_cut(h5, self->dataset[i], &plan, self->group[variable->series].records);
    }
    for (int s = 0; s < KR_SERIES_COUNT; s++) {
        kr_timeline_cut(h5, &self->group[s]);
    }
}

// Whether a variable of any of the groups has that name.
static bool is_written(const void *context, const char *name)
{
    const struct kr_series_writer *self = context;
    for (size_t i = 0; i < self->variables.count; i++) {
        if (strcmp(self->variables.at[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

void kr_series_reopen(struct kr_h5 *h5, struct kr_series_writer *self,
                      const struct kr_model *model, const struct kr_world *world,
                      const struct kr_breakdowns *breakdowns, int complete)
{
    if (!make_memory(h5, self, model, world, breakdowns)) {
        return;
    }
    for (int s = 0; s < KR_SERIES_COUNT; s++) {
        kr_timeline_reopen(h5, &self->group[s], kr_series_name((enum kr_series)s),
                           complete);
    }
    for (size_t i = 0; i < self->variables.count; i++) {
        const struct kr_variable *variable = &self->variables.at[i];
        const struct kr_timeline *group = &self->group[variable->series];
        const struct kr_h5_plan plan = plan_of(variable, model);
        self->dataset[i] = kr_h5_dataset_reopen(h5, group->id, &plan, group->records);
    }
    for (int s = 0; s < KR_SERIES_COUNT; s++) {
        kr_timeline_only(h5, &self->group[s], is_written, self);
    }
}

void kr_series_recall(struct kr_series_writer *self, const struct kr_model *model,
                      const struct kr_world *world)
{
    kr_census_take(&self->census, model, world);
}

static void write_variable(struct kr_h5 *h5, struct kr_series_writer *self, size_t index,
                           const struct kr_view *view)
{
    const struct kr_variable *variable = &self->variables.at[index];
    const struct kr_h5_plan plan = plan_of(variable, view->model);
    const hsize_t records = self->group[variable->series].records;
    hsize_t size[KR_H5_RANK] = {records};
    struct kr_h5_box box = {{records - 1}, {1}};
    for (int i = 1; i < KR_H5_RANK; i++) {
        size[i] = plan.size[i];
        box.size[i] = plan.size[i];
    }
    kr_variable_get(variable, view, self->cells);
    kr_h5_extend(h5, self->dataset[index], size);
    kr_h5_write(h5, self->dataset[index], &box, H5T_NATIVE_DOUBLE, self->cells);
}

void kr_series_write(struct kr_h5 *h5, struct kr_series_writer *self,
                     const struct kr_model *model, const struct kr_world *world)
{
    for (int s = 0; s < KR_SERIES_COUNT; s++) {
        kr_timeline_next(h5, &self->group[s], world->now);
    }
    kr_census_take(&self->census, model, world);
    const struct kr_view view = {model, world, &self->census};
    for (size_t i = 0; i < self->variables.count && h5->code == KR_OK; i++) {
        write_variable(h5, self, i, &view);
    }
}

void kr_series_close(const struct kr_h5 *h5, struct kr_series_writer *self)
{
    for (size_t i = 0; self->dataset != NULL && i < self->variables.count; i++) {
        kr_h5_dataset_close(h5, &self->dataset[i]);
    }
    for (int s = 0; s < KR_SERIES_COUNT; s++) {
        kr_timeline_close(h5, &self->group[s]);
    }
    free(self->dataset);
    free(self->cells);
    kr_census_free(&self->census);
    kr_variables_free(&self->variables);
    *self = (struct kr_series_writer){0};
}

int64_t kr_series_bytes(const struct kr_model *model,
                        const struct kr_breakdowns *breakdowns, int records)
{
    struct kr_variables variables;
    int64_t bytes = 0;
    if (kr_variables_init(&variables, breakdowns) == KR_OK) {
        for (size_t i = 0; i < variables.count; i++) {
            const struct kr_variable *variable = &variables.at[i];
            bytes +=
                (int64_t)kr_variable_cells(variable, model) * (variable->whole ? 4 : 8);
        }
    }
    kr_variables_free(&variables);
    const int chunks = (records + SERIES_CHUNK - 1) / SERIES_CHUNK;
    return bytes * SERIES_CHUNK * chunks;
}
