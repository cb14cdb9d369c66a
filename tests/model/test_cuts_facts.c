// Facts about a fall of demand: in which order employers cut, and what becomes of those
// who are dismissed (rule R10).
#include "sim/phases/phases.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

static void open_village(struct test_world *w, const char *const *sets)
{
    test_world_open(w, &(struct test_world_options){.sets = sets});
}

// Makes every establishment need more (or less) than now, for as long as it is repeated.
static void shift_demand(struct test_world *w, double log_change)
{
    for (kr_row i = 0; i < w->world.employers.rows; i++) {
        w->world.employers.at[i].demand_level = (float)log_change;
    }
}

// Without own shocks; the level that a test gives stays.
#define STEADY "parameters.demand.shock_sd=0", "parameters.demand.shock_persistence=0.999"

// Only a want of work ends jobs: nothing else does.
#define ONLY_CUTS                                                                \
    STEADY, "parameters.quit.search_scale=0", "parameters.quit.nonwork_scale=0", \
        "parameters.demand.firm_exit_scale=0", "parameters.contracts.no_renewal=0"

struct heads {
    int64_t permanent, agency, temporary, on_call_minutes, notice, openings;
};

static struct heads count_heads(const struct test_world *w)
{
    struct heads h = {0};
    const struct kr_persons *p = &w->world.persons;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] == KR_EMPLOYEE) {
            h.permanent += p->contract[i] == KR_PERMANENT;
            h.agency += p->contract[i] == KR_AGENCY;
            h.temporary += p->contract[i] == KR_TEMPORARY;
            h.notice += p->notice[i] == KR_NOTICE_GIVEN;
            h.on_call_minutes +=
                p->contract[i] == KR_ON_CALL ? p->contract_minutes[i] : 0;
        }
    }
    h.openings = w->world.vacancies.rows;
    return h;
}

static void vacancies_are_withdrawn_before_anybody_is_dismissed(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w,
                 (const char *const[]){ONLY_CUTS, "parameters.demand.cut_share=1", NULL});
    test_world_live(&w, 1);
    shift_demand(&w, -0.1);
    (void)test_world_to_matching(&w);
    const struct kr_persons *p = &w.world.persons;
    int64_t told = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] == KR_EMPLOYEE && p->notice[i] == KR_NOTICE_GIVEN &&
            w.world.posts.at[p->post[i]].required_minutes <
                w.world.posts.at[p->post[i]].contract_minutes * 9 / 10) {
            told++;
            assert_int_equal(w.world.posts.at[p->post[i]].openings, 0);
        }
    }
    assert_true(told > 0);
    test_world_from_matching(&w);
    test_world_close(&w);
}

static void flexible_staff_goes_before_permanent_staff(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, (const char *const[]){ONLY_CUTS, NULL});
    test_world_live(&w, 1);
    const struct heads before = count_heads(&w);
    shift_demand(&w, -0.15);
    test_world_live(&w, 1);
    const struct heads after = count_heads(&w);
    const double agency = 1.0 - (double)after.agency / (double)before.agency;
    const double permanent =
        1.0 - (double)(after.permanent - after.notice) / (double)before.permanent;
    assert_true(agency > 0.1);
    assert_true(permanent < 0.05);
    assert_true(w.world.tallies.events.contract_ends > 0);
    // in this first quarter notice was given, nobody permanent has gone
    assert_true(after.notice > 0);
    assert_true(after.openings < before.openings);
    test_world_close(&w);
}

static void hours_on_call_follow_the_work(void **state)
{
    (void)state;
    int64_t minutes[2];
    for (int less = 0; less < 2; less++) {
        struct test_world w;
        open_village(&w, (const char *const[]){ONLY_CUTS, NULL});
        test_world_live(&w, 1);
        shift_demand(&w, less != 0 ? -0.1 : 0.0);
        test_world_live(&w, 1);
        minutes[less] = count_heads(&w).on_call_minutes;
        test_world_close(&w);
    }
    assert_true((double)minutes[1] < 0.95 * (double)minutes[0]);
}

