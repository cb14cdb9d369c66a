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
      "trainees per qualified worker of the occupation",                                \
      "R13: 0.33-0.5 in childcare, lower elsewhere", KR_ASSUMED)                        \
    X(ladder_share, 0.5, 0, 1, "share",                                                 \
      "courses of the qualified that lead to the next rung of their ladder",            \
      "R13: most courses stay close to the present work", KR_ASSUMED)                   \
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
      "neutral", KR_ASSUMED)                                                            \
    X(study_on, 0.22, 0, 1, "share",                                                    \
      "graduates under 27 who go on to a higher level at once",                         \
      "about 30 of 155 thousand mbo graduates a year go on to hbo", KR_RECALLED)        \
    X(study_repeat, 0.18, 0, 1, "share",                                                \
      "graduates under 27, below the highest level, who begin another study of the "    \
      "same level",                                                                     \
      "mbo diplomas 155 thousand, leavers with one about 95 and to hbo 30 thousand",    \
      KR_DERIVED)                                                                       \
    X(study_restart, 0.5, 0, 1, "share",                                                \
      "of those under 27 who break off a study, begin another at once",                 \
      "first-year switchers; about half of those who stop change field", KR_RECALLED)   \
    X(study_adult, 0.004, 0, 0.1, "per quarter",                                        \
      "workers and unemployed of 20-44 below the highest level who begin a study",      \
      "students of 27 and over in the pack over the length of a study", KR_DERIVED)     \
    X(study_adult_higher, 0.3, 0, 1, "share",                                           \
      "of these, if they may, a study of the next level instead of one of the same",    \
      "part-time hbo among adults in education", KR_ASSUMED)                            \
    X(field_wage, 0.4, 0, 2, "log/log",                                                 \
      "choice of field by pay of where it leads, relative to the start", "R14",         \
      KR_SOURCED)                                                                       \
    X(field_tightness, 0.15, 0, 1, "log/log",                                           \
      "choice of field by openings per worker of where it leads", "R14", KR_SOURCED)

struct kr_training_parameters {
#define KR_FIELD(name, ...) double name;
    KR_TRAINING_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

#endif
