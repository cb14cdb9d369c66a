// krapte loops: the gain of the feedback loops, by experiment.
#include "study/loops.h"

#include "base/clock.h"
#include "cmd/command.h"
#include "cmd/forecast.h"
#include "cmd/loops_report.h"
#include "cmd/machine.h"
#include "cmd/options.h"
#include "cmd/setup.h"
#include "cmd/stop.h"
#include "cmd/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REPLICATES = 0x200, PULSE, QUIET, JSON, MOST_REPLICATES = 10000 };

struct arguments {
    struct kr_options options;
    const char *file;
    double pulse;
    int replicates;
    bool quiet;
    bool json;
};

// What the progress line needs.
struct told {
    bool terminal;
    bool quiet;
    double started;
};

static const struct argp_option OPTIONS[] = {
    {"pulse", PULSE, "X", 0,
     "Step in required hours, as a share: above 0, at most 0.5 (default: 0.01)", 1},
    {"replicates", REPLICATES, "N", 0,
     "Times that all is done with draws of its own; two or more give standard errors "
     "(default: 4)",
     1},
    {"quiet", QUIET, NULL, 0, "No progress", 3},
    {"json", JSON, NULL, 0, "Print the result as JSON", 3},
    {0}};

static double pulse_of(const struct argp_state *state, const char *text)
{
    char *end;
    const double pulse = strtod(text, &end);
    if (end == text || *end != '\0' || !(pulse > 0.0 && pulse <= 0.5)) {
        argp_error(state, "--pulse '%s': a number above 0, at most 0.5, is expected",
                   text);
    }
    return pulse;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->options;
        return 0;
    case ARGP_KEY_ARG:
        kr_option_file(state, &arguments->file, text);
        return 0;
    case ARGP_KEY_END:
        if (arguments->file == NULL) {
            argp_error(state, "name a scenario");
        }
        return 0;
    case PULSE:
        arguments->pulse = pulse_of(state, text);
        return 0;
    case REPLICATES:
        arguments->replicates =
            (int)kr_option_integer(state, "replicates", text, 1, MOST_REPLICATES);
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

static void tell(void *context, int done, int all)
{
    const struct told *told = context;
    if (told->quiet || (!told->terminal && done < all)) {
        return;
    }
    char left[KR_NUMBER_SIZE];
    kr_time_text(left, (kr_wall_seconds() - told->started) / done * (all - done));
    fprintf(stderr, "%sworld %d/%d  left %s%s", told->terminal ? "\r" : "", done, all,
            left, told->terminal && done < all ? "\033[K" : "\n");
}

static enum kr_exit measure(const struct arguments *arguments,
                            const struct kr_setup *setup, struct kr_loop_result *results)
{
    struct told told = {.terminal = isatty(STDERR_FILENO) != 0,
                        .quiet = arguments->quiet,
                        .started = kr_wall_seconds()};
    struct kr_breach breach = {.text = ""};
    const struct kr_loops_options options = {.pulse = arguments->pulse,
                                             .replicates = arguments->replicates,
                                             .stop = kr_stop_listen(),
                                             .progress = tell,
                                             .context = &told,
                                             .breach = &breach};
    const int code = kr_loops_measure(&setup->model, &options, results);
    if (code != KR_OK) {
        (void)kr_fail(code, "%s", arguments->file);
        fprintf(stderr, "%s", breach.text);
        return kr_exit_of(code);
    }
    const struct kr_loops_report report = {setup, arguments->pulse, arguments->replicates,
                                           results};
    if (arguments->json) {
        kr_loops_json(&report, stdout);
    } else {
        kr_loops_print(&report, stdout);
    }
    return KR_EXIT_DONE;
}

static enum kr_exit run(const struct arguments *arguments, struct kr_setup *setup)
{
    enum kr_exit status = kr_setup_read(setup, arguments->file, &arguments->options);
    if (status != KR_EXIT_DONE) {
        return status;
    }
    const struct kr_forecast forecast = kr_forecast_of(&setup->model, NULL, 1);
    status = kr_forecast_check(&forecast);
    size_t count;
    (void)kr_loop_list(&count);
    struct kr_loop_result *results = calloc(count, sizeof *results);
    if (status == KR_EXIT_DONE) {
        status = results == NULL ? kr_fail(KR_ERR_NO_MEMORY, "%s", arguments->file)
                                 : measure(arguments, setup, results);
    }
    free(results);
    return status;
}

int kr_loops_main(int argc, char **argv)
{
    static const char DOC[] =
        "Measures how much the feedback loops of the model strengthen a small pulse.\v"
        "Example: krapte loops scenarios/nl/frozen.yaml --scale 0.02 --quarters 8\n\n"
        "A feedback loop is a chain of causes that comes back to where it began. "
        "Measured are\n"
        "  L1   overload makes people leave and fall ill, which raises workload\n"
        "  L6   tight markets lower hiring standards\n"
        "  L8   who goes when demand falls, and who is kept\n"
        "  L9   people want the hours that others in the occupation work\n"
        "  L12  own account draws people out of jobs, those who stay have more work\n\n"
        "Required hours take a small step in one kind of sector, or in all, that lasts "
        "(for L12 the pull of own account does). Four worlds are lived from the same "
        "draws: with and without the step, each as the scenario says and with the "
        "parameters that close the loop at 0. The step's effect in the first pair is the "
        "whole one, in the second the direct one; the gain is whole over direct, means "
        "over the quarters, with its standard error over the replicates. A gain above 1 "
        "strengthens, below 1 dampens. Where the standard error is large, raise "
        "--replicates or --scale. A loop that cannot be measured is named, with what it "
        "lacks.\n\n"
        "For loop L1 the elasticities with respect to workload are shown too: how staff "
        "under more load differ from staff under less, minus the same difference in the "
        "world where nobody responds to load, which removes what else sets them apart. "
        "More: docs/model/loop-gains.md.\n\n"
        "Exit status: 0 done; 1 failed; 2 mistakes; 3 stopped on request, nothing shown; "
        "4 "
        "the books did not balance.";
    const struct argp_child children[] = {{&kr_options_argp, 0, NULL, 0}, {0}};
    const struct argp argp = {OPTIONS, parse, "SCENARIO", DOC, children, NULL, NULL};
    struct arguments arguments = {.pulse = 0.01, .replicates = 4};
    kr_options_parse(&argp, argc, argv, &arguments);
    struct kr_setup setup;
    memset(&setup, 0, sizeof setup);
    const enum kr_exit status = run(&arguments, &setup);
    kr_setup_free(&setup);
    kr_options_free(&arguments.options);
    return (int)status;
}
