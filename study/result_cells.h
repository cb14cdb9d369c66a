// Cells of effects out of the tables of result files. Private to result_pair.c.
#ifndef KR_STUDY_RESULT_CELLS_H
#define KR_STUDY_RESULT_CELLS_H

#include "output/reader.h"
#include "study/effects.h"

// The first record of a variable; free `*values`.
KR_MUST_CHECK int kr_result_record(struct kr_result *result, const char *name,
                                   double **values, size_t *cells);

// Fills in the only replicate of `effects` from both files. What they do not hold is
// taken out of its space.
KR_MUST_CHECK int kr_result_cells(struct kr_effects *effects,
                                  struct kr_result *const result[KR_SIDES]);

#endif
