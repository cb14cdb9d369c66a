// Facts about policies for more hours (P01-P05): bonuses, full-time bonuses, talks,
// rosters, combination jobs. Most worlds are the village with frozen drivers, in which
// everybody is ready to game, so that there is something to see.
#include "scenarios/policies/policies.h"
#include "sim/programmes.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

enum { AMOUNT, EXTRA_HOURS, LOOK_BACK, HORIZON, PAID_FOR };
enum { THRESHOLD = 1, ALREADY, NOTCH_LOOK_BACK, NOTCH_HORIZON };

#define ALL_GAME "parameters.hours.gaming_share=1"
#define NO_GAME  "parameters.hours.gaming_share=0"

static kr_quarter later(int quarters)
{
    return (kr_quarter)(TEST_FIRST + quarters);
}

// A policy of a kind with its defaults.
static struct kr_policy usual(const struct kr_policy_kind *kind, int start, int end)
{
    struct kr_policy p = test_policy_of(kind, later(start), later(end));
    for (size_t i = 0; i < kind->parameter_count; i++) {
        p.parameter[i] = kind->parameters[i].initial;
    }
    return p;
}

static struct kr_policy bonus_of(double amount, int look_back, int start, int end)
{
    struct kr_policy p = usual(&kr_extra_hours_bonus, start, end);
    p.parameter[AMOUNT] = amount;
    p.parameter[LOOK_BACK] = look_back;
    return p;
}

// An event, summed over the quarters of a world with one policy.
#define SUM_OF(event, set, policy, quarters) \
    sum_of(offsetof(struct kr_events, event), set, policy, quarters)

static int64_t sum_of(size_t event, const char *set, const struct kr_policy *policy,
                      int quarters)
{
    struct test_world w;
    test_world_open_frozen(&w, set, policy);
    int64_t sum = 0;
    for (int q = 0; q < quarters; q++) {
        test_world_live(&w, 1);
        const char *events = (const char *)&w.world.tallies.events;
        sum += *(const int64_t *)(const void *)(events + event);
    }
    test_world_close(&w);
    return sum;
}

// Recipients who came back to no more than they gave up before they were paid.
static int paid_for_coming_back(const struct test_world *w)
{
    const struct kr_memories *m = &w->world.memories;
    int count = 0;
    for (kr_row i = 0; i < m->rows; i++) {
        for (kr_row k = 0; k < m->rows && m->policy[i] == 0; k++) {
            count +=
                m->policy[k] == KR_MEMORY_CUT && m->person[k] == m->person[i] &&
                m->from[k] < m->from[i] &&
                m->reference_minutes[k] >= w->world.persons.contract_minutes[m->row[i]];
        }
    }
    return count;
}

static int come_back_after(int look_back)
{
    // the second one pays nobody: for it, cuts are remembered throughout
    struct kr_policy p[2] = {bonus_of(600.0, look_back, 1, 40),
                             bonus_of(600.0, 40, 1, 40)};
    p[1].strength = 0.0;
    p[1].id = 1;
    const char *const sets[] = {ALL_GAME, NULL};
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.scenario = "village/frozen.yaml",
                                                     .sets = sets,
                                                     .policies = p,
                                                     .policy_count = 2});
    test_world_live(&w, 8);
    const int count = paid_for_coming_back(&w);
    test_world_close(&w);
    return count;
}

static void without_a_look_back_cutting_first_pays_and_a_long_one_defeats_it(void **state)
{
    (void)state;
    const struct kr_policy none = bonus_of(600.0, 0, 1, 40);
    const struct kr_policy year = bonus_of(600.0, 4, 1, 40);
    const struct kr_policy forever = bonus_of(600.0, 39, 1, 40);
    const int64_t cut = SUM_OF(cut_first, ALL_GAME, &none, 8);
    assert_true(cut > 0);
    assert_true(SUM_OF(cut_first, ALL_GAME, &year, 8) < cut);
    assert_int_equal(SUM_OF(cut_first, ALL_GAME, &forever, 8), 0);
    assert_true(come_back_after(0) > 0);
    assert_int_equal(come_back_after(39), 0);
}

