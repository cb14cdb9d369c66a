#include "output/writer.h"

#include "output/chunks.h"
#include "output/describe.h"
#include "output/events.h"
#include "output/reader.h"
#include "output/series.h"
#include "output/tables.h"

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
    struct kr_breakdowns breakdowns;
    bool deflate;
    bool rehearse;
    bool provenance;
    bool resume;
    const struct kr_rolls *rolls; // of the checkpoint that is gone on from
    kr_quarter first;             // of a file that is gone on with
    struct kr_series_writer series;
    struct kr_tables tables;
    struct kr_events_writer events;
    struct kr_chunks *chunks;
    int elapsed;  // quarters lived at the last record
    int complete; // at the last one that is promised; set by the thread
    int told;     // the failure that the caller knows of
};

// Bytes of the next record at most: what is compressed might not become smaller.
static int64_t next_bytes(const struct kr_writer *self, const struct kr_model *model,
                          const struct kr_world *world)
{
    return kr_series_bytes(model, &self->breakdowns, 1) + SLACK_BYTES +
           kr_tables_next_bytes(&self->tables, model, world) +
           kr_events_bytes(&self->tables.keep, world);
}

// By the thread, after all values. The order that makes the promise hold after a crash:
// data, flush, promise, flush.
static void promise_record(void *context)
{
    struct kr_writer *self = context;
    struct kr_h5 *h5 = &self->h5;
    kr_h5_flush(h5);
    for (int s = 0; s < KR_SERIES_COUNT; s++) {
        kr_timeline_promise(h5, &self->series.group[s]);
    }
    kr_tables_promise(h5, &self->tables);
    if (self->events.kinds != 0) {
        kr_timeline_promise(h5, &self->events.group);
    }
    kr_h5_flush(h5);
    if (h5->code == KR_OK) {
        __atomic_store_n(&self->complete, self->elapsed, __ATOMIC_RELAXED);
    }
}

// What is short first; then the file is the thread's, which writes the long columns and
// goes on while the next quarter is lived: a failure then shows at the next record.
static int write_record(struct kr_writer *self, const struct kr_model *model,
                        const struct kr_world *world)
{
    struct kr_h5 *h5 = &self->h5;
    self->elapsed = world->elapsed;
    kr_series_write(h5, &self->series, model, world);
    kr_events_write(h5, &self->events, world);
    kr_tables_extend(h5, &self->tables, world);
    if (h5->code != KR_OK) {
        return h5->code;
    }
    kr_tables_write(&self->tables, self->chunks);
    kr_chunks_finish(self->chunks, promise_record, self);
    return KR_OK;
}

static void open_chunks(struct kr_writer *self, const struct kr_model *model)
{
    struct kr_h5 *h5 = &self->h5;
    if (kr_chunks_open(&self->chunks, h5, model->threads, self->deflate) != KR_OK) {
        kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
    } else if (self->rehearse) {
        kr_chunks_rehearse(self->chunks);
    }
}

// Whether the file is the caller's again, and the last record was written; the caller of
// the writer is told by the code.
static int wait_for_thread(struct kr_writer *self)
{
    if (self->chunks != NULL) {
        kr_chunks_wait(self->chunks);
    }
    return self->h5.code;
}

// Goes on after the quarter that the world has lived; nothing is written of it again.
static int go_on(struct kr_writer *self, const struct kr_model *model,
                 const struct kr_world *world)
{
    struct kr_h5 *h5 = &self->h5;
    const int complete = world->now - self->first + 1;
    // All is looked at before anything is cut.
    kr_series_reopen(h5, &self->series, model, world, &self->breakdowns, complete);
    kr_tables_reopen(h5, &self->tables, world, self->rolls, self->first);
    kr_events_reopen(h5, &self->events, &self->tables.keep, complete);
    if (h5->code == KR_OK) {
        kr_series_cut(h5, &self->series, model);
        kr_series_recall(&self->series, model, world);
        kr_tables_cut(h5, &self->tables);
        kr_events_cut(h5, &self->events);
    }
    open_chunks(self, model);
    self->provenance = kr_describe_resumed(h5, model, world->now);
    kr_h5_flush(h5);
    self->complete = h5->code == KR_OK ? world->elapsed : KR_NONE;
    self->told = h5->code;
    return h5->code;
}

