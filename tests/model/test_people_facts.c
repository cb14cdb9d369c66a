// Facts about people: nobody appears from nowhere, vanishes, or is in two places.
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdlib.h>

static void open_village(struct test_world *w, const char *set)
{
    const char *const sets[] = {set, NULL};
    test_world_open(w, &(struct test_world_options){.sets = set != NULL ? sets : NULL});
}

static int64_t sum_of(const int64_t *values, int count)
{
    int64_t sum = 0;
    for (int i = 0; i < count; i++) {
        sum += values[i];
    }
    return sum;
}

// Everybody: rows in use, children and elderly.
static int64_t population(const struct test_world *w)
{
    int64_t all = sum_of(w->world.children, w->country.regions * KR_SEX_COUNT * 60) +
                  sum_of(w->world.elderly, w->country.regions * KR_SEX_COUNT);
    for (kr_row i = 0; i < w->world.persons.rows; i++) {
        all += w->world.persons.status[i] != KR_ABSENT;
    }
    return all;
}

static void deaths_and_births_balance(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    for (int q = 0; q < 12; q++) {
        const int64_t before = population(&w);
        test_world_live(&w, 1);
        const struct kr_events *e = &w.world.tallies.events;
        const int64_t deaths = e->died + e->child_deaths + e->elderly_deaths;
        const int64_t in = e->arrived + e->child_arrivals;
        const int64_t out = e->departed + e->child_departures - e->elderly_migration;
        assert_int_equal(population(&w), before + e->births - deaths + in - out);
    }
    test_world_close(&w);
}

static void without_births_no_child_is_born(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, "parameters.demography.fertility_scale=0");
    for (int q = 0; q < 4; q++) {
        test_world_live(&w, 1);
        assert_int_equal(w.world.tallies.events.births, 0);
    }
    test_world_close(&w);
}

static void without_mortality_nobody_dies(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, "parameters.demography.mortality_scale=0");
    for (int q = 0; q < 4; q++) {
        test_world_live(&w, 1);
        const struct kr_events *e = &w.world.tallies.events;
        assert_int_equal(e->died + e->child_deaths + e->elderly_deaths, 0);
    }
    test_world_close(&w);
}

static void without_migration_nobody_comes_or_goes(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, "parameters.demography.migration_scale=0");
    for (int q = 0; q < 4; q++) {
        test_world_live(&w, 1);
        const struct kr_events *e = &w.world.tallies.events;
        assert_int_equal(e->arrived + e->child_arrivals, 0);
        assert_int_equal(e->departed + e->child_departures + e->elderly_migration, 0);
    }
    test_world_close(&w);
}

static void everybody_in_the_table_is_15_to_74(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    test_world_live(&w, 8);
    const struct kr_persons *p = &w.world.persons;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] != KR_ABSENT) {
            assert_between(kr_age(p->birth_quarter[i], w.world.now), KR_MIN_AGE,
                           KR_MAX_AGE - 1);
        }
    }
    test_world_close(&w);
}

static void every_employee_is_in_one_post_and_nobody_else_is(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    test_world_live(&w, 7); // not a quarter in which the books recount
    const struct kr_persons *p = &w.world.persons;
    int32_t *heads = test_calloc((size_t)w.world.posts.rows, sizeof *heads);
    int32_t *minutes = test_calloc((size_t)w.world.posts.rows, sizeof *minutes);
    int64_t *premiums = test_calloc((size_t)w.world.posts.rows, sizeof *premiums);
    for (kr_row i = 0; i < p->rows; i++) {
        assert_int_equal(p->status[i] == KR_EMPLOYEE, p->post[i] != KR_NONE);
        if (p->post[i] != KR_NONE) {
            heads[p->post[i]]++;
            minutes[p->post[i]] += p->contract_minutes[i];
            premiums[p->post[i]] += (int64_t)p->contract_minutes[i] * p->wage_premium[i];
        }
    }
    for (kr_row i = 0; i < w.world.second_jobs.rows; i++) {
        minutes[w.world.second_jobs.post[i]] += w.world.second_jobs.minutes[i];
    }
    for (kr_row i = 0; i < w.world.posts.rows; i++) {
        const struct kr_post *post = &w.world.posts.at[i];
        assert_int_equal(post->heads, heads[i]);
        assert_int_equal(post->contract_minutes, minutes[i]);
        assert_true(post->premium_minutes == premiums[i]);
    }
    test_free(heads);
    test_free(minutes);
    test_free(premiums);
    test_world_close(&w);
}

