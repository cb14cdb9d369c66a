#include "output/keep.h"
#include "output/roll.h"
#include "tests/support/test.h"
#include "tests/unit/output/small_world.h"

#include <string.h>

enum { ERROR = 512 };

static struct kr_keep keep;

// The list of a section of a text that has no mistake.
static const struct kr_keep_list *read(const char *text, enum kr_keep_section section)
{
    char error[ERROR] = "";
    if (kr_keep_parse(text, &keep, error, sizeof error) != KR_OK) {
        fail_msg("%s", error);
    }
    return &keep.section[section];
}

static bool chosen(enum kr_keep_section section, const char *name)
{
    const int column = kr_kept_find(kr_keep_section_table(section), name);
    assert_true(column >= 0);
    return keep.section[section].column[column];
}

static void only_the_panel_is_kept_by_default(void **state)
{
    (void)state;
    assert_int_equal(read("", KR_KEEP_PERSONS)->every, 0);
    assert_int_equal(read("", KR_KEEP_EMPLOYERS)->every, 0);
    const struct kr_keep_list *panel = read("", KR_KEEP_PANEL);
    assert_int_equal(panel->every, 1);
    assert_int_equal(panel->count, (int)kr_kept_count(KR_KEPT_PERSONS));
    assert_close(panel->sample, 0.01, 0);
    assert_false(panel->is_given);
}

static void tables_columns_and_cadence_are_read(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "persons:status,contract_minutes@4;employers:heads",
        " persons : status , contract_minutes @ 4 ; employers : heads ;",
        "employers:heads;persons:contract_minutes,status,status@4"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(read(texts[i], KR_KEEP_PERSONS)->every, 4);
        assert_int_equal(keep.section[KR_KEEP_EMPLOYERS].every, 1);
        assert_int_equal(keep.section[KR_KEEP_PERSONS].count, 2);
        assert_int_equal(keep.section[KR_KEEP_EMPLOYERS].count, 1);
        assert_true(chosen(KR_KEEP_PERSONS, "status"));
        assert_true(chosen(KR_KEEP_PERSONS, "contract_minutes"));
        assert_true(chosen(KR_KEEP_EMPLOYERS, "heads"));
        assert_false(chosen(KR_KEEP_PERSONS, "age"));
        assert_close(keep.section[KR_KEEP_PERSONS].sample, 1.0, 0);
    }
}

static void all_and_none_are_words(void **state)
{
    (void)state;
    assert_int_equal(read("persons:all", KR_KEEP_PERSONS)->count,
                     (int)kr_kept_count(KR_KEPT_PERSONS));
    assert_int_equal(read("panel:none", KR_KEEP_PANEL)->every, 0);
    assert_true(keep.section[KR_KEEP_PANEL].is_given);
    assert_int_equal(read("panel:none;persons:age", KR_KEEP_PERSONS)->count, 1);
}

static void filters_are_words_numbers_and_a_sample(void **state)
{
    (void)state;
    const struct kr_keep_list *list =
        read("persons[status=employee|student, age=15|25-34|65-, sample=2.5%]:age",
             KR_KEEP_PERSONS);
    assert_close(list->sample, 0.025, 1e-12);
    assert_int_equal(list->filters, 2);
    assert_string_equal(list->filter[0].column.name, "status");
    assert_string_equal(list->filter[0].text, "employee|student");
    const struct kr_keep_filter *age = &list->filter[1];
    assert_int_equal(age->ranges, 3);
    assert_close(age->low[0], 15, 0);
    assert_close(age->high[0], 15, 0);
    assert_close(age->low[1], 25, 0);
    assert_close(age->high[1], 34, 0);
    assert_close(age->low[2], 65, 0);
    assert_true(age->high[2] > 1e300);
    const struct kr_keep_filter *burnout =
        &read("persons[burnout=-20--5]:age", KR_KEEP_PERSONS)->filter[0];
    assert_close(burnout->low[0], -20, 0);
    assert_close(burnout->high[0], -5, 0);
    assert_close(read("panel[sample=2%]:status", KR_KEEP_PANEL)->sample, 0.02, 1e-12);
    assert_close(read("panel:status", KR_KEEP_PANEL)->sample, 0.01, 1e-12);
}

