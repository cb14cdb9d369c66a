// Phase 9: what is produced, what waits, and whether there are childcare places for the
// hours that parents want.
//
// Reads: posts, employers, persons' households. Writes: sector states, childcare queue.
// No random use.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/carving.h"
#include "sim/phases/phases.h"
#include "sim/targets.h"

struct services {
    struct kr_live live;
    int64_t *required; // [sector] minutes
    int64_t *output;   // [sector] minutes at work, administration apart
    int64_t *ratio;    // [1] minutes at work in childcare that count in the staff ratio
    bool helper[256];  // [occupation] helper of another: outside the ratio
    // [2] as at the prices of the start, and with those drawn by the price:
    int64_t *children; // children at home of working mothers and lone parents, 0-11,
                       // weighted by use of childcare in thousandths
};

// Share of the time at work that is not administration.
static double service_share(const struct services *d, const struct kr_employer *e)
{
    const struct kr_effective *terms = &d->live.scratch->terms;
    const double scale =
        terms->parameters.technology.admin_scale * terms->admin_factor[e->sector];
    return 1.0 - kr_min((double)e->admin_share / 100.0 * scale, 0.9);
}

// Service required, in hours of the start: less administration lowers the hours required
// and not the service, which is what output is held against.
static int64_t service_required(const struct services *d, const struct kr_employer *e,
                                int64_t required)
{
    const double start = 1.0 - kr_min((double)e->admin_share / 100.0, 0.9);
    return (int64_t)((double)required * (service_share(d, e) / start));
}

// Minutes at work of one post that count in the staff ratio of childcare.
static int64_t counted(const struct services *d, const struct kr_employer *e,
                       const struct kr_post *post)
{
    const double share =
        (d->helper[post->occupation] ? kr_carving_ratio_share(&d->live, e) : 1.0) *
        kr_post_factor(&d->live, KR_LEVER_output, post);
    return (int64_t)(share * (double)(post->contract_minutes - post->absent_minutes));
}

static int64_t ratio_minutes(const struct services *d, const struct kr_employer *e)
{
    const struct kr_world *world = d->live.world;
    int64_t sum = 0;
    for (int k = 0; k < e->posts; k++) {
        const kr_row helpers = kr_carving_helpers(world, e, k);
        sum += counted(d, e, &world->posts.at[e->first_post + k]);
        sum += helpers == KR_NONE ? 0 : counted(d, e, &world->posts.at[helpers]);
    }
    return (int64_t)((double)sum * service_share(d, e));
}

static void employer_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct services *d = context;
    const struct kr_world *world = d->live.world;
    for (kr_row i = first; i < last; i++) {
        const struct kr_employer *e = &world->employers.at[i];
        if (e->id == 0) {
            continue;
        }
        int64_t required = 0;
        int64_t effective = 0;
        for (int k = 0; k < e->posts; k++) {
            const struct kr_post *post = &world->posts.at[e->first_post + k];
            required += post->required_minutes;
            effective += post->contract_minutes - post->absent_minutes;
        }
        required -= kr_carving_unfilled(&d->live, e);
        kr_shared_add(&d->required[e->sector], service_required(d, e, required));
        kr_shared_add(&d->output[e->sector],
                      (int64_t)((double)effective * service_share(d, e)));
        if (d->live.model->country->sector[e->sector].kind == KR_CHILDCARE) {
            kr_shared_add(d->ratio, ratio_minutes(d, e));
        }
    }
}

enum { NO_USE, YOUNG, OLDER, USES, DAYS = 32 };

// Part of the parents who use formal childcare at the price of this quarter: what is
// cheaper draws children from informal care.
static double use_of(const struct kr_parameters *rule, double use)
{
    const double part = 1.0 - kr_min(rule->hours.childcare_free / 40.0, 1.0);
    const double price = kr_max(rule->hours.childcare_price * part, 0.05);
    const double rise = -rule->services.use_price_response * kr_log(price);
    return rise < 0.0 || rise > 0.0 ? kr_min(use * kr_exp(rise), 1.0) : use;
}

// Childcare that somebody wants, in thousandths of a day, by use of it and days worked.
static void set_wanted(const struct kr_constants *c, const struct kr_parameters *rule,
                       int64_t wanted[USES][DAYS])
{
    const double use[USES] = {0.0, use_of(rule, c->childcare_use_0_3),
                              use_of(rule, c->childcare_use_4_11)};
    for (int u = 0; u < USES; u++) {
        for (int days = 0; days < DAYS; days++) {
            const double least = (double)(days < 1 ? 1 : days);
            wanted[u][days] =
                (int64_t)(use[u] * 1000.0 * kr_min(least, c->childcare_days));
        }
    }
}