static void where_nobody_would_game_nobody_does(void **state)
{
    (void)state;
    struct kr_policy p = bonus_of(600.0, 0, 4, 40);
    p.announced = later(1);
    assert_int_equal(SUM_OF(cut_first, NO_GAME, &p, 10), 0);
    assert_int_equal(SUM_OF(wish_held, NO_GAME, &p, 10), 0);
    assert_true(SUM_OF(wish_held, ALL_GAME, &p, 10) > 0);
}

static void nobody_games_where_there_is_no_bonus(void **state)
{
    (void)state;
    assert_int_equal(SUM_OF(cut_first, ALL_GAME, NULL, 6), 0);
    assert_int_equal(SUM_OF(wish_held, ALL_GAME, NULL, 6), 0);
}

// From which quarter on a world with a policy differs from one without, at most `most`.
static int differs_from(const char *set, const struct kr_policy *policy, int most)
{
    struct test_world base;
    struct test_world variant;
    test_world_open_frozen(&base, set, NULL);
    test_world_open_frozen(&variant, set, policy);
    int q = 0;
    for (bool equal = true; equal && q < most; q += equal) {
        test_world_live(&base, 1);
        test_world_live(&variant, 1);
        equal = kr_world_hash(&base.world) == kr_world_hash(&variant.world);
    }
    test_world_close(&base);
    test_world_close(&variant);
    return q;
}

static void an_announcement_moves_those_who_wait_or_cut_and_nobody_else(void **state)
{
    (void)state;
    struct kr_policy p = bonus_of(600.0, 0, 5, 40);
    p.announced = later(2);
    assert_between(differs_from(ALL_GAME, &p, 7), 2, 4);
    assert_int_equal(differs_from(NO_GAME, &p, 7), 5);
    p.strength = 0.0;
    assert_int_equal(differs_from(ALL_GAME, &p, 7), 7);
}

static void requests_put_off_are_made_when_the_bonus_begins(void **state)
{
    (void)state;
    struct kr_policy p = bonus_of(1500.0, 4, 4, 40);
    p.announced = later(3);
    struct test_world w;
    test_world_open_frozen(&w, ALL_GAME, &p);
    const uint8_t *wish = w.world.persons.wish;
    test_world_live(&w, 4);
    int held = 0;
    kr_row first = KR_NONE;
    for (kr_row i = 0; i < w.world.persons.rows; i++) {
        const bool waits = wish[i] == KR_HELD_MORE && w.world.persons.raised[i] == 0;
        held += waits;
        first = waits && first == KR_NONE ? i : first;
    }
    assert_true(held > 0);
    test_world_live(&w, 1);
    int left = 0;
    for (kr_row i = 0; i < w.world.persons.rows; i++) {
        left += wish[i] == KR_HELD_MORE;
    }
    assert_true(left < held);
    test_world_close(&w);
}

static void nobody_is_in_a_programme_twice(void **state)
{
    (void)state;
    const struct kr_policy p = bonus_of(600.0, 0, 1, 40);
    struct test_world w;
    test_world_open_frozen(&w, ALL_GAME, &p);
    for (int q = 0; q < 8; q++) {
        test_world_live(&w, 1);
        const struct kr_memories *m = &w.world.memories;
        for (kr_row i = 0; i < m->rows; i++) {
            for (kr_row k = 0; k < i && m->policy[i] == 0; k++) {
                assert_false(m->policy[k] == 0 && m->person[k] == m->person[i]);
            }
        }
    }
    test_world_close(&w);
}

// Mean contract minutes, after `quarters` more, of those paid by a bonus after 8
// quarters.
static double kept_minutes(int end, int quarters)
{
    enum { MOST = 4096 };
    static kr_id who[MOST];
    static kr_row at[MOST];
    const struct kr_policy p = bonus_of(600.0, 4, 1, end);
    struct test_world w;
    test_world_open_frozen(&w, NO_GAME, &p);
    test_world_live(&w, 8);
    int count = 0;
    for (kr_row i = 0; i < w.world.memories.rows && count < MOST; i++) {
        if (w.world.memories.policy[i] == 0) {
            who[count] = w.world.memories.person[i];
            at[count++] = w.world.memories.row[i];
        }
    }
    assert_true(count > 20);
    test_world_live(&w, quarters);
    double sum = 0.0;
    int there = 0;
    for (int i = 0; i < count; i++) {
        const bool works = w.world.persons.id[at[i]] == who[i] &&
                           w.world.persons.status[at[i]] == KR_EMPLOYEE;
        sum += works ? (double)w.world.persons.contract_minutes[at[i]] : 0.0;
        there += works;
    }
    test_world_close(&w);
    return sum / (double)there;
}

