#include "output/keep.h"
#include "tests/support/test.h"

#include <string.h>

static bool chosen(const struct kr_keep *keep, enum kr_kept_table table, const char *name)
{
    for (size_t c = 0; c < kr_kept_count(table); c++) {
        if (strcmp(kr_kept_at(table, c).name, name) == 0) {
            return keep->table[table].column[c];
        }
    }
    fail_msg("no column %s", name);
    return false;
}

static void nothing_is_kept_by_default(void **state)
{
    (void)state;
    struct kr_keep keep;
    char error[256] = "";
    assert_int_equal(kr_keep_parse("", &keep, error, sizeof error), KR_OK);
    assert_int_equal(keep.table[KR_KEPT_PERSONS].every, 0);
    assert_int_equal(keep.table[KR_KEPT_EMPLOYERS].count, 0);
}

static void tables_columns_and_cadence_are_read(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "persons:status,contract_minutes@4;employers:heads",
        "persons:status,contract_minutes@4,employers:heads",
        "persons:status@4;employers:heads;persons:contract_minutes"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct kr_keep keep;
        char error[256] = "";
        assert_int_equal(kr_keep_parse(texts[i], &keep, error, sizeof error), KR_OK);
        assert_int_equal(keep.table[KR_KEPT_PERSONS].every, 4);
        assert_int_equal(keep.table[KR_KEPT_EMPLOYERS].every, 1);
        assert_int_equal(keep.table[KR_KEPT_PERSONS].count, 3);
        assert_int_equal(keep.table[KR_KEPT_EMPLOYERS].count, 2);
        assert_true(chosen(&keep, KR_KEPT_PERSONS, "status"));
        assert_true(chosen(&keep, KR_KEPT_PERSONS, "contract_minutes"));
        assert_true(chosen(&keep, KR_KEPT_PERSONS, "id"));
        assert_true(chosen(&keep, KR_KEPT_EMPLOYERS, "heads"));
        assert_true(chosen(&keep, KR_KEPT_EMPLOYERS, "id"));
        assert_false(chosen(&keep, KR_KEPT_PERSONS, "age"));
    }
}

static void all_means_every_column(void **state)
{
    (void)state;
    struct kr_keep keep;
    char error[256] = "";
    assert_int_equal(kr_keep_parse("persons:all", &keep, error, sizeof error), KR_OK);
    assert_int_equal(keep.table[KR_KEPT_PERSONS].count,
                     (int)kr_kept_count(KR_KEPT_PERSONS));
}

static void events_are_kinds(void **state)
{
    (void)state;
    const kr_event_kinds hire = (kr_event_kinds)1 << KR_EVENT_HIRE;
    const kr_event_kinds quit = (kr_event_kinds)1 << KR_EVENT_QUIT;
    struct kr_keep keep;
    char error[256] = "";
    assert_int_equal(
        kr_keep_parse("events:hire,quit;persons:status@4", &keep, error, sizeof error),
        KR_OK);
    assert_true(keep.events == (hire | quit));
    assert_int_equal(keep.table[KR_KEPT_PERSONS].every, 4);
    assert_int_equal(kr_keep_parse("events:all", &keep, error, sizeof error), KR_OK);
    assert_true(keep.events == ((kr_event_kinds)1 << KR_EVENT_KIND_COUNT) - 2);
    assert_int_equal(kr_keep_parse("persons:status", &keep, error, sizeof error), KR_OK);
    assert_true(keep.events == 0);
}

static void mistakes_are_named_with_the_nearest_word(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *part;
    } cases[] = {
        {"persons:statuss", "unknown column of persons \"statuss\"; did you mean "
                            "\"status\"?"},
        {"person:status", "did you mean \"persons\"?"},
        {"employers:status", "unknown column of employers \"status\""},
        {"status", "expected persons:, employers: or events: before \"status\""},
        {"persons:status@0", "from 1 to 400, not \"0\""},
        {"persons:status@x", "not \"x\""},
        {"persons:status@4,age@2", "share one cadence"},
        {"persons:", "unknown column of persons \"\""},
        {"event:hire", "did you mean \"events\"?"},
        {"events:hires", "unknown kind of event \"hires\"; did you mean \"hire\"?"},
        {"events:none", "unknown kind of event \"none\""},
        {"events:hire@4", "every quarter"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct kr_keep keep;
        char error[256] = "";
        assert_int_equal(kr_keep_parse(cases[i].text, &keep, error, sizeof error),
                         KR_ERR_INPUT);
        if (strstr(error, cases[i].part) == NULL) {
            fail_msg("\"%s\": \"%s\" lacks \"%s\"", cases[i].text, error, cases[i].part);
        }
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_kept_by_default),
        cmocka_unit_test(tables_columns_and_cadence_are_read),
        cmocka_unit_test(all_means_every_column),
        cmocka_unit_test(events_are_kinds),
        cmocka_unit_test(mistakes_are_named_with_the_nearest_word),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
