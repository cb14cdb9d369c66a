// Facts about policies: they change terms and nothing else, pay what they say, and stop.
#include "scenarios/policies/policies.h"
#include "sim/programmes.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdlib.h>

enum { AMOUNT, EXTRA_HOURS, LOOK_BACK, HORIZON };

// The bonus of 300 euro a month for half a day more, for everybody.
static struct kr_policy bonus(void)
{
    struct kr_policy p = {.kind = &kr_extra_hours_bonus,
                          .name = "bonus",
                          .announced = TEST_FIRST,
                          .start = TEST_FIRST,
                          .end = INT16_MAX,
                          .strength = 1.0};
    p.reach = 1.0;
    p.awareness = 1.0;
    p.parameter[AMOUNT] = 300.0;
    p.parameter[EXTRA_HOURS] = 4.0;
    p.parameter[LOOK_BACK] = 4.0;
    p.parameter[HORIZON] = 4.0;
    return p;
}

static bool equal(const struct test_world pair[TEST_PAIR])
{
    return kr_world_hash(&pair[TEST_BASE].world) ==
           kr_world_hash(&pair[TEST_VARIANT].world);
}

static void stays_equal(const struct kr_policy *policy, int quarters)
{
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, NULL, policy);
    for (int q = 0; q < quarters; q++) {
        test_pair_live(pair, 1);
        assert_true(equal(pair));
        assert_memory_equal(&pair[TEST_BASE].world.tallies.events,
                            &pair[TEST_VARIANT].world.tallies.events,
                            sizeof pair[TEST_BASE].world.tallies.events);
    }
    test_pair_close(pair);
}

static void strength_zero_changes_nothing(void **state)
{
    (void)state;
    struct kr_policy p = bonus();
    p.strength = 0.0;
    stays_equal(&p, 8);
}

static void an_amount_of_zero_changes_nothing(void **state)
{
    (void)state;
    struct kr_policy p = bonus();
    p.parameter[AMOUNT] = 0.0;
    stays_equal(&p, 8);
}

static void a_target_of_nobody_changes_nothing(void **state)
{
    (void)state;
    struct kr_policy p = bonus();
    p.target.nobody = true;
    stays_equal(&p, 8);
}

static void every_kind_at_strength_zero_changes_nothing(void **state)
{
    (void)state;
    size_t count;
    const struct kr_policy_kind *const *kinds = kr_policy_kinds(&count);
    for (size_t k = 0; k < count; k++) {
        struct kr_policy p = bonus();
        p.kind = kinds[k];
        p.strength = 0.0;
        p.target.sectors[0] = 1;
        for (size_t i = 0; i < kinds[k]->parameter_count; i++) {
            p.parameter[i] = kinds[k]->parameters[i].high;
        }
        stays_equal(&p, 3);
    }
}

static void bit_equal_before_the_announcement(void **state)
{
    (void)state;
    struct kr_policy p = bonus();
    p.announced = (kr_quarter)(TEST_FIRST + 4);
    p.start = (kr_quarter)(TEST_FIRST + 4);
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, NULL, &p);
    for (int q = 0; q < 4; q++) {
        test_pair_live(pair, 1);
        assert_true(equal(pair));
    }
    test_pair_live(pair, 4);
    assert_false(equal(pair));
    test_pair_close(pair);
}

// ---------------------------------------------------------------- terms

// Doubles how often people stop searching, for as long as it lasts.
static void discourage(const struct kr_policy *policy, int index, double strength,
                       kr_quarter now, struct kr_effective *terms)
{
    (void)policy;
    (void)index;
    (void)now;
    terms->parameters.participation.discourage_scale *= 1.0 + strength;
    terms->demand_factor[0] *= 1.0 - 0.5 * strength;
}

static const struct kr_policy_kind DISCOURAGE = {.name = "discourage",
                                                 .apply = discourage};

static bool same_parameters(struct kr_parameters *x, struct kr_parameters *y)
{
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    bool same = true;
    for (size_t i = 0; i < count; i++) {
        same = same && *kr_parameter_at(x, &list[i]) == *kr_parameter_at(y, &list[i]);
    }
    return same;
}

