// The ledger of a comparison as text.
#include "cmd/compare_account.h"
#include "cmd/compare_report.h"
#include "cmd/prose.h"

#include <math.h>

enum { WIDTH = 100, MOST_MOVES = 8, COLUMNS = 5, LONGEST_NAME = 38 };

// Names of sectors can be long.
static void put_name(struct kr_text_table *table, const char *name)
{
    char text[LONGEST_NAME * 4];
    kr_text_cut(text, sizeof text, name, LONGEST_NAME);
    kr_text_cell(table, text);
}

static void put_header(struct kr_text_table *table, const char *what, const char *unit)
{
    const char *const names[COLUMNS] = {what, unit, "s.e.", "95% interval", ""};
    for (int c = 0; c < COLUMNS; c++) {
        kr_text_cell(table, names[c]);
    }
}

// A row with a value, its error and interval, and a remark.
static void put_row(struct kr_text_table *table, const char *name,
                    const struct kr_estimate *estimate, double unit, const char *remark)
{
    char text[2 * KR_NUMBER_SIZE + 8];
    char low[KR_NUMBER_SIZE];
    char high[KR_NUMBER_SIZE];
    kr_text_cell(table, name);
    kr_signed_text(low, unit * estimate->mean);
    kr_text_cell(table, low);
    kr_text_number(table, unit * estimate->error);
    kr_signed_text(low, unit * estimate->low);
    kr_signed_text(high, unit * estimate->high);
    snprintf(text, sizeof text, "%s to %s%s", low, high,
             kr_is_distinct(estimate) ? " *" : "");
    kr_text_cell(table, isfinite(estimate->low) ? text : "-");
    kr_text_cell(table, remark);
}

// "+25.0% (s.e. 1.2)" behind a sentence.
static void put_share(FILE *out, const struct kr_estimate *share)
{
    fprintf(out, "%.1f%%", 100.0 * share->mean);
    if (isfinite(share->error)) {
        fprintf(out, " (s.e. %.1f)", 100.0 * share->error);
    }
}

// Deliberate: what workers did because of the terms of a bonus.
static void print_gaming(const struct kr_compare_report *report,
                         const struct kr_period *period, FILE *out)
{
    char cut[KR_NUMBER_SIZE];
    char put_off[KR_NUMBER_SIZE];
    kr_number_text(cut, kr_account_change(report, KR_OUTCOME_cut_first, period));
    kr_number_text(put_off, kr_account_change(report, KR_OUTCOME_put_off, period));
    fprintf(out,
            "  gaming                  %s persons cut hours first to earn a bonus later, "
            "%s requests were put off\n",
            cut, put_off);
}

static void print_recipients(const struct kr_compare_report *report,
                             const struct kr_period *period, FILE *out)
{
    const struct kr_estimate heads =
        kr_account_of_recipients(report, KR_RECIPIENT_heads, period);
    const struct kr_estimate entered =
        kr_account_of_recipients(report, KR_RECIPIENT_entered, period);
    const struct kr_estimate unmoved =
        kr_account_share(report, KR_RECIPIENT_unmoved, KR_RECIPIENT_heads, period);
    const struct kr_estimate anyway =
        kr_account_share(report, KR_RECIPIENT_anyway, KR_RECIPIENT_gross, period);
    const struct kr_estimate gamed =
        kr_account_share(report, KR_RECIPIENT_gamed, KR_RECIPIENT_entered, period);
    char text[KR_NUMBER_SIZE];
    kr_number_text(text, heads.mean);
    fprintf(out, "  recipients              %s persons in a mean quarter", text);
    kr_number_text(text, entered.mean);
    fprintf(out, ", %s became one\n", text);
    if (kr_account_side(report) == KR_BASE) {
        fputs("                          (of policies of the base, which the variant "
              "lacks)\n",
              out);
    }
    fputs("  deadweight, persons     ", out);
    put_share(out, &unmoved);
    fputs(" of recipients work at least as many hours without it\n", out);
    if (isfinite(anyway.mean)) {
        fputs("  deadweight, hours       ", out);
        put_share(out, &anyway);
        fputs(" of the hours above the reference are worked without it too\n", out);
    }
    if (isfinite(gamed.mean)) {
        print_gaming(report, period, out);
        fputs("                          ", out);
        put_share(out, &gamed);
        fputs(" of those who enter had fewer hours a quarter before than without it, "
              "chance included\n",
              out);
    }
}

