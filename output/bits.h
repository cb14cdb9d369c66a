// How many bits of a column a file needs, and in which order its bytes compress best.
#ifndef KR_OUTPUT_BITS_H
#define KR_OUTPUT_BITS_H

#include "output/columns.h"

#include <stdbool.h>

// Bits of a value in a file: 1, 2 or 4 of a column of bytes, otherwise whole bytes, since
// codes that cross bytes compress worse.
int kr_stored_bits(enum kr_type type, int bits);

// Bits of a value that compression usually leaves, for foreseeing the size of a file:
// those measured and some more; for a column that was not measured all it can take.
double kr_column_compressed_bits(const struct kr_kept_column *column,
                                 enum kr_kept_table table, const struct kr_model *model);

// Whether the column compresses better with the first bytes of all values first, then the
// second ones ...
bool kr_column_shuffled(const struct kr_kept_column *column);

#endif
