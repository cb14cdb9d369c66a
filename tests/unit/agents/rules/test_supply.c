// Pure functions behind the supply of labour: elasticities and hazards, walks over hours,
// levers on net pay, voice and grants.
#include "agents/rules/hours.h"
#include "agents/rules/participation.h"
#include "agents/rules/taste.h"
#include "base/random.h"
#include "tests/support/test.h"

#include <string.h>

enum { WAGES = 1, MENUS = KR_HOUSEHOLD_KINDS * WAGES, CELLS = MENUS * KR_HOURS_GRID };

static struct kr_participation_parameters participation(void)
{
#define KR_FIRST(name, first, ...) first,
    return (struct kr_participation_parameters){KR_PARTICIPATION_PARAMETERS(KR_FIRST)};
}

static struct kr_hours_parameters hours(void)
{
    return (struct kr_hours_parameters){KR_HOURS_PARAMETERS(KR_FIRST)};
#undef KR_FIRST
}

static void
single_parents_of_small_children_weigh_pay_most_and_fathers_least(void **state)
{
    (void)state;
    const struct kr_participation_parameters rule = participation();
    const double most = kr_participation_elasticity(&rule, 1, KR_WOMAN);
    const double least = kr_participation_elasticity(&rule, 4, KR_MAN);
    for (int kind = 0; kind < KR_HOUSEHOLD_KINDS; kind++) {
        for (int sex = 0; sex < KR_SEX_COUNT; sex++) {
            const double e = kr_participation_elasticity(&rule, kind, sex);
            assert_between(e, least, most);
        }
    }
    assert_close(most, 0.65 * 0.55, 1e-12);
    assert_close(kr_participation_elasticity(&rule, 0, KR_MAN), 0.3 * 0.8, 1e-12);
    assert_close(kr_participation_elasticity(&rule, 14, KR_WOMAN), 0.4 * 0.8, 1e-12);
}

// p = a / (a + b) moves by the elasticity when both hazards move by the coefficient.
static void entry_and_exit_together_give_the_elasticity(void **state)
{
    (void)state;
    const double elasticity = 0.3;
    const double step = 1e-4;
    for (int i = 1; i < 9; i++) {
        const double p = i / 10.0;
        const double c = kr_hazard_coefficient(elasticity, p);
        const double a = p * kr_exp(c * step);
        const double b = (1.0 - p) * kr_exp(-c * step);
        assert_close(kr_log(a / (a + b) / p) / step, elasticity, 1e-3);
    }
}

static void a_walk_keeps_the_distribution_of_hours(void **state)
{
    (void)state;
    static const double WEIGHT[KR_HOURS_GRID] = {0, 1, 4, 1, 3, 2, 6, 1, 8, 4, 9, 1, 2};
    enum { PEOPLE = 42000, STEPS = 40 };
    double sum = 0.0;
    double count[KR_HOURS_GRID] = {0};
    for (int k = 0; k < KR_HOURS_GRID; k++) {
        sum += WEIGHT[k];
    }
    for (int i = 0; i < PEOPLE; i++) {
        int step = 1 + i % (KR_HOURS_GRID - 1); // all alike at first
        for (int n = 0; n < STEPS * 4; n++) {
            step = kr_hours_walk(WEIGHT, 0.0, step,
                                 kr_mix64((uint64_t)(i * STEPS * 4 + n) + 1));
        }
        count[step] += 1.0;
    }
    for (int k = 0; k < KR_HOURS_GRID; k++) {
        assert_close(count[k] / PEOPLE, WEIGHT[k] / sum, 0.012);
    }
}

