// Writing what a comparison found: tables of numbers over named axes, each in a group of
// its own, with where both scenarios came from. The file is netCDF-4 as results are.
#ifndef KR_OUTPUT_EFFECTS_FILE_H
#define KR_OUTPUT_EFFECTS_FILE_H

#include "base/error.h"
#include "base/types.h"
#include "output/writer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KR_EFFECTS_RANK = 3 };

// An axis of a group: words, whole numbers, or quarters.
struct kr_effects_axis {
    const char *name;
    const char *long_name;
    const char *unit;         // of numbers
    const char *const *words; // short words; NULL for numbers
    const char *const *names; // names for people beside the words; may be NULL
    const double *numbers;    // when there are no words
    kr_quarter first;         // of an axis of quarters, else KR_NEVER
    size_t count;
};

// Numbers over some axes of the group, the last axis fastest.
struct kr_effects_values {
    const char *name;
    const char *unit;
    const char *long_name;
    const char *comment;
    int rank;                  // 1 .. KR_EFFECTS_RANK
    int axis[KR_EFFECTS_RANK]; // positions in the group's axes
    bool whole;                // int32
    const double *values;
};

// Texts over one axis of the group.
struct kr_effects_texts {
    const char *name;
    const char *long_name;
    int axis;
    const char *const *words;
};

struct kr_effects_file;

struct kr_effects_options {
    const char *file;
    bool force;
    const char *title;
    const char *scenario_name;
    double scale;
    uint64_t seed;
    int replicates;
    uint64_t world_hash; // of both worlds of all replicates
    const char *country;
    const struct kr_text_item *provenance;
    int provenance_count;
};

// Creates the file, under another name until it is complete. Failures are kept: later
// calls do nothing, and closing tells. *file is NULL when memory ran out.
KR_MUST_CHECK int kr_effects_open(struct kr_effects_file **file,
                                  const struct kr_effects_options *options);

// Begins a group such as "effects"; the one before it is complete.
void kr_effects_group(struct kr_effects_file *self, const char *name, const char *title,
                      const struct kr_effects_axis *axes, int axis_count);
void kr_effects_put(struct kr_effects_file *self, const struct kr_effects_values *values);
void kr_effects_put_texts(struct kr_effects_file *self,
                          const struct kr_effects_texts *texts);

// A group with the policies of a scenario, as result files have them.
void kr_effects_put_policies(struct kr_effects_file *self, const char *name,
                             const char *title, const struct kr_model *model);

// Makes the file fail: the caller could not make what belongs in it.
void kr_effects_refuse(struct kr_effects_file *self, int code);

// Closes the file, gives it its name and frees. The first failure of all, with its text
// in `error`: then nothing of the file is left.
KR_MUST_CHECK int kr_effects_close(struct kr_effects_file *self, char error[1024]);

#endif
