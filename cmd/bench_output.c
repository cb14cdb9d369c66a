#include "cmd/bench_output.h"

#include "cmd/machine.h"
#include "cmd/text.h"
#include "output/writer.h"
#include "scenarios/population.h"
#include "sim/run.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char OUTPUT_FILE[] = "krapte-bench.h5";
static const char PLAIN_FILE[] = "krapte-bench.plain";

enum { STRETCH = 4 << 20 }; // bytes in one write

enum kind { WITHOUT, WITH, REHEARSED };

// One run.
struct lap {
    double seconds;
    int64_t peak_bytes;
    int64_t person_quarters;
    int64_t persons;
    struct kr_chunks_count count;
};

static int live(const struct kr_model *model, struct kr_world *world,
                const struct kr_observer *observer, struct lap *lap)
{
    struct kr_timing timing = {.quarters = 0};
    const struct kr_run_options options = {.observers = observer,
                                           .observer_count = observer != NULL ? 1 : 0,
                                           .timing = &timing};
    const int code = kr_run(model, world, &options);
    lap->person_quarters = timing.person_quarters;
    lap->persons = world->persons.rows;
    return code;
}

static int live_writing(const struct kr_model *model, struct kr_world *world,
                        const struct kr_output_options *options, struct lap *lap)
{
    struct kr_writer *writer;
    struct kr_observer observer;
    int code = kr_writer_open(&writer, options, true, &observer);
    if (code == KR_OK) {
        code = live(model, world, &observer, lap);
    }
    lap->count = kr_writer_count(writer);
    if (code != KR_OK) {
        fprintf(stderr, "krapte: %s\n", kr_writer_error(writer));
    }
    int closed = kr_writer_close(writer, 0, 0.0);
    if (closed != KR_OK && code == KR_OK) {
        fprintf(stderr, "krapte: %s\n", kr_writer_error(writer));
        closed = kr_writer_close(writer, 0, 0.0);
    }
    return code == KR_OK ? closed : code;
}

static int run_lap(const struct kr_model *model, enum kind kind, bool compress,
                   struct lap *lap)
{
    const struct kr_output_options options = {.file = OUTPUT_FILE,
                                              .title = "benchmark",
                                              .scenario_name = "bench",
                                              .keep = KR_BENCH_KEEP,
                                              .compress = compress,
                                              .rehearse = kind == REHEARSED};
    struct kr_world world;
    memset(&world, 0, sizeof world);
    *lap = (struct lap){0};
    int code = kr_population_build(model, &world);
    if (code == KR_OK) {
        code = kr_world_prepare(model, &world);
    }
    kr_memory_forget_peak();
    const double start = kr_clock();
    if (code == KR_OK) {
        code = kind == WITHOUT ? live(model, &world, NULL, lap)
                               : live_writing(model, &world, &options, lap);
    }
    lap->seconds = kr_clock() - start;
    lap->peak_bytes = kr_memory_peak();
    kr_world_free(&world);
    return code;
}

// Seconds of writing what `from` can still be read of, to `to`.
static double copy_seconds(int from, int to, char *bytes)
{
    double seconds = 0.0;
    for (;;) {
        const ssize_t count = read(from, bytes, STRETCH);
        if (count <= 0) {
            return seconds;
        }
        const double start = kr_clock();
        const ssize_t written = write(to, bytes, (size_t)count);
        seconds += kr_clock() - start;
        if (written != count) {
            return 0.0;
        }
    }
}

