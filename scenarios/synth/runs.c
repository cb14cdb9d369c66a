// Runs of persons: status and education within each region, sex and age band, by single
// age.
#include "base/math.h"
#include "base/parallel.h"
#include "scenarios/synth/rounding.h"
#include "scenarios/synth/synthesis.h"

enum { PEOPLE = KR_SEX_COUNT * KR_SINGLE_AGES, BANDS = KR_SEX_COUNT * KR_BANDS };

// Chances relative to middle education, by status: low, high. Assumed; the margins by
// education and by status hold whatever stands here.
static const double education_odds[KR_STATUSES][KR_EDUCATION_COUNT] = {
    [KR_PACK_PERMANENT] = {0.7, 1.0, 1.25},  [KR_PACK_FLEXIBLE] = {0.9, 1.0, 1.0},
    [KR_PACK_SELF_EMPLOYED] = {0.7, 1, 1.3}, [KR_PACK_UNEMPLOYED] = {1.3, 1.0, 0.8},
    [KR_PACK_AVAILABLE] = {1.4, 1.0, 0.8},   [KR_PACK_SEARCHING] = {1.3, 1.0, 0.9},
    [KR_PACK_STUDENT] = {1.2, 1.0, 0.9},     [KR_PACK_CARER] = {1.6, 1.0, 0.6},
    [KR_PACK_ILL] = {2.2, 1.0, 0.4},         [KR_PACK_RETIRED] = {1.2, 1.0, 0.9},
    [KR_PACK_OTHER] = {1.5, 1.0, 0.8},
};

struct runs {
    struct kr_synthesis *self;
    const struct kr_people_counts *counts;
    double *tilt; // [sex][single age][status] shape within the band
    int64_t failures;
};

static int64_t people_at(const struct runs *c, int region, int sex, int age)
{
    return c->counts->people[(region * KR_SEX_COUNT + sex) * KR_SINGLE_AGES + age];
}

// Share of a status at a single age: that of its band, on a straight line between the
// middles of bands.
static double smooth_share(const struct kr_country *country, int sex, int age, int status)
{
    const double place = (age + 0.5) / KR_BAND_YEARS - 0.5;
    const double inside = kr_clamp(place, 0.0, KR_BANDS - 1.0);
    const int low = (int)inside < KR_BANDS - 2 ? (int)inside : KR_BANDS - 2;
    double share[2];
    for (int i = 0; i < 2; i++) {
        const double *row =
            &country->status[kr_line((low + i) * KR_SEX_COUNT + sex, KR_STATUSES)];
        double sum = 0;
        for (int s = 0; s < KR_STATUSES; s++) {
            sum += row[s];
        }
        share[i] = row[status] / __builtin_fmax(sum, 1.0);
    }
    return share[0] + (inside - low) * (share[1] - share[0]);
}

// The shape of statuses within a band: a straight line between the middles of bands. It
// brings participation at 60 to 67 close to what is published by single age.
static void shape_ages(struct runs *c)
{
    const struct kr_country *country = c->self->country;
    for (int sex = 0; sex < KR_SEX_COUNT; sex++) {
        for (int age = 0; age < KR_SINGLE_AGES; age++) {
            double *tilt = &c->tilt[kr_line(sex * KR_SINGLE_AGES + age, KR_STATUSES)];
            for (int s = 0; s < KR_STATUSES; s++) {
                tilt[s] = smooth_share(country, sex, age, s);
            }
        }
    }
}

// Lays the persons of one status in a region, sex and band into runs: five ages by three
// levels of education.
static int fill_runs(const struct runs *c, int group, int status,
                     const int64_t age[KR_BAND_YEARS],
                     const int64_t education[KR_EDUCATION_COUNT])
{
    double cell[KR_BAND_YEARS * KR_EDUCATION_COUNT];
    int64_t whole[KR_BAND_YEARS * KR_EDUCATION_COUNT];
    for (int i = 0; i < KR_BAND_YEARS * KR_EDUCATION_COUNT; i++) {
        const int64_t persons = age[i / KR_EDUCATION_COUNT];
        cell[i] = (double)persons * (double)education[i % KR_EDUCATION_COUNT];
    }
    const uint64_t salt = kr_salt(c->self, KR_POPULATION_ROUND_EDUCATION);
    const struct kr_rounding table = {
        KR_BAND_YEARS,
        KR_EDUCATION_COUNT,
        cell,
        age,
        education,
        whole,
        kr_mix64(salt ^ (uint64_t)(group * KR_STATUSES + status)),
        3};
    const int result = kr_round_table(&table);
    const int region = group / BANDS;
    const int sex = group / KR_BANDS % KR_SEX_COUNT;
    for (int i = 0; result == KR_OK && i < KR_BAND_YEARS * KR_EDUCATION_COUNT; i++) {
        const int year = group % KR_BANDS * KR_BAND_YEARS + i / KR_EDUCATION_COUNT;
        struct kr_run *run = kr_run_at(c->self, region, sex, year, status);
        run[i % KR_EDUCATION_COUNT].count = (int32_t)whole[i];
    }
    return result;
}

