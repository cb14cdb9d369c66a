// Phase 2: people begin and stop to search; tastes for hours change with life events;
// workers who want other hours ask for them.
//
// Reads: persons, rates, posts' load, terms. Writes: persons' own rows.
// Random uses: PARTICIPATION, DESTINATION, HOURS_EVENT, HOURS_TASTE, HOURS_VOICE,
// HOURS_TALK, HOURS_GAMING.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/bonuses.h"
#include "sim/events.h"
#include "sim/hours.h"
#include "sim/jobs.h"
#include "sim/phases/phases.h"
#include "sim/programmes.h"
#include "sim/rates.h"
#include "sim/requests.h"
#include "sim/returns.h"
#include "sim/strip.h"
#include "sim/targets.h"
#include "sim/uses.h"

struct participation {
    struct kr_live live;
    uint64_t salt;
    uint64_t event_salt;
    uint64_t voice_salt;
    uint64_t trait_salt, talk_salt;
    double benefit_factor; // of entry
    double care_factor;
    double revision;
    bool more_asked; // more staff are asked about hours than at the start
    bool offers;     // somebody may wish more for a bonus, or when asked
    // limits: on the chance to begin or stop to search, or to move, by status and cell;
    // to think over hours; to voice a wish by flexible hours or not and steps missing
    uint32_t inactive[KR_STATUS_COUNT][KR_CELLS];
    uint32_t revises;
    uint32_t voice[2][KR_HOURS_GRID];
    uint32_t voice_fewer[2];
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
    rate *= kr_person_factor(&d->live, KR_LEVER_entry, row);
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
                        kr_exit_factor(&d->live, row, group) *
                        kr_person_factor(&d->live, KR_LEVER_discourage, row);
    if (u < kr_chance(rate)) {
        const enum kr_status to = kr_nonwork_destination(&d->live, row);
        t->events.discouraged++;
        kr_event_becomes(
            kr_event_log(&d->live, kr_block_of(row), KR_EVENT_SEARCH_ENDED, row), to);
        kr_status_set(world, row, to);
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
        kr_event_becomes(
            kr_event_log(&d->live, kr_block_of(row), KR_EVENT_SEARCH_BEGUN, row),
            KR_UNEMPLOYED);
        // as she was: that is whom policies address
        kr_programme_event(&d->live, kr_block_of(row), KR_COST_ENTRY, row, 0);
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

// What a bonus makes of somebody content with her hours, or of what it made before.
static void weigh_bonus(const struct kr_live *live, struct kr_tallies *t, kr_row row)
{
    const uint8_t *wish = live->world->persons.wish;
    if (wish[row] == KR_BONUS_MORE || wish[row] == KR_NO_WISH) {
        kr_wish_bonus(live, row);
        t->events.wish_bonus += wish[row] == KR_BONUS_MORE;
    }
    if (wish[row] == KR_NO_WISH) {
        kr_request_cut(live, row);
    }
    kr_bonus_already(live, row);
}

// Talks about hours that are held beyond those of the start.
static void talk(const struct participation *d, struct kr_tallies *t, kr_row row)
{
    const struct kr_live *live = &d->live;
    const struct kr_persons *p = &live->world->persons;
    const uint64_t trait = kr_random_word(d->trait_salt, p->id[row]);
    const uint64_t word = kr_random_word(d->talk_salt, p->id[row]);
    if (kr_request_asked(live, row, trait, kr_uniform(word))) {
        kr_request_talk(live, t, row, trait, kr_uniform(kr_mix64(word)));
        kr_programme_event(live, kr_block_of(row), KR_COST_CONVERSATION, row,
                           p->contract_minutes[row]);
    }
}

static void wish_and_voice(const struct participation *d, struct kr_tallies *t,
                           kr_row row)
{
    const struct kr_live *live = &d->live;
    const struct kr_persons *p = &live->world->persons;
    if (p->wish[row] == KR_BONUS_MORE || live->scratch->terms.bonus_count > 0) {
        weigh_bonus(live, t, row);
    }
    if (d->more_asked) {
        talk(d, t, row);
    }
    if (p->wish[row] == KR_HELD_MORE) {
        kr_request_release(live, t, row);
    } else if (p->wish[row] != KR_NO_WISH) {
        kr_request_voice(live, t, row,
                         kr_uniform(kr_random_word(d->voice_salt, p->id[row])));
    }
}

// An employee: one word says whether hours are thought over, its other half whether those
// added are regretted.
static void live_employee(const struct participation *d, struct kr_tallies *t, kr_row row,
                          uint64_t word)
{
    const struct kr_persons *p = &d->live.world->persons;
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
        wish_and_voice(d, t, row);
    }
}

// ---------------------------------------------------------------- thinning

// A strip of employees, or of those without work.
struct pass {
    struct kr_strip strip;
    uint16_t cell[KR_STRIP_ROWS];
    uint8_t due[KR_STRIP_ROWS]; // 1: to be looked at whatever is drawn
    uint64_t word[KR_STRIP_ROWS], voice[KR_STRIP_ROWS];
    uint32_t limit[KR_STRIP_ROWS];
    uint8_t mark[KR_STRIP_ROWS];
    uint16_t hits[KR_STRIP_ROWS];
};

// Events of life, and hours that were added: what kr_hours_event and kr_request_keep see.
static void read_events(const struct participation *d, struct pass *pass)
{
    const struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const kr_row first = pass->strip.first;
    const kr_quarter now = world->now;
    const bool everybody = d->offers || d->live.scratch->menus.moved;
    uint8_t *restrict due = pass->due; // no column: several rows go at once
    for (int i = 0; i < pass->strip.rows; i++) {
        const uint16_t child = (uint16_t)(now - p->youngest_birth[first + i]);
        const uint16_t tenure = (uint16_t)(now - p->job_since[first + i]);
        due[i] = (tenure == 1) | (child == 0) | (child == KR_SCHOOL_BEGINS) |
                 (child == KR_SCHOOL_ENDS);
    }
    for (int i = 0; i < pass->strip.rows; i++) {
        const uint8_t wish = p->wish[first + i];
        due[i] = (uint8_t)(due[i] | (p->raised[first + i] != 0) | everybody |
                           (wish == KR_BONUS_MORE) | (wish == KR_HELD_MORE));
    }
}

// Marks the employees who may think over their hours or voice a wish.
static void mark_employees(const struct participation *d, struct pass *pass)
{
    const struct kr_persons *p = &d->live.world->persons;
    uint8_t *restrict mark = pass->mark;
    for (int k = 0; k < pass->strip.count; k++) {
        const kr_row row = pass->strip.row[k];
        const int flexible = p->contract[row] == KR_PERMANENT ? 0 : 1;
        const int gap = (int)p->desired_hours[row] - p->contract_minutes[row] / 60;
        const uint32_t more = d->voice[flexible][gap > 0 ? gap / KR_HOURS_STEP : 0];
        const uint32_t fewer = d->voice_fewer[flexible];
        const uint32_t limit = p->wish[row] == KR_LATENT_FEWER ? fewer : more;
        const unsigned wishes = p->wish[row] != KR_NO_WISH;
        mark[k] = (uint8_t)((unsigned)pass->due[row - pass->strip.first] |
                            kr_within(pass->word[k], d->revises) |
                            (wishes & kr_within(pass->voice[k], limit)));
    }
}

static void live_employees(const struct participation *d, struct kr_tallies *t,
                           struct pass *pass)
{
    const struct kr_world *world = d->live.world;
    const struct kr_strip *strip = &pass->strip;
    read_events(d, pass);
    kr_random_block(d->event_salt, strip->id, strip->count, pass->word);
    kr_random_block(d->voice_salt, strip->id, strip->count, pass->voice);
    mark_employees(d, pass);
    const int count = kr_thin_marked(pass->mark, strip->count, pass->hits);
    kr_strip_ask_posts_of(world, strip, pass->hits, count);
    kr_strip_ask_employers(world, strip, pass->hits, count);
    for (int h = 0; h < count; h++) {
        live_employee(d, t, strip->row[pass->hits[h]], pass->word[pass->hits[h]]);
    }
}

// Limits of those without work; who has drawn benefit for its whole term is looked at.
static void limit_inactive(const struct participation *d, struct pass *pass)
{
    const struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const int term = (int)kr_clamp(
        d->live.model->country->constants.unemployment_benefit_quarters, 0.0, 1000.0);
    for (int k = 0; k < pass->strip.count; k++) {
        const kr_row row = pass->strip.row[k];
        const bool ends = (p->benefit[row] == KR_UNEMPLOYMENT_BENEFIT) &
                          (world->now - p->status_since[row] >= term);
        const uint32_t limit =
            d->inactive[p->status[row]][pass->cell[row - pass->strip.first]];
        pass->limit[k] = ends ? KR_CERTAIN : limit;
    }
}

static void live_others(const struct participation *d, struct kr_tallies *t,
                        struct pass *pass)
{
    const struct kr_persons *p = &d->live.world->persons;
    const struct kr_strip *strip = &pass->strip;
    kr_strip_cells(d->live.world, strip, pass->cell);
    kr_random_block(d->salt, strip->id, strip->count, pass->word);
    limit_inactive(d, pass);
    const int count = kr_thin(pass->word, pass->limit, strip->count, pass->hits);
    for (int h = 0; h < count; h++) {
        const kr_row row = strip->row[pass->hits[h]];
        const double u = kr_uniform(pass->word[pass->hits[h]]);
        if (p->status[row] == KR_UNEMPLOYED) {
            live_unemployed(d, t, row, u);
        } else {
            live_inactive(d, t, row, u);
        }
    }
}

static void live_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct participation *d = context;
    const struct kr_persons *p = &d->live.world->persons;
    struct kr_tallies *t = &d->live.scratch->worker[worker];
    const unsigned employees = kr_status_bit(KR_EMPLOYEE);
    const unsigned others =
        ~(employees | kr_status_bit(KR_ABSENT) | kr_status_bit(KR_SELF_EMPLOYED));
    struct pass pass;
    pass.strip = (struct kr_strip){0};
    for (kr_row i = first; i < last; i += KR_STRIP_ROWS) {
        // apart: nobody gets or loses a job here
        kr_strip_take(p, i, last, others, &pass.strip);
        live_others(d, t, &pass);
        kr_strip_take(p, i, last, employees, &pass.strip);
        live_employees(d, t, &pass);
    }
}

