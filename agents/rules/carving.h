// Job carving (rule R16): the simple tasks of a scarce job go to a helper.
//
// A post is a bundle of tasks. When an opening has stood for some quarters, an employer
// that knows of the possibility compares, per hour of helper,
//
//   what it frees   (efficiency - supervision) * shadow price of the scarce hour
//   what it costs   wage of the helper * (1 - subsidy) + coaching
//
// and carves with a chance that rises smoothly with the difference.
#ifndef KR_AGENTS_RULES_CARVING_H
#define KR_AGENTS_RULES_CARVING_H

#include "base/math.h"

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_CARVING_PARAMETERS(X)                                                         \
    X(awareness, 0.1, 0, 1, "share", "employers who know that a job can be carved",      \
      "R16: 5-15% now", KR_ASSUMED)                                                      \
    X(standing, 2, 1, 12, "quarters",                                                    \
      "how long an opening has stood before carving is weighed", "R16", KR_ASSUMED)      \
    X(task_share, 1, 0, 1, "ratio",                                                      \
      "part of the carvable tasks of the country pack that is moved", "R16: tau 5-15%",  \
      KR_ASSUMED)                                                                        \
    X(efficiency, 0.75, 0, 1, "ratio",                                                   \
      "e: scarce hours that an hour of a helper replaces", "R16: 0.6-0.9", KR_ASSUMED)   \
    X(supervision, 0.075, 0, 1, "ratio",                                                 \
      "scarce hours that guiding takes, per hour of a helper", "R16: 5-10%", KR_ASSUMED) \
    X(markup, 0.3, 0, 3, "share",                                                        \
      "shadow price of a scarce hour above its wage: what agencies charge", "assumed",   \
      KR_ASSUMED)                                                                        \
    X(coaching, 2, 0, 30, "euro/hour", "coaching of a helper, per hour", "R16",          \
      KR_ASSUMED)                                                                        \
    X(subsidy, 0, 0, 1, "share", "part of the helper's wage paid by others",             \
      "R16: none"                                                                        \
      " without policy",                                                                 \
      KR_ASSUMED)                                                                        \
    X(spread, 3, 0.1, 30, "euro/hour", "sigma: spread of what employers make of it",     \
      "R16", KR_ASSUMED)                                                                 \
    X(abandon, 0.1, 0, 1, "per quarter",                                                 \
      "carved posts given up where it does not pay at all", "assumed", KR_ASSUMED)       \
    X(ratio_share, 0, 0, 1, "share",                                                     \
      "part of a helper's hour that counts in the staff ratio of childcare",             \
      "P29: a group helper does not count", KR_SOURCED)                                  \
    X(relief_worth, 1, 0, 1, "ratio",                                                    \
      "worth to the employer of a freed hour that does not count in a staff ratio, "     \
      "relative to one that does",                                                       \
      "P29: pure cost to the employer is 0; lighter work keeps staff", KR_ASSUMED)

struct kr_carving_parameters {
#define KR_FIELD(name, ...) double name;
    KR_CARVING_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

// Euro per hour of helper that carving is worth, above what it costs. Wages in euro an
// hour; `counts` is the part of a freed hour that counts as staff, 1 where no ratio is
// kept: the rest only makes the work lighter.
static inline double kr_carving_gain(double scarce_wage, double helper_wage,
                                     double counts,
                                     const struct kr_carving_parameters *rule)
{
    const double worth = counts + (1.0 - counts) * rule->relief_worth;
    const double freed = (rule->efficiency - rule->supervision) * worth;
    return freed * scarce_wage * (1.0 + rule->markup) -
           helper_wage * (1.0 - rule->subsidy) - rule->coaching;
}

// Chance that an employer who knows of it carves a post with a standing opening.
static inline double kr_carving_chance(double gain,
                                       const struct kr_carving_parameters *rule)
{
    return kr_logistic(gain / rule->spread);
}

// Chance per quarter that a carved post is made whole again.
static inline double kr_carving_end_chance(double gain,
                                           const struct kr_carving_parameters *rule)
{
    return rule->abandon * (1.0 - kr_logistic(gain / rule->spread));
}

// Minutes a week of helper that a post of `required` minutes wants.
static inline double kr_carving_need(double required, double carved_share,
                                     const struct kr_carving_parameters *rule)
{
    return rule->efficiency > 0.0 ? required * carved_share / rule->efficiency : 0.0;
}

// Scarce minutes that `present` minutes of helper set free, guiding deducted; never more
// than the tasks that were carved out.
static inline double kr_carving_freed(double required, double carved_share,
                                      double present,
                                      const struct kr_carving_parameters *rule)
{
    const double tasks = kr_min(rule->efficiency * present, required * carved_share);
    return kr_max(tasks - rule->supervision * present, 0.0);
}

#endif