static void an_employer_has_the_heads_of_its_posts(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    test_world_live(&w, 5);
    for (kr_row i = 0; i < w.world.employers.rows; i++) {
        const struct kr_employer *e = &w.world.employers.at[i];
        int32_t heads = 0;
        for (int k = 0; k < e->posts; k++) {
            assert_int_equal(w.world.posts.at[e->first_post + k].employer, i);
            heads += w.world.posts.at[e->first_post + k].heads;
        }
        for (kr_row h = w.world.helper_posts; h < w.world.posts.rows; h++) {
            heads += w.world.posts.at[h].employer == i ? w.world.posts.at[h].heads : 0;
        }
        assert_int_equal(e->heads, heads);
    }
    test_world_close(&w);
}

static void a_worker_does_the_occupation_of_the_post(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    test_world_live(&w, 8);
    const struct kr_persons *p = &w.world.persons;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->post[i] != KR_NONE) {
            assert_int_equal(p->occupation[i], w.world.posts.at[p->post[i]].occupation);
        }
    }
    test_world_close(&w);
}

static void whoever_has_no_job_has_no_contract_and_no_hours(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    test_world_live(&w, 6);
    const struct kr_persons *p = &w.world.persons;
    const int legal = (int)w.country.constants.legal_hours * 60;
    for (kr_row i = 0; i < p->rows; i++) {
        const bool works =
            p->status[i] == KR_EMPLOYEE || p->status[i] == KR_SELF_EMPLOYED;
        assert_int_equal(works, p->contract[i] != KR_NO_CONTRACT);
        assert_int_equal(works, p->contract_minutes[i] > 0);
        assert_int_equal(p->status[i] == KR_SELF_EMPLOYED,
                         p->contract[i] == KR_OWN_ACCOUNT);
        assert_true(p->contract_minutes[i] <= legal);
        assert_true(works || p->usual_minutes[i] == 0);
    }
    test_world_close(&w);
}

static void only_temporary_contracts_have_an_end(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    test_world_live(&w, 6);
    const struct kr_persons *p = &w.world.persons;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] == KR_EMPLOYEE) {
            assert_int_equal(p->contract[i] == KR_TEMPORARY,
                             p->contract_end[i] != KR_NEVER);
        }
    }
    test_world_close(&w);
}

static void students_follow_a_study_and_no_one_else_is_called_one(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    test_world_live(&w, 6);
    const struct kr_persons *p = &w.world.persons;
    for (kr_row i = 0; i < p->rows; i++) {
        assert_false(p->status[i] == KR_STUDENT && p->study[i] == 0);
    }
    test_world_close(&w);
}

static void payroll_equals_the_sum_over_workers(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    test_world_live(&w, 3);
    const struct kr_persons *p = &w.world.persons;
    const struct kr_scratch *scratch = w.world.scratch;
    double cents = 0.0;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->post[i] == KR_NONE) {
            continue;
        }
        const struct kr_post *post = &w.world.posts.at[p->post[i]];
        const struct kr_employer *e = &w.world.employers.at[post->employer];
        const double scale =
            scratch->scale_cents[e->sector * w.country.occupations + post->occupation];
        const double premium = (double)(p->wage_premium[i] + e->wage_premium) / 10000.0;
        cents += 13.0 / 60.0 * p->contract_minutes[i] * scale * (1.0 + premium);
    }
    for (kr_row i = 0; i < w.world.second_jobs.rows; i++) {
        const struct kr_post *post = &w.world.posts.at[w.world.second_jobs.post[i]];
        const struct kr_employer *e = &w.world.employers.at[post->employer];
        const double scale =
            scratch->scale_cents[e->sector * w.country.occupations + post->occupation];
        cents += 13.0 / 60.0 * w.world.second_jobs.minutes[i] * scale *
                 (1.0 + (double)e->wage_premium / 10000.0);
    }
    // posts are rounded down to whole minutes and hours
    assert_close_relative((double)w.world.tallies.events.payroll_cents, cents, 0.002);
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deaths_and_births_balance),
        cmocka_unit_test(without_births_no_child_is_born),
        cmocka_unit_test(without_mortality_nobody_dies),
        cmocka_unit_test(without_migration_nobody_comes_or_goes),
        cmocka_unit_test(everybody_in_the_table_is_15_to_74),
        cmocka_unit_test(every_employee_is_in_one_post_and_nobody_else_is),
        cmocka_unit_test(an_employer_has_the_heads_of_its_posts),
        cmocka_unit_test(a_worker_does_the_occupation_of_the_post),
        cmocka_unit_test(whoever_has_no_job_has_no_contract_and_no_hours),
        cmocka_unit_test(only_temporary_contracts_have_an_end),
        cmocka_unit_test(students_follow_a_study_and_no_one_else_is_called_one),
        cmocka_unit_test(payroll_equals_the_sum_over_workers),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
