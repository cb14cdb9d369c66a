// The numbers of a comparison for a report: of its file, or of two result files.
#include "cmd/compare_report.h"
#include "cmd/report.h"
#include "output/target.h"
#include "study/comparison_file.h"
#include "study/findings.h"
#include "study/report_columns.h"
#include "study/result_pair.h"

#include <stdlib.h>
#include <string.h>

// What is told; the ledger is NULL when two result files are compared.
struct told {
    struct kr_json *json;
    const struct kr_effects *effects;
    const struct kr_ledger *ledger;
    const struct kr_country *country;
    struct kr_model model; // for words
    enum kr_side side;
    double scale;
    kr_quarter first;
    int from, to;
};

// ---------------------------------------------------------------- estimates

static void put_estimate(struct kr_json *json, const struct kr_estimate *estimate)
{
    kr_json_number(json, "mean", estimate->mean);
    kr_json_number(json, "error", estimate->error);
    kr_json_number(json, "low", estimate->low);
    kr_json_number(json, "high", estimate->high);
}

static void put_named(struct kr_json *json, const char *key,
                      const struct kr_estimate estimate)
{
    kr_json_object(json, key);
    put_estimate(json, &estimate);
    kr_json_close(json);
}

static void put_quarter(struct kr_json *json, const char *key, kr_quarter quarter)
{
    char text[KR_NUMBER_SIZE];
    kr_quarter_text(quarter, text, sizeof text);
    kr_json_text(json, key, text);
}

// ---------------------------------------------------------------- cells

// One row of a split: its name, both worlds and the difference over the period.
static void put_cell(const struct told *told, struct kr_cell cell)
{
    struct kr_json *json = told->json;
    const enum kr_labels labels = kr_split_labels(cell.split);
    const struct kr_effect effect =
        kr_effects_of(told->effects, cell, told->from, told->to);
    kr_json_object(json, NULL);
    if (labels != KR_LABELS_NONE) {
        const struct kr_label_words words =
            kr_labels_words(labels, &told->model, cell.code);
        kr_json_text(json, "id", words.word);
        kr_json_text(json, "name", words.name);
    }
    kr_json_number(json, "base", effect.base);
    kr_json_number(json, "variant", effect.variant);
    put_estimate(json, &effect.difference);
    kr_json_close(json);
}

static void put_splits(const struct told *told, enum kr_outcome outcome)
{
    kr_json_object(told->json, "splits");
    for (int split = 0; split < KR_SPLIT_COUNT; split++) {
        if (!kr_outcome_has(&told->effects->space, outcome, (enum kr_split)split)) {
            continue;
        }
        kr_json_list(told->json, kr_split_name((enum kr_split)split));
        for (int code = 0; code < told->effects->space.codes[split]; code++) {
            put_cell(told, (struct kr_cell){outcome, (enum kr_split)split, code});
        }
        kr_json_close(told->json);
    }
    kr_json_close(told->json);
}

