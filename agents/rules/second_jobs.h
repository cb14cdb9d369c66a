// Second jobs: ordinary ones, and combination jobs in which two employers of public
// services each give part of a week to one person.
#ifndef KR_AGENTS_RULES_SECOND_JOBS_H
#define KR_AGENTS_RULES_SECOND_JOBS_H

#include "base/math.h"

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_SECOND_JOBS_PARAMETERS(X)                                                    \
    X(start_share, 0.08, 0, 0.5, "share", "employees with a second job at the start",   \
      "CBS: 8% of employed, about 2020", KR_RECALLED)                                   \
    X(start_hours, 10, 4, 24, "hours/week", "mean hours of a second job at the start",  \
      "CBS: about 10 hours", KR_RECALLED)                                               \
    X(search, 0.06, 0, 1, "per quarter",                                                \
      "workers who want more hours than their job gives: look for a second one",        \
      "assumed", KR_ASSUMED)                                                            \
    X(rest_search, 0.05, 0, 0.2, "per quarter",                                         \
      "other part-timers who look for a second job: variety, income, own plans",        \
      "stationary share of second jobs", KR_DERIVED)                                    \
    X(candidates, 12, 1, 32, "openings", "openings looked at in a quarter", "R5: 5-15", \
      KR_ASSUMED)                                                                       \
    X(ease, 0.8, 0, 4, "SD", "lower standard for a few hours a week",                   \
      "as where the applicant is known: vacancies.network_ease", KR_ASSUMED)            \
    X(end, 0.1, 0, 1, "per quarter", "second jobs that end by themselves",              \
      "short contracts; assumed", KR_ASSUMED)                                           \
    X(most_hours, 44, 24, 60, "hours/week", "hours of both jobs together at most",      \
      "working-time law: 48 on average, with travel", KR_DERIVED)                       \
    X(slot_fit, 0.5, 0, 1, "share",                                                     \
      "chance that the hours of two employers of different sectors fit in one week",    \
      "P05: rosters seldom fit; assumed", KR_ASSUMED)                                   \
    X(own_slot_fit, 0.3, 0, 1, "share",                                                 \
      "the same for two employers of one sector: their peaks coincide", "P05; assumed", \
      KR_ASSUMED)

struct kr_second_jobs_parameters {
#define KR_FIELD(name, ...) double name;
    KR_SECOND_JOBS_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

// Hours of a second job: what is wanted on top of the first and what the opening offers,
// within the law; 0 when less than `step` hours are left.
static inline int kr_second_hours(int first, int wanted, int offered, int step,
                                  const struct kr_second_jobs_parameters *rule)
{
    const int legal = (int)rule->most_hours - first;
    const int extra = wanted - first < step ? step : wanted - first;
    const int hours = extra < offered ? extra : offered;
    const int kept = hours < legal ? hours : legal;
    return kept < step ? 0 : kept / step * step;
}

#endif
