// Inside of the ledger: what a taker remembers, shared by the files that book. Private to
// study/ledger*.c and their tests.
#ifndef KR_STUDY_LEDGER_TAKER_H
#define KR_STUDY_LEDGER_TAKER_H

#include "study/ledger.h"
#include "study/pairs.h"

enum {
    KR_MOST_POLICIES = 255,         // codes of memories; 255 means something else there
    KR_STAFF_OF_RECIPIENTS = 0x100, // in kr_ledger_side.post
};

// A recipient who was in force when her policy ended.
struct kr_follower {
    uint64_t person;
    kr_row row;
    uint16_t reference;
    uint8_t policy;
    kr_quarter last; // quarter in which the policy was last in force
};

// What is kept of one world. Arrays are as long as the tables of the world.
struct kr_ledger_side {
    const struct kr_model *model;
    struct kr_world *world; // of this quarter
    // Policies by index: counted ones, those of them that pay for being in the target,
    // those that are targeted at sectors.
    bool counted[KR_MOST_POLICIES];
    bool pays_members[KR_MOST_POLICIES];
    bool has_sectors[KR_MOST_POLICIES];
    bool any_counted;
    uint8_t *is_recipient; // by person row
    int16_t *gap;          // by person row: minutes in the other world less own minutes,
                           // at the last end of a quarter; NULL when nobody is counted
    uint16_t *post;        // by post row: sector, KR_STAFF_OF_RECIPIENTS
    uint8_t *employer;     // by employer row: has recipients now, had them before
    kr_row person_rows, post_rows, employer_rows; // for freeing
    struct kr_follower *followers;
    size_t follower_count, follower_room;
};

struct kr_ledger_taker {
    struct kr_ledger_space space;
    struct kr_ledger_side side[KR_SIDES];
    struct kr_pairs pairs;
    bool begun; // sizes are known from the first quarter on
    int threads;
    int64_t *worker;  // accounts of each worker
    size_t stride;    // entries from one to the next
    int64_t *treated; // by sector, of this quarter
};

// Lines of one policy, or of all, in an account.
static inline int64_t *kr_recipient_lines(const struct kr_ledger_space *space,
                                          int64_t *entry, enum kr_side side, int policy)
{
    return &entry[space->recipients[side] + (size_t)(policy + 1) * KR_RECIPIENT_COUNT];
}

static inline int64_t *kr_place_lines(const struct kr_ledger_space *space, int64_t *entry,
                                      int place)
{
    return &entry[space->place + (size_t)place * KR_PLACE_COUNT];
}

// Before persons are paired anew: who entered this quarter, and the hours before.
void kr_recipients_note_entries(struct kr_ledger_side *side, int64_t *entry,
                                const struct kr_ledger_space *space, enum kr_side which);

// Marks recipients and their employers, and books their lines.
void kr_recipients_book(struct kr_ledger_taker *self, enum kr_side which, int64_t *entry);

// Who was in force when a policy ended, and what became of them.
KR_MUST_CHECK int kr_recipients_follow(struct kr_ledger_taker *self, enum kr_side which,
                                       int64_t *entry);

// Policies of a model that count: they act, and the other model lacks them.
void kr_recipients_choose(struct kr_ledger_side *side, const struct kr_model *other);

#endif
