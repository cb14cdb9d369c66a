// The first lines of the page: what it comes to.
#include "cmd/compare_account.h"
#include "cmd/compare_page_parts.h"
#include "cmd/compare_words.h"

#include <math.h>

struct kr_effect kr_page_total(const struct kr_compare_report *report,
                               enum kr_outcome outcome)
{
    const struct kr_cell cell = {outcome, KR_SPLIT_total, 0};
    return kr_effects_of(report->effects, cell, report->force.from, report->force.to);
}

// What remains of what those who take part add, and its price.
static void put_short_balance(const struct kr_compare_report *report, FILE *out)
{
    const double added = kr_account_added(report, &report->force);
    const struct kr_estimate total =
        kr_account_of_part(report, KR_PART_total, &report->force);
    const struct kr_period all = kr_period_all(report);
    const struct kr_costs costs = kr_account_costs(report, &all);
    const struct kr_estimate anyway =
        kr_account_share(report, KR_RECIPIENT_anyway, KR_RECIPIENT_gross, &report->force);
    if (isfinite(anyway.mean) && added > 0.0) {
        fprintf(out,
                "Of every 100 extra hours that are paid for, %.0f would have been worked "
                "anyway",
                100.0 * anyway.mean);
        if (total.mean < added) {
            fprintf(out, "; of every 100 that are really added, others work %.0f less",
                    fmin(100.0 * (added - total.mean) / added, 999.0));
        }
        fputs(". ", out);
    }
    if (costs.full_time_years.mean > 0.0 && kr_is_distinct(&costs.full_time_years) &&
        costs.gross.mean > 0.0) {
        fputs("An additional year of full-time work costs ", out);
        kr_put_money(out, &costs.gross_per_year);
        fputs(". ", out);
    }
}

void kr_page_short(const struct kr_compare_report *report, FILE *out)
{
    kr_page_head("In short", out);
    struct kr_paragraph p;
    if (!kr_paragraph_begin(&p)) {
        return;
    }
    const struct kr_effect fte = kr_page_total(report, KR_OUTCOME_full_time);
    const struct kr_effect shortage = kr_page_total(report, KR_OUTCOME_shortage);
    const struct kr_estimate *total = &fte.difference;
    if (kr_is_still(total)) {
        fputs("It changes nothing: both worlds have the same amount of work. ", p.stream);
    } else if (report->effects->replicates < 2) {
        fputs("One pair of worlds: what follows is an example, not a finding. ",
              p.stream);
    } else if (!kr_is_distinct(total)) {
        fputs("No gain or loss of work can be shown: the change of all work together "
              "cannot be told from zero. ",
              p.stream);
    } else {
        char text[KR_NUMBER_SIZE];
        kr_rounded_text(text, fabs(total->mean), total->error);
        fprintf(p.stream, "All work together %s by about %s full-time equivalents. ",
                total->mean > 0.0 ? "grows" : "shrinks", text);
    }
    const struct kr_effect people = kr_page_total(report, KR_OUTCOME_employed);
    if (kr_is_distinct(&people.difference)) {
        char text[KR_NUMBER_SIZE];
        kr_rounded_text(text, fabs(people.difference.mean), people.difference.error);
        fprintf(p.stream, "%s %s people have work. ", text,
                people.difference.mean > 0.0 ? "more" : "fewer");
    }
    if (kr_is_distinct(&shortage.difference) && fabs(shortage.base) > 0.0) {
        fprintf(p.stream, "The shortage of staff %s by %.1f%%. ",
                shortage.difference.mean < 0.0 ? "falls" : "rises",
                fabs(100.0 * shortage.difference.mean / shortage.base));
    }
    put_short_balance(report, p.stream);
    kr_paragraph_end(&p, "", 0, out);
}
