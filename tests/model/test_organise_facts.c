// Facts of policies on how work is organised, learned and funded: carving,
// administration, technology, norms, demand, courses, studies and budgets.
#include "scenarios/policies/policies.h"
#include "sim/carving.h"
#include "sim/phases/phases.h"
#include "sim/programmes.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <string.h>

// ---------------------------------------------------------------- carving

// Posts carved in sectors of a kind after some quarters.
static int64_t carved_in(const struct kr_policy *policy, enum kr_sector_kind kind,
                         const char *const *sets)
{
    struct test_world w;
    test_world_open_country(&w, policy, sets);
    test_world_live(&w, 4);
    int64_t carved = 0;
    for (kr_row i = 0; i < w.world.posts.rows; i++) {
        const struct kr_post *post = &w.world.posts.at[i];
        const struct kr_employer *e = &w.world.employers.at[post->employer];
        carved += post->carved != 0 && w.country.sector[e->sector].kind == kind;
    }
    test_world_close(&w);
    return carved;
}

static void carving_spreads_in_the_target_and_swapping_it_swaps_who_carves(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_job_carving);
    test_policy_set(&p, "told", 0.8);
    const int64_t care = carved_in(NULL, KR_CARE, NULL);
    const int64_t teaching = carved_in(NULL, KR_TEACHING, NULL);
    test_target_kind(&p, KR_CARE);
    assert_true(carved_in(&p, KR_CARE, NULL) > 2 * care);
    assert_true(carved_in(&p, KR_TEACHING, NULL) <= teaching + 2);
    test_target_kind(&p, KR_TEACHING);
    assert_true(carved_in(&p, KR_CARE, NULL) <= care + 2);
    assert_true(carved_in(&p, KR_TEACHING, NULL) > 2 * teaching);
}

static int64_t carved_after(const struct kr_policy *policy, const char *const *sets)
{
    struct test_world w;
    test_world_open_country(&w, policy, sets);
    test_world_live(&w, 3);
    const int64_t carved = w.world.tallies.events.carved_posts;
    test_world_close(&w);
    return carved;
}

static void telling_more_employers_carves_more_posts_until_all_know(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_job_carving);
    int64_t before = carved_after(NULL, NULL);
    for (int i = 1; i <= 3; i++) {
        test_policy_set(&p, "told", (double)i / 3.0);
        const int64_t carved = carved_after(&p, NULL);
        assert_true(carved > before);
        before = carved;
    }
    const char *const all[] = {"parameters.carving.awareness=1", NULL};
    assert_int_equal(carved_after(NULL, all), before);
    p.strength = 5.0; // nobody is left to be told
    assert_int_equal(carved_after(&p, NULL), before);
}

static void a_subsidy_is_paid_for_helpers_only_and_not_beyond_its_most(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_job_carving);
    test_policy_set(&p, "told", 1.0);
    test_policy_set(&p, "subsidy", 0.5);
    struct test_world w;
    test_world_open_country(&w, &p, NULL);
    test_world_live(&w, 1);
    int64_t paid = 0;
    for (int q = 0; q < 5; q++) {
        test_world_live(&w, 1);
        int64_t pay = 0;
        int64_t holders = 0;
        for (kr_row row = 0; row < w.world.persons.rows; row++) {
            const bool helper = w.world.persons.status[row] == KR_EMPLOYEE &&
                                kr_is_helper(&w.country, w.world.persons.occupation[row]);
            const struct kr_live live = test_live_of(&w);
            pay += helper ? kr_pay_of_quarter(&live, row) : 0;
            holders += helper;
        }
        assert_true(test_ledger(&w, KR_LEDGER_HEADS) <= holders);
        assert_true(test_ledger(&w, KR_LEDGER_CENTS) <= pay / 2);
        paid += test_ledger(&w, KR_LEDGER_CENTS);
    }
    const int64_t heads = test_ledger(&w, KR_LEDGER_HEADS);
    assert_true(paid > 0 && heads > 0);
    test_world_close(&w);
    test_policy_set(&p, "most", 400.0);
    test_world_open_country(&w, &p, NULL);
    test_world_live(&w, 6);
    assert_true(test_ledger(&w, KR_LEDGER_CENTS) > 0);
    assert_true(test_ledger(&w, KR_LEDGER_CENTS) <=
                test_ledger(&w, KR_LEDGER_HEADS) * 10000);
    test_world_close(&w);
}

