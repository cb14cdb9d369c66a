// Statistics that tests judge samples by. All samples come from fixed seeds, so a test
// gives the same answer every time; limits are set where chance alone would fail 1 in
// 10^5.
#ifndef KR_TESTS_SUPPORT_STATISTICS_H
#define KR_TESTS_SUPPORT_STATISTICS_H

#include <stddef.h>
#include <stdint.h>

// The chi-square of counts against equal chances, as a standard normal score (by Wilson
// and Hilferty): far above 0 is uneven, far below 0 too even to be random.
double kr_chi_square_score(const int64_t *counts, size_t cells);

// Pearson's correlation of two series, times sqrt(n): a standard normal score when they
// have nothing to do with each other.
double kr_correlation_score(const double *x, const double *y, size_t n);

#endif
