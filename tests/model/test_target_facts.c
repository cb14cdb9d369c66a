// Facts about whom policies reach: targets hold whom they say, lotteries are nested,
// places bind, levers combine, and charges pay whom they name, once.
#include "base/math.h"
#include "base/parallel.h"
#include "scenarios/policies/policies.h"
#include "sim/programmes.h"
#include "sim/targets.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

// ---------------------------------------------------------------- targets

static bool is_woman(const struct kr_world *w, kr_row i)
{
    return w->persons.sex[i] == KR_WOMAN;
}

static bool is_fifty(const struct kr_world *w, kr_row i)
{
    const int age = kr_age(w->persons.birth_quarter[i], w->now);
    return age >= 50 && age < 60;
}

static bool is_part_time(const struct kr_world *w, kr_row i)
{
    return w->persons.contract_minutes[i] / 60 < 20;
}

static bool is_starter(const struct kr_world *w, kr_row i)
{
    return w->persons.status[i] == KR_EMPLOYEE && w->now - w->persons.job_since[i] < 8;
}

static bool is_in_first_sector(const struct kr_world *w, kr_row i)
{
    return w->persons.status[i] == KR_EMPLOYEE &&
           w->employers.at[w->posts.at[w->persons.post[i]].employer].sector == 0;
}

static bool is_in_small_firm(const struct kr_world *w, kr_row i)
{
    return w->persons.status[i] == KR_EMPLOYEE &&
           w->employers.at[w->posts.at[w->persons.post[i]].employer].heads < 20;
}

static bool is_single_parent(const struct kr_world *w, kr_row i)
{
    const int child = w->persons.youngest_birth[i];
    return w->persons.partner[i] == KR_SINGLE && child != KR_NEVER &&
           (w->now - child) / 4 >= 4 && (w->now - child) / 4 < 12;
}

static bool is_jobless(const struct kr_world *w, kr_row i)
{
    return w->persons.status[i] == KR_UNEMPLOYED &&
           w->now - w->persons.status_since[i] < 4;
}

static bool is_flexible(const struct kr_world *w, kr_row i)
{
    return w->persons.contract[i] == KR_TEMPORARY || w->persons.contract[i] == KR_ON_CALL;
}

static bool is_assisted(const struct kr_world *w, kr_row i)
{
    return w->persons.benefit[i] == KR_ASSISTANCE;
}

static bool is_high_second_region(const struct kr_world *w, kr_row i)
{
    return w->persons.education[i] == KR_HIGH && w->persons.region[i] == 1;
}

static bool is_migrant_in_some_occupation(const struct kr_world *w, kr_row i)
{
    return w->persons.occupation[i] >= 1 && w->persons.occupation[i] < 40 &&
           (w->persons.groups[i] & KR_GROUP_LABOUR_MIGRANT) != 0;
}

struct example {
    struct kr_target target;
    bool (*holds)(const struct kr_world *world, kr_row row);
};

#define BIT(code) (UINT64_C(1) << (code))

static const struct example EXAMPLES[] = {
    {{.sexes = BIT(KR_WOMAN)}, is_woman},
    {{.age = {50, 60}}, is_fifty},
    {{.hours = {0, 20}}, is_part_time},
    {{.tenure = {0, 8}}, is_starter},
    {{.sectors = {1}}, is_in_first_sector},
    {{.employer_size = {0, 20}}, is_in_small_firm},
    {{.partners = BIT(KR_SINGLE), .youngest_child = {4, 12}}, is_single_parent},
    {{.statuses = BIT(KR_UNEMPLOYED), .duration = {0, 4}}, is_jobless},
    {{.contracts = BIT(KR_TEMPORARY) | BIT(KR_ON_CALL)}, is_flexible},
    {{.benefits = BIT(KR_ASSISTANCE)}, is_assisted},
    {{.education = BIT(KR_HIGH), .regions = {2}}, is_high_second_region},
    {{.occupations = {BIT(40) - 2}, .groups = KR_GROUP_LABOUR_MIGRANT},
     is_migrant_in_some_occupation},
};

