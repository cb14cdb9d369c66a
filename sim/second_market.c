// The market of second jobs: after the rounds of matching, those who look for one see the
// openings that are left.
//
// Openings lie on one ring per region of work, at hash(opening, quarter). A seeker draws
// points and takes the nearest opening at each, as in matching, and proposes to the one
// that she likes best among those whose hours fit. An opening takes its best proposal: a
// total order of score, hash and identity. Hours that are not taken stay open.
#include "agents/rules/match.h"
#include "base/math.h"
#include "base/parallel.h"
#include "sim/events.h"
#include "sim/jobs.h"
#include "sim/openings.h"
#include "sim/programmes.h"
#include "sim/second_jobs.h"
#include "sim/second_rings.h"
#include "sim/targets.h"
#include "sim/uses.h"

enum {
    LEAST_REST = 2,       // steps of the hours grid that are worth keeping open
    MOST_CANDIDATES = 32, // the largest legal second_jobs.candidates
    PARTY = 16,           // seekers who go round together
    AHEAD = 8,            // proposals whose memory is asked for
};

// Ordinals of the draws: points, liking, slots, score. Those of the table come before,
// that of the places on the rings after.
enum { POINTS = 8, LIKING, SLOTS, SCORE };

struct market {
    struct kr_live live;
    uint64_t liking_salt, slot_salt, score_salt;
};

static uint64_t salt_of(const struct kr_live *live, uint32_t ordinal)
{
    return kr_random_salt(live->model->key,
                          kr_random_tag(KR_USE_SECOND_JOB, live->world->now, ordinal));
}

// ---------------------------------------------------------------- looking round

struct look {
    int region;
    uint32_t point;
    int32_t place; // KR_NONE in a region without openings
};

// A seeker on her way round. A party of them goes step by step: while memory answers one,
// the others ask.
struct visitor {
    kr_id id;
    struct kr_seeker self;
    struct look looks[MOST_CANDIDATES];
    kr_row row;
    kr_row employer;
    int hours;    // of the main job
    double slots; // part of the pairs that do not fit by themselves, but do for her
};

// All that the market reads of a worker.
static void ask_for_person(const struct kr_persons *p, kr_row row)
{
    kr_ask(&p->id[row]);
    kr_ask(&p->post[row]);
    kr_ask(&p->occupation[row]);
    kr_ask(&p->previous_occupation[row]);
    kr_ask(&p->occupation_since[row]);
    kr_ask(&p->wage_premium[row]);
    kr_ask(&p->region[row]);
    kr_ask(&p->desired_hours[row]);
    kr_ask(&p->contract_minutes[row]);
    kr_ask(&p->education[row]);
    kr_ask(&p->rung[row]);
    kr_ask(&p->groups[row]);
    kr_ask(&p->birth_quarter[row]);
}

// A worker as an employer of a second job sees her.
static struct kr_seeker seeker_of(const struct kr_live *live, kr_row row)
{
    const struct kr_world *world = live->world;
    const struct kr_persons *p = &world->persons;
    const struct kr_employer *e = kr_employer_of(world, row);
    const int at = e->sector * live->model->country->occupations + p->occupation[row];
    return (struct kr_seeker){
        .log_wage = live->scratch->log_wage[at] + (double)p->wage_premium[row] / 10000.0,
        .occupation = p->occupation[row],
        .other_occupation = p->previous_occupation[row],
        .region = p->region[row],
        .sector = e->sector,
        .desired_hours = p->desired_hours[row],
        .education = p->education[row],
        .rung = p->rung[row],
        .experience = world->now - p->occupation_since[row],
        .migrant = (p->groups[row] & (KR_GROUP_PERMIT | KR_GROUP_LABOUR_MIGRANT)) != 0,
        .age = kr_age(p->birth_quarter[row], world->now)};
}

