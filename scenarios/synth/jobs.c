// Who does what: workers by class (age, sex, education, kind of contract) and job
// (sector, occupation), fitted to the margins of the pack and rounded.
#include "base/math.h"
#include "base/parallel.h"
#include "scenarios/synth/rounding.h"
#include "scenarios/synth/synthesis.h"

#include <stdlib.h>
#include <string.h>

enum { FITS = 60, OLD_GROUP = 4 }; // age groups from OLD_GROUP on are 55 and over

// How often somebody of an education (row) holds a job that requires another (column),
// relative to the jobs there are. Assumed.
static const double level_odds[KR_EDUCATION_COUNT][KR_EDUCATION_COUNT] = {
    {1.0, 0.35, 0.03},
    {0.6, 1.0, 0.18},
    {0.15, 0.35, 1.0},
};

// A margin with two sides: women and men, 55 and over and under, flexible and permanent.
struct side_margin {
    int groups;           // sectors, occupations or jobs
    const int *group;     // [cell]
    int side[KR_CLASSES]; // 0, 1, or -1 for classes it does not speak of
    double *target;       // [group][2]
};

struct jobs {
    struct kr_synthesis *self;
    double *expected; // [class][cell]
    int *sector_of;   // [cell]
    int *occupation_of;
    int *cell_of; // [cell] itself
    double *target[6];
    double *factor; // [group][2]
    int64_t *whole; // [class][cell]
};

