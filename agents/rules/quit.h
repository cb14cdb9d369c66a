// Quits and retirement.
#ifndef KR_AGENTS_RULES_QUIT_H
#define KR_AGENTS_RULES_QUIT_H

#include "base/math.h"

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_QUIT_PARAMETERS(X)                                                            \
    X(nonwork_scale, 0.82, 0, 5, "ratio", "multiplies hazards of leaving for non-work",  \
      "fit of T04", KR_CALIBRATED)                                                       \
    X(search_scale, 0.76, 0, 5, "ratio",                                                 \
      "multiplies hazards of lay-off and of quitting to search", "fit of T03",           \
      KR_CALIBRATED)                                                                     \
    X(search_wage, 2.5, 0, 4, "log/log",                                                 \
      "search on the job with respect to pay below that of the occupation",              \
      "R8 e_w other employer: moves fall by 2 (1-3) with pay, part of it by acceptance", \
      KR_CALIBRATED)                                                                     \
    X(wage_elasticity, 0.2, 0, 3, "log/log",                                             \
      "leaving work with respect to pay below that of the occupation",                   \
      "R8 e_w leaving: 0-0.8", KR_SOURCED)                                               \
    X(search_load, 0.5, 0, 2, "log/log", "search on the job with respect to workload",   \
      "R8 e_L other employer, Aiken derived: 0.2-0.9", KR_DERIVED)                       \
    X(load_elasticity, 0.4, 0, 2, "log/log",                                             \
      "leaving work or the sector with respect to workload",                             \
      "R8 e_L leaving, Aiken derived: 0.2-0.8", KR_DERIVED)                              \
    X(manager_effect, 0.2, 0, 1, "log/SD",                                               \
      "less search on the job per standard deviation of management", "R8 e_m: 0.1-0.4",  \
      KR_SOURCED)                                                                        \
    X(leave_manager, 0.15, 0, 1, "log/SD",                                               \
      "less leaving per standard deviation of management", "R8 e_m leaving: 0-0.3",      \
      KR_SOURCED)                                                                        \
    X(tightness_elasticity, 0.35, 0, 1, "log/log",                                       \
      "search on the job with respect to tightness", "R8 e_th: 0.2-0.5", KR_DERIVED)     \
    X(leave_tightness, 0.2, 0, 1, "log/log",                                             \
      "quits to search or to own account with respect to tightness", "R8 e_th leaving",  \
      KR_DERIVED)                                                                        \
    X(starter_extra, 0.7, 0, 2, "log",                                                   \
      "extra hazard of leaving in the first two quarters",                               \
      "R8: teachers 12-20% in year one, then 3-5% a year", KR_SOURCED)                   \
    X(own_account_pull, -0.05, -3, 3, "log",                                             \
      "pay and freedom on own account relative to a job: more start, fewer stop; "       \
      "below 0: rules on bogus self-employment are enforced",                            \
      "stationary self-employment; loop L12, P49", KR_CALIBRATED)                        \
    X(pension_age_exit, 0.55, 0, 1, "share",                                             \
      "employees who stop in the quarter of state-pension age", "R12: 50-60%",           \
      KR_RECALLED)                                                                       \
    X(retirement_health, 0.4, 0, 2, "log",                                               \
      "higher retirement hazard after long absence", "R12 d2", KR_ASSUMED)               \
    X(heavy_retirement, 0.15, 0, 1, "log",                                               \
      "higher retirement hazard in heavy occupations", "R12 d4", KR_ASSUMED)

struct kr_quit_parameters {
#define KR_FIELD(name, ...) double name;
    KR_QUIT_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

// A job as its holder weighs it against others.
struct kr_job_view {
    double log_load; // workload
    double manager;  // management, standard deviations
    double log_pay;  // pay relative to that of the occupation
};

// R8: what a job does to the hazard of looking for another employer, as a factor.
static inline double kr_search_factor(const struct kr_quit_parameters *rule,
                                      const struct kr_job_view *job)
{
    return kr_exp(rule->search_load * job->log_load -
                  rule->manager_effect * job->manager - rule->search_wage * job->log_pay);
}

// R8: the same for the hazards of leaving work, or employment.
static inline double kr_leave_factor(const struct kr_quit_parameters *rule,
                                     const struct kr_job_view *job)
{
    return kr_exp(rule->load_elasticity * job->log_load -
                  rule->leave_manager * job->manager -
                  rule->wage_elasticity * job->log_pay);
}

#endif
