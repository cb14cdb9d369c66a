// Thinning: of many rows, find the few to which something happens. First, without a
// branch, every row's word is held against a limit that is never too low; then the rows
// that are hit are looked at one by one, by the rule itself.
#ifndef KR_BASE_THIN_H
#define KR_BASE_THIN_H

#include "base/math.h"

#include <stdint.h>

enum {
    KR_STRIP_ROWS = 512
}; // rows thinned at once: their words stay in the fastest cache

#define KR_CERTAIN UINT32_MAX // the limit of a row that must be looked at

// Limit for the upper half of a word: a word above it has a uniform at or above `chance`.
// Without a branch, as all that makes limits: which way it went could not be foreseen.
static inline uint32_t kr_limit_of(double chance)
{
    return (uint32_t)(int64_t)(kr_min(kr_max(chance, 0.0), 1.0 - 0x1p-32) * 0x1p32);
}

// Writes the places of the rows that are hit, in order, and returns how many they are.
static inline int kr_thin(const uint64_t *words, const uint32_t *limits, int rows,
                          uint16_t hits[KR_STRIP_ROWS])
{
    int count = 0;
    for (int i = 0; i < rows; i++) {
        hits[count] = (uint16_t)i;
        count += words[i] >> 32 <= limits[i];
    }
    return count;
}

// The same where rows are marked by something else than one word and one limit.
static inline int kr_thin_marked(const uint8_t *marks, int rows,
                                 uint16_t hits[KR_STRIP_ROWS])
{
    int count = 0;
    for (int i = 0; i < rows; i++) {
        hits[count] = (uint16_t)i;
        count += marks[i] != 0;
    }
    return count;
}

// Whether a word lies within a limit from below, or from above: its uniform less than the
// chance, or that close to 1. 1 or 0, to be joined with others by bits.
static inline unsigned kr_within(uint64_t word, uint32_t limit)
{
    return word >> 32 <= limit;
}

static inline unsigned kr_within_top(uint64_t word, uint32_t limit)
{
    return ~word >> 32 <= limit;
}

#endif