static void a_policy_that_ends_simply_stops(void **state)
{
    (void)state;
    struct kr_policy p = bonus();
    p.kind = &DISCOURAGE;
    p.start = (kr_quarter)(TEST_FIRST + 1);
    p.end = (kr_quarter)(TEST_FIRST + 3);
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.policies = &p, .policy_count = 1});
    struct kr_effective *terms = &w.world.scratch->terms;
    for (int q = 0; q < 6; q++) {
        test_world_live(&w, 1);
        const bool active = w.world.now >= p.start && w.world.now < p.end;
        assert_int_equal(same_parameters(&terms->parameters, &w.model.parameters),
                         !active);
        assert_close(terms->demand_factor[0], active ? 0.5 : 1.0, 0.0);
        assert_int_equal(terms->bonus_count, 0);
    }
    test_world_close(&w);
}

static void terms_do_not_pile_up_from_quarter_to_quarter(void **state)
{
    (void)state;
    struct kr_policy p = bonus();
    p.kind = &DISCOURAGE;
    p.strength = 0.5;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.policies = &p, .policy_count = 1});
    const double base = w.model.parameters.participation.discourage_scale;
    for (int q = 0; q < 4; q++) {
        test_world_live(&w, 1);
        const struct kr_effective *terms = &w.world.scratch->terms;
        assert_close(terms->parameters.participation.discourage_scale, 1.5 * base, 1e-12);
        assert_close(terms->demand_factor[0], 0.75, 0.0);
    }
    test_world_close(&w);
}

static void two_policies_combine_alike_in_either_order(void **state)
{
    (void)state;
    uint64_t hash[2];
    for (int turned = 0; turned < 2; turned++) {
        struct kr_policy p[2] = {bonus(), bonus()};
        p[turned].kind = &DISCOURAGE;
        p[turned].strength = 0.25;
        p[1 - turned].kind = &DISCOURAGE;
        p[1 - turned].strength = 0.5;
        struct test_world w;
        test_world_open(&w,
                        &(struct test_world_options){.policies = p, .policy_count = 2});
        test_world_live(&w, 4);
        hash[turned] = kr_world_hash(&w.world);
        test_world_close(&w);
    }
    assert_true(hash[0] == hash[1]);
}

// ---------------------------------------------------------------- the bonus

static void bonus_never_pays_beyond_its_end(void **state)
{
    (void)state;
    struct kr_policy p = bonus();
    p.start = (kr_quarter)(TEST_FIRST + 1);
    p.end = (kr_quarter)(TEST_FIRST + 5);
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.scenario = TEST_NL,
                                                     .scale = TEST_NL_SCALE,
                                                     .policies = &p,
                                                     .policy_count = 1});
    for (int q = 0; q < 8; q++) {
        test_world_live(&w, 1);
        const bool active = w.world.now >= p.start && w.world.now < p.end;
        assert_int_equal(test_ledger(&w, KR_LEDGER_CENTS) > 0, active);
        assert_int_equal(w.world.tallies.events.policy_cents,
                         test_ledger(&w, KR_LEDGER_CENTS));
    }
    for (kr_row i = 0; i < w.world.memories.rows; i++) {
        assert_int_equal(w.world.memories.policy[i], KR_MEMORY_CUT);
    }
    test_world_close(&w);
}

static void every_recipient_works_the_hours_that_are_paid_for(void **state)
{
    (void)state;
    const struct kr_policy p = bonus();
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.scenario = TEST_NL,
                                                     .scale = TEST_NL_SCALE,
                                                     .policies = &p,
                                                     .policy_count = 1});
    for (int q = 0; q < 6; q++) {
        test_world_live(&w, 1);
        const struct kr_memories *m = &w.world.memories;
        int64_t recipients = 0;
        for (kr_row i = 0; i < m->rows; i++) {
            if (m->policy[i] == 0) {
                recipients++;
                assert_true(w.world.persons.id[m->row[i]] == m->person[i]);
                assert_true(w.world.persons.contract_minutes[m->row[i]] >=
                            m->reference_minutes[i] + 4 * 60);
            }
        }
        assert_int_equal(recipients, test_ledger(&w, KR_LEDGER_RECIPIENTS));
        assert_int_equal(test_ledger(&w, KR_LEDGER_CENTS), recipients * 300 * 3 * 100);
        assert_true(test_ledger(&w, KR_LEDGER_MINUTES) >= recipients * 4 * 60);
    }
    assert_true(test_ledger(&w, KR_LEDGER_RECIPIENTS) > 0);
    test_world_close(&w);
}

