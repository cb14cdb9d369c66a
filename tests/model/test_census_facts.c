// Facts about the census: what it counts by more axes sums to what the quarter counted on
// its own, every quarter, and does not depend on the number of threads.
#include "output/breakdowns.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUARTERS = 6 };

static const struct kr_breakdowns ASKED = {
    .at = {{false, 3, {KR_BREAK_SEX, KR_BREAK_AGE_GROUP, KR_BREAK_EDUCATION}, 0},
           {false, 2, {KR_BREAK_REGION, KR_BREAK_CONTRACT, KR_BREAK_REGION}, 0},
           {false, 2, {KR_BREAK_SECTOR, KR_BREAK_WORK_REGION, KR_BREAK_REGION}, 0},
           {false, 2, {KR_BREAK_AGE, KR_BREAK_STATUS, KR_BREAK_REGION}, 0},
           {false, 2, {KR_BREAK_SECTOR, KR_BREAK_STATUS, KR_BREAK_REGION}, 0},
           {false, 1, {KR_BREAK_TENURE, KR_BREAK_REGION, KR_BREAK_REGION}, 0},
           {true, 1, {KR_BREAK_REGION, KR_BREAK_REGION, KR_BREAK_REGION}, 0},
           {true, 2, {KR_BREAK_SEX, KR_BREAK_AGE_GROUP, KR_BREAK_REGION}, 0}},
    .count = 8};

struct counted {
    struct test_world w;
    struct kr_variables variables;
    struct kr_census census;
    struct kr_view view;
};

static void open_counted(struct counted *self, int threads)
{
    test_world_open(&self->w, &(struct test_world_options){.threads = threads});
    assert_int_equal(kr_variables_init(&self->variables, &ASKED), KR_OK);
    assert_int_equal(kr_census_init(&self->census, &self->w.model, &self->w.world,
                                    ASKED.at, ASKED.count),
                     KR_OK);
    self->view = (struct kr_view){&self->w.model, &self->w.world, &self->census};
    kr_census_take(&self->census, &self->w.model, &self->w.world);
}

static void live_counted(struct counted *self)
{
    test_world_live(&self->w, 1);
    kr_census_take(&self->census, &self->w.model, &self->w.world);
}

static void close_counted(struct counted *self)
{
    kr_census_free(&self->census);
    kr_variables_free(&self->variables);
    test_world_close(&self->w);
}

static const struct kr_variable *find(const struct counted *self, const char *name)
{
    for (size_t i = 0; i < self->variables.count; i++) {
        if (strcmp(self->variables.at[i].name, name) == 0) {
            return &self->variables.at[i];
        }
    }
    fail_msg("no variable %s", name);
    return NULL;
}

// Sums of a variable over all its axes but those that begin at `keep`, of which the first
// `lead` numbers are summed: cells of [lead][keep] become cells of [keep].
static double *sums(const struct counted *self, const char *name, size_t keep)
{
    const struct kr_variable *variable = find(self, name);
    const size_t cells = kr_variable_cells(variable, &self->w.model);
    double *values = test_calloc(cells, sizeof *values);
    double *sum = test_calloc(keep, sizeof *sum);
    kr_variable_get(variable, &self->view, values);
    assert_int_equal(cells % keep, 0);
    for (size_t i = 0; i < cells; i++) {
        sum[i % keep] += values[i];
    }
    test_free(values);
    return sum;
}

static void assert_equal_sums(const struct counted *self, const char *a, const char *b,
                              size_t keep)
{
    double *left = sums(self, a, keep);
    double *right = sums(self, b, keep);
    for (size_t i = 0; i < keep; i++) {
        if (left[i] != right[i]) {
            fail_msg("%s has %g in cell %zu where %s has %g", a, left[i], i, b, right[i]);
        }
    }
    test_free(left);
    test_free(right);
}

static void assert_books(const struct counted *self)
{
    const size_t sector_regions =
        kr_variable_cells(find(self, "heads_by_sector_region"), &self->w.model);
    const size_t statuses = KR_STATUS_COUNT;
    assert_equal_sums(self, "employed_by_sex_age_group_education", "employed_by_sex", 1);
    assert_equal_sums(self, "contract_minutes_by_sex_age_group_education",
                      "contract_minutes_by_sex", 1);
    assert_equal_sums(self, "usual_minutes_by_region_contract",
                      "usual_minutes_by_contract", KR_CONTRACT_COUNT);
    assert_equal_sums(self, "employed_by_region_contract", "employed_by_contract",
                      KR_CONTRACT_COUNT);
    assert_equal_sums(self, "persons_by_sector_status", "heads_by_sector", 1);
    assert_equal_sums(self, "under_employed_by_region_contract", "under_employed_by_sex",
                      1);
    assert_equal_sums(self, "persons_by_age_status", "persons_by_region_status",
                      statuses);
    assert_equal_sums(self, "employees_by_sector_work_region", "heads_by_sector_region",
                      sector_regions);
    assert_equal_sums(self, "vacancies_open_by_sector_work_region",
                      "vacancies_open_by_sector_region", sector_regions);
    assert_equal_sums(self, "employees_by_wage_class", "heads_by_sector", 1);
    assert_equal_sums(self, "employees_by_region_work_region", "heads_by_region",
                      (size_t)self->w.model.country->regions);
    assert_equal_sums(self, "persons_by_education_status", "persons_by_sex_status",
                      statuses);
}

static void breakdowns_sum_to_the_standing_series(void **state)
{
    (void)state;
    static struct counted c;
    open_counted(&c, 2);
    for (int q = 0; q < QUARTERS; q++) {
        assert_books(&c);
        live_counted(&c);
    }
    assert_books(&c);
    close_counted(&c);
}

