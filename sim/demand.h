// Demand for hours: employers and their posts at the beginning of staffing.
#ifndef KR_SIM_DEMAND_H
#define KR_SIM_DEMAND_H

#include "sim/scratch.h"

// Shares that a post keeps in 16 bits; the largest surplus means that the employer
// closes.
enum { KR_SHARE_UNIT = 65535, KR_EVERYBODY_GOES = 65535 };

// Every employer: own demand, closing, minutes required, and of every post the workload,
// hazard factors, surplus and readiness to grant hours. Reads the absence of the last
// quarter and clears it.
KR_MUST_CHECK int kr_demand_live(struct kr_live *live);

#endif
