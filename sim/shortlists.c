// The employer's side of matching: acceptable applicants are gathered by post, the best
// get offers (R6, R16).
#include "base/parallel.h"
#include "sim/matching.h"

#include <stdlib.h>

enum {
    FEW_APPLICANTS = 24, // so few are sorted by insertion
    MOST_COUNTED = 255,  // applicants that make a crowd
};

// ---------------------------------------------------------------- the order

static kr_id applicant_of(const struct kr_matching *m, int32_t slot)
{
    return m->packed[slot / m->per_seeker].id;
}

// A total order of the applicants of a post, who each applied once: score, then hash of
// (opening, person), then the person. Below zero when x is better.
static int compare(const void *a, const void *b, void *matching)
{
    const struct kr_applicant *x = a;
    const struct kr_applicant *y = b;
    if (x->score != y->score) {
        return x->score > y->score ? -1 : 1;
    }
    if (x->tie != y->tie) {
        return x->tie < y->tie ? -1 : 1;
    }
    return applicant_of(matching, x->slot) < applicant_of(matching, y->slot) ? -1 : 1;
}

// Most posts see a handful of applicants: insertion sort; the few large ones qsort.
static void sort_applicants(struct kr_matching *m, struct kr_applicant *list,
                            int32_t count)
{
    if (count > FEW_APPLICANTS) {
        qsort_r(list, (size_t)count, sizeof *list, compare, m);
        return;
    }
    for (int32_t i = 1; i < count; i++) {
        const struct kr_applicant moving = list[i];
        int32_t j = i;
        while (j > 0 && compare(&moving, &list[j - 1], m) < 0) {
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
    const struct kr_live *live = context;
    struct kr_matching *m = &live->scratch->matching;
    const int32_t end = (int32_t)(last * m->per_seeker);
    for (int32_t slot = (int32_t)(first * m->per_seeker); slot < end; slot++) {
        const struct kr_application *a = &m->application[slot];
        if (a->unit != KR_NONE) {
            m->order[m->unit[a->unit].start + a->place] =
                (struct kr_applicant){a->score, a->tie, slot};
        }
    }
}

// A post with openings for all makes no difference between them.
static void offer_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct kr_live *live = context;
    struct kr_matching *m = &live->scratch->matching;
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
            sort_applicants(m, list, fit);
        }
        const int32_t chosen = fit < unit->open ? fit : unit->open;
        for (int32_t i = 0; i < chosen; i++) {
            m->offered[list[i].slot] = 1;
        }
        offers += chosen;
    }
    live->scratch->worker[worker].events.offers += offers;
}

void kr_posts_offer(struct kr_live *live)
{
    struct kr_matching *m = &live->scratch->matching;
    start_lists(m);
    kr_parallel_rows(live->model->threads, m->seekers, gather_block, live);
    kr_parallel_rows(live->model->threads, m->units, offer_block, live);
}
