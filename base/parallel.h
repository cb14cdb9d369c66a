// Loops over rows in fixed blocks, shared by a team of threads. The only place that knows
// about OpenMP is parallel.c.
#ifndef KR_BASE_PARALLEL_H
#define KR_BASE_PARALLEL_H

#include "base/types.h"

#include <stdint.h>

enum {
    KR_BLOCK_ROWS = 4096, // rows in a block, whatever the number of threads
    KR_MAX_THREADS = 256,
};

// A body writes only rows first .. last - 1, appends to the buffer of its block, or adds
// to integers with kr_shared_add. `worker` is 0 .. threads - 1: for scratch, never for
// results.
typedef void kr_block_body(void *context, kr_row first, kr_row last, int worker);
typedef void kr_task_body(void *context, int task, int worker);

// Runs `body` over rows 0 .. rows - 1 in blocks of KR_BLOCK_ROWS. Blocks may run in any
// order and at the same time.
void kr_parallel_rows(int threads, kr_row rows, kr_block_body *body, void *context);

// Runs tasks 0 .. tasks - 1, each once, in any order.
void kr_parallel_tasks(int threads, int tasks, kr_task_body *body, void *context);

// Number of processors this process may use, at least 1.
int kr_parallel_processors(void);

static inline int kr_block_of(kr_row row)
{
    return row / KR_BLOCK_ROWS;
}

static inline int kr_block_count(kr_row rows)
{
    return (rows + KR_BLOCK_ROWS - 1) / KR_BLOCK_ROWS;
}

// Integer sums commute, so a shared counter has the same value for any order of
// additions. (clang-tidy 14 does not see that the built-in writes.)
// NOLINTNEXTLINE(readability-non-const-parameter)
static inline void kr_shared_add(int64_t *counter, int64_t amount)
{
    __atomic_fetch_add(counter, amount, __ATOMIC_RELAXED);
}

// NOLINTNEXTLINE(readability-non-const-parameter)
static inline void kr_shared_add32(int32_t *counter, int32_t amount)
{
    __atomic_fetch_add(counter, amount, __ATOMIC_RELAXED);
}

#endif
