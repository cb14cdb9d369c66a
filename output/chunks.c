#include "output/chunks.h"

#include "base/clock.h"
#include "base/parallel.h"
#include "base/worker.h"
#include "output/pack.h"
#include "output/rehearsal.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum {
    LEVEL = 1,
    WIDEST = 8,    // bytes of a value
    PIECES = 2048, // most chunks in a batch
    COLUMNS = 128, // most columns of a table
    HALVES = 2,
    HALF_BYTES_PER_ROW = 4,
    SMALLEST_HALF = 4 << 20,
    LARGEST_HALF = 64 << 20,
};

// A chunk of a batch, and where its bytes stand in the memory of the batch.
struct piece {
    int column;
    kr_row first;
    size_t at;
    size_t size;
};

// A batch of chunks: either the team fills it, or the thread writes it.
struct half {
    struct kr_h5 *h5;
    struct kr_chunks_count *count;
    uint8_t *memory;
    struct piece piece[PIECES];
    int pieces;
    struct kr_long_column column[COLUMNS];
    hsize_t record;
};

// What a thread of the team needs beside the batch.
struct bench {
    struct libdeflate_compressor *compressor;
    uint8_t *values;
    uint8_t *packed;
    double cpu_seconds;
};

struct kr_chunks {
    struct kr_h5 *h5;
    int threads;
    bool deflate;
    struct kr_worker *worker;
    struct half *half[HALVES];
    int turn; // the half that the team fills next
    size_t half_bytes;
    struct bench *bench;
    size_t bench_bytes;
    const struct kr_long_record *record; // the one being written
    struct half *pending;                // filled, not given to the thread yet
    struct half *last;                   // written before `finish`
    int stray; // column + 1 with a value that its bits do not hold
    struct kr_chunks_count count;
    struct kr_chunks_count written; // the part that the thread counts
    struct kr_rehearsal *rehearsal; // or NULL
    void (*finish)(void *context);
    void *finish_context;
};

static void fail_memory(struct kr_h5 *h5)
{
    kr_h5_fail_code(h5, KR_ERR_NO_MEMORY,
                    "%s: not enough memory for writing long columns", h5->name);
}

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
    self->bench = calloc((size_t)self->threads, sizeof *self->bench);
    bool complete = self->bench != NULL;
    for (int h = 0; h < HALVES; h++) {
        self->half[h] = calloc(1, sizeof *self->half[h]);
        complete = complete && self->half[h] != NULL;
    }
    for (int t = 0; complete && deflate && t < self->threads; t++) {
        self->bench[t].compressor = libdeflate_alloc_compressor(LEVEL);
        complete = self->bench[t].compressor != NULL;
    }
    if (!complete || kr_worker_start(&self->worker) != KR_OK) {
        kr_chunks_close(self);
        *chunks = NULL;
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    return KR_OK;
}

static void give(struct kr_chunks *self, kr_worker_job *job, void *context)
{
    const double start = kr_wall_seconds();
    kr_worker_give(self->worker, job, context);
    self->count.waited_seconds += kr_wall_seconds() - start;
}

// By the thread: in the order of the pieces, so that equal runs write equal files.
static void write_half(void *context)
{
    const struct half *half = context;
    const double start = kr_wall_seconds();
    const double cpu = kr_thread_seconds();
    kr_h5_quiet();
    for (int p = 0; p < half->pieces; p++) {
        const struct piece *piece = &half->piece[p];
        const hsize_t at[] = {half->record, (hsize_t)piece->first};
        kr_h5_write_chunk(half->h5, half->column[piece->column].dataset, at,
                          half->memory + piece->at, piece->size);
    }
    half->count->write_seconds += kr_wall_seconds() - start;
    half->count->write_cpu_seconds += kr_thread_seconds() - cpu;
}

// Has the last batch of the record before written, if there is one.
static void give_pending(struct kr_chunks *self)
{
    if (self->pending != NULL) {
        give(self, write_half, self->pending);
        self->pending = NULL;
    }
}

