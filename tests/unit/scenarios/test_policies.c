#include "scenarios/policies/policies.h"
#include "scenarios/policies/sizes.h"
#include "scenarios/scenario.h"
#include "tests/support/test.h"

#include <string.h>

enum { SECTORS = 4 };

// Terms of a quarter in which no policy has acted yet.
struct terms {
    struct kr_effective effective;
    double factors[SECTORS];
    struct kr_hours_bonus bonuses[4];
    struct kr_lever_term lever[KR_LEVER_COUNT][4];
    struct kr_charge charges[4];
};

static void start_terms(struct terms *self)
{
    *self = (struct terms){0};
    kr_parameters_default(&self->effective.parameters);
    for (int s = 0; s < SECTORS; s++) {
        self->factors[s] = 1.0;
    }
    self->effective.demand_factor = self->factors;
    self->effective.bonuses = self->bonuses;
    self->effective.charges = self->charges;
    for (int l = 0; l < KR_LEVER_COUNT; l++) {
        self->effective.lever[l].term = self->lever[l];
    }
    self->effective.sectors = SECTORS;
}

// A policy of a kind with its defaults, addressed to everybody.
static struct kr_policy policy_of(const struct kr_policy_kind *kind)
{
    struct kr_policy policy = {.kind = kind, .strength = 1.0};
    policy.reach = 1.0;
    policy.awareness = 1.0;
    for (size_t i = 0; i < kind->parameter_count; i++) {
        policy.parameter[i] = kind->parameters[i].initial;
    }
    return policy;
}

static void kinds_are_complete_and_in_order_of_name(void **state)
{
    (void)state;
    size_t count;
    const struct kr_policy_kind *const *kinds = kr_policy_kinds(&count);
    assert_true(count >= 3);
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || strcmp(kinds[i - 1]->name, kinds[i]->name) < 0);
        assert_non_null(kinds[i]->apply);
        assert_true(kinds[i]->meaning[0] != '\0' && kinds[i]->documents[0] != '\0');
        assert_true(kinds[i]->levers[0] != '\0' && kinds[i]->cost_rule[0] != '\0');
        assert_true(kinds[i]->parameter_count <= KR_POLICY_PARAMETERS);
    }
}

static void parameters_of_kinds_have_defaults_in_range_and_own_names(void **state)
{
    (void)state;
#define KR_KEY(name, meaning) #name,
    static const char *const KEYS[] = {KR_POLICY_KEY_LIST(KR_KEY)};
#undef KR_KEY
    size_t count;
    const struct kr_policy_kind *const *kinds = kr_policy_kinds(&count);
    for (size_t i = 0; i < count; i++) {
        for (size_t p = 0; p < kinds[i]->parameter_count; p++) {
            const struct kr_policy_parameter *parameter = &kinds[i]->parameters[p];
            assert_between(parameter->initial, parameter->low, parameter->high);
            for (size_t k = 0; k < sizeof KEYS / sizeof KEYS[0]; k++) {
                assert_string_not_equal(parameter->name, KEYS[k]);
            }
        }
    }
}

static void a_bonus_is_added_at_its_strength(void **state)
{
    (void)state;
    struct terms terms;
    start_terms(&terms);
    const struct kr_policy policy = policy_of(&kr_extra_hours_bonus);
    policy.kind->apply(&policy, 3, 0.5, 0, &terms.effective);
    assert_int_equal(terms.effective.bonus_count, 1);
    assert_ptr_equal(terms.bonuses[0].policy, &policy);
    assert_int_equal(terms.bonuses[0].policy_index, 3);
    assert_close(terms.bonuses[0].euro_per_month, 37.5, 0);
    assert_close(terms.bonuses[0].extra_hours, 4, 0);
    assert_false(terms.bonuses[0].pending);
    assert_int_equal(terms.bonuses[0].look_back, 4);
    assert_close(terms.bonuses[0].horizon, 4, 0);
}

