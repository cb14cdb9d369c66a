// A running world in a file, to go on from: every field between two quarters, and what it
// was lived with. The last two are kept, so that a kill while one is written leaves the
// other.
#ifndef KR_OUTPUT_CHECKPOINT_H
#define KR_OUTPUT_CHECKPOINT_H

#include "base/diag.h"
#include "base/error.h"
#include "output/rolls.h"
#include "output/world_fields.h"
#include "sim/breakdowns.h"
#include "sim/model.h"
#include "sim/world.h"

#include <stdint.h>

// What the attribute `format` of a checkpoint says.
#define KR_CHECKPOINT_FORMAT "krapte checkpoint"

// What a world is lived with, and what is kept of it.
struct kr_checkpoint_run {
    const struct kr_model *model;
    uint64_t pack_hash;
    uint64_t origin;      // 0 from the start; else the hash of the world that was forked
    const char *scenario; // its name
    const char *keep;     // as given to --keep, "" for nothing
    const struct kr_breakdowns *breakdowns; // of the result; NULL for none
    struct kr_world_room room;
};

// Hash of everything that a world is lived with: equal for runs that give equal worlds.
uint64_t kr_inputs_hash(const struct kr_checkpoint_run *run);

// NAME.checkpoint.h5 or NAME.checkpoint.previous.h5, for the result file NAME.h5. The
// caller frees; NULL without memory.
char *kr_checkpoint_name(const char *result, bool previous);

// Writes `file`, after what stood there became `previous`. On failure `error` says why,
// and what stood there is left as it was.
KR_MUST_CHECK int kr_checkpoint_write(const char *file, const char *previous,
                                      const struct kr_checkpoint_run *run,
                                      const struct kr_world *world,
                                      const struct kr_rolls *rolls, char error[1024]);

// To go on as if nothing had happened, or under other policies and parameters.
enum kr_checkpoint_use { KR_CHECKPOINT_RESUME, KR_CHECKPOINT_FORK };

// Reads a checkpoint into `world`, which it allocates; prepare it then. The file must
// have every field and no other, undamaged, give the world that it says, and have been
// lived with what `run` says: everything, or to fork the same pack, scale and version.
// All mistakes go to `diag` with KR_ERR_INPUT. The rolls of the result are read too, into
// memory that is the caller's.
KR_MUST_CHECK int kr_checkpoint_read(const char *file,
                                     const struct kr_checkpoint_run *run,
                                     enum kr_checkpoint_use use, struct kr_world *world,
                                     struct kr_rolls *rolls, struct kr_diag *diag);

// What a checkpoint says of itself.
struct kr_checkpoint_info {
    char scenario[96];
    char version[32]; // of the program that wrote it
    char keep[512];
    kr_quarter quarter; // the last one that was lived
    int elapsed;        // quarters lived
    int64_t persons;    // rows of persons
    uint64_t seed, replicate;
    double scale;
    uint64_t world_hash;
    uint64_t origin; // as above
    int64_t bytes;   // of the file
};

// KR_ERR_FORMAT for a file that is no checkpoint.
KR_MUST_CHECK int kr_checkpoint_info(const char *file, struct kr_checkpoint_info *info,
                                     char error[1024]);

#endif
