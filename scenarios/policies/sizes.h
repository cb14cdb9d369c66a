// How strength scales what a policy does.
#ifndef KR_SCENARIOS_POLICIES_SIZES_H
#define KR_SCENARIOS_POLICIES_SIZES_H

// A factor at a strength: 1 at none, as written at full; it stays above zero.
static inline double kr_factor_at(double factor, double strength)
{
    const double scaled = 1.0 + (factor - 1.0) * strength;
    return scaled > 0.001 ? scaled : 0.001;
}

// A share at a strength, at most 1.
static inline double kr_share_at(double share, double strength)
{
    const double scaled = share * strength;
    return scaled < 1.0 ? scaled : 1.0;
}

#endif