static void a_walk_changes_hours_by_a_day_at_most_and_stays_on_the_grid(void **state)
{
    (void)state;
    static const double WEIGHT[KR_HOURS_GRID] = {5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    for (int step = 1; step < KR_HOURS_GRID; step++) {
        for (uint64_t i = 0; i < 200; i++) {
            const int to = kr_hours_walk(WEIGHT, 0.0, step, kr_mix64(i));
            assert_between(to, 1, KR_HOURS_GRID - 1);
            assert_between(to - step, -2, 2);
        }
    }
}

static void a_tilt_leans_the_walk_to_longer_hours(void **state)
{
    (void)state;
    static const double WEIGHT[KR_HOURS_GRID] = {0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    int flat = 0;
    int leaning = 0;
    for (uint64_t i = 0; i < 4000; i++) {
        flat += kr_hours_walk(WEIGHT, 0.0, 6, kr_mix64(i));
        leaning += kr_hours_walk(WEIGHT, 0.1, 6, kr_mix64(i));
    }
    assert_true(leaning > flat);
}

static void a_shift_of_taste_stops_at_what_is_stored(void **state)
{
    (void)state;
    assert_int_equal(kr_taste_shift(0, 2.0), 2 * KR_TASTE_UNITS);
    assert_int_equal(kr_taste_shift(32000, 20.0), 32767);
    assert_int_equal(kr_taste_shift(-32000, -20.0), -32768);
}

static void levers_change_net_pay_as_they_say(void **state)
{
    (void)state;
    double net[CELLS];
    double care[CELLS];
    for (int i = 0; i < CELLS; i++) {
        net[i] = 20000.0 + 1000.0 * (i % KR_HOURS_GRID);
        care[i] = 100.0 * (i % KR_HOURS_GRID);
    }
    double wage[WAGES] = {20.0};
    const struct kr_country country = {.net_income = net,
                                       .childcare_cost = care,
                                       .wage_classes = WAGES,
                                       .wage_class = wage};
    struct kr_hours_parameters rule = hours();
    assert_close(kr_menu_income(&country, &rule, 3, 10), 29000.0, 1e-9);
    rule.net_pay = 1.1;
    assert_close(kr_menu_income(&country, &rule, 3, 10), 30000.0, 1e-9);
    rule.childcare_price = 2.0;
    assert_close(kr_menu_income(&country, &rule, 3, 10), 29000.0, 1e-9);
    rule.home_income = 1.05;
    assert_close(kr_menu_income(&country, &rule, 3, 10), 30000.0, 1e-9);
}

static void credits_change_net_pay_of_their_kind_of_household_only(void **state)
{
    (void)state;
    enum { KINDS = 16 };
    double net[KINDS * KR_HOURS_GRID];
    double care[KINDS * KR_HOURS_GRID] = {0};
    for (int i = 0; i < KINDS * KR_HOURS_GRID; i++) {
        net[i] = 20000.0 + 1000.0 * (i % KR_HOURS_GRID);
    }
    double wage[1] = {20.0};
    const struct kr_country country = {
        .net_income = net, .childcare_cost = care, .wage_classes = 1, .wage_class = wage};
    struct kr_hours_parameters rule = hours();
    rule.net_pay_partner = 1.1;
    rule.net_pay_lone = 1.2;
    rule.net_pay_lone_older = 1.3;
    for (int kind = 0; kind < KINDS; kind++) {
        const double gain = kind == 0   ? 10000.0
                            : kind == 3 ? 13000.0
                            : kind < 4  ? 12000.0
                                        : 11000.0;
        assert_close(kr_menu_income(&country, &rule, kind, 10), 20000.0 + gain, 1e-9);
    }
}

static void free_hours_of_childcare_cost_nothing_and_others_as_before(void **state)
{
    (void)state;
    double net[CELLS];
    double care[CELLS];
    for (int i = 0; i < CELLS; i++) {
        net[i] = 30000.0;
        care[i] = 100.0 * (i % KR_HOURS_GRID);
    }
    double wage[WAGES] = {20.0};
    const struct kr_country country = {.net_income = net,
                                       .childcare_cost = care,
                                       .wage_classes = WAGES,
                                       .wage_class = wage};
    struct kr_hours_parameters rule = hours();
    rule.childcare_free = 16.0;
    assert_close(kr_menu_income(&country, &rule, 0, 3), 30000.0, 1e-9);
    assert_close(kr_menu_income(&country, &rule, 0, 4), 30000.0, 1e-9);
    assert_close(kr_menu_income(&country, &rule, 0, 6), 29800.0, 1e-9);
}

static void a_menu_moves_only_when_net_pay_does(void **state)
{
    (void)state;
    double net[CELLS];
    double care[CELLS] = {0};
    for (int i = 0; i < CELLS; i++) {
        net[i] = 20000.0 + 1000.0 * (i % KR_HOURS_GRID);
    }
    double wage[WAGES] = {20.0};
    const struct kr_country country = {.net_income = net,
                                       .childcare_cost = care,
                                       .wage_classes = WAGES,
                                       .wage_class = wage};
    struct kr_hours_parameters rule = hours();
    struct kr_hours_menus menus;
    assert_int_equal(kr_hours_menus_init(&menus, &country), KR_OK);
    kr_hours_menus_build(&menus, &country, &rule);
    assert_false(menus.moved);
    rule.net_pay = 1.02;
    kr_hours_menus_build(&menus, &country, &rule);
    assert_false(menus.moved);
    rule.net_pay = 1.1;
    kr_hours_menus_build(&menus, &country, &rule);
    assert_true(menus.moved && menus.menu[0].moved);
    kr_hours_menus_build(&menus, &country, &rule);
    assert_false(menus.moved);
    kr_hours_menus_free(&menus);
}

static void larger_gaps_and_flexible_hours_are_voiced_sooner(void **state)
{
    (void)state;
    const struct kr_hours_parameters rule = hours();
    assert_close(kr_voice_chance(&rule, (int)rule.gap_hours, false), rule.voice_rate,
                 1e-9);
    for (int gap = 4; gap < 40; gap += 4) {
        assert_true(kr_voice_chance(&rule, gap + 4, false) >
                    kr_voice_chance(&rule, gap, false));
        assert_true(kr_voice_chance(&rule, gap, true) >
                    kr_voice_chance(&rule, gap, false));
    }
    assert_true(kr_voice_fewer_chance(&rule, true) > kr_voice_fewer_chance(&rule, false));
}

static void grants_rise_with_shortage_and_roster_and_fall_with_surplus(void **state)
{
    (void)state;
    const struct kr_hours_parameters rule = hours();
    assert_close(kr_grant_chance(&rule, 0.0, 0.0, 0.0), rule.grant_slack, 1e-12);
    assert_close(kr_grant_chance(&rule, 0.5, 0.0, 0.0), rule.grant_shortage, 1e-12);
    assert_true(kr_grant_chance(&rule, 0.05, 0.0, 0.0) > rule.grant_slack);
    assert_true(kr_grant_chance(&rule, 0.05, 0.0, 1.0) >
                kr_grant_chance(&rule, 0.05, 0.0, -1.0));
    assert_true(kr_grant_chance(&rule, 0.0, 0.1, 0.0) < rule.grant_slack);
    assert_true(kr_grant_chance(&rule, 1.0, 0.0, 50.0) <= 1.0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            single_parents_of_small_children_weigh_pay_most_and_fathers_least),
        cmocka_unit_test(entry_and_exit_together_give_the_elasticity),
        cmocka_unit_test(a_walk_keeps_the_distribution_of_hours),
        cmocka_unit_test(a_walk_changes_hours_by_a_day_at_most_and_stays_on_the_grid),
        cmocka_unit_test(a_tilt_leans_the_walk_to_longer_hours),
        cmocka_unit_test(a_shift_of_taste_stops_at_what_is_stored),
        cmocka_unit_test(levers_change_net_pay_as_they_say),
        cmocka_unit_test(credits_change_net_pay_of_their_kind_of_household_only),
        cmocka_unit_test(free_hours_of_childcare_cost_nothing_and_others_as_before),
        cmocka_unit_test(a_menu_moves_only_when_net_pay_does),
        cmocka_unit_test(larger_gaps_and_flexible_hours_are_voiced_sooner),
        cmocka_unit_test(grants_rise_with_shortage_and_roster_and_fall_with_surplus),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
