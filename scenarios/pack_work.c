// Work in a country: commuting, staffing, transitions, pay, net income, demand.
#include "base/types.h"
#include "scenarios/pack_table.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_DEMAND_QUARTERS = 41 }; // the start and ten years

int kr_pack_year(const struct kr_pack *self, const struct kr_pack_table *table,
                 size_t row)
{
    return kr_pack_code(table, row, kr_pack_column(table, "year")) -
           (int)self->country->constants.start_year;
}

// Marks the years of each key; false when one is out of range.
static bool mark_years(struct kr_pack *self, const struct kr_keys *keys, bool *seen)
{
    const struct kr_pack_table *table = keys->table;
    const int start = (int)self->country->constants.start_year;
    bool fine = true;
    for (size_t row = 0; row < table->csv.rows; row++) {
        const int year = kr_pack_year(self, table, row);
        if (year < 0 || year >= KR_MIGRATION_YEARS) {
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_OUT_OF_RANGE),
                        kr_pack_place(table, row, kr_pack_column(table, "year")),
                        "found the year %d, expected one from the start year %d to %d",
                        start + year, start, start + KR_MIGRATION_YEARS - 1);
            fine = false;
        } else {
            seen[kr_keys_code(keys, row) * KR_MIGRATION_YEARS + (size_t)year] = true;
        }
    }
    return fine;
}

// Counts the years of one key, which must have no gap; -1 when they do.
static int count_years(const bool *seen)
{
    int count = 0;
    while (count < KR_MIGRATION_YEARS && seen[count]) {
        count++;
    }
    for (int year = count; year < KR_MIGRATION_YEARS; year++) {
        if (seen[year]) {
            return -1;
        }
    }
    return count;
}

bool kr_pack_years(struct kr_pack *self, const struct kr_keys *keys, bool absent_ok,
                   int *years)
{
    if (!self->tables[KR_FILE_CONSTANTS].ok) {
        return false;
    }
    bool *seen = kr_pack_allocate(self, keys->size * KR_MIGRATION_YEARS, sizeof *seen);
    bool fine = seen != NULL && mark_years(self, keys, seen);
    const bool marked = fine;
    for (size_t code = 0; marked && code < keys->size; code++) {
        years[code] = count_years(seen + code * KR_MIGRATION_YEARS);
        if (years[code] < 0 || (years[code] == 0 && !absent_ok)) {
            char text[KR_KEY_TEXT];
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_MISSING_ROW),
                        kr_pack_header_place(keys->table),
                        "found no row for a year of %s, expected the start year %d and "
                        "those after it without gaps",
                        kr_keys_text(keys, code, text),
                        (int)self->country->constants.start_year);
            fine = false;
        }
    }
    free(seen);
    return fine;
}

static void fill_commuting(struct kr_pack *self)
{
    static const char *const KEYS[] = {"home", NULL};
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_COMMUTING];
    const size_t regions = (size_t)country->regions;
    country->commuting = kr_pack_allocate(self, regions * regions, sizeof(double));
    country->distance_km = kr_pack_allocate(self, regions * regions, sizeof(double));
    const struct kr_keys keys = kr_keys_of(self, table, KEYS);
    const int share_column = kr_pack_column(table, "share");
    if (!table->ok || self->out_of_memory ||
        !kr_pack_shares_of_keys(self, &keys, share_column, KR_SUM_ONE)) {
        return;
    }
    for (size_t row = 0; row < table->csv.rows; row++) {
        const size_t at = (size_t)kr_pack_code(table, row, 0) * regions +
                          (size_t)kr_pack_code(table, row, 1);
        country->commuting[at] = kr_pack_value(table, row, share_column);
        country->distance_km[at] = kr_pack_value(table, row, share_column + 1);
    }
}

static int compare_staffing(const void *a, const void *b)
{
    const struct kr_staffing *left = a;
    const struct kr_staffing *right = b;
    const int by_sector = left->sector - right->sector;
    return by_sector != 0 ? by_sector : left->occupation - right->occupation;
}

