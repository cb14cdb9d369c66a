#include "study/effects.h"

#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTES_PER_HOUR = 60, CENTS = 100, WEEKS = 13, QUARTERS_PER_YEAR = 4 };

// ---------------------------------------------------------------- lists

const struct kr_outcome_info *kr_outcome_info(enum kr_outcome outcome)
{
#define KR_OUTCOME_ROW(name, unit, kind, below, splits, meaning) \
    {#name, unit, kind, KR_OUTCOME_##below, splits, meaning},
    static const struct kr_outcome_info INFO[] = {KR_OUTCOME_LIST(KR_OUTCOME_ROW)};
#undef KR_OUTCOME_ROW
    return &INFO[outcome];
}

static const struct {
    const char *name;
    const char *meaning;
    char letter; // in the lists of splits
} SPLITS[] = {
#define KR_SPLIT_ROW(name, letter, meaning) {#name, meaning, letter},
    KR_SPLIT_LIST(KR_SPLIT_ROW)
#undef KR_SPLIT_ROW
};

const char *kr_split_name(enum kr_split split)
{
    return SPLITS[split].name;
}

const char *kr_split_meaning(enum kr_split split)
{
    return SPLITS[split].meaning;
}

struct kr_effect_space kr_effect_space_of(const struct kr_country *country)
{
    struct kr_effect_space space = {
        .codes = {[KR_SPLIT_total] = 1,
                  [KR_SPLIT_sector] = country->sectors,
                  [KR_SPLIT_region] = country->regions,
                  [KR_SPLIT_age] = KR_AGE_GROUPS,
                  [KR_SPLIT_sex] = KR_SEX_COUNT,
                  [KR_SPLIT_hours] = KR_HOURS_CLASSES,
                  [KR_SPLIT_occupation] = country->occupations}};
    for (int o = 0; o < KR_OUTCOME_COUNT; o++) {
        const char *has = kr_outcome_info((enum kr_outcome)o)->splits;
        for (int d = 0; d < KR_SPLIT_COUNT; d++) {
            space.first[o][d] = KR_NONE;
            if (strchr(has, SPLITS[d].letter) != NULL) {
                space.first[o][d] = space.cells;
                space.cells += space.codes[d];
            }
        }
    }
    return space;
}

// ---------------------------------------------------------------- hours from persons

// Contract minutes of main jobs by home region and by class of usual hours: no tally has
// them.
struct person_hours {
    const struct kr_persons *persons;
    int64_t region[256];
    int64_t class[KR_HOURS_CLASSES];
};

static inline int class_of(uint16_t usual)
{
    return (usual >= 12 * 60) + (usual >= 20 * 60) + (usual >= 28 * 60) +
           (usual >= 35 * 60);
}

static void hours_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    struct person_hours *hours = context;
    const struct kr_persons *p = hours->persons;
    int64_t region[256] = {0};
    int64_t class[KR_HOURS_CLASSES] = {0};
    // Who does not work has no contract minutes.
    for (kr_row row = first; row < last; row++) {
        region[p->region[row]] += p->contract_minutes[row];
        class[class_of(p->usual_minutes[row])] += p->contract_minutes[row];
    }
    for (int r = 0; r < 256; r++) {
        if (region[r] != 0) {
            kr_shared_add(&hours->region[r], region[r]);
        }
    }
    for (int c = 0; c < KR_HOURS_CLASSES; c++) {
        kr_shared_add(&hours->class[c], class[c]);
    }
}

// ---------------------------------------------------------------- reading a world

struct reading {
    const struct kr_effect_space *space;
    const struct kr_model *model;
    const struct kr_world *world;
    double *cells;
    double week; // minutes of one full-time equivalent
};

static double *cells_of(const struct reading *r, enum kr_outcome outcome,
                        enum kr_split split)
{
    KR_BUG_IF(!kr_outcome_has(r->space, outcome, split));
    return &r->cells[r->space->first[outcome][split]];
}

