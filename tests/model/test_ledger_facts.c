// Facts about the ledger of two worlds: it agrees with a slow reckoning by identity, its
// parts add up, its margins are the worlds' own totals.
#include "scenarios/policies/policies.h"
#include "study/ledger.h"
#include "tests/model/ledger_oracle.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

enum { AMOUNT, EXTRA_HOURS, LOOK_BACK, HORIZON, MOST = 3 };

static const kr_quarter SECOND = 2025 * 4 + 1;
static const kr_quarter SEVENTH = 2025 * 4 + 6;

// ---------------------------------------------------------------- policies

// Everybody in the target is paid, and unemployed search more or less for it.
static void pay_members(const struct kr_policy *policy, int index, double strength,
                        kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const struct kr_charge charge = {
        .event = KR_COST_MEMBER, .cents = 10000.0 * strength, .quarters = 1};
    kr_charge_add(terms, policy, index, charge);
    terms->parameters.participation.discourage_scale *= 1.0 + strength;
}

// Whoever is hired is paid for a year and followed for two.
static void pay_hires(const struct kr_policy *policy, int index, double strength,
                      kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    const struct kr_charge charge = {
        .event = KR_COST_HIRE, .cents = 50000.0 * strength, .quarters = 4, .follow = 8};
    kr_charge_add(terms, policy, index, charge);
    terms->parameters.participation.discourage_scale *= 1.0 - 0.5 * strength;
}

static const struct kr_policy_kind MEMBERS = {.name = "members", .apply = pay_members};
static const struct kr_policy_kind HIRES = {.name = "hires", .apply = pay_hires};

static struct kr_policy members(void)
{
    struct kr_policy p = test_policy_of(&MEMBERS, SECOND, SEVENTH);
    p.id = 7;
    p.payer = KR_MUNICIPALITY;
    p.target.age = (struct kr_span){50, 60};
    return p;
}

static struct kr_policy hires(void)
{
    struct kr_policy p = test_policy_of(&HIRES, SECOND, INT16_MAX);
    p.id = 5;
    p.payer = KR_FUND;
    p.target.sectors[0] = 2;
    return p;
}

static struct kr_policy bonus(void)
{
    struct kr_policy p = test_policy_of(&kr_extra_hours_bonus, TEST_FIRST, INT16_MAX);
    p.id = 3;
    p.parameter[AMOUNT] = 500.0;
    p.parameter[EXTRA_HOURS] = 4.0;
    p.parameter[LOOK_BACK] = 4.0;
    p.parameter[HORIZON] = 4.0;
    return p;
}

// ---------------------------------------------------------------- pairs

struct pair {
    struct test_world side[KR_SIDES];
    struct kr_ledger_taker *taker;
    struct kr_ledger_space space;
    struct kr_account account;
    int threads;
};

static void open_pair(struct pair *pair, const struct test_world_options *base,
                      const struct test_world_options *variant)
{
    memset(pair, 0, sizeof *pair);
    test_world_open(&pair->side[KR_BASE], base);
    test_world_open(&pair->side[KR_VARIANT], variant);
    const struct kr_model *const models[KR_SIDES] = {&pair->side[KR_BASE].model,
                                                     &pair->side[KR_VARIANT].model};
    pair->space = kr_ledger_space_of(models[KR_BASE], models[KR_VARIANT]);
    int64_t *entry = calloc(pair->space.entries, sizeof(int64_t));
    assert_non_null(entry);
    pair->account = (struct kr_account){&pair->space, entry};
    assert_int_equal(kr_ledger_begin(&pair->taker, models), KR_OK);
}

static void close_pair(struct pair *pair)
{
    kr_ledger_end(pair->taker);
    free(pair->account.entry);
    test_world_close(&pair->side[KR_BASE]);
    test_world_close(&pair->side[KR_VARIANT]);
}

static void live_pair(struct pair *pair)
{
    test_world_live(&pair->side[KR_BASE], 1);
    test_world_live(&pair->side[KR_VARIANT], 1);
    struct kr_world *const world[KR_SIDES] = {&pair->side[KR_BASE].world,
                                              &pair->side[KR_VARIANT].world};
    assert_int_equal(kr_ledger_take(pair->taker, world, pair->account), KR_OK);
}