// Childcare places after a year with helpers everywhere, of whom a share counts.
static int64_t places(double in_ratio)
{
    struct kr_policy p = test_policy_from_start(&kr_job_carving);
    p.start = (kr_quarter)(TEST_FIRST + 1); // the first quarter is the measure
    test_policy_set(&p, "told", 1.0);
    test_policy_set(&p, "subsidy", 0.9);
    test_policy_set(&p, "in_ratio", in_ratio);
    test_target_kind(&p, KR_CHILDCARE);
    struct test_world w;
    test_world_open_country(&w, &p, NULL);
    test_world_live(&w, 8);
    const int64_t sum = w.world.tallies.events.childcare_places;
    test_world_close(&w);
    return sum;
}

static void helpers_add_childcare_places_inside_the_ratio_only(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open_country(&w, NULL, NULL);
    test_world_live(&w, 8);
    const double base = (double)w.world.tallies.events.childcare_places;
    test_world_close(&w);
    const double outside = (double)places(0.0);
    const double inside = (double)places(1.0);
    // outside it only staff that stays longer, because the work is lighter
    assert_true(inside > 1.05 * outside);
    assert_true(5.0 * (outside - base) < inside - base);
}

// Posts carved two years after a subsidy of a year, by the cost of coaching.
static int64_t carved_beyond_the_end(const char *coaching, int64_t *at_end)
{
    struct kr_policy p = test_policy_from_start(&kr_job_carving);
    const char *const sets[] = {coaching, "parameters.carving.abandon=0.3", NULL};
    test_policy_set(&p, "told", 1.0);
    test_policy_set(&p, "subsidy", 1.0);
    test_policy_set(&p, "coached", 1.0);
    p.end = (kr_quarter)(TEST_FIRST + 4);
    struct test_world w;
    test_world_open_country(&w, &p, sets);
    test_world_live(&w, 4);
    *at_end = w.world.tallies.events.carved_posts;
    test_world_live(&w, 8);
    const int64_t left = w.world.tallies.events.carved_posts;
    test_world_close(&w);
    return left;
}

static void helpers_outlive_the_subsidy_only_where_they_pay_without_it(void **state)
{
    (void)state;
    int64_t cheap_end;
    int64_t dear_end;
    const int64_t cheap =
        carved_beyond_the_end("parameters.carving.coaching=0", &cheap_end);
    const int64_t dear =
        carved_beyond_the_end("parameters.carving.coaching=25", &dear_end);
    assert_int_equal(cheap_end, dear_end);
    assert_true(cheap * 10 > cheap_end * 6);
    assert_true(dear * 10 < dear_end * 3);
}

static void relief_that_is_worth_nothing_makes_childcare_carve_less(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_job_carving);
    const char *const nothing[] = {"parameters.carving.relief_worth=0", NULL};
    test_policy_set(&p, "told", 1.0);
    test_target_kind(&p, KR_CHILDCARE);
    const int64_t dear = carved_in(&p, KR_CHILDCARE, nothing);
    assert_true(2 * dear < carved_in(&p, KR_CHILDCARE, NULL));
}

// ---------------------------------------------------------------- administration

