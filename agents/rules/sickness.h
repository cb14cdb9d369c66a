// Absence, burn-out and disability.
#ifndef KR_AGENTS_RULES_SICKNESS_H
#define KR_AGENTS_RULES_SICKNESS_H

#include "base/math.h"

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_SICKNESS_PARAMETERS(X)                                                       \
    X(load_elasticity, 0.4, 0, 2, "log/log", "short absence with respect to workload",  \
      "R9 e_s: 0.2-0.8", KR_ASSUMED)                                                    \
    X(sector_weight, 0.55, 0, 1, "1",                                                   \
      "part of the differences between sectors that age and sex of their staff do not " \
      "explain",                                                                        \
      "fit of T49b", KR_CALIBRATED)                                                     \
    X(burnout_effect, 0.4, 0, 3, "log/log",                                             \
      "long absence with respect to the workload that the worker remembers",            \
      "R9 c_B, as e_s: a load that lasts moves both alike", KR_ASSUMED)                 \
    X(memory, 0.85, 0, 0.99, "1", "share of the workload memory kept in a quarter",     \
      "R9", KR_ASSUMED)                                                                 \
    X(seasonal, 0.08, 0, 0.5, "log", "winter peak of short absence",                    \
      "R9: Q1/Q4 +8 to +15%", KR_SOURCED)                                               \
    X(care_effect, 0.35, 0, 2, "log", "long absence of informal carers",                \
      "R9: times 1.3-1.6", KR_SOURCED)                                                  \
    X(short_loss, 0.08, 0, 1, "share",                                                  \
      "contract time lost in a quarter with a short absence",                           \
      "R9 anchors, derived with the short-absence hazard", KR_DERIVED)

struct kr_sickness_parameters {
#define KR_FIELD(name, ...) double name;
    KR_SICKNESS_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

// R9: a worker's memory of workload a quarter later, in hundredths of a log point as a
// row keeps it. `draw` rounds: a uniform on [0, 1), so that no small load is lost.
static inline int8_t kr_burnout_next(const struct kr_sickness_parameters *rule,
                                     int8_t burnout, double log_load, double draw)
{
    const double next =
        rule->memory * (double)burnout + (1.0 - rule->memory) * 100.0 * log_load;
    return (int8_t)kr_clamp(__builtin_floor(next + draw), -127.0, 127.0);
}

// Factor of a memory on the hazard of long absence.
static inline double kr_burnout_factor(const struct kr_sickness_parameters *rule,
                                       int burnout)
{
    return kr_exp(rule->burnout_effect * (double)burnout / 100.0);
}

// Factor of the workload of now on short absence.
static inline double kr_strain_factor(const struct kr_sickness_parameters *rule,
                                      double log_load)
{
    return kr_exp(rule->load_elasticity * log_load);
}

#endif
