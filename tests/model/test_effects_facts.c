// Facts about cells: they are the world's own figures, and those of a split add up.
#include "study/effects.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdlib.h>

struct read {
    struct test_world w;
    struct kr_effect_space space;
    double *cells;
};

static void open_read(struct read *self, int quarters)
{
    const struct test_world_options options = {.scenario = TEST_NL, .scale = 0.005};
    test_world_open(&self->w, &options);
    test_world_live(&self->w, quarters);
    self->space = kr_effect_space_of(&self->w.country);
    self->cells = calloc((size_t)self->space.cells, sizeof *self->cells);
    assert_non_null(self->cells);
    kr_effects_read(&self->space, &self->w.model, &self->w.world, self->cells);
}

static void close_read(struct read *self)
{
    free(self->cells);
    test_world_close(&self->w);
}

static double sum(const struct read *r, enum kr_outcome outcome, enum kr_split split)
{
    double total = 0.0;
    for (int code = 0; code < r->space.codes[split]; code++) {
        total += r->cells[r->space.first[outcome][split] + code];
    }
    return total;
}

// Own account has no sector and no post; second jobs have no sex.
static bool is_of_persons(enum kr_split split)
{
    return split == KR_SPLIT_region || split == KR_SPLIT_age || split == KR_SPLIT_sex ||
           split == KR_SPLIT_hours;
}

static bool is_hours(int outcome)
{
    return outcome == KR_OUTCOME_hours || outcome == KR_OUTCOME_full_time ||
           outcome == KR_OUTCOME_full_time_years;
}

static void cells_of_every_split_add_up(void **state)
{
    (void)state;
    struct read r;
    open_read(&r, 2);
    for (int o = 0; o < KR_OUTCOME_COUNT; o++) {
        const enum kr_outcome outcome = (enum kr_outcome)o;
        const double total = sum(&r, outcome, KR_SPLIT_total);
        for (int s = KR_SPLIT_sector; s < KR_SPLIT_COUNT; s++) {
            const enum kr_split split = (enum kr_split)s;
            if (!kr_outcome_has(&r.space, outcome, split)) {
                continue;
            }
            const double expected = !is_hours(o) ? total
                                    : is_of_persons(split)
                                        ? sum(&r, outcome, KR_SPLIT_sex)
                                        : sum(&r, outcome, KR_SPLIT_sector);
            assert_close_relative(sum(&r, outcome, split), expected, 1e-9);
        }
    }
    close_read(&r);
}

static void nothing_is_left_out(void **state)
{
    (void)state;
    struct read r;
    open_read(&r, 2);
    for (int o = 0; o < KR_OUTCOME_COUNT; o++) {
        // without a policy nobody pays, and nobody prepares for being paid
        const bool of_policies = o == KR_OUTCOME_policy_cost ||
                                 o == KR_OUTCOME_cut_first || o == KR_OUTCOME_put_off;
        if (!of_policies) {
            assert_true(sum(&r, (enum kr_outcome)o, KR_SPLIT_total) > 0.0);
        }
    }
    close_read(&r);
}

static double indicator(const struct read *r, const char *name)
{
    return test_indicator(&r->w, name);
}

static void totals_are_the_standard_figures(void **state)
{
    (void)state;
    struct read r;
    open_read(&r, 3);
    assert_close_relative(sum(&r, KR_OUTCOME_employed, KR_SPLIT_total),
                          indicator(&r, "employed_persons"), 1e-12);
    assert_close_relative(sum(&r, KR_OUTCOME_unemployed, KR_SPLIT_total),
                          indicator(&r, "unemployed_persons"), 1e-12);
    assert_close_relative(sum(&r, KR_OUTCOME_vacancies, KR_SPLIT_total),
                          indicator(&r, "open_vacancies"), 1e-12);
    assert_close_relative(sum(&r, KR_OUTCOME_hires, KR_SPLIT_total),
                          indicator(&r, "hires"), 1e-12);
    assert_close_relative(sum(&r, KR_OUTCOME_wage_bill, KR_SPLIT_total),
                          indicator(&r, "payroll_billion") * 1e9, 1e-9);
    assert_close_relative(100.0 * sum(&r, KR_OUTCOME_absence, KR_SPLIT_total) /
                              sum(&r, KR_OUTCOME_staff_hours, KR_SPLIT_total),
                          indicator(&r, "sickness_absence"), 1e-9);
    close_read(&r);
}

// Two quarters of two replicates, one outcome at a time.
static void stocks_are_means_flows_sums_and_ratios_of_sums(void **state)
{
    (void)state;
    struct read r;
    open_read(&r, 1);
    struct kr_effects effects;
    assert_int_equal(kr_effects_init(&effects, &r.w.country, 2, 2), KR_OK);
    effects.replicates = 2;
    const int stock = effects.space.first[KR_OUTCOME_employed][KR_SPLIT_total];
    const int flow = effects.space.first[KR_OUTCOME_hires][KR_SPLIT_total];
    const int wages = effects.space.first[KR_OUTCOME_mean_wage][KR_SPLIT_total];
    const int hours = effects.space.first[KR_OUTCOME_wage_hours][KR_SPLIT_total];
    for (int i = 0; i < 8; i++) {
        double *cell = kr_effects_at(&effects, i / 4, i / 2 % 2, (enum kr_side)(i % 2));
        cell[stock] = 10.0 * i;
        cell[flow] = i;
        cell[wages] = 30.0 * (i + 1);
        cell[hours] = i / 2 % 2 == 0 ? 1.0 : 2.0;
    }
    struct kr_cell cell = {KR_OUTCOME_employed, KR_SPLIT_total, 0};
    assert_close(kr_effects_value(&effects, cell, 0, KR_BASE, 0, 2), 10.0, 1e-12);
    assert_close(kr_effects_of(&effects, cell, 0, 2).difference.mean, 10.0, 1e-12);
    cell.outcome = KR_OUTCOME_hires;
    assert_close(kr_effects_value(&effects, cell, 1, KR_VARIANT, 0, 2), 12.0, 1e-12);
    assert_close(kr_effects_of(&effects, cell, 0, 2).difference.mean, 2.0, 1e-12);
    cell.outcome = KR_OUTCOME_mean_wage;
    assert_close(kr_effects_value(&effects, cell, 0, KR_BASE, 0, 2), 120.0 / 3.0, 1e-12);
    assert_close(kr_effects_of(&effects, cell, 0, 2).difference.error, 0.0, 1e-12);
    kr_effects_free(&effects);
    close_read(&r);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_every_split_add_up),
        cmocka_unit_test(nothing_is_left_out),
        cmocka_unit_test(totals_are_the_standard_figures),
        cmocka_unit_test(stocks_are_means_flows_sums_and_ratios_of_sums),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