static void halving_administration_raises_direct_hours_by_half_of_its_share(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_administration);
    test_policy_set(&p, "cut", 0.5);
    test_target_kind(&p, KR_CARE);
    p.start = (kr_quarter)(TEST_FIRST + 1);
    struct test_world base;
    struct test_world less;
    test_world_open_country(&base, NULL, NULL);
    test_world_open_country(&less, &p, NULL);
    test_world_live(&base, 1);
    test_world_live(&less, 1);
    struct test_world *both[] = {&base, &less};
    for (int i = 0; i < 2; i++) { // the same staff, so that only the time differs
        test_begin_quarter(both[i]);
        struct kr_live live = test_live_of(both[i]);
        assert_int_equal(kr_phase_services(&live), KR_OK);
    }
    for (int s = 0; s < base.country.sectors; s++) {
        const double a = base.country.sector[s].admin_share;
        const bool care = base.country.sector[s].kind == KR_CARE;
        const double wanted = care ? (1.0 - a / 2.0) / (1.0 - a) : 1.0;
        const double ratio = (double)less.world.sector[s].output_minutes /
                             (double)base.world.sector[s].output_minutes;
        assert_close(ratio, wanted, 0.01);
    }
    test_world_close(&base);
    test_world_close(&less);
}

static void less_administration_is_not_counted_twice_in_what_is_not_met(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_administration);
    test_policy_set(&p, "cut", 0.2);
    struct test_world base;
    struct test_world less;
    test_world_open_country(&base, NULL, NULL);
    test_world_open_country(&less, &p, NULL);
    test_world_live(&base, 1);
    test_world_live(&less, 1);
    for (int s = 0; s < base.country.sectors; s++) {
        const struct kr_sector *sector = &base.country.sector[s];
        if (sector->kind != KR_CARE) {
            continue;
        }
        // need N and capacity Q / (1 - a): only the capacity grows
        const double a = sector->admin_share;
        const double grows = (1.0 - 0.8 * a) / (1.0 - a);
        const double q0 = (double)base.world.sector[s].output_minutes;
        const double q1 = (double)less.world.sector[s].output_minutes;
        const double n = q0 / (1.0 - a) + (double)base.world.sector[s].unmet_minutes;
        const double m = q1 / (1.0 - a) + (double)less.world.sector[s].unmet_minutes;
        assert_close(q1 / q0, grows, 0.03);
        if (less.world.sector[s].unmet_minutes > 0) {
            assert_close(m / n, 1.0, 0.01);
        }
    }
    test_world_close(&base);
    test_world_close(&less);
}

// ---------------------------------------------------------------- technology, norms

static void support_of_technology_hastens_adoption_in_its_target_only(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_technology);
    test_policy_set(&p, "adoption", 10.0);
    test_target_kind(&p, KR_CARE);
    struct test_world w;
    int64_t adopted[2][2] = {{0}, {0}}; // [policy][care]
    for (int i = 0; i < 2; i++) {
        test_world_open_country(&w, i == 0 ? NULL : &p, NULL);
        test_world_live(&w, 4);
        for (kr_row k = 0; k < w.world.employers.rows; k++) {
            const struct kr_employer *e = &w.world.employers.at[k];
            adopted[i][w.country.sector[e->sector].kind == KR_CARE] +=
                e->id != 0 && e->technology != 0;
        }
        test_world_close(&w);
    }
    assert_true(adopted[1][1] * 10 > adopted[0][1] * 12);
    assert_true(adopted[1][0] <= adopted[0][0] + 3);
    assert_true(adopted[1][0] >= adopted[0][0] - 3);
}

static int64_t required_in(const struct test_world *w, enum kr_sector_kind kind,
                           int region)
{
    int64_t sum = 0;
    for (kr_row i = 0; i < w->world.helper_posts; i++) {
        const struct kr_post *post = &w->world.posts.at[i];
        if (post->employer == KR_NONE) {
            continue;
        }
        const struct kr_employer *e = &w->world.employers.at[post->employer];
        sum += w->country.sector[e->sector].kind == kind &&
                       (region == KR_NONE || e->region == region)
                   ? post->required_minutes
                   : 0;
    }
    return sum;
}

