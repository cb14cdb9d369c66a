// Hours wanted: how the taste of rule R2 meets a person's household, pay and workload.
#ifndef KR_SIM_HOURS_H
#define KR_SIM_HOURS_H

#include "base/random.h"
#include "sim/scratch.h"

// The taste of somebody who enters: hours wanted as by sex and age, premium as R2 draws.
void kr_hours_newcomer(const struct kr_live *live, kr_row row, struct kr_pcg *stream);

// A new taste after a life event: hours wanted are drawn near those wanted before, fewer
// after a first birth.
void kr_hours_redraw(const struct kr_live *live, kr_row row, struct kr_pcg *stream);

// Hours wanted at present pay and workload, and the wish that follows for an employee.
void kr_wish_update(const struct kr_live *live, kr_row row);

// Raises a wish where the terms of a bonus pay the premium that more hours need. Returns
// the extra hours that would earn it, 0 when none is on offer to her.
int kr_wish_bonus(const struct kr_live *live, kr_row row);

// Whether a policy's target holds this employee.
bool kr_target_holds(const struct kr_live *live, const struct kr_target *target,
                     kr_row row);

#endif
