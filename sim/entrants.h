// People who enter the table of persons: those who turn 15 and those who arrive.
#ifndef KR_SIM_ENTRANTS_H
#define KR_SIM_ENTRANTS_H

#include "sim/scratch.h"

// Ages the children and the elderly by a quarter, and writes entrants into free rows.
// Returns KR_ERR_FULL when the table has no room.
KR_MUST_CHECK int kr_entrants_add(struct kr_live *live);

// Finds the rows that nobody has, for the entrants to come.
void kr_entrants_find_rows(struct kr_scratch *scratch, const struct kr_persons *persons);

#endif
