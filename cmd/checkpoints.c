#include "cmd/checkpoints.h"

#include "base/clock.h"
#include "cmd/files.h"
#include "cmd/machine.h"
#include "cmd/options.h"
#include "cmd/stop.h"
#include "cmd/text.h"
#include "output/reader.h"
#include "output/target.h"
#include "scenarios/population.h"
#include "sim/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// ---------------------------------------------------------------- options

enum { EVERY = 0x300, STOP_AFTER, RESUME, MOST_QUARTERS = 400 };

static const struct argp_option OPTIONS[] = {
    // first, so that a fork can leave it out
    {"resume", RESUME, "CHECKPOINT", 0,
     "Go on from a checkpoint, in the result file of the run that wrote it (-o)", 1},
    {"checkpoint-every", EVERY, "N", 0,
     "Keep the whole world every N quarters beside the result, in NAME.checkpoint.h5, so "
     "that the run can be resumed; the one before stays as NAME.checkpoint.previous.h5",
     2},
    {"stop-after", STOP_AFTER, "TIME", 0,
     "Stop after the quarter in which this time is over, as in '90 min', '3600 s' or "
     "'2 h', with a checkpoint and exit status 3",
     1},
    {0}};

// A time as people write it, in seconds; not above 0 for what is none.
static double seconds_of(const char *text)
{
    static const struct {
        const char *unit;
        double seconds;
    } UNITS[] = {{"s", 1.0}, {"min", 60.0}, {"h", 3600.0}, {"d", 86400.0}};
    char *end;
    const double number = strtod(text, &end);
    while (*end == ' ') {
        end++;
    }
    for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++) {
        if (end != text && strcmp(end, UNITS[i].unit) == 0) {
            return number * UNITS[i].seconds;
        }
    }
    return 0.0;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct kr_checkpoint_options *options = state->input;
    switch (key) {
    case EVERY:
        options->every =
            (int)kr_option_integer(state, "checkpoint-every", text, 1, MOST_QUARTERS);
        return 0;
    case STOP_AFTER:
        options->stop_after = seconds_of(text);
        if (!(options->stop_after > 0.0 && options->stop_after < 1e9)) {
            argp_error(state,
                       "--stop-after: '%s' is not a time; write a number and s, min, h "
                       "or d, as in '90 min'",
                       text);
        }
        return 0;
    case RESUME:
        options->resume = text;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp kr_checkpoints_argp = {.options = OPTIONS, .parser = parse};
const struct argp kr_fork_argp = {.options = OPTIONS + 1, .parser = parse};

// ---------------------------------------------------------------- the files

static kr_row row_count(int64_t rows)
{
    return rows < INT32_MAX ? (kr_row)rows : INT32_MAX;
}

int kr_checkpoints_init(struct kr_checkpoints *self,
                        const struct kr_checkpoint_options *options,
                        const struct kr_setup *setup, const char *result,
                        const char *keep)
{
    const struct kr_model *model = &setup->model;
    const struct kr_population_size size =
        kr_population_size_of(model->country, model->scale, model->quarters);
    *self = (struct kr_checkpoints){
        .options = options,
        .run = {.model = model,
                .pack_hash = setup->scenario.pack_hash,
                .scenario = setup->scenario.name,
                .keep = keep != NULL ? keep : "",
                .breakdowns = &setup->scenario.breakdowns,
                .room = {row_count(size.persons), row_count(size.employers),
                         row_count(size.posts), row_count(size.vacancies)}},
        .file = kr_checkpoint_name(result, false),
        .previous = kr_checkpoint_name(result, true),
        .began = kr_wall_seconds(),
        .written = KR_NONE,
    };
    return self->file != NULL && self->previous != NULL ? KR_OK
                                                        : KR_ERROR(KR_ERR_NO_MEMORY);
}

void kr_checkpoints_free(struct kr_checkpoints *self)
{
    free(self->file);
    free(self->previous);
    kr_rolls_free(&self->rolls);
    *self = (struct kr_checkpoints){.options = NULL};
}

bool kr_checkpoints_on(const struct kr_checkpoints *self)
{
    const struct kr_checkpoint_options *options = self->options;
    return options->every > 0 || options->stop_after > 0.0 || options->resume != NULL;
}

// The result first: a checkpoint must not know of a quarter that the result has not.
static int write_checkpoint(struct kr_checkpoints *self, const struct kr_world *world)
{
    char error[1024];
    struct kr_rolls rolls;
    self->code = kr_writer_settle(self->writer, &rolls);
    if (self->code != KR_OK) {
        return self->code;
    }
    self->code =
        kr_checkpoint_write(self->file, self->previous, &self->run, world, &rolls, error);
    if (self->code == KR_OK) {
        self->written = world->elapsed;
    } else {
        fprintf(stderr, "krapte: no checkpoint: %s\n",
                error[0] != '\0' ? error : kr_error_message(self->code));
    }
    return self->code;
}

// ---------------------------------------------------------------- while a run goes on

static int begin(void *context, const struct kr_model *model,
                 const struct kr_world *world)
{
    (void)model;
    struct kr_checkpoints *self = context;
    // The world of a checkpoint is kept already.
    self->written = self->options->resume != NULL ? world->elapsed : KR_NONE;
    return KR_OK;
}

static int quarter(void *context, const struct kr_model *model,
                   const struct kr_world *world)
{
    (void)model;
    struct kr_checkpoints *self = context;
    const struct kr_checkpoint_options *options = self->options;
    if (options->every > 0 && world->elapsed % options->every == 0) {
        // Without it the run is worth going on with; the one before is still there.
        (void)write_checkpoint(self, world);
    }
    if (options->stop_after > 0.0 &&
        kr_wall_seconds() - self->began >= options->stop_after) {
        kr_stop_request();
    }
    return KR_OK;
}

struct kr_observer kr_checkpoints_observer(struct kr_checkpoints *self)
{
    return (struct kr_observer){.context = self, .begin = begin, .quarter = quarter};
}

int kr_checkpoints_stop(struct kr_checkpoints *self, const struct kr_world *world,
                        const char *scenario, const char *result)
{
    if (!kr_checkpoints_on(self)) {
        return KR_ERR_STOPPED;
    }
    if (self->written != world->elapsed && write_checkpoint(self, world) != KR_OK) {
        return self->code;
    }
    fprintf(stderr, "krapte: to go on: krapte run %s --resume %s -o %s\n", scenario,
            self->file, result);
    return KR_ERR_STOPPED;
}

// ---------------------------------------------------------------- going on

// What to do about a checkpoint that is not there.
static void point_to_previous(const struct kr_checkpoints *self, const char *file)
{
    if (access(file, F_OK) == 0) {
        return;
    }
    if (access(self->previous, F_OK) == 0) {
        fprintf(stderr, "krapte: there is an earlier one: %s\n", self->previous);
    }
}

// Where the run that goes on began; reading the world says what is wrong with the file.
static uint64_t find_origin(const char *file, enum kr_checkpoint_use use)
{
    struct kr_checkpoint_info info;
    char error[1024];
    if (kr_checkpoint_info(file, &info, error) != KR_OK) {
        return 0;
    }
    return use == KR_CHECKPOINT_FORK ? info.world_hash : info.origin;
}

enum kr_exit kr_checkpoints_world(struct kr_checkpoints *self, const char *file,
                                  enum kr_checkpoint_use use, struct kr_world *world)
{
    const struct kr_model *model = self->run.model;
    struct kr_diag diag;
    kr_diag_init(&diag);
    self->run.origin = find_origin(file, use);
    int code = kr_checkpoint_read(file, &self->run, use, world, &self->rolls, &diag);
    enum kr_exit status = KR_EXIT_DONE;
    if (!kr_diag_is_empty(&diag)) {
        kr_print_diagnostics(&diag);
        kr_point_to_nearest(file);
        point_to_previous(self, file);
        status = KR_EXIT_USAGE;
    } else if (code != KR_OK) {
        status = kr_fail(code, "%s", file);
    } else if (world->elapsed > model->quarters) {
        fprintf(stderr,
                "krapte: %s has lived %d quarters and the run is to have %d; --quarters "
                "says how many\n",
                file, world->elapsed, model->quarters);
        status = KR_EXIT_USAGE;
    } else {
        code = kr_world_prepare(model, world);
        status = code == KR_OK ? KR_EXIT_DONE : kr_fail(code, "%s", file);
    }
    kr_diag_free(&diag);
    if (status != KR_EXIT_DONE) {
        kr_world_free(world);
    }
    return status;
}

enum kr_exit kr_checkpoints_check(const char *result)
{
    if (access(result, F_OK) == 0) {
        return KR_EXIT_DONE;
    }
    fprintf(stderr,
            "krapte: %s: there is no result to go on with; name that of the run with -o, "
            "or begin a new one with krapte fork\n",
            result);
    return KR_EXIT_USAGE;
}

static int take_path(const char *file, kr_quarter now, struct kr_path *path)
{
    struct kr_result *result;
    int code = kr_result_open(&result, file);
    if (code == KR_OK) {
        code = kr_path_take(path, result, now);
    }
    kr_result_close(result);
    return code;
}

enum kr_exit kr_checkpoints_path(const struct kr_checkpoints *self, const char *result,
                                 kr_quarter now, struct kr_path *path)
{
    int code = kr_path_init(path, self->run.model);
    if (code == KR_OK && self->options->resume != NULL) {
        code = take_path(result, now, path);
    }
    if (code == KR_ERR_RANGE) {
        char quarter[KR_NUMBER_SIZE];
        kr_quarter_text(now, quarter, sizeof quarter);
        fprintf(stderr,
                "krapte: %s does not hold %s, the last quarter of the checkpoint: go on "
                "from an earlier one, or run from the start\n",
                result, quarter);
        return KR_EXIT_USAGE;
    }
    return code == KR_OK ? KR_EXIT_DONE : kr_fail(code, "%s", result);
}
