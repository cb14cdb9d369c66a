// krapte bench: what a run costs on this machine, beside the machine's own copy speed.
#include "base/clock.h"
#include "cmd/bandwidth.h"
#include "cmd/bench_output.h"
#include "cmd/command.h"
#include "cmd/forecast.h"
#include "cmd/json.h"
#include "cmd/machine.h"
#include "cmd/options.h"
#include "cmd/progress.h"
#include "cmd/setup.h"
#include "cmd/text.h"
#include "scenarios/population.h"
#include "sim/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char DEFAULT_SCENARIO[] = "scenarios/nl/baseline.yaml";

enum { OUTPUT = 0x200, COMPRESS, JSON };

struct arguments {
    struct kr_options options;
    const char *scenario;
    bool output;
    bool compress;
    bool json;
};

// What was measured.
struct measured {
    struct kr_timing timing;
    double copy_bytes_per_second;
    double population_seconds;
    double run_seconds;
    int64_t persons;
    int64_t peak_bytes;
    uint64_t world_hash;
    bool has_output;
    struct kr_bench_output output;
};

static const struct argp_option OPTIONS[] = {
    {"output", OUTPUT, NULL, 0,
     "Also measure writing the state of everybody each quarter, in three more runs (the "
     "file is removed afterwards)",
     2},
    {"compress", COMPRESS, "none|deflate", 0, "Of that file (default deflate)", 2},
    {"json", JSON, NULL, 0, "Print the figures as JSON", 3},
    {0}};

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
        arguments->scenario =
            arguments->scenario == NULL ? DEFAULT_SCENARIO : arguments->scenario;
        return 0;
    case OUTPUT:
        arguments->output = true;
        return 0;
    case COMPRESS:
        if (strcmp(text, "none") != 0 && strcmp(text, "deflate") != 0) {
            argp_error(state, "--compress is none or deflate, not \"%s\"", text);
        }
        arguments->compress = strcmp(text, "deflate") == 0;
        return 0;
    case JSON:
        arguments->json = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static int live(const struct kr_model *model, struct kr_world *world,
                struct measured *measured)
{
    struct kr_progress progress;
    kr_progress_init(&progress, NULL, NULL, false);
    // Only a person at a terminal sees progress: a log is for the figures.
    progress.quiet = !progress.terminal;
    const struct kr_observer observer = kr_progress_observer(&progress);
    struct kr_breach breach = {.text = ""};
    const struct kr_run_options options = {.observers = &observer,
                                           .observer_count = 1,
                                           .timing = &measured->timing,
                                           .breach = &breach};
    const double start = kr_wall_seconds();
    const int code = kr_run(model, world, &options);
    measured->run_seconds = kr_wall_seconds() - start;
    kr_progress_finish(&progress, "", -1, 0);
    fputs(breach.text, stderr);
    measured->persons = kr_persons_counted(world);
    measured->world_hash = kr_world_hash(world);
    return code;
}

static int measure(const struct kr_setup *setup, struct measured *measured)
{
    const struct kr_model *model = &setup->model;
    const double before = kr_copy_bandwidth(model->threads);
    kr_memory_forget_peak();
    struct kr_world world;
    memset(&world, 0, sizeof world);
    const double start = kr_wall_seconds();
    int code = kr_population_build(model, &world);
    if (code == KR_OK) {
        code = kr_world_prepare(model, &world);
    }
    measured->population_seconds = kr_wall_seconds() - start;
    if (code == KR_OK) {
        code = live(model, &world, measured);
    }
    measured->peak_bytes = kr_memory_peak();
    kr_world_free(&world);
    // The machine may be busier at one time than at another: the better of the two.
    const double after = kr_copy_bandwidth(model->threads);
    measured->copy_bytes_per_second = before > after ? before : after;
    return code;
}

static double per_person_quarter(const struct measured *measured, double amount)
{
    return amount / (double)measured->timing.person_quarters;
}

