// Agreements and premiums.
#ifndef KR_AGENTS_RULES_WAGES_H
#define KR_AGENTS_RULES_WAGES_H

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_WAGES_PARAMETERS(X)                                                        \
    X(inflation, 0.021, -0.05, 0.2, "per year", "expected rise of prices",            \
      "CPB, medium term", KR_RECALLED)                                                \
    X(real_growth, 0.008, -0.05, 0.1, "per year",                                     \
      "real growth of agreed wages at normal tightness",                              \
      "R20: market productivity 0.8%", KR_RECALLED)                                   \
    X(tightness_response, 0.002, 0, 0.02, "per quarter per log",                      \
      "kappa: growth of agreed pay with tightness", "R20: 0.1-0.35 percentage point", \
      KR_ASSUMED)                                                                     \
    X(normal_tightness, 0.5, 0.05, 3, "ratio",                                        \
      "tightness at which real pay grows with productivity", "R20", KR_ASSUMED)       \
    X(public_follow, 0.15, 0, 1, "share per quarter",                                 \
      "f: public pay closes its gap to the market", "R20", KR_SOURCED)                \
    X(posted_premium, 0.05, 0, 0.3, "log",                                            \
      "most that employers offer on top where openings stand", "R20: up to 5%",       \
      KR_ASSUMED)

struct kr_wages_parameters {
#define KR_FIELD(name, ...) double name;
    KR_WAGES_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

#endif
