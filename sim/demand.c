// The employers' side of staffing: what every post needs this quarter, and what follows
// for those who work in it.
#include "sim/demand.h"

#include "base/math.h"
#include "base/parallel.h"
#include "sim/budget.h"
#include "sim/carving.h"
#include "sim/load.h"
#include "sim/targets.h"
#include "sim/technology.h"
#include "sim/uses.h"

enum { SMALL_TEAM = 5 }; // heads at which a post's own load weighs half

struct demand {
    struct kr_live live;
    uint64_t demand_salt;
    uint64_t group_salt;
    uint64_t exit_salt;
    uint64_t required_salt;
    uint64_t whole_salt;
    double technology_trend;     // output per hour to be expected, relative to the start
    int64_t *sector_base;        // [sector] base minutes of all posts now
    double *sector_drive;        // [sector] factor on base demand this quarter
    double sector_normal[256];   // [sector] required over present minutes at the start
    double sector_sickness[256]; // [sector] absence relative to the country
    double region_hoarding[256]; // [region] part of a surplus that is cut
    int64_t pay_sum[256];        // [occupation] minutes times log pay, ten-thousandths
    int64_t pay_minutes[256];    // [occupation] minutes of its jobs
    double occupation_pay[256];  // [occupation] mean log pay of its jobs
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

// Log pay of the scale of a post with its employer's premium.
static double log_pay(const struct demand *s, const struct kr_employer *e, int occupation)
{
    const int cell = e->sector * s->live.model->country->occupations + occupation;
    return s->live.scratch->log_wage[cell] + (double)e->wage_premium / 10000.0;
}

// What a block of employers adds to the sums over all.
struct base_sums {
    int64_t pay[256];
    int64_t minutes[256];
};

static void add_pay(const struct demand *s, const struct kr_employer *e,
                    struct base_sums *sums)
{
    for (int k = 0; k < e->posts; k++) {
        const struct kr_post *post = &s->live.world->posts.at[e->first_post + k];
        const int64_t pay = (int64_t)(log_pay(s, e, post->occupation) * 10000.0 + 0.5);
        sums->pay[post->occupation] +=
            pay * post->contract_minutes + post->premium_minutes;
        sums->minutes[post->occupation] += post->contract_minutes;
    }
}

static void base_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    struct demand *s = context;
    const struct kr_world *world = s->live.world;
    struct base_sums sums = {{0}, {0}};
    for (kr_row i = first; i < last; i++) {
        struct kr_employer *e = &world->employers.at[i];
        int64_t base = 0;
        e->closing = e->id != 0 && closes(s, e) ? 1 : 0;
        for (int k = 0; e->id != 0 && e->closing == 0 && k < e->posts; k++) {
            base += world->posts.at[e->first_post + k].base_minutes;
        }
        kr_shared_add(&s->sector_base[e->sector], base);
        if (e->id != 0) {
            add_pay(s, e, &sums);
        }
    }
    for (int o = 0; o < s->live.model->country->occupations; o++) {
        kr_shared_add(&s->pay_sum[o], sums.pay[o]);
        kr_shared_add(&s->pay_minutes[o], sums.minutes[o]);
    }
}

// What those pay who compete for the workers of an occupation: the mean over its jobs.
static void set_occupation_pay(struct demand *s)
{
    const struct kr_scratch *scratch = s->live.scratch;
    for (int o = 0; o < s->live.model->country->occupations; o++) {
        s->occupation_pay[o] =
            s->pay_minutes[o] > 0
                ? (double)s->pay_sum[o] / (double)s->pay_minutes[o] / 10000.0
                : scratch->occupation_log_wage[o];
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
            // orders for which there is no staff are turned away, and won back with staff
            const double short_of =
                s->live.scratch->opening.unmet[i] - state->normal_unmet;
            state->given_up = kr_max(0.0, state->given_up + rule->rationing * short_of);
            s->sector_drive[i] =
                need * kr_exp(-rule->wage_elasticity * dear - state->given_up);
        } else {
            // service that waits presses on need; the budget follows with a lag
            const double late = state->waiting - state->waiting_start;
            need *= kr_exp(pressure * kr_max(late, 0.0));
            state->budget_ratio += rule->budget_smoothing * (need - state->budget_ratio);
            s->sector_drive[i] =
                kr_min(need, state->budget_ratio) * kr_budget_swing(&s->live, i);
        }
    }
}

