#include "study/result_cells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTES_PER_HOUR = 60, CENTS = 100, WEEKS = 13, QUARTERS_PER_YEAR = 4 };

// How the numbers of a file become those of an outcome.
enum unit { ONE, HOURS, FULL_TIME, WEEKLY, EURO };

// Where the cells of an outcome come from. `kept` is the axis behind time that has the
// codes of the split, the other axis is summed over its codes `from` .. `to`.
struct source {
    enum kr_outcome outcome;
    enum kr_split split;
    const char *variable;
    int kept;
    int from, to;
    enum unit unit;
    bool into_total; // its sum is the total of the outcome
};

enum { LAST = 1000 }; // to the end of the axis

#define BY_STATUS(outcome, from, to)                                                   \
    {KR_OUTCOME_##outcome,                                                             \
     KR_SPLIT_region,                                                                  \
     "persons_by_region_status",                                                       \
     0,                                                                                \
     from,                                                                             \
     to,                                                                               \
     ONE,                                                                              \
     false},                                                                           \
        {KR_OUTCOME_##outcome,                                                         \
         KR_SPLIT_age,                                                                 \
         "persons_by_age_group_status",                                                \
         0,                                                                            \
         from,                                                                         \
         to,                                                                           \
         ONE,                                                                          \
         false},                                                                       \
    {                                                                                  \
        KR_OUTCOME_##outcome, KR_SPLIT_sex, "persons_by_sex_status", 0, from, to, ONE, \
            true                                                                       \
    }
#define PLAIN(outcome, split, variable, unit, into_total)                              \
    {                                                                                  \
        KR_OUTCOME_##outcome, KR_SPLIT_##split, variable, 0, 0, LAST, unit, into_total \
    }
#define BY_ORIGIN(outcome, from, to)                                                  \
    {                                                                                 \
        KR_OUTCOME_##outcome, KR_SPLIT_sector, "hires_by_sector_origin", 0, from, to, \
            ONE, true                                                                 \
    }
#define BY_DESTINATION(outcome, from, to)                                              \
    {                                                                                  \
        KR_OUTCOME_##outcome, KR_SPLIT_sector, "separations_by_sector_destination", 0, \
            from, to, ONE, true                                                        \
    }

