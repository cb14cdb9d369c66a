// The ledger of a comparison, figure by figure, for those who tell it.
#ifndef KR_CMD_COMPARE_ACCOUNT_H
#define KR_CMD_COMPARE_ACCOUNT_H

#include "cmd/compare_report.h"
#include "study/findings.h"

// Whose recipients: those of the policies that only one scenario has. The variant's when
// both have some, or none has.
enum kr_side kr_account_side(const struct kr_compare_report *report);

// Estimates over a period; policy KR_NONE is all that are counted.
struct kr_estimate kr_account_of_part(const struct kr_compare_report *report,
                                      enum kr_part part, const struct kr_period *period);
struct kr_estimate kr_account_of_recipients(const struct kr_compare_report *report,
                                            enum kr_recipient_line line,
                                            const struct kr_period *period);
struct kr_estimate kr_account_share(const struct kr_compare_report *report,
                                    enum kr_recipient_line above,
                                    enum kr_recipient_line below,
                                    const struct kr_period *period);
struct kr_estimate kr_account_of_place(const struct kr_compare_report *report, int place,
                                       enum kr_place_line line,
                                       const struct kr_period *period);
struct kr_estimate kr_account_of_money(const struct kr_compare_report *report,
                                       enum kr_money money,
                                       const struct kr_period *period);
struct kr_estimate kr_account_of_joint(const struct kr_compare_report *report, int base,
                                       int variant, enum kr_joint_column column,
                                       const struct kr_period *period);
// Hours that recipients add net of deadweight, fte.
double kr_account_added(const struct kr_compare_report *report,
                        const struct kr_period *period);
// Change of the total of an outcome over a period, mean of the replicates.
double kr_account_change(const struct kr_compare_report *report, enum kr_outcome outcome,
                         const struct kr_period *period);
struct kr_costs kr_account_costs(const struct kr_compare_report *report,
                                 const struct kr_period *period);

// "Hospitals", "own account", "unemployed".
const char *kr_place_words(const struct kr_compare_report *report, int place);
const char *kr_state_words(const struct kr_compare_report *report, int state);

// Accounts (quarters of replicates) whose parts do not add up to the total: a mistake of
// the program when it is not 0.
int kr_accounts_wrong(const struct kr_compare_report *report, int *accounts);

// More persons are in `base` in the base world and in `variant` in the variant than the
// other way round, by `net`.
struct kr_joint_cell {
    int base, variant;
    struct kr_estimate net;
};

// The largest net moves between two states, largest first; returns how many, at most
// `most`. Moves that cannot be told from zero are left out unless there is one replicate.
int kr_account_moves(const struct kr_compare_report *report,
                     const struct kr_period *period, struct kr_joint_cell *cells,
                     int most);

#endif
