#include "tests/support/test.h"

#include <fnmatch.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

void kr_assert_close(double actual, double expected, double tolerance, const char *text,
                     const char *file, int line)
{
    const bool same = isinf(expected) && actual == expected;
    if (same || fabs(actual - expected) <= tolerance) {
        return;
    }
    print_error("%s is %.17g, expected %.17g within %.3g\n", text, actual, expected,
                tolerance);
    _fail(file, line);
}

void kr_assert_between(double actual, double low, double high, const char *text,
                       const char *file, int line)
{
    if (low <= actual && actual <= high) {
        return;
    }
    print_error("%s is %.17g, expected between %.17g and %.17g\n", text, actual, low,
                high);
    _fail(file, line);
}

int kr_run_tests(const struct CMUnitTest *tests, size_t count, int argc, char **argv)
{
    if (argc > 1) {
        // A filter that matches nothing must not look like success.
        size_t matches = 0;
        for (size_t i = 0; i < count; i++) {
            matches += fnmatch(argv[1], tests[i].name, 0) == 0;
        }
        if (matches == 0) {
            fprintf(stderr, "no test matches '%s'\n", argv[1]);
            return 1;
        }
        cmocka_set_test_filter(argv[1]);
    }
    return _cmocka_run_group_tests(argv[0], tests, count, NULL, NULL);
}
