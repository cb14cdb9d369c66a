// The employers' side of staffing: what every post needs this quarter, and what follows
// for those who work in it.
#include "sim/demand.h"

#include "base/math.h"
#include "base/parallel.h"
#include "sim/uses.h"

enum { SMALL_TEAM = 5 }; // heads at which a post's own load weighs half

struct demand {
    struct kr_live live;
    uint64_t demand_salt;
    uint64_t exit_salt;
    uint64_t required_salt;
    int64_t *sector_base;        // [sector] base minutes of all posts now
    double *sector_drive;        // [sector] factor on base demand this quarter
    double sector_normal[256];   // [sector] required over present minutes at the start
    double sector_sickness[256]; // [sector] absence relative to the country
};

// Demand index of a sector this quarter relative to the start.
static double demand_index(const struct kr_model *model, const struct kr_world *world,
                           int sector)
{
    const struct kr_country *country = model->country;
    if (model->freeze_drivers) {
        return 1.0;
    }
    const int last = country->demand_quarters - 1;
    const int q = world->elapsed + 1 < last ? world->elapsed + 1 : last;
    return country
        ->demand[country->sector[sector].demand_path * country->demand_quarters + q];
}

// Whether an employer closes this quarter.
static bool closes(const struct demand *s, const struct kr_employer *e)
{
    const struct kr_demand_parameters *rule = &s->live.scratch->terms.parameters.demand;
    const struct kr_sector *sector = &s->live.model->country->sector[e->sector];
    if (sector->kind == KR_PUBLIC || sector->kind == KR_TEACHING) {
        return false;
    }
    double exit = sector->firm_exit_rate * rule->firm_exit_scale;
    exit *= e->size_class >= 2 ? rule->firm_exit_large : e->size_class == 1 ? 0.5 : 1.0;
    return kr_uniform(kr_random_word(s->exit_salt, e->id)) < exit;
}

static void base_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct demand *s = context;
    const struct kr_world *world = s->live.world;
    for (kr_row i = first; i < last; i++) {
        struct kr_employer *e = &world->employers.at[i];
        int64_t base = 0;
        e->closing = e->id != 0 && closes(s, e) ? 1 : 0;
        for (int k = 0; e->id != 0 && e->closing == 0 && k < e->posts; k++) {
            base += world->posts.at[e->first_post + k].base_minutes;
        }
        kr_shared_add(&s->sector_base[e->sector], base);
    }
}

// The work of a sector is shared among those who are there: what employers that closed or
// began small leave undone goes to the others.
static void share_work(struct demand *s)
{
    struct kr_world *world = s->live.world;
    kr_parallel_rows(s->live.model->threads, world->employers.rows, base_block, s);
    for (int i = 0; i < s->live.model->country->sectors; i++) {
        struct kr_sector_state *state = &world->sector[i];
        const double now = (double)s->sector_base[i];
        state->base_minutes = state->base_minutes > 0.0 ? state->base_minutes : now;
        if (now > 0.0) {
            s->sector_drive[i] *= state->base_minutes / now;
        }
    }
}

// Need times budget in public sectors; output over pay in the market.
static void set_drives(struct demand *s)
{
    const struct kr_model *model = s->live.model;
    struct kr_world *world = s->live.world;
    const struct kr_demand_parameters *rule = &s->live.scratch->terms.parameters.demand;
    const double pressure = s->live.scratch->terms.parameters.services.backlog_pressure;
    for (int i = 0; i < model->country->sectors; i++) {
        const struct kr_sector *sector = &model->country->sector[i];
        struct kr_sector_state *state = &world->sector[i];
        double need =
            demand_index(model, world, i) * s->live.scratch->terms.demand_factor[i];
        if (sector->kind == KR_MARKET) {
            const double years = (double)world->elapsed / 4.0;
            const double general = years * (s->live.model->parameters.wages.inflation +
                                            s->live.model->parameters.wages.real_growth);
            const double dear = kr_log(world->wage_level[sector->wage_group]) -
                                (model->freeze_drivers ? 0.0 : general);
            s->sector_drive[i] = need * kr_exp(-rule->wage_elasticity * dear);
        } else {
            // service that waits presses on need; the budget follows with a lag
            const double late = state->waiting - state->waiting_start;
            need *= kr_exp(pressure * kr_max(late, 0.0));
            state->budget_ratio += rule->budget_smoothing * (need - state->budget_ratio);
            s->sector_drive[i] = kr_min(need, state->budget_ratio);
        }
    }
}

