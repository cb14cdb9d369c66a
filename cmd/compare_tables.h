// The tables of a comparison for a file: effects by cell, estimates, the ledger and the
// joint table of states.
#ifndef KR_CMD_COMPARE_TABLES_H
#define KR_CMD_COMPARE_TABLES_H

#include "cmd/compare_report.h"
#include "output/effects_file.h"

void kr_tables_put(struct kr_effects_file *file, const struct kr_compare_report *report);

#endif
