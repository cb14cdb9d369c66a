// Between entering a programme and being paid by it: shared by sim/programmes.c and
// sim/payments.c only.
#ifndef KR_SIM_PAYMENTS_H
#define KR_SIM_PAYMENTS_H

#include "sim/scratch.h"

// Whether a charge is for this person: its target, and what its event asks.
bool kr_charge_holds(const struct kr_live *live, const struct kr_charge *charge,
                     kr_row row);

// The charge of policy `index` for events that are remembered, or NULL.
const struct kr_charge *kr_charge_of(const struct kr_effective *terms, int index);

// The bonus of policy `index` this quarter, or NULL.
const struct kr_hours_bonus *kr_bonus_of(const struct kr_effective *terms, int index);

// Whether a contract of `after` minutes earns the bonus, from a reference.
bool kr_bonus_earns(const struct kr_hours_bonus *bonus, int reference, int after);

#endif
