// Lists of a file whose rows are things rather than quarters: its policies, its
// parameters. Column by column, as far as the file has them.
#ifndef KR_STUDY_REPORT_COLUMNS_H
#define KR_STUDY_REPORT_COLUMNS_H

#include "base/error.h"
#include "base/types.h"
#include "output/reader.h"
#include "study/sides.h"

#include <stddef.h>

enum { KR_REPORT_COLUMNS = 12 };

// Texts or numbers, the other one is NULL.
struct kr_report_column {
    const char *name;
    char **text;
    double *number;
    size_t count;
};

struct kr_report_columns {
    struct kr_report_column column[KR_REPORT_COLUMNS];
    int columns;
    size_t rows; // of the shortest
};

// The policies and the parameters that a file holds, of a run or of a comparison.
KR_MUST_CHECK int kr_report_policies_read(struct kr_report_columns *self,
                                          struct kr_result *result);
KR_MUST_CHECK int kr_report_parameters_read(struct kr_report_columns *self,
                                            struct kr_result *result);
void kr_report_columns_free(struct kr_report_columns *self);

// The text or number in a row; "" and not a number when there is none.
const char *kr_report_text(const struct kr_report_columns *self, const char *column,
                           size_t row);
double kr_report_number(const struct kr_report_columns *self, const char *column,
                        size_t row);

// The quarters, from 0 at `first`, in which some policy is in force that only one of two
// files has; all `quarters` when none is, or when parameters differ.
struct kr_report_force {
    int from, to;
};

struct kr_report_force
kr_report_force_of(const struct kr_report_columns policies[KR_SIDES],
                   const struct kr_report_columns parameters[KR_SIDES], kr_quarter first,
                   int quarters);

#endif
