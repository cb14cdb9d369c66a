#include "output/reader.h"
#include "tests/support/test.h"
#include "tests/unit/output/small_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUARTERS = 4, ROWS = 20000, LINES = 32 };

struct line {
    char name[64];
    uint64_t hash;
};

struct digest {
    struct line line[LINES];
    int count;
};

static void take_line(void *context, const char *name, uint64_t hash)
{
    struct digest *digest = context;
    assert_true(digest->count < LINES);
    struct line *line = &digest->line[digest->count++];
    (void)snprintf(line->name, sizeof line->name, "%s", name);
    line->hash = hash;
}

static struct digest digest_of(const char *file)
{
    struct digest digest = {0};
    struct kr_result *result = NULL;
    assert_int_equal(kr_result_open(&result, file), KR_OK);
    assert_int_equal(kr_result_digest(result, take_line, &digest), KR_OK);
    kr_result_close(result);
    return digest;
}

static uint64_t hash_of(const struct digest *digest, const char *name)
{
    for (int i = 0; i < digest->count; i++) {
        if (strcmp(digest->line[i].name, name) == 0) {
            return digest->line[i].hash;
        }
    }
    fail_msg("no line %s", name);
    return 0;
}

static struct kr_output_options rich_options(const char *file)
{
    struct kr_output_options options = small_options(file);
    options.panel = true;
    options.keep = "persons:status,contract_minutes;employers:heads,load";
    return options;
}

static void write_file(const struct kr_output_options *options, int policies)
{
    static struct small small;
    small_init(&small, ROWS, policies);
    assert_int_equal(small_run(&small, options, QUARTERS), KR_OK);
    small_free(&small);
}

static void the_digest_has_a_line_per_group(void **state)
{
    (void)state;
    const struct kr_output_options options = rich_options("lines.h5");
    write_file(&options, 2);
    const struct digest digest = digest_of("lines.h5");
    static const char *const names[] = {
        "world",  "/",           "/employers", "/flows",    "/labels",    "/ledger",
        "/panel", "/parameters", "/persons",   "/policies", "/quarterly", "/targets"};
    assert_int_equal(digest.count, sizeof names / sizeof names[0]);
    for (int i = 0; i < digest.count; i++) {
        assert_string_equal(digest.line[i].name, names[i]);
    }
    assert_int_equal(hash_of(&digest, "world"), 0x1234abcdU);
}

static void the_digest_ignores_storage_and_provenance(void **state)
{
    (void)state;
    static const struct kr_text_item provenance[] = {{"host", "here"}};
    struct kr_output_options options = rich_options("digest_a.h5");
    write_file(&options, 2);
    options.file = "digest_b.h5";
    options.compress = false;
    options.provenance = provenance;
    options.provenance_count = 1;
    write_file(&options, 2);
    const struct digest a = digest_of("digest_a.h5");
    const struct digest b = digest_of("digest_b.h5");
    assert_int_equal(a.count, b.count);
    for (int i = 0; i < a.count; i++) {
        if (a.line[i].hash != b.line[i].hash) {
            fail_msg("%s differs", a.line[i].name);
        }
    }
}

static void the_digest_of_the_rest_ignores_what_is_kept(void **state)
{
    (void)state;
    struct kr_output_options options = rich_options("rest_a.h5");
    write_file(&options, 2);
    options = small_options("rest_b.h5");
    write_file(&options, 2);
    const struct digest a = digest_of("rest_a.h5");
    const struct digest b = digest_of("rest_b.h5");
    assert_int_equal(b.count, a.count - 3);
    for (int i = 0; i < b.count; i++) {
        assert_int_equal(b.line[i].hash, hash_of(&a, b.line[i].name));
    }
}

static void one_number_changes_one_line(void **state)
{
    (void)state;
    struct kr_output_options options = small_options("one_a.h5");
    write_file(&options, 2);
    static const struct kr_used_parameter parameters[] = {
        {"hours.full", 36, "hours/week", "a law", "sourced", "hours of a full week"},
        {"quit.base", 0.02, "per quarter", "", "assumed", "quits"}};
    options.file = "one_b.h5";
    options.parameters = parameters;
    write_file(&options, 2);
    const struct digest a = digest_of("one_a.h5");
    const struct digest b = digest_of("one_b.h5");
    for (int i = 0; i < a.count; i++) {
        const bool same = a.line[i].hash == b.line[i].hash;
        assert_int_equal(same, strcmp(a.line[i].name, "/parameters") != 0);
    }
}

