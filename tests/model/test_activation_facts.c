// Facts about policies that bring people in: who begins to search, what places bound.
#include "scenarios/policies/policies.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

static int64_t searching(const struct test_world *w, int sex)
{
    const struct kr_persons *p = &w->world.persons;
    int64_t count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        count += p->status[i] == KR_UNEMPLOYED && p->sex[i] == sex;
    }
    return count;
}

static void outreach_brings_those_in_its_target_to_search_and_nobody_else(void **state)
{
    (void)state;
    for (int sex = 0; sex < KR_SEX_COUNT; sex++) {
        struct kr_policy p = test_policy_from_start(&kr_activation);
        p.target.sexes = UINT64_C(1) << sex;
        test_policy_set(&p, "entry", 2.0);
        struct test_world pair[TEST_PAIR];
        test_pair_open(pair, TEST_NL, &p);
        (void)test_world_to_matching(&pair[TEST_BASE]);
        (void)test_world_to_matching(&pair[TEST_VARIANT]);
        assert_true(searching(&pair[TEST_VARIANT], sex) >
                    searching(&pair[TEST_BASE], sex));
        assert_int_equal(searching(&pair[TEST_VARIANT], 1 - sex),
                         searching(&pair[TEST_BASE], 1 - sex));
        test_pair_close(pair);
    }
}

static void everybody_reached_who_begins_to_search_is_followed(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_activation);
    p.target.statuses = UINT64_C(1) << KR_AVAILABLE;
    struct test_world w;
    test_world_open_nl(&w, &p, 1);
    const struct kr_live live = test_world_to_matching(&w);
    const struct kr_persons *persons = &w.world.persons;
    int64_t began = 0;
    for (kr_row i = 0; i < persons->rows; i++) {
        began += persons->status[i] == KR_UNEMPLOYED &&
                 (live.scratch->before[i] & KR_BEFORE_STATUS) == KR_AVAILABLE;
    }
    test_world_from_matching(&w);
    int64_t followed = 0;
    for (kr_row i = 0; i < w.world.memories.rows; i++) {
        followed += w.world.memories.policy[i] == 0;
    }
    // some arrived in this quarter, or became available in it
    assert_true(began > 0);
    assert_between((double)followed, (double)began,
                   (double)(began + w.world.tallies.events.arrived));
    test_world_close(&w);
}

static void fewer_give_up_where_they_are_kept_at_it(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_activation);
    test_policy_set(&p, "entry", 1.0);
    test_policy_set(&p, "giving_up", 0.3);
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, TEST_NL, &p);
    test_world_live(&pair[TEST_BASE], 1);
    test_world_live(&pair[TEST_VARIANT], 1);
    assert_true(pair[TEST_VARIANT].world.tallies.events.discouraged <
                pair[TEST_BASE].world.tallies.events.discouraged);
    test_pair_close(pair);
}

static int64_t activated_with(double capacity)
{
    struct kr_policy p = test_policy_from_start(&kr_activation);
    p.target.statuses = UINT64_C(1) << KR_AVAILABLE;
    test_policy_set(&p, "entry", 3.0);
    p.capacity = capacity;
    struct test_world w;
    test_world_open_nl(&w, &p, 1);
    test_world_live(&w, 1);
    const int64_t activated = w.world.tallies.events.activated;
    test_world_close(&w);
    return activated;
}

static void places_bound_what_outreach_does_until_there_is_one_for_everybody(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open_nl(&w, NULL, 0);
    int64_t available = 0;
    for (kr_row i = 0; i < w.world.persons.rows; i++) {
        available += w.world.persons.status[i] == KR_AVAILABLE;
    }
    test_world_close(&w);
    // births and deaths come between the count of places and that of people
    const double all = 1.05 * (double)available / TEST_NL_SCALE;
    const int64_t quarter = activated_with(0.25 * all);
    const int64_t half = activated_with(0.5 * all);
    const int64_t whole = activated_with(all);
    assert_true(quarter < half);
    assert_true(half < whole);
    assert_int_equal(activated_with(2.0 * all), whole);
}

static void security_to_step_back_brings_people_on_benefits_to_search(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_step_back);
    test_policy_set(&p, "security", 1.0);
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, TEST_NL, &p);
    test_world_live(&pair[TEST_BASE], 1);
    test_world_live(&pair[TEST_VARIANT], 1);
    assert_true(pair[TEST_VARIANT].world.tallies.events.activated >
                pair[TEST_BASE].world.tallies.events.activated);
    test_pair_close(pair);
}

static bool is_lone_parent_of_older(const struct kr_world *world, kr_row row)
{
    const struct kr_persons *p = &world->persons;
    const int age = (world->now - p->youngest_birth[row]) / 4;
    return p->partner[row] == KR_SINGLE && p->youngest_birth[row] != KR_NEVER &&
           age >= 12 && age < 18;
}

static void a_credit_for_single_parents_moves_nobody_else_to_search(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_net_pay);
    test_policy_set(&p, "all", 0.0);
    test_policy_set(&p, "lone_older", 1.0);
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, TEST_NL, &p);
    (void)test_world_to_matching(&pair[TEST_BASE]);
    (void)test_world_to_matching(&pair[TEST_VARIANT]);
    int64_t moved = 0;
    for (kr_row i = 0; i < pair[TEST_BASE].world.persons.rows; i++) {
        const bool differs =
            pair[TEST_BASE].world.persons.status[i] !=
                pair[TEST_VARIANT].world.persons.status[i] &&
            (pair[TEST_BASE].world.scratch->before[i] & KR_BEFORE_STATUS) > KR_UNEMPLOYED;
        moved += differs;
        assert_true(!differs || is_lone_parent_of_older(&pair[TEST_BASE].world, i));
    }
    assert_true(moved > 0);
    test_pair_close(pair);
}

static void
cheaper_childcare_draws_those_who_have_somebody_behind_the_others(void **state)
{
    (void)state;
    const struct kr_policy p = test_policy_from_start(&kr_childcare_price);
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, TEST_NL, &p);
    test_world_live(&pair[TEST_BASE], 1);
    test_world_live(&pair[TEST_VARIANT], 1);
    const struct kr_events *base = &pair[TEST_BASE].world.tallies.events;
    const struct kr_events *cheap = &pair[TEST_VARIANT].world.tallies.events;
    assert_int_equal(base->childcare_drawn, 0);
    assert_true(5 * cheap->childcare_drawn > base->childcare_wanted);
    assert_true(cheap->childcare_used + cheap->childcare_formal <=
                cheap->childcare_places);
    assert_true(cheap->childcare_formal < cheap->childcare_drawn);
    test_pair_close(pair);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outreach_brings_those_in_its_target_to_search_and_nobody_else),
        cmocka_unit_test(everybody_reached_who_begins_to_search_is_followed),
        cmocka_unit_test(fewer_give_up_where_they_are_kept_at_it),
        cmocka_unit_test(
            places_bound_what_outreach_does_until_there_is_one_for_everybody),
        cmocka_unit_test(security_to_step_back_brings_people_on_benefits_to_search),
        cmocka_unit_test(a_credit_for_single_parents_moves_nobody_else_to_search),
        cmocka_unit_test(
            cheaper_childcare_draws_those_who_have_somebody_behind_the_others),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
