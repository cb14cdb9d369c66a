#include "scenarios/population.h"
#include "scenarios/scenario.h"
#include "study/compare.h"
#include "tests/support/test.h"

#include <string.h>

#define VILLAGE KR_SOURCE_DIR "/scenarios/village/"

enum { QUARTERS = 8, REPLICATES = 2 };

// A scenario and the model it makes.
struct side {
    struct kr_scenario scenario;
    struct kr_country country;
    struct kr_model model;
};

static void read_side(struct side *side, const char *file, const char *const *sets,
                      size_t set_count)
{
    struct kr_diag diag;
    kr_diag_init(&diag);
    assert_int_equal(
        kr_scenario_read(file, sets, set_count, &side->scenario, &side->country, &diag),
        KR_OK);
    kr_diag_free(&diag);
    side->model = (struct kr_model){.country = &side->country,
                                    .parameters = side->scenario.parameters,
                                    .policies = side->scenario.policies,
                                    .policy_count = side->scenario.policy_count,
                                    .seed = 1,
                                    .scale = 1.0,
                                    .quarters = QUARTERS,
                                    .threads = 2};
}

static void free_side(struct side *side)
{
    kr_scenario_free(&side->scenario);
    kr_country_free(&side->country);
}

static int run(const struct side *base, const struct side *variant,
               struct kr_comparison *result)
{
    const struct kr_compare_options options = {.replicates = REPLICATES};
    return kr_compare_run(&base->model, &variant->model, &options, result);
}

static void a_policy_of_strength_zero_changes_nothing_ever(void **state)
{
    (void)state;
    struct side base;
    struct side variant;
    read_side(&base, VILLAGE "baseline.yaml", NULL, 0);
    read_side(&variant, VILLAGE "null-policy.yaml", NULL, 0);
    assert_int_equal(kr_models_differ(&base.model, &variant.model), KR_NO_DIFFERENCE);
    struct kr_comparison result;
    assert_int_equal(run(&base, &variant, &result), KR_OK);
    assert_int_equal(result.replicates, REPLICATES);
    assert_true(result.equal);
    assert_true(result.base_hash == result.variant_hash);
    for (int m = 0; m < KR_MEASURE_COUNT; m++) {
        const struct kr_effect effect =
            kr_compare_effect(&result, (enum kr_measure)m, 0, QUARTERS);
        assert_close(effect.difference.mean, 0.0, 0.0);
        assert_close(effect.difference.error, 0.0, 0.0);
    }
    assert_true(kr_compare_effect(&result, KR_MEASURE_employed, 0, QUARTERS).base > 0.0);
    kr_comparison_free(&result);
    free_side(&base);
    free_side(&variant);
}

static void worlds_are_equal_until_the_announcement_and_may_differ_then(void **state)
{
    (void)state;
    struct side base;
    struct side variant;
    read_side(&base, VILLAGE "baseline.yaml", NULL, 0);
    // A tenfold amount, so that somebody takes it in so small a place.
    const char *const sets[] = {"policies.P01.amount=3000"};
    read_side(&variant, VILLAGE "policies/P01-extra-hours-bonus.yaml", sets, 1);
    const kr_quarter announced = variant.model.policies[0].announced;
    assert_int_equal(kr_models_differ(&base.model, &variant.model), announced);
    assert_int_equal(kr_models_differ(&variant.model, &base.model), announced);
    struct kr_comparison result;
    assert_int_equal(run(&base, &variant, &result), KR_OK);
    assert_int_equal(result.differ, announced);
    assert_false(result.equal);
    // Before the announcement no measure differs.
    const int same = announced - result.first;
    assert_true(same > 0);
    for (int m = 0; m < KR_MEASURE_COUNT; m++) {
        const struct kr_effect effect =
            kr_compare_effect(&result, (enum kr_measure)m, 0, same);
        assert_close(effect.difference.mean, 0.0, 0.0);
    }
    const struct kr_effect recipients =
        kr_compare_effect(&result, KR_MEASURE_recipients, same, QUARTERS);
    const struct kr_effect deadweight =
        kr_compare_effect(&result, KR_MEASURE_deadweight, same, QUARTERS);
    const struct kr_effect cost =
        kr_compare_effect(&result, KR_MEASURE_cost, same, QUARTERS);
    assert_true(recipients.variant > 0.0);
    assert_true(deadweight.variant <= recipients.variant);
    assert_true(cost.variant > 0.0);
    kr_comparison_free(&result);
    free_side(&base);
    free_side(&variant);
}

