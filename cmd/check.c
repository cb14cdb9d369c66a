// krapte check: reads a scenario and says what it would do.
#include "cmd/command.h"
#include "cmd/differences.h"
#include "cmd/forecast.h"
#include "cmd/options.h"
#include "cmd/setup.h"
#include "cmd/text.h"
#include "output/target.h"

#include <inttypes.h>
#include <stdio.h>

struct arguments {
    struct kr_options options;
    const char *scenario;
};

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->options;
        return 0;
    case ARGP_KEY_ARG:
        kr_option_file(state, &arguments->scenario, text);
        return 0;
    case ARGP_KEY_END:
        if (arguments->scenario == NULL) {
            argp_error(state, "name a scenario file");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void print_scenario(const struct kr_setup *setup)
{
    const struct kr_scenario *scenario = &setup->scenario;
    const struct kr_country *country = &setup->country;
    const struct kr_model *model = &setup->model;
    const kr_quarter start = kr_quarter_of((int)country->constants.start_year,
                                           (int)country->constants.start_quarter);
    char first[KR_NUMBER_SIZE];
    char last[KR_NUMBER_SIZE];
    kr_quarter_text((kr_quarter)(start + 1), first, sizeof first);
    kr_quarter_text((kr_quarter)(start + model->quarters), last, sizeof last);
    printf("scenario   %s: %s\n", scenario->name,
           scenario->title == NULL ? "" : scenario->title);
    printf("pack       %s: %s, %d regions, %d sectors, %d occupations\n", scenario->pack,
           country->name, country->regions, country->sectors, country->occupations);
    printf("run        %s to %s (%d quarters), scale %g, seed %" PRIu64
           ", replicate %" PRIu64 "%s\n",
           first, last, model->quarters, model->scale, model->seed, model->replicate,
           model->freeze_drivers ? ", drivers frozen" : "");
}

// What the file will hold beside the standing series.
static void print_output(const struct kr_scenario *scenario)
{
    for (int b = 0; b < scenario->breakdowns.count; b++) {
        char text[KR_BREAKDOWN_TEXT];
        kr_breakdown_text(&scenario->breakdowns.at[b], text);
        printf("%-11s%s\n", b == 0 ? "breakdowns" : "", text);
    }
    if (scenario->keep[0] != '\0') {
        printf("%-11s%s\n", "keep", scenario->keep);
    }
}

static enum kr_exit check(const struct arguments *arguments)
{
    struct kr_setup setup;
    struct kr_targets targets = {0};
    enum kr_exit status = kr_setup_read(&setup, arguments->scenario, &arguments->options);
    if (status == KR_EXIT_DONE) {
        status = kr_exit_of(kr_setup_targets(&setup, &targets));
    }
    if (status == KR_EXIT_DONE) {
        status = kr_setup_check_keep(&setup, NULL);
    }
    if (status == KR_EXIT_DONE) {
        const struct kr_output_options output = {.file = "results/x.h5",
                                                 .keep = setup.scenario.keep,
                                                 .breakdowns = setup.scenario.breakdowns,
                                                 .panel = true,
                                                 .compress = true};
        const struct kr_forecast forecast = kr_forecast_of(&setup.model, &output, 1);
        print_scenario(&setup);
        kr_print_settings(&setup, stdout);
        kr_print_policies(&setup.model, stdout);
        print_output(&setup.scenario);
        kr_forecast_print(&forecast, stdout);
        puts("ok");
    }
    kr_targets_free(&targets);
    kr_setup_free(&setup);
    return status;
}

int kr_check_main(int argc, char **argv)
{
    static const char DOC[] =
        "Reads a scenario and its country pack without running it.\v"
        "Example: krapte check scenarios/village/baseline.yaml\n\n"
        "Prints what differs from the defaults and where that is said, the calendar of "
        "policies, and the memory, disk and time a run would take. All mistakes are "
        "listed together, each with file, line and column. The last line is 'ok' when "
        "there are none.\n\n"
        "Exit status: 0 no mistakes; 2 mistakes, or wrong usage.";
    const struct argp_child children[] = {{&kr_options_argp, 0, NULL, 0}, {0}};
    const struct argp argp = {NULL, parse, "SCENARIO", DOC, children, NULL, NULL};
    struct arguments arguments = {.scenario = NULL};
    kr_options_parse(&argp, argc, argv, &arguments);
    const enum kr_exit status = check(&arguments);
    kr_options_free(&arguments.options);
    return (int)status;
}
