// The kinds of policies: one file each, and one line each in the list below.
#ifndef KR_SCENARIOS_POLICIES_POLICIES_H
#define KR_SCENARIOS_POLICIES_POLICIES_H

#include "sim/policy.h"

#include <stdbool.h>
#include <stddef.h>

// X(kind, refuse), in order of name: constant kr_<kind>, and a function that says what is
// wrong with the target of a policy (NULL when nothing is).
#define KR_POLICY_LIST(X)                      \
    X(demand_wedge, kr_refuse_all_but_sectors) \
    X(extra_hours_bonus, kr_refuse_nothing)    \
    X(hours_conversation, kr_refuse_all_but_everybody)

#define KR_POLICY_DECLARE(name, refuse) extern const struct kr_policy_kind kr_##name;
KR_POLICY_LIST(KR_POLICY_DECLARE)
#undef KR_POLICY_DECLARE

// Any target will do.
const char *kr_refuse_nothing(const struct kr_target *target);

// Sectors must be named, and nothing else.
const char *kr_refuse_all_but_sectors(const struct kr_target *target);

// The whole economy, or nobody.
const char *kr_refuse_all_but_everybody(const struct kr_target *target);

// What is wrong with the target of a policy, or NULL.
const char *kr_policy_refuse(const struct kr_policy *policy);

#endif
