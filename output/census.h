// A census: one reading of all persons and vacancies at the end of a quarter, which
// counts them by the axes of the program's own tables and of the breakdowns that a
// scenario asks for. Taken only where results are written. Whole numbers only, so that
// the sums are the same for any number of threads.
#ifndef KR_OUTPUT_CENSUS_H
#define KR_OUTPUT_CENSUS_H

#include "base/error.h"
#include "sim/breakdowns.h"
#include "sim/model.h"
#include "sim/world.h"

#include <stdbool.h>
#include <stdint.h>

// Measures that are read of employees only.
#define KR_CENSUS_OF_STAFF                                                \
    (KR_COUNTED_BIT(EMPLOYEE_MINUTES) | KR_COUNTED_BIT(DESIRED_MINUTES) | \
     KR_COUNTED_BIT(ABSENT) | KR_COUNTED_BIT(WEEKLY_PAY))

// X(NAME, measures, axes, first, second, third): the program's own tables.
#define KR_CENSUS_LIST(X)                                                           \
    X(WAGE_BINS,                                                                    \
      KR_COUNTED_BIT(EMPLOYEES) | KR_COUNTED_BIT(WEEKLY_PAY) |                      \
          KR_COUNTED_BIT(EMPLOYEE_MINUTES),                                         \
      1, WAGE_BIN, REGION, REGION)                                                  \
    X(EARNINGS_BINS, KR_COUNTED_BIT(EMPLOYEES) | KR_COUNTED_BIT(WEEKLY_PAY), 1,     \
      EARNINGS_BIN, REGION, REGION)                                                 \
    X(COMMUTING, KR_COUNTED_BIT(EMPLOYEES), 2, REGION, WORK_REGION, REGION)         \
    X(DESIRED_HOURS, KR_COUNTED_BIT(EMPLOYEES), 2, SEX, DESIRED_HOURS, REGION)      \
    X(WISHES, KR_COUNTED_BIT(EMPLOYEES), 2, SECTOR, WISH, REGION)                   \
    X(CONTRACTS, KR_COUNTED_BIT(EMPLOYEES), 2, SECTOR, CONTRACT, REGION)            \
    X(SECTOR_AGES, KR_COUNTED_BIT(EMPLOYEES), 2, SECTOR, AGE_GROUP, REGION)         \
    X(SECTOR_SEXES, KR_COUNTED_BIT(EMPLOYEES) | KR_COUNTED_BIT(DESIRED_MINUTES), 2, \
      SECTOR, SEX, REGION)                                                          \
    X(EDUCATION, KR_COUNTED_BIT(PERSONS), 2, EDUCATION, STATUS, REGION)             \
    X(OCCUPATIONS, KR_COUNTED_BIT(UNEMPLOYED) | KR_COUNTED_BIT(IN_TRAINING), 1,     \
      OCCUPATION, REGION, REGION)                                                   \
    X(OCCUPATION_FLOW, KR_COUNTED_BIT(EMPLOYEES), 2, OCCUPATION_FROM, OCCUPATION, REGION)

enum kr_census_own {
#define KR_CENSUS_ENUM(name, measures, axes, a, b, c) KR_CENSUS_##name,
    KR_CENSUS_LIST(KR_CENSUS_ENUM)
#undef KR_CENSUS_ENUM
        KR_CENSUS_OWN
};

enum kr_census_kind { KR_CENSUS_PERSONS, KR_CENSUS_FLOWS, KR_CENSUS_VACANCIES };

// Whose rows a table is counted over.
enum kr_census_whom { KR_CENSUS_EVERYBODY, KR_CENSUS_STAFF, KR_CENSUS_WHOMS };

// A table of sums [cell][measure].
struct kr_census_table {
    enum kr_census_kind kind;
    enum kr_census_whom whom;
    struct kr_breakdown by;
    int32_t size[KR_BREAKDOWN_AXES];      // codes of the axes
    unsigned measures;                    // bits
    int slot[KR_COUNTED_COUNT];           // position of a measure in a cell, or KR_NONE
    int width;                            // measures in a cell
    enum kr_counted of[KR_COUNTED_COUNT]; // which they are
    int64_t cells;
    int64_t room;  // numbers in one set of sums
    int64_t *sums; // one set for each worker; the first ends up with the whole
};

// What an employee's post tells of the employer, close together: there are far fewer
// posts than persons, and everybody's is looked up.
struct kr_census_job {
    uint8_t sector;
    uint8_t region;
    int16_t wage_premium;
};

// What is read of the rows of everybody and of employees: bits of axes and measures.
struct kr_census_wants {
    unsigned axes[KR_CENSUS_WHOMS];
    unsigned measures[KR_CENSUS_WHOMS];
};

struct kr_census {
    int workers;
    int count;
    struct kr_census_table table[KR_CENSUS_OWN + 2 * KR_BREAKDOWNS];
    struct kr_census_wants wants;
    struct kr_census_job *job; // [post]
    // The last record: everybody's occupation in employment, plus one, 0 of others; and
    // status, age group, sex and region, for flows only. All 0 before the first.
    uint8_t *occupation;
    uint16_t *before; // NULL where no flows are asked for
    bool started;     // there is a last record
};

// Makes the tables: the program's own, then those of the breakdowns.
KR_MUST_CHECK int kr_census_init(struct kr_census *self, const struct kr_model *model,
                                 const struct kr_world *world,
                                 const struct kr_breakdown *breakdowns, int count);
void kr_census_free(struct kr_census *self);

// Bytes that a census of so many persons and posts needs, its tables aside.
int64_t kr_census_bytes(int64_t persons, int64_t posts,
                        const struct kr_breakdowns *breakdowns);

// Reads everybody. Not more often than once a quarter: flows are since the last time.
void kr_census_take(struct kr_census *self, const struct kr_model *model,
                    const struct kr_world *world);

// A sum, 0 for a measure that the table does not have.
int64_t kr_census_sum(const struct kr_census_table *table, int64_t cell,
                      enum kr_counted measure);

// The class of an hourly wage.
int kr_wage_class(int64_t cents);

#endif
