#include "cmd/compare_report.h"

#include "cmd/json.h"
#include "cmd/text.h"
#include "output/target.h"

#include <inttypes.h>
#include <math.h>

// Some of the quarters lived, with a name.
struct period {
    char name[KR_NUMBER_SIZE];
    int from;
    int to;
};

// The calendar year that begins with quarter `from` of the run, or what is left of it.
static struct period year_from(const struct kr_comparison *comparison, int from)
{
    const int year = kr_quarter_year((kr_quarter)(comparison->first + from));
    struct period period = {.from = from, .to = from};
    while (period.to < comparison->quarters &&
           kr_quarter_year((kr_quarter)(comparison->first + period.to)) == year) {
        period.to++;
    }
    snprintf(period.name, sizeof period.name, "%d", year);
    return period;
}

static struct period horizon(const struct kr_comparison *comparison)
{
    return (struct period){"all", 0, comparison->quarters};
}

// The two ratios that decide: what share would have come anyway, and what an additional
// year of full-time work costs.
static struct kr_estimate deadweight_share(const struct kr_comparison *comparison,
                                           const struct period *period)
{
    return kr_compare_ratio(comparison, KR_MEASURE_deadweight, KR_MEASURE_recipients,
                            period->from, period->to);
}

static struct kr_estimate cost_per_year(const struct kr_comparison *comparison,
                                        const struct period *period)
{
    return kr_compare_ratio(comparison, KR_MEASURE_cost, KR_MEASURE_full_time_years,
                            period->from, period->to);
}

static bool includes_zero(const struct kr_estimate *estimate)
{
    return !(estimate->low > 0.0 || estimate->high < 0.0);
}

static void put_interval(struct kr_text_table *table, const struct kr_estimate *estimate)
{
    kr_text_number(table, estimate->error);
    char low[KR_NUMBER_SIZE];
    char high[KR_NUMBER_SIZE];
    char text[2 * KR_NUMBER_SIZE + 8];
    kr_signed_text(low, estimate->low);
    kr_signed_text(high, estimate->high);
    snprintf(text, sizeof text, "%s to %s", low, high);
    kr_text_cell(table, isfinite(estimate->low) ? text : "-");
}

static void put_effect(struct kr_text_table *table,
                       const struct kr_comparison *comparison, enum kr_measure measure,
                       const struct period *period)
{
    const struct kr_measure_info *info = kr_measure_info(measure);
    const struct kr_effect effect =
        kr_compare_effect(comparison, measure, period->from, period->to);
    char text[KR_NUMBER_SIZE];
    kr_text_cell(table, info->name);
    kr_text_cell(table, info->unit);
    kr_text_number(table, effect.base);
    kr_text_number(table, effect.variant);
    kr_signed_text(text, effect.difference.mean);
    kr_text_cell(table, text);
    put_interval(table, &effect.difference);
    if (isfinite(effect.removed)) {
        snprintf(text, sizeof text, "%.1f%%", 100.0 * effect.removed);
    } else {
        snprintf(text, sizeof text, "-");
    }
    kr_text_cell(table, text);
}

static void put_header(struct kr_text_table *table, const char *const *names)
{
    for (int c = 0; c < table->columns; c++) {
        kr_text_cell(table, names[c]);
    }
}

static void print_horizon(const struct kr_comparison *comparison, FILE *out)
{
    static const char *const HEADER[] = {"",           "unit", "base",         "variant",
                                         "difference", "s.e.", "95% interval", "removed"};
    const struct period all = horizon(comparison);
    struct kr_text_table table;
    kr_text_table_init(&table, 8, "llrrrrlr");
    put_header(&table, HEADER);
    for (int m = 0; m < KR_MEASURE_COUNT; m++) {
        put_effect(&table, comparison, (enum kr_measure)m, &all);
    }
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
}

static void print_years(const struct kr_comparison *comparison, FILE *out)
{
    static const char *const HEADER[] = {
        "difference by year", "heads",      "s.e.",        "fte", "s.e.",
        "recipients",         "deadweight", "million euro"};
    struct kr_text_table table;
    kr_text_table_init(&table, 8, "lrrrrrrr");
    put_header(&table, HEADER);
    for (int from = 0; from < comparison->quarters;) {
        const struct period year = year_from(comparison, from);
        kr_text_cell(&table, year.name);
        static const enum kr_measure WITH_ERROR[] = {KR_MEASURE_employed,
                                                     KR_MEASURE_full_time};
        for (int m = 0; m < 2; m++) {
            const struct kr_effect effect =
                kr_compare_effect(comparison, WITH_ERROR[m], year.from, year.to);
            char text[KR_NUMBER_SIZE];
            kr_signed_text(text, effect.difference.mean);
            kr_text_cell(&table, text);
            kr_text_number(&table, effect.difference.error);
        }
        static const enum kr_measure PLAIN[] = {KR_MEASURE_recipients,
                                                KR_MEASURE_deadweight, KR_MEASURE_cost};
        for (int m = 0; m < 3; m++) {
            const struct kr_effect effect =
                kr_compare_effect(comparison, PLAIN[m], year.from, year.to);
            const double unit = PLAIN[m] == KR_MEASURE_cost ? 1e-6 : 1.0;
            kr_text_number(&table, unit * effect.difference.mean);
        }
        from = year.to;
    }
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
}

static void print_pairing(const struct kr_comparison *comparison, FILE *out)
{
    if (comparison->equal) {
        fputs("pairing: the worlds are equal to the bit at the end (world hash equal)\n",
              out);
    } else if (comparison->differ <= comparison->first) {
        fputs("pairing: the variant differs from the first quarter on\n", out);
    } else {
        char quarter[KR_NUMBER_SIZE];
        kr_quarter_text((kr_quarter)(comparison->differ - 1), quarter, sizeof quarter);
        fprintf(out, "pairing: the worlds were equal to the bit until %s\n", quarter);
    }
}

