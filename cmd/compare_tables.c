#include "cmd/compare_tables.h"

#include "cmd/compare_account.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAME = 128, MOST_PERIODS = 110, MOST_WORDS = 260, FIRST_SPLIT = 2 };

// What is told of a figure over a period.
static const char *const ESTIMATES[] = {
    "base", "variant", "difference", "standard_error", "low", "high", "variance_removed"};
static const char *const ESTIMATE_NAMES[] = {
    "mean over replicates in the base world",
    "mean over replicates in the variant",
    "mean difference, variant less base",
    "standard error of the difference over replicates",
    "lower end of the 95% interval",
    "upper end of the 95% interval",
    "share of the variance of the difference that pairing took away",
};
enum { ESTIMATE_COUNT = sizeof ESTIMATES / sizeof ESTIMATES[0] };

// Words of the codes of a list.
struct words {
    const char *word[MOST_WORDS];
    const char *name[MOST_WORDS];
    int count;
};

// What the groups are written from.
struct tables {
    struct kr_effects_file *file;
    const struct kr_compare_report *report;
    double *replicate; // numbers of the replicates
    struct kr_period period[MOST_PERIODS];
    const char *period_word[MOST_PERIODS];
    int periods;
    double *work;        // large enough for the largest table
    struct words *words; // of the splits
};

static struct kr_effects_axis time_axis(const struct tables *t)
{
    return (struct kr_effects_axis){.name = "time",
                                    .long_name = "first day of the quarter",
                                    .first = t->report->first,
                                    .count = (size_t)t->report->effects->quarters};
}

static struct kr_effects_axis replicate_axis(const struct tables *t)
{
    return (struct kr_effects_axis){
        .name = "replicate",
        .long_name = "replicate: a pair of worlds with draws of its own",
        .unit = "1",
        .numbers = t->replicate,
        .first = KR_NEVER,
        .count = (size_t)t->report->effects->replicates};
}

static struct kr_effects_axis words_axis(const char *name, const char *long_name,
                                         const struct words *words)
{
    return (struct kr_effects_axis){.name = name,
                                    .long_name = long_name,
                                    .words = words->word,
                                    .names = words->name,
                                    .first = KR_NEVER,
                                    .count = (size_t)words->count};
}

static void words_of_split(const struct kr_compare_report *report, enum kr_split split,
                           struct words *words)
{
    words->count = report->effects->space.codes[split];
    for (int code = 0; code < words->count && code < MOST_WORDS; code++) {
        const struct kr_label_words label =
            kr_labels_words(kr_split_labels(split), report->model, code);
        words->word[code] = label.word;
        words->name[code] = label.name;
    }
}

// Two axes, then one for each split but the total.
static void begin_cells(const struct tables *t, const char *group, const char *title,
                        const struct kr_effects_axis first[FIRST_SPLIT])
{
    struct kr_effects_axis axes[FIRST_SPLIT + KR_SPLIT_COUNT];
    int count = 0;
    for (; count < FIRST_SPLIT; count++) {
        axes[count] = first[count];
    }
    for (int split = 1; split < KR_SPLIT_COUNT; split++) {
        words_of_split(t->report, (enum kr_split)split, &t->words[split]);
        const enum kr_labels labels = kr_split_labels((enum kr_split)split);
        axes[count++] = words_axis(kr_labels_name(labels), kr_labels_meaning(labels),
                                   &t->words[split]);
    }
    kr_effects_group(t->file, group, title, axes, count);
}

// "full_time_by_sector_difference"
static void name_of(char name[NAME], enum kr_outcome outcome, enum kr_split split,
                    const char *end)
{
    const char *labels =
        split == KR_SPLIT_total ? "" : kr_labels_name(kr_split_labels(split));
    snprintf(name, NAME, "%s%s%s%s%s", kr_outcome_info(outcome)->name,
             split == KR_SPLIT_total ? "" : "_by_", labels, end[0] != '\0' ? "_" : "",
             end);
}

static void put_cells(const struct tables *t, enum kr_outcome outcome,
                      enum kr_split split, const char *end, const char *comment)
{
    const struct kr_outcome_info *info = kr_outcome_info(outcome);
    char name[NAME];
    char long_name[2 * NAME];
    name_of(name, outcome, split, end);
    snprintf(long_name, sizeof long_name, "%s%s%s", info->meaning,
             end[0] != '\0' ? ": " : "", end);
    struct kr_effects_values values = {.name = name,
                                       .unit = info->unit,
                                       .long_name = long_name,
                                       .comment = comment,
                                       .rank = split == KR_SPLIT_total ? 2 : 3,
                                       .axis = {0, 1, FIRST_SPLIT + (int)split - 1},
                                       .values = t->work};
    kr_effects_put(t->file, &values);
}

