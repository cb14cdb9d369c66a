// Hours wanted, asked for and granted.
#ifndef KR_AGENTS_RULES_HOURS_H
#define KR_AGENTS_RULES_HOURS_H

#include "base/math.h"

#include <stdbool.h>

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_HOURS_PARAMETERS(X)                                                           \
    X(leisure_curvature, 1.2, 0.1, 10, "1",                                              \
      "g of the utility of hours: weight of the quadratic disutility of work",           \
      "R2; fixes the width of taste intervals only", KR_ASSUMED)                         \
    X(care_weight, 0.5, 0, 2, "ratio",                                                   \
      "how much an hour of care counts as an hour of work", "R2", KR_ASSUMED)            \
    X(premium_mean, 2.0, 0.2, 10, "ratio",                                               \
      "mean premium over net pay of added hours that the content would need: density "   \
      "1/mean just above zero",                                                          \
      "P01: 4-10% of part-timers for +10% pay; intensive elasticity 0.05-0.15",          \
      KR_DERIVED)                                                                        \
    X(gap_hours, 8, 4, 16, "hours",                                                      \
      "mean distance between hours wanted and contract of those who want more",          \
      "Kamerbrief 2024: on average one day a week", KR_SOURCED)                          \
    X(grown_permanent, 0.8, 0, 1, "share",                                               \
      "people of 25 who come to want the hours of permanent staff of 25 to 54",          \
      "share of permanent contracts among employees of 25-54", KR_DERIVED)               \
    X(grown_rise_women, 3, 0, 12, "hours",                                               \
      "hours that women of 25 without children want beyond the mean of 25-54",           \
      "what partners and births take off later: 0.5 * 8 * 0.75 + 2 * 0.6, less what "    \
      "comes back",                                                                      \
      KR_DERIVED)                                                                        \
    X(redraw_share, 0.2, 0, 1, "share",                                                  \
      "chance that a life event makes the taste for hours walk", "R2 events",            \
      KR_CALIBRATED)                                                                     \
    X(spontaneous_revision, 0.07, 0, 0.5, "per quarter",                                 \
      "the taste walks without an event: 1 less this keeps the wish as it was",          \
      "R2 rho and kappa: 2.8% of stayers up in a quarter, T43", KR_CALIBRATED)           \
    X(occupation_pull, 1.0, 0, 3, "ratio",                                               \
      "how far walks keep to the mean hours of the occupation",                          \
      "keeps the spread between occupations; 1 takes it as it is", KR_DERIVED)           \
    X(norm_weight, 0.15, 0, 0.4, "ratio",                                                \
      "hours wanted follow a change of the mean hours of the occupation",                \
      "R2 n_o: social multiplier 1 / (1 - w) of 1.1-1.5", KR_ASSUMED)                    \
    X(birth_share, 0.5, 0, 1, "share", "mothers who want fewer hours after the first",   \
      "SCP: half of mothers", KR_SOURCED)                                                \
    X(birth_fall, 8, 0, 24, "hours", "fall in hours wanted by these mothers, mean",      \
      "SCP: by about a day", KR_RECALLED)                                                \
    X(regain_share, 0.3, 0, 1, "share",                                                  \
      "mothers who want more as the youngest turns 4, again at 12",                      \
      "SCP: half add some hours later: 1 - 0.7^2", KR_DERIVED)                           \
    X(regain_hours, 6, 0, 24, "hours", "rise in hours wanted by these mothers, mean",    \
      "SCP: two in three never regain the hours before the birth", KR_ASSUMED)           \
    X(partner_fall_women, 2, 0, 4, "hours",                                              \
      "fall in hours wanted by a woman when a partner moves in",                         \
      "CBS 2023: women reduce before children; 1-3 assumed", KR_ASSUMED)                 \
    X(partner_rise_men, 0.5, 0, 4, "hours",                                              \
      "rise in hours wanted by a man when a partner moves in", "R2", KR_ASSUMED)         \
    X(price_event, 0.03, 0, 1, "log",                                                    \
      "change of the net pay of a step from which everybody thinks again", "R2 (v): 3%", \
      KR_ASSUMED)                                                                        \
    X(net_pay, 1, 0.5, 2, "ratio", "multiplies what work adds to net income",            \
      "lever of taxes and credits", KR_DERIVED)                                          \
    X(net_pay_partner, 1, 0.5, 2, "ratio", "the same for people with a partner",         \
      "lever of credits for second earners", KR_DERIVED)                                 \
    X(net_pay_lone, 1, 0.5, 2, "ratio",                                                  \
      "the same for single parents, youngest child under 12", "lever of credits",        \
      KR_DERIVED)                                                                        \
    X(net_pay_lone_older, 1, 0.5, 2, "ratio",                                            \
      "the same for single parents, youngest child 12-17", "lever of credits",           \
      KR_DERIVED)                                                                        \
    X(home_income, 1, 0.5, 2, "ratio", "multiplies net income without own work",         \
      "lever of benefits", KR_DERIVED)                                                   \
    X(childcare_price, 1, 0, 5, "ratio", "multiplies what parents pay for childcare",    \
      "lever of allowances", KR_DERIVED)                                                 \
    X(childcare_free, 0, 0, 48, "hours/week",                                            \
      "hours of work whose childcare costs nothing", "lever of allowances", KR_DERIVED)  \
    X(load_effect, 3, 0, 20, "hours per log point",                                      \
      "fall in hours wanted as workload doubles, per log point",                         \
      "R2: +10% load lowers 0.2-0.5 hour", KR_ASSUMED)                                   \
    X(voice_rate, 0.28, 0, 1, "per quarter",                                             \
      "latent wish of the usual gap is voiced on own initiative, permanent contract",    \
      "fit of T43 and T45; R3 has 8%, 4-12%, with which hours move too little",          \
      KR_CALIBRATED)                                                                     \
    X(voice_gap, 0.2, 0, 1, "log per 4 hours",                                           \
      "voice hazard with hours missing beyond gap_hours", "R3 v3, size assumed",         \
      KR_ASSUMED)                                                                        \
    X(voice_flexible, 4, 1, 10, "ratio",                                                 \
      "rates of asking, for more or fewer hours, of staff without a permanent contract", \
      "R3: 29% of wishes realised in a quarter, 15% with fixed hours, half of each",     \
      KR_DERIVED)                                                                        \
    X(fewer_voice_rate, 0.21, 0, 1, "per quarter", "wish for fewer hours is voiced",     \
      "T43 and 8% of employed who want fewer", KR_CALIBRATED)                            \
    X(conversation_voice, 0.35, 0, 1, "share", "latent wishes voiced when asked",        \
      "R3: 25-45%", KR_SOURCED)                                                          \
    X(conversation_other, 0.1, 0, 0.3, "share",                                          \
      "part-timers without a wish who ask for more when first asked",                    \
      "R3: 5-15%, one in ten if the boss asks", KR_SOURCED)                              \
    X(conversation_rate, 0.4, 0, 1, "per year",                                          \
      "staff with whom the conversation is held", "R3: 60% not held in care",            \
      KR_SOURCED)                                                                        \
    X(grant_shortage, 0.8, 0, 1, "share", "requests granted where posts are open",       \
      "R3: 0.6-0.95", KR_ASSUMED)                                                        \
    X(grant_slack, 0.5, 0, 1, "share", "requests granted where no post is open",         \
      "R3: 0.2-0.5", KR_ASSUMED)                                                         \
    X(grant_full, 0.1, 0.01, 0.5, "share",                                               \
      "hours missing of those needed at which requests are granted as in shortage",      \
      "R3 g1", KR_ASSUMED)                                                               \
    X(grant_roster, 0.1, 0, 0.5, "ratio",                                                \
      "more requests granted per standard deviation of roster fit", "R3 g2", KR_ASSUMED) \
    X(grant_surplus, 0.3, 0, 1, "ratio",                                                 \
      "requests granted where hours exceed what need and budget pay for", "R3 g3",       \
      KR_ASSUMED)                                                                        \
    X(grant_fewer, 0.85, 0, 1, "share", "requests for fewer hours granted",              \
      "legal right with exceptions", KR_ASSUMED)                                         \
    X(step_hours, 4, 4, 8, "hours", "change of contract per grant", "R3: 4.5 hours",     \
      KR_SOURCED)                                                                        \
    X(whole_share, 0.25, 0, 1, "share",                                                  \
      "grants of all the hours asked for at once, up to a day, instead of a step",       \
      "R3: 4.5 hours, 3-6, for steps of 4 and wishes of a day", KR_DERIVED)              \
    X(relapse_rate, 0.015, 0, 0.08, "per quarter",                                       \
      "hours added on request are given up again, for 8 quarters, beyond revisions",     \
      "R3: 25% fall back within 8 quarters, 10-45%", KR_CALIBRATED)                      \
    X(on_call_swing, 0.15, 0, 1, "share",                                                \
      "spread of worked hours of on-call workers around the contract",                   \
      "survey noise of on-call hours", KR_ASSUMED)                                       \
    X(gaming_share, 0.1, 0, 1, "share",                                                  \
      "workers who would put off a request, or cut hours first, to earn a bonus",        \
      "P01: named as a risk in the letter of 2024, no figure", KR_ASSUMED)

