// Matching against a slow, obvious version (docs/model/matching.md): who is hired where
// and on what terms, what stays open, and all counts, bit for bit.
#include "scenarios/policies/policies.h"
#include "sim/phases/phases.h"
#include "tests/model/matching_oracle.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <string.h>

// Lives `before` quarters, then one with the oracle beside it. Returns the hires.
static int64_t compare_after(struct test_world *w, int before)
{
    test_world_live(w, before);
    const struct kr_live live = test_world_to_rounds(w);
    struct oracle_state expected;
    oracle_copy(&expected, &live);
    oracle_match(&expected, &live);
    struct kr_live same = live;
    assert_int_equal(kr_phase_matching(&same), KR_OK);
    kr_scratch_collect(live.scratch, live.world);
    char text[256];
    if (!oracle_equals(&expected, &live, text, sizeof text)) {
        fail_msg("quarter %d, seed %llu: %s", w->world.elapsed,
                 (unsigned long long)w->model.seed, text);
    }
    oracle_free(&expected);
    return w->world.tallies.events.hires;
}

static void matching_equals_the_slow_version_in_the_first_quarters(void **state)
{
    (void)state;
    for (int before = 0; before < 4; before++) {
        struct test_world w;
        test_world_open(&w, &(struct test_world_options){.threads = 2});
        assert_true(compare_after(&w, before) > 0);
        test_world_close(&w);
    }
}

static void matching_equals_the_slow_version_with_other_seeds(void **state)
{
    (void)state;
    for (uint64_t seed = 2; seed < 6; seed++) {
        struct test_world w;
        test_world_open(&w, &(struct test_world_options){.seed = seed, .threads = 3});
        assert_true(compare_after(&w, (int)seed * 3) > 0);
        test_world_close(&w);
    }
}

// Many openings and applicants at a post: ties of posts, chains and crowding at work.
static void matching_equals_the_slow_version_when_crowded(void **state)
{
    (void)state;
    const char *const sets[] = {"parameters.search.applications=4",
                                "parameters.search.candidates=16",
                                "parameters.search.rounds=4",
                                "parameters.search.contact_on_job=0.7",
                                "parameters.search.unsolicited=0.05",
                                "parameters.hiring.employed_surplus=-0.2",
                                NULL};
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.sets = sets, .threads = 2});
    assert_true(compare_after(&w, 2) > 0);
    assert_true(w.world.tallies.events.hires_from_employer > 0);
    test_world_close(&w);
}

// Employers see no difference between applicants and seekers none between jobs: every
// order is decided by the ties.
static void matching_equals_the_slow_version_when_all_is_tied(void **state)
{
    (void)state;
    const char *const sets[] = {"parameters.hiring.score_noise=0",
                                "parameters.hiring.qualification_weight=0",
                                "parameters.hiring.distance_weight=0",
                                "parameters.hiring.experience_weight=0",
                                "parameters.hiring.duration_weight=0",
                                "parameters.hiring.inactive_weight=0",
                                "parameters.hiring.age_weight=0",
                                "parameters.hiring.migrant_weight=0",
                                NULL};
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.sets = sets, .threads = 2});
    assert_true(compare_after(&w, 1) > 0);
    test_world_close(&w);
}

// Country, areas and regions as market cells all occur.
static void matching_equals_the_slow_version_in_a_small_netherlands(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){
                            .scenario = TEST_NL, .scale = 0.002, .threads = 2});
    assert_true(compare_after(&w, 1) > 0);
    test_world_close(&w);
}

// A policy of a kind with two parameters set, for half of the persons and employers.
static struct kr_policy half(const struct kr_policy_kind *kind, double first,
                             double second)
{
    struct kr_policy p = test_policy_of(kind, 0, INT16_MAX);
    for (size_t i = 0; i < kind->parameter_count; i++) {
        p.parameter[i] = kind->parameters[i].initial;
    }
    p.parameter[0] = first;
    p.parameter[1] = second;
    p.reach = 0.5;
    p.awareness = 0.5;
    return p;
}

// Whatever a policy can push in matching, the slow version is pushed alike.
static void matching_equals_the_slow_version_with_policies(void **state)
{
    (void)state;
    struct kr_policy list[] = {
        half(&kr_work_centre, 1.5, 0.4),     half(&kr_hiring_support, 0.6, 0.1),
        half(&kr_attraction, 0.7, 0.0),      half(&kr_qualification, -0.4, 0.6),
        half(&kr_skills_matching, 0.5, 0.5), half(&kr_mobility, 0.5, 0.4),
    };
    list[1].target.sexes = 1U << KR_WOMAN;
    list[2].target.sectors[0] = 1;
    for (int i = 0; i < 2; i++) {
        struct test_world w;
        test_world_open(&w, &(struct test_world_options){
                                .scenario = i != 0 ? TEST_NL : NULL,
                                .scale = i != 0 ? 0.002 : 0.0,
                                .threads = 2,
                                .policies = list,
                                .policy_count = sizeof list / sizeof list[0]});
        assert_true(compare_after(&w, 1) > 0);
        test_world_close(&w);
    }
}

// The list of seekers, back to front.
static void reverse_seekers(struct kr_live *live)
{
    struct kr_buffer *buffer = &live->scratch->seekers;
    const int64_t count = kr_buffer_count(buffer);
    kr_row *rows = test_malloc((size_t)count * sizeof *rows);
    kr_buffer_join(buffer, rows);
    kr_buffer_clear(buffer);
    for (int64_t i = count - 1; i >= 0; i--) {
        kr_row *item = kr_buffer_append(buffer, 0);
        assert_non_null(item);
        *item = rows[i];
    }
    test_free(rows);
}

static void the_order_of_seekers_does_not_matter(void **state)
{
    (void)state;
    const char *const tied[] = {"parameters.hiring.score_noise=0",
                                "parameters.hiring.experience_weight=0", NULL};
    uint64_t hash[2];
    int64_t hires[2];
    for (int turned = 0; turned < 2; turned++) {
        struct test_world w;
        test_world_open(&w, &(struct test_world_options){.sets = tied});
        test_world_live(&w, 3);
        struct kr_live live = test_world_to_rounds(&w);
        if (turned != 0) {
            reverse_seekers(&live);
        }
        test_world_from_matching(&w);
        hash[turned] = kr_world_hash(&w.world);
        hires[turned] = w.world.tallies.events.hires;
        test_world_close(&w);
    }
    assert_true(hires[0] > 0);
    assert_int_equal(hires[0], hires[1]);
    assert_true(hash[0] == hash[1]);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matching_equals_the_slow_version_in_the_first_quarters),
        cmocka_unit_test(matching_equals_the_slow_version_with_other_seeds),
        cmocka_unit_test(matching_equals_the_slow_version_when_crowded),
        cmocka_unit_test(matching_equals_the_slow_version_when_all_is_tied),
        cmocka_unit_test(matching_equals_the_slow_version_in_a_small_netherlands),
        cmocka_unit_test(matching_equals_the_slow_version_with_policies),
        cmocka_unit_test(the_order_of_seekers_does_not_matter),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