void kr_sickness_by_sector(const struct kr_live *live, double *relative)
{
    const struct kr_country *country = live->model->country;
    const double weight = live->scratch->terms.parameters.sickness.sector_weight;
    double persons = 0.0;
    double absent = 0.0;
    for (int i = 0; i < country->sectors; i++) {
        persons += (double)country->sector[i].employees;
        absent +=
            (double)country->sector[i].employees * country->sector[i].sickness_share;
    }
    for (int i = 0; i < country->sectors; i++) {
        const double ratio =
            absent > 0.0 ? country->sector[i].sickness_share * persons / absent : 1.0;
        relative[i] = kr_exp(weight * kr_log(kr_max(ratio, 0.05)));
    }
}

// Hours required over hours at work that are normal in a sector: as at the start.
static void set_sector_normal(struct demand *s)
{
    const struct kr_country *country = s->live.model->country;
    for (int i = 0; i < country->sectors; i++) {
        const struct kr_sector *sector = &country->sector[i];
        const double loss = s->live.scratch->terms.parameters.training.normal_loss;
        const double open = sector->employees > 0
                                ? (double)sector->vacancies / (double)sector->employees
                                : 0.0;
        s->sector_normal[i] = (1.0 + open) / (1.0 - sector->sickness_share - loss);
    }
}

static void set_hoarding(struct demand *s)
{
    const struct kr_scratch *scratch = s->live.scratch;
    for (int r = 0; r < s->live.model->country->regions; r++) {
        s->region_hoarding[r] = kr_hoarding(&scratch->terms.parameters.demand,
                                            scratch->region_log_tightness[r]);
    }
}

static double normal_of(uint64_t salt, kr_id id)
{
    const double u = kr_uniform(kr_random_word(salt, id));
    return kr_normal_quantile(kr_clamp(u, 1e-9, 1.0 - 1e-9));
}

// Own demand: autoregressive in logs, calmer in large establishments. Establishments of a
// group share part of it (R17).
static void shock_demand(const struct demand *s, struct kr_employer *e)
{
    const struct kr_demand_parameters *rule = &s->live.scratch->terms.parameters.demand;
    const struct kr_employer *group = &s->live.world->employers.at[e->group];
    const double heads = kr_max(1.0, (double)e->start_heads);
    const double damped = rule->shock_sd * kr_exp(-rule->size_damping * kr_log(heads));
    const double shock =
        damped * kr_shared_shock(rule, normal_of(s->group_salt, group->id),
                                 normal_of(s->demand_salt, e->id));
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
    const double strain = kr_post_factor(&s->live, KR_LEVER_strain, post);
    post->load = (float)kr_clamp(load_of(s, e, post, employer_load) * strain, 0.5, 2.0);
    const double log_load = kr_log((double)post->load);
    const struct kr_job_view job = {log_load, (double)e->manager / 32.0,
                                    log_pay(s, e, post->occupation) -
                                        s->occupation_pay[post->occupation]};
    post->log_load = (int16_t)(log_load * 10000.0);
    post->search_factor = kr_fixed_factor(kr_search_factor(&rule->quit, &job));
    post->leave_factor = kr_fixed_factor(kr_leave_factor(&rule->quit, &job));
    post->sick_factor = kr_fixed_factor(s->sector_sickness[e->sector] *
                                        kr_strain_factor(&rule->sickness, log_load));
    const double wanted = kr_wanted_minutes(&s->live, post);
    const double surplus = kr_surplus(wanted, (double)post->contract_minutes);
    post->surplus =
        (uint16_t)(kr_clamp(surplus * s->region_hoarding[e->region], 0.0, 0.99) *
                   KR_SHARE_UNIT);
    const double short_of = kr_clamp(
        (wanted - (double)post->contract_minutes) / kr_max(1.0, wanted), 0.0, 1.0);
    const double granted =
        kr_grant_chance(&rule->hours, short_of, surplus, (double)e->roster_fit / 32.0);
    post->grant_chance = (uint16_t)(granted * KR_SHARE_UNIT);
}

double kr_wanted_minutes(const struct kr_live *live, const struct kr_post *post)
{
    return (double)post->required_minutes *
           (1.0 + kr_post_addend(live, KR_LEVER_cover, post));
}

// Market demand where a policy made pay of a job dearer, as for pay of the whole sector.
static double dearer(const struct demand *s, const struct kr_employer *e, int occupation)
{
    const struct kr_country *country = s->live.model->country;
    const double *pay_log = s->live.scratch->terms.pay_log;
    const double extra = pay_log[e->sector * country->occupations + occupation];
    if (country->sector[e->sector].kind != KR_MARKET || !(extra > 0.0 || extra < 0.0)) {
        return 1.0;
    }
    return kr_exp(-s->live.scratch->terms.parameters.demand.wage_elasticity * extra);
}

