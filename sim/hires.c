// The seeker's side of matching: what to accept (R7), and the terms of a hire (R11, R20).
#include "agents/rules/match.h"
#include "base/math.h"
#include "base/parallel.h"
#include "sim/events.h"
#include "sim/jobs.h"
#include "sim/matching.h"
#include "sim/programmes.h"
#include "sim/uses.h"

#include <string.h>

enum {
    PARTY = 16, // who decide together, so that memory is asked for early
    WORD = 8,   // offers looked through at a time
};

struct side {
    struct kr_live live;
    int round;
    uint64_t accept_salt;
};

// ---------------------------------------------------------------- the hire

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
    struct kr_job_terms terms = {.post = d->live.scratch->matching.unit[o->unit].post,
                                 .minutes = bargain(p->desired_hours[row], o->hours,
                                                    (int)rule->search.hours_bargain),
                                 .contract_end = KR_NEVER};
    const double refused = p->study[row] != 0 ? 0.0 : c->on_call_refused;
    const double rest = (u - permanent) / (1.0 - permanent);
    if (rest < 0.0) {
        terms.contract = KR_PERMANENT;
    } else if (rest < c->hire_on_call * (1.0 - refused)) {
        terms.contract = KR_ON_CALL;
    } else if (rest >= c->hire_on_call && rest < c->hire_on_call + c->hire_agency) {
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

// Who is hired applies nowhere in later rounds.
static void close_search(struct kr_matching *m, kr_row seeker)
{
    m->hired[seeker] = 1;
    for (int i = 0; i < m->per_seeker; i++) {
        m->application[(size_t)seeker * (size_t)m->per_seeker + (size_t)i].unit = KR_NONE;
    }
}

static void take_job(const struct side *d, struct kr_tallies *t, kr_row seeker,
                     const struct kr_opening *o)
{
    const struct kr_live *live = &d->live;
    struct kr_matching *m = &live->scratch->matching;
    const kr_row row = m->seeker[seeker];
    struct kr_persons *p = &live->world->persons;
    const int before = p->status[row];
    const bool moves = before == KR_EMPLOYEE;
    const int from = moves ? kr_employer_of(live->world, row)->sector : KR_NONE;
    const struct kr_job_terms terms = terms_of(d, row, o, moves);
    const enum kr_origin origin = origin_of(live, row, from, o->sector);
    kr_programme_hire(live, kr_block_of(seeker), row,
                      live->world->posts.at[terms.post].employer);
    if (moves) {
        struct kr_leaver *leaver = kr_buffer_append(&m->leavers, kr_block_of(seeker));
        if (leaver != NULL) {
            *leaver =
                (struct kr_leaver){p->id[row], p->post[row], p->contract_minutes[row]};
        }
        t->events.hires_from_employer++;
        t->events.separations_to_employer++;
        kr_event_leaves(kr_event_log(live, kr_block_of(seeker), KR_EVENT_JOB_LEFT, row),
                        KR_EMPLOYEE);
        ++*kr_tally_at(t, KR_TALLY_sector_flow, from, o->sector);
        kr_programme_note_move(live, kr_block_of(seeker), row, p->contract_minutes[row],
                               terms.minutes);
        kr_job_end(live, t, row, KR_TO_EMPLOYER);
    }
    t->events.hires++;
    ++*kr_tally_at(t, KR_TALLY_hires_origin, o->sector, (int)origin);
    kr_occupation_change(live, row, o->occupation);
    kr_job_begin(live, row, &terms);
    kr_event_joined(kr_event_log(live, kr_block_of(seeker), KR_EVENT_HIRE, row), before);
    kr_shared_add32(&m->unit[o->unit].hired, 1);
    close_search(m, seeker);
}

// ---------------------------------------------------------------- the choice

// A seeker with offers, and the one she accepts.
struct chooser {
    kr_row seeker;
    const struct kr_opening *accepted; // NULL for none
};

static size_t first_slot(const struct kr_matching *m, kr_row seeker)
{
    return (size_t)seeker * (size_t)m->per_seeker;
}

static void ask_for_seeker(const struct kr_matching *m, kr_row seeker)
{
    kr_ask(&m->packed[seeker]);
    kr_ask_to_write(&m->application[first_slot(m, seeker)]);
}

// Offers lie anywhere on the rings.
static void ask_for_offers(const struct kr_matching *m, kr_row seeker)
{
    const size_t slot = first_slot(m, seeker);
    for (size_t i = slot; i < slot + (size_t)m->per_seeker; i++) {
        if (m->offered[i] != 0) {
            kr_ask(&m->ring[m->application[i].opening]);
        }
    }
}

// The best offer that passes R7, if any; the others are refused for this quarter.
static const struct kr_opening *best_accepted(const struct side *d, kr_row seeker)
{
    const struct kr_live *live = &d->live;
    const struct kr_matching *m = &live->scratch->matching;
    const size_t slot = first_slot(m, seeker);
    const struct kr_seeker s = kr_seeker_at(m, seeker);
    const struct kr_opening *accepted = NULL;
    // in order of falling utility; every offer is off the table afterwards
    for (size_t i = slot; i < slot + (size_t)m->per_seeker; i++) {
        const struct kr_opening *o = &m->ring[m->application[i].opening];
        if (m->offered[i] != 0 && accepted == NULL) {
            const double u =
                kr_uniform(kr_random_word(d->accept_salt, m->packed[seeker].id ^ o->key));
            const double chance = kr_accept_chance(
                &s, (double)o->log_wage, &live->scratch->terms.parameters.hiring);
            accepted = u < chance ? o : NULL;
        }
        m->offered[i] = 0;
    }
    return accepted;
}

// All that a hire touches of a person.
static void ask_for_person(const struct kr_persons *p, kr_row row)
{
    kr_ask_to_write(&p->post[row]);
    kr_ask_to_write(&p->status[row]);
    kr_ask_to_write(&p->contract[row]);
    kr_ask_to_write(&p->contract_minutes[row]);
    kr_ask_to_write(&p->usual_minutes[row]);
    kr_ask_to_write(&p->contract_end[row]);
    kr_ask_to_write(&p->job_since[row]);
    kr_ask_to_write(&p->status_since[row]);
    kr_ask_to_write(&p->wish[row]);
    kr_ask_to_write(&p->notice[row]);
    kr_ask_to_write(&p->leave[row]);
    kr_ask_to_write(&p->benefit[row]);
    kr_ask(&p->health[row]);
    kr_ask(&p->study[row]);
    kr_ask(&p->arrival_quarter[row]);
    kr_ask_to_write(&p->wage_premium[row]);
    kr_ask(&p->desired_hours[row]);
    kr_ask_to_write(&p->occupation[row]);
    kr_ask_to_write(&p->occupation_since[row]);
    kr_ask_to_write(&p->previous_occupation[row]);
    kr_ask_to_write(&p->rung[row]);
    kr_ask(&p->education[row]);
    kr_ask(&p->id[row]);
}

// The post she goes to, and the one she leaves.
static void ask_for_posts(const struct side *d, const struct chooser *c)
{
    const struct kr_world *world = d->live.world;
    const struct kr_matching *m = &d->live.scratch->matching;
    kr_ask_to_write(&world->posts.at[m->unit[c->accepted->unit].post]);
    const int32_t from = world->persons.post[m->seeker[c->seeker]];
    if (from != KR_NONE) {
        kr_ask_to_write(&world->posts.at[from]);
    }
}

static void ask_for_employers(const struct side *d, const struct chooser *c)
{
    const struct kr_world *world = d->live.world;
    const struct kr_matching *m = &d->live.scratch->matching;
    const struct kr_post *to = &world->posts.at[m->unit[c->accepted->unit].post];
    const int32_t from = world->persons.post[m->seeker[c->seeker]];
    kr_ask_to_write(&world->employers.at[to->employer]);
    if (from != KR_NONE) {
        kr_ask_to_write(&world->employers.at[world->posts.at[from].employer]);
    }
}

// A party decides, then starts work: step by step, so that memory answers in between.
static void decide(const struct side *d, struct chooser *party, int size,
                   struct kr_tallies *t)
{
    const struct kr_matching *m = &d->live.scratch->matching;
    int hires = 0;
    for (int i = 0; i < size; i++) {
        ask_for_offers(m, party[i].seeker);
    }
    for (int i = 0; i < size; i++) {
        const kr_row seeker = party[i].seeker;
        const struct kr_opening *accepted = best_accepted(d, seeker);
        if (accepted != NULL) {
            party[hires++] = (struct chooser){seeker, accepted};
            ask_for_person(&d->live.world->persons, m->seeker[seeker]);
            kr_ask_to_write(&m->unit[accepted->unit]);
        }
    }
    for (int i = 0; i < hires; i++) {
        ask_for_posts(d, &party[i]);
    }
    for (int i = 0; i < hires; i++) {
        ask_for_employers(d, &party[i]);
    }
    for (int i = 0; i < hires; i++) {
        take_job(d, t, party[i].seeker, party[i].accepted);
    }
}

// Most have no offer: those are passed over, some at a time.
static bool no_offers(const struct kr_matching *m, size_t slot)
{
    uint64_t word;
    memcpy(&word, &m->offered[slot], sizeof word);
    return word == 0;
}

static bool has_offer(const struct kr_matching *m, kr_row seeker)
{
    const size_t slot = first_slot(m, seeker);
    int offers = 0;
    for (int i = 0; i < m->per_seeker; i++) {
        offers |= m->offered[slot + (size_t)i];
    }
    return offers != 0;
}

static void choose_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct side *d = context;
    const struct kr_matching *m = &d->live.scratch->matching;
    struct chooser party[PARTY];
    int size = 0;
    for (kr_row i = first; i < last; i++) {
        // eight seekers have as many words as each has applications
        const size_t slot = first_slot(m, i);
        if (slot % WORD == 0 && no_offers(m, slot)) {
            i += (kr_row)(WORD / m->per_seeker) - 1;
            continue;
        }
        if (!has_offer(m, i)) {
            continue;
        }
        ask_for_seeker(m, i);
        party[size++].seeker = i;
        if (size == PARTY) {
            decide(d, party, size, &d->live.scratch->worker[worker]);
            size = 0;
        }
    }
    decide(d, party, size, &d->live.scratch->worker[worker]);
}

void kr_seekers_choose(struct kr_live *live, int round)
{
    const struct kr_random_key key = live->model->key;
    struct side d = {
        *live, round,
        kr_random_salt(key, kr_random_tag(KR_USE_ACCEPT, live->world->now, 0))};
    kr_buffer_clear(&live->scratch->matching.leavers);
    kr_parallel_rows(live->model->threads, live->scratch->matching.seekers, choose_block,
                     &d);
}
