// What is promised must be readable, whatever ends the run: a kill at any moment, a disk
// that is full, a limit on the size of files.
#include "output/reader.h"
#include "output/writer.h"
#include "tests/support/test.h"
#include "tests/unit/output/small_world.h"

#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROWS = 8000, KILLS = 10, MANY_QUARTERS = 400, MEGABYTE = 1 << 20, STEP = 333333 };

static struct kr_output_options crash_options(const char *file, bool compress)
{
    struct kr_output_options options = small_options(file);
    options.panel = true;
    options.compress = compress;
    options.keep = "persons:status,contract_minutes;employers:heads";
    return options;
}

// The first cell of a record must be what the world had.
struct promise {
    const char *group;
    const char *path;
    double first;   // in the first record
    double quarter; // more in each later one
};

static const struct promise PROMISES[] = {
    {"quarterly", "/quarterly/persons_by_region_status", 1000 * KR_TALLY_status_region,
     1},
    {"flows", "/flows/turned_15", 0, 1},
    {"ledger", "/ledger/payroll_cents_by_sector", 1000 * KR_TALLY_payroll_sector, 1},
    {"employers", "/employers/heads", 100, 0},
    {"persons", "/persons/status", KR_UNEMPLOYED, 0},
    {"panel", "/panel/year", 2024, -1},
};

// Checks the records that a group promises; returns how many they are.
static size_t check_group(struct kr_result *result, const struct promise *promise)
{
    const size_t records = (size_t)kr_result_complete(result, promise->group);
    const struct kr_result_variable *v = kr_result_find(result, promise->path);
    if (v == NULL) {
        fail_msg("no %s", promise->path);
        return 0;
    }
    double *values = NULL;
    size_t count = 0;
    assert_int_equal(kr_result_numbers(result, v, &values, &count), KR_OK);
    assert_int_equal(v->size[0], records);
    for (size_t r = 0; r < records && promise->quarter >= 0; r++) {
        assert_close(values[r * (count / records)],
                     v->scale_factor * (promise->first + promise->quarter * (double)r),
                     0);
    }
    free(values);
    return records;
}

static void skip_line(void *context, const char *name, uint64_t hash)
{
    (void)context;
    (void)name;
    (void)hash;
}

// Every record that the file promises is there and right; returns how many every group
// has. A kill between two counters leaves the groups one record apart.
static size_t check_promise(const char *file)
{
    struct kr_result *result = NULL;
    assert_int_equal(kr_result_open(&result, file), KR_OK);
    size_t fewest = SIZE_MAX;
    size_t most = 0;
    for (size_t i = 0; i < sizeof PROMISES / sizeof PROMISES[0]; i++) {
        const size_t records = check_group(result, &PROMISES[i]);
        fewest = records < fewest ? records : fewest;
        most = records > most ? records : most;
    }
    assert_true(most - fewest <= 1);
    // Reads every value of the promised records, and their checksums.
    assert_int_equal(kr_result_digest(result, skip_line, NULL), KR_OK);
    kr_result_close(result);
    return fewest;
}

// Lives quarters until it is killed, telling each that was finished.
static void write_until_killed(const char *file, int tell)
{
    static struct small small;
    small_init(&small, ROWS, 2);
    const struct kr_output_options options = crash_options(file, true);
    struct kr_writer *writer = NULL;
    struct kr_observer observer;
    char done = 1;
    int told = 0;
    int code = kr_writer_open(&writer, &options, true, &observer);
    code = code == KR_OK ? observer.begin(observer.context, &small.model, &small.world)
                         : code;
    for (int q = 0; code == KR_OK && q < MANY_QUARTERS; q++) {
        // The last record may still be on its way, which the writer tells.
        for (; told <= kr_writer_quarters(writer); told++) {
            if (write(tell, &done, 1) != 1) {
                _exit(1);
            }
        }
        small_live(&small);
        code = observer.quarter(observer.context, &small.model, &small.world);
    }
    _exit(code == KR_OK ? 0 : 1);
}

