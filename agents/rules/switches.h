// Which phases run their rule.
#ifndef KR_AGENTS_RULES_SWITCHES_H
#define KR_AGENTS_RULES_SWITCHES_H

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_PHASES_PARAMETERS(X)                                                          \
    X(demography, 1, 0, 1, "1",                                                          \
      "1: the rule of phase demography runs; 0: fixed, nothing happens", "model design", \
      KR_ASSUMED)                                                                        \
    X(participation, 1, 0, 1, "1",                                                       \
      "1: the rule of phase participation runs; 0: fixed, nothing happens",              \
      "model design", KR_ASSUMED)                                                        \
    X(staffing, 1, 0, 1, "1",                                                            \
      "1: the rule of phase staffing runs; 0: fixed, nothing happens", "model design",   \
      KR_ASSUMED)                                                                        \
    X(retention, 1, 0, 1, "1",                                                           \
      "1: the rule of phase retention runs; 0: fixed, nothing happens", "model design",  \
      KR_ASSUMED)                                                                        \
    X(vacancies, 1, 0, 1, "1",                                                           \
      "1: the rule of phase vacancies runs; 0: fixed, nothing happens", "model design",  \
      KR_ASSUMED)                                                                        \
    X(matching, 1, 0, 1, "1",                                                            \
      "1: the rule of phase matching runs; 0: fixed, nothing happens", "model design",   \
      KR_ASSUMED)                                                                        \
    X(training, 1, 0, 1, "1",                                                            \
      "1: the rule of phase training runs; 0: fixed, nothing happens", "model design",   \
      KR_ASSUMED)                                                                        \
    X(wages, 1, 0, 1, "1", "1: the rule of phase wages runs; 0: fixed, nothing happens", \
      "model design", KR_ASSUMED)                                                        \
    X(services, 1, 0, 1, "1",                                                            \
      "1: the rule of phase services runs; 0: fixed, nothing happens", "model design",   \
      KR_ASSUMED)

struct kr_phases_parameters {
#define KR_FIELD(name, ...) double name;
    KR_PHASES_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

#endif
