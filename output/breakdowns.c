#include "output/breakdowns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Variables of one breakdown: one for each measure.
enum { MOST_OF_ONE = KR_BREAKDOWN_MEASURES, TEXT_SIZE = 400 };

static const enum kr_dimension DIMENSIONS[KR_BREAK_COUNT] = {
#define KR_AXIS_DIMENSION(name, word, whom, flow, vacancy, meaning) \
    [KR_BREAK_##name] = KR_DIM_##name,
    KR_BREAKDOWN_AXIS_LIST(KR_AXIS_DIMENSION)
#undef KR_AXIS_DIMENSION
};

// A text that lives as long as the variables.
static const char *keep_text(struct kr_variables *self, const char *text)
{
    char *copy = strdup(text);
    char **texts = realloc(self->texts, (self->text_count + 1) * sizeof *texts);
    self->texts = texts != NULL ? texts : self->texts;
    if (copy == NULL || texts == NULL) {
        free(copy);
        return NULL;
    }
    self->texts[self->text_count++] = copy;
    return copy;
}

static bool has_name(const struct kr_variables *self, const struct kr_variable *variable)
{
    for (size_t i = 0; i < self->count; i++) {
        if (self->at[i].series == variable->series &&
            strcmp(self->at[i].name, variable->name) == 0) {
            return true;
        }
    }
    return false;
}

// "employees_by_sector_region", and with blanks "employees by sector, region".
static const char *name_of(struct kr_variables *self, const char *what,
                           const struct kr_breakdown *by, bool for_people)
{
    char text[TEXT_SIZE];
    int size = snprintf(text, sizeof text, "%s%s", what, for_people ? " by " : "_by_");
    for (int i = 0; i < by->axes; i++) {
        const struct kr_breakdown_axis_info *axis = kr_breakdown_axis(by->axis[i]);
        const char *between = i == 0 ? "" : for_people ? ", " : "_";
        size += snprintf(text + size, sizeof text - (size_t)size, "%s%s", between,
                         for_people ? axis->meaning : axis->word);
    }
    return keep_text(self, text);
}

// A variable of a table of the census; name, unit and texts are still to be given.
static struct kr_variable variable_of(const struct kr_breakdown *by, int table,
                                      enum kr_counted measure)
{
    struct kr_variable variable = {.series = by->flow ? KR_FLOWS : KR_QUARTERLY,
                                   .target = "",
                                   .event = KR_NONE,
                                   .tally = KR_NONE,
                                   .column = KR_NONE,
                                   .census = table,
                                   .measure = (int)measure};
    enum kr_dimension axes[KR_VARIABLE_AXES] = {KR_DIM_NONE};
    for (int i = 0; i < by->axes; i++) {
        axes[i] = DIMENSIONS[by->axis[i]];
    }
    if (by->flow) {
        axes[by->axes] = KR_DIM_STATUS_FROM;
        axes[by->axes + 1] = KR_DIM_STATUS_TO;
    }
    variable.rows = axes[0];
    variable.columns = axes[1];
    variable.more[0] = axes[2];
    variable.more[1] = axes[3];
    return variable;
}

// What is the same for all variables of a kind.
struct words {
    const char *what;
    const char *long_name;
    const char *unit;
    const char *comment;
    bool whole;
};

static int add(struct kr_variables *self, const struct kr_breakdown *by,
               struct kr_variable variable, const struct words *words)
{
    variable.name = name_of(self, words->what, by, false);
    variable.long_name = name_of(self, words->long_name, by, true);
    variable.comment = words->comment;
    variable.unit = words->unit;
    variable.whole = words->whole;
    if (variable.name == NULL || variable.long_name == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    if (!has_name(self, &variable)) {
        self->at[self->count++] = variable;
    }
    return KR_OK;
}

static int add_wage(struct kr_variables *self, const struct kr_breakdown *by, int table)
{
    static const struct words WAGE = {
        "hourly_wage", "mean gross hourly wage of employees", "euro/hour",
        "Weekly pay over contract hours; nominal. Not a number where nobody is employed. "
        "CBS: uurloon, table 81433NED.",
        false};
    struct kr_variable variable = variable_of(by, table, KR_COUNTED_WEEKLY_PAY);
    variable.reckon = kr_reckon_hourly_wage;
    return add(self, by, variable, &WAGE);
}

static int add_persons(struct kr_variables *self, const struct kr_breakdown *by,
                       int table)
{
    const unsigned measures = kr_breakdown_given(by);
    int code = KR_OK;
    for (int m = 0; m < KR_COUNTED_COUNT && code == KR_OK; m++) {
        const struct kr_counted_info *info = kr_counted((enum kr_counted)m);
        if ((measures >> m & 1U) != 0) {
            const struct words words = {info->word, info->long_name, info->unit,
                                        info->comment, info->whole};
            code = add(self, by, variable_of(by, table, (enum kr_counted)m), &words);
        }
    }
    const bool paid = (measures >> KR_GIVEN_HOURLY_WAGE & 1U) != 0;
    return code == KR_OK && paid ? add_wage(self, by, table) : code;
}

static int add_flow(struct kr_variables *self, const struct kr_breakdown *by, int table)
{
    static const struct words FLOW = {
        "status_flow", "persons by status at the end of the last quarter and of this one",
        "persons",
        "State at the end of the last quarter against the state at the end of this one. "
        "Who came is under `absent` of status_from, who left under that of status_to; "
        "status_flow has neither. By where people stand at the "
        "end "
        "of this quarter; who left, by where they stood at the last. CBS: stromen op de "
        "arbeidsmarkt, table 82848NED.",
        true};
    return add(self, by, variable_of(by, table, KR_COUNTED_PERSONS), &FLOW);
}

static int add_vacancies(struct kr_variables *self, const struct kr_breakdown *by,
                         int table)
{
    static const struct words OPEN = {
        "vacancies_open", "open vacancies, end of quarter,", "vacancies",
        "An opening for which staff is sought from outside, now or as soon as possible. "
        "CBS: openstaande vacatures, tables 80473NED and 84545NED.",
        true};
    return add(self, by, variable_of(by, table, KR_COUNTED_PERSONS), &OPEN);
}

// Tables stand in the census in the order in which they are named here.
static int add_breakdowns(struct kr_variables *self,
                          const struct kr_breakdowns *breakdowns)
{
    int table = KR_CENSUS_OWN;
    int code = KR_OK;
    for (int b = 0; b < breakdowns->count && code == KR_OK; b++) {
        const struct kr_breakdown *by = &breakdowns->at[b];
        if (kr_breakdown_counted(by) != 0) {
            code = by->flow ? add_flow(self, by, table) : add_persons(self, by, table);
            table++;
        }
        if (code == KR_OK && kr_breakdown_has_vacancies(by)) {
            code = add_vacancies(self, by, table++);
        }
    }
    return code;
}

int kr_variables_init(struct kr_variables *self, const struct kr_breakdowns *breakdowns)
{
    *self = (struct kr_variables){.count = kr_variable_count()};
    self->room = self->count + (size_t)breakdowns->count * MOST_OF_ONE;
    self->at = calloc(self->room, sizeof *self->at);
    if (self->at == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    for (size_t i = 0; i < self->count; i++) {
        self->at[i] = kr_variable_at(i);
    }
    return add_breakdowns(self, breakdowns);
}

void kr_variables_free(struct kr_variables *self)
{
    for (size_t i = 0; i < self->text_count; i++) {
        free(self->texts[i]);
    }
    free(self->texts);
    free(self->at);
    *self = (struct kr_variables){0};
}
