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
#include "sim/requests.h"
#include "sim/returns.h"
#include "sim/uses.h"

struct participation {
    struct kr_live live;
    uint64_t salt;
    uint64_t event_salt;
    uint64_t voice_salt;
    uint64_t trait_salt;
    double benefit_factor; // of entry
    double care_factor;
    double revision;
    bool more_asked; // more staff are asked about hours than at the start
    bool offers;     // somebody may wish more for a bonus, or when asked
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

// Rate at which somebody outside the labour force begins to search (rule R1): that of
// people of her status, age and sex, less by benefits and informal care.
static double activation_rate(const struct participation *d, kr_row row, int group)
{
    const struct kr_persons *p = &d->live.world->persons;
    double rate = kr_rate(&d->live.scratch->rates, KR_H_ACTIVATE, p->status[row],
                          KR_NO_CONTRACT, group, p->sex[row]);
    if (p->benefit[row] == KR_ASSISTANCE || p->benefit[row] == KR_DISABILITY_BENEFIT) {
        rate *= d->benefit_factor;
    }
    return p->informal_care[row] > 0 ? rate * d->care_factor : rate;
}

// The retired, the ill and students begin to search as life goes, not for pay.
static bool weighs_pay(int status)
{
    return status != KR_RETIRED && status != KR_ILL && status != KR_STUDENT;
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

static void live_unemployed(const struct participation *d, struct kr_tallies *t,
                            kr_row row, double u)
{
    struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const int group = kr_age_group(kr_age(p->birth_quarter[row], world->now));
    if (p->benefit[row] == KR_UNEMPLOYMENT_BENEFIT) {
        end_insured_benefit(d, row);
    }
    const double rate = kr_rate(&d->live.scratch->rates, KR_H_DISCOURAGE, KR_UNEMPLOYED,
                                KR_NO_CONTRACT, group, p->sex[row]) *
                        kr_exit_factor(&d->live, row, group);
    if (u < kr_chance(rate)) {
        t->events.discouraged++;
        kr_status_set(world, row, kr_nonwork_destination(&d->live, row));
    }
}

// One uniform is cut by the rates of searching and of moving within non-work. It is first
// held against the largest that they can be: few need the factor of pay.
static void live_inactive(const struct participation *d, struct kr_tallies *t, kr_row row,
                          double u)
{
    struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const int status = p->status[row];
    const int group = kr_age_group(kr_age(p->birth_quarter[row], world->now));
    if (p->benefit[row] == KR_UNEMPLOYMENT_BENEFIT) {
        end_insured_benefit(d, row);
    }
    const double base = activation_rate(d, row, group);
    const double move = kr_rate(&d->live.scratch->rates, KR_H_MOVE, status,
                                KR_NO_CONTRACT, group, p->sex[row]);
    if (u >= base * d->live.scratch->returns.most_entry + move) {
        return;
    }
    const double search =
        weighs_pay(status) ? base * kr_entry_factor(&d->live, row, group) : base;
    const double point = -kr_log(1.0 - u);
    if (point < search) {
        t->events.activated++;
        kr_status_set(world, row, KR_UNEMPLOYED);
    } else if (point < search + move && status != KR_STUDENT) {
        kr_status_set(world, row, kr_nonwork_destination(&d->live, row));
    }
}

// A life event, other prices, or nothing in particular, makes somebody think again about
// hours: the taste may change, and the wish follows from taste, prices and workload.
static void revise_hours(const struct participation *d, kr_row row,
                         enum kr_hours_event event)
{
    const struct kr_live *live = &d->live;
    if (event != KR_HOURS_PRICES) { // prices change no taste
        struct kr_pcg s = kr_random(
            live->model->key, kr_random_tag(KR_USE_HOURS_TASTE, live->world->now, 0),
            live->world->persons.id[row]);
        kr_hours_rethink(live, row, event, &s);
    }
    kr_wish_update(live, row);
}

// Whether net pay of hours moved for her kind of household and wage.
static bool prices_moved(const struct kr_live *live, kr_row row)
{
    const struct kr_hours_menus *menus = &live->scratch->menus;
    return menus->moved && menus->menu[kr_hours_menu_row(live, row)].moved;
}

static void wish_and_voice(const struct participation *d, struct kr_tallies *t,
                           kr_row row, double asked)
{
    const struct kr_live *live = &d->live;
    const struct kr_persons *p = &live->world->persons;
    const uint8_t wish = p->wish[row];
    if (wish == KR_BONUS_MORE ||
        (wish == KR_NO_WISH && live->scratch->terms.bonus_count > 0)) {
        kr_wish_bonus(live, row);
        t->events.wish_bonus += p->wish[row] == KR_BONUS_MORE;
    }
    if (p->wish[row] == KR_NO_WISH) {
        if (d->more_asked &&
            kr_request_asked(live, row, asked,
                             kr_uniform(kr_random_word(d->trait_salt, p->id[row])))) {
            kr_hours_persuade(live, row);
            t->events.wish_persuaded++;
            t->events.wish_voiced += p->wish[row] == KR_LATENT_MORE;
            live->world->persons.wish[row] =
                p->wish[row] == KR_LATENT_MORE ? KR_VOICED_MORE : p->wish[row];
        }
    } else {
        kr_request_voice(live, t, row,
                         kr_uniform(kr_random_word(d->voice_salt, p->id[row])));
    }
}

// An employee: one word says whether hours are thought over, its other half whether she
// is asked about them or regrets those added.
static void live_employee(const struct participation *d, struct kr_tallies *t, kr_row row)
{
    struct kr_persons *p = &d->live.world->persons;
    const uint64_t word = kr_random_word(d->event_salt, p->id[row]);
    const double u = (double)(int64_t)(word >> 32) * 0x1p-32;
    const double v = (double)(int64_t)(word & 0xffffffffU) * 0x1p-32;
    enum kr_hours_event event = kr_hours_event(&d->live, row);
    if (event == KR_HOURS_NO_EVENT && prices_moved(&d->live, row)) {
        event = KR_HOURS_PRICES;
    }
    if (event != KR_HOURS_NO_EVENT || u < d->revision) {
        revise_hours(d, row, event);
    }
    if (p->raised[row] != 0) {
        kr_request_keep(&d->live, t, row, v);
    }
    if (p->wish[row] != KR_NO_WISH || d->offers) {
        wish_and_voice(d, t, row, v);
    }
}

static void live_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct participation *d = context;
    const struct kr_persons *p = &d->live.world->persons;
    struct kr_tallies *t = &d->live.scratch->worker[worker];
    for (kr_row i = first; i < last; i++) {
        if (p->status[i] == KR_EMPLOYEE) {
            live_employee(d, t, i);
        } else if (p->status[i] == KR_UNEMPLOYED) {
            live_unemployed(d, t, i, kr_uniform(kr_random_word(d->salt, p->id[i])));
        } else if (p->status[i] > KR_UNEMPLOYED) {
            live_inactive(d, t, i, kr_uniform(kr_random_word(d->salt, p->id[i])));
        }
    }
}

int kr_phase_participation(struct kr_live *live)
{
    const struct kr_random_key key = live->model->key;
    const kr_quarter now = live->world->now;
    const struct kr_parameters *rule = &live->scratch->terms.parameters;
    const double care_days = rule->demography.care_hours / 8.0;
    struct participation d = {
        .live = *live,
        .salt = kr_random_salt(key, kr_random_tag(KR_USE_PARTICIPATION, now, 0)),
        .event_salt = kr_random_salt(key, kr_random_tag(KR_USE_HOURS_EVENT, now, 0)),
        .voice_salt = kr_random_salt(key, kr_random_tag(KR_USE_HOURS_VOICE, now, 0)),
        .trait_salt = kr_random_salt(key, kr_random_tag(KR_USE_HOURS_VOICE, 0, 1)),
        .benefit_factor = kr_exp(-rule->participation.reentry_risk),
        .care_factor = kr_exp(-rule->participation.inactive_care_effect * care_days),
        .revision = rule->hours.spontaneous_revision,
        .more_asked = rule->hours.conversation_rate >
                      live->model->parameters.hours.conversation_rate};
    d.offers = d.more_asked || live->scratch->terms.bonus_count > 0;
    kr_parallel_rows(live->model->threads, live->world->persons.rows, live_block, &d);
    return KR_OK;
}
