// Absence, burn-out and disability.
#ifndef KR_AGENTS_RULES_SICKNESS_H
#define KR_AGENTS_RULES_SICKNESS_H

#include "base/math.h"

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_SICKNESS_PARAMETERS(X)                                                       \
    X(long_scale, 0.85, 0, 5, "ratio", "multiplies hazards of long absence",            \
      "T49a stays level with frozen drivers", KR_CALIBRATED)                            \
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

enum { KR_BURNOUT_UNIT = 2048 }; // whole numbers that a draw for rounding can be

// What stays of a memory in a quarter, in 2,048ths.
static inline int kr_burnout_kept(const struct kr_sickness_parameters *rule)
{
    return (int)(rule->memory * KR_BURNOUT_UNIT + 0.5);
}

// R9: a worker's memory of workload a quarter later, in hundredths of a log point as a
// row keeps it; `log_load` is in ten-thousandths. `draw`, from 0 to 2047, rounds, so that
// no small load is lost. Whole numbers: it runs for every employee.
static inline int8_t kr_burnout_next(int kept, int burnout, int log_load, int draw)
{
    const int next = kept * burnout + (KR_BURNOUT_UNIT - kept) * log_load / 100 + draw;
    // towards minus infinity below 0 too
    const int whole = (next + 256 * KR_BURNOUT_UNIT) / KR_BURNOUT_UNIT - 256;
    return (int8_t)(whole < -127 ? -127 : whole > 127 ? 127 : whole);
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
