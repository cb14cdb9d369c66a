// Phase 5: openings age, are withdrawn or closed; posts that need hours open new ones;
// places of closed employers are taken by new ones.
//
// Reads: employers, posts, vacancies, terms. Writes: vacancies, posts' openings,
// employers' own rows. Random uses: WITHDRAW, OPENING, POSTED, FIRM_BIRTH, PREMIUM.
// Order: old vacancies keep theirs, new ones follow in order of post rows.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/demand.h"
#include "sim/openings.h"
#include "sim/phases/phases.h"
#include "sim/uses.h"

#include <string.h>

struct vacancies_phase {
    struct kr_live live;
    uint64_t withdraw_salt;
    uint64_t opening_salt;
    uint64_t posted_salt;
    uint64_t birth_salt;
};

// ---------------------------------------------------------------- what stands open

// Whether an opening that stood through the last quarter is given up.
static bool gives_up(const struct vacancies_phase *d, kr_row i)
{
    const struct kr_world *world = d->live.world;
    const struct kr_vacancies *v = &world->vacancies;
    const struct kr_vacancies_parameters *rule =
        &d->live.scratch->terms.parameters.vacancies;
    const struct kr_post *post = &world->posts.at[v->post[i]];
    const double gap = kr_wanted_minutes(&d->live, post) - (double)post->contract_minutes;
    const double open = (double)post->openings * kr_post_hours(&d->live, post);
    // who has to let people go does not look for others
    const double spare = d->live.scratch->terms.parameters.demand.overtime_buffer;
    if (gap < -spare * (double)post->contract_minutes) {
        return true;
    }
    const double chance =
        kr_withdrawal_chance(rule, world->now - v->opened[i], gap, open);
    return kr_uniform(kr_random_word(d->withdraw_salt, v->key[i])) < chance;
}

enum { STAYS, GIVEN_UP, CLOSED };

// What becomes of every opening; the array of matching is free in this phase.
static void judge_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct vacancies_phase *d = context;
    const struct kr_world *world = d->live.world;
    const struct kr_vacancies *v = &world->vacancies;
    uint8_t *fate = d->live.scratch->matching.filled;
    for (kr_row i = first; i < last; i++) {
        kr_vacancy_prefetch(world, i, last);
        const struct kr_post *post = &world->posts.at[v->post[i]];
        const bool closed = world->employers.at[post->employer].closing != 0;
        fate[i] = closed ? CLOSED : gives_up(d, i) ? GIVEN_UP : STAYS;
    }
}

// Takes away an opening that is given up or closes with the employer.
static void drop_vacancy(const struct vacancies_phase *d, kr_row i, bool closed)
{
    struct kr_world *world = d->live.world;
    struct kr_events *events = &world->tallies.events;
    struct kr_post *post = &world->posts.at[world->vacancies.post[i]];
    post->openings--;
    events->openings_dropped++;
    if (world->vacancies.posted[i] != 0) {
        kr_vacancy_tally(&d->live, &world->tallies, post, KR_VACANCY_DROPPED);
        events->vacancies_closed += closed;
        events->vacancies_withdrawn += !closed;
    }
}

// Drops what does not stay; keeps order.
static void age_vacancies(struct vacancies_phase *d)
{
    struct kr_vacancies *v = &d->live.world->vacancies;
    const uint8_t *fate = d->live.scratch->matching.filled;
    kr_parallel_rows(d->live.model->threads, v->rows, judge_block, d);
    kr_row kept = 0;
    for (kr_row i = 0; i < v->rows; i++) {
        if (fate[i] != STAYS) {
            drop_vacancy(d, i, fate[i] == CLOSED);
        } else {
            kr_vacancy_move(v, kept++, i);
        }
    }
    v->rows = kept;
}

// ---------------------------------------------------------------- new openings

