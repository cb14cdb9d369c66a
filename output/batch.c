#include "output/batch.h"

#include "base/table.h"

#include <stdlib.h>

enum { LINE = 64 }; // chunks begin at lines, since values are looked up into some of them

bool kr_batch_make(struct kr_batch *self, size_t bytes)
{
    KR_BUG_IF(self->pieces > 0);
    if (bytes > self->bytes) {
        kr_release(self->memory, self->bytes);
        self->memory = kr_allocate(bytes);
        self->bytes = self->memory != NULL ? bytes : 0;
    }
    return self->memory != NULL;
}

bool kr_batch_take(struct kr_batch *self, const struct kr_piece *piece, size_t foreseen)
{
    if (self->pieces == KR_BATCH_PIECES ||
        (self->pieces > 0 && self->foreseen + foreseen > self->bytes)) {
        return false;
    }
    self->piece[self->pieces++] = *piece;
    self->foreseen += foreseen;
    return true;
}

bool kr_batch_place(struct kr_batch *self, struct kr_piece *piece, size_t size)
{
    const size_t lines = (size + LINE - 1) / LINE * LINE;
    const size_t at = __atomic_fetch_add(&self->used, lines, __ATOMIC_RELAXED);
    piece->apart = at > self->bytes || size > self->bytes - at;
    piece->bytes = piece->apart ? malloc(size) : self->memory + at;
    piece->size = size;
    return piece->bytes != NULL;
}

void kr_batch_write(const struct kr_batch *self, struct kr_h5 *h5)
{
    for (int p = 0; p < self->pieces; p++) {
        const struct kr_piece *piece = &self->piece[p];
        const hsize_t at[] = {piece->record, (hsize_t)piece->first};
        kr_h5_write_chunk(h5, piece->dataset, at, piece->bytes, piece->size);
    }
}

void kr_batch_cut(struct kr_batch *self, int pieces)
{
    for (int p = pieces; p < self->pieces; p++) {
        if (self->piece[p].apart) {
            free(self->piece[p].bytes);
        }
    }
    self->pieces = pieces;
}

void kr_batch_empty(struct kr_batch *self)
{
    kr_batch_cut(self, 0);
    self->foreseen = 0;
    self->used = 0;
}

void kr_batch_free(struct kr_batch *self)
{
    if (self != NULL) {
        kr_batch_empty(self);
        kr_release(self->memory, self->bytes);
        free(self);
    }
}
