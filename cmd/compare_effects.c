// Effects as tables of text.
#include "cmd/compare_report.h"

#include <math.h>
#include <string.h>

enum { COLUMNS = 9, ALONE_COLUMNS = 6, SOME_CHANCE = 20, LONGEST_NAME = 34 };

enum kr_labels kr_split_labels(enum kr_split split)
{
    static const enum kr_labels LABELS[KR_SPLIT_COUNT] = {
        [KR_SPLIT_total] = KR_LABELS_NONE,
        [KR_SPLIT_sector] = KR_LABELS_SECTOR,
        [KR_SPLIT_region] = KR_LABELS_REGION,
        [KR_SPLIT_age] = KR_LABELS_AGE_GROUP,
        [KR_SPLIT_sex] = KR_LABELS_SEX,
        [KR_SPLIT_hours] = KR_LABELS_HOURS_CLASS,
        [KR_SPLIT_occupation] = KR_LABELS_OCCUPATION,
    };
    return LABELS[split];
}

bool kr_is_distinct(const struct kr_estimate *estimate)
{
    return estimate->low > 0.0 || estimate->high < 0.0;
}

bool kr_is_still(const struct kr_estimate *estimate)
{
    return !(fabs(estimate->mean) > 0.0) && !(estimate->error > 0.0);
}

// What the tables show of the totals, in this order.
static const enum kr_outcome MAIN[] = {
    KR_OUTCOME_employed,    KR_OUTCOME_full_time,   KR_OUTCOME_hours,
    KR_OUTCOME_mean_hours,  KR_OUTCOME_unemployed,  KR_OUTCOME_outside,
    KR_OUTCOME_vacancies,   KR_OUTCOME_shortage,    KR_OUTCOME_service_unmet,
    KR_OUTCOME_absence,     KR_OUTCOME_mean_wage,   KR_OUTCOME_hires,
    KR_OUTCOME_hires_moved, KR_OUTCOME_separations, KR_OUTCOME_quits,
    KR_OUTCOME_dismissals,  KR_OUTCOME_entries,     KR_OUTCOME_courses,
    KR_OUTCOME_policy_cost,
};

// What is looked at by sector to see which sectors stand out.
static const enum kr_outcome BY_SECTOR[] = {
    KR_OUTCOME_full_time, KR_OUTCOME_employees,     KR_OUTCOME_vacancies,
    KR_OUTCOME_shortage,  KR_OUTCOME_service_unmet,
};

// Opens a table of effects; one replicate has neither errors nor intervals.
static void open_table(const struct kr_compare_report *report,
                       struct kr_text_table *table, const char *what)
{
    const bool alone = report->effects->replicates < 2;
    kr_text_table_init(table, alone ? ALONE_COLUMNS : COLUMNS, "lllrrrrlr");
    const char *const names[COLUMNS] = {what,   "figure",       "unit",
                                        "base", "variant",      "difference",
                                        "s.e.", "95% interval", "removed"};
    for (int c = 0; c < table->columns; c++) {
        kr_text_cell(table, names[c]);
    }
}

static void put_interval(struct kr_text_table *table, const struct kr_estimate *estimate)
{
    char low[KR_NUMBER_SIZE];
    char high[KR_NUMBER_SIZE];
    char text[2 * KR_NUMBER_SIZE + 8];
    kr_signed_text(low, estimate->low);
    kr_signed_text(high, estimate->high);
    snprintf(text, sizeof text, "%s to %s%s", low, high,
             kr_is_distinct(estimate) ? " *" : "");
    kr_text_cell(table, isfinite(estimate->low) ? text : "-");
}

// Units that are easier to read than those of the list.
struct unit {
    const char *name;
    double factor;
};

static struct unit unit_of(const struct kr_outcome_info *info)
{
    if (strcmp(info->unit, "euro") == 0) {
        return (struct unit){"million euro", 1e-6};
    }
    if (strcmp(info->unit, "share") == 0) {
        return (struct unit){"%", 100.0};
    }
    return (struct unit){info->unit, 1.0};
}

static struct kr_effect times(const struct kr_effect *effect, double factor)
{
    const struct kr_estimate *d = &effect->difference;
    return (struct kr_effect){
        effect->base * factor,
        effect->variant * factor,
        {d->mean * factor, d->error * factor, d->low * factor, d->high * factor},
        effect->removed};
}

