// Units of matching: the posts with openings, each with a card that holds all the market
// wants to know of the post and its employer.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/matching.h"
#include "sim/targets.h"

enum {
    POSTS_AHEAD = 16,    // whose numbers and records are asked for
    EMPLOYERS_AHEAD = 8, // of posts that came meanwhile
};

// ---------------------------------------------------------------- numbering

// The unit of a post. What `unit_of_post` says counts only when the unit agrees, so the
// array needs no clearing.
static int32_t unit_of(struct kr_matching *m, int32_t post)
{
    const int32_t u = m->unit_of_post[post];
    if (u >= 0 && u < m->units && m->unit[u].post == post) {
        return u;
    }
    m->unit[m->units] = (struct kr_unit){.post = post};
    m->unit_of_post[post] = m->units;
    return m->units++;
}

struct numbering {
    const struct kr_live *live;
    int32_t known; // units that have their cards
};

// Fills in the cards of new units.
static void card_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct numbering *d = context;
    const struct kr_world *world = d->live->world;
    const struct kr_scratch *scratch = d->live->scratch;
    struct kr_unit *unit = scratch->matching.unit + d->known;
    for (kr_row u = first; u < last; u++) {
        if (u + POSTS_AHEAD < last) {
            kr_ask(&world->posts.at[unit[u + POSTS_AHEAD].post]);
        }
        if (u + EMPLOYERS_AHEAD < last) {
            const int32_t post = unit[u + EMPLOYERS_AHEAD].post;
            kr_ask(&world->employers.at[world->posts.at[post].employer]);
        }
        const struct kr_post *post = &world->posts.at[unit[u].post];
        const struct kr_employer *e = &world->employers.at[post->employer];
        const int cell =
            e->sector * d->live->model->country->occupations + post->occupation;
        unit[u].log_wage =
            (float)(scratch->log_wage[cell] + (double)e->wage_premium / 10000.0);
        unit[u].sector = e->sector;
        unit[u].region = e->region;
        unit[u].occupation = post->occupation;
        unit[u].amenity = e->amenity;
        unit[u].visibility = e->visibility;
    }
}

void kr_units_number(struct kr_live *live, kr_row first)
{
    struct kr_matching *m = &live->scratch->matching;
    const struct kr_vacancies *v = &live->world->vacancies;
    m->units = first == 0 ? 0 : m->units;
    struct numbering d = {live, m->units};
    for (kr_row i = first; i < v->rows; i++) {
        if (i + POSTS_AHEAD < v->rows) {
            kr_ask(&m->unit_of_post[v->post[i + POSTS_AHEAD]]);
        }
        m->vacancy_unit[i] = unit_of(m, v->post[i]);
        m->unit[m->vacancy_unit[i]].open++;
        m->filled[i] = 0;
    }
    kr_parallel_rows(live->model->threads, m->units - d.known, card_block, &d);
}

// ---------------------------------------------------------------- a new round

// Amenity and visibility attract, and what policies add; a crowd of applicants in the
// last round does not.
static float attraction_of(const struct kr_live *live, const struct kr_unit *unit)
{
    const struct kr_search_parameters *rule = &live->scratch->terms.parameters.search;
    const struct kr_post *post = &live->world->posts.at[unit->post];
    const double crowd = (double)unit->applicants / kr_max(1.0, (double)unit->open);
    const double attraction = rule->amenity_weight * (double)unit->amenity / 32.0 +
                              rule->visibility_weight * (double)unit->visibility / 32.0 +
                              kr_post_addend(live, KR_LEVER_attraction, post);
    return (float)(unit->applicants == 0
                       ? attraction
                       : attraction - rule->crowding_weight * kr_log(1.0 + crowd));
}

static void refresh_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct kr_live *live = context;
    struct kr_matching *m = &live->scratch->matching;
    for (kr_row u = first; u < last; u++) {
        m->unit[u].hired = 0;
        m->unit[u].attraction = attraction_of(live, &m->unit[u]);
        m->arrivals[u] = 0;
    }
}

void kr_units_refresh(struct kr_live *live)
{
    kr_parallel_rows(live->model->threads, live->scratch->matching.units, refresh_block,
                     live);
}
