// Phase 3: employers compare the hours they need with those they have. Workload,
// sickness, grants of hours, ends of contracts and dismissals follow.
//
// Reads: employers, posts, persons, rates, terms. Writes: employers' and posts' own rows,
// then persons' own rows (posts' heads and minutes by commuting integer sums).
// Random uses: DEMAND, FIRM_EXIT, REQUIRED, SICKNESS, CONTRACT, HOURS_GRANT.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/hours.h"
#include "sim/jobs.h"
#include "sim/phases/phases.h"
#include "sim/programmes.h"
#include "sim/rates.h"
#include "sim/uses.h"

static const double KR_SHARE_UNIT = 65535.0; // shares of posts are kept in 16 bits

enum { EVERYBODY_GOES = 65535 }; // surplus of a post whose employer closes

enum { SMALL_TEAM = 5 }; // heads at which a post's own load weighs half

struct staffing {
    struct kr_live live;
    uint64_t demand_salt;
    uint64_t exit_salt;
    uint64_t required_salt;
    uint64_t sickness_salt;
    uint64_t contract_salt;
    uint64_t grant_salt;
    double care_factor;          // long absence of informal carers, relative
    double winter;               // seasonal factor of short absence
    int64_t *sector_base;        // [sector] base minutes of all posts now
    double *sector_drive;        // [sector] factor on base demand this quarter
    double sector_normal[256];   // [sector] required over present minutes at the start
    double sector_sickness[256]; // [sector] absence relative to the country
};

// ---------------------------------------------------------------- employers

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
static bool closes(const struct staffing *s, const struct kr_employer *e)
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
    const struct staffing *s = context;
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
static void share_work(struct staffing *s)
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
static void set_drives(struct staffing *s)
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
static void set_sector_sickness(struct staffing *s)
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
static void shock_demand(const struct staffing *s, struct kr_employer *e)
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
static double load_of(const struct staffing *s, const struct kr_employer *e,
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
static void weigh_post(const struct staffing *s, const struct kr_employer *e,
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
                 0.0, 0.1);
    const double roster = 1.0 + 0.1 * (double)e->roster_fit / 32.0;
    const double grant =
        (rule->hours.grant_slack +
         (rule->hours.grant_shortage - rule->hours.grant_slack) * short_of / 0.1) *
        roster;
    const double granted = kr_clamp(surplus > 0.02 ? 0.3 * grant : grant, 0.0, 1.0);
    post->grant_chance = (uint16_t)(granted * KR_SHARE_UNIT);
    post->sick_factor =
        (float)(s->sector_sickness[e->sector] *
                kr_exp(rule->sickness.load_elasticity * log_load +
                       rule->sickness.burnout_effect * (double)e->load_memory));
}

// Minutes required of every post this quarter; returns the load of the establishment.
static double require(const struct staffing *s, const struct kr_employer *e)
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
    const struct staffing *s = context;
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
                post->surplus = EVERYBODY_GOES;
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

// ---------------------------------------------------------------- persons

// Sickness: short absence lasts the quarter, long absence until recovery or disability.
static void live_health(const struct staffing *s, struct kr_tallies *t, kr_row row,
                        int group, struct kr_post *post)
{
    struct kr_world *world = s->live.world;
    struct kr_persons *p = &world->persons;
    const struct kr_rates *rates = &s->live.scratch->rates;
    const struct kr_sickness_parameters *rule =
        &s->live.scratch->terms.parameters.sickness;
    const int sex = p->sex[row];
    const int contract = p->contract[row];
    const double u = kr_uniform(kr_random_word(s->sickness_salt, p->id[row]));
    if (p->health[row] == KR_LONG_ABSENCE) {
        const double recover =
            kr_rate(rates, KR_H_RECOVERY, KR_EMPLOYEE, contract, group, sex);
        const double disabled =
            kr_rate(rates, KR_H_DISABILITY, KR_EMPLOYEE, contract, group, sex);
        if (u < kr_chance(recover)) {
            p->health[row] = KR_HEALTHY;
        } else if (u > 1.0 - kr_chance(disabled)) {
            t->events.disability_inflow++;
            t->events.quits_to_nonwork++;
            kr_job_end(&s->live, t, row, KR_TO_NON_PARTICIPATION);
            p->health[row] = KR_DISABILITY;
            p->benefit[row] = KR_DISABILITY_BENEFIT;
            kr_status_set(world, row, KR_ILL);
            return;
        }
    } else {
        const double factor = (double)post->sick_factor;
        const double care = p->informal_care[row] > 0 ? s->care_factor : 1.0;
        const double longer =
            factor * care *
            kr_rate(rates, KR_H_LONG_ABSENCE, KR_EMPLOYEE, contract, group, sex);
        const double shorter =
            factor * s->winter *
            kr_rate(rates, KR_H_SHORT_ABSENCE, KR_EMPLOYEE, contract, group, sex);
        p->health[row] = KR_HEALTHY;
        if (u < longer) {
            t->events.long_absences_begun++;
            p->health[row] = KR_LONG_ABSENCE;
        } else if (u < longer + shorter) {
            t->events.short_absences++;
            p->health[row] = KR_SHORT_ABSENCE;
        }
    }
    if (p->health[row] != KR_HEALTHY) {
        const double lost = p->health[row] == KR_LONG_ABSENCE
                                ? (double)p->contract_minutes[row]
                                : (double)p->contract_minutes[row] * rule->short_loss;
        kr_shared_add32(&post->absent_minutes, (int32_t)lost);
    }
}

