#include "output/timeline.h"

#include <stdlib.h>
#include <string.h>

enum { TIME_CHUNK = 64, MONTHS_PER_QUARTER = 3 };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int32_t kr_days_of(kr_quarter quarter)
{
    static const int before[] = {0, 90, 181, 273}; // days before a quarter
    const int year = kr_quarter_year(quarter);
    const int number = kr_quarter_number(quarter);
    // Leap days of the years before; those before 2000 are 484.
    const int last = year - 1;
    const int leap_days = last / 4 - last / 100 + last / 400 - 484;
    return (year - 2000) * 365 + leap_days + before[number - 1] +
           (is_leap(year) && number > 1 ? 1 : 0);
}

// One whole number per record, over the time axis.
static hid_t open_series(struct kr_h5 *h5, struct kr_timeline *self,
                         const struct kr_h5_plan *plan)
{
    const hid_t dataset = kr_h5_dataset(h5, self->id, plan);
    if (self->time >= 0) {
        kr_h5_attach(h5, dataset, self->time, 0);
    }
    return dataset;
}

static struct kr_h5_plan plan_of_time(void)
{
    return (struct kr_h5_plan){.name = "time",
                               .type = H5T_STD_I32LE,
                               .rank = 1,
                               .most = {H5S_UNLIMITED},
                               .chunk = {TIME_CHUNK},
                               .unit = "days since 2000-01-01",
                               .long_name = "first day of the quarter",
                               .comment = "Stocks are those at the end of the quarter."};
}

static void open_time(struct kr_h5 *h5, struct kr_timeline *self)
{
    struct kr_h5_plan plan = plan_of_time();
    self->time = -1;
    self->time = open_series(h5, self, &plan);
    kr_h5_text(h5, self->time, "calendar", "proleptic_gregorian");
    kr_h5_text(h5, self->time, "standard_name", "time");
    kr_h5_make_scale(h5, self->time, "time");
    plan.name = "year";
    plan.unit = "1";
    plan.long_name = "calendar year";
    plan.comment = "For reading without dates.";
    self->year = open_series(h5, self, &plan);
    plan.name = "quarter";
    plan.long_name = "quarter of the year, 1 to 4";
    self->quarter = open_series(h5, self, &plan);
}

// The type is not known before the library has started.
#define COMPLETE_PLAN                                                                \
    ((struct kr_h5_plan){                                                            \
        .name = "quarters_complete",                                                 \
        .type = H5T_STD_I32LE,                                                       \
        .unit = "1",                                                                 \
        .long_name = "records of the time axis that are complete",                   \
        .comment = "The starting quarter counts. A run that was cut short may have " \
                   "begun another record: use the first `quarters_complete` ones."})

void kr_timeline_open(struct kr_h5 *h5, struct kr_timeline *self,
                      const struct kr_timeline_titles *titles)
{
    *self = (struct kr_timeline){.id = kr_h5_group(h5, titles->name)};
    kr_h5_text(h5, self->id, "title", titles->title);
    kr_h5_text(h5, self->id, "first_record", titles->first);
    open_time(h5, self);
    self->complete = kr_h5_dataset(h5, self->id, &COMPLETE_PLAN);
    const int32_t none = 0;
    kr_h5_write(h5, self->complete, NULL, H5T_NATIVE_INT32, &none);
}

void kr_timeline_reopen(struct kr_h5 *h5, struct kr_timeline *self, const char *name,
                        int complete)
{
    *self = (struct kr_timeline){.id = kr_h5_group_reopen(h5, name),
                                 .records = (hsize_t)complete};
    self->complete = kr_h5_dataset_reopen(h5, self->id, &COMPLETE_PLAN, 0);
    int32_t promised = 0;
    kr_h5_read(h5, self->complete, NULL, H5T_NATIVE_INT32, &promised);
    if (h5->code == KR_OK && promised < complete) {
        kr_h5_fail_code(h5, KR_ERR_FORMAT,
                        "%s: /%s holds %d records and %d are needed to go on: take an "
                        "earlier checkpoint, or run from the start",
                        h5->name, name, promised, complete);
    }
    struct kr_h5_plan plan = plan_of_time();
    self->time = kr_h5_dataset_reopen(h5, self->id, &plan, self->records);
    plan.name = "year";
    self->year = kr_h5_dataset_reopen(h5, self->id, &plan, self->records);
    plan.name = "quarter";
    self->quarter = kr_h5_dataset_reopen(h5, self->id, &plan, self->records);
}

