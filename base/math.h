// exp, log and the normal quantile, the same bits with every compiler: own inline
// polynomials that vectorise. Tested to 2 units in the last place (exp, log) and 1e-9
// relative (quantile). No other libm function than sqrt, floor, ceil, fabs, fmin, fmax is
// used below output/.
#ifndef KR_BASE_MATH_H
#define KR_BASE_MATH_H

#include <stdint.h>
#include <string.h>

// log(2) in two parts: the first has 32 zero bits at its end, so that its product with a
// whole number below 2^21 is exact.
#define KR_LN2_HIGH 0x1.62e42feep-1
#define KR_LN2_LOW  0x1.a39ef35793c76p-33

// Adding and subtracting this rounds a number below 2^51 to a whole one, which then
// stands in the lowest bits: a conversion to integer that every processor can do on whole
// vectors.
#define KR_ROUNDER 0x1.8p52

// Larger and smaller of two numbers that are numbers: one instruction, where fmax and
// fmin are calls.
static inline double kr_max(double x, double y)
{
    return x > y ? x : y;
}

static inline double kr_min(double x, double y)
{
    return x < y ? x : y;
}

static inline double kr_clamp(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

// The bits of a double, and back.
static inline uint64_t kr_bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double kr_double_of(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

// 2^n for a whole number n from -1022 to 1023.
static inline double kr_power_of_two(double n)
{
    return kr_double_of(kr_bits_of(n + (KR_ROUNDER + 1023.0)) << 52);
}

// exp(r) - 1 for |r| <= log(2) / 2: the power series, whose next term is below 2^-57. Odd
// and even terms are two chains, which the processor can work on side by side.
static inline double kr_exp_minus_one_near_zero(double r)
{
    const double s = r * r;
    const double even =
        1.0 / 2 + s * (1.0 / 24 +
                       s * (1.0 / 720 + s * (1.0 / 40320 + s * (1.0 / 3628800 +
                                                                s * (1.0 / 479001600)))));
    const double odd =
        1.0 / 6 +
        s * (1.0 / 120 +
             s * (1.0 / 5040 +
                  s * (1.0 / 362880 + s * (1.0 / 39916800 + s * (1.0 / 6227020800)))));
    return r + s * (even + r * odd);
}

// exp(x). Below -745.2 it is 0, above 709.79 infinity; in between results too small for a
// normal number are rounded to a subnormal one.
static inline double kr_exp(double x)
{
    // x = n log(2) + r, so exp(x) = 2^n exp(r).
    const double inside = kr_clamp(x, -746.0, 710.0);
    const double n = (inside * 0x1.71547652b82fep+0 + KR_ROUNDER) - KR_ROUNDER;
    const double r = (inside - n * KR_LN2_HIGH) - n * KR_LN2_LOW;
    const double part = 1.0 + kr_exp_minus_one_near_zero(r);
    // 2^n in two steps, since n reaches beyond the exponents of normal numbers.
    const double half = (n * 0.5 + KR_ROUNDER) - KR_ROUNDER;
    return part * kr_power_of_two(half) * kr_power_of_two(n - half);
}

// 2 s + s^3 (2/3 + 2/5 s^2 + ...), the logarithm of (1 + s) / (1 - s), without its first
// term; the next term is below 2^-60 of the result for s^2 < 0.0295.
static inline double kr_log_series(double square)
{
    const double w = square * square;
    const double odd =
        2.0 / 3 + w * (2.0 / 7 + w * (2.0 / 11 + w * (2.0 / 15 + w * (2.0 / 19))));
    const double even =
        2.0 / 5 + w * (2.0 / 9 + w * (2.0 / 13 + w * (2.0 / 17 + w * (2.0 / 21))));
    return square * (odd + square * even);
}

// log(x) for x > 0, subnormal numbers and infinity included. log(0) is -infinity, and of
// a negative number NaN.
static inline double kr_log(double x)
{
    // x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2).
    const double scaled = x < 0x1p-1022 ? x * 0x1p54 : x;
    const double scaled_by = x < 0x1p-1022 ? 54.0 : 0.0;
    const uint64_t bits = kr_bits_of(scaled);
    const uint64_t over = bits - UINT64_C(0x3fe6a09e667f3bcd) + (UINT64_C(1024) << 52);
    const uint64_t exponent = over >> 52;
    const double k =
        (kr_double_of(exponent | UINT64_C(0x4330000000000000)) - (0x1p52 + 1024.0)) -
        scaled_by;
    const double f = kr_double_of(bits - ((exponent - 1024) << 52)) - 1.0;

    // log(1 + f) = f - (f^2/2 - s (f^2/2 + series)) with s = f / (2 + f): the large parts
    // are exact or added last.
    const double s = f / (2.0 + f);
    const double half_square = 0.5 * f * f;
    const double small = s * (half_square + kr_log_series(s * s));
    const double result =
        k * KR_LN2_HIGH - ((half_square - (small + k * KR_LN2_LOW)) - f);

    const double infinity = __builtin_inf();
    const double at_top = x > 0x1.fffffffffffffp1023 ? infinity : result;
    const double at_zero = x > 0.0 ? at_top : -infinity;
    return x >= 0.0 ? at_zero : __builtin_nan("");
}

// 1 - exp(-rate): the chance of at least one event at a quarterly rate >= 0; exact to the
// last places for small rates too. A negative rate counts as 0.
static inline double kr_chance(double rate)
{
    // With -rate = n log(2) + r: 1 - 2^n exp(r) = (1 - 2^n) - 2^n (exp(r) - 1).
    const double x = kr_clamp(-rate, -64.0, 0.0);
    const double n = (x * 0x1.71547652b82fep+0 + KR_ROUNDER) - KR_ROUNDER;
    const double r = (x - n * KR_LN2_HIGH) - n * KR_LN2_LOW;
    const double power = kr_power_of_two(n);
    return (1.0 - power) - power * kr_exp_minus_one_near_zero(r);
}

// 1 / (1 + exp(-x))
static inline double kr_logistic(double x)
{
    return 1.0 / (1.0 + kr_exp(-x));
}

// The first, second or third number, for part 0, 1 or 2.
static inline double kr_pick(double part, double first, double second, double third)
{
    return part < 0.5 ? first : part < 1.5 ? second : third;
}

// Value whose chance of not being exceeded is p, for the standard normal distribution and
// 0 < p < 1; p = 0 and p = 1 give finite values far out, -37.0 and 8.2.
// Source: M.J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477-484.
// It divides one polynomial by another; their coefficients differ for the middle (part
// 0), the tails (1) and the far tails (2).
static inline double kr_normal_quantile(double p)
{
    const double chance = kr_clamp(p, 1e-300, 1.0 - 0x1p-53);
    const double q = chance - 0.5;
    const double tail = q < 0.0 ? chance : 1.0 - chance;
    const double t = __builtin_sqrt(-kr_log(tail));
    const double part = __builtin_fabs(q) <= 0.425 ? 0.0 : t <= 5.0 ? 1.0 : 2.0;
    const double r = kr_pick(part, 0.180625 - q * q, t - 1.6, t - 5.0);
    const double side = q < 0.0 ? -1.0 : 1.0;

    double above = kr_pick(part, 2509.0809287301226727, 7.7454501427834140764e-4,
                           2.01033439929228813265e-7);
    above = above * r + kr_pick(part, 33430.575583588128105, 0.0227238449892691845833,
                                2.71155556874348757815e-5);
    above = above * r + kr_pick(part, 67265.770927008700853, 0.24178072517745061177,
                                0.0012426609473880784386);
    above = above * r + kr_pick(part, 45921.953931549871457, 1.27045825245236838258,
                                0.026532189526576123093);
    above = above * r + kr_pick(part, 13731.693765509461125, 3.64784832476320460504,
                                0.29656057182850489123);
    above = above * r + kr_pick(part, 1971.5909503065514427, 5.7694972214606914055,
                                1.7848265399172913358);
    above = above * r + kr_pick(part, 133.14166789178437745, 4.6303378461565452959,
                                5.4637849111641143699);
    above = above * r + kr_pick(part, 3.387132872796366608, 1.42343711074968357734,
                                6.6579046435011037772);
    double below = kr_pick(part, 5226.495278852545925, 1.05075007164441684324e-9,
                           2.04426310338993978564e-15);
    below = below * r + kr_pick(part, 28729.085735721942674, 5.475938084995344946e-4,
                                1.4215117583164458887e-7);
    below = below * r + kr_pick(part, 39307.89580009271061, 0.0151986665636164571966,
                                1.8463183175100546818e-5);
    below = below * r + kr_pick(part, 21213.794301586595867, 0.14810397642748007459,
                                7.868691311456132591e-4);
    below = below * r + kr_pick(part, 5394.1960214247511077, 0.68976733498510000455,
                                0.0148753612908506148525);
    below = below * r + kr_pick(part, 687.1870074920579083, 1.6763848301838038494,
                                0.13692988092273580531);
    below = below * r + kr_pick(part, 42.313330701600911252, 2.05319162663775882187,
                                0.59983220655588793769);
    below = below * r + 1.0;
    return kr_pick(part, q, side, side) * (above / below);
}

#endif
