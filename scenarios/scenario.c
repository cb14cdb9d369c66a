// Reads a scenario: the files it extends, its pack, then all keys from the farthest file
// to the nearest, then --set.
#include "scenarios/scenario.h"

#include "base/hash.h"
#include "scenarios/file.h"
#include "scenarios/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static size_t mistakes(const struct kr_diag *diag)
{
    return diag->count + diag->dropped;
}

// Names what was meant, or at least a file of that kind.
static void report_missing(struct kr_reader *reader, const char *path,
                           struct kr_place asked)
{
    struct stat about;
    const bool folder = stat(path, &about) == 0 && S_ISDIR(about.st_mode);
    const bool there = kr_path_exists(path);
    const bool own = strcmp(path, asked.file) == 0; // not what another file extends
    char *near = folder ? kr_path_join(path, "baseline.yaml") : kr_path_nearest(path);
    const bool meant = near != NULL && kr_path_exists(near);
    kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_NO_FILE), asked,
                "found %s \"%s\"%s, expected a scenario file%s%s%s",
                folder  ? "the folder"
                : there ? "no readable file"
                        : "no file",
                path, own ? "" : " (paths count from the folder of the file)",
                meant ? "; did you mean \"" : " such as scenarios/nl/baseline.yaml",
                meant ? near : "", meant ? "\"?" : "");
    free(near);
}

// Reads one file as the next of the chain; `asked` is where its name stands.
static bool read_source(struct kr_reader *reader, const char *path, struct kr_place asked)
{
    struct kr_source *source = &reader->sources[reader->source_count];
    int code = kr_file_read(path, &source->text, &source->size);
    if (code == KR_ERR_NO_MEMORY) {
        reader->out_of_memory = true;
        return false;
    }
    if (code != KR_OK) {
        report_missing(reader, path, asked);
        reader->chain_broken = true;
        return false;
    }
    reader->source_count++;
    source->path = strdup(path);
    source->real_path = realpath(path, NULL);
    code =
        kr_yaml_parse(&source->document, path, source->text, source->size, reader->diag);
    reader->chain_broken |= source->document.root == NULL;
    reader->out_of_memory |= code != KR_OK || source->path == NULL;
    return !reader->out_of_memory;
}

// True when the newest file of the chain was there before.
static bool is_cycle(const struct kr_reader *reader)
{
    const struct kr_source *newest = &reader->sources[reader->source_count - 1];
    for (size_t i = 0; i + 1 < reader->source_count; i++) {
        if (newest->real_path != NULL && reader->sources[i].real_path != NULL &&
            strcmp(newest->real_path, reader->sources[i].real_path) == 0) {
            return true;
        }
    }
    return false;
}

static void free_source(struct kr_source *source)
{
    kr_yaml_free(&source->document);
    free(source->path);
    free(source->real_path);
    free(source->text);
    *source = (struct kr_source){0};
}

// The file that the newest one of the chain extends, in new memory; NULL when none.
static char *extended_path(struct kr_reader *reader, struct kr_place *asked)
{
    const struct kr_source *source = &reader->sources[reader->source_count - 1];
    const struct kr_yaml *node = source->document.root != NULL
                                     ? kr_yaml_find(source->document.root, "extends")
                                     : NULL;
    if (node == NULL || !kr_expect(reader, node, KR_YAML_TEXT, "extends")) {
        return NULL;
    }
    *asked = node->place;
    char *folder = kr_path_folder(source->path);
    char *path = folder != NULL ? kr_path_join(folder, node->text) : NULL;
    free(folder);
    reader->out_of_memory |= path == NULL;
    return path;
}

// Reads the scenario's file and those it extends, one after the other.
static void read_sources(struct kr_reader *reader, const char *file)
{
    struct kr_place asked = {file, 0, 0};
    if (!read_source(reader, file, asked)) {
        return;
    }
    char *path;
    while ((path = extended_path(reader, &asked)) != NULL) {
        const bool full = reader->source_count == KR_MOST_SOURCES;
        const bool done = !full && read_source(reader, path, asked);
        if (full || (done && is_cycle(reader))) {
            kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_EXTENDS_CYCLE), asked,
                        "found a chain of files that comes back to \"%s\" or is longer "
                        "than %d, expected one that ends",
                        path, KR_MOST_SOURCES);
            reader->chain_broken = true;
            if (!full) {
                free_source(&reader->sources[--reader->source_count]);
            }
            free(path);
            return;
        }
        free(path);
        if (!done) {
            return;
        }
    }
}

// The pack's name as last given, and the folder of the file that says so.
static const struct kr_yaml *find_pack(const struct kr_reader *reader, char **folder)
{
    for (size_t i = reader->assignment_count; i-- > 0;) {
        if (strcmp(reader->assignments[i].path, "pack") == 0) {
            *folder = strdup(".");
            return &reader->assignments[i].value;
        }
    }
    for (size_t i = 0; i < reader->source_count; i++) {
        const struct kr_yaml *root = reader->sources[i].document.root;
        const struct kr_yaml *node = root != NULL ? kr_yaml_find(root, "pack") : NULL;
        if (node != NULL) {
            *folder = kr_path_folder(reader->sources[i].path);
            return node;
        }
    }
    return NULL;
}

