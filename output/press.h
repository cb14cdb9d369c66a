// What one thread makes a chunk of a long column with.
#ifndef KR_OUTPUT_PRESS_H
#define KR_OUTPUT_PRESS_H

#include "output/long_record.h"

struct libdeflate_compressor;

struct kr_press {
    struct libdeflate_compressor *compressor;
    uint8_t *values;
    uint8_t *packed;
    uint8_t *deflated;
    size_t bytes; // of the first two
    double cpu_seconds;
};

// False without memory; close it in any case.
KR_MUST_CHECK bool kr_press_open(struct kr_press *self);

// Room for chunks of the record; false without memory.
KR_MUST_CHECK bool kr_press_fit(struct kr_press *self,
                                const struct kr_long_record *record);

void kr_press_close(struct kr_press *self);

size_t kr_press_memory(const struct kr_press *self);

// Bytes of a chunk of a column before compression, and at most in the file.
size_t kr_press_chunk_bytes(const struct kr_long_record *record, int column);
size_t kr_press_most_bytes(const struct kr_press *self,
                           const struct kr_long_record *record, int column);

// Looks up the values of a column from row `first` on and puts them into `to` as they are
// before compression. False when a value has more bits than the column.
KR_MUST_CHECK bool kr_press_prepare(const struct kr_press *self,
                                    const struct kr_long_record *record, int column,
                                    kr_row first, uint8_t *to);

// Compresses a chunk that was prepared in `packed` into `deflated`; returns how many
// bytes that took. They are soon overwritten, while they are still near the processor:
// copying them takes less time than compressing into memory that is far.
size_t kr_press_deflate(const struct kr_press *self, const struct kr_long_record *record,
                        int column);

#endif
