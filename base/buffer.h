// Buffers that blocks of a parallel loop append to, and that are joined in block order:
// the content is the same for any number of threads.
#ifndef KR_BASE_BUFFER_H
#define KR_BASE_BUFFER_H

#include "base/error.h"
#include "base/types.h"

#include <stddef.h>
#include <stdint.h>

// What one block has appended. A cache line each: blocks next to each other are run by
// different threads at the same time.
struct kr_buffer_block {
    _Alignas(64) int32_t used;
    int32_t overflow_capacity;
    char *overflow; // NULL, or the items beyond per_block
};

// Items of one size in one array, with a room of `per_block` items for every block.
// Room is reserved once: nothing is allocated inside a quarter unless a block needs more
// than was foreseen, in which case the block's overflow is kept aside and joined too.
struct kr_buffer {
    char *items; // blocks * per_block items
    struct kr_buffer_block *block;
    size_t item_size;
    int32_t per_block;
    int32_t blocks;
};

KR_MUST_CHECK int kr_buffer_init(struct kr_buffer *self, size_t item_size, kr_row rows,
                                 int32_t per_block);
void kr_buffer_free(struct kr_buffer *self);

// Forgets all items, keeps the room.
void kr_buffer_clear(struct kr_buffer *self);

// The same where the block's own room is used up.
void *kr_buffer_append_beyond(struct kr_buffer *self, int block);

// Room for one more item of `block`; NULL when memory ran out. Only the thread that runs
// the block may call it.
static inline void *kr_buffer_append(struct kr_buffer *self, int block)
{
    KR_BUG_IF(block < 0 || block >= self->blocks);
    const int32_t index = self->block[block].used;
    if (index >= self->per_block) {
        return kr_buffer_append_beyond(self, block);
    }
    self->block[block].used = index + 1;
    const size_t item = (size_t)block * (size_t)self->per_block + (size_t)index;
    return self->items + item * self->item_size;
}

// Total number of items.
int64_t kr_buffer_count(const struct kr_buffer *self);

// Copies all items, in block order, to `target`, which has room for kr_buffer_count
// items.
void kr_buffer_join(const struct kr_buffer *self, void *target);

#endif
