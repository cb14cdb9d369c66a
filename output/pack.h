// Values as a file has them: HDF5's filters N-bit, shuffle, deflate and fletcher32, for
// one chunk.
#ifndef KR_OUTPUT_PACK_H
#define KR_OUTPUT_PACK_H

#include <stddef.h>
#include <stdint.h>

// Bytes of `count` values of `bits` bits (1, 2 or 4), one spare byte included as the
// library's own filter has it.
size_t kr_packed_size(size_t count, int bits);

// Puts the lowest `bits` bits (1, 2 or 4) of `count` values side by side, the first one
// in the highest bits; `count` is a multiple of 8. Returns which bits occur at all, so
// that a value that does not fit is noticed.
unsigned kr_pack_bits(const uint8_t *values, size_t count, int bits, uint8_t *packed);

// The first bytes of all values, then the second ones ...
void kr_shuffle_bytes(const uint8_t *values, size_t count, size_t size, uint8_t *bytes);

struct libdeflate_compressor;

// Most bytes that `size` bytes can take once compressed and summed.
size_t kr_deflated_most(struct libdeflate_compressor *compressor, size_t size);

// Compresses `size` bytes as zlib does, and appends their fletcher32; returns how many
// bytes of `to` that took. `room` is kr_deflated_most.
size_t kr_deflate_bytes(struct libdeflate_compressor *compressor, const uint8_t *bytes,
                        size_t size, uint8_t *to, size_t room);

// HDF5's variant: over big-endian words of 16 bits, an odd last byte as the high one.
uint32_t kr_fletcher32(const uint8_t *bytes, size_t size);

#endif
