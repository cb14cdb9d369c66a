// Apportionment and controlled rounding.
#include "base/random.h"
#include "scenarios/synth/rounding.h"
#include "tests/support/test.h"

#include <math.h>
#include <string.h>

enum { ROWS = 7, COLUMNS = 5, TRIALS = 200 };

static void parts_sum_to_the_total_and_keep_their_quota(void **state)
{
    (void)state;
    const double weight[4] = {1, 2, 3, 4};
    int64_t part[4];
    for (int64_t total = 0; total < 50; total++) {
        assert_int_equal(kr_apportion(weight, 4, total, part), KR_OK);
        int64_t sum = 0;
        for (int i = 0; i < 4; i++) {
            assert_true(fabs((double)part[i] - (double)total * weight[i] / 10) < 1);
            sum += part[i];
        }
        assert_int_equal(sum, total);
    }
}

static void ties_go_to_the_first(void **state)
{
    (void)state;
    const double weight[4] = {1, 1, 1, 1};
    int64_t part[4];
    assert_int_equal(kr_apportion(weight, 4, 6, part), KR_OK);
    assert_int_equal(part[0], 2);
    assert_int_equal(part[1], 2);
    assert_int_equal(part[2], 1);
    assert_int_equal(part[3], 1);
}

static void without_weights_parts_are_alike(void **state)
{
    (void)state;
    const double weight[3] = {0, 0, 0};
    int64_t part[3];
    assert_int_equal(kr_apportion(weight, 3, 9, part), KR_OK);
    assert_int_equal(part[0], 3);
    assert_int_equal(part[2], 3);
}

struct table {
    double cell[ROWS * COLUMNS];
    int64_t row[ROWS];
    int64_t column[COLUMNS];
    int64_t whole[ROWS * COLUMNS];
};

// A table with random cells, a third of them empty, and margins that it nearly has.
static void draw_table(struct table *t, uint64_t seed, double size)
{
    struct kr_pcg stream = kr_random(kr_random_key_of(seed, 0), 1, 2);
    double weight[ROWS + COLUMNS] = {0};
    double total = 0;
    for (int c = 0; c < ROWS * COLUMNS; c++) {
        const double u = kr_pcg_uniform(&stream);
        // The last row and column are never empty, so that margins can be met.
        const int keep = c / COLUMNS == ROWS - 1 || c % COLUMNS == COLUMNS - 1;
        t->cell[c] = u < 0.33 && keep == 0 ? 0.0 : size * u;
        weight[c / COLUMNS] += t->cell[c];
        weight[ROWS + c % COLUMNS] += t->cell[c];
        total += t->cell[c];
    }
    const int64_t persons = kr_whole_number(total);
    assert_int_equal(kr_apportion(weight, ROWS, persons, t->row), KR_OK);
    assert_int_equal(kr_apportion(weight + ROWS, COLUMNS, persons, t->column), KR_OK);
}

static void round_it(struct table *t, uint64_t salt, int fits)
{
    const struct kr_rounding table = {ROWS,      COLUMNS,  t->cell, t->row,
                                      t->column, t->whole, salt,    fits};
    assert_int_equal(kr_round_table(&table), KR_OK);
}

static void margins_are_exact(void **state)
{
    (void)state;
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        struct table t;
        draw_table(&t, trial, trial % 3 == 0 ? 0.4 : 50.0);
        round_it(&t, trial, 20);
        for (int i = 0; i < ROWS; i++) {
            int64_t sum = 0;
            for (int j = 0; j < COLUMNS; j++) {
                assert_true(t.whole[i * COLUMNS + j] >= 0);
                sum += t.whole[i * COLUMNS + j];
            }
            assert_int_equal(sum, t.row[i]);
        }
        for (int j = 0; j < COLUMNS; j++) {
            int64_t sum = 0;
            for (int i = 0; i < ROWS; i++) {
                sum += t.whole[i * COLUMNS + j];
            }
            assert_int_equal(sum, t.column[j]);
        }
    }
}

static void cells_stay_near_what_was_expected(void **state)
{
    (void)state;
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        struct table t;
        draw_table(&t, trial, 20.0);
        round_it(&t, trial, 50);
        for (int c = 0; c < ROWS * COLUMNS; c++) {
            assert_true(fabs((double)t.whole[c] - t.cell[c]) < 2.0);
        }
    }
}

static void whole_cells_are_left_alone(void **state)
{
    (void)state;
    struct table t;
    memset(&t, 0, sizeof t);
    for (int c = 0; c < ROWS * COLUMNS; c++) {
        t.cell[c] = c * c % 11;
        t.row[c / COLUMNS] += c * c % 11;
        t.column[c % COLUMNS] += c * c % 11;
    }
    round_it(&t, 5, 20);
    for (int c = 0; c < ROWS * COLUMNS; c++) {
        assert_int_equal(t.whole[c], c * c % 11);
    }
}

static void fractions_go_up_about_as_often_as_they_should(void **state)
{
    (void)state;
    enum { DRAWS = 4000 };
    struct table t;
    draw_table(&t, 77, 1.5);
    round_it(&t, 0, 50);
    double mean[ROWS * COLUMNS] = {0};
    for (uint64_t salt = 0; salt < DRAWS; salt++) {
        struct table copy = t;
        round_it(&copy, kr_mix64(salt), 0);
        for (int c = 0; c < ROWS * COLUMNS; c++) {
            mean[c] += (double)copy.whole[c] / DRAWS;
        }
    }
    for (int c = 0; c < ROWS * COLUMNS; c++) {
        assert_close(mean[c], t.cell[c], 0.15);
    }
}

static void impossible_cells_still_give_the_margins(void **state)
{
    (void)state;
    struct table t;
    memset(&t, 0, sizeof t);
    for (int i = 0; i < ROWS; i++) {
        t.row[i] = 5;
    }
    for (int j = 0; j < COLUMNS; j++) {
        t.column[j] = 7;
    }
    t.cell[3] = 1.0; // nothing else to go by
    round_it(&t, 1, 10);
    int64_t sum = 0;
    for (int c = 0; c < ROWS * COLUMNS; c++) {
        sum += t.whole[c];
    }
    assert_int_equal(sum, 35);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_sum_to_the_total_and_keep_their_quota),
        cmocka_unit_test(ties_go_to_the_first),
        cmocka_unit_test(without_weights_parts_are_alike),
        cmocka_unit_test(margins_are_exact),
        cmocka_unit_test(cells_stay_near_what_was_expected),
        cmocka_unit_test(whole_cells_are_left_alone),
        cmocka_unit_test(fractions_go_up_about_as_often_as_they_should),
        cmocka_unit_test(impossible_cells_still_give_the_margins),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
