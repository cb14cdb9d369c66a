#include "sim/entrants.h"

#include "base/math.h"
#include "base/parallel.h"
#include "sim/arrivals.h"
#include "sim/events.h"
#include "sim/hours.h"
#include "sim/jobs.h"
#include "sim/rates.h"
#include "sim/studies.h"
#include "sim/uses.h"

#include <stdlib.h>
#include <string.h>

enum {
    YOUTH_QUARTERS = 80, // age up to which work is a first job
    CHILD_QUARTERS = 60,
    COHORT_SCHOOL = 1, // cohort of ids: turned 15; 2 + kind of migration: arrived
    ELDERLY_AGE = 80,  // age whose hazards stand for 75 and over on average
};

// ---------------------------------------------------------------- counts

// One keyed uniform for rounding a count of (what, region, sex, age).
double kr_cohort_uniform(const struct kr_live *live, int what, int region, int sex,
                         int age)
{
    const uint64_t id = ((uint64_t)what << 32) | ((uint64_t)region << 16) |
                        ((uint64_t)sex << 8) | (uint64_t)age;
    struct kr_pcg s = kr_random(live->model->key,
                                kr_random_tag(KR_USE_COHORT, live->world->now, 0), id);
    return kr_pcg_uniform(&s);
}

enum { WHAT_CHILD_DEATH, WHAT_CHILD_OUT, WHAT_ELDERLY_DEATH, WHAT_ELDERLY_MOVE };

static int migration_year(const struct kr_live *live)
{
    const int start = (int)live->model->country->constants.start_year;
    const int year =
        live->model->freeze_drivers ? 0 : kr_quarter_year(live->world->now) - start;
    return year < KR_MIGRATION_YEARS ? year : KR_MIGRATION_YEARS - 1;
}

// Migrants per quarter of a kind, age and sex in the country.
double kr_migrants(const struct kr_live *live, const double *totals, const double *ages,
                   int kind, int age, int sex)
{
    const double year = totals[kind * KR_MIGRATION_YEARS + migration_year(live)];
    return year / 4.0 * ages[(kind * KR_AGES + age) * KR_SEX_COUNT + sex] *
           live->model->scale *
           live->scratch->terms.parameters.demography.migration_scale;
}

static double migrants_of_age(const struct kr_live *live, bool in, int age, int sex)
{
    const struct kr_country *c = live->model->country;
    double sum = 0.0;
    for (int k = 0; k < c->migrant_kinds; k++) {
        sum += in ? kr_migrants(live, c->immigration, c->immigration_age, k, age, sex)
                  : kr_migrants(live, c->emigration, c->emigration_age, k, age, sex);
    }
    return sum;
}

// Children of one region and sex: deaths and migration by quarter of age, then a quarter
// older. Returns how many turn 15.
static int64_t age_children(struct kr_live *live, int region, int sex)
{
    struct kr_world *world = live->world;
    struct kr_events *events = &world->tallies.events;
    int64_t *cell =
        &world->children[(size_t)(region * KR_SEX_COUNT + sex) * CHILD_QUARTERS];
    const double share = live->model->country->migrant_region[region];
    for (int q = 0; q < CHILD_QUARTERS; q++) {
        const int age = q / 4;
        const double dying = (double)cell[q] * live->scratch->rates.death[age][sex];
        int64_t dead =
            kr_round_by(dying, kr_cohort_uniform(live, WHAT_CHILD_DEATH, region, sex, q));
        dead = dead > cell[q] ? cell[q] : dead;
        const double net = (migrants_of_age(live, true, age, sex) -
                            migrants_of_age(live, false, age, sex)) /
                           4.0 * share;
        int64_t moved =
            kr_round_by(net, kr_cohort_uniform(live, WHAT_CHILD_OUT, region, sex, q));
        moved = cell[q] - dead + moved < 0 ? dead - cell[q] : moved;
        events->child_deaths += dead;
        events->child_arrivals += moved > 0 ? moved : 0;
        events->child_departures += moved < 0 ? -moved : 0;
        cell[q] += moved - dead;
    }
    const int64_t turned = cell[CHILD_QUARTERS - 1];
    memmove(&cell[1], &cell[0], (CHILD_QUARTERS - 1) * sizeof cell[0]);
    cell[0] = 0;
    return turned;
}