void kr_chunks_wait(struct kr_chunks *self)
{
    give_pending(self);
    const double start = kr_wall_seconds();
    kr_worker_wait(self->worker);
    self->count.waited_seconds += kr_wall_seconds() - start;
}

void kr_chunks_close(struct kr_chunks *self)
{
    if (self == NULL) {
        return;
    }
    if (self->worker != NULL) {
        give_pending(self);
    }
    kr_worker_stop(self->worker);
    for (int t = 0; self->bench != NULL && t < self->threads; t++) {
        if (self->bench[t].compressor != NULL) {
            libdeflate_free_compressor(self->bench[t].compressor);
        }
        free(self->bench[t].values);
        free(self->bench[t].packed);
    }
    for (int h = 0; h < HALVES; h++) {
        if (self->half[h] != NULL) {
            free(self->half[h]->memory);
        }
        free(self->half[h]);
    }
    kr_rehearsal_close(self->rehearsal);
    free(self->bench);
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
    for (int t = 0; t < self->threads; t++) {
        count.team_cpu_seconds += self->bench[t].cpu_seconds;
    }
    count.write_seconds = self->written.write_seconds;
    count.write_cpu_seconds = self->written.write_cpu_seconds;
    count.batch_bytes = (int64_t)(HALVES * (self->half_bytes + sizeof(struct half)) +
                                  2 * (size_t)self->threads * self->bench_bytes);
    return count;
}

static bool is_packed(const struct kr_h5_storage *storage, enum kr_type type)
{
    return storage->bits < 8 * (int)kr_type_size(type);
}

// Bytes of a chunk of a column before compression.
static size_t chunk_bytes(const struct kr_chunks *self, int column)
{
    const struct kr_long_record *record = self->record;
    const enum kr_type type = record->column[column].type;
    return is_packed(&self->record->column[column].storage, type)
               ? kr_packed_size(record->chunk, self->record->column[column].storage.bits)
               : record->chunk * kr_type_size(type);
}

// Most bytes that a chunk of a column can take in a batch.
static size_t most_bytes(const struct kr_chunks *self, int column)
{
    const size_t bytes = chunk_bytes(self, column);
    return self->record->column[column].storage.deflated
               ? kr_deflated_most(self->bench[0].compressor, bytes)
               : bytes;
}

// Room for as many chunks as there are rows, within limits, and for one at least.
static size_t wanted_half(const struct kr_chunks *self)
{
    size_t bytes = (size_t)self->record->rows * HALF_BYTES_PER_ROW;
    bytes = bytes < SMALLEST_HALF ? SMALLEST_HALF : bytes;
    bytes = bytes > LARGEST_HALF ? LARGEST_HALF : bytes;
    for (int c = 0; c < self->record->columns; c++) {
        const size_t most = most_bytes(self, c);
        bytes = bytes < most ? most : bytes;
    }
    return bytes;
}

static bool make_halves(struct kr_chunks *self)
{
    const size_t bytes = wanted_half(self);
    if (bytes <= self->half_bytes) {
        return true;
    }
    for (int h = 0; h < HALVES; h++) {
        free(self->half[h]->memory);
        self->half[h]->memory = malloc(bytes);
        if (self->half[h]->memory == NULL) {
            self->half_bytes = 0;
            return false;
        }
    }
    self->half_bytes = bytes;
    return true;
}

static bool make_benches(struct kr_chunks *self)
{
    const size_t bytes = self->record->chunk * WIDEST;
    if (bytes <= self->bench_bytes) {
        return true;
    }
    self->bench_bytes = 0;
    for (int t = 0; t < self->threads; t++) {
        struct bench *bench = &self->bench[t];
        free(bench->values);
        free(bench->packed);
        bench->values = malloc(bytes);
        bench->packed = malloc(bytes);
        if (bench->values == NULL || bench->packed == NULL) {
            return false;
        }
    }
    self->bench_bytes = bytes;
    return true;
}

