// Hours that employers need, and lay-offs.
#ifndef KR_AGENTS_RULES_DEMAND_H
#define KR_AGENTS_RULES_DEMAND_H

#include "agents/persons.h"
#include "base/math.h"

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_DEMAND_PARAMETERS(X)                                                         \
    X(adjustment, 0.35, 0.01, 1, "share per quarter",                                   \
      "share of the gap between required and contracted hours turned into openings",    \
      "R17 R18: 0.25-0.35", KR_RECALLED)                                                \
    X(shock_sd, 0.012, 0, 0.3, "log", "own demand shock of an employer per quarter",    \
      "R17: 5-8% for firms; establishments of two or more, fitted to lay-offs",         \
      KR_CALIBRATED)                                                                    \
    X(shock_persistence, 0.9, 0, 0.999, "1",                                            \
      "how much of own demand is left a quarter later", "R17", KR_ASSUMED)              \
    X(size_damping, 0.25, 0, 1, "1", "own shocks fall with employment to this power",   \
      "Axtell: volatility falls with size", KR_RECALLED)                                \
    X(wage_elasticity, 0.3, 0, 2, "log/log",                                            \
      "fall of market demand for hours with the real wage", "R17 sigma 0.3 short run",  \
      KR_RECALLED)                                                                      \
    X(overtime_buffer, 0.01, 0, 0.2, "share",                                           \
      "surplus hours that less overtime takes up, before permanent staff is dismissed", \
      "R10 cut order", KR_ASSUMED)                                                      \
    X(cut_share, 0.1, 0, 1, "share per quarter",                                        \
      "permanent staff dismissed per unit of relative surplus", "R10: 0.05-0.2",        \
      KR_ASSUMED)                                                                       \
    X(agency_cut, 4, 0, 20, "ratio",                                                    \
      "agency workers sent back per unit of relative surplus", "R10 cut order",         \
      KR_ASSUMED)                                                                       \
    X(on_call_response, 0.5, 0, 20, "ratio",                                            \
      "hours of those on call taken back per unit of relative surplus, and called up "  \
      "per log-unit of workload",                                                       \
      "R10: hours before heads", KR_ASSUMED)                                            \
    X(hoarding, 0.5, 0, 3, "log/log", "lower cuts in a tight market", "R10 h_th",       \
      KR_ASSUMED)                                                                       \
    X(notice_share, 1, 0, 1, "share",                                                   \
      "dismissals of permanent staff that take effect a quarter after notice",          \
      "notice of one to four months after a permit or a settlement", KR_RECALLED)       \
    X(group_share, 0.5, 0, 1, "share",                                                  \
      "part of the variance of own shocks that establishments of a group share",        \
      "R17: a group shares its budget", KR_ASSUMED)                                     \
    X(firm_exit_scale, 1, 0, 5, "ratio", "multiplies firm exit of the country pack",    \
      "neutral", KR_ASSUMED)                                                            \
    X(firm_exit_large, 0.18, 0, 1, "ratio",                                             \
      "exit of employers of 50 and more relative to the smallest",                      \
      "R10: 0.3% against 1.5-2%", KR_RECALLED)                                          \
    X(birth_replacement, 1, 0, 2, "ratio", "firms born per firm that died",             \
      "stationary number of firms", KR_ASSUMED)                                         \
    X(birth_size, 0.4, 0, 1, "ratio",                                                   \
      "work of a new employer relative to the one it replaces; the rest goes to the "   \
      "others of the sector",                                                           \
      "new firms start small", KR_ASSUMED)                                              \
    X(rationing, 0.2, 0, 1, "share per quarter",                                        \
      "hours short beyond the start for which market employers turn demand away",       \
      "R18 rationing; size assumed", KR_ASSUMED)                                        \
    X(start_surplus, -0.05, -0.1, 0.2, "share",                                         \
      "hours above need at the start in posts without an opening, mean; below zero: "   \
      "need that no opening shows",                                                     \
      "T23a stays level with frozen drivers", KR_CALIBRATED)                            \
    X(budget_smoothing, 0.5, 0, 1, "share per quarter",                                 \
      "share of the gap between need and budget closed in public sectors",              \
      "R17, budgets follow with a lag", KR_ASSUMED)                                     \
    X(budget_sd, 0, 0, 0.3, "log",                                                      \
      "spread of the budgets of public sectors around their path, year by year",        \
      "P55; none in the baseline, a few percent in scenarios of stop and go",           \
      KR_ASSUMED)                                                                       \
    X(budget_persistence, 0.6, 0, 0.95, "1",                                            \
      "how much of a budget's distance from its path is left a year later", "P55",      \
      KR_ASSUMED)                                                                       \
    X(budget_shared, 0.5, 0, 1, "share",                                                \
      "part of the variance that sectors of a kind have in common",                     \
      "P55: one ministry pays for several sectors", KR_ASSUMED)

struct kr_demand_parameters {
#define KR_FIELD(name, ...) double name;
    KR_DEMAND_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

// R10: hours above need, as a share of contract hours.
static inline double kr_surplus(double required, double contracted)
{
    return contracted > 0.0 ? kr_clamp(1.0 - required / contracted, 0.0, 1.0) : 0.0;
}

// R10: what employers keep of a surplus in view of how hard it will be to hire again.
static inline double kr_hoarding(const struct kr_demand_parameters *rule,
                                 double log_tightness)
{
    return kr_exp(-rule->hoarding * kr_clamp(log_tightness, -2.0, 2.0));
}

// R10, cut order: the chance that a worker is let go in this quarter for want of work.
// Temporary contracts run out instead, those on call are called less.
static inline double kr_cut_chance(const struct kr_demand_parameters *rule, int contract,
                                   double surplus)
{
    if (contract == KR_AGENCY) {
        return kr_min(1.0, rule->agency_cut * surplus);
    }
    return contract == KR_PERMANENT
               ? rule->cut_share * kr_max(0.0, surplus - rule->overtime_buffer)
               : 0.0;
}

// R17: the own shock of an establishment, standard normal, from that of its group and
// one of its own.
static inline double kr_shared_shock(const struct kr_demand_parameters *rule,
                                     double group, double own)
{
    return __builtin_sqrt(rule->group_share) * group +
           __builtin_sqrt(1.0 - rule->group_share) * own;
}

// P55: news of a year for a sector, standard normal, from that of its kind and its own.
static inline double kr_shared_news(const struct kr_demand_parameters *rule, double kind,
                                    double own)
{
    return __builtin_sqrt(rule->budget_shared) * kind +
           __builtin_sqrt(1.0 - rule->budget_shared) * own;
}

// P55: budget over path where it stands `standing` spreads above; 1 in the mean.
static inline double kr_budget_factor(double sd, double standing)
{
    return kr_exp(sd * standing - 0.5 * sd * sd);
}

#endif
