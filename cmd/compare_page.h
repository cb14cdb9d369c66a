// A comparison on one page, in plain English, for people who decide.
#ifndef KR_CMD_COMPARE_PAGE_H
#define KR_CMD_COMPARE_PAGE_H

#include "cmd/compare_report.h"

void kr_compare_page(const struct kr_compare_report *report, FILE *out);

#endif
