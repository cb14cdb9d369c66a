// What programmes remember: who enters a bonus, from which hours, and who is paid. A
// tiny world made by hand:
//
//   employer 0, sector 0: post 0 with persons 0, 1, 2 (ids 100, 101, 102), 24 hours
//   policy 0: 300 euro a month for 8 hours more, from quarter 8104 until 8112, looking
//   back as far as a test says
#include "base/parallel.h"
#include "sim/hours.h"
#include "sim/programmes.h"
#include "tests/support/test.h"

#include <string.h>

enum { PERSONS = 3, START = 8104, END = 8112, HOURS = 24 * 60, DAY = 8 * 60 };

struct tiny {
    struct kr_country country;
    struct kr_policy policy;
    struct kr_model model;
    struct kr_world world;
    struct kr_scratch scratch;
    struct kr_hours_bonus bonus;
    struct kr_employer employer;
    struct kr_post post;
    struct kr_live live;
};

static void tiny_init(struct tiny *t, int look_back)
{
    memset(t, 0, sizeof *t);
    t->country = (struct kr_country){.regions = 1, .sectors = 1, .occupations = 1};
    static const struct kr_policy_kind BONUS = {.name = "bonus", .pays_bonus = true};
    t->policy =
        (struct kr_policy){.kind = &BONUS, .start = START, .end = END, .strength = 1.0};
    t->policy.reach = 1.0;
    t->policy.awareness = 1.0;
    t->model = (struct kr_model){
        .country = &t->country, .policies = &t->policy, .policy_count = 1};
    t->bonus = (struct kr_hours_bonus){.policy = &t->policy,
                                       .euro_per_month = 300.0,
                                       .extra_hours = 8.0,
                                       .horizon = 4.0,
                                       .look_back = look_back};
    t->scratch.terms.bonuses = &t->bonus;
    t->scratch.look_back = look_back;
    t->post = (struct kr_post){.heads = PERSONS, .contract_minutes = PERSONS * HOURS};
    t->employer = (struct kr_employer){.id = 1, .posts = 1, .heads = PERSONS};
    t->world.employers.at = &t->employer;
    t->world.employers.rows = 1;
    t->world.posts.at = &t->post;
    t->world.posts.rows = 1;
    t->world.now = START;
    t->world.scratch = &t->scratch;
    assert_int_equal(kr_persons_init(&t->world.persons, PERSONS), KR_OK);
    t->world.persons.rows = PERSONS;
    for (kr_row i = 0; i < PERSONS; i++) {
        struct kr_persons *p = &t->world.persons;
        kr_persons_clear_row(p, i);
        p->id[i] = 100 + (uint64_t)i;
        p->birth_quarter[i] = START - 4 * 40;
        p->status[i] = KR_EMPLOYEE;
        p->post[i] = 0;
        p->contract_minutes[i] = HOURS;
    }
    assert_int_equal(kr_memories_reserve(&t->world.memories, 4), KR_OK);
    assert_int_equal(kr_tallies_init(&t->world.tallies, &t->country, 1), KR_OK);
    assert_int_equal(
        kr_buffer_init(&t->scratch.memories, sizeof(struct kr_new_memory), PERSONS, 4),
        KR_OK);
    t->live = (struct kr_live){&t->model, &t->world, &t->scratch};
}

static void tiny_free(struct tiny *t)
{
    kr_buffer_free(&t->scratch.memories);
    t->world.scratch = NULL; // not on the heap, nor are these:
    t->world.employers = (struct kr_employers){0};
    t->world.posts = (struct kr_posts){0};
    kr_world_free(&t->world);
}

// A new quarter: the bonus is on offer while the policy is in force.
static void tiny_quarter(struct tiny *t, kr_quarter now)
{
    t->world.now = now;
    t->scratch.terms.bonus_count = now >= START && now < END ? 1 : 0;
    kr_buffer_clear(&t->scratch.memories);
    kr_tallies_clear(&t->world.tallies);
}

