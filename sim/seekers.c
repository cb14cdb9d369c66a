// The seeker's side of matching: where to apply (R5), what to accept (R7).
#include "agents/rules/match.h"
#include "base/math.h"
#include "base/parallel.h"
#include "sim/jobs.h"
#include "sim/matching.h"
#include "sim/programmes.h"
#include "sim/uses.h"

enum {
    NO_SECTOR = 255,
    SEEKERS_AHEAD = 4, // whose rows are asked for
};

enum { KR_MOST_CANDIDATES = 16 }; // the largest legal search.candidates

struct side {
    struct kr_live live;
    int round;
    uint64_t taste_salt;
    uint64_t score_salt;
    uint64_t accept_salt;
};

static struct kr_seeker read_seeker(const struct kr_live *live, kr_row row)
{
    const struct kr_world *world = live->world;
    const struct kr_persons *p = &world->persons;
    const struct kr_country *country = live->model->country;
    const int occupation = p->occupation[row];
    struct kr_seeker s = {
        .occupation = occupation,
        .other_occupation = p->previous_occupation[row],
        .region = p->region[row],
        .sector = KR_NONE,
        .desired_hours = p->desired_hours[row],
        .education = p->education[row],
        .rung = p->rung[row],
        .experience = world->now - p->occupation_since[row],
        .permanent = p->contract[row] == KR_PERMANENT,
        .migrant = (p->groups[row] & (KR_GROUP_PERMIT | KR_GROUP_LABOUR_MIGRANT)) != 0,
        .age = kr_age(p->birth_quarter[row], world->now)};
    if (p->status[row] == KR_EMPLOYEE) {
        const struct kr_employer *e = kr_employer_of(world, row);
        s.sector = e->sector;
        s.log_wage =
            live->scratch->log_wage[e->sector * country->occupations + occupation] +
            (double)(p->wage_premium[row] + e->wage_premium) / 10000.0;
    } else {
        s.log_wage = live->scratch->occupation_log_wage[occupation];
        s.quarters_out = world->now - p->status_since[row];
        s.inactive = (live->scratch->before[row] & KR_BEFORE_STATUS) > KR_UNEMPLOYED;
    }
    return s;
}

// Where she looks, of 2^32: below `own` at her own occupation, below `known` at the other
// one she knows, else where people of her occupation go.
struct aim {
    uint32_t own;
    uint32_t known;
};

// Who is in short supply looks elsewhere less; who has learned something better than what
// she does looks there first.
static struct aim aim_of(const struct side *d, const struct kr_seeker *s)
{
    const struct kr_scratch *scratch = d->live.scratch;
    const struct kr_occupation *at = d->live.model->country->occupation;
    const struct kr_occupation *other = &at[s->other_occupation];
    if (other->education > at[s->occupation].education &&
        s->education >= (int)other->education) {
        return (struct aim){UINT32_MAX / 4, UINT32_MAX};
    }
    const double elsewhere = (1.0 - scratch->terms.parameters.search.own_occupation) /
                             scratch->pull[s->occupation];
    const double share = 1.0 - (elsewhere < 0.9 ? elsewhere : 0.9);
    const uint32_t own = (uint32_t)(share * 4294967295.0);
    return (struct aim){own, own + (UINT32_MAX - own) / 4};
}

static uint8_t capped(int value)
{
    return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

static void pack_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct kr_live *live = context;
    struct kr_matching *m = &live->scratch->matching;
    for (kr_row i = first; i < last; i++) {
        const struct kr_seeker s = read_seeker(live, m->seeker[i]);
        m->packed[i] = (struct kr_packed_seeker){
            .log_wage = s.log_wage,
            .occupation = (uint8_t)s.occupation,
            .other_occupation = (uint8_t)s.other_occupation,
            .region = (uint8_t)s.region,
            .sector = (uint8_t)(s.sector == KR_NONE ? NO_SECTOR : s.sector),
            .desired_hours = (uint8_t)s.desired_hours,
            .education = (uint8_t)s.education,
            .rung = (uint8_t)s.rung,
            .age = capped(s.age),
            .experience = capped(s.experience),
            .quarters_out = capped(s.quarters_out),
            .permanent = s.permanent,
            .inactive = s.inactive,
            .migrant = s.migrant};
    }
}

