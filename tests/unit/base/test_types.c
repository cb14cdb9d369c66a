#include "base/types.h"
#include "tests/support/test.h"

static void quarters_turn_into_years_and_numbers_and_back(void **state)
{
    (void)state;
    for (int year = 1900; year <= 2150; year++) {
        for (int number = 1; number <= 4; number++) {
            const kr_quarter quarter = kr_quarter_of(year, number);
            assert_int_equal(kr_quarter_year(quarter), year);
            assert_int_equal(kr_quarter_number(quarter), number);
        }
    }
    assert_int_equal(kr_quarter_of(2026, 1) - kr_quarter_of(2025, 4), 1);
}

static void age_goes_up_in_the_quarter_of_birth(void **state)
{
    (void)state;
    const kr_quarter birth = kr_quarter_of(1980, 3);
    assert_int_equal(kr_age(birth, birth), 0);
    assert_int_equal(kr_age(birth, kr_quarter_of(2026, 2)), 45);
    assert_int_equal(kr_age(birth, kr_quarter_of(2026, 3)), 46);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quarters_turn_into_years_and_numbers_and_back),
        cmocka_unit_test(age_goes_up_in_the_quarter_of_birth),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
