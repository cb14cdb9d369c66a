// Chunks of long columns that stand ready to be written. The team fills a batch; then one
// thread writes it, in the order of its pieces, so that equal runs write equal files.
#ifndef KR_OUTPUT_BATCH_H
#define KR_OUTPUT_BATCH_H

#include "base/types.h"
#include "output/h5.h"

enum { KR_BATCH_PIECES = 8192 };

// A chunk: whose it is, where its bytes stand in the memory of the batch, how many there
// may be and how many there are.
struct kr_piece {
    hid_t dataset;
    hsize_t record;
    kr_row first;
    int column;
    size_t at;
    size_t room;
    size_t size;
    uint8_t *apart; // where the bytes are instead when there was too little room, or NULL
};

struct kr_batch {
    uint8_t *memory;
    size_t bytes;
    size_t used;
    int pieces;
    struct kr_piece piece[KR_BATCH_PIECES];
};

// Memory of at least so many bytes for an empty batch; false when there is none.
KR_MUST_CHECK bool kr_batch_make(struct kr_batch *self, size_t bytes);

// Takes a chunk in, giving it `room` bytes; false when the batch is full.
KR_MUST_CHECK bool kr_batch_take(struct kr_batch *self, const struct kr_piece *piece);

// Writes all chunks.
void kr_batch_write(const struct kr_batch *self, struct kr_h5 *h5);

// Gives up the chunks from number `pieces` on.
void kr_batch_cut(struct kr_batch *self, int pieces);

void kr_batch_empty(struct kr_batch *self);

void kr_batch_free(struct kr_batch *self);

#endif