static const struct source SOURCES[] = {
    BY_STATUS(employed, KR_EMPLOYEE, KR_SELF_EMPLOYED),
    BY_STATUS(unemployed, KR_UNEMPLOYED, KR_UNEMPLOYED),
    BY_STATUS(outside, KR_AVAILABLE, LAST),
    {KR_OUTCOME_employed, KR_SPLIT_hours, "employed_by_sex_hours_class", 1, 0, LAST, ONE,
     false},
    PLAIN(employees, sector, "heads_by_sector", ONE, true),
    PLAIN(employees, occupation, "heads_by_occupation", ONE, false),
    {KR_OUTCOME_employees, KR_SPLIT_region, "heads_by_sector_region", 1, 0, LAST, ONE,
     false},
    PLAIN(hours, age, "contract_minutes_by_age_group", HOURS, false),
    PLAIN(hours, sex, "contract_minutes_by_sex", HOURS, true),
    PLAIN(hours, sector, "contract_minutes_by_sector", HOURS, false),
    PLAIN(hours, occupation, "contract_minutes_by_occupation", HOURS, false),
    PLAIN(hours, total, "second_job_minutes", HOURS, false),
    PLAIN(mean_hours, age, "contract_minutes_by_age_group", HOURS, false),
    PLAIN(mean_hours, sex, "contract_minutes_by_sex", HOURS, true),
    PLAIN(vacancies, sector, "vacancies_open_by_sector", ONE, true),
    PLAIN(vacancies, region, "vacancies_open_by_region", ONE, false),
    PLAIN(vacancies, occupation, "vacancies_open_by_occupation", ONE, false),
    PLAIN(shortage, sector, "unmet_minutes_by_sector", FULL_TIME, true),
    PLAIN(shortage, occupation, "unmet_minutes_by_occupation", FULL_TIME, false),
    PLAIN(service_unmet, sector, "service_unmet_minutes_by_sector", FULL_TIME, true),
    PLAIN(mean_wage, sector, "payroll_cents_by_sector", EURO, true),
    PLAIN(wage_bill, sector, "payroll_cents_by_sector", EURO, true),
    PLAIN(wage_hours, sector, "absence_base_minutes_by_sector", WEEKLY, true),
    PLAIN(staff_hours, sector, "absence_base_minutes_by_sector", HOURS, true),
    PLAIN(absence, sector, "absent_minutes_by_sector", HOURS, true),
    BY_ORIGIN(hires, 0, LAST),
    BY_ORIGIN(hires_moved, KR_FROM_SAME_SECTOR, KR_FROM_OTHER_SECTOR),
    BY_ORIGIN(hires_other_sector, KR_FROM_OTHER_SECTOR, KR_FROM_OTHER_SECTOR),
    BY_ORIGIN(hires_unemployed, KR_FROM_UNEMPLOYMENT, KR_FROM_UNEMPLOYMENT),
    BY_ORIGIN(hires_outside, KR_FROM_NON_PARTICIPATION, LAST),
    BY_DESTINATION(separations, 0, LAST),
    BY_DESTINATION(moves, KR_TO_EMPLOYER, KR_TO_EMPLOYER),
    PLAIN(quits, total, "quits_to_search", ONE, false),
    PLAIN(quits, total, "quits_to_nonwork", ONE, false),
    PLAIN(dismissals, total, "layoffs", ONE, false),
    PLAIN(dismissals, total, "contract_ends", ONE, false),
    PLAIN(retired, total, "retirements", ONE, false),
    PLAIN(entries, total, "activated", ONE, false),
    PLAIN(courses, total, "trainings_started", ONE, false),
    PLAIN(cut_first, total, "cut_first", ONE, false),
    PLAIN(put_off, total, "wish_held", ONE, false),
    PLAIN(policy_cost, total, "policy_cents", EURO, false),
    PLAIN(withheld, total, "withheld_cents", EURO, false),
    PLAIN(benefits, total, "benefits_cents", EURO, false),
};

enum { SOURCE_COUNT = sizeof SOURCES / sizeof SOURCES[0] };

// What no file holds by these splits: hours by home and by class of hours.
static void leave_out(struct kr_effect_space *space)
{
    static const enum kr_outcome OUTCOMES[] = {KR_OUTCOME_hours, KR_OUTCOME_full_time,
                                               KR_OUTCOME_full_time_years,
                                               KR_OUTCOME_mean_hours};
    for (size_t o = 0; o < sizeof OUTCOMES / sizeof OUTCOMES[0]; o++) {
        space->first[OUTCOMES[o]][KR_SPLIT_region] = KR_NONE;
        space->first[OUTCOMES[o]][KR_SPLIT_hours] = KR_NONE;
    }
}

int kr_result_record(struct kr_result *result, const char *name, double **values,
                     size_t *cells)
{
    *values = NULL;
    *cells = 0;
    const struct kr_result_variable *variable = kr_result_find(result, name);
    if (variable == NULL || !variable->has_time || variable->size[0] == 0) {
        return KR_ERROR(KR_ERR_FORMAT);
    }
    size_t count;
    const int code = kr_result_numbers(result, variable, values, &count);
    *cells = count / variable->size[0];
    return code;
}

// Minutes of a full-time week, as the file reckoned with them.
static int read_week(struct kr_result *result, double *week)
{
    double *minutes = NULL;
    double *full_time = NULL;
    size_t count;
    int code = kr_result_record(result, "contract_minutes_by_sector", &minutes, &count);
    if (code == KR_OK) {
        code = kr_result_record(result, "fte_by_sector", &full_time, &count);
    }
    *week = NAN;
    for (size_t s = 0; minutes != NULL && full_time != NULL && s < count; s++) {
        if (full_time[s] > 0.0) {
            // The division gave back a whole number of minutes but for rounding.
            *week = floor(minutes[s] / full_time[s] * 10.0 + 0.5) / 10.0;
        }
    }
    free(minutes);
    free(full_time);
    return code;
}

