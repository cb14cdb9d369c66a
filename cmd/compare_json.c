// The result of a comparison as JSON and CSV.
#include "cmd/compare_account.h"
#include "cmd/compare_report.h"
#include "cmd/json.h"
#include "output/target.h"

#include <math.h>

// The two ratios that decide: what share would have come anyway, and what an additional
// year of full-time work costs.
static struct kr_estimate deadweight_share(const struct kr_comparison *comparison,
                                           const struct kr_period *period)
{
    return kr_compare_ratio(comparison, KR_MEASURE_deadweight, KR_MEASURE_recipients,
                            period->from, period->to);
}

static struct kr_estimate cost_per_year(const struct kr_comparison *comparison,
                                        const struct kr_period *period)
{
    return kr_compare_ratio(comparison, KR_MEASURE_cost, KR_MEASURE_full_time_years,
                            period->from, period->to);
}

static void estimate_json(struct kr_json *json, const char *key,
                          const struct kr_estimate *estimate)
{
    kr_json_object(json, key);
    kr_json_number(json, "mean", estimate->mean);
    kr_json_number(json, "standard_error", estimate->error);
    kr_json_number(json, "low", estimate->low);
    kr_json_number(json, "high", estimate->high);
    kr_json_close(json);
}

static void period_json(struct kr_json *json, const struct kr_comparison *comparison,
                        const struct kr_period *period)
{
    kr_json_object(json, period->name);
    for (int m = 0; m < KR_MEASURE_COUNT; m++) {
        const struct kr_measure_info *info = kr_measure_info((enum kr_measure)m);
        const struct kr_effect effect =
            kr_compare_effect(comparison, (enum kr_measure)m, period->from, period->to);
        kr_json_object(json, info->name);
        kr_json_text(json, "unit", info->unit);
        kr_json_number(json, "base", effect.base);
        kr_json_number(json, "variant", effect.variant);
        estimate_json(json, "difference", &effect.difference);
        kr_json_number(json, "variance_removed", effect.removed);
        kr_json_close(json);
    }
    const struct kr_estimate share = deadweight_share(comparison, period);
    const struct kr_estimate cost = cost_per_year(comparison, period);
    estimate_json(json, "deadweight_share", &share);
    estimate_json(json, "euro_per_additional_full_time_year", &cost);
    kr_json_close(json);
}

static void cell_json(struct kr_json *json, const char *key,
                      const struct kr_compare_report *report, struct kr_cell cell)
{
    const struct kr_effect effect =
        kr_effects_of(report->effects, cell, report->force.from, report->force.to);
    kr_json_object(json, key);
    kr_json_number(json, "base", effect.base);
    kr_json_number(json, "variant", effect.variant);
    estimate_json(json, "difference", &effect.difference);
    kr_json_number(json, "variance_removed", effect.removed);
    kr_json_close(json);
}

// One outcome in the splits that are told: totals and sectors always.
static void outcome_json(struct kr_json *json, const struct kr_compare_report *report,
                         enum kr_outcome outcome)
{
    const struct kr_effect_space *space = &report->effects->space;
    const struct kr_outcome_info *info = kr_outcome_info(outcome);
    const unsigned told = report->splits | 1U << KR_SPLIT_sector;
    kr_json_object(json, info->name);
    kr_json_text(json, "unit", info->unit);
    kr_json_text(json, "meaning", info->meaning);
    cell_json(json, "total", report, (struct kr_cell){outcome, KR_SPLIT_total, 0});
    for (int split = 1; split < KR_SPLIT_COUNT; split++) {
        if ((told >> split & 1U) == 0 ||
            !kr_outcome_has(space, outcome, (enum kr_split)split)) {
            continue;
        }
        kr_json_object(json, kr_split_name((enum kr_split)split));
        for (int code = 0; code < space->codes[split]; code++) {
            const struct kr_label_words words = kr_labels_words(
                kr_split_labels((enum kr_split)split), report->model, code);
            cell_json(json, words.word, report,
                      (struct kr_cell){outcome, (enum kr_split)split, code});
        }
        kr_json_close(json);
    }
    kr_json_close(json);
}

// Over the quarters in which what differs is in force.
static void effects_json(struct kr_json *json, const struct kr_compare_report *report)
{
    char text[64];
    kr_period_text(report, &report->force, text, sizeof text);
    kr_json_object(json, "effects");
    kr_json_text(json, "period", text);
    for (int o = 0; o < KR_OUTCOME_COUNT; o++) {
        if (kr_outcome_has(&report->effects->space, (enum kr_outcome)o, KR_SPLIT_total)) {
            outcome_json(json, report, (enum kr_outcome)o);
        }
    }
    kr_json_close(json);
}

static void costs_json(struct kr_json *json, const struct kr_compare_report *report)
{
    const struct kr_period all = kr_period_all(report);
    const struct kr_costs costs = kr_account_costs(report, &all);
    kr_json_object(json, "costs_of_all_quarters");
    estimate_json(json, "gross", &costs.gross);
    estimate_json(json, "net_to_the_state", &costs.net);
    estimate_json(json, "withheld", &costs.withheld);
    estimate_json(json, "benefits", &costs.benefits);
    estimate_json(json, "full_time_years", &costs.full_time_years);
    estimate_json(json, "gross_per_full_time_year", &costs.gross_per_year);
    estimate_json(json, "net_per_full_time_year", &costs.net_per_year);
    estimate_json(json, "gross_per_year_of_recipients", &costs.per_taker_year);
    kr_json_close(json);
}

