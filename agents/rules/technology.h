// Labour-saving technology and administrative time (rule R21).
//
// An employer that adopts works less efficiently while it learns, then better:
//
//   output per hour    1 - dip                    in the first dip_quarters
//                      up to 1 + gain             in a straight line over rise_quarters
//
// Adoption spreads as new things do: some begin by themselves, others follow those of
// their sector; large employers and tight markets are ahead.
#ifndef KR_AGENTS_RULES_TECHNOLOGY_H
#define KR_AGENTS_RULES_TECHNOLOGY_H

#include "base/math.h"

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_TECHNOLOGY_PARAMETERS(X)                                                     \
    X(start_share, 0.2, 0, 1, "share", "employers that had adopted before the start",   \
      "assumed", KR_ASSUMED)                                                            \
    X(innovation, 0.004, 0, 0.2, "per quarter", "adoption that follows nobody",         \
      "diffusion of innovations: about 0.01-0.03 a year (Bass)", KR_RECALLED)           \
    X(imitation, 0.06, 0, 0.5, "per quarter",                                           \
      "adoption where all others of the sector have adopted",                           \
      "diffusion of innovations: 0.3-0.5 a year, halved for organisations", KR_ASSUMED) \
    X(size_effect, 0.3, 0, 2, "log", "adoption per size class", "large firms first",    \
      KR_ASSUMED)                                                                       \
    X(tightness_effect, 0.25, 0, 2, "log/log",                                          \
      "adoption with respect to tightness of the region", "scarce hours are dear",      \
      KR_ASSUMED)                                                                       \
    X(adoption_scale, 1, 0, 10, "ratio", "multiplies adoption", "neutral", KR_ASSUMED)  \
    X(gain, 0.05, 0, 0.5, "share", "output per hour gained once it works", "assumed",   \
      KR_ASSUMED)                                                                       \
    X(dip, 0.03, 0, 0.5, "share", "output per hour lost while it is introduced",        \
      "R21: S-curve with dip", KR_ASSUMED)                                              \
    X(dip_quarters, 3, 0, 16, "quarters", "how long that lasts", "R21", KR_ASSUMED)     \
    X(rise_quarters, 6, 1, 40, "quarters", "from the dip to the full gain", "R21",      \
      KR_ASSUMED)                                                                       \
    X(admin_scale, 1, 0, 2, "ratio",                                                    \
      "administrative time relative to that of the country pack", "neutral", KR_ASSUMED)

struct kr_technology_parameters {
#define KR_FIELD(name, ...) double name;
    KR_TECHNOLOGY_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

enum { KR_TECHNOLOGY_OLD = 255 }; // adopted long ago; 0 is not yet

// Output per hour of an employer `stage` - 1 quarters after it adopted, 1 before.
static inline double kr_technology_output(int stage,
                                          const struct kr_technology_parameters *rule)
{
    if (stage == 0) {
        return 1.0;
    }
    const double quarters = (double)(stage - 1);
    if (stage == KR_TECHNOLOGY_OLD ||
        quarters >= rule->dip_quarters + rule->rise_quarters) {
        return 1.0 + rule->gain;
    }
    if (quarters < rule->dip_quarters) {
        return 1.0 - rule->dip;
    }
    const double along = (quarters - rule->dip_quarters + 1.0) / rule->rise_quarters;
    return 1.0 - rule->dip + (rule->gain + rule->dip) * kr_min(along, 1.0);
}

// Chance that an employer adopts this quarter; `adopted` is the share of its sector that
// has.
static inline double kr_technology_adopts(double adopted, int size_class,
                                          double log_tightness,
                                          const struct kr_technology_parameters *rule)
{
    const double rate = (rule->innovation + rule->imitation * adopted) *
                        rule->adoption_scale *
                        kr_exp(rule->size_effect * (double)(size_class - 1) +
                               rule->tightness_effect * log_tightness);
    return kr_chance(rate);
}

// Hours needed relative to the start when administration takes `share` * scale of time.
static inline double kr_admin_need(double share, double scale)
{
    return (1.0 - share) / kr_max(1.0 - share * scale, 0.1);
}

#endif
