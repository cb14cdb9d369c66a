#include "base/hash.h"

// Up to eight bytes as a word, the first byte lowest; compilers turn eight into one load.
static inline uint64_t word_of(const unsigned char *bytes, size_t count)
{
    uint64_t word = 0;
    for (size_t i = 0; i < count; i++) {
        word |= (uint64_t)bytes[i] << (8 * i);
    }
    return word;
}

uint64_t kr_hash_bytes(uint64_t hash, const void *bytes, size_t count)
{
    const unsigned char *next = bytes;
    size_t left = count;
    for (; left >= 8; left -= 8, next += 8) {
        hash = kr_hash_word(hash, word_of(next, 8));
    }
    if (left > 0) {
        hash = kr_hash_word(hash, word_of(next, left));
    }
    // The count tells "a" from "a" followed by a zero byte.
    return kr_hash_word(hash, count);
}