static void change_hours(struct tiny *t, kr_row row, int minutes)
{
    struct kr_persons *p = &t->world.persons;
    const uint16_t before = p->contract_minutes[row];
    const uint16_t after = (uint16_t)(before + minutes);
    p->contract_minutes[row] = after;
    if (minutes > 0) {
        kr_programme_offer(&t->live, row, before, 0);
    } else {
        kr_programme_note_cut(&t->live, row, before, after);
    }
}

// Applies what was noted and pays. Returns the euro paid.
static int64_t settle(struct tiny *t)
{
    assert_int_equal(kr_programme_enrol(&t->live), KR_OK);
    kr_programme_pay(&t->live);
    assert_true(t->world.tallies.events.policy_cents ==
                t->world.tallies.events.policy_received_cents);
    return t->world.tallies.events.policy_cents / 100;
}

static void a_day_more_earns_the_bonus_every_quarter_until_the_end(void **state)
{
    (void)state;
    struct tiny t;
    tiny_init(&t, 4);
    for (int now = START; now < END + 4; now++) {
        tiny_quarter(&t, (kr_quarter)now);
        if (now == START) {
            change_hours(&t, 1, DAY);
        }
        assert_int_equal(settle(&t), now < END ? 900 : 0);
    }
    assert_int_equal(t.world.memories.rows, 0);
    tiny_free(&t);
}

static void less_than_the_hours_asked_for_earns_nothing(void **state)
{
    (void)state;
    struct tiny t;
    tiny_init(&t, 4);
    tiny_quarter(&t, START);
    change_hours(&t, 0, DAY / 2);
    assert_int_equal(settle(&t), 0);
    tiny_free(&t);
}

static void nobody_is_paid_twice_by_one_policy(void **state)
{
    (void)state;
    struct tiny t;
    tiny_init(&t, 0);
    tiny_quarter(&t, START);
    change_hours(&t, 0, DAY);
    assert_int_equal(settle(&t), 900);
    tiny_quarter(&t, START + 1);
    change_hours(&t, 0, DAY);
    assert_int_equal(settle(&t), 900);
    tiny_free(&t);
}

static void the_bonus_stops_when_the_hours_go_back(void **state)
{
    (void)state;
    struct tiny t;
    tiny_init(&t, 4);
    tiny_quarter(&t, START);
    change_hours(&t, 0, DAY);
    assert_int_equal(settle(&t), 900);
    tiny_quarter(&t, START + 1);
    change_hours(&t, 0, -DAY);
    assert_int_equal(settle(&t), 0);
    tiny_quarter(&t, START + 2);
    assert_int_equal(settle(&t), 0);
    tiny_free(&t);
}

static void the_bonus_stops_when_the_job_ends(void **state)
{
    (void)state;
    struct tiny t;
    tiny_init(&t, 4);
    tiny_quarter(&t, START);
    change_hours(&t, 0, DAY);
    assert_int_equal(settle(&t), 900);
    t.world.persons.status[0] = KR_UNEMPLOYED;
    tiny_quarter(&t, START + 1);
    assert_int_equal(settle(&t), 0);
    tiny_free(&t);
}

static void who_takes_the_row_of_a_recipient_is_not_paid(void **state)
{
    (void)state;
    struct tiny t;
    tiny_init(&t, 4);
    tiny_quarter(&t, START);
    change_hours(&t, 0, DAY);
    assert_int_equal(settle(&t), 900);
    t.world.persons.id[0] = 999; // she died; somebody else has her row
    tiny_quarter(&t, START + 1);
    assert_int_equal(settle(&t), 0);
    tiny_free(&t);
}

// Cuts a day in the quarter before the start and takes it back `wait` quarters later.
// Returns the euro paid.
static int64_t cut_first(int look_back, int wait)
{
    struct tiny t;
    tiny_init(&t, look_back);
    const kr_quarter cut = START - 1;
    tiny_quarter(&t, cut);
    change_hours(&t, 2, -DAY);
    assert_int_equal(settle(&t), 0);
    int64_t paid = 0;
    for (int q = 1; q <= wait; q++) {
        tiny_quarter(&t, (kr_quarter)(cut + q));
        if (q == wait) {
            change_hours(&t, 2, DAY);
        }
        paid = settle(&t);
    }
    tiny_free(&t);
    return paid;
}