static void series_labels_and_attributes_are_found_by_name(void **state)
{
    (void)state;
    const struct kr_output_options options = small_options("names.h5");
    write_file(&options, 2);
    struct kr_result *result = NULL;
    assert_int_equal(kr_result_open(&result, "names.h5"), KR_OK);

    double *values = NULL;
    size_t count = 0;
    const struct kr_result_variable *v = kr_result_find(result, "unemployment_rate");
    assert_non_null(v);
    assert_string_equal(v->path, "/quarterly/unemployment_rate");
    assert_int_equal(kr_result_numbers(result, v, &values, &count), KR_OK);
    assert_int_equal(count, QUARTERS + 1);
    assert_close(values[2], 5.5, 0);
    free(values);
    assert_string_equal(kr_result_find(result, "hires")->path, "/flows/hires");
    assert_null(kr_result_find(result, "no_such_series"));
    assert_null(kr_result_find(result, "/quarterly/no_such_series"));

    char **texts = NULL;
    v = kr_result_find(result, "/labels/sector");
    assert_int_equal(kr_result_texts(result, v, &texts, &count), KR_OK);
    assert_int_equal(count, SMALL_SECTORS);
    assert_string_equal(texts[1], "market");
    kr_result_texts_free(texts, count);

    char text[64];
    double number = 0;
    assert_int_equal(kr_result_attribute_text(result, "/quarterly/unemployment_rate",
                                              "target", text, sizeof text),
                     KR_OK);
    assert_string_equal(text, "T01");
    assert_int_equal(kr_result_attribute_number(result, "/", "scale", &number), KR_OK);
    assert_close(number, 0.5, 0);
    assert_int_equal(
        kr_result_attribute_text(result, "/", "no_such_name", text, sizeof text),
        KR_ERR_FORMAT);
    assert_non_null(strstr(kr_result_error(result), "no_such_name"));
    kr_result_close(result);
}

static void published_figures_name_the_series_that_answers(void **state)
{
    (void)state;
    struct kr_output_options options = small_options("published.h5");
    write_file(&options, 0);
    struct kr_result *result = NULL;
    assert_int_equal(kr_result_open(&result, "published.h5"), KR_OK);
    static const char *const cases[][3] = {
        {"/targets/target", "T01", "T99"},
        {"/targets/indicator", "unemployment_rate", ""},
        {"/targets/use", "calibrate", "check"},
        {"/targets/held_against", "the start", ""},
        {"/targets/period", "2024Q1", "2023"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char **texts = NULL;
        size_t count = 0;
        const struct kr_result_variable *v = kr_result_find(result, cases[i][0]);
        assert_non_null(v);
        assert_string_equal(v->axis[0], "target");
        assert_int_equal(kr_result_texts(result, v, &texts, &count), KR_OK);
        assert_int_equal(count, 2);
        assert_string_equal(texts[0], cases[i][1]);
        assert_string_equal(texts[1], cases[i][2]);
        kr_result_texts_free(texts, count);
    }
    double *values = NULL;
    size_t count = 0;
    assert_int_equal(kr_result_numbers(result, kr_result_find(result, "/targets/low"),
                                       &values, &count),
                     KR_OK);
    assert_close(values[0], 3.35, 0);
    assert_close(values[1], 1, 0);
    free(values);
    kr_result_close(result);
}

static void a_pack_without_published_figures_gives_an_empty_table(void **state)
{
    (void)state;
    struct kr_output_options options = small_options("unpublished.h5");
    options.published_count = 0;
    write_file(&options, 0);
    struct kr_result *result = NULL;
    assert_int_equal(kr_result_open(&result, "unpublished.h5"), KR_OK);
    const struct kr_result_variable *v = kr_result_find(result, "/targets/value");
    assert_non_null(v);
    assert_int_equal(v->rank, 1);
    assert_int_equal(v->size[0], 0);
    kr_result_close(result);
}

static void the_calendar_says_who_when_and_how_much(void **state)
{
    (void)state;
    const struct kr_output_options options = small_options("calendar.h5");
    write_file(&options, 2);
    struct kr_result *result = NULL;
    assert_int_equal(kr_result_open(&result, "calendar.h5"), KR_OK);
    static const struct {
        const char *path;
        const char *first;
    } cases[] = {
        {"/policies/policy", "bonus"},
        {"/policies/kind", "bonus_kind"},
        {"/policies/target", "sectors=care,school; sexes=f; ages=0-74"},
        {"/policies/announced", "2025Q1"},
        {"/policies/start", "2025Q2"},
        {"/policies/end", "2027Q2"},
        {"/policies/payer", "state"},
        {"/policies/parameters", "euro=250.5"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char **texts = NULL;
        size_t count = 0;
        const struct kr_result_variable *v = kr_result_find(result, cases[i].path);
        assert_non_null(v);
        assert_int_equal(kr_result_texts(result, v, &texts, &count), KR_OK);
        assert_int_equal(count, 2);
        assert_string_equal(texts[0], cases[i].first);
        kr_result_texts_free(texts, count);
    }
    kr_result_close(result);
}

static void what_is_no_result_file_is_refused(void **state)
{
    (void)state;
    struct kr_result *result = NULL;
    assert_int_equal(kr_result_open(&result, "no_such_file.h5"), KR_ERR_NO_FILE);
    assert_non_null(strstr(kr_result_error(result), "no_such_file.h5"));
    kr_result_close(result);
    FILE *stream = fopen("text.h5", "w");
    assert_non_null(stream);
    (void)fputs("this is a text and no HDF5 file\n", stream);
    (void)fclose(stream);
    assert_int_equal(kr_result_open(&result, "text.h5"), KR_ERR_FORMAT);
    kr_result_close(result);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_digest_has_a_line_per_group),
        cmocka_unit_test(the_digest_ignores_storage_and_provenance),
        cmocka_unit_test(the_digest_of_the_rest_ignores_what_is_kept),
        cmocka_unit_test(one_number_changes_one_line),
        cmocka_unit_test(series_labels_and_attributes_are_found_by_name),
        cmocka_unit_test(published_figures_name_the_series_that_answers),
        cmocka_unit_test(a_pack_without_published_figures_gives_an_empty_table),
        cmocka_unit_test(the_calendar_says_who_when_and_how_much),
        cmocka_unit_test(what_is_no_result_file_is_refused),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