// A sector with workers needs occupations for them.
static void check_staffing(struct kr_pack *self, const struct kr_pack_table *table)
{
    const struct kr_country *country = self->country;
    for (int s = 0; s < country->sectors; s++) {
        double persons = 0;
        for (int i = 0; i < country->staffing_rows; i++) {
            persons +=
                country->staffing[i].sector == s ? country->staffing[i].persons : 0;
        }
        if (persons <= 0.0 &&
            country->sector[s].employees + country->sector[s].self_employed > 0) {
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_MISSING_ROW),
                        kr_pack_header_place(table),
                        "found no persons in sector %s, expected rows with the "
                        "occupations of its workers",
                        country->sector[s].label.id);
        }
    }
}

static void fill_staffing(struct kr_pack *self)
{
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_STAFFING];
    country->staffing =
        kr_pack_allocate(self, table->csv.rows, sizeof *country->staffing);
    if (!table->ok || self->out_of_memory) {
        return;
    }
    country->staffing_rows = (int)table->csv.rows;
    for (size_t row = 0; row < table->csv.rows; row++) {
        country->staffing[row] = (struct kr_staffing){
            kr_pack_code(table, row, 0),
            kr_pack_code(table, row, 1),
            kr_pack_value(table, row, 2),
        };
    }
    qsort(country->staffing, table->csv.rows, sizeof *country->staffing,
          compare_staffing);
    check_staffing(self, table);
}

static void fill_transitions(struct kr_pack *self)
{
    static const char *const KEYS[] = {"from", NULL};
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_TRANSITIONS];
    const size_t occupations = (size_t)country->occupations;
    country->transition =
        kr_pack_allocate(self, occupations * occupations, sizeof(double));
    country->retraining_quarters =
        kr_pack_allocate(self, occupations * occupations, sizeof(uint8_t));
    const struct kr_keys keys = kr_keys_of(self, table, KEYS);
    const int share_column = kr_pack_column(table, "share");
    // With one occupation there is nowhere to go.
    if (!table->ok || self->out_of_memory ||
        !kr_pack_shares_of_keys(self, &keys, share_column,
                                occupations == 1 ? KR_SUM_ONE_OR_NONE : KR_SUM_ONE)) {
        return;
    }
    for (size_t row = 0; row < table->csv.rows; row++) {
        const size_t at = (size_t)kr_pack_code(table, row, 0) * occupations +
                          (size_t)kr_pack_code(table, row, 1);
        country->transition[at] = kr_pack_value(table, row, share_column);
        country->retraining_quarters[at] =
            (uint8_t)kr_pack_code(table, row, share_column + 1);
    }
}

static void fill_occupation_distance(struct kr_pack *self)
{
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_OCCUPATION_DISTANCE];
    const size_t occupations = (size_t)country->occupations;
    country->occupation_distance =
        kr_pack_allocate(self, occupations * occupations, sizeof(double));
    if (!table->ok || self->out_of_memory) {
        return;
    }
    for (size_t row = 0; row < table->csv.rows; row++) {
        const size_t at = (size_t)kr_pack_code(table, row, 0) * occupations +
                          (size_t)kr_pack_code(table, row, 1);
        country->occupation_distance[at] = kr_pack_value(table, row, 2);
    }
}

static void fill_wage_increases(struct kr_pack *self)
{
    static const char *const KEYS[] = {"group", NULL};
    _Static_assert(sizeof((struct kr_wage_group *)0)->agreed_growth ==
                       KR_MIGRATION_YEARS * sizeof(double),
                   "agreed increases span the same years as migration");
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_WAGE_INCREASES];
    const struct kr_keys keys = kr_keys_of(self, table, KEYS);
    int *years = kr_pack_allocate(self, keys.size, sizeof *years);
    if (table->ok && !self->out_of_memory && kr_pack_years(self, &keys, true, years)) {
        for (size_t row = 0; row < table->csv.rows; row++) {
            struct kr_wage_group *group = &country->wage_group[kr_keys_code(&keys, row)];
            group->agreed_growth[kr_pack_year(self, table, row)] =
                kr_pack_value(table, row, 2);
            group->agreed_years = years[kr_keys_code(&keys, row)];
        }
    }
    free(years);
}