static void cutting_hours_first_yields_nothing_within_the_look_back(void **state)
{
    (void)state;
    for (int wait = 1; wait <= 4; wait++) {
        assert_int_equal(cut_first(4, wait), 0);
    }
    assert_int_equal(cut_first(4, 5), 900);
    assert_int_equal(cut_first(0, 1), 900);
    for (int wait = 1; wait <= 8; wait++) {
        assert_int_equal(cut_first(40, wait), 0);
    }
}

static void a_cut_is_remembered_as_long_as_any_policy_looks_back(void **state)
{
    (void)state;
    struct tiny t;
    tiny_init(&t, 40);
    t.policy.end = START + 200;
    tiny_quarter(&t, START);
    change_hours(&t, 0, -DAY);
    assert_int_equal(settle(&t), 0);
    for (int now = START + 1; now < START + 40; now++) {
        tiny_quarter(&t, (kr_quarter)now);
        assert_int_equal(settle(&t), 0);
    }
    tiny_quarter(&t, START + 40);
    t.scratch.terms.bonus_count = 1;
    change_hours(&t, 0, DAY);
    assert_int_equal(settle(&t), 0);
    tiny_free(&t);
}

// Of two days taken back after a day was cut, one is new.
static void hours_beyond_those_before_the_cut_do_earn(void **state)
{
    (void)state;
    struct tiny t;
    tiny_init(&t, 4);
    tiny_quarter(&t, START);
    change_hours(&t, 0, -DAY);
    assert_int_equal(settle(&t), 0);
    tiny_quarter(&t, START + 1);
    change_hours(&t, 0, 2 * DAY);
    assert_int_equal(settle(&t), 900);
    tiny_free(&t);
}

static void cuts_are_not_noted_where_no_policy_looks_back(void **state)
{
    (void)state;
    struct tiny t;
    tiny_init(&t, 4);
    t.scratch.look_back = KR_NONE;
    tiny_quarter(&t, START);
    change_hours(&t, 0, -DAY);
    assert_int_equal(kr_programme_enrol(&t.live), KR_OK);
    assert_int_equal(t.world.memories.rows, 0);
    tiny_free(&t);
}

static void only_those_in_the_target_enter(void **state)
{
    (void)state;
    struct tiny t;
    tiny_init(&t, 4);
    t.policy.target.hours = (struct kr_span){0, 24}; // under 24 hours, before the change
    tiny_quarter(&t, START);
    t.world.persons.contract_minutes[1] = 20 * 60;
    change_hours(&t, 0, DAY);
    change_hours(&t, 1, DAY);
    assert_int_equal(settle(&t), 900);
    assert_int_equal(t.world.memories.rows, 1);
    assert_int_equal(t.world.memories.person[0], 101);
    tiny_free(&t);
}

static void a_bonus_paid_once_is_paid_in_one_quarter(void **state)
{
    (void)state;
    struct tiny t;
    tiny_init(&t, 4);
    t.bonus.paid_for = 1;
    for (int now = START; now < END; now++) {
        tiny_quarter(&t, (kr_quarter)now);
        if (now == START) {
            change_hours(&t, 1, DAY);
        }
        assert_int_equal(settle(&t), now == START ? 900 : 0);
        assert_int_equal(t.world.memories.rows, 1); // and so nobody enters again
    }
    tiny_free(&t);
}

static void overtime_that_is_written_down_is_paid_and_counted(void **state)
{
    (void)state;
    struct tiny t;
    tiny_init(&t, 4);
    tiny_quarter(&t, START);
    t.world.persons.contract_minutes[0] = HOURS + DAY;
    kr_programme_offer(&t.live, 0, HOURS, DAY / 2);
    assert_int_equal(settle(&t), 900);
    assert_int_equal(t.world.tallies.events.bonus_overtime, DAY / 2);
    tiny_free(&t);
}

