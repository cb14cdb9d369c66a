// krapte compare: two scenarios with the same draws side by side, or two result files.
#include "cmd/command.h"
#include "cmd/compare_arguments.h"
#include "cmd/files.h"
#include "study/effects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REPLICATES = 0x200, UNTIL, BY, ALL, WHY, PAGE, FORCE, QUIET, JSON };

enum { MOST_REPLICATES = 10000, USUAL_REPLICATES = 4, USUAL_MOST_UNTIL = 64 };

static const struct argp_option OPTIONS[] = {
    {"replicates", REPLICATES, "N", 0,
     "Pairs of worlds, each with draws of its own; two or "
     "more give standard errors (default: 4)",
     1},
    {"until-se", UNTIL, "X", 0,
     "Add pairs until the standard error of the change of all full-time equivalents, "
     "mean "
     "over the quarters in force, is at most X fte; at least 4, at most --replicates "
     "(default then: 64)",
     1},
    {"by", BY, "LIST", 0,
     "Also print every figure by these: sector, region, age, sex, hours, occupation", 2},
    {"all", ALL, NULL, 0, "Print every figure by all of them", 2},
    {"why", WHY, "PERSON", 0,
     "Instead of effects: what made the two lives of one person part. PERSON is an id as "
     "in result files, 'any' for the first recipient whose life differs, or 'displaced' "
     "for the first of the others who works in the base world only",
     2},
    {"output", 'o', "FILE", 0,
     "Also write what was found to FILE: .h5 everything, .txt one page in plain English, "
     ".json or .csv tables",
     3},
    {"page", PAGE, "FILE", 0, "Also write the one page to FILE", 3},
    {"force", FORCE, NULL, 0, "Overwrite these files when they exist", 3},
    {"quiet", QUIET, NULL, 0, "No progress", 4},
    {"json", JSON, NULL, 0, "Print the result as JSON", 4},
    {0}};

bool kr_ends_with(const char *text, const char *end)
{
    const size_t length = strlen(text);
    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

static bool is_known_output(const char *name)
{
    static const char *const ENDS[] = {".json", ".csv", ".txt", ".h5"};
    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++) {
        if (kr_ends_with(name, ENDS[i])) {
            return true;
        }
    }
    return false;
}

// Adds "sector,age" to what is told cell by cell.
static void parse_splits(struct kr_compare_arguments *arguments, const char *text,
                         struct argp_state *state)
{
    for (const char *word = text; *word != '\0';) {
        const size_t length = strcspn(word, ",");
        int found = KR_NONE;
        for (int split = 1; split < KR_SPLIT_COUNT; split++) {
            const char *name = kr_split_name((enum kr_split)split);
            if (strlen(name) == length && strncmp(name, word, length) == 0) {
                found = split;
            }
        }
        if (found == KR_NONE) {
            argp_error(state,
                       "--by: '%.*s' is none of sector, region, age, sex, hours, "
                       "occupation",
                       (int)length, word);
        }
        arguments->splits |= 1U << found;
        word += length + (word[length] == ',');
    }
}

static bool is_result(const char *file)
{
    return kr_ends_with(file, ".h5");
}

