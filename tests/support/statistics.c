#include "tests/support/statistics.h"

#include <math.h>

double kr_chi_square_score(const int64_t *counts, size_t cells)
{
    int64_t total = 0;
    for (size_t i = 0; i < cells; i++) {
        total += counts[i];
    }
    const double expected = (double)total / (double)cells;
    double chi_square = 0.0;
    for (size_t i = 0; i < cells; i++) {
        const double gap = (double)counts[i] - expected;
        chi_square += gap * gap / expected;
    }
    const double freedom = (double)cells - 1.0;
    const double spread = 2.0 / (9.0 * freedom);
    return (cbrt(chi_square / freedom) - (1.0 - spread)) / sqrt(spread);
}

double kr_correlation_score(const double *x, const double *y, size_t n)
{
    double mean_x = 0.0;
    double mean_y = 0.0;
    for (size_t i = 0; i < n; i++) {
        mean_x += x[i] / (double)n;
        mean_y += y[i] / (double)n;
    }
    double xx = 0.0;
    double yy = 0.0;
    double xy = 0.0;
    for (size_t i = 0; i < n; i++) {
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        yy += (y[i] - mean_y) * (y[i] - mean_y);
        xy += (x[i] - mean_x) * (y[i] - mean_y);
    }
    return xy / sqrt(xx * yy) * sqrt((double)n);
}
