// Facts about policies that keep people: they push nobody outside their target.
#include "scenarios/policies/policies.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

// Where worlds were equal before, only those in the target may have acted otherwise by
// the time that matching begins.
static int64_t reactions(const struct test_world pair[TEST_PAIR], int sex, bool *others)
{
    const struct kr_persons *p = &pair[TEST_BASE].world.persons;
    const struct kr_persons *v = &pair[TEST_VARIANT].world.persons;
    int64_t count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] != v->status[i] || p->contract[i] != v->contract[i] ||
            p->health[i] != v->health[i]) {
            count += p->sex[i] == sex;
            *others = *others || p->sex[i] != sex;
        }
    }
    return count;
}

static void nobody_outside_the_target_reacts_and_swapping_it_swaps_who_does(void **state)
{
    (void)state;
    const struct kr_policy list[] = {
        test_policy_with(&kr_mentoring, "quit", 0.2),
        test_policy_with(&kr_own_account_rules, "stop", 3.0),
        test_policy_with(&kr_early_exit, "retire", 3.0),
        test_policy_with(&kr_permanent_contracts, "permanent", 2.0),
        test_policy_with(&kr_permanent_contracts, "recovery", 0.2),
    };
    for (size_t k = 0; k < sizeof list / sizeof list[0]; k++) {
        for (int sex = KR_MAN; sex < KR_SEX_COUNT; sex++) {
            struct kr_policy p = list[k];
            p.target.sexes = UINT64_C(1) << sex;
            struct test_world pair[TEST_PAIR];
            test_pair_open(pair, TEST_NL, &p);
            (void)test_world_to_matching(&pair[TEST_BASE]);
            (void)test_world_to_matching(&pair[TEST_VARIANT]);
            bool others = false;
            assert_true(reactions(pair, sex, &others) > 0);
            assert_false(others);
            test_pair_close(pair);
        }
    }
}

static void heads_of_employers_in_a_target_are_those_of_the_quarters_start(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_with(&kr_permanent_contracts, "permanent", 3.0);
    p.target.employer_size = (struct kr_span){1, 20};
    uint64_t hash[2];
    for (int t = 0; t < 2; t++) {
        hash[t] =
            test_world_hash_after(&(struct test_world_options){.scenario = TEST_NL,
                                                               .scale = TEST_NL_SCALE,
                                                               .threads = 1 + 3 * t,
                                                               .policies = &p,
                                                               .policy_count = 1},
                                  3);
    }
    assert_true(hash[0] == hash[1]);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_outside_the_target_reacts_and_swapping_it_swaps_who_does),
        cmocka_unit_test(heads_of_employers_in_a_target_are_those_of_the_quarters_start),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
