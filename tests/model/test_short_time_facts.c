// Facts about short-time work: jobs kept in a recession, and what the fund pays.
#include "base/math.h"
#include "scenarios/policies/policies.h"
#include "sim/programmes.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

// A fall of market demand for two years, and short-time work beside it.
static void set_recession(struct kr_policy policies[2], const struct test_world *w)
{
    struct kr_policy *fall = &policies[0];
    *fall = test_policy_with(&kr_demand_wedge, "change", 0.0);
    fall->parameter[0] = -0.05;
    policies[1] = test_policy_with(&kr_short_time_work, "kept", 0.8);
    policies[1].parameter[1] = 0.75;
    for (int k = 0; k < 2; k++) {
        policies[k].end = (kr_quarter)(TEST_FIRST + 8);
        policies[k].target.sectors[0] = 0;
        for (int s = 0; s < w->country.sectors; s++) {
            const bool market = w->country.sector[s].kind == KR_MARKET;
            policies[k].target.sectors[0] |= (uint64_t)market << s;
        }
    }
}

struct slump {
    double permanent, temporary; // jobs after a year
    double dismissed, moves, paid, ends;
};

static void live_slump(struct test_world *w, int quarters, struct slump *sum)
{
    for (int q = 0; q < quarters; q++) {
        test_world_live(w, 1);
        const struct kr_events *e = &w->world.tallies.events;
        sum->dismissed += (double)e->layoffs;
        sum->ends += (double)e->contract_ends;
        sum->paid += (double)e->policy_cents;
        for (int s = 0; s < w->country.sectors; s++) {
            sum->moves += (double)*kr_tally_at(
                &w->world.tallies, KR_TALLY_sector_separations, s, KR_TO_EMPLOYER);
        }
    }
    sum->permanent = (double)test_in_state(w, KR_NONE, KR_PERMANENT);
    sum->temporary = (double)test_in_state(w, KR_NONE, KR_TEMPORARY);
}

static void
short_time_work_keeps_permanent_jobs_in_a_recession_and_slows_moves(void **state)
{
    (void)state;
    struct kr_policy policies[2] = {test_policy_idle(&kr_demand_wedge),
                                    test_policy_idle(&kr_short_time_work)};
    struct test_world pair[TEST_PAIR];
    test_world_open_nl(&pair[TEST_BASE], policies, 1);
    test_world_open_nl(&pair[TEST_VARIANT], policies, 2);
    set_recession(policies, &pair[TEST_BASE]);
    struct slump base = {0};
    struct slump variant = {0};
    live_slump(&pair[TEST_BASE], 4, &base);
    live_slump(&pair[TEST_VARIANT], 4, &variant);
    assert_true(variant.dismissed < base.dismissed);
    assert_true(variant.permanent > base.permanent);
    assert_true(variant.moves < base.moves);
    assert_true(variant.ends > 0.95 * base.ends); // those on temporary contracts go
    assert_true(variant.paid > 0.0);
    live_slump(&pair[TEST_VARIANT], 4, &variant);
    const double paid = variant.paid;
    live_slump(&pair[TEST_VARIANT], 1, &variant); // it is over
    assert_close(variant.paid, paid, 0.0);
    test_pair_close(pair);
}

static void the_fund_pays_for_hours_without_work_and_no_more(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_with(&kr_short_time_work, "hours_paid", 1.0);
    struct test_world w;
    test_world_open_nl(&w, &p, 1);
    test_world_live(&w, 1);
    double idle_minutes = 0.0;
    for (kr_row i = 0; i < w.world.posts.rows; i++) {
        const struct kr_post *post = &w.world.posts.at[i];
        if (post->employer != KR_NONE) {
            idle_minutes += kr_max(0.0, (double)post->contract_minutes -
                                            (double)post->required_minutes);
        }
    }
    // staff changed between the reckoning and the end of the quarter
    const double paid = (double)test_ledger_of(&w, 0, KR_LEDGER_MINUTES);
    assert_true(paid > 0.0);
    assert_true(paid < 1.2 * idle_minutes);
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            short_time_work_keeps_permanent_jobs_in_a_recession_and_slows_moves),
        cmocka_unit_test(the_fund_pays_for_hours_without_work_and_no_more),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
