#include "cmd/bench_output.h"

#include "base/clock.h"
#include "cmd/machine.h"
#include "cmd/text.h"
#include "output/writer.h"
#include "scenarios/population.h"
#include "sim/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char OUTPUT_FILE[] = "krapte-bench.h5";

// A run with a file, and the ratios of its records.
struct writing {
    struct kr_writer *writer;
    bool compress;
    struct kr_chunks_count before;
    double *ratio; // [records], or NULL
    int records;
};

static double ratio(double seconds, double of)
{
    return of > 0.0 ? seconds / of : 0.0;
}

// What the record takes: of the team, and, where nothing is compressed, of the thread
// that writes.
static double taken(const struct kr_chunks_count *count, bool compress)
{
    return count->team_seconds + (compress ? 0.0 : count->write_seconds);
}

static double taken_cpu(const struct kr_chunks_count *count, bool compress)
{
    return count->team_cpu_seconds + (compress ? 0.0 : count->write_cpu_seconds);
}

// After each record.
static int note_record(void *context, const struct kr_model *model,
                       const struct kr_world *world)
{
    (void)model;
    (void)world;
    struct writing *self = context;
    const struct kr_chunks_count now = kr_writer_count(self->writer);
    const double alone = now.alone_seconds - self->before.alone_seconds;
    const double all = taken(&now, self->compress) - taken(&self->before, self->compress);
    self->ratio[self->records++] = ratio(all, alone);
    self->before = now;
    return KR_OK;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(double *value, int count)
{
    qsort(value, (size_t)count, sizeof *value, by_size);
    return count == 0 ? 0.0 : (value[(count - 1) / 2] + value[count / 2]) / 2;
}

static int live(const struct kr_model *model, struct kr_world *world,
                const struct kr_observer *observers, int count, struct kr_bench_lap *lap)
{
    struct kr_timing timing = {.quarters = 0};
    const struct kr_run_options options = {
        .observers = observers, .observer_count = count, .timing = &timing};
    const int code = kr_run(model, world, &options);
    lap->person_quarters = timing.person_quarters;
    lap->persons = world->persons.rows;
    return code;
}

static int live_writing(const struct kr_model *model, struct kr_world *world,
                        const struct kr_output_options *options, struct kr_bench_lap *lap)
{
    struct writing writing = {.compress = options->compress};
    struct kr_observer observers[2];
    int code = kr_writer_open(&writing.writer, options, true, &observers[0]);
    writing.ratio = malloc(((size_t)model->quarters + 1) * sizeof *writing.ratio);
    observers[1] = (struct kr_observer){
        .context = &writing, .begin = note_record, .quarter = note_record};
    if (code == KR_OK) {
        const int count = options->rehearse && writing.ratio != NULL ? 2 : 1;
        code = live(model, world, observers, count, lap);
    }
    lap->count = kr_writer_count(writing.writer);
    lap->median_ratio = median(writing.ratio, writing.records);
    free(writing.ratio);
    if (code != KR_OK) {
        fprintf(stderr, "krapte: %s\n", kr_writer_error(writing.writer));
    }
    int closed = kr_writer_close(writing.writer, 0, 0.0);
    if (closed != KR_OK && code == KR_OK) {
        fprintf(stderr, "krapte: %s\n", kr_writer_error(writing.writer));
        closed = kr_writer_close(writing.writer, 0, 0.0);
    }
    return code == KR_OK ? closed : code;
}

static struct kr_output_options options_of(const char *keep, bool compress)
{
    return (struct kr_output_options){.file = OUTPUT_FILE,
                                      .title = "benchmark",
                                      .scenario_name = "bench",
                                      .keep = keep,
                                      .compress = compress};
}

static int run_lap(const struct kr_model *model, const struct kr_output_options *options,
                   struct kr_bench_lap *lap)
{
    struct kr_world world;
    memset(&world, 0, sizeof world);
    *lap = (struct kr_bench_lap){0};
    int code = kr_population_build(model, &world);
    if (code == KR_OK) {
        code = kr_world_prepare(model, &world);
    }
    kr_memory_forget_peak();
    const double start = kr_wall_seconds();
    const double cpu = kr_process_seconds();
    if (code == KR_OK) {
        code = live_writing(model, &world, options, lap);
    }
    lap->seconds = kr_wall_seconds() - start;
    lap->cpu_seconds = kr_process_seconds() - cpu;
    lap->peak_bytes = kr_memory_peak();
    kr_world_free(&world);
    struct stat file;
    lap->file_bytes = stat(OUTPUT_FILE, &file) == 0 ? file.st_size : 0;
    (void)unlink(OUTPUT_FILE);
    return code;
}

int kr_bench_output(const struct kr_model *model, bool compress,
                    struct kr_bench_output *measured)
{
    *measured = (struct kr_bench_output){.compress = compress};
    struct kr_output_options options = options_of(KR_BENCH_NOBODY, compress);
    int code = run_lap(model, &options, &measured->without);
    options = options_of(KR_BENCH_KEEP, compress);
    const struct kr_population_size size =
        kr_population_size_of(model->country, model->scale, model->quarters);
    measured->foreseen_bytes =
        kr_output_bytes(model, &options, size.persons, size.employers);
    if (code == KR_OK) {
        code = run_lap(model, &options, &measured->with);
    }
    options.rehearse = true;
    if (code == KR_OK) {
        code = run_lap(model, &options, &measured->rehearsed);
    }
    return code;
}

// Bytes of memory per person.
struct memory {
    double all;
    double places;
    double batches;
};

static struct memory memory_of(const struct kr_bench_output *m)
{
    const double persons = (double)m->with.persons;
    return (struct memory){(double)(m->with.peak_bytes - m->without.peak_bytes) / persons,
                           (double)m->with.count.place_bytes / persons,
                           (double)m->with.count.batch_bytes / persons};
}

static double time_ratio(const struct kr_bench_output *m)
{
    const struct kr_chunks_count *count = &m->rehearsed.count;
    return ratio(taken(count, m->compress), count->alone_seconds);
}

static double cpu_ratio(const struct kr_bench_output *m)
{
    const struct kr_chunks_count *count = &m->rehearsed.count;
    return ratio(taken_cpu(count, m->compress), count->alone_cpu_seconds);
}

static double added_share(double with, double without)
{
    return ratio(with - without, without);
}

static void write_count(const struct kr_bench_output *m, struct kr_json *json)
{
    const struct kr_chunks_count *count = &m->rehearsed.count;
    kr_json_number(json, "team_seconds", count->team_seconds);
    kr_json_number(json, "team_cpu_seconds", count->team_cpu_seconds);
    kr_json_number(json, "write_seconds", count->write_seconds);
    kr_json_number(json, "write_cpu_seconds", count->write_cpu_seconds);
    kr_json_number(json, "alone_seconds", count->alone_seconds);
    kr_json_number(json, "alone_cpu_seconds", count->alone_cpu_seconds);
    kr_json_number(json, "ratio", time_ratio(m));
    kr_json_number(json, "cpu_ratio", cpu_ratio(m));
    kr_json_number(json, "median_ratio", m->rehearsed.median_ratio);
}

static void write_run(const struct kr_bench_output *m, struct kr_json *json)
{
    kr_json_number(json, "waited_seconds", m->with.count.waited_seconds);
    kr_json_number(json, "without_seconds", m->without.seconds);
    kr_json_number(json, "with_seconds", m->with.seconds);
    kr_json_number(json, "without_cpu_seconds", m->without.cpu_seconds);
    kr_json_number(json, "with_cpu_seconds", m->with.cpu_seconds);
    kr_json_number(json, "share_of_run",
                   added_share(m->with.seconds, m->without.seconds));
    kr_json_number(json, "share_of_run_cpu",
                   added_share(m->with.cpu_seconds, m->without.cpu_seconds));
}

void kr_bench_output_json(const struct kr_bench_output *m, struct kr_json *json)
{
    const double each = (double)m->with.person_quarters;
    const struct kr_chunks_count *count = &m->with.count;
    const struct memory memory = memory_of(m);
    kr_json_object(json, "output");
    kr_json_text(json, "keep", KR_BENCH_KEEP);
    kr_json_text(json, "compress", m->compress ? "deflate" : "none");
    kr_json_number(json, "raw_bytes", (double)count->raw_bytes / each);
    kr_json_number(json, "packed_bytes", (double)count->packed_bytes / each);
    kr_json_number(json, "compressed_bytes", (double)count->compressed_bytes / each);
    kr_json_integer(json, "file_bytes", m->with.file_bytes);
    kr_json_integer(json, "foreseen_bytes", m->foreseen_bytes);
    write_count(m, json);
    write_run(m, json);
    kr_json_number(json, "memory_bytes_per_person", memory.all);
    kr_json_number(json, "memory_of_places", memory.places);
    kr_json_number(json, "memory_of_batches", memory.batches);
    kr_json_close(json);
}

static void print_bytes(const struct kr_bench_output *m)
{
    const double each = (double)m->with.person_quarters;
    const struct kr_chunks_count *count = &m->with.count;
    const struct memory memory = memory_of(m);
    char file[KR_NUMBER_SIZE];
    char foreseen[KR_NUMBER_SIZE];
    kr_bytes_text(file, (double)m->with.file_bytes);
    kr_bytes_text(foreseen, (double)m->foreseen_bytes);
    printf("bytes       %.1f per person and quarter, %.1f packed, %.1f written\n",
           (double)count->raw_bytes / each, (double)count->packed_bytes / each,
           (double)count->compressed_bytes / each);
    printf("file        %s, %s foreseen\n", file, foreseen);
    printf("memory      %.1f bytes per person: %.1f of places, %.1f of batches\n",
           memory.all, memory.places, memory.batches);
}

void kr_bench_output_print(const struct kr_bench_output *m)
{
    const struct kr_chunks_count *count = &m->rehearsed.count;
    printf("\nwriting 12 columns of persons and 10 of employers, every quarter\n");
    print_bytes(m);
    printf(
        "team        %.2f s, %.2f s of processors; thread that writes %.2f s, %.2f s\n",
        count->team_seconds, count->team_cpu_seconds, count->write_seconds,
        count->write_cpu_seconds);
    printf("%s %.2f s, %.2f s of processors for the same bytes and nothing else\n",
           m->compress ? "compressing" : "writing    ", count->alone_seconds,
           count->alone_cpu_seconds);
    printf("ratio       %.2f; %.2f of processors; %.2f median of records\n",
           time_ratio(m), cpu_ratio(m), m->rehearsed.median_ratio);
    printf("run         %.2f s without, %.2f s with: %+.0f%%; of processors %.2f s, "
           "%.2f s: %+.0f%%\n",
           m->without.seconds, m->with.seconds,
           100.0 * added_share(m->with.seconds, m->without.seconds),
           m->without.cpu_seconds, m->with.cpu_seconds,
           100.0 * added_share(m->with.cpu_seconds, m->without.cpu_seconds));
}