// The total quarter by quarter: six series of numbers.
static int put_over_time(const struct told *told, enum kr_outcome outcome)
{
    static const char *const NAMES[] = {"base",  "variant", "mean",
                                        "error", "low",     "high"};
    enum { SERIES = sizeof NAMES / sizeof NAMES[0] };
    const int quarters = told->effects->quarters;
    double *value = calloc((size_t)SERIES * (size_t)quarters + 1, sizeof *value);
    if (value == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    for (int q = 0; q < quarters; q++) {
        const struct kr_cell cell = {outcome, KR_SPLIT_total, 0};
        const struct kr_effect effect = kr_effects_of(told->effects, cell, q, q + 1);
        const double of[SERIES] = {effect.base,
                                   effect.variant,
                                   effect.difference.mean,
                                   effect.difference.error,
                                   effect.difference.low,
                                   effect.difference.high};
        for (int s = 0; s < SERIES; s++) {
            value[s * quarters + q] = of[s];
        }
    }
    kr_json_object(told->json, "over_time");
    for (int s = 0; s < SERIES; s++) {
        kr_json_numbers(told->json, NAMES[s], &value[(size_t)s * (size_t)quarters],
                        (size_t)quarters);
    }
    kr_json_close(told->json);
    free(value);
    return KR_OK;
}

static int put_outcomes(const struct told *told)
{
    static const char *const KINDS[] = {"stock", "flow", "ratio"};
    int code = KR_OK;
    kr_json_object(told->json, "outcomes");
    for (int o = 0; o < KR_OUTCOME_COUNT && code == KR_OK; o++) {
        const enum kr_outcome outcome = (enum kr_outcome)o;
        const struct kr_outcome_info *info = kr_outcome_info(outcome);
        if (!kr_outcome_has(&told->effects->space, outcome, KR_SPLIT_total)) {
            continue;
        }
        kr_json_object(told->json, info->name);
        kr_json_text(told->json, "unit", info->unit);
        kr_json_text(told->json, "kind", KINDS[info->kind]);
        kr_json_text(told->json, "meaning", info->meaning);
        code = put_over_time(told, outcome);
        put_splits(told, outcome);
        kr_json_close(told->json);
    }
    kr_json_close(told->json);
    return code;
}

// ---------------------------------------------------------------- ledger

static struct kr_estimate line_of(const struct told *told, struct kr_line line)
{
    return kr_ledger_estimate(told->ledger, told->country, line, told->from, told->to);
}

static void put_parts(const struct told *told)
{
    kr_json_list(told->json, "parts");
    for (int part = 0; part < KR_PART_COUNT; part++) {
        const struct kr_ledger_info *info = kr_part_info((enum kr_part)part);
        const struct kr_estimate estimate =
            line_of(told, (struct kr_line){.group = KR_LINE_PART, .line = part});
        kr_json_object(told->json, NULL);
        kr_json_text(told->json, "id", info->name);
        kr_json_text(told->json, "meaning", info->meaning);
        put_estimate(told->json, &estimate);
        kr_json_close(told->json);
    }
    kr_json_close(told->json);
}

static struct kr_line recipients(const struct told *told, enum kr_recipient_line line)
{
    return (struct kr_line){.group = KR_LINE_RECIPIENT,
                            .line = (int)line,
                            .side = told->side,
                            .policy = KR_NONE};
}

static void put_recipients(const struct told *told)
{
    kr_json_object(told->json, "recipients");
    for (int line = 0; line < KR_RECIPIENT_COUNT; line++) {
        const struct kr_ledger_info *info =
            kr_recipient_info((enum kr_recipient_line)line);
        put_named(told->json, info->name,
                  line_of(told, recipients(told, (enum kr_recipient_line)line)));
    }
    put_named(told->json, "share_unmoved",
              kr_ledger_ratio(
                  told->ledger, told->country, recipients(told, KR_RECIPIENT_unmoved),
                  recipients(told, KR_RECIPIENT_heads), told->from, told->to));
    put_named(told->json, "share_anyway",
              kr_ledger_ratio(
                  told->ledger, told->country, recipients(told, KR_RECIPIENT_anyway),
                  recipients(told, KR_RECIPIENT_gross), told->from, told->to));
    kr_json_close(told->json);
}

// Costs over all quarters: what is paid after the end belongs to them too.
static void put_costs(const struct told *told)
{
    const struct kr_costs costs =
        kr_ledger_costs(told->ledger, told->country, 0, told->ledger->quarters);
    const struct kr_line wages = {.group = KR_LINE_MONEY, .line = KR_MONEY_wages};
    kr_json_object(told->json, "costs");
    put_named(told->json, "gross", costs.gross);
    put_named(told->json, "wages",
              kr_ledger_estimate(told->ledger, told->country, wages, 0,
                                 told->ledger->quarters));
    put_named(told->json, "withheld", costs.withheld);
    put_named(told->json, "benefits", costs.benefits);
    put_named(told->json, "net", costs.net);
    put_named(told->json, "full_time_years", costs.full_time_years);
    put_named(told->json, "gross_per_year", costs.gross_per_year);
    put_named(told->json, "net_per_year", costs.net_per_year);
    put_named(told->json, "per_taker_year", costs.per_taker_year);
    kr_json_object(told->json, "payers");
    for (int payer = 0; payer < KR_PAYER_COUNT; payer++) {
        put_named(told->json, kr_labels_words(KR_LABELS_PAYER, &told->model, payer).word,
                  costs.by_payer[payer]);
    }
    kr_json_close(told->json);
    kr_json_close(told->json);
}

static void put_afterwards(const struct told *told)
{
    kr_json_list(told->json, "afterwards");
    for (int after = 4; after <= 8; after += 4) {
        const struct kr_relapse relapse =
            kr_ledger_relapse(told->ledger, told->country, told->side, KR_NONE, after);
        kr_json_object(told->json, NULL);
        kr_json_integer(told->json, "quarters", after);
        put_named(told->json, "followed", relapse.followed);
        put_named(told->json, "back", relapse.back);
        put_named(told->json, "gone", relapse.gone);
        put_named(told->json, "kept", relapse.kept);
        kr_json_close(told->json);
    }
    kr_json_close(told->json);
}

static void put_ledger(const struct told *told)
{
    const struct kr_zero_sum sum =
        kr_ledger_zero_sum(told->ledger, told->country, told->from, told->to);
    kr_json_object(told->json, "ledger");
    put_parts(told);
    put_recipients(told);
    put_costs(told);
    put_afterwards(told);
    kr_json_object(told->json, "zero_sum");
    put_named(told->json, "total", sum.total);
    put_named(told->json, "gained", sum.gained);
    put_named(told->json, "lost", sum.lost);
    kr_json_boolean(told->json, "no_net_gain", sum.no_net_gain);
    kr_json_close(told->json);
    kr_json_close(told->json);
}

static int put_effects(const struct told *told)
{
    struct kr_json *json = told->json;
    kr_json_object(json, "effects");
    kr_json_integer(json, "replicates", told->effects->replicates);
    kr_json_number(json, "scale", told->scale);
    kr_json_list(json, "time");
    for (int q = 0; q < told->effects->quarters; q++) {
        put_quarter(json, NULL, (kr_quarter)(told->first + q));
    }
    kr_json_close(json);
    kr_json_object(json, "period");
    kr_json_integer(json, "from", told->from);
    kr_json_integer(json, "to", told->to);
    kr_json_close(json);
    const int code = put_outcomes(told);
    if (told->ledger != NULL) {
        put_ledger(told);
    }
    kr_json_close(json);
    return code;
}

// ---------------------------------------------------------------- files

int kr_report_comparison(struct kr_json *json, struct kr_result *result)
{
    struct kr_comparison_file file;
    int code = kr_comparison_file_read(&file, result);
    if (code == KR_OK) {
        const struct told told = {.json = json,
                                  .effects = &file.effects,
                                  .ledger = file.has_ledger ? &file.ledger : NULL,
                                  .country = &file.country,
                                  .model = {.country = &file.country},
                                  .side = file.side,
                                  .scale = file.scale,
                                  .first = file.first,
                                  .from = file.from,
                                  .to = file.to};
        code = put_effects(&told);
    }
    kr_comparison_file_free(&file);
    return code;
}

// The quarters in which what differs between the files is in force.
static int read_force(struct kr_report_force *force,
                      struct kr_result *const result[KR_SIDES], kr_quarter first,
                      int quarters)
{
    struct kr_report_columns policies[KR_SIDES] = {0};
    struct kr_report_columns parameters[KR_SIDES] = {0};
    int code = KR_OK;
    for (int side = 0; side < KR_SIDES && code == KR_OK; side++) {
        code = kr_report_policies_read(&policies[side], result[side]);
        if (code == KR_OK) {
            code = kr_report_parameters_read(&parameters[side], result[side]);
        }
    }
    *force = kr_report_force_of(policies, parameters, first, quarters);
    for (int side = 0; side < KR_SIDES; side++) {
        kr_report_columns_free(&policies[side]);
        kr_report_columns_free(&parameters[side]);
    }
    return code;
}

int kr_report_pair(struct kr_json *json, struct kr_result *const result[KR_SIDES],
                   char *why, size_t size)
{
    struct kr_result_pair pair;
    struct kr_report_force force;
    int code = kr_result_pair_read(&pair, result);
    snprintf(why, size, "%s", pair.why);
    if (code == KR_OK) {
        code = read_force(&force, result, pair.first, pair.effects.quarters);
    }
    if (code == KR_OK) {
        const struct told told = {.json = json,
                                  .effects = &pair.effects,
                                  .country = &pair.country,
                                  .model = {.country = &pair.country},
                                  .scale = pair.scale,
                                  .first = pair.first,
                                  .from = force.from,
                                  .to = force.to};
        code = put_effects(&told);
    }
    kr_result_pair_free(&pair);
    return code;
}
