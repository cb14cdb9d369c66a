// The employer's side of matching: applicants are gathered by post, the best above the
// standard get offers (R6, R16); filled openings leave, posts of movers open again.
#include "base/parallel.h"
#include "sim/matching.h"
#include "sim/openings.h"
#include "sim/uses.h"

#include <stdlib.h>
#include <string.h>

enum { CHAIN_ORDINAL = 1024 }; // ordinals of chain openings start here, by round

struct offers {
    struct kr_live live;
};

enum {
    FEW_APPLICANTS = 24, // so few are sorted by insertion
    SEEKERS_AHEAD = 8,   // whose cursors are asked for
};

static kr_id applicant_of(const struct kr_live *live, int32_t slot)
{
    const struct kr_matching *m = &live->scratch->matching;
    return live->world->persons.id[m->seeker[slot / m->per_seeker]];
}

// A total order of the applicants of a post, who each applied once: score, then hash of
// (opening, person), then the person. Below zero when x is better.
static int compare(const void *a, const void *b, void *live)
{
    const struct kr_applicant *x = a;
    const struct kr_applicant *y = b;
    if (x->score != y->score) {
        return x->score > y->score ? -1 : 1;
    }
    if (x->tie != y->tie) {
        return x->tie < y->tie ? -1 : 1;
    }
    return applicant_of(live, x->slot) < applicant_of(live, y->slot) ? -1 : 1;
}

// Most posts see a handful of applicants: insertion sort; the few large ones qsort.
static void sort_applicants(struct kr_live *live, struct kr_applicant *list,
                            int32_t count)
{
    if (count > FEW_APPLICANTS) {
        qsort_r(list, (size_t)count, sizeof *list, compare, live);
        return;
    }
    for (int32_t i = 1; i < count; i++) {
        const struct kr_applicant moving = list[i];
        int32_t j = i;
        while (j > 0 && compare(&moving, &list[j - 1], live) < 0) {
            list[j] = list[j - 1];
            j--;
        }
        list[j] = moving;
    }
}

// Cursors of the posts that a seeker applied to lie anywhere in memory.
static void ask_for_cursors(const struct kr_matching *m, kr_row seeker)
{
    const struct kr_application *app =
        &m->application[(size_t)seeker * (size_t)m->per_seeker];
    for (int a = 0; a < m->per_seeker; a++) {
        if (app[a].opening != KR_NONE) {
            __builtin_prefetch(&m->unit_cursor[app[a].unit], 1);
        }
    }
}

// Seekers leave their slots in the lists of the posts they applied to, in any order: the
// lists are sorted before use.
static void gather_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct offers *d = context;
    struct kr_matching *m = &d->live.scratch->matching;
    for (kr_row i = first; i < last; i++) {
        if (i + SEEKERS_AHEAD < last) {
            ask_for_cursors(m, i + SEEKERS_AHEAD);
        }
        if (m->hired[i] != 0) {
            continue;
        }
        for (int a = 0; a < m->per_seeker; a++) {
            const int32_t slot = (int32_t)(i * m->per_seeker + a);
            const struct kr_application *app = &m->application[slot];
            if (app->opening != KR_NONE) {
                const int32_t at =
                    __atomic_fetch_add(&m->unit_cursor[app->unit], 1, __ATOMIC_RELAXED);
                m->order[at] = (struct kr_applicant){app->score, app->tie, slot};
            }
        }
    }
}

static void offer_block(void *context, kr_row first, kr_row last, int worker)
{
    struct offers *d = context;
    struct kr_matching *m = &d->live.scratch->matching;
    struct kr_tallies *t = &d->live.scratch->worker[worker];
    for (kr_row u = first; u < last; u++) {
        struct kr_applicant *list = m->order + m->unit_start[u];
        const int32_t count = m->unit_start[u + 1] - m->unit_start[u];
        const int32_t post = m->unit_post[u];
        m->unit_applicants[post] = (uint8_t)(count < 255 ? count : 255);
        sort_applicants(&d->live, list, count);
        const int32_t openings = d->live.world->posts.at[post].openings;
        for (int32_t i = 0; i < count && i < openings; i++) {
            if (list[i].score > -1e29F) {
                m->offered[list[i].slot] = 1;
                t->events.offers++;
            }
        }
    }
}