static int64_t contract_minutes(const struct test_world *w)
{
    int64_t sum = 0;
    for (kr_row i = 0; i < w->world.posts.rows; i++) {
        sum += w->world.posts.at[i].contract_minutes;
    }
    return sum;
}

// Contract minutes of a person in another world, 0 when she is not there.
static int minutes_of(const struct kr_persons *p, uint64_t id, kr_row near)
{
    if (near < p->rows && p->id[near] == id) {
        return p->contract_minutes[near];
    }
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->id[i] == id && p->status[i] != KR_ABSENT) {
            return p->contract_minutes[i];
        }
    }
    return 0;
}

static void a_bonus_adds_hours_and_some_of_it_is_deadweight(void **state)
{
    (void)state;
    const struct kr_policy p = bonus();
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, TEST_NL, &p);
    test_pair_live(pair, 6);
    const struct kr_memories *m = &pair[TEST_VARIANT].world.memories;
    int64_t recipients = 0;
    int64_t deadweight = 0;
    for (kr_row i = 0; i < m->rows; i++) {
        if (m->policy[i] == 0) {
            const int here = pair[TEST_VARIANT].world.persons.contract_minutes[m->row[i]];
            recipients++;
            deadweight += minutes_of(&pair[TEST_BASE].world.persons, m->person[i],
                                     m->row[i]) >= here;
        }
    }
    const int64_t added =
        contract_minutes(&pair[TEST_VARIANT]) - contract_minutes(&pair[TEST_BASE]);
    assert_true(added > 0);
    assert_true(added < test_ledger(&pair[TEST_VARIANT], KR_LEDGER_MINUTES));
    assert_true(deadweight > 0);
    assert_true(deadweight < recipients);
    test_pair_close(pair);
}

static void a_larger_bonus_has_more_recipients(void **state)
{
    (void)state;
    const double amounts[] = {100.0, 300.0, 900.0};
    int64_t before = 0;
    for (int i = 0; i < 3; i++) {
        struct kr_policy p = bonus();
        p.parameter[AMOUNT] = amounts[i];
        struct test_world w;
        test_world_open(&w, &(struct test_world_options){.scenario = TEST_NL,
                                                         .scale = TEST_NL_SCALE,
                                                         .policies = &p,
                                                         .policy_count = 1});
        test_world_live(&w, 4);
        assert_true(test_ledger(&w, KR_LEDGER_RECIPIENTS) > before);
        before = test_ledger(&w, KR_LEDGER_RECIPIENTS);
        test_world_close(&w);
    }
}

static void only_those_in_the_target_are_paid(void **state)
{
    (void)state;
    struct kr_policy p = bonus();
    p.target.sexes = 1U << KR_WOMAN;
    p.target.age = (struct kr_span){30, 45};
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.scenario = TEST_NL,
                                                     .scale = TEST_NL_SCALE,
                                                     .policies = &p,
                                                     .policy_count = 1});
    test_world_live(&w, 4);
    const struct kr_memories *m = &w.world.memories;
    int64_t recipients = 0;
    for (kr_row i = 0; i < m->rows; i++) {
        if (m->policy[i] == 0) {
            const kr_row row = m->row[i];
            recipients++;
            assert_int_equal(w.world.persons.sex[row], KR_WOMAN);
            assert_between(kr_age(w.world.persons.birth_quarter[row], m->from[i]), 30,
                           44);
        }
    }
    assert_true(recipients > 0);
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strength_zero_changes_nothing),
        cmocka_unit_test(an_amount_of_zero_changes_nothing),
        cmocka_unit_test(a_target_of_nobody_changes_nothing),
        cmocka_unit_test(every_kind_at_strength_zero_changes_nothing),
        cmocka_unit_test(bit_equal_before_the_announcement),
        cmocka_unit_test(a_policy_that_ends_simply_stops),
        cmocka_unit_test(terms_do_not_pile_up_from_quarter_to_quarter),
        cmocka_unit_test(two_policies_combine_alike_in_either_order),
        cmocka_unit_test(bonus_never_pays_beyond_its_end),
        cmocka_unit_test(every_recipient_works_the_hours_that_are_paid_for),
        cmocka_unit_test(a_bonus_adds_hours_and_some_of_it_is_deadweight),
        cmocka_unit_test(a_larger_bonus_has_more_recipients),
        cmocka_unit_test(only_those_in_the_target_are_paid),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
