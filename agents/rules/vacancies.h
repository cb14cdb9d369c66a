// Openings posted and withdrawn.
#ifndef KR_AGENTS_RULES_VACANCIES_H
#define KR_AGENTS_RULES_VACANCIES_H

#include "base/math.h"

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_VACANCIES_PARAMETERS(X)                                                       \
    X(replacement, 1.0, 0, 1.5, "share", "separations replaced at once", "R18",          \
      KR_ASSUMED)                                                                        \
    X(unposted_share, 0.82, 0, 1, "share",                                               \
      "new openings filled through the network first, posted when they stand a quarter", \
      "R18: a third of hires never post; here every hire has an opening", KR_CALIBRATED) \
    X(network_ease, 0.8, 0, 4, "SD",                                                     \
      "lower standard where the opening is filled through the network: the applicant "   \
      "is known",                                                                        \
      "fits T24 beside T23", KR_CALIBRATED)                                              \
    X(withdrawal, 0.05, 0, 1, "per quarter",                                             \
      "openings withdrawn in their first quarter", "R18: 5% rising with duration",       \
      KR_ASSUMED)                                                                        \
    X(withdrawal_age, 0.02, 0, 0.5, "per quarter",                                       \
      "rise of withdrawal per quarter of age", "R18", KR_ASSUMED)                        \
    X(withdrawal_excess, 0.5, 0, 1, "per quarter",                                       \
      "more withdrawn where openings ask for more hours than are missing", "R10 R18",    \
      KR_ASSUMED)                                                                        \
    X(standard_tightness, 0.1, 0, 1, "SD per log",                                       \
      "fall of the hiring standard with tightness", "R16 a_1", KR_ASSUMED)               \
    X(standard_age, 0.15, 0, 1, "SD per quarter",                                        \
      "fall of the hiring standard per quarter open", "R16 a_2", KR_ASSUMED)             \
    X(most_per_post, 40, 1, 1000, "openings",                                            \
      "most openings that one post holds, on top of a quarter of its heads",             \
      "recruiting capacity", KR_ASSUMED)

struct kr_vacancies_parameters {
#define KR_FIELD(name, ...) double name;
    KR_VACANCIES_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

// R18: chance that an opening of `age` quarters is given up. `gap` is what the post
// misses, `open` what all its openings offer, in minutes a week.
static inline double kr_withdrawal_chance(const struct kr_vacancies_parameters *rule,
                                          int age, double gap, double open)
{
    const double excess = open > 0.0 ? kr_clamp(1.0 - gap / open, 0.0, 1.0) : 0.0;
    return rule->withdrawal + rule->withdrawal_age * (double)(age - 1) +
           rule->withdrawal_excess * excess;
}

// R18: minutes for which a post opens jobs: what those who left worked and part of the
// gap, so that never more is open than is missing.
static inline double kr_minutes_to_open(double gap, double open, double left,
                                        double adjustment)
{
    return kr_clamp(kr_min(gap - open, left + adjustment * gap), 0.0, 2e9);
}

#endif
