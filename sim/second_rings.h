// The openings that are left after the rounds of matching, on one ring per region of
// work: where those who look for a second job find them.
#ifndef KR_SIM_SECOND_RINGS_H
#define KR_SIM_SECOND_RINGS_H

#include "sim/matching.h"

// Lays what is left on the rings. They take over the memory of those of matching, with
// regions as cells.
void kr_second_rings_lay(struct kr_live *live);

#endif
