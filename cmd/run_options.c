#include "cmd/run_options.h"

#include <argp.h>
#include <string.h>

enum { REPLICATE = 0x200, POPULATION, KEEP, FORCE, QUIET, JSON, COMPRESS, PROVENANCE };

static const struct argp_option OPTIONS[] = {
    {"output", 'o', "FILE", 0,
     "Result file (default: results/NAME.h5, where NAME is the "
     "scenario's)",
     2},
    {"replicate", REPLICATE, "N", 0, "Another draw of the same world (default: 0)", 1},
    {"population", POPULATION, "FILE", 0,
     "Starting world made by 'krapte population' "
     "(default: made anew)",
     1},
    {"keep", KEEP, "LIST", 0,
     "Also keep columns of persons and employers, and what happened, as in "
     "'persons[sector=vvt,sample=5%]:status,age@4;employers:heads;events:hire': every "
     "quarter, or with @N every N quarters (default: what the scenario says); "
     "'krapte describe outputs' lists what there is",
     2},
    {"compress", COMPRESS, "HOW", 0,
     "Compression of the result: deflate or none "
     "(default: deflate)",
     2},
    {"provenance", PROVENANCE, "WHAT", 0,
     "'none' leaves out where the file comes from, so "
     "that equal runs give equal bytes (default: all)",
     2},
    {"force", FORCE, NULL, 0, "Overwrite the result file when it exists", 2},
    {"quiet", QUIET, NULL, 0, "Print only mistakes and the hash of the world", 3},
    {"json", JSON, NULL, 0, "Print the summary as JSON", 3},
    {0}};

static bool parse_choice(struct argp_state *state, const char *name, const char *text,
                         const char *yes, const char *no)
{
    const bool is_yes = strcmp(text, yes) == 0;
    if (!is_yes && strcmp(text, no) != 0) {
        argp_error(state, "--%s: '%s' is neither '%s' nor '%s'", name, text, yes, no);
    }
    return is_yes;
}

// What cannot be asked for together.
static void check_combination(struct argp_state *state,
                              const struct kr_run_arguments *arguments)
{
    const char *const others[] = {arguments->force ? "--force" : NULL,
                                  arguments->population != NULL ? "--population" : NULL};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (arguments->checkpoints.resume != NULL && others[i] != NULL) {
            argp_error(state, "--resume does not go with %s", others[i]);
        }
    }
    if (arguments->fork != NULL && arguments->population != NULL) {
        argp_error(state, "krapte fork does not go with --population");
    }
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct kr_run_arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->options;
        state->child_inputs[1] = &arguments->checkpoints;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->is_fork && arguments->fork == NULL) {
            arguments->fork = text;
            return 0;
        }
        kr_option_file(state, &arguments->scenario, text);
        return 0;
    case ARGP_KEY_END:
        if (arguments->scenario == NULL) {
            argp_error(state, arguments->is_fork ? "name a checkpoint and a scenario file"
                                                 : "name a scenario file");
        }
        check_combination(state, arguments);
        return 0;
    case 'o':
        arguments->output = text;
        return 0;
    case REPLICATE:
        (void)kr_option_word(state, "replicate", text);
        kr_options_set(state, &arguments->options, "replicate", text);
        return 0;
    case POPULATION:
        arguments->population = text;
        return 0;
    case KEEP:
        arguments->keep = text;
        return 0;
    case COMPRESS:
        arguments->compress = parse_choice(state, "compress", text, "deflate", "none");
        return 0;
    case PROVENANCE:
        arguments->provenance = parse_choice(state, "provenance", text, "all", "none");
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

void kr_run_parse(int argc, char **argv, const struct kr_run_words *words,
                  struct kr_run_arguments *arguments)
{
    const struct argp_child children[] = {
        {&kr_options_argp, 0, NULL, 0},
        {arguments->is_fork ? &kr_fork_argp : &kr_checkpoints_argp, 0, NULL, 0},
        {0}};
    const struct argp argp = {OPTIONS, parse, words->arguments, words->doc, children,
                              NULL,    NULL};
    arguments->compress = true;
    arguments->provenance = true;
    kr_options_parse(&argp, argc, argv, arguments);
}