static void a_parameter_that_differs_acts_from_the_start(void **state)
{
    (void)state;
    struct side base;
    struct side variant;
    read_side(&base, VILLAGE "baseline.yaml", NULL, 0);
    read_side(&variant, VILLAGE "baseline.yaml", NULL, 0);
    assert_int_equal(kr_models_differ(&base.model, &variant.model), KR_NO_DIFFERENCE);
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    *kr_parameter_at(&variant.model.parameters, &list[count - 1]) += 1e-9;
    const struct kr_constants *constants = &base.country.constants;
    assert_int_equal(
        kr_models_differ(&base.model, &variant.model),
        kr_quarter_of((int)constants->start_year, (int)constants->start_quarter));
    free_side(&base);
    free_side(&variant);
}

static void worlds_of_other_draws_do_not_pair(void **state)
{
    (void)state;
    struct side base;
    struct side variant;
    read_side(&base, VILLAGE "baseline.yaml", NULL, 0);
    read_side(&variant, VILLAGE "baseline.yaml", NULL, 0);
    struct kr_comparison result;
    variant.model.seed = 2;
    assert_int_equal(run(&base, &variant, &result), KR_ERR_UNPAIRED);
    kr_comparison_free(&result);
    variant.model.seed = 1;
    variant.model.scale = 0.5;
    assert_int_equal(run(&base, &variant, &result), KR_ERR_UNPAIRED);
    kr_comparison_free(&result);
    free_side(&base);
    free_side(&variant);
}

static void stopping_keeps_finished_replicates(void **state)
{
    (void)state;
    struct side side;
    read_side(&side, VILLAGE "baseline.yaml", NULL, 0);
    const volatile sig_atomic_t stop = 1;
    const struct kr_compare_options options = {.replicates = 2, .stop = &stop};
    struct kr_comparison result;
    assert_int_equal(kr_compare_run(&side.model, &side.model, &options, &result),
                     KR_ERR_STOPPED);
    assert_int_equal(result.replicates, 0);
    assert_true(kr_compare_effect(&result, KR_MEASURE_hours, 0, 1).base !=
                kr_compare_effect(&result, KR_MEASURE_hours, 0, 1).base);
    kr_comparison_free(&result);
    free_side(&side);
}

// Two replicates of two quarters: base 10 and 20, variant 1 and 3 above that.
static void effects_are_means_over_replicates(void **state)
{
    (void)state;
    struct kr_pair pairs[4];
    memset(pairs, 0, sizeof pairs);
    for (int i = 0; i < 4; i++) {
        const int replicate = i / 2;
        pairs[i].base.value[KR_MEASURE_hours] = 10.0 * (replicate + 1);
        pairs[i].variant.value[KR_MEASURE_hours] =
            10.0 * (replicate + 1) + (replicate == 0 ? 1.0 : 3.0);
        pairs[i].variant.value[KR_MEASURE_cost] = 100.0;
        pairs[i].variant.value[KR_MEASURE_full_time_years] = 2.0;
    }
    const struct kr_comparison comparison = {
        .replicates = 2, .quarters = 2, .pair = pairs};
    const struct kr_effect hours = kr_compare_effect(&comparison, KR_MEASURE_hours, 0, 2);
    assert_close(hours.base, 15.0, 1e-12);
    assert_close(hours.difference.mean, 2.0, 1e-12);
    assert_close(hours.difference.error, 1.0, 1e-12);
    // variances 50 and 72 apart, 2 as a pair
    assert_close(hours.removed, 1.0 - 2.0 / 122.0, 1e-12);
    // A flow is summed over the quarters.
    const struct kr_effect cost = kr_compare_effect(&comparison, KR_MEASURE_cost, 0, 2);
    assert_close(cost.variant, 200.0, 1e-12);
    const struct kr_estimate price =
        kr_compare_ratio(&comparison, KR_MEASURE_cost, KR_MEASURE_full_time_years, 0, 2);
    assert_close(price.mean, 50.0, 1e-12);
}

