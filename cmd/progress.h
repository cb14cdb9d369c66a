// Telling how a run goes: a line on the terminal, a line per quarter in a log, and a
// status file for other programs.
#ifndef KR_CMD_PROGRESS_H
#define KR_CMD_PROGRESS_H

#include "cmd/text.h"
#include "output/writer.h"
#include "sim/observer.h"

#include <stdbool.h>
#include <stdint.h>

struct kr_progress {
    const char *status_file; // NULL: none
    const char *output;      // named in the status file
    const char *title;       // before the quarter, or NULL
    const char *resumed;     // the checkpoint that the run went on from, or NULL
    bool quiet;              // no lines, only the status file
    bool terminal;
    bool drawn; // an unfinished line stands on the terminal
    double started;
    double last;
    int quarters; // to live
    int first;    // lived before this run went on
    int done;     // lived
    int64_t persons;
    char quarter[KR_NUMBER_SIZE];   // the last one that was lived
    const struct kr_writer *writer; // of the file, or NULL: what is lived is complete
    kr_quarter start;
    int complete; // quarters in the file
};

void kr_progress_init(struct kr_progress *self, const char *status_file,
                      const char *output, bool quiet);

// An observer that reports each quarter; `self` must stay where it is. It belongs after
// the writer in the list of observers. The lines tell what is lived, the status file what
// is complete in the file of `writer`, which is written beside the run.
struct kr_observer kr_progress_observer(struct kr_progress *self);

// Takes over what the writer has complete, for it is about to be closed.
void kr_progress_release(struct kr_progress *self);

// The last quarter that is complete.
void kr_progress_quarter(const struct kr_progress *self, char text[KR_NUMBER_SIZE]);

// Ends the terminal line and writes the last state, a word: "done", "stopped", "failed".
void kr_progress_finish(struct kr_progress *self, const char *state, int exit_status,
                        uint64_t world_hash);

// Persons of 15-74 at the end of the quarter.
int64_t kr_persons_counted(const struct kr_world *world);

#endif