struct kr_hours_parameters {
#define KR_FIELD(name, ...) double name;
    KR_HOURS_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

// Quarters after which hours added on request count as kept.
enum { KR_KEPT_QUARTERS = 8 };

// Chance in a quarter that a wish for `gap` hours more is voiced on own initiative: more
// where more hours are missing than usual, and where hours are flexible.
static inline double kr_voice_chance(const struct kr_hours_parameters *rule, int gap,
                                     bool flexible)
{
    const double steps = ((double)gap - rule->gap_hours) / 4.0;
    const double rate = -kr_log(1.0 - kr_min(rule->voice_rate, 0.99));
    return kr_chance(rate * kr_exp(rule->voice_gap * steps) *
                     (flexible ? rule->voice_flexible : 1.0));
}

// The same for a wish for fewer hours.
static inline double kr_voice_fewer_chance(const struct kr_hours_parameters *rule,
                                           bool flexible)
{
    const double rate = -kr_log(1.0 - kr_min(rule->fewer_voice_rate, 0.99));
    return kr_chance(rate * (flexible ? rule->voice_flexible : 1.0));
}

// Chance that a request for more hours is granted: rises with the share of needed hours
// that the post is short of and with roster fit (standard deviations), and falls where
// hours exceed what need and budget pay for (`surplus`, share of hours).
static inline double kr_grant_chance(const struct kr_hours_parameters *rule,
                                     double short_of, double surplus, double roster)
{
    const double full = kr_clamp(short_of / rule->grant_full, 0.0, 1.0);
    const double room =
        rule->grant_slack + (rule->grant_shortage - rule->grant_slack) * full;
    const double budget = surplus > 0.02 ? rule->grant_surplus : 1.0;
    return kr_clamp(room * (1.0 + rule->grant_roster * roster) * budget, 0.0, 1.0);
}

#endif
