#include "cmd/headline.h"

#include "cmd/text.h"
#include "output/target.h"

#include <math.h>
#include <string.h>

enum {
    NARROW = 80,    // columns where there is no terminal
    MAX_LABEL = 34, // columns of a label
    MIN_PATH = 6,   // cells of a path
    MAX_PATH = 48,
    NUMBER_WIDTH = 12, // columns of a number and the gap before it
    BAND_WIDTH = 30,
    PATH_BYTES = 3 * MAX_PATH + 1,
};

// What the tables of a path have in common.
struct layout {
    int cells;      // of a path
    bool published; // a column of published figures
    bool band;      // and what is known of them
};

static struct layout layout_of(const struct kr_path *path,
                               const struct kr_targets *targets, FILE *out)
{
    const int terminal = kr_terminal_columns(out);
    int room = (terminal > 0 ? terminal : NARROW) - MAX_LABEL - 2 * NUMBER_WIDTH - 2;
    struct layout layout = {.published = targets != NULL && targets->rows > 0};
    room -= layout.published ? NUMBER_WIDTH : 0;
    layout.band = layout.published && room >= MIN_PATH + BAND_WIDTH;
    room -= layout.band ? BAND_WIDTH : 0;
    const int most = path->quarters < MAX_PATH ? path->quarters : MAX_PATH;
    layout.cells = room > most ? most : room > MIN_PATH ? room : MIN_PATH;
    return layout;
}

// Means of neighbouring quarters where there are more of them than cells.
static int thin_out(const double *value, int quarters, int cells, double *cell)
{
    if (quarters <= cells) {
        memcpy(cell, value, (size_t)quarters * sizeof *cell);
        return quarters;
    }
    for (int c = 0; c < cells; c++) {
        const int from = c * quarters / cells;
        const int to = (c + 1) * quarters / cells;
        double sum = 0.0;
        for (int q = from; q < to; q++) {
            sum += value[q];
        }
        cell[c] = sum / (to - from);
    }
    return cells;
}

static void put_path(struct kr_text_table *table, const struct kr_figure *figure,
                     int quarters, int cells)
{
    double cell[MAX_PATH];
    char text[PATH_BYTES] = "";
    const int count = thin_out(figure->value, quarters, cells, cell);
    FILE *stream = fmemopen(text, sizeof text, "w");
    if (stream != NULL) {
        kr_sparkline(stream, cell, count, kr_text_is_utf8());
        (void)fclose(stream);
    }
    kr_text_cell(table, text);
}

static void put_published(struct kr_text_table *table, const struct kr_published *target,
                          bool band)
{
    if (target == NULL) {
        kr_text_cell(table, "");
    } else {
        kr_text_number(table, target->value);
    }
    if (band && target == NULL) {
        kr_text_cell(table, "");
    } else if (band) {
        char low[KR_NUMBER_SIZE];
        char high[KR_NUMBER_SIZE];
        char text[128];
        kr_number_text(low, target->low);
        kr_number_text(high, target->high);
        snprintf(text, sizeof text, "%s to %s in %s", low, high, target->period);
        kr_text_cell(table, text);
    }
}

// "net participation, %"
static void put_label(struct kr_text_table *table, const char *label, const char *unit)
{
    char text[256];
    char cut[4 * MAX_LABEL];
    const bool told = unit[0] == '\0' || strstr(label, unit) != NULL;
    snprintf(text, sizeof text, "%s%s%s", label, told ? "" : ", ", told ? "" : unit);
    kr_text_cut(cut, sizeof cut, text, MAX_LABEL);
    kr_text_cell(table, cut);
}

static void put_figure(struct kr_text_table *table, const struct kr_figure *figure,
                       int quarters, const struct layout *layout)
{
    kr_text_number(table, figure->value[0]);
    kr_text_number(table, figure->value[quarters - 1]);
    put_path(table, figure, quarters, layout->cells);
}

// The figures of the headline, by name, in this order.
static const char *const HEADLINE[] = {
    "persons",
    "employed_persons",
    "net_participation",
    "unemployed_persons",
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

// Opens a table and writes its first row.
static void open_table(struct kr_text_table *table, const struct kr_path *path,
                       const struct layout *layout, const char *title)
{
    const int columns = 4 + (layout->published ? 1 : 0) + (layout->band ? 1 : 0);
    char from[KR_NUMBER_SIZE];
    char to[KR_NUMBER_SIZE];
    kr_quarter_text(path->quarter[0], from, sizeof from);
    kr_quarter_text(path->quarter[path->quarters - 1], to, sizeof to);
    kr_text_table_init(table, columns, "lrrlrl");
    kr_text_cell(table, title);
    kr_text_cell(table, from);
    kr_text_cell(table, to);
    kr_text_cell(table, "path");
    if (layout->published) {
        kr_text_cell(table, "published");
    }
    if (layout->band) {
        kr_text_cell(table, "band");
    }
}

static void put_row(struct kr_text_table *table, const struct kr_figure *figure,
                    const struct kr_path *path, const struct kr_targets *targets,
                    const struct layout *layout)
{
    put_label(table, figure->label, figure->unit);
    put_figure(table, figure, path->quarters, layout);
    if (layout->published) {
        put_published(table, kr_targets_find(targets, figure->target), layout->band);
    }
}

void kr_headline_print(const struct kr_path *path, const struct kr_targets *targets,
                       bool all, FILE *out)
{
    if (path->quarters == 0) {
        return;
    }
    const struct layout layout = layout_of(path, targets, out);
    struct kr_text_table table;
    open_table(&table, path, &layout, "");
    for (size_t i = 0; !all && i < sizeof HEADLINE / sizeof HEADLINE[0]; i++) {
        const struct kr_figure *figure = kr_path_find(path, HEADLINE[i]);
        if (figure != NULL) {
            put_row(&table, figure, path, targets, &layout);
        }
    }
    for (int i = 0; all && i < path->indicators; i++) {
        put_row(&table, &path->indicator[i], path, targets, &layout);
    }
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
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

void kr_shortage_print(const struct kr_path *path, FILE *out)
{
    if (path->quarters == 0 || path->shortages == 0) {
        return;
    }
    const struct layout layout = layout_of(path, NULL, out);
    struct kr_text_table table;
    open_table(&table, path, &layout,
               path->all_sectors ? "shortage by sector, fte"
                                 : "shortage, public sectors, fte");
    for (int i = 0; i < path->shortages; i++) {
        const struct kr_figure *figure = &path->shortage[i];
        if (!is_zero(figure, path->quarters)) {
            put_label(&table, figure->label, "");
            put_figure(&table, figure, path->quarters, &layout);
        }
    }
    fputc('\n', out);
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
}

static void figure_json(const struct kr_figure *figure, int quarters,
                        const struct kr_targets *targets, struct kr_json *json)
{
    kr_json_object(json, figure->name);
    kr_json_text(json, "unit", figure->unit);
    const struct kr_published *target = kr_targets_find(targets, figure->target);
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