// One figure; `cell` names the row, empty in totals.
static void put_effect(struct kr_text_table *table, const char *cell,
                       const struct kr_outcome_info *info, const struct kr_effect *raw)
{
    char text[KR_NUMBER_SIZE];
    char row[LONGEST_NAME * 4];
    kr_text_cut(row, sizeof row, cell, LONGEST_NAME);
    kr_text_cell(table, row);
    const struct unit unit = unit_of(info);
    const struct kr_effect scaled = times(raw, unit.factor);
    const struct kr_effect *effect = &scaled;
    char name[64];
    snprintf(name, sizeof name, "%s", info->name);
    for (char *c = strchr(name, '_'); c != NULL; c = strchr(c, '_')) {
        *c = ' ';
    }
    kr_text_cell(table, name);
    kr_text_cell(table, unit.name);
    kr_text_number(table, effect->base);
    kr_text_number(table, effect->variant);
    kr_signed_text(text, effect->difference.mean);
    kr_text_cell(table, text);
    if (table->columns < COLUMNS) {
        return;
    }
    kr_text_number(table, effect->difference.error);
    put_interval(table, &effect->difference);
    if (isfinite(effect->removed)) {
        snprintf(text, sizeof text, "%.1f%%", 100.0 * effect->removed);
    } else {
        snprintf(text, sizeof text, "-");
    }
    kr_text_cell(table, text);
}

static void print_totals(const struct kr_compare_report *report, FILE *out)
{
    struct kr_text_table table;
    open_table(report, &table, "");
    for (size_t i = 0; i < sizeof MAIN / sizeof MAIN[0]; i++) {
        if (!kr_outcome_has(&report->effects->space, MAIN[i], KR_SPLIT_total)) {
            continue;
        }
        const struct kr_cell cell = {MAIN[i], KR_SPLIT_total, 0};
        const struct kr_effect effect =
            kr_effects_of(report->effects, cell, report->force.from, report->force.to);
        put_effect(&table, "", kr_outcome_info(MAIN[i]), &effect);
    }
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
}

// Rows of the sectors with a figure that stands out; returns how many figures do.
static int put_distinct(const struct kr_compare_report *report,
                        struct kr_text_table *table, int *looked)
{
    const struct kr_effects *effects = report->effects;
    int distinct = 0;
    for (int s = 0; s < effects->space.codes[KR_SPLIT_sector]; s++) {
        const char *name = kr_labels_words(KR_LABELS_SECTOR, report->model, s).name;
        for (size_t i = 0; i < sizeof BY_SECTOR / sizeof BY_SECTOR[0]; i++) {
            if (!kr_outcome_has(&effects->space, BY_SECTOR[i], KR_SPLIT_sector)) {
                continue;
            }
            const struct kr_cell cell = {BY_SECTOR[i], KR_SPLIT_sector, s};
            const struct kr_effect effect =
                kr_effects_of(effects, cell, report->force.from, report->force.to);
            ++*looked;
            if (kr_is_distinct(&effect.difference)) {
                put_effect(table, name, kr_outcome_info(BY_SECTOR[i]), &effect);
                distinct++;
                name = "";
            }
        }
    }
    return distinct;
}

static void print_sectors(const struct kr_compare_report *report, FILE *out)
{
    if (report->effects->replicates < 2) {
        fputs("\nSectors: one replicate cannot tell an effect from chance; --by sector "
              "prints all of them.\n",
              out);
        return;
    }
    struct kr_text_table table;
    open_table(report, &table, "sector");
    int looked = 0;
    const int distinct = put_distinct(report, &table, &looked);
    if (distinct == 0) {
        fputs("\nSectors: none with an effect distinguishable from zero; --by sector "
              "prints all of them.\n",
              out);
    } else {
        fprintf(out,
                "\nSectors with an effect distinguishable from zero: %d of %d figures, "
                "where chance alone\nwould give about %.0f; --by sector prints all.\n\n",
                distinct, looked, looked / (double)SOME_CHANCE);
        kr_text_table_print(&table, true, out);
    }
    kr_text_table_free(&table);
}

// Every figure of every cell of a split.
static void print_split(const struct kr_compare_report *report, enum kr_split split,
                        FILE *out)
{
    const struct kr_effects *effects = report->effects;
    fprintf(out, "\nBy %s: %s\n\n", kr_split_name(split), kr_split_meaning(split));
    struct kr_text_table table;
    open_table(report, &table, kr_split_name(split));
    for (int code = 0; code < effects->space.codes[split]; code++) {
        const enum kr_labels labels = kr_split_labels(split);
        const char *name = labels == KR_LABELS_NONE
                               ? ""
                               : kr_labels_words(labels, report->model, code).name;
        for (int o = 0; o < KR_OUTCOME_COUNT; o++) {
            if (!kr_outcome_has(&effects->space, (enum kr_outcome)o, split)) {
                continue;
            }
            const struct kr_cell cell = {(enum kr_outcome)o, split, code};
            const struct kr_effect effect =
                kr_effects_of(effects, cell, report->force.from, report->force.to);
            put_effect(&table, name, kr_outcome_info((enum kr_outcome)o), &effect);
            name = "";
        }
    }
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
}

void kr_compare_print_effects(const struct kr_compare_report *report, FILE *out)
{
    print_totals(report, out);
    if ((report->splits >> KR_SPLIT_sector & 1U) == 0) {
        print_sectors(report, out);
    }
    for (int split = 0; split < KR_SPLIT_COUNT; split++) {
        if ((report->splits >> split & 1U) != 0) {
            print_split(report, (enum kr_split)split, out);
        }
    }
}
