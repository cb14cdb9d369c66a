// How many persons of every region, sex, age, status and education: nested tables, each
// rounded to the exact margins of the one before.
#include "scenarios/synth/rounding.h"
#include "scenarios/synth/synthesis.h"

#include <stdlib.h>
#include <string.h>

enum { PEOPLE = KR_SEX_COUNT * KR_SINGLE_AGES, BANDS = KR_SEX_COUNT * KR_BANDS };

struct counts {
    struct kr_synthesis *self;
    int64_t *people;    // [region][sex][single age]
    int64_t *status;    // [region][sex][band][status]
    int64_t *education; // [region][sex][band][education]
    int64_t *levels;    // [sex][band][education] of the country
    double *cell;       // expected values of the table at hand
    double *target;     // targets by region of the table at hand
};

static int64_t *people_at(const struct counts *c, int region, int sex, int age)
{
    return &c->people[(region * KR_SEX_COUNT + sex) * KR_SINGLE_AGES + age];
}

// Persons by region, sex and single age.
static int count_people(struct counts *c)
{
    const struct kr_country *country = c->self->country;
    const int regions = country->regions;
    double *cell = malloc((size_t)regions * PEOPLE * sizeof *cell);
    double *weight = calloc((size_t)regions + PEOPLE, sizeof *weight);
    int64_t *margin = malloc(((size_t)regions + PEOPLE) * sizeof *margin);
    int result = KR_ERR_NO_MEMORY;
    if (cell == NULL || weight == NULL || margin == NULL) {
        goto out;
    }
    double total = 0;
    for (int r = 0; r < regions; r++) {
        for (int p = 0; p < PEOPLE; p++) {
            const int sex = p / KR_SINGLE_AGES;
            const int age = p % KR_SINGLE_AGES;
            const double persons =
                country->population[(r * KR_SINGLE_AGES + age) * KR_SEX_COUNT + sex];
            cell[r * PEOPLE + p] = persons * c->self->model->scale;
            weight[r] += persons;
            weight[regions + p] += persons;
            total += persons;
        }
    }
    const int64_t persons = kr_whole_number(total * c->self->model->scale);
    result = kr_apportion(weight, regions, persons, margin);
    if (result == KR_OK) {
        result = kr_apportion(weight + regions, PEOPLE, persons, margin + regions);
    }
    if (result == KR_OK) {
        const struct kr_rounding table = {regions,
                                          PEOPLE,
                                          cell,
                                          margin,
                                          margin + regions,
                                          c->people,
                                          kr_salt(c->self, KR_POPULATION_ROUND_PEOPLE),
                                          20};
        result = kr_round_table(&table);
    }
    c->self->persons = (kr_row)persons;
out:
    free(cell);
    free(weight);
    free(margin);
    return result;
}

// Persons of a region, sex and band.
static int64_t band_people(const struct counts *c, int region, int sex, int band)
{
    int64_t sum = 0;
    for (int i = 0; i < KR_BAND_YEARS; i++) {
        sum += *people_at(c, region, sex, band * KR_BAND_YEARS + i);
    }
    return sum;
}

// Persons of the country by sex, band and status.
static int count_status(struct counts *c)
{
    const struct kr_country *country = c->self->country;
    double cell[BANDS * KR_STATUSES];
    double weight[KR_STATUSES] = {0};
    int64_t row[BANDS];
    int64_t column[KR_STATUSES];
    int64_t persons = 0;
    for (int g = 0; g < BANDS; g++) {
        row[g] = 0;
        for (int r = 0; r < country->regions; r++) {
            row[g] += band_people(c, r, g / KR_BANDS, g % KR_BANDS);
        }
        persons += row[g];
        for (int s = 0; s < KR_STATUSES; s++) {
            const int from = (g % KR_BANDS * KR_SEX_COUNT + g / KR_BANDS) * KR_STATUSES;
            cell[g * KR_STATUSES + s] = country->status[from + s] * c->self->model->scale;
            weight[s] += country->status[from + s];
        }
    }
    int result = kr_apportion(weight, KR_STATUSES, persons, column);
    if (result == KR_OK) {
        const struct kr_rounding table = {BANDS,
                                          KR_STATUSES,
                                          cell,
                                          row,
                                          column,
                                          c->self->status_total,
                                          kr_salt(c->self, KR_POPULATION_ROUND_STATUS),
                                          50};
        result = kr_round_table(&table);
    }
    return result;
}

// A table of regions by sex, band and column (statuses or levels of education): margins
// are the persons of each region, sex and band, the totals of the country, and targets of
// regions for groups of columns.
struct layers {
    const struct counts *c;
    int columns;
    int groups;          // of columns with a target by region
    const int *group_of; // [column], `groups` for none
    double *cell;        // [region][sex and band][column]
    double *target;      // [region][group]
    int64_t *country;    // [sex and band][column]
    int64_t *into;       // [region][sex and band][column]
    enum kr_population_use use;
};

