// Phase 1: people die, leave, arrive, turn 15 and 75; births, partners, informal care,
// moves between regions; studies end.
//
// Reads: persons, rates, pack. Writes: persons' own rows, counts of children and elderly.
// Random uses: DEMOGRAPHY, STUDY, MOVE_REGION, COHORT, ENTRANT, ARRIVAL.
// Order: existing persons first, then children, then entrants into free rows.
#include "base/math.h"
#include "base/parallel.h"
#include "base/thin.h"
#include "sim/entrants.h"
#include "sim/events.h"
#include "sim/hours.h"
#include "sim/jobs.h"
#include "sim/phases/phases.h"
#include "sim/rates.h"
#include "sim/studies.h"
#include "sim/uses.h"

#include <string.h>

enum {
    GROWN_UP = 25 * 4, // quarters of age
    YOUNGEST = KR_MIN_AGE * 4,
    OLD = KR_WORK_AGES, // index of those beyond the last age
};

struct demography {
    struct kr_live live;
    uint64_t salt;
    uint64_t study_salt;
    uint8_t class[256]; // migrant class by groups
    // as the bounds of the rates; who is beyond the last age is certain to be looked at
    uint32_t limit[KR_MIGRANT_CLASSES][KR_WORK_AGES + 1][KR_SEX_COUNT][KR_HOUSEHOLDS];
};

static int64_t *child_cell(const struct kr_world *world, int region, int sex, int quarter)
{
    return &world->children[(region * KR_SEX_COUNT + sex) * 60 + quarter];
}

// A woman gives birth: the child is counted in her region and she goes on leave.
static void give_birth(const struct demography *d, struct kr_tallies *t, kr_row row,
                       double uniform)
{
    struct kr_world *world = d->live.world;
    struct kr_persons *p = &world->persons;
    const double boys = d->live.model->country->constants.births_boys_share;
    const int sex = uniform < boys ? KR_MAN : KR_WOMAN;
    kr_shared_add(child_cell(world, p->region[row], sex, 0), 1);
    t->events.births++;
    kr_event_log(&d->live, kr_block_of(row), KR_EVENT_BIRTH, row);
    p->youngest_birth[row] = world->now;
    if (p->children[row] == 0) {
        p->eldest_birth[row] = world->now;
    }
    p->children[row] = (uint8_t)(p->children[row] < 250 ? p->children[row] + 1 : 250);
    p->leave[row] = KR_PARENTAL_LEAVE;
}

// Draws a region by its share of jobs reached from the present one; moving ends no job.
static void move_region(const struct demography *d, kr_row row)
{
    struct kr_persons *p = &d->live.world->persons;
    struct kr_pcg s =
        kr_random(d->live.model->key,
                  kr_random_tag(KR_USE_MOVE_REGION, d->live.world->now, 0), p->id[row]);
    p->region[row] = (uint8_t)kr_draw_code(&d->live.scratch->commuting, p->region[row],
                                           kr_pcg_uniform(&s));
}

static double rate_of(const struct demography *d, kr_row row, enum kr_hazard hazard)
{
    const struct kr_persons *p = &d->live.world->persons;
    const int age = kr_age(p->birth_quarter[row], d->live.world->now);
    return kr_rate(&d->live.scratch->rates, hazard, p->status[row], p->contract[row],
                   kr_age_group(age), p->sex[row]);
}

// Departure of a person; labour migrants without work leave sooner.
static double departure_of(const struct demography *d, kr_row row, int age)
{
    const struct kr_persons *p = &d->live.world->persons;
    const int class = kr_migrant_class(p->groups[row]);
    const bool works =
        p->status[row] == KR_EMPLOYEE || p->status[row] == KR_SELF_EMPLOYED;
    const double factor =
        class == 1 && !works
            ? d->live.scratch->terms.parameters.demography.job_loss_emigration
            : 1.0;
    return d->live.scratch->rates.departure[class][age][p->sex[row]] * factor;
}

// Informal care begins or ends, else a partner comes or goes; what is left of the point.
static void change_household(const struct demography *d, kr_row row, double point)
{
    struct kr_persons *p = &d->live.world->persons;
    const bool cares = p->informal_care[row] > 0;
    const bool single = p->partner[row] == KR_SINGLE;
    const double care = rate_of(d, row, cares ? KR_H_CARE_END : KR_H_CARE_START);
    const double partner =
        rate_of(d, row, single ? KR_H_PARTNER_START : KR_H_PARTNER_END);
    if (point < care) {
        const double hours = d->live.scratch->terms.parameters.demography.care_hours;
        p->informal_care[row] = (uint8_t)(cares ? 0.0 : hours);
    } else if (point < care + partner) {
        p->partner[row] = (uint8_t)(single ? KR_PARTNER_FULL : KR_SINGLE);
        kr_hours_partner(&d->live, row, single);
    }
}