static void no_amount_no_strength_or_nobody_adds_no_bonus(void **state)
{
    (void)state;
    struct terms terms;
    start_terms(&terms);
    struct kr_policy policy = policy_of(&kr_extra_hours_bonus);
    policy.kind->apply(&policy, 0, 0.0, 0, &terms.effective);
    policy.target.nobody = true;
    policy.kind->apply(&policy, 0, 1.0, 0, &terms.effective);
    policy.target.nobody = false;
    policy.parameter[0] = 0;
    policy.kind->apply(&policy, 0, 1.0, 0, &terms.effective);
    assert_int_equal(terms.effective.bonus_count, 0);
}

static void a_wedge_changes_demand_of_the_sectors_named_only(void **state)
{
    (void)state;
    struct terms terms;
    start_terms(&terms);
    struct kr_policy policy = policy_of(&kr_demand_wedge);
    policy.parameter[0] = -0.1;
    policy.target.sectors[0] = 2 + 4;
    policy.kind->apply(&policy, 0, 0.5, 0, &terms.effective);
    policy.kind->apply(&policy, 1, 0.5, 0, &terms.effective);
    assert_close(terms.factors[0], 1.0, 0);
    assert_close(terms.factors[1], 0.95 * 0.95, 1e-15); // they combine by product
    assert_close(terms.factors[2], 0.95 * 0.95, 1e-15);
    assert_close(terms.factors[3], 1.0, 0);
    policy.parameter[0] = -0.9;
    policy.kind->apply(&policy, 0, 10, 0, &terms.effective);
    assert_close(terms.factors[1], 0, 0);
}

static void an_announced_bonus_is_pending(void **state)
{
    (void)state;
    const struct kr_policy_kind *const kinds[] = {&kr_extra_hours_bonus,
                                                  &kr_full_time_bonus};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        struct terms terms;
        start_terms(&terms);
        struct kr_policy policy = policy_of(kinds[k]);
        policy.start = 4;
        policy.kind->announce(&policy, 0, 1.0, 3, &terms.effective);
        assert_int_equal(terms.effective.bonus_count, 1);
        assert_true(terms.bonuses[0].pending);
    }
}

static void a_notch_has_a_threshold_and_no_extra_hours(void **state)
{
    (void)state;
    struct terms terms;
    start_terms(&terms);
    const struct kr_policy policy = policy_of(&kr_full_time_bonus);
    policy.kind->apply(&policy, 0, 1.0, 0, &terms.effective);
    assert_int_equal(kr_bonus_hours(&terms.bonuses[0], 24), 36);
    assert_int_equal(kr_bonus_hours(&terms.bonuses[0], 40), 36);
    assert_true(kr_bonus_open(&terms.bonuses[0], 32));
    assert_false(kr_bonus_open(&terms.bonuses[0], 36));
}

static double term_of(const struct terms *terms, enum kr_lever lever)
{
    assert_int_equal(terms->effective.lever[lever].count, 1);
    return terms->lever[lever][0].value;
}

static void a_conversation_campaign_asks_a_part_of_those_not_yet_asked(void **state)
{
    (void)state;
    const double strengths[] = {0.5, 1.0, 10.0};
    const double parts[] = {0.5, 1.0, 1.0};
    for (int i = 0; i < 3; i++) {
        struct terms terms;
        start_terms(&terms);
        struct kr_policy policy = policy_of(&kr_hours_conversation);
        policy.unit_cost = 100.0;
        policy.kind->apply(&policy, 0, strengths[i], 0, &terms.effective);
        assert_close(term_of(&terms, KR_LEVER_conversation), parts[i], 0);
        assert_int_equal(terms.charges[0].event, KR_COST_CONVERSATION);
        assert_close(terms.charges[0].cents, 10000, 0);
    }
}

static void a_campaign_at_half_strength_has_half_the_effect(void **state)
{
    (void)state;
    struct terms terms;
    start_terms(&terms);
    struct kr_policy policy = policy_of(&kr_hours_campaign);
    policy.parameter[0] = 1.5;
    policy.kind->apply(&policy, 0, 0.5, 0, &terms.effective);
    assert_close(term_of(&terms, KR_LEVER_voice), 1.25, 1e-15);
}

