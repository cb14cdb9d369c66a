#include "output/effects_file.h"

#include "output/describe.h"
#include "output/policies.h"
#include "output/timeline.h"
#include "output/world_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_AXES = 12, LONG_NAME = 160 };

struct kr_effects_file {
    struct kr_h5 h5;
    char *file;
    char *temporary; // its name while it is written
    hid_t group;     // the one being written, or -1
    hid_t axis[MOST_AXES];
    size_t size[MOST_AXES];
    int axes;
};

// A whole number over an axis, or the axis itself.
static hid_t put_whole(struct kr_effects_file *self, const struct kr_h5_numbers *numbers)
{
    return kr_h5_numbers(&self->h5, self->group, numbers);
}

// The first days of quarters as a coordinate, with year and quarter beside it.
static hid_t put_quarters(struct kr_effects_file *self,
                          const struct kr_effects_axis *axis, double *work)
{
    struct kr_h5_numbers numbers = {.name = axis->name,
                                    .values = work,
                                    .count = axis->count,
                                    .whole = true,
                                    .unit = "days since 2000-01-01",
                                    .long_name = axis->long_name,
                                    .comment = "First day of the quarter.",
                                    .scale = -1};
    for (size_t i = 0; i < axis->count; i++) {
        work[i] = kr_days_of((kr_quarter)(axis->first + (int)i));
    }
    const hid_t scale = put_whole(self, &numbers);
    kr_h5_text(&self->h5, scale, "calendar", "proleptic_gregorian");
    kr_h5_text(&self->h5, scale, "standard_name", "time");
    numbers.scale = scale;
    numbers.unit = "1";
    numbers.comment = "For reading without dates.";
    static const char *const NAMES[2] = {"year", "quarter"};
    static const char *const MEANINGS[2] = {"calendar year",
                                            "quarter of the year, 1 to 4"};
    for (int part = 0; part < 2; part++) {
        for (size_t i = 0; i < axis->count; i++) {
            const kr_quarter quarter = (kr_quarter)(axis->first + (int)i);
            work[i] = part == 0 ? kr_quarter_year(quarter) : kr_quarter_number(quarter);
        }
        numbers.name = NAMES[part];
        numbers.long_name = MEANINGS[part];
        hid_t dataset = put_whole(self, &numbers);
        kr_h5_dataset_close(&self->h5, &dataset);
    }
    return scale;
}

static hid_t put_words(struct kr_effects_file *self, const struct kr_effects_axis *axis)
{
    struct kr_h5_texts texts = {axis->name,      axis->words,    axis->count,
                                axis->long_name, "Short words.", -1};
    const hid_t scale = kr_h5_texts(&self->h5, self->group, &texts);
    if (axis->names != NULL) {
        char name[LONG_NAME];
        (void)snprintf(name, sizeof name, "%s_name", axis->name);
        texts.name = name;
        texts.words = axis->names;
        texts.comment = "Names for people.";
        texts.scale = scale;
        hid_t dataset = kr_h5_texts(&self->h5, self->group, &texts);
        kr_h5_dataset_close(&self->h5, &dataset);
    }
    return scale;
}

static hid_t put_axis(struct kr_effects_file *self, const struct kr_effects_axis *axis)
{
    if (axis->words != NULL) {
        return put_words(self, axis);
    }
    double *work = calloc(axis->count + 1, sizeof *work);
    if (work == NULL) {
        kr_h5_fail_code(&self->h5, KR_ERR_NO_MEMORY, "%s: not enough memory",
                        self->h5.name);
        return -1;
    }
    hid_t scale = -1;
    if (axis->numbers == NULL) {
        scale = put_quarters(self, axis, work);
    } else {
        const struct kr_h5_numbers numbers = {.name = axis->name,
                                              .values = axis->numbers,
                                              .count = axis->count,
                                              .whole = true,
                                              .unit = axis->unit,
                                              .long_name = axis->long_name,
                                              .comment = "Coordinate.",
                                              .scale = -1};
        scale = put_whole(self, &numbers);
    }
    free(work);
    return scale;
}

