// The employer's side of matching: acceptable applicants are gathered by post, the best
// get offers (R6, R16).
#include "base/parallel.h"
#include "sim/matching.h"
#include "sim/uses.h"

#include <stdlib.h>

enum {
    FEW_APPLICANTS = 24, // so few are sorted by insertion
    MOST_COUNTED = 255,  // applicants that make a crowd
};

// ---------------------------------------------------------------- the order

struct offers {
    struct kr_live live;
    uint64_t score_salt; // what decided the scores, and decides between equal ones
};

static kr_id applicant_of(const struct kr_matching *m, int32_t slot)
{
    return m->packed[slot / m->per_seeker].id;
}

// Hash of (opening, person). Equal scores are rare: it is worked out when needed.
static uint32_t tie_of(const struct offers *d, int32_t slot)
{
    const struct kr_matching *m = &d->live.scratch->matching;
    const uint64_t key = m->ring[m->application[slot].opening].key;
    const uint64_t seen = kr_random_word(d->score_salt, applicant_of(m, slot) ^ key);
    return (uint32_t)(kr_mix64(seen) >> 32);
}

// A total order of the applicants of a post, who each applied once: score, then hash of
// (opening, person), then the person. Below zero when x is better.
static int compare(const void *a, const void *b, void *offers)
{
    const struct kr_applicant *x = a;
    const struct kr_applicant *y = b;
    if (x->score != y->score) {
        return x->score > y->score ? -1 : 1;
    }
    const struct offers *d = offers;
    const uint32_t tie_x = tie_of(d, x->slot);
    const uint32_t tie_y = tie_of(d, y->slot);
    if (tie_x != tie_y) {
        return tie_x < tie_y ? -1 : 1;
    }
    const struct kr_matching *m = &d->live.scratch->matching;
    return applicant_of(m, x->slot) < applicant_of(m, y->slot) ? -1 : 1;
}

// Most posts see a handful of applicants: insertion sort; the few large ones qsort.
static void sort_applicants(struct offers *d, struct kr_applicant *list, int32_t count)
{
    if (count > FEW_APPLICANTS) {
        qsort_r(list, (size_t)count, sizeof *list, compare, d);
        return;
    }
    for (int32_t i = 1; i < count; i++) {
        const struct kr_applicant moving = list[i];
        int32_t j = i;
        while (j > 0 && compare(&moving, &list[j - 1], d) < 0) {
            list[j] = list[j - 1];
            j--;
        }
        list[j] = moving;
    }
}

// ---------------------------------------------------------------- the lists

// Where the list of each post begins.
static void start_lists(struct kr_matching *m)
{
    int32_t start = 0;
    for (int32_t u = 0; u < m->units; u++) {
        m->unit[u].start = start;
        start += (int32_t)(m->arrivals[u] >> 32);
    }
}

// Every acceptable application goes to its place in the list of its post.
static void gather_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct offers *d = context;
    struct kr_matching *m = &d->live.scratch->matching;
    const int32_t end = (int32_t)(last * m->per_seeker);
    for (int32_t slot = (int32_t)(first * m->per_seeker); slot < end; slot++) {
        const struct kr_application *a = &m->application[slot];
        if (a->unit != KR_NONE) {
            m->order[m->unit[a->unit].start + a->place] =
                (struct kr_applicant){a->score, slot};
        }
    }
}

// A post with openings for all makes no difference between them.
static void offer_block(void *context, kr_row first, kr_row last, int worker)
{
    struct offers *d = context;
    struct kr_matching *m = &d->live.scratch->matching;
    int64_t offers = 0;
    for (kr_row u = first; u < last; u++) {
        struct kr_unit *unit = &m->unit[u];
        struct kr_applicant *list = m->order + unit->start;
        const int32_t fit = (int32_t)(m->arrivals[u] >> 32);
        const int64_t applicants = m->arrivals[u] & UINT32_MAX;
        if (unit->open > 0) {
            unit->applicants =
                (uint8_t)(applicants < MOST_COUNTED ? applicants : MOST_COUNTED);
        }
        if (fit > unit->open) {
            sort_applicants(d, list, fit);
        }
        const int32_t chosen = fit < unit->open ? fit : unit->open;
        for (int32_t i = 0; i < chosen; i++) {
            m->offered[list[i].slot] = 1;
        }
        offers += chosen;
    }
    d->live.scratch->worker[worker].events.offers += offers;
}

void kr_posts_offer(struct kr_live *live)
{
    struct kr_matching *m = &live->scratch->matching;
    struct offers d = {*live,
                       kr_random_salt(live->model->key,
                                      kr_random_tag(KR_USE_SCORE, live->world->now, 0))};
    start_lists(m);
    kr_parallel_rows(live->model->threads, m->seekers, gather_block, &d);
    kr_parallel_rows(live->model->threads, m->units, offer_block, &d);
}
