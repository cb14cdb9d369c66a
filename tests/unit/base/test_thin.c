#include "base/random.h"
#include "base/thin.h"
#include "tests/support/test.h"

static void set_ids(kr_id ids[KR_STRIP_ROWS])
{
    for (int i = 0; i < KR_STRIP_ROWS; i++) {
        ids[i] = kr_mix64((uint64_t)i);
    }
}

static void a_block_of_words_is_that_of_single_draws(void **state)
{
    (void)state;
    kr_id ids[KR_STRIP_ROWS];
    uint64_t words[KR_STRIP_ROWS + 1] = {0};
    set_ids(ids);
    for (int rows = 0; rows <= KR_STRIP_ROWS; rows += rows < 70 ? 1 : 17) {
        words[rows] = 7;
        kr_random_block(99, ids, rows, words);
        for (int i = 0; i < rows; i++) {
            assert_true(words[i] == kr_random_word(99, ids[i]));
        }
        assert_true(words[rows] == 7);
    }
}

// Rows whose uniform is below the chance, one by one.
static int count_below(const uint64_t *words, double chance)
{
    int count = 0;
    for (int i = 0; i < KR_STRIP_ROWS; i++) {
        count += kr_uniform(words[i]) < chance;
    }
    return count;
}

static void thinning_finds_every_row_below_the_chance(void **state)
{
    (void)state;
    kr_id ids[KR_STRIP_ROWS];
    uint64_t words[KR_STRIP_ROWS];
    uint32_t limits[KR_STRIP_ROWS];
    uint16_t hits[KR_STRIP_ROWS];
    set_ids(ids);
    kr_random_block(3, ids, KR_STRIP_ROWS, words);
    for (int step = 0; step <= 100; step++) {
        // chances that are uniforms themselves are the hardest
        const double chance = step == 100 ? 1.0 : kr_uniform(words[step]);
        for (int i = 0; i < KR_STRIP_ROWS; i++) {
            limits[i] = kr_limit_of(chance);
        }
        const int count = kr_thin(words, limits, KR_STRIP_ROWS, hits);
        int found = 0;
        for (int k = 0; k < count; k++) {
            assert_true(k == 0 || hits[k] > hits[k - 1]);
            found += kr_uniform(words[hits[k]]) < chance;
        }
        assert_int_equal(found, count_below(words, chance));
        assert_true(count <= found + 1);
    }
}

static void a_certain_row_is_always_found(void **state)
{
    (void)state;
    const uint64_t words[2] = {UINT64_MAX, UINT64_MAX};
    const uint32_t limits[2] = {kr_limit_of(0.999999), KR_CERTAIN};
    uint16_t hits[KR_STRIP_ROWS];
    assert_int_equal(kr_thin(words, limits, 2, hits), 1);
    assert_int_equal(hits[0], 1);
}

static void marks_are_found_in_order(void **state)
{
    (void)state;
    const uint8_t marks[6] = {0, 2, 0, 0, 1, 255};
    uint16_t hits[KR_STRIP_ROWS];
    assert_int_equal(kr_thin_marked(marks, 6, hits), 3);
    assert_int_equal(hits[0], 1);
    assert_int_equal(hits[1], 4);
    assert_int_equal(hits[2], 5);
}

// A uniform at which a rule acts is never outside the limit, from below or from above.
static void limits_hold_from_both_ends(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 100000; i++) {
        const uint64_t word = kr_mix64(i);
        const double u = kr_uniform(word);
        // the smallest chances above it, and clearly smaller ones
        assert_true(kr_within(word, kr_limit_of(u + 0x1p-53)));
        assert_true(kr_within_top(word, kr_limit_of(1.0 - u + 0x1p-53)));
        assert_true(u < 0x1p-20 || !kr_within(word, kr_limit_of(u - 0x1p-30)));
        assert_true(1.0 - u < 0x1p-20 ||
                    !kr_within_top(word, kr_limit_of(1.0 - u - 0x1p-30)));
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_of_words_is_that_of_single_draws),
        cmocka_unit_test(thinning_finds_every_row_below_the_chance),
        cmocka_unit_test(a_certain_row_is_always_found),
        cmocka_unit_test(marks_are_found_in_order),
        cmocka_unit_test(limits_hold_from_both_ends),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
