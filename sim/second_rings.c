#include "sim/second_rings.h"

#include "base/parallel.h"
#include "sim/uses.h"

#include <string.h>

enum {
    PLACES = 12,         // ordinal of the draw of places; see the market for the others
    POSTS_AHEAD = 16,    // vacancies whose posts are asked for
    EMPLOYERS_AHEAD = 8, // vacancies whose employers are asked for
};

struct laying {
    const struct kr_live *live;
    uint64_t salt;
};

static uint32_t position_of(const struct laying *d, kr_row vacancy)
{
    const uint64_t key = d->live->world->vacancies.key[vacancy];
    return (uint32_t)(kr_random_word(d->salt, key) >> 32);
}

// Places of every region, and from these where each ring begins.
static void count_regions(struct kr_matching *m, int regions)
{
    memset(m->cell_start, 0, ((size_t)regions + 1) * sizeof *m->cell_start);
    for (int32_t u = 0; u < m->units; u++) {
        m->cell_start[m->unit[u].region + 1] += m->unit[u].open;
    }
    for (int r = 0; r < regions; r++) {
        m->cell_start[r + 1] += m->cell_start[r];
    }
}

// The stretch of every opening that is left, and how many are on it. Counts stand two
// places on, so that sums make starts and placing makes ends.
static void stretch_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct laying *d = context;
    const struct kr_matching *m = &d->live->scratch->matching;
    for (kr_row i = first; i < last; i++) {
        m->vacancy_stretch[i] = KR_NONE;
        if (m->filled[i] == 0) {
            const int region = m->unit[m->vacancy_unit[i]].region;
            m->vacancy_stretch[i] = kr_ring_stretch(m, region, position_of(d, i));
            kr_shared_add32(&m->stretch_start[m->vacancy_stretch[i] + 2], 1);
        }
    }
}

static struct kr_second_opening place_of(const struct laying *d, kr_row i)
{
    const struct kr_world *world = d->live->world;
    const struct kr_vacancies *v = &world->vacancies;
    const struct kr_post *post = &world->posts.at[v->post[i]];
    const struct kr_employer *e = &world->employers.at[post->employer];
    return (struct kr_second_opening){.key = v->key[i],
                                      .position = position_of(d, i),
                                      .vacancy = i,
                                      .employer = post->employer,
                                      .opened = v->opened[i],
                                      .wage_premium = e->wage_premium,
                                      .hours = (uint8_t)(v->minutes[i] / 60),
                                      .standard = v->standard[i],
                                      .sector = e->sector,
                                      .region = e->region,
                                      .occupation = post->occupation};
}

static void ask_ahead(const struct kr_live *live, kr_row i, kr_row last)
{
    const struct kr_world *world = live->world;
    const kr_row *post = world->vacancies.post;
    if (i + POSTS_AHEAD < last) {
        kr_ask(&world->posts.at[post[i + POSTS_AHEAD]]);
    }
    if (i + EMPLOYERS_AHEAD < last) {
        const kr_row employer = world->posts.at[post[i + EMPLOYERS_AHEAD]].employer;
        kr_ask(&world->employers.at[employer]);
    }
}

static void place_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct laying *d = context;
    const struct kr_matching *m = &d->live->scratch->matching;
    for (kr_row i = first; i < last; i++) {
        ask_ahead(d->live, i, last);
        if (m->vacancy_stretch[i] != KR_NONE) {
            int32_t *next = &m->stretch_start[m->vacancy_stretch[i] + 1];
            m->second[__atomic_fetch_add(next, 1, __ATOMIC_RELAXED)] = place_of(d, i);
        }
    }
}

static bool lies_before(const struct kr_second_opening *x,
                        const struct kr_second_opening *y)
{
    return x->position != y->position ? x->position < y->position : x->key < y->key;
}

// Stretches stand in order and hold few: insertion moves a place hardly ever, and the
// order in which they were laid no longer shows.
static void sort_region(void *context, int region, int worker)
{
    (void)worker;
    const struct kr_matching *m = context;
    struct kr_second_opening *ring = m->second + m->cell_start[region];
    const int32_t count = m->cell_start[region + 1] - m->cell_start[region];
    for (int32_t i = 1; i < count; i++) {
        if (!lies_before(&ring[i], &ring[i - 1])) {
            continue;
        }
        const struct kr_second_opening moving = ring[i];
        int32_t j = i;
        while (j > 0 && lies_before(&moving, &ring[j - 1])) {
            ring[j] = ring[j - 1];
            j--;
        }
        ring[j] = moving;
    }
    uint32_t *position = m->position + m->cell_start[region];
    for (int32_t i = 0; i < count; i++) {
        position[i] = ring[i].position;
    }
}

void kr_second_rings_lay(struct kr_live *live)
{
    struct kr_matching *m = &live->scratch->matching;
    const int threads = live->model->threads;
    const int regions = live->model->country->regions;
    const kr_row rows = live->world->vacancies.rows;
    const uint64_t tag = kr_random_tag(KR_USE_SECOND_JOB, live->world->now, PLACES);
    struct laying d = {live, kr_random_salt(live->model->key, tag)};
    count_regions(m, regions);
    const int32_t open = m->cell_start[regions];
    memset(m->stretch_start, 0, ((size_t)open + 2) * sizeof *m->stretch_start);
    kr_parallel_rows(threads, rows, stretch_block, &d);
    for (int32_t s = 0; s < open; s++) {
        m->stretch_start[s + 1] += m->stretch_start[s];
    }
    kr_parallel_rows(threads, rows, place_block, &d);
    kr_parallel_tasks(threads, regions, sort_region, m);
}
