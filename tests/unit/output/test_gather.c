// Values of chosen rows, whether they follow each other, have gaps or stand anywhere.
#include "base/hash.h"
#include "output/gather.h"
#include "tests/support/test.h"

#include <stdbool.h>
#include <string.h>

enum { ALL = 3000, COUNT = 1000, WIDEST = 8 };

static char table[ALL * WIDEST];
static kr_row row[COUNT];

static uint8_t gone[COUNT];
static kr_row first[COUNT / KR_GATHER_STRETCH + 1];

// What a roll knows of its places once a record.
static void note(void)
{
    for (int i = 0; i < COUNT; i++) {
        gone[i] = row[i] < 0;
    }
    for (int i = 0; i < COUNT; i += KR_GATHER_STRETCH) {
        const int left = COUNT - i;
        first[i / KR_GATHER_STRETCH] = kr_gather_first(
            row + i, left < KR_GATHER_STRETCH ? left : KR_GATHER_STRETCH, ALL);
    }
}

static void check(size_t size, bool known)
{
    static char values[COUNT * WIDEST];
    const char blank[WIDEST] = {1, 2, 3, 4, 5, 6, 7, 8};
    note();
    const struct kr_chosen_rows chosen = {row, COUNT, ALL, known ? gone : NULL,
                                          known ? first : NULL};
    kr_gather(&chosen, table, size, blank, values);
    for (int i = 0; i < COUNT; i++) {
        const char *expected = row[i] < 0 ? blank : table + (size_t)row[i] * size;
        assert_memory_equal(values + (size_t)i * size, expected, size);
    }
}

static void check_sizes(void)
{
    for (size_t size = 1; size <= WIDEST; size *= 2) {
        check(size, false);
        check(size, true);
    }
}

static void any_choice_gives_the_values_of_its_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table; i++) {
        table[i] = (char)kr_mix64(i);
    }
    // The last rows of the table, without and with gaps; then some that stand elsewhere.
    for (int i = 0; i < COUNT; i++) {
        row[i] = ALL - COUNT + i;
    }
    check_sizes();
    for (int i = 0; i < COUNT; i += 7) {
        row[i] = KR_NONE;
    }
    check_sizes();
    for (int i = 3; i < COUNT; i += 300) {
        row[i] = ALL - 1 - i;
    }
    check_sizes();
    // Gaps before the first row and after the last one, and nobody at all.
    for (int i = 0; i < COUNT; i++) {
        row[i] = i < 300 ? KR_NONE : i < 310 ? i - 300 : KR_NONE;
    }
    check_sizes();
    for (int i = 0; i < COUNT; i++) {
        row[i] = KR_NONE;
    }
    check_sizes();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_choice_gives_the_values_of_its_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
