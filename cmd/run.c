// krapte run: lives a scenario and writes the result file.
#include "sim/run.h"

#include "base/clock.h"
#include "cmd/checkpoints.h"
#include "cmd/command.h"
#include "cmd/files.h"
#include "cmd/folder.h"
#include "cmd/forecast.h"
#include "cmd/headline.h"
#include "cmd/machine.h"
#include "cmd/progress.h"
#include "cmd/provenance.h"
#include "cmd/run_options.h"
#include "cmd/setup.h"
#include "cmd/starting_world.h"
#include "cmd/stop.h"
#include "cmd/text.h"
#include "output/writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Everything that one run owns.
struct run {
    const struct kr_run_arguments *arguments;
    struct kr_setup setup;
    struct kr_provenance provenance;
    char *output;
    char *status_file;
    struct kr_output_options output_options;
    struct kr_writer *writer;
    struct kr_checkpoints checkpoints;
    struct kr_world world;
    struct kr_path path;
    struct kr_targets targets;
    struct kr_progress progress;
    struct kr_timing timing;
    struct kr_breach breach;
    double population_seconds;
    double run_seconds;
    uint64_t world_hash;
    char why[1200]; // the writer's own words when it failed
};

// Names the files of the run and says what is to be kept.
static int plan_output(struct run *run, int argc, char **argv)
{
    const struct kr_run_arguments *arguments = run->arguments;
    int length = arguments->output != NULL
                     ? asprintf(&run->output, "%s", arguments->output)
                     : asprintf(&run->output, "results/%s.h5", run->setup.scenario.name);
    if (length < 0) {
        run->output = NULL;
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    if (asprintf(&run->status_file, "%s.status.json", run->output) < 0) {
        run->status_file = NULL;
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    const int code = kr_provenance_init(&run->provenance, &run->setup, argc, argv,
                                        arguments->population);
    run->output_options = (struct kr_output_options){
        .file = run->output,
        .title = run->setup.scenario.title,
        .scenario_name = run->setup.scenario.name,
        .provenance = run->provenance.item,
        .provenance_count = arguments->provenance ? run->provenance.count : 0,
        .parameters = run->provenance.parameter,
        .parameter_count = run->provenance.parameters,
        .published = run->targets.row,
        .published_count = run->targets.rows,
        .keep = arguments->keep != NULL ? arguments->keep : run->setup.scenario.keep,
        .breakdowns = run->setup.scenario.breakdowns,
        .panel = true,
        .compress = arguments->compress,
        .resume = arguments->checkpoints.resume != NULL,
        .rolls = &run->checkpoints.rolls,
    };
    return code == KR_OK
               ? kr_checkpoints_init(&run->checkpoints, &arguments->checkpoints,
                                     &run->setup, run->output, run->output_options.keep)
               : code;
}

static void print_header(const struct run *run, const struct kr_forecast *forecast)
{
    const struct kr_scenario *scenario = &run->setup.scenario;
    const struct kr_model *model = &run->setup.model;
    char persons[KR_NUMBER_SIZE];
    char employers[KR_NUMBER_SIZE];
    kr_number_text(persons, (double)forecast->persons);
    kr_number_text(employers, (double)forecast->employers);
    fprintf(stderr, "scenario   %s: %s\n", scenario->name,
            scenario->title == NULL ? "" : scenario->title);
    fprintf(stderr, "country    %s (%s), %d regions, %d sectors, %d occupations\n",
            run->setup.country.name, scenario->pack, model->country->regions,
            model->country->sectors, model->country->occupations);
    fprintf(stderr, "world      scale %g: room for %s persons and %s employers\n",
            model->scale, persons, employers);
    fprintf(stderr,
            "run        %d quarters, %d threads, seed %" PRIu64 ", replicate %" PRIu64
            ", %zu settings, %d policies\n",
            model->quarters, model->threads, model->seed, model->replicate,
            scenario->setting_count, model->policy_count);
    kr_forecast_print(forecast, stderr);
    fprintf(stderr, "output     %s\n", run->output);
}

// What can be known to go wrong before the world is built.
static enum kr_exit check_output(const struct run *run)
{
    const enum kr_exit keep = kr_setup_check_keep(&run->setup, run->arguments->keep);
    if (keep != KR_EXIT_DONE) {
        return keep;
    }
    if (run->arguments->checkpoints.resume != NULL) {
        return kr_checkpoints_check(run->output);
    }
    return kr_check_new_file(run->output, KR_NEW_HDF5, run->arguments->force);
}

static enum kr_exit open_output(struct run *run, struct kr_observer *observer)
{
    if (kr_make_folder(run->output) != KR_OK) {
        return KR_EXIT_FAILED;
    }
    run->output_options.inputs_hash = kr_inputs_hash(&run->checkpoints.run);
    int code = kr_writer_open(&run->writer, &run->output_options, run->arguments->force,
                              observer);
    if (code != KR_OK) {
        fprintf(stderr, "krapte: %s\n", kr_writer_error(run->writer));
        const int closed = kr_writer_close(run->writer, 0, 0.0);
        run->writer = NULL;
        code = closed == KR_OK ? code : closed;
        if (code == KR_ERR_DISK_FULL && run->arguments->checkpoints.resume == NULL) {
            (void)unlink(run->output);
        }
    }
    run->checkpoints.writer = run->writer;
    return kr_exit_of(code);
}

// Closes the file; what went wrong in writing, now or before, is in run->why.
static int close_output(struct run *run, int code)
{
    // A writer that failed before is gone after closing, so its words are taken now; one
    // that fails in closing waits to be asked.
    const char *words = kr_writer_error(run->writer);
    kr_progress_release(&run->progress);
    const bool failed_before = strcmp(words, kr_error_message(KR_OK)) != 0;
    if (failed_before) {
        snprintf(run->why, sizeof run->why, "%s", words);
    }
    int closed = kr_writer_close(run->writer, run->world_hash, run->run_seconds);
    if (closed != KR_OK && !failed_before) {
        snprintf(run->why, sizeof run->why, "%s", kr_writer_error(run->writer));
        closed = kr_writer_close(run->writer, run->world_hash, run->run_seconds);
    }
    return code == KR_OK ? closed : code;
}

// Removes a file that holds no quarter.
static void discard_output(struct run *run)
{
    if (close_output(run, KR_OK) == KR_OK) {
        (void)unlink(run->output);
    }
}

// The file whose world the run goes on from, or NULL.
static const char *checkpoint_of(const struct run *run)
{
    const struct kr_run_arguments *arguments = run->arguments;
    return arguments->is_fork ? arguments->fork : arguments->checkpoints.resume;
}

static bool is_prepared(const struct run *run)
{
    return run->arguments->population != NULL || checkpoint_of(run) != NULL;
}

// The starting world, or that of a checkpoint, ready to live.
static enum kr_exit make_world(struct run *run)
{
    const double start = kr_wall_seconds();
    const char *checkpoint = checkpoint_of(run);
    const enum kr_exit status =
        checkpoint == NULL
            ? kr_starting_world(&run->setup, run->arguments->population, &run->world)
            : kr_checkpoints_world(&run->checkpoints, checkpoint,
                                   run->arguments->is_fork ? KR_CHECKPOINT_FORK
                                                           : KR_CHECKPOINT_RESUME,
                                   &run->world);
    run->population_seconds = kr_wall_seconds() - start;
    if (status == KR_EXIT_DONE && !run->arguments->quiet) {
        char time[KR_NUMBER_SIZE];
        char persons[KR_NUMBER_SIZE];
        char employers[KR_NUMBER_SIZE];
        kr_time_text(time, run->population_seconds);
        kr_number_text(persons, (double)run->world.persons.rows);
        kr_number_text(employers, (double)run->world.employers.rows);
        fprintf(stderr, "population %s persons, %s employers, %s in %s\n", persons,
                employers, is_prepared(run) ? "read" : "made", time);
    }
    return status;
}

// Says why a run ended early and what is complete.
static void explain_end(const struct run *run, int code)
{
    const int done = run->progress.complete;
    char last[KR_NUMBER_SIZE];
    kr_progress_quarter(&run->progress, last);
    if (code == KR_ERR_STOPPED) {
        fprintf(stderr, "krapte: stopped on request\n");
    } else if (code == KR_ERR_BOOKS) {
        fprintf(stderr, "krapte: the books do not balance:\n%s\n", run->breach.text);
    } else {
        fprintf(stderr, "krapte: %s\n",
                run->why[0] != '\0' ? run->why : kr_error_message(code));
    }
    if (run->progress.quarter[0] == '\0' && run->output_options.resume) {
        return; // the file is as it was
    }
    if (run->progress.quarter[0] == '\0') {
        (void)unlink(run->output); // not even the starting quarter is in it
        fprintf(stderr, "krapte: %s was removed: no quarter was finished\n", run->output);
        return;
    }
    fprintf(stderr, "krapte: %s holds %d complete quarter%s of %d%s%s\n", run->output,
            done, done == 1 ? "" : "s", run->setup.model.quarters,
            done > 0 ? ", the last is " : "", done > 0 ? last : "");
}

static void print_json(const struct run *run, int code)
{
    const struct kr_model *model = &run->setup.model;
    struct kr_json json;
    kr_json_init(&json, stdout);
    kr_json_object(&json, NULL);
    kr_json_text(&json, "scenario", run->setup.scenario.name);
    kr_json_text(&json, "output", run->output);
    kr_json_integer(&json, "exit_status", kr_exit_of(code));
    kr_json_integer(&json, "quarters", run->path.quarters);
    kr_json_integer(&json, "persons", run->progress.persons);
    kr_json_number(&json, "scale", model->scale);
    kr_json_integer(&json, "threads", model->threads);
    // As text: readers of JSON may round whole numbers above 2^53.
    char word[KR_NUMBER_SIZE];
    snprintf(word, sizeof word, "%" PRIu64, model->seed);
    kr_json_text(&json, "seed", word);
    snprintf(word, sizeof word, "%" PRIu64, model->replicate);
    kr_json_text(&json, "replicate", word);
    kr_json_number(&json, "population_seconds", run->population_seconds);
    kr_json_number(&json, "run_seconds", run->run_seconds);
    kr_json_integer(&json, "memory_peak_bytes", kr_memory_peak());
    kr_path_json(&run->path, &run->targets, &json);
    kr_json_hash(&json, "world", run->world_hash);
    kr_json_close(&json);
}

static void print_report(const struct run *run, int code)
{
    if (run->arguments->json) {
        print_json(run, code);
        return;
    }
    if (!run->arguments->quiet) {
        fputc('\n', stdout);
        kr_headline_print(&run->path, &run->targets, false, stdout);
        kr_shortage_print(&run->path, stdout);
        fputc('\n', stdout);
    }
    printf("world %016" PRIx64 "\n", run->world_hash);
}

// Where it stands now, under what has scrolled by since it was named.
static void tell_file(const struct run *run)
{
    struct stat about;
    if (run->arguments->quiet || stat(run->output, &about) != 0) {
        return;
    }
    char bytes[KR_NUMBER_SIZE];
    kr_bytes_text(bytes, (double)about.st_size);
    (void)fflush(stdout); // the tables first
    fprintf(stderr, "written    %s, %s: krapte show and krapte report read it\n",
            run->output, bytes);
}

static int live(struct run *run, const struct kr_observer *writer,
                const volatile sig_atomic_t *stop)
{
    // The writer first: what the others report has been written.
    const struct kr_observer observers[] = {*writer, kr_path_observer(&run->path),
                                            kr_progress_observer(&run->progress),
                                            kr_checkpoints_observer(&run->checkpoints)};
    const struct kr_run_options options = {
        .observers = observers,
        .observer_count = 4,
        .stop = stop,
        .timing = &run->timing,
        .breach = &run->breach,
    };
    const double start = kr_wall_seconds();
    const int code = kr_run(&run->setup.model, &run->world, &options);
    run->run_seconds = kr_wall_seconds() - start;
    return code;
}

// From a checked scenario to a finished file.
static enum kr_exit run_world(struct run *run, const volatile sig_atomic_t *stop)
{
    struct kr_observer writer;
    kr_progress_init(&run->progress, run->status_file, run->output,
                     run->arguments->quiet);
    // A prepared population may have mistakes: nothing is written before it was read. One
    // that is built takes time: before that the file must have proved writable.
    const bool prepared = is_prepared(run);
    enum kr_exit status = prepared ? make_world(run) : KR_EXIT_DONE;
    if (status == KR_EXIT_DONE) {
        run->progress.resumed = run->arguments->checkpoints.resume;
        status = kr_checkpoints_path(&run->checkpoints, run->output, run->world.now,
                                     &run->path);
    }
    if (status == KR_EXIT_DONE) {
        status = open_output(run, &writer);
    }
    if (status == KR_EXIT_DONE && !prepared) {
        status = make_world(run);
        if (status != KR_EXIT_DONE) {
            discard_output(run);
        }
    }
    if (status != KR_EXIT_DONE) {
        return status;
    }
    run->progress.writer = run->writer;
    int code = live(run, &writer, stop);
    if (code == KR_ERR_STOPPED) {
        code = kr_checkpoints_stop(&run->checkpoints, &run->world,
                                   run->arguments->scenario, run->output);
    }
    run->world_hash = kr_world_hash(&run->world);
    code = close_output(run, code);
    static const char *const STATES[] = {"done", "failed", "failed", "stopped", "failed"};
    kr_progress_finish(&run->progress, STATES[kr_exit_of(code)], (int)kr_exit_of(code),
                       run->world_hash);
    if (code != KR_OK) {
        explain_end(run, code);
    }
    if (code == KR_OK || code == KR_ERR_STOPPED) {
        print_report(run, code);
    }
    if (code == KR_OK) {
        tell_file(run);
    }
    return kr_exit_of(code);
}

static enum kr_exit prepare(struct run *run, int argc, char **argv)
{
    const enum kr_exit status =
        kr_setup_read(&run->setup, run->arguments->scenario, &run->arguments->options);
    if (status != KR_EXIT_DONE) {
        return status;
    }
    int code = kr_setup_targets(&run->setup, &run->targets);
    if (code == KR_OK) {
        code = plan_output(run, argc, argv);
    }
    if (code != KR_OK) {
        return kr_fail(code, "%s", run->arguments->scenario);
    }
    const enum kr_exit output = check_output(run);
    if (output != KR_EXIT_DONE) {
        return output;
    }
    const struct kr_forecast forecast =
        kr_forecast_of(&run->setup.model, &run->output_options, 1);
    if (!run->arguments->quiet) {
        print_header(run, &forecast);
    }
    return kr_forecast_check(&forecast);
}

static void free_run(struct run *run)
{
    kr_path_free(&run->path);
    kr_targets_free(&run->targets);
    kr_world_free(&run->world);
    kr_checkpoints_free(&run->checkpoints);
    kr_provenance_free(&run->provenance);
    kr_setup_free(&run->setup);
    free(run->output);
    free(run->status_file);
}

// Lives one world, from the start or from a checkpoint.
static int run_command(int argc, char **argv, const struct kr_run_words *words,
                       struct kr_run_arguments *arguments)
{
    struct run run = {.arguments = arguments};
    kr_run_parse(argc, argv, words, arguments);
    const volatile sig_atomic_t *stop = kr_stop_listen();
    enum kr_exit status = prepare(&run, argc, argv);
    if (status == KR_EXIT_DONE) {
        status = run_world(&run, stop);
    }
    free_run(&run);
    kr_options_free(&arguments->options);
    return (int)status;
}

int kr_run_main(int argc, char **argv)
{
    static const char DOC[] =
        "Lives SCENARIO quarter by quarter and writes the result file.\v"
        "Example: krapte run scenarios/village/baseline.yaml --quarters 8\n\n"
        "Progress goes to standard error, and to FILE.status.json for other programs. At "
        "the end a table of the main figures stands beside the published ones, and the "
        "hash of the world: equal scenario, seed and replicate give an equal hash for "
        "any "
        "number of threads. Ctrl-C stops after the quarter; finished quarters stay in "
        "the "
        "file.\n\n"
        "A long run keeps checkpoints with --checkpoint-every and goes on from one with "
        "--resume: the finished file is the one that an uninterrupted run would have "
        "made.\n\n"
        "Exit status: 0 done; 1 disk, input or output failed; 2 mistakes in the "
        "scenario, "
        "the output exists, too little memory or disk; 3 stopped on request; 4 the books "
        "did not balance.";
    struct kr_run_arguments arguments = {.is_fork = false};
    return run_command(argc, argv, &(struct kr_run_words){"SCENARIO", DOC}, &arguments);
}

int kr_fork_main(int argc, char **argv)
{
    static const char DOC[] =
        "Goes on with the world of a checkpoint under the policies and parameters of "
        "SCENARIO, in a result file of its own.\v"
        "Example: krapte fork results/base.checkpoint.h5 bonus.yaml -o "
        "results/bonus.h5\n\n"
        "The country pack, the scale and the version of the program must be those that "
        "the checkpoint was made with. Quarters count from the start of the run that "
        "wrote it; the first record of the result is the world of the checkpoint. A "
        "member of a policy stays one where the scenario has a policy of that name.\n\n"
        "Exit status: as krapte run.";
    struct kr_run_arguments arguments = {.is_fork = true};
    return run_command(argc, argv, &(struct kr_run_words){"CHECKPOINT SCENARIO", DOC},
                       &arguments);
}