// What an interval says, in words.
static void print_gain(const char *what, const struct kr_estimate *estimate,
                       int replicates, FILE *out)
{
    char mean[KR_NUMBER_SIZE];
    kr_signed_text(mean, estimate->mean);
    fprintf(out, "%s: %s", what, mean);
    if (replicates < 2) {
        fputs("; one replicate cannot tell an effect from chance, use --replicates\n",
              out);
    } else if (includes_zero(estimate)) {
        fputs("; no gain can be shown, the 95% interval includes zero\n", out);
    } else {
        fprintf(out, "; %s, the 95%% interval excludes zero\n",
                estimate->mean > 0.0 ? "a net gain" : "a net loss");
    }
}

static void print_ratio(const char *what, const struct kr_estimate *ratio, double unit,
                        const char *unit_name, FILE *out)
{
    char mean[KR_NUMBER_SIZE];
    kr_number_text(mean, unit * ratio->mean);
    fprintf(out, "%s: %s %s", what, mean, unit_name);
    if (isfinite(ratio->error)) {
        char error[KR_NUMBER_SIZE];
        char low[KR_NUMBER_SIZE];
        char high[KR_NUMBER_SIZE];
        kr_number_text(error, unit * ratio->error);
        kr_number_text(low, unit * ratio->low);
        kr_number_text(high, unit * ratio->high);
        fprintf(out, " (s.e. %s, 95%% interval %s to %s)", error, low, high);
    }
    fputc('\n', out);
}

static void print_verdict(const struct kr_comparison *comparison, FILE *out)
{
    const struct period all = horizon(comparison);
    const struct kr_effect fte =
        kr_compare_effect(comparison, KR_MEASURE_full_time, all.from, all.to);
    const struct kr_effect heads =
        kr_compare_effect(comparison, KR_MEASURE_employed, all.from, all.to);
    const struct kr_effect recipients =
        kr_compare_effect(comparison, KR_MEASURE_recipients, all.from, all.to);
    print_gain("additional full-time equivalents", &fte.difference,
               comparison->replicates, out);
    print_gain("additional persons with work", &heads.difference, comparison->replicates,
               out);
    if (recipients.variant > 0.0) {
        const struct kr_estimate share = deadweight_share(comparison, &all);
        print_ratio("deadweight", &share, 100.0, "% of recipients", out);
        const struct kr_estimate cost = cost_per_year(comparison, &all);
        if (fte.difference.mean > 0.0 &&
            (comparison->replicates < 2 || !includes_zero(&fte.difference))) {
            print_ratio("gross cost per additional full-time year", &cost, 1.0, "euro",
                        out);
        } else {
            fputs(
                "gross cost per additional full-time year: not defined without a gain\n",
                out);
        }
    }
}

void kr_compare_print(const struct kr_compare_report *report, FILE *out)
{
    const struct kr_comparison *comparison = report->comparison;
    char first[KR_NUMBER_SIZE];
    char last[KR_NUMBER_SIZE];
    kr_quarter_text(comparison->first, first, sizeof first);
    kr_quarter_text((kr_quarter)(comparison->first + comparison->quarters - 1), last,
                    sizeof last);
    fprintf(out,
            "\n%d replicate%s at scale %g, %s to %s; stocks are means over the quarters, "
            "flows are sums;\n"
            "'removed' is the share of the variance of the difference that pairing "
            "removed.\n\n",
            comparison->replicates, comparison->replicates == 1 ? "" : "s",
            report->base->model.scale, first, last);
    print_horizon(comparison, out);
    fputc('\n', out);
    print_years(comparison, out);
    fputc('\n', out);
    print_verdict(comparison, out);
    print_pairing(comparison, out);
    fprintf(out, "world base %016" PRIx64 "\nworld variant %016" PRIx64 "\n",
            comparison->base_hash, comparison->variant_hash);
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
                        const struct period *period)
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

void kr_compare_json(const struct kr_compare_report *report, FILE *out)
{
    const struct kr_comparison *comparison = report->comparison;
    struct kr_json json;
    kr_json_init(&json, out);
    kr_json_object(&json, NULL);
    kr_json_text(&json, "base", report->base->scenario.file);
    kr_json_text(&json, "variant", report->variant->scenario.file);
    kr_json_integer(&json, "replicates", comparison->replicates);
    kr_json_integer(&json, "quarters", comparison->quarters);
    kr_json_number(&json, "scale", report->base->model.scale);
    kr_json_boolean(&json, "world_hash_equal", comparison->equal);
    kr_json_hash(&json, "world_base", comparison->base_hash);
    kr_json_hash(&json, "world_variant", comparison->variant_hash);
    if (comparison->differ != KR_NO_DIFFERENCE) {
        char quarter[KR_NUMBER_SIZE];
        kr_quarter_text(comparison->differ, quarter, sizeof quarter);
        kr_json_text(&json, "differ_from", quarter);
    }
    kr_json_object(&json, "periods");
    const struct period all = horizon(comparison);
    period_json(&json, comparison, &all);
    for (int from = 0; from < comparison->quarters;) {
        const struct period year = year_from(comparison, from);
        period_json(&json, comparison, &year);
        from = year.to;
    }
    kr_json_close(&json);
    kr_json_close(&json);
}

static void period_csv(FILE *out, const struct kr_comparison *comparison,
                       const struct period *period)
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
    const struct period all = horizon(comparison);
    period_csv(out, comparison, &all);
    for (int from = 0; from < comparison->quarters;) {
        const struct period year = year_from(comparison, from);
        period_csv(out, comparison, &year);
        from = year.to;
    }
}
