// The rolls of a result in a checkpoint: /rolls. Private to output/.
#ifndef KR_OUTPUT_ROLL_FILE_H
#define KR_OUTPUT_ROLL_FILE_H

#include "output/rolls.h"
#include "output/world_file.h"

#define KR_ROLLS_GROUP "rolls"

void kr_rolls_write(struct kr_h5 *h5, const struct kr_rolls *rolls);

// Reads all rolls, undamaged; mistakes go to `diag` with KR_ERR_INPUT. Free them.
KR_MUST_CHECK int kr_rolls_read(const struct kr_world_reading *self,
                                struct kr_rolls *rolls);

#endif
