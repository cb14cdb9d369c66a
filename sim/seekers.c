// The seeker's side of matching: where to apply (R5).
#include "agents/rules/match.h"
#include "base/math.h"
#include "base/parallel.h"
#include "sim/jobs.h"
#include "sim/matching.h"
#include "sim/targets.h"
#include "sim/uses.h"

enum {
    MOST_CANDIDATES = 16,  // the largest legal search.candidates
    MOST_APPLICATIONS = 4, // the largest legal search.applications
    PARTY = 16,            // seekers who go round together
    POSTS_AHEAD = 16,      // seekers whose posts are asked for
    EMPLOYERS_AHEAD = 8,   // seekers whose employers are asked for
};

// An application that her post would accept is counted above, every one below.
#define ACCEPTABLE (INT64_C(1) << 32)

struct side {
    struct kr_live live;
    int round;
    uint64_t taste_salt;
    uint64_t score_salt;
    uint64_t contact_salt;
    uint64_t admission_salt;
};

// ---------------------------------------------------------------- packing

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
        .learned = kr_has_unused_diploma(p, row),
        .migrant = (p->groups[row] & (KR_GROUP_PERMIT | KR_GROUP_LABOUR_MIGRANT)) != 0,
        .age = kr_age(p->birth_quarter[row], world->now)};
    if (p->status[row] == KR_EMPLOYEE) {
        const struct kr_employer *e = kr_employer_of(world, row);
        // who is under notice weighs offers as if without work
        s.sector = p->notice[row] == KR_NOTICE_GIVEN ? KR_NONE : e->sector;
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

static uint8_t capped(int value)
{
    return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

// Asks for the post of a seeker some way ahead, and for the employer of one less far.
static void ask_for_employers(const struct kr_live *live, kr_row seeker, kr_row last)
{
    const struct kr_world *world = live->world;
    const kr_row *row = live->scratch->matching.seeker;
    if (seeker + POSTS_AHEAD < last) {
        const int32_t post = world->persons.post[row[seeker + POSTS_AHEAD]];
        if (post != KR_NONE) {
            kr_ask(&world->posts.at[post]);
        }
    }
    if (seeker + EMPLOYERS_AHEAD < last) {
        const int32_t post = world->persons.post[row[seeker + EMPLOYERS_AHEAD]];
        if (post != KR_NONE) {
            kr_ask(&world->employers.at[world->posts.at[post].employer]);
        }
    }
}

static void pack_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct kr_live *live = context;
    struct kr_matching *m = &live->scratch->matching;
    int64_t employed = 0;
    for (kr_row i = first; i < last; i++) {
        ask_for_employers(live, i, last);
        const kr_row row = m->seeker[i];
        const struct kr_seeker s = read_seeker(live, row);
        employed += live->world->persons.status[row] == KR_EMPLOYEE;
        m->packed[i] = (struct kr_packed_seeker){
            .id = live->world->persons.id[row],
            .log_wage = s.log_wage,
            .occupation = (uint8_t)s.occupation,
            .other_occupation = (uint8_t)s.other_occupation,
            .region = (uint8_t)s.region,
            .sector = (uint8_t)(s.sector == KR_NONE ? KR_NO_SECTOR : s.sector),
            .desired_hours = (uint8_t)s.desired_hours,
            .education = (uint8_t)s.education,
            .rung = (uint8_t)s.rung,
            .age = capped(s.age),
            .experience = capped(s.experience),
            .quarters_out = capped(s.quarters_out),
            .permanent = s.permanent,
            .learned = s.learned,
            .inactive = s.inactive,
            .migrant = s.migrant};
    }
    live->scratch->worker[worker].events.seekers += last - first;
    live->scratch->worker[worker].events.seekers_employed += employed;
}

void kr_seekers_pack(struct kr_live *live)
{
    kr_parallel_rows(live->model->threads, live->scratch->matching.seekers, pack_block,
                     live);
}

// ---------------------------------------------------------------- looking round

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
    const bool better = other->education > at[s->occupation].education;
    if ((better || s->learned) && s->education >= (int)other->education) {
        return (struct aim){UINT32_MAX / 4, UINT32_MAX};
    }
    const double elsewhere = (1.0 - scratch->terms.parameters.search.own_occupation) /
                             scratch->pull[s->occupation];
    const double share = 1.0 - (elsewhere < 0.9 ? elsewhere : 0.9);
    const uint32_t own = (uint32_t)(share * 4294967295.0);
    return (struct aim){own, own + (UINT32_MAX - own) / 4};
}

// One candidate: a cell drawn from where she could commute to and what she could do, a
// point on its ring, and the opening there, a place in the ring or KR_NONE.
struct look {
    int32_t cell;
    uint32_t point;
    int32_t opening;
};

// An opening she may apply to.
struct pick {
    float utility;
    int32_t opening;
    int32_t unit;
};