// ---------------------------------------------------------------- what must hold

static int64_t part(const struct pair *pair, enum kr_part which)
{
    return kr_account_part(pair->account, which);
}

static int64_t place(const struct pair *pair, int which, enum kr_place_line line)
{
    return kr_account_place(pair->account, which, line);
}

static void parts_add_up(const struct pair *pair)
{
    int64_t sum = 0;
    for (int p = KR_PART_total + 1; p < KR_PART_COUNT; p++) {
        sum += part(pair, (enum kr_part)p);
    }
    assert_int_equal(sum, part(pair, KR_PART_total));
    for (int i = 0; i < pair->space.places; i++) {
        assert_int_equal(
            place(pair, i, KR_PLACE_base) + place(pair, i, KR_PLACE_recipients) +
                place(pair, i, KR_PLACE_substitution) + place(pair, i, KR_PLACE_others),
            place(pair, i, KR_PLACE_variant));
    }
}

// Heads, or minutes of a side's world, of everybody in a state there.
static int64_t margin(const struct pair *pair, int side, int state,
                      enum kr_joint_column column)
{
    int64_t sum = 0;
    for (int other = 0; other < pair->space.states; other++) {
        sum += side == KR_BASE ? kr_account_joint(pair->account, state, other, column)
                               : kr_account_joint(pair->account, other, state, column);
    }
    return sum;
}

static int64_t by_sex(const struct kr_world *world, enum kr_tally table, int column)
{
    return *kr_tally_at(&world->tallies, table, KR_MAN, column) +
           *kr_tally_at(&world->tallies, table, KR_WOMAN, column);
}

static void margins_are_the_totals_of(const struct pair *pair, int side)
{
    const struct kr_world *world = &pair->side[side].world;
    const enum kr_joint_column minutes =
        side == KR_BASE ? KR_JOINT_BASE : KR_JOINT_VARIANT;
    const int sectors = pair->space.sectors;
    int64_t all = 0;
    for (int s = 0; s < sectors; s++) {
        const int64_t *staff = kr_tally_at(&world->tallies, KR_TALLY_sector_heads, s, 0);
        const int64_t second = place(
            pair, s, side == KR_BASE ? KR_PLACE_second_base : KR_PLACE_second_variant);
        assert_int_equal(margin(pair, side, s, KR_JOINT_HEADS), staff[KR_HEADS_HEADS]);
        assert_int_equal(margin(pair, side, s, minutes) + second,
                         staff[KR_HEADS_CONTRACT]);
        all += margin(pair, side, s, minutes);
    }
    const int own = sectors + KR_STATE_own_account;
    all += margin(pair, side, own, minutes);
    assert_int_equal(all, by_sex(world, KR_TALLY_hours_sex, KR_SUM_CONTRACT));
    assert_int_equal(margin(pair, side, own, KR_JOINT_HEADS),
                     by_sex(world, KR_TALLY_status_sex, KR_SELF_EMPLOYED));
    assert_int_equal(margin(pair, side, sectors + KR_STATE_unemployed, KR_JOINT_HEADS),
                     by_sex(world, KR_TALLY_status_sex, KR_UNEMPLOYED));
    int64_t outside = 0;
    for (int status = KR_AVAILABLE; status < KR_STATUS_COUNT; status++) {
        outside += by_sex(world, KR_TALLY_status_sex, status);
    }
    assert_int_equal(margin(pair, side, sectors + KR_STATE_outside, KR_JOINT_HEADS),
                     outside);
}

// Lines that follow the end of policies are told apart below.
static bool follows_an_end(const struct pair *pair, size_t entry)
{
    for (int side = 0; side < KR_SIDES; side++) {
        const size_t first = pair->space.recipients[side];
        const size_t last =
            first + (size_t)(pair->space.policies[side] + 1) * KR_RECIPIENT_COUNT;
        if (entry >= first && entry < last &&
            (entry - first) % KR_RECIPIENT_COUNT >= KR_RECIPIENT_followed) {
            return true;
        }
    }
    return false;
}

