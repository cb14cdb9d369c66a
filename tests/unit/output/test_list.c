// The list of outputs with the real figures of sim/: no name may be used twice.
#include "output/variables.h"
#include "tests/support/test.h"

#include <string.h>

static void names_stay_unique_with_the_indicators_of_the_model(void **state)
{
    (void)state;
    static const char *const taken[] = {"time", "year", "quarter", "quarters_complete"};
    for (size_t i = 0; i < kr_variable_count(); i++) {
        const struct kr_variable a = kr_variable_at(i);
        for (size_t k = 0; k < i; k++) {
            const struct kr_variable b = kr_variable_at(k);
            if (a.series == b.series && strcmp(a.name, b.name) == 0) {
                fail_msg("two variables are called %s", a.name);
            }
        }
        for (size_t k = 0; k < sizeof taken / sizeof taken[0]; k++) {
            assert_string_not_equal(a.name, taken[k]);
        }
        for (int d = 1; d < KR_DIM_COUNT; d++) {
            assert_string_not_equal(a.name, kr_dimension_name((enum kr_dimension)d));
        }
    }
}

static void indicators_say_what_they_are(void **state)
{
    (void)state;
    size_t count = 0;
    const struct kr_indicator *list = kr_indicator_list(&count);
    for (size_t i = 0; i < count; i++) {
        assert_true(list[i].name[0] != '\0' && strpbrk(list[i].name, " /.") == NULL);
        assert_true(list[i].unit[0] != '\0');
        assert_true(list[i].meaning[0] != '\0');
        assert_non_null(list[i].target);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stay_unique_with_the_indicators_of_the_model),
        cmocka_unit_test(indicators_say_what_they_are),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
