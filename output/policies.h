// Writes the calendar of policies of a scenario as a group.
#ifndef KR_OUTPUT_POLICIES_H
#define KR_OUTPUT_POLICIES_H

#include "output/h5.h"
#include "sim/model.h"

// Texts and numbers by policy, and one row for every number that a policy takes: its
// name, unit and value.
void kr_policies_write(struct kr_h5 *h5, const char *name, const char *title,
                       const struct kr_model *model);

#endif
