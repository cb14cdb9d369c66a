// The numbers of a run's result for a report.
#include "cmd/headline.h"
#include "cmd/report.h"
#include "output/target.h"
#include "study/path.h"
#include "study/report_columns.h"
#include "study/report_tables.h"
#include "study/targets.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT = 65536 };

// ---------------------------------------------------------------- origin

struct attributes {
    struct kr_json *json;
    struct kr_result *result;
    char *text; // room for the longest
};

// The name of the machine says nothing about the figures, and a report travels.
static void put_attribute(void *context, const char *name)
{
    const struct attributes *of = context;
    double number;
    if (strcmp(name, "host") == 0 || strcmp(name, "title") == 0) {
        return;
    }
    if (kr_result_attribute_text(of->result, "/provenance", name, of->text, TEXT) ==
        KR_OK) {
        kr_json_text(of->json, name, of->text);
    } else if (kr_result_attribute_number(of->result, "/provenance", name, &number) ==
               KR_OK) {
        kr_json_number(of->json, name, number);
    }
}

static void put_columns(struct kr_json *json, const char *key,
                        const struct kr_report_columns *columns)
{
    kr_json_list(json, key);
    for (size_t row = 0; row < columns->rows; row++) {
        kr_json_object(json, NULL);
        for (int c = 0; c < columns->columns; c++) {
            const struct kr_report_column *column = &columns->column[c];
            if (column->text != NULL) {
                kr_json_text(json, column->name, column->text[row]);
            } else {
                kr_json_number(json, column->name, column->number[row]);
            }
        }
        kr_json_close(json);
    }
    kr_json_close(json);
}

int kr_report_origin(struct kr_json *json, struct kr_result *result)
{
    struct kr_report_columns columns;
    int code = kr_report_policies_read(&columns, result);
    if (code == KR_OK) {
        put_columns(json, "policies", &columns);
    }
    kr_report_columns_free(&columns);
    if (code == KR_OK) {
        code = kr_report_parameters_read(&columns, result);
        if (code == KR_OK) {
            put_columns(json, "parameters", &columns);
        }
        kr_report_columns_free(&columns);
    }
    struct attributes of = {json, result, malloc(TEXT)};
    if (code != KR_OK || of.text == NULL) {
        free(of.text);
        return code != KR_OK ? code : KR_ERROR(KR_ERR_NO_MEMORY);
    }
    kr_json_object(json, "provenance");
    // A file without the group was written without provenance.
    const int seen = kr_result_attributes(result, "/provenance", put_attribute, &of);
    kr_json_boolean(json, "known", seen == KR_OK);
    kr_json_close(json);
    free(of.text);
    return KR_OK;
}

void kr_report_attribute(struct kr_json *json, struct kr_result *result, const char *key,
                         const char *name)
{
    char text[4096];
    double number;
    if (kr_result_attribute_text(result, "/", name, text, sizeof text) == KR_OK) {
        kr_json_text(json, key, text);
    } else if (kr_result_attribute_number(result, "/", name, &number) == KR_OK) {
        kr_json_number(json, key, number);
    }
}

// ---------------------------------------------------------------- tables

static void put_table(struct kr_json *json, const struct kr_report_table *table)
{
    kr_json_object(json, table->name);
    kr_json_text(json, "unit", table->unit);
    kr_json_text(json, "meaning", table->meaning);
    kr_json_list(json, "axes");
    for (int i = 0; i < table->rank; i++) {
        kr_json_text(json, NULL, table->axis[i]);
    }
    kr_json_close(json);
    kr_json_list(json, "sizes");
    for (int i = 0; i < table->rank; i++) {
        kr_json_integer(json, NULL, (int64_t)table->size[i]);
    }
    kr_json_close(json);
    kr_json_numbers(json, "values", table->values, table->count);
    kr_json_close(json);
}

