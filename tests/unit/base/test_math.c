#include "base/hash.h"
#include "base/math.h"
#include "tests/support/test.h"

#include <math.h>

enum { POINTS = 400000 }; // of each grid

// Distance of `actual` from `expected`, in units in the last place of a double.
static double units_off(double actual, long double expected)
{
    const double near = (double)expected;
    if (actual == near) {
        return 0.0;
    }
    const double size = fabs(near);
    const double unit = nextafter(size, HUGE_VAL) - size;
    return (double)fabsl((long double)actual - expected) / unit;
}

// A point of a grid that does not fall on round numbers.
static double grid(double low, double high, int i)
{
    return low + (high - low) * (i + 0.37) / POINTS;
}

static long double chance_exactly(long double rate)
{
    return -expm1l(-rate);
}

static long double logistic_exactly(long double x)
{
    return 1.0L / (1.0L + expl(-x));
}

static double worst(double (*ours)(double), long double (*exactly)(long double),
                    double low, double high)
{
    double most = 0.0;
    for (int i = 0; i < POINTS; i++) {
        const double x = grid(low, high, i);
        most = fmax(most, units_off(ours(x), exactly((long double)x)));
    }
    return most;
}

static void exp_is_right_to_two_units(void **state)
{
    (void)state;
    assert_between(worst(kr_exp, expl, -1.0, 1.0), 0.0, 2.0);
    assert_between(worst(kr_exp, expl, -1e-9, 1e-9), 0.0, 2.0);
    assert_between(worst(kr_exp, expl, -745.0, -700.0), 0.0, 2.0);
    assert_between(worst(kr_exp, expl, -708.0, 709.78), 0.0, 2.0);
}

static void exp_holds_out_at_the_ends(void **state)
{
    (void)state;
    assert_true(kr_exp(0.0) == 1.0);
    assert_true(kr_exp(-746.0) == 0.0);
    assert_true(kr_exp(-HUGE_VAL) == 0.0);
    assert_true(kr_exp(-1e300) == 0.0);
    assert_true(isinf(kr_exp(709.79)));
    assert_true(isinf(kr_exp(1e300)));
    assert_true(isinf(kr_exp(HUGE_VAL)));
    assert_true(isfinite(kr_exp(709.78)));
    assert_true(isnan(kr_exp(nan(""))));
}

static void log_is_right_to_two_units(void **state)
{
    (void)state;
    assert_between(worst(kr_log, logl, 0.0, 3.0), 0.0, 2.0);
    assert_between(worst(kr_log, logl, 0.999, 1.001), 0.0, 2.0);
    assert_between(worst(kr_log, logl, 0.0, 1e300), 0.0, 2.0);
    double most = 0.0;
    for (int i = 0; i < POINTS; i++) {
        // From the smallest subnormal number to the largest.
        const double x = exp(grid(-744.0, 709.7, i));
        most = fmax(most, units_off(kr_log(x), logl((long double)x)));
    }
    assert_between(most, 0.0, 2.0);
}

static void log_holds_out_at_the_ends(void **state)
{
    (void)state;
    assert_true(kr_log(1.0) == 0.0);
    assert_true(kr_log(0.0) == -HUGE_VAL);
    assert_true(kr_log(HUGE_VAL) == HUGE_VAL);
    assert_true(isnan(kr_log(-1.0)));
    assert_true(isnan(kr_log(nan(""))));
    assert_between(units_off(kr_log(0x1p-1074), logl(0x1p-1074L)), 0.0, 2.0);
}

static void chance_is_exact_for_small_rates_too(void **state)
{
    (void)state;
    assert_between(worst(kr_chance, chance_exactly, 0.0, 1e-6), 0.0, 2.0);
    assert_between(worst(kr_chance, chance_exactly, 0.0, 1.0), 0.0, 2.0);
    assert_between(worst(kr_chance, chance_exactly, 0.0, 100.0), 0.0, 2.0);
    assert_between(units_off(kr_chance(1e-300), 1e-300L), 0.0, 1.0);
}

static void chance_is_a_chance(void **state)
{
    (void)state;
    assert_true(kr_chance(0.0) == 0.0);
    assert_true(kr_chance(-1.0) == 0.0);
    assert_true(kr_chance(1e300) == 1.0);
    assert_true(kr_chance(HUGE_VAL) == 1.0);
    double last = 0.0;
    for (int i = 0; i < POINTS; i++) {
        const double now = kr_chance(grid(0.0, 50.0, i));
        assert_true(now >= last && now <= 1.0);
        last = now;
    }
}