// A request for more hours: granted by the chance of the post, by a step or what a bonus
// asks.
static void answer_more(const struct staffing *s, struct kr_tallies *t, kr_row row,
                        const struct kr_post *post, double u)
{
    struct kr_persons *p = &s->live.world->persons;
    const struct kr_hours_parameters *rule = &s->live.scratch->terms.parameters.hours;
    const int before = p->contract_minutes[row];
    const int wanted = p->desired_hours[row] * 60;
    if (u * KR_SHARE_UNIT >= (double)post->grant_chance || wanted <= before) {
        t->events.wish_refused++;
        p->wish[row] = wanted > before ? KR_LATENT_MORE : KR_NO_WISH;
        return;
    }
    const int extra = kr_wish_bonus(&s->live, row);
    const int step = extra > (int)rule->step_hours ? extra : (int)rule->step_hours;
    const int after = before + step * 60 < wanted ? before + step * 60 : wanted;
    t->events.wish_granted++;
    t->events.minutes_granted += after - before;
    kr_job_hours(&s->live, row, (uint16_t)after);
    p->wish[row] = after < wanted ? KR_LATENT_MORE : KR_NO_WISH;
    kr_programme_offer(&s->live, row, (uint16_t)before);
}

// A request for fewer hours: mostly granted, by a step, never below the smallest job.
static void answer_fewer(const struct staffing *s, struct kr_tallies *t, kr_row row,
                         double u)
{
    struct kr_persons *p = &s->live.world->persons;
    const struct kr_hours_parameters *rule = &s->live.scratch->terms.parameters.hours;
    const int before = p->contract_minutes[row];
    const int wanted = p->desired_hours[row] * 60;
    if (u >= rule->grant_fewer || wanted >= before) {
        p->wish[row] = wanted < before ? KR_LATENT_FEWER : KR_NO_WISH;
        return;
    }
    const int step = (int)rule->step_hours * 60;
    int after = before - step > wanted ? before - step : wanted;
    after = after < KR_HOURS_STEP * 60 ? KR_HOURS_STEP * 60 : after;
    t->events.fewer_granted++;
    t->events.minutes_given_up += before - after;
    kr_programme_note_cut(&s->live, row, (uint16_t)before, (uint16_t)after);
    kr_job_hours(&s->live, row, (uint16_t)after);
    p->wish[row] = after > wanted ? KR_LATENT_FEWER : KR_NO_WISH;
}

static void answer_request(const struct staffing *s, struct kr_tallies *t, kr_row row,
                           const struct kr_post *post)
{
    const struct kr_persons *p = &s->live.world->persons;
    const double u = kr_uniform(kr_random_word(s->grant_salt, p->id[row]));
    if (p->wish[row] == KR_VOICED_MORE) {
        answer_more(s, t, row, post, u);
    } else {
        answer_fewer(s, t, row, u);
    }
}

// A job ends by the employer's doing: the person searches from now on.
static void lose_job(const struct staffing *s, struct kr_tallies *t, kr_row row)
{
    struct kr_world *world = s->live.world;
    struct kr_persons *p = &world->persons;
    kr_job_end(&s->live, t, row, KR_TO_UNEMPLOYMENT);
    if (world->now - p->birth_quarter[row] >= s->live.scratch->rates.pension_age) {
        kr_status_set(world, row, KR_RETIRED);
        return;
    }
    p->benefit[row] = KR_UNEMPLOYMENT_BENEFIT;
    kr_status_set(world, row, KR_UNEMPLOYED);
}

// The contract of a flexible worker ends this quarter: converted, ended or renewed (R11).
static void end_contract(const struct staffing *s, struct kr_tallies *t, kr_row row,
                         const struct kr_post *post, double u)
{
    struct kr_world *world = s->live.world;
    struct kr_persons *p = &world->persons;
    const struct kr_contracts_parameters *rule =
        &s->live.scratch->terms.parameters.contracts;
    const int region = world->employers.at[post->employer].region;
    const double tight = kr_exp(rule->conversion_tightness *
                                s->live.scratch->region_log_tightness[region]);
    // employers bind those who work long hours first
    const double week = (double)p->contract_minutes[row] / 60.0 / 28.0;
    const double convert = kr_clamp(rule->conversion * tight * week * week, 0.0, 0.9);
    const double end =
        kr_clamp(rule->no_renewal +
                     rule->surplus_no_renewal * (double)post->surplus / KR_SHARE_UNIT,
                 0.0, 1.0);
    const bool study_job = p->study[row] != 0;
    if (u < end) {
        t->events.contract_ends++;
        lose_job(s, t, row);
    } else if (!study_job && u > 1.0 - convert) {
        t->events.conversions++;
        p->contract[row] = KR_PERMANENT;
        p->contract_end[row] = KR_NEVER;
    } else {
        p->contract_end[row] = (int16_t)(world->now + (int)rule->length_quarters);
    }
}

