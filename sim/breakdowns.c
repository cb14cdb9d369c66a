#include "sim/breakdowns.h"

#include "agents/persons.h"
#include "sim/tallies.h"

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
