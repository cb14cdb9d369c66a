// One thread that does one job at a time beside the rest of the program.
#ifndef KR_BASE_WORKER_H
#define KR_BASE_WORKER_H

#include "base/error.h"

struct kr_worker;

typedef void kr_worker_job(void *context);

// Starts a thread that waits for its first job. NULL in *worker and KR_ERR_NO_MEMORY when
// there is none to be had.
KR_MUST_CHECK int kr_worker_start(struct kr_worker **worker);

// Hands over a job; waits first until the one before is done.
void kr_worker_give(struct kr_worker *worker, kr_worker_job *job, void *context);

// Returns once the thread has nothing to do: what its jobs wrote can be read then.
void kr_worker_wait(struct kr_worker *worker);

// Lets the last job end, and ends the thread. NULL does nothing.
void kr_worker_stop(struct kr_worker *worker);

#endif
