// Phase 2: people begin and stop to search; tastes for hours change with life events;
// workers who want other hours ask for them.
//
// Reads: persons, rates, posts' load, terms. Writes: persons' own rows.
// Random uses: PARTICIPATION, DESTINATION, HOURS_EVENT, HOURS_TASTE, HOURS_VOICE.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/hours.h"
#include "sim/jobs.h"
#include "sim/phases/phases.h"
#include "sim/rates.h"
#include "sim/uses.h"

struct participation {
    struct kr_live live;
    uint64_t salt;
    uint64_t event_salt;
    uint64_t voice_salt;
};

// The kind of non-work somebody goes to when work or search ends.
enum kr_status kr_nonwork_destination(const struct kr_live *live, kr_row row)
{
    const struct kr_persons *p = &live->world->persons;
    if (p->study[row] != 0) {
        return KR_STUDENT;
    }
    // where demography is fixed people grow older than 74
    const int lived = kr_age(p->birth_quarter[row], live->world->now);
    const int age = lived < KR_MAX_AGE ? lived : KR_MAX_AGE - 1;
    const int group = (age - KR_MIN_AGE) / 5 * KR_SEX_COUNT + p->sex[row];
    struct kr_pcg s =
        kr_random(live->model->key,
                  kr_random_tag(KR_USE_DESTINATION, live->world->now, 0), p->id[row]);
    const int kind = kr_draw_code(&live->scratch->nonwork, group, kr_pcg_uniform(&s));
    // without a field of study nobody is a student
    return kind == KR_STUDENT || kind < KR_AVAILABLE ? KR_AVAILABLE
                                                     : (enum kr_status)kind;
}

// Rate at which somebody outside the labour force begins to search (rule R1).
static double activation_rate(const struct participation *d, kr_row row, int group)
{
    const struct kr_persons *p = &d->live.world->persons;
    const struct kr_scratch *scratch = d->live.scratch;
    const struct kr_participation_parameters *rule =
        &scratch->terms.parameters.participation;
    double rate = kr_rate(&scratch->rates, KR_H_ACTIVATE, p->status[row], KR_NO_CONTRACT,
                          group, p->sex[row]);
    if (p->benefit[row] == KR_ASSISTANCE || p->benefit[row] == KR_DISABILITY_BENEFIT) {
        rate *= kr_exp(-rule->reentry_risk);
    }
    if (p->informal_care[row] > 0) {
        rate *= kr_exp(-rule->inactive_care_effect * (double)p->informal_care[row] / 8.0);
    }
    return rate;
}

// Insured benefit ends after its longest term; singles then fall back on assistance.
static void end_insured_benefit(const struct participation *d, kr_row row)
{
    struct kr_persons *p = &d->live.world->persons;
    const double term = d->live.model->country->constants.unemployment_benefit_quarters;
    if ((double)(d->live.world->now - p->status_since[row]) > term) {
        p->benefit[row] = p->partner[row] == KR_SINGLE ? KR_ASSISTANCE : KR_NO_BENEFIT;
    }
}

static void live_nonworker(const struct participation *d, struct kr_tallies *t,
                           kr_row row, double u)
{
    struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const struct kr_rates *rates = &d->live.scratch->rates;
    const int group = kr_age_group(kr_age(p->birth_quarter[row], world->now));
    const int sex = p->sex[row];
    if (p->benefit[row] == KR_UNEMPLOYMENT_BENEFIT) {
        end_insured_benefit(d, row);
    }
    if (p->status[row] == KR_UNEMPLOYED) {
        const double rate =
            kr_rate(rates, KR_H_DISCOURAGE, KR_UNEMPLOYED, KR_NO_CONTRACT, group, sex);
        if (u < kr_chance(rate)) {
            t->events.discouraged++;
            kr_status_set(world, row, kr_nonwork_destination(&d->live, row));
        }
        return;
    }
    const double search = activation_rate(d, row, group);
    const double move =
        kr_rate(rates, KR_H_MOVE, p->status[row], KR_NO_CONTRACT, group, sex);
    if (u >= search + move) {
        return;
    }
    const double point = -kr_log(1.0 - u);
    if (point < search) {
        t->events.activated++;
        kr_status_set(world, row, KR_UNEMPLOYED);
    } else if (point < search + move && p->status[row] != KR_STUDENT) {
        kr_status_set(world, row, kr_nonwork_destination(&d->live, row));
    }
}

