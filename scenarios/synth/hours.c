// Contract hours: how many of each hours group (sex, age, kind of contract) have 4, 8,
// ... 48 hours in each job. The totals of the country are exact; part-time shares of
// sectors and occupations and mean hours of sectors are fitted as far as they agree.
#include "base/math.h"
#include "base/parallel.h"
#include "scenarios/synth/rounding.h"
#include "scenarios/synth/synthesis.h"

#include <stdlib.h>
#include <string.h>

enum { GRID = KR_GRID_HOURS, FITS = 60, FULL_TIME = 35 };

struct hours {
    struct kr_synthesis *self;
    double *expected;                       // [group][cell][grid]
    int64_t *workers;                       // [group][cell]
    int64_t country[KR_HOUR_GROUPS * GRID]; // [group][grid]
    double *sum;                            // [sector or occupation][2], or 3 moments
    double *target;                         // [sectors + occupations][2] under 35, 35 on
    double *mean;                           // [sector] of employees
    int64_t failures;
};

static int hours_of(int grid)
{
    return (grid + 1) * KR_HOURS_STEP;
}

static int contract_of_kind(int kind)
{
    return kind == KR_PACK_PERMANENT  ? KR_PERMANENT
           : kind == KR_PACK_FLEXIBLE ? KR_TEMPORARY
                                      : KR_OWN_ACCOUNT;
}

// Workers of the country by hours group and hours.
static int count_country(struct hours *h)
{
    double cell[KR_HOUR_GROUPS * GRID];
    double weight[GRID] = {0};
    int64_t row[KR_HOUR_GROUPS] = {0};
    int64_t column[GRID];
    int64_t total = 0;
    for (int d = 0; d < KR_CLASSES; d++) {
        row[kr_hour_group(d)] += h->self->class_total[d];
        total += h->self->class_total[d];
    }
    for (int i = 0; i < KR_HOUR_GROUPS * GRID; i++) {
        const int group = i / GRID;
        const int third = group / KR_JOB_KINDS; // sex and age, as in the pack
        const size_t from =
            (size_t)(third * KR_CONTRACT_COUNT + contract_of_kind(group % KR_JOB_KINDS)) *
            KR_HOURS_GRID;
        cell[i] = (double)row[group] *
                  h->self->country->hours_share[from + 1 + (size_t)(i % GRID)];
        weight[i % GRID] += cell[i];
    }
    int result = kr_apportion(weight, GRID, total, column);
    if (result == KR_OK) {
        const struct kr_rounding table = {KR_HOUR_GROUPS,
                                          GRID,
                                          cell,
                                          row,
                                          column,
                                          h->country,
                                          kr_salt(h->self, KR_POPULATION_ROUND_HOURS),
                                          50};
        result = kr_round_table(&table);
    }
    return result;
}

// Brings each group to its hours in the country, then each job to its workers.
static void fit_country(const struct hours *h)
{
    const int cells = h->self->cells;
    for (int g = 0; g < KR_HOUR_GROUPS; g++) {
        double *table = &h->expected[kr_line(g * cells, GRID)];
        kr_fit_columns(table, cells, GRID, &h->country[kr_line(g, GRID)]);
        kr_fit_rows(table, cells, GRID, &h->workers[kr_line(g, cells)]);
    }
}

// Row of a job in the part-time targets: its sector (side 0) or its occupation (1).
static int part_row(const struct kr_synthesis *self, int cell, int side)
{
    return side == 0 ? self->cell[cell].sector
                     : self->country->sectors + self->cell[cell].occupation;
}

// Brings the part-time shares of sectors (side 0) or occupations (1) to their targets.
static void fit_part_time(const struct hours *h, int side)
{
    const struct kr_synthesis *self = h->self;
    const int rows = self->country->sectors + self->country->occupations;
    memset(h->sum, 0, (size_t)rows * 2 * sizeof *h->sum);
    const int all = KR_HOUR_GROUPS * self->cells;
    for (int i = 0; i < all; i++) {
        double *sum = &h->sum[kr_line(part_row(self, i % self->cells, side), 2)];
        for (int k = 0; k < GRID; k++) {
            sum[hours_of(k) >= FULL_TIME] += h->expected[i * GRID + k];
        }
    }
    for (int i = 0; i < rows * 2; i++) {
        h->sum[i] = h->sum[i] > 0 ? h->target[i] / h->sum[i] : 0.0;
    }
    for (int i = 0; i < all; i++) {
        const double *factor = &h->sum[kr_line(part_row(self, i % self->cells, side), 2)];
        for (int k = 0; k < GRID; k++) {
            h->expected[i * GRID + k] *= factor[hours_of(k) >= FULL_TIME];
        }
    }
}

