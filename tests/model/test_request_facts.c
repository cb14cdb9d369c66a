// Facts about requests for hours: asked, granted, kept, and paid for (rule R3).
#include "agents/rules/hours.h"
#include "scenarios/policies/policies.h"
#include "sim/demand.h"
#include "sim/phases/phases.h"
#include "sim/requests.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

enum { AMOUNT, EXTRA_HOURS, LOOK_BACK, HORIZON };

static struct kr_policy bonus_of(double amount, kr_quarter start, kr_quarter end)
{
    struct kr_policy p = test_policy_of(&kr_extra_hours_bonus, start, end);
    p.parameter[AMOUNT] = amount;
    p.parameter[EXTRA_HOURS] = 4.0;
    p.parameter[LOOK_BACK] = 4.0;
    p.parameter[HORIZON] = 4.0;
    return p;
}

// The first employee from row `from` on with a permanent contract of `hours`.
static kr_row employee_with(const struct test_world *w, int hours, kr_row from)
{
    const struct kr_persons *p = &w->world.persons;
    for (kr_row i = from; i < p->rows; i++) {
        if (p->status[i] == KR_EMPLOYEE && p->contract_minutes[i] == hours * 60) {
            return i;
        }
    }
    fail_msg("nobody works %d hours", hours);
    return KR_NONE;
}

static void nobody_is_answered_who_has_not_asked(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open_frozen(&w, NULL, NULL);
    for (int q = 0; q < 8; q++) {
        test_world_live(&w, 1);
        const struct kr_events *e = &w.world.tallies.events;
        assert_true(e->wish_granted > 0 && e->wish_refused > 0);
        assert_true(e->wish_granted + e->wish_refused <= e->wish_voiced);
    }
    test_world_close(&w);
}

// Hours kept and given up over 16 quarters.
static void keep(const char *set, int64_t *kept, int64_t *back)
{
    struct test_world w;
    test_world_open_frozen(&w, set, NULL);
    int64_t granted = 0;
    *kept = 0;
    *back = 0;
    for (int q = 0; q < 16; q++) {
        test_world_live(&w, 1);
        const struct kr_events *e = &w.world.tallies.events;
        assert_true(q >= KR_KEPT_QUARTERS || e->hours_kept == 0);
        granted += e->wish_granted;
        *kept += e->hours_kept;
        *back += e->hours_fallen_back;
        assert_true(*kept + *back <= granted);
    }
    test_world_close(&w);
}

static void hours_added_are_kept_or_given_up_within_two_years(void **state)
{
    (void)state;
    int64_t kept_low;
    int64_t back_low;
    int64_t kept_high;
    int64_t back_high;
    keep("parameters.hours.relapse_rate=0", &kept_low, &back_low);
    keep("parameters.hours.relapse_rate=0.08", &kept_high, &back_high);
    assert_true(kept_low > 0 && back_high > back_low && kept_high < kept_low);
}

static void a_larger_contract_for_hours_already_worked_adds_none(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open_frozen(&w, NULL, NULL);
    const struct kr_live live = test_begin_quarter(&w);
    const kr_row row = employee_with(&w, 24, 0);
    struct kr_persons *p = &w.world.persons;
    struct kr_post post = w.world.posts.at[p->post[row]];
    post.grant_chance = KR_SHARE_UNIT;
    p->usual_minutes[row] = 27 * 60;
    p->desired_hours[row] = 28;
    p->wish[row] = KR_VOICED_MORE;
    kr_request_answer(&live, &w.world.tallies, row, &post, 0.5);
    assert_int_equal(p->contract_minutes[row], 28 * 60);
    assert_int_equal(p->usual_minutes[row], 28 * 60);
    assert_int_equal(w.world.tallies.events.overtime_formalised, 3 * 60);
    p->usual_minutes[row] = 40 * 60;
    p->desired_hours[row] = 32;
    p->wish[row] = KR_VOICED_MORE;
    kr_request_answer(&live, &w.world.tallies, row, &post, 0.5);
    assert_int_equal(p->usual_minutes[row], 40 * 60);
    assert_int_equal(w.world.tallies.events.overtime_formalised, 7 * 60);
    test_world_close(&w);
}

