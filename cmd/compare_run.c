// Comparing two scenarios: reading, living in pairs, and writing what was found.
#include "base/clock.h"
#include "cmd/compare_arguments.h"
#include "cmd/compare_page.h"
#include "cmd/compare_report.h"
#include "cmd/compare_store.h"
#include "cmd/compare_why.h"
#include "cmd/differences.h"
#include "cmd/files.h"
#include "cmd/forecast.h"
#include "cmd/machine.h"
#include "cmd/stop.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FEWEST_UNTIL = 4 };

// What the progress line needs.
struct told {
    bool terminal;
    bool quiet;
    int replicates;
    int quarters;
    int printed; // replicates told of, where there is no terminal
    double started;
};

// What --until-se asks, and of what.
struct until {
    double error; // fte
    struct kr_compare_report *report;
    struct told *told;
};

// Says why two models cannot be paired, or returns KR_EXIT_DONE.
static enum kr_exit check_pair(const struct kr_setup *base,
                               const struct kr_setup *variant)
{
    const struct kr_model *a = &base->model;
    const struct kr_model *b = &variant->model;
    const char *what = NULL;
    char *folder_a = realpath(base->scenario.pack, NULL);
    char *folder_b = realpath(variant->scenario.pack, NULL);
    if (folder_a == NULL || folder_b == NULL || strcmp(folder_a, folder_b) != 0) {
        what = "country pack";
    } else if (a->scale < b->scale || a->scale > b->scale) {
        what = "scale (--scale sets both)";
    } else if (a->seed != b->seed) {
        what = "seed (--seed sets both)";
    } else if (a->replicate != b->replicate) {
        what = "replicate";
    } else if (a->quarters != b->quarters) {
        what = "number of quarters (--quarters sets both)";
    }
    free(folder_a);
    free(folder_b);
    if (what == NULL) {
        return KR_EXIT_DONE;
    }
    fprintf(stderr, "krapte: %s and %s do not pair: they differ in %s\n",
            base->scenario.file, variant->scenario.file, what);
    return KR_EXIT_USAGE;
}

static void tell(void *context, int replicate, int quarter)
{
    struct until *until = context;
    struct told *told = until->told;
    const int done = replicate * told->quarters + quarter + 1;
    const int all = told->replicates * told->quarters;
    // Without a terminal a line per replicate; several may be lived at a time.
    if (told->quiet || (!told->terminal && done / told->quarters == told->printed)) {
        return;
    }
    told->printed = done / told->quarters;
    char left[KR_NUMBER_SIZE];
    kr_time_text(left, (kr_wall_seconds() - told->started) / done * (all - done));
    fprintf(stderr, "%sreplicate %d/%d  quarter %d/%d  left %s%s%s",
            told->terminal ? "\r" : "", replicate + 1, told->replicates, quarter + 1,
            told->quarters, until->error > 0.0 ? "at most " : "", left,
            told->terminal && done < all ? "\033[K" : "\n");
}

// Whether --until-se has what it wants.
static bool enough(void *context, const struct kr_comparison *so_far)
{
    const struct until *until = context;
    if (!(until->error > 0.0) || so_far->replicates < FEWEST_UNTIL) {
        return false;
    }
    until->report->first = so_far->first;
    until->report->force = kr_period_in_force(until->report);
    const struct kr_cell cell = {KR_OUTCOME_full_time, KR_SPLIT_total, 0};
    const struct kr_effect effect = kr_effects_of(
        &so_far->effects, cell, until->report->force.from, until->report->force.to);
    return effect.difference.error <= until->error;
}

static enum kr_exit write_text(const struct kr_compare_report *report, const char *name)
{
    struct kr_text_file text;
    kr_text_file_open(&text, name);
    if (text.out == NULL) {
        return kr_text_file_close(&text);
    }
    if (kr_ends_with(name, ".json")) {
        kr_compare_json(report, text.out);
    } else if (kr_ends_with(name, ".csv")) {
        kr_compare_csv(report, text.out);
    } else {
        kr_compare_page(report, text.out);
    }
    return kr_text_file_close(&text);
}

