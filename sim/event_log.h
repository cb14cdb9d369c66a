// What happened to persons in a quarter, one record an event. Off by default: then each
// place where something happens costs one look at a mask. The log is no part of the state
// of the world.
//
// The kinds stand in the order in which they can happen to a person within a quarter, so
// that her events in order of kind are in order of time. (Only a study that follows a
// diploma at once stands before it.)
#ifndef KR_SIM_EVENT_LOG_H
#define KR_SIM_EVENT_LOG_H

#include "agents/persons.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/types.h"

#include <stddef.h>
#include <stdint.h>

// X(constant, word, usual, meaning): `usual` is the number of them in a quarter of 1,000
// persons, rounded up, to foresee the room they take.
#define KR_EVENT_KIND_LIST(X)                                                            \
    X(KR_EVENT_NONE, "none", 0, "no event: room that is not used")                       \
    X(KR_EVENT_TURNED_15, "turned_15", 4, "turned 15 and is a person from now on")       \
    X(KR_EVENT_ARRIVED, "arrived", 5, "came from abroad")                                \
    X(KR_EVENT_STATE_PENSION, "state_pension", 4,                                        \
      "reached state-pension age; is retired now if without work")                       \
    X(KR_EVENT_STUDY_STARTED, "study_started", 6,                                        \
      "field of study begun after school or another study")                              \
    X(KR_EVENT_GRADUATED, "graduated", 7,                                                \
      "took a diploma; who was only at school may begin to search")                      \
    X(KR_EVENT_STUDY_DROPPED, "study_dropped", 2,                                        \
      "left a study without a diploma; the same")                                        \
    X(KR_EVENT_DIED, "died", 1, "died between 15 and 74")                                \
    X(KR_EVENT_DEPARTED, "departed", 4, "went abroad")                                   \
    X(KR_EVENT_TURNED_75, "turned_75", 4, "turned 75 and is a person no longer")         \
    X(KR_EVENT_BIRTH, "birth", 4, "gave birth")                                          \
    X(KR_EVENT_SEARCH_BEGUN, "search_begun", 26,                                         \
      "began to search for work; not those who just left school")                        \
    X(KR_EVENT_SEARCH_ENDED, "search_ended", 8, "stopped searching, without work")       \
    X(KR_EVENT_MORE_ASKED, "hours_more_asked", 33, "asked for more hours")               \
    X(KR_EVENT_FEWER_ASKED, "hours_fewer_asked", 18, "asked for fewer hours")            \
    X(KR_EVENT_EMPLOYER_CLOSED, "employer_closed", 3,                                    \
      "lost the job because the employer closed")                                        \
    X(KR_EVENT_NOTICE, "notice", 3, "was told that the job ends in a quarter")           \
    X(KR_EVENT_LAYOFF, "layoff", 5, "was dismissed, closing employers apart")            \
    X(KR_EVENT_CONTRACT_END, "contract_end", 5, "temporary contract not renewed")        \
    X(KR_EVENT_CONVERTED, "contract_converted", 8, "contract turned permanent")          \
    X(KR_EVENT_MORE_GRANTED, "hours_more_granted", 17, "was granted more hours")         \
    X(KR_EVENT_MORE_REFUSED, "hours_more_refused", 15, "was refused more hours")         \
    X(KR_EVENT_FEWER_GRANTED, "hours_fewer_granted", 15, "was granted fewer hours")      \
    X(KR_EVENT_ABSENCE_BEGUN, "absence_begun", 8, "fell ill for six weeks or longer")    \
    X(KR_EVENT_DISABILITY, "disability", 1, "left the job for disability benefit")       \
    X(KR_EVENT_QUIT, "quit", 15, "gave up a job to search or to leave the labour force") \
    X(KR_EVENT_RETIREMENT, "retirement", 4, "retired from a job or from own account")    \
    X(KR_EVENT_OWN_ACCOUNT_BEGUN, "own_account_begun", 4,                                \
      "left an employer for own account")                                                \
    X(KR_EVENT_OWN_ACCOUNT_ENDED, "own_account_ended", 4,                                \
      "stopped working on own account")                                                  \
    X(KR_EVENT_SECOND_JOB_ENDED, "second_job_ended", 5, "second job ended")              \
    X(KR_EVENT_SECOND_JOB_PROMOTED, "second_job_promoted", 1,                            \
      "second job became the only one")                                                  \
    X(KR_EVENT_JOB_LEFT, "job_left", 22,                                                 \
      "left an employer for another; the hire follows")                                  \
    X(KR_EVENT_HIRE, "hire", 57, "job with an employer begun")                           \
    X(KR_EVENT_SECOND_JOB_BEGUN, "second_job_begun", 6, "second job begun")              \
    X(KR_EVENT_COURSE_FINISHED, "course_finished", 2, "course finished")                 \
    X(KR_EVENT_COURSE_DROPPED, "course_dropped", 2, "course broken off")                 \
    X(KR_EVENT_COURSE_STARTED, "course_started", 3, "course started")                    \
    X(KR_EVENT_ADULT_STUDY, "adult_study", 2,                                            \
      "went back to school beside work or search")                                       \
    X(KR_EVENT_PAYMENT, "payment", 50, "a policy paid for this person")

#define KR_CODE_ENUM(name, word, usual, meaning) name,
enum kr_event_kind { KR_EVENT_KIND_LIST(KR_CODE_ENUM) KR_EVENT_KIND_COUNT };
#undef KR_CODE_ENUM

// Kinds as a set of bits.
typedef uint64_t kr_event_kinds;
_Static_assert(KR_EVENT_KIND_COUNT <= 64, "a set of kinds is one word");

enum { KR_EVENT_NO_CODE = 255 }; // region, sector, occupation or policy: there is none

struct kr_event {
    kr_id person;
    uint64_t employer; // identity: the one left or joined, else the present one; 0 none
    int64_t cents;     // paid
    uint16_t minutes_before, minutes_after; // contract minutes of the main job
    uint8_t kind;
    uint8_t status_from, status_to;
    uint8_t region;     // home
    uint8_t sector;     // of the employer
    uint8_t occupation; // of the person
    uint8_t policy;     // that paid
    uint8_t payer;      // who bears it
};

// Those of the quarter, by block of rows.
struct kr_event_log {
    kr_event_kinds kinds; // that are kept; 0: nothing is
    struct kr_buffer events;
    int lost; // 1 once memory ran out
};

struct kr_live;
struct kr_world;

size_t kr_event_kind_count(void);
const char *kr_event_kind_name(size_t kind);
const char *kr_event_kind_meaning(size_t kind);
double kr_event_kind_usual(size_t kind);

// Logs these kinds from the next quarter on. After kr_world_prepare.
KR_MUST_CHECK int kr_event_log_keep(struct kr_world *world, kr_event_kinds kinds);

void kr_event_log_clear(struct kr_event_log *self);
void kr_event_log_free(struct kr_event_log *self);

// Number of events of the quarter that was lived last.
int64_t kr_event_log_count(const struct kr_world *world);

// Puts them into `events` in order of person and kind, the same for any number of
// threads. KR_ERR_NO_MEMORY when some were lost.
KR_MUST_CHECK int kr_event_log_read(const struct kr_world *world,
                                    struct kr_event *events);

#endif