// Runs of one region, sex and band: status by single age, and by education.
static int split_group(const struct runs *c, int group)
{
    const int sex = group / KR_BANDS % KR_SEX_COUNT;
    const int band = group % KR_BANDS;
    const int64_t *status = &c->counts->status[kr_line(group, KR_STATUSES)];
    double cell[KR_STATUSES * KR_BAND_YEARS];
    int64_t age[KR_STATUSES * KR_BAND_YEARS];
    int64_t education[KR_STATUSES * KR_EDUCATION_COUNT];
    int64_t people[KR_BAND_YEARS];
    for (int i = 0; i < KR_BAND_YEARS; i++) {
        const int year = band * KR_BAND_YEARS + i;
        people[i] = people_at(c, group / BANDS, sex, year);
        for (int s = 0; s < KR_STATUSES; s++) {
            cell[s * KR_BAND_YEARS + i] =
                (double)people[i] * (double)status[s] *
                (c->tilt[(sex * KR_SINGLE_AGES + year) * KR_STATUSES + s] + 1e-9);
        }
    }
    const uint64_t salt = kr_salt(c->self, KR_POPULATION_ROUND_STATUS);
    const struct kr_rounding ages = {KR_STATUSES,
                                     KR_BAND_YEARS,
                                     cell,
                                     status,
                                     people,
                                     age,
                                     kr_mix64(salt ^ (uint64_t)(group + 1)),
                                     30};
    int result = kr_round_table(&ages);
    for (int i = 0; i < KR_STATUSES * KR_EDUCATION_COUNT; i++) {
        const int of = i / KR_EDUCATION_COUNT;
        const int e = i % KR_EDUCATION_COUNT;
        cell[i] = (double)status[of] * education_odds[of][e] *
                  (double)c->counts->education[group * KR_EDUCATION_COUNT + e];
    }
    const struct kr_rounding levels = {
        KR_STATUSES,
        KR_EDUCATION_COUNT,
        cell,
        status,
        &c->counts->education[kr_line(group, KR_EDUCATION_COUNT)],
        education,
        kr_mix64(~salt ^ (uint64_t)group),
        30};
    if (result == KR_OK) {
        result = kr_round_table(&levels);
    }
    for (int s = 0; result == KR_OK && s < KR_STATUSES; s++) {
        result = fill_runs(c, group, s, &age[kr_line(s, KR_BAND_YEARS)],
                           &education[kr_line(s, KR_EDUCATION_COUNT)]);
    }
    return result;
}

static void split_task(void *context, int group, int worker)
{
    (void)worker;
    struct runs *c = context;
    if (split_group(c, group) != KR_OK) {
        kr_shared_add(&c->failures, 1);
    }
}

// First rows of runs, and ranks within classes.
static void number_runs(struct kr_synthesis *self)
{
    const int groups = self->country->regions * KR_SEX_COUNT * KR_SINGLE_AGES;
    kr_row row = 0;
    for (int i = 0; i < groups * KR_STATUSES * KR_EDUCATION_COUNT; i++) {
        struct kr_run *run = &self->run[i];
        run->first = row;
        row += run->count;
        const int status = i / KR_EDUCATION_COUNT % KR_STATUSES;
        if (status < KR_JOB_KINDS) {
            const int group = i / (KR_EDUCATION_COUNT * KR_STATUSES);
            const int class =
                kr_class_of(group % KR_SINGLE_AGES, group / KR_SINGLE_AGES % KR_SEX_COUNT,
                            i % KR_EDUCATION_COUNT, status);
            run->rank = (int32_t)self->class_total[class];
            self->class_total[class] += run->count;
        }
    }
    KR_BUG_IF(row != self->persons);
}

int kr_synthesis_runs(struct kr_synthesis *self, const struct kr_people_counts *counts)
{
    const size_t regions = (size_t)self->country->regions;
    struct runs c = {
        .self = self,
        .counts = counts,
        .tilt = kr_synthesis_new(self, kr_line(PEOPLE, KR_STATUSES), sizeof(double)),
    };
    self->run = kr_synthesis_new(
        self, regions * PEOPLE * KR_STATUSES * KR_EDUCATION_COUNT, sizeof *self->run);
    if (c.tilt == NULL || self->run == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    shape_ages(&c);
    kr_parallel_tasks(self->threads, (int)regions * BANDS, split_task, &c);
    if (c.failures > 0) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    number_runs(self);
    return KR_OK;
}
