#include "output/census_strip.h"

#include "output/pay.h"
#include "sim/scratch.h"
#include "sim/tallies.h"

#include <string.h>

enum {
    FULL_WEEK = 35,
    SHORT_TENURE = 8, // quarters
    CLASS_CENTS = 500,
    FIRST_CLASS = 1500,
    AGES = KR_MAX_AGE - KR_MIN_AGE,
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

// A world that was not prepared has no scales.
static inline int32_t hourly_of(const struct kr_model *model,
                                const struct kr_world *world, int occupation, int sector,
                                int premiums)
{
    const int cell = sector * model->country->occupations + occupation;
    return world->scratch == NULL
               ? 0
               : kr_hourly_cents(world->scratch->scale_cents[cell], premiums);
}

// Employees of the strip. Without a branch: which way it goes cannot be foreseen.
static void take_employees(struct kr_census_strip *s, int rows)
{
    const uint8_t *status = &s->world->persons.status[s->first];
    const kr_row *post = &s->world->persons.post[s->first];
    int count = 0;
    for (int i = 0; i < rows; i++) {
        s->at[count] = (uint16_t)i;
        count += (status[i] == KR_EMPLOYEE) & (post[i] != KR_NONE);
    }
    s->of[KR_CENSUS_EVERYBODY].count = rows;
    s->of[KR_CENSUS_STAFF].count = count;
}

static void read_pay(struct kr_census_strip *s)
{
    const struct kr_persons *p = &s->world->persons;
    const kr_row *post = &p->post[s->first];
    const uint8_t *occupation = &p->occupation[s->first];
    const uint16_t *minutes = &p->contract_minutes[s->first];
    const int16_t *premium = &p->wage_premium[s->first];
    const int staff = s->of[KR_CENSUS_STAFF].count;
    for (int k = 0; k < staff; k++) {
        s->job[k] = s->census->job[post[s->at[k]]];
    }
    for (int k = 0; k < staff; k++) {
        const int i = s->at[k];
        s->hourly[k] = hourly_of(s->model, s->world, occupation[i], s->job[k].sector,
                                 premium[i] + s->job[k].wage_premium);
        s->weekly[k] = s->hourly[k] * minutes[i] / 60;
    }
}

// ---------------------------------------------------------------- measures

static bool wants_more(int wish)
{
    return (wish == KR_LATENT_MORE) | (wish == KR_HELD_MORE) | (wish == KR_VOICED_MORE);
}

// Fills in one measure, if it is wanted, for all `rows` of `r`.
#define FILL(measures, r, name, expression)                  \
    if (((measures)&KR_COUNTED_BIT(name)) != 0) {            \
        for (int i = 0; i < (r)->count; i++) {               \
            (r)->value[KR_COUNTED_##name][i] = (expression); \
        }                                                    \
    }

static inline int works(int status)
{
    return (status == KR_EMPLOYEE) | (status == KR_SELF_EMPLOYED);
}

// What is counted of everybody; a free row has no status, minutes or course.
static void measure_heads(struct kr_census_strip *s, unsigned measures)
{
    const uint8_t *status = &s->world->persons.status[s->first];
    const uint8_t *course = &s->world->persons.course[s->first];
    struct kr_census_rows *r = &s->of[KR_CENSUS_EVERYBODY];
    FILL(measures, r, PERSONS, status[i] != KR_ABSENT)
    FILL(measures, r, EMPLOYED, works(status[i]))
    FILL(measures, r, EMPLOYEES, status[i] == KR_EMPLOYEE)
    FILL(measures, r, UNEMPLOYED, status[i] == KR_UNEMPLOYED)
    FILL(measures, r, IN_TRAINING, (status[i] != KR_ABSENT) & (course[i] != 0))
}

static void measure_hours(struct kr_census_strip *s, unsigned measures)
{
    const struct kr_persons *p = &s->world->persons;
    struct kr_census_rows *r = &s->of[KR_CENSUS_EVERYBODY];
    const uint8_t *status = &p->status[s->first];
    const uint8_t *wish = &p->wish[s->first];
    const uint16_t *contract = &p->contract_minutes[s->first];
    const uint16_t *usual = &p->usual_minutes[s->first];
    FILL(measures, r, CONTRACT_MINUTES, works(status[i]) * contract[i])
    FILL(measures, r, USUAL_MINUTES, works(status[i]) * usual[i])
    FILL(measures, r, UNDER_EMPLOYED,
         (status[i] == KR_EMPLOYEE) & (usual[i] < FULL_WEEK * 60) & wants_more(wish[i]))
}

static void measure_staff(struct kr_census_strip *s, unsigned measures)
{
    const struct kr_persons *p = &s->world->persons;
    struct kr_census_rows *r = &s->of[KR_CENSUS_STAFF];
    const uint8_t *health = &p->health[s->first];
    const uint8_t *desired = &p->desired_hours[s->first];
    const uint16_t *contract = &p->contract_minutes[s->first];
    FILL(measures, r, EMPLOYEE_MINUTES, contract[s->at[i]])
    FILL(measures, r, DESIRED_MINUTES, desired[s->at[i]] * 60)
    FILL(measures, r, ABSENT,
         (health[s->at[i]] == KR_SHORT_ABSENCE) | (health[s->at[i]] == KR_LONG_ABSENCE))
    FILL(measures, r, WEEKLY_PAY, s->weekly[i])
}

// What only employees have, in the rows of everybody.
static void spread(struct kr_census_strip *s, unsigned measures)
{
    const struct kr_census_rows *staff = &s->of[KR_CENSUS_STAFF];
    for (int m = 0; m < KR_COUNTED_COUNT; m++) {
        if ((measures & KR_CENSUS_OF_STAFF & 1U << m) != 0) {
            int32_t *value = s->of[KR_CENSUS_EVERYBODY].value[m];
            memset(value, 0, KR_CENSUS_ROWS * sizeof *value);
            for (int k = 0; k < staff->count; k++) {
                value[s->at[k]] = staff->value[m][k];
            }
        }
    }
}

static void read_measures(struct kr_census_strip *s)
{
    const unsigned *measures = s->census->wants.measures;
    measure_heads(s, measures[KR_CENSUS_EVERYBODY]);
    measure_hours(s, measures[KR_CENSUS_EVERYBODY]);
    measure_staff(s, measures[KR_CENSUS_STAFF] | measures[KR_CENSUS_EVERYBODY]);
    spread(s, measures[KR_CENSUS_EVERYBODY]);
}

// ---------------------------------------------------------------- axes

static uint16_t at_most(int32_t code, int32_t count)
{
    return (uint16_t)(code < 0 ? 0 : code < count ? code : count - 1);
}

int kr_wage_class(int64_t cents)
{
    return cents < FIRST_CLASS
               ? 0
               : at_most((int32_t)((cents - FIRST_CLASS) / CLASS_CENTS) + 1,
                         KR_WAGE_CLASSES);
}

static int class_of(int minutes)
{
    return (minutes >= 12 * 60) + (minutes >= 20 * 60) + (minutes >= 28 * 60) +
           (minutes >= FULL_WEEK * 60);
}

// Fills in the codes of all employees: the k-th stands in row at[k].
#define CODES(expression)                 \
    for (int k = 0; k < count; k++) {     \
        code[k] = (uint16_t)(expression); \
    }                                     \
    break;

// The codes of an axis of jobs and pay.
static void read_job_axis(struct kr_census_strip *s, enum kr_breakdown_axis axis)
{
    const int count = s->of[KR_CENSUS_STAFF].count;
    uint16_t *code = s->of[KR_CENSUS_STAFF].code[axis];
    switch ((int)axis) {
    case KR_BREAK_WORK_REGION:
        CODES(s->job[k].region)
    case KR_BREAK_SECTOR:
        CODES(s->job[k].sector)
    case KR_BREAK_WAGE_CLASS:
        CODES(kr_wage_class(s->hourly[k]))
    case KR_BREAK_WAGE_BIN:
        CODES(at_most(s->hourly[k] / KR_WAGE_BIN_CENTS, KR_FINE_BINS))
    case KR_BREAK_EARNINGS_BIN:
        CODES(at_most(s->weekly[k] / KR_EARNINGS_BIN_CENTS, KR_FINE_BINS))
    default:
        break;
    }
}

// The codes of an axis of hours, wishes and time in the job.
static void read_hours_axis(struct kr_census_strip *s, enum kr_breakdown_axis axis)
{
    const struct kr_persons *p = &s->world->persons;
    const int count = s->of[KR_CENSUS_STAFF].count;
    const uint16_t *at = s->at;
    const uint8_t *desired = &p->desired_hours[s->first];
    const uint8_t *wish = &p->wish[s->first];
    const int16_t *since = &p->job_since[s->first];
    const uint16_t *contract = &p->contract_minutes[s->first];
    const uint16_t *usual = &p->usual_minutes[s->first];
    const int now = s->world->now;
    uint16_t *code = s->of[KR_CENSUS_STAFF].code[axis];
    switch ((int)axis) {
    case KR_BREAK_HOURS_CLASS:
        CODES(class_of(usual[at[k]]))
    case KR_BREAK_HOURS:
        CODES(at_most(contract[at[k]] / (60 * KR_HOURS_STEP), KR_HOURS_GRID))
    case KR_BREAK_DESIRED_HOURS:
        CODES(at_most(desired[at[k]] / KR_HOURS_STEP, KR_HOURS_GRID))
    case KR_BREAK_WISH:
        CODES(wish[at[k]])
    case KR_BREAK_TENURE:
        CODES(now - since[at[k]] < SHORT_TENURE ? KR_TENURE_SHORT : KR_TENURE_LONG)
    default:
        break;
    }
}

// The occupation at the last record, of who was an employee then and is one now; others
// have the code behind the last one.
static void read_occupation_from(struct kr_census_strip *s)
{
    const uint8_t *before = &s->census->occupation[s->first];
    const int nobody = s->model->country->occupations;
    const int count = s->of[KR_CENSUS_STAFF].count;
    uint16_t *code = s->of[KR_CENSUS_STAFF].code[KR_BREAK_OCCUPATION_FROM];
    for (int k = 0; k < count; k++) {
        const int i = s->at[k];
        const bool stayed = (before[i] != 0) & !kr_census_is_new(s->world, s->first + i);
        code[k] = (uint16_t)(stayed ? before[i] - 1 : nobody);
    }
}

// In 16 bits throughout: several rows in one instruction. A fortieth by multiplication.
static void read_ages(const struct kr_census_strip *s, uint16_t *code, int rows,
                      enum kr_breakdown_axis axis)
{
    const int16_t *birth = &s->world->persons.birth_quarter[s->first];
    const int16_t youngest = (int16_t)(s->world->now - KR_MIN_AGE * 4);
    for (int i = 0; i < rows; i++) {
        const int16_t above = (int16_t)(youngest - birth[i]);
        code[i] = (uint16_t)(above < 0 ? 0 : above);
    }
    for (int i = 0; axis == KR_BREAK_AGE && i < rows; i++) {
        const uint16_t years = code[i] / 4;
        code[i] = years < AGES ? years : AGES - 1;
    }
    for (int i = 0; axis == KR_BREAK_AGE_GROUP && i < rows; i++) {
        const uint16_t group = (uint16_t)((uint32_t)code[i] * 1639U >> 16);
        code[i] = group < KR_AGE_GROUPS ? group : KR_AGE_GROUPS - 1;
    }
}

// The column of an axis that is one, or NULL.
static const uint8_t *column_of(const struct kr_persons *p, enum kr_breakdown_axis axis)
{
    switch ((int)axis) {
    case KR_BREAK_REGION:
        return p->region;
    case KR_BREAK_OCCUPATION:
        return p->occupation;
    case KR_BREAK_SEX:
        return p->sex;
    case KR_BREAK_EDUCATION:
        return p->education;
    case KR_BREAK_PARTNER:
        return p->partner;
    case KR_BREAK_HEALTH:
        return p->health;
    case KR_BREAK_BENEFIT:
        return p->benefit;
    case KR_BREAK_STATUS:
        return p->status;
    case KR_BREAK_CONTRACT:
        return p->contract;
    default:
        return NULL;
    }
}

static void pick_column(const struct kr_census_strip *s, const uint8_t *column,
                        uint16_t *code)
{
    for (int k = 0; k < s->of[KR_CENSUS_STAFF].count; k++) {
        code[k] = column[s->at[k]];
    }
}

static void pick_codes(const struct kr_census_strip *s, const uint16_t *from,
                       uint16_t *code)
{
    for (int k = 0; k < s->of[KR_CENSUS_STAFF].count; k++) {
        code[k] = from[s->at[k]];
    }
}

// An axis that everybody has.
static void read_axis(struct kr_census_strip *s, enum kr_breakdown_axis axis, bool staff,
                      bool all)
{
    const uint8_t *column = column_of(&s->world->persons, axis);
    const int rows = s->of[KR_CENSUS_EVERYBODY].count;
    uint16_t *code = s->of[KR_CENSUS_EVERYBODY].code[axis];
    uint16_t *picked = s->of[KR_CENSUS_STAFF].code[axis];
    if (column == NULL) {
        read_ages(s, code, rows, axis);
        if (staff) {
            pick_codes(s, code, picked);
        }
        return;
    }
    for (int i = 0; all && i < rows; i++) {
        code[i] = column[s->first + i];
    }
    if (staff) {
        pick_column(s, column + s->first, picked);
    }
}

static void read_axes(struct kr_census_strip *s)
{
    const unsigned *axes = s->census->wants.axes;
    for (int a = 0; a < KR_BREAK_ALL_COUNT; a++) {
        const enum kr_breakdown_axis axis = (enum kr_breakdown_axis)a;
        const enum kr_breakdown_whom whom = kr_breakdown_axis(axis)->whom;
        const bool staff = (axes[KR_CENSUS_STAFF] >> a & 1U) != 0;
        const bool all = (axes[KR_CENSUS_EVERYBODY] >> a & 1U) != 0;
        if (whom == KR_WHOM_MOVES && staff) {
            read_occupation_from(s);
        } else if (whom == KR_WHOM_EMPLOYEES && staff) {
            read_job_axis(s, axis);
            read_hours_axis(s, axis);
        } else if (staff || all) {
            read_axis(s, axis, staff, all);
        }
    }
}

void kr_census_strip_read(struct kr_census_strip *self, kr_row first, int rows)
{
    self->first = first;
    take_employees(self, rows);
    read_pay(self);
    read_measures(self);
    read_axes(self);
}

void kr_census_strip_note(const struct kr_census_strip *self)
{
    const struct kr_world *world = self->world;
    const uint8_t *status = &world->persons.status[self->first];
    const uint8_t *occupation = &world->persons.occupation[self->first];
    uint8_t *noted = &self->census->occupation[self->first];
    const int rows = self->of[KR_CENSUS_EVERYBODY].count;
    for (int i = 0; i < rows; i++) {
        noted[i] = status[i] == KR_EMPLOYEE ? (uint8_t)(occupation[i] + 1) : 0;
    }
    for (int i = 0; self->census->before != NULL && i < rows; i++) {
        self->census->before[self->first + i] = kr_census_stand(world, self->first + i);
    }
}
