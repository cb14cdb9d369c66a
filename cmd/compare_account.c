#include "cmd/compare_account.h"

#include <stdlib.h>
#include <string.h>

static struct kr_estimate estimate(const struct kr_compare_report *report,
                                   struct kr_line line, const struct kr_period *period)
{
    return kr_ledger_estimate(&report->comparison->ledger, report->model->country, line,
                              period->from, period->to);
}

// Persons and months in which somebody received, all replicates.
static int64_t received(const struct kr_ledger *ledger, enum kr_side side)
{
    int64_t heads = 0;
    for (int r = 0; r < ledger->replicates; r++) {
        for (int q = 0; q < ledger->quarters; q++) {
            heads += kr_account_recipient(kr_ledger_at(ledger, r, q), side, KR_NONE,
                                          KR_RECIPIENT_heads);
        }
    }
    return heads;
}

enum kr_side kr_account_side(const struct kr_compare_report *report)
{
    const struct kr_ledger *ledger = &report->comparison->ledger;
    return received(ledger, KR_VARIANT) == 0 && received(ledger, KR_BASE) > 0
               ? KR_BASE
               : KR_VARIANT;
}

struct kr_estimate kr_account_of_part(const struct kr_compare_report *report,
                                      enum kr_part part, const struct kr_period *period)
{
    const struct kr_line line = {.group = KR_LINE_PART, .line = (int)part};
    return estimate(report, line, period);
}

static struct kr_line recipient_line(const struct kr_compare_report *report,
                                     enum kr_recipient_line line)
{
    return (struct kr_line){.group = KR_LINE_RECIPIENT,
                            .line = (int)line,
                            .side = kr_account_side(report),
                            .policy = KR_NONE};
}

struct kr_estimate kr_account_of_recipients(const struct kr_compare_report *report,
                                            enum kr_recipient_line line,
                                            const struct kr_period *period)
{
    return estimate(report, recipient_line(report, line), period);
}

struct kr_estimate kr_account_share(const struct kr_compare_report *report,
                                    enum kr_recipient_line above,
                                    enum kr_recipient_line below,
                                    const struct kr_period *period)
{
    return kr_ledger_ratio(&report->comparison->ledger, report->model->country,
                           recipient_line(report, above), recipient_line(report, below),
                           period->from, period->to);
}

struct kr_estimate kr_account_of_place(const struct kr_compare_report *report, int place,
                                       enum kr_place_line line,
                                       const struct kr_period *period)
{
    const struct kr_line which = {
        .group = KR_LINE_PLACE, .line = (int)line, .place = place};
    return estimate(report, which, period);
}

struct kr_estimate kr_account_of_money(const struct kr_compare_report *report,
                                       enum kr_money money,
                                       const struct kr_period *period)
{
    const struct kr_line line = {.group = KR_LINE_MONEY, .line = (int)money};
    return estimate(report, line, period);
}

struct kr_estimate kr_account_of_joint(const struct kr_compare_report *report, int base,
                                       int variant, enum kr_joint_column column,
                                       const struct kr_period *period)
{
    const struct kr_line line = {
        .group = KR_LINE_JOINT, .line = (int)column, .place = base, .policy = variant};
    return estimate(report, line, period);
}

double kr_account_added(const struct kr_compare_report *report,
                        const struct kr_period *period)
{
    return kr_account_of_part(report, KR_PART_gross, period).mean +
           kr_account_of_part(report, KR_PART_deadweight, period).mean +
           kr_account_of_part(report, KR_PART_rest, period).mean;
}

double kr_account_change(const struct kr_compare_report *report, enum kr_outcome outcome,
                         const struct kr_period *period)
{
    const struct kr_cell cell = {outcome, KR_SPLIT_total, 0};
    return kr_effects_of(report->effects, cell, period->from, period->to).difference.mean;
}

struct kr_costs kr_account_costs(const struct kr_compare_report *report,
                                 const struct kr_period *period)
{
    return kr_ledger_costs(&report->comparison->ledger, report->model->country,
                           period->from, period->to);
}

const char *kr_place_words(const struct kr_compare_report *report, int place)
{
    return place < report->model->country->sectors
               ? kr_labels_words(KR_LABELS_SECTOR, report->model, place).name
               : "Own account";
}

const char *kr_state_words(const struct kr_compare_report *report, int state)
{
    static const char *const WORDS[KR_STATE_COUNT] = {
        [KR_STATE_own_account] = "self-employed",
        [KR_STATE_unemployed] = "unemployed",
        [KR_STATE_outside] = "outside the labour force",
        [KR_STATE_elsewhere] = "abroad, too young or too old",
    };
    const int sectors = report->model->country->sectors;
    return state < sectors ? kr_labels_words(KR_LABELS_SECTOR, report->model, state).name
                           : WORDS[state - sectors];
}

int kr_accounts_wrong(const struct kr_compare_report *report, int *accounts)
{
    const struct kr_ledger *ledger = &report->comparison->ledger;
    int wrong = 0;
    *accounts = 0;
    for (int r = 0; r < ledger->replicates; r++) {
        for (int q = 0; q < ledger->quarters; q++) {
            const struct kr_account account = kr_ledger_at(ledger, r, q);
            int64_t sum = 0;
            for (int part = KR_PART_total + 1; part < KR_PART_COUNT; part++) {
                sum += kr_account_part(account, (enum kr_part)part);
            }
            wrong += sum != kr_account_part(account, KR_PART_total);
            ++*accounts;
        }
    }
    return wrong;
}

// Puts a cell where it belongs among the largest.
static int insert(struct kr_joint_cell *cells, int count, int most,
                  const struct kr_joint_cell *cell)
{
    int at = count;
    while (at > 0 && cells[at - 1].net.mean < cell->net.mean) {
        at--;
    }
    if (at == most) {
        return count;
    }
    const int kept = count < most ? count : most - 1;
    memmove(&cells[at + 1], &cells[at], (size_t)(kept - at) * sizeof *cells);
    cells[at] = *cell;
    return kept + 1;
}

// Persons in one pair of states less those in the reverse, over the replicates.
static struct kr_estimate net_of(const struct kr_compare_report *report, int base,
                                 int variant, const struct kr_period *period,
                                 double *value)
{
    const struct kr_ledger *ledger = &report->comparison->ledger;
    struct kr_line there = {
        .group = KR_LINE_JOINT, .line = KR_JOINT_HEADS, .place = base, .policy = variant};
    struct kr_line back = there;
    back.place = variant;
    back.policy = base;
    for (int r = 0; r < ledger->replicates; r++) {
        value[r] = kr_ledger_value(ledger, report->model->country, there, r, period->from,
                                   period->to) -
                   kr_ledger_value(ledger, report->model->country, back, r, period->from,
                                   period->to);
    }
    return kr_estimate_of(value, ledger->replicates);
}

int kr_account_moves(const struct kr_compare_report *report,
                     const struct kr_period *period, struct kr_joint_cell *cells,
                     int most)
{
    const int states = report->comparison->ledger.space.states;
    const int replicates = report->comparison->ledger.replicates;
    double *value = calloc((size_t)replicates + 1, sizeof *value);
    int count = 0;
    for (int b = 0; b < states && value != NULL; b++) {
        for (int v = 0; v < states; v++) {
            const struct kr_joint_cell cell = {b, v, net_of(report, b, v, period, value)};
            const bool counts = replicates < 2 || kr_is_distinct(&cell.net);
            if (cell.net.mean > 0.0 && counts) {
                count = insert(cells, count, most, &cell);
            }
        }
    }
    free(value);
    return count;
}