void kr_seekers_pack(struct kr_live *live)
{
    kr_parallel_rows(live->model->threads, live->scratch->matching.seekers, pack_block,
                     live);
}

static struct kr_seeker seeker_at(const struct kr_matching *m, kr_row seeker)
{
    const struct kr_packed_seeker *p = &m->packed[seeker];
    return (struct kr_seeker){.log_wage = p->log_wage,
                              .occupation = p->occupation,
                              .other_occupation = p->other_occupation,
                              .region = p->region,
                              .sector = p->sector == NO_SECTOR ? KR_NONE : p->sector,
                              .desired_hours = p->desired_hours,
                              .education = p->education,
                              .rung = p->rung,
                              .age = p->age,
                              .experience = p->experience,
                              .quarters_out = p->quarters_out,
                              .permanent = p->permanent != 0,
                              .inactive = p->inactive != 0,
                              .migrant = p->migrant != 0};
}

// One candidate: a cell drawn from where she could commute to and what she could do, and
// a point on its ring.
struct look {
    int cell;
    uint32_t point;
};

static struct look look(const struct side *d, const struct kr_seeker *s, struct aim aim,
                        struct kr_pcg *stream)
{
    const struct kr_scratch *scratch = d->live.scratch;
    const int region =
        kr_draw_code32(&scratch->commuting, s->region, kr_pcg_next(stream));
    const uint32_t u = kr_pcg_next(stream);
    int occupation = s->occupation;
    if (u >= aim.own) {
        const uint32_t which = kr_pcg_next(stream);
        occupation = u < aim.known
                         ? s->other_occupation
                         : kr_draw_code32(&scratch->transition, s->occupation, which);
    }
    const int cell =
        scratch->matching.cell_of[occupation * d->live.model->country->regions + region];
    const struct look at = {cell, kr_pcg_next(stream)};
    kr_ring_prefetch(&scratch->matching, at.cell, at.point);
    return at;
}

// Keeps the best `most` applications in order of falling utility; ties by key of opening.
// A post sees a person once: of its openings only the best counts.
static void keep_best(struct kr_application *best, int *count, int most,
                      const struct kr_application *fresh, const struct kr_opening *ring)
{
    int at = *count;
    int same = KR_NONE;
    for (int i = 0; i < *count; i++) {
        const bool above = fresh->utility > best[i].utility ||
                           (fresh->utility == best[i].utility &&
                            ring[fresh->opening].key < ring[best[i].opening].key);
        if (above && at == *count) {
            at = i;
        }
        same = best[i].unit == fresh->unit ? i : same;
    }
    // the place that is given up for it: that of the same post, a free one, or the last
    const int last = same != KR_NONE ? same : *count < most ? (*count)++ : most - 1;
    if (at > last) {
        return;
    }
    for (int i = last; i > at; i--) {
        best[i] = best[i - 1];
    }
    best[at] = *fresh;
}

// What an opening is to a seeker.
static struct kr_offer offer_of(const struct kr_country *country,
                                const struct kr_seeker *s, const struct kr_opening *o)
{
    return (struct kr_offer){
        .log_wage = (double)o->log_wage,
        .km = country->distance_km[s->region * country->regions + o->region],
        .occupation_distance =
            country->occupation_distance[s->occupation * country->occupations +
                                         o->occupation],
        .hours = o->hours,
        .sector = o->sector,
        .occupation = o->occupation,
        .attraction = (double)o->attraction};
}

