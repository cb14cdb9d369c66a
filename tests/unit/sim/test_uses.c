// Uses of random numbers: two decisions that shared one would be correlated.
#include "base/random.h"
#include "scenarios/population_uses.h"
#include "sim/uses.h"
#include "tests/support/test.h"

#include <stdbool.h>

static const int SIMULATION[] = {
#define USE(name, meaning) KR_USE_##name,
    KR_USE_LIST(USE)
#undef USE
};

static const int POPULATION[] = {
#define USE(name, meaning) KR_POPULATION_##name,
    KR_POPULATION_USE_LIST(USE)
#undef USE
};

enum {
    SIMULATION_USES = sizeof SIMULATION / sizeof SIMULATION[0],
    POPULATION_USES = sizeof POPULATION / sizeof POPULATION[0],
    ALL_USES = SIMULATION_USES + POPULATION_USES,
};

static int use_at(int i)
{
    return i < SIMULATION_USES ? SIMULATION[i] : POPULATION[i - SIMULATION_USES];
}

static void no_two_uses_share_a_number(void **state)
{
    (void)state;
    for (int i = 0; i < ALL_USES; i++) {
        for (int j = 0; j < i; j++) {
            assert_int_not_equal(use_at(i), use_at(j));
        }
    }
}

static void uses_of_the_starting_population_begin_where_the_others_end(void **state)
{
    (void)state;
    assert_true(KR_USE_COUNT <= 512);
    for (int i = 0; i < SIMULATION_USES; i++) {
        assert_between(SIMULATION[i], 1, 511);
    }
    for (int i = 0; i < POPULATION_USES; i++) {
        assert_true(POPULATION[i] >= 512);
    }
}

static void every_use_fits_the_tag(void **state)
{
    (void)state;
    const uint64_t other = kr_random_tag(0, kr_quarter_of(2024, 4), 7);
    for (int i = 0; i < ALL_USES; i++) {
        const uint64_t tag =
            kr_random_tag((unsigned)use_at(i), kr_quarter_of(2024, 4), 7);
        assert_int_equal(tag >> 40, use_at(i));
        assert_true((tag & 0xffffffffffU) == other);
    }
}

static void draws_of_two_uses_differ(void **state)
{
    (void)state;
    const struct kr_random_key key = kr_random_key_of(1, 0);
    const kr_quarter now = kr_quarter_of(2025, 1);
    for (int i = 1; i < ALL_USES; i++) {
        const uint64_t salt =
            kr_random_salt(key, kr_random_tag((unsigned)use_at(i), now, 0));
        const uint64_t previous =
            kr_random_salt(key, kr_random_tag((unsigned)use_at(i - 1), now, 0));
        assert_true(kr_random_word(salt, 99) != kr_random_word(previous, 99));
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_two_uses_share_a_number),
        cmocka_unit_test(uses_of_the_starting_population_begin_where_the_others_end),
        cmocka_unit_test(every_use_fits_the_tag),
        cmocka_unit_test(draws_of_two_uses_differ),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
