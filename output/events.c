#include "output/events.h"

#include "output/flags.h"

#include <stdlib.h>
#include <string.h>

enum {
    PERSONS_PER_ROW = 16, // of a chunk: a quarter of all kinds fills a few chunks
    WIDEST = 8,
    TIME_CHUNK = 64,
};

// ---------------------------------------------------------------- the group

// Rows that so many events take.
static int64_t in_chunks(int64_t count, int64_t chunk)
{
    return (count + chunk - 1) / chunk * chunk;
}

static hid_t open_column(struct kr_h5 *h5, const struct kr_events_writer *self,
                         const struct kr_event_column *column,
                         const struct kr_rows_options *options)
{
    const struct kr_h5_plan plan = {.name = column->name,
                                    .type = kr_h5_type(column->type),
                                    .rank = 1,
                                    .most = {H5S_UNLIMITED},
                                    .chunk = {self->chunk},
                                    .deflate = options->deflate,
                                    .unit = column->unit,
                                    .long_name = column->meaning,
                                    .comment = "At the moment of the event."};
    const hid_t dataset = kr_h5_dataset(h5, self->group.id, &plan);
    kr_flags_write(h5, dataset, column->labels, column->type,
                   column->none == KR_EVENT_NO_CODE, options->model);
    kr_h5_attach(h5, dataset, self->axis, 0);
    return dataset;
}

// One whole number a quarter.
static hid_t open_series(struct kr_h5 *h5, const struct kr_events_writer *self,
                         const char *name, const char *meaning)
{
    const struct kr_h5_plan plan = {
        .name = name,
        .type = H5T_STD_I64LE,
        .rank = 1,
        .most = {H5S_UNLIMITED},
        .chunk = {TIME_CHUNK},
        .unit = "1",
        .long_name = meaning,
        .comment = "Quarter t has the rows row_start[t] up to, not including, "
                   "row_start[t] + row_count[t]. The rows between quarters are blank: "
                   "kind 0."};
    const hid_t dataset = kr_h5_dataset(h5, self->group.id, &plan);
    kr_h5_attach(h5, dataset, self->group.time, 0);
    return dataset;
}

// Memory for the events that are kept; false when there are none, or no memory.
static bool begin(struct kr_h5 *h5, struct kr_events_writer *self,
                  const struct kr_keep *keep, hsize_t chunk)
{
    *self = (struct kr_events_writer){.keep = &keep->section[KR_KEEP_EVENTS],
                                      .kinds = kr_keep_events(keep),
                                      .axis = -1,
                                      .chunk = chunk};
    if (self->kinds == 0) {
        return false;
    }
    // The largest: a file that is gone on with says only later how large its chunks are.
    self->values = malloc((size_t)KR_ROWS_CHUNK * WIDEST);
    if (self->values == NULL) {
        kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
    }
    return self->values != NULL;
}

void kr_events_open(struct kr_h5 *h5, struct kr_events_writer *self,
                    const struct kr_keep *keep, const struct kr_rows_options *options)
{
    if (!begin(h5, self, keep, kr_rows_chunk(options->capacity / PERSONS_PER_ROW))) {
        return;
    }
    const struct kr_timeline_titles titles = {
        "events", "what happened to persons, one row an event",
        "The starting world: nothing has happened yet. The rows of a quarter are in "
        "order of person and kind, and kinds in the order in which they can happen."};
    kr_timeline_open(h5, &self->group, &titles);
    char selection[KR_KEEP_SELECTION];
    kr_keep_selection(self->keep, selection);
    kr_h5_text(h5, self->group.id, "selection", selection);
    self->axis = kr_h5_axis(h5, self->group.id, "event", 0, H5S_UNLIMITED);
    self->start = open_series(h5, self, "row_start", "first row of the quarter");
    self->count = open_series(h5, self, "row_count", "events of the quarter");
    for (int c = 0; c < KR_EVENT_COLUMNS; c++) {
        self->column[c] = open_column(h5, self, kr_event_column_at((size_t)c), options);
    }
}

