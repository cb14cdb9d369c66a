// Slow: all keys of a whole run must give different streams.
#include "base/random.h"
#include "tests/support/test.h"

#include <stdlib.h>

enum {
    PEOPLE = 1000000,
    TAGS = 100,      // 10 uses x 10 quarters
    PARTS = 32,      // of the states, by their highest bits, to fit in memory
    PART_SHIFT = 59, // 64 bits less log2(PARTS)
    ROOM = PEOPLE / PARTS * TAGS * 11 / 10,
};

static int compare_words(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

// Collects the states that belong to one part; returns their number.
static size_t collect(struct kr_random_key key, uint64_t part, uint64_t *states)
{
    size_t count = 0;
    for (int t = 0; t < TAGS; t++) {
        const uint64_t tag =
            kr_random_tag((unsigned)(t / 10), (kr_quarter)(8104 + t % 10), 0);
        for (kr_id id = 0; id < PEOPLE; id++) {
            const uint64_t state = kr_random(key, tag, id).state;
            if (state >> PART_SHIFT == part) {
                assert_true(count < ROOM);
                states[count++] = state;
            }
        }
    }
    return count;
}

static void hundred_million_keys_give_distinct_streams(void **state)
{
    (void)state;
    const struct kr_random_key key = kr_random_key_of(1, 0);
    uint64_t *states = malloc(ROOM * sizeof *states);
    assert_non_null(states);
    size_t total = 0;
    for (uint64_t part = 0; part < PARTS; part++) {
        const size_t count = collect(key, part, states);
        qsort(states, count, sizeof *states, compare_words);
        for (size_t i = 1; i < count; i++) {
            assert_true(states[i] != states[i - 1]);
        }
        total += count;
    }
    assert_int_equal(total, (size_t)PEOPLE * TAGS);
    free(states);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hundred_million_keys_give_distinct_streams),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