// Tilts the hours of employees towards the mean hours of their sector.
static void fit_mean(const struct hours *h)
{
    const struct kr_synthesis *self = h->self;
    const int sectors = self->country->sectors;
    memset(h->sum, 0, (size_t)sectors * 3 * sizeof *h->sum);
    for (int i = 0; i < KR_HOUR_GROUPS * self->cells; i++) {
        if (i / self->cells % KR_JOB_KINDS == KR_PACK_SELF_EMPLOYED) {
            continue;
        }
        double *sum = &h->sum[kr_line(self->cell[i % self->cells].sector, 3)];
        for (int k = 0; k < GRID; k++) {
            const double workers = h->expected[i * GRID + k];
            sum[0] += workers;
            sum[1] += workers * hours_of(k);
            sum[2] += workers * hours_of(k) * hours_of(k);
        }
    }
    for (int s = 0; s < sectors; s++) {
        double *sum = &h->sum[kr_line(s, 3)];
        const double workers = __builtin_fmax(sum[0], 1e-9);
        const double mean = sum[1] / workers;
        const double variance = __builtin_fmax(sum[2] / workers - mean * mean, 1.0);
        sum[0] = kr_clamp(0.5 * (h->mean[s] - mean) / variance, -0.02, 0.02);
    }
    for (int i = 0; i < KR_HOUR_GROUPS * self->cells; i++) {
        if (i / self->cells % KR_JOB_KINDS == KR_PACK_SELF_EMPLOYED) {
            continue;
        }
        const double tilt = h->sum[kr_line(self->cell[i % self->cells].sector, 3)];
        const double step = kr_exp(tilt * KR_HOURS_STEP);
        double factor = 1.0;
        for (int k = 0; k < GRID; k++) {
            factor *= step;
            h->expected[i * GRID + k] *= factor;
        }
    }
}

// Targets by sector and occupation, moved together so that they agree with the country.
static void set_targets(const struct hours *h)
{
    const struct kr_synthesis *self = h->self;
    const int sectors = self->country->sectors;
    double part_time = 0;
    double all_workers = 0;
    double hours = 0;
    double employees = 0;
    for (int i = 0; i < KR_HOUR_GROUPS * GRID; i++) {
        const double workers = (double)h->country[i];
        all_workers += workers;
        part_time += hours_of(i % GRID) < FULL_TIME ? workers : 0.0;
        if (i / GRID % KR_JOB_KINDS != KR_PACK_SELF_EMPLOYED) {
            employees += workers;
            hours += workers * hours_of(i % GRID);
        }
    }
    double sum[2] = {0, 0};
    double sector_hours = 0;
    for (int c = 0; c < self->cells; c++) {
        const struct kr_cell *cell = &self->cell[c];
        const double workers = (double)(cell->workers[0] + cell->workers[1]);
        const double share[2] = {
            self->country->sector[cell->sector].part_time_share,
            self->country->occupation[cell->occupation].part_time_share};
        for (int side = 0; side < 2; side++) {
            double *target = &h->target[kr_line(part_row(self, c, side), 2)];
            target[0] += workers * share[side];
            target[1] += workers * (1.0 - share[side]);
            sum[side] += workers * share[side];
        }
        sector_hours +=
            (double)cell->workers[0] * self->country->sector[cell->sector].mean_hours;
    }
    for (int i = 0; i < sectors + self->country->occupations; i++) {
        double *target = &h->target[kr_line(i, 2)];
        const double wanted = sum[i >= sectors];
        const double up = part_time / __builtin_fmax(wanted, 1e-9);
        const double down =
            (all_workers - part_time) / __builtin_fmax(all_workers - wanted, 1e-9);
        const double before = target[0] + target[1];
        const double after = target[0] * up + target[1] * down;
        target[0] *= after > 0 ? up * before / after : 0.0;
        target[1] *= after > 0 ? down * before / after : 0.0;
    }
    for (int s = 0; s < sectors; s++) {
        h->mean[s] = self->country->sector[s].mean_hours +
                     (hours - sector_hours) / __builtin_fmax(employees, 1.0);
    }
}

