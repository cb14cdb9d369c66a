// What the parts of the slow matching share.
#ifndef KR_TESTS_MODEL_ORACLE_MARKET_H
#define KR_TESTS_MODEL_ORACLE_MARKET_H

#include "agents/rules/match.h"
#include "base/random.h"
#include "sim/uses.h"
#include "tests/model/matching_oracle.h"

enum { ORACLE_CANDIDATES = 16, ORACLE_APPLICATIONS = 4 }; // the most of each

// Somebody's application for an opening.
struct oracle_application {
    kr_row seeker; // place in the list of seekers
    kr_row opening;
    float utility;
    float score;
    uint32_t tie;
    bool acceptable;
    bool offered;
};

struct oracle_leaver {
    uint64_t person;
    int32_t post;
    int32_t minutes;
};

// What makes up one cell of an occupation.
enum oracle_cells { ORACLE_REGIONS, ORACLE_AREAS, ORACLE_COUNTRY };

// What a round works on.
struct oracle_market {
    struct oracle_state *state;
    const struct kr_live *live;
    const struct kr_country *country;
    const struct kr_parameters *rule;
    int round;
    enum oracle_cells cells[256]; // by occupation
    bool *filled;                 // by row of vacancies
    int *applicants;              // by post: in the last round that had it on a ring
    int *hired_by_post;           // by post, this round
    bool *hired;                  // by seeker
    struct oracle_application *application; // ORACLE_APPLICATIONS by seeker
    int *application_count;
    struct oracle_leaver *leaver;
    int leavers;
};

// Draws of a use: one word, or a stream that differs by round.
static inline uint64_t oracle_word(const struct oracle_market *m, enum kr_use use,
                                   int round, uint64_t id)
{
    const uint64_t tag = kr_random_tag(use, m->live->world->now, (uint32_t)round);
    return kr_random_word(kr_random_salt(m->live->model->key, tag), id);
}

static inline struct kr_pcg oracle_stream(const struct oracle_market *m, enum kr_use use,
                                          uint64_t person)
{
    const uint64_t tag = kr_random_tag(use, m->live->world->now, (uint32_t)m->round);
    return kr_random(m->live->model->key, tag, person);
}

static inline const struct kr_employer *oracle_employer(const struct oracle_market *m,
                                                        kr_row post)
{
    return &m->state->employers[m->state->posts[post].employer];
}

// What a person brings, as rules R5 to R7 see it.
struct kr_seeker oracle_seeker(const struct oracle_market *m, kr_row row);

// What an opening is to her.
struct kr_offer oracle_offer(const struct oracle_market *m, const struct kr_seeker *s,
                             kr_row i);

// Decides the cells of every occupation.
void oracle_lay_out(struct oracle_market *m);

// Where a seeker applies this round.
void oracle_apply(struct oracle_market *m, kr_row seeker);

// A post makes its offers.
void oracle_offer_jobs(struct oracle_market *m, kr_row post);

// She takes her best offer that passes R7, if any.
void oracle_choose(struct oracle_market *m, kr_row seeker);

// Filled openings are marked; posts of movers open again.
void oracle_close_round(struct oracle_market *m);

// What nobody filled through the network is posted.
void oracle_post_rest(struct oracle_market *m);

#endif
