// Who enters the labour force and who leaves it (rule R1).
//
// Entry and exit are hazards from the pack, calibrated at the prices of the start. What
// moves them is how the reward of work differs from that at the start. Elasticities are
// targets: with participation p = a / (a + b) from entry hazard a and exit hazard b,
//
//   d ln p / d x = (1 - p) (d ln a / d x - d ln b / d x),
//
// so an elasticity e puts + e / (2 (1 - p)) in entry and the same with a minus in exit.
#ifndef KR_AGENTS_RULES_PARTICIPATION_H
#define KR_AGENTS_RULES_PARTICIPATION_H

#include "agents/persons.h"

#include <stdbool.h>

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_PARTICIPATION_PARAMETERS(X)                                                  \
    X(tightness_response, 0.15, 0, 1, "log/log",                                        \
      "entry hazard with respect to tightness; exit with the opposite sign",            \
      "R1: 0.05-0.3, procyclical participation", KR_CALIBRATED)                         \
    X(activation_scale, 1.03, 0, 5, "ratio",                                            \
      "multiplies the hazards of starting to search", "fit of T07 and T08",             \
      KR_CALIBRATED)                                                                    \
    X(discourage_scale, 1, 0, 5, "ratio", "multiplies the hazards of giving up search", \
      "fit of T06", KR_CALIBRATED)                                                      \
    X(reentry_risk, 0.3, 0, 1, "log", "lower entry of people who would lose a benefit", \
      "R1 b_s: 0-0.6", KR_SOURCED)                                                      \
    X(inactive_care_effect, 0.3, 0, 2, "log",                                           \
      "lower entry of people who give informal care of a day a week",                   \
      "R1, size assumed", KR_ASSUMED)                                                   \
    X(wage_response, 2.8, 0, 6, "ratio",                                                \
      "multiplies all responses to net pay; 0 switches them off",                       \
      "above 1 as only part of those without work weigh pay: 10% more net pay gives "   \
      "the elasticities below after six years",                                         \
      KR_CALIBRATED)                                                                    \
    X(elasticity_men, 0.08, 0.03, 0.15, "log/log",                                      \
      "total hours to net pay: men with a partner", "R1: 0.03-0.15, CPB pattern",       \
      KR_RECALLED)                                                                      \
    X(elasticity_women, 0.25, 0.2, 0.3, "log/log",                                      \
      "total hours to net pay: women with a partner, no child under 18",                \
      "R1: 0.2-0.3, CPB pattern", KR_RECALLED)                                          \
    X(elasticity_mothers_0_3, 0.45, 0.35, 0.6, "log/log",                               \
      "women with a partner, youngest child 0-3", "R1: 0.35-0.60", KR_RECALLED)         \
    X(elasticity_mothers_4_11, 0.4, 0.3, 0.5, "log/log",                                \
      "women with a partner, youngest child 4-11", "R1: +-0.1", KR_RECALLED)            \
    X(elasticity_mothers_12_17, 0.25, 0.15, 0.35, "log/log",                            \
      "women with a partner, youngest child 12-17", "R1: +-0.1", KR_RECALLED)           \
    X(elasticity_lone_0_3, 0.65, 0.5, 0.9, "log/log",                                   \
      "single parents, youngest child 0-3", "R1: 0.5-0.9", KR_RECALLED)                 \
    X(elasticity_lone_4_11, 0.43, 0.2, 0.7, "log/log",                                  \
      "single parents, youngest child 4-11", "R1: between the ages beside it",          \
      KR_ASSUMED)                                                                       \
    X(elasticity_lone_12_17, 0.2, 0, 0.3, "log/log",                                    \
      "single parents, youngest child 12-17",                                           \
      "R1: 0-0.3; no effect found of 5% more income", KR_RECALLED)                      \
    X(elasticity_single, 0.3, 0.2, 0.45, "log/log", "singles without a child",          \
      "R1: 0.2-0.45", KR_RECALLED)                                                      \
    X(extensive_share, 0.8, 0.7, 0.95, "share",                                         \
      "of the response in hours that is working or not", "R1: 0.7-0.95", KR_SOURCED)    \
    X(extensive_share_young, 0.55, 0.5, 0.6, "share",                                   \
      "the same where the youngest child is 0-3", "R1: mothers of young children",      \
      KR_SOURCED)                                                                       \
    X(partner_elasticity, -0.1, -0.2, 0, "log/log",                                     \
      "participation of women to the income that comes in without their work",          \
      "R1: -0.05 to -0.2; sign sourced, size recalled", KR_RECALLED)                    \
    X(childcare_access, 0.5, 0, 2, "log/log",                                           \
      "entry of parents of children under 12 to the share of wanted care with a place", \
      "R1 b_c, size assumed", KR_ASSUMED)                                               \
    X(exit_health, 0.5, 0, 2, "log",                                                    \
      "more exit, out of work and out of search, during long absence",                  \
      "R1: sign only, size assumed", KR_ASSUMED)                                        \
    X(exit_care, 0.0, 0, 0.5, "log",                                                    \
      "more exit of people who give informal care of a day a week",                     \
      "L3: a panel finds no extra exit", KR_SOURCED)

struct kr_participation_parameters {
#define KR_FIELD(name, ...) double name;
    KR_PARTICIPATION_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

// Youngest child of a kind of household (kr_household_kind): 0 none, 1 0-3, 2 4-11,
// 3 12-17.
static inline int kr_kind_youngest(int kind)
{
    return kind % 4;
}

static inline bool kr_kind_has_partner(int kind)
{
    return kind >= 4;
}

// Elasticity of participation to net pay: that of hours times the extensive share.
static inline double
kr_participation_elasticity(const struct kr_participation_parameters *rule, int kind,
                            int sex)
{
    const double lone[4] = {rule->elasticity_single, rule->elasticity_lone_0_3,
                            rule->elasticity_lone_4_11, rule->elasticity_lone_12_17};
    const double women[4] = {rule->elasticity_women, rule->elasticity_mothers_0_3,
                             rule->elasticity_mothers_4_11,
                             rule->elasticity_mothers_12_17};
    const int child = kr_kind_youngest(kind);
    const bool couple = kr_kind_has_partner(kind);
    const double hours = !couple           ? lone[child]
                         : sex == KR_WOMAN ? women[child]
                                           : rule->elasticity_men;
    const bool young = child == 1 && (sex == KR_WOMAN || !couple);
    return hours * (young ? rule->extensive_share_young : rule->extensive_share);
}

// What an elasticity puts in the log hazard of entry, and with a minus in that of exit.
static inline double kr_hazard_coefficient(double elasticity, double participation)
{
    // beyond nine in ten the few who are out would have to move by themselves
    const double p = participation < 0.9 ? participation : 0.9;
    return elasticity / (2.0 * (1.0 - p));
}

#endif