static void a_request_for_fewer_hours_does_not_turn_into_one_for_more(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open_frozen(&w, NULL, NULL);
    const struct kr_live live = test_begin_quarter(&w);
    const kr_row row = employee_with(&w, 24, 0);
    struct kr_persons *p = &w.world.persons;
    p->desired_hours[row] = 16;
    p->wish[row] = KR_VOICED_FEWER;
    kr_request_voice(&live, &w.world.tallies, row, 0.0);
    assert_int_equal(p->wish[row], KR_VOICED_FEWER);
    assert_int_equal(w.world.tallies.events.wish_voiced, 0);
    test_world_close(&w);
}

static void only_those_newly_asked_are_persuaded(void **state)
{
    (void)state;
    const struct kr_policy p =
        test_policy_of(&kr_hours_conversation, (kr_quarter)(TEST_FIRST + 2), INT16_MAX);
    struct test_world w;
    test_world_open_frozen(&w, NULL, &p);
    for (int q = 0; q < 4; q++) {
        test_world_live(&w, 1);
        assert_int_equal(w.world.tallies.events.wish_persuaded > 0, q >= 2);
    }
    test_world_close(&w);
}

static void wishes_made_by_a_bonus_end_with_it(void **state)
{
    (void)state;
    const struct kr_policy p =
        bonus_of(600.0, (kr_quarter)(TEST_FIRST + 1), (kr_quarter)(TEST_FIRST + 4));
    struct test_world w;
    test_world_open_frozen(&w, NULL, &p);
    const struct kr_persons *persons = &w.world.persons;
    for (int q = 0; q < 6; q++) {
        test_world_live(&w, 1);
        const bool offered = q >= 1 && q < 4;
        int wishes = 0;
        for (kr_row i = 0; i < persons->rows; i++) {
            wishes += persons->wish[i] == KR_BONUS_MORE;
        }
        assert_int_equal(wishes > 0, offered);
        assert_int_equal(w.world.tallies.events.wish_bonus > 0, offered);
    }
    test_world_close(&w);
}

static void hours_given_up_with_a_change_of_job_are_remembered(void **state)
{
    (void)state;
    const struct kr_policy p = bonus_of(1.0, TEST_FIRST, INT16_MAX);
    struct test_world w;
    test_world_open_frozen(&w, "parameters.hours.grant_fewer=0",
                           &p); // so only movers give hours up
    test_world_live(&w, 4);
    const struct kr_memories *m = &w.world.memories;
    int movers = 0;
    for (kr_row i = 0; i < m->rows; i++) {
        const kr_row row = m->row[i];
        movers += m->policy[i] == 255 && w.world.persons.id[row] == m->person[i] &&
                  w.world.persons.job_since[row] == m->from[i];
    }
    assert_true(movers > 0);
    test_world_close(&w);
}

static void whoever_has_no_job_has_no_hours_added(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open_frozen(&w, NULL, NULL);
    test_world_live(&w, 6);
    const struct kr_persons *p = &w.world.persons;
    int raised = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        assert_true(p->status[i] == KR_EMPLOYEE || p->raised[i] == 0);
        assert_true(p->raised[i] <= KR_KEPT_QUARTERS);
        raised += p->raised[i] != 0;
    }
    assert_true(raised > 0);
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_answered_who_has_not_asked),
        cmocka_unit_test(hours_added_are_kept_or_given_up_within_two_years),
        cmocka_unit_test(a_larger_contract_for_hours_already_worked_adds_none),
        cmocka_unit_test(a_request_for_fewer_hours_does_not_turn_into_one_for_more),
        cmocka_unit_test(only_those_newly_asked_are_persuaded),
        cmocka_unit_test(wishes_made_by_a_bonus_end_with_it),
        cmocka_unit_test(hours_given_up_with_a_change_of_job_are_remembered),
        cmocka_unit_test(whoever_has_no_job_has_no_hours_added),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