// First step: she is read, and her points are drawn.
static void look_round(const struct market *m, struct visitor *v)
{
    const struct kr_live *live = &m->live;
    const struct kr_world *world = live->world;
    const struct kr_scratch *scratch = live->scratch;
    const uint64_t tag = kr_random_tag(KR_USE_SECOND_JOB, world->now, POINTS);
    const int candidates = (int)scratch->terms.parameters.second_jobs.candidates;
    v->id = world->persons.id[v->row];
    v->employer = world->posts.at[world->persons.post[v->row]].employer;
    v->self = seeker_of(live, v->row);
    v->hours = world->persons.contract_minutes[v->row] / 60;
    v->slots = kr_person_addend(live, KR_LEVER_slot_fit, v->row);
    struct kr_pcg stream = kr_random(live->model->key, tag, v->id);
    for (int k = 0; k < candidates; k++) {
        struct look *look = &v->looks[k];
        look->region =
            kr_draw_code32(&scratch->commuting, v->self.region, kr_pcg_next(&stream));
        look->point = kr_pcg_next(&stream);
        const struct kr_matching *rings = &scratch->matching;
        kr_ask(&rings->stretch_start[kr_ring_stretch(rings, look->region, look->point)]);
    }
}

// Second step: where the stretches of her points begin, positions are asked for.
static void walk_up(const struct market *m, const struct visitor *v)
{
    const struct kr_matching *rings = &m->live.scratch->matching;
    const int candidates = (int)m->live.scratch->terms.parameters.second_jobs.candidates;
    for (int k = 0; k < candidates; k++) {
        const struct look *look = &v->looks[k];
        const int32_t stretch = kr_ring_stretch(rings, look->region, look->point);
        kr_ask(&rings->position[rings->stretch_start[stretch]]);
    }
}

// Third step: she stands before the openings.
static void arrive(const struct market *m, struct visitor *v)
{
    const struct kr_matching *matching = &m->live.scratch->matching;
    const int candidates = (int)m->live.scratch->terms.parameters.second_jobs.candidates;
    for (int k = 0; k < candidates; k++) {
        struct look *look = &v->looks[k];
        look->place = kr_ring_next(matching, look->region, look->point);
        kr_ask(&matching->second[look->place < 0 ? 0 : look->place]);
    }
}

// ---------------------------------------------------------------- proposals

static struct kr_offer offer_of(const struct kr_live *live, const struct kr_seeker *s,
                                const struct kr_second_opening *o)
{
    const struct kr_country *country = live->model->country;
    return (struct kr_offer){
        .log_wage =
            live->scratch->log_wage[o->sector * country->occupations + o->occupation] +
            (double)o->wage_premium / 10000.0,
        .km = country->distance_km[s->region * country->regions + o->region],
        .occupation_distance =
            country->occupation_distance[s->occupation * country->occupations +
                                         o->occupation],
        .hours = s->desired_hours, // hours are weighed by what fits
        .sector = o->sector,
        .occupation = o->occupation,
        .attraction = 0.0};
}

// Chance that the hours of both jobs fit in a week. What a policy adds takes both
// employers: hers, and that of the opening.
static double slot_chance(const struct market *m, const struct visitor *v,
                          const struct kr_second_opening *o)
{
    const struct kr_second_jobs_parameters *rule =
        &m->live.scratch->terms.parameters.second_jobs;
    const double fit = o->sector == v->self.sector ? rule->own_slot_fit : rule->slot_fit;
    if (v->slots <= 0.0) {
        return fit;
    }
    const double theirs =
        kr_applicant_addend(&m->live, KR_LEVER_slot_fit, v->row, o->employer);
    return fit + (1.0 - fit) * kr_clamp(kr_min(v->slots, theirs), 0.0, 1.0);
}

// Hours of an opening that would fit beside the main job; 0 when none do.
static int fitting_hours(const struct market *m, const struct visitor *v,
                         const struct kr_second_opening *o)
{
    const struct kr_second_jobs_parameters *rule =
        &m->live.scratch->terms.parameters.second_jobs;
    if (o->employer == v->employer) {
        return 0;
    }
    if (kr_uniform(kr_random_word(m->slot_salt, v->id ^ o->key)) >=
        slot_chance(m, v, o)) {
        return 0;
    }
    return kr_second_hours(v->hours, v->self.desired_hours, o->hours, KR_HOURS_STEP,
                           rule);
}

