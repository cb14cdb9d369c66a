#include "cmd/headline.h"

#include "cmd/text.h"
#include "output/target.h"

#include <math.h>
#include <string.h>

enum { MIN_LABEL = 24, MAX_LABEL = 44 };

// The quarters that the table shows: first, middle and last, each once.
struct shown {
    int at[3];
    int count;
};

static struct shown choose_quarters(const struct kr_path *path)
{
    const int last = path->quarters - 1;
    const int wanted[] = {0, last / 2, last};
    struct shown shown = {.count = 0};
    for (int i = 0; i < 3; i++) {
        if (shown.count == 0 || shown.at[shown.count - 1] < wanted[i]) {
            shown.at[shown.count++] = wanted[i];
        }
    }
    return shown;
}

static void put_published(struct kr_text_table *table, const struct kr_target_row *target)
{
    if (target == NULL) {
        kr_text_cell(table, "");
        kr_text_cell(table, "");
        return;
    }
    kr_text_number(table, target->value);
    char low[KR_NUMBER_SIZE];
    char high[KR_NUMBER_SIZE];
    char text[128];
    kr_number_text(low, target->low);
    kr_number_text(high, target->high);
    snprintf(text, sizeof text, "%s to %s in %s", low, high, target->period);
    kr_text_cell(table, text);
}

static void put_figure(struct kr_text_table *table, const struct kr_figure *figure,
                       const struct shown *shown, const struct kr_targets *targets)
{
    kr_text_cell(table, figure->label);
    for (int i = 0; i < shown->count; i++) {
        kr_text_number(table, figure->value[shown->at[i]]);
    }
    if (targets->rows > 0) {
        put_published(table, kr_targets_find(targets, figure->target));
    }
    kr_text_cell(table, figure->unit);
}

// The figures of the headline, by name, in this order.
static const char *const HEADLINE[] = {
    "persons",
    "employed_persons",
    "net_participation",
    "unemployment_rate",
    "open_vacancies",
    "tightness",
    "employed_to_unemployed",
    "employed_to_nonparticipation",
    "unemployed_to_employed",
    "unemployed_to_nonparticipation",
    "nonparticipation_to_employed",
    "nonparticipation_to_unemployed",
    "job_to_job",
    "mean_hours_employed",
    "part_time_share",
    "under_employed",
    "sickness_absence",
};

static void put_headline(struct kr_text_table *table, const struct kr_path *path,
                         const struct shown *shown, const struct kr_targets *targets)
{
    for (size_t i = 0; i < sizeof HEADLINE / sizeof HEADLINE[0]; i++) {
        const struct kr_figure *figure = kr_path_find(path, HEADLINE[i]);
        if (figure != NULL) {
            put_figure(table, figure, shown, targets);
        }
    }
}

void kr_headline_print(const struct kr_path *path, const struct kr_targets *targets,
                       bool all, FILE *out)
{
    if (path->quarters == 0) {
        fputs("No quarter was finished.\n", out);
        return;
    }
    const struct shown shown = choose_quarters(path);
    const bool published = targets->rows > 0;
    // Label, quarters, published and its band, unit.
    static const char *const ALIGN[2][3] = {{"lrl", "lrrl", "lrrrl"},
                                            {"lrrll", "lrrrll", "lrrrrll"}};
    const char *align = ALIGN[published ? 1 : 0][shown.count - 1];
    struct kr_text_table table;
    kr_text_table_init(&table, (int)strlen(align), align);

    kr_text_cell(&table, "");
    for (int i = 0; i < shown.count; i++) {
        char quarter[KR_NUMBER_SIZE];
        kr_quarter_text(path->quarter[shown.at[i]], quarter, sizeof quarter);
        kr_text_cell(&table, quarter);
    }
    if (published) {
        kr_text_cell(&table, "published");
        kr_text_cell(&table, "band");
    }
    kr_text_cell(&table, "unit");
    if (!all) {
        put_headline(&table, path, &shown, targets);
    }
    for (int i = 0; all && i < path->indicators; i++) {
        put_figure(&table, &path->indicator[i], &shown, targets);
    }
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
}

static void put_picture_row(const struct kr_figure *figure, int quarters, int width,
                            FILE *out)
{
    const bool utf8 = kr_text_is_utf8();
    char first[KR_NUMBER_SIZE];
    char last[KR_NUMBER_SIZE];
    kr_number_text(first, figure->value[0]);
    kr_number_text(last, figure->value[quarters - 1]);
    char label[sizeof figure->label];
    kr_text_cut(label, sizeof label, figure->label, width);
    fprintf(out, "  %s%*s", label, width - kr_text_width(label) + 2, "");
    kr_sparkline(out, figure->value, quarters, utf8);
    fprintf(out, "  %s %s %s\n", first, utf8 ? "\u2192" : "->", last);
}

