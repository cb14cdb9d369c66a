#include "cmd/progress.h"

#include "base/clock.h"
#include "cmd/json.h"
#include "cmd/machine.h"
#include "output/target.h"
#include "sim/tallies.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BAR_CELLS = 20 };

void kr_progress_init(struct kr_progress *self, const char *status_file,
                      const char *output, bool quiet)
{
    *self = (struct kr_progress){
        .status_file = status_file,
        .output = output,
        .quiet = quiet,
        .terminal = isatty(STDERR_FILENO) != 0,
        .started = kr_wall_seconds(),
        .last = kr_wall_seconds(),
    };
}

void kr_progress_quarter(const struct kr_progress *self, char text[KR_NUMBER_SIZE])
{
    kr_quarter_text((kr_quarter)(self->start + self->complete), text, KR_NUMBER_SIZE);
}

int64_t kr_persons_counted(const struct kr_world *world)
{
    int64_t persons = 0;
    for (int sex = 0; sex < KR_SEX_COUNT; sex++) {
        for (int status = KR_ABSENT + 1; status < KR_STATUS_COUNT; status++) {
            persons += *kr_tally_at(&world->tallies, KR_TALLY_status_sex, sex, status);
        }
    }
    return persons;
}

static double person_quarters_per_second(const struct kr_progress *self, double now)
{
    const double seconds = now - self->started;
    return seconds > 0.0 ? (double)self->persons * (self->done - self->first) / seconds
                         : 0.0;
}

static double seconds_left(const struct kr_progress *self, double now)
{
    const int lived = self->done - self->first;
    return lived == 0 ? 0.0
                      : (now - self->started) / lived * (self->quarters - self->done);
}

static void write_status(const struct kr_progress *self, const char *state,
                         int exit_status, uint64_t world_hash)
{
    if (self->status_file == NULL) {
        return;
    }
    char *temporary;
    if (asprintf(&temporary, "%s.tmp", self->status_file) < 0) {
        return;
    }
    // A lost status file loses no result, so its errors do not stop the run.
    FILE *file = fopen(temporary, "w");
    if (file != NULL) {
        const double now = kr_wall_seconds();
        struct kr_json json;
        kr_json_init(&json, file);
        kr_json_object(&json, NULL);
        kr_json_text(&json, "state", state);
        kr_json_text(&json, "output", self->output);
        char quarter[KR_NUMBER_SIZE];
        kr_progress_quarter(self, quarter);
        kr_json_text(&json, "quarter", quarter);
        if (self->resumed != NULL) {
            kr_json_text(&json, "resumed_from", self->resumed);
            kr_json_integer(&json, "resumed_after", self->first);
        }
        kr_json_integer(&json, "quarters_done", self->complete);
        kr_json_integer(&json, "quarters", self->quarters);
        kr_json_integer(&json, "persons", self->persons);
        kr_json_number(&json, "persons_per_second",
                       person_quarters_per_second(self, now));
        kr_json_number(&json, "seconds", now - self->started);
        kr_json_number(&json, "seconds_left", seconds_left(self, now));
        kr_json_integer(&json, "memory_bytes", kr_memory_used());
        kr_json_integer(&json, "process", getpid());
        if (exit_status >= 0) {
            kr_json_integer(&json, "exit_status", exit_status);
            kr_json_hash(&json, "world", world_hash);
        }
        kr_json_close(&json);
        if (fclose(file) != 0 || rename(temporary, self->status_file) != 0) {
            (void)unlink(temporary);
        }
    }
    free(temporary);
}

// Millions for a country, thousands for a village.
static void speed_text(char text[KR_NUMBER_SIZE], double speed)
{
    if (speed >= 1e5) {
        snprintf(text, KR_NUMBER_SIZE, "%.1f million", speed * 1e-6);
    } else {
        kr_number_text(text, speed);
    }
}

static void print_line(struct kr_progress *self, double now)
{
    char left[KR_NUMBER_SIZE];
    char memory[KR_NUMBER_SIZE];
    kr_time_text(left, seconds_left(self, now));
    kr_bytes_text(memory, (double)kr_memory_used());
    char speed[KR_NUMBER_SIZE];
    speed_text(speed, person_quarters_per_second(self, now));
    const char *title = self->title == NULL ? "" : self->title;
    if (!self->terminal) {
        fprintf(stderr, "%s%s  %d/%d  %.2f s  %s persons/s  left %s  memory %s\n", title,
                self->quarter, self->done, self->quarters, now - self->last, speed, left,
                memory);
        return;
    }
    char bar[BAR_CELLS + 1] = {0};
    const int full = self->done * BAR_CELLS / self->quarters;
    for (int i = 0; i < BAR_CELLS; i++) {
        bar[i] = i < full ? '#' : '.';
    }
    fprintf(stderr, "\r%s%s  [%s] %d/%d  %s persons/s  left %s  memory %s \033[K", title,
            self->quarter, bar, self->done, self->quarters, speed, left, memory);
    self->drawn = true;
}

// What is complete in the file; the starting world alone is no quarter.
static int complete_quarters(const struct kr_progress *self)
{
    const int quarters = kr_writer_quarters(self->writer);
    return quarters > self->complete ? quarters : self->complete;
}

static int begin(void *context, const struct kr_model *model,
                 const struct kr_world *world)
{
    struct kr_progress *self = context;
    self->started = kr_wall_seconds();
    self->last = self->started;
    self->quarters = model->quarters;
    self->first = world->elapsed;
    self->done = world->elapsed;
    self->persons = world->persons.rows;
    self->start = (kr_quarter)(world->now - world->elapsed);
    self->complete = world->elapsed;
    kr_quarter_text(world->now, self->quarter, sizeof self->quarter);
    write_status(self, "running", -1, 0);
    return KR_OK;
}

static int quarter(void *context, const struct kr_model *model,
                   const struct kr_world *world)
{
    (void)model;
    struct kr_progress *self = context;
    const double now = kr_wall_seconds();
    self->done = world->elapsed;
    self->complete = self->writer != NULL ? complete_quarters(self) : self->done;
    self->persons = kr_persons_counted(world);
    kr_quarter_text(world->now, self->quarter, sizeof self->quarter);
    if (!self->quiet) {
        print_line(self, now);
    }
    self->last = now;
    write_status(self, "running", -1, 0);
    return KR_OK;
}

struct kr_observer kr_progress_observer(struct kr_progress *self)
{
    return (struct kr_observer){.context = self, .begin = begin, .quarter = quarter};
}

void kr_progress_release(struct kr_progress *self)
{
    if (self->writer != NULL) {
        self->complete = complete_quarters(self);
        self->writer = NULL;
    }
}

void kr_progress_finish(struct kr_progress *self, const char *state, int exit_status,
                        uint64_t world_hash)
{
    if (self->drawn) {
        fputc('\n', stderr);
        self->drawn = false;
    }
    write_status(self, state, exit_status, world_hash);
}
