// The words of a column's codes.
#ifndef KR_OUTPUT_FLAGS_H
#define KR_OUTPUT_FLAGS_H

#include "output/h5.h"
#include "output/labels.h"

// The code of nothing in a list that a value need not be in.
enum { KR_FLAG_NONE = 255 };

// `flag_values` and `flag_meanings` of the CF conventions, for a data set whose values
// are codes of a list of labels, or where `or_none`, KR_FLAG_NONE. Nothing for numbers.
void kr_flags_write(struct kr_h5 *h5, hid_t dataset, enum kr_labels labels,
                    enum kr_type type, bool or_none, const struct kr_model *model);

#endif
