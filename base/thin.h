// Thinning: of many rows, find the few to which something happens. First, without a
// branch, every row's word is held against a limit that is never too low; then the rows
// that are hit are looked at one by one, by the rule itself.
#ifndef KR_BASE_THIN_H
#define KR_BASE_THIN_H

#include <stdint.h>

enum {
    KR_STRIP_ROWS = 512
}; // rows thinned at once: their words stay in the fastest cache

#define KR_CERTAIN UINT32_MAX // the limit of a row that must be looked at

// Limit for the upper half of a word: a word above it has a uniform at or above `chance`.
static inline uint32_t kr_limit_of(double chance)
{
    return chance >= 1.0 ? KR_CERTAIN : chance > 0.0 ? (uint32_t)(chance * 0x1p32) : 0;
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

#endif
