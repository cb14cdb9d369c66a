#include "output/chunks.h"

#include "base/clock.h"
#include "base/parallel.h"
#include "base/worker.h"
#include "output/batch.h"
#include "output/press.h"
#include "output/rehearsal.h"

#include <stdlib.h>
#include <string.h>

enum {
    COLUMNS = 128, // most columns of a table
    BATCHES = 2,
    // Compressed, a record should fit: it is written while the next quarter is lived, and
    // not beside the team that still compresses.
    DEFLATED_BYTES_PER_ROW = 10,
    PLAIN_BYTES_PER_ROW = 4,
    SMALLEST_BATCH = 4 << 20,
    LARGEST_BATCH = 1 << 30,
    REHEARSED_PIECES = 1024,
    REHEARSED_BYTES = 64 << 20,
};

struct kr_chunks {
    struct kr_h5 *h5;
    int threads;
    bool deflate;
    struct kr_worker *worker;
    struct kr_batch *batch[BATCHES];
    int turn;  // the batch that the team fills; the thread may be writing the other
    int begun; // pieces of it that are filled
    struct kr_press *press;
    const struct kr_long_record *record; // the one being written
    size_t taken[COLUMNS];               // bytes of its chunks, by column
    int stray;      // column + 1 with a value that its bits do not hold
    bool no_memory; // of the team
    struct kr_chunks_count count;
    struct kr_chunks_count written; // the part that the thread counts
    struct kr_rehearsal *rehearsal; // or NULL
    struct kr_batch *written_batch; // of the job that the thread has
    void (*finish)(void *context);
    void *finish_context;
};