// Adds a column of a tally, row by row, to the cells of a split.
static void add_column(const struct reading *r, enum kr_outcome outcome,
                       enum kr_split split, enum kr_tally tally, int column, double unit)
{
    double *cell = cells_of(r, outcome, split);
    const double factor = unit / r->model->scale;
    for (int row = 0; row < r->space->codes[split]; row++) {
        cell[row] +=
            (double)*kr_tally_at(&r->world->tallies, tally, row, column) * factor;
    }
}

// The total of an outcome as the sum over a split.
static void add_up(const struct reading *r, enum kr_outcome outcome, enum kr_split split)
{
    const double *cell = cells_of(r, outcome, split);
    double *total = cells_of(r, outcome, KR_SPLIT_total);
    for (int code = 0; code < r->space->codes[split]; code++) {
        *total += cell[code];
    }
}

static void set_total(const struct reading *r, enum kr_outcome outcome, int64_t count,
                      double unit)
{
    *cells_of(r, outcome, KR_SPLIT_total) = (double)count * unit / r->model->scale;
}

static void add_status(const struct reading *r, enum kr_outcome outcome, int status)
{
    add_column(r, outcome, KR_SPLIT_region, KR_TALLY_status_region, status, 1.0);
    add_column(r, outcome, KR_SPLIT_age, KR_TALLY_status_age, status, 1.0);
    add_column(r, outcome, KR_SPLIT_sex, KR_TALLY_status_sex, status, 1.0);
}

static void read_heads(const struct reading *r)
{
    add_status(r, KR_OUTCOME_employed, KR_EMPLOYEE);
    add_status(r, KR_OUTCOME_employed, KR_SELF_EMPLOYED);
    add_status(r, KR_OUTCOME_unemployed, KR_UNEMPLOYED);
    for (int status = KR_AVAILABLE; status < KR_STATUS_COUNT; status++) {
        add_status(r, KR_OUTCOME_outside, status);
    }
    add_up(r, KR_OUTCOME_employed, KR_SPLIT_sex);
    add_up(r, KR_OUTCOME_unemployed, KR_SPLIT_sex);
    add_up(r, KR_OUTCOME_outside, KR_SPLIT_sex);
    double *class = cells_of(r, KR_OUTCOME_employed, KR_SPLIT_hours);
    for (int sex = 0; sex < KR_SEX_COUNT; sex++) {
        for (int c = 0; c < KR_HOURS_CLASSES; c++) {
            class[c] += (double)*kr_tally_at(&r->world->tallies, KR_TALLY_hours_class_sex,
                                             sex, c) /
                        r->model->scale;
        }
    }
}

static void read_staff(const struct reading *r)
{
    add_column(r, KR_OUTCOME_employees, KR_SPLIT_sector, KR_TALLY_sector_heads,
               KR_HEADS_HEADS, 1.0);
    add_column(r, KR_OUTCOME_employees, KR_SPLIT_occupation, KR_TALLY_occupation_heads,
               KR_HEADS_HEADS, 1.0);
    add_up(r, KR_OUTCOME_employees, KR_SPLIT_sector);
    double *region = cells_of(r, KR_OUTCOME_employees, KR_SPLIT_region);
    for (int s = 0; s < r->model->country->sectors; s++) {
        for (int place = 0; place < r->model->country->regions; place++) {
            region[place] +=
                (double)*kr_tally_at(&r->world->tallies, KR_TALLY_sector_region_heads, s,
                                     place) /
                r->model->scale;
        }
    }
    add_column(r, KR_OUTCOME_shortage, KR_SPLIT_sector, KR_TALLY_sector_heads,
               KR_HEADS_UNMET, 1.0 / r->week);
    add_column(r, KR_OUTCOME_shortage, KR_SPLIT_occupation, KR_TALLY_occupation_heads,
               KR_HEADS_UNMET, 1.0 / r->week);
    add_up(r, KR_OUTCOME_shortage, KR_SPLIT_sector);
}

