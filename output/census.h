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

// X(NAME, word, whom, whole, unit, long name, comment): what is summed. `whom`:
// everybody, those who work, or employees only.
#define KR_COUNTED_LIST(X)                                                           \
    X(PERSONS, "persons", ALL, true, "persons", "persons of 15-74",                  \
      "Residents of 15 to 74. CBS: bevolking 15 tot 75 jaar, table 85264NED.")       \
    X(EMPLOYED, "employed", ALL, true, "persons", "employed",                        \
      "One hour of paid work a week or more. CBS: werkzame beroepsbevolking, table " \
      "85264NED.")                                                                   \
    X(EMPLOYEES, "employees", EMPLOYEES, true, "persons", "employees",               \
      "Employees by their main job. CBS: werknemers; banen van werknemers, table "   \
      "81433NED, has second jobs too.")                                              \
    X(UNEMPLOYED, "unemployed", ALL, true, "persons", "unemployed",                  \
      "No paid work, searched and available. CBS: werkloze beroepsbevolking, table " \
      "85264NED.")                                                                   \
    X(CONTRACT_MINUTES, "contract_minutes", ALL, false, "minutes/week",              \
      "contract minutes of employed",                                                \
      "Hours of the main job as agreed; on own account the hours worked. CBS: "      \
      "arbeidsduur, table 85275NED.")                                                \
    X(USUAL_MINUTES, "usual_minutes", ALL, false, "minutes/week",                    \
      "usual minutes of employed",                                                   \
      "Hours regularly worked in the main job. CBS: arbeidsduur, table 85275NED.")   \
    X(EMPLOYEE_MINUTES, "employee_minutes", EMPLOYEES, false, "minutes/week",        \
      "contract minutes of employees",                                               \
      "Hours of the main job as agreed; contract_minutes_by_sector and its like "    \
      "have second jobs too.")                                                       \
    X(DESIRED_MINUTES, "desired_minutes", EMPLOYEES, false, "minutes/week",          \
      "minutes wanted by employees",                                                 \
      "Hours a week that employees want at present terms, asked for or not.")        \
    X(UNDER_EMPLOYED, "under_employed", ALL, true, "persons",                        \
      "under-employed part-timers",                                                  \
      "Employees under 35 usual hours who want at least four hours more than their " \
      "contract at present terms and have no second job. CBS: onderbenutte "         \
      "deeltijdwerkers, table 85224NED.")                                            \
    X(ABSENT, "absent_employees", EMPLOYEES, true, "persons",                        \
      "employees with sickness absence this quarter",                                \
      "Absent because of illness for any part of the quarter, a day or all of it.")  \
    X(IN_TRAINING, "in_training", ALL, true, "persons", "persons on a course",       \
      "Courses for an occupation, not education at school.")                         \
    X(WEEKLY_PAY, "weekly_pay_cents", EMPLOYEES, false, "cents/week",                \
      "gross pay of employees",                                                      \
      "Hourly pay times contract hours; nominal, before employers' premiums and "    \
      "without "                                                                     \
      "payments of policies.")

enum kr_counted {
#define KR_COUNTED_ENUM(name, word, whom, whole, unit, long_name, comment) \
    KR_COUNTED_##name,
    KR_COUNTED_LIST(KR_COUNTED_ENUM)
#undef KR_COUNTED_ENUM
        KR_COUNTED_COUNT
};

struct kr_counted_info {
    const char *word;
    enum kr_breakdown_whom whom;
    bool whole;
    const char *unit;
    const char *long_name;
    const char *comment;
};
const struct kr_counted_info *kr_counted(enum kr_counted measure);

#define KR_COUNTED_BIT(name) (1U << KR_COUNTED_##name)

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

// What a breakdown can be counted of: bits of measures, 0 for none.
unsigned kr_breakdown_measures(const struct kr_breakdown *breakdown);
bool kr_breakdown_has_vacancies(const struct kr_breakdown *breakdown);

// The class of an hourly wage.
int kr_wage_class(int64_t cents);

#endif
