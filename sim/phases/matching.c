// Phase 6: search, application, shortlist, offer, acceptance, in rounds; exact and
// order-free.
//
// Reads: seekers, openings, posts, employers, terms. Writes: persons hired, posts' heads
// and minutes by commuting integer sums, vacancies. Random uses: RING, CANDIDATES,
// TASTE_JOB, SCORE, ACCEPT, HIRE_TERMS, CHAIN, POSTED, SECOND_JOB. Ties: score,
// hash(post, person), person.
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
    memset(m->offered, 0, (size_t)count * (size_t)m->per_seeker);
    return KR_OK;
}

// What the network did not fill is posted at the end of the quarter.
static void post_openly(struct kr_live *live, kr_row vacancy)
{
    struct kr_tallies *t = &live->world->tallies;
    const struct kr_matching *m = &live->scratch->matching;
    const struct kr_unit *unit = &m->unit[m->vacancy_unit[vacancy]];
    live->world->vacancies.posted[vacancy] = 1;
    t->events.vacancies_opened++;
    ++*kr_tally_at(t, KR_TALLY_sector_vacancies, unit->sector, KR_VACANCY_OPENED);
    ++*kr_tally_at(t, KR_TALLY_region_vacancies, unit->region, KR_VACANCY_OPENED);
    ++*kr_tally_at(t, KR_TALLY_occupation_vacancies, unit->occupation, KR_VACANCY_OPENED);
}

// Filled openings leave the table; the others keep their order.
static void keep_the_rest(struct kr_live *live)
{
    struct kr_vacancies *v = &live->world->vacancies;
    kr_row kept = 0;
    for (kr_row i = 0; i < v->rows; i++) {
        if (live->scratch->matching.filled[i] != 0) {
            continue;
        }
        if (v->posted[i] == 0) {
            post_openly(live, i);
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
    kr_seekers_pack(live);
    kr_units_number(live, 0);
    const int rounds = (int)live->scratch->terms.parameters.search.rounds;
    for (int round = 0; code == KR_OK && round < rounds; round++) {
        kr_units_refresh(live);
        kr_ring_build(live);
        kr_seekers_apply(live, round);
        kr_posts_offer(live);
        kr_seekers_choose(live, round);
        code = kr_round_close(live, round);
    }
    if (code == KR_OK) {
        code = kr_second_jobs_match(live);
    }
    keep_the_rest(live);
    return code;
}
