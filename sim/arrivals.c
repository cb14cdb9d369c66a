#include "sim/arrivals.h"

#include "base/math.h"
#include "sim/events.h"
#include "sim/hours.h"
#include "sim/jobs.h"
#include "sim/rates.h"
#include "sim/studies.h"
#include "sim/targets.h"
#include "sim/uses.h"

// Education and status of somebody who arrives, by the group of the kind of migration.
static void set_arrival_status(const struct kr_live *live, kr_row row, int group,
                               struct kr_pcg *s)
{
    struct kr_persons *p = &live->world->persons;
    const int age = kr_age(p->birth_quarter[row], live->world->now);
    const double u = kr_pcg_uniform(s);
    const int five = (age - KR_MIN_AGE) / 5;
    const double *share =
        &live->model->country
             ->education_share[(size_t)(five * KR_SEX_COUNT + p->sex[row]) *
                               KR_EDUCATION_COUNT];
    p->education[row] = u < share[0]              ? KR_LOW
                        : u < share[0] + share[1] ? KR_MIDDLE
                                                  : KR_HIGH;
    enum kr_status status = KR_AVAILABLE;
    if (age * 4 >= live->scratch->rates.pension_age) {
        status = KR_RETIRED;
    } else if ((group & KR_GROUP_STUDY_MIGRANT) != 0 && age < 35) {
        status = KR_STUDENT;
        p->education[row] = p->education[row] < KR_MIDDLE ? KR_MIDDLE : p->education[row];
        kr_study_begin(live, row, KR_MIDDLE, 0, s);
    } else if ((group & KR_GROUP_PERMIT) != 0) {
        status = KR_OTHER; // not allowed, or not yet able, to work
    } else if ((group & KR_GROUP_LABOUR_MIGRANT) != 0 || kr_pcg_uniform(s) < 0.5) {
        status = KR_UNEMPLOYED; // searches at once
    }
    kr_status_set(live->world, row, status);
}

// A code of the target's set, drawn; `codes` is below 256.
static int draw_of_set(const uint64_t set[KR_TARGET_WORDS], int codes, double uniform)
{
    int count = 0;
    for (int c = 0; c < codes; c++) {
        count += (int)(set[c / 64] >> (c % 64) & 1);
    }
    int nth = (int)(uniform * (double)count);
    for (int c = 0; c < codes; c++) {
        nth -= (int)(set[c / 64] >> (c % 64) & 1);
        if (nth < 0) {
            return c;
        }
    }
    return codes - 1;
}

// Who is let in for an education or occupation has it, and is qualified in it.
static void select_arrival(const struct kr_live *live, kr_row row,
                           const struct kr_target *target, struct kr_pcg *s)
{
    struct kr_persons *p = &live->world->persons;
    const struct kr_country *country = live->model->country;
    const unsigned asks = kr_target_asks(target);
    const double u = kr_pcg_uniform(s);
    if ((asks & KR_BY_EDUCATION) != 0) {
        const uint64_t set[KR_TARGET_WORDS] = {target->education};
        p->education[row] = (uint8_t)draw_of_set(set, KR_EDUCATION_COUNT, u);
        kr_entrant_occupation(live, row, s);
        kr_entrant_rung(live, row);
    }
    if ((asks & KR_BY_OCCUPATION) != 0) {
        const int o = draw_of_set(target->occupations, country->occupations, u);
        const uint8_t least = (uint8_t)country->occupation[o].education;
        p->occupation[row] = (uint8_t)o;
        p->previous_occupation[row] = (uint8_t)o;
        p->education[row] = p->education[row] < least ? least : p->education[row];
        p->rung[row] = KR_RUNG_QUALIFIED;
    }
}

// One who arrives: of a kind of migration, region, sex and age; `ordinal` counts.
struct arrival {
    int kind, region, sex, age;
    uint32_t ordinal;
};

static kr_id arrival_id(const struct kr_world *world, const struct arrival *a)
{
    return kr_person_id(2 + a->kind, world->now, a->region, a->sex, a->ordinal);
}

static void add_arrival(struct kr_entrants *e, const struct arrival *a,
                        const struct kr_target *target)
{
    const struct kr_live *live = &e->live;
    struct kr_world *world = live->world;
    struct kr_persons *p = &world->persons;
    const kr_row row = kr_entrant_row(e);
    if (row == KR_NONE) {
        return;
    }
    const kr_id id = arrival_id(world, a);
    struct kr_pcg s =
        kr_random(live->model->key, kr_random_tag(KR_USE_ARRIVAL, world->now, 0), id);
    const int group = live->model->country->migrant_groups[a->kind];
    kr_entrant_common(world, row, id, a->region, a->sex);
    p->birth_quarter[row] = (int16_t)(world->now - a->age * 4 - (int)kr_pcg_below(&s, 4));
    p->arrival_quarter[row] = world->now;
    p->groups[row] = (uint8_t)group;
    p->partner[row] = kr_pcg_uniform(&s) < 0.35 ? KR_PARTNER_HALF : KR_SINGLE;
    set_arrival_status(live, row, group, &s);
    kr_entrant_occupation(live, row, &s);
    kr_entrant_rung(live, row);
    if (target != NULL) {
        select_arrival(live, row, target, &s);
    }
    kr_hours_newcomer(live, row, &s);
    kr_event_joined(kr_event_log(live, kr_block_of(row), KR_EVENT_ARRIVED, row),
                    KR_ABSENT);
    world->tallies.events.arrived++;
}