static enum kr_exit write_files(const struct kr_compare_arguments *arguments,
                                const struct kr_compare_report *report)
{
    enum kr_exit status = KR_EXIT_DONE;
    if (arguments->output != NULL && kr_ends_with(arguments->output, ".h5")) {
        status = kr_compare_store(report, arguments);
    } else if (arguments->output != NULL) {
        status = write_text(report, arguments->output);
    }
    if (arguments->page != NULL) {
        const enum kr_exit page = write_text(report, arguments->page);
        status = status == KR_EXIT_DONE ? page : status;
    }
    return status;
}

// Tells what the finished replicates found.
static enum kr_exit report_all(const struct kr_compare_arguments *arguments,
                               struct kr_compare_report *report)
{
    const struct kr_comparison *comparison = report->comparison;
    report->first = comparison->first;
    report->force = kr_period_in_force(report);
    if (arguments->json) {
        kr_compare_json(report, stdout);
    } else {
        kr_compare_print(report, stdout);
    }
    if (report->until_error > 0.0 &&
        !enough(&(struct until){report->until_error, report, NULL}, comparison)) {
        fprintf(stderr,
                "krapte: %d replicates did not bring the standard error down to %g fte; "
                "--replicates allows more\n",
                comparison->replicates, report->until_error);
    }
    return write_files(arguments, report);
}

// Then people are drawn once for both worlds.
static bool same_parameters(const struct kr_setup setups[KR_SIDES])
{
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    struct kr_parameters base = setups[KR_BASE].model.parameters;
    struct kr_parameters variant = setups[KR_VARIANT].model.parameters;
    bool same = true;
    for (size_t i = 0; i < count; i++) {
        const double before = *kr_parameter_at(&base, &list[i]);
        const double after = *kr_parameter_at(&variant, &list[i]);
        same = same && !(before < after || before > after);
    }
    return same;
}

// Lives the pairs and reports what was finished.
static enum kr_exit compare(const struct kr_compare_arguments *arguments,
                            const struct kr_setup setups[KR_SIDES])
{
    struct told told = {.terminal = isatty(STDERR_FILENO) != 0,
                        .quiet = arguments->quiet,
                        .replicates = arguments->replicates,
                        .quarters = setups[0].model.quarters,
                        .started = kr_wall_seconds()};
    struct kr_comparison comparison;
    struct kr_compare_report report = {
        .file = {setups[0].scenario.file, setups[1].scenario.file},
        .setup = {&setups[0], &setups[1]},
        .comparison = &comparison,
        .model = &setups[0].model,
        .effects = &comparison.effects,
        .splits = arguments->splits,
        .until_error = arguments->until_error};
    struct until until = {arguments->until_error, &report, &told};
    struct kr_breach breach = {.text = ""};
    const struct kr_compare_options options = {.replicates = arguments->replicates,
                                               .stop = kr_stop_listen(),
                                               .progress = tell,
                                               .enough = enough,
                                               .context = &until,
                                               .breach = &breach,
                                               .same_start = same_parameters(setups)};
    const int code =
        kr_compare_run(&setups[0].model, &setups[1].model, &options, &comparison);
    enum kr_exit status = kr_exit_of(code);
    if (code != KR_OK) {
        (void)kr_fail(code, "after %d of %d replicates", comparison.replicates,
                      arguments->replicates);
        fprintf(stderr, "%s", breach.text);
    }
    if ((code == KR_OK || code == KR_ERR_STOPPED) && comparison.replicates > 0) {
        const enum kr_exit told_all = report_all(arguments, &report);
        status = status == KR_EXIT_DONE ? told_all : status;
    }
    kr_comparison_free(&comparison);
    return status;
}