// Flows between statuses of those who were there at both ends, and everybody's.
static void assert_flows(const struct counted *self, const char *name)
{
    const size_t cells = (size_t)KR_STATUS_COUNT * KR_STATUS_COUNT;
    double *found = sums(self, name, cells);
    double *expected = sums(self, "status_flow", cells);
    double *stock = sums(self, "persons_by_sex_status", KR_STATUS_COUNT);
    for (int to = 1; to < (int)KR_STATUS_COUNT; to++) {
        double there = 0;
        for (int from = 0; from < (int)KR_STATUS_COUNT; from++) {
            const double heads = found[from * (int)KR_STATUS_COUNT + to];
            there += heads;
            if (from > 0) {
                assert_close(heads, expected[from * (int)KR_STATUS_COUNT + to], 0);
            }
        }
        assert_close(there, stock[to], 0);
    }
    double came = 0;
    double left = 0;
    for (int s = 1; s < (int)KR_STATUS_COUNT; s++) {
        came += found[s];
        left += found[(size_t)s * KR_STATUS_COUNT];
    }
    const struct kr_events *events = &self->w.world.tallies.events;
    assert_close(came, (double)(events->arrived + events->turned_15), 0);
    assert_close(left, (double)(events->died + events->departed + events->turned_75), 0);
    test_free(found);
    test_free(expected);
    test_free(stock);
}

static void broken_down_flows_sum_to_the_flows(void **state)
{
    (void)state;
    static struct counted c;
    open_counted(&c, 1);
    double *none = sums(&c, "status_flow_by_region", 1);
    assert_close(none[0], 0, 0); // no quarter was lived yet
    test_free(none);
    for (int q = 0; q < QUARTERS; q++) {
        live_counted(&c);
        assert_flows(&c, "status_flow_by_region");
        assert_flows(&c, "status_flow_by_sex_age_group");
    }
    close_counted(&c);
}

static void occupation_flow_sums_to_those_who_stayed_employees(void **state)
{
    (void)state;
    static struct counted c;
    open_counted(&c, 1);
    double moved = 0;
    const int occupations = c.w.model.country->occupations;
    const size_t cells = (size_t)occupations * (size_t)occupations;
    for (int q = 0; q < QUARTERS; q++) {
        live_counted(&c);
        double *flow = sums(&c, "occupation_flow", cells);
        double *status =
            sums(&c, "status_flow", (size_t)KR_STATUS_COUNT * KR_STATUS_COUNT);
        double all = 0;
        for (size_t i = 0; i < cells; i++) {
            all += flow[i];
            moved += i % (size_t)(occupations + 1) == 0 ? 0 : flow[i];
        }
        assert_close(all, status[(int)KR_EMPLOYEE * (int)KR_STATUS_COUNT + KR_EMPLOYEE],
                     0);
        test_free(flow);
        test_free(status);
    }
    assert_true(moved > 0);
    close_counted(&c);
}

static void the_census_is_the_same_for_any_number_of_threads(void **state)
{
    (void)state;
    static struct counted one;
    static struct counted three;
    open_counted(&one, 1);
    open_counted(&three, 3);
    for (int q = 0; q < 3; q++) {
        for (int t = 0; t < one.census.count; t++) {
            const struct kr_census_table *a = &one.census.table[t];
            const struct kr_census_table *b = &three.census.table[t];
            assert_memory_equal(a->sums, b->sums,
                                (size_t)(a->cells * a->width) * sizeof *a->sums);
        }
        live_counted(&one);
        live_counted(&three);
    }
    close_counted(&one);
    close_counted(&three);
}

static void no_name_is_used_twice(void **state)
{
    (void)state;
    struct kr_variables variables;
    assert_int_equal(kr_variables_init(&variables, &ASKED), KR_OK);
    for (size_t i = 0; i < variables.count; i++) {
        const struct kr_variable *v = &variables.at[i];
        assert_true(v->long_name[0] != '\0' && v->comment[0] != '\0' &&
                    v->unit[0] != '\0');
        for (size_t k = 0; k < i; k++) {
            assert_true(v->series != variables.at[k].series ||
                        strcmp(v->name, variables.at[k].name) != 0);
        }
    }
    kr_variables_free(&variables);
}

static void refused_requests_have_a_reason(void **state)
{
    (void)state;
    static struct counted c;
    open_counted(&c, 2);
    for (int q = 0; q < QUARTERS; q++) {
        live_counted(&c);
        double *answers = sums(&c, "requests_by_sector_answer", KR_ANSWER_COUNT);
        const struct kr_events *events = &c.w.world.tallies.events;
        assert_close(answers[KR_MORE_GRANTED], (double)events->wish_granted, 0);
        assert_close(answers[KR_MORE_NO_NEED] + answers[KR_MORE_NO_FIT] +
                         answers[KR_MORE_LAPSED],
                     (double)events->wish_refused, 0);
        assert_close(answers[KR_FEWER_GRANTED], (double)events->fewer_granted, 0);
        test_free(answers);
    }
    close_counted(&c);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breakdowns_sum_to_the_standing_series),
        cmocka_unit_test(broken_down_flows_sum_to_the_flows),
        cmocka_unit_test(occupation_flow_sums_to_those_who_stayed_employees),
        cmocka_unit_test(the_census_is_the_same_for_any_number_of_threads),
        cmocka_unit_test(no_name_is_used_twice),
        cmocka_unit_test(refused_requests_have_a_reason),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
