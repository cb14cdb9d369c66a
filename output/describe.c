#include "output/describe.h"

#include "output/contents.h"
#include "output/labels.h"
#include "output/policies.h"
#include "output/published.h"
#include "output/timeline.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    SCHEMA_VERSION = 1,
    HASH_SIZE = 16,
    TIME_SIZE = 20,
    MOST_REGIONS = 256,
    RESUMED_SIZE = 240
};

#define CONVENTIONS "CF-1.8"

static hid_t root(const struct kr_h5 *h5)
{
    return h5->code == KR_OK ? H5Gopen2(h5->file, "/", H5P_DEFAULT) : -1;
}

static void fail_memory(struct kr_h5 *h5)
{
    kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
}

static void describe_provenance(struct kr_h5 *h5, const struct kr_output_options *options)
{
    const hid_t group = kr_h5_group(h5, "provenance");
    kr_h5_text(h5, group, "title", "how this file came about");
    for (int i = 0; i < options->provenance_count; i++) {
        kr_h5_text(h5, group, options->provenance[i].name, options->provenance[i].value);
    }
    if (options->provenance_count > 0) {
        kr_h5_fixed_text(h5, group, "end", KR_UNFINISHED, TIME_SIZE);
        kr_h5_real(h5, group, "wall_seconds", (double)NAN);
        kr_h5_fixed_text(h5, group, "resumed", "", RESUMED_SIZE);
    }
    kr_h5_group_close(h5, group);
}

// The texts of the parameters, one of the struct's members at a time.
enum text { NAME, UNIT, SOURCE, MARK, MEANING, TEXTS };

static const char *text_of(const struct kr_used_parameter *parameter, enum text which)
{
    switch (which) {
    case NAME:
        return parameter->name;
    case UNIT:
        return parameter->unit;
    case SOURCE:
        return parameter->source;
    case MARK:
        return parameter->mark;
    case MEANING:
    case TEXTS:
        break;
    }
    return parameter->meaning;
}

static void parameter_texts(struct kr_h5 *h5, hid_t group, hid_t axis,
                            const struct kr_output_options *options)
{
    static const char *const names[TEXTS] = {"name", "unit", "source", "mark", "meaning"};
    static const char *const meanings[TEXTS] = {
        "rule and name of the parameter", "unit of the value",
        "where the value comes from",
        "how sure it is: sourced, recalled, derived, calibrated or assumed",
        "what it does"};
    const size_t count = (size_t)options->parameter_count;
    const char **words = calloc(count + 1, sizeof *words);
    if (words == NULL) {
        fail_memory(h5);
        return;
    }
    for (int t = 0; t < TEXTS; t++) {
        for (size_t i = 0; i < count; i++) {
            const char *text = text_of(&options->parameters[i], (enum text)t);
            words[i] = text != NULL ? text : "";
        }
        const struct kr_h5_texts texts = {
            names[t], words, count, meanings[t], "By parameter, defaults included.",
            axis};
        hid_t dataset = kr_h5_texts(h5, group, &texts);
        kr_h5_dataset_close(h5, &dataset);
    }
    free(words);
}

static void parameter_values(struct kr_h5 *h5, hid_t group, hid_t axis,
                             const struct kr_output_options *options)
{
    const size_t count = (size_t)options->parameter_count;
    double *values = calloc(count + 1, sizeof *values);
    if (values == NULL) {
        fail_memory(h5);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        values[i] = options->parameters[i].value;
    }
    const struct kr_h5_numbers numbers = {"value",
                                          values,
                                          count,
                                          false,
                                          "1",
                                          "value of the parameter",
                                          "In the unit of the same place.",
                                          axis};
    hid_t dataset = kr_h5_numbers(h5, group, &numbers);
    kr_h5_dataset_close(h5, &dataset);
    free(values);
}

static void describe_parameters(struct kr_h5 *h5, const struct kr_output_options *options)
{
    const hid_t group = kr_h5_group(h5, "parameters");
    kr_h5_text(h5, group, "title", "every parameter of the run");
    const hsize_t count = (hsize_t)options->parameter_count;
    hid_t axis =
        kr_h5_axis(h5, group, "parameter", count, count > 0 ? count : H5S_UNLIMITED);
    parameter_texts(h5, group, axis, options);
    parameter_values(h5, group, axis, options);
    const struct kr_h5_texts unused = {
        "unused",
        NULL,
        0,
        "parameters that were given and not used",
        "Empty: an unknown parameter is an error before a run begins.",
        -1};
    hid_t dataset = kr_h5_texts(h5, group, &unused);
    kr_h5_dataset_close(h5, &dataset);
    kr_h5_dataset_close(h5, &axis);
    kr_h5_group_close(h5, group);
}

