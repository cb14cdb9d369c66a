// Leaving, absence, cuts, contracts and openings: the formulas of docs/model/quits.md,
// sickness.md, layoffs.md, contracts.md, demand.md and vacancies.md.
#include "agents/parameters.h"
#include "tests/support/test.h"

static struct kr_parameters defaults(void)
{
    struct kr_parameters p;
    kr_parameters_default(&p);
    return p;
}

// ---------------------------------------------------------------- quits (R8)

static void an_ordinary_job_leaves_hazards_as_they_are(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    const struct kr_job_view job = {0.0, 0.0, 0.0};
    assert_close(kr_search_factor(&p.quit, &job), 1.0, 1e-12);
    assert_close(kr_leave_factor(&p.quit, &job), 1.0, 1e-12);
}

static void elasticities_are_those_of_the_parameters(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    const struct kr_job_view loaded = {0.1, 0.0, 0.0};
    const struct kr_job_view paid = {0.0, 0.0, 0.1};
    const struct kr_job_view led = {0.0, 1.0, 0.0};
    assert_close(kr_log(kr_search_factor(&p.quit, &loaded)), 0.1 * p.quit.search_load,
                 1e-12);
    assert_close(kr_log(kr_leave_factor(&p.quit, &loaded)), 0.1 * p.quit.load_elasticity,
                 1e-12);
    assert_close(kr_log(kr_search_factor(&p.quit, &paid)), -0.1 * p.quit.search_wage,
                 1e-12);
    assert_close(kr_log(kr_leave_factor(&p.quit, &paid)), -0.1 * p.quit.wage_elasticity,
                 1e-12);
    assert_close(kr_log(kr_search_factor(&p.quit, &led)), -p.quit.manager_effect, 1e-12);
    assert_close(kr_log(kr_leave_factor(&p.quit, &led)), -p.quit.leave_manager, 1e-12);
}

static void pay_moves_search_more_than_leaving_work(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    const struct kr_job_view poor = {0.0, 0.0, -0.2};
    assert_true(kr_search_factor(&p.quit, &poor) > kr_leave_factor(&p.quit, &poor));
}

// ---------------------------------------------------------------- absence (R9)

static void a_memory_settles_at_the_load_that_lasts(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    const int kept = kr_burnout_kept(&p.sickness);
    int8_t burnout = 0;
    for (int q = 0; q < 60; q++) {
        burnout = kr_burnout_next(kept, burnout, 2000, 1024);
    }
    assert_between((double)burnout, 17.0, 23.0);
}

// The mean over draws is exact, so that loads too small for a step are not lost.
static void rounding_keeps_the_mean_of_a_memory(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    const int kept = kr_burnout_kept(&p.sickness);
    double sum = 0.0;
    for (int k = 0; k < 2048; k++) {
        sum += (double)kr_burnout_next(kept, 10, 100, k);
    }
    const double exact = 10.0 * p.sickness.memory + (1.0 - p.sickness.memory);
    assert_close(sum / 2048.0, exact, 2e-3);
}

static void a_memory_never_leaves_its_byte(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    const int kept = kr_burnout_kept(&p.sickness);
    assert_int_equal(kr_burnout_next(kept, 127, 32767, 2047), 127);
    assert_int_equal(kr_burnout_next(kept, -127, -32767, 0), -127);
}

static void load_now_and_load_remembered_make_ill(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    assert_close(kr_strain_factor(&p.sickness, 0.0), 1.0, 1e-12);
    assert_close(kr_burnout_factor(&p.sickness, 0), 1.0, 1e-12);
    assert_true(kr_strain_factor(&p.sickness, 0.1) > 1.0);
    assert_true(kr_burnout_factor(&p.sickness, 10) > 1.0);
}

// ---------------------------------------------------------------- less to do (R10)

static void there_is_no_surplus_below_need(void **state)
{
    (void)state;
    assert_close(kr_surplus(110.0, 100.0), 0.0, 1e-12);
    assert_close(kr_surplus(90.0, 100.0), 0.1, 1e-12);
    assert_close(kr_surplus(0.0, 0.0), 0.0, 1e-12);
}

static void the_order_of_cuts_holds_at_any_surplus(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    for (int k = 1; k <= 100; k++) {
        const double surplus = 0.01 * k;
        const double agency = kr_cut_chance(&p.demand, KR_AGENCY, surplus);
        const double permanent = kr_cut_chance(&p.demand, KR_PERMANENT, surplus);
        assert_true(agency > permanent);
        assert_true(agency <= 1.0);
        // contracts run out and calls fall silent: no dismissal there
        assert_close(kr_cut_chance(&p.demand, KR_TEMPORARY, surplus), 0.0, 1e-12);
        assert_close(kr_cut_chance(&p.demand, KR_ON_CALL, surplus), 0.0, 1e-12);
    }
}

static void overtime_takes_up_a_small_surplus(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    assert_close(kr_cut_chance(&p.demand, KR_PERMANENT, p.demand.overtime_buffer), 0.0,
                 1e-12);
    assert_true(kr_cut_chance(&p.demand, KR_PERMANENT, 2.0 * p.demand.overtime_buffer) >
                0.0);
}

