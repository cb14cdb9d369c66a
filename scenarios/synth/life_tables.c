#include "base/math.h"
#include "base/parallel.h"
#include "scenarios/synth/life.h"

enum { SHORT_QUARTERS = 8 };

double kr_migrant_weight(int age, int status)
{
    const int years = age + KR_MIN_AGE;
    const double at_work = status == KR_PACK_FLEXIBLE     ? 2.0
                           : status == KR_PACK_PERMANENT  ? 0.7
                           : status == KR_PACK_UNEMPLOYED ? 0.7
                                                          : 0.0;
    return years >= 20 && years < 50 ? at_work : years < 60 ? 0.2 * at_work : 0.0;
}

double kr_permit_weight(int age, int status)
{
    static const double weight[KR_STATUSES] = {
        [KR_PACK_PERMANENT] = 0.3,     [KR_PACK_FLEXIBLE] = 1.2,
        [KR_PACK_SELF_EMPLOYED] = 0.5, [KR_PACK_UNEMPLOYED] = 3.0,
        [KR_PACK_AVAILABLE] = 6.0,     [KR_PACK_SEARCHING] = 5.0,
        [KR_PACK_STUDENT] = 1.0,       [KR_PACK_CARER] = 6.0,
        [KR_PACK_ILL] = 1.0,           [KR_PACK_RETIRED] = 0.0,
        [KR_PACK_OTHER] = 4.0};
    const int years = age + KR_MIN_AGE;
    return years >= 18 && years < 60 ? weight[status] : 0.0;
}

double kr_agreement_weight(int age, int status, int education)
{
    static const double level[KR_EDUCATION_COUNT] = {4.0, 1.0, 0.05};
    static const double weight[KR_STATUSES] = {
        [KR_PACK_PERMANENT] = 0.5, [KR_PACK_FLEXIBLE] = 1.2,  [KR_PACK_UNEMPLOYED] = 2.0,
        [KR_PACK_AVAILABLE] = 3.0, [KR_PACK_SEARCHING] = 1.0, [KR_PACK_OTHER] = 4.0,
        [KR_PACK_ILL] = 2.0};
    const int years = age + KR_MIN_AGE;
    return years >= 18 && years < 65 ? weight[status] * level[education] : 0.0;
}

int kr_life_status(const struct kr_persons *persons, kr_row row)
{
    static const uint8_t pack[KR_STATUS_COUNT] = {
        [KR_EMPLOYEE] = KR_PACK_FLEXIBLE,     [KR_SELF_EMPLOYED] = KR_PACK_SELF_EMPLOYED,
        [KR_UNEMPLOYED] = KR_PACK_UNEMPLOYED, [KR_AVAILABLE] = KR_PACK_AVAILABLE,
        [KR_SEARCHING] = KR_PACK_SEARCHING,   [KR_STUDENT] = KR_PACK_STUDENT,
        [KR_CARER] = KR_PACK_CARER,           [KR_ILL] = KR_PACK_ILL,
        [KR_RETIRED] = KR_PACK_RETIRED,       [KR_OTHER] = KR_PACK_OTHER,
    };
    return persons->contract[row] == KR_PERMANENT ? KR_PACK_PERMANENT
                                                  : pack[persons->status[row]];
}

static void count_people(struct kr_life *self)
{
    const int runs = self->self->country->regions * KR_SEX_COUNT * KR_SINGLE_AGES *
                     KR_STATUSES * KR_EDUCATION_COUNT;
    for (int i = 0; i < runs; i++) {
        const int education = i % KR_EDUCATION_COUNT;
        const int status = i / KR_EDUCATION_COUNT % KR_STATUSES;
        const int group = i / (KR_EDUCATION_COUNT * KR_STATUSES);
        self->people[group / KR_SINGLE_AGES % KR_SEX_COUNT][group % KR_SINGLE_AGES]
                    [status][education] += self->self->run[i].count;
    }
}

static double people_of(const struct kr_life *self, int sex, int age, int status)
{
    int64_t sum = 0;
    for (int e = 0; e < KR_EDUCATION_COUNT; e++) {
        sum += self->people[sex][age][status][e];
    }
    return (double)sum;
}