static void larger_groups_need_fewer_hours_and_make_more_places(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_service_norm);
    test_policy_set(&p, "served", 1.25);
    p.start = (kr_quarter)(TEST_FIRST + 1);
    test_target_kind(&p, KR_CHILDCARE);
    struct test_world base;
    struct test_world more;
    test_world_open_country(&base, NULL, NULL);
    test_world_open_country(&more, &p, NULL);
    test_world_live(&base, 2);
    test_world_live(&more, 2);
    const double hours = (double)required_in(&more, KR_CHILDCARE, KR_NONE) /
                         (double)required_in(&base, KR_CHILDCARE, KR_NONE);
    assert_close(hours, 0.8, 0.02);
    assert_true((double)more.world.tallies.events.childcare_places >
                1.15 * (double)base.world.tallies.events.childcare_places);
    test_world_close(&base);
    test_world_close(&more);
}

// Mean workload of childcare posts in the first quarter of groups a quarter larger.
static double load_with_strain(double strain)
{
    struct kr_policy p = test_policy_from_start(&kr_service_norm);
    test_policy_set(&p, "served", 1.25);
    test_policy_set(&p, "strain", strain);
    test_target_kind(&p, KR_CHILDCARE);
    struct test_world w;
    test_world_open_country(&w, &p, NULL);
    test_world_live(&w, 1);
    double sum = 0.0;
    double posts = 0.0;
    for (kr_row i = 0; i < w.world.helper_posts; i++) {
        const struct kr_post *post = &w.world.posts.at[i];
        const struct kr_employer *e = &w.world.employers.at[post->employer];
        if (w.country.sector[e->sector].kind == KR_CHILDCARE && post->heads > 0) {
            sum += (double)post->load;
            posts += 1.0;
        }
    }
    test_world_close(&w);
    return sum / posts;
}

static void an_hour_that_serves_more_weighs_more_by_its_strain(void **state)
{
    (void)state;
    const double none = load_with_strain(0.0);
    assert_close(load_with_strain(1.0) / none, 1.25, 0.02);
    assert_true(load_with_strain(2.0) > 1.4 * none);
}

static void a_wedge_on_a_region_leaves_the_others_alone(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_demand_wedge);
    test_policy_set(&p, "change", -0.2);
    p.target.regions[0] = 1;
    struct test_world base;
    struct test_world less;
    test_world_open_country(&base, NULL, NULL);
    test_world_open_country(&less, &p, NULL);
    test_world_live(&base, 1);
    test_world_live(&less, 1);
    for (int r = 0; r < 3; r++) {
        const double ratio = (double)required_in(&less, KR_CARE, r) /
                             (double)required_in(&base, KR_CARE, r);
        assert_close(ratio, r == 0 ? 0.8 : 1.0, 0.02);
    }
    test_world_close(&base);
    test_world_close(&less);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(carving_spreads_in_the_target_and_swapping_it_swaps_who_carves),
        cmocka_unit_test(telling_more_employers_carves_more_posts_until_all_know),
        cmocka_unit_test(a_subsidy_is_paid_for_helpers_only_and_not_beyond_its_most),
        cmocka_unit_test(helpers_add_childcare_places_inside_the_ratio_only),
        cmocka_unit_test(helpers_outlive_the_subsidy_only_where_they_pay_without_it),
        cmocka_unit_test(relief_that_is_worth_nothing_makes_childcare_carve_less),
        cmocka_unit_test(halving_administration_raises_direct_hours_by_half_of_its_share),
        cmocka_unit_test(less_administration_is_not_counted_twice_in_what_is_not_met),
        cmocka_unit_test(support_of_technology_hastens_adoption_in_its_target_only),
        cmocka_unit_test(larger_groups_need_fewer_hours_and_make_more_places),
        cmocka_unit_test(an_hour_that_serves_more_weighs_more_by_its_strain),
        cmocka_unit_test(a_wedge_on_a_region_leaves_the_others_alone),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
