// The starting world of the village: two regions, four thousand persons.
#include "base/parallel.h"
#include "scenarios/population.h"
#include "scenarios/population_uses.h"
#include "tests/support/test.h"
#include "tests/unit/scenarios/population_checks.h"

static void totals_are_right_to_the_person(void **state)
{
    (void)state;
    struct built b;
    build_world(&b, "village", 1.0, 2);
    check_persons(&b);
    check_jobs(&b);
    free_world(&b);
}

static void totals_are_right_at_half_scale(void **state)
{
    (void)state;
    struct built b;
    build_world(&b, "village", 0.5, 2);
    check_persons(&b);
    check_jobs(&b);
    check_books(&b);
    free_world(&b);
}

static void totals_are_right_at_three_times_the_scale(void **state)
{
    (void)state;
    struct built b;
    build_world(&b, "village", 3.0, 2);
    check_persons(&b);
    check_jobs(&b);
    check_books(&b);
    free_world(&b);
}

static void every_employee_is_in_one_post(void **state)
{
    (void)state;
    struct built b;
    build_world(&b, "village", 1.0, 2);
    check_books(&b);
    free_world(&b);
}

static void lives_hang_together(void **state)
{
    (void)state;
    struct built b;
    build_world(&b, "village", 1.0, 2);
    check_lives(&b);
    check_wishes(&b, 0.25);
    free_world(&b);
}

static void world_stands_at_the_end_of_the_starting_quarter(void **state)
{
    (void)state;
    struct built b;
    build_world(&b, "village", 1.0, 1);
    const struct kr_constants *constants = &b.country.constants;
    assert_int_equal(b.world.now, kr_quarter_of((int)constants->start_year,
                                                (int)constants->start_quarter));
    assert_int_equal(b.world.elapsed, 0);
    assert_true(b.world.tightness > 0);
    assert_close(b.world.wage_level[0], 1.0, 0);
    free_world(&b);
}

static void number_of_threads_changes_nothing(void **state)
{
    (void)state;
    const int threads[] = {1, 2, 3, 8};
    uint64_t hash[4];
    for (int i = 0; i < 4; i++) {
        struct built b;
        build_world(&b, "village", 2.0, threads[i]);
        hash[i] = kr_world_hash(&b.world);
        free_world(&b);
        assert_true(hash[i] == hash[0]);
    }
}

static void another_seed_gives_another_world(void **state)
{
    (void)state;
    struct built b;
    build_world(&b, "village", 1.0, 1);
    const uint64_t first = kr_world_hash(&b.world);
    struct kr_world other;
    b.model.key = kr_random_key_of(2, 0);
    assert_int_equal(kr_population_build(&b.model, &other), KR_OK);
    assert_true(kr_world_hash(&other) != first);
    assert_int_equal(other.persons.rows, b.world.persons.rows);
    kr_world_free(&other);
    free_world(&b);
}

static void too_small_a_scale_is_an_error(void **state)
{
    (void)state;
    struct built b;
    build_world(&b, "village", 1.0, 1);
    struct kr_world tiny;
    b.model.scale = 0.001;
    assert_int_equal(kr_population_build(&b.model, &tiny), KR_ERR_RANGE);
    free_world(&b);
}

static void foreseen_rows_are_enough(void **state)
{
    (void)state;
    struct built b;
    build_world(&b, "village", 1.0, 1);
    const struct kr_population_size size =
        kr_population_size_of(&b.country, 1.0, b.model.quarters);
    assert_true(size.persons > b.world.persons.rows);
    assert_true(size.employers >= b.world.employers.rows);
    assert_true(size.posts >= b.world.posts.rows);
    assert_true(size.vacancies > b.world.vacancies.rows);
    free_world(&b);
}

static void uses_begin_where_those_of_the_simulation_end(void **state)
{
    (void)state;
    assert_int_equal(KR_POPULATION_FIRST + 1, 512);
    assert_int_equal(KR_POPULATION_ROUND_PEOPLE, 512);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_are_right_to_the_person),
        cmocka_unit_test(totals_are_right_at_half_scale),
        cmocka_unit_test(totals_are_right_at_three_times_the_scale),
        cmocka_unit_test(every_employee_is_in_one_post),
        cmocka_unit_test(lives_hang_together),
        cmocka_unit_test(world_stands_at_the_end_of_the_starting_quarter),
        cmocka_unit_test(number_of_threads_changes_nothing),
        cmocka_unit_test(another_seed_gives_another_world),
        cmocka_unit_test(too_small_a_scale_is_an_error),
        cmocka_unit_test(foreseen_rows_are_enough),
        cmocka_unit_test(uses_begin_where_those_of_the_simulation_end),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