// Share in education at a single age, on a straight line between the middles of bands.
static double enrolled_at(const struct kr_country *country, int sex, int age)
{
    const double place = kr_clamp((age + 0.5) / KR_BAND_YEARS - 0.5, 0.0, KR_BANDS - 1.0);
    const int low = (int)place < KR_BANDS - 2 ? (int)place : KR_BANDS - 2;
    const double before = country->enrolled_share[low * KR_SEX_COUNT + sex];
    const double after = country->enrolled_share[(low + 1) * KR_SEX_COUNT + sex];
    return before + (place - low) * (after - before);
}

// Chance to be in education by status: students all, the others by weights that make the
// total right.
static void make_enrolled(struct kr_life *self, int sex, int age)
{
    static const double weight[KR_STATUSES] = {
        [KR_PACK_PERMANENT] = 1.5,     [KR_PACK_FLEXIBLE] = 6.0,
        [KR_PACK_SELF_EMPLOYED] = 1.0, [KR_PACK_UNEMPLOYED] = 3.0,
        [KR_PACK_AVAILABLE] = 2.0,     [KR_PACK_SEARCHING] = 4.0,
        [KR_PACK_CARER] = 0.5,         [KR_PACK_ILL] = 0.5,
        [KR_PACK_OTHER] = 1.0};
    double people = 0;
    for (int s = 0; s < KR_STATUSES; s++) {
        people += people_of(self, sex, age, s);
    }
    const double students = people_of(self, sex, age, KR_PACK_STUDENT);
    const double wanted = enrolled_at(self->self->country, sex, age) * people - students;
    double level = 0;
    // The level is raised until those who can be enrolled are as many as wanted.
    for (int round = 0; round < 40; round++) {
        double sum = 0;
        double open = 0;
        for (int s = 0; s < KR_STATUSES; s++) {
            const double chance = __builtin_fmin(1.0, level * weight[s]);
            sum += chance * people_of(self, sex, age, s);
            open += chance < 1.0 ? weight[s] * people_of(self, sex, age, s) : 0.0;
        }
        level += open > 0 ? __builtin_fmax(0.0, wanted - sum) / open : 0.0;
    }
    for (int s = 0; s < KR_STATUSES; s++) {
        self->enrolled[sex][age][s] = __builtin_fmin(1.0, level * weight[s]);
    }
    self->enrolled[sex][age][KR_PACK_STUDENT] = 1.0;
}

static void cumulate(double *share, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++) {
        sum += share[i];
    }
    double running = 0;
    for (int i = 0; i < n; i++) {
        running += sum > 0 ? share[i] / sum : 1.0 / n;
        share[i] = running;
    }
}

// Weight of a field for those of an education, so that the number of students by level is
// near entrants times length: most with a degree are on the way to the next, some with a
// diploma of a trade take another (assumed).
static double fits(int entry, int education)
{
    if (entry >= education) {
        return entry == education ? 1.0 : 0.0;
    }
    return entry == KR_MIDDLE ? 0.25 : 0.12;
}

// Studies by education and sex: entrants times length of those that this education
// gives access to.
static void make_fields(struct kr_life *self)
{
    const struct kr_country *country = self->self->country;
    for (int level = 0; level < KR_EDUCATION_COUNT * KR_SEX_COUNT; level++) {
        const int e = level / KR_SEX_COUNT;
        const int woman = level % KR_SEX_COUNT == KR_WOMAN;
        double *row = &self->field[kr_line(level, country->fields)];
        for (int f = 0; f < country->fields; f++) {
            const struct kr_field *field = &country->field[f];
            const double of_sex =
                woman != 0 ? field->share_women : 1.0 - field->share_women;
            row[f] = fits(field->entry_education, e) * of_sex *
                     field->entrants_per_quarter * field->quarters;
        }
        cumulate(row, country->fields);
    }
}

// Chance of under two years in the job by age and contract: falls with age, is higher on
// flexible contracts, and has the level that makes the total right.
static void make_tenure(struct kr_life *self)
{
    static const double by_age[KR_AGE_GROUPS] = {3.0, 1.3, 0.8, 0.6, 0.45, 0.4};
    static const double by_contract[2] = {1.0, 4.0};
    double low = 0;
    double high = 10;
    for (int round = 0; round < 60; round++) {
        const double level = (low + high) / 2;
        double all = 0;
        double brief = 0;
        for (int i = 0; i < KR_SINGLE_AGES * 2; i++) {
            const int age = i / 2;
            const int kind = i % 2;
            const double rate =
                level * by_age[kr_age_group(age + KR_MIN_AGE)] * by_contract[kind];
            const double chance = age * 4 < SHORT_QUARTERS ? 1.0 : kr_chance(rate);
            self->short_tenure[age][kind] = chance;
            for (int sex = 0; sex < KR_SEX_COUNT; sex++) {
                const double people = people_of(self, sex, age, kind);
                all += people;
                brief += people * chance;
            }
        }
        const int more = brief < all * self->self->country->constants.short_tenure_share;
        low = more ? level : low;
        high = more ? high : level;
    }
}