static void mistakes_are_named_with_what_was_expected(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *part;
    } cases[] = {
        {"persons:statuss", "unknown column of persons \"statuss\" in "
                            "\"persons:statuss\"; did you mean \"status\"?"},
        {"person:status", "unknown table \"person\" in \"person:status\"; did you mean "
                          "\"persons\"?"},
        {"employers:status", "unknown column of employers \"status\""},
        {"employers:xyzzy", "'krapte describe outputs' lists them all"},
        {"persons:", "unknown column of persons \"\""},
        {"persons:nonee", "did you mean \"none\"?"},
        {"persons:none,status", "it stands alone"},
        {"persons:none@4", "it stands alone"},
        {"persons[sample=5%,sample=50%]:status", "a second sample \"50%\""},
        {"persons:id", "unknown column of persons \"id\""},
        {"status", "found \"status\" in \"status\"; expected a table, a colon"},
        {"persons:status,employers:heads", "tables are separated by semicolons"},
        {"persons:status;persons:age", "a second \"persons\""},
        {"persons:status@0", "found @ \"0\""},
        {"persons:status@401", "1 to 400"},
        {"persons:status@x", "found @ \"x\""},
        {"persons:status@4,age", "found @ \"4,age\""},
        {"persons:status@", "found @ \"\""},
        {"persons[agee=20]:status", "unknown filter of persons \"agee\" in "
                                    "\"persons[agee=20]:status\"; did you mean \"age\"?"},
        {"persons[smple=5%]:status", "did you mean \"sample\"?"},
        {"persons[age]:status", "a filter is COLUMN=VALUE"},
        {"persons[]:status", "a filter is COLUMN=VALUE"},
        {"persons[age=34-25]:status", "found age \"34-25\""},
        {"persons[age=old]:status", "expected a number, a range"},
        {"persons[age=20|]:status", "found age \"\""},
        {"persons[age=20:status", "filters end with ]"},
        {"persons[age=20]x:status", "filters end with ]"},
        {"persons[sample=5]:status", "as in sample=5%"},
        {"persons[sample=0%]:status", "found sample \"0%\""},
        {"persons[sample=101%]:status", "found sample \"101%\""},
        {"persons[sample=nan%]:status", "found sample \"nan%\""},
        {"persons[employer=3]:status", "cannot filter by \"employer\""},
        {"events[sectr=care]:hire", "unknown filter of events \"sectr\" in "
                                    "\"events[sectr=care]:hire\"; did you mean "
                                    "\"sector\"?"},
        {"events[smple=5%]:hire", "did you mean \"sample\"?"},
        {"events[age=20]:hire", "cannot filter by \"age\" in \"events[age=20]:hire\"; an "
                                "event does not tell it"},
        {"events[kind=hire]:hire", "kinds stand after the colon"},
        {"events[person=3]:hire", "identities cannot be asked for"},
        {"events[employer=3]:hire", "identities cannot be asked for"},
        {"events[minutes_after=x]:hire", "expected a number, a range"},
        {"events[sector=care]:hird", "unknown kind of events \"hird\""},
        {"events[sector=care]:hire@4", "events are kept every quarter"},
        {"persons[age=1,age=1,age=1,age=1,age=1,age=1,age=1,age=1,age=1]:age",
         "8 filters"},
        {"persons[age=1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17]:age", "too many ranges"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char error[ERROR] = "";
        assert_int_equal(kr_keep_parse(cases[i].text, &keep, error, sizeof error),
                         KR_ERR_INPUT);
        if (strstr(error, cases[i].part) == NULL) {
            fail_msg("\"%s\": \"%s\" lacks \"%s\"", cases[i].text, error, cases[i].part);
        }
    }
}