static void agrees_with(const struct pair *pair, const int64_t *oracle)
{
    for (size_t i = 0; i < pair->space.entries; i++) {
        if (!follows_an_end(pair, i) && pair->account.entry[i] != oracle[i]) {
            fail_msg("entry %zu: %lld, the oracle says %lld", i,
                     (long long)pair->account.entry[i], (long long)oracle[i]);
        }
    }
}

static void lives_and_agrees(const struct test_world_options *base,
                             const struct test_world_options *variant, int quarters)
{
    struct pair pair;
    open_pair(&pair, base, variant);
    struct ledger_oracle oracle = {
        .model = {&pair.side[KR_BASE].model, &pair.side[KR_VARIANT].model},
        .world = {&pair.side[KR_BASE].world, &pair.side[KR_VARIANT].world}};
    struct kr_account slow = {&pair.space, calloc(pair.space.entries, sizeof(int64_t))};
    assert_non_null(slow.entry);
    for (int q = 0; q < quarters; q++) {
        live_pair(&pair);
        parts_add_up(&pair);
        margins_are_the_totals_of(&pair, KR_BASE);
        margins_are_the_totals_of(&pair, KR_VARIANT);
        oracle_take(&oracle, slow);
        agrees_with(&pair, slow.entry);
    }
    assert_true(
        kr_account_recipient(pair.account, KR_VARIANT, KR_NONE, KR_RECIPIENT_heads) > 0);
    assert_true(part(&pair, KR_PART_total) != 0);
    free(slow.entry);
    oracle_free(&oracle);
    close_pair(&pair);
}

// ---------------------------------------------------------------- facts

static void every_minute_is_booked_once_for_several_policies(void **state)
{
    (void)state;
    const struct kr_policy policies[MOST] = {bonus(), hires(), members()};
    const struct test_world_options base = {.threads = 2};
    struct test_world_options variant = base;
    variant.policies = policies;
    variant.policy_count = MOST;
    lives_and_agrees(&base, &variant, 8);
}

static void every_minute_is_booked_once_when_both_models_have_policies(void **state)
{
    (void)state;
    const struct kr_policy in_base[2] = {bonus(), hires()};
    const struct kr_policy in_variant[2] = {hires(), members()};
    struct test_world_options base = {.threads = 1};
    struct test_world_options variant = base;
    base.policies = in_base;
    base.policy_count = 2;
    variant.policies = in_variant;
    variant.policy_count = 2;
    lives_and_agrees(&base, &variant, 6);
}

static void every_minute_is_booked_once_in_the_country(void **state)
{
    (void)state;
    const struct test_world_options base = {
        .scenario = TEST_NL, .scale = 0.002, .threads = 2};
    struct test_world_options variant = base;
    variant.scenario = "nl/policies/P01-extra-hours-bonus.yaml";
    lives_and_agrees(&base, &variant, 8);
}

static void nothing_is_booked_for_policies_that_do_nothing(void **state)
{
    (void)state;
    struct kr_policy policies[2] = {bonus(), members()};
    policies[0].strength = 0.0;
    policies[1].target.nobody = true;
    const struct test_world_options base = {.threads = 1};
    struct test_world_options variant = base;
    variant.policies = policies;
    variant.policy_count = 2;
    struct pair pair;
    open_pair(&pair, &base, &variant);
    for (int q = 0; q < 4; q++) {
        live_pair(&pair);
        for (int p = 0; p < KR_PART_COUNT; p++) {
            assert_int_equal(part(&pair, (enum kr_part)p), 0);
        }
        for (int line = 0; line < KR_RECIPIENT_COUNT; line++) {
            for (int policy = KR_NONE; policy < 2; policy++) {
                assert_int_equal(kr_account_recipient(pair.account, KR_VARIANT, policy,
                                                      (enum kr_recipient_line)line),
                                 0);
            }
        }
        for (int i = 0; i < pair.space.states * pair.space.states; i++) {
            const int row = i / pair.space.states;
            const int column = i % pair.space.states;
            const int64_t heads =
                kr_account_joint(pair.account, row, column, KR_JOINT_HEADS);
            assert_true(row == column || heads == 0);
        }
        assert_int_equal(kr_account_money(pair.account, KR_BASE, KR_MONEY_wages),
                         kr_account_money(pair.account, KR_VARIANT, KR_MONEY_wages));
    }
    close_pair(&pair);
}

