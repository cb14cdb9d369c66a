// What an hour is paid, the same in columns and in series.
#ifndef KR_OUTPUT_PAY_H
#define KR_OUTPUT_PAY_H

#include <stdint.h>

// Whole cents, as payroll has them: the scale of sector and occupation, with both
// premiums, personal and of the employer, added up in ten thousandths. A quotient of
// whole numbers of this size is cut off as whole numbers divide.
static inline int32_t kr_hourly_cents(double scale_cents, int32_t premiums)
{
    return (int32_t)((double)(int32_t)scale_cents * (double)(10000 + premiums) / 10000.0);
}

#endif