// The candidates of one seeker; the best of them, in order, are written to `best`.
static int choose_candidates(const struct side *d, const struct kr_seeker *s, kr_id id,
                             struct kr_application *best)
{
    const struct kr_live *live = &d->live;
    const struct kr_matching *m = &live->scratch->matching;
    const struct kr_search_parameters *rule = &live->scratch->terms.parameters.search;
    const struct kr_country *country = live->model->country;
    const struct aim aim = aim_of(d, s);
    struct kr_pcg stream = kr_random(
        live->model->key,
        kr_random_tag(KR_USE_CANDIDATES, live->world->now, (uint32_t)d->round), id);
    // all points first, so that memory answers while the next is drawn
    struct look looks[KR_MOST_CANDIDATES];
    const int candidates = (int)rule->candidates;
    for (int k = 0; k < candidates; k++) {
        looks[k] = look(d, s, aim, &stream);
    }
    int count = 0;
    for (int k = 0; k < candidates; k++) {
        const int32_t at = kr_ring_next(m, looks[k].cell, looks[k].point);
        if (at == KR_NONE) {
            continue;
        }
        const struct kr_opening *o = &m->ring[at];
        const struct kr_offer offer = offer_of(country, s, o);
        if (kr_may_apply(s, &offer, &country->occupation[o->occupation])) {
            const uint64_t taste = kr_random_word(d->taste_salt, id ^ o->key);
            const double utility =
                kr_offer_utility(s, &offer, rule) + kr_near_normal(taste);
            const struct kr_application fresh = {
                .utility = (float)utility, .opening = at, .unit = o->unit};
            keep_best(best, &count, m->per_seeker, &fresh, m->ring);
        }
    }
    return count;
}

// What the employer will see of an application that is made.
static void score_application(const struct side *d, const struct kr_seeker *s, kr_id id,
                              struct kr_application *application)
{
    const struct kr_country *country = d->live.model->country;
    const struct kr_hiring_parameters *rule = &d->live.scratch->terms.parameters.hiring;
    const struct kr_opening *o = &d->live.scratch->matching.ring[application->opening];
    const struct kr_offer offer = offer_of(country, s, o);
    const uint64_t seen = kr_random_word(d->score_salt, id ^ o->key);
    const double score = kr_applicant_score(
        s, &offer, &country->occupation[o->occupation], rule, kr_near_normal(seen));
    application->score = score >= (double)o->standard ? (float)score : -1e30F;
    application->tie = (uint32_t)(kr_mix64(seen) >> 32);
}

static void apply_one(const struct side *d, kr_row seeker, struct kr_tallies *t)
{
    struct kr_matching *m = &d->live.scratch->matching;
    const kr_row row = m->seeker[seeker];
    const kr_id id = d->live.world->persons.id[row];
    struct kr_application *best = &m->application[(size_t)seeker * (size_t)m->per_seeker];
    const struct kr_seeker s = seeker_at(m, seeker);
    const int count = choose_candidates(d, &s, id, best);
    // counters lie anywhere: ask for them, score, then add
    for (int i = 0; i < count; i++) {
        __builtin_prefetch(&m->unit_start[best[i].unit + 1], 1);
    }
    for (int i = 0; i < count; i++) {
        score_application(d, &s, id, &best[i]);
    }
    for (int i = 0; i < count; i++) {
        kr_shared_add32(&m->unit_start[best[i].unit + 1], 1);
    }
    for (int i = count; i < m->per_seeker; i++) {
        best[i].opening = KR_NONE;
    }
    t->events.applications += count;
}

static void apply_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct side *d = context;
    const struct kr_matching *m = &d->live.scratch->matching;
    for (kr_row i = first; i < last; i++) {
        if (i + SEEKERS_AHEAD < last) {
            __builtin_prefetch(&d->live.world->persons.id[m->seeker[i + SEEKERS_AHEAD]]);
        }
        if (m->hired[i] == 0) {
            apply_one(d, i, &d->live.scratch->worker[worker]);
        }
    }
}

static struct side side_of(const struct kr_live *live, int round)
{
    const struct kr_random_key key = live->model->key;
    const kr_quarter now = live->world->now;
    return (struct side){*live, round,
                         kr_random_salt(key, kr_random_tag(KR_USE_TASTE_JOB, now, 0)),
                         kr_random_salt(key, kr_random_tag(KR_USE_SCORE, now, 0)),
                         kr_random_salt(key, kr_random_tag(KR_USE_ACCEPT, now, 0))};
}