static void an_announced_bonus_takes_nobody_in(void **state)
{
    (void)state;
    struct tiny t;
    tiny_init(&t, 4);
    t.bonus.pending = true;
    tiny_quarter(&t, START);
    change_hours(&t, 0, DAY);
    assert_int_equal(settle(&t), 0);
    tiny_free(&t);
}

// A bonus for 32 hours or more, 24 being the contract of all.
static int64_t notch(bool already, int hours_before, int hours_after)
{
    struct tiny t;
    tiny_init(&t, 4);
    t.bonus.extra_hours = 0.0;
    t.bonus.threshold = 32.0;
    t.bonus.already = already;
    tiny_quarter(&t, START);
    t.world.persons.contract_minutes[0] = (uint16_t)(hours_before * 60);
    if (already && hours_before >= 32) {
        kr_programme_enter(&t.live, 0, 0, (uint16_t)(hours_before * 60));
    }
    if (hours_after > hours_before) {
        change_hours(&t, 0, (hours_after - hours_before) * 60);
    }
    const int64_t paid = settle(&t);
    tiny_free(&t);
    return paid;
}

static void a_notch_pays_from_the_threshold_on(void **state)
{
    (void)state;
    assert_int_equal(notch(false, 24, 28), 0);
    assert_int_equal(notch(false, 24, 32), 900);
    assert_int_equal(notch(false, 28, 40), 900);
    assert_int_equal(notch(false, 32, 40), 0); // she was there before
}

static void those_at_the_threshold_before_are_paid_where_the_terms_say_so(void **state)
{
    (void)state;
    assert_int_equal(notch(false, 32, 32), 0);
    assert_int_equal(notch(true, 32, 32), 900);
    assert_int_equal(notch(true, 24, 32), 900);
}

static void a_notch_is_lost_below_the_threshold(void **state)
{
    (void)state;
    struct tiny t;
    tiny_init(&t, 4);
    t.bonus.threshold = 32.0;
    tiny_quarter(&t, START);
    change_hours(&t, 0, 2 * DAY); // to 40
    assert_int_equal(settle(&t), 900);
    tiny_quarter(&t, START + 1);
    change_hours(&t, 0, -DAY); // to 32: still there
    assert_int_equal(settle(&t), 900);
    tiny_quarter(&t, START + 2);
    change_hours(&t, 0, -DAY / 2);
    assert_int_equal(settle(&t), 0);
    tiny_free(&t);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_more_earns_the_bonus_every_quarter_until_the_end),
        cmocka_unit_test(less_than_the_hours_asked_for_earns_nothing),
        cmocka_unit_test(nobody_is_paid_twice_by_one_policy),
        cmocka_unit_test(the_bonus_stops_when_the_hours_go_back),
        cmocka_unit_test(the_bonus_stops_when_the_job_ends),
        cmocka_unit_test(who_takes_the_row_of_a_recipient_is_not_paid),
        cmocka_unit_test(cutting_hours_first_yields_nothing_within_the_look_back),
        cmocka_unit_test(a_cut_is_remembered_as_long_as_any_policy_looks_back),
        cmocka_unit_test(hours_beyond_those_before_the_cut_do_earn),
        cmocka_unit_test(cuts_are_not_noted_where_no_policy_looks_back),
        cmocka_unit_test(only_those_in_the_target_enter),
        cmocka_unit_test(a_bonus_paid_once_is_paid_in_one_quarter),
        cmocka_unit_test(overtime_that_is_written_down_is_paid_and_counted),
        cmocka_unit_test(an_announced_bonus_takes_nobody_in),
        cmocka_unit_test(a_notch_pays_from_the_threshold_on),
        cmocka_unit_test(those_at_the_threshold_before_are_paid_where_the_terms_say_so),
        cmocka_unit_test(a_notch_is_lost_below_the_threshold),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
