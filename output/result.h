// What reader.c and digest.c share. Private to output/.
#ifndef KR_OUTPUT_RESULT_H
#define KR_OUTPUT_RESULT_H

#include "output/h5.h"
#include "output/reader.h"

struct kr_result_group {
    char name[KR_RESULT_NAME];
    int complete;   // KR_NONE when the group has no time of its own
    int64_t events; // rows of complete records on the axis `event`; KR_NONE without one
};

struct kr_result {
    struct kr_h5 h5;
    struct kr_result_variable *variables; // in order of path
    size_t count;
    size_t capacity;
    struct kr_result_group *groups; // in order of name
    size_t group_count;
};

// Opens "/", a group or a data set; -1 after a failure.
hid_t kr_result_object(struct kr_result *self, const char *path);

// Whether a data set or an attribute holds one value: only then may it be read into one.
// Closes the space.
bool kr_result_is_single(hid_t space);

// Multiplies stored numbers by the scale factor.
void kr_result_decode(const struct kr_result_variable *variable, double *values,
                      size_t count);

#endif
