// What the ledgers of all replicates say, with errors: figures of the real country over
// quarters `from` (inclusive) to `to` (exclusive) of 0 .. quarters.
#ifndef KR_STUDY_FINDINGS_H
#define KR_STUDY_FINDINGS_H

#include "study/effects.h"
#include "study/ledger.h"
#include "study/statistics.h"

// Names one line of the ledger.
enum kr_line_group {
    KR_LINE_RECIPIENT, // line: kr_recipient_line; side, policy (KR_NONE: all)
    KR_LINE_PART,      // line: kr_part
    KR_LINE_PLACE,     // line: kr_place_line; place
    KR_LINE_MONEY,     // line: kr_money; the difference, variant less base
    KR_LINE_JOINT,     // line: kr_joint_column; place: base state, policy: variant state
};

struct kr_line {
    enum kr_line_group group;
    int line;
    enum kr_side side;
    int policy;
    int place;
};

// Persons, full-time equivalents (of minutes a week) or euro (of cents), over the scale.
struct kr_estimate kr_ledger_estimate(const struct kr_ledger *self,
                                      const struct kr_country *country,
                                      struct kr_line line, int from, int to);
double kr_ledger_value(const struct kr_ledger *self, const struct kr_country *country,
                       struct kr_line line, int replicate, int from, int to);

// Ratio of two lines, both over the period.
struct kr_estimate kr_ledger_ratio(const struct kr_ledger *self,
                                   const struct kr_country *country, struct kr_line above,
                                   struct kr_line below, int from, int to);

// Euro over the period, variant less base.
struct kr_costs {
    struct kr_estimate gross; // payments of policies, all payers
    struct kr_estimate by_payer[KR_PAYER_COUNT];
    struct kr_estimate withheld;        // more taxes and premiums
    struct kr_estimate benefits;        // more benefits
    struct kr_estimate net;             // to the state: its payments + benefits - taxes
    struct kr_estimate full_time_years; // additional, of everybody
    struct kr_estimate gross_per_year;  // euro per additional full-time year
    struct kr_estimate net_per_year;    //
    struct kr_estimate per_taker_year;  // gross per full-time year that takers added
};

struct kr_costs kr_ledger_costs(const struct kr_ledger *self,
                                const struct kr_country *country, int from, int to);

// What became of those who received when policies ended. Not a number when none ended, or
// not long enough ago.
struct kr_relapse {
    struct kr_estimate followed; // persons
    struct kr_estimate back;     // share at the reference or below
    struct kr_estimate gone;     // share without work
    struct kr_estimate kept;     // hours a week above the other world, each
};

// `after` is 4 or 8 quarters.
struct kr_relapse kr_ledger_relapse(const struct kr_ledger *self,
                                    const struct kr_country *country, enum kr_side side,
                                    int policy, int after);

// Whether hours moved rather than grew.
struct kr_zero_sum {
    struct kr_estimate total;  // change of all hours, fte
    struct kr_estimate gained; // sum over the sectors that gained, fte
    struct kr_estimate lost;   // sum over those that lost, fte, negative
    bool some_sector_gains;    // the interval of some sector is above zero
    bool no_net_gain;          // that of the total includes zero, or is below
};

struct kr_zero_sum kr_ledger_zero_sum(const struct kr_ledger *self,
                                      const struct kr_country *country, int from, int to);

#endif