static void print_parts(const struct kr_compare_report *report,
                        const struct kr_period *period, FILE *out)
{
    struct kr_text_table table;
    kr_text_table_init(&table, COLUMNS, "lrrll");
    put_header(&table, "change of contract hours", "fte");
    for (int part = KR_PART_total + 1; part < KR_PART_COUNT; part++) {
        const struct kr_estimate estimate =
            kr_account_of_part(report, (enum kr_part)part, period);
        put_row(&table, kr_part_info((enum kr_part)part)->meaning, &estimate, 1.0, "");
    }
    const struct kr_estimate total = kr_account_of_part(report, KR_PART_total, period);
    int accounts;
    const int wrong = kr_accounts_wrong(report, &accounts);
    char remark[96];
    if (wrong == 0) {
        snprintf(remark, sizeof remark, "the sum, exact in all %d accounts", accounts);
    } else {
        snprintf(remark, sizeof remark, "WRONG: does not add up in %d of %d accounts",
                 wrong, accounts);
    }
    put_row(&table, kr_part_info(KR_PART_total)->meaning, &total, 1.0, remark);
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
}

// Sectors in which recipients or others work more or less, where that stands out.
static void print_places(const struct kr_compare_report *report,
                         const struct kr_period *period, FILE *out)
{
    static const char *const HEADER[] = {
        "change by sector, fte", "recipients", "substitution", "others", "s.e.",
        "95% interval of others"};
    struct kr_text_table table;
    kr_text_table_init(&table, 6, "lrrrrl");
    for (int c = 0; c < 6; c++) {
        kr_text_cell(&table, HEADER[c]);
    }
    int rows = 0;
    for (int place = 0; place < report->comparison->ledger.space.places; place++) {
        static const enum kr_place_line LINES[] = {
            KR_PLACE_recipients, KR_PLACE_substitution, KR_PLACE_others};
        struct kr_estimate of[3];
        bool stands_out = false;
        for (int i = 0; i < 3; i++) {
            of[i] = kr_account_of_place(report, place, LINES[i], period);
            stands_out = stands_out || kr_is_distinct(&of[i]);
        }
        if (!stands_out) {
            continue;
        }
        rows++;
        put_name(&table, kr_place_words(report, place));
        char low[KR_NUMBER_SIZE];
        char high[KR_NUMBER_SIZE];
        char text[2 * KR_NUMBER_SIZE + 8];
        for (int i = 0; i < 3; i++) {
            kr_signed_text(low, of[i].mean);
            kr_text_cell(&table, low);
        }
        kr_text_number(&table, of[2].error);
        kr_signed_text(low, of[2].low);
        kr_signed_text(high, of[2].high);
        snprintf(text, sizeof text, "%s to %s%s", low, high,
                 kr_is_distinct(&of[2]) ? " *" : "");
        kr_text_cell(&table, text);
    }
    if (rows > 0) {
        fputc('\n', out);
        kr_text_table_print(&table, true, out);
    }
    kr_text_table_free(&table);
}

