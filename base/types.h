// The three integer meanings of the program, and the calendar.
#ifndef KR_BASE_TYPES_H
#define KR_BASE_TYPES_H

#include <stdint.h>

typedef uint64_t kr_id; // permanent identity: a function of facts, never of arrival order
typedef int32_t kr_row; // position in a table of this process; means nothing outside it
typedef int16_t kr_quarter; // quarters since year 0: year * 4 + (1..4) - 1

enum {
    KR_NONE = -1, // no row, no code
    KR_NEVER =
        -32768, // a quarter that does not exist (no child, born in the country ...)
};

static inline kr_quarter kr_quarter_of(int year, int number)
{
    return (kr_quarter)(year * 4 + number - 1);
}

static inline int kr_quarter_year(kr_quarter quarter)
{
    return quarter / 4;
}

// 1 to 4
static inline int kr_quarter_number(kr_quarter quarter)
{
    return quarter % 4 + 1;
}

// Whole years of age in `now` of somebody born in `birth`.
static inline int kr_age(kr_quarter birth, kr_quarter now)
{
    return (now - birth) / 4;
}

#endif