// Absence of a sector relative to the mean over employees.
static void set_sector_sickness(struct demand *s)
{
    const struct kr_country *country = s->live.model->country;
    double persons = 0.0;
    double absent = 0.0;
    for (int i = 0; i < country->sectors; i++) {
        persons += (double)country->sector[i].employees;
        absent +=
            (double)country->sector[i].employees * country->sector[i].sickness_share;
    }
    for (int i = 0; i < country->sectors; i++) {
        const double relative =
            absent > 0.0 ? country->sector[i].sickness_share * persons / absent : 1.0;
        s->sector_sickness[i] =
            kr_exp(s->live.scratch->terms.parameters.sickness.sector_weight *
                   kr_log(kr_max(relative, 0.05)));
        const struct kr_sector *sector = &country->sector[i];
        const double loss = s->live.scratch->terms.parameters.training.normal_loss;
        const double open = sector->employees > 0
                                ? (double)sector->vacancies / (double)sector->employees
                                : 0.0;
        s->sector_normal[i] = (1.0 + open) / (1.0 - sector->sickness_share - loss);
    }
}

// Own demand: autoregressive in logs, calmer in large establishments.
static void shock_demand(const struct demand *s, struct kr_employer *e)
{
    const struct kr_demand_parameters *rule = &s->live.scratch->terms.parameters.demand;
    const double u = kr_uniform(kr_random_word(s->demand_salt, e->id));
    const double heads = kr_max(1.0, (double)e->start_heads);
    const double damped = rule->shock_sd * kr_exp(-rule->size_damping * kr_log(heads));
    const double shock = kr_normal_quantile(kr_clamp(u, 1e-9, 1.0 - 1e-9)) * damped;
    e->demand_level = (float)(rule->shock_persistence * (double)e->demand_level + shock);
}

// Minutes at work: the contract less absence and what newcomers still lack.
static double present_minutes(const struct kr_post *post)
{
    return (double)post->contract_minutes - (double)post->absent_minutes -
           (double)post->learning_minutes;
}

// Workload: hours required over hours present, 1 at the sector's shortage and absence of
// the start. Small teams share the load of the establishment.
static double load_of(const struct demand *s, const struct kr_employer *e,
                      const struct kr_post *post, double employer_load)
{
    const double has = present_minutes(post);
    const double own =
        has > 0.0 ? (double)post->required_minutes / has / s->sector_normal[e->sector]
                  : employer_load;
    const double weight = (double)post->heads / ((double)post->heads + SMALL_TEAM);
    return kr_clamp(weight * kr_clamp(own, 0.5, 2.0) + (1.0 - weight) * employer_load,
                    0.5, 2.0);
}

