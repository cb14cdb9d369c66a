// Figures of a distribution by bins, against ones reckoned by hand and one by one.
#include "output/distribution.h"
#include "tests/support/test.h"

#include <math.h>

enum { BINS = 8 };

static void all_alike_have_no_inequality(void **state)
{
    (void)state;
    const double heads[BINS] = {0, 0, 0, 10};
    const double sum[BINS] = {0, 0, 0, 250};
    const struct kr_distribution d = {BINS, heads, sum};
    assert_close(kr_gini(&d), 0, 1e-12);
    assert_close(kr_log_variance(&d), 0, 1e-12);
}

static void one_who_has_all_is_nearly_one(void **state)
{
    (void)state;
    const double heads[BINS] = {99, 0, 0, 0, 0, 0, 0, 1};
    const double sum[BINS] = {0, 0, 0, 0, 0, 0, 0, 500};
    const struct kr_distribution d = {BINS, heads, sum};
    assert_close(kr_gini(&d), 0.99, 1e-12);
}

// Half the sum of all differences over heads squared times the mean.
static void gini_is_the_mean_difference(void **state)
{
    (void)state;
    const double amounts[BINS] = {1, 2, 3, 5, 8, 13, 21, 34};
    const double heads[BINS] = {7, 3, 9, 1, 4, 2, 5, 1};
    double sum[BINS];
    double all = 0;
    double total = 0;
    for (int i = 0; i < BINS; i++) {
        sum[i] = heads[i] * amounts[i];
        all += heads[i];
        total += sum[i];
    }
    double differences = 0;
    for (int i = 0; i < BINS; i++) {
        for (int k = 0; k < BINS; k++) {
            differences += heads[i] * heads[k] * fabs(amounts[i] - amounts[k]);
        }
    }
    const struct kr_distribution d = {BINS, heads, sum};
    assert_close(kr_gini(&d), differences / (2 * all * total), 1e-12);
}

static void variance_of_logs_ignores_the_unit(void **state)
{
    (void)state;
    const double heads[BINS] = {5, 5};
    const double euro[BINS] = {5 * 1, 5 * 10};
    const double cents[BINS] = {5 * 100, 5 * 1000};
    const struct kr_distribution a = {BINS, heads, euro};
    const struct kr_distribution b = {BINS, heads, cents};
    const double half = log(10) / 2;
    assert_close(kr_log_variance(&a), half * half, 1e-9);
    assert_close(kr_log_variance(&b), half * half, 1e-9);
}

static void quantiles_lie_within_their_bin(void **state)
{
    (void)state;
    const double heads[BINS] = {0, 10, 0, 10};
    const double sum[BINS] = {0, 15, 0, 35};
    const struct kr_distribution d = {BINS, heads, sum};
    assert_close(kr_quantile(&d, 2, 0.25), 3, 1e-12); // half of the second bin, 2 to 4
    assert_close(kr_quantile(&d, 2, 0.50), 4, 1e-12);
    assert_close(kr_quantile(&d, 2, 0.75), 7, 1e-12);
}

static void nobody_has_no_distribution(void **state)
{
    (void)state;
    const double none[BINS] = {0};
    const struct kr_distribution d = {BINS, none, none};
    assert_true(isnan(kr_gini(&d)));
    assert_true(isnan(kr_log_variance(&d)));
    assert_true(isnan(kr_quantile(&d, 1, 0.5)));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_alike_have_no_inequality),
        cmocka_unit_test(one_who_has_all_is_nearly_one),
        cmocka_unit_test(gini_is_the_mean_difference),
        cmocka_unit_test(variance_of_logs_ignores_the_unit),
        cmocka_unit_test(quantiles_lie_within_their_bin),
        cmocka_unit_test(nobody_has_no_distribution),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