// Whether she may and would hold the job, and how much she likes it.
static bool weigh(const struct market *m, const struct visitor *v, int32_t place,
                  struct kr_proposal *out, double *utility)
{
    const struct kr_live *live = &m->live;
    const struct kr_parameters *rule = &live->scratch->terms.parameters;
    const struct kr_second_opening *o = &live->scratch->matching.second[place];
    const struct kr_occupation *asks = &live->model->country->occupation[o->occupation];
    const struct kr_offer offer = offer_of(live, &v->self, o);
    const int hours = fitting_hours(m, v, o);
    if (hours == 0 || !kr_may_apply(&v->self, &offer, asks)) {
        return false;
    }
    const uint64_t both = v->id ^ o->key;
    const uint64_t seen = kr_random_word(m->score_salt, both);
    const double score =
        kr_applicant_score(&v->self, &offer, asks, &rule->hiring, kr_near_normal(seen));
    const double standard =
        (double)o->standard / 32.0 -
        rule->vacancies.standard_age * (double)(live->world->now - o->opened) -
        rule->second_jobs.ease;
    if (score < standard) {
        return false;
    }
    *utility = kr_offer_utility(&v->self, &offer, &rule->search) +
               kr_near_normal(kr_random_word(m->liking_salt, both));
    *out = (struct kr_proposal){.person = v->id,
                                .score = (float)score,
                                .tie = (uint32_t)(kr_mix64(seen) >> 32),
                                .row = v->row,
                                .place = place,
                                .hours = hours};
    return true;
}

// Last step: the opening that she proposes to, if any.
static struct kr_proposal propose(const struct market *m, const struct visitor *v)
{
    const struct kr_scratch *scratch = m->live.scratch;
    const struct kr_second_opening *place = scratch->matching.second;
    const int candidates = (int)scratch->terms.parameters.second_jobs.candidates;
    struct kr_proposal best = {.place = KR_NONE};
    double most = 0.0;
    for (int k = 0; k < candidates; k++) {
        struct kr_proposal fresh;
        double utility;
        if (v->looks[k].place != KR_NONE &&
            weigh(m, v, v->looks[k].place, &fresh, &utility) &&
            (best.place == KR_NONE || utility > most ||
             (!(utility < most) && place[fresh.place].key < place[best.place].key))) {
            best = fresh;
            most = utility;
        }
    }
    return best;
}

static void go_round(const struct market *m, struct visitor *party, int size,
                     struct kr_proposal *proposal)
{
    for (int i = 0; i < size; i++) {
        look_round(m, &party[i]);
    }
    for (int i = 0; i < size; i++) {
        walk_up(m, &party[i]);
    }
    for (int i = 0; i < size; i++) {
        arrive(m, &party[i]);
    }
    for (int i = 0; i < size; i++) {
        proposal[i] = propose(m, &party[i]);
    }
}

// Asks for what lies behind the next party: persons, and one party on their posts and
// employers.
static void ask_ahead(const struct kr_world *world, const kr_row *seeker, kr_row count)
{
    for (kr_row i = PARTY; i < 2 * PARTY && i < count; i++) {
        ask_for_person(&world->persons, seeker[i]);
    }
    for (kr_row i = 0; i < PARTY && i < count; i++) {
        kr_post_prefetch(world, seeker[i], INT32_MAX);
    }
    for (kr_row i = 0; i < PARTY && i < count; i++) {
        if (world->persons.status[seeker[i]] == KR_EMPLOYEE) {
            kr_ask(kr_employer_of(world, seeker[i]));
        }
    }
}

// Who still is a worker proposes; a proposal stands at the place of its seeker.
static void propose_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct market *m = context;
    const struct kr_world *world = m->live.world;
    const struct kr_matching *matching = &m->live.scratch->matching;
    struct visitor party[PARTY] = {0};
    for (kr_row i = first; i < last; i += PARTY) {
        const int all = last - i < PARTY ? last - i : PARTY;
        int size = 0;
        ask_ahead(world, &matching->seeker[i], last - i);
        for (int k = 0; k < all; k++) {
            matching->proposal[i + k].place = KR_NONE;
            party[size].row = matching->seeker[i + k];
            size += world->persons.status[party[size].row] == KR_EMPLOYEE;
        }
        go_round(m, party, size, &matching->proposal[i]);
    }
}

// ---------------------------------------------------------------- who gets them

static bool better(const struct kr_proposal *x, const struct kr_proposal *y)
{
    if (x->score != y->score) {
        return x->score > y->score;
    }
    return x->tie != y->tie ? x->tie < y->tie : x->person < y->person;
}

