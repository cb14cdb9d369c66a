#include "study/targets.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// A folder with a file targets.csv of this text; NULL text: without the file.
static void make_pack(char folder[64], const char *text)
{
    snprintf(folder, 64, "/tmp/krapte-targets-XXXXXX");
    assert_non_null(mkdtemp(folder));
    if (text != NULL) {
        char path[128];
        snprintf(path, sizeof path, "%s/targets.csv", folder);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(text, file);
        fclose(file);
    }
}

static void remove_pack(const char *folder)
{
    char path[128];
    snprintf(path, sizeof path, "%s/targets.csv", folder);
    unlink(path);
    rmdir(folder);
}

static void rows_are_found_by_id(void **state)
{
    (void)state;
    char folder[64];
    make_pack(folder, "id,statistic,value,unit,low,high,period,use,note\n"
                      "T01,unemployment rate,3.65,%,3.35,3.95,2024Q1,check,x\n"
                      "T23a,\"vacancies, open\",397000,persons,365000,429000,2024Q3,,\n");
    struct kr_diag diag;
    kr_diag_init(&diag);
    struct kr_targets targets;
    assert_int_equal(kr_targets_read(&targets, folder, &diag), KR_OK);
    assert_int_equal(targets.rows, 2);
    const struct kr_published *row = kr_targets_find(&targets, "T23a");
    assert_non_null(row);
    assert_string_equal(row->statistic, "vacancies, open");
    assert_close(row->value, 397000.0, 0.0);
    assert_close(row->low, 365000.0, 0.0);
    assert_string_equal(row->period, "2024Q3");
    assert_string_equal(row->use, "");
    assert_string_equal(kr_targets_find(&targets, "T01")->use, "check");
    assert_string_equal(row->source, ""); // a column that need not be there
    assert_null(kr_targets_find(&targets, "T02"));
    assert_null(kr_targets_find(&targets, ""));
    kr_targets_free(&targets);
    kr_diag_free(&diag);
    remove_pack(folder);
}

static void a_pack_without_targets_has_no_rows(void **state)
{
    (void)state;
    char folder[64];
    make_pack(folder, NULL);
    struct kr_diag diag;
    kr_diag_init(&diag);
    struct kr_targets targets;
    assert_int_equal(kr_targets_read(&targets, folder, &diag), KR_OK);
    assert_int_equal(targets.rows, 0);
    assert_null(kr_targets_find(&targets, "T01"));
    kr_targets_free(&targets);
    kr_diag_free(&diag);
    remove_pack(folder);
}

static void mistakes_name_their_line(void **state)
{
    (void)state;
    char folder[64];
    make_pack(folder, "id,statistic,value,unit,low,high,period\n"
                      "T01,a,1,%,0,2,2024\n"
                      "T02,b,many,%,0,2x,2024\n");
    struct kr_diag diag;
    kr_diag_init(&diag);
    struct kr_targets targets;
    assert_int_equal(kr_targets_read(&targets, folder, &diag), KR_ERR_INPUT);
    assert_int_equal(diag.count, 2);
    assert_int_equal(diag.entries[0].line, 3);
    assert_int_equal(diag.entries[0].column, 7);
    assert_int_equal(diag.entries[1].line, 3);
    assert_int_equal(targets.rows, 0);
    kr_diag_free(&diag);
    remove_pack(folder);
}

static void a_missing_column_is_named(void **state)
{
    (void)state;
    char folder[64];
    make_pack(folder, "id,statistic,value,unit,low,period\nT01,a,1,%,0,2024\n");
    struct kr_diag diag;
    kr_diag_init(&diag);
    struct kr_targets targets;
    assert_int_equal(kr_targets_read(&targets, folder, &diag), KR_ERR_INPUT);
    assert_int_equal(diag.count, 1);
    assert_non_null(strstr(diag.entries[0].text, "high"));
    kr_diag_free(&diag);
    remove_pack(folder);
}

static void a_text_that_does_not_fit_is_no_text(void **state)
{
    (void)state;
    char folder[64];
    make_pack(folder, "id,statistic,value,unit,low,high,period\n"
                      "T0123456789abcdef,rate,3,%,2,4,2024Q1\n");
    struct kr_diag diag;
    kr_diag_init(&diag);
    struct kr_targets targets;
    assert_int_equal(kr_targets_read(&targets, folder, &diag), KR_ERR_INPUT);
    assert_int_equal(diag.count, 1);
    assert_non_null(strstr(diag.entries[0].text, "longer than the 15 bytes"));
    kr_diag_free(&diag);
    remove_pack(folder);
}

static void the_dutch_targets_can_be_read(void **state)
{
    (void)state;
    struct kr_diag diag;
    kr_diag_init(&diag);
    struct kr_targets targets;
    const char *folder = KR_SOURCE_DIR "/scenarios/nl";
    assert_int_equal(kr_targets_read(&targets, folder, &diag), KR_OK);
    assert_true(targets.rows > 30);
    for (size_t i = 0; i < targets.rows; i++) {
        assert_true(targets.row[i].low <= targets.row[i].high);
    }
    kr_targets_free(&targets);
    kr_diag_free(&diag);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_found_by_id),
        cmocka_unit_test(a_pack_without_targets_has_no_rows),
        cmocka_unit_test(mistakes_name_their_line),
        cmocka_unit_test(a_missing_column_is_named),
        cmocka_unit_test(a_text_that_does_not_fit_is_no_text),
        cmocka_unit_test(the_dutch_targets_can_be_read),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
