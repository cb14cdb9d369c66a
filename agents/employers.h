// Employers, their posts and their vacancies. Employers and posts are read by row, many
// fields at a time, so they are 64-byte records; vacancies are plain columns.
#ifndef KR_AGENTS_EMPLOYERS_H
#define KR_AGENTS_EMPLOYERS_H

#include "base/error.h"
#include "base/table.h"
#include "base/types.h"

#include <stdint.h>

enum { KR_FACTOR_UNIT = 4096 }; // what a post keeps for a factor of 1

// X(type, name, unit, meaning): an establishment in one region, 64 bytes.
#define KR_EMPLOYER_FIELDS(X)                                                           \
    X(uint64_t, id, "", "permanent identity; 0 for a free row")                         \
    X(int32_t, group, "row", "first establishment of its group: shares pay and policy") \
    X(int32_t, first_post, "row", "first of its posts; they are contiguous")            \
    X(int32_t, heads, "persons", "employees")                                           \
    X(int32_t, start_heads, "persons", "employees when it began")                       \
    X(float, demand_level, "log", "own level of demand, deviation from the sector")     \
    X(float, productivity, "ratio",                                                     \
      "output per effective hour, relative to the sector; no rule reads it yet")        \
    X(float, load, "ratio", "workload: hours required over effective hours")            \
    X(float, load_memory, "log", "smoothed log workload")                               \
    X(float, liquidity, "quarters",                                                     \
      "payroll it can bear without revenue; no rule reads it yet")                      \
    X(int16_t, since, "quarter", "quarter in which it began")                           \
    X(int16_t, wage_premium, "1/10000", "pay above the agreed scale")                   \
    X(uint16_t, posts, "posts", "number of posts")                                      \
    X(uint8_t, sector, "code", "sector")                                                \
    X(uint8_t, region, "code", "region of work")                                        \
    X(uint8_t, wage_group, "code", "agreed-wage group")                                 \
    X(uint8_t, size_class, "code", "0: 2-9, 1: 10-49, 2: 50-249, 3: 250 and more")      \
    X(uint8_t, technology, "quarters",                                                  \
      "since labour-saving technology was adopted, plus 1; 0 not yet, 255 long ago")    \
    X(uint8_t, admin_share, "%", "share of time spent on administration")               \
    X(uint8_t, tender, "code",                                                          \
      "1 when its services are put out to tender; no rule reads it yet")                \
    X(uint8_t, practices, "flags",                                                      \
      "adopted practices: 1 carving, 2 mentoring, 4 pool; no rule reads it yet")        \
    X(int8_t, roster_fit, "SD/32", "how well rosters fit wishes")                       \
    X(int8_t, manager, "SD/32", "quality of management")                                \
    X(int8_t, amenity, "SD/32", "other qualities of the job")                           \
    X(int8_t, visibility, "SD/32", "how often seekers see it")                          \
    X(uint8_t, conversations, "%", "share of staff asked about hours in a year")        \
    X(uint8_t, closing, "code", "1 in the quarter in which it closes")

// X(type, name, unit, meaning): a post is an occupation at an employer, 64 bytes. Posts
// of an employer are contiguous, but for those that open for helpers (rule R16): these
// stand at the end of the table and hang on the post whose tasks they take.
#define KR_POST_FIELDS(X)                                                                \
    X(int64_t, premium_minutes, "minutes/week/10000",                                    \
      "sum over heads of contract minutes times wage premium: payroll without rows")     \
    X(int32_t, employer, "row", "employer, -1 for a free row")                           \
    X(int32_t, heads, "persons", "employees in the post")                                \
    X(int32_t, contract_minutes, "minutes/week", "sum of contract minutes")              \
    X(int32_t, base_minutes, "minutes/week", "minutes required at base demand")          \
    X(int32_t, required_minutes, "minutes/week", "minutes required this quarter")        \
    X(int32_t, absent_minutes, "minutes/week", "contract minutes lost to absence")       \
    X(int32_t, left_minutes, "minutes/week", "minutes of those who left since openings") \
    X(int32_t, learning_minutes, "minutes/week", "minutes lost while newcomers learn")   \
    X(int32_t, helper_post, "row", "post of its helpers when carved, else -1")           \
    X(float, load, "ratio", "required over effective minutes")                           \
    X(uint16_t, search_factor, "1/4096", "multiplies search on the job this quarter")    \
    X(uint16_t, leave_factor, "1/4096", "multiplies hazards of leaving this quarter")    \
    X(uint16_t, sick_factor, "1/4096", "multiplies short absence this quarter")          \
    X(int16_t, log_load, "log/10000", "workload, as workers remember it")                \
    X(uint16_t, surplus, "1/65535", "share of hours above need; 65535: everybody goes")  \
    X(uint16_t, grant_chance, "1/65535",                                                 \
      "chance that a request for more hours is granted")                                 \
    X(uint16_t, openings, "vacancies", "open vacancies")                                 \
    X(uint8_t, occupation, "code", "occupation")                                         \
    X(uint8_t, carved, "%", "share of tasks carved out for helpers")

// X(type, name, unit, meaning): the columns of a vacancy.
#define KR_VACANCY_COLUMNS(X)                                                        \
    X(uint64_t, key, "", "hash of employer, occupation, quarter opened and ordinal") \
    X(int32_t, post, "row", "post to be filled")                                     \
    X(int16_t, opened, "quarter", "quarter in which it opened")                      \
    X(uint16_t, minutes, "minutes/week", "hours offered")                            \
    X(uint16_t, ordinal, "", "number among those the post opened that quarter")      \
    X(int8_t, standard, "SD/32", "lowest score that is hired")                       \
    X(uint8_t, posted, "code", "1 posted, 0 known only through the network")

struct kr_employer {
#define KR_RECORD_FIELD(type, name, unit, meaning) type name;
    KR_EMPLOYER_FIELDS(KR_RECORD_FIELD)
};

struct kr_post {
    KR_POST_FIELDS(KR_RECORD_FIELD)
#undef KR_RECORD_FIELD
};

_Static_assert(sizeof(struct kr_employer) == 64, "an employer fills one cache line");
_Static_assert(sizeof(struct kr_post) <= 64, "a post fits in one cache line");

struct kr_employers {
    kr_row rows;
    kr_row capacity;
    struct kr_employer *at;
};

struct kr_posts {
    kr_row rows;
    kr_row capacity;
    struct kr_post *at;
};

struct kr_vacancies {
    kr_row rows;
    kr_row capacity;
#define KR_VACANCY_FIELD(type, name, unit, meaning) type *name;
    KR_VACANCY_COLUMNS(KR_VACANCY_FIELD)
#undef KR_VACANCY_FIELD
};

const struct kr_column *kr_employer_fields(size_t *count);
const struct kr_column *kr_post_fields(size_t *count);
const struct kr_column *kr_vacancy_columns(size_t *count);

KR_MUST_CHECK int kr_employers_init(struct kr_employers *self, kr_row capacity);
void kr_employers_free(struct kr_employers *self);
KR_MUST_CHECK int kr_posts_init(struct kr_posts *self, kr_row capacity);
void kr_posts_free(struct kr_posts *self);
KR_MUST_CHECK int kr_vacancies_init(struct kr_vacancies *self, kr_row capacity);
void kr_vacancies_free(struct kr_vacancies *self);

// Identity of a post that does not depend on rows.
static inline uint64_t kr_post_key(const struct kr_employer *employer, uint8_t occupation)
{
    return employer->id * 256 + occupation;
}

#endif
