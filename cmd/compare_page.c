#include "cmd/compare_page.h"

#include "cmd/compare_account.h"
#include "cmd/compare_page_parts.h"
#include "cmd/compare_words.h"
#include "output/target.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SECTORS = 4, MOST_MOVES = 3 };

static const double CHANCE = 20.0; // one in so many intervals of 95% leaves out zero

static const struct kr_change_words FTE = {"full-time equivalents", "more", "fewer"};
static const struct kr_change_words FTE_LOWER = {"full-time equivalents", "higher",
                                                 "lower"};
static const struct kr_change_words PEOPLE = {"people", "more", "fewer"};
static const struct kr_change_words VACANCIES = {"vacancies", "more", "fewer"};

static struct kr_effect effect_of(const struct kr_compare_report *report,
                                  enum kr_outcome outcome, enum kr_split split, int code)
{
    const struct kr_cell cell = {outcome, split, code};
    return kr_effects_of(report->effects, cell, report->force.from, report->force.to);
}

// ---------------------------------------------------------------- what it does

static void put_total(const struct kr_compare_report *report, const char *lead,
                      enum kr_outcome outcome, const struct kr_change_words *words,
                      FILE *out)
{
    const struct kr_effect effect = kr_page_total(report, outcome);
    fprintf(out, "%s ", lead);
    kr_put_change(out, &effect.difference, words);
    if (kr_is_distinct(&effect.difference) && fabs(effect.base) > 0.0) {
        fprintf(out, ", %+.2f%%", 100.0 * effect.difference.mean / effect.base);
    }
    fputs(". ", out);
}

static void put_effects(const struct kr_compare_report *report, FILE *out)
{
    static const struct {
        const char *lead;
        enum kr_outcome outcome;
        const struct kr_change_words *words;
    } ROWS[] = {
        {"All work together:", KR_OUTCOME_full_time, &FTE},
        {"People with work:", KR_OUTCOME_employed, &PEOPLE},
        {"Unemployed:", KR_OUTCOME_unemployed, &PEOPLE},
        {"Open vacancies:", KR_OUTCOME_vacancies, &VACANCIES},
        {"Shortage, the hours that employers need and nobody fills:", KR_OUTCOME_shortage,
         &FTE_LOWER},
        {"Service that people want and do not get, in hours of staff:",
         KR_OUTCOME_service_unmet, &FTE_LOWER},
    };
    char force[64];
    char title[128];
    kr_period_text(report, &report->force, force, sizeof force);
    snprintf(title, sizeof title, "What it does, in a mean quarter of %s", force);
    kr_page_head(title, out);
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        struct kr_paragraph p;
        if (kr_paragraph_begin(&p)) {
            put_total(report, ROWS[i].lead, ROWS[i].outcome, ROWS[i].words, p.stream);
            kr_paragraph_end(&p, "- ", 2, out);
        }
    }
}

// A sector and how its shortage changes.
struct sector_change {
    int sector;
    struct kr_effect effect;
};

static int by_size(const void *a, const void *b)
{
    const double x = fabs(((const struct sector_change *)a)->effect.difference.mean);
    const double y = fabs(((const struct sector_change *)b)->effect.difference.mean);
    return (x < y) - (x > y);
}

static void put_sector(const struct kr_compare_report *report,
                       const struct sector_change *change, FILE *out)
{
    struct kr_paragraph p;
    if (!kr_paragraph_begin(&p)) {
        return;
    }
    const struct kr_effect vacancies =
        effect_of(report, KR_OUTCOME_vacancies, KR_SPLIT_sector, change->sector);
    char base[KR_NUMBER_SIZE];
    kr_rounded_text(base, change->effect.base, NAN);
    fprintf(p.stream, "%s: ",
            kr_labels_words(KR_LABELS_SECTOR, report->model, change->sector).name);
    kr_put_change(p.stream, &change->effect.difference, &FTE_LOWER);
    fprintf(p.stream, ", of %s", base);
    if (kr_is_distinct(&vacancies.difference)) {
        char text[KR_NUMBER_SIZE];
        kr_rounded_text(text, fabs(vacancies.difference.mean),
                        vacancies.difference.error);
        fprintf(p.stream, "; %s vacancies %s", text,
                vacancies.difference.mean < 0.0 ? "fewer" : "more");
    }
    kr_paragraph_end(&p, "- ", 2, out);
}

