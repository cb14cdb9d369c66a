// The result of a comparison as text, JSON and CSV.
#ifndef KR_CMD_COMPARE_REPORT_H
#define KR_CMD_COMPARE_REPORT_H

#include "cmd/setup.h"
#include "study/compare.h"

#include <stdio.h>

struct kr_compare_report {
    const struct kr_setup *base;
    const struct kr_setup *variant;
    const struct kr_comparison *comparison;
};

void kr_compare_print(const struct kr_compare_report *report, FILE *out);
void kr_compare_json(const struct kr_compare_report *report, FILE *out);
// One row per period and measure.
void kr_compare_csv(const struct kr_compare_report *report, FILE *out);

#endif
