// The end of a round of matching: filled openings leave, posts of movers open again.
#include "base/parallel.h"
#include "sim/matching.h"
#include "sim/openings.h"
#include "sim/uses.h"

#include <stdlib.h>

enum {
    CHAIN_ORDINAL = 1024, // ordinals of chain openings start here, by round
    UNITS_AHEAD = 16,     // whose cards are asked for
    POSTS_AHEAD = 8,      // of leavers
};

// ---------------------------------------------------------------- filled openings

// The oldest openings of a post are filled first.
static void mark_filled(struct kr_live *live)
{
    struct kr_matching *m = &live->scratch->matching;
    struct kr_tallies *t = &live->world->tallies;
    const struct kr_vacancies *v = &live->world->vacancies;
    for (kr_row i = 0; i < v->rows; i++) {
        struct kr_unit *unit = &m->unit[m->vacancy_unit[i]];
        if (unit->hired == 0 || m->filled[i] != 0) {
            continue;
        }
        m->filled[i] = 1;
        unit->hired--;
        unit->open--;
        t->events.openings_filled++;
        if (v->posted[i] != 0) {
            t->events.vacancies_filled++;
            ++*kr_tally_at(t, KR_TALLY_sector_vacancies, unit->sector, KR_VACANCY_FILLED);
            ++*kr_tally_at(t, KR_TALLY_region_vacancies, unit->region, KR_VACANCY_FILLED);
            ++*kr_tally_at(t, KR_TALLY_occupation_vacancies, unit->occupation,
                           KR_VACANCY_FILLED);
        }
    }
}

// Posts have as many openings as their units.
static void post_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct kr_live *live = context;
    const struct kr_matching *m = &live->scratch->matching;
    struct kr_post *posts = live->world->posts.at;
    for (kr_row u = first; u < last; u++) {
        if (u + UNITS_AHEAD < last) {
            kr_ask_to_write(&posts[m->unit[u + UNITS_AHEAD].post]);
        }
        posts[m->unit[u].post].openings = (uint16_t)m->unit[u].open;
    }
}

// ---------------------------------------------------------------- chains

// Leavers are dealt into bins by post, a few to a bin; piles of bins are worked on side
// by side.
enum {
    PILES = 128,
    PILE_BINS = 64,
    BINS = PILES * PILE_BINS,
    FEW_LEAVERS = 32, // so few are sorted by insertion
};

struct chains {
    struct kr_live *live;
    int round;
    uint64_t chain_salt;
    uint64_t posted_salt;
    kr_row vacancies;          // rows of the table before
    int32_t start[BINS + 1];   // of a bin, in `leaver`
    int32_t opened[PILES + 1]; // openings of the piles before
};

static int bin_of(const struct kr_live *live, int32_t post)
{
    return (int)((int64_t)post * BINS / live->world->posts.rows);
}

