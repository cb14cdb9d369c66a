// The kinds of policies: one file each, and one line each in the list below.
#ifndef KR_SCENARIOS_POLICIES_POLICIES_H
#define KR_SCENARIOS_POLICIES_POLICIES_H

#include "sim/policy.h"

#include <stdbool.h>
#include <stddef.h>

// X(kind), in order of name: constant kr_<kind>.
#define KR_POLICY_LIST(X) \
    X(demand_wedge)       \
    X(extra_hours_bonus)  \
    X(hours_conversation)

#define KR_POLICY_DECLARE(name) extern const struct kr_policy_kind kr_##name;
KR_POLICY_LIST(KR_POLICY_DECLARE)
#undef KR_POLICY_DECLARE

// Restrictions of a policy's target that its kind cannot have: bits of kr_restriction.
unsigned kr_policy_refuses(const struct kr_policy *policy);

// The word of a restriction, "employer_size"; bit from 0 on.
const char *kr_restriction_word(int bit);

#endif
