#include "scenarios/csv.h"
#include "tests/support/test.h"
#include "tests/unit/scenarios/sandbox.h"

#include <stdio.h>
#include <string.h>

// Reads text as a file of its own.
static int read_text(struct sandbox *box, struct kr_csv *csv, const char *text)
{
    sandbox_write(box, "table.csv", text, strlen(text));
    char path[512];
    sandbox_path(box, "table.csv", path);
    return kr_csv_read(csv, path, &box->diag);
}

static void cells_know_line_and_column(void **state)
{
    (void)state;
    struct sandbox box;
    struct kr_csv csv;
    sandbox_open(&box);
    assert_int_equal(read_text(&box, &csv, "# note\nid,name\n\na,b\nx,y"), KR_OK);
    assert_int_equal(csv.rows, 2);
    assert_int_equal(csv.columns, 2);
    assert_string_equal(kr_csv_name(&csv, 1)->text, "name");
    const struct kr_csv_cell *cell = kr_csv_at(&csv, 0, 1);
    assert_string_equal(cell->text, "b");
    assert_int_equal(cell->line, 4);
    assert_int_equal(cell->column, 3);
    assert_string_equal(kr_csv_at(&csv, 1, 1)->text, "y");
    kr_csv_free(&csv);
    sandbox_close(&box);
}

static void quotes_may_hold_commas_quotes_and_lines(void **state)
{
    (void)state;
    struct sandbox box;
    struct kr_csv csv;
    sandbox_open(&box);
    assert_int_equal(read_text(&box, &csv, "a,b\n\"x, \"\"y\"\"\",\"1\n2\"\n\"\",z\n"),
                     KR_OK);
    assert_string_equal(kr_csv_at(&csv, 0, 0)->text, "x, \"y\"");
    assert_string_equal(kr_csv_at(&csv, 0, 1)->text, "1\n2");
    assert_string_equal(kr_csv_at(&csv, 1, 0)->text, "");
    assert_int_equal(kr_csv_at(&csv, 1, 1)->line, 4);
    assert_int_equal(kr_csv_at(&csv, 1, 1)->column, 4);
    kr_csv_free(&csv);
    sandbox_close(&box);
}

static void columns_count_characters_not_bytes(void **state)
{
    (void)state;
    struct sandbox box;
    struct kr_csv csv;
    sandbox_open(&box);
    assert_int_equal(read_text(&box, &csv, "a,b\nF\xc3\xbarst,x\n"), KR_OK);
    assert_int_equal(kr_csv_at(&csv, 0, 1)->column, 7);
    kr_csv_free(&csv);
    sandbox_close(&box);
}

// What goes wrong in a text, and where.
struct mistake {
    const char *text;
    const char *code;
    int line, column;
};

static void mistakes_are_found_where_they_are(void **state)
{
    (void)state;
    static const struct mistake MISTAKES[] = {
        {"", "csv-syntax", 1, 1},
        {"# only a note\n", "csv-syntax", 1, 1},
        {"a,b\n1\n", "cell-count", 2, 1},
        {"a,b\n1,2,3\n", "cell-count", 2, 1},
        {"a,b\n1,\"2\n", "csv-syntax", 2, 3},
        {"a,b\n1,\"2\"3\n", "csv-syntax", 2, 6},
        {"a,b\n1,2\"3\n", "csv-syntax", 2, 4},
        {"a,b\r\n1,2\r\n", "csv-syntax", 1, 1},
        {"\xef\xbb\xbf"
         "a,b\n",
         "csv-syntax", 1, 1},
        {"a,b\n1,\xff\n", "bad-text", 2, 3},
        {"a,b\n1,\xc0\xaf\n", "bad-text", 2, 3},
        {"a,b\n1,\xed\xa0\x80\n", "bad-text", 2, 3},
        {"a,b\n1,\x01\n", "bad-text", 2, 3},
    };
    for (size_t i = 0; i < sizeof MISTAKES / sizeof MISTAKES[0]; i++) {
        const struct mistake *mistake = &MISTAKES[i];
        struct sandbox box;
        struct kr_csv csv;
        sandbox_open(&box);
        assert_int_equal(read_text(&box, &csv, mistake->text), KR_ERR_INPUT);
        if (!sandbox_found(&box, mistake->code, mistake->line, mistake->column,
                           "expected")) {
            sandbox_print(&box);
            fail_msg("case %zu", i);
        }
        kr_csv_free(&csv);
        sandbox_close(&box);
    }
}

static void a_row_with_a_mistake_is_left_out_and_the_rest_is_read(void **state)
{
    (void)state;
    struct sandbox box;
    struct kr_csv csv;
    sandbox_open(&box);
    assert_int_equal(read_text(&box, &csv, "a,b\n1\n2,3\n4\n"), KR_ERR_INPUT);
    assert_int_equal(csv.rows, 1);
    assert_string_equal(kr_csv_at(&csv, 0, 1)->text, "3");
    assert_int_equal(box.diag.count, 2);
    kr_csv_free(&csv);
    sandbox_close(&box);
}

static void a_file_that_is_not_there_is_a_mistake(void **state)
{
    (void)state;
    struct sandbox box;
    struct kr_csv csv;
    sandbox_open(&box);
    assert_int_equal(kr_csv_read(&csv, "nowhere.csv", &box.diag), KR_ERR_INPUT);
    assert_true(sandbox_found(&box, "no-file", 0, 0, "expected"));
    kr_csv_free(&csv);
    assert_int_equal(kr_csv_read(&csv, box.folder, &box.diag), KR_ERR_INPUT);
    kr_csv_free(&csv);
    sandbox_close(&box);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_know_line_and_column),
        cmocka_unit_test(quotes_may_hold_commas_quotes_and_lines),
        cmocka_unit_test(columns_count_characters_not_bytes),
        cmocka_unit_test(mistakes_are_found_where_they_are),
        cmocka_unit_test(a_row_with_a_mistake_is_left_out_and_the_rest_is_read),
        cmocka_unit_test(a_file_that_is_not_there_is_a_mistake),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
