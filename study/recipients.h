// Who receives something from a policy, and what the same persons do in the paired base
// world: deadweight is observed, not assumed.
#ifndef KR_STUDY_RECIPIENTS_H
#define KR_STUDY_RECIPIENTS_H

#include "base/error.h"
#include "sim/world.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KR_MOST_POLICIES = 255 }; // codes of memories; 255 means something else there

// A recipient whose row in the base world is not known yet.
struct kr_stray {
    uint64_t person;
    uint16_t minutes;
    bool used;
};

struct kr_recipients {
    bool counted[KR_MOST_POLICIES]; // by index of the variant's policies
    struct kr_stray *slot;          // open addressing; kept from quarter to quarter
    size_t slots;                   // a power of two, or 0
    size_t used;
};

// Counts the recipients of this quarter in `variant` (memories in force of a counted
// policy), and those of them with at least as many contract minutes in `base`.
KR_MUST_CHECK int kr_recipients_count(struct kr_recipients *self,
                                      const struct kr_world *variant,
                                      const struct kr_world *base, int64_t *recipients,
                                      int64_t *deadweight);
void kr_recipients_free(struct kr_recipients *self);

#endif
