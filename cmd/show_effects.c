// krapte show of what a comparison found.
#include "cmd/json.h"
#include "cmd/show.h"
#include "output/target.h"
#include "study/ledger.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BASE,
    VARIANT,
    DIFFERENCE,
    ERROR,
    LOW,
    HIGH,
    REMOVED,
    ESTIMATES,
    MOST_PERIODS = 128,
    IN_FORCE = 1, // the second period: the first one is all quarters
};

// One figure in all periods.
struct figure {
    const char *name;
    char unit[32];
    double *value; // [period][estimate]
};

// What is shown of a file of effects.
struct effects {
    char **period;
    size_t periods;
    struct figure *figure;
    int figures;
    char title[512];
    char scenario[256];
    char country[128];
    char world[64];
    char *differences;
    double scale;
    int replicates;
    kr_quarter first, last;
    int quarters;
    int from, to;  // the quarters of the ledger that are told
    bool in_force; // they are those in which what differs is in force
};

// The figures that the text shows, in this order; --all shows those that are left too.
static const char *const MAIN[] = {
    "employed",    "full_time", "mean_hours", "unemployed",    "outside",
    "vacancies",   "shortage",  "absence",    "service_unmet", "hires",
    "separations", "quits",     "mean_wage",  "policy_cost"};

static const char *const ESTIMATE[ESTIMATES] = {
    "base", "variant", "difference", "standard_error", "low", "high", "variance_removed"};

static bool is_figure(const struct kr_result_variable *variable, size_t periods)
{
    return strncmp(variable->path, "/estimates/", 11) == 0 && !variable->is_text &&
           variable->rank == 2 && variable->size[0] == periods &&
           variable->size[1] == ESTIMATES;
}

