#include "cmd/loops_report.h"

#include "cmd/text.h"

#include <math.h>
#include <stdio.h>

// A number with two decimals, "-" when there is none.
static void put_figure(struct kr_text_table *table, double value)
{
    char text[KR_NUMBER_SIZE];
    if (isfinite(value)) {
        snprintf(text, sizeof text, "%.2f", value);
    }
    kr_text_cell(table, isfinite(value) ? text : "-");
}

static void put_row(struct kr_text_table *table, const char *const *words, int count)
{
    for (int c = 0; c < count; c++) {
        kr_text_cell(table, words[c]);
    }
}

static void put_estimate(struct kr_text_table *table, const struct kr_estimate *estimate)
{
    put_figure(table, estimate->mean);
    put_figure(table, estimate->error);
}

// ---------------------------------------------------------------- of an experiment

static void print_gains(const struct kr_loops_report *report, size_t count, FILE *out)
{
    static const char *const HEADER[] = {"loop", "outcome",  "direct, %",
                                         "se",   "whole, %", "se",
                                         "gain", "se",       "what goes round"};
    struct kr_text_table table;
    kr_text_table_init(&table, 9, "llrrrrrrl");
    put_row(&table, HEADER, 9);
    for (size_t i = 0; i < count; i++) {
        const struct kr_loop_result *result = &report->results[i];
        if (result->lacks == NULL) {
            kr_text_cell(&table, result->loop->id);
            kr_text_cell(&table, kr_loop_outcome_word(result->loop->outcome));
            put_estimate(&table, &result->direct);
            put_estimate(&table, &result->whole);
            put_estimate(&table, &result->gain);
            kr_text_cell(&table, result->loop->meaning);
        }
    }
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
}

static void print_cuts(const struct kr_loops_report *report, size_t count, FILE *out)
{
    const char *last = "";
    for (size_t i = 0; i < count; i++) {
        const struct kr_loop *loop = report->results[i].loop;
        if (report->results[i].lacks != NULL) {
            fprintf(out, "%s not measured, there is no %s: %s\n", loop->id,
                    report->results[i].lacks, loop->meaning);
        } else if (loop->id != last) {
            fprintf(out, "%s cut by", loop->id);
            for (int c = 0; c < KR_LOOP_CUTS && loop->cut[c] != NULL; c++) {
                fprintf(out, " %s", loop->cut[c]);
            }
            fprintf(out, " = 0%s%s\n", loop->lever != NULL ? "; the pulse goes to " : "",
                    loop->lever != NULL ? loop->lever : "");
            last = loop->id;
        }
    }
}

static void put_spiral(struct kr_text_table *table, const struct kr_spiral *spiral)
{
    put_figure(table, spiral->load);
    put_figure(table, 100.0 * spiral->outflow);
    put_figure(table, 100.0 * spiral->absence);
    put_figure(table, spiral->e_quit);
    put_figure(table, spiral->e_dismissal);
    put_figure(table, spiral->e_absence);
    put_figure(table, spiral->e_hours);
}

static void print_spirals(const struct kr_loops_report *report, size_t count, FILE *out)
{
    static const char *const HEADER[] = {
        "L1 in",        "load",      "outflow, %", "absent, %", "e quits",
        "e dismissals", "e absence", "e hours",    "gain",      "se"};
    struct kr_text_table table;
    kr_text_table_init(&table, 10, "lrrrrrrrrr");
    put_row(&table, HEADER, 10);
    for (size_t i = 0; i < count; i++) {
        const struct kr_loop_result *result = &report->results[i];
        if (result->lacks == NULL && result->loop->outcome == KR_LOOP_load &&
            result->loop->kind != KR_NONE) {
            kr_text_cell(&table, kr_sector_kind_word(result->loop->kind));
            put_spiral(&table, &result->spiral);
            put_estimate(&table, &result->formula);
        }
    }
    fputs(
        "\nElasticities with respect to workload, and the gain that follows when nobody "
        "is hired in answer:\n",
        out);
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
}

void kr_loops_print(const struct kr_loops_report *report, FILE *out)
{
    size_t count;
    (void)kr_loop_list(&count);
    const struct kr_model *model = &report->setup->model;
    fprintf(out,
            "A step of %g%% in required hours, scale %g, %d quarters, %d replicates\n\n",
            100.0 * report->pulse, model->scale, model->quarters, report->replicates);
    print_gains(report, count, out);
    fputc('\n', out);
    print_cuts(report, count, out);
    print_spirals(report, count, out);
}

static void json_estimate(struct kr_json *json, const char *key,
                          const struct kr_estimate *estimate)
{
    kr_json_object(json, key);
    kr_json_number(json, "mean", estimate->mean);
    kr_json_number(json, "standard_error", estimate->error);
    kr_json_number(json, "low", estimate->low);
    kr_json_number(json, "high", estimate->high);
    kr_json_close(json);
}