static int begin(void *context, const struct kr_model *model,
                 const struct kr_world *world)
{
    struct kr_writer *self = context;
    struct kr_h5 *h5 = &self->h5;
    h5->code = kr_tables_check(&self->tables, model, h5->error, sizeof h5->error);
    self->told = h5->code;
    if (h5->code != KR_OK) {
        return h5->code;
    }
    if (self->resume) {
        return go_on(self, model, world);
    }
    kr_tables_update(h5, &self->tables, model, world);
    kr_h5_reserve(h5, SKELETON_BYTES + 2 * next_bytes(self, model, world));
    if (h5->code != KR_OK) {
        self->told = h5->code;
        return h5->code;
    }
    kr_describe_model(h5, model);
    kr_series_open(h5, &self->series, model, world, &self->breakdowns);
    kr_tables_open(h5, &self->tables, model, world, self->deflate);
    const struct kr_rows_options persons = {model, world->persons.capacity,
                                            self->deflate};
    kr_events_open(h5, &self->events, &self->tables.keep, &persons);
    open_chunks(self, model);
    if (h5->code == KR_OK && write_record(self, model, world) == KR_OK) {
        // From here on there is a file to read, whatever happens.
        (void)wait_for_thread(self);
    }
    self->told = h5->code;
    return self->told;
}

static int quarter(void *context, const struct kr_model *model,
                   const struct kr_world *world)
{
    struct kr_writer *self = context;
    self->told = wait_for_thread(self);
    if (self->told != KR_OK) {
        return self->told;
    }
    kr_tables_update(&self->h5, &self->tables, model, world);
    // Twice what it takes: while there is room for that, the run can stop cleanly.
    kr_h5_reserve(&self->h5, 2 * next_bytes(self, model, world));
    self->told =
        self->h5.code == KR_OK ? write_record(self, model, world) : self->h5.code;
    return self->told;
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
    self->complete = KR_NONE;
    self->deflate = options->compress;
    self->rehearse = options->rehearse;
    self->provenance = options->provenance_count > 0;
    self->breakdowns = options->breakdowns;
    self->resume = options->resume;
    self->rolls = options->rolls;
    *observer = (struct kr_observer){.context = self, .begin = begin, .quarter = quarter};
    const int code = kr_tables_init(&self->tables, options->keep, options->panel,
                                    self->h5.error, sizeof self->h5.error);
    if (code != KR_OK) {
        self->h5.code = code;
        self->told = code;
        return code;
    }
    observer->events = kr_keep_events(&self->tables.keep);
    open_file(self, options, force);
    self->told = self->h5.code;
    return self->told;
}

int kr_writer_settle(struct kr_writer *writer, struct kr_rolls *rolls)
{
    writer->told = wait_for_thread(writer);
    *rolls = kr_tables_rolls(&writer->tables);
    return writer->told;
}

static void close_parts(struct kr_writer *self)
{
    kr_events_close(&self->h5, &self->events);
    kr_tables_close(&self->h5, &self->tables);
    kr_series_close(&self->h5, &self->series);
}

int kr_writer_close(struct kr_writer *writer, uint64_t world_hash, double wall_seconds)
{
    if (writer == NULL) {
        return KR_OK;
    }
    struct kr_h5 *h5 = &writer->h5;
    const int before = writer->told;
    (void)wait_for_thread(writer);
    kr_chunks_close(writer->chunks);
    writer->chunks = NULL;
    kr_describe_end(h5, world_hash, wall_seconds, writer->provenance);
    close_parts(writer);
    kr_h5_close(h5);
    const int code = h5->code;
    writer->told = code;
    if (code == KR_OK || before != KR_OK) {
        free(writer);
    }
    return code;
}

int kr_writer_quarters(const struct kr_writer *writer)
{
    return writer == NULL ? KR_NONE
                          : __atomic_load_n(&writer->complete, __ATOMIC_RELAXED);
}

struct kr_chunks_count kr_writer_count(struct kr_writer *writer)
{
    if (writer == NULL || writer->chunks == NULL) {
        return (struct kr_chunks_count){0};
    }
    (void)wait_for_thread(writer);
    struct kr_chunks_count count = kr_chunks_count(writer->chunks);
    count.place_bytes = kr_tables_memory(&writer->tables);
    return count;
}

const char *kr_writer_error(struct kr_writer *writer)
{
    if (writer == NULL) {
        return kr_error_message(KR_ERR_NO_MEMORY);
    }
    writer->told = wait_for_thread(writer);
    return writer->h5.error[0] != '\0' ? writer->h5.error
                                       : kr_error_message(writer->h5.code);
}

int64_t kr_output_bytes(const struct kr_model *model,
                        const struct kr_output_options *options, int64_t persons,
                        int64_t employers)
{
    const int records = model->quarters + 1;
    double bytes = SKELETON_BYTES + SLACK_BYTES +
                   (double)kr_series_bytes(model, &options->breakdowns, records);
    const struct kr_tables_size size = {persons, employers, options->compress};
    struct kr_tables *tables = calloc(1, sizeof *tables);
    char error[512];
    if (tables != NULL && kr_tables_init(tables, options->keep, options->panel, error,
                                         sizeof error) == KR_OK) {
        bytes += kr_tables_bytes(tables, model, &size);
        // Most columns of an event are blank or repeat: a fifth remains, rounded up.
        bytes += (options->compress ? 0.3 : 1.0) * (double)model->quarters *
                 (double)kr_events_usual_bytes(&tables->keep, persons);
    }
    free(tables);
    return (int64_t)bytes;
}
