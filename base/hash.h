// Mixing and hashing of 64-bit words: the root of keyed randomness, of tie breaking and
// of digests.
#ifndef KR_BASE_HASH_H
#define KR_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

// A bijection of 64-bit words in which each input bit changes each output bit with chance
// one half (the finaliser by D. Stafford, variant 13, that SplitMix64 uses).
static inline uint64_t kr_mix64(uint64_t x)
{
    x ^= x >> 30;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    x *= UINT64_C(0x94d049bb133111eb);
    x ^= x >> 31;
    return x;
}

static inline uint64_t kr_rotate_left(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

// Adds one word to a running hash; the order of words matters.
static inline uint64_t kr_hash_word(uint64_t hash, uint64_t word)
{
    return kr_mix64(hash + UINT64_C(0x9e3779b97f4a7c15) + kr_mix64(word));
}

// Hash of bytes, starting from `hash`; independent of alignment and of the machine's word
// order (bytes are read little-endian).
uint64_t kr_hash_bytes(uint64_t hash, const void *bytes, size_t count);

#endif