static void words_of_codes_are_checked_with_a_model(void **state)
{
    (void)state;
    static struct small small;
    small_init(&small, 100, 0);
    static const struct {
        const char *text;
        const char *part; // NULL: no mistake
    } cases[] = {
        {"persons[sector=care|none,groups=permit,region=south]:age", NULL},
        {"employers[size_class=250+]:heads", NULL},
        {"persons[sector= care |\tnone ]:age", NULL},
        {"persons[sector=care market]:age", "unknown sector \"care market\""},
        {"persons[sector=car]:age", "unknown sector \"car\" in the filter \"sector=car\" "
                                    "of persons; did you mean \"care\"?"},
        {"panel[sector=care|xyzzy]:age", "the words are care, market, school, none"},
        {"persons[status=0]:age", "unknown status \"0\""},
        {"persons[status=]:age", "unknown status \"\""},
        {"persons[groups=permits]:age", "did you mean \"permit\"?"},
        {"events[sector=care|none,status_to=employee,minutes_after=600-]:hire", NULL},
        {"events[sector=car]:hire", "unknown sector \"car\" in the filter \"sector=car\" "
                                    "of events; did you mean \"care\"?"},
        {"events[status_to=none]:hire", "unknown status_to \"none\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char error[ERROR] = "";
        const int code =
            kr_keep_read(cases[i].text, &small.model, &keep, error, sizeof error);
        assert_int_equal(code, cases[i].part == NULL ? KR_OK : KR_ERR_INPUT);
        if (cases[i].part != NULL && strstr(error, cases[i].part) == NULL) {
            fail_msg("\"%s\": \"%s\" lacks \"%s\"", cases[i].text, error, cases[i].part);
        }
    }
    small_free(&small);
}

// Counts the rows of the small world that pass the filters of persons.
static int passing(const char *text)
{
    static struct small small;
    small_init(&small, 1000, 0);
    small.world.persons.groups[3] = KR_GROUP_PERMIT | KR_GROUP_SECOND_JOB;
    small.world.persons.groups[4] = KR_GROUP_SECOND_JOB;
    small.world.persons.burnout[9] = -7;
    char error[ERROR] = "";
    assert_int_equal(kr_keep_read(text, &small.model, &keep, error, sizeof error), KR_OK);
    struct kr_workplaces workplaces = {0};
    assert_int_equal(kr_workplaces_update(&workplaces, 1, &small.world, NULL), KR_OK);
    const struct kr_kept_choice world = {
        .model = &small.model, .world = &small.world, .workplaces = &workplaces};
    uint8_t wanted[900];
    memset(wanted, 1, sizeof wanted);
    wanted[1] = 0; // a row that is not to be looked at
    kr_keep_pass(&keep.section[KR_KEEP_PERSONS], &world, 0, 900, wanted);
    assert_int_equal(wanted[1], 0);
    int count = 0;
    for (int row = 0; row < 900; row++) {
        count += wanted[row];
    }
    kr_workplaces_free(&workplaces);
    small_free(&small);
    return count;
}

static void filters_find_exactly_those(void **state)
{
    (void)state;
    assert_int_equal(passing("persons:age"), 899);
    assert_int_equal(passing("persons[status=unemployed]:age"), 450);
    assert_int_equal(passing("persons[status=employee]:age"), 449);
    assert_int_equal(passing("persons[status=employee|unemployed]:age"), 899);
    assert_int_equal(passing("persons[status=employee,region=south,sex=m]:age"), 0);
    assert_int_equal(passing("persons[sector=none]:age"), 450);
    assert_int_equal(passing("persons[sector=market]:age"), 149); // row 1, 7, 13 ...
    assert_int_equal(passing("persons[age=20-24]:age"), 89);      // row 0-4, 50-54 ...
    assert_int_equal(passing("persons[age=20|24]:age"), 36);
    assert_int_equal(passing("persons[contract_minutes=2000-]:age"), 50);
    assert_int_equal(passing("persons[groups=permit]:age"), 1);
    assert_int_equal(passing("persons[groups=second_job|permit]:age"), 2);
    assert_int_equal(passing("persons[burnout=-9--1]:age"), 1);
}

// Which of a few events pass: a letter for each.
static const char *passing_events(const char *text)
{
    static const struct kr_event events[] = {
        {.person = 1, .sector = 0, .status_to = KR_EMPLOYEE, .minutes_after = 600},
        {.person = 2, .sector = 1, .status_to = KR_EMPLOYEE, .minutes_after = 2000},
        {.person = 3, .sector = KR_EVENT_NO_CODE, .status_to = KR_UNEMPLOYED},
        {.person = 4, .sector = 2, .cents = INT64_C(5000000000)},
    };
    static struct small small;
    static char passing[8];
    small_init(&small, 100, 0);
    char error[ERROR] = "";
    assert_int_equal(kr_keep_read(text, &small.model, &keep, error, sizeof error), KR_OK);
    size_t count = 0;
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
        if (kr_keep_event_passes(&keep.section[KR_KEEP_EVENTS], &events[i])) {
            passing[count++] = (char)('a' + i);
        }
    }
    passing[count] = '\0';
    small_free(&small);
    return passing;
}

