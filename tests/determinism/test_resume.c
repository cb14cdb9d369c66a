// A world that was written to a checkpoint, read by a program with another number of
// threads and lived on is the world that was lived without a break.
#include "output/checkpoint.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { QUARTERS = 8, NAME_SIZE = 64 };

// Hashes of every quarter of a run without a break.
static void live_whole(const struct test_world_options *options, uint64_t *hash)
{
    struct test_world w;
    test_world_open(&w, options);
    for (int q = 1; q <= QUARTERS; q++) {
        test_world_live(&w, 1);
        hash[q] = kr_world_hash(&w.world);
    }
    test_world_close(&w);
}

static struct kr_checkpoint_run run_of(const struct test_world *w)
{
    return (struct kr_checkpoint_run){
        .model = &w->model, .scenario = "resume", .keep = ""};
}

static void write_world(const struct test_world *w, const char *file)
{
    char previous[2 * NAME_SIZE];
    char error[1024];
    const struct kr_checkpoint_run run = run_of(w);
    const struct kr_rolls none = {0};
    (void)snprintf(previous, sizeof previous, "%s.previous", file);
    if (kr_checkpoint_write(file, previous, &run, &w->world, &none, error) != KR_OK) {
        fail_msg("%s", error);
    }
    (void)unlink(previous);
}

// Takes the world of a file in the place of the one that was drawn.
static void read_world(struct test_world *w, const char *file)
{
    struct kr_diag diag;
    kr_diag_init(&diag);
    kr_world_free(&w->world);
    const struct kr_checkpoint_run run = run_of(w);
    struct kr_rolls rolls;
    const int code =
        kr_checkpoint_read(file, &run, KR_CHECKPOINT_RESUME, &w->world, &rolls, &diag);
    kr_rolls_free(&rolls);
    for (size_t i = 0; i < diag.count; i++) {
        print_error("%s\n", diag.entries[i].text);
    }
    kr_diag_free(&diag);
    assert_int_equal(code, KR_OK);
    assert_int_equal(kr_world_prepare(&w->model, &w->world), KR_OK);
}

// Breaks the run after each of the given quarters, and goes on with other threads.
static void same_when_broken(struct test_world_options options, const int *breaks)
{
    uint64_t whole[QUARTERS + 1];
    char file[NAME_SIZE];
    (void)snprintf(file, sizeof file, "resume-%ld.h5", (long)getpid());
    options.threads = 1;
    options.quarters = QUARTERS;
    live_whole(&options, whole);
    struct test_world w;
    test_world_open(&w, &options);
    for (int q = 1; q <= QUARTERS; q++) {
        test_world_live(&w, 1);
        if (kr_world_hash(&w.world) != whole[q]) {
            fail_msg("%s: quarter %d differs", options.scenario, q);
        }
        if (q == *breaks) {
            write_world(&w, file);
            test_world_close(&w);
            options.threads = 3 - options.threads;
            test_world_open(&w, &options);
            read_world(&w, file);
            breaks++;
        }
    }
    test_world_close(&w);
    (void)unlink(file);
}

static void a_village_goes_on_as_if_nothing_had_happened(void **state)
{
    (void)state;
    const int breaks[] = {1, 2, 5, 7, 0};
    same_when_broken((struct test_world_options){.scenario = "village/baseline.yaml"},
                     breaks);
    same_when_broken(
        (struct test_world_options){.scenario = "village/baseline.yaml", .scale = 20.0},
        breaks);
}

static void a_country_goes_on_as_if_nothing_had_happened(void **state)
{
    (void)state;
    const int breaks[] = {1, 5, 0};
    static const char *const SCENARIOS[] = {"nl/baseline.yaml", "nl/stop-and-go.yaml"};
    for (size_t i = 0; i < sizeof SCENARIOS / sizeof SCENARIOS[0]; i++) {
        same_when_broken(
            (struct test_world_options){.scenario = SCENARIOS[i], .scale = 0.002},
            breaks);
    }
}

// Those that remember persons, open posts, bring people, and move budgets.
static void policies_go_on_as_if_nothing_had_happened(void **state)
{
    (void)state;
    const int breaks[] = {2, 5, 0};
    static const char *const SCENARIOS[] = {
        "nl/policies/P01-extra-hours-bonus.yaml", "nl/policies/P17-labour-migration.yaml",
        "nl/policies/P23-starter-mentoring.yaml", "nl/policies/P28-job-carving.yaml",
        "nl/policies/P42-work-centres.yaml",      "nl/policies/P55-stable-funding.yaml"};
    for (size_t i = 0; i < sizeof SCENARIOS / sizeof SCENARIOS[0]; i++) {
        same_when_broken(
            (struct test_world_options){.scenario = SCENARIOS[i], .scale = 0.002},
            breaks);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_village_goes_on_as_if_nothing_had_happened),
        cmocka_unit_test(a_country_goes_on_as_if_nothing_had_happened),
        cmocka_unit_test(policies_go_on_as_if_nothing_had_happened),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
