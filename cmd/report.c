// krapte report: one page to read of a result, of two, or of a comparison.
#include "cmd/report.h"

#include "cmd/files.h"
#include "cmd/options.h"
#include "cmd/setup.h"
#include "study/comparison_file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FORCE = 0x200, WHY = 1024, TITLE = 512 };

struct arguments {
    const char *file[KR_SIDES];
    const char *output;
    bool force;
};

// What the page is made from.
struct sources {
    struct kr_result *result[KR_SIDES];
    int files;
    bool is_comparison;
    char why[WHY]; // two files do not pair
};

static const struct argp_option OPTIONS[] = {
    {"output", 'o', "PAGE", 0, "The page to write (default: FILE's name with .html)", 0},
    {"force", FORCE, NULL, 0, "Overwrite the page when it exists", 0},
    {0}};

static void take_file(struct argp_state *state, struct arguments *arguments, char *text)
{
    if (arguments->file[KR_VARIANT] != NULL) {
        argp_error(state, "'%s' is one file too many: name one or two", text);
    } else if (arguments->file[KR_BASE] != NULL) {
        arguments->file[KR_VARIANT] = text;
    } else {
        arguments->file[KR_BASE] = text;
    }
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_ARG:
        take_file(state, arguments, text);
        return 0;
    case ARGP_KEY_END:
        if (arguments->file[KR_BASE] == NULL) {
            argp_error(state, "name a result file, two of them, or an effects file");
        }
        return 0;
    case 'o':
        arguments->output = text;
        return 0;
    case FORCE:
        arguments->force = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

// ---------------------------------------------------------------- files

static enum kr_exit open_files(struct sources *sources, const struct arguments *arguments)
{
    for (int side = 0; side < KR_SIDES && arguments->file[side] != NULL; side++) {
        sources->files = side + 1;
        if (kr_result_open(&sources->result[side], arguments->file[side]) != KR_OK) {
            return kr_tell_unopened(arguments->file[side],
                                    kr_result_error(sources->result[side]));
        }
    }
    return KR_EXIT_DONE;
}

// Says what is wrong with a file that is neither a result nor a comparison, or with two
// of which one is a comparison already.
static enum kr_exit check_kinds(struct sources *sources,
                                const struct arguments *arguments)
{
    for (int i = 0; i < sources->files; i++) {
        const bool comparison = kr_is_comparison_file(sources->result[i]);
        sources->is_comparison = sources->is_comparison || comparison;
        if (comparison && sources->files > 1) {
            fprintf(stderr,
                    "krapte: %s holds a comparison already: it is reported by itself, "
                    "krapte report %s\n",
                    arguments->file[i], arguments->file[i]);
            return KR_EXIT_USAGE;
        }
        if (!comparison && kr_result_complete(sources->result[i], "quarterly") == 0) {
            fprintf(stderr,
                    "krapte: %s has no quarterly figures: expected a result of krapte "
                    "run, or of krapte compare -o FILE.h5\n",
                    arguments->file[i]);
            return KR_EXIT_USAGE;
        }
    }
    return KR_EXIT_DONE;
}

// ---------------------------------------------------------------- numbers

static int put_runs(struct kr_json *json, const struct sources *sources,
                    const struct arguments *arguments)
{
    int code = KR_OK;
    kr_json_list(json, "runs");
    for (int i = 0; i < sources->files && code == KR_OK; i++) {
        kr_json_object(json, NULL);
        // Of two runs the page draws the tables of the variant only.
        code = kr_report_run(json, sources->result[i], arguments->file[i],
                             i == sources->files - 1);
        kr_json_close(json);
    }
    kr_json_close(json);
    return code;
}

// A comparison tells in "origin" what a run tells of itself.
static int put_origin(struct kr_json *json, struct kr_result *result, const char *file)
{
    static const char *const ATTRIBUTES[][2] = {
        {"title", "title"},     {"scenario", "scenario_name"},
        {"country", "country"}, {"scale", "scale"},
        {"seed", "seed"},       {"world", "world_hash"}};
    kr_json_object(json, "origin");
    kr_json_text(json, "file", file);
    for (size_t i = 0; i < sizeof ATTRIBUTES / sizeof ATTRIBUTES[0]; i++) {
        kr_report_attribute(json, result, ATTRIBUTES[i][0], ATTRIBUTES[i][1]);
    }
    const int code = kr_report_origin(json, result);
    kr_json_close(json);
    return code;
}

static int put_numbers(struct kr_json *json, struct sources *sources,
                       const struct arguments *arguments)
{
    int code;
    kr_json_object(json, NULL);
    kr_json_text(json, "version", KR_VERSION);
    kr_json_text(json, "kind",
                 sources->is_comparison ? "effects"
                 : sources->files > 1   ? "pair"
                                        : "run");
    if (sources->is_comparison) {
        code = put_origin(json, sources->result[0], arguments->file[0]);
        if (code == KR_OK) {
            code = kr_report_comparison(json, sources->result[0]);
        }
    } else {
        code = put_runs(json, sources, arguments);
        if (code == KR_OK && sources->files > 1) {
            code = kr_report_pair(json, sources->result, sources->why, WHY);
        }
    }
    // After a failure levels are left open, and the text is not used.
    if (code == KR_OK) {
        kr_json_close(json);
    }
    return code;
}

// ---------------------------------------------------------------- page

// FILE.h5 becomes FILE.html.
static char *default_output(const char *file)
{
    static const char ENDING[] = ".h5";
    const size_t length = strlen(file);
    const size_t ending = sizeof ENDING - 1;
    const bool cut = length > ending && strcmp(file + length - ending, ENDING) == 0;
    char *name;
    return asprintf(&name, "%.*s.html", (int)(cut ? length - ending : length), file) < 0
               ? NULL
               : name;
}

static enum kr_exit tell_failure(int code, const struct sources *sources,
                                 const struct arguments *arguments)
{
    if (code == KR_ERR_UNPAIRED) {
        fprintf(stderr,
                "krapte: %s and %s do not pair: %s. Report each by itself, or run both "
                "with the same scale, seed and pack\n",
                arguments->file[0], arguments->file[1], sources->why);
        return KR_EXIT_USAGE;
    }
    return kr_fail(code, "%s", arguments->file[0]);
}

static enum kr_exit write_page(struct sources *sources, const struct arguments *arguments,
                               const char *output)
{
    char title[TITLE];
    if (kr_result_attribute_text(sources->result[sources->files - 1], "/", "title", title,
                                 sizeof title) != KR_OK) {
        snprintf(title, sizeof title, "%s", arguments->file[0]);
    }
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    if (stream == NULL) {
        return kr_fail(KR_ERR_NO_MEMORY, "%s", arguments->file[0]);
    }
    struct kr_json json;
    kr_json_init(&json, stream);
    json.compact = true;
    const int code = put_numbers(&json, sources, arguments);
    enum kr_exit status = KR_EXIT_DONE;
    if (fclose(stream) != 0) {
        status = kr_fail(KR_ERR_NO_MEMORY, "%s", arguments->file[0]);
    } else if (code != KR_OK) {
        status = tell_failure(code, sources, arguments);
    } else {
        status = kr_report_page(output, arguments->force, title, text);
    }
    free(text);
    return status;
}

// A page never takes the place of what it is made from, whatever way the file is named.
static enum kr_exit check_output(const struct arguments *arguments, const char *output)
{
    struct stat page;
    struct stat source;
    for (int i = 0; i < KR_SIDES && arguments->file[i] != NULL; i++) {
        if (stat(output, &page) == 0 && stat(arguments->file[i], &source) == 0 &&
            page.st_dev == source.st_dev && page.st_ino == source.st_ino) {
            fprintf(stderr,
                    "krapte: %s is the file to report on; name another for the page, "
                    "such as -o report.html\n",
                    output);
            return KR_EXIT_USAGE;
        }
    }
    return KR_EXIT_DONE;
}

static enum kr_exit report(const struct arguments *arguments, const char *output)
{
    struct sources sources = {.files = 0};
    enum kr_exit status = check_output(arguments, output);
    if (status == KR_EXIT_DONE) {
        status = open_files(&sources, arguments);
    }
    if (status == KR_EXIT_DONE) {
        status = check_kinds(&sources, arguments);
    }
    if (status == KR_EXIT_DONE) {
        status = write_page(&sources, arguments, output);
    }
    for (int i = 0; i < sources.files; i++) {
        kr_result_close(sources.result[i]);
    }
    if (status == KR_EXIT_DONE) {
        printf("%s\n", output);
    }
    return status;
}

int kr_report_main(int argc, char **argv)
{
    static const char DOC[] =
        "Writes one page to read in a browser: main figures, charts, tables, how far to "
        "trust them, where they come from. It needs no network.\v"
        "FILE is the result of a run, or the file of krapte compare -o FILE.h5. Two "
        "results are a base and a variant; without several pairs there are no "
        "intervals.\n\n"
        "Example: krapte report results/baseline.h5\n"
        "         krapte report base.h5 variant.h5 -o difference.html\n"
        "         krapte compare BASE VARIANT --replicates 8 -o effects.h5\n"
        "         krapte report effects.h5\n\n"
        "Exit status: 0 done; 1 a file cannot be read or written; 2 wrong usage, files "
        "that do not pair, or a page that exists.";
    const struct argp argp = {OPTIONS, parse, "FILE [FILE2]", DOC, NULL, NULL, NULL};
    struct arguments arguments = {.output = NULL};
    kr_options_parse(&argp, argc, argv, &arguments);
    char *name = arguments.output == NULL ? default_output(arguments.file[0]) : NULL;
    const char *output = arguments.output != NULL ? arguments.output : name;
    const enum kr_exit status = output == NULL
                                    ? kr_fail(KR_ERR_NO_MEMORY, "%s", arguments.file[0])
                                    : report(&arguments, output);
    free(name);
    return (int)status;
}
