// Facts about the supply of labour: who searches, how many hours people want, and what
// becomes of a wish (rules R1, R2, R3).
#include "agents/rules/hours.h"
#include "base/math.h"
#include "scenarios/policies/policies.h"
#include "sim/demand.h"
#include "sim/hours.h"
#include "sim/phases/phases.h"
#include "sim/requests.h"
#include "sim/returns.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdlib.h>

enum { AMOUNT, EXTRA_HOURS, LOOK_BACK, HORIZON };

static const kr_quarter FIRST = 2025 * 4; // the quarter after the starting state

// ---------------------------------------------------------------- worlds

// A kind made for these tests: net pay of work changes by `parameter[0]`.
static void change_pay(const struct kr_policy *policy, int index, double strength,
                       kr_quarter now, struct kr_effective *terms)
{
    (void)index;
    (void)now;
    terms->parameters.hours.net_pay *= 1.0 + strength * policy->parameter[0];
}

static const struct kr_policy_kind PAY = {.name = "pay", .apply = change_pay};

static struct kr_policy policy_of(const struct kr_policy_kind *kind, kr_quarter start,
                                  kr_quarter end)
{
    struct kr_policy p = {
        .kind = kind, .announced = start, .start = start, .end = end, .strength = 1.0};
    p.target.age_to = 131;
    p.target.hours_to = 169;
    return p;
}

static struct kr_policy pay_of(double change)
{
    struct kr_policy p = policy_of(&PAY, FIRST, INT16_MAX);
    p.parameter[0] = change;
    return p;
}

static struct kr_policy bonus_of(double amount, kr_quarter start, kr_quarter end)
{
    struct kr_policy p = policy_of(&kr_extra_hours_bonus, start, end);
    p.parameter[AMOUNT] = amount;
    p.parameter[EXTRA_HOURS] = 8.0;
    p.parameter[LOOK_BACK] = 4.0;
    p.parameter[HORIZON] = 4.0;
    return p;
}

static void open_with(struct test_world *w, const char *set,
                      const struct kr_policy *policy)
{
    const char *const sets[] = {set, NULL};
    test_world_open(w,
                    &(struct test_world_options){.scenario = "village/frozen.yaml",
                                                 .sets = set != NULL ? sets : NULL,
                                                 .policies = policy,
                                                 .policy_count = policy != NULL ? 1 : 0});
}

static struct kr_live live_of(struct test_world *w)
{
    return (struct kr_live){&w->model, &w->world, w->world.scratch};
}

// Terms and rates of the next quarter, nothing else.
static struct kr_live begin_quarter(struct test_world *w)
{
    struct kr_live live = live_of(w);
    w->world.now++;
    assert_int_equal(kr_phase_policies(&live), KR_OK);
    return live;
}

