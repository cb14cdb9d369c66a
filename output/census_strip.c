#include "output/census_strip.h"

#include "base/ask.h"
#include "sim/scratch.h"
#include "sim/tallies.h"

enum {
    FULL_WEEK = 35,
    SHORT_TENURE = 8, // quarters
    AHEAD = 16,       // rows whose post is asked for early
    CLASS_CENTS = 500,
    FIRST_CLASS = 1500,
    // bits of a stand
    STATUS_BITS = 4,
    AGE_SHIFT = 4,
    AGE_BITS = 3,
    SEX_SHIFT = 7,
    REGION_SHIFT = 8,
};

_Static_assert((int)KR_STATUS_COUNT <= 1 << STATUS_BITS, "a status fits in a stand");
_Static_assert((int)KR_AGE_GROUPS <= 1 << AGE_BITS, "an age group fits in a stand");

static int years_of(const struct kr_world *world, kr_row row)
{
    return (world->now - world->persons.birth_quarter[row]) / 4;
}

uint16_t kr_census_stand(const struct kr_world *world, kr_row row)
{
    const struct kr_persons *p = &world->persons;
    if (p->status[row] == KR_ABSENT) {
        return KR_ABSENT;
    }
    const int group = kr_age_group(years_of(world, row));
    return (uint16_t)(p->status[row] | group << AGE_SHIFT | p->sex[row] << SEX_SHIFT |
                      p->region[row] << REGION_SHIFT);
}

bool kr_census_is_new(const struct kr_world *world, kr_row row)
{
    const struct kr_persons *p = &world->persons;
    return p->arrival_quarter[row] == world->now ||
           world->now - p->birth_quarter[row] == KR_MIN_AGE * 4;
}

int kr_census_stand_status(uint16_t stand)
{
    return stand & ((1 << STATUS_BITS) - 1);
}

int kr_census_stand_code(uint16_t stand, enum kr_breakdown_axis axis)
{
    if (axis == KR_BREAK_REGION) {
        return stand >> REGION_SHIFT;
    }
    return axis == KR_BREAK_SEX ? stand >> SEX_SHIFT & 1
                                : stand >> AGE_SHIFT & ((1 << AGE_BITS) - 1);
}

// Cents an hour as payroll has them: the scale of sector and occupation, and both
// premiums.
static int64_t hourly_at(const struct kr_model *model, const struct kr_world *world,
                         kr_row row, const struct kr_employer *employer)
{
    if (world->scratch == NULL) {
        return 0; // a world that was not prepared has no scales
    }
    const struct kr_persons *p = &world->persons;
    const int cell = employer->sector * model->country->occupations + p->occupation[row];
    const int64_t scale = (int64_t)world->scratch->scale_cents[cell];
    return scale * (10000 + p->wage_premium[row] + employer->wage_premium) / 10000;
}

int64_t kr_hourly_cents(const struct kr_model *model, const struct kr_world *world,
                        kr_row row)
{
    const kr_row post = world->persons.post[row];
    const bool works = world->persons.status[row] == KR_EMPLOYEE && post != KR_NONE;
    return works ? hourly_at(model, world, row,
                             &world->employers.at[world->posts.at[post].employer])
                 : 0;
}

static kr_row post_of(const struct kr_world *world, kr_row row)
{
    const struct kr_persons *p = &world->persons;
    return p->status[row] == KR_EMPLOYEE ? p->post[row] : KR_NONE;
}

// Posts and employers stand anywhere in memory: what is needed soon is asked for now.
static void read_employers(struct kr_census_strip *s)
{
    const struct kr_world *world = s->world;
    kr_row post[KR_STRIP_ROWS + AHEAD];
    for (int i = 0; i < s->rows; i++) {
        post[i] = post_of(world, s->first + i);
        if (post[i] != KR_NONE) {
            kr_ask(&world->posts.at[post[i]].employer);
        }
    }
    for (int i = 0; i < s->rows; i++) {
        s->employer[i] = post[i] == KR_NONE ? KR_NONE : world->posts.at[post[i]].employer;
        if (s->employer[i] != KR_NONE) {
            kr_ask(&world->employers.at[s->employer[i]].sector);
        }
    }
    for (int i = 0; i < s->rows; i++) {
        s->hourly[i] = s->employer[i] == KR_NONE
                           ? 0
                           : (int32_t)hourly_at(s->model, world, s->first + i,
                                                &world->employers.at[s->employer[i]]);
    }
}

