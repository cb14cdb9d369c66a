#include "cmd/stop.h"

#include <string.h>

// The one variable of the program that is not owned by a caller: a signal handler can
// reach nothing else.
static volatile sig_atomic_t stop_requested;

static void request_stop(int number)
{
    stop_requested = number;
}

void kr_stop_request(void)
{
    stop_requested = 1;
}

const volatile sig_atomic_t *kr_stop_listen(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = request_stop;
    // The second signal finds the system's own handler; interrupted writes go on.
    action.sa_flags = (int)((unsigned)SA_RESETHAND | (unsigned)SA_RESTART);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
    (void)sigaction(SIGUSR1, &action, NULL);
    return &stop_requested;
}