// Everything that was measured, of every quarter and replicate.
static void measured_alike(const struct kr_comparison *a, const struct kr_comparison *b)
{
    assert_int_equal(a->replicates, b->replicates);
    assert_true(a->base_hash == b->base_hash);
    assert_true(a->variant_hash == b->variant_hash);
    const size_t quarters = (size_t)a->replicates * (size_t)a->quarters;
    assert_memory_equal(a->effects.cell, b->effects.cell,
                        quarters * KR_SIDES * (size_t)a->effects.space.cells *
                            sizeof *a->effects.cell);
    assert_memory_equal(a->ledger.entry, b->ledger.entry,
                        quarters * a->ledger.space.entries * sizeof *a->ledger.entry);
}

static void how_worlds_are_shared_out_changes_no_result(void **state)
{
    (void)state;
    struct side base;
    struct side variant;
    read_side(&base, VILLAGE "baseline.yaml", NULL, 0);
    read_side(&variant, VILLAGE "policies/P01-extra-hours-bonus.yaml", NULL, 0);
    struct kr_comparison one;
    struct kr_comparison other;
    base.model.threads = 1; // in turns, in the same working memory
    variant.model.threads = 1;
    struct kr_compare_plan plan = kr_compare_plan_of(&base.model, REPLICATES);
    assert_true(plan.at_once == 1 && !plan.side_by_side);
    assert_int_equal(run(&base, &variant, &one), KR_OK);
    assert_false(one.equal);
    base.model.threads = 2; // both replicates at a time
    variant.model.threads = 2;
    assert_int_equal(kr_compare_plan_of(&base.model, REPLICATES).at_once, 2);
    assert_int_equal(run(&base, &variant, &other), KR_OK);
    measured_alike(&one, &other);
    kr_comparison_free(&other);
    base.model.threads = 4; // replicate by replicate, both sides at a time
    variant.model.threads = 4;
    const struct kr_compare_options single = {.replicates = 1};
    assert_true(kr_compare_plan_of(&base.model, 1).side_by_side);
    assert_int_equal(kr_compare_run(&base.model, &variant.model, &single, &other), KR_OK);
    kr_comparison_free(&one);
    base.model.threads = 1;
    variant.model.threads = 1;
    assert_int_equal(kr_compare_run(&base.model, &variant.model, &single, &one), KR_OK);
    measured_alike(&one, &other);
    kr_comparison_free(&one);
    kr_comparison_free(&other);
    free_side(&base);
    free_side(&variant);
}

static void people_may_be_drawn_once_for_both_or_be_given(void **state)
{
    (void)state;
    struct side base;
    struct side variant;
    read_side(&base, VILLAGE "baseline.yaml", NULL, 0);
    read_side(&variant, VILLAGE "policies/P01-extra-hours-bonus.yaml", NULL, 0);
    struct kr_comparison drawn;
    struct kr_comparison other;
    struct kr_compare_options options = {.replicates = 1};
    assert_int_equal(kr_compare_run(&base.model, &variant.model, &options, &drawn),
                     KR_OK);
    options.same_start = true;
    assert_int_equal(kr_compare_run(&base.model, &variant.model, &options, &other),
                     KR_OK);
    measured_alike(&drawn, &other);
    kr_comparison_free(&other);
    struct kr_world start;
    memset(&start, 0, sizeof start);
    base.model.key = kr_random_key_of(base.model.seed, base.model.replicate);
    assert_int_equal(kr_population_build(&base.model, &start), KR_OK);
    options.start[KR_BASE] = &start;
    options.start[KR_VARIANT] = &start;
    assert_int_equal(kr_compare_run(&base.model, &variant.model, &options, &other),
                     KR_OK);
    measured_alike(&drawn, &other);
    kr_comparison_free(&other);
    kr_comparison_free(&drawn);
    kr_world_free(&start);
    free_side(&base);
    free_side(&variant);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(effects_are_means_over_replicates),
        cmocka_unit_test(a_policy_of_strength_zero_changes_nothing_ever),
        cmocka_unit_test(worlds_are_equal_until_the_announcement_and_may_differ_then),
        cmocka_unit_test(a_parameter_that_differs_acts_from_the_start),
        cmocka_unit_test(worlds_of_other_draws_do_not_pair),
        cmocka_unit_test(stopping_keeps_finished_replicates),
        cmocka_unit_test(how_worlds_are_shared_out_changes_no_result),
        cmocka_unit_test(people_may_be_drawn_once_for_both_or_be_given),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