// The last of the complete numbers of a series.
static int64_t last_of(struct kr_h5 *h5, hid_t dataset, hsize_t records)
{
    int64_t value = 0;
    const struct kr_h5_box box = {{records - 1}, {1}};
    kr_h5_read(h5, dataset, &box, H5T_NATIVE_INT64, &value);
    return value;
}

void kr_events_cut(struct kr_h5 *h5, struct kr_events_writer *self)
{
    if (self->kinds == 0) {
        return;
    }
    const hsize_t records = self->group.records;
    const hsize_t rows = (hsize_t)self->rows;
    kr_timeline_promise(h5, &self->group);
    kr_h5_flush(h5);
    kr_h5_extend(h5, self->axis, &rows);
    for (int c = 0; c < KR_EVENT_COLUMNS; c++) {
        kr_h5_extend(h5, self->column[c], &rows);
    }
    kr_h5_extend(h5, self->start, &records);
    kr_h5_extend(h5, self->count, &records);
    kr_timeline_cut(h5, &self->group);
}

static bool is_written(const void *context, const char *name)
{
    (void)context;
    bool written = strcmp(name, "row_start") == 0 || strcmp(name, "row_count") == 0;
    for (size_t c = 0; c < KR_EVENT_COLUMNS; c++) {
        written = written || strcmp(name, kr_event_column_at(c)->name) == 0;
    }
    return written;
}

// Opens the columns, all made of chunks of the same size.
static void reopen_columns(struct kr_h5 *h5, struct kr_events_writer *self)
{
    for (size_t c = 0; c < KR_EVENT_COLUMNS; c++) {
        const struct kr_event_column *column = kr_event_column_at(c);
        const hid_t dataset = kr_h5_open_dataset(h5, self->group.id, column->name);
        const hsize_t chunk = kr_h5_chunk_of(h5, dataset, column->type);
        self->column[c] = dataset;
        self->chunk = c == 0 ? chunk : self->chunk;
        if (h5->code == KR_OK && (chunk != self->chunk || chunk > KR_ROWS_CHUNK)) {
            kr_h5_fail_code(h5, KR_ERR_FORMAT,
                            "%s: the chunks of '/events/%s' have another size than this "
                            "program gives them, so the file cannot be gone on with",
                            h5->name, column->name);
        }
    }
}

void kr_events_reopen(struct kr_h5 *h5, struct kr_events_writer *self,
                      const struct kr_keep *keep, int complete)
{
    if (kr_keep_events(keep) == 0) {
        kr_h5_without(h5, "events");
    }
    if (!begin(h5, self, keep, KR_ROWS_CHUNK)) {
        return;
    }
    kr_timeline_reopen(h5, &self->group, "events", complete);
    const hid_t group = self->group.id;
    self->axis = kr_h5_open_dataset(h5, group, "event");
    self->start = kr_h5_open_dataset(h5, group, "row_start");
    self->count = kr_h5_open_dataset(h5, group, "row_count");
    reopen_columns(h5, self);
    kr_timeline_only(h5, &self->group, is_written, NULL);
    const hsize_t records = self->group.records;
    const int64_t start = last_of(h5, self->start, records);
    const int64_t count = last_of(h5, self->count, records);
    if (h5->code == KR_OK) {
        self->rows = start + in_chunks(count, (int64_t)self->chunk);
    }
}

void kr_events_close(const struct kr_h5 *h5, struct kr_events_writer *self)
{
    for (int c = 0; c < KR_EVENT_COLUMNS && self->kinds != 0; c++) {
        kr_h5_dataset_close(h5, &self->column[c]);
    }
    if (self->kinds != 0) {
        kr_h5_dataset_close(h5, &self->start);
        kr_h5_dataset_close(h5, &self->count);
        kr_h5_dataset_close(h5, &self->axis);
        kr_timeline_close(h5, &self->group);
    }
    free(self->event);
    free(self->values);
    *self = (struct kr_events_writer){0};
}

// ---------------------------------------------------------------- a quarter

