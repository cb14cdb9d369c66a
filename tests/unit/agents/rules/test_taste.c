// The taste for hours: thresholds, premiums and what is stored.
#include "agents/rules/taste.h"
#include "base/random.h"
#include "tests/support/test.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { WAGES = 3, MENUS = KR_HOUSEHOLD_KINDS * WAGES, TRIALS = 40 };

// A country with nothing but incomes, drawn at random: kinks, flat stretches and falls.
struct incomes {
    struct kr_country country;
    double net[MENUS * KR_HOURS_GRID];
    double childcare[MENUS * KR_HOURS_GRID];
    double wage[WAGES];
    struct kr_hours_menus menus;
    struct kr_hours_parameters parameters;
};

static void draw_incomes(struct incomes *in, uint64_t seed, double curvature)
{
    const struct kr_random_key key = kr_random_key_of(seed, 0);
    *in = (struct incomes){.wage = {14, 20, 30}};
    in->country.wage_classes = WAGES;
    in->country.wage_class = in->wage;
    in->country.net_income = in->net;
    in->country.childcare_cost = in->childcare;
    in->parameters.leisure_curvature = curvature;
    in->parameters.care_weight = 0.5;
    in->parameters.premium_mean = 2.0;
    for (int m = 0; m < MENUS; m++) {
        struct kr_pcg stream = kr_random(key, 1, (kr_id)m);
        double income = 40000 * kr_pcg_uniform(&stream);
        for (int k = 0; k < KR_HOURS_GRID; k++) {
            in->net[m * KR_HOURS_GRID + k] = income;
            in->childcare[m * KR_HOURS_GRID + k] = 100.0 * k * kr_pcg_uniform(&stream);
            const double u = kr_pcg_uniform(&stream);
            // Mostly a rise; one in four next to nothing or a fall.
            income += u < 0.25 ? -400 + 1600 * u : 6000 * u;
        }
    }
    assert_int_equal(kr_hours_menus_init(&in->menus, &in->country), KR_OK);
    kr_hours_menus_build(&in->menus, &in->country, &in->parameters);
}

static struct incomes *new_incomes(uint64_t seed, double curvature)
{
    struct incomes *in = malloc(sizeof *in);
    assert_non_null(in);
    draw_incomes(in, seed, curvature);
    return in;
}

static void free_incomes(struct incomes *in)
{
    kr_hours_menus_free(&in->menus);
    free(in);
}

static void thresholds_rise(void **state)
{
    (void)state;
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        struct incomes *in = new_incomes(trial, 0.5 + 0.2 * (double)trial);
        for (int m = 0; m < MENUS; m++) {
            const struct kr_hours_menu *menu = &in->menus.menu[m];
            for (int k = 1; k < KR_HOURS_STEPS; k++) {
                assert_true(menu->threshold[k] >= menu->threshold[k - 1] + 0.999);
                assert_true(menu->gain[k] > 0);
                assert_true(menu->income[k] > 0);
            }
        }
        free_incomes(in);
    }
}

static void premium_is_not_above_zero_exactly_when_more_is_wanted(void **state)
{
    (void)state;
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        struct incomes *in = new_incomes(trial, 0.3 + 0.25 * (double)trial);
        for (int m = 0; m < MENUS; m++) {
            const struct kr_hours_menu *menu = &in->menus.menu[m];
            for (int stored = -32768; stored < 32768; stored += 577) {
                const double x = kr_taste_hours(&in->menus, (int16_t)stored, m % 5);
                const int wanted = kr_desired_hours(menu, x);
                for (int k = 0; k < KR_HOURS_STEPS; k++) {
                    const bool more = wanted >= (k + 1) * KR_HOURS_STEP;
                    assert_int_equal(kr_premium_up(&in->menus, menu, k, x) <= 0, more);
                    const bool fewer = wanted <= k * KR_HOURS_STEP;
                    assert_int_equal(kr_premium_down(&in->menus, menu, k + 1, x) < 0,
                                     fewer);
                }
            }
        }
        free_incomes(in);
    }
}

