// The breakdowns of a result in its checkpoint. Private to output/.
#ifndef KR_OUTPUT_BREAKDOWNS_FILE_H
#define KR_OUTPUT_BREAKDOWNS_FILE_H

#include "output/world_file.h"
#include "sim/breakdowns.h"

// An attribute of `root`, a line for each; NULL for none.
void kr_breakdowns_write(struct kr_h5 *h5, hid_t root,
                         const struct kr_breakdowns *breakdowns);

// Whether a run with these can go on with the result: each that only one of the two has
// is a mistake, in whatever order they stand.
void kr_breakdowns_check(const struct kr_world_reading *self,
                         const struct kr_breakdowns *breakdowns);

#endif