// Writes the bytes of the result file to another file beside it, one after another.
static double plain_seconds(void)
{
    double seconds = 0.0;
    char *bytes = malloc(STRETCH);
    const int from = open(OUTPUT_FILE, O_RDONLY | O_CLOEXEC);
    const int to = open(PLAIN_FILE, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (bytes != NULL && from >= 0 && to >= 0) {
        seconds = copy_seconds(from, to, bytes);
    }
    if (to >= 0) {
        const double start = kr_clock();
        (void)close(to);
        seconds += kr_clock() - start;
    }
    if (from >= 0) {
        (void)close(from);
    }
    (void)unlink(PLAIN_FILE);
    free(bytes);
    return seconds;
}

int kr_bench_output(const struct kr_model *model, bool compress,
                    struct kr_bench_output *measured)
{
    struct lap without;
    struct lap with;
    struct lap rehearsed;
    *measured = (struct kr_bench_output){.compress = compress};
    int code = run_lap(model, WITHOUT, compress, &without);
    if (code == KR_OK) {
        code = run_lap(model, WITH, compress, &with);
    }
    if (code == KR_OK) {
        struct stat file;
        measured->file_bytes = stat(OUTPUT_FILE, &file) == 0 ? file.st_size : 0;
        measured->plain_seconds = plain_seconds();
        code = run_lap(model, REHEARSED, compress, &rehearsed);
    }
    (void)unlink(OUTPUT_FILE);
    if (code != KR_OK) {
        return code;
    }
    // The team's seconds from the rehearsal, where both were measured in turns.
    measured->count = rehearsed.count;
    measured->without_seconds = without.seconds;
    measured->with_seconds = with.seconds;
    measured->person_quarters = with.person_quarters;
    measured->persons = with.persons;
    measured->memory_bytes = with.peak_bytes - without.peak_bytes;
    return KR_OK;
}

static double ratio(double seconds, double of)
{
    return of > 0.0 ? seconds / of : 0.0;
}

// What writing adds to the run, over doing only what cannot be left out.
static double added_ratio(const struct kr_bench_output *m)
{
    return ratio(m->with_seconds - m->without_seconds,
                 m->compress ? m->count.alone_seconds : m->plain_seconds);
}

// What the run itself waits for, over the same.
static double team_ratio(const struct kr_bench_output *m)
{
    return ratio(m->count.team_seconds + m->count.waited_seconds,
                 m->compress ? m->count.alone_seconds : m->plain_seconds);
}

void kr_bench_output_json(const struct kr_bench_output *m, struct kr_json *json)
{
    const double each = (double)m->person_quarters;
    kr_json_object(json, "output");
    kr_json_text(json, "keep", KR_BENCH_KEEP);
    kr_json_text(json, "compress", m->compress ? "deflate" : "none");
    kr_json_number(json, "raw_bytes", (double)m->count.raw_bytes / each);
    kr_json_number(json, "packed_bytes", (double)m->count.packed_bytes / each);
    kr_json_number(json, "compressed_bytes", (double)m->count.compressed_bytes / each);
    kr_json_integer(json, "file_bytes", m->file_bytes);
    kr_json_number(json, "without_seconds", m->without_seconds);
    kr_json_number(json, "with_seconds", m->with_seconds);
    kr_json_number(json, "team_seconds", m->count.team_seconds);
    kr_json_number(json, "waited_seconds", m->count.waited_seconds);
    kr_json_number(json, "compress_alone_seconds", m->count.alone_seconds);
    kr_json_number(json, "plain_write_seconds", m->plain_seconds);
    kr_json_number(json, "added_ratio", added_ratio(m));
    kr_json_number(json, "team_ratio", team_ratio(m));
    kr_json_number(json, "share_of_run",
                   ratio(m->with_seconds - m->without_seconds, m->without_seconds));
    kr_json_number(json, "memory_bytes_per_person",
                   (double)m->memory_bytes / (double)m->persons);
    kr_json_close(json);
}

void kr_bench_output_print(const struct kr_bench_output *m)
{
    const double each = (double)m->person_quarters;
    char file[KR_NUMBER_SIZE];
    kr_bytes_text(file, (double)m->file_bytes);
    printf("\nwriting 12 columns of persons and 10 of employers, every quarter\n");
    printf("bytes       %.1f per person and quarter, %.1f packed, %.1f written\n",
           (double)m->count.raw_bytes / each, (double)m->count.packed_bytes / each,
           (double)m->count.compressed_bytes / each);
    printf("file        %s\n", file);
    printf("run         %.2f s without, %.2f s with: %+.0f%%\n", m->without_seconds,
           m->with_seconds,
           100.0 * ratio(m->with_seconds - m->without_seconds, m->without_seconds));
    if (m->compress) {
        printf("compressing %.2f s for the same bytes and nothing else\n",
               m->count.alone_seconds);
    } else {
        printf("writing     %.2f s for the same bytes and nothing else\n",
               m->plain_seconds);
    }
    printf("ratio       %.2f of what the run takes longer, %.2f of what it waits for\n",
           added_ratio(m), team_ratio(m));
    printf("memory      %.1f bytes per person\n",
           (double)m->memory_bytes / (double)m->persons);
}
