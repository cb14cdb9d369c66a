// A library to be loaded before the C library (LD_PRELOAD) that makes the disk of a
// program fail at a chosen moment.
//
// KR_FAULT_NAME    only files whose path has this part count
// KR_FAULT_CALL    number of the call at which it happens, from 1; 0: never
// KR_FAULT_ACTION  kill: SIGKILL before the call; torn: half of a write, then SIGKILL;
//                  full: from then on no write finds room; pause: the program holds still
//                  (SIGSTOP) before the call, until somebody lets it go on (SIGCONT)
// KR_FAULT_COUNT   file for the number of calls, written when the program ends
//
// Writes of stdio go past this library (the C library calls itself); its renames do not.
// The names of parameters in the headers of the C library are reserved ones.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

typedef ssize_t write_call(int, const void *, size_t);
typedef ssize_t pwrite_call(int, const void *, size_t, off_t);
typedef int ftruncate_call(int, off_t);
typedef int fallocate_call(int, int, off_t, off_t);
typedef int sync_call(int);
typedef int rename_call(const char *, const char *);

enum action { NOTHING, KILL, TORN, FULL, PAUSE };

static const char *name;
static long chosen;
static enum action action;
static long calls; // counted by whichever thread writes; one at a time does

// The function of the C library that goes by this name.
static void find(void *function, const char *symbol)
{
    void *const found = dlsym(RTLD_NEXT, symbol);
    if (found == NULL) {
        abort();
    }
    memcpy(function, &found, sizeof found);
}

static enum action action_of(const char *word)
{
    static const char *const WORDS[] = {
        [KILL] = "kill", [TORN] = "torn", [FULL] = "full", [PAUSE] = "pause"};
    for (enum action one = KILL; word != NULL && one <= PAUSE; one++) {
        if (strcmp(word, WORDS[one]) == 0) {
            return one;
        }
    }
    return NOTHING;
}

__attribute__((constructor)) static void begin(void)
{
    const char *const call = getenv("KR_FAULT_CALL");
    name = getenv("KR_FAULT_NAME");
    chosen = call != NULL ? strtol(call, NULL, 10) : 0;
    action = action_of(getenv("KR_FAULT_ACTION"));
}

__attribute__((destructor)) static void end(void)
{
    const char *const where = getenv("KR_FAULT_COUNT");
    FILE *const file = where != NULL ? fopen(where, "w") : NULL;
    if (file != NULL) {
        fprintf(file, "%ld\n", calls);
        fclose(file);
    }
}

static bool is_watched(const char *path)
{
    return name != NULL && strstr(path, name) != NULL;
}

static bool is_watched_file(int file)
{
    char link[64];
    char path[PATH_MAX] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    return readlink(link, path, sizeof path - 1) > 0 && is_watched(path);
}

static void die(void)
{
    kill(getpid(), SIGKILL);
    for (;;) {
        pause();
    }
}

// Counts a call; true when its time has come. Does not return when it kills.
static bool is_time(bool watched)
{
    if (!watched) {
        return false;
    }
    const long number = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    const bool now = chosen > 0 && number >= chosen;
    if (now && action == KILL) {
        die();
    }
    if (action == PAUSE) {
        if (number == chosen) {
            (void)raise(SIGSTOP);
        }
        return false;
    }
    return now;
}

// A write of `size` bytes: how many of them reach the disk, or -1 when it is full.
static ssize_t allowed(int file, size_t size)
{
    if (!is_time(is_watched_file(file))) {
        return (ssize_t)size;
    }
    if (action == FULL) {
        errno = ENOSPC;
        return -1;
    }
    return action == TORN ? (ssize_t)(size / 2) : (ssize_t)size;
}

ssize_t write(int file, const void *bytes, size_t size)
{
    static write_call *real;
    find(&real, "write");
    const ssize_t some = allowed(file, size);
    const ssize_t done = some < 0 ? -1 : real(file, bytes, (size_t)some);
    if (some >= 0 && (size_t)some < size) {
        die();
    }
    return done;
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at)
{
    static pwrite_call *real;
    find(&real, "pwrite");
    const ssize_t some = allowed(file, size);
    const ssize_t done = some < 0 ? -1 : real(file, bytes, (size_t)some, at);
    if (some >= 0 && (size_t)some < size) {
        die();
    }
    return done;
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off_t at)
{
    return pwrite(file, bytes, size, at);
}

int ftruncate(int file, off_t size)
{
    static ftruncate_call *real;
    find(&real, "ftruncate");
    (void)is_time(is_watched_file(file));
    return real(file, size);
}

int ftruncate64(int file, off_t size)
{
    return ftruncate(file, size);
}

// Reserving room: a call of its own, since what was reserved is no longer short later.
int fallocate(int file, int mode, off_t at, off_t size)
{
    static fallocate_call *real;
    find(&real, "fallocate");
    if (is_time(is_watched_file(file)) && action == FULL) {
        errno = ENOSPC;
        return -1;
    }
    return real(file, mode, at, size);
}

int fallocate64(int file, int mode, off_t at, off_t size)
{
    return fallocate(file, mode, at, size);
}

int fsync(int file)
{
    static sync_call *real;
    find(&real, "fsync");
    (void)is_time(is_watched_file(file));
    return real(file);
}

int fdatasync(int file)
{
    static sync_call *real;
    find(&real, "fdatasync");
    (void)is_time(is_watched_file(file));
    return real(file);
}

int rename(const char *from, const char *to)
{
    static rename_call *real;
    find(&real, "rename");
    (void)is_time(is_watched(from));
    return real(from, to);
}
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