// Cells in proportion to persons of the region and totals of the country.
static void seed_layers(const struct layers *t)
{
    const int width = BANDS * t->columns;
    for (int i = 0; i < t->c->self->country->regions * width; i++) {
        const int g = i % width / t->columns;
        t->cell[i] = (double)t->country[i % width] *
                     (double)band_people(t->c, i / width, g / KR_BANDS, g % KR_BANDS);
    }
}

// Brings groups of columns to the targets of a region.
static void fit_region(const struct layers *t, int region)
{
    const int width = BANDS * t->columns;
    double *row = &t->cell[kr_line(region, width)];
    double factor[KR_STATUSES + 1] = {0};
    for (int i = 0; i < width; i++) {
        factor[t->group_of[i % t->columns]] += row[i];
    }
    for (int k = 0; k < t->groups; k++) {
        const double target = t->target[region * t->groups + k];
        factor[k] = factor[k] > 0 ? target / factor[k] : 1.0;
    }
    factor[t->groups] = 1.0;
    for (int i = 0; i < width; i++) {
        row[i] *= factor[t->group_of[i % t->columns]];
    }
}

// Brings each region, sex and band to its persons.
static void fit_bands(const struct layers *t)
{
    for (int i = 0; i < t->c->self->country->regions * BANDS; i++) {
        double *row = &t->cell[kr_line(i, t->columns)];
        double sum = 0;
        for (int j = 0; j < t->columns; j++) {
            sum += row[j];
        }
        const int g = i % BANDS;
        const double persons =
            (double)band_people(t->c, i / BANDS, g / KR_BANDS, g % KR_BANDS);
        for (int j = 0; j < t->columns; j++) {
            row[j] *= sum > 0 ? persons / sum : 0.0;
        }
    }
}

// Brings the sums over regions to the totals of the country.
static void fit_country(const struct layers *t)
{
    const int width = BANDS * t->columns;
    const int regions = t->c->self->country->regions;
    for (int i = 0; i < width; i++) {
        double sum = 0;
        for (int r = 0; r < regions; r++) {
            sum += t->cell[r * width + i];
        }
        const double factor = sum > 0 ? (double)t->country[i] / sum : 0.0;
        for (int r = 0; r < regions; r++) {
            t->cell[r * width + i] *= factor;
        }
    }
}

// Rounds the regions of one sex and band.
static int round_band(const struct layers *t, int g, double *cell, int64_t *row,
                      int64_t *whole)
{
    const int regions = t->c->self->country->regions;
    for (int r = 0; r < regions; r++) {
        row[r] = band_people(t->c, r, g / KR_BANDS, g % KR_BANDS);
        memcpy(&cell[kr_line(r, t->columns)],
               &t->cell[kr_line(r * BANDS + g, t->columns)],
               (size_t)t->columns * sizeof *cell);
    }
    const struct kr_rounding table = {regions,
                                      t->columns,
                                      cell,
                                      row,
                                      &t->country[kr_line(g, t->columns)],
                                      whole,
                                      kr_mix64(kr_salt(t->c->self, t->use) + (uint64_t)g),
                                      20};
    const int result = kr_round_table(&table);
    for (int r = 0; result == KR_OK && r < regions; r++) {
        memcpy(&t->into[kr_line(r * BANDS + g, t->columns)],
               &whole[kr_line(r, t->columns)], (size_t)t->columns * sizeof *whole);
    }
    return result;
}

static int solve_layers(const struct layers *t)
{
    const size_t regions = (size_t)t->c->self->country->regions;
    double *cell = malloc(regions * (size_t)t->columns * sizeof *cell);
    int64_t *whole = malloc(regions * ((size_t)t->columns + 1) * sizeof *whole);
    int result = cell != NULL && whole != NULL ? KR_OK : KR_ERR_NO_MEMORY;
    if (result == KR_OK) {
        seed_layers(t);
        for (int round = 0; round < 60; round++) {
            fit_country(t);
            for (int r = 0; r < (int)regions; r++) {
                fit_region(t, r);
            }
            fit_bands(t);
        }
    }
    int64_t *row = whole + regions * (size_t)t->columns;
    for (int g = 0; result == KR_OK && g < BANDS; g++) {
        result = round_band(t, g, cell, row, whole);
    }
    free(cell);
    free(whole);
    return result;
}

