// Births, deaths, migration, households.
#ifndef KR_AGENTS_RULES_DEMOGRAPHY_H
#define KR_AGENTS_RULES_DEMOGRAPHY_H

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_DEMOGRAPHY_PARAMETERS(X)                                                      \
    X(mortality_scale, 1, 0, 3, "ratio", "multiplies the mortality of the country pack", \
      "neutral", KR_ASSUMED)                                                             \
    X(migration_scale, 1, 0, 3, "ratio",                                                 \
      "multiplies immigration and emigration of the country pack", "neutral",            \
      KR_ASSUMED)                                                                        \
    X(fertility_scale, 1, 0, 3, "ratio", "multiplies the fertility of the country pack", \
      "neutral", KR_ASSUMED)                                                             \
    X(job_loss_emigration, 3, 1, 10, "ratio",                                            \
      "emigration hazard of labour migrants without work, relative to those at work",    \
      "R15: times three on job loss", KR_SOURCED)                                        \
    X(care_hours, 8, 1, 40, "hours/week", "informal care given once it begins",          \
      "SCP: mean of working carers about a day a week", KR_RECALLED)                     \
    X(student_job_share, 0.5, 0, 1, "share",                                             \
      "students who graduate at 15-24 and search at once",                               \
      "R14; school-leavers mostly hold a job already", KR_ASSUMED)

struct kr_demography_parameters {
#define KR_FIELD(name, ...) double name;
    KR_DEMOGRAPHY_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

#endif
