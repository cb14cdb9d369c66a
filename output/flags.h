// The words of a column's codes.
#ifndef KR_OUTPUT_FLAGS_H
#define KR_OUTPUT_FLAGS_H

#include "output/h5.h"
#include "output/labels.h"

// `flag_values` and `flag_meanings` of the CF conventions, for a data set whose values
// are codes of a list of labels; nothing where the list is empty.
void kr_flags_write(struct kr_h5 *h5, hid_t dataset, enum kr_labels labels,
                    enum kr_type type, const struct kr_model *model);

#endif