static double phase_seconds(const struct measured *measured)
{
    double seconds = 0.0;
    for (int p = 0; p < KR_PHASE_COUNT; p++) {
        seconds += measured->timing.seconds[p];
    }
    return seconds;
}

// Bytes per second over those of a copy.
static double copy_ratio(const struct measured *measured, int phase)
{
    const double seconds = measured->timing.seconds[phase];
    return seconds > 0.0
               ? measured->timing.bytes[phase] / seconds / measured->copy_bytes_per_second
               : 0.0;
}

static void print_json(const struct kr_setup *setup, const struct measured *measured)
{
    const struct kr_timing *timing = &measured->timing;
    struct kr_json json;
    kr_json_init(&json, stdout);
    kr_json_object(&json, NULL);
    kr_json_text(&json, "scenario", setup->scenario.name);
    kr_json_number(&json, "scale", setup->model.scale);
    kr_json_integer(&json, "persons", measured->persons);
    kr_json_integer(&json, "quarters", timing->quarters);
    kr_json_integer(&json, "threads", setup->model.threads);
    kr_json_number(&json, "ns_per_person_quarter",
                   1e9 * per_person_quarter(measured, measured->run_seconds));
    kr_json_number(&json, "copy_gb_per_s", 1e-9 * measured->copy_bytes_per_second);
    kr_json_number(&json, "bytes_per_person",
                   (double)measured->peak_bytes / (double)measured->persons);
    kr_json_number(&json, "population_seconds", measured->population_seconds);
    kr_json_number(&json, "run_seconds", measured->run_seconds);
    kr_json_object(&json, "phases");
    for (int p = 0; p < KR_PHASE_COUNT; p++) {
        kr_json_number(&json, kr_phase_name(p),
                       1e9 * per_person_quarter(measured, timing->seconds[p]));
    }
    kr_json_close(&json);
    kr_json_object(&json, "phase_bytes");
    for (int p = 0; p < KR_PHASE_COUNT; p++) {
        kr_json_number(&json, kr_phase_name(p),
                       per_person_quarter(measured, timing->bytes[p]));
    }
    kr_json_close(&json);
    kr_json_object(&json, "phase_copy_ratio");
    for (int p = 0; p < KR_PHASE_COUNT; p++) {
        kr_json_number(&json, kr_phase_name(p), copy_ratio(measured, p));
    }
    kr_json_close(&json);
    if (measured->has_output) {
        kr_bench_output_json(&measured->output, &json);
    }
    kr_json_hash(&json, "world", measured->world_hash);
    kr_json_close(&json);
}

static void put_row(struct kr_text_table *table, const char *name, double ns,
                    double bytes, double ratio)
{
    char text[KR_NUMBER_SIZE];
    kr_text_cell(table, name);
    snprintf(text, sizeof text, "%.2f", ns);
    kr_text_cell(table, text);
    snprintf(text, sizeof text, "%.1f", bytes);
    kr_text_cell(table, bytes > 0.0 ? text : "-");
    snprintf(text, sizeof text, "%.1f%%", 100.0 * ratio);
    kr_text_cell(table, bytes > 0.0 ? text : "-");
}

static void print_text(const struct kr_setup *setup, const struct measured *measured)
{
    const struct kr_timing *timing = &measured->timing;
    static const char *const HEADER[] = {"phase", "ns", "bytes", "of copy"};
    struct kr_text_table table;
    kr_text_table_init(&table, 4, "lrrr");
    for (int c = 0; c < 4; c++) {
        kr_text_cell(&table, HEADER[c]);
    }
    for (int p = 0; p < KR_PHASE_COUNT; p++) {
        put_row(&table, kr_phase_name(p),
                1e9 * per_person_quarter(measured, timing->seconds[p]),
                per_person_quarter(measured, timing->bytes[p]), copy_ratio(measured, p));
    }
    const double rest = measured->run_seconds - phase_seconds(measured);
    put_row(&table, "observers", 1e9 * per_person_quarter(measured, rest), 0.0, 0.0);
    put_row(&table, "all", 1e9 * per_person_quarter(measured, measured->run_seconds), 0.0,
            0.0);
    char persons[KR_NUMBER_SIZE];
    char memory[KR_NUMBER_SIZE];
    kr_number_text(persons, (double)measured->persons);
    kr_bytes_text(memory, (double)measured->peak_bytes);
    printf("%s: %s persons, %d quarters, %d threads\n", setup->scenario.name, persons,
           timing->quarters, setup->model.threads);
    printf("copy        %.1f GB/s, read plus written\n",
           1e-9 * measured->copy_bytes_per_second);
    printf("population  %.2f s\n", measured->population_seconds);
    printf("run         %.2f s\n", measured->run_seconds);
    printf("memory      %s at most, %.0f bytes per person\n\n", memory,
           (double)measured->peak_bytes / (double)measured->persons);
    printf("per person and quarter\n");
    kr_text_table_print(&table, true, stdout);
    kr_text_table_free(&table);
    if (measured->has_output) {
        kr_bench_output_print(&measured->output);
    }
}