static bool wants_more(int wish)
{
    return wish == KR_LATENT_MORE || wish == KR_HELD_MORE || wish == KR_VOICED_MORE;
}

static void read_measures(struct kr_census_strip *s)
{
    const struct kr_persons *p = &s->world->persons;
    for (int i = 0; i < s->rows; i++) {
        const kr_row row = s->first + i;
        const int status = p->status[row];
        const int employee = status == KR_EMPLOYEE;
        const int employed = employee || status == KR_SELF_EMPLOYED;
        const int contract = p->contract_minutes[row];
        const int usual = p->usual_minutes[row];
        const bool absent =
            p->health[row] == KR_SHORT_ABSENCE || p->health[row] == KR_LONG_ABSENCE;
        s->value[KR_COUNTED_PERSONS][i] = status != KR_ABSENT;
        s->value[KR_COUNTED_EMPLOYED][i] = employed;
        s->value[KR_COUNTED_EMPLOYEES][i] = employee;
        s->value[KR_COUNTED_UNEMPLOYED][i] = status == KR_UNEMPLOYED;
        s->value[KR_COUNTED_CONTRACT_MINUTES][i] = employed * contract;
        s->value[KR_COUNTED_USUAL_MINUTES][i] = employed * usual;
        s->value[KR_COUNTED_EMPLOYEE_MINUTES][i] = employee * contract;
        s->value[KR_COUNTED_DESIRED_MINUTES][i] = employee * p->desired_hours[row] * 60;
        s->value[KR_COUNTED_UNDER_EMPLOYED][i] =
            employee && usual < FULL_WEEK * 60 && wants_more(p->wish[row]);
        s->value[KR_COUNTED_ABSENT][i] = employee && absent;
        s->value[KR_COUNTED_IN_TRAINING][i] = p->course[row] != 0;
        s->value[KR_COUNTED_WEEKLY_PAY][i] = s->hourly[i] * contract / 60;
    }
}

// ---------------------------------------------------------------- axes

static uint16_t at_most(int64_t code, int count)
{
    return (uint16_t)(code < count ? code : count - 1);
}

int kr_wage_class(int64_t cents)
{
    return cents < FIRST_CLASS
               ? 0
               : at_most((cents - FIRST_CLASS) / CLASS_CENTS + 1, KR_WAGE_CLASSES);
}

static void copy_codes(const struct kr_census_strip *s, const uint8_t *column,
                       uint16_t *code)
{
    for (int i = 0; i < s->rows; i++) {
        code[i] = column[s->first + i];
    }
}

static int class_of(int minutes)
{
    return (minutes >= 12 * 60) + (minutes >= 20 * 60) + (minutes >= 28 * 60) +
           (minutes >= FULL_WEEK * 60);
}

// The code of an employee by an axis that only employees have.
static int employee_code(const struct kr_census_strip *s, int i,
                         enum kr_breakdown_axis axis)
{
    const struct kr_world *world = s->world;
    const struct kr_persons *p = &world->persons;
    const struct kr_employer *e = &world->employers.at[s->employer[i]];
    const kr_row row = s->first + i;
    const int64_t hourly = s->hourly[i];
    switch ((int)axis) {
    case KR_BREAK_WORK_REGION:
        return e->region;
    case KR_BREAK_SECTOR:
        return e->sector;
    case KR_BREAK_HOURS_CLASS:
        return class_of(p->usual_minutes[row]);
    case KR_BREAK_HOURS:
        return at_most(p->contract_minutes[row] / (60 * KR_HOURS_STEP), KR_HOURS_GRID);
    case KR_BREAK_DESIRED_HOURS:
        return at_most(p->desired_hours[row] / KR_HOURS_STEP, KR_HOURS_GRID);
    case KR_BREAK_WISH:
        return p->wish[row];
    case KR_BREAK_TENURE:
        return world->now - p->job_since[row] < SHORT_TENURE ? KR_TENURE_SHORT
                                                             : KR_TENURE_LONG;
    case KR_BREAK_WAGE_CLASS:
        return kr_wage_class(hourly);
    case KR_BREAK_WAGE_BIN:
        return at_most(hourly / KR_WAGE_BIN_CENTS, KR_FINE_BINS);
    default:
        return at_most(hourly * p->contract_minutes[row] / 60 / KR_EARNINGS_BIN_CENTS,
                       KR_FINE_BINS);
    }
}

