#include "sim/targets.h"

#include "base/hash.h"
#include "base/parallel.h"
#include "base/random.h"
#include "sim/jobs.h"

static bool in_span(const struct kr_span *span, int value)
{
    return value >= span->from && value < span->to;
}

static bool in_set(uint64_t set, int code)
{
    return (set >> code & 1) != 0;
}

// What the own row says, apart from the job.
static bool row_fits(const struct kr_world *world, const struct kr_target *target,
                     unsigned asks, kr_row row)
{
    const struct kr_persons *p = &world->persons;
    const bool child = p->youngest_birth[row] != KR_NEVER;
    return ((asks & KR_BY_STATUS) == 0 || in_set(target->statuses, p->status[row])) &&
           ((asks & KR_BY_AGE) == 0 ||
            in_span(&target->age, kr_age(p->birth_quarter[row], world->now))) &&
           ((asks & KR_BY_SEX) == 0 || in_set(target->sexes, p->sex[row])) &&
           ((asks & KR_BY_EDUCATION) == 0 ||
            in_set(target->education, p->education[row])) &&
           ((asks & KR_BY_GROUP) == 0 || (target->groups & p->groups[row]) != 0) &&
           ((asks & KR_BY_REGION) == 0 ||
            kr_target_has(target->regions, p->region[row])) &&
           ((asks & KR_BY_OCCUPATION) == 0 ||
            kr_target_has(target->occupations, p->occupation[row])) &&
           ((asks & KR_BY_PARTNER) == 0 || in_set(target->partners, p->partner[row])) &&
           ((asks & KR_BY_BENEFIT) == 0 || in_set(target->benefits, p->benefit[row])) &&
           ((asks & KR_BY_NOTICE) == 0 || in_set(target->notices, p->notice[row])) &&
           ((asks & KR_BY_CHILD) == 0 ||
            (child && in_span(&target->youngest_child,
                              (world->now - p->youngest_birth[row]) / 4)));
}

// Heads of an employer when the quarter began: while a phase runs they move.
static int heads_of(const struct kr_world *world, const struct kr_employer *e)
{
    const int32_t *heads = world->scratch->employer_heads;
    return heads != NULL ? heads[e - world->employers.at] : e->heads;
}

enum { JOB = KR_BY_SECTOR | KR_BY_EMPLOYER_SIZE | KR_BY_TENURE };

// What contract, job and employer say.
static bool job_fits(const struct kr_world *world, const struct kr_target *target,
                     unsigned asks, kr_row row)
{
    const struct kr_persons *p = &world->persons;
    if (((asks & KR_BY_CONTRACT) != 0 && !in_set(target->contracts, p->contract[row])) ||
        ((asks & KR_BY_DURATION) != 0 &&
         !in_span(&target->duration, world->now - p->status_since[row]))) {
        return false;
    }
    if ((asks & JOB) == 0) {
        return true;
    }
    if (p->status[row] != KR_EMPLOYEE) {
        return false;
    }
    const struct kr_employer *e = kr_employer_of(world, row);
    return ((asks & KR_BY_TENURE) == 0 ||
            in_span(&target->tenure, world->now - p->job_since[row])) &&
           ((asks & KR_BY_SECTOR) == 0 || kr_target_has(target->sectors, e->sector)) &&
           ((asks & KR_BY_EMPLOYER_SIZE) == 0 ||
            in_span(&target->employer_size, heads_of(world, e)));
}

static bool fits_at(const struct kr_live *live, const struct kr_target *target,
                    unsigned asks, kr_row row, int hours)
{
    return !target->nobody && live->world->persons.status[row] != KR_ABSENT &&
           ((asks & KR_BY_HOURS) == 0 || in_span(&target->hours, hours)) &&
           row_fits(live->world, target, asks, row) &&
           job_fits(live->world, target, asks, row);
}

bool kr_person_fits(const struct kr_live *live, const struct kr_target *target,
                    unsigned asks, kr_row row)
{
    const int hours = live->world->persons.contract_minutes[row] / 60;
    return fits_at(live, target, asks, row, hours);
}

