// The quarter: its phases in order, what a fixed phase leaves alone, and what a run
// tells.
#include "sim/run.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

static void phases_have_names_and_meanings_and_books_come_last(void **state)
{
    (void)state;
    for (int i = 0; i < KR_PHASE_COUNT; i++) {
        assert_true(strlen(kr_phase_name(i)) > 3);
        assert_true(strlen(kr_phase_meaning(i)) > 10);
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(kr_phase_name(i), kr_phase_name(j));
        }
    }
    assert_string_equal(kr_phase_name(0), "policies");
    assert_string_equal(kr_phase_name(KR_PHASE_COUNT - 1), "books");
}

// The fixture lives phases by itself: it must not drift from the table of the quarter.
static void a_quarter_in_two_parts_is_a_quarter(void **state)
{
    (void)state;
    struct test_world whole;
    struct test_world parts;
    test_world_open(&whole, &(struct test_world_options){0});
    test_world_open(&parts, &(struct test_world_options){0});
    for (int q = 0; q < 4; q++) {
        test_world_live(&whole, 1);
        (void)test_world_to_matching(&parts);
        test_world_from_matching(&parts);
        assert_true(kr_world_hash(&whole.world) == kr_world_hash(&parts.world));
        assert_memory_equal(&whole.world.tallies.events, &parts.world.tallies.events,
                            sizeof whole.world.tallies.events);
    }
    test_world_close(&whole);
    test_world_close(&parts);
}

static void with_all_phases_fixed_nothing_happens(void **state)
{
    (void)state;
    const char *const sets[] = {
        "parameters.phases.demography=0", "parameters.phases.participation=0",
        "parameters.phases.staffing=0",   "parameters.phases.retention=0",
        "parameters.phases.vacancies=0",  "parameters.phases.matching=0",
        "parameters.phases.training=0",   "parameters.phases.wages=0",
        "parameters.phases.services=0",   NULL};
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.sets = sets});
    uint64_t *keys = test_calloc((size_t)w.world.posts.rows + 1, sizeof *keys);
    const uint64_t before = kr_persons_hash(&w.world.persons, keys);
    test_world_live(&w, 4);
    assert_true(kr_persons_hash(&w.world.persons, keys) == before);
    const struct kr_events *e = &w.world.tallies.events;
    assert_int_equal(e->hires + e->separations + e->births + e->died + e->turned_15, 0);
    assert_int_equal(e->openings_new + e->openings_dropped + e->trainings_started, 0);
    test_free(keys);
    test_world_close(&w);
}

// A fixed phase leaves its events at zero.
static struct kr_events events_without(const char *phase)
{
    char set[64];
    (void)snprintf(set, sizeof set, "parameters.phases.%s=0", phase);
    const char *const sets[] = {set, NULL};
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.sets = sets});
    test_world_live(&w, 2);
    const struct kr_events events = w.world.tallies.events;
    test_world_close(&w);
    return events;
}

static void each_fixed_phase_leaves_its_own_events_out(void **state)
{
    (void)state;
    struct kr_events e = events_without("demography");
    assert_int_equal(e.births + e.died + e.arrived + e.departed + e.turned_75, 0);
    e = events_without("participation");
    assert_int_equal(e.discouraged + e.wish_voiced, 0);
    e = events_without("staffing");
    assert_int_equal(e.layoffs + e.contract_ends + e.wish_granted + e.short_absences, 0);
    e = events_without("retention");
    assert_int_equal(e.quits_to_search + e.retirements, 0);
    assert_int_equal(e.quits_to_nonwork, e.disability_inflow); // which staffing counts
    e = events_without("vacancies");
    assert_int_equal(e.openings_dropped + e.employers_born, 0);
    e = events_without("matching");
    assert_int_equal(e.hires + e.applications + e.offers, 0);
    e = events_without("training");
    assert_int_equal(e.trainings_started + e.trainings_finished, 0);
}

// ---------------------------------------------------------------- observers

struct heard {
    int begun;
    int quarters;
    int last_elapsed;
    int stop_after;
};

static int begin(void *context, const struct kr_model *model,
                 const struct kr_world *world)
{
    (void)model;
    struct heard *heard = context;
    heard->begun++;
    heard->last_elapsed = world->elapsed;
    return KR_OK;
}

static int quarter(void *context, const struct kr_model *model,
                   const struct kr_world *world)
{
    (void)model;
    struct heard *heard = context;
    heard->quarters++;
    heard->last_elapsed = world->elapsed;
    return heard->quarters == heard->stop_after ? KR_ERR_IO : KR_OK;
}

static void observers_hear_the_start_and_every_quarter(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.quarters = 3});
    struct heard heard = {0};
    const struct kr_observer observer = {
        .context = &heard, .begin = begin, .quarter = quarter};
    struct kr_timing timing = {.quarters = 0};
    const struct kr_run_options options = {
        .observers = &observer, .observer_count = 1, .timing = &timing};
    assert_int_equal(kr_run(&w.model, &w.world, &options), KR_OK);
    assert_int_equal(heard.begun, 1);
    assert_int_equal(heard.quarters, 3);
    assert_int_equal(heard.last_elapsed, 3);
    assert_int_equal(timing.quarters, 3);
    assert_true(timing.person_quarters > 9000);
    test_world_close(&w);
}

static void an_observer_that_fails_stops_the_run_with_its_code(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.quarters = 5});
    struct heard heard = {.stop_after = 2};
    const struct kr_observer observer = {.context = &heard, .quarter = quarter};
    const struct kr_run_options options = {.observers = &observer, .observer_count = 1};
    assert_int_equal(kr_run(&w.model, &w.world, &options), KR_ERR_IO);
    assert_int_equal(w.world.elapsed, 2);
    test_world_close(&w);
}

static void a_stop_on_request_comes_after_a_whole_quarter(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.quarters = 5});
    const volatile sig_atomic_t stop = 1;
    const struct kr_run_options options = {.stop = &stop};
    assert_int_equal(kr_run(&w.model, &w.world, &options), KR_ERR_STOPPED);
    assert_int_equal(w.world.elapsed, 1);
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phases_have_names_and_meanings_and_books_come_last),
        cmocka_unit_test(a_quarter_in_two_parts_is_a_quarter),
        cmocka_unit_test(with_all_phases_fixed_nothing_happens),
        cmocka_unit_test(each_fixed_phase_leaves_its_own_events_out),
        cmocka_unit_test(observers_hear_the_start_and_every_quarter),
        cmocka_unit_test(an_observer_that_fails_stops_the_run_with_its_code),
        cmocka_unit_test(a_stop_on_request_comes_after_a_whole_quarter),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