// Who is somewhere else than in the base world, on balance.
static void print_moves(const struct kr_compare_report *report,
                        const struct kr_period *period, FILE *out)
{
    struct kr_joint_cell cells[MOST_MOVES];
    const int count = kr_account_moves(report, period, cells, MOST_MOVES);
    if (count == 0) {
        fputs("\nNo net move of persons between sectors or into work stands out from "
              "chance.\n",
              out);
        return;
    }
    fputs("\nWho is somewhere else than in the base world: the largest moves that stand "
          "out, persons in a\nmean quarter, less those who are the other way round\n\n",
          out);
    struct kr_text_table table;
    kr_text_table_init(&table, COLUMNS, "llrrl");
    static const char *const HEADER[COLUMNS] = {"in the base world", "in the variant",
                                                "persons", "s.e.", "95% interval"};
    for (int c = 0; c < COLUMNS; c++) {
        kr_text_cell(&table, HEADER[c]);
    }
    for (int i = 0; i < count; i++) {
        char text[2 * KR_NUMBER_SIZE + 8];
        char low[KR_NUMBER_SIZE];
        char high[KR_NUMBER_SIZE];
        put_name(&table, kr_state_words(report, cells[i].base));
        put_name(&table, kr_state_words(report, cells[i].variant));
        kr_text_number(&table, cells[i].net.mean);
        kr_text_number(&table, cells[i].net.error);
        kr_number_text(low, cells[i].net.low);
        kr_number_text(high, cells[i].net.high);
        if (isnan(cells[i].net.low)) {
            snprintf(text, sizeof text, "-"); // one replicate has no interval
        } else {
            snprintf(text, sizeof text, "%s to %s", low, high);
        }
        kr_text_cell(&table, text);
    }
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
}

static void print_relapse(const struct kr_compare_report *report, FILE *out)
{
    bool any = false;
    for (int after = 4; after <= 8; after += 4) {
        const struct kr_relapse relapse =
            kr_ledger_relapse(&report->comparison->ledger, report->model->country,
                              kr_account_side(report), KR_NONE, after);
        if (!isfinite(relapse.back.mean)) {
            continue;
        }
        any = true;
        fprintf(out, "  %d quarters after end   ", after);
        put_share(out, &relapse.back);
        fputs(" are back at their old hours or below, ", out);
        put_share(out, &relapse.gone);
        fprintf(out,
                " without work;\n%26s%+.2f hours a week each above the other world\n", "",
                relapse.kept.mean);
    }
    if (!any) {
        fputs("  after the end           not seen: no policy ended four quarters or more "
              "before the run did\n",
              out);
    }
}

static void print_money(const struct kr_compare_report *report,
                        const struct kr_period *all, FILE *out)
{
    const struct kr_costs costs = kr_account_costs(report, all);
    char text[64];
    kr_period_text(report, all, text, sizeof text);
    fprintf(out, "\nMoney, all of %s, variant less base\n\n", text);
    struct kr_text_table table;
    kr_text_table_init(&table, COLUMNS, "lrrll");
    put_header(&table, "", "million euro");
    static const struct {
        enum kr_money money;
        const char *remark;
    } ROWS[] = {
        {KR_MONEY_by_state, ""},
        {KR_MONEY_by_employer, ""},
        {KR_MONEY_by_fund, ""},
        {KR_MONEY_by_municipality, ""},
        {KR_MONEY_wages, "paid by employers, also public ones"},
        {KR_MONEY_withheld, ""},
        {KR_MONEY_benefits, ""},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        const struct kr_estimate row = kr_account_of_money(report, ROWS[i].money, all);
        const bool payments = ROWS[i].money <= KR_MONEY_by_municipality;
        if (!payments || !kr_is_still(&row)) {
            put_row(&table, kr_money_info(ROWS[i].money)->meaning, &row, 1e-6,
                    ROWS[i].remark);
        }
    }
    put_row(&table, "gross: payments of policies, all payers", &costs.gross, 1e-6, "");
    put_row(&table, "net to the state: its payments and benefits, less taxes", &costs.net,
            1e-6, "");
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
}

static void print_price(const char *what, const struct kr_estimate *price, FILE *out)
{
    char mean[KR_NUMBER_SIZE];
    kr_number_text(mean, price->mean);
    fprintf(out, "  %-53s %s euro", what, mean);
    if (isfinite(price->error)) {
        char error[KR_NUMBER_SIZE];
        kr_number_text(error, price->error);
        fprintf(out, " (s.e. %s)", error);
    }
    fputc('\n', out);
}