static void a_target_holds_whom_its_words_mean_and_nobody_else(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open_frozen(&w, NULL, NULL);
    test_world_live(&w, 2);
    const struct kr_live live = test_begin_quarter(&w);
    for (size_t e = 0; e < sizeof EXAMPLES / sizeof EXAMPLES[0]; e++) {
        const struct example *example = &EXAMPLES[e];
        const unsigned asks = kr_target_asks(&example->target);
        int held = 0;
        for (kr_row i = 0; i < w.world.persons.rows; i++) {
            const bool there = w.world.persons.status[i] != KR_ABSENT;
            const bool holds = kr_person_fits(&live, &example->target, asks, i);
            assert_int_equal(holds, there && example->holds(&w.world, i));
            held += holds;
        }
        if (held == 0) {
            fail_msg("example %zu holds nobody, so nothing is shown", e);
        }
    }
    test_world_close(&w);
}

static void a_target_of_nobody_holds_nobody(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open_frozen(&w, NULL, NULL);
    const struct kr_live live = test_begin_quarter(&w);
    const struct kr_target nobody = {.nobody = true};
    for (kr_row i = 0; i < w.world.persons.rows; i++) {
        assert_false(kr_person_fits(&live, &nobody, 0, i));
    }
    test_world_close(&w);
}

// ---------------------------------------------------------------- levers

// Pushes on one lever of persons and one of employers, as its parameters say.
enum { QUIT, LAYOFF };

static void push(const struct kr_policy *policy, int index, double strength,
                 kr_quarter now, struct kr_effective *terms)
{
    (void)strength;
    (void)now;
    kr_lever_add(terms, KR_LEVER_quit, policy, index, policy->parameter[QUIT]);
    kr_lever_add(terms, KR_LEVER_layoff, policy, index, policy->parameter[LAYOFF]);
}

static const struct kr_policy_kind PUSH = {.name = "push", .apply = push};

static struct kr_policy push_of(double quit, double layoff)
{
    struct kr_policy p = test_policy_of(&PUSH, TEST_FIRST, INT16_MAX);
    p.parameter[QUIT] = quit;
    p.parameter[LAYOFF] = layoff;
    return p;
}

static void open_with(struct test_world *w, const struct kr_policy *policies, int count)
{
    test_world_open(w, &(struct test_world_options){.scenario = "village/frozen.yaml",
                                                    .policies = policies,
                                                    .policy_count = count});
}

static void without_a_policy_every_lever_is_neutral_to_the_bit(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open_frozen(&w, NULL, NULL);
    const struct kr_live live = test_begin_quarter(&w);
    for (int l = 0; l < KR_LEVER_COUNT; l++) {
        const bool factor = kr_lever_info((enum kr_lever)l)->how == KR_LEVER_FACTOR;
        assert_false(kr_lever_moved(&live, (enum kr_lever)l));
        assert_close(kr_lever_most(&live, (enum kr_lever)l), factor ? 1.0 : 0.0, 0.0);
        assert_close(kr_lever_least(&live, (enum kr_lever)l), factor ? 1.0 : 0.0, 0.0);
    }
    test_world_close(&w);
}

static void policies_on_one_lever_multiply_for_those_in_both_targets(void **state)
{
    (void)state;
    struct kr_policy p[2] = {push_of(0.5, 1.0), push_of(3.0, 1.0)};
    p[0].target.sexes = BIT(KR_WOMAN);
    p[1].target.age = (struct kr_span){30, 40};
    p[0].id = 1;
    p[1].id = 2;
    struct test_world w;
    open_with(&w, p, 2);
    const struct kr_live live = test_begin_quarter(&w);
    for (kr_row i = 0; i < w.world.persons.rows; i++) {
        if (w.world.persons.status[i] == KR_ABSENT) {
            continue;
        }
        const int age = kr_age(w.world.persons.birth_quarter[i], w.world.now);
        const double wanted =
            (is_woman(&w.world, i) ? 0.5 : 1.0) * (age >= 30 && age < 40 ? 3.0 : 1.0);
        assert_close(kr_person_factor(&live, KR_LEVER_quit, i), wanted, 0.0);
        assert_true(wanted <= kr_lever_most(&live, KR_LEVER_quit));
        assert_true(wanted >= kr_lever_least(&live, KR_LEVER_quit));
    }
    test_world_close(&w);
}

static int reached(struct test_world *w, double reach, bool *in)
{
    struct kr_policy p = push_of(2.0, 1.0);
    p.reach = reach;
    open_with(w, &p, 1);
    const struct kr_live live = test_begin_quarter(w);
    int count = 0;
    for (kr_row i = 0; i < w->world.persons.rows; i++) {
        const bool is_in = kr_person_factor(&live, KR_LEVER_quit, i) > 1.0;
        // who is reached by less is reached by more
        assert_true(is_in || !in[i]);
        in[i] = is_in;
        count += is_in;
    }
    test_world_close(w);
    return count;
}