int kr_chunks_open(struct kr_chunks **chunks, struct kr_h5 *h5, int threads, bool deflate)
{
    struct kr_chunks *self = calloc(1, sizeof *self);
    *chunks = self;
    if (self == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->h5 = h5;
    self->threads = threads < 1 ? 1 : threads < KR_MAX_THREADS ? threads : KR_MAX_THREADS;
    self->deflate = deflate;
    self->press = calloc((size_t)self->threads, sizeof *self->press);
    bool complete = self->press != NULL;
    for (int b = 0; b < BATCHES; b++) {
        self->batch[b] = calloc(1, sizeof *self->batch[b]);
        complete = complete && self->batch[b] != NULL;
    }
    // Whatever is asked for: a file that is gone on with may be compressed all the same.
    for (int t = 0; complete && t < self->threads; t++) {
        complete = kr_press_open(&self->press[t]);
    }
    if (!complete || kr_worker_start(&self->worker) != KR_OK) {
        kr_chunks_close(self);
        *chunks = NULL;
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    return KR_OK;
}

static struct kr_batch *open_batch(const struct kr_chunks *self)
{
    return self->batch[self->turn];
}

// By the thread.
static void write_batch(void *context)
{
    struct kr_chunks *self = context;
    const double start = kr_wall_seconds();
    const double cpu = kr_thread_seconds();
    kr_h5_quiet();
    kr_batch_write(self->written_batch, self->h5);
    self->written.write_seconds += kr_wall_seconds() - start;
    self->written.write_cpu_seconds += kr_thread_seconds() - cpu;
}

static void write_last(void *context)
{
    const struct kr_chunks *self = context;
    write_batch(context);
    self->finish(self->finish_context);
}

static void wait_for_thread(struct kr_chunks *self)
{
    const double start = kr_wall_seconds();
    kr_worker_wait(self->worker);
    self->count.waited_seconds += kr_wall_seconds() - start;
}

// Hands the batch over, and goes on with the other one, which has been written then.
static void give(struct kr_chunks *self, kr_worker_job *job)
{
    wait_for_thread(self);
    self->written_batch = open_batch(self);
    kr_worker_give(self->worker, job, self);
    self->turn = 1 - self->turn;
    self->begun = 0;
    kr_batch_empty(open_batch(self));
}

static void give_what_there_is(struct kr_chunks *self)
{
    if (open_batch(self)->pieces > 0) {
        give(self, write_batch);
    }
}

void kr_chunks_wait(struct kr_chunks *self)
{
    give_what_there_is(self);
    wait_for_thread(self);
    // All is written: the memory that was used last is used again, and mostly no other.
    kr_batch_empty(self->batch[1]);
    kr_batch_empty(self->batch[0]);
    self->turn = 0;
    self->begun = 0;
}

void kr_chunks_close(struct kr_chunks *self)
{
    if (self == NULL) {
        return;
    }
    if (self->worker != NULL) {
        give_what_there_is(self);
    }
    kr_worker_stop(self->worker);
    for (int t = 0; self->press != NULL && t < self->threads; t++) {
        kr_press_close(&self->press[t]);
    }
    for (int b = 0; b < BATCHES; b++) {
        kr_batch_free(self->batch[b]);
    }
    kr_rehearsal_close(self->rehearsal);
    free(self->press);
    free(self);
}

void kr_chunks_rehearse(struct kr_chunks *self)
{
    const int code =
        kr_rehearsal_open(&self->rehearsal, self->threads, self->deflate, self->h5->name);
    if (code != KR_OK) {
        kr_h5_fail_code(self->h5, code, "%s: %s for measuring", self->h5->name,
                        kr_error_message(code));
    }
}

struct kr_chunks_count kr_chunks_count(const struct kr_chunks *self)
{
    struct kr_chunks_count count = self->count;
    size_t bytes = 0;
    for (int t = 0; t < self->threads; t++) {
        count.team_cpu_seconds += self->press[t].cpu_seconds;
        bytes += kr_press_memory(&self->press[t]);
    }
    count.write_seconds = self->written.write_seconds;
    count.write_cpu_seconds = self->written.write_cpu_seconds;
    for (int b = 0; b < BATCHES; b++) {
        bytes += self->batch[b]->bytes + sizeof *self->batch[b];
    }
    count.batch_bytes = (int64_t)bytes;
    return count;
}

// What a chunk of a column will take: a little more than those of the record before.
static size_t foreseen_bytes(const struct kr_chunks *self, int column)
{
    const size_t most = kr_press_most_bytes(&self->press[0], self->record, column);
    const struct kr_long_column *kept = &self->record->column[column];
    const bool less =
        kept->storage.deflated && kept->foreseen > 0 && kept->foreseen < most;
    return less ? kept->foreseen : most;
}

static size_t wanted_bytes(const struct kr_chunks *self)
{
    const size_t each = self->deflate ? DEFLATED_BYTES_PER_ROW : PLAIN_BYTES_PER_ROW;
    const size_t bytes = (size_t)self->record->rows * each;
    return bytes < SMALLEST_BATCH  ? SMALLEST_BATCH
           : bytes > LARGEST_BATCH ? LARGEST_BATCH
                                   : bytes;
}

// The batch is as large as the record wants it; what it holds is handed over before it
// becomes larger.
static bool make_batch(struct kr_chunks *self)
{
    const size_t bytes = wanted_bytes(self);
    if (bytes > open_batch(self)->bytes) {
        give_what_there_is(self);
    }
    return open_batch(self)->pieces > 0 || kr_batch_make(open_batch(self), bytes);
}

// Notes that a column has a value that its bits do not hold: the first column of any,
// whichever thread comes first.
static void note_stray(struct kr_chunks *self, int column)
{
    int known = __atomic_load_n(&self->stray, __ATOMIC_RELAXED);
    while ((known == 0 || known > column + 1) &&
           !__atomic_compare_exchange_n(&self->stray, &known, column + 1, false,
                                        __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
    }
}

// Makes the bytes of a chunk; false without memory.
static bool make_piece(struct kr_chunks *self, struct kr_piece *piece,
                       const struct kr_press *press)
{
    const struct kr_long_record *record = self->record;
    struct kr_batch *batch = open_batch(self);
    const bool deflated = record->column[piece->column].storage.deflated;
    if (!deflated &&
        !kr_batch_place(batch, piece, kr_press_chunk_bytes(record, piece->column))) {
        return false;
    }
    if (!kr_press_prepare(press, record, piece->column, piece->first,
                          deflated ? press->packed : piece->bytes)) {
        note_stray(self, piece->column);
    }
    if (!deflated) {
        return true;
    }
    const size_t size = kr_press_deflate(press, record, piece->column);
    const bool placed = kr_batch_place(batch, piece, size);
    if (placed) {
        memcpy(piece->bytes, press->deflated, size);
    }
    return placed;
}

static void fill_piece(void *context, int task, int worker)
{
    struct kr_chunks *self = context;
    struct kr_piece *piece = &open_batch(self)->piece[self->begun + task];
    struct kr_press *press = &self->press[worker];
    const double start = kr_thread_seconds();
    if (!make_piece(self, piece, press)) {
        __atomic_store_n(&self->no_memory, true, __ATOMIC_RELAXED);
    }
    press->cpu_seconds += kr_thread_seconds() - start;
}

static int64_t pieces_of_column(const struct kr_long_record *record)
{
    return (record->rows + (int64_t)record->chunk - 1) / (int64_t)record->chunk;
}

// Takes chunks from number `next` on into the batch, as long as there is room; returns
// the number of the next one.
static int64_t take_pieces(struct kr_chunks *self, int64_t next)
{
    const struct kr_long_record *record = self->record;
    const int64_t per_column = pieces_of_column(record);
    bool taken = true;
    while (taken && next < per_column * record->columns) {
        const int column = (int)(next / per_column);
        const struct kr_piece piece = {
            .dataset = record->column[column].dataset,
            .record = record->record,
            .first = (kr_row)(next % per_column * (int64_t)record->chunk),
            .column = column};
        taken = kr_batch_take(open_batch(self), &piece, foreseen_bytes(self, column));
        next += taken ? 1 : 0;
    }
    return next;
}

static void count_pieces(struct kr_chunks *self)
{
    const struct kr_batch *batch = open_batch(self);
    for (int p = self->begun; p < batch->pieces; p++) {
        const struct kr_piece *piece = &batch->piece[p];
        const size_t width = kr_type_size(self->record->column[piece->column].type);
        self->taken[piece->column] += piece->size;
        self->count.values += (int64_t)self->record->chunk;
        self->count.raw_bytes += (int64_t)(self->record->chunk * width);
        self->count.packed_bytes +=
            (int64_t)kr_press_chunk_bytes(self->record, piece->column);
        self->count.compressed_bytes += (int64_t)piece->size;
    }
}

// A value that does not fit is a mistake of the program or of a country pack; rather no
// file than a wrong one.
static void fail_stray(struct kr_chunks *self)
{
    const int column = self->stray - 1;
    char name[128] = "";
    (void)H5Iget_name(self->record->column[column].dataset, name, sizeof name);
    kr_h5_fail_code(self->h5, KR_ERR_RANGE, "%s: a value of %s does not fit in %d bits",
                    self->h5->name, name, self->record->column[column].storage.bits);
}

// Room for the record.
static bool make_room(struct kr_chunks *self, const struct kr_long_record *record)
{
    KR_BUG_IF(record->columns > COLUMNS);
    self->record = record;
    self->stray = 0;
    self->no_memory = false;
    memset(self->taken, 0, sizeof self->taken);
    bool enough = true;
    for (int t = 0; t < self->threads && enough; t++) {
        enough = kr_press_fit(&self->press[t], record);
    }
    return enough;
}

// Chunks of a batch whose bytes are compressed, or written, once more.
struct rehearsed_part {
    struct kr_chunks *chunks;
    const struct kr_piece *piece;
    uint8_t *room;
    int pieces;
    struct kr_rehearsed chunk[REHEARSED_PIECES];
};

static void prepare_again(void *context, int task, int worker)
{
    const struct rehearsed_part *part = context;
    const size_t at = (size_t)(part->chunk[task].bytes - part->room);
    const struct kr_piece *piece = &part->piece[task];
    (void)!kr_press_prepare(&part->chunks->press[worker], part->chunks->record,
                            piece->column, piece->first, part->room + at);
}

// As many chunks as there is room for.
static void lay_out(struct rehearsed_part *part, int left)
{
    size_t used = 0;
    part->pieces = 0;
    for (int p = 0; p < left && p < REHEARSED_PIECES; p++) {
        const size_t bytes =
            kr_press_chunk_bytes(part->chunks->record, part->piece[p].column);
        if (used + bytes > REHEARSED_BYTES) {
            break;
        }
        part->chunk[part->pieces++] = (struct kr_rehearsed){part->room + used, bytes};
        used += bytes;
    }
}

// The chunks that have just been filled; nobody else works then.
static void rehearse(struct kr_chunks *self)
{
    const struct kr_batch *batch = open_batch(self);
    struct rehearsed_part part = {
        .chunks = self, .room = kr_rehearsal_room(self->rehearsal, REHEARSED_BYTES)};
    kr_worker_wait(self->worker);
    for (int p = self->begun; part.room != NULL && p < batch->pieces; p += part.pieces) {
        part.piece = &batch->piece[p];
        lay_out(&part, batch->pieces - p);
        kr_parallel_tasks(self->threads, part.pieces, prepare_again, &part);
        kr_rehearsal_do(self->rehearsal, part.chunk, part.pieces,
                        &self->count.alone_seconds, &self->count.alone_cpu_seconds);
    }
}

// Gives up what was taken into the batch last, has the rest written, and tells why.
static void fail(struct kr_chunks *self)
{
    kr_batch_cut(open_batch(self), self->begun);
    kr_chunks_wait(self);
    if (self->stray != 0) {
        fail_stray(self);
    } else {
        kr_h5_fail_code(self->h5, KR_ERR_NO_MEMORY,
                        "%s: not enough memory for writing long columns", self->h5->name);
    }
}

// Fills what was taken into the batch.
static bool fill_pieces(struct kr_chunks *self)
{
    const int pieces = open_batch(self)->pieces - self->begun;
    const double start = kr_wall_seconds();
    kr_parallel_tasks(self->threads, pieces, fill_piece, self);
    self->count.team_seconds += kr_wall_seconds() - start;
    if (self->stray != 0 || self->no_memory) {
        return false;
    }
    count_pieces(self);
    if (self->rehearsal != NULL) {
        rehearse(self);
    }
    self->begun += pieces;
    return true;
}

static void foresee(const struct kr_chunks *self)
{
    const size_t pieces = (size_t)pieces_of_column(self->record);
    for (int c = 0; c < self->record->columns; c++) {
        const size_t each = self->taken[c] / (pieces > 0 ? pieces : 1);
        self->record->column[c].foreseen = each + each / 32 + 1;
    }
}

void kr_chunks_write(struct kr_chunks *self, const struct kr_long_record *record)
{
    const int64_t all = pieces_of_column(record) * record->columns;
    bool well = make_room(self, record);
    for (int64_t next = 0; well && next < all;) {
        well = make_batch(self);
        next = well ? take_pieces(self, next) : next;
        well = well && fill_pieces(self);
        if (well && next < all) {
            give(self, write_batch);
        }
    }
    if (well) {
        foresee(self);
    } else {
        fail(self);
    }
}

void kr_chunks_finish(struct kr_chunks *self, void (*finish)(void *context),
                      void *context)
{
    self->finish = finish;
    self->finish_context = context;
    give(self, write_last);
}