void kr_seekers_apply(struct kr_live *live, int round)
{
    struct kr_matching *m = &live->scratch->matching;
    struct side d = side_of(live, round);
    for (int32_t u = 0; u <= m->units; u++) {
        m->unit_start[u] = 0;
    }
    kr_parallel_rows(live->model->threads, m->seekers, apply_block, &d);
}

// ---------------------------------------------------------------- choosing

static enum kr_origin origin_of(const struct kr_live *live, kr_row row, int sector_from,
                                int sector_to)
{
    const struct kr_world *world = live->world;
    const struct kr_persons *p = &world->persons;
    const int before = live->scratch->before[row] & KR_BEFORE_STATUS;
    if (sector_from != KR_NONE) {
        return sector_from == sector_to ? KR_FROM_SAME_SECTOR : KR_FROM_OTHER_SECTOR;
    }
    if (p->arrival_quarter[row] == world->now) {
        return KR_FROM_ABROAD;
    }
    return before == KR_SELF_EMPLOYED                         ? KR_FROM_SELF_EMPLOYMENT
           : before == KR_STUDENT                             ? KR_FROM_SCHOOL
           : before == KR_UNEMPLOYED || before == KR_EMPLOYEE ? KR_FROM_UNEMPLOYMENT
                                                              : KR_FROM_NON_PARTICIPATION;
}

// Contract minutes: the hours offered, moved towards those wanted.
static uint16_t bargain(int wanted, int offered, int most)
{
    int hours = wanted > offered + most   ? offered + most
                : wanted < offered - most ? offered - most
                                          : wanted;
    hours = hours < KR_HOURS_STEP ? KR_HOURS_STEP : hours;
    return (uint16_t)(hours * 60);
}

// Contract kind and pay of a hire (R11, R20).
static struct kr_job_terms terms_of(const struct side *d, kr_row row,
                                    const struct kr_opening *o, bool moves)
{
    const struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const struct kr_parameters *rule = &d->live.scratch->terms.parameters;
    struct kr_pcg s = kr_random(
        d->live.model->key,
        kr_random_tag(KR_USE_HIRE_TERMS, world->now, (uint32_t)d->round), p->id[row]);
    const double u = kr_pcg_uniform(&s);
    const struct kr_contracts_parameters *c = &rule->contracts;
    const bool had = moves && p->contract[row] == KR_PERMANENT;
    const double permanent = had                  ? c->hire_permanent_mover
                             : p->study[row] != 0 ? 0.0
                                                  : c->hire_permanent;
    struct kr_job_terms terms = {.post = d->live.scratch->matching.unit_post[o->unit],
                                 .minutes = bargain(p->desired_hours[row], o->hours,
                                                    (int)rule->search.hours_bargain),
                                 .contract_end = KR_NEVER};
    const double rest = (u - permanent) / (1.0 - permanent);
    if (rest < 0.0) {
        terms.contract = KR_PERMANENT;
    } else if (rest < c->hire_on_call) {
        terms.contract = KR_ON_CALL;
    } else if (rest < c->hire_on_call + c->hire_agency) {
        terms.contract = KR_AGENCY;
    } else {
        terms.contract = KR_TEMPORARY;
        const int length =
            1 + (int)kr_pcg_below(&s, (uint32_t)(2.0 * c->length_quarters - 1));
        terms.contract_end = (int16_t)(world->now + length);
    }
    double premium = (double)p->wage_premium[row] / 10000.0;
    premium += moves ? rule->hiring.mover_premium * kr_pcg_uniform(&s)
                     : -rule->hiring.reservation_fall * 0.5;
    terms.premium = (int16_t)(kr_clamp(premium, -0.4, 0.6) * 10000.0);
    return terms;
}

