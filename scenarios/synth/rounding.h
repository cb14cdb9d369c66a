// Exact whole numbers from fractions: apportionment, fitting of tables to margins
// (iterative proportional fitting) and controlled rounding.
#ifndef KR_SCENARIOS_SYNTH_ROUNDING_H
#define KR_SCENARIOS_SYNTH_ROUNDING_H

#include "base/error.h"

#include <stdint.h>

// Divides `total` over `n` parts in proportion to `weight` by largest remainders; ties go
// to the first. Without any weight all parts are alike.
KR_MUST_CHECK int kr_apportion(const double *weight, int n, int64_t total, int64_t *part);

// `value` to the nearest whole number.
int64_t kr_whole_number(double value);

// One round of fitting: rows, or columns, of a table are multiplied to sum to a margin.
void kr_fit_rows(double *cell, int rows, int columns, const int64_t *margin);
void kr_fit_columns(double *cell, int rows, int columns, const int64_t *margin);

// A table of fractions with whole margins, row-major, and what it becomes.
struct kr_rounding {
    int rows, columns;
    double *cell;          // expected values; fitted to the margins in place
    const int64_t *row;    // margin of rows
    const int64_t *column; // margin of columns, same total
    int64_t *whole;        // result: whole numbers with exactly these margins
    uint64_t salt;         // key of the draws that decide on fractions
    int fits;              // rounds of fitting before; 0 when the cells fit already
};

// Fits and rounds: every cell goes up or down with chance near its fraction, and rows
// and columns sum exactly. Cells of 0 stay 0 as long as the margins allow it.
KR_MUST_CHECK int kr_round_table(const struct kr_rounding *table);

#endif
