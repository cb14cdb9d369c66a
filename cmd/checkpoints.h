// Checkpoints of a run: when they are written, when the time is over, and going on.
#ifndef KR_CMD_CHECKPOINTS_H
#define KR_CMD_CHECKPOINTS_H

#include "cmd/command.h"
#include "cmd/setup.h"
#include "output/checkpoint.h"
#include "output/writer.h"
#include "sim/observer.h"
#include "study/path.h"

#include <argp.h>
#include <stdbool.h>

// What is said on the command line.
struct kr_checkpoint_options {
    int every;          // quarters between two; 0: only when the run is stopped
    double stop_after;  // seconds; 0 for never
    const char *resume; // checkpoint to go on from, or NULL
};

// Parses --checkpoint-every --stop-after --resume into a struct kr_checkpoint_options.
extern const struct argp kr_checkpoints_argp;
// The same without --resume.
extern const struct argp kr_fork_argp;

struct kr_checkpoints {
    const struct kr_checkpoint_options *options;
    struct kr_checkpoint_run run;
    char *file, *previous;
    double began;             // when the program did
    struct kr_writer *writer; // of the result, once it is open
    struct kr_rolls rolls;    // of the checkpoint that is gone on from
    int written;              // quarters lived at the last one, KR_NONE before the first
    int code;                 // of the last one that was tried
};

// Names the files after the result file. `keep` stays the caller's.
KR_MUST_CHECK int kr_checkpoints_init(struct kr_checkpoints *self,
                                      const struct kr_checkpoint_options *options,
                                      const struct kr_setup *setup, const char *result,
                                      const char *keep);
void kr_checkpoints_free(struct kr_checkpoints *self);

// Whether any are written.
bool kr_checkpoints_on(const struct kr_checkpoints *self);

// An observer that writes them, and asks the run to stop when its time is over. It
// belongs behind the writer in the list of observers; `self` must stay where it is.
struct kr_observer kr_checkpoints_observer(struct kr_checkpoints *self);

// A run was stopped: writes a checkpoint where there is none of this quarter, and says
// how to go on. Returns KR_ERR_STOPPED, or the code of a failure.
KR_MUST_CHECK int kr_checkpoints_stop(struct kr_checkpoints *self,
                                      const struct kr_world *world, const char *scenario,
                                      const char *result);

// Whether there is a result to go on with; what is wrong is printed.
KR_MUST_CHECK enum kr_exit kr_checkpoints_check(const char *result);

// The path of a run, which it shares with the result that is gone on with up to `now`.
// Mistakes are printed; the caller frees it.
KR_MUST_CHECK enum kr_exit kr_checkpoints_path(const struct kr_checkpoints *self,
                                               const char *result, kr_quarter now,
                                               struct kr_path *path);

// The world of a checkpoint, ready to live; mistakes are printed.
KR_MUST_CHECK enum kr_exit kr_checkpoints_world(struct kr_checkpoints *self,
                                                const char *file,
                                                enum kr_checkpoint_use use,
                                                struct kr_world *world);

#endif
