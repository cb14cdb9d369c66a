// Counts of a quarter: integers in tables of sizes that the country gives.
#include "sim/tallies.h"
#include "tests/support/test.h"

#include <string.h>

// Two regions, three sectors, five occupations; two policies.
static const struct kr_country COUNTRY = {.regions = 2, .sectors = 3, .occupations = 5};
enum { POLICIES = 2 };

static struct kr_tallies tallies(void)
{
    struct kr_tallies t;
    assert_int_equal(kr_tallies_init(&t, &COUNTRY, POLICIES), KR_OK);
    return t;
}

static void every_cell_has_a_place_of_its_own(void **state)
{
    (void)state;
    struct kr_tallies t = tallies();
    for (int k = 0; k < KR_TALLY_COUNT; k++) {
        for (int r = 0; r < t.rows[k]; r++) {
            for (int c = 0; c < t.columns[k]; c++) {
                ++*kr_tally_at(&t, (enum kr_tally)k, r, c);
            }
        }
    }
    for (size_t i = 0; i < t.cell_count; i++) {
        assert_int_equal(t.cells[i], 1);
    }
    kr_tallies_free(&t);
}

static void tables_have_the_sizes_of_their_axes(void **state)
{
    (void)state;
    struct kr_tallies t = tallies();
    assert_int_equal(t.rows[KR_TALLY_status_region], 2);
    assert_int_equal(t.columns[KR_TALLY_status_region], KR_STATUS_COUNT);
    assert_int_equal(t.rows[KR_TALLY_sector_flow], 3);
    assert_int_equal(t.columns[KR_TALLY_sector_flow], 3);
    assert_int_equal(t.rows[KR_TALLY_occupation_heads], 5);
    assert_int_equal(t.rows[KR_TALLY_policy_events], POLICIES);
    assert_int_equal(t.rows[KR_TALLY_status_single_age], KR_MAX_AGE - KR_MIN_AGE);
    kr_tallies_free(&t);
}

static void sums_of_workers_are_the_same_in_any_order(void **state)
{
    (void)state;
    struct kr_tallies worker[2] = {tallies(), tallies()};
    struct kr_tallies forth = tallies();
    struct kr_tallies back = tallies();
    for (int w = 0; w < 2; w++) {
        worker[w].events.hires = 3 + w;
        worker[w].events.policy_received_cents = INT64_C(4000000000) * (w + 1);
        *kr_tally_at(&worker[w], KR_TALLY_sector_flow, 2, 1) = 10 + w;
    }
    for (int w = 0; w < 2; w++) {
        kr_tallies_add(&forth, &worker[w]);
        kr_tallies_add(&back, &worker[1 - w]);
    }
    assert_int_equal(forth.events.hires, 7);
    assert_true(forth.events.policy_received_cents == INT64_C(12000000000));
    assert_int_equal(*kr_tally_at(&forth, KR_TALLY_sector_flow, 2, 1), 21);
    assert_memory_equal(&forth.events, &back.events, sizeof forth.events);
    assert_memory_equal(forth.cells, back.cells, forth.cell_count * sizeof *forth.cells);
    kr_tallies_free(&worker[0]);
    kr_tallies_free(&worker[1]);
    kr_tallies_free(&forth);
    kr_tallies_free(&back);
}

static void clearing_leaves_nothing(void **state)
{
    (void)state;
    struct kr_tallies t = tallies();
    t.events.died = 5;
    t.cells[t.cell_count - 1] = 6;
    kr_tallies_clear(&t);
    assert_int_equal(t.events.died, 0);
    assert_int_equal(t.cells[t.cell_count - 1], 0);
    kr_tallies_free(&t);
}

static void every_table_has_a_name_and_a_meaning(void **state)
{
    (void)state;
    for (int k = 0; k < KR_TALLY_COUNT; k++) {
        const struct kr_tally_info *info = kr_tally_info((enum kr_tally)k);
        assert_true(strlen(info->name) > 0);
        assert_true(strlen(info->meaning) > 8);
        for (int other = 0; other < k; other++) {
            assert_string_not_equal(info->name,
                                    kr_tally_info((enum kr_tally)other)->name);
        }
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_has_a_place_of_its_own),
        cmocka_unit_test(tables_have_the_sizes_of_their_axes),
        cmocka_unit_test(sums_of_workers_are_the_same_in_any_order),
        cmocka_unit_test(clearing_leaves_nothing),
        cmocka_unit_test(every_table_has_a_name_and_a_meaning),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