void kr_posts_offer(struct kr_live *live)
{
    struct kr_matching *m = &live->scratch->matching;
    struct offers d = {*live};
    for (int32_t u = 0; u < m->units; u++) {
        m->unit_start[u + 1] += m->unit_start[u];
    }
    memset(m->offered, 0, (size_t)m->seekers * (size_t)m->per_seeker);
    memcpy(m->unit_cursor, m->unit_start, (size_t)m->units * sizeof *m->unit_cursor);
    kr_parallel_rows(live->model->threads, m->seekers, gather_block, &d);
    kr_parallel_rows(live->model->threads, m->units, offer_block, &d);
}

// The oldest openings of a post are filled first.
static void remove_filled(struct kr_live *live)
{
    struct kr_world *world = live->world;
    struct kr_matching *m = &live->scratch->matching;
    struct kr_events *events = &world->tallies.events;
    const struct kr_vacancies *v = &world->vacancies;
    for (kr_row i = 0; i < v->rows; i++) {
        const int32_t unit = m->unit_of_post[v->post[i]];
        if (m->filled[i] != 0 || unit == KR_NONE || m->unit_filled[unit] == 0) {
            continue;
        }
        struct kr_post *post = &world->posts.at[v->post[i]];
        m->filled[i] = 1;
        m->unit_filled[unit]--;
        post->openings--;
        events->openings_filled++;
        if (v->posted[i] != 0) {
            events->vacancies_filled++;
            kr_vacancy_tally(live, &world->tallies, post, KR_VACANCY_FILLED);
        }
    }
}

static int by_post_and_person(const void *a, const void *b)
{
    const struct kr_leaver *x = a;
    const struct kr_leaver *y = b;
    if (x->post != y->post) {
        return x->post < y->post ? -1 : 1;
    }
    return x->person < y->person ? -1 : x->person > y->person ? 1 : 0;
}

// Whether a mover is replaced at once: when the post still needs the hours.
static bool replaced(const struct kr_live *live, const struct kr_leaver *leaver,
                     uint64_t salt)
{
    const struct kr_post *post = &live->world->posts.at[leaver->post];
    const double open = (double)post->openings * kr_post_hours(live, post);
    const double gap =
        (double)post->required_minutes - (double)post->contract_minutes - open;
    return gap > 0.0 && kr_uniform(kr_random_word(salt, leaver->person)) <
                            live->scratch->terms.parameters.vacancies.replacement;
}

static int open_chain(struct kr_live *live, const struct kr_leaver *leaver, int ordinal)
{
    struct kr_post *post = &live->world->posts.at[leaver->post];
    const struct kr_employer *e = &live->world->employers.at[post->employer];
    const uint64_t key =
        kr_hash_word(kr_post_key(e, post->occupation), (uint64_t)ordinal);
    const uint64_t salt = kr_random_salt(
        live->model->key, kr_random_tag(KR_USE_POSTED, live->world->now, 0));
    const bool posted = kr_uniform(kr_random_word(salt, key)) >=
                        live->scratch->terms.parameters.vacancies.unposted_share;
    const struct kr_new_opening opening =
        kr_opening_of(live, leaver->post, (uint16_t)ordinal, posted);
    const kr_row row = live->world->vacancies.rows;
    const int code = kr_opening_add(live, &opening);
    if (code == KR_OK) {
        live->scratch->matching.filled[row] = 0;
        post->left_minutes -= leaver->minutes; // replaced already
    }
    return code;
}

int kr_round_close(struct kr_live *live, int round)
{
    struct kr_matching *m = &live->scratch->matching;
    remove_filled(live);
    const int64_t count = kr_buffer_count(&m->leavers);
    if (count > m->leaver_capacity / 4) {
        return KR_ERROR(KR_ERR_FULL);
    }
    kr_buffer_join(&m->leavers, m->leaver);
    qsort(m->leaver, (size_t)count, sizeof *m->leaver, by_post_and_person);
    const uint64_t salt = kr_random_salt(
        live->model->key, kr_random_tag(KR_USE_CHAIN, live->world->now, (uint32_t)round));
    int code = KR_OK;
    int ordinal = 0;
    for (int64_t i = 0; code == KR_OK && i < count; i++) {
        ordinal = i > 0 && m->leaver[i].post == m->leaver[i - 1].post ? ordinal + 1 : 0;
        if (replaced(live, &m->leaver[i], salt)) {
            code = open_chain(live, &m->leaver[i], (round + 1) * CHAIN_ORDINAL + ordinal);
        }
    }
    return code;
}
