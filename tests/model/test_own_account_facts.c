// Facts about a levy on own account: where those end who stop.
#include "scenarios/policies/policies.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

// Where those who worked on own account at first are now.
static void those_who_stop_own_account_end_in_jobs_of_both_kinds_and_in_none(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_with(&kr_own_account_rules, "stop", 3.0);
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, TEST_NL, &p);
    test_pair_live(pair, 1);
    const struct kr_persons *b = &pair[TEST_BASE].world.persons;
    const struct kr_persons *v = &pair[TEST_VARIANT].world.persons;
    const kr_row rows = b->rows;
    uint8_t *kept = test_malloc((size_t)rows); // went on in the base world only
    kr_id *who = test_malloc((size_t)rows * sizeof *who);
    for (kr_row i = 0; i < rows; i++) {
        who[i] = v->id[i];
        kept[i] = b->id[i] == v->id[i] && b->status[i] == KR_SELF_EMPLOYED &&
                  v->status[i] != KR_SELF_EMPLOYED;
    }
    test_pair_live(pair, 3);
    int64_t permanent = 0;
    int64_t flexible = 0;
    int64_t none = 0;
    for (kr_row i = 0; i < rows; i++) {
        if (kept[i] != 0 && v->id[i] == who[i]) {
            const bool job = v->status[i] == KR_EMPLOYEE;
            permanent += job && v->contract[i] == KR_PERMANENT;
            flexible += job && v->contract[i] != KR_PERMANENT;
            none += v->status[i] >= KR_UNEMPLOYED;
        }
    }
    assert_true(permanent > 0);
    assert_true(flexible > permanent);
    assert_true(none > 0);
    test_free(kept);
    test_free(who);
    test_pair_close(pair);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            those_who_stop_own_account_end_in_jobs_of_both_kinds_and_in_none),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