static void filters_of_events_look_at_the_row(void **state)
{
    (void)state;
    assert_string_equal(passing_events("events:all"), "abcd");
    assert_string_equal(passing_events("events[sector=care|school]:all"), "ad");
    assert_string_equal(passing_events("events[sector=none]:all"), "c");
    assert_string_equal(passing_events("events[status_to=employee]:all"), "ab");
    assert_string_equal(
        passing_events("events[status_to=employee,minutes_after=700-]:all"), "b");
    assert_string_equal(passing_events("events[minutes_after=600-2000]:all"), "ab");
    assert_string_equal(passing_events("events[amount_cents=1-]:all"), "d");
}

static void a_sample_of_events_is_that_of_the_panel(void **state)
{
    (void)state;
    (void)read("events[sample=30%]:all", KR_KEEP_EVENTS);
    int kept = 0;
    for (uint64_t id = 1; id <= 10000; id++) {
        const struct kr_event event = {.person = id};
        const bool passes = kr_keep_event_passes(&keep.section[KR_KEEP_EVENTS], &event);
        assert_int_equal(passes, kr_roll_sampled(id, 0.3));
        kept += passes;
    }
    assert_in_range(kept, 2800, 3200);
}

// What the list of a table says of its columns.
static void columns_say_what_they_are(void **state)
{
    (void)state;
    for (int t = 0; t < KR_KEPT_TABLES; t++) {
        const enum kr_kept_table table = (enum kr_kept_table)t;
        assert_true(kr_kept_count(table) + 2 <= KR_KEEP_COLUMNS);
        for (size_t c = 0; c < kr_kept_count(table); c++) {
            const struct kr_kept_column column = kr_kept_at(table, c);
            assert_int_equal(kr_kept_find(table, column.name), c);
            assert_true(column.long_name != NULL && column.long_name[0] != '\0');
            assert_non_null(column.comment);
            assert_non_null(column.unit);
            assert_true(kr_kept_bits(&column, NULL) <=
                        8 * (int)kr_type_size(column.type));
            // Codes have words, and nothing that is measured has.
            if (column.codes != KR_CODES_NONE) {
                assert_string_equal(column.unit, "1");
            }
        }
    }
}

// Identities are given anyway, and rows mean nothing outside the process.
static bool is_left_out(const char *name)
{
    return strcmp(name, "id") == 0 || strcmp(name, "post") == 0 ||
           strcmp(name, "first_post") == 0;
}

static void every_stored_column_can_be_kept(void **state)
{
    (void)state;
    for (int t = 0; t < KR_KEPT_TABLES; t++) {
        const enum kr_kept_table table = (enum kr_kept_table)t;
        size_t count = 0;
        const struct kr_column *list = table == KR_KEPT_PERSONS
                                           ? kr_person_columns(&count)
                                           : kr_employer_fields(&count);
        for (size_t c = 0; c < count; c++) {
            if ((kr_kept_find(table, list[c].name) >= 0) == is_left_out(list[c].name)) {
                fail_msg("%s of %s", list[c].name, kr_kept_table_name(table));
            }
        }
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_panel_is_kept_by_default),
        cmocka_unit_test(tables_columns_and_cadence_are_read),
        cmocka_unit_test(all_and_none_are_words),
        cmocka_unit_test(filters_are_words_numbers_and_a_sample),
        cmocka_unit_test(mistakes_are_named_with_what_was_expected),
        cmocka_unit_test(words_of_codes_are_checked_with_a_model),
        cmocka_unit_test(filters_find_exactly_those),
        cmocka_unit_test(filters_of_events_look_at_the_row),
        cmocka_unit_test(a_sample_of_events_is_that_of_the_panel),
        cmocka_unit_test(columns_say_what_they_are),
        cmocka_unit_test(every_stored_column_can_be_kept),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