// Whether a policy on arrivals is about a kind of migration: those who come with one of
// the groups of its target.
static bool is_about(const struct kr_live *live, const struct kr_arrivals_change *change,
                     int kind)
{
    const int group = live->model->country->migrant_groups[kind];
    return (change->policy->target.groups & (uint64_t)group) != 0;
}

// Whether somebody on her way is turned away, by the lot of each policy that does so.
static bool is_turned_away(const struct kr_live *live, const struct arrival *a)
{
    const struct kr_effective *terms = &live->scratch->terms;
    for (int i = 0; i < terms->arrivals_count; i++) {
        const struct kr_arrivals_change *change = &terms->arrivals[i];
        const uint64_t salt =
            kr_random_salt(live->model->key, kr_random_tag(KR_USE_ARRIVAL_POLICY, 0,
                                                           (uint32_t)change->policy->id));
        if (change->share < 0.0 && is_about(live, change, a->kind) &&
            kr_uniform(kr_random_word(salt, arrival_id(live->world, a))) <
                -change->share) {
            return true;
        }
    }
    return false;
}

// Arrivals of one kind, region and sex by age: `share` of those of the pack. Ordinals go
// on from `a->ordinal`.
static void add_ages(struct kr_entrants *e, struct arrival *a, double share, int what,
                     const struct kr_target *target)
{
    const struct kr_country *c = e->live.model->country;
    for (a->age = KR_MIN_AGE; a->age < KR_MAX_AGE - 1; a->age++) {
        const double mean = kr_migrants(&e->live, c->immigration, c->immigration_age,
                                        a->kind, a->age, a->sex) *
                            c->migrant_region[a->region] * share;
        const double u = kr_cohort_uniform(&e->live, what, a->region, a->sex, a->age);
        for (int64_t n = kr_round_by(mean, u); n > 0; n--) {
            if (!is_turned_away(&e->live, a)) {
                add_arrival(e, a, target);
            }
            a->ordinal++;
        }
    }
}

enum { FIRST_ADDED = 1 << 20, POLICY_STEP = 256 }; // ordinals and counts of those added

// Arrivals of one region, by kind, sex and age: first those who come anyway, so that they
// are the same persons with and without a policy; then those that policies add.
void kr_arrivals_add(struct kr_entrants *e, int region)
{
    const struct kr_effective *terms = &e->live.scratch->terms;
    for (int k = 0; k < e->live.model->country->migrant_kinds; k++) {
        for (int x = 0; x < KR_SEX_COUNT; x++) {
            struct arrival a = {k, region, x, 0, 0};
            add_ages(e, &a, 1.0, KR_COUNT_ARRIVALS + k, NULL);
            a.ordinal = FIRST_ADDED;
            for (int i = 0; i < terms->arrivals_count; i++) {
                const struct kr_arrivals_change *change = &terms->arrivals[i];
                if (change->share > 0.0 && is_about(&e->live, change, k)) {
                    add_ages(e, &a, change->share,
                             KR_COUNT_ARRIVALS + k + (i + 1) * POLICY_STEP,
                             &change->policy->target);
                }
            }
        }
    }
}

// Arrivals of working age of a class in a quarter, as the pack has them.
static double class_arrivals(const struct kr_live *live, int class, int kind)
{
    const struct kr_country *c = live->model->country;
    double sum = 0.0;
    if (kr_migrant_class((uint8_t)c->migrant_groups[kind]) == class) {
        for (int age = KR_MIN_AGE; age < KR_MAX_AGE - 1; age++) {
            sum += kr_migrants(live, c->immigration, c->immigration_age, kind, age, 0) +
                   kr_migrants(live, c->immigration, c->immigration_age, kind, age, 1);
        }
    }
    return sum;
}

// Keeps count of how many more of a class are here than without policies: they came on
// top, or stayed longer. The others leave at the rate of the pack beside them.
void kr_arrivals_count(struct kr_live *live, int class)
{
    const struct kr_effective *terms = &live->scratch->terms;
    const double leave = live->scratch->rates.departure[class][KR_MIN_AGE][0];
    const double factor = terms->departure_factor[class];
    double *extra = &live->world->extra_migrants[class];
    const double others = (double)live->scratch->opening.migrants[class] - *extra;
    double added = 0.0;
    for (int i = 0; i < terms->arrivals_count; i++) {
        for (int k = 0; k < live->model->country->migrant_kinds; k++) {
            added += is_about(live, &terms->arrivals[i], k)
                         ? terms->arrivals[i].share * class_arrivals(live, class, k)
                         : 0.0;
        }
    }
    *extra += added - *extra * leave + others * leave * (1.0 / factor - 1.0);
}
