#include "base/diag.h"
#include "tests/support/test.h"

#include <string.h>

static void a_new_list_is_empty(void **state)
{
    (void)state;
    struct kr_diag diag;
    kr_diag_init(&diag);
    assert_true(kr_diag_is_empty(&diag));
    kr_diag_free(&diag);
}

static void all_mistakes_are_kept_in_order(void **state)
{
    (void)state;
    struct kr_diag diag;
    kr_diag_init(&diag);
    for (int i = 1; i <= 100; i++) {
        const struct kr_place place = {"village.yaml", i, 3};
        kr_diag_add(&diag, "out-of-range", place, "%d is above %s", i, "0");
    }
    assert_int_equal(diag.count, 100);
    assert_int_equal(diag.dropped, 0);
    assert_false(kr_diag_is_empty(&diag));
    assert_string_equal(diag.entries[41].code, "out-of-range");
    assert_string_equal(diag.entries[41].file, "village.yaml");
    assert_string_equal(diag.entries[41].text, "42 is above 0");
    assert_int_equal(diag.entries[41].line, 42);
    assert_int_equal(diag.entries[41].column, 3);
    kr_diag_free(&diag);
    assert_true(kr_diag_is_empty(&diag));
}

static void a_mistake_without_a_file_has_an_empty_name(void **state)
{
    (void)state;
    struct kr_diag diag;
    kr_diag_init(&diag);
    kr_diag_add(&diag, "no-pack", (struct kr_place){0}, "no pack is named");
    assert_string_equal(diag.entries[0].file, "");
    kr_diag_free(&diag);
}

static void what_is_too_much_is_counted(void **state)
{
    (void)state;
    struct kr_diag diag;
    kr_diag_init(&diag);
    for (int i = 0; i < 1500; i++) {
        kr_diag_add(&diag, "unknown-key", (struct kr_place){0}, "number %d", i);
    }
    assert_int_equal(diag.count, 1000);
    assert_int_equal(diag.dropped, 500);
    assert_string_equal(diag.entries[999].text, "number 999");
    kr_diag_free(&diag);
}

static const char *const names[] = {"hours_bonus", "hourly_wage", "quit",
                                    "retirement_age", "region"};

static const char *nearest(const char *word)
{
    return kr_nearest(word, names, sizeof names / sizeof names[0]);
}

static void a_typing_mistake_finds_the_name_that_was_meant(void **state)
{
    (void)state;
    assert_string_equal(nearest("hours_bonsu"), "hours_bonus");
    assert_string_equal(nearest("hour_bonus"), "hours_bonus");
    assert_string_equal(nearest("hourlywage"), "hourly_wage");
    assert_string_equal(nearest("qiut"), "quit");
    assert_string_equal(nearest("retirment_age"), "retirement_age");
    assert_string_equal(nearest("regions"), "region");
    assert_string_equal(nearest("region"), "region");
}

static void a_whole_part_of_a_name_means_it(void **state)
{
    (void)state;
    static const char *const many[] = {"age", "wage_gini", "hourly_wage_by_sector",
                                       "hourly_wage", "wages"};
    const size_t count = sizeof many / sizeof many[0];
    assert_string_equal(kr_nearest("wage", many, count), "hourly_wage");
    assert_string_equal(kr_nearest("gini", many, count), "wage_gini");
    assert_string_equal(kr_nearest("sector", many, count), "hourly_wage_by_sector");
    assert_string_equal(kr_nearest("age", many, count), "age");
    assert_null(kr_nearest("by", many, count));
}

static void a_word_far_from_all_names_finds_none(void **state)
{
    (void)state;
    assert_null(nearest("unemployment"));
    assert_null(nearest("q"));
    assert_null(nearest(""));
    assert_null(kr_nearest("quit", NULL, 0));
}

static void very_long_words_are_compared_by_their_beginning(void **state)
{
    (void)state;
    char word[500];
    memset(word, 'x', sizeof word);
    word[sizeof word - 1] = '\0';
    assert_null(nearest(word));
    const char *const long_names[] = {word};
    assert_ptr_equal(kr_nearest(word, long_names, 1), word);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_list_is_empty),
        cmocka_unit_test(all_mistakes_are_kept_in_order),
        cmocka_unit_test(a_mistake_without_a_file_has_an_empty_name),
        cmocka_unit_test(what_is_too_much_is_counted),
        cmocka_unit_test(a_typing_mistake_finds_the_name_that_was_meant),
        cmocka_unit_test(a_whole_part_of_a_name_means_it),
        cmocka_unit_test(a_word_far_from_all_names_finds_none),
        cmocka_unit_test(very_long_words_are_compared_by_their_beginning),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