// A person leaves the population.
static void go(const struct demography *d, struct kr_tallies *t, kr_row row,
               enum kr_event_kind why)
{
    kr_event_leaves(kr_event_log(&d->live, kr_block_of(row), why, row), KR_ABSENT);
    kr_person_gone(&d->live, t, row);
}

// What happens to somebody whose uniform fell below the bound: causes in a fixed order,
// cut by cumulative rates. `point` is on the rate scale.
static void event_of(const struct demography *d, struct kr_tallies *t, kr_row row,
                     double point)
{
    const struct kr_persons *p = &d->live.world->persons;
    const struct kr_rates *rates = &d->live.scratch->rates;
    const int age = kr_age(p->birth_quarter[row], d->live.world->now);
    const double death = rates->death[age][p->sex[row]];
    const double departure = death + departure_of(d, row, age);
    const double birth = p->sex[row] == KR_WOMAN ? rates->birth[age - KR_MIN_AGE] : 0.0;
    const double move = departure + birth + rate_of(d, row, KR_H_MOVE_REGION);
    if (point < death) {
        t->events.died++;
        go(d, t, row, KR_EVENT_DIED);
    } else if (point < departure) {
        t->events.departed++;
        go(d, t, row, KR_EVENT_DEPARTED);
    } else if (point < departure + birth) {
        give_birth(d, t, row, (point - departure) / birth); // uniform on what is left
    } else if (point < move) {
        move_region(d, row);
    } else {
        change_household(d, row, point - move);
    }
}

// At state-pension age a person without work is retired and draws the pension.
static void reach_pension(const struct kr_live *live, kr_row row)
{
    struct kr_persons *p = &live->world->persons;
    struct kr_event *event =
        kr_event_log(live, kr_block_of(row), KR_EVENT_STATE_PENSION, row);
    p->benefit[row] = KR_STATE_PENSION;
    if (p->status[row] != KR_EMPLOYEE && p->status[row] != KR_SELF_EMPLOYED) {
        kr_event_becomes(event, KR_RETIRED);
        kr_status_set(live->world, row, KR_RETIRED);
    }
}

// At 25 the hours of a student's job are outgrown: the taste is drawn anew, from what
// people of 25 to 54 work.
static void grow_up(const struct demography *d, kr_row row)
{
    struct kr_pcg s = kr_random(d->live.model->key,
                                kr_random_tag(KR_USE_HOURS_TASTE, d->live.world->now, 1),
                                d->live.world->persons.id[row]);
    kr_hours_grow_up(&d->live, row, &s);
    if (d->live.world->persons.status[row] == KR_EMPLOYEE) {
        kr_wish_update(&d->live, row);
    }
}

// What the calendar brings: leave ends, state-pension age, another quarter of study.
static void keep_calendar(const struct demography *d, struct kr_tallies *t, kr_row row,
                          int age_quarters)
{
    struct kr_persons *p = &d->live.world->persons;
    if (p->leave[row] == KR_PARENTAL_LEAVE) {
        p->leave[row] = KR_NO_LEAVE;
    }
    if (age_quarters == d->live.scratch->rates.pension_age) {
        reach_pension(&d->live, row);
    }
    if (age_quarters == GROWN_UP) {
        grow_up(d, row);
    }
    if (p->study[row] != 0) {
        kr_study_progress(&d->live, t, row,
                          kr_uniform(kr_random_word(d->study_salt, p->id[row])));
    }
}

static void live_person(const struct demography *d, struct kr_tallies *t, kr_row row,
                        double u)
{
    struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const int age_quarters = world->now - p->birth_quarter[row];
    if (age_quarters >= 4 * KR_MAX_AGE) {
        t->events.turned_75++;
        kr_shared_add(&world->elderly[p->region[row] * KR_SEX_COUNT + p->sex[row]], 1);
        go(d, t, row, KR_EVENT_TURNED_75);
        return;
    }
    keep_calendar(d, t, row, age_quarters);
    const double bound =
        d->live.scratch->rates.demography_bound[kr_migrant_class(p->groups[row])]
                                               [age_quarters / 4 - KR_MIN_AGE]
                                               [p->sex[row]][kr_household_of(p, row)];
    if (u < bound) { // 1 - exp(-bound) < bound: cheap thinning
        const double point = -kr_log(1.0 - u);
        if (point < bound) {
            event_of(d, t, row, point);
        }
    }
}

