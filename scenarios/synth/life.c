// Household, health, groups and study of every person, by keyed draws.
#include "scenarios/synth/life.h"

#include "base/math.h"
#include "base/parallel.h"

enum {
    LEAST_PARENT = 16 * 4, // quarters of age at a birth
    HOME = 18 * 4,         // quarters of age at which children no longer count
    SPACING = 8,           // quarters between children at least
    MORE_SPACING = 8,      // and up to this much more
    PERMIT_YEARS = 10,
    MIGRANT_QUARTERS = 14, // mean stay of labour migrants so far
};

// Quarters since the birth of a person.
static int quarters_of_age(const struct kr_life *self, kr_row row)
{
    return self->self->start - self->self->world->persons.birth_quarter[row];
}

static int years_of_age(const struct kr_life *self, kr_row row)
{
    return quarters_of_age(self, row) / 4 - KR_MIN_AGE;
}

// Births of the children at home; `holds` when this person holds them for the household.
static void set_children(const struct kr_life *self, kr_row row, int band, int holds)
{
    const struct kr_synthesis *s = self->self;
    struct kr_persons *p = &s->world->persons;
    static const int from[3] = {0, 16, 48};
    static const int to[3] = {16, 48, 72};
    const int at = (band * KR_SEX_COUNT + p->sex[row]) * 3;
    const double *age_share = &s->country->youngest_share[at];
    const double *number_share = &s->country->child_number[at];
    const uint64_t age_word = kr_draw_word(s, KR_POPULATION_CHILD_AGE, p->id[row]);
    const uint64_t number_word = kr_draw_word(s, KR_POPULATION_CHILD_NUMBER, p->id[row]);
    const int oldest = quarters_of_age(self, row) - LEAST_PARENT;
    const double place =
        kr_high_half(age_word) * (age_share[0] + age_share[1] + age_share[2]);
    const int class = place < age_share[0]                  ? 0
                      : place < age_share[0] + age_share[1] ? 1
                                                            : 2;
    int youngest = from[class] + (int)(kr_low_half(age_word) * (to[class] - from[class]));
    youngest = youngest > oldest ? oldest : youngest;
    youngest = youngest < 0 ? 0 : youngest;
    const double u =
        kr_high_half(number_word) * (number_share[0] + number_share[1] + number_share[2]);
    int number = u < number_share[0] ? 1 : u < number_share[0] + number_share[1] ? 2 : 3;
    const int apart = SPACING + (int)(kr_low_half(number_word) * MORE_SPACING);
    int eldest = youngest;
    int at_home = 1;
    while (at_home < number && eldest + apart < HOME && eldest + apart <= oldest) {
        eldest += apart;
        at_home++;
    }
    p->youngest_birth[row] = (int16_t)(s->start - youngest);
    p->eldest_birth[row] = (int16_t)(s->start - eldest);
    p->children[row] = (uint8_t)(holds != 0 ? at_home : 0);
}

void kr_life_household(const struct kr_life *self, kr_row first, kr_row last)
{
    const struct kr_synthesis *s = self->self;
    struct kr_persons *p = &s->world->persons;
    for (kr_row i = first; i < last; i++) {
        const int band = years_of_age(self, i) / KR_BAND_YEARS;
        const int at = band * KR_SEX_COUNT + p->sex[i];
        const double *youngest = &s->country->youngest_share[kr_line(at, 3)];
        const double parents = youngest[0] + youngest[1] + youngest[2];
        const double lone = __builtin_fmin(s->country->lone_parent_share[at], parents);
        const double pairs = s->country->partner_share[at];
        // One cut: lone parent, couple with child, couple without, single.
        const double u = kr_draw(s, KR_POPULATION_HOUSEHOLD, p->id[i]);
        const int couple = u >= lone && u < lone + pairs;
        p->partner[i] = KR_SINGLE;
        if (couple != 0) {
            const double *income = &s->country->partner_income[kr_line(at, 3)];
            const double v = kr_draw(s, KR_POPULATION_PARTNER_INCOME, p->id[i]) *
                             (income[0] + income[1] + income[2]);
            p->partner[i] = (uint8_t)(v < income[0]               ? KR_PARTNER_NONE
                                      : v < income[0] + income[1] ? KR_PARTNER_HALF
                                                                  : KR_PARTNER_FULL);
        }
        if (u < parents) {
            set_children(self, i, band, couple == 0 || p->sex[i] == KR_WOMAN);
        }
    }
}