static void age_elderly(struct kr_live *live, int region, int sex)
{
    struct kr_world *world = live->world;
    struct kr_events *events = &world->tallies.events;
    int64_t *count = &world->elderly[region * KR_SEX_COUNT + sex];
    const double hazard = kr_chance(live->scratch->rates.death[ELDERLY_AGE][sex] * 1.6);
    int64_t dead =
        kr_round_by((double)*count * hazard,
                    kr_cohort_uniform(live, WHAT_ELDERLY_DEATH, region, sex, 0));
    dead = dead > *count ? *count : dead;
    double net = 0.0;
    for (int age = KR_MAX_AGE; age < KR_AGES; age++) {
        net += migrants_of_age(live, true, age, sex) -
               migrants_of_age(live, false, age, sex);
    }
    net *= live->model->country->migrant_region[region];
    const int64_t moved =
        kr_round_by(net, kr_cohort_uniform(live, WHAT_ELDERLY_MOVE, region, sex, 0));
    events->elderly_deaths += dead;
    events->elderly_migration += moved;
    *count += moved - dead;
}

// ---------------------------------------------------------------- rows

// A free row, or KR_NONE when the table is full.
kr_row kr_entrant_row(struct kr_entrants *e)
{
    struct kr_scratch *scratch = e->live.scratch;
    struct kr_persons *p = &e->live.world->persons;
    if (e->next < scratch->free_count) {
        return scratch->free_rows[e->next++];
    }
    if (p->rows < p->capacity) {
        kr_persons_clear_row(p, p->rows);
        return p->rows++;
    }
    e->code = KR_ERROR(KR_ERR_FULL);
    return KR_NONE;
}

static int by_row(const void *a, const void *b)
{
    const kr_row x = *(const kr_row *)a;
    const kr_row y = *(const kr_row *)b;
    return (x > y) - (x < y);
}

// The rows freed this quarter join those left over, in ascending order.
static int gather_free_rows(struct kr_scratch *scratch)
{
    const kr_row left = scratch->free_count;
    const int64_t fresh = kr_buffer_count(&scratch->freed);
    if (left + fresh > scratch->free_capacity) {
        return KR_ERROR(KR_ERR_FULL);
    }
    kr_buffer_join(&scratch->freed, scratch->free_rows + left);
    scratch->free_count += (kr_row)fresh;
    // each part is in order already
    if (left > 0 && fresh > 0) {
        qsort(scratch->free_rows, (size_t)scratch->free_count, sizeof(kr_row), by_row);
    }
    return KR_OK;
}

// So that a world which comes from a file uses the rows that it would have used.
void kr_entrants_find_rows(struct kr_scratch *scratch, const struct kr_persons *persons)
{
    const kr_row most = scratch->free_capacity / 2;
    for (kr_row i = 0; i < persons->rows && scratch->free_count < most; i++) {
        if (persons->status[i] == KR_ABSENT) {
            scratch->free_rows[scratch->free_count++] = i;
        }
    }
}

// ---------------------------------------------------------------- traits

// What every entrant starts with; the rest is "nobody's" defaults.
void kr_entrant_common(struct kr_world *world, kr_row row, kr_id id, int region, int sex)
{
    struct kr_persons *p = &world->persons;
    p->id[row] = id;
    p->region[row] = (uint8_t)region;
    p->sex[row] = (uint8_t)sex;
    p->youngest_birth[row] = KR_NEVER;
    p->eldest_birth[row] = KR_NEVER;
    p->arrival_quarter[row] = KR_NEVER;
    p->study_since[row] = KR_NEVER;
    p->occupation_since[row] = world->now;
    p->contract_end[row] = KR_NEVER;
    p->job_since[row] = KR_NEVER;
    p->post[row] = KR_NONE;
    p->work_capacity[row] = 100;
}

// The occupation of those who arrive is one that nobody needs a qualification for by law.
void kr_entrant_occupation(const struct kr_live *live, kr_row row, struct kr_pcg *s)
{
    struct kr_persons *p = &live->world->persons;
    const struct kr_draw_table *jobs = &live->scratch->education_job;
    p->occupation[row] =
        (uint8_t)kr_draw_code(jobs, p->education[row], kr_pcg_uniform(s));
    p->previous_occupation[row] = p->occupation[row];
}

// At 15 some are at a school that leads to higher education, the others go on to a trade.
static void choose_school(const struct kr_live *live, kr_row row, struct kr_pcg *s)
{
    const double higher = live->model->country->constants.higher_school_share;
    const bool is_higher = kr_pcg_uniform(s) < higher;
    kr_study_begin(live, row, is_higher ? KR_MIDDLE : KR_LOW,
                   (is_higher ? KR_HIGHER_SCHOOL_END : KR_SCHOOL_END) - CHILD_QUARTERS,
                   s);
    if (live->world->persons.study[row] == 0) {
        kr_status_set(live->world, row, KR_AVAILABLE);
    }
}

// Jobs that ask for a diploma of a trade are first jobs less often than the young now in
// them, some of whom have it by now.
static const double TRAINED_FIRST_JOB = 0.35;