static void put_sectors(const struct kr_compare_report *report, FILE *out)
{
    const int sectors = report->effects->space.codes[KR_SPLIT_sector];
    struct sector_change *list = calloc((size_t)sectors + 1, sizeof *list);
    int distinct = 0;
    for (int s = 0; s < sectors && list != NULL; s++) {
        const struct kr_effect effect =
            effect_of(report, KR_OUTCOME_shortage, KR_SPLIT_sector, s);
        if (kr_is_distinct(&effect.difference)) {
            list[distinct++] = (struct sector_change){s, effect};
        }
    }
    kr_page_head("Shortage by sector", out);
    struct kr_paragraph p;
    if (list != NULL) {
        qsort(list, (size_t)distinct, sizeof *list, by_size);
    }
    for (int i = 0; i < distinct && i < MOST_SECTORS; i++) {
        put_sector(report, &list[i], out);
    }
    if (kr_paragraph_begin(&p)) {
        if (distinct > MOST_SECTORS) {
            fprintf(p.stream, "%d more %s, by less. ", distinct - MOST_SECTORS,
                    distinct == MOST_SECTORS + 1 ? "sector changes" : "sectors change");
        }
        fprintf(p.stream,
                "In %d of %d sectors no change of the shortage can be told from chance",
                sectors - distinct, sectors);
        if (sectors >= (int)CHANCE) {
            fprintf(p.stream, "; by chance alone about %.0f of %d would stand out",
                    sectors / CHANCE, sectors);
        }
        fputc('.', p.stream);
        kr_paragraph_end(&p, "", 0, out);
    }
    free(list);
}

// ---------------------------------------------------------------- who takes part

static void put_recipients(const struct kr_compare_report *report, FILE *out)
{
    const struct kr_period *force = &report->force;
    const struct kr_estimate heads =
        kr_account_of_recipients(report, KR_RECIPIENT_heads, force);
    const struct kr_estimate unmoved =
        kr_account_share(report, KR_RECIPIENT_unmoved, KR_RECIPIENT_heads, force);
    const struct kr_estimate anyway =
        kr_account_share(report, KR_RECIPIENT_anyway, KR_RECIPIENT_gross, force);
    kr_page_head("Who takes part, and who would have done it anyway", out);
    struct kr_paragraph p;
    if (!kr_paragraph_begin(&p)) {
        return;
    }
    char text[KR_NUMBER_SIZE];
    kr_rounded_text(text, heads.mean, heads.error);
    if (!(heads.mean > 0.0)) {
        fputs("Nobody receives anything in person: what differs works through employers, "
              "rules or the whole economy, so there is no deadweight to count.",
              p.stream);
    } else {
        fprintf(p.stream, "About %s people take part in a mean quarter. ", text);
        kr_put_share(p.stream, &unmoved);
        fputs(" of them work at least as many hours in the other world, where the policy "
              "does not exist: for them it changes nothing but what they receive. ",
              p.stream);
        if (isfinite(anyway.mean)) {
            fputs("Of the hours by which they exceed their old contract, ", p.stream);
            kr_put_share(p.stream, &anyway);
            fputs(" would have been worked anyway. ", p.stream);
        }
        const double cut = kr_account_change(report, KR_OUTCOME_cut_first, force);
        const double put_off = kr_account_change(report, KR_OUTCOME_put_off, force);
        if (cut > 0.0 || put_off > 0.0) {
            fprintf(p.stream,
                    "To earn more from it, about %.0f people cut their hours first and "
                    "%.0f put off a request.",
                    cut, put_off);
        }
    }
    kr_paragraph_end(&p, "", 0, out);
}

// ---------------------------------------------------------------- where it comes from

static void put_part(const struct kr_compare_report *report, enum kr_part part,
                     const char *lead, FILE *out)
{
    const struct kr_estimate estimate = kr_account_of_part(report, part, &report->force);
    fprintf(out, "%s ", lead);
    kr_put_change(out, &estimate, &FTE);
    fputs(". ", out);
}

