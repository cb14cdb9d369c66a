// The world: everything that changes, and nothing else. world(t) -> quarter ->
// world(t+1).
#ifndef KR_SIM_WORLD_H
#define KR_SIM_WORLD_H

#include "agents/employers.h"
#include "agents/persons.h"
#include "base/error.h"
#include "sim/model.h"
#include "sim/policy.h"
#include "sim/tallies.h"

// X(type, name, unit, meaning): a second job (combination jobs, reservists, ordinary).
#define KR_SECOND_JOB_COLUMNS(X)                                \
    X(uint64_t, person, "", "permanent identity of the person") \
    X(int32_t, row, "row", "row of the person in this process") \
    X(int32_t, post, "row", "post of the second job")           \
    X(uint16_t, minutes, "minutes/week", "contract minutes")    \
    X(int16_t, since, "quarter", "quarter in which it began")

// X(type, name, unit, meaning): what a programme remembers of a person.
#define KR_MEMORY_COLUMNS(X)                                                         \
    X(uint64_t, person, "", "permanent identity of the person")                      \
    X(int16_t, from, "quarter", "since when")                                        \
    X(int16_t, to, "quarter", "until when, exclusive")                               \
    X(uint16_t, reference_minutes, "minutes/week", "contract before, for look-back") \
    X(int32_t, row, "row", "row of the person in this process")                      \
    X(uint8_t, policy, "code", "policy, in order of id; 255: a cut of hours")

struct kr_second_jobs {
    kr_row rows, capacity;
#define KR_FIELD(type, name, unit, meaning) type *name;
    KR_SECOND_JOB_COLUMNS(KR_FIELD)
};

struct kr_memories {
    kr_row rows, capacity;
    KR_MEMORY_COLUMNS(KR_FIELD)
#undef KR_FIELD
};

// State of a sector beyond its posts.
struct kr_sector_state {
    double budget_ratio; // budget over need, public and care sectors
    double base_minutes; // base demand of its posts at the start
    double given_up; // log: demand that market employers turned away for want of staff
    double normal_unmet;  // share of hours required that was not staffed at the start
    double waiting_start; // the same at the start
    double waiting;       // unmet need that waits, in quarters of service
    int64_t output_minutes;
    int64_t unmet_minutes;
};

// X(type, name, unit, meaning): the single numbers of a world.
#define KR_WORLD_NUMBERS(X)                                                         \
    X(int16_t, now, "quarter", "the quarter being lived, or the last one that was") \
    X(int32_t, elapsed, "quarters", "quarters lived since the start")               \
    X(int32_t, helper_posts, "row",                                                 \
      "first of the posts that opened for helpers, behind the others")              \
    X(double, tightness, "ratio", "vacancies over unemployed at the quarter's end") \
    X(double, child_care_queue, "share", "wanted childcare without a place")        \
    X(double, childcare_start_ratio, "ratio",                                       \
      "children-days wanted per place at the start")                                \
    X(double, start_tightness, "ratio", "vacancies over unemployed at the start")   \
    X(double, start_mean_hours, "hours/week",                                       \
      "mean contract hours at the start, over occupations by heads")

struct kr_world {
    int regions, sectors, occupations, wage_groups; // sizes of the arrays below
#define KR_FIELD(type, name, unit, meaning) type name;
    KR_WORLD_NUMBERS(KR_FIELD)
#undef KR_FIELD
    struct kr_persons persons; // ordered by (region, id) at the start
    struct kr_employers employers;
    struct kr_posts posts; // those of an employer are contiguous
    struct kr_vacancies vacancies;
    struct kr_second_jobs second_jobs;
    struct kr_memories memories;
    int64_t *children;  // [region][sex][60 quarters of age] persons of 0-14
    int64_t *elderly;   // [region][sex] persons of 75 and over
    double *wage_level; // [wage group] agreed scale, start = 1
    struct kr_sector_state *sector;
    double *region_tightness;  // [region] vacancies over unemployed
    double *start_openness;    // [occupation] openings per worker at the start
    double *start_hours;       // [occupation] mean contract hours at the start
    struct kr_tallies tallies; // what happened this quarter
    // [migrant class] more, or fewer, than without the policies on migration; expected
    double extra_migrants[KR_MIGRANT_CLASSES];
    struct kr_scratch *scratch; // sized once; no meaning between quarters
    // Of a world that goes on: [sector][occupation] the scales in cents of the quarter
    // that was lived last, for its payroll; NULL elsewhere. No rule looks at them.
    double *paid_cents;
};

KR_MUST_CHECK int kr_world_init(struct kr_world *self, const struct kr_country *country,
                                kr_row persons, kr_row employers, kr_row posts,
                                kr_row vacancies);
void kr_world_free(struct kr_world *self);

// A world that goes on as `from` does, once it was prepared.
KR_MUST_CHECK int kr_world_copy(struct kr_world *self, const struct kr_country *country,
                                const struct kr_world *from);

// Room for at least `capacity` memories; what is there stays.
KR_MUST_CHECK int kr_memories_reserve(struct kr_memories *self, kr_row capacity);

// The same for second jobs.
KR_MUST_CHECK int kr_second_jobs_reserve(struct kr_second_jobs *self, kr_row capacity);

void kr_scratch_free(struct kr_scratch *self); // in scratch.c; accepts NULL

// Hash of the whole state: equal worlds have equal hashes whatever the order of rows,
// threads, restarts or outputs.
uint64_t kr_world_hash(const struct kr_world *world);

// A permanent id: `cohort` tells how the person came (0 initial, 1 turned 15, 2 + kind of
// migration), `when` the quarter, and `ordinal` counts within (cohort, quarter, region,
// sex).
kr_id kr_person_id(int cohort, kr_quarter when, int region, int sex, uint32_t ordinal);

#endif