static double factor_of(enum unit unit, double week)
{
    switch (unit) {
    case HOURS:
        return 1.0 / MINUTES_PER_HOUR;
    case FULL_TIME:
        return 1.0 / week;
    case WEEKLY:
        return (double)WEEKS / MINUTES_PER_HOUR;
    case EURO:
        return 1.0 / CENTS;
    case ONE:
        break;
    }
    return 1.0;
}

// The code of the split at a place of a variable, or KR_NONE where nothing is taken.
static int code_at(const struct kr_effect_space *space, const struct source *source,
                   int row, int column)
{
    const int other = source->kept == 0 ? column : row;
    const int kept = source->kept == 0 ? row : column;
    const int code = source->split == KR_SPLIT_total ? 0 : kept;
    const bool taken = other >= source->from && other <= source->to &&
                       code < space->codes[source->split];
    return taken ? code : KR_NONE;
}

// Adds one record of a variable to the cells.
static void add_record(const struct kr_effect_space *space, const struct source *source,
                       const struct kr_result_variable *variable, const double *record,
                       double factor, double *cells)
{
    const int rows = variable->rank > 1 ? (int)variable->size[1] : 1;
    const int columns = variable->rank > 2 ? (int)variable->size[2] : 1;
    double *cell = &cells[space->first[source->outcome][source->split]];
    double sum = 0.0;
    for (int place = 0; place < rows * columns; place++) {
        const int code = code_at(space, source, place / columns, place % columns);
        if (code != KR_NONE) {
            cell[code] += record[place] * factor;
            sum += record[place] * factor;
        }
    }
    if (source->into_total) {
        cells[space->first[source->outcome][KR_SPLIT_total]] += sum;
    }
}

static int read_source(struct kr_effects *effects, enum kr_side side,
                       struct kr_result *result, const struct source *source,
                       double factor)
{
    const struct kr_result_variable *variable = kr_result_find(result, source->variable);
    if (variable == NULL || !variable->has_time ||
        variable->size[0] <= (size_t)effects->quarters) {
        return KR_ERROR(KR_ERR_FORMAT);
    }
    double *values;
    size_t count;
    const int code = kr_result_numbers(result, variable, &values, &count);
    const size_t record = count / variable->size[0];
    for (int q = 0; q < effects->quarters && code == KR_OK; q++) {
        // The first record is the starting quarter.
        add_record(&effects->space, source, variable, &values[(size_t)(q + 1) * record],
                   factor, kr_effects_at(effects, 0, q, side));
    }
    free(values);
    return code;
}

// Full-time equivalents follow from hours.
static void derive(struct kr_effects *effects, enum kr_side side, double week)
{
    const struct kr_effect_space *space = &effects->space;
    const double full_time = MINUTES_PER_HOUR / week;
    for (int q = 0; q < effects->quarters; q++) {
        double *cells = kr_effects_at(effects, 0, q, side);
        for (int split = 0; split < KR_SPLIT_COUNT; split++) {
            const int hours = space->first[KR_OUTCOME_hours][split];
            for (int c = 0; hours != KR_NONE && c < space->codes[split]; c++) {
                const double value = cells[hours + c] * full_time;
                cells[space->first[KR_OUTCOME_full_time][split] + c] = value;
                cells[space->first[KR_OUTCOME_full_time_years][split] + c] =
                    value / QUARTERS_PER_YEAR;
            }
        }
    }
}

int kr_result_cells(struct kr_effects *effects, struct kr_result *const result[KR_SIDES])
{
    leave_out(&effects->space);
    double week;
    int code = read_week(result[KR_BASE], &week);
    for (int side = 0; side < KR_SIDES && code == KR_OK; side++) {
        for (int s = 0; s < SOURCE_COUNT && code == KR_OK; s++) {
            code = read_source(effects, (enum kr_side)side, result[side], &SOURCES[s],
                               factor_of(SOURCES[s].unit, week));
        }
        derive(effects, (enum kr_side)side, week);
    }
    effects->replicates = 1;
    return code;
}
