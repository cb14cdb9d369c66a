// Breakdowns that a scenario asks for: persons, vacancies or flows counted by one to
// three axes. What can be asked is listed here, where reading scenarios and writing
// results can both see it; output/census.c does the counting.
#ifndef KR_SIM_BREAKDOWNS_H
#define KR_SIM_BREAKDOWNS_H

#include "agents/country.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    KR_BREAKDOWN_AXES = 3,        // at most, in one breakdown
    KR_BREAKDOWNS = 32,           // at most, in one scenario
    KR_BREAKDOWN_CELLS = 100000,  // at most, in one breakdown
    KR_WAGE_CLASSES = 10,         // of five euro an hour, from under 15 to 55 and more
    KR_FINE_BINS = 512,           // of pay, for what is reckoned from its distribution
    KR_WAGE_BIN_CENTS = 25,       // an hour
    KR_EARNINGS_BIN_CENTS = 1000, // a week
};

// Whom an axis is known of: nothing else is counted by it.
enum kr_breakdown_whom { KR_WHOM_ALL, KR_WHOM_STATUS, KR_WHOM_EMPLOYEES, KR_WHOM_MOVES };

// X(name, word, whom, flow, vacancy, meaning): the axes. `flow` and `vacancy` tell those
// that flows between statuses and vacancies can be broken down by.
#define KR_BREAKDOWN_AXIS_LIST(X)                                                        \
    X(REGION, "region", ALL, true, true, "home region; of a vacancy the region of work") \
    X(WORK_REGION, "work_region", EMPLOYEES, false, true, "region of the employer")      \
    X(SECTOR, "sector", EMPLOYEES, false, true, "sector of the employer")                \
    X(OCCUPATION, "occupation", ALL, false, true,                                        \
      "occupation of the job, or of the last one; of a vacancy that of the post")        \
    X(AGE_GROUP, "age_group", ALL, true, false, "age group of ten years")                \
    X(AGE, "age", ALL, false, false, "age in whole years")                               \
    X(SEX, "sex", ALL, true, false, "sex")                                               \
    X(EDUCATION, "education", ALL, false, false, "highest level of education attained")  \
    X(PARTNER, "partner", ALL, false, false,                                             \
      "partner and class of the partner's income")                                       \
    X(HEALTH, "health", ALL, false, false, "state of health")                            \
    X(BENEFIT, "benefit", ALL, false, false, "benefit received")                         \
    X(STATUS, "status", STATUS, false, false, "labour status")                           \
    X(CONTRACT, "contract", ALL, false, false, "kind of contract")                       \
    X(HOURS_CLASS, "hours_class", EMPLOYEES, false, false,                               \
      "class of usual weekly hours")                                                     \
    X(HOURS, "hours", EMPLOYEES, false, false, "contract hours, in steps of four")       \
    X(DESIRED_HOURS, "desired_hours", EMPLOYEES, false, false,                           \
      "hours wanted at present terms, in steps of four")                                 \
    X(WISH, "wish", EMPLOYEES, false, false, "stage of the wish for other hours")        \
    X(TENURE, "tenure", EMPLOYEES, false, false, "time in the present job")              \
    X(WAGE_CLASS, "wage_class", EMPLOYEES, false, false, "hourly pay, by five euro")

enum kr_breakdown_axis {
#define KR_BREAKDOWN_ENUM(name, word, whom, flow, vacancy, meaning) KR_BREAK_##name,
    KR_BREAKDOWN_AXIS_LIST(KR_BREAKDOWN_ENUM)
#undef KR_BREAKDOWN_ENUM
        KR_BREAK_COUNT,
    // Axes of the program's own tables, which nobody can ask for.
    KR_BREAK_WAGE_BIN = KR_BREAK_COUNT,
    KR_BREAK_EARNINGS_BIN,
    KR_BREAK_OCCUPATION_FROM,
    KR_BREAK_ALL_COUNT
};

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

// X(NAME, word, meaning): measures that are not summed over persons.
#define KR_GIVEN_LIST(X)                                                 \
    X(HOURLY_WAGE, "hourly_wage", "mean gross hourly wage of employees") \
    X(VACANCIES_OPEN, "vacancies_open",                                  \
      "open vacancies, end of quarter, where they "                      \
      "have all the axes")

// All measures, for scenarios: those that are summed, then the others.
enum kr_breakdown_measure {
    KR_GIVEN_BEFORE = KR_COUNTED_COUNT - 1,
#define KR_GIVEN_ENUM(name, word, meaning) KR_GIVEN_##name,
    KR_GIVEN_LIST(KR_GIVEN_ENUM)
#undef KR_GIVEN_ENUM
        KR_BREAKDOWN_MEASURES
};
const char *kr_breakdown_measure_word(int measure);
const char *kr_breakdown_measure_meaning(int measure);

// One breakdown. As text "sector region", or "status_flow region".
struct kr_breakdown {
    bool flow; // persons by status at both ends of a quarter, beside the axes
    int axes;
    enum kr_breakdown_axis axis[KR_BREAKDOWN_AXES];
    unsigned measures; // bits of those that are asked for; 0 for all that there are
};

// It as text, with the measures that are named: "sector region: employees, hourly_wage".
enum { KR_BREAKDOWN_TEXT = 512 };
void kr_breakdown_text(const struct kr_breakdown *breakdown,
                       char text[KR_BREAKDOWN_TEXT]);

// All that a scenario asks for.
struct kr_breakdowns {
    struct kr_breakdown at[KR_BREAKDOWNS];
    int count;
};

struct kr_breakdown_axis_info {
    const char *word;
    const char *meaning;
    enum kr_breakdown_whom whom;
    bool flow;
    bool vacancy;
};

const struct kr_breakdown_axis_info *kr_breakdown_axis(enum kr_breakdown_axis axis);
// Codes of an axis.
int kr_breakdown_size(enum kr_breakdown_axis axis, const struct kr_country *country);
// Numbers in one variable of a breakdown.
int64_t kr_breakdown_cells(const struct kr_breakdown *breakdown,
                           const struct kr_country *country);

// What the axes of a breakdown allow, and what of it is asked for: bits of measures. Of
// flows there are only persons.
unsigned kr_breakdown_possible(const struct kr_breakdown *breakdown);
unsigned kr_breakdown_given(const struct kr_breakdown *breakdown);
// What must be summed over persons for that, 0 for nothing.
unsigned kr_breakdown_counted(const struct kr_breakdown *breakdown);
bool kr_breakdown_has_vacancies(const struct kr_breakdown *breakdown);

#endif