static void a_larger_reach_keeps_all_whom_a_smaller_one_had(void **state)
{
    (void)state;
    enum { ROOM = 1 << 20 };
    static bool in[ROOM];
    struct test_world w;
    test_world_open_frozen(&w, NULL, NULL);
    const double persons = (double)w.world.persons.rows;
    assert_true(w.world.persons.rows < ROOM);
    test_world_close(&w);
    for (int k = 1; k <= 4; k++) {
        const double share = 0.25 * (double)k;
        const double count = (double)reached(&w, share, in);
        assert_between(count, persons * share * 0.95 - 50.0, persons * share * 1.05);
    }
}

static void employers_take_part_as_a_whole_or_not_at_all(void **state)
{
    (void)state;
    struct kr_policy p = push_of(1.0, 0.5);
    p.awareness = 0.3;
    struct test_world w;
    open_with(&w, &p, 1);
    const struct kr_live live = test_begin_quarter(&w);
    int employers = 0;
    int aware = 0;
    for (kr_row i = 0; i < w.world.employers.rows; i++) {
        const struct kr_employer *e = &w.world.employers.at[i];
        if (e->id == 0) {
            continue;
        }
        const double own = kr_employer_factor(&live, KR_LEVER_layoff, e);
        employers++;
        aware += own < 1.0;
        for (int k = 0; k < e->posts; k++) {
            const struct kr_post *post = &w.world.posts.at[e->first_post + k];
            assert_close(kr_post_factor(&live, KR_LEVER_layoff, post), own, 0.0);
        }
    }
    assert_between((double)aware, 0.2 * employers, 0.4 * employers);
    test_world_close(&w);
}

// How many women are treated when there are places for so many of them.
static int treated(double places)
{
    struct kr_policy p = push_of(2.0, 1.0);
    p.target.sexes = BIT(KR_WOMAN);
    struct test_world w;
    open_with(&w, &p, 1);
    p.capacity = places / w.model.scale; // the model keeps no copy
    const struct kr_live live = test_begin_quarter(&w);
    int count = 0;
    for (kr_row i = 0; i < w.world.persons.rows; i++) {
        count += kr_person_factor(&live, KR_LEVER_quit, i) > 1.0;
    }
    test_world_close(&w);
    return count;
}

static void places_bind_until_everybody_is_served(void **state)
{
    (void)state;
    const int all = treated(0.0); // no limit
    const int some = treated(100.0);
    const int more = treated(200.0);
    assert_between((double)some, 70.0, 130.0);
    assert_between((double)more, 160.0, 240.0);
    assert_int_equal(treated(1e8), all);
    assert_true(all > more);
}

// ---------------------------------------------------------------- charges

enum { CENTS, EVENT, QUARTERS };

static void charge(const struct kr_policy *policy, int index, double strength,
                   kr_quarter now, struct kr_effective *terms)
{
    (void)strength;
    (void)now;
    kr_charge_add(
        terms, policy, index,
        (struct kr_charge){.event = (enum kr_cost_event)policy->parameter[EVENT],
                           .cents = policy->parameter[CENTS],
                           .quarters = (int)policy->parameter[QUARTERS]});
}

static const struct kr_policy_kind CHARGE = {.name = "charge", .apply = charge};

static struct kr_policy charge_of(enum kr_cost_event event, double cents, int quarters)
{
    struct kr_policy p = test_policy_of(&CHARGE, TEST_FIRST, INT16_MAX);
    p.parameter[CENTS] = cents;
    p.parameter[EVENT] = (double)event;
    p.parameter[QUARTERS] = (double)quarters;
    return p;
}

static void members_are_paid_every_quarter_each_once(void **state)
{
    (void)state;
    struct kr_policy p = charge_of(KR_COST_MEMBER, 1234.0, 0);
    p.target.sexes = BIT(KR_WOMAN);
    p.target.statuses = BIT(KR_EMPLOYEE);
    struct test_world w;
    open_with(&w, &p, 1);
    for (int q = 0; q < 3; q++) {
        test_world_live(&w, 1);
        int64_t women = 0;
        for (kr_row i = 0; i < w.world.persons.rows; i++) {
            women += w.world.persons.status[i] == KR_EMPLOYEE && is_woman(&w.world, i);
        }
        assert_int_equal(test_ledger(&w, KR_LEDGER_RECIPIENTS), women);
        assert_int_equal(test_ledger(&w, KR_LEDGER_CENTS), women * 1234);
        assert_int_equal(w.world.tallies.events.policy_cents, women * 1234);
    }
    test_world_close(&w);
}