// Minutes required of every post this quarter: base demand at the drive of the sector,
// its own level, technology and administration; helpers take over what was carved.
static void require(const struct demand *s, const struct kr_employer *e,
                    struct kr_tallies *t)
{
    struct kr_world *world = s->live.world;
    const double drive = s->sector_drive[e->sector] * kr_exp((double)e->demand_level) *
                         kr_technology_need(&s->live, e, s->technology_trend);
    for (int k = 0; k < e->posts; k++) {
        struct kr_post *post = &world->posts.at[e->first_post + k];
        const double u = kr_uniform(
            kr_random_word(s->required_salt, kr_post_key(e, post->occupation)));
        const double need = (double)post->base_minutes * drive *
                            dearer(s, e, post->occupation) *
                            kr_post_factor(&s->live, KR_LEVER_work, post) /
                            kr_post_factor(&s->live, KR_LEVER_output, post);
        post->required_minutes = (int32_t)kr_round_by(kr_clamp(need, 0.0, 2e9), u);
    }
    kr_carving_share(&s->live, t, e, s->whole_salt);
}

// Workload of the establishment.
static double establishment_load(const struct demand *s, const struct kr_employer *e)
{
    double required = 0.0;
    double has = 0.0;
    for (int k = 0; k < e->posts; k++) {
        const struct kr_post *post = &s->live.world->posts.at[e->first_post + k];
        required += (double)post->required_minutes;
        has += present_minutes(post);
    }
    const double load = has > 0.0 ? required / has / s->sector_normal[e->sector] : 1.0;
    return kr_clamp(load, 0.5, 2.0);
}

// What the quarter asks of those in a post; absence and learning are counted anew.
static void settle_post(const struct demand *s, struct kr_tallies *t,
                        struct kr_post *post, double employer_load)
{
    const struct kr_employer *e = &s->live.world->employers.at[post->employer];
    weigh_post(s, e, post, employer_load);
    kr_load_heads(&s->live, t, post);
    post->absent_minutes = 0;
    post->learning_minutes = 0;
    if (e->closing != 0) {
        post->required_minutes = 0;
        post->surplus = KR_EVERYBODY_GOES;
        post->grant_chance = 0;
    }
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
        require(s, e, t);
        const double load = establishment_load(s, e);
        for (int k = 0; k < e->posts; k++) {
            const kr_row helpers = kr_carving_helpers(world, e, k);
            settle_post(s, t, &world->posts.at[e->first_post + k], load);
            if (helpers != KR_NONE) {
                settle_post(s, t, &world->posts.at[helpers], load);
            }
        }
        e->load = (float)load;
        const double memory = s->live.scratch->terms.parameters.sickness.memory;
        e->load_memory = (float)(memory * (double)e->load_memory +
                                 (1.0 - memory) * kr_log((double)e->load));
        t->events.employers_died += e->closing;
    }
}

int kr_demand_live(struct kr_live *live)
{
    const int code = kr_carving_adopt(live);
    if (code != KR_OK) {
        return code;
    }
    kr_technology_live(live);
    const struct kr_random_key key = live->model->key;
    const kr_quarter now = live->world->now;
    double drive[256];
    int64_t base[256] = {0};
    struct demand s = {.live = *live, .sector_drive = drive, .sector_base = base};
    s.demand_salt = kr_random_salt(key, kr_random_tag(KR_USE_DEMAND, now, 0));
    s.group_salt = kr_random_salt(key, kr_random_tag(KR_USE_DEMAND, now, 1));
    s.exit_salt = kr_random_salt(key, kr_random_tag(KR_USE_FIRM_EXIT, now, 0));
    s.required_salt = kr_random_salt(key, kr_random_tag(KR_USE_REQUIRED, now, 0));
    s.technology_trend = kr_technology_trend(live);
    s.whole_salt =
        kr_random_salt(key, kr_random_tag(KR_USE_CARVING, now, KR_CARVING_ENDS));
    set_drives(&s);
    share_work(&s);
    kr_sickness_by_sector(live, s.sector_sickness);
    set_sector_normal(&s);
    set_hoarding(&s);
    set_occupation_pay(&s);
    kr_parallel_rows(live->model->threads, live->world->employers.rows, employer_block,
                     &s);
    return KR_OK;
}