// The values of a piece, zeros after the last row.
static void look_up(const struct kr_chunks *self, const struct piece *piece,
                    uint8_t *values)
{
    const struct kr_long_record *record = self->record;
    const size_t size = kr_type_size(record->column[piece->column].type);
    const kr_row left = record->rows - piece->first;
    const kr_row rows = left < (kr_row)record->chunk ? left : (kr_row)record->chunk;
    record->fill(record->context, piece->column, piece->first, piece->first + rows,
                 values);
    memset(values + (size_t)rows * size, 0, (record->chunk - (hsize_t)rows) * size);
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

// Looks up the values of a piece and puts them into `to` as they are before compression.
static void prepare(struct kr_chunks *self, const struct piece *piece,
                    struct bench *bench, uint8_t *to)
{
    const struct kr_long_record *record = self->record;
    const enum kr_type type = record->column[piece->column].type;
    const struct kr_h5_storage *storage = &record->column[piece->column].storage;
    const bool packed = is_packed(storage, type);
    look_up(self, piece, packed || storage->shuffled ? bench->values : to);
    if (packed) {
        const unsigned bits =
            kr_pack_bits(bench->values, record->chunk, storage->bits, to);
        if (bits >> storage->bits != 0) {
            note_stray(self, piece->column);
        }
    } else if (storage->shuffled) {
        kr_shuffle_bytes(bench->values, record->chunk, kr_type_size(type), to);
    }
}

static void fill_piece(void *context, int task, int worker)
{
    struct kr_chunks *self = context;
    const struct half *half = self->half[self->turn];
    struct piece *piece = &self->half[self->turn]->piece[task];
    struct bench *bench = &self->bench[worker];
    uint8_t *to = half->memory + piece->at;
    const double start = kr_thread_seconds();
    const size_t bytes = chunk_bytes(self, piece->column);
    if (self->record->column[piece->column].storage.deflated) {
        prepare(self, piece, bench, bench->packed);
        piece->size = kr_deflate_bytes(bench->compressor, bench->packed, bytes, to,
                                       most_bytes(self, piece->column));
    } else {
        prepare(self, piece, bench, to);
        piece->size = bytes;
    }
    bench->cpu_seconds += kr_thread_seconds() - start;
}

static int64_t pieces_of_column(const struct kr_long_record *record)
{
    return (record->rows + (int64_t)record->chunk - 1) / (int64_t)record->chunk;
}

// Takes chunks from number `next` on into the batch, as long as there is room; returns
// the number of the next one.
static int64_t take_pieces(struct kr_chunks *self, struct half *half, int64_t next)
{
    const struct kr_long_record *record = self->record;
    const int64_t per_column = pieces_of_column(record);
    size_t used = 0;
    half->h5 = self->h5;
    half->count = &self->written;
    half->record = record->record;
    half->pieces = 0;
    memcpy(half->column, record->column,
           (size_t)record->columns * sizeof *record->column);
    while (next < per_column * record->columns && half->pieces < PIECES) {
        const int column = (int)(next / per_column);
        const size_t most = most_bytes(self, column);
        if (used + most > self->half_bytes) {
            break;
        }
        half->piece[half->pieces++] = (struct piece){
            column, (kr_row)(next % per_column * (int64_t)record->chunk), used, 0};
        used += most;
        next++;
    }
    return next;
}

static void count_half(struct kr_chunks *self, const struct half *half)
{
    for (int p = 0; p < half->pieces; p++) {
        const int column = half->piece[p].column;
        const size_t width = kr_type_size(self->record->column[column].type);
        self->count.values += (int64_t)self->record->chunk;
        self->count.raw_bytes += (int64_t)(self->record->chunk * width);
        self->count.packed_bytes += (int64_t)chunk_bytes(self, column);
        self->count.compressed_bytes += (int64_t)half->piece[p].size;
    }
}

// A value that does not fit is a mistake of the program or of a country pack; rather no
// file than a wrong one.
static void fail_stray(struct kr_chunks *self)
{
    const int column = self->stray - 1;
    char name[128] = "";
    kr_chunks_wait(self);
    (void)H5Iget_name(self->record->column[column].dataset, name, sizeof name);
    kr_h5_fail_code(self->h5, KR_ERR_RANGE, "%s: a value of %s does not fit in %d bits",
                    self->h5->name, name, self->record->column[column].storage.bits);
}

// Room for the record. The thread must not be using what grows.
static bool make_room(struct kr_chunks *self, const struct kr_long_record *record)
{
    KR_BUG_IF(record->columns > COLUMNS);
    self->record = record;
    self->stray = 0;
    if (wanted_half(self) > self->half_bytes) {
        kr_chunks_wait(self);
    }
    if (!make_halves(self) || !make_benches(self)) {
        kr_chunks_wait(self);
        fail_memory(self->h5);
        return false;
    }
    return true;
}

static void rehearse_prepare(void *context, int task, int worker)
{
    struct kr_chunks *self = context;
    const struct piece *piece = &self->half[self->turn]->piece[task];
    prepare(self, piece, &self->bench[worker],
            kr_rehearsal_room(self->rehearsal, self->half_bytes) + piece->at);
}

// Compresses, or writes, the bytes of the batch once more; nobody else works then.
static void rehearse(struct kr_chunks *self)
{
    struct kr_rehearsed chunk[PIECES];
    const struct half *half = self->half[self->turn];
    const uint8_t *room = kr_rehearsal_room(self->rehearsal, self->half_bytes);
    kr_worker_wait(self->worker);
    if (room == NULL) {
        return;
    }
    kr_parallel_tasks(self->threads, half->pieces, rehearse_prepare, self);
    for (int p = 0; p < half->pieces; p++) {
        chunk[p] = (struct kr_rehearsed){room + half->piece[p].at,
                                         chunk_bytes(self, half->piece[p].column)};
    }
    kr_rehearsal_do(self->rehearsal, chunk, half->pieces, &self->count.alone_seconds,
                    &self->count.alone_cpu_seconds);
}

// Fills a batch with chunks from number `next` on; returns the number of the next one, or
// -1 when a value is wrong.
static int64_t fill_half(struct kr_chunks *self, int64_t next)
{
    struct half *half = self->half[self->turn];
    const int64_t after = take_pieces(self, half, next);
    const double start = kr_wall_seconds();
    kr_parallel_tasks(self->threads, half->pieces, fill_piece, self);
    self->count.team_seconds += kr_wall_seconds() - start;
    if (self->stray != 0) {
        fail_stray(self);
        return -1;
    }
    count_half(self, half);
    if (self->rehearsal != NULL) {
        rehearse(self);
    }
    self->pending = half;
    self->turn = 1 - self->turn;
    return after;
}

void kr_chunks_write(struct kr_chunks *self, const struct kr_long_record *record)
{
    give_pending(self);
    if (!make_room(self, record)) {
        return;
    }
    const int64_t all = pieces_of_column(record) * record->columns;
    for (int64_t next = 0; next >= 0 && next < all;) {
        give_pending(self);
        next = fill_half(self, next);
    }
}

static void write_last(void *context)
{
    const struct kr_chunks *self = context;
    if (self->last != NULL) {
        write_half(self->last);
    }
    kr_h5_quiet();
    self->finish(self->finish_context);
}

void kr_chunks_finish(struct kr_chunks *self, void (*finish)(void *context),
                      void *context)
{
    // One job at a time: the batch before the last one may still be on its way.
    const double start = kr_wall_seconds();
    kr_worker_wait(self->worker);
    self->count.waited_seconds += kr_wall_seconds() - start;
    self->finish = finish;
    self->finish_context = context;
    self->last = self->pending;
    self->pending = NULL;
    give(self, write_last, self);
}
