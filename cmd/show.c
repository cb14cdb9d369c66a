// krapte show: the headline table and the picture of a result file.
#include "cmd/command.h"
#include "cmd/headline.h"
#include "cmd/loops_report.h"
#include "cmd/options.h"
#include "cmd/setup.h"
#include "output/reader.h"
#include "study/path.h"
#include "study/targets.h"

#include <stdio.h>
#include <string.h>

enum { ALL = 0x200, CSV, JSON, LOOPS };

struct arguments {
    const char *file;
    bool all;
    bool csv;
    bool json;
    bool loops;
};

// What is shown of a file.
struct shown {
    char scenario[256];
    char title[512];
    char country[256];
    char world[64];
    char pack[1024];
    double scale;
    struct kr_path path;
    struct kr_targets targets;
};

static const struct argp_option OPTIONS[] = {
    {"all", ALL, NULL, 0, "Show all figures, not only the main ones", 0},
    {"csv", CSV, NULL, 0, "Print all quarters as CSV", 0},
    {"json", JSON, NULL, 0, "Print all quarters as JSON", 0},
    {"loops", LOOPS, NULL, 0,
     "Show the gain of the workload spiral by kind of sector instead", 0},
    {0}};

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_ARG:
        kr_option_file(state, &arguments->file, text);
        return 0;
    case ARGP_KEY_END:
        if (arguments->file == NULL) {
            argp_error(state, "name a result file");
        }
        if (arguments->csv && arguments->json) {
            argp_error(state, "--csv and --json cannot go together");
        }
        if (arguments->csv && arguments->loops) {
            argp_error(state, "--csv and --loops cannot go together");
        }
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
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

// An attribute that a file may lack: a run that was killed has no world hash, and one
// without provenance no pack.
static void read_text(struct kr_result *result, const char *path, const char *name,
                      char *text, size_t size)
{
    if (kr_result_attribute_text(result, path, name, text, size) != KR_OK) {
        text[0] = '\0';
    }
}

// The published figures, when the pack is still where it was.
static void read_targets(struct shown *shown)
{
    struct kr_diag diag;
    kr_diag_init(&diag);
    if (shown->pack[0] != '\0' &&
        kr_targets_read(&shown->targets, shown->pack, &diag) != KR_OK) {
        shown->targets = (struct kr_targets){0};
    }
    kr_diag_free(&diag);
}

static int read_file(struct kr_result *result, struct shown *shown)
{
    read_text(result, "/", "scenario_name", shown->scenario, sizeof shown->scenario);
    read_text(result, "/", "title", shown->title, sizeof shown->title);
    read_text(result, "/", "country", shown->country, sizeof shown->country);
    read_text(result, "/", "world_hash", shown->world, sizeof shown->world);
    if (strcmp(shown->world, "unfinished") == 0) {
        shown->world[0] = '\0';
    }
    read_text(result, "/provenance", "pack", shown->pack, sizeof shown->pack);
    if (kr_result_attribute_number(result, "/", "scale", &shown->scale) != KR_OK) {
        shown->scale = 0.0;
    }
    read_targets(shown);
    return kr_path_read(&shown->path, result);
}

static void print_json(const struct shown *shown, const char *file)
{
    struct kr_json json;
    kr_json_init(&json, stdout);
    kr_json_object(&json, NULL);
    kr_json_text(&json, "file", file);
    kr_json_text(&json, "scenario", shown->scenario);
    kr_json_text(&json, "title", shown->title);
    kr_json_text(&json, "country", shown->country);
    kr_json_number(&json, "scale", shown->scale);
    kr_json_integer(&json, "quarters", shown->path.quarters);
    kr_path_json(&shown->path, &shown->targets, &json);
    kr_json_text(&json, "world", shown->world);
    kr_json_close(&json);
}

static void print_text(const struct shown *shown, bool all)
{
    printf("%s: %s\n%s, scale %g, %d quarters\n\n", shown->scenario, shown->title,
           shown->country, shown->scale, shown->path.quarters);
    kr_headline_print(&shown->path, &shown->targets, all, stdout);
    putchar('\n');
    kr_picture_print(&shown->path, stdout);
    if (shown->world[0] != '\0') {
        printf("\nworld %s\n", shown->world);
    } else {
        puts("\nThe run has not ended, or was killed; the quarters above are complete.");
    }
}

static enum kr_exit show(const struct arguments *arguments)
{
    struct shown shown = {.scale = 0.0};
    struct kr_result *result;
    int code = kr_result_open(&result, arguments->file);
    if (code == KR_OK) {
        code = read_file(result, &shown);
    }
    if (code != KR_OK) {
        fprintf(stderr, "krapte: %s\n", kr_result_error(result));
    } else if (arguments->json) {
        print_json(&shown, arguments->file);
    } else if (arguments->csv) {
        kr_path_csv(&shown.path, stdout);
    } else {
        print_text(&shown, arguments->all);
    }
    kr_path_free(&shown.path);
    kr_targets_free(&shown.targets);
    kr_result_close(result);
    return code == KR_OK ? KR_EXIT_DONE : KR_EXIT_FAILED;
}

static enum kr_exit show_loops(const struct arguments *arguments)
{
    struct kr_result *result;
    struct kr_spiral_file spiral;
    int code = kr_result_open(&result, arguments->file);
    if (code != KR_OK) {
        fprintf(stderr, "krapte: %s\n", kr_result_error(result));
    } else {
        code = kr_spiral_read(&spiral, result);
        if (code != KR_OK) {
            fprintf(stderr, "krapte: %s: the file does not hold what the loops need\n",
                    arguments->file);
        }
    }
    if (code == KR_OK && arguments->json) {
        struct kr_json json;
        kr_json_init(&json, stdout);
        kr_json_object(&json, NULL);
        kr_json_text(&json, "file", arguments->file);
        kr_spiral_json(&spiral, &json);
        kr_json_close(&json);
    } else if (code == KR_OK) {
        kr_spiral_print(&spiral, stdout);
    }
    kr_result_close(result);
    return code == KR_OK ? KR_EXIT_DONE : KR_EXIT_FAILED;
}

int kr_show_main(int argc, char **argv)
{
    static const char DOC[] =
        "Shows the main figures of a result file beside the published ones, and a small "
        "picture of the path.\v"
        "Example: krapte show results/baseline.h5\n"
        "         krapte show results/baseline.h5 --csv > path.csv\n"
        "         krapte show results/baseline.h5 --loops\n\n"
        "Only complete quarters are shown, so a file can be looked at after its run was "
        "stopped or killed. Published figures are shown when the country pack is still "
        "where the run found it.\n\n"
        "Exit status: 0 done; 1 the file cannot be read; 2 wrong usage.";
    const struct argp argp = {OPTIONS, parse, "FILE", DOC, NULL, NULL, NULL};
    struct arguments arguments = {.file = NULL};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    return (int)(arguments.loops ? show_loops(&arguments) : show(&arguments));
}