static void read_employee_axis(struct kr_census_strip *s, enum kr_breakdown_axis axis)
{
    for (int i = 0; i < s->rows; i++) {
        s->code[axis][i] = s->employer[i] == KR_NONE
                               ? (uint16_t)KR_NO_CODE
                               : (uint16_t)employee_code(s, i, axis);
    }
}

// The occupation at the last record, of who was an employee then and is one now.
static void read_occupation_from(struct kr_census_strip *s)
{
    const struct kr_census *census = s->census;
    for (int i = 0; i < s->rows; i++) {
        const kr_row row = s->first + i;
        const bool stayed = census->started && s->employer[i] != KR_NONE &&
                            kr_census_stand_status(census->before[row]) == KR_EMPLOYEE &&
                            !kr_census_is_new(s->world, row);
        s->code[KR_BREAK_OCCUPATION_FROM][i] =
            stayed ? census->occupation[row] : (uint16_t)KR_NO_CODE;
    }
}

static void read_ages(struct kr_census_strip *s, enum kr_breakdown_axis axis)
{
    for (int i = 0; i < s->rows; i++) {
        const int years = years_of(s->world, s->first + i);
        const int age = years < KR_MIN_AGE ? KR_MIN_AGE : years;
        s->code[axis][i] = axis == KR_BREAK_AGE_GROUP
                               ? (uint16_t)kr_age_group(age)
                               : at_most(age - KR_MIN_AGE, KR_MAX_AGE - KR_MIN_AGE);
    }
}

// The column of an axis that is one, or NULL.
static const uint8_t *column_of(const struct kr_persons *p, enum kr_breakdown_axis axis)
{
    const uint8_t *const columns[KR_BREAK_ALL_COUNT] = {
        [KR_BREAK_REGION] = p->region,     [KR_BREAK_OCCUPATION] = p->occupation,
        [KR_BREAK_SEX] = p->sex,           [KR_BREAK_EDUCATION] = p->education,
        [KR_BREAK_PARTNER] = p->partner,   [KR_BREAK_HEALTH] = p->health,
        [KR_BREAK_BENEFIT] = p->benefit,   [KR_BREAK_STATUS] = p->status,
        [KR_BREAK_CONTRACT] = p->contract,
    };
    return columns[axis];
}

static void read_axis(struct kr_census_strip *s, enum kr_breakdown_axis axis)
{
    const uint8_t *column = column_of(&s->world->persons, axis);
    if (column != NULL) {
        copy_codes(s, column, s->code[axis]);
    } else if (axis == KR_BREAK_AGE_GROUP || axis == KR_BREAK_AGE) {
        read_ages(s, axis);
    } else if (axis == KR_BREAK_OCCUPATION_FROM) {
        read_occupation_from(s);
    } else {
        read_employee_axis(s, axis);
    }
}

void kr_census_strip_read(struct kr_census_strip *self, kr_row first, int rows,
                          unsigned axes)
{
    self->first = first;
    self->rows = rows;
    read_employers(self);
    read_measures(self);
    for (int axis = 0; axis < KR_BREAK_ALL_COUNT; axis++) {
        if ((axes >> axis & 1U) != 0) {
            read_axis(self, (enum kr_breakdown_axis)axis);
        }
    }
}