// A seeker on her way round. A party of them goes step by step: while memory answers one,
// the others ask.
struct visitor {
    kr_id id;
    struct kr_seeker self;
    struct look looks[MOST_CANDIDATES];
    struct pick best[MOST_APPLICATIONS];
    kr_row seeker;
    int candidates; // openings she looks at
    int picks;
};

// Openings that somebody looks at: those of the rule and what policies show her beyond. A
// part of an opening is one more for that part of the people, drawn for good.
static int candidates_of(const struct side *d, const struct visitor *v)
{
    const struct kr_live *live = &d->live;
    const int own = (int)live->scratch->terms.parameters.search.candidates;
    if (!kr_lever_moved(live, KR_LEVER_contact)) {
        return own;
    }
    const kr_row row = live->scratch->matching.seeker[v->seeker];
    const double shown = (double)own + kr_person_addend(live, KR_LEVER_contact, row) +
                         kr_uniform(kr_random_word(d->contact_salt, v->id));
    return (int)kr_clamp(shown, 0.0, (double)MOST_CANDIDATES);
}

// The region of a look: one that people commute to from her home, and for a share of the
// looks one that people commute to from there.
static int region_of(const struct side *d, int home, uint32_t word)
{
    const struct kr_draw_table *commuting = &d->live.scratch->commuting;
    const double reach = d->live.scratch->terms.parameters.search.region_reach;
    const int region = kr_draw_code32(commuting, home, word);
    if (reach <= 0.0) {
        return region;
    }
    const uint64_t again = kr_mix64(word);
    const bool further = (double)(int64_t)(again >> 32) * 0x1p-32 < reach;
    return further ? kr_draw_code32(commuting, region, (uint32_t)again) : region;
}

static struct look look(const struct side *d, const struct kr_seeker *s, struct aim aim,
                        struct kr_pcg *stream)
{
    const struct kr_scratch *scratch = d->live.scratch;
    const int region = region_of(d, s->region, kr_pcg_next(stream));
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
    const struct look at = {cell, kr_pcg_next(stream), KR_NONE};
    const struct kr_matching *m = &scratch->matching;
    kr_ask(&m->stretch_start[kr_ring_stretch(m, at.cell, at.point)]);
    return at;
}

// Keeps the best `most` applications in order of falling utility; ties by key of opening.
// A post sees a person once: of its openings only the best counts.
static void keep_best(struct pick *best, int *count, int most, const struct pick *fresh,
                      const struct kr_opening *ring)
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

// First step: all her points are drawn.
static void look_round(const struct side *d, struct visitor *v)
{
    const struct kr_live *live = &d->live;
    const struct aim aim = aim_of(d, &v->self);
    struct kr_pcg stream = kr_random(
        live->model->key,
        kr_random_tag(KR_USE_CANDIDATES, live->world->now, (uint32_t)d->round), v->id);
    v->candidates = candidates_of(d, v);
    for (int k = 0; k < v->candidates; k++) {
        v->looks[k] = look(d, &v->self, aim, &stream);
    }
}

// Second step: where the stretches of her points begin, positions are asked for.
static void walk_up(const struct side *d, const struct visitor *v)
{
    const struct kr_matching *m = &d->live.scratch->matching;
    for (int k = 0; k < v->candidates; k++) {
        const int32_t stretch = kr_ring_stretch(m, v->looks[k].cell, v->looks[k].point);
        kr_ask(&m->position[m->stretch_start[stretch]]);
    }
}

// Third step: she stands before the openings.
static void arrive(const struct side *d, struct visitor *v)
{
    const struct kr_matching *m = &d->live.scratch->matching;
    for (int k = 0; k < v->candidates; k++) {
        struct look *look = &v->looks[k];
        look->opening = kr_ring_next(m, look->cell, look->point);
        kr_ask(&m->ring[look->opening < 0 ? 0 : look->opening]);
    }
}

static const struct kr_post *post_of(const struct side *d, int32_t unit)
{
    const struct kr_matching *m = &d->live.scratch->matching;
    return &d->live.world->posts.at[m->unit[unit].post];
}

// What policies add to the score of an applicant at employers who take part.
static double score_addend(const struct side *d, const struct visitor *v, int32_t unit)
{
    return kr_lever_moved(&d->live, KR_LEVER_score)
               ? kr_lever_of_applicant(&d->live, KR_LEVER_score,
                                       d->live.scratch->matching.seeker[v->seeker],
                                       post_of(d, unit)->employer)
               : 0.0;
}

// Whether somebody without the legal qualification is admitted all the same: where a
// policy allows a share of those with the education, the same persons every time.
static bool is_admitted(const struct side *d, const struct visitor *v,
                        const struct kr_opening *o, const struct kr_occupation *job)
{
    return kr_lever_moved(&d->live, KR_LEVER_admission) &&
           v->self.education >= (int)job->education &&
           kr_uniform(kr_random_word(d->admission_salt, v->id)) <
               kr_post_addend(&d->live, KR_LEVER_admission, post_of(d, o->unit));
}