// The values of each quarter, replicate and cell in a world, or their difference.
static void put_series(const struct tables *t, enum kr_outcome outcome,
                       enum kr_split split)
{
    static const char *const ENDS[] = {"base", "variant", "difference"};
    const struct kr_effects *effects = t->report->effects;
    const int cells = effects->space.codes[split];
    for (int which = 0; which < 3; which++) {
        double *value = t->work;
        for (int q = 0; q < effects->quarters; q++) {
            for (int r = 0; r < effects->replicates; r++) {
                for (int code = 0; code < cells; code++) {
                    const struct kr_cell cell = {outcome, split, code};
                    const double of[KR_SIDES] = {
                        kr_effects_value(effects, cell, r, KR_BASE, q, q + 1),
                        kr_effects_value(effects, cell, r, KR_VARIANT, q, q + 1)};
                    *value++ = which < 2 ? of[which] : of[KR_VARIANT] - of[KR_BASE];
                }
            }
        }
        put_cells(t, outcome, split, ENDS[which],
                  "Persons of the country: counts are divided by the scale. Stocks at "
                  "the end of the quarter, events of the quarter.");
    }
}

static void put_effects(const struct tables *t)
{
    const struct kr_effects_axis first[FIRST_SPLIT] = {time_axis(t), replicate_axis(t)};
    begin_cells(t, "effects",
                "both worlds and their difference, by quarter and replicate", first);
    for (int o = 0; o < KR_OUTCOME_COUNT; o++) {
        for (int split = 0; split < KR_SPLIT_COUNT; split++) {
            if (kr_outcome_has(&t->report->effects->space, (enum kr_outcome)o,
                               (enum kr_split)split)) {
                put_series(t, (enum kr_outcome)o, (enum kr_split)split);
            }
        }
    }
}

static void put_estimate(const struct tables *t, enum kr_outcome outcome,
                         enum kr_split split)
{
    const struct kr_effects *effects = t->report->effects;
    const int cells = effects->space.codes[split];
    for (int p = 0; p < t->periods; p++) {
        for (int code = 0; code < cells; code++) {
            const struct kr_cell cell = {outcome, split, code};
            const struct kr_effect effect =
                kr_effects_of(effects, cell, t->period[p].from, t->period[p].to);
            const double of[ESTIMATE_COUNT] = {effect.base,
                                               effect.variant,
                                               effect.difference.mean,
                                               effect.difference.error,
                                               effect.difference.low,
                                               effect.difference.high,
                                               effect.removed};
            for (int e = 0; e < ESTIMATE_COUNT; e++) {
                t->work[(p * ESTIMATE_COUNT + e) * cells + code] = of[e];
            }
        }
    }
    put_cells(t, outcome, split, "",
              "Persons of the country. Stocks are means over the quarters of the period, "
              "events are sums. Errors are not a number for one replicate.");
}

static struct words estimate_words(int count)
{
    struct words words = {.count = count};
    for (int e = 0; e < count; e++) {
        words.word[e] = ESTIMATES[e];
        words.name[e] = ESTIMATE_NAMES[e];
    }
    return words;
}

static struct kr_effects_axis period_axis(const struct tables *t)
{
    return (struct kr_effects_axis){.name = "period",
                                    .long_name = "quarters taken together",
                                    .words = t->period_word,
                                    .first = KR_NEVER,
                                    .count = (size_t)t->periods};
}

// Where the periods begin and end, so that they can be reckoned again from /effects.
static void put_periods(const struct tables *t)
{
    static const char *const NAMES[2] = {"period_from", "period_to"};
    static const char *const MEANINGS[2] = {
        "first quarter of the period, counted from 0",
        "quarter after the last of the period, counted from 0"};
    for (int end = 0; end < 2; end++) {
        for (int p = 0; p < t->periods; p++) {
            t->work[p] = end == 0 ? t->period[p].from : t->period[p].to;
        }
        kr_effects_put(t->file, &(struct kr_effects_values){
                                    .name = NAMES[end],
                                    .unit = "quarters",
                                    .long_name = MEANINGS[end],
                                    .comment = "Places on the time axis of /effects.",
                                    .rank = 1,
                                    .axis = {0},
                                    .whole = true,
                                    .values = t->work});
    }
}

static void put_estimates(const struct tables *t)
{
    const struct words words = estimate_words(ESTIMATE_COUNT);
    const struct kr_effects_axis first[FIRST_SPLIT] = {
        period_axis(t), words_axis("estimate", "what is told of the figure", &words)};
    begin_cells(t, "estimates", "effects over periods with errors", first);
    put_periods(t);
    for (int o = 0; o < KR_OUTCOME_COUNT; o++) {
        for (int split = 0; split < KR_SPLIT_COUNT; split++) {
            if (kr_outcome_has(&t->report->effects->space, (enum kr_outcome)o,
                               (enum kr_split)split)) {
                put_estimate(t, (enum kr_outcome)o, (enum kr_split)split);
            }
        }
    }
}