// Settings of policies are for the variant: the base may not even have the policy.
static enum kr_exit read_base(struct kr_setup *setup,
                              const struct kr_compare_arguments *arguments)
{
    struct kr_options options = arguments->options;
    options.sets = calloc(options.set_count + 1, sizeof *options.sets);
    if (options.sets == NULL) {
        return kr_fail(KR_ERR_NO_MEMORY, "%s", arguments->file[0]);
    }
    options.set_count = 0;
    for (size_t i = 0; i < arguments->options.set_count; i++) {
        char *set = arguments->options.sets[i];
        if (strncmp(set, "policies.", strlen("policies.")) != 0) {
            options.sets[options.set_count++] = set;
        }
    }
    const enum kr_exit status = kr_setup_read(setup, arguments->file[0], &options);
    free(options.sets);
    return status;
}

// Reads both, so that all mistakes are told before any is refused.
static enum kr_exit read_pair(const struct kr_compare_arguments *arguments,
                              struct kr_setup setups[KR_SIDES])
{
    const enum kr_exit first = read_base(&setups[0], arguments);
    const enum kr_exit second =
        kr_setup_read(&setups[1], arguments->file[1], &arguments->options);
    if (first != KR_EXIT_DONE || second != KR_EXIT_DONE) {
        return first != KR_EXIT_DONE ? first : second;
    }
    return check_pair(&setups[0], &setups[1]);
}

enum kr_exit kr_compare_scenarios(const struct kr_compare_arguments *arguments,
                                  struct kr_setup setups[KR_SIDES])
{
    enum kr_exit status = read_pair(arguments, setups);
    if (status != KR_EXIT_DONE) {
        return status;
    }
    struct kr_forecast forecast = kr_forecast_of(&setups[0].model, NULL, 2);
    forecast.seconds *= arguments->replicates;
    if (!arguments->json) {
        kr_print_differences(&setups[0], &setups[1], stdout);
        (void)fflush(stdout);
    }
    if (!arguments->quiet) {
        kr_forecast_print(&forecast, stderr);
    }
    status = kr_forecast_check(&forecast);
    return status == KR_EXIT_DONE ? compare(arguments, setups) : status;
}

static void tell_life(void *context, int pass, int quarter)
{
    const struct told *told = context;
    if (!told->quiet && (told->terminal || quarter + 1 == told->quarters)) {
        fprintf(stderr, "%s%s  quarter %d/%d%s", told->terminal ? "\r" : "",
                pass == 0 ? "looking for somebody" : "living both lives", quarter + 1,
                told->quarters,
                told->terminal && quarter + 1 < told->quarters ? "\033[K" : "\n");
    }
}

// Follows one person through both worlds of one replicate.
enum kr_exit kr_compare_lives(const struct kr_compare_arguments *arguments,
                              struct kr_setup setups[KR_SIDES])
{
    const enum kr_exit status = read_pair(arguments, setups);
    if (status != KR_EXIT_DONE) {
        return status;
    }
    struct told told = {.terminal = isatty(STDERR_FILENO) != 0,
                        .quiet = arguments->quiet,
                        .quarters = setups[0].model.quarters};
    struct kr_breach breach = {.text = ""};
    struct kr_lives_options options = {.stop = kr_stop_listen(),
                                       .progress = tell_life,
                                       .context = &told,
                                       .breach = &breach};
    if (strcmp(arguments->why, "any") == 0) {
        options.choice = KR_LIVES_RECIPIENT;
    } else if (strcmp(arguments->why, "displaced") == 0) {
        options.choice = KR_LIVES_DISPLACED;
    } else {
        options.person = strtoull(arguments->why, NULL, 10);
    }
    kr_print_differences(&setups[0], &setups[1], stdout);
    (void)fflush(stdout);
    struct kr_lives lives;
    const int code = kr_lives_run(&setups[0].model, &setups[1].model, &options, &lives);
    if (code != KR_OK) {
        (void)kr_fail(code, "after %d quarters", lives.count > 0 ? lives.count - 1 : 0);
        fprintf(stderr, "%s", breach.text);
    }
    if (code == KR_OK || (code == KR_ERR_STOPPED && lives.count > 1)) {
        kr_why_print(setups, &lives, arguments->why, stdout);
    }
    kr_lives_free(&lives);
    return kr_exit_of(code);
}