static void count_young_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct kr_entrants *e = context;
    const struct kr_world *world = e->live.world;
    const struct kr_persons *p = &world->persons;
    int64_t young[256] = {0};
    for (kr_row i = first; i < last; i++) {
        young[p->occupation[i]] += p->status[i] == KR_EMPLOYEE &&
                                   world->now - p->birth_quarter[i] < YOUTH_QUARTERS;
    }
    for (int o = 0; o < e->live.model->country->occupations; o++) {
        kr_shared_add(&e->young[o], young[o]);
    }
}

// First jobs are those that people under 20 do now, more of them where openings have
// become more; not those that ask for
// a degree, or for a qualification by law.
static void set_first_jobs(struct kr_entrants *e)
{
    const struct kr_country *country = e->live.model->country;
    int64_t young[256] = {0};
    e->young = young;
    kr_parallel_rows(e->live.model->threads, e->live.world->persons.rows,
                     count_young_block, e);
    double sum = 0.0;
    for (int o = 0; o < country->occupations; o++) {
        const double pull = e->live.scratch->pull[o];
        const struct kr_occupation *at = &country->occupation[o];
        const bool open = !at->legal && at->education < KR_HIGH;
        const double share = at->education == KR_LOW ? 1.0 : TRAINED_FIRST_JOB;
        sum += open ? (double)young[o] * pull * share : 0.0;
        e->first_jobs[o] = sum;
    }
    e->young = NULL;
}

// What newcomers can do: all that is asked where education suffices, else part of it.
void kr_entrant_rung(const struct kr_live *live, kr_row row)
{
    struct kr_persons *p = &live->world->persons;
    const struct kr_occupation *o = &live->model->country->occupation[p->occupation[row]];
    const bool suffices = p->education[row] >= (uint8_t)o->education && !o->legal;
    p->rung[row] = suffices ? KR_RUNG_QUALIFIED : KR_RUNG_PARTIAL;
}

// The first job that somebody of 15 looks for.
static void set_first_job(const struct kr_entrants *e, kr_row row, struct kr_pcg *s)
{
    struct kr_persons *p = &e->live.world->persons;
    const int occupations = e->live.model->country->occupations;
    const double all = e->first_jobs[occupations - 1];
    if (all <= 0.0) { // nobody of that age works
        kr_entrant_occupation(&e->live, row, s);
        return;
    }
    const double point = kr_pcg_uniform(s) * all;
    int o = 0;
    while (o < occupations - 1 && point >= e->first_jobs[o]) {
        o++;
    }
    p->occupation[row] = (uint8_t)o;
    p->previous_occupation[row] = (uint8_t)o;
}

static void add_school_leaver(struct kr_entrants *e, int region, int sex,
                              uint32_t ordinal)
{
    const struct kr_live *live = &e->live;
    struct kr_world *world = live->world;
    struct kr_persons *p = &world->persons;
    const kr_row row = kr_entrant_row(e);
    if (row == KR_NONE) {
        return;
    }
    const kr_id id = kr_person_id(COHORT_SCHOOL, world->now, region, sex, ordinal);
    kr_entrant_common(world, row, id, region, sex);
    p->birth_quarter[row] = (int16_t)(world->now - CHILD_QUARTERS);
    p->education[row] = KR_LOW;
    kr_status_set(world, row, KR_STUDENT);
    struct kr_pcg s =
        kr_random(live->model->key, kr_random_tag(KR_USE_ENTRANT, world->now, 0), id);
    choose_school(live, row, &s);
    set_first_job(e, row, &s);
    kr_entrant_rung(live, row);
    kr_hours_newcomer(live, row, &s);
    kr_event_joined(kr_event_log(live, kr_block_of(row), KR_EVENT_TURNED_15, row),
                    KR_ABSENT);
    world->tallies.events.turned_15++;
}

// ---------------------------------------------------------------- the whole

int kr_entrants_add(struct kr_live *live)
{
    struct kr_scratch *scratch = live->scratch;
    const int code = gather_free_rows(scratch);
    if (code != KR_OK) {
        return code;
    }
    struct kr_entrants e = {.live = *live};
    set_first_jobs(&e);
    for (int r = 0; r < live->model->country->regions; r++) {
        for (int x = 0; x < KR_SEX_COUNT; x++) {
            const int64_t turned = age_children(live, r, x);
            age_elderly(live, r, x);
            for (int64_t i = 0; i < turned; i++) {
                add_school_leaver(&e, r, x, (uint32_t)i);
            }
        }
        kr_arrivals_add(&e, r);
    }
    for (int c = 1; c < KR_MIGRANT_CLASSES; c++) {
        kr_arrivals_count(live, c);
    }
    // what was not used stays free
    scratch->free_count -= e.next;
    memmove(scratch->free_rows, scratch->free_rows + e.next,
            (size_t)scratch->free_count * sizeof *scratch->free_rows);
    return e.code;
}
