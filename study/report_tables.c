#include "study/report_tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ENDS keeps the first and the last record only, which is
// all that a change needs and keeps the page small; FLOW leaves out the starting record,
// which has no events.
enum { ENDS = 1, FLOW = 2 };

static const struct {
    const char *name;
    unsigned how;
} LIST[] = {
    {"heads_by_sector", 0},
    {"heads_by_sector_region", ENDS},
    {"shortage_fte_by_sector", 0},
    {"fte_by_sector", 0},
    {"absence_by_sector", 0},
    {"workload_by_sector", 0},
    {"vacancies_open_by_sector", 0},
    {"vacancies_open_by_region", 0},
    {"persons_by_region_status", 0},
    {"employed_by_sex_hours", ENDS},
    {"employed_by_sex_hours_class", ENDS},
    {"status_flow", FLOW},
    {"hires_by_sector_origin", FLOW},
    {"euro_by_policy_payer", FLOW},
    {"recipients_by_policy", 0},
};

enum { LIST_COUNT = sizeof LIST / sizeof LIST[0] };

static const char *const AXES[KR_REPORT_AXES] = {
    "sector", "region", "status", "sex", "hours", "hours_class", "origin", "payer"};

static void read_text(struct kr_result *result, const char *path, const char *name,
                      char *text, size_t size)
{
    if (kr_result_attribute_text(result, path, name, text, size) != KR_OK) {
        text[0] = '\0';
    }
}

// Keeps the first and the last record.
static void keep_ends(struct kr_report_table *table)
{
    const size_t records = table->size[0];
    if (records < 3) {
        return;
    }
    const size_t record = table->count / records;
    memmove(&table->values[record], &table->values[(records - 1) * record],
            record * sizeof *table->values);
    table->size[0] = 2;
    table->count = 2 * record;
}

static void drop_first(struct kr_report_table *table)
{
    if (table->size[0] < 1) {
        return;
    }
    const size_t record = table->count / table->size[0];
    memmove(table->values, &table->values[record],
            (table->count - record) * sizeof *table->values);
    table->size[0]--;
    table->count -= record;
}

static int read_table(struct kr_report_table *table, struct kr_result *result,
                      const struct kr_result_variable *variable, unsigned how)
{
    int code = kr_result_numbers(result, variable, &table->values, &table->count);
    if (code != KR_OK) {
        return code;
    }
    read_text(result, variable->path, "units", table->unit, sizeof table->unit);
    read_text(result, variable->path, "long_name", table->meaning, sizeof table->meaning);
    table->rank = variable->rank;
    for (int i = 0; i < variable->rank; i++) {
        table->size[i] = variable->size[i];
        memcpy(table->axis[i], variable->axis[i], sizeof table->axis[i]);
    }
    if ((how & (unsigned)ENDS) != 0) {
        keep_ends(table);
    }
    if ((how & (unsigned)FLOW) != 0) {
        drop_first(table);
    }
    return KR_OK;
}

int kr_report_tables_read(struct kr_report_tables *self, struct kr_result *result)
{
    *self = (struct kr_report_tables){calloc(LIST_COUNT, sizeof *self->table), 0};
    if (self->table == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    int code = KR_OK;
    for (int i = 0; i < LIST_COUNT && code == KR_OK; i++) {
        const struct kr_result_variable *variable = kr_result_find(result, LIST[i].name);
        if (variable == NULL || !variable->has_time || variable->is_text ||
            variable->rank < 2) {
            continue;
        }
        struct kr_report_table *table = &self->table[self->tables++];
        table->name = LIST[i].name;
        code = read_table(table, result, variable, LIST[i].how);
    }
    return code;
}

void kr_report_tables_free(struct kr_report_tables *self)
{
    for (int i = 0; i < self->tables; i++) {
        free(self->table[i].values);
    }
    free(self->table);
    *self = (struct kr_report_tables){NULL, 0};
}

// Texts of a variable, or none when the file does not have it.
static int read_column(struct kr_result *result, const char *axis, const char *end,
                       char ***texts, size_t *count)
{
    char path[KR_RESULT_PATH];
    (void)snprintf(path, sizeof path, "/labels/%s%s", axis, end);
    const struct kr_result_variable *variable = kr_result_find(result, path);
    return variable == NULL || !variable->is_text
               ? KR_OK
               : kr_result_texts(result, variable, texts, count);
}

int kr_report_words_read(struct kr_report_words words[KR_REPORT_AXES],
                         struct kr_result *result)
{
    memset(words, 0, KR_REPORT_AXES * sizeof *words);
    int code = KR_OK;
    for (int a = 0; a < KR_REPORT_AXES && code == KR_OK; a++) {
        struct kr_report_words *of = &words[a];
        of->axis = AXES[a];
        code = read_column(result, of->axis, "", &of->id, &of->ids);
        if (code == KR_OK) {
            code = read_column(result, of->axis, "_name", &of->name, &of->names);
        }
        if (code == KR_OK) {
            code = read_column(result, of->axis, "_kind", &of->kind, &of->kinds);
        }
    }
    return code;
}

void kr_report_words_free(struct kr_report_words words[KR_REPORT_AXES])
{
    for (int a = 0; a < KR_REPORT_AXES; a++) {
        kr_result_texts_free(words[a].id, words[a].ids);
        kr_result_texts_free(words[a].name, words[a].names);
        kr_result_texts_free(words[a].kind, words[a].kinds);
    }
}
