#include "output/distribution.h"

#include "base/math.h"

#include <math.h>

static double total(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
    }
    return sum;
}

// One less twice the area under the Lorenz curve.
double kr_gini(const struct kr_distribution *self)
{
    const double heads = total(self->heads, self->bins);
    const double sum = total(self->sum, self->bins);
    if (heads <= 0 || sum <= 0) {
        return (double)NAN;
    }
    double below = 0; // of the sum
    double area = 0;
    for (size_t i = 0; i < self->bins; i++) {
        area += self->heads[i] / heads * (2 * below + self->sum[i]) / sum;
        below += self->sum[i];
    }
    return 1 - area;
}

double kr_log_variance(const struct kr_distribution *self)
{
    double heads = 0;
    double mean = 0;
    for (size_t i = 0; i < self->bins; i++) {
        if (self->heads[i] > 0 && self->sum[i] > 0) {
            heads += self->heads[i];
            mean += self->heads[i] * kr_log(self->sum[i] / self->heads[i]);
        }
    }
    if (heads <= 0) {
        return (double)NAN;
    }
    mean /= heads;
    double squares = 0;
    for (size_t i = 0; i < self->bins; i++) {
        if (self->heads[i] > 0 && self->sum[i] > 0) {
            const double from = kr_log(self->sum[i] / self->heads[i]) - mean;
            squares += self->heads[i] * from * from;
        }
    }
    return squares / heads;
}

double kr_quantile(const struct kr_distribution *self, double width, double share)
{
    const double wanted = share * total(self->heads, self->bins);
    double below = 0;
    for (size_t i = 0; i < self->bins; i++) {
        if (self->heads[i] > 0 && below + self->heads[i] >= wanted) {
            return width * ((double)i + (wanted - below) / self->heads[i]);
        }
        below += self->heads[i];
    }
    return (double)NAN;
}