bool kr_target_holds(const struct kr_live *live, const struct kr_target *target,
                     kr_row row)
{
    return kr_target_holds_at(live, target, row,
                              live->world->persons.contract_minutes[row] / 60);
}

bool kr_target_holds_at(const struct kr_live *live, const struct kr_target *target,
                        kr_row row, int hours)
{
    return live->world->persons.status[row] == KR_EMPLOYEE &&
           fits_at(live, target, kr_target_asks(target), row, hours);
}

// ---------------------------------------------------------------- lotteries

// Who is drawn is drawn for good: the first in line at any share are in at a larger one.
static bool drawn(uint64_t salt, uint64_t id, double share)
{
    return share >= 1.0 || kr_uniform(kr_random_word(salt, id)) < share;
}

static uint64_t employer_salt(const struct kr_lever_term *term)
{
    return kr_mix64(term->salt);
}

static bool employer_takes_part(const struct kr_lever_term *term, uint64_t employer)
{
    return drawn(employer_salt(term), employer, term->awareness);
}

bool kr_term_treats(const struct kr_live *live, const struct kr_lever_term *term,
                    kr_row row)
{
    const struct kr_persons *p = &live->world->persons;
    if (!drawn(term->salt, p->id[row], term->reach)) {
        return false;
    }
    return term->awareness >= 1.0 || p->post[row] == KR_NONE ||
           employer_takes_part(term, kr_employer_of(live->world, row)->id);
}

// What a policy would put on a lever, for its lotteries.
static struct kr_lever_term term_of(const struct kr_live *live, int index)
{
    const struct kr_policy *policy = &live->model->policies[index];
    const struct kr_effective *terms = &live->scratch->terms;
    const double served = terms->served != NULL ? terms->served[index] : 1.0;
    return (struct kr_lever_term){.policy = policy,
                                  .reach = policy->reach * served,
                                  .awareness = policy->awareness,
                                  .salt = kr_mix64(terms->reach_salt ^ policy->id),
                                  .asks = kr_target_asks(&policy->target)};
}

bool kr_policy_draws(const struct kr_live *live, int index, kr_row row)
{
    const struct kr_lever_term term = term_of(live, index);
    return kr_term_treats(live, &term, row);
}

bool kr_policy_reaches(const struct kr_live *live, int index, kr_row row)
{
    const struct kr_target *target = &live->model->policies[index].target;
    return kr_person_fits(live, target, kr_target_asks(target), row) &&
           kr_policy_draws(live, index, row);
}

// ---------------------------------------------------------------- levers

static bool is_factor(enum kr_lever lever)
{
    return kr_lever_info(lever)->how == KR_LEVER_FACTOR;
}

// Terms stand in the order of policy ids, so that every world combines them alike.
static double combine(bool factor, double value, double term)
{
    return factor ? value * term : value + term;
}

double kr_lever_of_person(const struct kr_live *live, enum kr_lever lever, kr_row row)
{
    const struct kr_lever_terms *list = &live->scratch->terms.lever[lever];
    const bool factor = is_factor(lever);
    double value = factor ? 1.0 : 0.0;
    for (int i = 0; i < list->count; i++) {
        const struct kr_lever_term *term = &list->term[i];
        if (kr_person_fits(live, &term->policy->target, term->asks, row) &&
            kr_term_treats(live, term, row)) {
            value = combine(factor, value, term->value);
        }
    }
    return value;
}

static bool employer_fits(const struct kr_world *world, const struct kr_target *target,
                          unsigned asks, const struct kr_employer *e)
{
    return !target->nobody &&
           ((asks & KR_BY_SECTOR) == 0 || kr_target_has(target->sectors, e->sector)) &&
           ((asks & KR_BY_REGION) == 0 || kr_target_has(target->regions, e->region)) &&
           ((asks & KR_BY_EMPLOYER_SIZE) == 0 ||
            in_span(&target->employer_size, heads_of(world, e)));
}

bool kr_policy_entitles(const struct kr_live *live, int index, kr_row row)
{
    const struct kr_lever_term term = term_of(live, index);
    return kr_person_fits(live, &term.policy->target, term.asks, row) &&
           drawn(term.salt, live->world->persons.id[row], term.reach);
}