static int cells_of(const struct test_world *w)
{
    return KR_AGE_GROUPS * KR_SEX_COUNT * KR_HOUSEHOLD_KINDS * w->country.wage_classes;
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

// ---------------------------------------------------------------- participation

static void at_the_prices_of_the_start_pay_moves_no_hazard(void **state)
{
    (void)state;
    struct test_world w;
    open_with(&w, NULL, NULL);
    const struct kr_live live = begin_quarter(&w);
    const struct kr_returns *r = &live.scratch->returns;
    assert_false(r->entry_moved || r->exit_moved);
    for (int i = 0; i < cells_of(&w); i++) {
        assert_true(r->entry[i] >= 1.0 && r->entry[i] <= 1.0);
        assert_true(r->exit[i] >= 1.0 && r->exit[i] <= 1.0);
    }
    test_world_close(&w);
}

static void more_net_pay_draws_people_in_and_keeps_them(void **state)
{
    (void)state;
    const struct kr_policy p = pay_of(0.05);
    struct test_world w;
    open_with(&w, NULL, &p);
    const struct kr_live live = begin_quarter(&w);
    const struct kr_returns *r = &live.scratch->returns;
    int moved = 0;
    for (int i = 0; i < cells_of(&w); i++) {
        assert_true(r->entry[i] >= 1.0 && r->exit[i] <= 1.0);
        assert_close(r->entry[i] * r->exit[i], 1.0, 1e-9);
        moved += r->entry[i] > 1.001;
    }
    assert_true(moved > cells_of(&w) / 2);
    test_world_close(&w);
}

static void mothers_of_small_children_weigh_pay_more_than_other_women(void **state)
{
    (void)state;
    enum { PARTNER_FULL = 12, PARTNER_FULL_SMALL_CHILD = 13 }; // kinds of household
    const struct kr_policy p = pay_of(0.05);
    struct test_world w;
    open_with(&w, NULL, &p);
    const struct kr_live live = begin_quarter(&w);
    const int wages = w.country.wage_classes;
    const double *entry = live.scratch->returns.entry;
    for (int g = 1; g < 4; g++) { // 25 to 54
        const int women = (g * KR_SEX_COUNT + KR_WOMAN) * KR_HOUSEHOLD_KINDS;
        for (int c = 0; c < wages; c++) {
            assert_true(entry[(women + PARTNER_FULL_SMALL_CHILD) * wages + c] >
                        entry[(women + PARTNER_FULL) * wages + c]);
        }
    }
    test_world_close(&w);
}

static void without_a_response_to_pay_nothing_moves(void **state)
{
    (void)state;
    const struct kr_policy p = pay_of(0.1);
    struct test_world w;
    open_with(&w, "parameters.participation.wage_response=0", &p);
    const struct kr_live live = begin_quarter(&w);
    assert_false(live.scratch->returns.entry_moved);
    assert_false(live.scratch->returns.exit_moved);
    test_world_close(&w);
}

static void a_queue_for_childcare_keeps_parents_out_and_nobody_else(void **state)
{
    (void)state;
    struct test_world w;
    open_with(&w, NULL, NULL);
    w.world.child_care_queue = 0.3;
    const struct kr_live live = begin_quarter(&w);
    const int wages = w.country.wage_classes;
    for (int i = 0; i < cells_of(&w); i++) {
        const int child = kr_kind_youngest(i / wages % KR_HOUSEHOLD_KINDS);
        const bool small = child == 1 || child == 2;
        assert_int_equal(live.scratch->returns.entry[i] < 1.0, small);
    }
    test_world_close(&w);
}

static void long_absence_makes_leaving_likelier(void **state)
{
    (void)state;
    struct test_world w;
    open_with(&w, NULL, NULL);
    const struct kr_live live = begin_quarter(&w);
    const kr_row row = employee_with(&w, 40, 0);
    w.world.persons.informal_care[row] = 0;
    w.world.persons.health[row] = KR_HEALTHY;
    const double well = kr_exit_factor(&live, row, 2);
    w.world.persons.health[row] = KR_LONG_ABSENCE;
    assert_true(kr_exit_factor(&live, row, 2) > well);
    test_world_close(&w);
}

// Persons who search or work, summed over the quarters from the fifth to the twelfth.
static int64_t active_with(double change)
{
    const struct kr_policy p = pay_of(change);
    struct test_world w;
    open_with(&w, NULL, &p);
    int64_t active = 0;
    for (int q = 0; q < 12; q++) {
        test_world_live(&w, 1);
        for (int s = KR_EMPLOYEE; q >= 4 && s <= KR_UNEMPLOYED; s++) {
            active += *kr_tally_at(&w.world.tallies, KR_TALLY_status_sex, KR_MAN, s) +
                      *kr_tally_at(&w.world.tallies, KR_TALLY_status_sex, KR_WOMAN, s);
        }
    }
    test_world_close(&w);
    return active;
}

static void participation_rises_with_net_pay(void **state)
{
    (void)state;
    const int64_t base = active_with(0.0);
    assert_true(active_with(0.15) > base);
    assert_true(active_with(-0.15) < base);
}

static void the_retired_the_ill_and_students_do_not_search_for_pay(void **state)
{
    (void)state;
    const struct kr_policy p = pay_of(0.3);
    struct test_world base;
    struct test_world variant;
    open_with(&base, NULL, NULL);
    open_with(&variant, NULL, &p);
    const struct kr_persons *a = &base.world.persons;
    const struct kr_persons *b = &variant.world.persons;
    uint8_t *before = test_calloc((size_t)a->rows, 1);
    for (kr_row i = 0; i < a->rows; i++) {
        before[i] = a->status[i];
    }
    struct kr_live one = begin_quarter(&base);
    struct kr_live two = begin_quarter(&variant);
    assert_int_equal(kr_phase_participation(&one), KR_OK);
    assert_int_equal(kr_phase_participation(&two), KR_OK);
    int others = 0;
    for (kr_row i = 0; i < a->rows; i++) {
        if (before[i] == KR_RETIRED || before[i] == KR_ILL || before[i] == KR_STUDENT) {
            assert_int_equal(a->status[i], b->status[i]);
        }
        others += a->status[i] != b->status[i];
    }
    assert_true(others > 0);
    test_free(before);
    test_world_close(&base);
    test_world_close(&variant);
}

// ---------------------------------------------------------------- hours wanted

// Employees whose taste falls, per cent of the women, when they think again after
// `event`.
static void rethink_all(struct test_world *w, enum kr_hours_event event, double *fell,
                        double *rose)
{
    const struct kr_live live = live_of(w);
    struct kr_persons *p = &w->world.persons;
    double women = 0.0;
    *fell = 0.0;
    *rose = 0.0;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] != KR_EMPLOYEE || p->sex[i] != KR_WOMAN) {
            continue;
        }
        const int16_t before = p->taste[i];
        struct kr_pcg stream = kr_random(w->model.key, 7, p->id[i]);
        p->eldest_birth[i] = w->world.now;
        p->youngest_birth[i] = w->world.now;
        kr_hours_rethink(&live, i, event, &stream);
        women += 1.0;
        *fell += p->taste[i] < before;
        *rose += p->taste[i] > before;
    }
    *fell *= 100.0 / women;
    *rose *= 100.0 / women;
}