static void hours_added_for_a_bonus_fall_back_when_it_ends(void **state)
{
    (void)state;
    assert_true(kept_minutes(9, 12) < kept_minutes(40, 12));
}

// Employed with contracts of `hours`.
static int64_t with_hours(const struct test_world *w, int hours)
{
    int64_t count = 0;
    for (int x = 0; x < KR_SEX_COUNT; x++) {
        count += *kr_tally_at(&w->world.tallies, KR_TALLY_hours_histogram, x,
                              hours / KR_HOURS_STEP);
    }
    return count;
}

static void contracts_gather_at_the_threshold_of_a_full_time_bonus(void **state)
{
    (void)state;
    struct kr_policy p = usual(&kr_full_time_bonus, 1, 40);
    p.parameter[AMOUNT] = 1000.0;
    struct test_world base;
    struct test_world variant;
    test_world_open_frozen(&base, NO_GAME, NULL);
    test_world_open_frozen(&variant, NO_GAME, &p);
    test_world_live(&base, 8);
    test_world_live(&variant, 8);
    assert_true(with_hours(&variant, 36) > with_hours(&base, 36));
    assert_true(with_hours(&variant, 32) < with_hours(&base, 32));
    test_world_close(&base);
    test_world_close(&variant);
}

static void paying_those_already_full_time_costs_more_than_the_newcomers(void **state)
{
    (void)state;
    int64_t cents[2];
    for (int all = 0; all < 2; all++) {
        struct kr_policy p = usual(&kr_full_time_bonus, 1, 40);
        p.parameter[ALREADY] = all;
        struct test_world w;
        test_world_open_frozen(&w, NO_GAME, &p);
        test_world_live(&w, 4);
        cents[all] = test_ledger(&w, KR_LEDGER_CENTS);
        test_world_close(&w);
    }
    assert_true(cents[0] > 0 && cents[1] > 3 * cents[0]);
}

static void a_talk_brings_out_wishes_for_fewer_hours_too(void **state)
{
    (void)state;
    // one quarter: later ones differ by chance too
    const struct kr_policy p = usual(&kr_hours_conversation, 0, 40);
    const int64_t more = SUM_OF(wish_voiced, NULL, &p, 1);
    const int64_t fewer = SUM_OF(fewer_voiced, NULL, &p, 1);
    assert_true(more > SUM_OF(wish_voiced, NULL, NULL, 1));
    assert_true(fewer > SUM_OF(fewer_voiced, NULL, NULL, 1));
}

static void a_campaign_makes_more_of_its_target_speak_up(void **state)
{
    (void)state;
    struct kr_policy p = usual(&kr_hours_campaign, 0, 40);
    p.parameter[0] = 5.0;
    const int64_t base = SUM_OF(wish_voiced, NULL, NULL, 2);
    const int64_t all = SUM_OF(wish_voiced, NULL, &p, 2);
    p.target.sexes = 1U << KR_WOMAN;
    const int64_t women = SUM_OF(wish_voiced, NULL, &p, 2);
    assert_true(base < women && women < all);
}

static void every_talk_that_is_held_is_paid_once(void **state)
{
    (void)state;
    struct kr_policy p = usual(&kr_hours_conversation, 1, 40);
    p.unit_cost = 70.0;
    struct test_world w;
    test_world_open_frozen(&w, NULL, &p);
    for (int q = 0; q < 8; q++) {
        test_world_live(&w, 1);
        const int64_t talks = w.world.tallies.events.conversations;
        assert_int_equal(talks > 0, q >= 1);
        // the few who die or leave in the quarter of the talk are not found again
        assert_true(test_ledger(&w, KR_LEDGER_CENTS) <= talks * 7000);
        assert_true(test_ledger(&w, KR_LEDGER_CENTS) >= talks * 6300);
    }
    test_world_close(&w);
}

