#include "study/statistics.h"

#include <math.h>

double kr_t_quantile_95(int freedom)
{
    // Exact to the last digit shown, for the few replicates people begin with.
    static const double EXACT[] = {12.706205, 4.302653, 3.182446, 2.776445, 2.570582,
                                   2.446912,  2.364624, 2.306004, 2.262157, 2.228139};
    if (freedom < 1) {
        return NAN;
    }
    if (freedom <= 10) {
        return EXACT[freedom - 1];
    }
    // Cornish-Fisher expansion around the normal quantile (Abramowitz and Stegun 26.7.5);
    // within 1e-4 from 11 degrees on.
    const double z = 1.959963985;
    const double z3 = z * z * z;
    const double z5 = z3 * z * z;
    const double z7 = z5 * z * z;
    const double n = freedom;
    return z + (z3 + z) / (4.0 * n) + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * n * n) +
           (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * n * n * n);
}

double kr_mean(const double *value, int count)
{
    double sum = 0.0;
    for (int i = 0; i < count; i++) {
        sum += value[i];
    }
    return sum / count;
}

double kr_variance(const double *value, int count)
{
    if (count < 2) {
        return NAN;
    }
    const double mean = kr_mean(value, count);
    double sum = 0.0;
    for (int i = 0; i < count; i++) {
        sum += (value[i] - mean) * (value[i] - mean);
    }
    return sum / (count - 1);
}

// The interval around a mean whose error is known.
static struct kr_estimate around(double mean, double error, int count)
{
    const double reach = kr_t_quantile_95(count - 1) * error;
    return (struct kr_estimate){mean, error, mean - reach, mean + reach};
}

struct kr_estimate kr_estimate_of(const double *value, int count)
{
    const double error = sqrt(kr_variance(value, count) / count);
    return around(kr_mean(value, count), error, count);
}

struct kr_estimate kr_estimate_ratio(const double *above, const double *below, int count)
{
    const double base = kr_mean(below, count);
    if (!(fabs(base) > 0.0)) {
        return (struct kr_estimate){NAN, NAN, NAN, NAN};
    }
    const double ratio = kr_mean(above, count) / base;
    double sum = 0.0;
    for (int i = 0; i < count; i++) {
        const double rest = above[i] - ratio * below[i];
        sum += rest * rest;
    }
    double error = NAN;
    if (count > 1) {
        error = sqrt(sum / (count - 1) / count) / fabs(base);
    }
    return around(ratio, error, count);
}