static void half_of_mothers_want_fewer_hours_after_the_first_birth(void **state)
{
    (void)state;
    struct test_world w;
    open_with(&w, NULL, NULL);
    (void)begin_quarter(&w);
    double fell;
    double rose;
    rethink_all(&w, KR_HOURS_BIRTH, &fell, &rose);
    assert_between(fell, 45.0, 55.0);
    assert_close(rose, 0.0, 1e-9);
    test_world_close(&w);
}

static void some_mothers_want_more_hours_as_the_children_grow(void **state)
{
    (void)state;
    struct test_world w;
    open_with(&w, "parameters.hours.redraw_share=0", NULL);
    (void)begin_quarter(&w);
    double fell;
    double rose;
    rethink_all(&w, KR_HOURS_CHILD_AGED, &fell, &rose);
    assert_between(rose, 25.0, 35.0);
    assert_close(fell, 0.0, 1e-9);
    test_world_close(&w);
}

static void women_want_fewer_hours_with_a_partner_and_men_more(void **state)
{
    (void)state;
    struct test_world w;
    open_with(&w, NULL, NULL);
    const struct kr_live live = begin_quarter(&w);
    struct kr_persons *p = &w.world.persons;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] == KR_ABSENT) {
            continue;
        }
        const int16_t before = p->taste[i];
        kr_hours_partner(&live, i, true);
        assert_true(p->sex[i] == KR_WOMAN ? p->taste[i] < before : p->taste[i] > before);
        kr_hours_partner(&live, i, false);
        assert_int_equal(p->taste[i], before);
    }
    test_world_close(&w);
}