static bool applicant_treated(const struct kr_live *live,
                              const struct kr_lever_term *term, kr_row row,
                              kr_row employer)
{
    const unsigned own = KR_BY_SECTOR | KR_BY_EMPLOYER_SIZE;
    const struct kr_employer *e = &live->world->employers.at[employer];
    return employer_fits(live->world, &term->policy->target, term->asks & own, e) &&
           kr_person_fits(live, &term->policy->target, term->asks & ~own, row) &&
           drawn(term->salt, live->world->persons.id[row], term->reach) &&
           employer_takes_part(term, e->id);
}

double kr_lever_of_applicant(const struct kr_live *live, enum kr_lever lever, kr_row row,
                             kr_row employer)
{
    const struct kr_lever_terms *list = &live->scratch->terms.lever[lever];
    double value = 0.0;
    for (int i = 0; i < list->count; i++) {
        const struct kr_lever_term *term = &list->term[i];
        value += applicant_treated(live, term, row, employer) ? term->value : 0.0;
    }
    return value;
}

bool kr_policy_reaches_applicant(const struct kr_live *live, int index, kr_row row,
                                 kr_row employer)
{
    const struct kr_lever_term term = term_of(live, index);
    return applicant_treated(live, &term, row, employer);
}

// The value of a lever for an employer, and an occupation of its where that is asked for.
static double of_employer(const struct kr_live *live, enum kr_lever lever,
                          const struct kr_employer *e, int occupation)
{
    const struct kr_lever_terms *list = &live->scratch->terms.lever[lever];
    const bool factor = is_factor(lever);
    double value = factor ? 1.0 : 0.0;
    for (int i = 0; i < list->count; i++) {
        const struct kr_lever_term *term = &list->term[i];
        const struct kr_target *target = &term->policy->target;
        const bool fits = employer_fits(live->world, target, term->asks, e) &&
                          ((term->asks & KR_BY_OCCUPATION) == 0 ||
                           kr_target_has(target->occupations, occupation));
        if (fits && employer_takes_part(term, e->id)) {
            value = combine(factor, value, term->value);
        }
    }
    return value;
}

double kr_lever_of_post(const struct kr_live *live, enum kr_lever lever,
                        const struct kr_post *post)
{
    return of_employer(live, lever, &live->world->employers.at[post->employer],
                       post->occupation);
}

double kr_lever_of_employer(const struct kr_live *live, enum kr_lever lever,
                            const struct kr_employer *employer)
{
    return of_employer(live, lever, employer, 0);
}

bool kr_policy_reaches_post(const struct kr_live *live, int index,
                            const struct kr_post *post)
{
    const struct kr_policy *policy = &live->model->policies[index];
    const struct kr_target *target = &policy->target;
    const unsigned asks = kr_target_asks(target);
    const struct kr_employer *e = &live->world->employers.at[post->employer];
    const struct kr_lever_term term = {
        .awareness = policy->awareness,
        .salt = kr_mix64(live->scratch->terms.reach_salt ^ policy->id)};
    return employer_fits(live->world, target, asks, e) &&
           ((asks & KR_BY_OCCUPATION) == 0 ||
            kr_target_has(target->occupations, post->occupation)) &&
           employer_takes_part(&term, e->id);
}

// ---------------------------------------------------------------- learning

// Part of those who finish that come to the occupations of a target.
static double leads_to(const struct kr_country *country, const struct kr_target *target,
                       struct kr_learning what)
{
    if (what.goal != KR_NONE) {
        return kr_target_has(target->occupations, what.goal) ? 1.0 : 0.0;
    }
    const double *share =
        &country->field_occupation[(size_t)what.field * (size_t)country->occupations];
    double all = 0.0;
    double there = 0.0;
    for (int o = 0; o < country->occupations; o++) {
        all += share[o];
        there += kr_target_has(target->occupations, o) ? share[o] : 0.0;
    }
    return all > 0.0 ? there / all : 0.0;
}