static void read_vacancies(const struct reading *r)
{
    add_column(r, KR_OUTCOME_vacancies, KR_SPLIT_sector, KR_TALLY_sector_vacancies,
               KR_VACANCY_OPEN, 1.0);
    add_column(r, KR_OUTCOME_vacancies, KR_SPLIT_region, KR_TALLY_region_vacancies,
               KR_VACANCY_OPEN, 1.0);
    add_column(r, KR_OUTCOME_vacancies, KR_SPLIT_occupation,
               KR_TALLY_occupation_vacancies, KR_VACANCY_OPEN, 1.0);
    add_up(r, KR_OUTCOME_vacancies, KR_SPLIT_sector);
}

// Hours of main jobs from persons, of staff from posts; the latter have second jobs.
static void read_hours(const struct reading *r)
{
    struct person_hours hours = {.persons = &r->world->persons};
    kr_parallel_rows(r->model->threads, r->world->persons.rows, hours_block, &hours);
    const double hour = 1.0 / MINUTES_PER_HOUR;
    add_column(r, KR_OUTCOME_hours, KR_SPLIT_age, KR_TALLY_hours_age, KR_SUM_CONTRACT,
               hour);
    add_column(r, KR_OUTCOME_hours, KR_SPLIT_sex, KR_TALLY_hours_sex, KR_SUM_CONTRACT,
               hour);
    add_column(r, KR_OUTCOME_hours, KR_SPLIT_sector, KR_TALLY_sector_heads,
               KR_HEADS_CONTRACT, hour);
    add_column(r, KR_OUTCOME_hours, KR_SPLIT_occupation, KR_TALLY_occupation_heads,
               KR_HEADS_CONTRACT, hour);
    double *region = cells_of(r, KR_OUTCOME_hours, KR_SPLIT_region);
    for (int place = 0; place < r->model->country->regions; place++) {
        region[place] = (double)hours.region[place] * hour / r->model->scale;
    }
    double *class = cells_of(r, KR_OUTCOME_hours, KR_SPLIT_hours);
    for (int c = 0; c < KR_HOURS_CLASSES; c++) {
        class[c] = (double)hours.class[c] * hour / r->model->scale;
    }
    add_up(r, KR_OUTCOME_hours, KR_SPLIT_sex);
}

// Copies the cells of an outcome to those of another in all splits of the latter.
static void copy_cells(const struct reading *r, enum kr_outcome to, enum kr_outcome from,
                       double unit)
{
    for (int d = 0; d < KR_SPLIT_COUNT; d++) {
        for (int c = 0;
             kr_outcome_has(r->space, to, (enum kr_split)d) && c < r->space->codes[d];
             c++) {
            cells_of(r, to, (enum kr_split)d)[c] =
                unit * cells_of(r, from, (enum kr_split)d)[c];
        }
    }
}

// What follows from hours. Means per person leave second jobs out, totals do not.
static void derive_hours(const struct reading *r)
{
    const double full_time = MINUTES_PER_HOUR / r->week;
    copy_cells(r, KR_OUTCOME_mean_hours, KR_OUTCOME_hours, 1.0);
    *cells_of(r, KR_OUTCOME_hours, KR_SPLIT_total) +=
        (double)r->world->tallies.events.second_job_minutes / MINUTES_PER_HOUR /
        r->model->scale;
    copy_cells(r, KR_OUTCOME_full_time, KR_OUTCOME_hours, full_time);
    copy_cells(r, KR_OUTCOME_full_time_years, KR_OUTCOME_hours,
               full_time / QUARTERS_PER_YEAR);
}

static void read_absence_and_pay(const struct reading *r)
{
    const double hour = 1.0 / MINUTES_PER_HOUR;
    add_column(r, KR_OUTCOME_staff_hours, KR_SPLIT_sector, KR_TALLY_absence_sector,
               KR_ABSENCE_CONTRACT, hour);
    add_column(r, KR_OUTCOME_absence, KR_SPLIT_sector, KR_TALLY_absence_sector,
               KR_ABSENCE_ABSENT, hour);
    add_column(r, KR_OUTCOME_wage_bill, KR_SPLIT_sector, KR_TALLY_payroll_sector, 0,
               1.0 / CENTS);
    add_up(r, KR_OUTCOME_staff_hours, KR_SPLIT_sector);
    add_up(r, KR_OUTCOME_absence, KR_SPLIT_sector);
    add_up(r, KR_OUTCOME_wage_bill, KR_SPLIT_sector);
    copy_cells(r, KR_OUTCOME_wage_hours, KR_OUTCOME_staff_hours, WEEKS);
    copy_cells(r, KR_OUTCOME_mean_wage, KR_OUTCOME_wage_bill, 1.0);
}

