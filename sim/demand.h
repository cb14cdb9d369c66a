// Demand for hours: employers and their posts at the beginning of staffing.
#ifndef KR_SIM_DEMAND_H
#define KR_SIM_DEMAND_H

#include "base/math.h"
#include "sim/scratch.h"

// Shares that a post keeps in 16 bits; the largest surplus means that the employer
// closes.
enum { KR_SHARE_UNIT = 65535, KR_EVERYBODY_GOES = 65535 };

// Every employer: own demand, closing, minutes required, and of every post the workload,
// hazard factors, surplus and readiness to grant hours. Reads the absence of the last
// quarter and clears it.
KR_MUST_CHECK int kr_demand_live(struct kr_live *live);

// Absence of every sector relative to the mean over employees, beyond what age and sex of
// its staff explain.
void kr_sickness_by_sector(const struct kr_live *live, double *relative);

// A factor as a post keeps it.
static inline uint16_t kr_fixed_factor(double factor)
{
    return (uint16_t)kr_clamp(factor * KR_FACTOR_UNIT + 0.5, 1.0, 65535.0);
}

// Minutes that an employer wants in a post: those required, and cover for absence and
// peaks where a policy pays for it.
double kr_wanted_minutes(const struct kr_live *live, const struct kr_post *post);

#endif
