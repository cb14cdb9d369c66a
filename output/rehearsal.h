// Doing only what cannot be left out, with the same bytes: compressing them, or writing
// them one after another to a file beside the result. What `krapte bench --output`
// compares the writing of long columns with.
#ifndef KR_OUTPUT_REHEARSAL_H
#define KR_OUTPUT_REHEARSAL_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kr_rehearsal;

// The bytes of a chunk.
struct kr_rehearsed {
    const uint8_t *bytes;
    size_t size;
};

// `deflate` compresses, with `threads`; else the bytes go to a file beside `file` that
// nobody sees. NULL in *rehearsal after a failure.
KR_MUST_CHECK int kr_rehearsal_open(struct kr_rehearsal **rehearsal, int threads,
                                    bool deflate, const char *file);

// Room for the bytes of a batch, or NULL.
uint8_t *kr_rehearsal_room(struct kr_rehearsal *self, size_t bytes);

// Does it, and adds the time of the clock and of all processors.
void kr_rehearsal_do(struct kr_rehearsal *self, const struct kr_rehearsed *chunk,
                     int chunks, double *seconds, double *cpu_seconds);

void kr_rehearsal_close(struct kr_rehearsal *self);

#endif