static void people_think_again_when_net_pay_moves_and_only_then(void **state)
{
    (void)state;
    // where childcare takes most of a step, little pay is much of what is left
    const double change[] = {0.0005, 0.05};
    for (int i = 0; i < 2; i++) {
        struct kr_policy p = pay_of(change[i]);
        p.start = (kr_quarter)(FIRST + 1);
        struct test_world w;
        open_with(&w, NULL, &p);
        struct kr_live live = begin_quarter(&w);
        assert_false(live.scratch->menus.moved);
        live = begin_quarter(&w);
        assert_int_equal(live.scratch->menus.moved, i == 1);
        live = begin_quarter(&w);
        assert_false(live.scratch->menus.moved);
        test_world_close(&w);
    }
}

static void hours_wanted_follow_the_norm_of_the_occupation(void **state)
{
    (void)state;
    struct test_world w;
    open_with(&w, NULL, NULL);
    struct kr_live live = begin_quarter(&w);
    const kr_row row = employee_with(&w, 24, 0);
    kr_wish_update(&live, row);
    const int before = w.world.persons.desired_hours[row];
    for (int o = 0; o < w.country.occupations; o++) {
        live.scratch->opening.hours[o] += 40.0; // far, to be seen on a grid of four hours
    }
    live = begin_quarter(&w);
    kr_wish_update(&live, row);
    assert_true(w.world.persons.desired_hours[row] > before);
    test_world_close(&w);
}

// ---------------------------------------------------------------- requests

static void nobody_is_answered_who_has_not_asked(void **state)
{
    (void)state;
    struct test_world w;
    open_with(&w, NULL, NULL);
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
    open_with(&w, set, NULL);
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
    open_with(&w, NULL, NULL);
    const struct kr_live live = begin_quarter(&w);
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

static void only_those_newly_asked_are_persuaded(void **state)
{
    (void)state;
    struct kr_policy p =
        policy_of(&kr_hours_conversation, (kr_quarter)(FIRST + 2), INT16_MAX);
    p.parameter[0] = 1.0;
    struct test_world w;
    open_with(&w, NULL, &p);
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
        bonus_of(600.0, (kr_quarter)(FIRST + 1), (kr_quarter)(FIRST + 4));
    struct test_world w;
    open_with(&w, NULL, &p);
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
    const struct kr_policy p = bonus_of(1.0, FIRST, INT16_MAX);
    struct test_world w;
    open_with(&w, "parameters.hours.grant_fewer=0", &p); // so only movers give hours up
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
    open_with(&w, NULL, NULL);
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
        cmocka_unit_test(at_the_prices_of_the_start_pay_moves_no_hazard),
        cmocka_unit_test(more_net_pay_draws_people_in_and_keeps_them),
        cmocka_unit_test(mothers_of_small_children_weigh_pay_more_than_other_women),
        cmocka_unit_test(without_a_response_to_pay_nothing_moves),
        cmocka_unit_test(a_queue_for_childcare_keeps_parents_out_and_nobody_else),
        cmocka_unit_test(long_absence_makes_leaving_likelier),
        cmocka_unit_test(participation_rises_with_net_pay),
        cmocka_unit_test(the_retired_the_ill_and_students_do_not_search_for_pay),
        cmocka_unit_test(half_of_mothers_want_fewer_hours_after_the_first_birth),
        cmocka_unit_test(some_mothers_want_more_hours_as_the_children_grow),
        cmocka_unit_test(women_want_fewer_hours_with_a_partner_and_men_more),
        cmocka_unit_test(people_think_again_when_net_pay_moves_and_only_then),
        cmocka_unit_test(hours_wanted_follow_the_norm_of_the_occupation),
        cmocka_unit_test(nobody_is_answered_who_has_not_asked),
        cmocka_unit_test(hours_added_are_kept_or_given_up_within_two_years),
        cmocka_unit_test(a_larger_contract_for_hours_already_worked_adds_none),
        cmocka_unit_test(only_those_newly_asked_are_persuaded),
        cmocka_unit_test(wishes_made_by_a_bonus_end_with_it),
        cmocka_unit_test(hours_given_up_with_a_change_of_job_are_remembered),
        cmocka_unit_test(whoever_has_no_job_has_no_hours_added),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