static void seed_expected(const struct hours *h)
{
    const int cells = h->self->cells;
    for (int d = 0; d < KR_CLASSES; d++) {
        const int32_t *start = &h->self->class_start[kr_line(d, cells + 1)];
        int64_t *workers = &h->workers[kr_line(kr_hour_group(d), cells)];
        int32_t *offset = &h->self->hours_offset[kr_line(d, cells)];
        for (int c = 0; c < cells; c++) {
            offset[c] = (int32_t)workers[c];
            workers[c] += start[c + 1] - start[c];
        }
    }
    for (int i = 0; i < KR_HOUR_GROUPS * cells * GRID; i++) {
        const int group = i / (cells * GRID);
        const int of_group = i / GRID;
        h->expected[i] =
            (double)h->workers[of_group] * (double)h->country[group * GRID + i % GRID];
    }
}

static int32_t common_divisor(int32_t a, int32_t b)
{
    while (b > 0) {
        const int32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

// A step near the golden section of `places` that visits every one of them: it spreads
// the hours of a job evenly over the classes that follow each other in it.
static int32_t even_stride(int32_t places)
{
    int32_t stride = (int32_t)(0.6180339887498949 * (double)places);
    stride = stride < 1 ? 1 : stride;
    while (common_divisor(places, stride) > 1) {
        stride++;
    }
    return stride;
}

static void round_group(void *context, int group, int worker)
{
    (void)worker;
    struct hours *h = context;
    struct kr_synthesis *self = h->self;
    const int cells = self->cells;
    int64_t *whole = malloc((size_t)(cells * GRID) * sizeof *whole);
    const uint64_t salt = kr_salt(self, KR_POPULATION_ROUND_HOURS);
    const struct kr_rounding table = {cells,
                                      GRID,
                                      &h->expected[(size_t)(group * cells) * GRID],
                                      &h->workers[kr_line(group, cells)],
                                      &h->country[kr_line(group, GRID)],
                                      whole,
                                      kr_mix64(salt + (uint64_t)group + 1),
                                      20};
    if (whole == NULL || kr_round_table(&table) != KR_OK) {
        kr_shared_add(&h->failures, 1);
        free(whole);
        return;
    }
    for (int c = 0; c < cells; c++) {
        int32_t *start = &self->hours_start[(size_t)(group * cells + c) * (GRID + 1)];
        start[0] = 0;
        for (int k = 0; k < GRID; k++) {
            start[k + 1] = start[k] + (int32_t)whole[c * GRID + k];
        }
        self->hours_stride[group * cells + c] = even_stride(start[GRID]);
    }
    free(whole);
}

int kr_synthesis_hours(struct kr_synthesis *self)
{
    const size_t cells = (size_t)self->cells;
    const size_t rows =
        (size_t)self->country->sectors + (size_t)self->country->occupations;
    struct hours h = {.self = self};
    h.expected = kr_synthesis_new(self, KR_HOUR_GROUPS * cells * GRID, sizeof(double));
    h.workers = kr_synthesis_new(self, KR_HOUR_GROUPS * cells, sizeof(int64_t));
    h.sum = kr_synthesis_new(self, rows * 3, sizeof(double));
    h.target = kr_synthesis_new(self, rows * 2, sizeof(double));
    h.mean = kr_synthesis_new(self, rows, sizeof(double));
    self->hours_offset = kr_synthesis_new(self, KR_CLASSES * cells, sizeof(int32_t));
    self->hours_start =
        kr_synthesis_new(self, KR_HOUR_GROUPS * cells * (GRID + 1), sizeof(int32_t));
    self->hours_stride = kr_synthesis_new(self, KR_HOUR_GROUPS * cells, sizeof(int32_t));
    if (h.expected == NULL || h.workers == NULL || h.sum == NULL || h.target == NULL ||
        h.mean == NULL || self->hours_offset == NULL || self->hours_start == NULL ||
        self->hours_stride == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    const int result = count_country(&h);
    if (result != KR_OK) {
        return result;
    }
    seed_expected(&h);
    set_targets(&h);
    for (int round = 0; round < FITS; round++) {
        fit_mean(&h);
        fit_part_time(&h, 1);
        fit_part_time(&h, 0);
        fit_country(&h);
    }
    kr_parallel_tasks(self->threads, KR_HOUR_GROUPS, round_group, &h);
    return h.failures > 0 ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}