void kr_describe_run(struct kr_h5 *h5, const struct kr_output_options *options)
{
    const hid_t group = root(h5);
    kr_h5_text(h5, group, "Conventions", CONVENTIONS);
    kr_h5_text(h5, group, KR_FILE_KIND_ATTRIBUTE, kr_file_kind_name(KR_FILE_RESULT));
    kr_h5_text(h5, group, "title", options->title);
    kr_h5_text(h5, group, "source", "Krapte " KR_VERSION);
    kr_h5_text(h5, group, "krapte_version", KR_VERSION);
    kr_h5_integer(h5, group, "schema_version", SCHEMA_VERSION);
    kr_h5_text(h5, group, "scenario_name", options->scenario_name);
    kr_h5_text(h5, group, "comment",
               "Series count persons of the country once their attribute scale_factor is "
               "applied, as xarray, netCDF4 and ncdf4 do; h5py and rhdf5 give agents. A "
               "row of /persons, /panel, /employers and /events is an agent, which "
               "stands for 1 / `scale` of the country. Every group has its own time "
               "axis; use its first `quarters_complete` "
               "records.");
    kr_h5_hash(h5, group, "inputs_hash", options->inputs_hash);
    // Known at the end only.
    kr_h5_fixed_text(h5, group, "world_hash", KR_UNFINISHED, HASH_SIZE);
    kr_h5_group_close(h5, group);
    describe_provenance(h5, options);
    describe_parameters(h5, options);
    kr_published_write(h5, options->published, options->published_count);
}

void kr_describe_comparison(struct kr_h5 *h5, const struct kr_effects_options *options)
{
    hid_t group = root(h5);
    kr_h5_text(h5, group, "Conventions", CONVENTIONS);
    kr_h5_text(h5, group, KR_FILE_KIND_ATTRIBUTE, kr_file_kind_name(KR_FILE_EFFECTS));
    kr_h5_text(h5, group, "title", options->title);
    kr_h5_text(h5, group, "source", "Krapte " KR_VERSION);
    kr_h5_text(h5, group, "krapte_version", KR_VERSION);
    kr_h5_integer(h5, group, "schema_version", SCHEMA_VERSION);
    kr_h5_text(h5, group, "scenario_name", options->scenario_name);
    kr_h5_text(h5, group, "country", options->country);
    kr_h5_text(h5, group, "comment",
               "What the variant changes against the base, with the same draws. Counts "
               "are divided by `scale`: persons of the country.");
    kr_h5_integer(h5, group, "seed", (int64_t)options->seed);
    kr_h5_integer(h5, group, "replicates", options->replicates);
    kr_h5_real(h5, group, "scale", options->scale);
    char hash[64];
    (void)snprintf(hash, sizeof hash, "%0*llx", HASH_SIZE,
                   (unsigned long long)options->world_hash);
    kr_h5_text(h5, group, "world_hash", hash);
    kr_h5_group_close(h5, group);
    group = kr_h5_group(h5, "provenance");
    kr_h5_text(h5, group, "title", "how this file came about");
    for (int i = 0; i < options->provenance_count; i++) {
        kr_h5_text(h5, group, options->provenance[i].name, options->provenance[i].value);
    }
    kr_h5_group_close(h5, group);
}

// The kind of each sector, beside its name; `words` has room for them.
static void describe_sector_kinds(struct kr_h5 *h5, hid_t group, hid_t scale,
                                  const struct kr_model *model, const char **words)
{
    const size_t count = (size_t)model->country->sectors;
    for (size_t i = 0; i < count; i++) {
        words[i] =
            kr_labels_words(KR_LABELS_KIND, model, (int)model->country->sector[i].kind)
                .word;
    }
    const struct kr_h5_texts texts = {
        "sector_kind", words, count, "kind of sector", "Words of the labels `kind`.",
        scale};
    hid_t dataset = kr_h5_texts(h5, group, &texts);
    kr_h5_dataset_close(h5, &dataset);
}

