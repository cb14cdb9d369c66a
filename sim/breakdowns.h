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

// One breakdown. As text "sector region", or "status_flow region".
struct kr_breakdown {
    bool flow; // persons by status at both ends of a quarter, beside the axes
    int axes;
    enum kr_breakdown_axis axis[KR_BREAKDOWN_AXES];
};

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

#endif