static void read_services(const struct reading *r)
{
    double *cell = cells_of(r, KR_OUTCOME_service_unmet, KR_SPLIT_sector);
    for (int s = 0; s < r->model->country->sectors; s++) {
        cell[s] = (double)r->world->sector[s].unmet_minutes / r->week / r->model->scale;
    }
    add_up(r, KR_OUTCOME_service_unmet, KR_SPLIT_sector);
}

static void read_hires(const struct reading *r)
{
    static const struct {
        enum kr_outcome outcome;
        int origin;
    } ORIGINS[] = {
        {KR_OUTCOME_hires_moved, KR_FROM_SAME_SECTOR},
        {KR_OUTCOME_hires_moved, KR_FROM_OTHER_SECTOR},
        {KR_OUTCOME_hires_other_sector, KR_FROM_OTHER_SECTOR},
        {KR_OUTCOME_hires_unemployed, KR_FROM_UNEMPLOYMENT},
        {KR_OUTCOME_hires_outside, KR_FROM_NON_PARTICIPATION},
        {KR_OUTCOME_hires_outside, KR_FROM_SCHOOL},
        {KR_OUTCOME_hires_outside, KR_FROM_ABROAD},
    };
    for (size_t i = 0; i < sizeof ORIGINS / sizeof ORIGINS[0]; i++) {
        add_column(r, ORIGINS[i].outcome, KR_SPLIT_sector, KR_TALLY_hires_origin,
                   ORIGINS[i].origin, 1.0);
    }
    for (int origin = 0; origin < KR_ORIGIN_COUNT; origin++) {
        add_column(r, KR_OUTCOME_hires, KR_SPLIT_sector, KR_TALLY_hires_origin, origin,
                   1.0);
    }
    add_up(r, KR_OUTCOME_hires, KR_SPLIT_sector);
    add_up(r, KR_OUTCOME_hires_moved, KR_SPLIT_sector);
    add_up(r, KR_OUTCOME_hires_other_sector, KR_SPLIT_sector);
    add_up(r, KR_OUTCOME_hires_unemployed, KR_SPLIT_sector);
    add_up(r, KR_OUTCOME_hires_outside, KR_SPLIT_sector);
}

static void read_separations(const struct reading *r)
{
    for (int to = 0; to < KR_DESTINATION_COUNT; to++) {
        add_column(r, KR_OUTCOME_separations, KR_SPLIT_sector,
                   KR_TALLY_sector_separations, to, 1.0);
    }
    add_column(r, KR_OUTCOME_moves, KR_SPLIT_sector, KR_TALLY_sector_separations,
               KR_TO_EMPLOYER, 1.0);
    add_up(r, KR_OUTCOME_separations, KR_SPLIT_sector);
    add_up(r, KR_OUTCOME_moves, KR_SPLIT_sector);
}

static void read_events(const struct reading *r)
{
    const struct kr_events *e = &r->world->tallies.events;
    set_total(r, KR_OUTCOME_quits, e->quits_to_search + e->quits_to_nonwork, 1.0);
    set_total(r, KR_OUTCOME_dismissals, e->layoffs + e->contract_ends, 1.0);
    set_total(r, KR_OUTCOME_retired, e->retirements, 1.0);
    set_total(r, KR_OUTCOME_entries, e->activated, 1.0);
    set_total(r, KR_OUTCOME_courses, e->trainings_started, 1.0);
    set_total(r, KR_OUTCOME_cut_first, e->cut_first, 1.0);
    set_total(r, KR_OUTCOME_put_off, e->wish_held, 1.0);
    set_total(r, KR_OUTCOME_policy_cost, e->policy_cents, 1.0 / CENTS);
    set_total(r, KR_OUTCOME_withheld, e->withheld_cents, 1.0 / CENTS);
    set_total(r, KR_OUTCOME_benefits, e->benefits_cents, 1.0 / CENTS);
}

