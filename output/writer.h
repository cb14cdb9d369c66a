// Writing a result file: an observer that keeps what the list in variables.c says.
#ifndef KR_OUTPUT_WRITER_H
#define KR_OUTPUT_WRITER_H

#include "base/error.h"
#include "output/chunks_count.h"
#include "output/published.h"
#include "output/rolls.h"
#include "sim/breakdowns.h"
#include "sim/model.h"
#include "sim/observer.h"

#include <stdbool.h>
#include <stdint.h>

// A name and a value for /provenance and the root attributes.
struct kr_text_item {
    const char *name;
    const char *value;
};

// A used parameter for /parameters.
struct kr_used_parameter {
    const char *name;
    double value;
    const char *unit;
    const char *source;
    const char *mark;
    const char *meaning;
};

struct kr_output_options {
    const char *file; // target; written as it is, never half-finished quarters
    const char *title;
    const char *scenario_name;
    const struct kr_text_item *provenance;
    int provenance_count; // 0: no /provenance values (byte-equal files)
    const struct kr_used_parameter *parameters;
    int parameter_count;
    const struct kr_published *published; // figures that the run is laid beside
    size_t published_count;
    const char *keep; // "", "persons:status,contract_minutes@4;employers:heads"
    struct kr_breakdowns breakdowns; // that the scenario asks for
    bool panel;                      // keyed 1% sample of persons with all columns
    bool compress;                   // deflate level 1, or none
    bool rehearse;        // also measures doing nothing else; see kr_chunks_rehearse
    uint64_t inputs_hash; // of what the world is lived with: kr_inputs_hash
    bool resume; // goes on with the file, after the quarter that the world has lived
    const struct kr_rolls *rolls; // of its checkpoint, there when the run begins
};

struct kr_writer;

// Creates the file (refuses an existing one unless `force`), or opens one to go on with,
// which must be of a run with the same inputs; and fills in an observer. The
// options are copied or written at once. After a failure *writer (NULL when memory ran
// out) still has the text of it; close it.
KR_MUST_CHECK int kr_writer_open(struct kr_writer **writer,
                                 const struct kr_output_options *options, bool force,
                                 struct kr_observer *observer);

// Waits until all that was told is in the file and promised. Call it before anything else
// that writes files of this kind. Lends the rolls of the tables, until the next quarter.
KR_MUST_CHECK int kr_writer_settle(struct kr_writer *writer, struct kr_rolls *rolls);

// Closes the file, writing the final attributes (world hash, wall seconds, end), and
// frees the writer. Only when the closing itself fails does the writer stay, so that its
// text can be read: close it again then. A NULL writer is closed already.
KR_MUST_CHECK int kr_writer_close(struct kr_writer *writer, uint64_t world_hash,
                                  double wall_seconds);

// Quarters lived at the last record that is complete in the file, or KR_NONE. The
// starting world is once the observer has begun. The record of the last quarter may still
// be on its way: it is complete when the next one has been lived, or when the writer is
// closed.
int kr_writer_quarters(const struct kr_writer *writer);

// What was written of long columns; waits for what is still being written.
struct kr_chunks_count kr_writer_count(struct kr_writer *writer);

// The text of the last failure: what was being done and the system's reason. Waits for
// what is still being written.
const char *kr_writer_error(struct kr_writer *writer);

// Bytes the file will take, for refusing before the start. Compression is reckoned with
// cautiously; a mistake in `keep` counts as nothing kept.
int64_t kr_output_bytes(const struct kr_model *model,
                        const struct kr_output_options *options, int64_t persons,
                        int64_t employers);

#endif