// Childcare wanted: by holders with a child under 12 who work, in proportion to hours.
static void parent_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct services *d = context;
    const struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const struct kr_constants *constants = &d->live.model->country->constants;
    int64_t needed[USES][DAYS];
    int64_t wanted[USES][DAYS];
    set_wanted(constants, &d->live.model->parameters, needed);
    set_wanted(constants, &d->live.scratch->terms.parameters, wanted);
    int64_t sum[2] = {0, 0};
    for (kr_row i = first; i < last; i++) {
        const int age = world->now - p->youngest_birth[i];
        const bool holds = (p->children[i] != 0) & ((p->status[i] == KR_EMPLOYEE) |
                                                    (p->status[i] == KR_SELF_EMPLOYED));
        const int use = age < 16 ? YOUNG : age < 48 ? OLDER : NO_USE;
        const int days = p->desired_hours[i] / 8;
        sum[0] += needed[holds ? use : NO_USE][days];
        sum[1] += wanted[holds ? use : NO_USE][days];
    }
    kr_shared_add(&d->children[0], sum[0]);
    kr_shared_add(&d->children[1], sum[1]);
}

// Service that mentors do not give while they guide others.
static int64_t guided(const struct kr_live *live, int sector)
{
    const double share = 1.0 - live->model->country->sector[sector].admin_share;
    return (int64_t)(share * (double)live->scratch->mentor_minutes[sector]);
}

// Waiting: what is not met piles up and wears off.
static void settle_sector(struct kr_live *live, int i, int64_t required, int64_t output)
{
    struct kr_sector_state *state = &live->world->sector[i];
    const double share = 1.0 - live->model->country->sector[i].admin_share;
    const double capacity = (double)output / kr_max(share, 0.1);
    const double sick = live->model->country->sector[i].sickness_share;
    const double need = (double)required * (1.0 - sick); // planned absence is in the need
    const double unmet = need > 0.0 ? kr_clamp(1.0 - capacity / need, 0.0, 1.0) : 0.0;
    const double keep = live->scratch->terms.parameters.services.waiting_persistence;
    if (live->world->elapsed == 1) { // as if it had always been so
        state->waiting_start = unmet / kr_max(1.0 - keep, 0.01);
        state->waiting = state->waiting_start;
    }
    state->waiting = keep * state->waiting + unmet;
    state->output_minutes = output;
    state->unmet_minutes = (int64_t)(unmet * need);
}

// Children-days that the staff of the ratio can take, as crowded as at the start, and the
// queue of those for whom there is no place.
static void settle_childcare(struct kr_live *live, const int64_t children[2],
                             int64_t minutes)
{
    const int64_t needed = children[0];
    const int64_t wanted = children[1];
    const struct kr_country *country = live->model->country;
    const double staffed =
        (double)minutes / 60.0 / 8.0 * country->constants.childcare_ratio * 1000.0;
    struct kr_world *world = live->world;
    if (world->elapsed == 1) {
        world->childcare_start_ratio = staffed > 0.0 ? (double)needed / staffed : 0.0;
    }
    const double places = staffed * world->childcare_start_ratio;
    struct kr_events *events = &world->tallies.events;
    events->childcare_places = (int64_t)(kr_clamp(places, 0.0, 9e15) + 0.5);
    // who comes for the price has somebody, and stands behind those who need a place
    events->childcare_wanted = needed < wanted ? needed : wanted;
    events->childcare_used = events->childcare_wanted < events->childcare_places
                                 ? events->childcare_wanted
                                 : events->childcare_places;
    events->childcare_drawn = wanted - events->childcare_wanted;
    const int64_t left = events->childcare_places - events->childcare_used;
    events->childcare_formal =
        events->childcare_drawn < left ? events->childcare_drawn : left;
    const int64_t waiting = events->childcare_wanted - events->childcare_used;
    world->child_care_queue = events->childcare_wanted > 0
                                  ? (double)waiting / (double)events->childcare_wanted
                                  : 0.0;
}

int kr_phase_services(struct kr_live *live)
{
    int64_t required[256] = {0};
    int64_t output[256] = {0};
    int64_t children[2] = {0, 0};
    int64_t ratio = 0;
    struct services d = {*live, required, output, &ratio, {false}, children};
    for (int o = 0; o < live->model->country->occupations; o++) {
        d.helper[o] = kr_is_helper(live->model->country, o);
    }
    kr_parallel_rows(live->model->threads, live->world->employers.rows, employer_block,
                     &d);
    kr_parallel_rows(live->model->threads, live->world->persons.rows, parent_block, &d);
    for (int s = 0; s < live->model->country->sectors; s++) {
        settle_sector(live, s, required[s], output[s] - guided(live, s));
    }
    settle_childcare(live, children, ratio);
    return KR_OK;
}
