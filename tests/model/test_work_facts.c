// Facts about work: load, quits, hours asked for and granted, demand.
#include "base/math.h"
#include "sim/phases/phases.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdlib.h>

static void open_village(struct test_world *w, const char *set)
{
    const char *const sets[] = {set, NULL};
    test_world_open(w, &(struct test_world_options){.sets = set != NULL ? sets : NULL});
}

// Posts of equally well-managed employers, by load.
struct loaded {
    double load, search, leave;
};

static int by_load(const void *a, const void *b)
{
    const struct loaded *x = a;
    const struct loaded *y = b;
    return (x->load > y->load) - (x->load < y->load);
}

static void quit_chance_never_falls_as_workload_rises(void **state)
{
    (void)state;
    struct test_world w;
    const char *const sets[] = {"parameters.quit.search_wage=0",
                                "parameters.quit.wage_elasticity=0", NULL};
    test_world_open(&w, &(struct test_world_options){.sets = sets});
    for (kr_row i = 0; i < w.world.employers.rows; i++) {
        w.world.employers.at[i].manager = 0;
    }
    test_world_live(&w, 3);
    const kr_row rows = w.world.posts.rows;
    struct loaded *posts = test_malloc((size_t)rows * sizeof *posts);
    size_t count = 0;
    for (kr_row i = 0; i < rows; i++) {
        const struct kr_post *post = &w.world.posts.at[i];
        if (post->employer != KR_NONE && post->heads > 0) {
            posts[count++] =
                (struct loaded){(double)post->load, (double)post->search_factor,
                                (double)post->leave_factor};
        }
    }
    qsort(posts, count, sizeof *posts, by_load);
    assert_true(posts[count - 1].load > posts[0].load + 0.1);
    assert_true(posts[count - 1].search > posts[0].search);
    assert_true(posts[count - 1].leave > posts[0].leave);
    for (size_t i = 1; i < count; i++) {
        assert_true(posts[i].search >= posts[i - 1].search);
        assert_true(posts[i].leave >= posts[i - 1].leave);
    }
    test_free(posts);
    test_world_close(&w);
}

static void without_the_effect_of_load_quits_do_not_depend_on_it(void **state)
{
    (void)state;
    const char *const sets[] = {"parameters.quit.load_elasticity=0",
                                "parameters.quit.search_load=0",
                                "parameters.quit.manager_effect=0",
                                "parameters.quit.leave_manager=0",
                                "parameters.quit.search_wage=0",
                                "parameters.quit.wage_elasticity=0",
                                NULL};
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.sets = sets});
    test_world_live(&w, 2);
    for (kr_row i = 0; i < w.world.posts.rows; i++) {
        if (w.world.posts.at[i].employer != KR_NONE) {
            assert_int_equal(w.world.posts.at[i].search_factor, KR_FACTOR_UNIT);
            assert_int_equal(w.world.posts.at[i].leave_factor, KR_FACTOR_UNIT);
        }
    }
    test_world_close(&w);
}

// Sums of an event over `quarters` quarters of a village with a parameter changed.
#define SUM_OF(event, set, quarters)                           \
    __extension__({                                            \
        struct test_world summed_world;                        \
        open_village(&summed_world, set);                      \
        int64_t summed = 0;                                    \
        for (int q = 0; q < (quarters); q++) {                 \
            test_world_live(&summed_world, 1);                 \
            summed += summed_world.world.tallies.events.event; \
        }                                                      \
        test_world_close(&summed_world);                       \
        summed;                                                \
    })

static void a_voice_of_zero_is_not_heard(void **state)
{
    (void)state;
    const char *const sets[] = {"parameters.hours.voice_rate=0",
                                "parameters.hours.conversation_voice=0", NULL};
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.sets = sets});
    test_world_live(&w, 1); // requests that stood at the start are answered
    for (int q = 0; q < 3; q++) {
        test_world_live(&w, 1);
        assert_int_equal(w.world.tallies.events.wish_voiced, 0);
        assert_int_equal(w.world.tallies.events.wish_granted, 0);
    }
    test_world_close(&w);
}

static void requests_are_granted_or_refused_not_both(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    int64_t voiced = 0;
    int64_t answered = 0;
    int64_t granted = 0;
    for (int q = 0; q < 8; q++) {
        test_world_live(&w, 1);
        const struct kr_events *e = &w.world.tallies.events;
        voiced += e->wish_voiced;
        answered += e->wish_granted + e->wish_refused;
        granted += e->wish_granted;
        // a grant adds four hours or more, and never more than somebody wants
        assert_true(e->minutes_granted >= e->wish_granted * 60);
        assert_true(e->minutes_granted <= e->wish_granted * 48 * 60);
    }
    assert_true(granted > 0);
    assert_true(answered <= voiced + granted); // those voiced at the start included
    test_world_close(&w);
}

