#include "output/writer.h"

#include "output/describe.h"
#include "output/events.h"
#include "output/keep.h"
#include "output/panel.h"
#include "output/reader.h"
#include "output/rows.h"
#include "output/series.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SKELETON_BYTES = 1 << 20, // groups, labels and texts of a file without quarters
    SLACK_BYTES = 1 << 20,    // what the library keeps beside the data of a quarter
};

struct kr_writer {
    struct kr_h5 h5;
    struct kr_keep keep;
    struct kr_breakdowns breakdowns;
    bool panel_on;
    bool deflate;
    bool provenance;
    bool resume;
    kr_quarter first; // of a file that is gone on with
    struct kr_series_writer series;
    struct kr_rows_writer rows[KR_KEPT_TABLES];
    struct kr_panel panel;
    struct kr_events_writer events;
};

// Bytes of the next record, not compressed.
static int64_t next_bytes(const struct kr_writer *self, const struct kr_model *model,
                          const struct kr_world *world)
{
    int64_t bytes = kr_series_bytes(model, &self->breakdowns, 1) + SLACK_BYTES;
    for (int t = 0; t < KR_KEPT_TABLES; t++) {
        const struct kr_keep_list *keep = &self->keep.table[t];
        if (keep->count > 0 && world->elapsed % keep->every == 0) {
            const enum kr_kept_table table = (enum kr_kept_table)t;
            bytes += kr_rows_bytes(table, keep, kr_kept_row_count(table, world));
        }
    }
    bytes += kr_events_bytes(self->keep.events, world);
    return bytes + (self->panel_on ? kr_panel_bytes(world->persons.rows) : 0);
}

// The order that makes the promise hold after a crash: data, flush, promise, flush.
static void write_record(struct kr_writer *self, const struct kr_model *model,
                         const struct kr_world *world)
{
    struct kr_h5 *h5 = &self->h5;
    kr_series_write(h5, &self->series, model, world);
    for (int t = 0; t < KR_KEPT_TABLES; t++) {
        kr_rows_write(h5, &self->rows[t], model, world);
    }
    kr_panel_write(h5, &self->panel, model, world);
    kr_events_write(h5, &self->events, world);
    kr_h5_flush(h5);
    for (int s = 0; s < KR_SERIES_COUNT; s++) {
        kr_timeline_promise(h5, &self->series.group[s]);
    }
    for (int t = 0; t < KR_KEPT_TABLES; t++) {
        if (kr_rows_turn(&self->rows[t], world)) {
            kr_timeline_promise(h5, &self->rows[t].group);
        }
    }
    if (self->panel.on) {
        kr_timeline_promise(h5, &self->panel.group);
    }
    if (self->events.kinds != 0) {
        kr_timeline_promise(h5, &self->events.group);
    }
    kr_h5_flush(h5);
}

// Goes on after the quarter that the world has lived; nothing is written of it again.
static int go_on(struct kr_writer *self, const struct kr_model *model,
                 const struct kr_world *world)
{
    struct kr_h5 *h5 = &self->h5;
    kr_series_reopen(h5, &self->series, model, world->persons.capacity,
                     &self->breakdowns, world->now - self->first + 1);
    kr_series_recall(&self->series, model, world);
    self->provenance = kr_describe_resumed(h5, world->now);
    kr_h5_flush(h5);
    return h5->code;
}

static int begin(void *context, const struct kr_model *model,
                 const struct kr_world *world)
{
    struct kr_writer *self = context;
    struct kr_h5 *h5 = &self->h5;
    if (self->resume) {
        return go_on(self, model, world);
    }
    kr_h5_reserve(h5, SKELETON_BYTES + 2 * next_bytes(self, model, world));
    if (h5->code != KR_OK) {
        return h5->code;
    }
    kr_describe_model(h5, model);
    kr_series_open(h5, &self->series, model, world->persons.capacity, &self->breakdowns);
    const kr_row capacity[KR_KEPT_TABLES] = {world->persons.capacity,
                                             world->employers.capacity};
    for (int t = 0; t < KR_KEPT_TABLES; t++) {
        const struct kr_rows_options options = {model, capacity[t], self->deflate};
        kr_rows_open(h5, &self->rows[t], (enum kr_kept_table)t, &self->keep.table[t],
                     &options);
    }
    const struct kr_rows_options persons = {model, world->persons.capacity,
                                            self->deflate};
    if (self->panel_on) {
        kr_panel_open(h5, &self->panel, &persons);
    }
    kr_events_open(h5, &self->events, self->keep.events, &persons);
    write_record(self, model, world);
    return h5->code;
}

static int quarter(void *context, const struct kr_model *model,
                   const struct kr_world *world)
{
    struct kr_writer *self = context;
    // Twice what it takes: while there is room for that, the run can stop cleanly.
    kr_h5_reserve(&self->h5, 2 * next_bytes(self, model, world));
    if (self->h5.code == KR_OK) {
        write_record(self, model, world);
    }
    return self->h5.code;
}

