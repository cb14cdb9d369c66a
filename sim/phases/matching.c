// Phase 6: search, application, shortlist, offer, acceptance, in rounds; exact and
// order-free.
//
// Reads: seekers, openings, posts, employers, terms. Writes: persons hired, posts' heads
// and minutes by commuting integer sums, vacancies. Random uses: RING, CANDIDATES,
// TASTE_JOB, SCORE, ACCEPT, HIRE_TERMS, CHAIN, POSTED. Ties: score, hash(post, person),
// person.
#include "sim/matching.h"

#include "sim/openings.h"
#include "sim/phases/phases.h"
#include "sim/second_jobs.h"

#include <string.h>

// Seekers in order of rows, none of them hired yet.
static int gather_seekers(struct kr_live *live)
{
    struct kr_matching *m = &live->scratch->matching;
    const int64_t count = kr_buffer_count(&live->scratch->seekers);
    if (count > m->seeker_capacity) {
        return KR_ERROR(KR_ERR_FULL);
    }
    m->seekers = (kr_row)count;
    kr_buffer_join(&live->scratch->seekers, m->seeker);
    memset(m->hired, 0, (size_t)count);
    memset(m->filled, 0, (size_t)live->world->vacancies.rows);
    memset(m->unit_applicants, 0, (size_t)live->world->posts.rows);
    return KR_OK;
}

static void count_seekers(struct kr_live *live)
{
    const struct kr_matching *m = &live->scratch->matching;
    struct kr_events *events = &live->world->tallies.events;
    events->seekers = m->seekers;
    for (kr_row i = 0; i < m->seekers; i++) {
        events->seekers_employed +=
            live->world->persons.status[m->seeker[i]] == KR_EMPLOYEE;
    }
}

// What the network did not fill is posted at the end of the quarter.
static void post_rest(struct kr_live *live)
{
    struct kr_world *world = live->world;
    struct kr_vacancies *v = &world->vacancies;
    for (kr_row i = 0; i < v->rows; i++) {
        if (v->posted[i] == 0) {
            v->posted[i] = 1;
            world->tallies.events.vacancies_opened++;
            kr_vacancy_tally(live, &world->tallies, &world->posts.at[v->post[i]],
                             KR_VACANCY_OPENED);
        }
    }
}

// Filled openings leave the table; the others keep their order.
static void compact(struct kr_world *world, const uint8_t *filled)
{
    struct kr_vacancies *v = &world->vacancies;
    kr_row kept = 0;
    for (kr_row i = 0; i < v->rows; i++) {
        if (filled[i] != 0) {
            continue;
        }
        kr_vacancy_move(v, kept++, i);
    }
    v->rows = kept;
}

int kr_phase_matching(struct kr_live *live)
{
    int code = gather_seekers(live);
    if (code != KR_OK) {
        return code;
    }
    count_seekers(live);
    kr_seekers_pack(live);
    const int rounds = (int)live->scratch->terms.parameters.search.rounds;
    for (int round = 0; code == KR_OK && round < rounds; round++) {
        kr_ring_build(live);
        kr_seekers_apply(live, round);
        kr_posts_offer(live);
        kr_seekers_choose(live, round);
        code = kr_round_close(live, round);
    }
    if (code == KR_OK) {
        code = kr_second_jobs_match(live);
    }
    compact(live->world, live->scratch->matching.filled);
    post_rest(live);
    return code;
}
