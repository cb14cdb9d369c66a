// The starting world of the Netherlands, one to one. Takes 2 GB and some ten seconds.
#include "tests/support/test.h"
#include "tests/unit/scenarios/population_checks.h"

static void everything_holds_one_to_one(void **state)
{
    (void)state;
    struct built b;
    build_world(&b, "nl", 1.0, 2);
    check_persons(&b);
    check_jobs(&b);
    check_books(&b);
    check_lives(&b);
    check_wishes(&b, 0.01);
    free_world(&b);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_holds_one_to_one),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
