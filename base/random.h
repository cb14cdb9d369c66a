// Keyed random numbers: a draw is a pure function of (seed, replicate, use, id, quarter,
// ordinal). No state is stored, so no order of agents, threads or restarts can change
// one.
#ifndef KR_BASE_RANDOM_H
#define KR_BASE_RANDOM_H

#include "base/hash.h"
#include "base/types.h"

#include <stdint.h>

#define KR_PCG_MULTIPLIER UINT64_C(6364136223846793005)
#define KR_TAG_MULTIPLIER UINT64_C(0x9e3779b97f4a7c15)

// Two words mixed once per run from seed and replicate.
struct kr_random_key {
    uint64_t k0;
    uint64_t k1;
};

struct kr_random_key kr_random_key_of(uint64_t seed, uint64_t replicate);

// A stream of pcg32 (XSH-RR 64/32, O'Neill 2014).
struct kr_pcg {
    uint64_t state;
    uint64_t increment;
};

// Seeds by PCG's own rule: the state enters the stream before the first output, since
// pcg32 outputs from the old state.
static inline struct kr_pcg kr_pcg_seed(uint64_t state, uint64_t stream)
{
    const uint64_t increment = stream << 1 | 1;
    return (struct kr_pcg){(state + increment) * KR_PCG_MULTIPLIER + increment,
                           increment};
}

static inline uint32_t kr_pcg_next(struct kr_pcg *self)
{
    const uint64_t old = self->state;
    self->state = old * KR_PCG_MULTIPLIER + self->increment;
    const uint32_t shifted = (uint32_t)(((old >> 18) ^ old) >> 27);
    const uint32_t rotation = (uint32_t)(old >> 59);
    return (shifted >> rotation) | (shifted << ((0U - rotation) & 31U));
}

// Use, quarter and ordinal in one word: 24, 16 and 24 bits.
static inline uint64_t kr_random_tag(unsigned use, kr_quarter quarter, uint32_t ordinal)
{
    return (uint64_t)use << 40 | (uint64_t)(uint16_t)quarter << 24 |
           (ordinal & 0xffffffU);
}

// The stream of one decision: draw from it with kr_pcg_next.
static inline struct kr_pcg kr_random(struct kr_random_key key, uint64_t tag, kr_id id)
{
    const uint64_t state = kr_mix64(kr_mix64(id ^ key.k0) + tag * KR_TAG_MULTIPLIER);
    const uint64_t stream = kr_mix64(tag ^ key.k1 ^ kr_rotate_left(id, 32)) >> 1;
    return kr_pcg_seed(state, stream);
}

// Where everybody draws: one vectorising mix per person and tag. Prepare the tag once per
// loop with kr_random_salt, then draw with kr_random_word.
static inline uint64_t kr_random_salt(struct kr_random_key key, uint64_t tag)
{
    return kr_mix64(tag * KR_TAG_MULTIPLIER ^ key.k1) ^ key.k0;
}

static inline uint64_t kr_random_word(uint64_t salt, kr_id id)
{
    return kr_mix64(kr_mix64(id * UINT64_C(0xd1342543de82ef95) + salt) ^ salt);
}

// The words of many ids at once, several at a time where the processor can.
void kr_random_block(uint64_t salt, const kr_id *ids, int count, uint64_t *words);

// Uniform on [0, 1) from 53 bits of a word.
static inline double kr_uniform(uint64_t word)
{
    return (double)(int64_t)(word >> 11) * 0x1p-53;
}

// Uniform on [0, 1) from a stream.
static inline double kr_pcg_uniform(struct kr_pcg *stream)
{
    const uint64_t high = kr_pcg_next(stream);
    return kr_uniform(high << 32 | kr_pcg_next(stream));
}

// Uniform on 0 .. bound - 1; the bias is below bound / 2^32.
static inline uint32_t kr_pcg_below(struct kr_pcg *stream, uint32_t bound)
{
    return (uint32_t)((uint64_t)kr_pcg_next(stream) * bound >> 32);
}

// `amount` rounded down or up so that the mean is right, by one uniform.
static inline int64_t kr_round_by(double amount, double uniform)
{
    const double whole = __builtin_floor(amount);
    return (int64_t)whole + (uniform < amount - whole ? 1 : 0);
}

// The place of `item` in a keyed random order of 0 .. count - 1: a bijection (a Feistel
// network of six rounds over the next power of four, walked until it lands inside; a
// plain shuffle for at most 16 items).
uint64_t kr_permute(uint64_t key, uint64_t item, uint64_t count);

#endif
