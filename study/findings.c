#include "study/findings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTES_PER_HOUR = 60, CENTS = 100, QUARTERS_PER_YEAR = 4 };

// ---------------------------------------------------------------- one line

static int64_t entry_of(struct kr_account account, struct kr_line line)
{
    switch (line.group) {
    case KR_LINE_RECIPIENT:
        return kr_account_recipient(account, line.side, line.policy,
                                    (enum kr_recipient_line)line.line);
    case KR_LINE_PART:
        return kr_account_part(account, (enum kr_part)line.line);
    case KR_LINE_PLACE:
        return kr_account_place(account, line.place, (enum kr_place_line)line.line);
    case KR_LINE_MONEY:
        return kr_account_money(account, KR_VARIANT, (enum kr_money)line.line) -
               kr_account_money(account, KR_BASE, (enum kr_money)line.line);
    case KR_LINE_JOINT:
        return kr_account_joint(account, line.place, line.policy,
                                (enum kr_joint_column)line.line);
    }
    return 0;
}

// A flag is what it is; heads, minutes and cents become those of the country.
static double unit_of(const struct kr_ledger *self, const struct kr_country *country,
                      struct kr_line line)
{
    const double heads = 1.0 / self->scale;
    const double full_time =
        heads / MINUTES_PER_HOUR / country->constants.full_time_hours;
    const bool is_flag = line.group == KR_LINE_PLACE && line.line == KR_PLACE_treated;
    const bool is_heads = line.group == KR_LINE_JOINT && line.line == KR_JOINT_HEADS;
    const struct kr_ledger_info *info =
        line.group == KR_LINE_RECIPIENT
            ? kr_recipient_info((enum kr_recipient_line)line.line)
        : line.group == KR_LINE_MONEY ? kr_money_info((enum kr_money)line.line)
                                      : kr_part_info(KR_PART_total);
    return is_flag                              ? 1.0
           : is_heads                           ? heads
           : strcmp(info->unit, "persons") == 0 ? heads
           : strcmp(info->unit, "cents") == 0   ? heads / CENTS
                                                : full_time;
}

static bool is_flow(struct kr_line line)
{
    return line.group == KR_LINE_MONEY ||
           (line.group == KR_LINE_RECIPIENT &&
            kr_recipient_info((enum kr_recipient_line)line.line)->kind == KR_FLOW);
}

double kr_ledger_value(const struct kr_ledger *self, const struct kr_country *country,
                       struct kr_line line, int replicate, int from, int to)
{
    int64_t sum = 0;
    for (int q = from; q < to; q++) {
        sum += entry_of(kr_ledger_at(self, replicate, q), line);
    }
    const double value = (double)sum * unit_of(self, country, line);
    return is_flow(line) ? value : value / (to - from);
}

// ---------------------------------------------------------------- sums of lines

// Up to a few lines with weights, added up within each replicate.
enum { MOST_TERMS = 4 };

struct term {
    struct kr_line line;
    double weight;
};

struct period {
    const struct kr_ledger *ledger;
    const struct kr_country *country;
    int from, to;
};

// Values of a sum by replicate; the caller frees. NULL without memory.
static double *values_of(const struct period *period, const struct term *terms, int count)
{
    const int replicates = period->ledger->replicates;
    double *value = calloc((size_t)replicates + 1, sizeof *value);
    for (int r = 0; r < replicates && value != NULL; r++) {
        for (int i = 0; i < count; i++) {
            value[r] += terms[i].weight * kr_ledger_value(period->ledger, period->country,
                                                          terms[i].line, r, period->from,
                                                          period->to);
        }
    }
    return value;
}

static struct kr_estimate unknown(void)
{
    return (struct kr_estimate){NAN, NAN, NAN, NAN};
}

static struct kr_estimate estimate(const struct period *period, const struct term *terms,
                                   int count)
{
    double *value = values_of(period, terms, count);
    struct kr_estimate result = unknown();
    if (value != NULL && period->ledger->replicates > 0) {
        result = kr_estimate_of(value, period->ledger->replicates);
    }
    free(value);
    return result;
}

static struct kr_estimate ratio(const struct period *period, const struct term *above,
                                int above_count, const struct term *below)
{
    double *over = values_of(period, above, above_count);
    double *under = values_of(period, below, 1);
    struct kr_estimate result = unknown();
    if (over != NULL && under != NULL && period->ledger->replicates > 0) {
        result = kr_estimate_ratio(over, under, period->ledger->replicates);
    }
    free(over);
    free(under);
    return result;
}

struct kr_estimate kr_ledger_estimate(const struct kr_ledger *self,
                                      const struct kr_country *country,
                                      struct kr_line line, int from, int to)
{
    const struct period period = {self, country, from, to};
    return estimate(&period, &(struct term){line, 1.0}, 1);
}

struct kr_estimate kr_ledger_ratio(const struct kr_ledger *self,
                                   const struct kr_country *country, struct kr_line above,
                                   struct kr_line below, int from, int to)
{
    const struct period period = {self, country, from, to};
    return ratio(&period, &(struct term){above, 1.0}, 1, &(struct term){below, 1.0});
}

// ---------------------------------------------------------------- costs

static struct term money(enum kr_money line, double weight)
{
    return (struct term){{.group = KR_LINE_MONEY, .line = (int)line}, weight};
}

// A line of all recipients of one side.
static struct term recipients(enum kr_side side, enum kr_recipient_line line,
                              double weight)
{
    return (struct term){
        {.group = KR_LINE_RECIPIENT, .line = (int)line, .side = side, .policy = KR_NONE},
        weight};
}

