#include "base/parallel.h"
#include "tests/support/test.h"

#include <stdlib.h>

static const int thread_counts[] = {0, 1, 2, 3, 8, 1000};
static const kr_row row_counts[] = {0, 1, 4095, 4096, 4097, 8192, 100003};

enum {
    THREAD_COUNTS = sizeof thread_counts / sizeof thread_counts[0],
    ROW_COUNTS = sizeof row_counts / sizeof row_counts[0],
};

// What the bodies below count; they may not assert, since they run on other threads.
struct visits {
    int32_t *of_row;
    int64_t wrong_blocks;
    int64_t wrong_workers;
    int workers;
};

static void visit_rows(void *context, kr_row first, kr_row last, int worker)
{
    struct visits *visits = context;
    const kr_row length = last - first;
    kr_shared_add(&visits->wrong_blocks,
                  first % KR_BLOCK_ROWS != 0 || length < 1 || length > KR_BLOCK_ROWS);
    kr_shared_add(&visits->wrong_workers, worker < 0 || worker >= visits->workers);
    for (kr_row row = first; row < last; row++) {
        kr_shared_add32(&visits->of_row[row], 1);
    }
}

static void every_row_is_visited_once(void **state)
{
    (void)state;
    for (int i = 0; i < THREAD_COUNTS; i++) {
        for (int j = 0; j < ROW_COUNTS; j++) {
            const int threads = thread_counts[i];
            const kr_row rows = row_counts[j];
            struct visits visits = {calloc((size_t)rows + 1, sizeof(int32_t)), 0, 0,
                                    threads < 1 ? 1 : threads};
            assert_non_null(visits.of_row);
            kr_parallel_rows(threads, rows, visit_rows, &visits);
            for (kr_row row = 0; row < rows; row++) {
                assert_int_equal(visits.of_row[row], 1);
            }
            assert_int_equal(visits.of_row[rows], 0);
            assert_int_equal(visits.wrong_blocks, 0);
            assert_int_equal(visits.wrong_workers, 0);
            free(visits.of_row);
        }
    }
}

static void visit_task(void *context, int task, int worker)
{
    struct visits *visits = context;
    kr_shared_add32(&visits->of_row[task], 1);
    kr_shared_add(&visits->wrong_workers, worker < 0 || worker >= visits->workers);
}

static void every_task_runs_once(void **state)
{
    (void)state;
    for (int tasks = 0; tasks <= 40; tasks++) {
        int32_t of_task[41] = {0};
        struct visits visits = {of_task, 0, 0, 3};
        kr_parallel_tasks(3, tasks, visit_task, &visits);
        for (int task = 0; task < 41; task++) {
            assert_int_equal(of_task[task], task < tasks);
        }
        assert_int_equal(visits.wrong_workers, 0);
    }
}

// Worlds run as tasks, each with loops of its own.
struct nest {
    struct visits visits[8];
};

static void run_loop_inside(void *context, int task, int worker)
{
    (void)worker;
    struct nest *nest = context;
    kr_parallel_rows(4, 10000, visit_rows, &nest->visits[task]);
}

static void a_loop_inside_a_task_runs_on_its_thread(void **state)
{
    (void)state;
    struct nest nest;
    for (int i = 0; i < 8; i++) {
        nest.visits[i] = (struct visits){calloc(10000, sizeof(int32_t)), 0, 0, 4};
        assert_non_null(nest.visits[i].of_row);
    }
    kr_parallel_tasks(4, 8, run_loop_inside, &nest);
    for (int i = 0; i < 8; i++) {
        for (kr_row row = 0; row < 10000; row++) {
            assert_int_equal(nest.visits[i].of_row[row], 1);
        }
        assert_int_equal(nest.visits[i].wrong_blocks, 0);
        assert_int_equal(nest.visits[i].wrong_workers, 0);
        free(nest.visits[i].of_row);
    }
}

static void add_row_numbers(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    for (kr_row row = first; row < last; row++) {
        kr_shared_add(context, row);
    }
}

static void shared_sums_do_not_depend_on_threads(void **state)
{
    (void)state;
    const int64_t rows = 100003;
    for (int i = 0; i < THREAD_COUNTS; i++) {
        int64_t sum = 0;
        kr_parallel_rows(thread_counts[i], (kr_row)rows, add_row_numbers, &sum);
        assert_int_equal(sum, rows * (rows - 1) / 2);
    }
}

static void blocks_are_counted_up(void **state)
{
    (void)state;
    assert_int_equal(kr_block_count(0), 0);
    assert_int_equal(kr_block_count(1), 1);
    assert_int_equal(kr_block_count(4096), 1);
    assert_int_equal(kr_block_count(4097), 2);
    assert_int_equal(kr_block_of(4095), 0);
    assert_int_equal(kr_block_of(4096), 1);
}

static void there_is_at_least_one_processor(void **state)
{
    (void)state;
    assert_true(kr_parallel_processors() >= 1);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_visited_once),
        cmocka_unit_test(every_task_runs_once),
        cmocka_unit_test(a_loop_inside_a_task_runs_on_its_thread),
        cmocka_unit_test(shared_sums_do_not_depend_on_threads),
        cmocka_unit_test(blocks_are_counted_up),
        cmocka_unit_test(there_is_at_least_one_processor),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
