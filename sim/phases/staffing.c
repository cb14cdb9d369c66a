// Phase 3: employers compare the hours they need with those they have. Workload,
// sickness, grants of hours, ends of contracts and dismissals follow.
//
// Reads: employers, posts, persons, rates, terms. Writes: employers' and posts' own rows,
// then persons' own rows (posts' heads and minutes by commuting integer sums).
// Random uses: DEMAND, FIRM_EXIT, REQUIRED, SICKNESS, CONTRACT, HOURS_GRANT.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/demand.h"
#include "sim/jobs.h"
#include "sim/phases/phases.h"
#include "sim/rates.h"
#include "sim/requests.h"
#include "sim/uses.h"

struct staffing {
    struct kr_live live;
    uint64_t sickness_salt;
    uint64_t contract_salt;
    uint64_t grant_salt;
    double care_factor; // long absence of informal carers, relative
    double winter;      // seasonal factor of short absence
};

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
        post->surplus == KR_EVERYBODY_GOES
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
            kr_request_answer(&s->live, t, i, post,
                              kr_uniform(kr_random_word(s->grant_salt, p->id[i])));
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
    struct staffing s = {.live = *live, .winter = season(live)};
    s.sickness_salt = kr_random_salt(key, kr_random_tag(KR_USE_SICKNESS, now, 0));
    s.contract_salt = kr_random_salt(key, kr_random_tag(KR_USE_CONTRACT, now, 0));
    s.grant_salt = kr_random_salt(key, kr_random_tag(KR_USE_HOURS_GRANT, now, 0));
    s.care_factor = kr_exp(live->scratch->terms.parameters.sickness.care_effect);
    kr_buffer_clear(&live->scratch->memories);
    kr_demand_live(live);
    kr_parallel_rows(live->model->threads, live->world->persons.rows, person_block, &s);
    return KR_OK;
}