// ---------------------------------------------------------------- the ledger

enum { LEDGER_TIME, LEDGER_REPLICATE, LEDGER_PLACE, LEDGER_POLICY };

static double line_value(const struct tables *t, struct kr_line line, int replicate,
                         int quarter)
{
    return kr_ledger_value(&t->report->comparison->ledger, t->report->model->country,
                           line, replicate, quarter, quarter + 1);
}

// Hours are told as full-time equivalents, money in euro.
static const char *unit_of_line(const struct kr_ledger_info *info)
{
    if (strcmp(info->unit, "minutes/week") == 0) {
        return "fte";
    }
    return strcmp(info->unit, "cents") == 0 ? "euro" : info->unit;
}

static const char *comment_of_line(const struct kr_ledger_info *info)
{
    if (strcmp(info->unit, "minutes/week") == 0) {
        return "Contract hours of the country, as full-time equivalents.";
    }
    return strcmp(info->unit, "cents") == 0 ? "Money of the country."
           : strcmp(info->unit, "1") == 0   ? "No count."
                                            : "Persons of the country.";
}

// The numbers of a line by quarter and replicate, and by code of an axis.
static void fill_line(const struct tables *t, struct kr_line line, int axis, int codes)
{
    const int replicates = t->report->effects->replicates;
    const int cells = t->report->effects->quarters * replicates * codes;
    for (int i = 0; i < cells; i++) {
        const int code = i % codes;
        struct kr_line one = line;
        one.place = axis == LEDGER_PLACE ? code : line.place;
        one.policy = axis == LEDGER_POLICY ? code : line.policy;
        t->work[i] = line_value(t, one, i / codes % replicates, i / codes / replicates);
    }
}

// A line by quarter and replicate, and by place or policy when there are `codes`.
static void put_line(const struct tables *t, const char *prefix,
                     const struct kr_ledger_info *info, struct kr_line line, int axis,
                     int codes)
{
    char name[NAME];
    snprintf(name, sizeof name, "%s%s", prefix, info->stored);
    fill_line(t, line, axis, codes);
    const struct kr_effects_values values = {
        .name = name,
        .unit = unit_of_line(info),
        .long_name = info->meaning,
        .comment = comment_of_line(info),
        .rank = axis == LEDGER_REPLICATE ? 2 : 3,
        .axis = {LEDGER_TIME, LEDGER_REPLICATE, axis},
        .values = t->work};
    kr_effects_put(t->file, &values);
}

static void put_policy_lines(const struct tables *t, enum kr_side side)
{
    const int policies = t->report->comparison->ledger.space.policies[side];
    for (int line = 0; line < KR_RECIPIENT_COUNT; line++) {
        const struct kr_ledger_info *info =
            kr_recipient_info((enum kr_recipient_line)line);
        const struct kr_line which = {
            .group = KR_LINE_RECIPIENT, .line = line, .side = side, .policy = KR_NONE};
        put_line(t, "recipients_", info, which, LEDGER_REPLICATE, 1);
        if (policies > 0) {
            put_line(t, "policy_", info, which, LEDGER_POLICY, policies);
        }
    }
}

static void put_ledger(const struct tables *t)
{
    const struct kr_compare_report *report = t->report;
    const enum kr_side side = kr_account_side(report);
    const struct kr_model *model = &report->setup[side]->model;
    struct words places = {.count = report->comparison->ledger.space.places};
    for (int p = 0; p < places.count; p++) {
        places.name[p] = kr_place_words(report, p);
        places.word[p] = p < report->model->country->sectors
                             ? report->model->country->sector[p].label.id
                             : "own_account";
    }
    struct words policies = {.count = report->comparison->ledger.space.policies[side]};
    for (int p = 0; p < policies.count; p++) {
        policies.word[p] = model->policies[p].name;
        policies.name[p] = model->policies[p].kind->meaning;
    }
    const struct kr_effects_axis axes[] = {
        [LEDGER_TIME] = time_axis(t),
        [LEDGER_REPLICATE] = replicate_axis(t),
        [LEDGER_PLACE] = words_axis("place", "sector, or own account", &places),
        [LEDGER_POLICY] =
            words_axis("policy", "policy of the scenario that has it", &policies)};
    kr_effects_group(t->file, "ledger",
                     side == KR_VARIANT
                         ? "every hour of difference booked once; recipients of policies "
                           "of the variant"
                         : "every hour of difference booked once; recipients of policies "
                           "of the base, which the variant lacks",
                     axes, 4);
    put_policy_lines(t, side);
    for (int part = 0; part < KR_PART_COUNT; part++) {
        put_line(t, KR_PART_PREFIX, kr_part_info((enum kr_part)part),
                 (struct kr_line){.group = KR_LINE_PART, .line = part}, LEDGER_REPLICATE,
                 1);
    }
    for (int line = 0; line < KR_PLACE_COUNT; line++) {
        put_line(t, "place_", kr_place_info((enum kr_place_line)line),
                 (struct kr_line){.group = KR_LINE_PLACE, .line = line}, LEDGER_PLACE,
                 places.count);
    }
    for (int money = 0; money < KR_MONEY_COUNT; money++) {
        put_line(t, "money_", kr_money_info((enum kr_money)money),
                 (struct kr_line){.group = KR_LINE_MONEY, .line = money},
                 LEDGER_REPLICATE, 1);
    }
}