static void premium_is_zero_at_a_threshold_itself(void **state)
{
    (void)state;
    struct incomes *in = new_incomes(3, 1.2);
    const struct kr_hours_menu *menu = &in->menus.menu[7];
    for (int k = 0; k < KR_HOURS_STEPS; k++) {
        const double t = menu->threshold[k];
        assert_true(kr_premium_up(&in->menus, menu, k, t) == 0);
        assert_true(kr_premium_up(&in->menus, menu, k, nextafter(t, -1e9)) > 0);
        assert_int_equal(kr_desired_hours(menu, t), (k + 1) * KR_HOURS_STEP);
    }
    free_incomes(in);
}

static void premium_falls_as_taste_rises_and_rises_with_hours(void **state)
{
    (void)state;
    struct incomes *in = new_incomes(4, 1.2);
    for (int m = 0; m < MENUS; m++) {
        const struct kr_hours_menu *menu = &in->menus.menu[m];
        for (int k = 0; k < KR_HOURS_STEPS; k++) {
            double before = INFINITY;
            for (int half_hours = -40; half_hours < 140; half_hours++) {
                const double premium =
                    kr_premium_up(&in->menus, menu, k, 0.5 * half_hours);
                assert_true(premium < before);
                before = premium;
            }
        }
    }
    free_incomes(in);
}

static void taste_for_is_the_inverse_of_premium(void **state)
{
    (void)state;
    struct incomes *in = new_incomes(5, 1.2);
    for (int m = 0; m < MENUS; m++) {
        const struct kr_hours_menu *menu = &in->menus.menu[m];
        for (int k = 0; k < KR_HOURS_STEPS; k++) {
            for (int quarters = -2; quarters < 32; quarters++) {
                const double premium = 0.25 * quarters;
                const double x = kr_taste_for(&in->menus, menu, k, premium);
                assert_close(kr_premium_up(&in->menus, menu, k, x), premium, 1e-9);
            }
        }
    }
    free_incomes(in);
}

// With nothing but work to live on and no kinks, a taste of x hours wants about x hours,
// a little more for the money.
static void taste_is_in_hours(void **state)
{
    (void)state;
    struct incomes *in = new_incomes(6, 1.2);
    for (int m = 0; m < MENUS; m++) {
        for (int k = 0; k < KR_HOURS_GRID; k++) {
            in->net[m * KR_HOURS_GRID + k] = 30000 + 1.0 * k;
            in->childcare[m * KR_HOURS_GRID + k] = 0;
        }
    }
    kr_hours_menus_build(&in->menus, &in->country, &in->parameters);
    for (int hours = 0; hours <= 48; hours += 4) {
        assert_int_equal(kr_desired_hours(&in->menus.menu[0], hours), hours);
    }
    free_incomes(in);
}

static void care_takes_hours_by_its_weight(void **state)
{
    (void)state;
    struct incomes *in = new_incomes(7, 1.2);
    const double without = kr_taste_hours(&in->menus, 100, 0);
    assert_close(kr_taste_hours(&in->menus, 100, 8), without - 4.0, 1e-12);
    free_incomes(in);
}

static void what_is_stored_wants_exactly_what_was_drawn(void **state)
{
    (void)state;
    const struct kr_random_key key = kr_random_key_of(8, 0);
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        struct incomes *in = new_incomes(trial, 0.8 + 0.05 * (double)trial);
        for (int m = 0; m < MENUS; m++) {
            const struct kr_hours_menu *menu = &in->menus.menu[m];
            struct kr_pcg stream = kr_random(key, trial, (kr_id)m);
            for (int k = 1; k < KR_HOURS_GRID; k++) {
                const int care = (int)kr_pcg_below(&stream, 30);
                const double u = kr_pcg_uniform(&stream);
                const int16_t stored = kr_taste_draw(&in->menus, menu, k, care, u);
                const double x = kr_taste_hours(&in->menus, stored, care);
                assert_int_equal(kr_desired_hours(menu, x), k * KR_HOURS_STEP);
            }
            // The ends of the uniform are inside too.
            const int16_t zero = kr_taste_draw(&in->menus, menu, 6, 0, 0.0);
            const int16_t one = kr_taste_draw(&in->menus, menu, 6, 0, 1.0 - 0x1p-53);
            assert_int_equal(kr_desired_hours(menu, kr_taste_hours(&in->menus, zero, 0)),
                             24);
            assert_int_equal(kr_desired_hours(menu, kr_taste_hours(&in->menus, one, 0)),
                             24);
        }
        free_incomes(in);
    }
}

