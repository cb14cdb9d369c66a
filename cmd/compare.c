// krapte compare: two scenarios with the same draws, side by side.
#include "study/compare.h"

#include "cmd/command.h"
#include "cmd/compare_report.h"
#include "cmd/differences.h"
#include "cmd/forecast.h"
#include "cmd/machine.h"
#include "cmd/options.h"
#include "cmd/setup.h"
#include "cmd/stop.h"
#include "cmd/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REPLICATES = 0x200, FORCE, QUIET, JSON, MOST_REPLICATES = 10000 };

struct arguments {
    struct kr_options options;
    const char *file[2]; // base, variant
    int files;
    const char *output;
    int replicates;
    bool force;
    bool quiet;
    bool json;
};

// What the progress line needs.
struct told {
    bool terminal;
    bool quiet;
    int replicates;
    int quarters;
    double started;
};

static const struct argp_option OPTIONS[] = {
    {"replicates", REPLICATES, "N", 0,
     "Pairs of worlds, each with draws of its own; two or "
     "more give standard errors (default: 4)",
     1},
    {"output", 'o', "FILE", 0, "Also write the table to FILE: .json or .csv", 2},
    {"force", FORCE, NULL, 0, "Overwrite that file when it exists", 2},
    {"quiet", QUIET, NULL, 0, "No progress", 3},
    {"json", JSON, NULL, 0, "Print the result as JSON", 3},
    {0}};

static bool ends_with(const char *text, const char *end)
{
    const size_t length = strlen(text);
    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

static void check_arguments(const struct arguments *arguments, struct argp_state *state)
{
    if (arguments->files < 2) {
        argp_error(state, "name two scenarios: the base and the variant");
    }
    if (arguments->output != NULL && !ends_with(arguments->output, ".json") &&
        !ends_with(arguments->output, ".csv")) {
        argp_error(state, "-o '%s': the name must end in .json or .csv",
                   arguments->output);
    }
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->options;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->files == 2) {
            argp_error(state, "'%s': only two scenarios can be given", text);
        }
        arguments->file[arguments->files++] = text;
        return 0;
    case ARGP_KEY_END:
        check_arguments(arguments, state);
        return 0;
    case REPLICATES:
        arguments->replicates =
            (int)kr_option_integer(state, "replicates", text, 1, MOST_REPLICATES);
        return 0;
    case 'o':
        arguments->output = text;
        return 0;
    case FORCE:
        arguments->force = true;
        return 0;
    case QUIET:
        arguments->quiet = true;
        return 0;
    case JSON:
        arguments->json = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

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
    const struct told *told = context;
    const int done = replicate * told->quarters + quarter + 1;
    const int all = told->replicates * told->quarters;
    if (told->quiet || (!told->terminal && quarter + 1 < told->quarters)) {
        return;
    }
    char left[KR_NUMBER_SIZE];
    kr_time_text(left, (kr_clock() - told->started) / done * (all - done));
    fprintf(stderr, "%sreplicate %d/%d  quarter %d/%d  left %s%s",
            told->terminal ? "\r" : "", replicate + 1, told->replicates, quarter + 1,
            told->quarters, left, told->terminal && done < all ? "\033[K" : "\n");
}

static enum kr_exit write_file(const struct arguments *arguments,
                               const struct kr_compare_report *report)
{
    if (arguments->output == NULL) {
        return KR_EXIT_DONE;
    }
    FILE *file = fopen(arguments->output, "w");
    if (file == NULL) {
        perror(arguments->output);
        return KR_EXIT_FAILED;
    }
    if (ends_with(arguments->output, ".json")) {
        kr_compare_json(report, file);
    } else {
        kr_compare_csv(report, file);
    }
    const bool failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed) {
        perror(arguments->output);
        return KR_EXIT_FAILED;
    }
    return KR_EXIT_DONE;
}

