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
#include "base/table.h"
#include "sim/jobs.h"
#include "sim/openings.h"
#include "sim/second_jobs.h"
#include "sim/uses.h"

#include <stdlib.h>
#include <string.h>

enum {
    BUCKET_BITS = 10,
    BUCKETS = 1 << BUCKET_BITS, // parts of a region's ring
    LEAST_REST = 2,             // steps of the hours grid that are worth keeping open
};

// Ordinals of the draws: points, liking, slots, score; those of the table come before.
enum { POINTS = 8, LIKING, SLOTS, SCORE, PLACES };

struct place {
    uint32_t position;
    kr_row vacancy;
};

struct proposal {
    uint64_t key; // of the opening
    uint64_t person;
    float score;
    uint32_t tie;
    kr_row row;
    kr_row vacancy;
    int32_t hours;
};

struct market {
    struct kr_live live;
    struct place *place;
    int32_t *start; // [regions * BUCKETS + 1] into `place`
    uint64_t liking_salt, slot_salt, score_salt;
};

static uint64_t salt_of(const struct kr_live *live, uint32_t ordinal)
{
    return kr_random_salt(live->model->key,
                          kr_random_tag(KR_USE_SECOND_JOB, live->world->now, ordinal));
}

// ---------------------------------------------------------------- the rings

static const struct kr_employer *employer_at(const struct kr_world *world, kr_row vacancy)
{
    const struct kr_post *post = &world->posts.at[world->vacancies.post[vacancy]];
    return &world->employers.at[post->employer];
}

static void sort_bucket(struct place *list, int32_t count, const uint64_t *key)
{
    for (int32_t i = 1; i < count; i++) {
        const struct place moving = list[i];
        int32_t j = i;
        while (j > 0 && (list[j - 1].position > moving.position ||
                         (list[j - 1].position == moving.position &&
                          key[list[j - 1].vacancy] > key[moving.vacancy]))) {
            list[j] = list[j - 1];
            j--;
        }
        list[j] = moving;
    }
}

// Counting sort of the openings that are left by region and part of the ring.
static void lay_rings(struct market *m)
{
    const struct kr_world *world = m->live.world;
    const struct kr_vacancies *v = &world->vacancies;
    const uint8_t *filled = m->live.scratch->matching.filled;
    const int buckets = world->regions * BUCKETS;
    const uint64_t salt = salt_of(&m->live, PLACES);
    for (int pass = 0; pass < 2; pass++) {
        for (kr_row i = 0; i < v->rows; i++) {
            if (filled[i] != 0) {
                continue;
            }
            const uint32_t position = (uint32_t)(kr_random_word(salt, v->key[i]) >> 32);
            const int bucket = employer_at(world, i)->region * BUCKETS +
                               (int)(position >> (32 - BUCKET_BITS));
            if (pass == 0) {
                m->start[bucket + 1]++;
            } else {
                m->place[m->start[bucket]++] = (struct place){position, i};
            }
        }
        for (int b = 0; pass == 0 && b < buckets; b++) {
            m->start[b + 1] += m->start[b];
        }
    }
    // every start has moved to its end: one back
    memmove(m->start + 1, m->start, (size_t)buckets * sizeof *m->start);
    m->start[0] = 0;
    for (int b = 0; b < buckets; b++) {
        sort_bucket(m->place + m->start[b], m->start[b + 1] - m->start[b], v->key);
    }
}

// The first opening of a region at or after a point, around the ring; KR_NONE when empty.
static kr_row next_opening(const struct market *m, int region, uint32_t point)
{
    const int32_t *start = &m->start[(size_t)region * BUCKETS];
    const int32_t first = start[0];
    const int32_t last = start[BUCKETS];
    if (first == last) {
        return KR_NONE;
    }
    int32_t i = start[point >> (32 - BUCKET_BITS)];
    while (i < last && m->place[i].position < point) {
        i++;
    }
    return m->place[i < last ? i : first].vacancy;
}

// ---------------------------------------------------------------- proposals

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

static struct kr_offer offer_of(const struct kr_live *live, const struct kr_seeker *s,
                                kr_row vacancy)
{
    const struct kr_world *world = live->world;
    const struct kr_country *country = live->model->country;
    const struct kr_post *post = &world->posts.at[world->vacancies.post[vacancy]];
    const struct kr_employer *e = &world->employers.at[post->employer];
    return (struct kr_offer){
        .log_wage =
            live->scratch->log_wage[e->sector * country->occupations + post->occupation] +
            (double)e->wage_premium / 10000.0,
        .km = country->distance_km[s->region * country->regions + e->region],
        .occupation_distance =
            country->occupation_distance[s->occupation * country->occupations +
                                         post->occupation],
        .hours = s->desired_hours, // hours are weighed by what fits
        .sector = e->sector,
        .occupation = post->occupation,
        .attraction = 0.0};
}

// Hours of an opening that would fit beside the main job; 0 when none do.
static int fitting_hours(const struct market *m, kr_row row, const struct kr_seeker *s,
                         kr_row vacancy)
{
    const struct kr_world *world = m->live.world;
    const struct kr_persons *p = &world->persons;
    const struct kr_second_jobs_parameters *rule =
        &m->live.scratch->terms.parameters.second_jobs;
    const struct kr_employer *e = employer_at(world, vacancy);
    if (e == kr_employer_of(world, row)) {
        return 0;
    }
    const double fit = e->sector == s->sector ? rule->own_slot_fit : rule->slot_fit;
    const uint64_t both = p->id[row] ^ world->vacancies.key[vacancy];
    if (kr_uniform(kr_random_word(m->slot_salt, both)) >= fit) {
        return 0;
    }
    return kr_second_hours(p->contract_minutes[row] / 60, s->desired_hours,
                           world->vacancies.minutes[vacancy] / 60, KR_HOURS_STEP, rule);
}

