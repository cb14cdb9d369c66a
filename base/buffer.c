#include "base/buffer.h"

#include "base/parallel.h"
#include "base/table.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_OVERFLOW = 64 }; // items of a block's first overflow; it doubles from there

static size_t room_bytes(const struct kr_buffer *self)
{
    return (size_t)self->blocks * (size_t)self->per_block * self->item_size;
}

// One more than there are blocks, so that no rows is not a special case.
static size_t block_bytes(const struct kr_buffer *self)
{
    return ((size_t)self->blocks + 1) * sizeof *self->block;
}

int kr_buffer_init(struct kr_buffer *self, size_t item_size, kr_row rows,
                   int32_t per_block)
{
    *self = (struct kr_buffer){0};
    if (item_size == 0 || rows < 0 || per_block < 0) {
        return KR_ERROR(KR_ERR_RANGE);
    }
    self->item_size = item_size;
    self->per_block = per_block;
    self->blocks = kr_block_count(rows);

    self->items = kr_allocate(room_bytes(self));
    self->block = kr_allocate(block_bytes(self));
    if (self->items == NULL || self->block == NULL) {
        kr_buffer_free(self);
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    return KR_OK;
}

void kr_buffer_free(struct kr_buffer *self)
{
    for (int32_t i = 0; self->block != NULL && i < self->blocks; i++) {
        free(self->block[i].overflow);
    }
    kr_release(self->block, block_bytes(self));
    kr_release(self->items, room_bytes(self));
    *self = (struct kr_buffer){0};
}

void kr_buffer_clear(struct kr_buffer *self)
{
    for (int32_t i = 0; i < self->blocks; i++) {
        self->block[i].used = 0;
    }
}

// Doubles the overflow of a block; the old one stays when there is no memory.
static int grow_overflow(struct kr_buffer_block *block, size_t item_size)
{
    const int32_t old = block->overflow_capacity;
    if (old > INT32_MAX / 2) {
        return KR_ERROR(KR_ERR_FULL);
    }
    const int32_t capacity = old == 0 ? FIRST_OVERFLOW : old * 2;
    char *grown = realloc(block->overflow, (size_t)capacity * item_size);
    if (grown == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    block->overflow = grown;
    block->overflow_capacity = capacity;
    return KR_OK;
}

void *kr_buffer_append_beyond(struct kr_buffer *self, int block)
{
    struct kr_buffer_block *own = &self->block[block];
    const int32_t beyond = own->used - self->per_block;
    if (beyond >= own->overflow_capacity &&
        grow_overflow(own, self->item_size) != KR_OK) {
        return NULL;
    }
    own->used++;
    return own->overflow + (size_t)beyond * self->item_size;
}

int64_t kr_buffer_count(const struct kr_buffer *self)
{
    int64_t count = 0;
    for (int32_t block = 0; block < self->blocks; block++) {
        count += self->block[block].used;
    }
    return count;
}

void kr_buffer_join(const struct kr_buffer *self, void *target)
{
    char *next = target;
    for (int32_t block = 0; block < self->blocks; block++) {
        const int32_t used = self->block[block].used;
        const int32_t inside = used < self->per_block ? used : self->per_block;
        const size_t inside_bytes = (size_t)inside * self->item_size;
        if (inside_bytes > 0) {
            const size_t first = (size_t)block * (size_t)self->per_block;
            memcpy(next, self->items + first * self->item_size, inside_bytes);
            next += inside_bytes;
        }
        const size_t beyond_bytes = (size_t)(used - inside) * self->item_size;
        if (beyond_bytes > 0) {
            memcpy(next, self->block[block].overflow, beyond_bytes);
            next += beyond_bytes;
        }
    }
}