// Dismissal, end of a contract, or a first fixed contract.
static bool live_contract(const struct staffing *s, struct kr_tallies *t, kr_row row,
                          int group, const struct kr_post *post)
{
    struct kr_world *world = s->live.world;
    struct kr_persons *p = &world->persons;
    const struct kr_parameters *rule = &s->live.scratch->terms.parameters;
    const int contract = p->contract[row];
    const double u = kr_uniform(kr_random_word(s->contract_salt, p->id[row]));
    const double cut =
        post->surplus == EVERYBODY_GOES
            ? 1.0

            : (double)post->surplus / KR_SHARE_UNIT *
                  (contract == KR_PERMANENT ? rule->demand.cut_share
                                            : rule->demand.flexible_cut_share);
    const double layoff = kr_rate(&s->live.scratch->rates, KR_H_LAYOFF, KR_EMPLOYEE,
                                  contract, group, p->sex[row]);
    if (u < cut + layoff) {
        t->events.layoffs++;
        lose_job(s, t, row);
        return false;
    }
    if (contract == KR_TEMPORARY && p->contract_end[row] <= world->now) {
        const double rest = (u - cut - layoff) / (1.0 - cut - layoff);
        end_contract(s, t, row, post, rest);
        return p->status[row] == KR_EMPLOYEE;
    }
    if ((contract == KR_ON_CALL || contract == KR_AGENCY) && p->study[row] == 0 &&
        u > 1.0 - rule->contracts.on_call_conversion) {
        p->contract[row] = KR_TEMPORARY;
        p->contract_end[row] =
            (int16_t)(world->now + (int)rule->contracts.length_quarters);
    }
    return true;
}

static void person_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct staffing *s = context;
    struct kr_world *world = s->live.world;
    struct kr_persons *p = &world->persons;
    struct kr_tallies *t = &s->live.scratch->worker[worker];
    for (kr_row i = first; i < last; i++) {
        kr_post_prefetch(world, i + KR_POST_AHEAD, last);
        if (p->status[i] != KR_EMPLOYEE) {
            continue;
        }
        struct kr_post *post = &world->posts.at[p->post[i]];
        const int group = kr_age_group(kr_age(p->birth_quarter[i], world->now));
        if (!live_contract(s, t, i, group, post)) {
            continue;
        }
        if (p->wish[i] == KR_VOICED_MORE || p->wish[i] == KR_VOICED_FEWER) {
            answer_request(s, t, i, post);
        }
        live_health(s, t, i, group, post);
    }
}

// Short absence peaks in the first and fourth quarter; the factor is 1 over a year.
static double season(const struct kr_live *live)
{
    const double peak = live->scratch->terms.parameters.sickness.seasonal;
    const int number = kr_quarter_number(live->world->now);
    return number == 1 || number == 4 ? 1.0 + peak : 1.0 - peak;
}

int kr_phase_staffing(struct kr_live *live)
{
    const struct kr_random_key key = live->model->key;
    const kr_quarter now = live->world->now;
    double drive[256];
    int64_t base[256] = {0};
    struct staffing s = {.live = *live,
                         .winter = season(live),
                         .sector_drive = drive,
                         .sector_base = base};
    s.demand_salt = kr_random_salt(key, kr_random_tag(KR_USE_DEMAND, now, 0));
    s.exit_salt = kr_random_salt(key, kr_random_tag(KR_USE_FIRM_EXIT, now, 0));
    s.required_salt = kr_random_salt(key, kr_random_tag(KR_USE_REQUIRED, now, 0));
    s.sickness_salt = kr_random_salt(key, kr_random_tag(KR_USE_SICKNESS, now, 0));
    s.contract_salt = kr_random_salt(key, kr_random_tag(KR_USE_CONTRACT, now, 0));
    s.grant_salt = kr_random_salt(key, kr_random_tag(KR_USE_HOURS_GRANT, now, 0));
    set_drives(&s);
    share_work(&s);
    set_sector_sickness(&s);
    s.care_factor = kr_exp(live->scratch->terms.parameters.sickness.care_effect);
    kr_buffer_clear(&live->scratch->memories);
    kr_parallel_rows(live->model->threads, live->world->employers.rows, employer_block,
                     &s);
    kr_parallel_rows(live->model->threads, live->world->persons.rows, person_block, &s);
    return kr_programme_enrol(live);
}