static void a_roster_lifts_refusals_and_keeps_people_by_its_strength(void **state)
{
    (void)state;
    struct terms terms;
    start_terms(&terms);
    const struct kr_policy policy = policy_of(&kr_roster);
    policy.kind->apply(&policy, 0, 0.5, 0, &terms.effective);
    assert_close(term_of(&terms, KR_LEVER_grant), 0.15, 1e-15);
    assert_close(term_of(&terms, KR_LEVER_quit), 0.975, 1e-15);
    assert_close(term_of(&terms, KR_LEVER_job_search), 0.975, 1e-15);
    assert_int_equal(terms.charges[0].event, KR_COST_MEMBER);
}

static void combination_jobs_fit_and_are_looked_for_by_their_strength(void **state)
{
    (void)state;
    struct terms terms;
    start_terms(&terms);
    const struct kr_policy policy = policy_of(&kr_combination_jobs);
    policy.kind->apply(&policy, 0, 0.5, 0, &terms.effective);
    assert_close(term_of(&terms, KR_LEVER_slot_fit), 0.25, 1e-15);
    assert_close(term_of(&terms, KR_LEVER_second_job), 1.25, 1e-15);
    assert_int_equal(terms.charges[0].event, KR_COST_SECOND_JOB);
    assert_close(terms.charges[0].pay_share, 0.04, 0);
    assert_int_equal(terms.charges[0].quarters, 4);
}

static void targets_a_kind_cannot_have_are_refused(void **state)
{
    (void)state;
    struct kr_policy policy = policy_of(&kr_demand_wedge);
    assert_int_equal(kr_policy_refuses(&policy), 0);
    policy.target.sectors[1] = 1;
    assert_int_equal(kr_policy_refuses(&policy), 0);
    policy.target.age = (struct kr_span){50, 131};
    assert_int_equal(kr_policy_refuses(&policy), KR_BY_AGE);
    policy.target.nobody = true;
    assert_int_equal(kr_policy_refuses(&policy), 0);

    policy = policy_of(&kr_roster);
    policy.target.sectors[0] = 1;
    assert_int_equal(kr_policy_refuses(&policy), 0);
    policy.target.sexes = 1;
    assert_int_equal(kr_policy_refuses(&policy), KR_BY_SEX);

    policy = policy_of(&kr_extra_hours_bonus);
    policy.target.sexes = 1;
    assert_int_equal(kr_policy_refuses(&policy), 0);
}

static void strength_scales_a_factor_from_one_and_keeps_it_above_zero(void **state)
{
    (void)state;
    assert_close(kr_factor_at(0.5, 0.0), 1.0, 0);
    assert_close(kr_factor_at(0.5, 0.5), 0.75, 1e-15);
    assert_close(kr_factor_at(1.5, 2.0), 2.0, 1e-15);
    assert_true(kr_factor_at(0.5, 10.0) > 0.0);
    assert_close(kr_share_at(0.4, 2.0), 0.8, 1e-15);
    assert_close(kr_share_at(0.4, 10.0), 1.0, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_are_complete_and_in_order_of_name),
        cmocka_unit_test(parameters_of_kinds_have_defaults_in_range_and_own_names),
        cmocka_unit_test(a_bonus_is_added_at_its_strength),
        cmocka_unit_test(no_amount_no_strength_or_nobody_adds_no_bonus),
        cmocka_unit_test(a_wedge_changes_demand_of_the_sectors_named_only),
        cmocka_unit_test(an_announced_bonus_is_pending),
        cmocka_unit_test(a_notch_has_a_threshold_and_no_extra_hours),
        cmocka_unit_test(a_conversation_campaign_asks_a_part_of_those_not_yet_asked),
        cmocka_unit_test(a_campaign_at_half_strength_has_half_the_effect),
        cmocka_unit_test(a_roster_lifts_refusals_and_keeps_people_by_its_strength),
        cmocka_unit_test(combination_jobs_fit_and_are_looked_for_by_their_strength),
        cmocka_unit_test(targets_a_kind_cannot_have_are_refused),
        cmocka_unit_test(strength_scales_a_factor_from_one_and_keeps_it_above_zero),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
