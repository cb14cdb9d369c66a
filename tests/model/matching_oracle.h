// Matching the slow, obvious way: the rule of docs/model/matching.md with one linear scan
// for every question and no shared counters. It works on its own copy of what matching
// may change, so that its outcome can be compared with that of sim/.
#ifndef KR_TESTS_MODEL_MATCHING_ORACLE_H
#define KR_TESTS_MODEL_MATCHING_ORACLE_H

#include "sim/scratch.h"

// The parts of a world that matching changes, and what it counts.
struct oracle_state {
    struct kr_persons persons;
    struct kr_employer *employers;
    struct kr_post *posts;
    struct kr_vacancies vacancies;
    struct kr_tallies tallies;
    kr_row *seekers; // rows of those who take part
    kr_row seeker_count;
};

// A copy of the state just before matching.
void oracle_copy(struct oracle_state *self, const struct kr_live *live);
void oracle_free(struct oracle_state *self);

// Lives all rounds on the copy. Only what matching may not change is read from `live`.
void oracle_match(struct oracle_state *self, const struct kr_live *live);

// Describes the first difference between the copy and the world in `text`; true when
// there is none.
bool oracle_equals(const struct oracle_state *self, const struct kr_live *live,
                   char *text, size_t size);

#endif
