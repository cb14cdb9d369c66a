// Hours wanted, asked for and granted.
#ifndef KR_AGENTS_RULES_HOURS_H
#define KR_AGENTS_RULES_HOURS_H

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_HOURS_PARAMETERS(X)                                                          \
    X(leisure_curvature, 1.2, 0.1, 10, "1",                                             \
      "g of the utility of hours: weight of the quadratic disutility of work",          \
      "R2; fixes the width of taste intervals only", KR_ASSUMED)                        \
    X(care_weight, 0.5, 0, 2, "ratio",                                                  \
      "how much an hour of care counts as an hour of work", "R2", KR_ASSUMED)           \
    X(premium_mean, 2.0, 0.2, 10, "ratio",                                              \
      "mean premium over net pay of added hours that the content would need: density "  \
      "1/mean just above zero",                                                         \
      "P01: 4-10% of part-timers for +10% pay; intensive elasticity 0.05-0.15",         \
      KR_DERIVED)                                                                       \
    X(gap_hours, 8, 4, 16, "hours",                                                     \
      "mean distance between hours wanted and contract of those who want more",         \
      "Kamerbrief 2024: on average one day a week", KR_SOURCED)                         \
    X(redraw_share, 0.2, 0, 1, "share",                                                 \
      "chance that a life event redraws the taste for hours", "R2 events",              \
      KR_CALIBRATED)                                                                    \
    X(spontaneous_revision, 0.03, 0, 0.5, "per quarter",                                \
      "taste redrawn without an event", "R2 rho: 2.8% of stayers up in a quarter",      \
      KR_DERIVED)                                                                       \
    X(birth_fall, 8, 0, 24, "hours",                                                    \
      "fall in hours wanted by a mother after the first birth",                         \
      "SCP: half of mothers cut by about a day", KR_RECALLED)                           \
    X(load_effect, 3, 0, 20, "hours per log point",                                     \
      "fall in hours wanted as workload doubles, per log point",                        \
      "R2: +10% load lowers 0.2-0.5 hour", KR_ASSUMED)                                  \
    X(voice_rate, 0.23, 0, 1, "per quarter", "latent wish is voiced on own initiative", \
      "R3: 8%, 4-12%", KR_CALIBRATED)                                                   \
    X(fewer_voice_rate, 0.12, 0, 1, "per quarter", "wish for fewer hours is voiced",    \
      "R3; most wishes for fewer are granted", KR_ASSUMED)                              \
    X(conversation_voice, 0.35, 0, 1, "share", "latent wishes voiced when asked",       \
      "R3: 25-45%", KR_SOURCED)                                                         \
    X(conversation_rate, 0.4, 0, 1, "per year",                                         \
      "staff with whom the conversation is held", "R3: 60% not held in care",           \
      KR_SOURCED)                                                                       \
    X(grant_shortage, 0.8, 0, 1, "share", "requests granted where posts are open",      \
      "R3: 0.6-0.95", KR_ASSUMED)                                                       \
    X(grant_slack, 0.5, 0, 1, "share", "requests granted where no post is open",        \
      "R3: 0.2-0.5", KR_ASSUMED)                                                        \
    X(grant_fewer, 0.85, 0, 1, "share", "requests for fewer hours granted",             \
      "legal right with exceptions", KR_ASSUMED)                                        \
    X(step_hours, 4, 4, 8, "hours", "change of contract per grant", "R3: 4.5 hours",    \
      KR_SOURCED)                                                                       \
    X(on_call_swing, 0.15, 0, 1, "share",                                               \
      "spread of worked hours of on-call workers around the contract",                  \
      "survey noise of on-call hours", KR_ASSUMED)

struct kr_hours_parameters {
#define KR_FIELD(name, ...) double name;
    KR_HOURS_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

#endif
