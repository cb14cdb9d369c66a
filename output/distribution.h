// Figures of a distribution that is known by bins: heads and the sum of amounts in each.
#ifndef KR_OUTPUT_DISTRIBUTION_H
#define KR_OUTPUT_DISTRIBUTION_H

#include <stddef.h>

struct kr_distribution {
    size_t bins;         // in order of amount
    const double *heads; // in each
    const double *sum;   // of their amounts
};

// Gini coefficient, 0 .. 1; all of a bin count as having its mean. NaN for nobody.
double kr_gini(const struct kr_distribution *self);
// Variance of the logarithm of the amounts. Who has nothing is left out.
double kr_log_variance(const struct kr_distribution *self);
// The amount that a share of all has at most, where bins are `width` wide and begin at 0.
double kr_quantile(const struct kr_distribution *self, double width, double share);

#endif
