// krapte show: what is in a file of ours, whatever its kind.
#include "cmd/show.h"

#include "cmd/command.h"
#include "cmd/files.h"
#include "cmd/json.h"
#include "cmd/loops_report.h"
#include "cmd/options.h"
#include "cmd/prose.h"
#include "cmd/setup.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALL = 0x200, CSV, JSON, LOOPS, VARIABLE, PLAIN_COLUMNS = 80, MOST_NAMED = 6 };

struct arguments {
    const char *file;
    const char *variable;
    bool all;
    bool csv;
    bool json;
    bool loops;
};

static const struct argp_option OPTIONS[] = {
    {"all", ALL, NULL, 0, "Show all figures, not only the main ones", 0},
    {"csv", CSV, NULL, 0, "Print the figures as CSV: of a result, a row per quarter", 0},
    {"json", JSON, NULL, 0, "Print what is known of the file as JSON", 0},
    {"variable", VARIABLE, "NAME", 0,
     "Print one variable as CSV: a column for each of its axes, then 'value'", 0},
    {"loops", LOOPS, NULL, 0,
     "Show the gain of the workload spiral by kind of sector instead", 0},
    {0}};

static void check(const struct argp_state *state, const struct arguments *arguments)
{
    if (arguments->file == NULL) {
        argp_error(state, "name a file");
    }
    if (arguments->csv && arguments->json) {
        argp_error(state, "--csv and --json cannot go together");
    }
    if (arguments->csv && arguments->loops) {
        argp_error(state, "--csv and --loops cannot go together");
    }
    if (arguments->variable != NULL && (arguments->json || arguments->loops)) {
        argp_error(state, "--variable prints CSV: leave out --%s",
                   arguments->json ? "json" : "loops");
    }
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_ARG:
        kr_option_file(state, &arguments->file, text);
        return 0;
    case ARGP_KEY_END:
        check(state, arguments);
        return 0;
    case ALL:
        arguments->all = true;
        return 0;
    case CSV:
        arguments->csv = true;
        return 0;
    case JSON:
        arguments->json = true;
        return 0;
    case LOOPS:
        arguments->loops = true;
        return 0;
    case VARIABLE:
        arguments->variable = text;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

void kr_show_attribute(const struct kr_show *show, const char *path, const char *name,
                       char *text, size_t size)
{
    if (kr_result_attribute_text(show->result, path, name, text, size) != KR_OK) {
        text[0] = '\0';
    }
}

void kr_show_line(const struct kr_show *show, const char *format, ...)
{
    char *line = NULL;
    va_list arguments;
    va_start(arguments, format);
    const int length = vasprintf(&line, format, arguments);
    va_end(arguments);
    if (length < 0) {
        return;
    }
    const int indent = (int)strspn(line, " ");
    const struct kr_prose prose = {stdout, indent, show->columns};
    kr_prose_put(&prose, 0, "%s", line + indent);
    free(line);
}

double kr_show_number(const struct kr_show *show, const char *name, double otherwise)
{
    double value;
    return kr_result_attribute_number(show->result, "/", name, &value) == KR_OK
               ? value
               : otherwise;
}

char **kr_show_texts(const struct kr_show *show, const char *path, size_t *count)
{
    const struct kr_result_variable *variable = kr_result_find(show->result, path);
    char **texts = NULL;
    *count = 0;
    if (variable == NULL || !variable->is_text ||
        kr_result_texts(show->result, variable, &texts, count) != KR_OK) {
        *count = 0;
        return NULL;
    }
    return texts;
}

// A file of another program: what is in it, and what could be shown instead.
static int refuse_other(const struct kr_show *show)
{
    fprintf(stderr, "krapte: %s: an HDF5 file, but not one of Krapte", show->file);
    struct kr_group_info info;
    size_t groups = 0;
    for (; groups < MOST_NAMED && kr_group_info(show->result, groups, &info); groups++) {
        fprintf(stderr, "%s%s", groups == 0 ? "; its groups are " : ", ", info.name);
    }
    fputs(kr_group_info(show->result, groups, &info) ? ", ...\n" : "\n", stderr);
    fputs("krapte: show reads", stderr);
    for (int kind = 1; kind < KR_FILE_KINDS; kind++) {
        fprintf(stderr, "%s %s (%s)", kind > 1 ? ";" : "",
                kr_file_kind_name((enum kr_file_kind)kind),
                kr_file_kind_meaning((enum kr_file_kind)kind));
    }
    fputc('\n', stderr);
    return KR_ERROR(KR_ERR_FORMAT);
}

// Shows the open file; false when what was wrong has been told.
static enum kr_exit show_open(const struct kr_show *show,
                              const struct arguments *arguments)
{
    static int (*const SHOWS[KR_FILE_KINDS])(const struct kr_show *) = {
        [KR_FILE_OTHER] = refuse_other,
        [KR_FILE_RESULT] = kr_show_result,
        [KR_FILE_EFFECTS] = kr_show_effects,
        [KR_FILE_POPULATION] = kr_show_population,
        [KR_FILE_CHECKPOINT] = kr_show_checkpoint,
    };
    const enum kr_file_kind kind = kr_file_kind_of(show->result);
    int code = KR_OK;
    if (arguments->variable != NULL && kind != KR_FILE_OTHER) {
        code = kr_show_variable(show, arguments->variable);
        if (code == KR_ERR_INPUT) {
            return KR_EXIT_USAGE;
        }
    } else {
        code = SHOWS[kind](show);
    }
    if (code != KR_OK && kind != KR_FILE_OTHER) {
        const char *words = kr_result_error(show->result);
        fprintf(stderr, "krapte: %s\n",
                words[0] != '\0' ? words : kr_error_message(code));
    }
    return code == KR_OK ? KR_EXIT_DONE : KR_EXIT_FAILED;
}

static enum kr_exit show_loops(const struct kr_show *show)
{
    struct kr_spiral_file spiral;
    if (kr_spiral_read(&spiral, show->result) != KR_OK) {
        fprintf(stderr, "krapte: %s: the file does not hold what the loops need\n",
                show->file);
        return KR_EXIT_FAILED;
    }
    if (show->style == KR_SHOW_JSON) {
        struct kr_json json;
        kr_json_init(&json, stdout);
        kr_json_object(&json, NULL);
        kr_json_text(&json, "file", show->file);
        kr_spiral_json(&spiral, &json);
        kr_json_close(&json);
    } else {
        kr_spiral_print(&spiral, stdout);
    }
    return KR_EXIT_DONE;
}

static enum kr_exit show_file(const struct arguments *arguments)
{
    const int terminal = kr_terminal_columns(stdout);
    struct kr_show show = {.file = arguments->file,
                           .style = arguments->json  ? KR_SHOW_JSON
                                    : arguments->csv ? KR_SHOW_CSV
                                                     : KR_SHOW_TEXT,
                           .all = arguments->all,
                           .columns = terminal > 0 ? terminal : PLAIN_COLUMNS};
    enum kr_exit status = KR_EXIT_FAILED;
    if (kr_result_open(&show.result, arguments->file) != KR_OK) {
        status = kr_tell_unopened(arguments->file, kr_result_error(show.result));
    } else {
        status = arguments->loops ? show_loops(&show) : show_open(&show, arguments);
    }
    kr_result_close(show.result);
    return status;
}

int kr_show_main(int argc, char **argv)
{
    static const char DOC[] =
        "Shows what is in a file: the main figures of a run beside the published ones, "
        "the effects and costs that a comparison found, or who lives in a prepared "
        "starting world.\v"
        "Example: krapte show results/baseline.h5\n"
        "         krapte show results/baseline.h5 --csv > path.csv\n"
        "         krapte show results/baseline.h5 --variable tightness_by_region\n"
        "         krapte show effects.h5 --json\n\n"
        "Only complete quarters are shown, so a file can be looked at after its run was "
        "stopped or killed. Published figures are those that the country pack had when "
        "the run began.\n\n"
        "--json has for each kind: file, kind, title, scale, groups (by name: variables, "
        "bytes, records or null). A result adds scenario, country, seed, replicate, "
        "complete, quarters, quarters_planned, time, indicators, shortage (by name: "
        "unit, values), policies, world. Effects add scenario, replicates, estimates (by "
        "period, then figure: unit, base, variant, difference, standard_error, low, "
        "high, variance_removed), ledger (quarters from and to, counted from 0; by "
        "full_time_equivalents and euro, then line: meaning, mean of a quarter, sum), "
        "world. A population adds country, quarter, seed, "
        "replicate, tables (rows), status, sector and region (persons and employers). "
        "NaN is null.\n"
        "--csv has for a result: quarter, then one column per figure; for effects: "
        "period, figure, unit and the same estimates; for a population: list, name, "
        "persons, employers.\n"
        "--variable has one row per value: its axes by name (time as 2026Q1), then "
        "value.\n\n"
        "Exit status: 0 done; 1 the file cannot be read; 2 wrong usage, or no variable "
        "of "
        "that name.";
    const struct argp argp = {OPTIONS, parse, "FILE", DOC, NULL, NULL, NULL};
    struct arguments arguments = {.file = NULL};
    kr_options_parse(&argp, argc, argv, &arguments);
    return (int)show_file(&arguments);
}
