// Swings of public budgets around their path (rule R17, policy P55).
#ifndef KR_SIM_BUDGET_H
#define KR_SIM_BUDGET_H

#include "sim/scratch.h"

// Spread of the budget of a sector around its path this quarter, log.
double kr_budget_spread(const struct kr_live *live, int sector);

// Budget over path of a sector this quarter; 1 without swings, and 1 in the mean with
// them. The same in every world with the same draws, but for the spread.
double kr_budget_swing(const struct kr_live *live, int sector);

#endif