// What a group is known to have.
struct known {
    kr_h5_known *has;
    const void *context;
};

static bool is_known(const void *context, const char *name)
{
    static const char *const PARTS[] = {"time", "year", "quarter", "quarters_complete"};
    const struct known *known = context;
    for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0]; i++) {
        if (strcmp(name, PARTS[i]) == 0) {
            return true;
        }
    }
    return known->has(known->context, name);
}

void kr_timeline_only(struct kr_h5 *h5, const struct kr_timeline *self, kr_h5_known *has,
                      const void *context)
{
    kr_h5_only(h5, self->id, is_known, &(struct known){has, context});
}

void kr_timeline_cut(struct kr_h5 *h5, struct kr_timeline *self)
{
    const struct kr_h5_plan plan = plan_of_time();
    kr_h5_cut(h5, self->time, &plan, self->records);
    kr_h5_cut(h5, self->year, &plan, self->records);
    kr_h5_cut(h5, self->quarter, &plan, self->records);
}

void kr_timeline_close(const struct kr_h5 *h5, struct kr_timeline *self)
{
    kr_h5_dataset_close(h5, &self->time);
    kr_h5_dataset_close(h5, &self->year);
    kr_h5_dataset_close(h5, &self->quarter);
    kr_h5_dataset_close(h5, &self->complete);
    if (self->id > 0) {
        kr_h5_group_close(h5, self->id);
    }
    self->id = -1;
}

static void append(struct kr_h5 *h5, hid_t dataset, hsize_t records, int32_t value)
{
    kr_h5_extend(h5, dataset, &records);
    const struct kr_h5_box box = {{records - 1}, {1}};
    kr_h5_write(h5, dataset, &box, H5T_NATIVE_INT32, &value);
}

void kr_timeline_next(struct kr_h5 *h5, struct kr_timeline *self, kr_quarter now)
{
    self->records++;
    append(h5, self->time, self->records, kr_days_of(now));
    append(h5, self->year, self->records, kr_quarter_year(now));
    append(h5, self->quarter, self->records, kr_quarter_number(now));
}

void kr_timeline_promise(struct kr_h5 *h5, struct kr_timeline *self)
{
    const int32_t complete = (int32_t)self->records;
    kr_h5_write(h5, self->complete, NULL, H5T_NATIVE_INT32, &complete);
}

static hid_t number_scale(struct kr_h5 *h5, hid_t group, enum kr_dimension dimension,
                          const struct kr_model *model)
{
    const enum kr_labels labels = kr_dimension_labels(dimension);
    const size_t count = (size_t)kr_labels_size(labels, model);
    double values[256];
    KR_BUG_IF(count > 256);
    for (size_t i = 0; i < count; i++) {
        values[i] = kr_labels_number(labels, (int)i);
    }
    const char *unit = NULL;
    (void)kr_labels_numeric(labels, &unit);
    const struct kr_h5_numbers numbers = {.name = kr_dimension_name(dimension),
                                          .values = values,
                                          .count = count,
                                          .whole = true,
                                          .unit = unit,
                                          .long_name = kr_labels_meaning(labels),
                                          .comment = kr_labels_number_note(labels),
                                          .scale = -1};
    return kr_h5_numbers(h5, group, &numbers);
}

hid_t kr_dimension_scale(struct kr_h5 *h5, hid_t group, enum kr_dimension dimension,
                         const struct kr_model *model)
{
    const enum kr_labels labels = kr_dimension_labels(dimension);
    if (kr_labels_numeric(labels, NULL)) {
        return number_scale(h5, group, dimension, model);
    }
    const size_t count = (size_t)kr_labels_size(labels, model);
    const char **words = calloc(count + 1, sizeof *words);
    if (words == NULL) {
        kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        words[i] = kr_labels_words(labels, model, (int)i).word;
    }
    const struct kr_h5_texts texts = {.name = kr_dimension_name(dimension),
                                      .words = words,
                                      .count = count,
                                      .long_name = kr_labels_meaning(labels),
                                      .comment = "Coordinate; /labels has the names.",
                                      .scale = -1};
    const hid_t scale = kr_h5_texts(h5, group, &texts);
    free(words);
    return scale;
}