// Where regions are: for maps.
static void describe_places(struct kr_h5 *h5, hid_t group, hid_t scale,
                            const struct kr_model *model)
{
    static const struct place {
        const char *name;
        const char *unit;
        const char *long_name;
        size_t offset;
        bool whole;
    } PLACES[] = {
        {"region_latitude", "degrees_north", "latitude of the region's main city",
         offsetof(struct kr_region, latitude), false},
        {"region_longitude", "degrees_east", "longitude of the region's main city",
         offsetof(struct kr_region, longitude), false},
        {"region_tile_row", "1", "row on a tile map, 0 in the north",
         offsetof(struct kr_region, tile_row), true},
        {"region_tile_column", "1", "column on a tile map, 0 in the west",
         offsetof(struct kr_region, tile_column), true},
    };
    double values[MOST_REGIONS];
    const size_t count = (size_t)model->country->regions;
    KR_BUG_IF(count > MOST_REGIONS);
    for (size_t p = 0; p < sizeof PLACES / sizeof PLACES[0]; p++) {
        for (size_t i = 0; i < count; i++) {
            memcpy(&values[i],
                   (const char *)&model->country->region[i] + PLACES[p].offset,
                   sizeof values[i]);
        }
        const struct kr_h5_numbers numbers = {.name = PLACES[p].name,
                                              .values = values,
                                              .count = count,
                                              .whole = PLACES[p].whole,
                                              .unit = PLACES[p].unit,
                                              .long_name = PLACES[p].long_name,
                                              .comment =
                                                  "From the country pack; tiles are "
                                                  "drawn for pictures.",
                                              .scale = scale};
        hid_t dataset = kr_h5_numbers(h5, group, &numbers);
        kr_h5_dataset_close(h5, &dataset);
    }
}

// A list of labels: the axis itself holds the short words; `name` what they mean.
static void describe_labels(struct kr_h5 *h5, hid_t group, enum kr_labels labels,
                            const struct kr_model *model)
{
    const size_t count = (size_t)kr_labels_size(labels, model);
    const char **words = calloc(count + 1, sizeof *words);
    if (words == NULL) {
        fail_memory(h5);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        words[i] = kr_labels_words(labels, model, (int)i).word;
    }
    const struct kr_h5_texts axis = {kr_labels_name(labels),
                                     words,
                                     count,
                                     kr_labels_meaning(labels),
                                     "Short words, in order of code from 0.",
                                     -1};
    hid_t scale = kr_h5_texts(h5, group, &axis);
    for (size_t i = 0; i < count; i++) {
        words[i] = kr_labels_words(labels, model, (int)i).name;
    }
    char name[64];
    (void)snprintf(name, sizeof name, "%s_name", kr_labels_name(labels));
    const struct kr_h5_texts texts = {
        name, words, count, kr_labels_meaning(labels), "Names for people.", scale};
    hid_t dataset = kr_h5_texts(h5, group, &texts);
    kr_h5_dataset_close(h5, &dataset);
    if (labels == KR_LABELS_SECTOR) {
        describe_sector_kinds(h5, group, scale, model, words);
    }
    if (labels == KR_LABELS_REGION) {
        describe_places(h5, group, scale, model);
    }
    kr_h5_dataset_close(h5, &scale);
    free(words);
}

void kr_describe_model(struct kr_h5 *h5, const struct kr_model *model)
{
    hid_t group = root(h5);
    kr_h5_text(h5, group, "country", model->country->name);
    kr_h5_integer(h5, group, "seed", (int64_t)model->seed);
    kr_h5_integer(h5, group, "replicate", (int64_t)model->replicate);
    kr_h5_real(h5, group, "scale", model->scale);
    // To be lived, so that a file that was cut short shows how much is missing.
    kr_h5_integer(h5, group, "quarters", model->quarters);
    kr_h5_group_close(h5, group);
    kr_policies_write(h5, "policies", "calendar of policies", model);
    group = kr_h5_group(h5, "labels");
    kr_h5_text(h5, group, "title", "words behind the codes");
    for (int labels = 1; labels < KR_LABELS_COUNT; labels++) {
        if (!kr_labels_numeric((enum kr_labels)labels, NULL)) {
            describe_labels(h5, group, (enum kr_labels)labels, model);
        }
    }
    kr_h5_group_close(h5, group);
}

