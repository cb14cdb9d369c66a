// The hazards of a quarter: the pack's tables with effective parameters, drivers and the
// state of the market folded in, so that the loops over persons only look up.
#ifndef KR_SIM_RATES_H
#define KR_SIM_RATES_H

#include "sim/scratch.h"

// Rebuilds scratch->rates, pay scales and log tightness for the quarter world->now.
void kr_rates_build(const struct kr_model *model, struct kr_world *world);

// Pay scales of all sectors and occupations from the present wage levels.
void kr_scales_build(const struct kr_model *model, struct kr_world *world);

// Rate per quarter (the log of one over the chance of staying).
static inline double kr_rate(const struct kr_rates *rates, enum kr_hazard hazard,
                             int status, int contract, int age_group, int sex)
{
    return rates->table[status][contract][age_group][sex][hazard];
}

// Migrant class of a person, for departure hazards: 0 none, 1 labour, 2 study, 3 permit.
static inline int kr_migrant_class(uint8_t groups)
{
    return (groups & KR_GROUP_LABOUR_MIGRANT) != 0  ? 1
           : (groups & KR_GROUP_STUDY_MIGRANT) != 0 ? 2
           : (groups & KR_GROUP_PERMIT) != 0        ? 3
                                                    : 0;
}

// Index of what decides which household rates apply: singles, and those who give care.
static inline int kr_household_of(const struct kr_persons *persons, kr_row row)
{
    return (persons->partner[row] == KR_SINGLE) * 2 + (persons->informal_care[row] > 0);
}

#endif