static int compare_doubles(const void *a, const void *b)
{
    const double *left = a;
    const double *right = b;
    return (*left > *right) - (*left < *right);
}

// The different wages of net_income.csv, in order.
static bool fill_wage_classes(struct kr_pack *self, const struct kr_pack_table *table)
{
    struct kr_country *country = self->country;
    const size_t rows = table->csv.rows;
    double *wages = kr_pack_allocate(self, rows, sizeof *wages);
    country->wage_class = wages;
    if (wages == NULL) {
        return false;
    }
    for (size_t row = 0; row < rows; row++) {
        wages[row] = kr_pack_value(table, row, 1);
    }
    qsort(wages, rows, sizeof *wages, compare_doubles);
    size_t count = 0;
    for (size_t i = 0; i < rows; i++) {
        if (count == 0 || wages[i] > wages[count - 1]) {
            wages[count++] = wages[i];
        }
    }
    country->wage_classes = (int)count;
    return true;
}

// Reports the first combination of household, wage and hours without a row.
static void report_missing_income(struct kr_pack *self, const struct kr_pack_table *table,
                                  const bool *seen, size_t cells)
{
    size_t missing = 0;
    size_t first = 0;
    for (size_t at = cells; at-- > 0;) {
        if (!seen[at]) {
            missing++;
            first = at;
        }
    }
    if (missing > 0) {
        const size_t wages = (size_t)self->country->wage_classes;
        const size_t hours = first % KR_HOURS_GRID * KR_HOURS_STEP;
        const size_t wage = first / KR_HOURS_GRID % wages;
        size_t count;
        const char *const *households = kr_cell_words(KR_CELL_HOUSEHOLD, &count);
        kr_diag_add(self->diag, kr_diagnostic_code(KR_D_MISSING_ROW),
                    kr_pack_header_place(table),
                    "found no row for household %s, wage %.10g, hours %zu, expected one "
                    "(%zu rows are missing)",
                    households[first / KR_HOURS_GRID / wages],
                    self->country->wage_class[wage], hours, missing);
    }
}

static void fill_net_income(struct kr_pack *self)
{
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_NET_INCOME];
    if (!table->ok || !fill_wage_classes(self, table)) {
        return;
    }
    const size_t wages = (size_t)country->wage_classes;
    const size_t cells = (size_t)KR_HOUSEHOLD_KINDS * wages * KR_HOURS_GRID;
    country->net_income = kr_pack_allocate(self, cells, sizeof(double));
    country->childcare_cost = kr_pack_allocate(self, cells, sizeof(double));
    bool *seen = kr_pack_allocate(self, cells, sizeof *seen);
    for (size_t row = 0; !self->out_of_memory && row < table->csv.rows; row++) {
        const double wage = kr_pack_value(table, row, 1);
        const double *class =
            bsearch(&wage, country->wage_class, wages, sizeof wage, compare_doubles);
        KR_BUG_IF(class == NULL);
        const size_t household = (size_t)kr_pack_code(table, row, 0);
        const size_t step = (size_t)(kr_pack_code(table, row, 2) / KR_HOURS_STEP);
        const size_t at =
            (household * wages + (size_t)(class - country->wage_class)) * KR_HOURS_GRID +
            step;
        country->net_income[at] = kr_pack_value(table, row, 3);
        country->childcare_cost[at] = kr_pack_value(table, row, 4);
        seen[at] = true;
    }
    if (!self->out_of_memory) {
        report_missing_income(self, table, seen, cells);
    }
    free(seen);
}

