#include "cmd/setup.h"

#include "base/error.h"
#include "base/parallel.h"
#include "output/keep.h"
#include "scenarios/file.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEFAULT_QUARTERS = 40 };

void kr_print_diagnostics(const struct kr_diag *diag)
{
    for (size_t i = 0; i < diag->count; i++) {
        const struct kr_diag_entry *entry = &diag->entries[i];
        if (entry->file[0] != '\0') {
            fprintf(stderr, "%s:", entry->file);
        }
        if (entry->line > 0) {
            fprintf(stderr, "%d:", entry->line);
        }
        if (entry->line > 0 && entry->column > 0) {
            fprintf(stderr, "%d:", entry->column);
        }
        fprintf(stderr, "%serror[%s]: %s\n", entry->file[0] != '\0' ? " " : "",
                entry->code, entry->text);
    }
    const size_t all = diag->count + diag->dropped;
    fprintf(stderr, "%zu mistake%s", all, all == 1 ? "" : "s");
    if (diag->dropped > 0) {
        fprintf(stderr, ", of which %zu are not shown", diag->dropped);
    }
    fputs("; nothing was written\n", stderr);
}

enum kr_exit kr_fail(int code, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    char text[512];
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    fprintf(stderr, "krapte: %s: %s\n", text, kr_error_message(code));
    return kr_exit_of(code);
}

// What a model takes from the scenario; threads are not part of what is assumed.
static void make_model(struct kr_setup *self, int threads)
{
    const struct kr_scenario *scenario = &self->scenario;
    const int wanted = threads > 0 ? threads : kr_parallel_processors();
    self->model = (struct kr_model){
        .country = &self->country,
        .parameters = scenario->parameters,
        .policies = scenario->policies,
        .policy_count = scenario->policy_count,
        .seed = scenario->seed,
        .replicate = scenario->replicate,
        .key = kr_random_key_of(scenario->seed, scenario->replicate),
        .scale = scenario->scale,
        .quarters = scenario->quarters,
        .threads = wanted < KR_MAX_THREADS ? wanted : KR_MAX_THREADS,
        .freeze_drivers = scenario->freeze_drivers,
    };
}

enum kr_exit kr_setup_read(struct kr_setup *self, const char *file,
                           const struct kr_options *options)
{
    memset(self, 0, sizeof *self);
    struct kr_diag diag;
    kr_diag_init(&diag);
    enum kr_exit status = KR_EXIT_DONE;
    const char *const *sets = (const char *const *)options->sets;
    const int code = kr_scenario_read(file, sets, options->set_count, &self->scenario,
                                      &self->country, &diag);
    if (code != KR_OK && !kr_diag_is_empty(&diag)) {
        kr_print_diagnostics(&diag);
        status = KR_EXIT_USAGE;
    } else if (code != KR_OK) {
        status = kr_fail(code, "%s", file);
    } else {
        make_model(self, options->threads);
    }
    kr_diag_free(&diag);
    return status;
}

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

// The folder that `name` means, in new memory; NULL when it is none.
static char *pack_folder(const char *name)
{
    if (is_folder(name)) {
        return strdup(name);
    }
    char *folder = kr_path_join("scenarios", name);
    if (folder != NULL && !is_folder(folder)) {
        free(folder);
        folder = NULL;
    }
    return folder;
}

static enum kr_exit load_pack(const char *folder, struct kr_country *country,
                              uint64_t *hash)
{
    struct kr_diag diag;
    kr_diag_init(&diag);
    const int code = kr_country_load(folder, country, hash, &diag);
    enum kr_exit status = kr_exit_of(code);
    if (!kr_diag_is_empty(&diag)) {
        kr_print_diagnostics(&diag);
        status = KR_EXIT_USAGE;
    } else if (code != KR_OK) {
        status = kr_fail(code, "%s", folder);
    }
    kr_diag_free(&diag);
    return status;
}

// The few settings that a pack without a scenario can take.
static bool apply_to_pack(struct kr_scenario *scenario, const struct kr_options *options)
{
    for (size_t i = 0; i < options->set_count; i++) {
        const char *set = options->sets[i];
        if (strncmp(set, "scale=", 6) == 0) {
            scenario->scale = strtod(set + 6, NULL);
        } else if (strncmp(set, "quarters=", 9) == 0) {
            scenario->quarters = (int)strtol(set + 9, NULL, 10);
        } else if (strncmp(set, "seed=", 5) == 0) {
            scenario->seed = strtoull(set + 5, NULL, 10);
        } else if (strncmp(set, "replicate=", 10) == 0) {
            scenario->replicate = strtoull(set + 10, NULL, 10);
        } else {
            fprintf(stderr, "krapte: --set %s needs a scenario, not only a pack\n", set);
            return false;
        }
    }
    return true;
}

enum kr_exit kr_setup_any(struct kr_setup *self, const char *name,
                          const struct kr_options *options)
{
    memset(self, 0, sizeof *self);
    char *folder = pack_folder(name);
    if (folder == NULL) {
        return kr_setup_read(self, name, options);
    }
    struct kr_scenario *scenario = &self->scenario;
    *scenario = (struct kr_scenario){
        .pack = folder, .scale = 1.0, .quarters = DEFAULT_QUARTERS, .seed = 1};
    kr_parameters_default(&scenario->parameters);
    if (!apply_to_pack(scenario, options)) {
        return KR_EXIT_USAGE;
    }
    make_model(self, options->threads);
    return load_pack(folder, &self->country, &scenario->pack_hash);
}

int kr_setup_targets(const struct kr_setup *self, struct kr_targets *targets)
{
    struct kr_diag diag;
    kr_diag_init(&diag);
    const int code = kr_targets_read(targets, self->scenario.pack, &diag);
    if (!kr_diag_is_empty(&diag)) {
        kr_print_diagnostics(&diag);
    }
    kr_diag_free(&diag);
    return code;
}

enum kr_exit kr_setup_check_keep(const struct kr_setup *self, const char *keep)
{
    const struct kr_scenario *scenario = &self->scenario;
    struct kr_keep parsed;
    char error[512];
    const char *text = keep != NULL ? keep : scenario->keep;
    if (kr_keep_read(text, &self->model, &parsed, error, sizeof error) == KR_OK) {
        return KR_EXIT_DONE;
    }
    static const char OPTION[] = "--keep: ";
    const bool named = strncmp(error, OPTION, sizeof OPTION - 1) == 0;
    const char *words = named ? error + sizeof OPTION - 1 : error;
    if (keep != NULL) {
        fprintf(stderr, "krapte: --keep: %s\n", words);
    } else {
        fprintf(stderr, "%s:%d:%d: error[bad-keep]: output.keep: %s\n",
                scenario->keep_file, scenario->keep_line, scenario->keep_column, words);
    }
    return KR_EXIT_USAGE;
}

void kr_setup_free(struct kr_setup *self)
{
    kr_scenario_free(&self->scenario);
    kr_country_free(&self->country);
    memset(self, 0, sizeof *self);
}