static void hoarding_rises_with_tightness(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    assert_close(kr_hoarding(&p.demand, 0.0), 1.0, 1e-12);
    assert_true(kr_hoarding(&p.demand, 0.5) < 1.0);
    assert_true(kr_hoarding(&p.demand, -0.5) > 1.0);
}

static void shared_shocks_keep_their_variance(void **state)
{
    (void)state;
    struct kr_parameters p = defaults();
    for (int k = 0; k <= 10; k++) {
        p.demand.group_share = 0.1 * k;
        const double group = kr_shared_shock(&p.demand, 1.0, 0.0);
        const double own = kr_shared_shock(&p.demand, 0.0, 1.0);
        assert_close(group * group + own * own, 1.0, 1e-12);
    }
}

// ---------------------------------------------------------------- contracts (R11)

static void conversion_rises_with_tightness_hours_and_education(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    const double base = kr_conversion_chance(&p.contracts, 28.0, KR_MIDDLE, 0.0, false);
    assert_true(kr_conversion_chance(&p.contracts, 28.0, KR_MIDDLE, 0.5, false) > base);
    assert_true(kr_conversion_chance(&p.contracts, 36.0, KR_MIDDLE, 0.0, false) > base);
    assert_true(kr_conversion_chance(&p.contracts, 28.0, KR_HIGH, 0.0, false) > base);
    assert_true(kr_conversion_chance(&p.contracts, 28.0, KR_LOW, 0.0, false) < base);
    assert_true(kr_conversion_chance(&p.contracts, 28.0, KR_MIDDLE, 0.0, true) > base);
}

static void the_chain_is_bound_by_number_and_by_time(void **state)
{
    (void)state;
    struct kr_parameters p = defaults();
    p.contracts.length_quarters = 3.0;
    p.contracts.chain_contracts = 3.0;
    p.contracts.chain_quarters = 12.0;
    assert_int_equal(kr_chain_limit(&p.contracts), 9);
    p.contracts.chain_quarters = 8.0;
    assert_int_equal(kr_chain_limit(&p.contracts), 8);
}

static void fixed_hours_come_after_a_year_and_again_each_year(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    for (int tenure = 0; tenure < 40; tenure++) {
        const double chance = kr_fixed_contract_chance(&p.contracts, KR_ON_CALL, tenure);
        const bool offered =
            tenure > 0 && tenure % (int)p.contracts.fixed_hours_offer == 0;
        assert_close(chance, offered ? p.contracts.fixed_hours_taken : 0.0, 1e-12);
    }
}

// ---------------------------------------------------------------- openings (R18)

static void withdrawal_rises_with_age_and_with_excess(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    const double fresh = kr_withdrawal_chance(&p.vacancies, 1, 100.0, 50.0);
    assert_close(fresh, p.vacancies.withdrawal, 1e-12);
    assert_true(kr_withdrawal_chance(&p.vacancies, 5, 100.0, 50.0) > fresh);
    assert_true(kr_withdrawal_chance(&p.vacancies, 1, 25.0, 50.0) > fresh);
    assert_true(kr_withdrawal_chance(&p.vacancies, 1, -10.0, 50.0) >
                kr_withdrawal_chance(&p.vacancies, 1, 25.0, 50.0));
}

static void never_more_is_opened_than_is_missing(void **state)
{
    (void)state;
    for (int gap = -10; gap <= 100; gap += 10) {
        for (int open = 0; open <= 100; open += 10) {
            const double minutes = kr_minutes_to_open(gap, open, 60.0, 0.35);
            assert_true(minutes >= 0.0);
            assert_true(minutes == 0.0 || minutes + open <= gap);
        }
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ordinary_job_leaves_hazards_as_they_are),
        cmocka_unit_test(elasticities_are_those_of_the_parameters),
        cmocka_unit_test(pay_moves_search_more_than_leaving_work),
        cmocka_unit_test(a_memory_settles_at_the_load_that_lasts),
        cmocka_unit_test(rounding_keeps_the_mean_of_a_memory),
        cmocka_unit_test(a_memory_never_leaves_its_byte),
        cmocka_unit_test(load_now_and_load_remembered_make_ill),
        cmocka_unit_test(there_is_no_surplus_below_need),
        cmocka_unit_test(the_order_of_cuts_holds_at_any_surplus),
        cmocka_unit_test(overtime_takes_up_a_small_surplus),
        cmocka_unit_test(hoarding_rises_with_tightness),
        cmocka_unit_test(shared_shocks_keep_their_variance),
        cmocka_unit_test(conversion_rises_with_tightness_hours_and_education),
        cmocka_unit_test(the_chain_is_bound_by_number_and_by_time),
        cmocka_unit_test(fixed_hours_come_after_a_year_and_again_each_year),
        cmocka_unit_test(withdrawal_rises_with_age_and_with_excess),
        cmocka_unit_test(never_more_is_opened_than_is_missing),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