static bool is_pack(const char *folder)
{
    char *path = kr_path_join(folder, "pack.csv");
    const bool found = path != NULL && kr_path_exists(path);
    free(path);
    return found;
}

// Beside the file, one folder up, or in scenarios/ below the current folder.
static char *resolve_pack(const char *folder, const char *name)
{
    char *up = kr_path_join(folder, "..");
    const char *const places[] = {folder, up != NULL ? up : folder, "scenarios"};
    char *found = NULL;
    for (size_t i = 0; i < 3 && found == NULL; i++) {
        found = kr_path_join(places[i], name);
        if (found != NULL && !is_pack(found)) {
            free(found);
            found = NULL;
        }
    }
    free(up);
    return found;
}

// Loads the country; without it the rest is still looked through for mistakes.
static void load_pack(struct kr_reader *reader, struct kr_country *country)
{
    char *folder = NULL;
    const struct kr_yaml *node = find_pack(reader, &folder);
    struct kr_scenario *scenario = reader->scenario;
    const struct kr_place start = {scenario->file, 1, 1};
    if (node == NULL && !reader->chain_broken) {
        kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_MISSING_KEY), start,
                    "found no pack, expected `pack:` and the name or folder of a country "
                    "pack, here or in a file this one extends");
    } else if (node != NULL && node->kind == KR_YAML_TEXT && node->text[0] != '\0') {
        scenario->pack = resolve_pack(folder != NULL ? folder : ".", node->text);
        if (scenario->pack == NULL) {
            kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_NO_PACK), node->place,
                        "found the pack \"%s\", expected a folder with pack.csv in %s, "
                        "the folder above it, or scenarios/",
                        node->text, folder != NULL ? folder : ".");
        } else {
            uint64_t hash;
            const int code =
                kr_country_load(scenario->pack, country, &hash, reader->diag);
            reader->country = code == KR_OK ? country : NULL;
            reader->out_of_memory |= code == KR_ERR_NO_MEMORY;
            scenario->pack_hash = hash;
        }
    }
    free(folder);
}

// The name of the scenario when it has none of its own: that of the file.
static char *name_of_file(const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *base = slash != NULL ? slash + 1 : file;
    const char *dot = strrchr(base, '.');
    return strndup(base, dot != NULL && dot > base ? (size_t)(dot - base) : strlen(base));
}

static void apply_sources(struct kr_reader *reader)
{
    for (size_t i = reader->source_count; i-- > 0;) {
        reader->at_main = i == 0;
        if (reader->sources[i].document.root != NULL) {
            kr_apply_source(reader, reader->sources[i].document.root);
        }
    }
    reader->at_main = true;
    kr_apply_assignments(reader);
}

// Where a parameter of a broken rule was given, for the message.
static struct kr_place place_of_rule(const struct kr_reader *reader,
                                     const struct kr_parameter_rule *rule)
{
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    struct kr_place place = {reader->scenario->file, 1, 1};
    for (size_t i = 0; i < count; i++) {
        if (reader->said[i].file != NULL && strstr(rule->text, list[i].path) != NULL) {
            place = reader->said[i];
        }
    }
    return place;
}

static void check_rules(struct kr_reader *reader)
{
    size_t count;
    const struct kr_parameter_rule *rules = kr_parameter_rules(&count);
    for (size_t i = 0; i < count; i++) {
        if (!rules[i].holds(&reader->scenario->parameters)) {
            kr_diag_add(reader->diag, rules[i].code, place_of_rule(reader, &rules[i]),
                        "found parameters that do not fit together, expected: %s",
                        rules[i].text);
        }
    }
}

static void check_quarters(struct kr_reader *reader)
{
    const struct kr_scenario *scenario = reader->scenario;
    if (reader->country == NULL || scenario->freeze_drivers) {
        return;
    }
    const int known = reader->country->demand_quarters - 1;
    if (scenario->quarters > known) {
        kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_BEYOND_DRIVERS),
                    reader->quarters_place,
                    "found %d quarters, expected at most the %d that demand.csv of the "
                    "pack reaches, or freeze_drivers: true",
                    scenario->quarters, known);
    }
}

static int compare_settings(const void *a, const void *b)
{
    const struct kr_setting *left = a;
    const struct kr_setting *right = b;
    return strcmp(left->parameter->path, right->parameter->path);
}

// Parameters that differ from their defaults.
static void collect_settings(struct kr_reader *reader)
{
    struct kr_scenario *scenario = reader->scenario;
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    scenario->settings = calloc(count, sizeof *scenario->settings);
    for (size_t i = 0; scenario->settings != NULL && i < count; i++) {
        const double value = *kr_parameter_at(&scenario->parameters, &list[i]);
        if (value != list[i].initial) {
            char *file = strdup(reader->said[i].file);
            reader->out_of_memory |= file == NULL;
            scenario->settings[scenario->setting_count++] =
                (struct kr_setting){&list[i], value, file, reader->said[i].line};
        }
    }
    if (scenario->settings == NULL) {
        reader->out_of_memory = true;
    } else {
        qsort(scenario->settings, scenario->setting_count, sizeof *scenario->settings,
              compare_settings);
    }
}