// The time as text.
static void time_text(char *text, size_t size)
{
    const time_t now = time(NULL);
    struct tm parts;
    text[0] = '\0';
    if (gmtime_r(&now, &parts) != NULL) {
        (void)strftime(text, size, "%Y-%m-%dT%H:%M:%SZ", &parts);
    }
}

// Adds "2026Q2 at 2026-08-01T12:00:00Z" to the list of resumptions; when that is full the
// oldest ones go.
static void add_resumption(struct kr_h5 *h5, hid_t group, kr_quarter quarter)
{
    char all[2 * RESUMED_SIZE] = "";
    char when[TIME_SIZE + 1];
    const hid_t attribute = H5Aopen(group, "resumed", H5P_DEFAULT);
    const hid_t type = H5Aget_type(attribute);
    if (attribute < 0 || H5Tget_size(type) != RESUMED_SIZE ||
        H5Aread(attribute, type, all) < 0) {
        kr_h5_fail(h5, "reading attribute", "resumed");
    }
    H5Tclose(type);
    if (attribute >= 0) {
        H5Aclose(attribute);
    }
    time_text(when, sizeof when);
    const size_t used = strnlen(all, RESUMED_SIZE);
    (void)snprintf(all + used, sizeof all - used, "%s%dQ%d at %s", used > 0 ? ", " : "",
                   kr_quarter_year(quarter), kr_quarter_number(quarter), when);
    const char *rest = all;
    while (strlen(rest) >= RESUMED_SIZE) {
        rest = strstr(rest, ", ") + 2;
    }
    char text[RESUMED_SIZE] = "";
    (void)snprintf(text, sizeof text, "%s", rest);
    kr_h5_change(h5, group, "resumed", text);
}

bool kr_describe_resumed(struct kr_h5 *h5, const struct kr_model *model,
                         kr_quarter quarter)
{
    const char unfinished[HASH_SIZE] = KR_UNFINISHED;
    const int64_t quarters = model->quarters;
    const hid_t group = root(h5);
    kr_h5_change(h5, group, "world_hash", unfinished);
    kr_h5_change(h5, group, "quarters", &quarters);
    kr_h5_group_close(h5, group);
    // A file without provenance keeps none.
    const bool keeps = h5->code == KR_OK && H5Aexists_by_name(h5->file, "provenance",
                                                              "resumed", H5P_DEFAULT) > 0;
    if (keeps) {
        const hid_t provenance = kr_h5_group_reopen(h5, "provenance");
        add_resumption(h5, provenance, quarter);
        kr_h5_group_close(h5, provenance);
    }
    return keeps;
}

void kr_describe_end(struct kr_h5 *h5, uint64_t world_hash, double wall_seconds,
                     bool provenance)
{
    hid_t group = root(h5);
    char text[64] = "";
    (void)snprintf(text, sizeof text, "%0*llx", HASH_SIZE,
                   (unsigned long long)world_hash);
    kr_h5_change(h5, group, "world_hash", text);
    kr_h5_group_close(h5, group);
    if (!provenance || h5->code != KR_OK) {
        return;
    }
    time_text(text, sizeof text);
    group = H5Gopen2(h5->file, "/provenance", H5P_DEFAULT);
    kr_h5_change(h5, group, "end", text);
    kr_h5_change(h5, group, "wall_seconds", &wall_seconds);
    kr_h5_group_close(h5, group);
}

// The names of a list of codes, in order, with spaces between.
static void join_word(char *words, size_t size, const char *word)
{
    const size_t used = strlen(words);
    (void)snprintf(words + used, size - used, "%s%s", used > 0 ? " " : "", word);
}

void kr_describe_codes(struct kr_h5 *h5, hid_t root, const struct kr_country *country)
{
    char words[8192] = "";
    if (country == NULL) {
        return;
    }
    kr_h5_text(h5, root, "country", country->name);
    for (int s = 0; s < country->sectors; s++) {
        join_word(words, sizeof words, country->sector[s].label.id);
    }
    kr_h5_text(h5, root, "sectors", words);
    words[0] = '\0';
    for (int r = 0; r < country->regions; r++) {
        join_word(words, sizeof words, country->region[r].label.id);
    }
    kr_h5_text(h5, root, "regions", words);
}
