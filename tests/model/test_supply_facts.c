// Facts about the supply of labour: who searches and how many hours people want (rules R1
// and R2).
#include "sim/hours.h"
#include "sim/phases/phases.h"
#include "sim/returns.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdlib.h>

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

static struct kr_policy pay_of(double change)
{
    struct kr_policy p = test_policy_of(&PAY, TEST_FIRST, INT16_MAX);
    p.parameter[0] = change;
    return p;
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
    test_world_open_frozen(&w, NULL, NULL);
    const struct kr_live live = test_begin_quarter(&w);
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
    test_world_open_frozen(&w, NULL, &p);
    const struct kr_live live = test_begin_quarter(&w);
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
    test_world_open_frozen(&w, NULL, &p);
    const struct kr_live live = test_begin_quarter(&w);
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
    test_world_open_frozen(&w, "parameters.participation.wage_response=0", &p);
    const struct kr_live live = test_begin_quarter(&w);
    assert_false(live.scratch->returns.entry_moved);
    assert_false(live.scratch->returns.exit_moved);
    test_world_close(&w);
}

static void a_queue_for_childcare_keeps_parents_out_and_nobody_else(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open_frozen(&w, NULL, NULL);
    w.world.child_care_queue = 0.3;
    const struct kr_live live = test_begin_quarter(&w);
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
    test_world_open_frozen(&w, NULL, NULL);
    const struct kr_live live = test_begin_quarter(&w);
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
    test_world_open_frozen(&w, NULL, &p);
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
    test_world_open_frozen(&base, NULL, NULL);
    test_world_open_frozen(&variant, NULL, &p);
    const struct kr_persons *a = &base.world.persons;
    const struct kr_persons *b = &variant.world.persons;
    uint8_t *before = test_calloc((size_t)a->rows, 1);
    for (kr_row i = 0; i < a->rows; i++) {
        before[i] = a->status[i];
    }
    struct kr_live one = test_begin_quarter(&base);
    struct kr_live two = test_begin_quarter(&variant);
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
    const struct kr_live live = test_live_of(w);
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
    test_world_open_frozen(&w, NULL, NULL);
    (void)test_begin_quarter(&w);
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
    test_world_open_frozen(&w, "parameters.hours.redraw_share=0", NULL);
    (void)test_begin_quarter(&w);
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
    test_world_open_frozen(&w, NULL, NULL);
    const struct kr_live live = test_begin_quarter(&w);
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
        p.start = (kr_quarter)(TEST_FIRST + 1);
        struct test_world w;
        test_world_open_frozen(&w, NULL, &p);
        struct kr_live live = test_begin_quarter(&w);
        assert_false(live.scratch->menus.moved);
        live = test_begin_quarter(&w);
        assert_int_equal(live.scratch->menus.moved, i == 1);
        live = test_begin_quarter(&w);
        assert_false(live.scratch->menus.moved);
        test_world_close(&w);
    }
}

static void hours_wanted_follow_the_norm_of_the_occupation(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open_frozen(&w, NULL, NULL);
    struct kr_live live = test_begin_quarter(&w);
    const kr_row row = employee_with(&w, 24, 0);
    kr_wish_update(&live, row);
    const int before = w.world.persons.desired_hours[row];
    for (int o = 0; o < w.country.occupations; o++) {
        live.scratch->opening.hours[o] += 40.0; // far, to be seen on a grid of four hours
    }
    live = test_begin_quarter(&w);
    kr_wish_update(&live, row);
    assert_true(w.world.persons.desired_hours[row] > before);
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
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
