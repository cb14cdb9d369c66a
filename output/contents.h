// What a file is, and what is in it: for looking at files without knowing them.
#ifndef KR_OUTPUT_CONTENTS_H
#define KR_OUTPUT_CONTENTS_H

#include "output/reader.h"

// X(name, word, meaning): the kinds of files that this program writes. Each says what it
// is by an attribute of its root.
#define KR_FILE_KIND_LIST(X)                                          \
    X(RESULT, "result", "result of a run")                            \
    X(EFFECTS, "effects", "what a comparison of two scenarios found") \
    X(POPULATION, "population", "starting world, prepared for runs")  \
    X(CHECKPOINT, "checkpoint", "world saved on the way, to go on from")

#define KR_FILE_KIND_ATTRIBUTE "krapte_file"

enum kr_file_kind {
    KR_FILE_OTHER, // HDF5, but not ours
#define KR_FILE_KIND_ENUM(name, word, meaning) KR_FILE_##name,
    KR_FILE_KIND_LIST(KR_FILE_KIND_ENUM)
#undef KR_FILE_KIND_ENUM
        KR_FILE_KINDS
};

const char *kr_file_kind_name(enum kr_file_kind kind);
const char *kr_file_kind_meaning(enum kr_file_kind kind);
enum kr_file_kind kr_file_kind_of(struct kr_result *result);

// A group of a file.
struct kr_group_info {
    char name[KR_RESULT_NAME]; // "quarterly"
    bool has_time;
    int records;      // complete ones, when it has a time axis
    size_t variables; // axes and the parts of time left out
    int64_t bytes;    // as stored
};

// The groups of a file, in order of name; `at` runs from 0. False after the last.
bool kr_group_info(struct kr_result *result, size_t at, struct kr_group_info *info);

// True for a coordinate and for the parts of time that every group has.
bool kr_variable_is_axis(const struct kr_result_variable *variable);

// A variable by path or name, looked for in every group; NULL when there is none.
const struct kr_result_variable *kr_variable_anywhere(const struct kr_result *result,
                                                      const char *name);

// Values of `count` items of the first axis from `first` on, as doubles; for what is too
// long to be read at once. `values` has room for them.
KR_MUST_CHECK int kr_result_part(struct kr_result *result,
                                 const struct kr_result_variable *variable, size_t first,
                                 size_t count, double *values);

#endif
