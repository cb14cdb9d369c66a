// Facts about policies on migration: who is let in or turned away, and who leaves.
#include "scenarios/policies/policies.h"
#include "sim/rates.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

// Persons of a who are in b too, and whether all who arrived are labour migrants in
// occupation `job`.
static int64_t common(const struct kr_persons *a, const struct kr_persons *b)
{
    int64_t count = 0;
    for (kr_row i = 0; i < a->rows; i++) {
        bool there = a->status[i] == KR_ABSENT || (i < b->rows && b->id[i] == a->id[i]);
        for (kr_row k = 0; k < b->rows && !there; k++) {
            there = b->id[k] == a->id[i] && b->status[k] != KR_ABSENT;
        }
        count += there && a->status[i] != KR_ABSENT;
    }
    return count;
}

static int64_t present(const struct kr_persons *p)
{
    int64_t count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        count += p->status[i] != KR_ABSENT;
    }
    return count;
}

static void migrants_let_in_come_beside_the_others_with_the_occupation_asked(void **state)
{
    (void)state;
    enum { JOB = 40 };
    struct kr_policy p = test_policy_from_start(&kr_migration);
    p.target.groups = KR_GROUP_LABOUR_MIGRANT;
    p.target.occupations[0] = UINT64_C(1) << JOB;
    test_policy_set(&p, "arrivals", 1.0);
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, TEST_NL, &p);
    (void)test_world_to_matching(&pair[TEST_BASE]);
    (void)test_world_to_matching(&pair[TEST_VARIANT]);
    const struct kr_persons *a = &pair[TEST_BASE].world.persons;
    const struct kr_persons *b = &pair[TEST_VARIANT].world.persons;
    assert_int_equal(common(a, b), present(a)); // the others come as before
    int64_t there = 0;
    for (kr_row i = 0; i < b->rows; i++) {
        const bool is_new = b->status[i] != KR_ABSENT &&
                            b->arrival_quarter[i] == pair[TEST_VARIANT].world.now &&
                            (b->id[i] & 0xffffffffU) >= 1U << 20;
        there += is_new;
        assert_true(!is_new ||
                    (b->occupation[i] == JOB && b->groups[i] == KR_GROUP_LABOUR_MIGRANT));
    }
    assert_int_equal(there, present(b) - present(a));
    assert_true(there > 0);
    test_pair_close(pair);
}

static void those_turned_away_are_of_the_group_and_the_rest_come_as_before(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_migration);
    p.target.groups = KR_GROUP_STUDY_MIGRANT;
    test_policy_set(&p, "arrivals", -0.5);
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, TEST_NL, &p);
    (void)test_world_to_matching(&pair[TEST_BASE]);
    (void)test_world_to_matching(&pair[TEST_VARIANT]);
    const struct kr_persons *a = &pair[TEST_BASE].world.persons;
    const struct kr_persons *b = &pair[TEST_VARIANT].world.persons;
    assert_true(present(b) < present(a));
    assert_int_equal(common(b, a), present(b)); // nobody came who would not have
    test_pair_close(pair);
}

// Whoever a policy brings leaves again as others do, and nobody stays instead.
static void migrants_let_in_leave_as_others_do(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_migration);
    p.target.groups = KR_GROUP_LABOUR_MIGRANT;
    test_policy_set(&p, "arrivals", 2.0);
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, TEST_NL, &p);
    int64_t departed[2] = {0, 0};
    double expected = 0.0;
    for (int q = 0; q < 12; q++) {
        expected += pair[TEST_VARIANT].world.extra_migrants[1] *
                    pair[TEST_BASE].world.scratch->rates.departure[1][30][KR_MAN];
        for (int k = 0; k < 2; k++) {
            test_world_live(&pair[k], 1);
            departed[k] += pair[k].world.tallies.events.departed;
        }
    }
    // some have no work and leave sooner
    assert_true(expected > 100.0);
    assert_between((double)(departed[1] - departed[0]), 0.8 * expected, 3.0 * expected);
    assert_close(pair[TEST_BASE].world.extra_migrants[1], 0.0, 0.0);
    test_pair_close(pair);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            migrants_let_in_come_beside_the_others_with_the_occupation_asked),
        cmocka_unit_test(those_turned_away_are_of_the_group_and_the_rest_come_as_before),
        cmocka_unit_test(migrants_let_in_leave_as_others_do),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
