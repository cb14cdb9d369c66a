// The kinds of policies: one file each, and one line each in the list below.
#ifndef KR_SCENARIOS_POLICIES_POLICIES_H
#define KR_SCENARIOS_POLICIES_POLICIES_H

#include "scenarios/policies/sizes.h"
#include "sim/policy.h"

#include <stdbool.h>
#include <stddef.h>

// X(kind), in order of name: constant kr_<kind>.
#define KR_POLICY_LIST(X)  \
    X(activation)          \
    X(administration)      \
    X(attraction)          \
    X(childcare_price)     \
    X(combination_jobs)    \
    X(contract_rules)      \
    X(cover_staff)         \
    X(demand_wedge)        \
    X(early_exit)          \
    X(employer_pool)       \
    X(extra_hours_bonus)   \
    X(full_time_bonus)     \
    X(hiring_support)      \
    X(hours_campaign)      \
    X(hours_conversation)  \
    X(job_carving)         \
    X(job_quality)         \
    X(job_to_job)          \
    X(later_retirement)    \
    X(least_staff)         \
    X(management)          \
    X(mentoring)           \
    X(migration)           \
    X(mobility)            \
    X(net_pay)             \
    X(own_account_rules)   \
    X(pay_raise)           \
    X(permanent_contracts) \
    X(qualification)       \
    X(roster)              \
    X(service_norm)        \
    X(short_time_work)     \
    X(skills_matching)     \
    X(stable_funding)      \
    X(step_back)           \
    X(study_choice)        \
    X(technology)          \
    X(time_released)       \
    X(training_subsidy)    \
    X(work_centre)

#define KR_POLICY_DECLARE(name) extern const struct kr_policy_kind kr_##name;
KR_POLICY_LIST(KR_POLICY_DECLARE)
#undef KR_POLICY_DECLARE

// Restrictions of a policy's target that its kind cannot have: bits of kr_restriction.
unsigned kr_policy_refuses(const struct kr_policy *policy);

// The word of a restriction, "employer_size"; bit from 0 on.
const char *kr_restriction_word(int bit);

#endif
