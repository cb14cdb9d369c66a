// What krapte run and krapte fork are asked for.
#ifndef KR_CMD_RUN_OPTIONS_H
#define KR_CMD_RUN_OPTIONS_H

#include "cmd/checkpoints.h"
#include "cmd/options.h"

#include <stdbool.h>

struct kr_run_arguments {
    struct kr_options options;
    struct kr_checkpoint_options checkpoints;
    const char *fork; // the checkpoint, in krapte fork
    bool is_fork;
    const char *scenario;
    const char *output; // NULL: results/NAME.h5
    const char *keep;
    const char *population; // NULL: built
    bool force;
    bool quiet;
    bool json;
    bool compress;
    bool provenance;
};

// What the help says of the arguments and of the command.
struct kr_run_words {
    const char *arguments;
    const char *doc;
};

// Parses the command line; ends the program on a mistake. `is_fork` is set before.
void kr_run_parse(int argc, char **argv, const struct kr_run_words *words,
                  struct kr_run_arguments *arguments);

#endif
