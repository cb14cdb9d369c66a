// Ends, renewals and conversions of contracts.
#ifndef KR_AGENTS_RULES_CONTRACTS_H
#define KR_AGENTS_RULES_CONTRACTS_H

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_CONTRACTS_PARAMETERS(X)                                                     \
    X(length_quarters, 3, 1, 12, "quarters", "length of a temporary contract",         \
      "R11: modal 2-4", KR_SOURCED)                                                    \
    X(conversion, 0.4, 0, 1, "share", "temporary contracts converted at their end",    \
      "R11: 26% permanent after three years", KR_CALIBRATED)                           \
    X(conversion_tightness, 0.5, 0, 3, "log/log", "conversion odds with tightness",    \
      "R11 k2", KR_ASSUMED)                                                            \
    X(no_renewal, 0.12, 0, 1, "share", "temporary contracts that end without another", \
      "T11b", KR_CALIBRATED)                                                           \
    X(surplus_no_renewal, 0.5, 0, 1, "share",                                          \
      "extra ends without renewal where hours are in surplus, per unit of relative "   \
      "surplus",                                                                       \
      "R10 cut order", KR_ASSUMED)                                                     \
    X(on_call_conversion, 0.02, 0, 1, "per quarter",                                   \
      "on-call and agency workers given a temporary contract", "R11", KR_ASSUMED)      \
    X(hire_permanent, 0.15, 0, 1, "share", "hires on a permanent contract",            \
      "CBS: most hires start flexible", KR_RECALLED)                                   \
    X(hire_permanent_mover, 0.95, 0, 1, "share",                                       \
      "job-changers from a permanent contract who get one again at once",              \
      "stationary share of permanent contracts", KR_CALIBRATED)                        \
    X(hire_on_call, 0.3, 0, 1, "share", "hires on call", "CBS flexible by kind",       \
      KR_RECALLED)                                                                     \
    X(hire_agency, 0.12, 0, 1, "share", "hires through an agency",                     \
      "CBS flexible by kind", KR_RECALLED)

struct kr_contracts_parameters {
#define KR_FIELD(name, ...) double name;
    KR_CONTRACTS_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

#endif
