#include "output/pack.h"

#include "base/error.h"

#include <libdeflate.h>
#include <string.h>

// Sums of FLETCHER_WORDS words cannot overflow.
enum { FLETCHER_WORDS = 360, BITS_PER_BYTE = 8, SUM_BYTES = 4 };

size_t kr_packed_size(size_t count, int bits)
{
    return count * (size_t)bits / BITS_PER_BYTE + 1;
}

static unsigned bits_that_occur(const uint8_t *values, size_t count)
{
    unsigned any = 0;
    for (size_t i = 0; i < count; i++) {
        any |= values[i];
    }
    return any;
}

static void pack_4(const uint8_t *v, size_t bytes, uint8_t *packed)
{
    for (size_t i = 0; i < bytes; i++, v += 2) {
        packed[i] = (uint8_t)((v[0] & 15U) << 4 | (v[1] & 15U));
    }
}

static void pack_2(const uint8_t *v, size_t bytes, uint8_t *packed)
{
    for (size_t i = 0; i < bytes; i++, v += 4) {
        packed[i] = (uint8_t)((v[0] & 3U) << 6 | (v[1] & 3U) << 4 | (v[2] & 3U) << 2 |
                              (v[3] & 3U));
    }
}

static void pack_1(const uint8_t *v, size_t bytes, uint8_t *packed)
{
    for (size_t i = 0; i < bytes; i++, v += BITS_PER_BYTE) {
        packed[i] = (uint8_t)((v[0] & 1U) << 7 | (v[1] & 1U) << 6 | (v[2] & 1U) << 5 |
                              (v[3] & 1U) << 4 | (v[4] & 1U) << 3 | (v[5] & 1U) << 2 |
                              (v[6] & 1U) << 1 | (v[7] & 1U));
    }
}

unsigned kr_pack_bits(const uint8_t *values, size_t count, int bits, uint8_t *packed)
{
    KR_BUG_IF(count % BITS_PER_BYTE != 0 || (bits != 1 && bits != 2 && bits != 4));
    const size_t bytes = count * (size_t)bits / BITS_PER_BYTE;
    switch (bits) {
    case 1:
        pack_1(values, bytes, packed);
        break;
    case 2:
        pack_2(values, bytes, packed);
        break;
    default:
        pack_4(values, bytes, packed);
        break;
    }
    packed[bytes] = 0;
    return bits_that_occur(values, count);
}

// The compiler makes a loop of its own for each size.
static inline void shuffle_sized(const uint8_t *values, size_t count, size_t size,
                                 uint8_t *bytes)
{
    for (size_t i = 0; i < count; i++, values += size) {
        for (size_t b = 0; b < size; b++) {
            bytes[b * count + i] = values[b];
        }
    }
}

void kr_shuffle_bytes(const uint8_t *values, size_t count, size_t size, uint8_t *bytes)
{
    switch (size) {
    case 2:
        shuffle_sized(values, count, 2, bytes);
        break;
    case 4:
        shuffle_sized(values, count, 4, bytes);
        break;
    default:
        shuffle_sized(values, count, size, bytes);
        break;
    }
}

static uint32_t fold(uint32_t sum)
{
    return (sum & 0xffffU) + (sum >> 16);
}

uint32_t kr_fletcher32(const uint8_t *bytes, size_t size)
{
    uint32_t sum = 0;
    uint32_t sums = 0;
    size_t words = size / 2;
    while (words > 0) {
        const size_t stretch = words < FLETCHER_WORDS ? words : FLETCHER_WORDS;
        words -= stretch;
        // Sums of sums at once, so that several words are added at a time: word i is in
        // the sums of the words from i on.
        uint32_t plain = 0;
        uint32_t weighted = 0;
        for (size_t i = 0; i < stretch; i++) {
            uint16_t word;
            memcpy(&word, bytes + 2 * i, sizeof word);
            word = (uint16_t)(word << BITS_PER_BYTE | word >> BITS_PER_BYTE);
            plain += word;
            weighted += (uint32_t)(stretch - i) * word;
        }
        bytes += 2 * stretch;
        sums = fold(sums + fold(weighted) + fold((uint32_t)stretch * fold(sum)));
        sum = fold(sum + fold(plain));
    }
    if (size % 2 != 0) {
        sum += (uint32_t)*bytes << 8;
        sums += sum;
        sum = fold(sum);
        sums = fold(sums);
    }
    return fold(sums) << 16 | fold(sum);
}

size_t kr_deflated_most(struct libdeflate_compressor *compressor, size_t size)
{
    return libdeflate_zlib_compress_bound(compressor, size) + SUM_BYTES;
}

size_t kr_deflate_bytes(struct libdeflate_compressor *compressor, const uint8_t *bytes,
                        size_t size, uint8_t *to, size_t room)
{
    const size_t compressed =
        room <= SUM_BYTES
            ? 0
            : libdeflate_zlib_compress(compressor, bytes, size, to, room - SUM_BYTES);
    if (compressed == 0) {
        return 0;
    }
    const uint32_t sum = kr_fletcher32(to, compressed);
    for (int i = 0; i < SUM_BYTES; i++) {
        to[compressed + (size_t)i] = (uint8_t)(sum >> (BITS_PER_BYTE * i));
    }
    return compressed + SUM_BYTES;
}