void kr_life_health(const struct kr_life *self, kr_row first, kr_row last)
{
    const struct kr_synthesis *s = self->self;
    struct kr_persons *p = &s->world->persons;
    const double mean = s->model->parameters.demography.care_hours;
    // Of contract time lost to sickness 60% is long absence (all hours of the person),
    // the rest short (part of the quarter).
    const double long_part = 0.6;
    const double short_loss =
        __builtin_fmax(s->model->parameters.sickness.short_loss, 0.05);
    for (kr_row i = first; i < last; i++) {
        const int status = kr_life_status(p, i);
        const int group = kr_age_group(years_of_age(self, i) + KR_MIN_AGE);
        const uint64_t word = kr_draw_word(s, KR_POPULATION_CARE, p->id[i]);
        if (kr_high_half(word) < self->care[status][group][p->sex[i]]) {
            const double more = (mean - 1.0) * -kr_log(1.0 - kr_low_half(word));
            p->informal_care[i] = (uint8_t)kr_clamp(1.0 + more, 1.0, 40.0);
        }
        if (status == KR_PACK_ILL) {
            p->health[i] = KR_DISABILITY;
        } else if (status < KR_JOB_KINDS) {
            const int sector = s->cell[s->person_cell[i]].sector;
            const double sick = s->country->sector[sector].sickness_share;
            const double is_long = long_part * sick;
            const double is_short = (1.0 - long_part) * sick / short_loss;
            const double u = kr_draw(s, KR_POPULATION_HEALTH, p->id[i]);
            p->health[i] = (uint8_t)(u < is_long              ? KR_LONG_ABSENCE
                                     : u < is_long + is_short ? KR_SHORT_ABSENCE
                                                              : KR_HEALTHY);
        }
    }
}

void kr_life_groups(const struct kr_life *self, kr_row first, kr_row last)
{
    const struct kr_synthesis *s = self->self;
    struct kr_persons *p = &s->world->persons;
    for (kr_row i = first; i < last; i++) {
        const int status = kr_life_status(p, i);
        const int age = years_of_age(self, i);
        const double job =
            status < KR_JOB_KINDS ? self->migrant_job[p->occupation[i]] : 1.0;
        const double migrant =
            self->labour_migrant * kr_migrant_weight(age, status) * job;
        const double permit = self->permit_holder * kr_permit_weight(age, status);
        const double agreement =
            self->jobs_agreement * kr_agreement_weight(age, status, p->education[i]);
        const double u = kr_draw(s, KR_POPULATION_GROUP, p->id[i]);
        if (u >= migrant + permit + agreement) {
            continue;
        }
        const double v = kr_draw(s, KR_POPULATION_ARRIVAL, p->id[i]);
        const int most = quarters_of_age(self, i) - KR_MIN_AGE * 4;
        if (u < migrant) {
            const double stay = -kr_log(1.0 - v) * MIGRANT_QUARTERS;
            const int since = (int)kr_clamp(stay, 0.0, (double)most);
            p->groups[i] = KR_GROUP_LABOUR_MIGRANT;
            p->arrival_quarter[i] = (int16_t)(s->start - since);
        } else if (u < migrant + permit) {
            const int since = (int)kr_clamp(v * PERMIT_YEARS * 4, 0.0, (double)most);
            p->groups[i] = KR_GROUP_PERMIT;
            p->arrival_quarter[i] = (int16_t)(s->start - since);
        } else {
            const double w = kr_draw(s, KR_POPULATION_CAPACITY, p->id[i]);
            p->groups[i] = KR_GROUP_JOBS_AGREEMENT;
            p->work_capacity[i] = (uint8_t)(40.0 + 41.0 * w);
        }
    }
}

// Quarters of age at which the school of somebody young will end; 0 when it has.
static int school_end(const struct kr_life *self, kr_row row, double u)
{
    const int age = quarters_of_age(self, row);
    const bool is_higher = self->self->world->persons.education[row] >= KR_MIDDLE ||
                           u < self->self->country->constants.higher_school_share;
    const int end = is_higher ? KR_HIGHER_SCHOOL_END : KR_SCHOOL_END;
    return age < end ? end : 0;
}

// The field that somebody in education follows, or will begin after school.
static void enrol(const struct kr_life *self, kr_row row)
{
    const struct kr_synthesis *s = self->self;
    struct kr_persons *p = &s->world->persons;
    const int fields = s->country->fields;
    const uint64_t word = kr_draw_word(s, KR_POPULATION_FIELD, p->id[row]);
    const int school = school_end(self, row, kr_low_half(word));
    const int level = school == KR_SCHOOL_END          ? KR_LOW
                      : school == KR_HIGHER_SCHOOL_END ? KR_MIDDLE
                                                       : p->education[row];
    const double *share =
        &self->field[kr_line(level * KR_SEX_COUNT + p->sex[row], fields)];
    const int code = kr_cut(share, fields, kr_high_half(word));
    const struct kr_field *field = &s->country->field[code];
    p->study[row] = (uint8_t)(code + 1);
    if (school > 0) {
        p->study_since[row] = (int16_t)(p->birth_quarter[row] + school);
        return;
    }
    const int earliest =
        field->entry_education == KR_LOW ? KR_SCHOOL_END : KR_HIGHER_SCHOOL_END;
    const int most = quarters_of_age(self, row) - earliest;
    const double u = kr_draw(s, KR_POPULATION_STUDY_SINCE, p->id[row]);
    const int since = (int)(u * field->quarters);
    p->study_since[row] = (int16_t)(s->start - (most < 0       ? 0
                                                : since < most ? since
                                                               : most));
}

void kr_life_study(const struct kr_life *self, kr_row first, kr_row last)
{
    const struct kr_synthesis *s = self->self;
    const struct kr_persons *p = &s->world->persons;
    for (kr_row i = first; i < last && s->country->fields > 0; i++) {
        const int age = years_of_age(self, i);
        const int status = kr_life_status(p, i);
        if (kr_draw(s, KR_POPULATION_ENROLLED, p->id[i]) <
            self->enrolled[p->sex[i]][age][status]) {
            enrol(self, i);
        }
    }
}