// Totals of employees and self-employed by sector, so that they add up to the persons.
static int sector_totals(const struct kr_synthesis *self, int64_t *employees,
                         int64_t *self_employed)
{
    const struct kr_country *country = self->country;
    int64_t total[2] = {0, 0};
    for (int d = 0; d < KR_CLASSES; d++) {
        total[kr_class_kind(d) == KR_PACK_SELF_EMPLOYED] += self->class_total[d];
    }
    double *weight = malloc((size_t)country->sectors * 2 * sizeof *weight);
    if (weight == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    for (int s = 0; s < country->sectors; s++) {
        weight[s] = (double)country->sector[s].employees;
        weight[country->sectors + s] = (double)country->sector[s].self_employed;
    }
    int result = kr_apportion(weight, country->sectors, total[0], employees);
    if (result == KR_OK) {
        result = kr_apportion(weight + country->sectors, country->sectors, total[1],
                              self_employed);
    }
    free(weight);
    return result;
}

// Workers by sector and occupation: sectors as counted, occupations by largest
// remainders of the staffing table. The rounding writes `whole`.
static int staff_sectors(const struct kr_synthesis *self, const int64_t *sector,
                         int64_t *whole) // NOLINT(readability-non-const-parameter)
{
    const struct kr_country *country = self->country;
    const int occupations = country->occupations;
    double *cell = calloc(kr_line(country->sectors, occupations), sizeof *cell);
    double *weight = calloc((size_t)occupations, sizeof *weight);
    int64_t *column = calloc((size_t)occupations, sizeof *column);
    int result = KR_ERR_NO_MEMORY;
    if (cell != NULL && weight != NULL && column != NULL) {
        int64_t total = 0;
        for (int s = 0; s < country->sectors; s++) {
            total += sector[s];
        }
        for (int i = 0; i < country->staffing_rows; i++) {
            const struct kr_staffing *row = &country->staffing[i];
            cell[row->sector * occupations + row->occupation] +=
                row->persons * self->model->scale;
            weight[row->occupation] += row->persons;
        }
        result = kr_apportion(weight, occupations, total, column);
        const struct kr_rounding table = {country->sectors,
                                          occupations,
                                          cell,
                                          sector,
                                          column,
                                          whole,
                                          kr_salt(self, KR_POPULATION_ROUND_JOBS),
                                          100};
        if (result == KR_OK) {
            result = kr_round_table(&table);
        }
    }
    free(cell);
    free(weight);
    free(column);
    return result;
}

// Makes the list of jobs, each split into employees and self-employed.
static int list_cells(struct kr_synthesis *self, const int64_t *staff,
                      const int64_t *employees, const int64_t *self_employed)
{
    const int occupations = self->country->occupations;
    double *cell = malloc((size_t)occupations * 2 * sizeof *cell);
    int64_t *whole = malloc((size_t)occupations * 2 * sizeof *whole);
    int result = cell != NULL && whole != NULL ? KR_OK : KR_ERR_NO_MEMORY;
    self->cells = 0;
    for (int s = 0; result == KR_OK && s < self->country->sectors; s++) {
        const int64_t column[2] = {employees[s], self_employed[s]};
        for (int i = 0; i < occupations * 2; i++) {
            const int64_t workers = staff[s * occupations + i / 2];
            cell[i] = (double)workers * (double)column[i % 2];
        }
        const struct kr_rounding table = {
            occupations,
            2,
            cell,
            &staff[kr_line(s, occupations)],
            column,
            whole,
            kr_mix64(kr_salt(self, KR_POPULATION_ROUND_JOBS) + (uint64_t)s + 1),
            5};
        result = kr_round_table(&table);
        self->sector_first[s] = self->cells;
        for (int o = 0; result == KR_OK && o < occupations; o++) {
            if (staff[s * occupations + o] > 0) {
                self->cell[self->cells++] =
                    (struct kr_cell){s, o, {whole[kr_line(o, 2)], whole[o * 2 + 1]}};
            }
        }
    }
    self->sector_first[self->country->sectors] = self->cells;
    free(cell);
    free(whole);
    return result;
}

static int make_cells(struct kr_synthesis *self)
{
    const size_t sectors = (size_t)self->country->sectors;
    const size_t all = sectors * (size_t)self->country->occupations;
    self->cell = kr_synthesis_new(self, all, sizeof *self->cell);
    self->sector_first = kr_synthesis_new(self, sectors + 1, sizeof(int));
    int64_t *total = malloc(3 * sectors * sizeof *total);
    int64_t *staff = malloc(all * sizeof *staff);
    int result = KR_ERR_NO_MEMORY;
    if (self->cell == NULL || self->sector_first == NULL || total == NULL ||
        staff == NULL) {
        goto out;
    }
    result = sector_totals(self, total, total + sectors);
    for (size_t s = 0; result == KR_OK && s < sectors; s++) {
        total[2 * sectors + s] = total[s] + total[sectors + s];
    }
    if (result == KR_OK) {
        result = staff_sectors(self, total + 2 * sectors, staff);
    }
    if (result == KR_OK) {
        result = list_cells(self, staff, total, total + sectors);
    }
out:
    free(total);
    free(staff);
    return result;
}

// Taste for the small jobs of pupils and students: how much more often workers of 15-24
// on flexible contracts hold a job, by what is known of the occupation.
static double youth_odds(const struct kr_occupation *occupation, int class)
{
    if (kr_class_age(class) > 0) {
        return 1.0;
    }
    const double part_time = occupation->part_time_share;
    return kr_class_kind(class) == KR_PACK_FLEXIBLE ? kr_exp(3.0 * part_time)
                                                    : kr_exp(part_time);
}

static void seed_expected(const struct jobs *j)
{
    const struct kr_synthesis *self = j->self;
    for (int d = 0; d < KR_CLASSES; d++) {
        const int own = kr_class_kind(d) == KR_PACK_SELF_EMPLOYED;
        for (int c = 0; c < self->cells; c++) {
            const struct kr_occupation *occupation =
                &self->country->occupation[self->cell[c].occupation];
            double odds = level_odds[kr_class_education(d)][occupation->education];
            if (occupation->legal && kr_class_education(d) < (int)occupation->education) {
                odds *= 0.2;
            }
            j->expected[d * self->cells + c] = odds * youth_odds(occupation, d) *
                                               (double)self->cell[c].workers[own] *
                                               (double)self->class_total[d];
        }
    }
}

// Brings the cells to the targets of one margin with two sides.
static void fit_sides(const struct jobs *j, const struct side_margin *margin)
{
    const int cells = j->self->cells;
    for (int i = 0; i < margin->groups * 2; i++) {
        j->factor[i] = 0;
    }
    for (int d = 0; d < KR_CLASSES; d++) {
        for (int c = 0; margin->side[d] >= 0 && c < cells; c++) {
            j->factor[margin->group[c] * 2 + margin->side[d]] +=
                j->expected[d * cells + c];
        }
    }
    for (int i = 0; i < margin->groups * 2; i++) {
        j->factor[i] = j->factor[i] > 0 ? margin->target[i] / j->factor[i] : 0.0;
    }
    for (int d = 0; d < KR_CLASSES; d++) {
        for (int c = 0; margin->side[d] >= 0 && c < cells; c++) {
            j->expected[d * cells + c] *=
                j->factor[margin->group[c] * 2 + margin->side[d]];
        }
    }
}

// Brings the targets of each group back to the workers of the group.
static void fit_pairs(const struct side_margin *margin, const double factor[2])
{
    for (int g = 0; g < margin->groups; g++) {
        double *target = &margin->target[kr_line(g, 2)];
        const double before = target[0] + target[1];
        target[0] *= factor[0];
        target[1] *= factor[1];
        const double after = target[0] + target[1];
        target[0] *= after > 0 ? before / after : 0.0;
        target[1] *= after > 0 ? before / after : 0.0;
    }
}

// Targets of a margin agree with the totals of its sides: shares of groups are moved
// together (by fitting) until they do.
static void reconcile(const struct jobs *j, const struct side_margin *margin)
{
    double total[2] = {0, 0};
    for (int d = 0; d < KR_CLASSES; d++) {
        if (margin->side[d] >= 0) {
            total[margin->side[d]] += (double)j->self->class_total[d];
        }
    }
    for (int round = 0; round < 50; round++) {
        double sum[2] = {0, 0};
        for (int i = 0; i < margin->groups * 2; i++) {
            sum[i % 2] += margin->target[i];
        }
        const double factor[2] = {sum[0] > 0 ? total[0] / sum[0] : 0.0,
                                  sum[1] > 0 ? total[1] / sum[1] : 0.0};
        fit_pairs(margin, factor);
    }
}

enum margin_kind { SECTOR_SEX, SECTOR_AGE, SECTOR_FLEXIBLE, JOB_SEX, JOB_AGE, CELL_KIND };

// Share of side 1 of a group.
static double side_share(const struct kr_country *country, enum margin_kind kind, int g)
{
    switch (kind) {
    case SECTOR_SEX:
        return country->sector[g].women_share;
    case SECTOR_AGE:
        return country->sector[g].share_55plus;
    case SECTOR_FLEXIBLE:
        return country->sector[g].flexible_share;
    case JOB_SEX:
        return country->occupation[g].women_share;
    case JOB_AGE:
        return country->occupation[g].share_55plus;
    case CELL_KIND:
        break;
    }
    return 0.0;
}

// The side of a class in a margin.
static int side_of(enum margin_kind kind, int class)
{
    const int job = kr_class_kind(class);
    switch (kind) {
    case SECTOR_SEX:
    case JOB_SEX:
        return kr_class_sex(class) == KR_WOMAN;
    case SECTOR_AGE:
    case JOB_AGE:
        return kr_class_age(class) >= OLD_GROUP;
    case SECTOR_FLEXIBLE:
        return job == KR_PACK_SELF_EMPLOYED ? -1 : job == KR_PACK_FLEXIBLE;
    case CELL_KIND:
        return job == KR_PACK_SELF_EMPLOYED;
    }
    return -1;
}

static void make_margin(const struct jobs *j, enum margin_kind kind,
                        struct side_margin *margin)
{
    const struct kr_synthesis *self = j->self;
    const int of_sector = kind <= SECTOR_FLEXIBLE;
    margin->groups = kind == CELL_KIND ? self->cells
                     : of_sector       ? self->country->sectors
                                       : self->country->occupations;
    margin->group = kind == CELL_KIND ? j->cell_of
                    : of_sector       ? j->sector_of
                                      : j->occupation_of;
    margin->target = j->target[kind];
    for (int d = 0; d < KR_CLASSES; d++) {
        margin->side[d] = side_of(kind, d);
    }
    for (int c = 0; c < self->cells; c++) {
        const int g = margin->group[c];
        const double own = (double)self->cell[c].workers[1];
        const double employees = (double)self->cell[c].workers[0];
        const double all = kind == SECTOR_FLEXIBLE ? employees : employees + own;
        const double share = kind == CELL_KIND ? own / __builtin_fmax(all, 1.0)
                                               : side_share(self->country, kind, g);
        double *target = &margin->target[kr_line(g, 2)];
        target[0] += (1.0 - share) * all;
        target[1] += share * all;
    }
    if (kind != CELL_KIND) {
        reconcile(j, margin);
    }
}

// Employees and self-employed are rounded apart: their classes and totals are.
static int round_kind(const struct jobs *j, int own)
{
    const struct kr_synthesis *self = j->self;
    const size_t cells = (size_t)self->cells;
    int rows = 0;
    int class[KR_CLASSES];
    int64_t row[KR_CLASSES];
    double *cell = malloc(KR_CLASSES * cells * sizeof *cell);
    int64_t *whole = malloc(KR_CLASSES * cells * sizeof *whole);
    int64_t *column = malloc(cells * sizeof *column);
    int result = KR_ERR_NO_MEMORY;
    if (cell == NULL || whole == NULL || column == NULL) {
        goto out;
    }
    for (int d = 0; d < KR_CLASSES; d++) {
        if ((kr_class_kind(d) == KR_PACK_SELF_EMPLOYED) == own) {
            class[rows] = d;
            row[rows] = self->class_total[d];
            memcpy(&cell[(size_t)rows * cells], &j->expected[(size_t)d * cells],
                   cells * sizeof *cell);
            rows++;
        }
    }
    for (size_t c = 0; c < cells; c++) {
        column[c] = self->cell[c].workers[own];
    }
    const uint64_t salt = kr_salt(self, KR_POPULATION_ROUND_JOBS);
    const struct kr_rounding table = {
        rows, self->cells, cell, row, column, whole, kr_mix64(salt ^ (uint64_t)(own + 1)),
        20};
    result = kr_round_table(&table);
    for (int i = 0; result == KR_OK && i < rows; i++) {
        memcpy(&j->whole[(size_t) class[i] * cells], &whole[(size_t)i * cells],
               cells * sizeof *whole);
    }
out:
    free(cell);
    free(whole);
    free(column);
    return result;
}

struct kind_task {
    const struct jobs *j;
    int64_t failures;
};

static void round_task(void *context, int task, int worker)
{
    (void)worker;
    struct kind_task *kinds = context;
    if (round_kind(kinds->j, task) != KR_OK) {
        kr_shared_add(&kinds->failures, 1);
    }
}

// Places of each class, cumulative over jobs.
static void lay_places(const struct jobs *j)
{
    struct kr_synthesis *self = j->self;
    const int cells = self->cells;
    for (int d = 0; d < KR_CLASSES; d++) {
        int32_t *start = &self->class_start[kr_line(d, cells + 1)];
        start[0] = 0;
        for (int c = 0; c < cells; c++) {
            start[c + 1] = start[c] + (int32_t)j->whole[d * cells + c];
        }
        KR_BUG_IF(start[cells] != self->class_total[d]);
    }
}

static int fit_jobs(struct jobs *j)
{
    struct kr_synthesis *self = j->self;
    struct side_margin *margin = malloc(6 * sizeof *margin);
    if (margin == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    for (int c = 0; c < self->cells; c++) {
        j->sector_of[c] = self->cell[c].sector;
        j->occupation_of[c] = self->cell[c].occupation;
        j->cell_of[c] = c;
    }
    seed_expected(j);
    for (int kind = SECTOR_SEX; kind <= CELL_KIND; kind++) {
        make_margin(j, (enum margin_kind)kind, &margin[kind]);
    }
    for (int round = 0; round < FITS; round++) {
        for (int kind = SECTOR_SEX; kind <= CELL_KIND; kind++) {
            fit_sides(j, &margin[kind]);
        }
        kr_fit_rows(j->expected, KR_CLASSES, self->cells, self->class_total);
    }
    free(margin);
    struct kind_task kinds = {j, 0};
    kr_parallel_tasks(self->threads, 2, round_task, &kinds);
    if (kinds.failures > 0) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    lay_places(j);
    return KR_OK;
}

int kr_synthesis_jobs(struct kr_synthesis *self)
{
    const int result = make_cells(self);
    if (result != KR_OK) {
        return result;
    }
    const size_t cells = (size_t)self->cells;
    const size_t groups =
        cells + (size_t)self->country->sectors + (size_t)self->country->occupations;
    struct jobs j = {.self = self};
    j.expected = kr_synthesis_new(self, KR_CLASSES * cells, sizeof(double));
    j.whole = kr_synthesis_new(self, KR_CLASSES * cells, sizeof(int64_t));
    j.sector_of = kr_synthesis_new(self, cells * 3, sizeof(int));
    double *targets = kr_synthesis_new(self, groups * 2 * 7, sizeof(double));
    self->class_start = kr_synthesis_new(self, KR_CLASSES * (cells + 1), sizeof(int32_t));
    if (j.expected == NULL || j.whole == NULL || j.sector_of == NULL || targets == NULL ||
        self->class_start == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    j.occupation_of = j.sector_of + cells;
    j.cell_of = j.sector_of + 2 * cells;
    for (size_t kind = 0; kind < 6; kind++) {
        j.target[kind] = targets + groups * 2 * kind;
    }
    j.factor = targets + groups * 2 * 6;
    return fit_jobs(&j);
}