// A job in another occupation begins its experience anew.
static void change_occupation(struct kr_live live, kr_row row, int occupation)
{
    struct kr_persons *p = &live.world->persons;
    if (p->occupation[row] == occupation) {
        return;
    }
    const int worked = live.world->now - p->occupation_since[row];
    const bool knows = p->previous_occupation[row] == occupation;
    const struct kr_occupation *o = &live.model->country->occupation[occupation];
    // who was never qualified for a protected occupation cannot go back to it
    const bool learner = live.model->country->occupation[p->occupation[row]].legal &&
                         p->rung[row] < KR_RUNG_QUALIFIED;
    p->previous_experience[row] = (uint8_t)(worked > 250 ? 250 : worked < 0 ? 0 : worked);
    p->previous_occupation[row] = learner ? (uint8_t)occupation : p->occupation[row];
    p->occupation[row] = (uint8_t)occupation;
    p->occupation_since[row] = live.world->now;
    p->rung[row] = knows                                        ? KR_RUNG_QUALIFIED
                   : p->education[row] >= (uint8_t)o->education ? KR_RUNG_PARTIAL
                                                                : KR_RUNG_TRAINEE;
}

static void take_job(const struct side *d, struct kr_tallies *t, kr_row seeker,
                     const struct kr_opening *o)
{
    const struct kr_live *live = &d->live;
    struct kr_matching *m = &live->scratch->matching;
    const kr_row row = m->seeker[seeker];
    struct kr_persons *p = &live->world->persons;
    const bool moves = p->status[row] == KR_EMPLOYEE;
    const int from = moves ? kr_employer_of(live->world, row)->sector : KR_NONE;
    const struct kr_job_terms terms = terms_of(d, row, o, moves);
    const enum kr_origin origin = origin_of(live, row, from, o->sector);
    if (moves) {
        struct kr_leaver *leaver = kr_buffer_append(&m->leavers, kr_block_of(seeker));
        if (leaver != NULL) {
            *leaver =
                (struct kr_leaver){p->id[row], p->post[row], p->contract_minutes[row]};
        }
        t->events.hires_from_employer++;
        t->events.separations_to_employer++;
        ++*kr_tally_at(t, KR_TALLY_sector_flow, from, o->sector);
        kr_programme_note_move(live, kr_block_of(seeker), row, p->contract_minutes[row],
                               terms.minutes);
        kr_job_end(live, t, row, KR_TO_EMPLOYER);
    }
    t->events.hires++;
    ++*kr_tally_at(t, KR_TALLY_hires_origin, o->sector, (int)origin);
    change_occupation(*live, row, o->occupation);
    kr_job_begin(live, row, &terms);
    kr_shared_add32(&m->unit_filled[o->unit], 1);
    m->hired[seeker] = 1;
}

// The best offer that passes R7, if any; the others are refused for this quarter.
static void choose_one(const struct side *d, struct kr_tallies *t, kr_row seeker)
{
    const struct kr_live *live = &d->live;
    const struct kr_matching *m = &live->scratch->matching;
    const struct kr_parameters *rule = &live->scratch->terms.parameters;
    const kr_row row = m->seeker[seeker];
    const struct kr_application *a =
        &m->application[(size_t)seeker * (size_t)m->per_seeker];
    for (int i = 0; i < m->per_seeker; i++) { // in order of falling utility
        if (m->offered[(size_t)seeker * (size_t)m->per_seeker + (size_t)i] == 0) {
            continue;
        }
        const struct kr_opening *o = &m->ring[a[i].opening];
        const struct kr_seeker s = seeker_at(m, seeker);
        const kr_id id = live->world->persons.id[row];
        const double u = kr_uniform(kr_random_word(d->accept_salt, id ^ o->key));
        if (u < kr_accept_chance(&s, (double)o->log_wage, &rule->hiring)) {
            take_job(d, t, seeker, o);
            return;
        }
    }
}

static void choose_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct side *d = context;
    const struct kr_matching *m = &d->live.scratch->matching;
    for (kr_row i = first; i < last; i++) {
        if (m->hired[i] == 0) {
            choose_one(d, &d->live.scratch->worker[worker], i);
        }
    }
}

void kr_seekers_choose(struct kr_live *live, int round)
{
    struct side d = side_of(live, round);
    kr_buffer_clear(&live->scratch->matching.leavers);
    kr_parallel_rows(live->model->threads, live->scratch->matching.seekers, choose_block,
                     &d);
}