// Persons by region, sex, band and status, with the employed of each region.
static int count_region_status(struct counts *c)
{
    static const int employed[KR_STATUSES] = {0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1};
    const struct kr_country *country = c->self->country;
    struct layers t = {.c = c,
                       .columns = KR_STATUSES,
                       .groups = 1,
                       .group_of = employed,
                       .cell = c->cell,
                       .target = c->target,
                       .country = c->self->status_total,
                       .into = c->status,
                       .use = KR_POPULATION_ROUND_STATUS};
    double wanted = 0;
    double at_work = 0;
    for (int r = 0; r < country->regions; r++) {
        wanted += country->region_employed[r];
    }
    for (int i = 0; i < BANDS * KR_STATUSES; i++) {
        const double persons = (double)c->self->status_total[i];
        at_work += employed[i % KR_STATUSES] == 0 ? persons : 0.0;
    }
    for (int r = 0; r < country->regions; r++) {
        t.target[r] = country->region_employed[r] * at_work / __builtin_fmax(wanted, 1.0);
    }
    return solve_layers(&t);
}

// Persons of the country by sex, band and education.
static int count_levels(struct counts *c)
{
    const struct kr_country *country = c->self->country;
    for (int g = 0; g < BANDS; g++) {
        int64_t persons = 0;
        for (int r = 0; r < country->regions; r++) {
            persons += band_people(c, r, g / KR_BANDS, g % KR_BANDS);
        }
        const int from = g % KR_BANDS * KR_SEX_COUNT + g / KR_BANDS;
        const int result = kr_apportion(
            &country->education_share[kr_line(from, KR_EDUCATION_COUNT)],
            KR_EDUCATION_COUNT, persons, &c->levels[kr_line(g, KR_EDUCATION_COUNT)]);
        if (result != KR_OK) {
            return result;
        }
    }
    return KR_OK;
}

// Persons by region, sex, band and education, with the levels of each region.
static int count_education(struct counts *c)
{
    static const int own[KR_EDUCATION_COUNT] = {0, 1, 2};
    const struct kr_country *country = c->self->country;
    const struct layers t = {.c = c,
                             .columns = KR_EDUCATION_COUNT,
                             .groups = KR_EDUCATION_COUNT,
                             .group_of = own,
                             .cell = c->cell,
                             .target = c->target,
                             .country = c->levels,
                             .into = c->education,
                             .use = KR_POPULATION_ROUND_EDUCATION};
    int result = count_levels(c);
    double level[KR_EDUCATION_COUNT] = {0};
    double wanted[KR_EDUCATION_COUNT] = {0};
    for (int i = 0; i < BANDS * KR_EDUCATION_COUNT; i++) {
        level[i % KR_EDUCATION_COUNT] += (double)c->levels[i];
    }
    for (int i = 0; i < country->regions * KR_EDUCATION_COUNT; i++) {
        double persons = 0;
        for (int g = 0; g < BANDS; g++) {
            persons += (double)band_people(c, i / KR_EDUCATION_COUNT, g / KR_BANDS,
                                           g % KR_BANDS);
        }
        t.target[i] = country->education_region[i] * persons;
        wanted[i % KR_EDUCATION_COUNT] += t.target[i];
    }
    // Where regions and the country disagree, the country is right.
    for (int i = 0; i < country->regions * KR_EDUCATION_COUNT; i++) {
        const int e = i % KR_EDUCATION_COUNT;
        t.target[i] *= wanted[e] > 0 ? level[e] / wanted[e] : 0.0;
    }
    if (result == KR_OK) {
        result = solve_layers(&t);
    }
    return result;
}

int kr_synthesis_counts(struct kr_synthesis *self)
{
    const size_t regions = (size_t)self->country->regions;
    struct counts c = {
        .self = self,
        .people = kr_synthesis_new(self, regions * PEOPLE, sizeof(int64_t)),
        .status = kr_synthesis_new(self, regions * BANDS * KR_STATUSES, sizeof(int64_t)),
        .education =
            kr_synthesis_new(self, regions * BANDS * KR_EDUCATION_COUNT, sizeof(int64_t)),
        .levels =
            kr_synthesis_new(self, kr_line(BANDS, KR_EDUCATION_COUNT), sizeof(int64_t)),
        .cell = kr_synthesis_new(self, regions * BANDS * KR_STATUSES, sizeof(double)),
        .target = kr_synthesis_new(self, regions * KR_EDUCATION_COUNT, sizeof(double)),
    };
    self->status_total =
        kr_synthesis_new(self, kr_line(BANDS, KR_STATUSES), sizeof(int64_t));
    if (c.people == NULL || c.status == NULL || c.education == NULL || c.levels == NULL ||
        c.cell == NULL || c.target == NULL || self->status_total == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    int (*const steps[])(struct counts *) = {count_people, count_status,
                                             count_region_status, count_education};
    int result = KR_OK;
    for (size_t i = 0; result == KR_OK && i < sizeof steps / sizeof steps[0]; i++) {
        result = steps[i](&c);
    }
    const struct kr_people_counts counts = {c.people, c.status, c.education};
    return result == KR_OK ? kr_synthesis_runs(self, &counts) : result;
}