// Fourth step: she weighs them and keeps the best, in order.
static void weigh(const struct side *d, struct visitor *v)
{
    const struct kr_live *live = &d->live;
    const struct kr_matching *m = &live->scratch->matching;
    const struct kr_search_parameters *rule = &live->scratch->terms.parameters.search;
    const struct kr_country *country = live->model->country;
    v->picks = 0;
    for (int k = 0; k < v->candidates; k++) {
        const int32_t at = v->looks[k].opening;
        if (at == KR_NONE) {
            continue;
        }
        const struct kr_opening *o = &m->ring[at];
        const struct kr_offer offer = offer_of(country, &v->self, o);
        const bool legal = m->is_legal[o->occupation] != 0;
        const struct kr_occupation *job = &country->occupation[o->occupation];
        if (!legal || kr_may_apply(&v->self, &offer, job) || is_admitted(d, v, o, job)) {
            const uint64_t taste = kr_random_word(d->taste_salt, v->id ^ o->key);
            const double utility =
                kr_offer_utility(&v->self, &offer, rule) + kr_near_normal(taste);
            const struct pick fresh = {(float)utility, at, o->unit};
            keep_best(v->best, &v->picks, m->per_seeker, &fresh, m->ring);
        }
    }
    for (int i = 0; i < v->picks; i++) {
        kr_ask_to_write(&m->arrivals[v->best[i].unit]);
    }
}

// What the employer will see of an application. One below the standard only counts; the
// others get a place among the acceptable ones of the post, in any order: they are sorted
// where the order matters.
static struct kr_application apply_to(const struct side *d, const struct visitor *v,
                                      const struct pick *pick)
{
    const struct kr_country *country = d->live.model->country;
    const struct kr_hiring_parameters *rule = &d->live.scratch->terms.parameters.hiring;
    const struct kr_matching *m = &d->live.scratch->matching;
    const struct kr_opening *o = &m->ring[pick->opening];
    const struct kr_offer offer = offer_of(country, &v->self, o);
    const uint64_t seen = kr_random_word(d->score_salt, v->id ^ o->key);
    const double score =
        kr_applicant_score(&v->self, &offer, &country->occupation[o->occupation], rule,
                           kr_near_normal(seen)) +
        score_addend(d, v, pick->unit);
    const bool fits = score >= (double)o->standard;
    const int64_t before = __atomic_fetch_add(
        &m->arrivals[pick->unit], fits ? ACCEPTABLE + 1 : 1, __ATOMIC_RELAXED);
    return (struct kr_application){.unit = fits ? pick->unit : KR_NONE,
                                   .opening = pick->opening,
                                   .place = (int32_t)(before / ACCEPTABLE),
                                   .score = (float)score};
}

// Last step: she applies.
static void apply_one(const struct side *d, const struct visitor *v, struct kr_tallies *t)
{
    struct kr_matching *m = &d->live.scratch->matching;
    struct kr_application *slot =
        &m->application[(size_t)v->seeker * (size_t)m->per_seeker];
    for (int i = 0; i < v->picks; i++) {
        slot[i] = apply_to(d, v, &v->best[i]);
    }
    for (int i = v->picks; i < m->per_seeker; i++) {
        slot[i].unit = KR_NONE;
    }
    t->events.applications += v->picks;
}

static void go_round(const struct side *d, struct visitor *party, int size,
                     struct kr_tallies *t)
{
    for (int i = 0; i < size; i++) {
        look_round(d, &party[i]);
    }
    for (int i = 0; i < size; i++) {
        walk_up(d, &party[i]);
    }
    for (int i = 0; i < size; i++) {
        arrive(d, &party[i]);
    }
    for (int i = 0; i < size; i++) {
        weigh(d, &party[i]);
    }
    for (int i = 0; i < size; i++) {
        apply_one(d, &party[i], t);
    }
}

static void apply_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct side *d = context;
    const struct kr_matching *m = &d->live.scratch->matching;
    struct kr_tallies *t = &d->live.scratch->worker[worker];
    struct visitor party[PARTY] = {0};
    int size = 0;
    for (kr_row i = first; i < last; i++) {
        if (m->hired[i] != 0) {
            continue;
        }
        party[size].seeker = i;
        party[size].id = m->packed[i].id;
        party[size].self = kr_seeker_at(m, i);
        if (++size == PARTY) {
            go_round(d, party, size, t);
            size = 0;
        }
    }
    go_round(d, party, size, t);
}

void kr_seekers_apply(struct kr_live *live, int round)
{
    const struct kr_random_key key = live->model->key;
    const kr_quarter now = live->world->now;
    struct side d = {*live,
                     round,
                     kr_random_salt(key, kr_random_tag(KR_USE_TASTE_JOB, now, 0)),
                     kr_random_salt(key, kr_random_tag(KR_USE_SCORE, now, 0)),
                     kr_random_salt(key, kr_random_tag(KR_USE_CONTACT, 0, 0)),
                     kr_random_salt(key, kr_random_tag(KR_USE_ADMISSION, 0, 0))};
    kr_parallel_rows(live->model->threads, live->scratch->matching.seekers, apply_block,
                     &d);
}
