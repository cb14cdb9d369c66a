// Courses, rungs and learning by doing.
#ifndef KR_AGENTS_RULES_TRAINING_H
#define KR_AGENTS_RULES_TRAINING_H

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_TRAINING_PARAMETERS(X)                                                       \
    X(start_scale, 1, 0, 10, "ratio", "multiplies the hazard of starting a course",     \
      "neutral", KR_ASSUMED)                                                            \
    X(dropout_first, 0.1, 0, 1, "per quarter", "drop-out in the first four quarters",   \
      "R13: teacher side entry", KR_ASSUMED)                                            \
    X(dropout_later, 0.02, 0, 1, "per quarter", "drop-out after that", "R13",           \
      KR_ASSUMED)                                                                       \
    X(mentor_capacity, 0.15, 0, 1, "share",                                             \
      "trainees per qualified worker of the region",                                    \
      "R13: 0.33-0.5 in childcare, lower elsewhere", KR_ASSUMED)                        \
    X(rung_quarters, 8, 1, 40, "quarters",                                              \
      "experience before a partly qualified worker is qualified", "R21", KR_ASSUMED)    \
    X(senior_quarters, 40, 4, 120, "quarters",                                          \
      "experience before a worker counts as senior", "R21", KR_ASSUMED)                 \
    X(newcomer_efficiency, 0.65, 0.1, 1, "ratio",                                       \
      "efficiency in the first quarter of a job", "R21", KR_ASSUMED)                    \
    X(newcomer_quarters, 4, 1, 16, "quarters", "quarters until full efficiency", "R21", \
      KR_ASSUMED)                                                                       \
    X(normal_loss, 0.03, 0, 0.3, "share",                                               \
      "hours that newcomers lose in a normal year, held to be in the required hours",   \
      "newcomer_efficiency over the tenure distribution", KR_DERIVED)                   \
    X(study_dropout_scale, 1, 0, 5, "ratio", "multiplies drop-out of studies",          \
      "neutral", KR_ASSUMED)

struct kr_training_parameters {
#define KR_FIELD(name, ...) double name;
    KR_TRAINING_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

#endif
