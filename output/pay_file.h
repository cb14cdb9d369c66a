// The pay scales of the last quarter in a checkpoint: /pay. They are no state, since
// every quarter reckons its own from wage levels and policies; but the first record of a
// fork is of that quarter. Private to output/.
#ifndef KR_OUTPUT_PAY_FILE_H
#define KR_OUTPUT_PAY_FILE_H

#include "output/world_file.h"

#define KR_PAY_GROUP "pay"

void kr_pay_write(struct kr_h5 *h5, const struct kr_model *model,
                  const struct kr_world *world);

// Gives them to the world, undamaged, for when it is prepared; mistakes go to `diag`.
KR_MUST_CHECK int kr_pay_read(const struct kr_world_reading *self);

#endif