static void swapping_the_worlds_negates_every_difference(void **state)
{
    (void)state;
    const struct kr_policy in_base[1] = {bonus()};
    const struct kr_policy in_variant[2] = {hires(), members()};
    struct test_world_options one = {.threads = 1};
    struct test_world_options other = one;
    one.policies = in_base;
    one.policy_count = 1;
    other.policies = in_variant;
    other.policy_count = 2;
    struct pair there;
    struct pair back;
    open_pair(&there, &one, &other);
    open_pair(&back, &other, &one);
    for (int q = 0; q < 6; q++) {
        live_pair(&there);
        live_pair(&back);
        for (int p = 0; p < KR_PART_COUNT; p++) {
            assert_int_equal(part(&there, (enum kr_part)p),
                             -part(&back, (enum kr_part)p));
        }
        for (int i = 0; i < there.space.states; i++) {
            for (int k = 0; k < there.space.states; k++) {
                assert_int_equal(kr_account_joint(there.account, i, k, KR_JOINT_VARIANT),
                                 kr_account_joint(back.account, k, i, KR_JOINT_BASE));
            }
        }
        for (int line = 0; line < KR_RECIPIENT_COUNT; line++) {
            assert_int_equal(kr_account_recipient(there.account, KR_BASE, KR_NONE,
                                                  (enum kr_recipient_line)line),
                             kr_account_recipient(back.account, KR_VARIANT, KR_NONE,
                                                  (enum kr_recipient_line)line));
        }
    }
    assert_true(part(&there, KR_PART_total) != 0);
    close_pair(&there);
    close_pair(&back);
}

static void members_are_those_whom_the_policy_paid(void **state)
{
    (void)state;
    const struct kr_policy policy = members();
    const struct test_world_options base = {.threads = 2};
    struct test_world_options variant = base;
    variant.policies = &policy;
    variant.policy_count = 1;
    struct pair pair;
    open_pair(&pair, &base, &variant);
    for (int q = 0; q < 4; q++) {
        live_pair(&pair);
        const struct kr_tallies *t = &pair.side[KR_VARIANT].world.tallies;
        const int64_t heads =
            kr_account_recipient(pair.account, KR_VARIANT, 0, KR_RECIPIENT_heads);
        assert_int_equal(
            heads, *kr_tally_at(t, KR_TALLY_policy_events, 0, KR_LEDGER_RECIPIENTS));
        assert_int_equal(
            kr_account_money(pair.account, KR_VARIANT, KR_MONEY_by_municipality),
            heads * 10000);
        assert_int_equal(heads > 0, pair.side[KR_VARIANT].world.now >= policy.start);
    }
    close_pair(&pair);
}

static void the_account_is_the_same_for_any_number_of_threads(void **state)
{
    (void)state;
    const struct kr_policy policies[2] = {bonus(), members()};
    struct pair pair[2];
    for (int i = 0; i < 2; i++) {
        const struct test_world_options base = {
            .scenario = TEST_NL, .scale = 0.002, .threads = 1 + 2 * i};
        struct test_world_options variant = base;
        variant.policies = policies;
        variant.policy_count = 2;
        open_pair(&pair[i], &base, &variant);
    }
    for (int q = 0; q < 4; q++) {
        live_pair(&pair[0]);
        live_pair(&pair[1]);
        assert_memory_equal(pair[0].account.entry, pair[1].account.entry,
                            pair[0].space.entries * sizeof(int64_t));
    }
    close_pair(&pair[0]);
    close_pair(&pair[1]);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_minute_is_booked_once_for_several_policies),
        cmocka_unit_test(every_minute_is_booked_once_when_both_models_have_policies),
        cmocka_unit_test(every_minute_is_booked_once_in_the_country),
        cmocka_unit_test(nothing_is_booked_for_policies_that_do_nothing),
        cmocka_unit_test(swapping_the_worlds_negates_every_difference),
        cmocka_unit_test(members_are_those_whom_the_policy_paid),
        cmocka_unit_test(the_account_is_the_same_for_any_number_of_threads),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