// What a post needs and has: workload, chance of dismissal, readiness to grant hours.
static void weigh_post(const struct demand *s, const struct kr_employer *e,
                       struct kr_post *post, double employer_load)
{
    const struct kr_parameters *rule = &s->live.scratch->terms.parameters;
    post->load = (float)load_of(s, e, post, employer_load);
    const double log_load = kr_log((double)post->load);
    const double manager = (double)e->manager / 32.0;
    post->quit_factor = (float)kr_exp(rule->quit.load_elasticity * log_load -
                                      rule->quit.manager_effect * manager);
    const double surplus = post->contract_minutes > 0
                               ? kr_clamp(1.0 - (double)post->required_minutes /
                                                    (double)post->contract_minutes,
                                          0.0, 1.0)
                               : 0.0;
    const double hoard =
        kr_exp(-rule->demand.hoarding *
               kr_clamp(s->live.scratch->region_log_tightness[e->region], -2.0, 2.0));
    post->surplus = (uint16_t)(kr_clamp(surplus * hoard, 0.0, 0.99) * KR_SHARE_UNIT);
    const double short_of =
        kr_clamp(((double)post->required_minutes - (double)post->contract_minutes) /
                     kr_max(1.0, (double)post->required_minutes),
                 0.0, 1.0);
    const double granted =
        kr_grant_chance(&rule->hours, short_of, surplus, (double)e->roster_fit / 32.0);
    post->grant_chance = (uint16_t)(granted * KR_SHARE_UNIT);
    post->sick_factor =
        (float)(s->sector_sickness[e->sector] *
                kr_exp(rule->sickness.load_elasticity * log_load +
                       rule->sickness.burnout_effect * (double)e->load_memory));
}

// Minutes required of every post this quarter; returns the load of the establishment.
static double require(const struct demand *s, const struct kr_employer *e)
{
    struct kr_world *world = s->live.world;
    const double drive = s->sector_drive[e->sector] * kr_exp((double)e->demand_level);
    double required = 0.0;
    double has = 0.0;
    for (int k = 0; k < e->posts; k++) {
        struct kr_post *post = &world->posts.at[e->first_post + k];
        const double u = kr_uniform(
            kr_random_word(s->required_salt, kr_post_key(e, post->occupation)));
        const double need = (double)post->base_minutes * drive;
        post->required_minutes = (int32_t)kr_round_by(kr_clamp(need, 0.0, 2e9), u);
        required += (double)post->required_minutes;
        has += present_minutes(post);
    }
    const double load = has > 0.0 ? required / has / s->sector_normal[e->sector] : 1.0;
    return kr_clamp(load, 0.5, 2.0);
}

static void employer_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct demand *s = context;
    struct kr_world *world = s->live.world;
    struct kr_tallies *t = &s->live.scratch->worker[worker];
    for (kr_row i = first; i < last; i++) {
        struct kr_employer *e = &world->employers.at[i];
        if (e->id == 0) {
            continue;
        }
        shock_demand(s, e);
        const bool closing = e->closing != 0;
        const double load = require(s, e);
        for (int k = 0; k < e->posts; k++) {
            struct kr_post *post = &world->posts.at[e->first_post + k];
            weigh_post(s, e, post, load);
            post->absent_minutes = 0;
            post->learning_minutes = 0;
            if (closing) {
                post->required_minutes = 0;
                post->surplus = KR_EVERYBODY_GOES;
                post->grant_chance = 0;
            }
        }
        e->load = (float)load;
        const double memory = s->live.scratch->terms.parameters.sickness.memory;
        e->load_memory = (float)(memory * (double)e->load_memory +
                                 (1.0 - memory) * kr_log((double)e->load));
        t->events.employers_died += closing;
    }
}

void kr_demand_live(struct kr_live *live)
{
    const struct kr_random_key key = live->model->key;
    const kr_quarter now = live->world->now;
    double drive[256];
    int64_t base[256] = {0};
    struct demand s = {.live = *live, .sector_drive = drive, .sector_base = base};
    s.demand_salt = kr_random_salt(key, kr_random_tag(KR_USE_DEMAND, now, 0));
    s.exit_salt = kr_random_salt(key, kr_random_tag(KR_USE_FIRM_EXIT, now, 0));
    s.required_salt = kr_random_salt(key, kr_random_tag(KR_USE_REQUIRED, now, 0));
    set_drives(&s);
    share_work(&s);
    set_sector_sickness(&s);
    kr_parallel_rows(live->model->threads, live->world->employers.rows, employer_block,
                     &s);
}