static double hazard_at(const struct kr_country *country, enum kr_hazard hazard,
                        int status, int group, int sex)
{
    const int row = (int)hazard * KR_STATUSES + status;
    return country->hazard[(row * KR_AGE_GROUPS + group) * KR_SEX_COUNT + sex];
}

static void make_rates(struct kr_life *self)
{
    const struct kr_country *country = self->self->country;
    // Those of 15 cannot have waited a year: the others make up for them.
    double unemployed = 0;
    double of_fifteen = 0;
    for (int i = 0; i < KR_SEX_COUNT * KR_SINGLE_AGES; i++) {
        const double people =
            people_of(self, i / KR_SINGLE_AGES, i % KR_SINGLE_AGES, KR_PACK_UNEMPLOYED);
        unemployed += people;
        of_fifteen += i % KR_SINGLE_AGES == 0 ? people : 0.0;
    }
    const double stay_long = country->constants.long_unemployed_share * unemployed /
                             __builtin_fmax(unemployed - of_fifteen, 1.0);
    for (int i = 0; i < KR_STATUSES * KR_AGE_GROUPS * KR_SEX_COUNT; i++) {
        const int sex = i % KR_SEX_COUNT;
        const int group = i / KR_SEX_COUNT % KR_AGE_GROUPS;
        const int status = i / (KR_SEX_COUNT * KR_AGE_GROUPS);
        const double start = hazard_at(country, KR_H_CARE_START, status, group, sex);
        const double end = hazard_at(country, KR_H_CARE_END, status, group, sex);
        self->care[status][group][sex] = start > 0 ? start / (start + end) : 0.0;
        const double leaving = hazard_at(country, KR_H_ACTIVATE, status, group, sex) +
                               hazard_at(country, KR_H_MOVE, status, group, sex);
        self->leaving[status][group][sex] = __builtin_fmax(leaving, 0.01);
        if (status == KR_PACK_UNEMPLOYED) {
            self->leaving[status][group][sex] =
                -kr_log(kr_clamp(stay_long, 1e-6, 0.99)) / 4.0;
        }
    }
}

// Labour migrants by occupation: few where the law asks for a qualification of this
// country, the rest above all where none is needed (assumed); mean 1 over workers.
static void make_migrant_jobs(struct kr_life *self)
{
    static const double PROTECTED = 0.15;
    static const double SKILLED = 0.8;
    const struct kr_country *country = self->self->country;
    double persons[3] = {0}; // protected, skilled, without requirements
    for (int i = 0; i < country->staffing_rows; i++) {
        const struct kr_staffing *row = &country->staffing[i];
        const struct kr_occupation *o = &country->occupation[row->occupation];
        persons[o->legal ? 0 : o->education > KR_LOW ? 1 : 2] += row->persons;
    }
    const double all = persons[0] + persons[1] + persons[2];
    const double rest = all - PROTECTED * persons[0] - SKILLED * persons[1];
    const double simple = persons[2] > 0.0 ? rest / persons[2] : 1.0;
    for (int o = 0; o < country->occupations; o++) {
        const struct kr_occupation *at = &country->occupation[o];
        self->migrant_job[o] = at->legal                ? PROTECTED
                               : at->education > KR_LOW ? SKILLED
                                                        : simple;
    }
}

// Chances of the groups that policies address, per unit of weight.
static void make_groups(struct kr_life *self)
{
    const struct kr_constants *constants = &self->self->country->constants;
    double sum[3] = {1e-9, 1e-9, 1e-9};
    for (int i = 0; i < KR_SEX_COUNT * KR_SINGLE_AGES * KR_STATUSES; i++) {
        const int status = i % KR_STATUSES;
        const int age = i / KR_STATUSES % KR_SINGLE_AGES;
        const int sex = i / (KR_STATUSES * KR_SINGLE_AGES);
        const double people = people_of(self, sex, age, status);
        sum[0] += people * kr_migrant_weight(age, status);
        sum[1] += people * kr_permit_weight(age, status);
        for (int e = 0; e < KR_EDUCATION_COUNT; e++) {
            sum[2] += (double)self->people[sex][age][status][e] *
                      kr_agreement_weight(age, status, e);
        }
    }
    const double scale = self->self->model->scale;
    make_migrant_jobs(self);
    self->labour_migrant = constants->labour_migrants * scale / sum[0];
    self->permit_holder = constants->permit_holders * scale / sum[1];
    self->jobs_agreement = constants->jobs_agreement_persons * scale / sum[2];
}

