// krapte describe: the lists of the program and of a country pack.
#include "agents/parameters.h"
#include "base/diag.h"
#include "cmd/command.h"
#include "cmd/listing.h"
#include "cmd/options.h"
#include "cmd/setup.h"
#include "output/columns.h"
#include "output/labels.h"
#include "output/target.h"
#include "output/variables.h"
#include "scenarios/scenario.h"
#include "sim/run.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char DEFAULT_PACK[] = "scenarios/nl";

// What a topic needs to know.
struct subject {
    bool json;
    const struct kr_setup *setup; // NULL when the topic needs no pack
    bool has_scenario;            // a scenario was named, not only a pack
};

struct topic {
    const char *name;
    const char *meaning;
    bool needs_pack;
    void (*list)(const struct subject *subject);
};

static void list_parameters(const struct subject *subject)
{
    static const char *const NAMES[] = {"path", "default", "low",    "high",   "value",
                                        "unit", "mark",    "source", "meaning"};
    static const char *const PLAIN[] = {"path", "default", "low",    "high",
                                        "unit", "mark",    "source", "meaning"};
    struct kr_listing listing;
    const bool values = subject->has_scenario;
    kr_listing_begin(&listing, values ? NAMES : PLAIN, values ? "lrrrrllll" : "lrrrllll",
                     subject->json, stdout);
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    for (size_t i = 0; i < count; i++) {
        kr_listing_text(&listing, list[i].path);
        kr_listing_number(&listing, list[i].initial);
        kr_listing_number(&listing, list[i].low);
        kr_listing_number(&listing, list[i].high);
        if (values) {
            struct kr_parameters used = subject->setup->model.parameters;
            kr_listing_number(&listing, *kr_parameter_at(&used, &list[i]));
        }
        kr_listing_text(&listing, list[i].unit);
        kr_listing_text(&listing, kr_mark_word(list[i].mark));
        kr_listing_text(&listing, list[i].source);
        kr_listing_text(&listing, list[i].meaning);
    }
    kr_listing_end(&listing);
}

// One row per parameter of a kind; the kind itself has a row without a parameter.
static void list_policies(const struct subject *subject)
{
    static const char *const NAMES[] = {"kind", "parameter", "default", "low",
                                        "high", "unit",      "meaning"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "llrrrll", subject->json, stdout);
    size_t count;
    const struct kr_policy_kind *const *kinds = kr_policy_kinds(&count);
    for (size_t k = 0; k < count; k++) {
        char text[1024];
        snprintf(text, sizeof text, "%s. Changes: %s. Costs: %s. Rows: %s.",
                 kinds[k]->meaning, kinds[k]->levers, kinds[k]->cost_rule,
                 kinds[k]->documents);
        kr_listing_text(&listing, kinds[k]->name);
        kr_listing_text(&listing, "");
        for (int c = 0; c < 3; c++) {
            kr_listing_number(&listing, NAN);
        }
        kr_listing_text(&listing, "");
        kr_listing_text(&listing, text);
        for (size_t p = 0; p < kinds[k]->parameter_count; p++) {
            const struct kr_policy_parameter *parameter = &kinds[k]->parameters[p];
            kr_listing_text(&listing, kinds[k]->name);
            kr_listing_text(&listing, parameter->name);
            kr_listing_number(&listing, parameter->initial);
            kr_listing_number(&listing, parameter->low);
            kr_listing_number(&listing, parameter->high);
            kr_listing_text(&listing, parameter->unit);
            kr_listing_text(&listing, parameter->meaning);
        }
    }
    kr_listing_end(&listing);
}