// The text of all files, each under its name, and the hash of that and --set.
static void collect_text(struct kr_reader *reader, const char *const *sets,
                         size_t set_count)
{
    struct kr_scenario *scenario = reader->scenario;
    size_t size = 0;
    FILE *stream = open_memstream(&scenario->text, &size);
    if (stream == NULL) {
        reader->out_of_memory = true;
        return;
    }
    uint64_t hash = 0;
    for (size_t i = 0; i < reader->source_count; i++) {
        const struct kr_source *source = &reader->sources[i];
        (void)fprintf(stream, "# %s\n%s%s", source->path, source->text,
                      i + 1 < reader->source_count ? "\n" : "");
        hash = kr_hash_bytes(hash, source->text, source->size);
    }
    for (size_t i = 0; i < set_count; i++) {
        (void)fprintf(stream, "# --set %s\n", sets[i]);
        hash = kr_hash_bytes(hash, sets[i], strlen(sets[i]));
    }
    reader->out_of_memory |= fclose(stream) != 0;
    scenario->hash = hash;
}

static void free_reader(struct kr_reader *reader)
{
    for (size_t i = 0; i < reader->source_count; i++) {
        free_source(&reader->sources[i]);
    }
    for (size_t i = 0; i < reader->assignment_count; i++) {
        free(reader->assignments[i].text);
    }
    free(reader->assignments);
    free(reader->said);
    free(reader->drafts);
}

// A scenario in which nothing is said.
static bool set_defaults(struct kr_scenario *scenario, const char *file)
{
    *scenario = (struct kr_scenario){.scale = 1.0, .quarters = 40, .seed = 1};
    kr_parameters_default(&scenario->parameters);
    scenario->file = strdup(file);
    scenario->name = name_of_file(file);
    scenario->title = strdup("");
    scenario->description = strdup("");
    scenario->row = strdup("");
    scenario->proposers = strdup("");
    scenario->documents = strdup("");
    scenario->assumptions = strdup("");
    scenario->keep = strdup("");
    scenario->keep_file = strdup("");
    return scenario->file != NULL && scenario->name != NULL && scenario->title != NULL &&
           scenario->description != NULL && scenario->row != NULL &&
           scenario->proposers != NULL && scenario->documents != NULL &&
           scenario->assumptions != NULL && scenario->keep != NULL &&
           scenario->keep_file != NULL;
}

static void read_all(struct kr_reader *reader, const char *file, const char *const *sets,
                     size_t set_count, struct kr_country *country)
{
    kr_split_assignments(reader, sets, set_count);
    if (!reader->out_of_memory) {
        read_sources(reader, file);
    }
    if (!reader->out_of_memory) {
        load_pack(reader, country);
    }
    if (!reader->out_of_memory) {
        apply_sources(reader);
        kr_finish_policies(reader);
        check_rules(reader);
        check_quarters(reader);
        collect_settings(reader);
        collect_text(reader, sets, set_count);
    }
}

int kr_scenario_read(const char *file, const char *const *sets, size_t set_count,
                     struct kr_scenario *scenario, struct kr_country *country,
                     struct kr_diag *diag)
{
    const size_t before = mistakes(diag);
    *country = (struct kr_country){0};
    struct kr_reader reader = {.scenario = scenario, .diag = diag};
    size_t parameter_count;
    (void)kr_parameter_list(&parameter_count);
    reader.said = calloc(parameter_count, sizeof *reader.said);
    reader.quarters_place = (struct kr_place){file, 1, 1};
    reader.out_of_memory = !set_defaults(scenario, file) || reader.said == NULL;
    if (!reader.out_of_memory) {
        read_all(&reader, file, sets, set_count, country);
    }
    free_reader(&reader);
    int code = KR_OK;
    if (reader.out_of_memory) {
        code = KR_ERROR(KR_ERR_NO_MEMORY);
    } else if (mistakes(diag) > before) {
        code = KR_ERROR(KR_ERR_INPUT);
    }
    if (code != KR_OK) {
        kr_scenario_free(scenario);
        kr_country_free(country);
    }
    return code;
}

void kr_scenario_free(struct kr_scenario *self)
{
    for (size_t i = 0; i < self->setting_count; i++) {
        free(self->settings[i].file);
    }
    free(self->settings);
    free(self->policies);
    free(self->file);
    free(self->name);
    free(self->title);
    free(self->description);
    free(self->row);
    free(self->proposers);
    free(self->documents);
    free(self->assumptions);
    free(self->keep);
    free(self->keep_file);
    free(self->text);
    free(self->pack);
    *self = (struct kr_scenario){0};
}