double kr_on_call_odds(int hours)
{
    return hours < 16 ? 1.25 : hours < 28 ? 1.0 : 0.7;
}

// Chance of on-call work per unit of odds, so that the share in the pack comes out.
static void make_contracts(struct kr_life *self)
{
    const struct kr_synthesis *s = self->self;
    double flexible = 0;
    double odds = 0;
    for (int i = 0; i < KR_HOUR_GROUPS * s->cells; i++) {
        const int32_t *start = &s->hours_start[kr_line(i, KR_GRID_HOURS + 1)];
        const int kind = i / s->cells % KR_JOB_KINDS;
        for (int k = 0; kind == KR_PACK_FLEXIBLE && k < KR_GRID_HOURS; k++) {
            const double workers = (double)(start[k + 1] - start[k]);
            flexible += workers;
            odds += workers * kr_on_call_odds((k + 1) * KR_HOURS_STEP);
        }
    }
    self->on_call =
        s->country->constants.on_call_share * (odds > 0 ? flexible / odds : 1.0);
}

// Mean steps of four hours that those who want more want, when each further step has
// chance `again` and nobody wants more than KR_MOST_WANTED hours. `workers` is by grid.
static double mean_steps(const double workers[KR_GRID_HOURS], double again)
{
    double sum = 0;
    double all = 0;
    for (int k = 0; (k + 1) * KR_HOURS_STEP < KR_FULL_TIME; k++) {
        double chance = 1.0;
        all += workers[k];
        for (int step = k + 1; step < KR_MOST_WANTED / KR_HOURS_STEP; step++) {
            sum += workers[k] * chance;
            chance *= again;
        }
    }
    return all > 0 ? sum / all : 0.0;
}

// The chance of a further step that gives the mean gap of the parameter.
static double solve_again(const struct kr_life *self, const double workers[KR_GRID_HOURS])
{
    const double wanted = self->self->model->parameters.hours.gap_hours / KR_HOURS_STEP;
    double low = 0;
    double high = 0.98;
    for (int round = 0; round < 50; round++) {
        const double again = (low + high) / 2;
        const int more = mean_steps(workers, again) < wanted;
        low = more ? again : low;
        high = more ? high : again;
    }
    return low;
}

// Chances of wanting other hours.
static void make_wishes(struct kr_life *self)
{
    const struct kr_synthesis *s = self->self;
    const struct kr_constants *constants = &s->country->constants;
    self->under_employed = constants->under_employed_share;
    double employees = 0;
    double could_cut = 0;
    double by_hours[KR_GRID_HOURS] = {0};
    for (int i = 0; i < KR_HOUR_GROUPS * s->cells; i++) {
        const int32_t *start = &s->hours_start[kr_line(i, KR_GRID_HOURS + 1)];
        const int own = i / s->cells % KR_JOB_KINDS == KR_PACK_SELF_EMPLOYED;
        for (int k = 0; k < KR_GRID_HOURS; k++) {
            const int hours = (k + 1) * KR_HOURS_STEP;
            const double workers = (double)(start[k + 1] - start[k]);
            const double content =
                hours < KR_FULL_TIME ? 1.0 - self->under_employed : 1.0;
            by_hours[k] += workers;
            employees += own == 0 ? workers : 0.0;
            could_cut += own == 0 && hours >= KR_LEAST_TO_CUT ? workers * content : 0.0;
        }
    }
    self->further_step = solve_again(self, by_hours);
    self->over_employed =
        constants->over_employed_share * employees / __builtin_fmax(could_cut, 1.0);
}