// Quarters from the start to the last one in the table; 0 when one is before the start.
static int count_demand_quarters(struct kr_pack *self, const struct kr_pack_table *table,
                                 int start)
{
    int last = start + LEAST_DEMAND_QUARTERS - 1;
    for (size_t row = 0; row < table->csv.rows; row++) {
        const int quarter = kr_pack_code(table, row, 1);
        if (quarter < start || quarter - start > INT16_MAX / 4) {
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_OUT_OF_RANGE),
                        kr_pack_place(table, row, 1),
                        "found the quarter %s, expected the start %dQ%d or a later one",
                        kr_pack_cell(table, row, 1)->text,
                        kr_quarter_year((kr_quarter)start),
                        kr_quarter_number((kr_quarter)start));
            return 0;
        }
        last = quarter > last ? quarter : last;
    }
    return last - start + 1;
}

// Every path needs every quarter; an index is positive, so 0 tells what is missing.
static void check_demand(struct kr_pack *self, const struct kr_pack_table *table,
                         int start)
{
    const struct kr_country *country = self->country;
    for (int path = 0; path < country->demand_paths; path++) {
        const double *index =
            country->demand + (ptrdiff_t)path * country->demand_quarters;
        for (int q = 0; q < country->demand_quarters; q++) {
            if (index[q] == 0.0) {
                const kr_quarter quarter = (kr_quarter)(start + q);
                kr_diag_add(self->diag, kr_diagnostic_code(KR_D_MISSING_ROW),
                            kr_pack_header_place(table),
                            "found no row for path %s, quarter %dQ%d, expected the start "
                            "and at least 40 quarters more, the same for every path",
                            country->demand_label[path].id, kr_quarter_year(quarter),
                            kr_quarter_number(quarter));
                break;
            }
        }
    }
}

static void fill_demand(struct kr_pack *self)
{
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_DEMAND];
    const int start = kr_quarter_of((int)country->constants.start_year,
                                    (int)country->constants.start_quarter);
    if (!table->ok || !self->tables[KR_FILE_CONSTANTS].ok) {
        return;
    }
    const int quarters = count_demand_quarters(self, table, start);
    if (quarters == 0) {
        return;
    }
    country->demand_quarters = quarters;
    country->demand = kr_pack_allocate(
        self, (size_t)country->demand_paths * (size_t)quarters, sizeof(double));
    for (size_t row = 0; country->demand != NULL && row < table->csv.rows; row++) {
        const size_t path = (size_t)kr_pack_code(table, row, 0);
        const int after = kr_pack_code(table, row, 1) - start;
        const double index = kr_pack_value(table, row, 2);
        country->demand[path * (size_t)quarters + (size_t)after] = index;
        if (after == 0 && fabs(index - 1.0) > 1e-9) {
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_BAD_START),
                        kr_pack_place(table, row, 2),
                        "found the index %s in the start quarter, expected 1",
                        kr_pack_cell(table, row, 2)->text);
        }
    }
    if (country->demand != NULL) {
        check_demand(self, table, start);
    }
}

static void fill_pipeline_occupations(struct kr_pack *self)
{
    static const char *const KEYS[] = {"field", NULL};
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_PIPELINE_OCCUPATIONS];
    const size_t occupations = (size_t)country->occupations;
    country->field_occupation =
        kr_pack_allocate(self, (size_t)country->fields * occupations, sizeof(double));
    const struct kr_keys keys = kr_keys_of(self, table, KEYS);
    if (!table->ok || self->out_of_memory ||
        !kr_pack_shares_of_keys(self, &keys, 2, KR_SUM_AT_MOST_ONE)) {
        return;
    }
    for (size_t row = 0; row < table->csv.rows; row++) {
        const size_t at = (size_t)kr_pack_code(table, row, 0) * occupations +
                          (size_t)kr_pack_code(table, row, 1);
        country->field_occupation[at] = kr_pack_value(table, row, 2);
    }
}

void kr_pack_fill_work(struct kr_pack *self)
{
    fill_commuting(self);
    fill_staffing(self);
    fill_transitions(self);
    fill_occupation_distance(self);
    fill_wage_increases(self);
    fill_net_income(self);
    fill_demand(self);
    fill_pipeline_occupations(self);
}
