// Facts about what is paid where jobs end or become permanent.
#include "scenarios/policies/policies.h"
#include "sim/jobs.h"
#include "sim/programmes.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

static void a_way_out_pays_everybody_who_retires_for_as_long_as_it_says(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_idle(&kr_early_exit);
    p.parameter[1] = 2.0; // quarters paid
    p.unit_cost = 1000.0;
    struct test_world w;
    test_world_open_nl(&w, &p, 1);
    int64_t before = 0;
    for (int q = 0; q < 4; q++) {
        test_world_live(&w, 1);
        const int64_t now = w.world.tallies.events.retirements;
        assert_true(now > 0);
        // who died or left since is not paid
        assert_between((double)test_ledger_of(&w, 0, KR_LEDGER_CENTS) / 100000.0,
                       0.95 * (double)(now + before), (double)(now + before));
        before = now;
    }
    test_world_close(&w);
}

static void guidance_to_a_job_is_paid_once_for_every_notice(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_idle(&kr_job_to_job);
    p.parameter[2] = 8.0; // quarters in which they are followed
    p.unit_cost = 1000.0;
    p.target.notices = UINT64_C(1) << KR_NOTICE_GIVEN;
    struct test_world w;
    test_world_open_nl(&w, &p, 1);
    (void)test_world_to_matching(&w);
    int64_t told = 0;
    for (kr_row i = 0; i < w.world.persons.rows; i++) {
        told += w.world.persons.notice[i] == KR_NOTICE_GIVEN;
    }
    test_world_from_matching(&w);
    assert_true(told > 0);
    // some of those who were told have left already by themselves
    assert_between((double)test_ledger_of(&w, 0, KR_LEDGER_CENTS) / 100000.0,
                   (double)told, 1.05 * (double)told);
    // they stay recipients, and are paid no more
    test_world_live(&w, 1);
    assert_true(test_ledger_of(&w, 0, KR_LEDGER_RECIPIENTS) >= told);
    test_world_close(&w);
}

static void a_contract_made_permanent_is_paid_for_once(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_idle(&kr_permanent_contracts);
    p.parameter[3] = 1.0; // quarters in which they are followed
    p.unit_cost = 1000.0;
    struct test_world w;
    test_world_open_nl(&w, &p, 1);
    for (int q = 0; q < 3; q++) {
        test_world_live(&w, 1);
        const int64_t made = w.world.tallies.events.conversions;
        assert_true(made > 0);
        assert_int_equal(test_ledger_of(&w, 0, KR_LEDGER_CENTS), made * 100000);
    }
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_way_out_pays_everybody_who_retires_for_as_long_as_it_says),
        cmocka_unit_test(guidance_to_a_job_is_paid_once_for_every_notice),
        cmocka_unit_test(a_contract_made_permanent_is_paid_for_once),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