// A counting sort of `from` into `to` by bin.
static void deal(struct chains *c, const struct kr_leaver *from, struct kr_leaver *to,
                 int64_t count)
{
    int32_t next[BINS] = {0};
    for (int64_t i = 0; i < count; i++) {
        next[bin_of(c->live, from[i].post)]++;
    }
    c->start[0] = 0;
    for (int b = 0; b < BINS; b++) {
        c->start[b + 1] = c->start[b] + next[b];
        next[b] = c->start[b];
    }
    for (int64_t i = 0; i < count; i++) {
        to[next[bin_of(c->live, from[i].post)]++] = from[i];
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

static void sort_bin(struct kr_leaver *list, int32_t count)
{
    if (count > FEW_LEAVERS) {
        qsort(list, (size_t)count, sizeof *list, by_post_and_person);
        return;
    }
    for (int32_t i = 1; i < count; i++) {
        const struct kr_leaver moving = list[i];
        int32_t j = i;
        while (j > 0 && by_post_and_person(&moving, &list[j - 1]) < 0) {
            list[j] = list[j - 1];
            j--;
        }
        list[j] = moving;
    }
}

// Whether a mover is replaced at once: when the post still needs the hours.
static bool replaced(const struct chains *c, const struct kr_leaver *leaver)
{
    const struct kr_post *post = &c->live->world->posts.at[leaver->post];
    const double open = (double)post->openings * kr_post_hours(c->live, post);
    const double gap =
        (double)post->required_minutes - (double)post->contract_minutes - open;
    return gap > 0.0 && kr_uniform(kr_random_word(c->chain_salt, leaver->person)) <
                            c->live->scratch->terms.parameters.vacancies.replacement;
}

// The opening that takes the place of a leaver; counted at its post at once, since it
// matters to the next who left there.
static struct kr_new_opening reopen(const struct chains *c,
                                    const struct kr_leaver *leaver, uint16_t ordinal)
{
    struct kr_post *post = &c->live->world->posts.at[leaver->post];
    const struct kr_employer *e = &c->live->world->employers.at[post->employer];
    const uint64_t key =
        kr_hash_word(kr_post_key(e, post->occupation), (uint64_t)ordinal);
    const bool posted = kr_uniform(kr_random_word(c->posted_salt, key)) >=
                        c->live->scratch->terms.parameters.vacancies.unposted_share;
    const struct kr_new_opening opening =
        kr_opening_of(c->live, leaver->post, ordinal, posted);
    post->openings++;
    post->left_minutes -= leaver->minutes; // replaced already
    return opening;
}

// Decides for a pile, post by post; openings stand where its leavers do.
static void decide_pile(void *context, int pile, int worker)
{
    (void)worker;
    struct chains *c = context;
    const struct kr_matching *m = &c->live->scratch->matching;
    const int32_t *bin = &c->start[(size_t)pile * PILE_BINS];
    const int32_t first = bin[0];
    const int32_t last = bin[PILE_BINS];
    for (int b = 0; b < PILE_BINS; b++) {
        sort_bin(m->leaver + bin[b], bin[b + 1] - bin[b]);
    }
    int ordinal = 0;
    int32_t opened = 0;
    for (int32_t i = first; i < last; i++) {
        if (i + POSTS_AHEAD < last) {
            const int32_t post = m->leaver[i + POSTS_AHEAD].post;
            kr_ask_to_write(&c->live->world->posts.at[post]);
        }
        const bool same = i > first && m->leaver[i].post == m->leaver[i - 1].post;
        ordinal = same ? ordinal + 1 : 0;
        if (replaced(c, &m->leaver[i])) {
            m->chain[first + opened] = reopen(
                c, &m->leaver[i], (uint16_t)((c->round + 1) * CHAIN_ORDINAL + ordinal));
            opened++;
        }
    }
    c->opened[pile + 1] = opened;
}

static void write_pile(void *context, int pile, int worker)
{
    const struct chains *c = context;
    const struct kr_scratch *scratch = c->live->scratch;
    const int32_t opened = c->opened[pile + 1] - c->opened[pile];
    for (int32_t i = 0; i < opened; i++) {
        kr_opening_write(
            c->live, &scratch->worker[worker], c->vacancies + c->opened[pile] + i,
            &scratch->matching.chain[c->start[(size_t)pile * PILE_BINS] + i]);
    }
}

// Openings of the piles follow each other in the table: in the order of posts.
static int write_chains(struct chains *c)
{
    struct kr_vacancies *v = &c->live->world->vacancies;
    c->opened[0] = 0;
    for (int p = 0; p < PILES; p++) {
        c->opened[p + 1] += c->opened[p];
    }
    if (c->opened[PILES] > v->capacity - v->rows) {
        return KR_ERROR(KR_ERR_FULL);
    }
    v->rows += c->opened[PILES];
    kr_parallel_tasks(c->live->model->threads, PILES, write_pile, c);
    return KR_OK;
}

int kr_round_close(struct kr_live *live, int round)
{
    struct kr_matching *m = &live->scratch->matching;
    const struct kr_random_key key = live->model->key;
    const kr_quarter now = live->world->now;
    mark_filled(live);
    kr_parallel_rows(live->model->threads, m->units, post_block, live);
    const int64_t count = kr_buffer_count(&m->leavers);
    if (count > m->leaver_capacity) {
        return KR_ERROR(KR_ERR_FULL);
    }
    struct chains c = {
        .live = live,
        .round = round,
        .chain_salt =
            kr_random_salt(key, kr_random_tag(KR_USE_CHAIN, now, (uint32_t)round)),
        .posted_salt = kr_random_salt(key, kr_random_tag(KR_USE_POSTED, now, 0)),
        .vacancies = live->world->vacancies.rows};
    kr_buffer_join(&m->leavers, m->leaver_joined);
    deal(&c, m->leaver_joined, m->leaver, count);
    kr_parallel_tasks(live->model->threads, PILES, decide_pile, &c);
    const int code = write_chains(&c);
    if (code == KR_OK) {
        kr_units_number(live, c.vacancies);
    }
    return code;
}
