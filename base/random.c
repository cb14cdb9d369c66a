#include "base/random.h"

#include "base/error.h"

// Compiled for several processors by gcc (clang 14 gives such a function a name that
// other files do not find); which one is decided when the program starts. Whole numbers
// only, so the bits are the same. The sanitizers are not ready yet at that moment.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define KR_CLONES __attribute__((target_clones("default", "avx2", "arch=x86-64-v4")))
#endif
#ifndef KR_CLONES
#define KR_CLONES
#endif

enum {
    ROUNDS = 6, // of the Feistel network; with four, places of pairs are visibly uneven
    SMALL =
        16, // lists up to this long are shuffled outright: networks this small are uneven
};

struct kr_random_key kr_random_key_of(uint64_t seed, uint64_t replicate)
{
    const uint64_t k0 = kr_hash_word(kr_hash_word(1, seed), replicate);
    const uint64_t k1 = kr_hash_word(kr_hash_word(2, seed), replicate);
    return (struct kr_random_key){k0, k1};
}

KR_CLONES void kr_random_block(uint64_t salt, const kr_id *ids, int count,
                               uint64_t *restrict words)
{
    for (int i = 0; i < count; i++) {
        words[i] = kr_random_word(salt, ids[i]);
    }
}

// Bits of half a word: the smallest number with count <= 4 ^ bits.
static unsigned half_bits_of(uint64_t count)
{
    const unsigned bits = 64U - (unsigned)__builtin_clzll(count - 1);
    return (bits + 1) / 2;
}

// One pass through the network: a bijection of 0 .. 4 ^ half_bits - 1.
static uint64_t feistel(uint64_t key, uint64_t item, unsigned half_bits)
{
    const uint64_t mask = (UINT64_C(1) << half_bits) - 1;
    uint64_t left = item >> half_bits;
    uint64_t right = item & mask;
    for (unsigned round = 1; round <= ROUNDS; round++) {
        const uint64_t salt = key + round * KR_TAG_MULTIPLIER;
        const uint64_t mixed = left ^ (kr_mix64(kr_mix64(salt) ^ right) & mask);
        left = right;
        right = mixed;
    }
    return left << half_bits | right;
}

// The place of an item when all are shuffled (Fisher and Yates).
static uint64_t place_in_shuffle(uint64_t key, uint64_t item, uint32_t count)
{
    struct kr_pcg stream = kr_pcg_seed(kr_mix64(key), count);
    uint8_t places[SMALL] = {0};
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t other = kr_pcg_below(&stream, i + 1);
        places[i] = places[other];
        places[other] = (uint8_t)i;
    }
    return places[item];
}

uint64_t kr_permute(uint64_t key, uint64_t item, uint64_t count)
{
    KR_BUG_IF(item >= count);
    if (count <= SMALL) {
        return place_in_shuffle(key, item, (uint32_t)count);
    }
    // Walking a cycle of a bijection from inside until it is inside again is a bijection.
    const unsigned half_bits = half_bits_of(count);
    uint64_t place = item;
    do {
        place = feistel(key, place, half_bits);
    } while (place >= count);
    return place;
}
