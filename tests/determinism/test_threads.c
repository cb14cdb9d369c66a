// The same bits for any number of threads, and twice in one process.
#include "tests/model/world.h"
#include "tests/support/test.h"

enum { QUARTERS = 8 };

static const int THREADS[] = {1, 2, 3, 5, 8, 16};
enum { TEAMS = sizeof THREADS / sizeof THREADS[0] };

// Hashes of the start and of every quarter, and the tallies of the last.
struct path {
    uint64_t hash[QUARTERS + 1];
    struct kr_events events;
};

static struct path path_of(const struct test_world_options *options)
{
    struct path path;
    struct test_world w;
    test_world_open(&w, options);
    path.hash[0] = kr_world_hash(&w.world);
    for (int q = 1; q <= QUARTERS; q++) {
        test_world_live(&w, 1);
        path.hash[q] = kr_world_hash(&w.world);
    }
    path.events = w.world.tallies.events;
    test_world_close(&w);
    return path;
}

static void assert_same(const struct path *expected, const struct path *found,
                        int threads)
{
    for (int q = 0; q <= QUARTERS; q++) {
        if (expected->hash[q] != found->hash[q]) {
            fail_msg("with %d threads quarter %d differs", threads, q);
        }
    }
    assert_memory_equal(&expected->events, &found->events, sizeof found->events);
}

static void same_for_all_teams(struct test_world_options options)
{
    options.threads = 1;
    const struct path expected = path_of(&options);
    for (int i = 0; i < TEAMS; i++) { // one thread again: the same twice in a process
        options.threads = THREADS[i];
        const struct path found = path_of(&options);
        assert_same(&expected, &found, THREADS[i]);
    }
}

static void the_village_is_the_same_for_1_to_16_threads(void **state)
{
    (void)state;
    same_for_all_teams((struct test_world_options){0});
}

static void the_netherlands_are_the_same_for_1_to_16_threads(void **state)
{
    (void)state;
    same_for_all_teams(
        (struct test_world_options){.scenario = TEST_NL, .scale = TEST_NL_SCALE});
}

static void the_room_that_a_longer_run_takes_changes_nothing(void **state)
{
    (void)state;
    const struct path shorter =
        path_of(&(struct test_world_options){.quarters = QUARTERS});
    const struct path longer = path_of(&(struct test_world_options){.quarters = 40});
    assert_same(&shorter, &longer, 1);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_village_is_the_same_for_1_to_16_threads),
        cmocka_unit_test(the_netherlands_are_the_same_for_1_to_16_threads),
        cmocka_unit_test(the_room_that_a_longer_run_takes_changes_nothing),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