// Whether a life event of rule R2 happened that may redraw the taste: a birth this
// quarter, the youngest child turned 4 or 12, a job begun last quarter.
static bool life_event(const struct kr_world *world, kr_row row)
{
    const struct kr_persons *p = &world->persons;
    const int child =
        p->youngest_birth[row] == KR_NEVER ? -1 : world->now - p->youngest_birth[row];
    return child == 0 || child == 16 || child == 48 ||
           p->job_since[row] == world->now - 1;
}

// A life event, or nothing in particular, makes somebody think again about hours: the
// taste may be redrawn, and the wish follows from taste, contract and workload. A bonus
// on offer may raise a wish at any time.
static void revise_hours(const struct participation *d, kr_row row)
{
    struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const struct kr_hours_parameters *rule = &d->live.scratch->terms.parameters.hours;
    const double u = kr_uniform(kr_random_word(d->event_salt, p->id[row]));
    const bool event = life_event(world, row);
    if (u < (event ? rule->redraw_share : rule->spontaneous_revision)) {
        struct kr_pcg s =
            kr_random(d->live.model->key,
                      kr_random_tag(KR_USE_HOURS_TASTE, world->now, 0), p->id[row]);
        kr_hours_redraw(&d->live, row, &s);
        kr_wish_update(&d->live, row);
    } else if (event || u >= 1.0 - rule->spontaneous_revision) {
        kr_wish_update(&d->live, row);
    }
    if (d->live.scratch->terms.bonus_count > 0) {
        kr_wish_bonus(&d->live, row);
    }
}

// A latent wish is voiced on own initiative or when asked (rule R3).
static void voice_wish(const struct participation *d, struct kr_tallies *t, kr_row row)
{
    struct kr_world *world = d->live.world;
    struct kr_persons *p = &world->persons;
    const struct kr_hours_parameters *rule = &d->live.scratch->terms.parameters.hours;
    const double u = kr_uniform(kr_random_word(d->voice_salt, p->id[row]));
    if (p->wish[row] == KR_LATENT_FEWER) {
        if (u < rule->fewer_voice_rate) {
            p->wish[row] = KR_VOICED_FEWER;
        }
        return;
    }
    const double base = d->live.model->parameters.hours.conversation_rate;
    const double held = (double)kr_employer_of(world, row)->conversations / 100.0 *
                        (base > 0.0 ? rule->conversation_rate / base : 1.0);
    const double asked = kr_clamp(held, 0.0, 1.0) / 4.0;
    const double voice =
        1.0 - (1.0 - rule->voice_rate) * (1.0 - asked * rule->conversation_voice);
    if (u < voice) {
        p->wish[row] = KR_VOICED_MORE;
        t->events.wish_voiced++;
    }
}

static void live_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct participation *d = context;
    struct kr_persons *p = &d->live.world->persons;
    struct kr_tallies *t = &d->live.scratch->worker[worker];
    for (kr_row i = first; i < last; i++) {
        if (p->status[i] == KR_EMPLOYEE) {
            revise_hours(d, i);
            if (p->wish[i] == KR_LATENT_MORE || p->wish[i] == KR_LATENT_FEWER) {
                voice_wish(d, t, i);
            }
        } else if (p->status[i] >= KR_UNEMPLOYED) {
            live_nonworker(d, t, i, kr_uniform(kr_random_word(d->salt, p->id[i])));
        }
    }
}

int kr_phase_participation(struct kr_live *live)
{
    const struct kr_random_key key = live->model->key;
    const kr_quarter now = live->world->now;
    struct participation d = {
        *live, kr_random_salt(key, kr_random_tag(KR_USE_PARTICIPATION, now, 0)),
        kr_random_salt(key, kr_random_tag(KR_USE_HOURS_EVENT, now, 0)),
        kr_random_salt(key, kr_random_tag(KR_USE_HOURS_VOICE, now, 0))};
    kr_parallel_rows(live->model->threads, live->world->persons.rows, live_block, &d);
    return KR_OK;
}