// ---------------------------------------------------------------- thinning

static void set_limits(struct demography *d)
{
    const struct kr_rates *rates = &d->live.scratch->rates;
    for (int g = 0; g < 256; g++) {
        d->class[g] = (uint8_t)kr_migrant_class((uint8_t)g);
    }
    for (int c = 0; c < KR_MIGRANT_CLASSES; c++) {
        const double *bound = &rates->demography_bound[c][0][0][0];
        uint32_t *limit = &d->limit[c][0][0][0];
        const int cells = sizeof rates->demography_bound[c] / sizeof *bound;
        for (int i = 0; i < cells; i++) {
            limit[i] = kr_limit_of(bound[i]);
        }
        memset(d->limit[c][OLD], 0xff, sizeof d->limit[c][OLD]);
    }
}

// Limits of the rows of a strip. The calendar brings something to all who end a leave or
// reach a certain age; free rows count as old.
static void read_limits(const struct demography *d, kr_row first, int rows,
                        uint32_t *limits)
{
    const struct kr_persons *p = &d->live.world->persons;
    const int youngest = d->live.world->now - YOUNGEST;
    const unsigned pension = (unsigned)(d->live.scratch->rates.pension_age - YOUNGEST);
    for (int i = 0; i < rows; i++) {
        const kr_row row = first + i;
        const unsigned age = (unsigned)(youngest - p->birth_quarter[row]);
        const unsigned years = age / 4 < OLD ? age / 4 : OLD;
        const bool marked = (age == pension) | (age == GROWN_UP - YOUNGEST) |
                            (p->leave[row] == KR_PARENTAL_LEAVE);
        const uint32_t limit = d->limit[d->class[p->groups[row]]][years][p->sex[row]]
                                       [kr_household_of(p, row)];
        limits[i] = marked ? KR_CERTAIN : limit;
    }
}

// Studies that begin or end are certain to be looked at.
static void mark_studies(const struct demography *d, kr_row first, int rows,
                         uint32_t *limits)
{
    const struct kr_persons *p = &d->live.world->persons;
    uint16_t students[KR_STRIP_ROWS] = {0};
    int count = 0;
    for (int i = 0; i < rows; i++) {
        students[count] = (uint16_t)i;
        count += p->study[first + i] != 0;
    }
    for (int k = 0; k < count; k++) {
        const kr_row row = first + students[k];
        const uint64_t word = kr_random_word(d->study_salt, p->id[row]);
        if (kr_study_moves(&d->live, row, kr_uniform(word))) {
            limits[students[k]] = KR_CERTAIN;
        }
    }
}

static void live_strip(const struct demography *d, struct kr_tallies *t, kr_row first,
                       int rows)
{
    const struct kr_persons *p = &d->live.world->persons;
    uint64_t words[KR_STRIP_ROWS];
    uint32_t limits[KR_STRIP_ROWS];
    uint16_t hits[KR_STRIP_ROWS];
    kr_random_block(d->salt, &p->id[first], rows, words);
    read_limits(d, first, rows, limits);
    mark_studies(d, first, rows, limits);
    const int count = kr_thin(words, limits, rows, hits);
    for (int k = 0; k < count; k++) {
        const kr_row row = first + hits[k];
        if (p->status[row] != KR_ABSENT) {
            live_person(d, t, row, kr_uniform(words[hits[k]]));
        }
    }
}

static void live_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct demography *d = context;
    for (kr_row i = first; i < last; i += KR_STRIP_ROWS) {
        const int rows = last - i < KR_STRIP_ROWS ? last - i : KR_STRIP_ROWS;
        live_strip(d, &d->live.scratch->worker[worker], i, rows);
    }
}

int kr_phase_demography(struct kr_live *live)
{
    struct kr_world *world = live->world;
    const struct kr_random_key key = live->model->key;
    struct demography d = {.live = *live};
    d.salt = kr_random_salt(key, kr_random_tag(KR_USE_DEMOGRAPHY, world->now, 0));
    d.study_salt = kr_random_salt(key, kr_random_tag(KR_USE_STUDY, world->now, 0));
    set_limits(&d);
    kr_buffer_clear(&live->scratch->freed);
    kr_parallel_rows(live->model->threads, world->persons.rows, live_block, &d);
    return kr_entrants_add(live);
}
