#include "sim/breakdowns.h"

#include "agents/persons.h"
#include "sim/tallies.h"

#include <stdio.h>

static const struct kr_breakdown_axis_info AXES[] = {
#define KR_AXIS_INFO(name, word, whom, flow, vacancy, meaning) \
    {word, meaning, KR_WHOM_##whom, flow, vacancy},
    KR_BREAKDOWN_AXIS_LIST(KR_AXIS_INFO)
#undef KR_AXIS_INFO
        {"wage_bin", "hourly pay in fine bins", KR_WHOM_EMPLOYEES, false, false},
    {"earnings_bin", "weekly pay in fine bins", KR_WHOM_EMPLOYEES, false, false},
    {"occupation_from", "occupation at the end of the last quarter", KR_WHOM_MOVES, false,
     false},
};

static const struct kr_counted_info MEASURES[] = {
#define KR_INFO(name, word, whom, whole, unit, long_name, comment) \
    {word, KR_WHOM_##whom, whole, unit, long_name, comment},
    KR_COUNTED_LIST(KR_INFO)
#undef KR_INFO
};

static const struct {
    const char *word, *meaning;
} GIVEN[] = {
#define KR_WORDS(name, word, meaning) {word, meaning},
    KR_GIVEN_LIST(KR_WORDS)
#undef KR_WORDS
};

const struct kr_breakdown_axis_info *kr_breakdown_axis(enum kr_breakdown_axis axis)
{
    return &AXES[axis];
}

int kr_breakdown_size(enum kr_breakdown_axis axis, const struct kr_country *country)
{
    const int sizes[] = {
        [KR_BREAK_REGION] = country->regions,
        [KR_BREAK_WORK_REGION] = country->regions,
        [KR_BREAK_SECTOR] = country->sectors,
        [KR_BREAK_OCCUPATION] = country->occupations,
        [KR_BREAK_AGE_GROUP] = KR_AGE_GROUPS,
        [KR_BREAK_AGE] = KR_MAX_AGE - KR_MIN_AGE,
        [KR_BREAK_SEX] = KR_SEX_COUNT,
        [KR_BREAK_EDUCATION] = KR_EDUCATION_COUNT,
        [KR_BREAK_PARTNER] = KR_PARTNER_COUNT,
        [KR_BREAK_HEALTH] = KR_HEALTH_COUNT,
        [KR_BREAK_BENEFIT] = KR_BENEFIT_COUNT,
        [KR_BREAK_STATUS] = KR_STATUS_COUNT,
        [KR_BREAK_CONTRACT] = KR_CONTRACT_COUNT,
        [KR_BREAK_HOURS_CLASS] = KR_HOURS_CLASSES,
        [KR_BREAK_HOURS] = KR_HOURS_GRID,
        [KR_BREAK_DESIRED_HOURS] = KR_HOURS_GRID,
        [KR_BREAK_WISH] = KR_WISH_COUNT,
        [KR_BREAK_TENURE] = KR_TENURE_COUNT,
        [KR_BREAK_WAGE_CLASS] = KR_WAGE_CLASSES,
        [KR_BREAK_WAGE_BIN] = KR_FINE_BINS,
        [KR_BREAK_EARNINGS_BIN] = KR_FINE_BINS,
        [KR_BREAK_OCCUPATION_FROM] = country->occupations,
    };
    _Static_assert(sizeof sizes / sizeof sizes[0] == KR_BREAK_ALL_COUNT,
                   "every axis has a size");
    return sizes[axis];
}

int64_t kr_breakdown_cells(const struct kr_breakdown *breakdown,
                           const struct kr_country *country)
{
    int64_t cells = breakdown->flow ? (int64_t)KR_STATUS_COUNT * KR_STATUS_COUNT : 1;
    for (int i = 0; i < breakdown->axes; i++) {
        cells *= kr_breakdown_size(breakdown->axis[i], country);
    }
    return cells;
}

// ---------------------------------------------------------------- measures

const struct kr_counted_info *kr_counted(enum kr_counted measure)
{
    return &MEASURES[measure];
}

const char *kr_breakdown_measure_word(int measure)
{
    return measure < (int)KR_COUNTED_COUNT ? MEASURES[measure].word
                                           : GIVEN[measure - (int)KR_COUNTED_COUNT].word;
}

const char *kr_breakdown_measure_meaning(int measure)
{
    return measure < (int)KR_COUNTED_COUNT
               ? MEASURES[measure].long_name
               : GIVEN[measure - (int)KR_COUNTED_COUNT].meaning;
}

static bool has_axis(const struct kr_breakdown *breakdown, enum kr_breakdown_whom whom)
{
    for (int i = 0; i < breakdown->axes; i++) {
        if (AXES[breakdown->axis[i]].whom == whom) {
            return true;
        }
    }
    return false;
}

static bool can_have_vacancies(const struct kr_breakdown *breakdown)
{
    for (int i = 0; i < breakdown->axes; i++) {
        if (!AXES[breakdown->axis[i]].vacancy) {
            return false;
        }
    }
    return !breakdown->flow;
}

// Of what can be counted of the axes; a wage is known where pay is.
static unsigned possible_counts(const struct kr_breakdown *breakdown)
{
    if (breakdown->flow || has_axis(breakdown, KR_WHOM_STATUS)) {
        return KR_COUNTED_BIT(PERSONS);
    }
    const bool jobs = has_axis(breakdown, KR_WHOM_EMPLOYEES);
    unsigned bits = 0;
    for (int m = 0; m < (int)KR_COUNTED_COUNT; m++) {
        if (MEASURES[m].whom == KR_WHOM_EMPLOYEES || !jobs) {
            bits |= 1U << m;
        }
    }
    return bits;
}

unsigned kr_breakdown_possible(const struct kr_breakdown *breakdown)
{
    unsigned bits = possible_counts(breakdown);
    if ((bits & KR_COUNTED_BIT(WEEKLY_PAY)) != 0) {
        bits |= 1U << KR_GIVEN_HOURLY_WAGE;
    }
    if (can_have_vacancies(breakdown)) {
        bits |= 1U << KR_GIVEN_VACANCIES_OPEN;
    }
    return bits;
}

unsigned kr_breakdown_given(const struct kr_breakdown *breakdown)
{
    const unsigned possible = kr_breakdown_possible(breakdown);
    return breakdown->measures == 0 ? possible : possible & breakdown->measures;
}

unsigned kr_breakdown_counted(const struct kr_breakdown *breakdown)
{
    const unsigned given = kr_breakdown_given(breakdown);
    const bool wage = (given >> KR_GIVEN_HOURLY_WAGE & 1U) != 0;
    const unsigned counted = given & ((1U << KR_COUNTED_COUNT) - 1U);
    return wage ? counted | KR_COUNTED_BIT(WEEKLY_PAY) | KR_COUNTED_BIT(EMPLOYEE_MINUTES)
                : counted;
}

bool kr_breakdown_has_vacancies(const struct kr_breakdown *breakdown)
{
    return (kr_breakdown_given(breakdown) >> KR_GIVEN_VACANCIES_OPEN & 1U) != 0;
}

void kr_breakdown_text(const struct kr_breakdown *breakdown, char text[KR_BREAKDOWN_TEXT])
{
    const size_t size = KR_BREAKDOWN_TEXT;
    size_t used =
        (size_t)snprintf(text, size, "%s", breakdown->flow ? "status_flow" : "");
    for (int i = 0; i < breakdown->axes; i++) {
        used += (size_t)snprintf(text + used, size - used, "%s%s", used > 0 ? " " : "",
                                 AXES[breakdown->axis[i]].word);
    }
    const char *before = ": ";
    for (int m = 0; m < (int)KR_BREAKDOWN_MEASURES && used < size; m++) {
        if ((breakdown->measures >> m & 1U) != 0) {
            used += (size_t)snprintf(text + used, size - used, "%s%s", before,
                                     kr_breakdown_measure_word(m));
            before = ", ";
        }
    }
}
