// krapte population: makes a starting world once and keeps it in a file.
#include "scenarios/population.h"

#include "base/clock.h"
#include "cmd/command.h"
#include "cmd/files.h"
#include "cmd/forecast.h"
#include "cmd/machine.h"
#include "cmd/options.h"
#include "cmd/setup.h"
#include "cmd/starting_world.h"
#include "cmd/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

enum { REPLICATE = 0x200, FORCE, QUIET };

struct arguments {
    struct kr_options options;
    const char *pack;
    const char *output;
    bool force;
    bool quiet;
};

static const struct argp_option OPTIONS[] = {
    {"output", 'o', "FILE", 0, "File to write (required)", 2},
    {"replicate", REPLICATE, "N", 0, "Another draw of the same world (default: 0)", 1},
    {"force", FORCE, NULL, 0, "Overwrite the file when it exists", 2},
    {"quiet", QUIET, NULL, 0, "Print only mistakes and the hash of the world", 3},
    {0}};

static void check_arguments(const struct arguments *arguments, struct argp_state *state)
{
    if (arguments->pack == NULL) {
        argp_error(state, "name a country pack or a scenario");
    }
    if (arguments->output == NULL) {
        argp_error(state, "name the file to write with -o");
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
        kr_option_file(state, &arguments->pack, text);
        return 0;
    case ARGP_KEY_END:
        check_arguments(arguments, state);
        return 0;
    case 'o':
        arguments->output = text;
        return 0;
    case REPLICATE:
        (void)kr_option_word(state, "replicate", text);
        kr_options_set(state, &arguments->options, "replicate", text);
        return 0;
    case FORCE:
        arguments->force = true;
        return 0;
    case QUIET:
        arguments->quiet = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static enum kr_exit make(const struct arguments *arguments, const struct kr_setup *setup)
{
    struct kr_world world = {.now = 0};
    const double start = kr_wall_seconds();
    const int built = kr_population_build(&setup->model, &world);
    if (built != KR_OK) {
        return kr_fail(built, "the starting world");
    }
    const double seconds = kr_wall_seconds() - start;
    const struct kr_population_origin origin = kr_origin_of(setup);
    char error[1024];
    const int code =
        kr_population_write(arguments->output, &origin, &world, arguments->force, error);
    if (code != KR_OK) {
        fprintf(stderr, "krapte: %s\n",
                error[0] != '\0' ? error : kr_error_message(code));
    } else {
        if (!arguments->quiet) {
            char persons[KR_NUMBER_SIZE];
            char employers[KR_NUMBER_SIZE];
            char time[KR_NUMBER_SIZE];
            kr_number_text(persons, (double)world.persons.rows);
            kr_number_text(employers, (double)world.employers.rows);
            kr_time_text(time, seconds);
            fprintf(stderr, "%s: %s persons, %s employers, made in %s\n",
                    arguments->output, persons, employers, time);
        }
        printf("world %016" PRIx64 "\n", kr_world_hash(&world));
    }
    kr_world_free(&world);
    return kr_exit_of(code);
}

static enum kr_exit population(const struct arguments *arguments)
{
    enum kr_exit status =
        kr_check_new_file(arguments->output, KR_NEW_HDF5, arguments->force);
    if (status != KR_EXIT_DONE) {
        return status;
    }
    struct kr_setup setup;
    status = kr_setup_any(&setup, arguments->pack, &arguments->options);
    if (status == KR_EXIT_DONE) {
        const struct kr_forecast forecast = kr_forecast_of(&setup.model, NULL, 1);
        status = kr_forecast_check(&forecast);
    }
    if (status == KR_EXIT_DONE) {
        status = make(arguments, &setup);
    }
    kr_setup_free(&setup);
    return status;
}

int kr_population_main(int argc, char **argv)
{
    static const char DOC[] =
        "Makes the starting world once and keeps it, for 'krapte run --population "
        "FILE'.\v"
        "PACK is a country pack (its folder, or NAME for scenarios/NAME), or a scenario "
        "whose pack, scale, seed and parameters are used.\n\n"
        "Example: krapte population nl --scale 0.1 -o nl-tenth.h5\n"
        "         krapte run scenarios/nl/baseline.yaml --scale 0.1 --population "
        "nl-tenth.h5\n\n"
        "A run with a prepared population is the same to the bit as one that builds its "
        "own with the same seed, replicate and parameters.\n\n"
        "Exit status: 0 done; 1 the file cannot be written; 2 mistakes, the file exists, "
        "or too little memory.";
    const struct argp_child children[] = {{&kr_options_argp, 0, NULL, 0}, {0}};
    const struct argp argp = {OPTIONS, parse, "PACK", DOC, children, NULL, NULL};
    struct arguments arguments = {.pack = NULL};
    kr_options_parse(&argp, argc, argv, &arguments);
    const enum kr_exit status = population(&arguments);
    kr_options_free(&arguments.options);
    return (int)status;
}