// Number of new openings of a post (R18): separations replaced, part of the gap closed.
static int openings_wanted(const struct vacancies_phase *d, const struct kr_post *post,
                           uint64_t key)
{
    const struct kr_parameters *rule = &d->live.scratch->terms.parameters;
    const double gap = kr_wanted_minutes(&d->live, post) - (double)post->contract_minutes;
    if (gap <= 0.0) {
        return 0;
    }
    const double per_head = kr_post_hours(&d->live, post);
    const double open = (double)post->openings * per_head;
    if (gap <= open) {
        return 0;
    }
    const double left = (double)post->left_minutes * rule->vacancies.replacement;
    // never more open than the gap
    const double minutes = kr_minutes_to_open(gap, open, left, rule->demand.adjustment);
    const double most = rule->vacancies.most_per_post + 0.25 * (double)post->heads -
                        (double)post->openings;
    const double u = kr_uniform(kr_random_word(d->opening_salt, key));
    return (int)kr_round_by(kr_clamp(minutes / per_head, 0.0, kr_max(most, 0.0)), u);
}

static void post_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct vacancies_phase *d = context;
    struct kr_world *world = d->live.world;
    (void)worker;
    for (kr_row i = first; i < last; i++) {
        struct kr_post *post = &world->posts.at[i];
        if (post->employer == KR_NONE) {
            continue;
        }
        const struct kr_employer *e = &world->employers.at[post->employer];
        if (e->closing == 0) {
            const uint64_t key = kr_post_key(e, post->occupation);
            const int n = openings_wanted(d, post, key);
            for (int k = 0; k < n; k++) {
                const uint64_t one = kr_hash_word(key, (uint64_t)k);
                const double unposted =
                    d->live.scratch->terms.parameters.vacancies.unposted_share;
                const double v = kr_uniform(kr_random_word(d->posted_salt, one));
                const struct kr_new_opening opening =
                    kr_opening_of(&d->live, i, (uint16_t)k, v >= unposted);
                kr_opening_note(&d->live, &opening);
            }
        }
        if (post->left_minutes != 0) { // a line that is not written stays clean
            post->left_minutes = 0;
        }
    }
}

// ---------------------------------------------------------------- employers come and go

// A place whose employer closed is taken by a new one of the same sector and region, with
// part of the work to be done and nobody to do it yet.
static void found_employer(const struct vacancies_phase *d, struct kr_employer *e)
{
    struct kr_world *world = d->live.world;
    const double share = d->live.scratch->terms.parameters.demand.birth_replacement;
    for (int k = 0; k < e->posts; k++) {
        world->posts.at[e->first_post + k].carved = 0;
    }
    if (kr_uniform(kr_random_word(d->birth_salt, e->id)) >= share) {
        for (int k = 0; k < e->posts; k++) {
            world->posts.at[e->first_post + k].base_minutes = 0;
        }
        return;
    }
    const double size = d->live.scratch->terms.parameters.demand.birth_size;
    for (int k = 0; k < e->posts; k++) {
        struct kr_post *post = &world->posts.at[e->first_post + k];
        post->base_minutes = (int32_t)((double)post->base_minutes * size + 0.5);
    }
    const uint64_t fresh = kr_hash_word(e->id, (uint64_t)(uint16_t)world->now);
    e->id = fresh | 1;
    e->since = world->now;
    e->demand_level = 0.0F;
    e->load_memory = 0.0F;
    e->wage_premium = 0;
    world->tallies.events.employers_born++;
}

static void replace_closed(const struct vacancies_phase *d)
{
    struct kr_employers *employers = &d->live.world->employers;
    for (kr_row i = 0; i < employers->rows; i++) {
        struct kr_employer *e = &employers->at[i];
        if (e->id != 0 && e->closing != 0) {
            found_employer(d, e);
            e->closing = 0;
        }
    }
}

int kr_phase_vacancies(struct kr_live *live)
{
    const struct kr_random_key key = live->model->key;
    const kr_quarter now = live->world->now;
    struct vacancies_phase d = {.live = *live};
    d.withdraw_salt = kr_random_salt(key, kr_random_tag(KR_USE_WITHDRAW, now, 0));
    d.opening_salt = kr_random_salt(key, kr_random_tag(KR_USE_OPENING, now, 0));
    d.posted_salt = kr_random_salt(key, kr_random_tag(KR_USE_POSTED, now, 0));
    d.birth_salt = kr_random_salt(key, kr_random_tag(KR_USE_FIRM_BIRTH, now, 0));
    age_vacancies(&d);
    kr_buffer_clear(&live->scratch->openings);
    kr_parallel_rows(live->model->threads, live->world->posts.rows, post_block, &d);
    const int code = kr_openings_apply(live);
    replace_closed(&d);
    return code;
}
