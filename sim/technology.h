// Labour-saving technology and administrative time (rule R21; the formulas are in
// agents/rules/technology.h).
#ifndef KR_SIM_TECHNOLOGY_H
#define KR_SIM_TECHNOLOGY_H

#include "sim/scratch.h"

// Which employers had adopted before the start; base minutes are raised by the gain, so
// that hours required at the start are those of the population.
void kr_technology_start(const struct kr_live *live);

// Employers adopt, and those that have grow used to it. Share adopted by sector is that
// of the last quarter.
void kr_technology_live(const struct kr_live *live);

// Mean output per hour that adoption at the pace of the baseline would bring by now,
// relative to the start. The country's demand path holds it.
double kr_technology_trend(const struct kr_live *live);

// Hours required of an employer relative to base, by its technology and administration,
// apart from that trend.
double kr_technology_need(const struct kr_live *live, const struct kr_employer *employer,
                          double trend);

#endif
