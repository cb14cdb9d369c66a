#include "study/statistics.h"
#include "tests/support/test.h"

#include <math.h>

static void t_quantiles_are_those_of_the_tables(void **state)
{
    (void)state;
    assert_close(kr_t_quantile_95(1), 12.7062, 1e-4);
    assert_close(kr_t_quantile_95(3), 3.1824, 1e-4);
    assert_close(kr_t_quantile_95(10), 2.2281, 1e-4);
    assert_close(kr_t_quantile_95(11), 2.2010, 2e-4);
    assert_close(kr_t_quantile_95(19), 2.0930, 1e-4);
    assert_close(kr_t_quantile_95(30), 2.0423, 1e-4);
    assert_close(kr_t_quantile_95(100), 1.9840, 1e-4);
    assert_close(kr_t_quantile_95(1000000), 1.95996, 1e-4);
}

static void t_quantiles_fall_with_the_degrees_of_freedom(void **state)
{
    (void)state;
    for (int freedom = 1; freedom < 200; freedom++) {
        assert_true(kr_t_quantile_95(freedom + 1) < kr_t_quantile_95(freedom));
    }
}

static void an_estimate_has_mean_error_and_interval(void **state)
{
    (void)state;
    const double values[] = {2.0, 4.0, 6.0, 8.0};
    const struct kr_estimate estimate = kr_estimate_of(values, 4);
    // variance 20/3, error sqrt(20/12)
    assert_close(estimate.mean, 5.0, 1e-12);
    assert_close(estimate.error, 1.2909944, 1e-6);
    assert_close(estimate.low, 5.0 - 3.182446 * 1.2909944, 1e-5);
    assert_close(estimate.high, 5.0 + 3.182446 * 1.2909944, 1e-5);
}

static void one_replicate_has_no_error(void **state)
{
    (void)state;
    const double value = 7.0;
    const struct kr_estimate estimate = kr_estimate_of(&value, 1);
    assert_close(estimate.mean, 7.0, 0.0);
    assert_true(isnan(estimate.error) && isnan(estimate.low) && isnan(estimate.high));
    const struct kr_estimate ratio = kr_estimate_ratio(&value, &value, 1);
    assert_close(ratio.mean, 1.0, 0.0);
    assert_true(isnan(ratio.error));
}

static void a_fixed_ratio_has_no_error(void **state)
{
    (void)state;
    const double above[] = {3.0, 6.0, 9.0};
    const double below[] = {1.0, 2.0, 3.0};
    const struct kr_estimate ratio = kr_estimate_ratio(above, below, 3);
    assert_close(ratio.mean, 3.0, 1e-12);
    assert_close(ratio.error, 0.0, 1e-12);
}

static void a_ratio_over_nothing_is_not_a_number(void **state)
{
    (void)state;
    const double above[] = {3.0, 6.0};
    const double below[] = {1.0, -1.0};
    assert_true(isnan(kr_estimate_ratio(above, below, 2).mean));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_quantiles_are_those_of_the_tables),
        cmocka_unit_test(t_quantiles_fall_with_the_degrees_of_freedom),
        cmocka_unit_test(an_estimate_has_mean_error_and_interval),
        cmocka_unit_test(one_replicate_has_no_error),
        cmocka_unit_test(a_fixed_ratio_has_no_error),
        cmocka_unit_test(a_ratio_over_nothing_is_not_a_number),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
