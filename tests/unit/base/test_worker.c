#include "base/worker.h"
#include "tests/support/test.h"

#include <stdbool.h>
#include <time.h>

enum { JOBS = 1000 };

// A list that only jobs write; it is read after waiting.
struct list {
    int value[JOBS];
    int count;
};

struct item {
    struct list *list;
    int value;
};

static void append(void *context)
{
    const struct item *item = context;
    item->list->value[item->list->count++] = item->value;
}

static void jobs_are_done_in_the_order_given(void **state)
{
    (void)state;
    static struct list list;
    static struct item item[JOBS];
    struct kr_worker *worker = NULL;
    assert_int_equal(kr_worker_start(&worker), KR_OK);
    for (int i = 0; i < JOBS; i++) {
        item[i] = (struct item){&list, i};
        kr_worker_give(worker, append, &item[i]);
    }
    kr_worker_wait(worker);
    assert_int_equal(list.count, JOBS);
    for (int i = 0; i < JOBS; i++) {
        assert_int_equal(list.value[i], i);
    }
    kr_worker_stop(worker);
}

static void sleep_long(void *context)
{
    const struct timespec pause = {0, 50000000};
    (void)nanosleep(&pause, NULL);
    *(bool *)context = true;
}

static void waiting_ends_when_the_job_is_done(void **state)
{
    (void)state;
    bool done = false;
    struct kr_worker *worker = NULL;
    assert_int_equal(kr_worker_start(&worker), KR_OK);
    kr_worker_wait(worker);
    kr_worker_give(worker, sleep_long, &done);
    kr_worker_wait(worker);
    assert_true(done);
    kr_worker_stop(worker);
}

static void stopping_lets_the_last_job_end(void **state)
{
    (void)state;
    bool done = false;
    struct kr_worker *worker = NULL;
    assert_int_equal(kr_worker_start(&worker), KR_OK);
    kr_worker_give(worker, sleep_long, &done);
    kr_worker_stop(worker);
    assert_true(done);
    kr_worker_stop(NULL);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_are_done_in_the_order_given),
        cmocka_unit_test(waiting_ends_when_the_job_is_done),
        cmocka_unit_test(stopping_lets_the_last_job_end),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