// One unit of storage moves the premium by less than 0.01, so rounding costs less than
// 0.005, where pay rises as it does outside the steepest kinks.
static void storage_keeps_premiums_to_a_half_percent(void **state)
{
    (void)state;
    struct incomes *in = new_incomes(9, 1.2);
    for (int m = 0; m < MENUS; m++) {
        const struct kr_hours_menu *menu = &in->menus.menu[m];
        for (int k = 0; k < KR_HOURS_STEPS; k++) {
            if (menu->gain[k] < 0.02 * menu->income[k + 1]) {
                continue;
            }
            const double x = menu->threshold[k] - 0.5;
            const double unit = 1.0 / KR_TASTE_UNITS;
            const double here = kr_premium_up(&in->menus, menu, k, x);
            const double next = kr_premium_up(&in->menus, menu, k, x - unit);
            assert_true(next - here < 0.01);
        }
    }
    free_incomes(in);
}

// The share that a premium of 10% moves is what the mean premium says.
static void density_above_zero_is_one_over_the_mean(void **state)
{
    (void)state;
    struct incomes *in = new_incomes(10, 1.2);
    for (int m = 0; m < MENUS; m++) {
        for (int k = 0; k < KR_HOURS_GRID; k++) {
            in->net[m * KR_HOURS_GRID + k] = 20000 + 2000.0 * k;
            in->childcare[m * KR_HOURS_GRID + k] = 0;
        }
    }
    kr_hours_menus_build(&in->menus, &in->country, &in->parameters);
    const struct kr_hours_menu *menu = &in->menus.menu[0];
    const int draws = 20000;
    int moved = 0;
    for (int i = 0; i < draws; i++) {
        const double u = (i + 0.5) / draws;
        const int16_t stored = kr_taste_draw(&in->menus, menu, 6, 0, u);
        const double x = kr_taste_hours(&in->menus, stored, 0);
        moved += kr_premium_up(&in->menus, menu, 6, x) < 0.1;
    }
    // The tail that would want fewer hours is cut, so the density is a little higher.
    assert_between(moved / (double)draws, 0.048, 0.065);
    free_incomes(in);
}

static void menus_follow_the_wage(void **state)
{
    (void)state;
    struct incomes *in = new_incomes(11, 1.2);
    assert_ptr_equal(kr_hours_menu_of(&in->menus, 2, 5.0),
                     &in->menus.menu[2 * (size_t)WAGES]);
    assert_ptr_equal(kr_hours_menu_of(&in->menus, 2, 17.1),
                     &in->menus.menu[2 * (size_t)WAGES + 1]);
    assert_ptr_equal(kr_hours_menu_of(&in->menus, 2, 1000.0),
                     &in->menus.menu[2 * WAGES + 2]);
    free_incomes(in);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thresholds_rise),
        cmocka_unit_test(premium_is_not_above_zero_exactly_when_more_is_wanted),
        cmocka_unit_test(premium_is_zero_at_a_threshold_itself),
        cmocka_unit_test(premium_falls_as_taste_rises_and_rises_with_hours),
        cmocka_unit_test(taste_for_is_the_inverse_of_premium),
        cmocka_unit_test(taste_is_in_hours),
        cmocka_unit_test(care_takes_hours_by_its_weight),
        cmocka_unit_test(what_is_stored_wants_exactly_what_was_drawn),
        cmocka_unit_test(storage_keeps_premiums_to_a_half_percent),
        cmocka_unit_test(density_above_zero_is_one_over_the_mean),
        cmocka_unit_test(menus_follow_the_wage),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
