// Facts about work centres: whom they place, what their places bound and cost.
#include "scenarios/policies/policies.h"
#include "sim/targets.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

static struct kr_policy centre(double capacity)
{
    struct kr_policy p = test_policy_from_start(&kr_work_centre);
    p.target.statuses = UINT64_C(1) << KR_UNEMPLOYED;
    p.capacity = capacity;
    test_policy_set(&p, "openings", 2.0);
    test_policy_set(&p, "introduction", 1.0);
    test_policy_set(&p, "effort", 1.0);
    test_policy_set(&p, "giving_up", 1.0);
    return p;
}

// Hires of those served, who are the same persons in both worlds, and of all others.
static void compare_served(double capacity, int64_t served[2], int64_t others[2])
{
    const struct kr_policy p = centre(capacity);
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, TEST_NL, &p);
    (void)test_world_to_matching(&pair[TEST_BASE]);
    const struct kr_live live = test_world_to_matching(&pair[TEST_VARIANT]);
    const kr_row rows = live.world->persons.rows;
    bool *is_served = test_calloc((size_t)rows, sizeof *is_served);
    for (kr_row i = 0; i < rows; i++) {
        is_served[i] = kr_policy_reaches(&live, 0, i);
    }
    for (int k = 0; k < 2; k++) {
        test_world_from_matching(&pair[k]);
        const struct kr_persons *persons = &pair[k].world.persons;
        served[k] = 0;
        others[k] = 0;
        for (kr_row i = 0; i < rows; i++) {
            const bool hired = persons->status[i] == KR_EMPLOYEE &&
                               persons->job_since[i] == pair[k].world.now;
            served[k] += hired && is_served[i];
            others[k] += hired && !is_served[i];
        }
    }
    test_free(is_served);
    test_pair_close(pair);
}

static void work_centres_place_whom_they_serve_partly_before_others(void **state)
{
    (void)state;
    int64_t served[2];
    int64_t others[2];
    compare_served(200000.0, served, others);
    assert_true(served[1] > served[0]);
    assert_true(others[1] < others[0]);
    assert_true(others[0] - others[1] < served[1] - served[0]);
}

static void work_centres_without_places_for_more_do_no_more(void **state)
{
    (void)state;
    int64_t gain[3];
    const double places[] = {100000.0, 3e6, 6e6};
    for (int i = 0; i < 3; i++) {
        int64_t served[2];
        int64_t others[2];
        compare_served(places[i], served, others);
        gain[i] = served[1] - served[0];
    }
    assert_true(gain[0] < gain[1]);
    assert_int_equal(gain[1], gain[2]);
}

static void every_place_of_a_work_centre_is_paid_for(void **state)
{
    (void)state;
    struct kr_policy p = centre(100000.0);
    test_policy_set(&p, "introduction", 0.1);
    p.unit_cost = 500.0;
    struct test_world w;
    test_world_open_nl(&w, &p, 1);
    test_world_live(&w, 2);
    const int64_t cents =
        *kr_tally_at(&w.world.tallies, KR_TALLY_policy_events, 0, KR_LEDGER_CENTS);
    // places are counted as a quarter begins and paid for as it ends
    assert_between((double)cents / 50000.0, 700.0, 1100.0);
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_centres_place_whom_they_serve_partly_before_others),
        cmocka_unit_test(work_centres_without_places_for_more_do_no_more),
        cmocka_unit_test(every_place_of_a_work_centre_is_paid_for),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
