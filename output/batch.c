#include "output/batch.h"

#include <stdlib.h>

bool kr_batch_make(struct kr_batch *self, size_t bytes)
{
    KR_BUG_IF(self->pieces > 0);
    if (bytes > self->bytes) {
        free(self->memory);
        self->memory = malloc(bytes);
        self->bytes = self->memory != NULL ? bytes : 0;
    }
    return self->memory != NULL;
}

bool kr_batch_take(struct kr_batch *self, const struct kr_piece *piece)
{
    if (self->pieces == KR_BATCH_PIECES || self->used + piece->room > self->bytes) {
        return false;
    }
    struct kr_piece *taken = &self->piece[self->pieces++];
    *taken = *piece;
    taken->at = self->used;
    self->used += piece->room;
    return true;
}

void kr_batch_write(const struct kr_batch *self, struct kr_h5 *h5)
{
    for (int p = 0; p < self->pieces; p++) {
        const struct kr_piece *piece = &self->piece[p];
        const hsize_t at[] = {piece->record, (hsize_t)piece->first};
        kr_h5_write_chunk(h5, piece->dataset, at,
                          piece->apart != NULL ? piece->apart : self->memory + piece->at,
                          piece->size);
    }
}

void kr_batch_cut(struct kr_batch *self, int pieces)
{
    for (int p = pieces; p < self->pieces; p++) {
        free(self->piece[p].apart);
        self->used -= self->piece[p].room;
    }
    self->pieces = pieces;
}

void kr_batch_empty(struct kr_batch *self)
{
    kr_batch_cut(self, 0);
}

void kr_batch_free(struct kr_batch *self)
{
    if (self != NULL) {
        kr_batch_empty(self);
        free(self->memory);
        free(self);
    }
}
