#include "base/worker.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>

struct kr_worker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    kr_worker_job *job; // given and not done yet, or NULL
    void *context;
    bool ending;
};

// Waits for a job under the lock; false when there will be none any more.
static bool next_job(struct kr_worker *self)
{
    while (self->job == NULL && !self->ending) {
        (void)pthread_cond_wait(&self->changed, &self->lock);
    }
    return self->job != NULL;
}

static void *work(void *argument)
{
    struct kr_worker *self = argument;
    (void)pthread_mutex_lock(&self->lock);
    while (next_job(self)) {
        kr_worker_job *job = self->job;
        (void)pthread_mutex_unlock(&self->lock);
        job(self->context);
        (void)pthread_mutex_lock(&self->lock);
        self->job = NULL;
        (void)pthread_cond_broadcast(&self->changed);
    }
    (void)pthread_mutex_unlock(&self->lock);
    return NULL;
}

// Signals are for the thread that runs the program: who stops a run must not interrupt a
// write.
static int start_thread(struct kr_worker *self)
{
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    const int failed = pthread_create(&self->thread, NULL, work, self);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed;
}

int kr_worker_start(struct kr_worker **worker)
{
    struct kr_worker *self = calloc(1, sizeof *self);
    *worker = NULL;
    if (self == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    (void)pthread_mutex_init(&self->lock, NULL);
    (void)pthread_cond_init(&self->changed, NULL);
    if (start_thread(self) != 0) {
        (void)pthread_cond_destroy(&self->changed);
        (void)pthread_mutex_destroy(&self->lock);
        free(self);
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    *worker = self;
    return KR_OK;
}

static void wait_locked(struct kr_worker *self)
{
    while (self->job != NULL) {
        (void)pthread_cond_wait(&self->changed, &self->lock);
    }
}

void kr_worker_give(struct kr_worker *worker, kr_worker_job *job, void *context)
{
    (void)pthread_mutex_lock(&worker->lock);
    wait_locked(worker);
    worker->job = job;
    worker->context = context;
    (void)pthread_cond_broadcast(&worker->changed);
    (void)pthread_mutex_unlock(&worker->lock);
}

void kr_worker_wait(struct kr_worker *worker)
{
    (void)pthread_mutex_lock(&worker->lock);
    wait_locked(worker);
    (void)pthread_mutex_unlock(&worker->lock);
}

void kr_worker_stop(struct kr_worker *worker)
{
    if (worker == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&worker->lock);
    wait_locked(worker);
    worker->ending = true;
    (void)pthread_cond_broadcast(&worker->changed);
    (void)pthread_mutex_unlock(&worker->lock);
    (void)pthread_join(worker->thread, NULL);
    (void)pthread_cond_destroy(&worker->changed);
    (void)pthread_mutex_destroy(&worker->lock);
    free(worker);
}