// What those without work would want: the hours of workers of their sex and age, for
// those in education of flexible ones.
static void make_wanted(struct kr_life *self)
{
    const struct kr_country *country = self->self->country;
    for (int i = 0; i < KR_SEX_COUNT * KR_AGE_THIRDS * KR_GRID_HOURS; i++) {
        const int group = i / KR_GRID_HOURS;
        const int k = i % KR_GRID_HOURS;
        const double *permanent = &country->hours_share[kr_line(
            group * KR_CONTRACT_COUNT + KR_PERMANENT, KR_HOURS_GRID)];
        const double *flexible = &country->hours_share[kr_line(
            group * KR_CONTRACT_COUNT + KR_TEMPORARY, KR_HOURS_GRID)];
        double(*wanted)[KR_GRID_HOURS] =
            self->wanted[group / KR_AGE_THIRDS][group % KR_AGE_THIRDS];
        wanted[0][k] = 0.5 * permanent[k + 1] + 0.5 * flexible[k + 1];
        wanted[1][k] = flexible[k + 1];
    }
    for (int i = 0; i < KR_SEX_COUNT * KR_AGE_THIRDS * 2; i++) {
        cumulate(self->wanted[i / (KR_AGE_THIRDS * 2)][i / 2 % KR_AGE_THIRDS][i % 2],
                 KR_GRID_HOURS);
    }
}

// Occupations of workers by sex and education, and of the young.
static void make_occupations(struct kr_life *self)
{
    struct kr_synthesis *s = self->self;
    const int occupations = s->country->occupations;
    for (int d = 0; d < KR_CLASSES; d++) {
        const int32_t *start = &s->class_start[kr_line(d, s->cells + 1)];
        const int level = kr_class_sex(d) * KR_EDUCATION_COUNT + kr_class_education(d);
        double *row = &s->job_occupation[kr_line(level, occupations)];
        for (int c = 0; c < s->cells; c++) {
            const double workers = (double)(start[c + 1] - start[c]);
            row[s->cell[c].occupation] += workers;
            // jobs beside school ask for no degree, and no qualification by law
            const struct kr_occupation *o =
                &s->country->occupation[s->cell[c].occupation];
            const bool open = !o->legal && o->education < KR_HIGH;
            s->youth_occupation[s->cell[c].occupation] +=
                kr_class_age(d) == 0 && open ? workers : 0.0;
        }
    }
    for (int i = 0; i < KR_SEX_COUNT * KR_EDUCATION_COUNT; i++) {
        cumulate(&s->job_occupation[kr_line(i, occupations)], occupations);
    }
    cumulate(s->youth_occupation, occupations);
}

// Pay of a sector relative to what its occupations earn at the median.
static void make_sector_factors(struct kr_synthesis *s)
{
    for (int sector = 0; sector < s->country->sectors; sector++) {
        double persons = 0;
        double pay = 0;
        for (int i = 0; i < s->country->staffing_rows; i++) {
            const struct kr_staffing *row = &s->country->staffing[i];
            if (row->sector == sector) {
                persons += row->persons;
                pay += row->persons *
                       s->country->occupation[row->occupation].wage_euro_per_hour;
            }
        }
        const double mean = persons > 0 ? pay / persons : 0.0;
        s->sector_factor[sector] =
            mean > 0 ? s->country->sector[sector].wage_euro_per_hour / mean : 1.0;
    }
}

int kr_life_tables(struct kr_life *self)
{
    struct kr_synthesis *s = self->self;
    const size_t levels = kr_line(KR_SEX_COUNT, KR_EDUCATION_COUNT);
    const size_t occupations = (size_t)s->country->occupations;
    self->field =
        kr_synthesis_new(s, levels * (size_t)s->country->fields, sizeof(double));
    s->job_occupation = kr_synthesis_new(s, levels * occupations, sizeof(double));
    s->youth_occupation = kr_synthesis_new(s, occupations, sizeof(double));
    s->sector_factor = kr_synthesis_new(s, (size_t)s->country->sectors, sizeof(double));
    if (self->field == NULL || s->job_occupation == NULL || s->youth_occupation == NULL ||
        s->sector_factor == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    count_people(self);
    for (int i = 0; i < KR_SEX_COUNT * KR_SINGLE_AGES; i++) {
        make_enrolled(self, i / KR_SINGLE_AGES, i % KR_SINGLE_AGES);
    }
    make_fields(self);
    make_tenure(self);
    make_rates(self);
    make_groups(self);
    make_contracts(self);
    make_wishes(self);
    make_wanted(self);
    make_occupations(self);
    make_sector_factors(s);
    return KR_OK;
}