static bool is_zero(const struct kr_figure *figure, int quarters)
{
    for (int i = 0; i < quarters; i++) {
        if (fabs(figure->value[i]) > 0.0) {
            return false;
        }
    }
    return true;
}

void kr_picture_print(const struct kr_path *path, FILE *out)
{
    static const char *const NAMES[] = {"tightness", "open_vacancies",
                                        "unemployed_persons"};
    int width = MIN_LABEL;
    for (int i = 0; i < path->shortages; i++) {
        const int label = kr_text_width(path->shortage[i].label);
        width = label > width ? label : width;
    }
    width = width < MAX_LABEL ? width : MAX_LABEL;
    if (path->quarters == 0) {
        return;
    }
    char from[KR_NUMBER_SIZE];
    char to[KR_NUMBER_SIZE];
    kr_quarter_text(path->quarter[0], from, sizeof from);
    kr_quarter_text(path->quarter[path->quarters - 1], to, sizeof to);
    fprintf(out, "The path from %s to %s\n", from, to);
    for (int i = 0; i < 3; i++) {
        const struct kr_figure *figure = kr_path_find(path, NAMES[i]);
        if (figure != NULL) {
            put_picture_row(figure, path->quarters, width, out);
        }
    }
    if (path->shortages > 0) {
        fprintf(out, "Shortage by %ssector, full-time equivalents\n",
                path->all_sectors ? "" : "public ");
    }
    for (int i = 0; i < path->shortages; i++) {
        if (!is_zero(&path->shortage[i], path->quarters)) {
            put_picture_row(&path->shortage[i], path->quarters, width, out);
        }
    }
}

static void figure_json(const struct kr_figure *figure, int quarters,
                        const struct kr_targets *targets, struct kr_json *json)
{
    kr_json_object(json, figure->name);
    kr_json_text(json, "unit", figure->unit);
    const struct kr_target_row *target = kr_targets_find(targets, figure->target);
    if (target != NULL) {
        kr_json_object(json, "published");
        kr_json_text(json, "id", target->id);
        kr_json_number(json, "value", target->value);
        kr_json_number(json, "low", target->low);
        kr_json_number(json, "high", target->high);
        kr_json_text(json, "period", target->period);
        kr_json_close(json);
    }
    kr_json_list(json, "values");
    for (int q = 0; q < quarters; q++) {
        kr_json_number(json, NULL, figure->value[q]);
    }
    kr_json_close(json);
    kr_json_close(json);
}

void kr_path_json(const struct kr_path *path, const struct kr_targets *targets,
                  struct kr_json *json)
{
    kr_json_list(json, "time");
    for (int q = 0; q < path->quarters; q++) {
        char quarter[KR_NUMBER_SIZE];
        kr_quarter_text(path->quarter[q], quarter, sizeof quarter);
        kr_json_text(json, NULL, quarter);
    }
    kr_json_close(json);
    kr_json_object(json, "indicators");
    for (int i = 0; i < path->indicators; i++) {
        figure_json(&path->indicator[i], path->quarters, targets, json);
    }
    kr_json_close(json);
    kr_json_object(json, "shortage");
    for (int i = 0; i < path->shortages; i++) {
        figure_json(&path->shortage[i], path->quarters, targets, json);
    }
    kr_json_close(json);
}

void kr_path_csv(const struct kr_path *path, FILE *out)
{
    fputs("quarter", out);
    for (int i = 0; i < path->indicators; i++) {
        fprintf(out, ",%s", path->indicator[i].name);
    }
    for (int i = 0; i < path->shortages; i++) {
        fprintf(out, ",shortage_%s", path->shortage[i].name);
    }
    fputc('\n', out);
    for (int q = 0; q < path->quarters; q++) {
        char quarter[KR_NUMBER_SIZE];
        kr_quarter_text(path->quarter[q], quarter, sizeof quarter);
        fputs(quarter, out);
        for (int i = 0; i < path->indicators; i++) {
            fprintf(out, ",%.12g", path->indicator[i].value[q]);
        }
        for (int i = 0; i < path->shortages; i++) {
            fprintf(out, ",%.12g", path->shortage[i].value[q]);
        }
        fputc('\n', out);
    }
}