// The joint table, mean over replicates.
static void put_joint(const struct tables *t)
{
    const struct kr_compare_report *report = t->report;
    struct words states = {.count = report->comparison->ledger.space.states};
    for (int s = 0; s < states.count; s++) {
        states.name[s] = kr_state_words(report, s);
        states.word[s] =
            s < report->model->country->sectors
                ? report->model->country->sector[s].label.id
                : kr_state_name((enum kr_state)(s - report->model->country->sectors));
    }
    const struct kr_effects_axis axes[] = {
        time_axis(t), words_axis("base_state", "state in the base world", &states),
        words_axis("variant_state", "state in the variant", &states)};
    kr_effects_group(t->file, "joint",
                     "the same persons in both worlds, mean over replicates", axes, 3);
    static const struct {
        const char *name, *unit, *meaning;
    } COLUMNS[KR_JOINT_COUNT] = {
        {"heads", "persons",
         "persons in one state in the base world, one in the variant"},
        {"base_fte", "fte", "their hours in the base world"},
        {"variant_fte", "fte", "their hours in the variant"}};
    for (int column = 0; column < KR_JOINT_COUNT; column++) {
        double *value = t->work;
        for (int q = 0; q < report->effects->quarters; q++) {
            const struct kr_period quarter = {"", q, q + 1};
            for (int cell = 0; cell < states.count * states.count; cell++) {
                *value++ =
                    kr_account_of_joint(report, cell / states.count, cell % states.count,
                                        (enum kr_joint_column)column, &quarter)
                        .mean;
            }
        }
        kr_effects_put(t->file,
                       &(struct kr_effects_values){.name = COLUMNS[column].name,
                                                   .unit = COLUMNS[column].unit,
                                                   .long_name = COLUMNS[column].meaning,
                                                   .comment = "Persons of the country.",
                                                   .rank = 3,
                                                   .axis = {0, 1, 2},
                                                   .values = t->work});
    }
}

static void make_periods(struct tables *t)
{
    t->period[t->periods++] = kr_period_all(t->report);
    t->period[t->periods++] = t->report->force;
    for (int from = 0;
         from < t->report->effects->quarters && t->periods < MOST_PERIODS;) {
        t->period[t->periods] = kr_period_year(t->report, from);
        from = t->period[t->periods++].to;
    }
    for (int p = 0; p < t->periods; p++) {
        t->period_word[p] = t->period[p].name;
    }
}

void kr_tables_put(struct kr_effects_file *file, const struct kr_compare_report *report)
{
    const size_t quarters = (size_t)report->effects->quarters;
    const size_t replicates = (size_t)report->effects->replicates;
    const size_t states = (size_t)report->comparison->ledger.space.states;
    // The largest: a split over quarters and replicates, estimates, or the joint table.
    const size_t room = MOST_WORDS * (quarters * replicates + (size_t)7 * MOST_PERIODS) +
                        quarters * states * states + 1;
    struct tables *t = calloc(1, sizeof *t);
    if (t != NULL) {
        *t = (struct tables){.file = file, .report = report};
        t->work = calloc(room, sizeof *t->work);
        t->replicate = calloc(replicates + 1, sizeof *t->replicate);
        t->words = calloc(KR_SPLIT_COUNT, sizeof *t->words);
    }
    if (t == NULL || t->work == NULL || t->replicate == NULL || t->words == NULL) {
        kr_effects_refuse(file, KR_ERR_NO_MEMORY);
    } else {
        for (size_t r = 0; r < replicates; r++) {
            t->replicate[r] = (double)(report->model->replicate + r);
        }
        make_periods(t);
        put_effects(t);
        put_estimates(t);
        put_ledger(t);
        put_joint(t);
    }
    if (t != NULL) {
        free(t->work);
        free(t->replicate);
        free(t->words);
    }
    free(t);
}