static void logistic_is_right_and_stays_inside(void **state)
{
    (void)state;
    assert_between(worst(kr_logistic, logistic_exactly, -700.0, 700.0), 0.0, 4.0);
    assert_between(worst(kr_logistic, logistic_exactly, -3.0, 3.0), 0.0, 4.0);
    assert_true(kr_logistic(0.0) == 0.5);
    assert_true(kr_logistic(-1e9) == 0.0);
    assert_true(kr_logistic(1e9) == 1.0);
}

// Relative error of the quantile of p: how far the chance of our answer is off, over the
// slope.
static double quantile_error(double p)
{
    const long double x = (long double)kr_normal_quantile(p);
    const long double chance = (long double)p;
    const long double root2 = sqrtl(2.0L);
    const long double gap = p < 0.5 ? 0.5L * erfcl(-x / root2) - chance
                                    : (1.0L - chance) - 0.5L * erfcl(x / root2);
    const long double slope = expl(-0.5L * x * x) / sqrtl(2.0L * 3.14159265358979323846L);
    return (double)fabsl(gap / slope / x);
}

static void quantile_is_right_to_nine_digits(void **state)
{
    (void)state;
    double most = 0.0;
    for (int i = 0; i < POINTS; i++) {
        const double middle = grid(0.0, 1.0, i);
        most = fmax(most, quantile_error(middle));
        const double tail = exp(grid(-690.0, -0.7, i));
        most = fmax(most, quantile_error(tail));
    }
    assert_between(most, 0.0, 1e-9);
}

static void quantile_gives_published_values(void **state)
{
    (void)state;
    // Wichura (1988), table of test values of PPND16.
    assert_close_relative(kr_normal_quantile(0.25), -0.6744897501960817, 1e-15);
    assert_close_relative(kr_normal_quantile(0.001), -3.090232306167814, 1e-15);
    assert_close_relative(kr_normal_quantile(1e-20), -9.262340089798408, 1e-15);
    assert_close_relative(kr_normal_quantile(0.975), 1.959963984540054, 1e-15);
    assert_true(kr_normal_quantile(0.5) == 0.0);
}

static void quantile_is_finite_and_never_falls(void **state)
{
    (void)state;
    assert_between(kr_normal_quantile(0.0), -37.1, -37.0);
    assert_between(kr_normal_quantile(1.0), 8.2, 8.3);
    double last = -40.0;
    for (int i = 0; i < POINTS; i++) {
        const double now = kr_normal_quantile(grid(0.0, 1.0, i));
        assert_true(now >= last);
        last = now;
    }
}

static void every_compiler_gives_the_same_bits(void **state)
{
    (void)state;
    uint64_t hash = 0;
    for (int i = 0; i < POINTS; i++) {
        const double x = grid(-40.0, 40.0, i);
        const double p = grid(0.0, 1.0, i);
        hash = kr_hash_word(hash, kr_bits_of(kr_exp(x)));
        hash = kr_hash_word(hash, kr_bits_of(kr_log(x * x)));
        hash = kr_hash_word(hash, kr_bits_of(kr_chance(x * x * 0.01)));
        hash = kr_hash_word(hash, kr_bits_of(kr_logistic(x)));
        hash = kr_hash_word(hash, kr_bits_of(kr_normal_quantile(p)));
    }
    // From gcc 12; clang and other levels of optimisation must agree.
    assert_int_equal(hash, UINT64_C(0x4725fc9963e40fc9));
}

static void clamp_keeps_what_is_inside(void **state)
{
    (void)state;
    assert_true(kr_clamp(0.3, 0.0, 1.0) == 0.3);
    assert_true(kr_clamp(-0.3, 0.0, 1.0) == 0.0);
    assert_true(kr_clamp(1.3, 0.0, 1.0) == 1.0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp_is_right_to_two_units),
        cmocka_unit_test(exp_holds_out_at_the_ends),
        cmocka_unit_test(log_is_right_to_two_units),
        cmocka_unit_test(log_holds_out_at_the_ends),
        cmocka_unit_test(chance_is_exact_for_small_rates_too),
        cmocka_unit_test(chance_is_a_chance),
        cmocka_unit_test(logistic_is_right_and_stays_inside),
        cmocka_unit_test(quantile_is_right_to_nine_digits),
        cmocka_unit_test(quantile_gives_published_values),
        cmocka_unit_test(quantile_is_finite_and_never_falls),
        cmocka_unit_test(every_compiler_gives_the_same_bits),
        cmocka_unit_test(clamp_keeps_what_is_inside),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