// Runs a writer, kills it `microseconds` after its first quarter, and counts the quarters
// that it had reported.
static size_t kill_writer(const char *file, unsigned microseconds)
{
    int pipe_ends[2];
    assert_int_equal(pipe(pipe_ends), 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)close(pipe_ends[0]);
        write_until_killed(file, pipe_ends[1]);
    }
    (void)close(pipe_ends[1]);
    char done = 0;
    assert_int_equal(read(pipe_ends[0], &done, 1), 1);
    size_t reported = 1;
    (void)usleep(microseconds);
    (void)kill(child, SIGKILL);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    while (read(pipe_ends[0], &done, 1) == 1) {
        reported++;
    }
    (void)close(pipe_ends[0]);
    return reported;
}

static void every_promised_quarter_survives_a_kill(void **state)
{
    (void)state;
    for (unsigned k = 0; k < KILLS; k++) {
        const size_t reported = kill_writer("killed.h5", 1000 + k * 7919 % 61000);
        const size_t promised = check_promise("killed.h5");
        assert_true(promised >= reported);
    }
}

// The test below in a process of its own, since the library does not forget a file that
// it could not write. The exit status is 0 when all is well.
static int write_under_limit(const char *file, rlim_t bytes)
{
    static struct small small;
    small_init(&small, ROWS, 2);
    const struct kr_output_options options = crash_options(file, false);
    (void)signal(SIGXFSZ, SIG_IGN);
    const struct rlimit limit = {bytes, bytes};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) {
        return 2;
    }
    const int code = small_run(&small, &options, MANY_QUARTERS);
    small_free(&small);
    return code == KR_ERR_DISK_FULL ? 0 : 3;
}

static void a_limit_on_the_size_of_files_stops_the_run_in_time(void **state)
{
    (void)state;
    for (rlim_t limit = MEGABYTE * 5UL; limit < MEGABYTE * 6UL; limit += STEP) {
        const pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            exit(write_under_limit("limited.h5", limit));
        }
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
        assert_true(check_promise("limited.h5") > 1);
    }
}

// A disk of its own, where that is allowed. Nobody else sees it, and it is gone with this
// process, however that ends.
static bool mount_small_disk(const char *folder)
{
    return unshare(CLONE_NEWNS) == 0 &&
           mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("tmpfs", folder, "tmpfs", 0, "size=6m") == 0;
}

static int write_to_small_disk(const char *folder, const char *file)
{
    if (!mount_small_disk(folder)) {
        return 77;
    }
    static struct small small;
    small_init(&small, ROWS, 2);
    const struct kr_output_options options = crash_options(file, false);
    struct kr_writer *writer = NULL;
    struct kr_observer observer;
    int code = kr_writer_open(&writer, &options, true, &observer);
    code = code == KR_OK ? observer.begin(observer.context, &small.model, &small.world)
                         : code;
    for (int q = 0; code == KR_OK && q < MANY_QUARTERS; q++) {
        small_live(&small);
        code = observer.quarter(observer.context, &small.model, &small.world);
    }
    const bool said = strstr(kr_writer_error(writer), "there is room for") != NULL;
    const int closed = kr_writer_close(writer, 0, 0);
    small_free(&small);
    const size_t records = check_promise(file);
    return code == KR_ERR_DISK_FULL && closed == KR_ERR_DISK_FULL && said && records > 1
               ? 0
               : 1;
}

static void a_disk_that_fills_up_stops_the_run_in_time(void **state)
{
    (void)state;
    (void)mkdir("small_disk", 0700);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        exit(write_to_small_disk("small_disk", "small_disk/full.h5"));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
        skip();
    }
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_promised_quarter_survives_a_kill),
        cmocka_unit_test(a_limit_on_the_size_of_files_stops_the_run_in_time),
        cmocka_unit_test(a_disk_that_fills_up_stops_the_run_in_time),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
