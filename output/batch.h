// Chunks of long columns that stand ready to be written. The team fills a batch; then one
// thread writes it, in the order of its pieces, so that equal runs write equal files.
#ifndef KR_OUTPUT_BATCH_H
#define KR_OUTPUT_BATCH_H

#include "base/types.h"
#include "output/h5.h"

enum { KR_BATCH_PIECES = 8192 };

// A chunk: whose it is, and where its bytes are.
struct kr_piece {
    hid_t dataset;
    hsize_t record;
    kr_row first;
    int column;
    uint8_t *bytes; // in the memory of the batch, or apart from it
    size_t size;
    bool apart;
};

struct kr_batch {
    uint8_t *memory;
    size_t bytes;
    size_t foreseen; // of `bytes`, by the chunks taken in
    size_t used;     // by those that are filled
    int pieces;
    struct kr_piece piece[KR_BATCH_PIECES];
};

// Memory of at least so many bytes for an empty batch; false when there is none.
KR_MUST_CHECK bool kr_batch_make(struct kr_batch *self, size_t bytes);

// Takes a chunk in that will have about `foreseen` bytes; false when the batch is full,
// which an empty one never is.
KR_MUST_CHECK bool kr_batch_take(struct kr_batch *self, const struct kr_piece *piece,
                                 size_t foreseen);

// Gives a chunk that was taken in the room that it needs, by any thread; false when there
// is no memory.
KR_MUST_CHECK bool kr_batch_place(struct kr_batch *self, struct kr_piece *piece,
                                  size_t size);

// Writes all chunks, in the order in which they were taken in.
void kr_batch_write(const struct kr_batch *self, struct kr_h5 *h5);

// Gives up the chunks from number `pieces` on.
void kr_batch_cut(struct kr_batch *self, int pieces);

void kr_batch_empty(struct kr_batch *self);

void kr_batch_free(struct kr_batch *self);

#endif