// Notes the best proposal to each place.
static void choose(const struct kr_matching *m, kr_row proposals)
{
    for (kr_row i = 0; i < proposals; i++) {
        if (m->proposal[i].place != KR_NONE) {
            m->winner[m->proposal[i].place] = KR_NONE;
        }
    }
    for (kr_row i = 0; i < proposals; i++) {
        if (m->proposal[i].place != KR_NONE) {
            int32_t *winner = &m->winner[m->proposal[i].place];
            if (*winner == KR_NONE || better(&m->proposal[i], &m->proposal[*winner])) {
                *winner = i;
            }
        }
    }
}

// Takes hours from an opening; what is left of it stays open when it is worth it.
static void take_hours(struct kr_live *live, kr_row vacancy, int hours)
{
    struct kr_world *world = live->world;
    struct kr_vacancies *v = &world->vacancies;
    const int rest = v->minutes[vacancy] - hours * 60;
    if (rest >= LEAST_REST * KR_HOURS_STEP * 60) {
        v->minutes[vacancy] = (uint16_t)rest;
        return;
    }
    struct kr_post *post = &world->posts.at[v->post[vacancy]];
    struct kr_events *events = &world->tallies.events;
    live->scratch->matching.filled[vacancy] = 1;
    post->openings--;
    events->openings_filled++;
    events->second_jobs_filling++;
    if (v->posted[vacancy] != 0) {
        events->vacancies_filled++;
        kr_vacancy_tally(live, &world->tallies, post, KR_VACANCY_FILLED);
    }
}

static int conclude(struct kr_live *live, const struct kr_proposal *p)
{
    struct kr_world *world = live->world;
    const kr_row vacancy = live->scratch->matching.second[p->place].vacancy;
    const kr_row post = world->vacancies.post[vacancy];
    const int code = kr_second_job_add(live, p->row, post, p->hours * 60);
    if (code == KR_OK) {
        world->tallies.events.second_jobs_begun++;
        struct kr_event *event =
            kr_event_log(live, kr_block_of(p->row), KR_EVENT_SECOND_JOB_BEGUN, p->row);
        kr_event_second_job(live, event, world->persons.id[p->row], post);
        world->persons.wish[p->row] = KR_NO_WISH;
        kr_programme_event(live, kr_block_of(p->row), KR_COST_SECOND_JOB, p->row,
                           world->persons.contract_minutes[p->row]);
        take_hours(live, vacancy, p->hours);
    }
    return code;
}

// All that a proposal will touch, some time before it is its turn.
static void ask_for_proposal(const struct kr_live *live, const struct kr_proposal *p)
{
    const struct kr_matching *m = &live->scratch->matching;
    if (p->place != KR_NONE) {
        const kr_row vacancy = m->second[p->place].vacancy;
        kr_ask_to_write(&live->world->persons.wish[p->row]);
        kr_ask_to_write(&live->world->persons.groups[p->row]);
        kr_ask_to_write(&live->world->vacancies.minutes[vacancy]);
        kr_ask_to_write(&live->world->posts.at[live->world->vacancies.post[vacancy]]);
    }
}

// Every opening that was proposed to takes its best; everybody proposed once, so the
// order does not matter.
static int conclude_all(struct kr_live *live, kr_row proposals)
{
    const struct kr_matching *m = &live->scratch->matching;
    int code = KR_OK;
    choose(m, proposals);
    for (kr_row i = 0; code == KR_OK && i < proposals; i++) {
        const struct kr_proposal *p = &m->proposal[i];
        if (i + AHEAD < proposals) {
            ask_for_proposal(live, &m->proposal[i + AHEAD]);
        }
        if (p->place != KR_NONE && m->winner[p->place] == i) {
            code = conclude(live, p);
        }
    }
    return code;
}

int kr_second_jobs_match(struct kr_live *live)
{
    const struct kr_buffer *buffer = &live->scratch->second_seekers;
    const struct kr_matching *matching = &live->scratch->matching;
    const int64_t count = kr_buffer_count(buffer);
    if (count == 0) {
        return KR_OK;
    }
    if (count > matching->seeker_capacity) {
        return KR_ERROR(KR_ERR_FULL);
    }
    struct market m = {.live = *live,
                       .liking_salt = salt_of(live, LIKING),
                       .slot_salt = salt_of(live, SLOTS),
                       .score_salt = salt_of(live, SCORE)};
    kr_second_rings_lay(live);
    kr_buffer_join(buffer, matching->seeker);
    kr_parallel_rows(live->model->threads, (kr_row)count, propose_block, &m);
    return conclude_all(live, (kr_row)count);
}