static int read_figures(const struct kr_show *show, struct effects *effects)
{
    size_t count;
    const struct kr_result_variable *list = kr_result_variables(show->result, &count);
    effects->figure = calloc(count + 1, sizeof *effects->figure);
    if (effects->figure == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    for (size_t v = 0; v < count; v++) {
        if (!is_figure(&list[v], effects->periods)) {
            continue;
        }
        struct figure *figure = &effects->figure[effects->figures++];
        figure->name = list[v].name;
        kr_show_attribute(show, list[v].path, "units", figure->unit, sizeof figure->unit);
        size_t values;
        const int code =
            kr_result_numbers(show->result, &list[v], &figure->value, &values);
        if (code != KR_OK) {
            return code;
        }
    }
    return KR_OK;
}

static void read_times(const struct kr_show *show, struct effects *effects)
{
    const struct kr_result_variable *time = kr_result_find(show->result, "/effects/time");
    effects->quarters = time != NULL && time->rank == 1 ? (int)time->size[0] : 0;
    if (effects->quarters == 0 ||
        kr_result_quarter(show->result, "effects", 0, &effects->first) != KR_OK ||
        kr_result_quarter(show->result, "effects", effects->quarters - 1,
                          &effects->last) != KR_OK) {
        effects->quarters = 0;
    }
}

// The end of a period, when the file tells; else `otherwise`.
static int end_of_period(const struct kr_show *show, const char *path, int otherwise)
{
    const struct kr_result_variable *variable = kr_result_find(show->result, path);
    double *values = NULL;
    size_t count = 0;
    int end = otherwise;
    if (variable != NULL &&
        kr_result_numbers(show->result, variable, &values, &count) == KR_OK &&
        count > IN_FORCE) {
        end = (int)values[IN_FORCE];
    }
    free(values);
    return end;
}

static int read_effects(const struct kr_show *show, struct effects *effects)
{
    kr_show_attribute(show, "/", "title", effects->title, sizeof effects->title);
    kr_show_attribute(show, "/", "scenario_name", effects->scenario,
                      sizeof effects->scenario);
    kr_show_attribute(show, "/", "country", effects->country, sizeof effects->country);
    kr_show_attribute(show, "/", "world_hash", effects->world, sizeof effects->world);
    enum { DIFFERENCES = 1 << 14 };
    effects->differences = calloc(1, DIFFERENCES);
    if (effects->differences == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    kr_show_attribute(show, "/provenance", "differences", effects->differences,
                      DIFFERENCES);
    effects->scale = kr_show_number(show, "scale", 0.0);
    effects->replicates = (int)kr_show_number(show, "replicates", 0.0);
    read_times(show, effects);
    effects->from = end_of_period(show, "/estimates/period_from", 0);
    effects->to = end_of_period(show, "/estimates/period_to", -1);
    effects->in_force = effects->to > effects->from;
    effects->to = effects->in_force ? effects->to : effects->quarters;
    effects->period = kr_show_texts(show, "/estimates/period", &effects->periods);
    return effects->periods > 0 && effects->periods <= MOST_PERIODS
               ? read_figures(show, effects)
               : KR_ERROR(KR_ERR_FORMAT);
}

static void free_effects(struct effects *effects)
{
    for (int f = 0; f < effects->figures; f++) {
        free(effects->figure[f].value);
    }
    free(effects->figure);
    free(effects->differences);
    kr_result_texts_free(effects->period, effects->periods);
}

static const double *estimates(const struct figure *figure, size_t period)
{
    return figure->value + period * ESTIMATES;
}

static const struct figure *find_figure(const struct effects *effects, const char *name)
{
    for (int f = 0; f < effects->figures; f++) {
        if (strcmp(effects->figure[f].name, name) == 0) {
            return &effects->figure[f];
        }
    }
    return NULL;
}

static void put_figure(struct kr_text_table *table, const struct figure *figure,
                       size_t period)
{
    const bool euro = strcmp(figure->unit, "euro") == 0;
    const bool share = strcmp(figure->unit, "share") == 0;
    const double factor = euro ? 1e-6 : share ? 100.0 : 1.0;
    const char *unit = euro ? "million euro" : share ? "%" : figure->unit;
    const double *e = estimates(figure, period);
    char text[3 * KR_NUMBER_SIZE];
    snprintf(text, sizeof text, "%s, %s", figure->name, unit);
    for (char *c = text; *c != '\0'; c++) {
        *c = (char)(*c == '_' ? ' ' : *c);
    }
    kr_text_cell(table, text);
    kr_text_number(table, e[BASE] * factor);
    char low[KR_NUMBER_SIZE];
    char high[KR_NUMBER_SIZE];
    kr_signed_text(low, e[DIFFERENCE] * factor);
    kr_text_cell(table, low);
    kr_signed_text(low, e[LOW] * factor);
    kr_signed_text(high, e[HIGH] * factor);
    const bool distinct = e[LOW] > 0.0 || e[HIGH] < 0.0;
    snprintf(text, sizeof text, "%s to %s%s", low, high, distinct ? " *" : "");
    kr_text_cell(table, isfinite(e[LOW]) ? text : "-");
}

static bool is_main(const char *name)
{
    for (size_t i = 0; i < sizeof MAIN / sizeof MAIN[0]; i++) {
        if (strcmp(MAIN[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void print_table(const struct effects *effects, size_t period, bool all)
{
    static const char *const NAMES[] = {"", "base", "difference", "95% interval"};
    struct kr_text_table table;
    kr_text_table_init(&table, 4, "lrrl");
    for (int c = 0; c < 4; c++) {
        kr_text_cell(&table, NAMES[c]);
    }
    for (size_t i = 0; i < sizeof MAIN / sizeof MAIN[0]; i++) {
        const struct figure *figure = find_figure(effects, MAIN[i]);
        if (figure != NULL) {
            put_figure(&table, figure, period);
        }
    }
    for (int f = 0; all && f < effects->figures; f++) {
        if (!is_main(effects->figure[f].name)) {
            put_figure(&table, &effects->figure[f], period);
        }
    }
    kr_text_table_print(&table, true, stdout);
    kr_text_table_free(&table);
    puts(effects->replicates > 1
             ? "* the interval leaves out zero"
             : "One replicate: how much of this is chance cannot be told.");
}

// A line of the ledger over the quarters from `from` until before `to`.
struct line {
    const char *name;
    const char *meaning;
    double sum;  // of the quarters, mean over replicates
    double mean; // of a quarter
};

// Lines about hours, the total at the end, or about money.
enum part { HOURS, MONEY };

static int line_count(enum part part)
{
    return part == HOURS ? (int)KR_PART_COUNT : (int)KR_MONEY_COUNT;
}

static const struct kr_ledger_info *line_info(enum part part, int at)
{
    return part == HOURS ? kr_part_info((enum kr_part)((at + 1) % KR_PART_COUNT))
                         : kr_money_info((enum kr_money)at);
}

static void sum_line(const struct effects *effects, const double *values,
                     const struct kr_result_variable *variable, struct line *line)
{
    const size_t replicates = variable->size[1];
    const size_t to = (size_t)effects->to;
    for (size_t q = (size_t)effects->from; q < to && q < variable->size[0]; q++) {
        for (size_t r = 0; r < replicates; r++) {
            line->sum += values[q * replicates + r] / (double)replicates;
        }
    }
    line->mean = line->sum / (double)(effects->to - effects->from);
}

// False when the file does not have the line.
static bool read_line(const struct kr_show *show, const struct effects *effects,
                      enum part part, int at, struct line *line)
{
    const struct kr_ledger_info *info = line_info(part, at);
    char path[KR_RESULT_PATH];
    snprintf(path, sizeof path, "/ledger/%s%s", part == HOURS ? KR_PART_PREFIX : "money_",
             info->stored);
    const struct kr_result_variable *variable = kr_result_find(show->result, path);
    double *values = NULL;
    size_t count = 0;
    if (variable == NULL || variable->rank != 2 || effects->to <= effects->from ||
        kr_result_numbers(show->result, variable, &values, &count) != KR_OK) {
        return false;
    }
    *line = (struct line){.name = info->name, .meaning = info->meaning};
    sum_line(effects, values, variable, line);
    free(values);
    return true;
}

static void print_part(const struct kr_show *show, const struct effects *effects,
                       enum part part)
{
    struct kr_text_table table;
    struct line line;
    kr_text_table_init(&table, 2, "lr");
    kr_text_cell(&table, part == HOURS ? "change of contract hours, mean quarter"
                                       : "change of who pays, sum");
    kr_text_cell(&table, part == HOURS ? "fte" : "million euro");
    for (int at = 0; at < line_count(part); at++) {
        if (!read_line(show, effects, part, at, &line) ||
            (part == MONEY && !(fabs(line.sum) > 0.0))) {
            continue;
        }
        char number[KR_NUMBER_SIZE];
        kr_signed_text(number, part == HOURS ? line.mean : line.sum * 1e-6);
        kr_text_cell(&table, line.meaning);
        kr_text_cell(&table, number);
    }
    if (table.used > 2) {
        putchar('\n');
        kr_text_table_print(&table, true, stdout);
    }
    kr_text_table_free(&table);
}

// What differs between the scenarios, line by line as compare told it.
static void print_differences(const struct kr_show *show, const char *text)
{
    for (const char *line = text; *line != '\0';) {
        const int length = (int)strcspn(line, "\n");
        kr_show_line(show, "%.*s", length, line);
        line += length + (line[length] == '\n' ? 1 : 0);
    }
}

static void print_text(const struct kr_show *show, const struct effects *effects)
{
    kr_show_line(show, "%s", effects->scenario);
    kr_show_line(show, "%s", effects->title);
    printf("%s, scale %g, %d replicate%s", effects->country, effects->scale,
           effects->replicates, effects->replicates == 1 ? "" : "s");
    if (effects->quarters > 0) {
        char from[KR_NUMBER_SIZE];
        char to[KR_NUMBER_SIZE];
        kr_quarter_text(effects->first, from, sizeof from);
        kr_quarter_text(effects->last, to, sizeof to);
        printf(", %s to %s", from, to);
    }
    fputs("\n\n", stdout);
    print_differences(show, effects->differences);
    char from[KR_NUMBER_SIZE];
    char to[KR_NUMBER_SIZE];
    kr_quarter_text((kr_quarter)(effects->first + effects->from), from, sizeof from);
    kr_quarter_text((kr_quarter)(effects->first + effects->to - 1), to, sizeof to);
    if (effects->in_force) {
        printf("\nEffects while what differs is in force, %s to %s\n", from, to);
    } else {
        printf("\nEffects while what differs is in force; ledger of all quarters\n");
    }
    puts("(stocks: mean of the quarters; events and money: sum)\n");
    print_table(effects, effects->periods > IN_FORCE ? IN_FORCE : 0, show->all);
    print_part(show, effects, HOURS);
    print_part(show, effects, MONEY);
    putchar('\n');
    kr_show_groups(show);
    printf("\nworld %s\n", effects->world);
}

static void figure_json(struct kr_json *json, const struct figure *figure, size_t period)
{
    kr_json_object(json, figure->name);
    kr_json_text(json, "unit", figure->unit);
    for (int e = 0; e < ESTIMATES; e++) {
        kr_json_number(json, ESTIMATE[e], estimates(figure, period)[e]);
    }
    kr_json_close(json);
}

static void part_json(const struct kr_show *show, const struct effects *effects,
                      enum part part, struct kr_json *json)
{
    kr_json_object(json, part == HOURS ? "full_time_equivalents" : "euro");
    for (int at = 0; at < line_count(part); at++) {
        struct line line;
        if (read_line(show, effects, part, at, &line)) {
            kr_json_object(json, line.name);
            kr_json_text(json, "meaning", line.meaning);
            kr_json_number(json, "mean", line.mean);
            kr_json_number(json, "sum", line.sum);
            kr_json_close(json);
        }
    }
    kr_json_close(json);
}

static void print_json(const struct kr_show *show, const struct effects *effects)
{
    struct kr_json json;
    kr_json_init(&json, stdout);
    kr_json_object(&json, NULL);
    kr_json_text(&json, "file", show->file);
    kr_json_text(&json, "kind", kr_file_kind_name(KR_FILE_EFFECTS));
    kr_json_text(&json, "scenario", effects->scenario);
    kr_json_text(&json, "title", effects->title);
    kr_json_text(&json, "country", effects->country);
    kr_json_number(&json, "scale", effects->scale);
    kr_json_integer(&json, "replicates", effects->replicates);
    kr_json_integer(&json, "quarters", effects->quarters);
    kr_json_object(&json, "estimates");
    for (size_t p = 0; p < effects->periods; p++) {
        kr_json_object(&json, effects->period[p]);
        for (int f = 0; f < effects->figures; f++) {
            figure_json(&json, &effects->figure[f], p);
        }
        kr_json_close(&json);
    }
    kr_json_close(&json);
    kr_json_object(&json, "ledger");
    kr_json_integer(&json, "from", effects->from);
    kr_json_integer(&json, "to", effects->to);
    part_json(show, effects, HOURS, &json);
    part_json(show, effects, MONEY, &json);
    kr_json_close(&json);
    kr_show_groups_json(show, &json);
    kr_json_text(&json, "world", effects->world);
    kr_json_close(&json);
}

static void print_csv(const struct effects *effects)
{
    fputs("period,figure,unit", stdout);
    for (int e = 0; e < ESTIMATES; e++) {
        printf(",%s", ESTIMATE[e]);
    }
    putchar('\n');
    for (size_t p = 0; p < effects->periods; p++) {
        for (int f = 0; f < effects->figures; f++) {
            const struct figure *figure = &effects->figure[f];
            printf("%s,%s,%s", effects->period[p], figure->name, figure->unit);
            for (int e = 0; e < ESTIMATES; e++) {
                const double value = estimates(figure, p)[e];
                putchar(',');
                if (isfinite(value)) {
                    printf("%.12g", value);
                }
            }
            putchar('\n');
        }
    }
}

int kr_show_effects(const struct kr_show *show)
{
    struct effects effects = {.scale = 0.0};
    int code = read_effects(show, &effects);
    if (code == KR_OK && show->style == KR_SHOW_JSON) {
        print_json(show, &effects);
    } else if (code == KR_OK && show->style == KR_SHOW_CSV) {
        print_csv(&effects);
    } else if (code == KR_OK) {
        print_text(show, &effects);
    }
    free_effects(&effects);
    return code;
}