static void put_zero_sum(const struct kr_compare_report *report, FILE *out)
{
    const struct kr_zero_sum sum =
        kr_ledger_zero_sum(&report->comparison->ledger, report->model->country,
                           report->force.from, report->force.to);
    const double added = kr_account_added(report, &report->force);
    char gained[KR_NUMBER_SIZE];
    char lost[KR_NUMBER_SIZE];
    kr_rounded_text(gained, sum.gained.mean, sum.gained.error);
    kr_rounded_text(lost, fabs(sum.lost.mean), sum.lost.error);
    if (report->effects->replicates < 2) {
        return;
    }
    if (sum.no_net_gain) {
        fprintf(out,
                "There is no net gain that can be shown: sectors that gain get %s "
                "full-time equivalents, others lose %s.",
                gained, lost);
    } else if (added > 0.0) {
        fprintf(out,
                "On balance, of every 100 hours that those who take part add, %.0f "
                "remain as a gain of the whole country.",
                100.0 * sum.total.mean / added);
    }
}

static void put_origin(const struct kr_compare_report *report, FILE *out)
{
    kr_page_head("Where the hours and people come from", out);
    struct kr_paragraph p;
    if (!kr_paragraph_begin(&p)) {
        return;
    }
    const double added = kr_account_added(report, &report->force);
    char text[KR_NUMBER_SIZE];
    kr_rounded_text(text, fabs(added), NAN);
    if (kr_account_of_recipients(report, KR_RECIPIENT_heads, &report->force).mean > 0.0) {
        fprintf(
            p.stream,
            "Those who take part work %s full-time equivalents %s in the variant than "
            "in the base world. Around them: ",
            text, added < 0.0 ? "less" : "more");
    }
    put_part(report, KR_PART_substitution, "Others at the same employers:", p.stream);
    put_part(report, KR_PART_same_sectors,
             "Others at other employers of the sectors addressed:", p.stream);
    put_part(report, KR_PART_other_sectors, "Others in all other sectors:", p.stream);
    put_part(report, KR_PART_own_account, "Self-employed:", p.stream);
    put_zero_sum(report, p.stream);
    kr_paragraph_end(&p, "", 0, out);
    struct kr_joint_cell cells[MOST_MOVES];
    const int count = kr_account_moves(report, &report->force, cells, MOST_MOVES);
    for (int i = 0; i < count && kr_paragraph_begin(&p); i++) {
        kr_rounded_text(text, cells[i].net.mean, cells[i].net.error);
        fprintf(p.stream, "%s people on balance: from %s to %s", text,
                kr_state_words(report, cells[i].base),
                kr_state_words(report, cells[i].variant));
        kr_paragraph_end(&p, "- ", 2, out);
    }
}

// ---------------------------------------------------------------- who pays

static void put_payers(const struct kr_compare_report *report,
                       const struct kr_costs *costs, FILE *out)
{
    const char *lead = "";
    for (int payer = 0; payer < KR_PAYER_COUNT; payer++) {
        if (fabs(costs->by_payer[payer].mean) > 0.0) {
            fputs(lead, out);
            const double paid = costs->by_payer[payer].mean;
            const struct kr_estimate size = {fabs(paid), costs->by_payer[payer].error,
                                             0.0, 0.0};
            kr_put_money(out, &size);
            fprintf(out, "%s by %s", paid < 0.0 ? " less" : "",
                    kr_payer_meaning((enum kr_payer)payer));
            lead = ", ";
        }
    }
    (void)report;
    fputs(lead[0] == '\0' ? "nothing. " : ". ", out);
}

// "The state receives 303 million euro more in taxes"
static void put_flow(const char *who, const struct kr_estimate *euro, const char *what,
                     FILE *out)
{
    const struct kr_estimate size = {fabs(euro->mean), euro->error, 0.0, 0.0};
    fprintf(out, "%s ", who);
    kr_put_money(out, &size);
    fprintf(out, " %s %s", euro->mean < 0.0 ? "less" : "more", what);
}

static void put_price(const struct kr_costs *costs, FILE *out)
{
    if (costs->full_time_years.mean > 0.0 && kr_is_distinct(&costs->full_time_years)) {
        fputs("Each additional year of full-time work costs ", out);
        kr_put_money(out, &costs->gross_per_year);
        fputs(" gross and ", out);
        kr_put_money(out, &costs->net_per_year);
        fputs(" net", out);
    } else {
        fputs(
            "A price per additional year of full-time work cannot be given: no gain can "
            "be told from zero",
            out);
    }
    if (isfinite(costs->per_taker_year.mean)) {
        fputs("; counted over those who take part alone, as evaluations often do, it "
              "would seem to be ",
              out);
        kr_put_money(out, &costs->per_taker_year);
    }
    fputs(".", out);
}