static int64_t talks_with(double capacity)
{
    struct kr_policy p = usual(&kr_hours_conversation, 0, 40);
    p.capacity = capacity;
    p.target.statuses = 1U << KR_EMPLOYEE;
    return SUM_OF(conversations, NULL, &p, 4);
}

static void talks_are_as_many_as_managers_have_time_for(void **state)
{
    (void)state;
    const int64_t all = talks_with(0.0);
    const int64_t few = talks_with(200.0);
    assert_true(few > 0 && few <= 260); // who is served is drawn
    assert_true(talks_with(400.0) > few);
    assert_int_equal(talks_with(1e6), all);
}

static void another_target_reaches_other_people(void **state)
{
    (void)state;
    for (int sex = 0; sex < KR_SEX_COUNT; sex++) {
        struct kr_policy p = bonus_of(600.0, 4, 1, 40);
        p.target.sexes = 1U << sex;
        struct test_world w;
        test_world_open_frozen(&w, NO_GAME, &p);
        test_world_live(&w, 3);
        const struct kr_persons *persons = &w.world.persons;
        int wishes[KR_SEX_COUNT] = {0};
        for (kr_row i = 0; i < persons->rows; i++) {
            wishes[persons->sex[i]] += persons->wish[i] == KR_BONUS_MORE;
        }
        assert_true(wishes[sex] > 0);
        assert_int_equal(wishes[1 - sex], 0);
        test_world_close(&w);
    }
}

static void a_roster_that_always_fits_leaves_no_request_refused(void **state)
{
    (void)state;
    struct kr_policy p = usual(&kr_roster, 0, 40);
    p.parameter[0] = 1.0;
    assert_true(SUM_OF(wish_refused, NULL, NULL, 4) > 0);
    assert_int_equal(SUM_OF(wish_refused, NULL, &p, 4), 0);
    assert_true(SUM_OF(wish_granted, NULL, &p, 4) > 0);
}

static int64_t second_jobs_begun(double fit, double looking)
{
    struct kr_policy p = usual(&kr_combination_jobs, 0, 40);
    p.parameter[0] = fit;
    p.parameter[1] = looking;
    return SUM_OF(second_jobs_begun, NULL, &p, 6);
}

static void more_second_jobs_begin_where_hours_fit_and_where_more_look(void **state)
{
    (void)state;
    const int64_t base = second_jobs_begun(0.0, 1.0);
    assert_int_equal(base, SUM_OF(second_jobs_begun, NULL, NULL, 6));
    assert_true(second_jobs_begun(1.0, 1.0) > base);
    assert_true(second_jobs_begun(0.0, 3.0) > base);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            without_a_look_back_cutting_first_pays_and_a_long_one_defeats_it),
        cmocka_unit_test(where_nobody_would_game_nobody_does),
        cmocka_unit_test(nobody_games_where_there_is_no_bonus),
        cmocka_unit_test(an_announcement_moves_those_who_wait_or_cut_and_nobody_else),
        cmocka_unit_test(requests_put_off_are_made_when_the_bonus_begins),
        cmocka_unit_test(nobody_is_in_a_programme_twice),
        cmocka_unit_test(hours_added_for_a_bonus_fall_back_when_it_ends),
        cmocka_unit_test(contracts_gather_at_the_threshold_of_a_full_time_bonus),
        cmocka_unit_test(paying_those_already_full_time_costs_more_than_the_newcomers),
        cmocka_unit_test(a_talk_brings_out_wishes_for_fewer_hours_too),
        cmocka_unit_test(a_campaign_makes_more_of_its_target_speak_up),
        cmocka_unit_test(every_talk_that_is_held_is_paid_once),
        cmocka_unit_test(talks_are_as_many_as_managers_have_time_for),
        cmocka_unit_test(another_target_reaches_other_people),
        cmocka_unit_test(a_roster_that_always_fits_leaves_no_request_refused),
        cmocka_unit_test(more_second_jobs_begin_where_hours_fit_and_where_more_look),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