// Notes the event for the first employee of the village in the quarter that begins.
static void happens(struct test_world *w, kr_row *row)
{
    const struct kr_live live = test_begin_quarter(w);
    while (w->world.persons.status[*row] != KR_EMPLOYEE) {
        ++*row;
    }
    const uint16_t now = w->world.persons.contract_minutes[*row];
    kr_programme_event(&live, kr_block_of(*row), KR_COST_GRANT, *row, now);
    kr_programme_event(&live, kr_block_of(*row), KR_COST_GRANT, *row, now); // by mistake
}

static void settle(struct test_world *w)
{
    struct kr_live live = test_live_of(w);
    kr_tallies_clear(&w->world.tallies);
    assert_int_equal(kr_programme_enrol(&live), KR_OK);
    kr_programme_pay(&live);
}

static void an_event_is_paid_once_a_quarter_for_as_long_as_the_charge_says(void **state)
{
    (void)state;
    const struct kr_policy p = charge_of(KR_COST_GRANT, 500.0, 2);
    struct test_world w;
    open_with(&w, &p, 1);
    kr_row row = 0;
    happens(&w, &row);
    settle(&w);
    assert_int_equal(test_ledger(&w, KR_LEDGER_CENTS), 500);
    (void)test_begin_quarter(&w);
    settle(&w);
    assert_int_equal(test_ledger(&w, KR_LEDGER_CENTS), 500);
    (void)test_begin_quarter(&w);
    settle(&w);
    assert_int_equal(test_ledger(&w, KR_LEDGER_CENTS), 0);
    test_world_close(&w);
}

static void events_that_nobody_pays_for_leave_no_trace(void **state)
{
    (void)state;
    const struct kr_policy p = charge_of(KR_COST_HIRE, 500.0, 2);
    struct test_world w;
    open_with(&w, &p, 1);
    kr_row row = 0;
    happens(&w, &row);
    settle(&w);
    assert_int_equal(test_ledger(&w, KR_LEDGER_RECIPIENTS), 0);
    assert_int_equal(w.world.memories.rows, 0);
    test_world_close(&w);
}

// ---------------------------------------------------------------- time

static void strength_follows_its_steps(void **state)
{
    (void)state;
    struct kr_policy p = push_of(2.0, 1.0);
    p.step[0] = (struct kr_strength_step){TEST_FIRST, 0.5};
    p.step[1] = (struct kr_strength_step){(kr_quarter)(TEST_FIRST + 4), 2.0};
    p.steps = 2;
    p.end = (kr_quarter)(TEST_FIRST + 8);
    assert_close(kr_policy_strength(&p, (kr_quarter)(TEST_FIRST - 1)), 0.0, 0.0);
    assert_close(kr_policy_strength(&p, TEST_FIRST), 0.5, 0.0);
    assert_close(kr_policy_strength(&p, (kr_quarter)(TEST_FIRST + 3)), 0.5, 0.0);
    assert_close(kr_policy_strength(&p, (kr_quarter)(TEST_FIRST + 4)), 2.0, 0.0);
    assert_close(kr_policy_strength(&p, (kr_quarter)(TEST_FIRST + 8)), 0.0, 0.0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_target_holds_whom_its_words_mean_and_nobody_else),
        cmocka_unit_test(a_target_of_nobody_holds_nobody),
        cmocka_unit_test(without_a_policy_every_lever_is_neutral_to_the_bit),
        cmocka_unit_test(policies_on_one_lever_multiply_for_those_in_both_targets),
        cmocka_unit_test(a_larger_reach_keeps_all_whom_a_smaller_one_had),
        cmocka_unit_test(employers_take_part_as_a_whole_or_not_at_all),
        cmocka_unit_test(places_bind_until_everybody_is_served),
        cmocka_unit_test(members_are_paid_every_quarter_each_once),
        cmocka_unit_test(an_event_is_paid_once_a_quarter_for_as_long_as_the_charge_says),
        cmocka_unit_test(events_that_nobody_pays_for_leave_no_trace),
        cmocka_unit_test(strength_follows_its_steps),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
