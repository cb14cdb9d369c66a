// The starting world of the Netherlands at 1:100.
#include "scenarios/population.h"
#include "tests/support/test.h"
#include "tests/unit/scenarios/population_checks.h"

static void everything_holds_at_one_in_a_hundred(void **state)
{
    (void)state;
    struct built b;
    build_world(&b, "nl", 0.01, 2);
    check_persons(&b);
    check_jobs(&b);
    check_books(&b);
    check_lives(&b);
    check_wishes(&b, 0.04);
    free_world(&b);
}

static void number_of_threads_changes_nothing(void **state)
{
    (void)state;
    struct built b;
    build_world(&b, "nl", 0.01, 1);
    const uint64_t hash = kr_world_hash(&b.world);
    for (int threads = 2; threads <= 8; threads *= 2) {
        struct kr_world other;
        b.model.threads = threads;
        assert_int_equal(kr_population_build(&b.model, &other), KR_OK);
        assert_true(kr_world_hash(&other) == hash);
        kr_world_free(&other);
    }
    free_world(&b);
}

static void even_one_in_ten_thousand_can_be_built(void **state)
{
    (void)state;
    struct built b;
    build_world(&b, "nl", 0.0001, 2);
    check_persons(&b);
    check_jobs(&b);
    check_books(&b);
    check_lives(&b);
    free_world(&b);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_holds_at_one_in_a_hundred),
        cmocka_unit_test(number_of_threads_changes_nothing),
        cmocka_unit_test(even_one_in_ten_thousand_can_be_built),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
