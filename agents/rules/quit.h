// Quits and retirement.
#ifndef KR_AGENTS_RULES_QUIT_H
#define KR_AGENTS_RULES_QUIT_H

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_QUIT_PARAMETERS(X)                                                        \
    X(nonwork_scale, 1, 0, 5, "ratio", "multiplies hazards of leaving for non-work", \
      "fit of T04", KR_CALIBRATED)                                                   \
    X(search_scale, 0.76, 0, 5, "ratio",                                             \
      "multiplies hazards of lay-off and of quitting to search", "fit of T03",       \
      KR_CALIBRATED)                                                                 \
    X(wage_elasticity, 0.2, 0, 3, "log/log",                                         \
      "leaving work with respect to pay above the market", "R8 e_w leaving: 0-0.8",  \
      KR_SOURCED)                                                                    \
    X(load_elasticity, 0.42, 0, 2, "log/log", "leaving with respect to workload",    \
      "R8 e_L, Aiken derived", KR_DERIVED)                                           \
    X(manager_effect, 0.2, 0, 1, "log/SD",                                           \
      "lower quits per standard deviation of management", "R8 e_m", KR_SOURCED)      \
    X(tightness_elasticity, 0.35, 0, 1, "log/log",                                   \
      "search on the job with respect to tightness", "R8 e_th: 0.2-0.5", KR_DERIVED) \
    X(starter_extra, 0.3, 0, 2, "log", "extra hazard in the first two quarters",     \
      "R8: teachers 12-20% in year one", KR_SOURCED)                                 \
    X(pension_age_exit, 0.55, 0, 1, "share",                                         \
      "employees who stop in the quarter of state-pension age", "R12: 50-60%",       \
      KR_RECALLED)                                                                   \
    X(retirement_health, 0.4, 0, 2, "log",                                           \
      "higher retirement hazard after long absence", "R12 d2", KR_ASSUMED)           \
    X(heavy_retirement, 0.15, 0, 1, "log",                                           \
      "higher retirement hazard in heavy occupations", "R12 d4", KR_ASSUMED)

struct kr_quit_parameters {
#define KR_FIELD(name, ...) double name;
    KR_QUIT_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

#endif