static void put_words(struct kr_json *json, const struct kr_report_words *words)
{
    kr_json_list(json, words->axis);
    for (size_t i = 0; i < words->ids; i++) {
        kr_json_object(json, NULL);
        kr_json_text(json, "id", words->id[i]);
        kr_json_text(json, "name", i < words->names ? words->name[i] : words->id[i]);
        if (i < words->kinds) {
            kr_json_text(json, "kind", words->kind[i]);
        }
        kr_json_close(json);
    }
    kr_json_close(json);
}

static int put_tables(struct kr_json *json, struct kr_result *result)
{
    struct kr_report_tables tables;
    int code = kr_report_tables_read(&tables, result);
    kr_json_object(json, "tables");
    for (int i = 0; i < tables.tables && code == KR_OK; i++) {
        put_table(json, &tables.table[i]);
    }
    kr_json_close(json);
    kr_report_tables_free(&tables);
    struct kr_report_words words[KR_REPORT_AXES] = {0};
    if (code == KR_OK) {
        code = kr_report_words_read(words, result);
    }
    kr_json_object(json, "labels");
    for (int a = 0; a < KR_REPORT_AXES && code == KR_OK; a++) {
        put_words(json, &words[a]);
    }
    kr_json_close(json);
    kr_report_words_free(words);
    return code;
}

// ---------------------------------------------------------------- figures

static int put_figures(struct kr_json *json, struct kr_result *result)
{
    struct kr_targets targets;
    struct kr_path path;
    int code = kr_path_read(&path, result);
    if (code != KR_OK) {
        return code;
    }
    code = kr_targets_of_result(&targets, result);
    if (code != KR_OK) {
        kr_path_free(&path);
        return code;
    }
    kr_json_integer(json, "quarters", path.quarters);
    kr_json_boolean(json, "published_known", targets.rows > 0);
    kr_path_json(&path, &targets, json);
    kr_json_object(json, "words");
    for (int i = 0; i < path.indicators; i++) {
        kr_json_text(json, path.indicator[i].name, path.indicator[i].label);
    }
    for (int i = 0; i < path.shortages; i++) {
        kr_json_text(json, path.shortage[i].name, path.shortage[i].label);
    }
    kr_json_close(json);
    kr_json_object(json, "meanings");
    for (int i = 0; i < path.indicators; i++) {
        char name[KR_RESULT_PATH];
        char text[256];
        snprintf(name, sizeof name, "/quarterly/%s", path.indicator[i].name);
        if (kr_result_attribute_text(result, name, "long_name", text, sizeof text) ==
            KR_OK) {
            kr_json_text(json, path.indicator[i].name, text);
        }
    }
    kr_json_close(json);
    kr_path_free(&path);
    kr_targets_free(&targets);
    return KR_OK;
}

// A run that was killed, or has not ended, has no hash of its last world.
static bool is_unfinished(struct kr_result *result)
{
    char world[64];
    return kr_result_attribute_text(result, "/", "world_hash", world, sizeof world) !=
               KR_OK ||
           strcmp(world, "unfinished") == 0 || world[0] == '\0';
}

int kr_report_run(struct kr_json *json, struct kr_result *result, const char *file,
                  bool tables)
{
    static const char *const ATTRIBUTES[][2] = {
        {"title", "title"},     {"scenario", "scenario_name"},
        {"country", "country"}, {"scale", "scale"},
        {"seed", "seed"},       {"replicate", "replicate"},
        {"world", "world_hash"}};
    kr_json_text(json, "file", file);
    for (size_t i = 0; i < sizeof ATTRIBUTES / sizeof ATTRIBUTES[0]; i++) {
        kr_report_attribute(json, result, ATTRIBUTES[i][0], ATTRIBUTES[i][1]);
    }
    kr_json_boolean(json, "unfinished", is_unfinished(result));
    int code = put_figures(json, result);
    if (code == KR_OK && tables) {
        code = put_tables(json, result);
    }
    if (code == KR_OK) {
        code = kr_report_origin(json, result);
    }
    return code;
}
