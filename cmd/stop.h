// Stopping on request: Ctrl-C, SIGTERM and SIGUSR1 raise a flag that a run looks at after
// each quarter. A second one ends the program at once.
#ifndef KR_CMD_STOP_H
#define KR_CMD_STOP_H

#include <signal.h>

// Begins to listen; returns the flag.
const volatile sig_atomic_t *kr_stop_listen(void);

// Raises the flag from within.
void kr_stop_request(void);

#endif
