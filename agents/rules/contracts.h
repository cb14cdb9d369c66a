// Ends, renewals and conversions of contracts.
#ifndef KR_AGENTS_RULES_CONTRACTS_H
#define KR_AGENTS_RULES_CONTRACTS_H

#include "agents/persons.h"
#include "base/math.h"

#include <stdbool.h>

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_CONTRACTS_PARAMETERS(X)                                                     \
    X(length_quarters, 3, 1, 12, "quarters", "length of a temporary contract",         \
      "R11: modal 2-4", KR_SOURCED)                                                    \
    X(conversion, -0.5, -6, 6, "logit",                                                \
      "temporary contracts made permanent at their end: 28 hours a week, middle "      \
      "education, tightness of the start",                                             \
      "R11: 26% permanent after three years", KR_CALIBRATED)                           \
    X(conversion_tightness, 0.5, 0, 3, "logit/log", "conversion with tightness",       \
      "R11 k2", KR_ASSUMED)                                                            \
    X(conversion_hours, 2, 0, 6, "logit/log",                                          \
      "conversion with contract hours: employers bind those who work long hours",      \
      "T39c beside T39d", KR_CALIBRATED)                                               \
    X(conversion_education, 0.5, 0, 2, "logit per level", "conversion with education", \
      "R11: higher 36%, low 17% permanent", KR_DERIVED)                                \
    X(conversion_limit, 1, 0, 6, "logit", "conversion where no renewal is allowed",    \
      "R11 k5", KR_ASSUMED)                                                            \
    X(conversion_swings, 3, 0, 20, "logit/log",                                        \
      "fall of conversion with the spread of the employer's budget around its path",   \
      "R11 k3; size assumed", KR_ASSUMED)                                              \
    X(chain_contracts, 3, 1, 20, "contracts",                                          \
      "temporary contracts of the usual length that may follow each other",            \
      "R11: three in three years", KR_RECALLED)                                        \
    X(chain_quarters, 12, 1, 80, "quarters", "longest time on temporary contracts",    \
      "R11: three in three years", KR_RECALLED)                                        \
    X(no_renewal, 0.04, 0, 1, "share", "temporary contracts that end without another", \
      "T11b", KR_CALIBRATED)                                                           \
    X(surplus_no_renewal, 2, 0, 20, "ratio",                                           \
      "extra ends without renewal per unit of relative surplus", "R10 cut order",      \
      KR_ASSUMED)                                                                      \
    X(fixed_hours_offer, 4, 1, 40, "quarters",                                         \
      "time on call after which, and every so often again, fixed hours are offered",   \
      "R11: an offer after a year", KR_RECALLED)                                       \
    X(fixed_hours_taken, 0.15, 0, 1, "share", "offers of fixed hours that are taken",  \
      "R11", KR_ASSUMED)                                                               \
    X(agency_phase, 6, 1, 40, "quarters",                                              \
      "time through an agency after which, and every so often again, a contract is "   \
      "due",                                                                           \
      "R11: phase A of 78 weeks", KR_RECALLED)                                         \
    X(agency_taken, 0.4, 0, 1, "share",                                                \
      "agency workers given a temporary contract at the end of a phase", "R11",        \
      KR_ASSUMED)                                                                      \
    X(hire_permanent, 0.15, 0, 1, "share", "hires on a permanent contract",            \
      "CBS: most hires start flexible", KR_RECALLED)                                   \
    X(hire_permanent_mover, 0.95, 0, 1, "share",                                       \
      "job-changers from a permanent contract who get one again at once",              \
      "stationary share of permanent contracts", KR_CALIBRATED)                        \
    X(hire_on_call, 0.3, 0, 1, "share", "hires on call", "CBS flexible by kind",       \
      KR_RECALLED)                                                                     \
    X(on_call_refused, 0, 0, 1, "share",                                               \
      "of the hires on call that are no job beside a study, those that get a "         \
      "temporary contract instead",                                                    \
      "neutral; P48 forbids them", KR_ASSUMED)                                         \
    X(hire_agency, 0.12, 0, 1, "share", "hires through an agency",                     \
      "CBS flexible by kind", KR_RECALLED)

struct kr_contracts_parameters {
#define KR_FIELD(name, ...) double name;
    KR_CONTRACTS_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

// R11: how long somebody may work for an employer on temporary contracts, in quarters.
static inline int kr_chain_limit(const struct kr_contracts_parameters *rule)
{
    return (int)kr_min(rule->chain_quarters,
                       rule->chain_contracts * rule->length_quarters);
}

// R11: chance that a temporary contract that ends is made permanent.
static inline double kr_conversion_chance(const struct kr_contracts_parameters *rule,
                                          double hours, int education,
                                          double log_tightness, bool at_limit)
{
    return kr_logistic(rule->conversion +
                       rule->conversion_hours * kr_log(kr_max(hours, 1.0) / 28.0) +
                       rule->conversion_education * (double)(education - KR_MIDDLE) +
                       rule->conversion_tightness * log_tightness +
                       (at_limit ? rule->conversion_limit : 0.0));
}

// R11: chance that a worker on call, or through an agency, gets a contract with fixed
// hours: when `tenure` comes to another full year, or phase.
static inline double kr_fixed_contract_chance(const struct kr_contracts_parameters *rule,
                                              int contract, int tenure)
{
    const int every =
        (int)(contract == KR_ON_CALL ? rule->fixed_hours_offer : rule->agency_phase);
    return tenure <= 0 || tenure % every != 0 ? 0.0
           : contract == KR_ON_CALL           ? rule->fixed_hours_taken
                                              : rule->agency_taken;
}

#endif
