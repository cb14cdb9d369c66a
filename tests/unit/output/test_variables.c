#include "base/types.h"
#include "output/variables.h"
#include "tests/support/test.h"
#include "tests/unit/output/small_world.h"

#include <stdbool.h>
#include <string.h>

static bool is_output(int tally, int column)
{
    for (size_t i = 0; i < kr_variable_count(); i++) {
        const struct kr_variable v = kr_variable_at(i);
        if (v.tally == tally && (v.column == column || v.column == KR_NONE)) {
            return true;
        }
    }
    return false;
}

static void every_column_of_every_tally_is_an_output(void **state)
{
    (void)state;
    static struct small small;
    small_init(&small, 100, 2);
    for (int t = 0; t < KR_TALLY_COUNT; t++) {
        for (int column = 0; column < small.world.tallies.columns[t]; column++) {
            if (!is_output(t, column)) {
                fail_msg("column %d of %s is not in output/variables.c", column,
                         kr_tally_info((enum kr_tally)t)->name);
            }
        }
    }
    small_free(&small);
}

static void axes_are_as_long_as_the_table_they_show(void **state)
{
    (void)state;
    static struct small small;
    small_init(&small, 100, 2);
    for (size_t i = 0; i < kr_variable_count(); i++) {
        const struct kr_variable v = kr_variable_at(i);
        if (v.tally == KR_NONE || v.fill != NULL) {
            continue;
        }
        const int rows = small.world.tallies.rows[v.tally];
        const int columns = small.world.tallies.columns[v.tally];
        const size_t expected =
            (size_t)rows * (size_t)(v.column == KR_NONE ? columns : 1);
        if (kr_variable_cells(&v, &small.model) != expected) {
            fail_msg("%s has axes of another length than its table", v.name);
        }
    }
    small_free(&small);
}

static void every_variable_says_what_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < kr_variable_count(); i++) {
        const struct kr_variable v = kr_variable_at(i);
        assert_true(v.name[0] != '\0' && strpbrk(v.name, " /.") == NULL);
        assert_true(v.unit[0] != '\0');
        assert_true(v.long_name[0] != '\0');
        assert_true(v.comment[0] != '\0');
        assert_non_null(v.target);
        assert_true(v.rows != KR_DIM_NONE || v.columns == KR_DIM_NONE);
        const int sources = (v.fill != NULL) + (v.indicator != NULL) +
                            (v.event != KR_NONE) + (v.tally != KR_NONE) +
                            (v.reckon != NULL || v.census != KR_NONE);
        assert_int_equal(sources, 1);
    }
}

static void labels_are_complete(void **state)
{
    (void)state;
    static struct small small;
    small_init(&small, 100, 2);
    for (int l = 1; l < KR_LABELS_COUNT; l++) {
        const enum kr_labels labels = (enum kr_labels)l;
        assert_true(kr_labels_size(labels, &small.model) > 0);
        assert_true(kr_labels_meaning(labels)[0] != '\0');
        for (int i = 0; i < kr_labels_size(labels, &small.model); i++) {
            if (!kr_labels_numeric(labels, NULL)) {
                const struct kr_label_words words =
                    kr_labels_words(labels, &small.model, i);
                // flag_meanings are separated by blanks.
                assert_null(strchr(words.word, ' '));
                assert_true(words.word[0] != '\0' && words.name[0] != '\0');
            }
        }
    }
    small_free(&small);
}

static double value_of(const struct small *small, const char *name, int cell)
{
    double cells[1024];
    const struct kr_view view = {&small->model, &small->world, NULL};
    for (size_t i = 0; i < kr_variable_count(); i++) {
        const struct kr_variable v = kr_variable_at(i);
        if (strcmp(v.name, name) == 0) {
            kr_variable_get(&v, &view, cells);
            return cells[cell];
        }
    }
    fail_msg("no variable %s", name);
    return 0;
}

static void derived_figures_follow_their_definitions(void **state)
{
    (void)state;
    static struct small small;
    small_init(&small, 100, 2);
    struct kr_tallies *tallies = &small.world.tallies;
    *kr_tally_at(tallies, KR_TALLY_sector_heads, 0, KR_HEADS_HEADS) = 10;
    *kr_tally_at(tallies, KR_TALLY_sector_heads, 0, KR_HEADS_CONTRACT) = 18000;
    *kr_tally_at(tallies, KR_TALLY_sector_heads, 0, KR_HEADS_REQUIRED) = 21600;
    *kr_tally_at(tallies, KR_TALLY_sector_heads, 0, KR_HEADS_UNMET) = 3600;
    *kr_tally_at(tallies, KR_TALLY_absence_sector, 0, KR_ABSENCE_CONTRACT) = 18000;
    *kr_tally_at(tallies, KR_TALLY_absence_sector, 0, KR_ABSENCE_ABSENT) = 900;
    *kr_tally_at(tallies, KR_TALLY_policy_events, 1, KR_LEDGER_CENTS) = 12345;
    // Ten heads of 30 hours in a full-time week of 36.
    assert_close(value_of(&small, "fte_by_sector", 0), 300.0 / 36, 1e-12);
    assert_close(value_of(&small, "shortage_fte_by_sector", 0), 60.0 / 36, 1e-12);
    assert_close(value_of(&small, "shortage_heads_by_sector", 0), 2, 1e-12);
    assert_close(value_of(&small, "workload_by_sector", 0), 21600.0 / 17100, 1e-12);
    assert_close(value_of(&small, "absence_by_sector", 0), 5, 1e-12);
    assert_close(value_of(&small, "children_by_region", 0), 11, 0);
    assert_close(value_of(&small, "elderly_by_region", 1), 9, 0);
    assert_close(value_of(&small, "employers_by_sector", 2), 1, 0);
    assert_close(value_of(&small, "wage_level_by_wage_group", 0), 1.5, 0);
    // The second policy is paid by a fund, the third payer.
    assert_close(value_of(&small, "euro_by_policy_payer", KR_PAYER_COUNT + KR_FUND),
                 123.45, 1e-12);
    assert_close(value_of(&small, "euro_by_policy_payer", KR_PAYER_COUNT + KR_STATE), 0,
                 0);
    small_free(&small);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_column_of_every_tally_is_an_output),
        cmocka_unit_test(axes_are_as_long_as_the_table_they_show),
        cmocka_unit_test(every_variable_says_what_it_is),
        cmocka_unit_test(labels_are_complete),
        cmocka_unit_test(derived_figures_follow_their_definitions),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
