#include "cmd/bandwidth.h"

#include "base/clock.h"
#include "base/parallel.h"
#include "base/table.h"
#include "cmd/machine.h"

#include <stddef.h>
#include <string.h>

// Far larger than any cache, cut into pieces that keep every thread busy.
static const size_t ARRAY_BYTES = (size_t)192 << 20;
static const size_t PIECE_BYTES = (size_t)1 << 20;
enum { ROUNDS = 8 };

struct copy {
    char *to;
    const char *from;
};

static void copy_piece(void *context, int task, int worker)
{
    (void)worker;
    const struct copy *copy = context;
    const size_t first = (size_t)task * PIECE_BYTES;
    memcpy(copy->to + first, copy->from + first, PIECE_BYTES);
}

double kr_copy_bandwidth(int threads)
{
    char *from = kr_allocate(ARRAY_BYTES);
    char *to = kr_allocate(ARRAY_BYTES);
    double best = 0.0;
    if (from != NULL && to != NULL) {
        // Real pages, not the one page of zeros that the system may show.
        memset(from, 1, ARRAY_BYTES);
        struct copy copy = {to, from};
        for (int round = 0; round < ROUNDS; round++) {
            const double start = kr_wall_seconds();
            kr_parallel_tasks(threads, (int)(ARRAY_BYTES / PIECE_BYTES), copy_piece,
                              &copy);
            const double seconds = kr_wall_seconds() - start;
            const double speed = 2.0 * (double)ARRAY_BYTES / seconds;
            best = speed > best ? speed : best;
        }
    }
    kr_release(from, ARRAY_BYTES);
    kr_release(to, ARRAY_BYTES);
    return best;
}
