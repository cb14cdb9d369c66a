// What a comparison found as a file of tables.
#ifndef KR_CMD_COMPARE_STORE_H
#define KR_CMD_COMPARE_STORE_H

#include "cmd/compare_arguments.h"
#include "cmd/compare_report.h"

// Writes everything to arguments->output; says what failed.
enum kr_exit kr_compare_store(const struct kr_compare_report *report,
                              const struct kr_compare_arguments *arguments);

#endif
