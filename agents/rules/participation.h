// Who enters the labour force and who leaves it.
#ifndef KR_AGENTS_RULES_PARTICIPATION_H
#define KR_AGENTS_RULES_PARTICIPATION_H

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_PARTICIPATION_PARAMETERS(X)                                                  \
    X(tightness_response, 0.15, 0, 1, "log/log",                                        \
      "entry hazard with respect to tightness; exit with the opposite sign",            \
      "R1: 0.05-0.3, procyclical participation", KR_CALIBRATED)                         \
    X(activation_scale, 1.0, 0, 5, "ratio",                                             \
      "multiplies the hazards of starting to search", "fit of T07 and T08",             \
      KR_CALIBRATED)                                                                    \
    X(discourage_scale, 1, 0, 5, "ratio", "multiplies the hazards of giving up search", \
      "fit of T06", KR_CALIBRATED)                                                      \
    X(reentry_risk, 0.3, 0, 1, "log", "lower entry of people who would lose a benefit", \
      "R1 b_s: 0-0.6", KR_SOURCED)                                                      \
    X(inactive_care_effect, 0.3, 0, 2, "log",                                           \
      "lower entry of people who give informal care of a day a week",                   \
      "R1, size assumed", KR_ASSUMED)

struct kr_participation_parameters {
#define KR_FIELD(name, ...) double name;
    KR_PARTICIPATION_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

#endif