void kr_effects_read(const struct kr_effect_space *space, const struct kr_model *model,
                     const struct kr_world *world, double *cells)
{
    const struct reading r = {space, model, world, cells,
                              model->country->constants.full_time_hours *
                                  MINUTES_PER_HOUR};
    memset(cells, 0, (size_t)space->cells * sizeof *cells);
    read_heads(&r);
    read_staff(&r);
    read_vacancies(&r);
    read_hours(&r);
    derive_hours(&r);
    read_absence_and_pay(&r);
    read_services(&r);
    read_hires(&r);
    read_separations(&r);
    read_events(&r);
}

// ---------------------------------------------------------------- all replicates

int kr_effects_init(struct kr_effects *self, const struct kr_country *country,
                    int replicates, int quarters)
{
    *self =
        (struct kr_effects){.space = kr_effect_space_of(country), .quarters = quarters};
    const size_t sides = (size_t)replicates * (size_t)quarters * KR_SIDES;
    self->cell = calloc(sides * (size_t)self->space.cells + 1, sizeof *self->cell);
    return self->cell == NULL ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}

void kr_effects_free(struct kr_effects *self)
{
    free(self->cell);
    memset(self, 0, sizeof *self);
}

double *kr_effects_at(const struct kr_effects *self, int replicate, int quarter,
                      enum kr_side side)
{
    const size_t pair = (size_t)replicate * (size_t)self->quarters + (size_t)quarter;
    return &self->cell[(pair * KR_SIDES + side) * (size_t)self->space.cells];
}

// ---------------------------------------------------------------- estimates

double kr_effects_value(const struct kr_effects *self, struct kr_cell cell, int replicate,
                        enum kr_side side, int from, int to)
{
    const struct kr_outcome_info *info = kr_outcome_info(cell.outcome);
    const int above = self->space.first[cell.outcome][cell.split];
    const int below = self->space.first[info->below][cell.split];
    double sum = 0.0;
    double under = 0.0;
    for (int q = from; q < to; q++) {
        const double *value = kr_effects_at(self, replicate, q, side);
        sum += value[above + cell.code];
        under += value[below + cell.code];
    }
    if (info->kind == KR_RATIO) {
        return under > 0.0 ? sum / under : (double)NAN;
    }
    return info->kind == KR_STOCK ? sum / (to - from) : sum;
}

struct kr_effect kr_effect_of(const double *base, const double *variant, int count)
{
    struct kr_effect effect = {NAN, NAN, {NAN, NAN, NAN, NAN}, NAN};
    double *difference = calloc((size_t)count + 1, sizeof *difference);
    if (difference == NULL || count == 0) {
        free(difference);
        return effect;
    }
    for (int r = 0; r < count; r++) {
        difference[r] = variant[r] - base[r];
    }
    effect.base = kr_mean(base, count);
    effect.variant = kr_mean(variant, count);
    effect.difference = kr_estimate_of(difference, count);
    // Unpaired worlds would have the sum of both variances.
    const double unpaired = kr_variance(base, count) + kr_variance(variant, count);
    if (unpaired > 0.0) {
        effect.removed = 1.0 - kr_variance(difference, count) / unpaired;
    }
    free(difference);
    return effect;
}

struct kr_effect kr_effects_of(const struct kr_effects *self, struct kr_cell cell,
                               int from, int to)
{
    const int count = self->replicates;
    double *value = calloc(2 * (size_t)count + 1, sizeof *value);
    if (value == NULL) {
        return kr_effect_of(NULL, NULL, 0);
    }
    for (int r = 0; r < count; r++) {
        value[r] = kr_effects_value(self, cell, r, KR_BASE, from, to);
        value[count + r] = kr_effects_value(self, cell, r, KR_VARIANT, from, to);
    }
    const struct kr_effect effect = kr_effect_of(value, value + count, count);
    free(value);
    return effect;
}