static void list_outputs(const struct subject *subject)
{
    static const char *const NAMES[] = {"group",  "name",      "axes",      "unit",
                                        "target", "long_name", "definition"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lllllll", subject->json, stdout);
    for (size_t v = 0; v < kr_variable_count(); v++) {
        const struct kr_variable variable = kr_variable_at(v);
        char axes[128];
        snprintf(
            axes, sizeof axes, "time%s%s%s%s", variable.rows != KR_DIM_NONE ? "," : "",
            variable.rows != KR_DIM_NONE ? kr_dimension_name(variable.rows) : "",
            variable.columns != KR_DIM_NONE ? "," : "",
            variable.columns != KR_DIM_NONE ? kr_dimension_name(variable.columns) : "");
        kr_listing_text(&listing, kr_series_name(variable.series));
        kr_listing_text(&listing, variable.name);
        kr_listing_text(&listing, axes);
        kr_listing_text(&listing, variable.unit);
        kr_listing_text(&listing, variable.target);
        kr_listing_text(&listing, variable.long_name);
        kr_listing_text(&listing, variable.comment);
    }
    kr_listing_end(&listing);
}

static void list_columns(const struct subject *subject)
{
    static const char *const NAMES[] = {"table", "column", "type", "unit", "meaning"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lllll", subject->json, stdout);
    for (int t = 0; t < KR_KEPT_TABLES; t++) {
        const enum kr_kept_table table = (enum kr_kept_table)t;
        for (size_t c = 0; c < kr_kept_count(table); c++) {
            const struct kr_kept_column column = kr_kept_at(table, c);
            kr_listing_text(&listing, kr_kept_table_name(table));
            kr_listing_text(&listing, column.name);
            kr_listing_text(&listing, kr_type_name(column.type));
            kr_listing_text(&listing, column.unit);
            kr_listing_text(&listing, column.meaning);
        }
    }
    kr_listing_end(&listing);
}

static void list_phases(const struct subject *subject)
{
    static const char *const NAMES[] = {"number", "phase", "meaning"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "rll", subject->json, stdout);
    for (int p = 0; p < KR_PHASE_COUNT; p++) {
        kr_listing_number(&listing, p);
        kr_listing_text(&listing, kr_phase_name(p));
        kr_listing_text(&listing, kr_phase_meaning(p));
    }
    kr_listing_end(&listing);
}

static const char *sector_kind_word(enum kr_sector_kind kind)
{
#define KR_WORD(name, word, meaning) word,
    static const char *const WORDS[] = {KR_SECTOR_KIND_LIST(KR_WORD)};
#undef KR_WORD
    return WORDS[kind];
}

static void list_sectors(const struct subject *subject)
{
    static const char *const NAMES[] = {
        "id",        "kind",      "wage_group", "employees",       "self_employed",
        "employers", "vacancies", "mean_hours", "part_time_share", "wage_euro_per_hour",
        "name"};
    const struct kr_country *country = &subject->setup->country;
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lllrrrrrrrl", subject->json, stdout);
    for (int s = 0; s < country->sectors; s++) {
        const struct kr_sector *sector = &country->sector[s];
        kr_listing_text(&listing, sector->label.id);
        kr_listing_text(&listing, sector_kind_word(sector->kind));
        kr_listing_text(&listing, country->wage_group[sector->wage_group].label.id);
        kr_listing_number(&listing, (double)sector->employees);
        kr_listing_number(&listing, (double)sector->self_employed);
        kr_listing_number(&listing, (double)sector->employers);
        kr_listing_number(&listing, (double)sector->vacancies);
        kr_listing_number(&listing, sector->mean_hours);
        kr_listing_number(&listing, sector->part_time_share);
        kr_listing_number(&listing, sector->wage_euro_per_hour);
        kr_listing_text(&listing, sector->label.name);
    }
    kr_listing_end(&listing);
}

static void list_occupations(const struct subject *subject)
{
    static const char *const NAMES[] = {
        "id",         "education",         "qualification", "wage_euro_per_hour",
        "mean_hours", "training_quarters", "next_rung",     "carvable_share",
        "name"};
    const struct kr_country *country = &subject->setup->country;
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lllrrrlrl", subject->json, stdout);
    for (int o = 0; o < country->occupations; o++) {
        const struct kr_occupation *occupation = &country->occupation[o];
        const int next = occupation->next_rung;
        kr_listing_text(&listing, occupation->label.id);
        kr_listing_text(&listing,
                        kr_labels_words(KR_LABELS_EDUCATION, &subject->setup->model,
                                        (int)occupation->education)
                            .word);
        kr_listing_text(&listing, occupation->legal ? "by law" : "usual");
        kr_listing_number(&listing, occupation->wage_euro_per_hour);
        kr_listing_number(&listing, occupation->mean_hours);
        kr_listing_number(&listing, occupation->training_quarters);
        kr_listing_text(&listing, next >= 0 ? country->occupation[next].label.id : "");
        kr_listing_number(&listing, occupation->carvable_share);
        kr_listing_text(&listing, occupation->label.name);
    }
    kr_listing_end(&listing);
}

static double persons_of_region(const struct kr_country *country, int region)
{
    enum { CELLS = (KR_MAX_AGE - KR_MIN_AGE) * KR_SEX_COUNT };
    double persons = 0.0;
    for (int i = 0; i < CELLS; i++) {
        persons += country->population[region * CELLS + i];
    }
    return persons;
}

static void list_regions(const struct subject *subject)
{
    static const char *const NAMES[] = {
        "id",       "persons_15_74", "employed",      "area",
        "latitude", "longitude",     "housing_index", "name"};
    const struct kr_country *country = &subject->setup->country;
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lrrrrrrl", subject->json, stdout);
    for (int r = 0; r < country->regions; r++) {
        const struct kr_region *region = &country->region[r];
        kr_listing_text(&listing, region->label.id);
        kr_listing_number(&listing, persons_of_region(country, r));
        kr_listing_number(&listing, country->region_employed[r]);
        kr_listing_number(&listing, region->area);
        kr_listing_number(&listing, region->latitude);
        kr_listing_number(&listing, region->longitude);
        kr_listing_number(&listing, region->housing_index);
        kr_listing_text(&listing, region->label.name);
    }
    kr_listing_end(&listing);
}

static void list_constants(const struct subject *subject)
{
    static const char *const NAMES[] = {"name", "value", "low",
                                        "high", "unit",  "meaning"};
    const struct kr_constants *constants = &subject->setup->country.constants;
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lrrrll", subject->json, stdout);
#define KR_CONSTANT_CELLS(field, lowest, highest, unit, meaning) \
    kr_listing_text(&listing, #field);                           \
    kr_listing_number(&listing, constants->field);               \
    kr_listing_number(&listing, lowest);                         \
    kr_listing_number(&listing, highest);                        \
    kr_listing_text(&listing, unit);                             \
    kr_listing_text(&listing, meaning);
    KR_CONSTANT_LIST(KR_CONSTANT_CELLS)
#undef KR_CONSTANT_CELLS
    kr_listing_end(&listing);
}

static void pack_item(struct kr_listing *listing, const char *name, double value,
                      const char *meaning)
{
    char text[KR_NUMBER_SIZE];
    snprintf(text, sizeof text, "%.12g", value);
    kr_listing_text(listing, name);
    kr_listing_text(listing, text);
    kr_listing_text(listing, meaning);
}

static void list_pack(const struct subject *subject)
{
    static const char *const NAMES[] = {"item", "value", "meaning"};
    const struct kr_country *country = &subject->setup->country;
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lll", subject->json, stdout);
    char text[KR_NUMBER_SIZE];
    kr_listing_text(&listing, "name");
    kr_listing_text(&listing, country->name);
    kr_listing_text(&listing, "the country");
    kr_listing_text(&listing, "folder");
    kr_listing_text(&listing, subject->setup->scenario.pack);
    kr_listing_text(&listing, "where its files are");
    snprintf(text, sizeof text, "%016" PRIx64, subject->setup->scenario.pack_hash);
    kr_listing_text(&listing, "hash");
    kr_listing_text(&listing, text);
    kr_listing_text(&listing, "of all its files");
    kr_quarter_text(kr_quarter_of((int)country->constants.start_year,
                                  (int)country->constants.start_quarter),
                    text, sizeof text);
    kr_listing_text(&listing, "start");
    kr_listing_text(&listing, text);
    kr_listing_text(&listing, "quarter of the starting world");
    double persons = 0.0;
    double employees = 0.0;
    for (int r = 0; r < country->regions; r++) {
        persons += persons_of_region(country, r);
    }
    for (int s = 0; s < country->sectors; s++) {
        employees += (double)country->sector[s].employees;
    }
    pack_item(&listing, "persons", persons, "persons of 15-74 at the start");
    pack_item(&listing, "employees", employees, "employees at the start");
    pack_item(&listing, "regions", country->regions, "labour-market regions");
    pack_item(&listing, "sectors", country->sectors, "sectors");
    pack_item(&listing, "occupations", country->occupations, "occupations");
    pack_item(&listing, "staffing", country->staffing_rows,
              "pairs of sector and occupation");
    pack_item(&listing, "wage_groups", country->wage_groups, "agreed-wage groups");
    pack_item(&listing, "fields", country->fields, "fields of study");
    pack_item(&listing, "migrant_kinds", country->migrant_kinds, "kinds of migration");
    pack_item(&listing, "demand_paths", country->demand_paths, "paths of demand");
    pack_item(&listing, "demand_quarters", country->demand_quarters,
              "quarters of these paths, the start included");
    kr_listing_end(&listing);
}

static const struct topic TOPICS[] = {
    {"parameters", "parameters of the rules; with a scenario also the values it uses",
     false, list_parameters},
    {"policies", "kinds of policy and their parameters", false, list_policies},
    {"outputs", "series of the result file", false, list_outputs},
    {"columns", "columns of persons and employers that --keep can name", false,
     list_columns},
    {"phases", "the order of a quarter", false, list_phases},
    {"sectors", "sectors of the country pack", true, list_sectors},
    {"occupations", "occupations of the country pack", true, list_occupations},
    {"regions", "regions of the country pack", true, list_regions},
    {"constants", "national constants of the country pack", true, list_constants},
    {"pack", "the country pack as a whole", true, list_pack},
};

enum { TOPIC_COUNT = sizeof TOPICS / sizeof TOPICS[0] };

struct arguments {
    const struct topic *topic;
    const char *file;
    bool json;
};

enum { JSON = 0x200 };

static const struct topic *find_topic(struct argp_state *state, const char *name)
{
    const char *names[TOPIC_COUNT];
    for (int t = 0; t < TOPIC_COUNT; t++) {
        if (strcmp(TOPICS[t].name, name) == 0) {
            return &TOPICS[t];
        }
        names[t] = TOPICS[t].name;
    }
    const char *near = kr_nearest(name, names, TOPIC_COUNT);
    argp_error(state, "there is nothing called '%s' to describe%s%s%s", name,
               near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
               near != NULL ? "'?" : "");
    return NULL;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_ARG:
        if (state->arg_num == 0) {
            arguments->topic = find_topic(state, text);
        } else {
            kr_option_file(state, &arguments->file, text);
        }
        return 0;
    case ARGP_KEY_END:
        if (arguments->topic == NULL) {
            argp_error(state, "say what to describe");
        }
        return 0;
    case JSON:
        arguments->json = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

// Puts the list of topics before the text that follows the options.
static char *help_text(int key, const char *text, void *input)
{
    (void)input;
    char *help = NULL;
    size_t size = 0;
    FILE *stream = key == ARGP_KEY_HELP_POST_DOC ? open_memstream(&help, &size) : NULL;
    if (stream == NULL) {
        return text == NULL ? NULL : strdup(text);
    }
    fputs("TOPIC is one of\n", stream);
    for (int t = 0; t < TOPIC_COUNT; t++) {
        fprintf(stream, "  %-13s%s\n", TOPICS[t].name, TOPICS[t].meaning);
    }
    fprintf(stream, "\n%s", text);
    (void)fclose(stream);
    return help;
}

static enum kr_exit describe(const struct arguments *arguments)
{
    struct subject subject = {.json = arguments->json};
    if (!arguments->topic->needs_pack && arguments->file == NULL) {
        arguments->topic->list(&subject);
        return KR_EXIT_DONE;
    }
    struct kr_setup setup;
    const struct kr_options options = {.threads = 1};
    const char *file = arguments->file != NULL ? arguments->file : DEFAULT_PACK;
    const enum kr_exit status = kr_setup_any(&setup, file, &options);
    if (status == KR_EXIT_DONE) {
        subject.setup = &setup;
        subject.has_scenario = setup.scenario.file != NULL;
        arguments->topic->list(&subject);
    }
    kr_setup_free(&setup);
    return status;
}

int kr_describe_main(int argc, char **argv)
{
    static const char DOC[] =
        "Prints one of the program's lists.\v"
        "FILE is a scenario or the folder of a country pack (default: scenarios/nl).\n\n"
        "Example: krapte describe sectors scenarios/village\n"
        "         krapte describe parameters --json";
    static const struct argp_option OPTIONS[] = {
        {"json", JSON, NULL, 0, "Print as JSON instead of a table", 0}, {0}};
    const struct argp argp = {OPTIONS, parse, "TOPIC [FILE]", DOC, NULL, help_text, NULL};
    struct arguments arguments = {.topic = NULL};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    return (int)describe(&arguments);
}
