// Means, errors and intervals over replicates.
#ifndef KR_STUDY_STATISTICS_H
#define KR_STUDY_STATISTICS_H

// Mean and 95% interval over replicates. With fewer than two replicates the error and the
// limits are not a number.
struct kr_estimate {
    double mean;
    double error; // standard error of the mean
    double low;
    double high;
};

// The quantile of Student's t that 95% of |t| lie below, for `freedom` >= 1 degrees.
double kr_t_quantile_95(int freedom);

double kr_mean(const double *value, int count);

// Variance with count - 1 below; not a number for fewer than two.
double kr_variance(const double *value, int count);

struct kr_estimate kr_estimate_of(const double *value, int count);

// The ratio of the means of two paired series, its error to first order (the residuals
// above[i] - ratio * below[i]). Not a number where `below` has mean zero.
struct kr_estimate kr_estimate_ratio(const double *above, const double *below, int count);

#endif