// Whether she may and would hold the job, and how much she likes it.
static bool weigh(const struct market *m, kr_row row, const struct kr_seeker *s,
                  kr_row vacancy, struct proposal *out, double *utility)
{
    const struct kr_live *live = &m->live;
    const struct kr_parameters *rule = &live->scratch->terms.parameters;
    const struct kr_vacancies *v = &live->world->vacancies;
    const struct kr_offer offer = offer_of(live, s, vacancy);
    const struct kr_occupation *o = &live->model->country->occupation[offer.occupation];
    const int hours = fitting_hours(m, row, s, vacancy);
    if (hours == 0 || !kr_may_apply(s, &offer, o)) {
        return false;
    }
    const uint64_t both = live->world->persons.id[row] ^ v->key[vacancy];
    const uint64_t seen = kr_random_word(m->score_salt, both);
    const double score =
        kr_applicant_score(s, &offer, o, &rule->hiring, kr_near_normal(seen));
    const double standard =
        (double)v->standard[vacancy] / 32.0 -
        rule->vacancies.standard_age * (double)(live->world->now - v->opened[vacancy]) -
        rule->second_jobs.ease;
    if (score < standard) {
        return false;
    }
    *utility = kr_offer_utility(s, &offer, &rule->search) +
               kr_near_normal(kr_random_word(m->liking_salt, both));
    *out = (struct proposal){.key = v->key[vacancy],
                             .person = live->world->persons.id[row],
                             .score = (float)score,
                             .tie = (uint32_t)(kr_mix64(seen) >> 32),
                             .row = row,
                             .vacancy = vacancy,
                             .hours = hours};
    return true;
}

// The opening that somebody proposes to, if any.
static bool propose(const struct market *m, kr_row row, struct proposal *best)
{
    const struct kr_live *live = &m->live;
    const struct kr_seeker s = seeker_of(live, row);
    struct kr_pcg stream = kr_random(
        live->model->key, kr_random_tag(KR_USE_SECOND_JOB, live->world->now, POINTS),
        live->world->persons.id[row]);
    const int candidates = (int)live->scratch->terms.parameters.second_jobs.candidates;
    double most = 0.0;
    bool found = false;
    for (int k = 0; k < candidates; k++) {
        const int region =
            kr_draw_code32(&live->scratch->commuting, s.region, kr_pcg_next(&stream));
        const kr_row vacancy = next_opening(m, region, kr_pcg_next(&stream));
        struct proposal fresh;
        double utility;
        if (vacancy != KR_NONE && weigh(m, row, &s, vacancy, &fresh, &utility) &&
            (!found || utility > most || (!(utility < most) && fresh.key < best->key))) {
            *best = fresh;
            most = utility;
            found = true;
        }
    }
    return found;
}

// ---------------------------------------------------------------- who gets them

static int by_opening(const void *a, const void *b)
{
    const struct proposal *x = a;
    const struct proposal *y = b;
    if (x->key != y->key) {
        return x->key < y->key ? -1 : 1;
    }
    if (x->score != y->score) {
        return x->score > y->score ? -1 : 1;
    }
    if (x->tie != y->tie) {
        return x->tie < y->tie ? -1 : 1;
    }
    return x->person < y->person ? -1 : x->person > y->person ? 1 : 0;
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

static int conclude(struct kr_live *live, const struct proposal *p)
{
    struct kr_world *world = live->world;
    const kr_row post = world->vacancies.post[p->vacancy];
    const int code = kr_second_job_add(live, p->row, post, p->hours * 60);
    if (code == KR_OK) {
        world->tallies.events.second_jobs_begun++;
        world->persons.wish[p->row] = KR_NO_WISH;
        take_hours(live, p->vacancy, p->hours);
    }
    return code;
}

// Seekers that are still workers propose, in order of rows; openings choose.
static int clear(struct market *m, const kr_row *seekers, int64_t count,
                 struct proposal *list)
{
    int64_t proposals = 0;
    for (int64_t i = 0; i < count; i++) {
        const kr_row row = seekers[i];
        if (m->live.world->persons.status[row] == KR_EMPLOYEE &&
            propose(m, row, &list[proposals])) {
            proposals++;
        }
    }
    qsort(list, (size_t)proposals, sizeof *list, by_opening);
    int code = KR_OK;
    for (int64_t i = 0; code == KR_OK && i < proposals; i++) {
        if (i == 0 || list[i].key != list[i - 1].key) {
            code = conclude(&m->live, &list[i]);
        }
    }
    return code;
}

int kr_second_jobs_match(struct kr_live *live)
{
    struct kr_buffer *buffer = &live->scratch->second_seekers;
    const int64_t count = kr_buffer_count(buffer);
    const size_t buckets = (size_t)live->world->regions * BUCKETS;
    struct market m = {.live = *live,
                       .liking_salt = salt_of(live, LIKING),
                       .slot_salt = salt_of(live, SLOTS),
                       .score_salt = salt_of(live, SCORE)};
    if (count == 0) {
        return KR_OK;
    }
    m.place = calloc((size_t)live->world->vacancies.rows + 1, sizeof *m.place);
    m.start = calloc(buckets + 2, sizeof *m.start);
    kr_row *seekers = malloc((size_t)count * sizeof *seekers);
    struct proposal *list = malloc((size_t)count * sizeof *list);
    int code = KR_ERROR(KR_ERR_NO_MEMORY);
    if (m.place != NULL && m.start != NULL && seekers != NULL && list != NULL) {
        lay_rings(&m);
        kr_buffer_join(buffer, seekers);
        code = clear(&m, seekers, count, list);
    }
    free(m.place);
    free(m.start);
    free(seekers);
    free(list);
    return code;
}