// What an additional full-time year costs, where there is one.
static void print_prices(const struct kr_compare_report *report,
                         const struct kr_period *all, FILE *out)
{
    const struct kr_costs costs = kr_account_costs(report, all);
    fputc('\n', out);
    if (costs.full_time_years.mean > 0.0 && kr_is_distinct(&costs.full_time_years)) {
        print_price("gross cost per additional full-time year:", &costs.gross_per_year,
                    out);
        print_price("net cost to the state per additional full-time year:",
                    &costs.net_per_year, out);
    } else {
        fputs("  gross cost per additional full-time year: not defined without a gain "
              "that can be told from zero\n",
              out);
    }
    if (isfinite(costs.per_taker_year.mean)) {
        print_price("gross cost per full-time year that recipients added:",
                    &costs.per_taker_year, out);
    }
}

// What others lose of what recipients add.
static void print_offset(const struct kr_compare_report *report,
                         const struct kr_period *period, FILE *out)
{
    const double added = kr_account_added(report, period);
    const double total = kr_account_of_part(report, KR_PART_total, period).mean;
    if (added > 0.0) {
        fprintf(out,
                "Of every 100 hours that recipients add, all others together work %.0f "
                "%s.\n",
                fabs(100.0 * (total - added) / added), total < added ? "less" : "more");
    }
}

static void print_zero_sum(const struct kr_compare_report *report,
                           const struct kr_period *period, FILE *out)
{
    const struct kr_zero_sum sum = kr_ledger_zero_sum(
        &report->comparison->ledger, report->model->country, period->from, period->to);
    char gained[KR_NUMBER_SIZE];
    char lost[KR_NUMBER_SIZE];
    kr_signed_text(gained, sum.gained.mean);
    kr_signed_text(lost, sum.lost.mean);
    fputc('\n', out);
    const struct kr_prose prose = {out, 0, WIDTH};
    if (report->effects->replicates < 2) {
        kr_prose_put(&prose, 0,
                     "Zero sum? One replicate cannot tell; sectors gain %s fte and lose "
                     "%s in it.",
                     gained, lost);
    } else if (sum.no_net_gain && sum.some_sector_gains) {
        kr_prose_put(&prose, 0,
                     "Zero sum: no net gain. Some sectors gain, others lose about as "
                     "much: together %s fte against %s, and the change of the total "
                     "cannot be told from zero or is negative.",
                     gained, lost);
    } else if (sum.no_net_gain) {
        kr_prose_put(&prose, 0,
                     "No net gain: neither the total nor any sector gains hours that can "
                     "be told from zero.");
    } else {
        kr_prose_put(&prose, 0,
                     "Not zero sum: the total gains. Sectors that gain: %s fte together; "
                     "sectors that lose: %s.",
                     gained, lost);
    }
    print_offset(report, period, out);
}

void kr_compare_print_ledger(const struct kr_compare_report *report, FILE *out)
{
    const struct kr_period all = kr_period_all(report);
    const struct kr_period *force = &report->force;
    const struct kr_estimate heads =
        kr_account_of_recipients(report, KR_RECIPIENT_heads, &all);
    char text[64];
    kr_period_text(report, force, text, sizeof text);
    fprintf(out, "\nThe ledger, means over %s\n\n", text);
    if (heads.mean > 0.0) {
        print_recipients(report, force, out);
        print_relapse(report, out);
        fputc('\n', out);
    } else {
        fputs("  recipients              nobody: no policy that differs pays persons "
              "(what follows is the change of everybody else)\n\n",
              out);
    }
    print_parts(report, force, out);
    print_places(report, force, out);
    print_moves(report, force, out);
    print_money(report, &all, out);
    print_prices(report, &all, out);
    print_zero_sum(report, force, out);
}
