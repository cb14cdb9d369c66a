// What every test includes: cmocka in the order it needs, comparisons of doubles, and a
// way to run only some tests.
#ifndef KR_TESTS_SUPPORT_TEST_H
#define KR_TESTS_SUPPORT_TEST_H

// cmocka.h uses these without including them.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

// Fails unless `actual` is within `tolerance` of `expected`, as doubles (cmocka 1.1.5
// rounds to float). NaN is close to nothing, an infinity only to itself.
#define assert_close(actual, expected, tolerance) \
    kr_assert_close((actual), (expected), (tolerance), #actual, __FILE__, __LINE__)

// As assert_close, with the tolerance as a part of `expected`.
#define assert_close_relative(actual, expected, part)                               \
    kr_assert_close((actual), (expected), (part)*__builtin_fabs(expected), #actual, \
                    __FILE__, __LINE__)

// Fails unless low <= actual <= high.
#define assert_between(actual, low, high) \
    kr_assert_between((actual), (low), (high), #actual, __FILE__, __LINE__)

void kr_assert_close(double actual, double expected, double tolerance, const char *text,
                     const char *file, int line);
void kr_assert_between(double actual, double low, double high, const char *text,
                       const char *file, int line);

// Runs the tests of a table: all, or those that match the program's first argument (a
// name, with * and ?). For main to return.
#define KR_RUN_TESTS(tests, argc, argv) \
    kr_run_tests((tests), sizeof(tests) / sizeof((tests)[0]), (argc), (argv))

int kr_run_tests(const struct CMUnitTest *tests, size_t count, int argc, char **argv);

#endif