struct kr_costs kr_ledger_costs(const struct kr_ledger *self,
                                const struct kr_country *country, int from, int to)
{
    const struct period period = {self, country, from, to};
    const double years = (double)(to - from) / QUARTERS_PER_YEAR;
    const struct term payments[KR_PAYER_COUNT] = {
        money(KR_MONEY_by_state, 1.0), money(KR_MONEY_by_employer, 1.0),
        money(KR_MONEY_by_fund, 1.0), money(KR_MONEY_by_municipality, 1.0)};
    const struct term net[3] = {money(KR_MONEY_by_state, 1.0),
                                money(KR_MONEY_benefits, 1.0),
                                money(KR_MONEY_withheld, -1.0)};
    const struct kr_line withheld = net[2].line;
    const struct kr_line benefits = net[1].line;
    const struct term all_hours = {{.group = KR_LINE_PART, .line = KR_PART_total}, years};
    const struct term takers = recipients(KR_VARIANT, KR_RECIPIENT_gross, years);
    const struct term to_takers = recipients(KR_VARIANT, KR_RECIPIENT_cents, 1.0);
    struct kr_costs costs = {
        .gross = estimate(&period, payments, KR_PAYER_COUNT),
        .withheld = kr_ledger_estimate(self, country, withheld, from, to),
        .benefits = kr_ledger_estimate(self, country, benefits, from, to),
    };
    for (int p = 0; p < KR_PAYER_COUNT; p++) {
        costs.by_payer[p] = estimate(&period, &payments[p], 1);
    }
    costs.net = estimate(&period, net, 3);
    costs.full_time_years = estimate(&period, &all_hours, 1);
    costs.gross_per_year = ratio(&period, payments, KR_PAYER_COUNT, &all_hours);
    costs.net_per_year = ratio(&period, net, 3, &all_hours);
    costs.per_taker_year = ratio(&period, &to_takers, 1, &takers);
    return costs;
}

// ---------------------------------------------------------------- relapse

struct kr_relapse kr_ledger_relapse(const struct kr_ledger *self,
                                    const struct kr_country *country, enum kr_side side,
                                    int policy, int after)
{
    const struct period period = {self, country, 0, self->quarters};
    const bool is_late = after > 4;
    struct term seen =
        recipients(side, is_late ? KR_RECIPIENT_seen_8 : KR_RECIPIENT_seen_4, 1.0);
    struct term back =
        recipients(side, is_late ? KR_RECIPIENT_back_8 : KR_RECIPIENT_back_4, 1.0);
    struct term gone =
        recipients(side, is_late ? KR_RECIPIENT_gone_8 : KR_RECIPIENT_gone_4, 1.0);
    struct term kept =
        recipients(side, is_late ? KR_RECIPIENT_kept_8 : KR_RECIPIENT_kept_4,
                   country->constants.full_time_hours);
    struct term followed = recipients(side, KR_RECIPIENT_followed, 1.0);
    seen.line.policy = policy;
    back.line.policy = policy;
    gone.line.policy = policy;
    kept.line.policy = policy;
    followed.line.policy = policy;
    return (struct kr_relapse){
        .followed = estimate(&period, &followed, 1),
        .back = ratio(&period, &back, 1, &seen),
        .gone = ratio(&period, &gone, 1, &seen),
        .kept = ratio(&period, &kept, 1, &seen),
    };
}

// ---------------------------------------------------------------- zero sum

// The change at a place, second jobs included.
static void place_terms(struct term terms[MOST_TERMS], int place)
{
    static const struct {
        enum kr_place_line line;
        double weight;
    } LINES[MOST_TERMS] = {{KR_PLACE_variant, 1.0},
                           {KR_PLACE_base, -1.0},
                           {KR_PLACE_second_variant, 1.0},
                           {KR_PLACE_second_base, -1.0}};
    for (int i = 0; i < MOST_TERMS; i++) {
        terms[i] = (struct term){
            {.group = KR_LINE_PLACE, .line = (int)LINES[i].line, .place = place},
            LINES[i].weight};
    }
}

static void add_values(double *to, const double *from, int count)
{
    for (int r = 0; r < count; r++) {
        to[r] += from[r];
    }
}

struct kr_zero_sum kr_ledger_zero_sum(const struct kr_ledger *self,
                                      const struct kr_country *country, int from, int to)
{
    const struct period period = {self, country, from, to};
    const struct term all = {{.group = KR_LINE_PART, .line = KR_PART_total}, 1.0};
    struct kr_zero_sum result = {
        .total = estimate(&period, &all, 1), .gained = unknown(), .lost = unknown()};
    const int count = self->replicates;
    double *sums = calloc(2 * (size_t)count + 1, sizeof *sums);
    for (int place = 0; place < self->space.places && sums != NULL && count > 0;
         place++) {
        struct term terms[MOST_TERMS];
        place_terms(terms, place);
        double *value = values_of(&period, terms, MOST_TERMS);
        if (value == NULL) {
            break;
        }
        // Places gain or lose by their mean: the sum of what chance adds is not a gain.
        const struct kr_estimate change = kr_estimate_of(value, count);
        add_values(change.mean > 0.0 ? sums : sums + count, value, count);
        result.some_sector_gains =
            result.some_sector_gains || (place < self->space.sectors && change.low > 0.0);
        free(value);
    }
    if (sums != NULL && count > 0) {
        result.gained = kr_estimate_of(sums, count);
        result.lost = kr_estimate_of(sums + count, count);
    }
    free(sums);
    result.no_net_gain = !(result.total.low > 0.0);
    return result;
}