static void more_conversations_more_requests(void **state)
{
    (void)state;
    const int64_t few = SUM_OF(wish_voiced, "parameters.hours.conversation_rate=0", 4);
    const int64_t many = SUM_OF(wish_voiced, "parameters.hours.conversation_rate=1", 4);
    assert_true(many > few);
}

static void contracts_that_are_always_renewed_do_not_end(void **state)
{
    (void)state;
    const char *const sets[] = {"parameters.contracts.no_renewal=0",
                                "parameters.contracts.surplus_no_renewal=0",
                                "parameters.contracts.chain_contracts=20",
                                "parameters.contracts.chain_quarters=80", NULL};
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.sets = sets});
    for (int q = 0; q < 4; q++) {
        test_world_live(&w, 1);
        assert_int_equal(w.world.tallies.events.contract_ends, 0);
    }
    test_world_close(&w);
}

static void an_employer_that_closes_keeps_nobody_and_no_opening(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, "parameters.demand.firm_exit_scale=5");
    int64_t closed = 0;
    for (int q = 0; q < 4; q++) {
        test_world_live(&w, 1);
        closed += w.world.tallies.events.employers_died;
        for (kr_row i = 0; i < w.world.employers.rows; i++) {
            const struct kr_employer *e = &w.world.employers.at[i];
            const bool fresh = e->id != 0 && e->since == w.world.now;
            for (int k = 0; fresh && k < e->posts; k++) {
                // founded this quarter on the place of one that closed: vacant so far
                assert_int_equal(w.world.posts.at[e->first_post + k].heads, 0);
                assert_int_equal(w.world.posts.at[e->first_post + k].openings, 0);
            }
        }
    }
    assert_true(closed > 0);
    test_world_close(&w);
}

static void employers_that_do_not_fail_stay(void **state)
{
    (void)state;
    assert_int_equal(SUM_OF(employers_died, "parameters.demand.firm_exit_scale=0", 4), 0);
}

static void unemployment_starts_and_ends_at_what_flows_say(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    test_world_live(&w, 1);
    for (int q = 0; q < 4; q++) {
        int64_t before = 0;
        for (kr_row i = 0; i < w.world.persons.rows; i++) {
            before += w.world.persons.status[i] == KR_UNEMPLOYED;
        }
        test_world_live(&w, 1);
        // out of it by any way, those who left the table included
        int64_t stayed = *kr_tally_at(&w.world.tallies, KR_TALLY_status_flow,
                                      KR_UNEMPLOYED, KR_UNEMPLOYED);
        int64_t out = 0;
        for (int s = KR_EMPLOYEE; s < KR_STATUS_COUNT; s++) {
            out += s == KR_UNEMPLOYED
                       ? 0
                       : *kr_tally_at(&w.world.tallies, KR_TALLY_status_flow,
                                      KR_UNEMPLOYED, s);
        }
        const struct kr_events *e = &w.world.tallies.events;
        assert_true(stayed + out <= before);
        assert_true(stayed + out >= before - e->died - e->departed - e->turned_75);
    }
    test_world_close(&w);
}

static void courses_end_in_one_way(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    int64_t before = 0;
    for (kr_row i = 0; i < w.world.persons.rows; i++) {
        before += w.world.persons.course[i] != 0;
    }
    for (int q = 0; q < 8; q++) {
        test_world_live(&w, 1);
        const struct kr_events *e = &w.world.tallies.events;
        const int64_t now = e->in_training;
        const int64_t balance =
            before + e->trainings_started - e->trainings_finished - e->trainings_dropped;
        assert_true(now <= balance); // some die, leave or turn 75 on a course
        assert_true(now >= balance - e->died - e->departed - e->turned_75);
        before = now;
    }
    test_world_close(&w);
}

static void no_mentors_no_courses(void **state)
{
    (void)state;
    assert_int_equal(
        SUM_OF(trainings_started, "parameters.training.mentor_capacity=0", 4), 0);
    assert_true(SUM_OF(trainings_started, NULL, 4) > 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quit_chance_never_falls_as_workload_rises),
        cmocka_unit_test(without_the_effect_of_load_quits_do_not_depend_on_it),
        cmocka_unit_test(a_voice_of_zero_is_not_heard),
        cmocka_unit_test(requests_are_granted_or_refused_not_both),
        cmocka_unit_test(more_conversations_more_requests),
        cmocka_unit_test(contracts_that_are_always_renewed_do_not_end),
        cmocka_unit_test(an_employer_that_closes_keeps_nobody_and_no_opening),
        cmocka_unit_test(employers_that_do_not_fail_stay),
        cmocka_unit_test(unemployment_starts_and_ends_at_what_flows_say),
        cmocka_unit_test(courses_end_in_one_way),
        cmocka_unit_test(no_mentors_no_courses),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
