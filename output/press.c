#include "output/press.h"

#include "output/pack.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum {
    LEVEL = 1,
    WIDEST = 8, // bytes of a value
};

bool kr_press_open(struct kr_press *self)
{
    *self = (struct kr_press){.compressor = libdeflate_alloc_compressor(LEVEL)};
    return self->compressor != NULL;
}

// Bytes of a chunk that cannot be compressed.
static size_t deflated_bytes(const struct kr_press *self)
{
    return kr_deflated_most(self->compressor, self->bytes);
}

bool kr_press_fit(struct kr_press *self, const struct kr_long_record *record)
{
    const size_t bytes = record->chunk * WIDEST;
    if (bytes <= self->bytes) {
        return true;
    }
    free(self->values);
    free(self->packed);
    free(self->deflated);
    self->bytes = bytes;
    self->values = malloc(bytes);
    self->packed = malloc(bytes);
    self->deflated = malloc(deflated_bytes(self));
    const bool fits =
        self->values != NULL && self->packed != NULL && self->deflated != NULL;
    self->bytes = fits ? bytes : 0;
    return fits;
}

void kr_press_close(struct kr_press *self)
{
    if (self->compressor != NULL) {
        libdeflate_free_compressor(self->compressor);
    }
    free(self->values);
    free(self->packed);
    free(self->deflated);
}

size_t kr_press_memory(const struct kr_press *self)
{
    return self->bytes > 0 ? 2 * self->bytes + deflated_bytes(self) : 0;
}

static bool is_packed(const struct kr_long_column *column)
{
    return column->storage.bits < 8 * (int)kr_type_size(column->type);
}

size_t kr_press_chunk_bytes(const struct kr_long_record *record, int column)
{
    const struct kr_long_column *kept = &record->column[column];
    return is_packed(kept) ? kr_packed_size(record->chunk, kept->storage.bits)
                           : record->chunk * kr_type_size(kept->type);
}

size_t kr_press_most_bytes(const struct kr_press *self,
                           const struct kr_long_record *record, int column)
{
    const size_t bytes = kr_press_chunk_bytes(record, column);
    return record->column[column].storage.deflated
               ? kr_deflated_most(self->compressor, bytes)
               : bytes;
}

// The values of a chunk, zeros after the last row.
static void look_up(const struct kr_long_record *record, int column, kr_row first,
                    uint8_t *values)
{
    const size_t size = kr_type_size(record->column[column].type);
    const kr_row left = record->rows - first;
    const kr_row rows = left < (kr_row)record->chunk ? left : (kr_row)record->chunk;
    record->fill(record->context, column, first, first + rows, values);
    memset(values + (size_t)rows * size, 0, (record->chunk - (hsize_t)rows) * size);
}

bool kr_press_prepare(const struct kr_press *self, const struct kr_long_record *record,
                      int column, kr_row first, uint8_t *to)
{
    const struct kr_long_column *kept = &record->column[column];
    const bool packed = is_packed(kept);
    look_up(record, column, first, packed || kept->storage.shuffled ? self->values : to);
    if (packed) {
        const unsigned bits =
            kr_pack_bits(self->values, record->chunk, kept->storage.bits, to);
        return bits >> kept->storage.bits == 0;
    }
    if (kept->storage.shuffled) {
        kr_shuffle_bytes(self->values, record->chunk, kr_type_size(kept->type), to);
    }
    return true;
}

size_t kr_press_deflate(const struct kr_press *self, const struct kr_long_record *record,
                        int column)
{
    return kr_deflate_bytes(self->compressor, self->packed,
                            kr_press_chunk_bytes(record, column), self->deflated,
                            deflated_bytes(self));
}