static void relapse_json(struct kr_json *json, const struct kr_compare_report *report)
{
    for (int after = 4; after <= 8; after += 4) {
        const struct kr_relapse relapse =
            kr_ledger_relapse(&report->comparison->ledger, report->model->country,
                              kr_account_side(report), KR_NONE, after);
        kr_json_object(json, after == 4 ? "four_quarters_after" : "eight_quarters_after");
        estimate_json(json, "followed", &relapse.followed);
        estimate_json(json, "back", &relapse.back);
        estimate_json(json, "gone", &relapse.gone);
        estimate_json(json, "kept_hours", &relapse.kept);
        kr_json_close(json);
    }
}

static void ledger_json(struct kr_json *json, const struct kr_compare_report *report)
{
    const struct kr_period *force = &report->force;
    int accounts;
    const int wrong = kr_accounts_wrong(report, &accounts);
    kr_json_object(json, "ledger");
    kr_json_boolean(json, "adds_up", wrong == 0);
    kr_json_text(json, "recipients_of",
                 kr_account_side(report) == KR_VARIANT ? "variant" : "base");
    kr_json_object(json, "recipients");
    for (int line = 0; line < KR_RECIPIENT_COUNT; line++) {
        const struct kr_estimate estimate =
            kr_account_of_recipients(report, (enum kr_recipient_line)line, force);
        estimate_json(json, kr_recipient_info((enum kr_recipient_line)line)->name,
                      &estimate);
    }
    kr_json_close(json);
    kr_json_object(json, "full_time_equivalents");
    for (int part = 0; part < KR_PART_COUNT; part++) {
        const struct kr_estimate estimate =
            kr_account_of_part(report, (enum kr_part)part, force);
        estimate_json(json, kr_part_info((enum kr_part)part)->name, &estimate);
    }
    kr_json_close(json);
    costs_json(json, report);
    relapse_json(json, report);
    kr_json_close(json);
}

// What only pairs of living worlds have.
static void pairs_json(struct kr_json *json, const struct kr_compare_report *report)
{
    const struct kr_comparison *comparison = report->comparison;
    kr_json_boolean(json, "world_hash_equal", comparison->equal);
    kr_json_hash(json, "world_base", comparison->base_hash);
    kr_json_hash(json, "world_variant", comparison->variant_hash);
    if (comparison->differ != KR_NO_DIFFERENCE) {
        char quarter[KR_NUMBER_SIZE];
        kr_quarter_text(comparison->differ, quarter, sizeof quarter);
        kr_json_text(json, "differ_from", quarter);
    }
    kr_json_object(json, "periods");
    const struct kr_period all = kr_period_all(report);
    period_json(json, comparison, &all);
    for (int from = 0; from < comparison->quarters;) {
        const struct kr_period year = kr_period_year(report, from);
        period_json(json, comparison, &year);
        from = year.to;
    }
    kr_json_close(json);
}

void kr_compare_json(const struct kr_compare_report *report, FILE *out)
{
    struct kr_json json;
    kr_json_init(&json, out);
    kr_json_object(&json, NULL);
    kr_json_text(&json, "base", report->file[KR_BASE]);
    kr_json_text(&json, "variant", report->file[KR_VARIANT]);
    if (report->differences != NULL) {
        kr_json_text(&json, "differences", report->differences);
    }
    kr_json_integer(&json, "replicates", report->effects->replicates);
    kr_json_integer(&json, "quarters", report->effects->quarters);
    kr_json_number(&json, "scale", report->model->scale);
    if (report->comparison != NULL) {
        pairs_json(&json, report);
    }
    effects_json(&json, report);
    if (report->comparison != NULL) {
        ledger_json(&json, report);
    }
    kr_json_close(&json);
}

static void period_csv(FILE *out, const struct kr_comparison *comparison,
                       const struct kr_period *period)
{
    for (int m = 0; m < KR_MEASURE_COUNT; m++) {
        const struct kr_measure_info *info = kr_measure_info((enum kr_measure)m);
        const struct kr_effect effect =
            kr_compare_effect(comparison, (enum kr_measure)m, period->from, period->to);
        const double values[] = {effect.base,
                                 effect.variant,
                                 effect.difference.mean,
                                 effect.difference.error,
                                 effect.difference.low,
                                 effect.difference.high,
                                 effect.removed};
        fprintf(out, "%s,%s,%s", period->name, info->name, info->unit);
        for (int v = 0; v < 7; v++) {
            fputc(',', out);
            if (isfinite(values[v])) {
                fprintf(out, "%.12g", values[v]);
            }
        }
        fputc('\n', out);
    }
}

void kr_compare_csv(const struct kr_compare_report *report, FILE *out)
{
    const struct kr_comparison *comparison = report->comparison;
    fputs("period,measure,unit,base,variant,difference,standard_error,low,high,"
          "variance_removed\n",
          out);
    const struct kr_period all = kr_period_all(report);
    period_csv(out, comparison, &all);
    for (int from = 0; from < comparison->quarters;) {
        const struct kr_period year = kr_period_year(report, from);
        period_csv(out, comparison, &year);
        from = year.to;
    }
}
