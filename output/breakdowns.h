// The variables of a result file: those of the list in variables.c, and those of the
// breakdowns that a scenario asks for.
#ifndef KR_OUTPUT_BREAKDOWNS_H
#define KR_OUTPUT_BREAKDOWNS_H

#include "output/variables.h"

#include <stddef.h>

struct kr_variables {
    struct kr_variable *at;
    size_t count;
    size_t room;
    char **texts; // names and the like of those that are not in the list
    size_t text_count;
};

// A variable of a breakdown whose name the list, or another breakdown, has already is
// left out. Free in any case.
KR_MUST_CHECK int kr_variables_init(struct kr_variables *self,
                                    const struct kr_breakdowns *breakdowns);
void kr_variables_free(struct kr_variables *self);

#endif