// A file to go on with must be of the same run.
static void check_inputs(struct kr_writer *self, const struct kr_output_options *options)
{
    struct kr_h5 *h5 = &self->h5;
    char found[32] = "";
    char wanted[32];
    (void)snprintf(wanted, sizeof wanted, "%016" PRIx64, options->inputs_hash);
    struct kr_result *result;
    int code = kr_result_open(&result, options->file);
    if (code == KR_OK) {
        code = kr_result_attribute_text(result, "/", "inputs_hash", found, sizeof found);
    }
    if (code == KR_OK) {
        code = kr_result_quarter(result, "quarterly", 0, &self->first);
    }
    if (code != KR_OK) {
        kr_h5_fail_code(h5, code, "%s", kr_result_error(result));
    } else if (strcmp(found, wanted) != 0) {
        kr_h5_fail_code(h5, KR_ERR_INPUT,
                        "%s is the result of a run with another scenario, pack, seed, "
                        "replicate or scale: name the file of the run that is to go on",
                        options->file);
    }
    kr_result_close(result);
}

// Groups by person and employer are not gone on with.
static void check_groups(struct kr_h5 *h5, const struct kr_writer *self)
{
    bool rows = self->panel_on;
    for (int t = 0; t < KR_KEPT_TABLES; t++) {
        rows = rows || self->keep.table[t].count > 0;
    }
    if (rows) {
        kr_h5_fail_code(h5, KR_ERR_INPUT,
                        "a run that keeps persons, employers or the panel cannot be "
                        "resumed");
    }
}

static void open_file(struct kr_writer *self, const struct kr_output_options *options,
                      bool force)
{
    struct kr_h5 *h5 = &self->h5;
    if (!options->resume) {
        kr_h5_create(h5, options->file, force);
        kr_describe_run(h5, options);
        kr_h5_flush(h5);
        return;
    }
    check_inputs(self, options);
    check_groups(h5, self);
    if (h5->code == KR_OK) {
        kr_h5_reopen(h5, options->file);
    }
}

int kr_writer_open(struct kr_writer **writer, const struct kr_output_options *options,
                   bool force, struct kr_observer *observer)
{
    struct kr_writer *self = calloc(1, sizeof *self);
    *writer = self;
    if (self == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->h5.file = -1;
    self->panel_on = options->panel;
    self->breakdowns = options->breakdowns;
    self->deflate = options->compress;
    self->provenance = options->provenance_count > 0;
    self->resume = options->resume;
    *observer = (struct kr_observer){.context = self, .begin = begin, .quarter = quarter};
    const int code = kr_keep_parse(options->keep != NULL ? options->keep : "",
                                   &self->keep, self->h5.error, sizeof self->h5.error);
    if (code != KR_OK) {
        self->h5.code = code;
        return code;
    }
    observer->events = self->keep.events;
    open_file(self, options, force);
    return self->h5.code;
}

int kr_writer_settle(struct kr_writer *writer)
{
    return writer->h5.code;
}

static void close_parts(struct kr_writer *self)
{
    kr_events_close(&self->h5, &self->events);
    kr_panel_close(&self->h5, &self->panel);
    for (int t = 0; t < KR_KEPT_TABLES; t++) {
        kr_rows_close(&self->h5, &self->rows[t]);
    }
    kr_series_close(&self->h5, &self->series);
}

int kr_writer_close(struct kr_writer *writer, uint64_t world_hash, double wall_seconds)
{
    if (writer == NULL) {
        return KR_OK;
    }
    struct kr_h5 *h5 = &writer->h5;
    const int before = h5->code;
    kr_describe_end(h5, world_hash, wall_seconds, writer->provenance);
    close_parts(writer);
    kr_h5_close(h5);
    const int code = h5->code;
    if (code == KR_OK || before != KR_OK) {
        free(writer);
    }
    return code;
}

const char *kr_writer_error(const struct kr_writer *writer)
{
    if (writer == NULL) {
        return kr_error_message(KR_ERR_NO_MEMORY);
    }
    return writer->h5.error[0] != '\0' ? writer->h5.error
                                       : kr_error_message(writer->h5.code);
}

// Parts of the raw bytes that remain after compression, measured and rounded up.
static double part_left(bool deflate)
{
    return deflate ? 0.6 : 1.0;
}

int64_t kr_output_bytes(const struct kr_model *model,
                        const struct kr_output_options *options, int64_t persons,
                        int64_t employers)
{
    const int records = model->quarters + 1;
    const double part = part_left(options->compress);
    double bytes = SKELETON_BYTES + SLACK_BYTES +
                   (double)kr_series_bytes(model, &options->breakdowns, records);
    struct kr_keep keep;
    char error[256];
    if (options->keep != NULL &&
        kr_keep_parse(options->keep, &keep, error, sizeof error) == KR_OK) {
        for (int t = 0; t < KR_KEPT_TABLES; t++) {
            const struct kr_keep_list *list = &keep.table[t];
            const int64_t rows = t == KR_KEPT_PERSONS ? persons : employers;
            const int64_t kept = list->count > 0 ? model->quarters / list->every + 1 : 0;
            bytes += part * (double)kept *
                     (double)kr_rows_bytes((enum kr_kept_table)t, list, rows);
        }
        // most columns of an event are blank or repeat: a fifth remains, rounded up
        bytes += (options->compress ? 0.3 : 1.0) * (double)model->quarters *
                 (double)kr_events_usual_bytes(keep.events, persons);
    }
    if (options->panel) {
        bytes += part * (double)records * (double)kr_panel_bytes(persons);
    }
    return (int64_t)bytes;
}