static void end_group(struct kr_effects_file *self)
{
    for (int a = 0; a < self->axes; a++) {
        kr_h5_dataset_close(&self->h5, &self->axis[a]);
    }
    self->axes = 0;
    if (self->group >= 0) {
        kr_h5_group_close(&self->h5, self->group);
    }
    self->group = -1;
}

void kr_effects_group(struct kr_effects_file *self, const char *name, const char *title,
                      const struct kr_effects_axis *axes, int axis_count)
{
    KR_BUG_IF(axis_count > MOST_AXES);
    end_group(self);
    self->group = kr_h5_group(&self->h5, name);
    kr_h5_text(&self->h5, self->group, "title", title);
    for (int a = 0; a < axis_count && self->h5.code == KR_OK; a++) {
        self->axis[a] = put_axis(self, &axes[a]);
        self->size[a] = axes[a].count;
        self->axes = a + 1;
    }
}

void kr_effects_put(struct kr_effects_file *self, const struct kr_effects_values *values)
{
    struct kr_h5 *h5 = &self->h5;
    struct kr_h5_plan plan = {.name = values->name,
                              .type = values->whole ? H5T_STD_I32LE : H5T_IEEE_F64LE,
                              .rank = values->rank,
                              .unit = values->unit,
                              .long_name = values->long_name,
                              .comment = values->comment};
    struct kr_h5_box all = {{0}, {0}};
    for (int i = 0; i < values->rank; i++) {
        plan.size[i] = self->size[values->axis[i]];
        plan.most[i] = plan.size[i];
        all.size[i] = plan.size[i];
    }
    hid_t dataset = kr_h5_dataset(h5, self->group, &plan);
    for (int i = 0; i < values->rank; i++) {
        kr_h5_attach(h5, dataset, self->axis[values->axis[i]], (unsigned)i);
    }
    kr_h5_write(h5, dataset, &all, H5T_NATIVE_DOUBLE, values->values);
    kr_h5_dataset_close(h5, &dataset);
}

void kr_effects_put_texts(struct kr_effects_file *self,
                          const struct kr_effects_texts *texts)
{
    const struct kr_h5_texts plan = {
        texts->name,      texts->words,       self->size[texts->axis],
        texts->long_name, "Text for people.", self->axis[texts->axis]};
    hid_t dataset = kr_h5_texts(&self->h5, self->group, &plan);
    kr_h5_dataset_close(&self->h5, &dataset);
}

void kr_effects_put_policies(struct kr_effects_file *self, const char *name,
                             const char *title, const struct kr_model *model)
{
    end_group(self);
    kr_policies_write(&self->h5, name, title, model);
}

int kr_effects_open(struct kr_effects_file **file,
                    const struct kr_effects_options *options)
{
    struct kr_effects_file *self = calloc(1, sizeof *self);
    *file = self;
    if (self == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->group = -1;
    self->h5.file = -1;
    self->file = strdup(options->file);
    if (self->file == NULL || asprintf(&self->temporary, "%s.tmp", options->file) < 0) {
        free(self->file);
        free(self);
        *file = NULL;
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    kr_h5_create(&self->h5, self->temporary, true);
    // In messages it has the name that it is to have.
    (void)snprintf(self->h5.name, sizeof self->h5.name, "%s", self->file);
    if (options->force) {
        kr_h5_refuse_in_use(&self->h5, self->file);
    } else if (access(self->file, F_OK) == 0) {
        kr_effects_refuse(self, KR_ERR_EXISTS);
    }
    kr_describe_comparison(&self->h5, options);
    return self->h5.code;
}

void kr_effects_refuse(struct kr_effects_file *self, int code)
{
    kr_h5_fail_code(&self->h5, code, "%s: %s", self->h5.name, kr_error_message(code));
}

int kr_effects_close(struct kr_effects_file *self, char error[1024])
{
    if (self == NULL) {
        (void)snprintf(error, 1024, "%s", kr_error_message(KR_ERR_NO_MEMORY));
        return KR_ERR_NO_MEMORY;
    }
    end_group(self);
    const int code = kr_h5_publish(&self->h5, self->temporary, self->file, error);
    if (code != KR_OK && error[0] == '\0') {
        (void)snprintf(error, 1024, "%s: %s", self->file, kr_error_message(code));
    }
    free(self->temporary);
    free(self->file);
    free(self);
    return code;
}
