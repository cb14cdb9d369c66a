// Seconds of clocks, for measuring only: no result may depend on them.
#ifndef KR_BASE_CLOCK_H
#define KR_BASE_CLOCK_H

#include <time.h>

static inline double kr_seconds_of(clockid_t clock)
{
    struct timespec now = {0, 0};
    (void)clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// A clock that never goes back.
static inline double kr_wall_seconds(void)
{
    return kr_seconds_of(CLOCK_MONOTONIC);
}

// What the processors did for the calling thread, and for the whole process.
static inline double kr_thread_seconds(void)
{
    return kr_seconds_of(CLOCK_THREAD_CPUTIME_ID);
}

static inline double kr_process_seconds(void)
{
    return kr_seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

#endif
