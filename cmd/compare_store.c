#include "cmd/compare_store.h"

#include "base/hash.h"
#include "cmd/compare_account.h"
#include "cmd/compare_tables.h"
#include "cmd/differences.h"
#include "cmd/provenance.h"
#include "output/effects_file.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ITEMS = 3 * KR_PROVENANCE_ITEMS };

// Both scenarios' provenance in one list.
struct origin {
    struct kr_provenance of[KR_SIDES];
    char *name[MOST_ITEMS];
    struct kr_text_item item[MOST_ITEMS];
    int count;
    char *differences;
};

// What belongs to a scenario rather than to the program or the machine.
static bool is_of_scenario(const char *name)
{
    return strncmp(name, "scenario_", strlen("scenario_")) == 0 ||
           strcmp(name, "drivers") == 0 || strcmp(name, "pack_hash") == 0;
}

static int add_items(struct origin *origin, enum kr_side side)
{
    static const char *const PREFIX[KR_SIDES] = {"base_", "variant_"};
    const struct kr_provenance *provenance = &origin->of[side];
    for (int i = 0; i < provenance->count && origin->count < MOST_ITEMS - 1; i++) {
        const struct kr_text_item *item = &provenance->item[i];
        const bool own = is_of_scenario(item->name);
        if (!own && side != KR_BASE) {
            continue;
        }
        char *name;
        if (asprintf(&name, "%s%s", own ? PREFIX[side] : "", item->name) < 0) {
            return KR_ERROR(KR_ERR_NO_MEMORY);
        }
        origin->name[origin->count] = name;
        origin->item[origin->count++] = (struct kr_text_item){name, item->value};
    }
    return KR_OK;
}

// The difference of the scenarios in words.
static void add_differences(struct origin *origin, const struct kr_compare_report *report)
{
    size_t size;
    FILE *stream = open_memstream(&origin->differences, &size);
    if (stream != NULL) {
        kr_print_differences(report->setup[KR_BASE], report->setup[KR_VARIANT], stream);
        if (fclose(stream) == 0) {
            origin->item[origin->count++] =
                (struct kr_text_item){"differences", origin->differences};
        }
    }
}

static int make_origin(struct origin *origin, const struct kr_compare_report *report,
                       const struct kr_compare_arguments *arguments)
{
    memset(origin, 0, sizeof *origin);
    int code = KR_OK;
    for (int side = 0; side < KR_SIDES && code == KR_OK; side++) {
        code = kr_provenance_init(&origin->of[side], report->setup[side], arguments->argc,
                                  arguments->argv, NULL);
        if (code == KR_OK) {
            code = add_items(origin, (enum kr_side)side);
        }
    }
    if (code == KR_OK) {
        add_differences(origin, report);
    }
    return code;
}

static void free_origin(struct origin *origin)
{
    for (int i = 0; i < MOST_ITEMS; i++) {
        free(origin->name[i]);
    }
    free(origin->differences);
    kr_provenance_free(&origin->of[KR_BASE]);
    kr_provenance_free(&origin->of[KR_VARIANT]);
}

// Every parameter with its value in both scenarios.
static void put_parameters(struct kr_effects_file *file, const struct origin *origin)
{
    const int count = origin->of[KR_BASE].parameters;
    const char **words = calloc(4 * (size_t)count + 1, sizeof *words);
    double *values = calloc((size_t)count + 1, sizeof *values);
    if (words == NULL || values == NULL) {
        free(words);
        free(values);
        return;
    }
    const char **units = words + count;
    const char **marks = units + count;
    const char **meanings = marks + count;
    for (int i = 0; i < count; i++) {
        const struct kr_used_parameter *parameter = &origin->of[KR_BASE].parameter[i];
        words[i] = parameter->name;
        units[i] = parameter->unit;
        marks[i] = parameter->mark != NULL ? parameter->mark : "";
        meanings[i] = parameter->meaning != NULL ? parameter->meaning : "";
    }
    const struct kr_effects_axis axis = {.name = "parameter",
                                         .long_name = "rule and name of the parameter",
                                         .words = words,
                                         .first = KR_NEVER,
                                         .count = (size_t)count};
    kr_effects_group(file, "parameters", "every parameter of both scenarios", &axis, 1);
    kr_effects_put_texts(
        file, &(struct kr_effects_texts){"unit", "unit of the value", 0, units});
    kr_effects_put_texts(
        file, &(struct kr_effects_texts){"mark", "how sure the value is", 0, marks});
    kr_effects_put_texts(
        file, &(struct kr_effects_texts){"meaning", "what it does", 0, meanings});
    static const char *const NAMES[KR_SIDES] = {"base", "variant"};
    for (int side = 0; side < KR_SIDES; side++) {
        for (int i = 0; i < count; i++) {
            values[i] = origin->of[side].parameter[i].value;
        }
        kr_effects_put(
            file, &(struct kr_effects_values){.name = NAMES[side],
                                              .unit = "1",
                                              .long_name = "value in this scenario",
                                              .comment = "In the unit of the same place.",
                                              .rank = 1,
                                              .values = values});
    }
    free(words);
    free(values);
}

enum kr_exit kr_compare_store(const struct kr_compare_report *report,
                              const struct kr_compare_arguments *arguments)
{
    struct origin origin;
    if (make_origin(&origin, report, arguments) != KR_OK) {
        free_origin(&origin);
        return kr_fail(KR_ERR_NO_MEMORY, "%s", arguments->output);
    }
    const struct kr_comparison *comparison = report->comparison;
    char name[512];
    snprintf(name, sizeof name, "%s against %s", report->setup[KR_VARIANT]->scenario.name,
             report->setup[KR_BASE]->scenario.name);
    const struct kr_effects_options options = {
        .file = arguments->output,
        .force = arguments->force,
        .title = report->setup[KR_VARIANT]->scenario.title,
        .scenario_name = name,
        .scale = report->model->scale,
        .seed = report->model->seed,
        .replicates = comparison->replicates,
        .world_hash = kr_hash_word(comparison->base_hash, comparison->variant_hash),
        .country = report->model->country->name,
        .provenance = origin.item,
        .provenance_count = origin.count};
    struct kr_effects_file *file;
    if (kr_effects_open(&file, &options) == KR_OK) {
        put_parameters(file, &origin);
        kr_effects_put_policies(file, "policies", "calendar of policies of the variant",
                                &report->setup[KR_VARIANT]->model);
        kr_effects_put_policies(file, "base_policies", "calendar of policies of the base",
                                &report->setup[KR_BASE]->model);
        kr_tables_put(file, report);
    }
    enum kr_exit status = KR_EXIT_DONE;
    char error[1024] = "";
    const int code = kr_effects_close(file, error);
    if (code != KR_OK) {
        fprintf(stderr, "krapte: no file was written: %s\n", error);
        status = kr_exit_of(code);
    }
    free_origin(&origin);
    return status;
}