static enum kr_exit bench(const struct arguments *arguments)
{
    struct kr_setup setup;
    enum kr_exit status = kr_setup_read(&setup, arguments->scenario, &arguments->options);
    if (status == KR_EXIT_DONE) {
        const struct kr_forecast forecast = kr_forecast_of(&setup.model, NULL, 1);
        status = kr_forecast_check(&forecast);
    }
    if (status == KR_EXIT_DONE) {
        struct measured measured = {.persons = 0};
        measured.has_output = arguments->output;
        int code = measure(&setup, &measured);
        if (code == KR_OK && arguments->output) {
            code = kr_bench_output(&setup.model, arguments->compress, &measured.output);
        }
        if (code != KR_OK) {
            status = kr_fail(code, "%s", arguments->scenario);
        } else if (arguments->json) {
            print_json(&setup, &measured);
        } else {
            print_text(&setup, &measured);
        }
    }
    kr_setup_free(&setup);
    return status;
}

int kr_bench_main(int argc, char **argv)
{
    static const char DOC[] =
        "Measures a run: nanoseconds of wall time per person and quarter, by phase, "
        "beside "
        "the speed at which this machine copies memory.\v"
        "SCENARIO is scenarios/nl/baseline.yaml when not given.\n\n"
        "Example: krapte bench --scale 0.1 --quarters 8\n\n"
        "'bytes' are those that the phase reads and writes per person by its own "
        "declaration; 'of copy' is how fast it moves them, as a share of the copy. "
        "Equal runs differ by up to 1.4 times on most machines, so compare ratios of "
        "alternating runs.\n\n"
        "JSON keys: persons, quarters, threads, ns_per_person_quarter, copy_gb_per_s, "
        "bytes_per_person (most memory over persons), population_seconds, phases (name: "
        "nanoseconds), phase_bytes, phase_copy_ratio.\n\n"
        "--output keeps " KR_BENCH_KEEP " and adds to the JSON, under output: raw_bytes, "
        "packed_bytes and compressed_bytes per person and quarter; file_bytes and "
        "foreseen_bytes; team_seconds (looking up, packing, compressing), write_seconds "
        "(of the thread that writes) and alone_seconds (compressing the same bytes, or "
        "with --compress none writing them one after another, and nothing else), each "
        "also as cpu_seconds of all processors, taken in turns record by record; ratio, "
        "cpu_ratio and median_ratio (of the records): the team's, with --compress none "
        "and the thread's, over alone; without_seconds and with_seconds: the run with "
        "series alone and with everybody; memory_bytes_per_person, memory_of_places, "
        "memory_of_batches.";
    const struct argp_child children[] = {{&kr_options_argp, 0, NULL, 0}, {0}};
    const struct argp argp = {OPTIONS, parse, "[SCENARIO]", DOC, children, NULL, NULL};
    struct arguments arguments = {.compress = true};
    kr_options_parse(&argp, argc, argv, &arguments);
    const enum kr_exit status = bench(&arguments);
    kr_options_free(&arguments.options);
    return (int)status;
}
