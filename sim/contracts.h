// Contracts of those who stay: ends, renewals and conversions (R11), work on call.
#ifndef KR_SIM_CONTRACTS_H
#define KR_SIM_CONTRACTS_H

#include "sim/scratch.h"

// A temporary contract ends: made permanent or renewed. False when it is not; the caller
// ends the job. `u` is uniform.
bool kr_contract_end(const struct kr_live *live, struct kr_tallies *tallies, kr_row row,
                     const struct kr_post *post, double u);

// Work on call or through an agency: other hours, and the contract that is due. `word` is
// the random word of the person's contract.
void kr_contract_loose(const struct kr_live *live, struct kr_tallies *tallies, kr_row row,
                       const struct kr_post *post, uint64_t word);

#endif