// ---------------------------------------------------------------- tables

// Bounds on the rates by which people without work move: benefits and care act on them.
static void set_inactive(struct participation *d)
{
    const struct kr_rates *rates = &d->live.scratch->rates;
    const struct kr_returns *r = &d->live.scratch->returns;
    const double entry = r->most_entry * kr_max(1.0, d->benefit_factor) *
                         kr_max(1.0, d->care_factor) *
                         kr_lever_most(&d->live, KR_LEVER_entry);
    const double exit = r->most_exit * kr_max(1.0, r->exit_health) *
                        kr_max(1.0, r->exit_care) *
                        kr_lever_most(&d->live, KR_LEVER_discourage);
    for (int s = KR_UNEMPLOYED; s < KR_STATUS_COUNT; s++) {
        for (int c = 0; c < KR_CELLS; c++) {
            const int nobody = c % (KR_AGE_GROUPS * KR_SEX_COUNT); // without a contract
            const double *rate = kr_cell_rates(rates, s, nobody);
            d->inactive[s][c] = kr_limit_of(
                s == KR_UNEMPLOYED ? rate[KR_H_DISCOURAGE] * exit
                                   : rate[KR_H_ACTIVATE] * entry + rate[KR_H_MOVE]);
        }
    }
}

// Bounds on the chance to voice a wish: however often the employer asks.
static void set_voice(struct participation *d)
{
    const struct kr_scratch *scratch = d->live.scratch;
    const double heard = scratch->terms.parameters.hours.conversation_voice / 4.0;
    const double most = kr_lever_most(&d->live, KR_LEVER_voice);
    d->revises = kr_limit_of(d->revision);
    for (int f = 0; f < 2; f++) {
        d->voice_fewer[f] = kr_limit_of(scratch->voice_fewer[f]);
        for (int k = 0; k < KR_HOURS_GRID; k++) {
            const double own = scratch->voice[f][k];
            const double up = most > 1.0 ? kr_chance(-kr_log(1.0 - own) * most) : own;
            d->voice[f][k] = kr_limit_of(1.0 - (1.0 - up) * (1.0 - heard));
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
        .trait_salt = kr_random_salt(key, kr_random_tag(KR_USE_HOURS_TALK, 0, 1)),
        .talk_salt = kr_random_salt(key, kr_random_tag(KR_USE_HOURS_TALK, now, 0)),
        .benefit_factor = kr_exp(-rule->participation.reentry_risk),
        .care_factor = kr_exp(-rule->participation.inactive_care_effect * care_days),
        .revision = rule->hours.spontaneous_revision,
        .more_asked = kr_lever_moved(live, KR_LEVER_conversation) ||
                      rule->hours.conversation_rate >
                          live->model->parameters.hours.conversation_rate};
    d.offers = d.more_asked || live->scratch->terms.bonus_count > 0;
    set_inactive(&d);
    set_voice(&d);
    kr_parallel_rows(live->model->threads, live->world->persons.rows, live_block, &d);
    return KR_OK;
}