// The events that are kept, of those kinds and past the filters. Returns their number.
static int64_t read_events(struct kr_h5 *h5, struct kr_events_writer *self,
                           const struct kr_world *world)
{
    const int64_t all = kr_event_log_count(world);
    if (all > self->room) {
        free(self->event);
        self->room = all + all / 4;
        self->event = malloc((size_t)self->room * sizeof *self->event);
    }
    if (all == 0) {
        return 0;
    }
    if (self->event == NULL || kr_event_log_read(world, self->event) != KR_OK) {
        self->room = self->event == NULL ? 0 : self->room;
        kr_h5_fail_code(h5, KR_ERR_NO_MEMORY,
                        "%s: not enough memory for the events of a quarter", h5->name);
        return 0;
    }
    int64_t kept = 0;
    for (int64_t i = 0; i < all; i++) {
        const struct kr_event event = self->event[i];
        if ((self->kinds >> event.kind & 1U) != 0 &&
            kr_keep_event_passes(self->keep, &event)) {
            self->event[kept++] = event;
        }
    }
    return kept;
}

// Writes a column chunk by chunk, the last one filled up with blanks.
static void write_column(struct kr_h5 *h5, const struct kr_events_writer *self, int c,
                         int64_t count)
{
    const struct kr_event_column *column = kr_event_column_at((size_t)c);
    const size_t width = kr_type_size(column->type);
    const int64_t chunk = (int64_t)self->chunk;
    char *values = self->values;
    for (int64_t first = 0; first < count && h5->code == KR_OK; first += chunk) {
        const int64_t part = count - first < chunk ? count - first : chunk;
        for (int64_t i = 0; i < part; i++) {
            const char *event = (const char *)&self->event[first + i];
            memcpy(values + (size_t)i * width, event + column->offset, width);
        }
        memset(values + (size_t)part * width, 0, (size_t)(chunk - part) * width);
        const struct kr_h5_box box = {{(hsize_t)self->rows + (hsize_t)first},
                                      {self->chunk}};
        kr_h5_write(h5, self->column[c], &box, kr_h5_type(column->type), values);
    }
}

static void append(struct kr_h5 *h5, const struct kr_events_writer *self, hid_t dataset,
                   int64_t value)
{
    kr_h5_extend(h5, dataset, &self->group.records);
    const struct kr_h5_box box = {{self->group.records - 1}, {1}};
    kr_h5_write(h5, dataset, &box, H5T_NATIVE_INT64, &value);
}

void kr_events_write(struct kr_h5 *h5, struct kr_events_writer *self,
                     const struct kr_world *world)
{
    if (self->kinds == 0 || h5->code != KR_OK) {
        return;
    }
    kr_timeline_next(h5, &self->group, world->now);
    const int64_t count = read_events(h5, self, world);
    append(h5, self, self->start, self->rows);
    append(h5, self, self->count, count);
    const int64_t rows = self->rows + in_chunks(count, (int64_t)self->chunk);
    const hsize_t size = (hsize_t)rows;
    kr_h5_extend(h5, self->axis, &size);
    for (int c = 0; c < KR_EVENT_COLUMNS; c++) {
        kr_h5_extend(h5, self->column[c], &size);
        write_column(h5, self, c, count);
    }
    self->rows = rows;
}

// ---------------------------------------------------------------- sizes

static int64_t bytes_of(int64_t count, int64_t persons)
{
    int64_t width = 0;
    for (int c = 0; c < KR_EVENT_COLUMNS; c++) {
        width += (int64_t)kr_type_size(kr_event_column_at((size_t)c)->type);
    }
    return width * in_chunks(count, (int64_t)kr_rows_chunk(persons / PERSONS_PER_ROW));
}

int64_t kr_events_bytes(const struct kr_keep *keep, const struct kr_world *world)
{
    return kr_keep_events(keep) == 0 || world->elapsed == 0
               ? 0
               : bytes_of(kr_event_log_count(world), world->persons.capacity);
}

int64_t kr_events_usual_bytes(const struct kr_keep *keep, int64_t persons)
{
    const kr_event_kinds kinds = kr_keep_events(keep);
    double rate = 0.0;
    for (size_t k = 0; k < kr_event_kind_count(); k++) {
        rate += (kinds >> k & 1U) != 0 ? kr_event_kind_usual(k) : 0.0;
    }
    rate *= keep->section[KR_KEEP_EVENTS].sample * 1e-3;
    return kinds == 0 ? 0 : bytes_of((int64_t)(rate * (double)persons), persons);
}