// Lives the pairs and reports what was finished.
static enum kr_exit compare(const struct arguments *arguments,
                            const struct kr_setup *base, const struct kr_setup *variant)
{
    struct told told = {.terminal = isatty(STDERR_FILENO) != 0,
                        .quiet = arguments->quiet,
                        .replicates = arguments->replicates,
                        .quarters = base->model.quarters,
                        .started = kr_clock()};
    struct kr_breach breach = {.text = ""};
    const struct kr_compare_options options = {.replicates = arguments->replicates,
                                               .stop = kr_stop_listen(),
                                               .progress = tell,
                                               .context = &told,
                                               .breach = &breach};
    struct kr_comparison comparison;
    const int code = kr_compare_run(&base->model, &variant->model, &options, &comparison);
    enum kr_exit status = kr_exit_of(code);
    if (code != KR_OK) {
        (void)kr_fail(code, "after %d of %d replicates", comparison.replicates,
                      arguments->replicates);
        fprintf(stderr, "%s", breach.text);
    }
    if ((code == KR_OK || code == KR_ERR_STOPPED) && comparison.replicates > 0) {
        const struct kr_compare_report report = {base, variant, &comparison};
        if (arguments->json) {
            kr_compare_json(&report, stdout);
        } else {
            kr_compare_print(&report, stdout);
        }
        const enum kr_exit written = write_file(arguments, &report);
        status = status == KR_EXIT_DONE ? written : status;
    }
    kr_comparison_free(&comparison);
    return status;
}

// Settings of policies are for the variant: the base may not even have the policy.
static enum kr_exit read_base(struct kr_setup *setup, const struct arguments *arguments)
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

static enum kr_exit run(const struct arguments *arguments, struct kr_setup setups[2])
{
    if (arguments->output != NULL && !arguments->force &&
        access(arguments->output, F_OK) == 0) {
        fprintf(stderr, "krapte: %s exists already; --force overwrites it\n",
                arguments->output);
        return KR_EXIT_USAGE;
    }
    // Both are read before any is refused, so that all mistakes are told.
    const enum kr_exit first = read_base(&setups[0], arguments);
    const enum kr_exit second =
        kr_setup_read(&setups[1], arguments->file[1], &arguments->options);
    if (first != KR_EXIT_DONE || second != KR_EXIT_DONE) {
        return first != KR_EXIT_DONE ? first : second;
    }
    enum kr_exit status = check_pair(&setups[0], &setups[1]);
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
    return status == KR_EXIT_DONE ? compare(arguments, &setups[0], &setups[1]) : status;
}

int kr_compare_main(int argc, char **argv)
{
    static const char DOC[] =
        "Lives BASE and VARIANT side by side with the same draws and prints what the "
        "variant changes.\v"
        "Example: krapte compare scenarios/nl/baseline.yaml "
        "scenarios/nl/policies/P01-extra-hours-bonus.yaml --scale 0.01 --replicates 8\n\n"
        "The two worlds have every draw in common, so they are equal to the bit until "
        "the "
        "first policy in which they differ is announced; that is checked. What remains "
        "is "
        "the effect, with its standard error over the replicates and a 95% interval. "
        "Deadweight are recipients who in the base world work at least as many hours in "
        "the same quarter.\n\n"
        "--set changes both scenarios, but --set policies.NAME.KEY=VALUE only the "
        "variant. "
        "Both must share country pack, scale, seed and number of quarters.\n\nExit "
        "status: 0 done; 1 failed; 2 mistakes, or the scenarios do not pair; 3 stopped "
        "on "
        "request (finished replicates are shown); 4 the books did not balance.";
    const struct argp_child children[] = {{&kr_options_argp, 0, NULL, 0}, {0}};
    const struct argp argp = {OPTIONS, parse, "BASE VARIANT", DOC, children, NULL, NULL};

    struct arguments arguments = {.replicates = 4};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct kr_setup setups[2];
    memset(setups, 0, sizeof setups);
    const enum kr_exit status = run(&arguments, setups);
    kr_setup_free(&setups[0]);
    kr_setup_free(&setups[1]);
    kr_options_free(&arguments.options);
    return (int)status;
}
