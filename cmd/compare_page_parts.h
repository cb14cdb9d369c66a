// Parts of the page that stand in a file of their own. Private to compare_page.c.
#ifndef KR_CMD_COMPARE_PAGE_PARTS_H
#define KR_CMD_COMPARE_PAGE_PARTS_H

#include "cmd/compare_report.h"

void kr_page_head(const char *title, FILE *out);

// "central government"
const char *kr_payer_meaning(enum kr_payer payer);

// The effect on a total, over the quarters in force.
struct kr_effect kr_page_total(const struct kr_compare_report *report,
                               enum kr_outcome outcome);

void kr_page_short(const struct kr_compare_report *report, FILE *out);
void kr_page_compared(const struct kr_compare_report *report, FILE *out);
void kr_page_rests(const struct kr_compare_report *report, FILE *out);

#endif
