// The only file that uses OpenMP. Built without it (KR_PARALLEL=serial), or called inside
// a loop that is shared already, the same loops run on the calling thread, as worker 0.
#include "base/parallel.h"

#include <sched.h>
#include <unistd.h>

#ifdef _OPENMP
#include <omp.h>
#endif

// Threads that have something to do: not more than asked for, nor than there are tasks;
// one where the team is busy already or threads are not built in.
static int team_size(int threads, int tasks)
{
#ifdef _OPENMP
    const int most = tasks < KR_MAX_THREADS ? tasks : KR_MAX_THREADS;
    const int wanted = threads < most ? threads : most;
    return omp_in_parallel() || wanted < 1 ? 1 : wanted;
#else
    (void)threads;
    (void)tasks;
    return 1;
#endif
}

void kr_parallel_tasks(int threads, int tasks, kr_task_body *body, void *context)
{
    const int team = team_size(threads, tasks);
    if (team <= 1) {
        for (int task = 0; task < tasks; task++) {
            body(context, task, 0);
        }
        return;
    }
#ifdef _OPENMP
// Who is ready takes the next task, so a slow one holds up nobody.
#pragma omp parallel for schedule(dynamic, 1) num_threads(team) default(none) \
    shared(tasks, body, context)
    for (int task = 0; task < tasks; task++) {
        body(context, task, omp_get_thread_num());
    }
#endif
}

// A loop over rows, as a loop over blocks.
struct row_loop {
    kr_row rows;
    kr_block_body *body;
    void *context;
};

static void run_block(void *context, int block, int worker)
{
    const struct row_loop *loop = context;
    const kr_row first = block * KR_BLOCK_ROWS;
    const kr_row left = loop->rows - first;
    const kr_row last = first + (left < KR_BLOCK_ROWS ? left : KR_BLOCK_ROWS);
    loop->body(loop->context, first, last, worker);
}

void kr_parallel_rows(int threads, kr_row rows, kr_block_body *body, void *context)
{
    struct row_loop loop = {rows, body, context};
    kr_parallel_tasks(threads, kr_block_count(rows), run_block, &loop);
}

int kr_parallel_processors(void)
{
    // What this process may use can be less than what the machine has: taskset, a
    // cluster.
    cpu_set_t usable;
    if (sched_getaffinity(0, sizeof usable, &usable) == 0) {
        return CPU_COUNT(&usable);
    }
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int)online : 1;
}
