// Shortlists, offers and acceptance.
#ifndef KR_AGENTS_RULES_HIRING_H
#define KR_AGENTS_RULES_HIRING_H

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_HIRING_PARAMETERS(X)                                                          \
    X(standard, 0.78, -4, 4, "SD", "score an applicant needs",                           \
      "R16 q0; fits the stock of open vacancies", KR_CALIBRATED)                         \
    X(score_noise, 1.0, 0, 4, "SD", "what the employer sees beyond the record", "R16",   \
      KR_ASSUMED)                                                                        \
    X(qualification_weight, 1.0, 0, 4, "SD", "score lost per missing qualification",     \
      "R16", KR_ASSUMED)                                                                 \
    X(distance_weight, 1.5, 0, 6, "SD",                                                  \
      "score lost over the full occupational distance", "R16", KR_ASSUMED)               \
    X(rung_weight, 0.15, 0, 2, "SD", "score of a rung above or below fully qualified",   \
      "R16 R21", KR_ASSUMED)                                                             \
    X(experience_weight, 0.5, 0, 2, "SD", "score of five years of experience", "R16",    \
      KR_ASSUMED)                                                                        \
    X(duration_weight, 0.03, 0, 1, "SD per quarter",                                     \
      "score lost per quarter without work", "R4 duration dependence", KR_ASSUMED)       \
    X(inactive_weight, 0.15, 0, 2, "SD",                                                 \
      "score lost by those who come from outside the labour force", "R16", KR_ASSUMED)   \
    X(migrant_weight, 0.25, 0, 2, "SD",                                                  \
      "unequal treatment of permit holders and migrants", "field experiments; P26",      \
      KR_RECALLED)                                                                       \
    X(age_weight, 0.25, 0, 2, "SD", "unequal treatment of applicants of 55 and over",    \
      "field experiments", KR_RECALLED)                                                  \
    X(accept_noise, 0.25, 0.01, 2, "log", "spread of the reservation wage",              \
      "R7 sigma_a", KR_ASSUMED)                                                          \
    X(reservation, 0.5, -1, 1, "log", "offer above reservation of the newly unemployed", \
      "R7: 0.75 accept", KR_DERIVED)                                                     \
    X(reservation_fall, 0.015, 0, 0.2, "log per quarter",                                \
      "fall of the reservation wage", "R7: 1-2%", KR_RECALLED)                           \
    X(employed_surplus, 0.02, -0.5, 1, "log", "gain that a worker wants to change jobs", \
      "R7: 0.3-0.4 accept", KR_DERIVED)                                                  \
    X(permanent_surplus, 0.06, 0, 0.5, "log",                                            \
      "further gain to give up a permanent contract", "R7: 5-8%", KR_ASSUMED)            \
    X(mover_premium, 0.06, 0, 0.3, "log", "rise of pay for job-changers", "R20: 5-7%",   \
      KR_RECALLED)

struct kr_hiring_parameters {
#define KR_FIELD(name, ...) double name;
    KR_HIRING_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

#endif
