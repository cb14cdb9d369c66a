// The two lives of one person: what she does in both worlds of a pair, quarter by
// quarter, and what made the lives part, as far as that can be seen from outside.
#ifndef KR_STUDY_LIVES_H
#define KR_STUDY_LIVES_H

#include "base/error.h"
#include "base/types.h"
#include "sim/model.h"
#include "sim/run.h"
#include "sim/world.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

// Where somebody works: a post, by what does not depend on rows.
struct kr_workplace {
    kr_id employer; // 0 for nowhere
    int occupation;
    int sector;
    int region; // of work
};

// One person in one world at the end of one quarter.
struct kr_life {
    bool present; // 15 to 74 and in the country
    int age;
    int sex;
    int education;
    int region;
    int status;
    int contract;
    int minutes;        // of the contract, a week
    int second_minutes; // of a second job
    int wish;
    int leave;
    int notice;
    int health;
    int benefit;
    int rung;
    int study;  // field followed + 1
    int course; // occupation trained for + 1
    int wage_premium;
    kr_quarter job_since;
    struct kr_workplace place;
    uint64_t programmes; // bit p: a recipient of policy p of this world's scenario
    // Around her, not part of her life.
    double load;      // workload of the employer
    double tightness; // of the region where she lives
};

// X(constant, meaning): what can happen to somebody in a quarter.
#define KR_LIFE_EVENT_LIST(X)                       \
    X(KR_LIFE_CAME, "turned 15 or came")            \
    X(KR_LIFE_WENT, "turned 75, left or died")      \
    X(KR_LIFE_JOB_BEGAN, "a job began")             \
    X(KR_LIFE_JOB_ENDED, "a job ended")             \
    X(KR_LIFE_JOB_CHANGED, "another employer")      \
    X(KR_LIFE_POST_CHANGED, "another post there")   \
    X(KR_LIFE_HOURS, "other contract hours")        \
    X(KR_LIFE_CONTRACT, "another contract")         \
    X(KR_LIFE_STATUS, "another status")             \
    X(KR_LIFE_JOINED, "recipient of a policy")      \
    X(KR_LIFE_LEFT, "recipient no longer")          \
    X(KR_LIFE_WISH, "another wish about hours")     \
    X(KR_LIFE_SECOND_JOB, "a second job")           \
    X(KR_LIFE_NOTICE, "notice")                     \
    X(KR_LIFE_HEALTH, "health")                     \
    X(KR_LIFE_LEAVE, "leave")                       \
    X(KR_LIFE_STUDY, "a study")                     \
    X(KR_LIFE_COURSE, "a course")                   \
    X(KR_LIFE_RUNG, "qualification")                \
    X(KR_LIFE_BENEFIT, "benefit")                   \
    X(KR_LIFE_MOVED, "another region of residence") \
    X(KR_LIFE_PAY, "pay above the scale")

#define KR_CODE_ENUM(name, meaning) name,
enum kr_life_event { KR_LIFE_EVENT_LIST(KR_CODE_ENUM) KR_LIFE_EVENTS };
#undef KR_CODE_ENUM

// What happened between two ends of quarters of one life: bits of kr_life_event.
uint32_t kr_life_events(const struct kr_life *before, const struct kr_life *after);

// In what two lives differ at the end of the same quarter: the same bits.
uint32_t kr_life_differences(const struct kr_life *a, const struct kr_life *b);

// X(constant, meaning): why two lives part in a quarter, as far as it can be seen.
#define KR_LIFE_CAUSE_LIST(X)                                                      \
    X(KR_CAUSE_NONE, "no difference that began this quarter")                      \
    X(KR_CAUSE_PROGRAMME, "she became a recipient in one world only")              \
    X(KR_CAUSE_OFFER, "the offer of a policy made her want other hours")           \
    X(KR_CAUSE_PLACE_TAKEN, "the job she gets in one world went to somebody else") \
    X(KR_CAUSE_PLACE_MISSING,                                                      \
      "the job she gets in one world was not filled in the other")                 \
    X(KR_CAUSE_EMPLOYER_GONE, "her employer closed in one world only")             \
    X(KR_CAUSE_LOAD, "the workload of her employer differs")                       \
    X(KR_CAUSE_EARLIER, "follows from an earlier difference in her own life")      \
    X(KR_CAUSE_MARKET, "the labour market around her differs")

#define KR_CODE_ENUM(name, meaning) name,
enum kr_life_cause_kind { KR_LIFE_CAUSE_LIST(KR_CODE_ENUM) KR_LIFE_CAUSES };
#undef KR_CODE_ENUM

// A post in one world at the end of the quarter.
struct kr_post_state {
    int heads;
    int minutes;    // of their contracts, a week
    int required;   // minutes a week
    int recipients; // of policies that only the variant has
    int openings;
};

struct kr_life_cause {
    enum kr_life_cause_kind kind;
    bool variant_has;          // it is the variant in which she gets the job or joins
    int policy;                // joined, index in the scenario of that world
    struct kr_workplace place; // the job in question
    // Who was hired there instead, in the world where she was not: her two lives.
    kr_id other;
    int others; // hired there, she and the others
    bool other_is_recipient;
    struct kr_life other_base, other_variant;
    struct kr_post_state in_base, in_variant; // of the place
};

// One quarter of both lives; the first holds the starting world.
struct kr_life_quarter {
    kr_quarter now;
    struct kr_life base, variant;
    struct kr_life_cause cause;
};

enum kr_lives_choice {
    KR_LIVES_PERSON,    // the one named
    KR_LIVES_RECIPIENT, // the first recipient whose life differs
    KR_LIVES_DISPLACED, // the first of the others who works in the base world only
};

struct kr_lives_options {
    enum kr_lives_choice choice;
    kr_id person;
    const volatile sig_atomic_t *stop; // may be NULL
    // May be NULL: told after every pair of quarters; the first `pass` looks for
    // somebody.
    void (*progress)(void *context, int pass, int quarter);
    void *context;
    struct kr_breach *breach; // may be NULL
};

struct kr_lives {
    bool found;   // somebody was chosen, and lives in at least one of the worlds
    kr_id person; //
    int parted;   // first quarter in which the lives differ, or KR_NONE
    int count;    // quarters kept, the start included
    struct kr_life_quarter *quarter;
};

// Lives the pair (twice when somebody has to be found first). Returns 0, KR_ERR_STOPPED
// (quarters lived are kept) or an error of living. The caller frees.
KR_MUST_CHECK int kr_lives_run(const struct kr_model *base,
                               const struct kr_model *variant,
                               const struct kr_lives_options *options,
                               struct kr_lives *result);
void kr_lives_free(struct kr_lives *self);

#endif