static void dismissals_grow_with_the_fall_of_demand(void **state)
{
    (void)state;
    int64_t last = -1;
    for (int fall = 0; fall <= 20; fall += 5) {
        struct test_world w;
        open_village(&w, (const char *const[]){ONLY_CUTS, NULL});
        test_world_live(&w, 1);
        shift_demand(&w, -0.01 * fall);
        test_world_live(&w, 1);
        const int64_t told = count_heads(&w).notice;
        assert_true(told >= last);
        last = told;
        test_world_close(&w);
    }
    assert_true(last > 0);
}

static void tight_markets_hoard_labour(void **state)
{
    (void)state;
    int64_t told[2];
    for (int tight = 0; tight < 2; tight++) {
        struct test_world w;
        open_village(&w, (const char *const[]){ONLY_CUTS,
                                               "parameters.demand.cut_share=0.5", NULL});
        test_world_live(&w, 1);
        for (int r = 0; r < w.country.regions; r++) {
            w.world.region_tightness[r] *= tight != 0 ? 3.0 : 1.0 / 3.0;
        }
        shift_demand(&w, -0.1);
        test_world_live(&w, 1);
        told[tight] = count_heads(&w).notice;
        test_world_close(&w);
    }
    assert_true((double)told[1] < 0.8 * (double)told[0]);
}

static void who_is_under_notice_is_gone_a_quarter_later(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    struct kr_persons *p = &w.world.persons;
    const kr_row rows = p->rows;
    kr_id *told = test_malloc((size_t)rows * sizeof *told);
    kr_row *post = test_malloc((size_t)rows * sizeof *post);
    int64_t count = 0;
    test_world_live(&w, 1);
    for (kr_row i = 0; i < rows; i++) {
        const bool under = p->status[i] == KR_EMPLOYEE && p->notice[i] == KR_NOTICE_GIVEN;
        // it takes a permanent contract to be given notice
        assert_true(!under || p->contract[i] == KR_PERMANENT);
        told[i] = under ? p->id[i] : 0;
        post[i] = p->post[i];
        count += under;
    }
    test_world_live(&w, 1);
    for (kr_row i = 0; i < rows; i++) {
        assert_true(told[i] == 0 || p->id[i] != told[i] || p->post[i] != post[i] ||
                    p->job_since[i] == w.world.now);
    }
    assert_true(count > 0);
    test_free(told);
    test_free(post);
    test_world_close(&w);
}

static void who_is_under_notice_searches(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, (const char *const[]){"parameters.search.effort=1",
                                           "parameters.search.training_effort=1", NULL});
    struct kr_live live = test_world_to_matching(&w);
    const struct kr_buffer *buffer = &live.scratch->seekers;
    const int64_t count = kr_buffer_count(buffer);
    kr_row *seeker = test_malloc((size_t)(count + 1) * sizeof *seeker);
    kr_buffer_join(buffer, seeker);
    const struct kr_persons *p = &w.world.persons;
    int64_t under = 0;
    int64_t search = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        under += p->status[i] == KR_EMPLOYEE && p->notice[i] == KR_NOTICE_GIVEN;
    }
    for (int64_t k = 0; k < count; k++) {
        search += p->status[seeker[k]] == KR_EMPLOYEE &&
                  p->notice[seeker[k]] == KR_NOTICE_GIVEN;
    }
    assert_true(under > 0);
    assert_int_equal(search, under);
    test_free(seeker);
    test_world_from_matching(&w);
    test_world_close(&w);
}

static void without_notice_dismissals_take_effect_at_once(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, (const char *const[]){"parameters.demand.notice_share=0", NULL});
    for (int q = 0; q < 3; q++) {
        test_world_live(&w, 1);
        assert_int_equal(count_heads(&w).notice, 0);
        assert_true(w.world.tallies.events.layoffs > 0);
    }
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vacancies_are_withdrawn_before_anybody_is_dismissed),
        cmocka_unit_test(flexible_staff_goes_before_permanent_staff),
        cmocka_unit_test(hours_on_call_follow_the_work),
        cmocka_unit_test(dismissals_grow_with_the_fall_of_demand),
        cmocka_unit_test(tight_markets_hoard_labour),
        cmocka_unit_test(who_is_under_notice_is_gone_a_quarter_later),
        cmocka_unit_test(who_is_under_notice_searches),
        cmocka_unit_test(without_notice_dismissals_take_effect_at_once),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