static void put_money(const struct kr_compare_report *report, FILE *out)
{
    const struct kr_period all = kr_period_all(report);
    const struct kr_costs costs = kr_account_costs(report, &all);
    const struct kr_estimate wages = kr_account_of_money(report, KR_MONEY_wages, &all);
    char lived[64];
    kr_period_text(report, &all, lived, sizeof lived);
    kr_page_head("Who pays what", out);
    struct kr_paragraph p;
    if (!kr_paragraph_begin(&p)) {
        return;
    }
    fprintf(p.stream, "Payments of the policy over %s: ", lived);
    put_payers(report, &costs, p.stream);
    put_flow("Employers, public ones included, pay", &wages, "in wages", p.stream);
    fputs(". ", p.stream);
    put_flow("The state receives", &costs.withheld, "in taxes and premiums", p.stream);
    put_flow(" and pays", &costs.benefits, "in benefits", p.stream);
    fprintf(p.stream, "; with its payments of the policy this %s the state ",
            costs.net.mean < 0.0 ? "brings" : "costs");
    const struct kr_estimate net = {fabs(costs.net.mean), costs.net.error, 0.0, 0.0};
    kr_put_money(p.stream, &net);
    fputs(". ", p.stream);
    put_price(&costs, p.stream);
    kr_paragraph_end(&p, "", 0, out);
}

// ---------------------------------------------------------------- afterwards

static void put_afterwards(const struct kr_compare_report *report, FILE *out)
{
    kr_page_head("What happens after it ends", out);
    struct kr_paragraph p;
    if (!kr_paragraph_begin(&p)) {
        return;
    }
    bool any = false;
    for (int after = 4; after <= 8; after += 4) {
        const struct kr_relapse relapse =
            kr_ledger_relapse(&report->comparison->ledger, report->model->country,
                              kr_account_side(report), KR_NONE, after);
        if (!isfinite(relapse.back.mean)) {
            continue;
        }
        any = true;
        fprintf(p.stream, "%s after it ended, ", after == 4 ? "A year" : "Two years");
        kr_put_share(p.stream, &relapse.back);
        fputs(" of those who took part then are back at their old hours or below, and ",
              p.stream);
        kr_put_share(p.stream, &relapse.gone);
        fprintf(p.stream,
                " have no work; they work %+.1f hours a week against the same people in "
                "the other world. ",
                relapse.kept.mean);
    }
    if (!any) {
        fputs("Not seen here: nothing ended a year or more before the last quarter that "
              "was simulated. Let the simulation run on for that.",
              p.stream);
    }
    kr_paragraph_end(&p, "", 0, out);
}

// ---------------------------------------------------------------- how sure

static void put_uncertain(const struct kr_compare_report *report, FILE *out)
{
    const struct kr_effect fte = kr_page_total(report, KR_OUTCOME_full_time);
    kr_page_head("How sure this is", out);
    struct kr_paragraph p;
    if (!kr_paragraph_begin(&p)) {
        return;
    }
    if (report->effects->replicates < 2) {
        fputs("One pair of worlds cannot tell an effect from chance: no figure above is "
              "more than an example.",
              p.stream);
    } else {
        char text[KR_NUMBER_SIZE];
        kr_rounded_text(text, fmax(fte.difference.high - fte.difference.mean, 0.0), NAN);
        fprintf(p.stream,
                "The intervals say how much chance in the simulation may have moved a "
                "figure: %d pairs of worlds see a change of all work together from about "
                "%s full-time equivalents on. They do not cover what the model "
                "assumes or leaves out, which is the larger doubt.",
                report->effects->replicates, text);
    }
    kr_paragraph_end(&p, "", 0, out);
}

void kr_compare_page(const struct kr_compare_report *report, FILE *out)
{
    struct kr_paragraph p;
    if (kr_paragraph_begin(&p)) {
        const struct kr_scenario *scenario = &report->setup[KR_VARIANT]->scenario;
        fputs(scenario->title[0] != '\0' ? scenario->title : scenario->name, p.stream);
        kr_paragraph_end(&p, "", 0, out);
    }
    kr_page_short(report, out);
    kr_page_compared(report, out);
    put_effects(report, out);
    put_sectors(report, out);
    put_recipients(report, out);
    put_origin(report, out);
    put_money(report, out);
    put_afterwards(report, out);
    put_uncertain(report, out);
    kr_page_rests(report, out);
}
