#include "output/rehearsal.h"

#include "base/clock.h"
#include "base/parallel.h"

#include <fcntl.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LEVEL = 1 };

// What a thread has for itself.
struct desk {
    struct libdeflate_compressor *compressor;
    uint8_t *to; // used again and again, as the best program would
    size_t room;
    double cpu_seconds;
};

struct kr_rehearsal {
    int threads;
    int file; // of plain writing, or -1
    uint8_t *memory;
    size_t bytes;
    const struct kr_rehearsed *chunk;
    struct desk desk[KR_MAX_THREADS];
};

// A file that is gone once it is closed.
static int open_plain(const char *file)
{
    char name[4096];
    (void)snprintf(name, sizeof name, "%s.plain", file);
    const int plain = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    (void)unlink(name);
    return plain;
}

int kr_rehearsal_open(struct kr_rehearsal **rehearsal, int threads, bool deflate,
                      const char *file)
{
    struct kr_rehearsal *self = calloc(1, sizeof *self);
    *rehearsal = self;
    if (self == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->threads = threads;
    self->file = deflate ? -1 : open_plain(file);
    bool complete = deflate || self->file >= 0;
    for (int t = 0; deflate && t < threads; t++) {
        self->desk[t].compressor = libdeflate_alloc_compressor(LEVEL);
        complete = complete && self->desk[t].compressor != NULL;
    }
    if (!complete) {
        kr_rehearsal_close(self);
        *rehearsal = NULL;
        return KR_ERROR(deflate ? KR_ERR_NO_MEMORY : KR_ERR_IO);
    }
    return KR_OK;
}

void kr_rehearsal_close(struct kr_rehearsal *self)
{
    if (self == NULL) {
        return;
    }
    for (int t = 0; t < self->threads; t++) {
        if (self->desk[t].compressor != NULL) {
            libdeflate_free_compressor(self->desk[t].compressor);
        }
        free(self->desk[t].to);
    }
    if (self->file >= 0) {
        (void)close(self->file);
    }
    free(self->memory);
    free(self);
}

uint8_t *kr_rehearsal_room(struct kr_rehearsal *self, size_t bytes)
{
    if (bytes > self->bytes) {
        free(self->memory);
        self->memory = malloc(bytes);
        self->bytes = self->memory != NULL ? bytes : 0;
    }
    return self->memory;
}

static void compress(void *context, int task, int worker)
{
    struct kr_rehearsal *self = context;
    const struct kr_rehearsed *chunk = &self->chunk[task];
    struct desk *desk = &self->desk[worker];
    const double start = kr_thread_seconds();
    const size_t room = libdeflate_zlib_compress_bound(desk->compressor, chunk->size);
    if (room > desk->room) {
        free(desk->to);
        desk->to = malloc(room);
        desk->room = desk->to != NULL ? room : 0;
    }
    (void)libdeflate_zlib_compress(desk->compressor, chunk->bytes, chunk->size, desk->to,
                                   desk->room);
    desk->cpu_seconds += kr_thread_seconds() - start;
}

static void write_chunk(struct kr_rehearsal *self, const struct kr_rehearsed *chunk)
{
    size_t done = 0;
    while (done < chunk->size) {
        const ssize_t some = write(self->file, chunk->bytes + done, chunk->size - done);
        if (some <= 0) {
            return;
        }
        done += (size_t)some;
    }
}

// Chunks that follow each other are written at once.
static void write_chunks(struct kr_rehearsal *self, const struct kr_rehearsed *chunk,
                         int chunks)
{
    for (int c = 0; c < chunks;) {
        struct kr_rehearsed all = chunk[c++];
        while (c < chunks && chunk[c].bytes == all.bytes + all.size) {
            all.size += chunk[c++].size;
        }
        write_chunk(self, &all);
    }
}

void kr_rehearsal_do(struct kr_rehearsal *self, const struct kr_rehearsed *chunk,
                     int chunks, double *seconds, double *cpu_seconds)
{
    const double start = kr_wall_seconds();
    const double cpu = kr_thread_seconds();
    self->chunk = chunk;
    if (self->file < 0) {
        kr_parallel_tasks(self->threads, chunks, compress, self);
        for (int t = 0; t < self->threads; t++) {
            *cpu_seconds += self->desk[t].cpu_seconds;
            self->desk[t].cpu_seconds = 0;
        }
    } else {
        write_chunks(self, chunk, chunks);
        *cpu_seconds += kr_thread_seconds() - cpu;
    }
    *seconds += kr_wall_seconds() - start;
}
