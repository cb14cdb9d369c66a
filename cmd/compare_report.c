// The result of a comparison as text.
#include "cmd/compare_report.h"

#include "cmd/compare_account.h"
#include "output/target.h"

#include <inttypes.h>
#include <math.h>

// The effect on a total over a period.
static struct kr_effect total_effect(const struct kr_compare_report *report,
                                     enum kr_outcome outcome,
                                     const struct kr_period *period)
{
    const struct kr_cell cell = {outcome, KR_SPLIT_total, 0};
    return kr_effects_of(report->effects, cell, period->from, period->to);
}

static void put_year(struct kr_text_table *table, const struct kr_compare_report *report,
                     const struct kr_period *year)
{
    static const enum kr_outcome WITH_ERROR[] = {KR_OUTCOME_employed,
                                                 KR_OUTCOME_full_time};
    kr_text_cell(table, year->name);
    for (int m = 0; m < 2; m++) {
        const struct kr_effect effect = total_effect(report, WITH_ERROR[m], year);
        char text[KR_NUMBER_SIZE];
        kr_signed_text(text, effect.difference.mean);
        kr_text_cell(table, text);
        kr_text_number(table, effect.difference.error);
    }
    static const enum kr_recipient_line LINES[] = {KR_RECIPIENT_heads,
                                                   KR_RECIPIENT_unmoved};
    for (int m = 0; m < 2; m++) {
        kr_text_number(table, kr_account_of_recipients(report, LINES[m], year).mean);
    }
    const struct kr_effect cost = total_effect(report, KR_OUTCOME_policy_cost, year);
    kr_text_number(table, 1e-6 * cost.difference.mean);
}

static void print_years(const struct kr_compare_report *report, FILE *out)
{
    static const char *const HEADER[] = {
        "difference by year", "heads",      "s.e.",        "fte", "s.e.",
        "recipients",         "deadweight", "million euro"};
    struct kr_text_table table;
    kr_text_table_init(&table, 8, "lrrrrrrr");
    for (int c = 0; c < 8; c++) {
        kr_text_cell(&table, HEADER[c]);
    }
    for (int from = 0; from < report->effects->quarters;) {
        const struct kr_period year = kr_period_year(report, from);
        put_year(&table, report, &year);
        from = year.to;
    }
    fputc('\n', out);
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
}

static void print_pairing(const struct kr_compare_report *report, FILE *out)
{
    const struct kr_comparison *comparison = report->comparison;
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
    fprintf(out, "world base %016" PRIx64 "\nworld variant %016" PRIx64 "\n",
            comparison->base_hash, comparison->variant_hash);
}

// What an interval says, in words.
static void print_gain(const char *what, const struct kr_estimate *estimate,
                       int replicates, FILE *out)
{
    char mean[KR_NUMBER_SIZE];
    kr_signed_text(mean, estimate->mean);
    fprintf(out, "%s: %s", what, mean);
    if (kr_is_still(estimate)) {
        fputs("; no gain can be shown, nothing differs\n", out);
    } else if (replicates < 2) {
        fputs("; one replicate cannot tell an effect from chance, use --replicates\n",
              out);
    } else if (!kr_is_distinct(estimate)) {
        fputs("; not distinguishable from zero: no gain can be shown, the 95% interval "
              "includes zero\n",
              out);
    } else {
        fprintf(out, "; %s, the 95%% interval excludes zero\n",
                estimate->mean > 0.0 ? "a net gain" : "a net loss");
    }
}

static void print_until(const struct kr_compare_report *report,
                        const struct kr_estimate *all_quarters, FILE *out)
{
    if (report->until_error > 0.0) {
        fprintf(out,
                "replicates: %d were needed for a standard error of at most %g fte (it "
                "is %.4g)\n",
                report->effects->replicates, report->until_error, all_quarters->error);
    }
}

static void print_verdict(const struct kr_compare_report *report, FILE *out)
{
    const struct kr_effect fte =
        total_effect(report, KR_OUTCOME_full_time, &report->force);
    const struct kr_effect heads =
        total_effect(report, KR_OUTCOME_employed, &report->force);
    fputc('\n', out);
    print_gain("additional full-time equivalents", &fte.difference,
               report->effects->replicates, out);
    print_gain("additional persons with work", &heads.difference,
               report->effects->replicates, out);
    print_until(report, &fte.difference, out);
}

void kr_compare_print(const struct kr_compare_report *report, FILE *out)
{
    const struct kr_period all = kr_period_all(report);
    char lived[64];
    char force[64];
    kr_period_text(report, &all, lived, sizeof lived);
    kr_period_text(report, &report->force, force, sizeof force);
    const int replicates = report->effects->replicates;
    fprintf(out,
            "\n%d replicate%s at scale %g, %s. Below: %s%s;\n"
            "stocks are means over its quarters, flows are sums. 'removed' is the share "
            "of the variance of the\ndifference that pairing removed; * marks intervals "
            "that exclude zero.\n\n",
            replicates, replicates == 1 ? "" : "s", report->model->scale, lived, force,
            report->force.to - report->force.from < all.to
                ? ", when what differs is in force"
                : "");
    kr_compare_print_effects(report, out);
    print_years(report, out);
    kr_compare_print_ledger(report, out);
    print_verdict(report, out);
    print_pairing(report, out);
}
