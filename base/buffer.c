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

    // One more than there are blocks, so that no rows is not a special case.
    const size_t blocks = (size_t)self->blocks + 1;
    self->items = kr_allocate(room_bytes(self));
    self->used = calloc(blocks, sizeof *self->used);
    self->overflow = calloc(blocks, sizeof *self->overflow);
    self->overflow_capacity = calloc(blocks, sizeof *self->overflow_capacity);
    if (self->items == NULL || self->used == NULL || self->overflow == NULL ||
        self->overflow_capacity == NULL) {
        kr_buffer_free(self);
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    return KR_OK;
}

void kr_buffer_free(struct kr_buffer *self)
{
    if (self->overflow != NULL) {
        for (int32_t block = 0; block < self->blocks; block++) {
            free(self->overflow[block]);
        }
    }
    free(self->overflow);
    free(self->overflow_capacity);
    free(self->used);
    kr_release(self->items, room_bytes(self));
    *self = (struct kr_buffer){0};
}

void kr_buffer_clear(struct kr_buffer *self)
{
    if (self->used != NULL) {
        memset(self->used, 0, (size_t)self->blocks * sizeof *self->used);
    }
}

// Doubles the overflow of a block; the old one stays when there is no memory.
static int grow_overflow(struct kr_buffer *self, int block)
{
    const int32_t old = self->overflow_capacity[block];
    if (old > INT32_MAX / 2) {
        return KR_ERROR(KR_ERR_FULL);
    }
    const int32_t capacity = old == 0 ? FIRST_OVERFLOW : old * 2;
    char *grown = realloc(self->overflow[block], (size_t)capacity * self->item_size);
    if (grown == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->overflow[block] = grown;
    self->overflow_capacity[block] = capacity;
    return KR_OK;
}

void *kr_buffer_append(struct kr_buffer *self, int block)
{
    KR_BUG_IF(block < 0 || block >= self->blocks);
    const int32_t index = self->used[block];
    if (index < self->per_block) {
        self->used[block] = index + 1;
        const size_t item = (size_t)block * (size_t)self->per_block + (size_t)index;
        return self->items + item * self->item_size;
    }
    const int32_t beyond = index - self->per_block;
    if (beyond >= self->overflow_capacity[block] && grow_overflow(self, block) != KR_OK) {
        return NULL;
    }
    self->used[block] = index + 1;
    return self->overflow[block] + (size_t)beyond * self->item_size;
}

int64_t kr_buffer_count(const struct kr_buffer *self)
{
    int64_t count = 0;
    for (int32_t block = 0; block < self->blocks; block++) {
        count += self->used[block];
    }
    return count;
}

void kr_buffer_join(const struct kr_buffer *self, void *target)
{
    char *next = target;
    for (int32_t block = 0; block < self->blocks; block++) {
        const int32_t used = self->used[block];
        const int32_t inside = used < self->per_block ? used : self->per_block;
        const size_t inside_bytes = (size_t)inside * self->item_size;
        if (inside_bytes > 0) {
            const size_t first = (size_t)block * (size_t)self->per_block;
            memcpy(next, self->items + first * self->item_size, inside_bytes);
            next += inside_bytes;
        }
        const size_t beyond_bytes = (size_t)(used - inside) * self->item_size;
        if (beyond_bytes > 0) {
            memcpy(next, self->overflow[block], beyond_bytes);
            next += beyond_bytes;
        }
    }
}