// What cannot go together.
static void check_arguments(struct kr_compare_arguments *arguments,
                            struct argp_state *state)
{
    if (arguments->files < 2) {
        argp_error(state,
                   "name two scenarios, or two result files: the base and the variant");
    }
    if (is_result(arguments->file[0]) != is_result(arguments->file[1])) {
        argp_error(state, "'%s' and '%s': either two scenarios or two result files (.h5)",
                   arguments->file[0], arguments->file[1]);
    }
    if (arguments->output != NULL && !is_known_output(arguments->output)) {
        argp_error(state, "-o '%s': the name must end in .h5, .txt, .json or .csv",
                   arguments->output);
    }
    if (arguments->why != NULL &&
        (arguments->output != NULL || arguments->page != NULL || arguments->json ||
         arguments->until_error > 0.0 || arguments->replicates > 0)) {
        argp_error(state, "--why prints the lives of one replicate: it does not go with "
                          "-o, --page, --json, --replicates or --until-se");
    }
    if (arguments->replicates == 0) {
        arguments->replicates =
            arguments->until_error > 0.0 ? USUAL_MOST_UNTIL : USUAL_REPLICATES;
    }
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct kr_compare_arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->options;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->files == 2) {
            argp_error(state, "'%s': only two can be compared", text);
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
    case UNTIL:
        arguments->until_error = kr_option_number(state, "until-se", text, 1e-9, 1e9);
        return 0;
    case BY:
        parse_splits(arguments, text, state);
        return 0;
    case ALL:
        arguments->splits = (1U << KR_SPLIT_COUNT) - 1U;
        return 0;
    case WHY:
        if (strcmp(text, "any") != 0 && strcmp(text, "displaced") != 0) {
            (void)kr_option_word(state, "why", text);
        }
        arguments->why = text;
        return 0;
    case 'o':
        arguments->output = text;
        return 0;
    case PAGE:
        arguments->page = text;
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

// Refuses to write over a file, or where nothing can be written, before hours are spent.
static enum kr_exit check_target(const char *file, bool force)
{
    if (file == NULL) {
        return KR_EXIT_DONE;
    }
    const enum kr_exit refused = kr_check_new_file(file, KR_NEW_ANY, force);
    if (refused != KR_EXIT_DONE) {
        return refused;
    }
    char folder[4096];
    const char *slash = strrchr(file, '/');
    const int length = slash == NULL ? 1 : slash == file ? 1 : (int)(slash - file);
    snprintf(folder, sizeof folder, "%.*s", length, slash == NULL ? "." : file);
    if (access(folder, W_OK) != 0) {
        fprintf(stderr, "krapte: %s: cannot write into folder %s\n", file, folder);
        return KR_EXIT_FAILED;
    }
    return KR_EXIT_DONE;
}

static const char DOC[] =
    "Lives BASE and VARIANT side by side with the same draws and tells what the variant "
    "changes: jobs, hours, shortage, who pays, who would have done it anyway, where "
    "people "
    "come from.\v"
    "Example: krapte compare scenarios/nl/baseline.yaml "
    "scenarios/nl/policies/P01-extra-hours-bonus.yaml --scale 0.01 --replicates 8\n"
    "         krapte compare BASE VARIANT --until-se 200 -o effects.h5 --page page.txt\n"
    "         krapte compare BASE VARIANT --why displaced\n"
    "         krapte compare results/baseline.h5 results/variant.h5\n\n"
    "Scenarios: the two worlds have every draw in common, so they are equal to the bit "
    "until the first policy in which they differ is announced; that is checked. What "
    "remains is the effect, with its standard error over the replicates and a 95% "
    "interval. The same persons are looked up in both worlds every quarter: deadweight, "
    "displacement and relapse are observed, not assumed, and every hour of difference is "
    "booked once.\n\n"
    "Result files: of two finished runs with the same country pack, scale, seed and "
    "replicate the tables are compared, without errors and without what needs persons. "
    "Files that do not match are refused.\n\n"
    "--set changes both scenarios, but --set policies.NAME.KEY=VALUE only the variant. "
    "Both must share country pack, scale, seed and number of quarters. Ctrl-C stops "
    "after "
    "the quarter and tells what the finished replicates found.\n\nExit status: 0 done; 1 "
    "failed; 2 mistakes, or the worlds do not pair; 3 stopped on request (finished "
    "replicates are shown); 4 the books did not balance.";

int kr_compare_main(int argc, char **argv)
{
    const struct argp_child children[] = {{&kr_options_argp, 0, NULL, 0}, {0}};
    const struct argp argp = {OPTIONS, parse, "BASE VARIANT", DOC, children, NULL, NULL};

    struct kr_compare_arguments arguments = {.argc = argc, .argv = argv};
    kr_options_parse(&argp, argc, argv, &arguments);
    enum kr_exit status = check_target(arguments.output, arguments.force);
    if (status == KR_EXIT_DONE) {
        status = check_target(arguments.page, arguments.force);
    }
    struct kr_setup setups[KR_SIDES];
    memset(setups, 0, sizeof setups);
    if (status != KR_EXIT_DONE) {
        // Told already.
    } else if (is_result(arguments.file[0])) {
        status = kr_compare_files(&arguments);
    } else if (arguments.why != NULL) {
        status = kr_compare_lives(&arguments, setups);
    } else {
        status = kr_compare_scenarios(&arguments, setups);
    }
    kr_setup_free(&setups[0]);
    kr_setup_free(&setups[1]);
    kr_options_free(&arguments.options);
    return (int)status;
}