static void json_spiral(struct kr_json *json, const char *key,
                        const struct kr_spiral *spiral)
{
    kr_json_object(json, key);
    kr_json_number(json, "employees", spiral->heads);
    kr_json_number(json, "load", spiral->load);
    kr_json_number(json, "outflow", spiral->outflow);
    kr_json_number(json, "absence", spiral->absence);
    kr_json_number(json, "elasticity_quits", spiral->e_quit);
    kr_json_number(json, "elasticity_dismissals", spiral->e_dismissal);
    kr_json_number(json, "elasticity_absence", spiral->e_absence);
    kr_json_number(json, "elasticity_hours", spiral->e_hours);
    kr_json_number(json, "gain", spiral->gain);
    kr_json_close(json);
}

static void json_loop(struct kr_json *json, const struct kr_loop_result *result)
{
    const struct kr_loop *loop = result->loop;
    kr_json_object(json, NULL);
    kr_json_text(json, "loop", loop->id);
    kr_json_text(json, "meaning", loop->meaning);
    kr_json_text(json, "pulse_in",
                 loop->lever != NULL     ? loop->lever
                 : loop->kind != KR_NONE ? kr_sector_kind_word(loop->kind)
                                         : "all");
    kr_json_text(json, "outcome", kr_loop_outcome_word(loop->outcome));
    kr_json_list(json, "cut");
    for (int c = 0; c < KR_LOOP_CUTS && loop->cut[c] != NULL; c++) {
        kr_json_text(json, NULL, loop->cut[c]);
    }
    kr_json_close(json);
    if (result->lacks != NULL) {
        kr_json_text(json, "lacks", result->lacks);
    } else {
        json_estimate(json, "direct_percent", &result->direct);
        json_estimate(json, "whole_percent", &result->whole);
        json_estimate(json, "gain", &result->gain);
        if (loop->outcome == KR_LOOP_load && loop->kind != KR_NONE) {
            json_spiral(json, "spiral", &result->spiral);
            json_estimate(json, "spiral_gain", &result->formula);
        }
    }
    kr_json_close(json);
}

void kr_loops_json(const struct kr_loops_report *report, FILE *out)
{
    size_t count;
    (void)kr_loop_list(&count);
    struct kr_json json;
    kr_json_init(&json, out);
    kr_json_object(&json, NULL);
    kr_json_text(&json, "scenario", report->setup->scenario.file);
    kr_json_number(&json, "pulse", report->pulse);
    kr_json_number(&json, "scale", report->setup->model.scale);
    kr_json_integer(&json, "quarters", report->setup->model.quarters);
    kr_json_integer(&json, "replicates", report->replicates);
    kr_json_list(&json, "loops");
    for (size_t i = 0; i < count; i++) {
        json_loop(&json, &report->results[i]);
    }
    kr_json_close(&json);
    kr_json_close(&json);
}

// ---------------------------------------------------------------- of a file

void kr_spiral_print(const struct kr_spiral_file *spiral, FILE *out)
{
    static const char *const HEADER[] = {
        "kind of sector", "employees", "load",    "outflow, %",      "absent, %",
        "e outflow",      "e absence", "L1 gain", "e outflow, seen", "e absence, seen"};
    struct kr_text_table table;
    kr_text_table_init(&table, 10, "lrrrrrrrrr");
    put_row(&table, HEADER, 10);
    for (int k = 0; k < KR_SECTOR_KIND_COUNT; k++) {
        const struct kr_spiral *one = &spiral->reckoned[k];
        const struct kr_spiral *across = &spiral->across[k];
        if (one->heads > 0.0) {
            kr_text_cell(&table, kr_sector_kind_word(k));
            kr_text_number(&table, one->heads);
            put_figure(&table, one->load);
            put_figure(&table, 100.0 * one->outflow);
            put_figure(&table, 100.0 * one->absence);
            put_figure(&table, one->e_quit + one->e_dismissal);
            put_figure(&table, one->e_absence);
            put_figure(&table, one->gain);
            put_figure(&table, across->e_quit + across->e_dismissal);
            put_figure(&table, across->e_absence);
        }
    }
    fprintf(out, "Loop L1, the workload spiral, over %d quarters\n\n", spiral->quarters);
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
    fputs(
        "\nLoad is hours required over hours present, 1 is normal; e is the elasticity "
        "with respect\nto load. The gain, the rise of load over that of need when nobody "
        "is hired in answer, is\nreckoned from the run's parameters and the events that "
        "it "
        "counted; the indicator\nworkload_spiral_gain takes all exits as sensitive and "
        "is "
        "higher. 'Seen' is how staff\nunder more load differ from staff under less: they "
        "differ otherwise too, so it is no effect\nof load. What load does, and the "
        "gains "
        "of L6, L8, L9 and L12, take a second world:\nkrapte loops SCENARIO.\n",
        out);
}

void kr_spiral_json(const struct kr_spiral_file *spiral, struct kr_json *json)
{
    kr_json_integer(json, "quarters", spiral->quarters);
    kr_json_object(json, "workload_spiral");
    for (int k = 0; k < KR_SECTOR_KIND_COUNT; k++) {
        if (spiral->reckoned[k].heads > 0.0) {
            kr_json_object(json, kr_sector_kind_word(k));
            json_spiral(json, "reckoned", &spiral->reckoned[k]);
            json_spiral(json, "across_staff", &spiral->across[k]);
            kr_json_close(json);
        }
    }
    kr_json_close(json);
}