double kr_lever_of_learner(const struct kr_live *live, enum kr_lever lever, kr_row row,
                           struct kr_learning what)
{
    const struct kr_lever_terms *list = &live->scratch->terms.lever[lever];
    const bool factor = is_factor(lever);
    double value = factor ? 1.0 : 0.0;
    for (int i = 0; i < list->count; i++) {
        const struct kr_lever_term *term = &list->term[i];
        const unsigned own = term->asks & ~(unsigned)KR_BY_OCCUPATION;
        if (!kr_person_fits(live, &term->policy->target, own, row) ||
            !kr_term_treats(live, term, row)) {
            continue;
        }
        const double part = own == term->asks ? 1.0
                                              : leads_to(live->model->country,
                                                         &term->policy->target, what);
        value = factor ? value * (1.0 + (term->value - 1.0) * part)
                       : value + term->value * part;
    }
    return value;
}

bool kr_policy_reaches_learner(const struct kr_live *live, int index, kr_row row,
                               struct kr_learning what)
{
    const struct kr_policy *policy = &live->model->policies[index];
    const struct kr_effective *terms = &live->scratch->terms;
    const unsigned asks = kr_target_asks(&policy->target);
    const unsigned own = asks & ~(unsigned)KR_BY_OCCUPATION;
    const struct kr_lever_term term = {.reach = policy->reach * terms->served[index],
                                       .awareness = policy->awareness,
                                       .salt = kr_mix64(terms->reach_salt ^ policy->id)};
    return kr_person_fits(live, &policy->target, own, row) &&
           kr_term_treats(live, &term, row) &&
           (own == asks || leads_to(live->model->country, &policy->target, what) >= 0.5);
}

// ---------------------------------------------------------------- places

enum { LOTS = 4096 }; // steps of the lottery that places are counted by

struct places {
    const struct kr_live *live;
    const struct kr_policy *policy;
    uint64_t salt;
    unsigned asks;
    int64_t count[LOTS]; // persons in the target by their lot
};

static void count_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    struct places *places = context;
    const struct kr_persons *p = &places->live->world->persons;
    for (kr_row row = first; row < last; row++) {
        if (kr_person_fits(places->live, &places->policy->target, places->asks, row)) {
            const double lot = kr_uniform(kr_random_word(places->salt, p->id[row]));
            kr_shared_add(&places->count[(int)(lot * LOTS)], 1);
        }
    }
}

// Part of the lots for which there is a place: the first in line are served. They are not
// a part of those in the target: whoever was helped early is in line no longer.
static double served_of(const struct places *places, double have)
{
    const double reach = places->policy->reach;
    double before = 0.0;
    for (int i = 0; i < LOTS; i++) {
        const double here = (double)places->count[i];
        if (before + here > have) {
            const double lots = ((double)i + (have - before) / here) / LOTS;
            return lots < reach ? lots / reach : 1.0;
        }
        before += here;
    }
    return 1.0;
}

// Notes the heads of employers where some policy asks for them.
static void note_heads(struct kr_live *live)
{
    const struct kr_employers *employers = &live->world->employers;
    int32_t *heads = live->scratch->employer_heads;
    for (kr_row i = 0; heads != NULL && i < employers->rows; i++) {
        heads[i] = employers->at[i].heads;
    }
}

void kr_places_count(struct kr_live *live)
{
    const struct kr_model *model = live->model;
    note_heads(live);
    for (int i = 0; i < model->policy_count; i++) {
        const struct kr_policy *policy = &model->policies[i];
        live->scratch->served[i] = 1.0;
        if (policy->capacity <= 0.0 || policy->reach <= 0.0 ||
            kr_policy_strength(policy, live->world->now) <= 0.0) {
            continue;
        }
        struct places places = {
            .live = live,
            .policy = policy,
            .salt = kr_mix64(live->scratch->terms.reach_salt ^ policy->id),
            .asks = kr_target_asks(&policy->target)};
        kr_parallel_rows(model->threads, live->world->persons.rows, count_block, &places);
        live->scratch->served[i] = served_of(&places, policy->capacity * model->scale);
    }
}
