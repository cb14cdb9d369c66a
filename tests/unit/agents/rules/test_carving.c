// The formulas of job carving, technology, administration and second jobs, alone.
#include "agents/parameters.h"
#include "tests/support/test.h"

static struct kr_parameters defaults(void)
{
    struct kr_parameters p;
    kr_parameters_default(&p);
    return p;
}

static void carving_gains_what_is_freed_less_what_helpers_cost(void **state)
{
    (void)state;
    const struct kr_carving_parameters rule = {.efficiency = 0.8,
                                               .supervision = 0.1,
                                               .markup = 0.5,
                                               .coaching = 2.0,
                                               .subsidy = 0.25,
                                               .spread = 3.0};
    // 0.7 * 24 * 1.5 - 16 * 0.75 - 2
    assert_close(kr_carving_gain(24.0, 16.0, 1.0, &rule), 11.2, 1e-12);
}

static void hours_that_do_not_count_are_worth_their_relief_only(void **state)
{
    (void)state;
    struct kr_carving_parameters rule = defaults().carving;
    rule.relief_worth = 0.0;
    const double pure_cost = -16.0 * (1.0 - rule.subsidy) - rule.coaching;
    assert_close(kr_carving_gain(24.0, 16.0, 0.0, &rule), pure_cost, 1e-12);
    const double all = kr_carving_gain(24.0, 16.0, 1.0, &rule);
    assert_close(kr_carving_gain(24.0, 16.0, 0.5, &rule), (all + pure_cost) / 2.0, 1e-12);
    rule.relief_worth = 1.0;
    assert_close(kr_carving_gain(24.0, 16.0, 0.0, &rule), all, 1e-12);
}

static void
the_chance_of_carving_rises_with_the_gain_and_that_of_ending_falls(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    for (int i = -20; i < 20; i++) {
        assert_true(kr_carving_chance(i, &p.carving) <
                    kr_carving_chance(i + 1, &p.carving));
        assert_true(kr_carving_end_chance(i, &p.carving) >
                    kr_carving_end_chance(i + 1, &p.carving));
    }
    assert_close(kr_carving_chance(0.0, &p.carving), 0.5, 1e-12);
    assert_close(kr_carving_end_chance(-1e3, &p.carving), p.carving.abandon, 1e-9);
}

static void helpers_free_no_more_than_the_tasks_that_were_carved(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    double last = -1.0;
    for (int minutes = 0; minutes <= 400; minutes += 40) {
        const double freed = kr_carving_freed(2000.0, 0.1, minutes, &p.carving);
        assert_true(freed >= 0.0 && freed <= 200.0);
        assert_true(minutes > 240 || freed > last);
        last = freed;
    }
    // all that a post wants of helpers does all its carved tasks, guiding deducted
    const double need = kr_carving_need(2000.0, 0.1, &p.carving);
    assert_close(kr_carving_freed(2000.0, 0.1, need, &p.carving),
                 200.0 - p.carving.supervision * need, 1e-9);
}

static void technology_dips_then_rises_and_stays(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    assert_close(kr_technology_output(0, &p.technology), 1.0, 0.0);
    assert_close(kr_technology_output(1, &p.technology), 1.0 - p.technology.dip, 0.0);
    for (int stage = 1; stage < KR_TECHNOLOGY_OLD; stage++) {
        assert_true(kr_technology_output(stage, &p.technology) <=
                    kr_technology_output(stage + 1, &p.technology));
    }
    assert_close(kr_technology_output(KR_TECHNOLOGY_OLD, &p.technology),
                 1.0 + p.technology.gain, 1e-12);
}

static void adoption_follows_others_size_and_tightness(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    const double base = kr_technology_adopts(0.2, 1, 0.0, &p.technology);
    assert_true(base > 0.0);
    assert_true(kr_technology_adopts(0.4, 1, 0.0, &p.technology) > base);
    assert_true(kr_technology_adopts(0.2, 3, 0.0, &p.technology) > base);
    assert_true(kr_technology_adopts(0.2, 1, 1.0, &p.technology) > base);
}

static void administration_needs_no_more_than_at_the_start_at_scale_one(void **state)
{
    (void)state;
    assert_close(kr_admin_need(0.31, 1.0), 1.0, 1e-12);
    assert_true(kr_admin_need(0.31, 0.8) < 1.0);
    assert_close(kr_admin_need(0.3, 0.0), 0.7, 1e-12);
}

static void hours_of_a_second_job_fit_wish_offer_and_law(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    const struct kr_second_jobs_parameters *rule = &p.second_jobs;
    assert_int_equal(kr_second_hours(20, 32, 24, 4, rule), 12); // the wish
    assert_int_equal(kr_second_hours(20, 32, 8, 4, rule), 8);   // the offer
    assert_int_equal(kr_second_hours(36, 48, 24, 4, rule), 8);  // the law: 44 in all
    assert_int_equal(kr_second_hours(44, 48, 24, 4, rule), 0);
    assert_int_equal(kr_second_hours(32, 32, 24, 4, rule), 4); // a little for variety
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(carving_gains_what_is_freed_less_what_helpers_cost),
        cmocka_unit_test(hours_that_do_not_count_are_worth_their_relief_only),
        cmocka_unit_test(
            the_chance_of_carving_rises_with_the_gain_and_that_of_ending_falls),
        cmocka_unit_test(helpers_free_no_more_than_the_tasks_that_were_carved),
        cmocka_unit_test(technology_dips_then_rises_and_stays),
        cmocka_unit_test(adoption_follows_others_size_and_tightness),
        cmocka_unit_test(administration_needs_no_more_than_at_the_start_at_scale_one),
        cmocka_unit_test(hours_of_a_second_job_fit_wish_offer_and_law),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
