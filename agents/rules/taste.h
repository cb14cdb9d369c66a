// Taste for hours (rule R2): how many hours somebody wants, and what it would take to
// want four more or four fewer.
//
// On the grid h = 0, 4, ... 48 the utility of person i in household kind g is
//
//   U(h) = ln C_g(h) - curvature / 2 * ((h - x_i) / 8)^2,   x_i = taste_i - w * care_i,
//
// C net household income a year less the cost of childcare. The taste is in hours a
// week: what she would want if money did not count. With the day (8 hours) as unit of the
// loss, the default curvature of 1.2 makes the hours wanted about as insensitive to pay
// as the evidence says (intensive elasticity about 0.1); a weaker one would leave hardly
// anybody content with the contract. The step from h_k to h_k+1 pays from
//
//   t_k = h_k + 2 - 16 / curvature * ln(C_k+1 / C_k)   hours of taste on.
//
// Kinks of taxes and allowances make some t_k fall in k; neighbours are then pooled to
// their mean (the upper concave envelope of U), and kept an hour apart: nobody sees a
// kink that sharply. So thresholds rise, hours wanted are 4 * #{k: t_k <= x}, and
// premium_up <= 0 exactly when the hours wanted are at least contract + 4.
#ifndef KR_AGENTS_RULES_TASTE_H
#define KR_AGENTS_RULES_TASTE_H

#include "agents/country.h"
#include "agents/rules/hours.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    KR_HOURS_STEPS = KR_HOURS_GRID - 1, // from 0 to 4, ... from 44 to 48
    // How a taste is stored in 16 bits: 1/512 hour, 0 standing for 32 hours.
    KR_TASTE_UNITS = 512,
    KR_TASTE_ZERO = 32,
};

// What the steps of the grid are worth to one household kind and wage class.
struct kr_hours_menu {
    double threshold[KR_HOURS_STEPS]; // taste, in hours, from which the step pays; rising
    double income[KR_HOURS_GRID];     // C, euro a year
    double gain[KR_HOURS_STEPS];      // net pay of the step, euro a year, above 0
    bool moved; // net pay of some step changed by more than `price_event` when built
};

struct kr_hours_menus {
    int wage_classes;
    double curvature;
    double care_weight;
    double premium_mean;
    bool moved;                 // any menu did
    struct kr_hours_menu *menu; // [household kind][wage class]
    double *wage_bound;         // [wage class] euro an hour from which the next holds
};

KR_MUST_CHECK int kr_hours_menus_init(struct kr_hours_menus *self,
                                      const struct kr_country *country);
void kr_hours_menus_free(struct kr_hours_menus *self);

// Net household income at `step` of menu `index`, euro a year: that of the pack, with the
// levers on what work adds, on what comes in without it, and on the price of childcare.
double kr_menu_income(const struct kr_country *country,
                      const struct kr_hours_parameters *parameters, int index, int step);

// Fills all menus from the incomes of `country`; cheap enough for every quarter. Says
// which menus moved since they were built last.
void kr_hours_menus_build(struct kr_hours_menus *self, const struct kr_country *country,
                          const struct kr_hours_parameters *parameters);

// Where the menu of a kind of household and an hourly wage at the prices of the start is.
int kr_hours_menu_index(const struct kr_hours_menus *self, int kind,
                        double euro_per_hour);

static inline const struct kr_hours_menu *
kr_hours_menu_of(const struct kr_hours_menus *self, int kind, double euro_per_hour)
{
    return &self->menu[kr_hours_menu_index(self, kind, euro_per_hour)];
}

// The taste x that counts, in hours: what is stored less hours of care.
static inline double kr_taste_hours(const struct kr_hours_menus *self, int16_t stored,
                                    int care_hours)
{
    return KR_TASTE_ZERO + stored / (double)KR_TASTE_UNITS -
           self->care_weight * care_hours;
}

// Hours wanted at taste `x`: 0, 4, ... 48.
static inline int kr_desired_hours(const struct kr_hours_menu *menu, double x)
{
    int steps = 0;
    for (int k = 0; k < KR_HOURS_STEPS; k++) {
        steps += menu->threshold[k] <= x ? 1 : 0;
    }
    return steps * KR_HOURS_STEP;
}

// Relative rise in the net pay of the added hours that makes step + 1 as good as `step`
// of the grid (0 .. KR_HOURS_STEPS - 1); at most 0 when they are wanted anyway.
double kr_premium_up(const struct kr_hours_menus *self, const struct kr_hours_menu *menu,
                     int step, double x);

// Relative fall in the net pay of the last four hours that makes step - 1 as good as
// `step` (1 .. KR_HOURS_STEPS); below 0 when fewer are wanted anyway.
double kr_premium_down(const struct kr_hours_menus *self,
                       const struct kr_hours_menu *menu, int step, double x);

// The taste x at which kr_premium_up(step) is `premium`.
double kr_taste_for(const struct kr_hours_menus *self, const struct kr_hours_menu *menu,
                    int step, double premium);

// Net pay of an added hour at `step`, euro: what premiums are relative to.
static inline double kr_net_hour(const struct kr_hours_menu *menu, int step)
{
    return menu->gain[step] / (52.0 * KR_HOURS_STEP);
}

// Draws a taste of somebody who wants exactly `step` of the grid: the premium for more
// has density 1 / premium_mean just above zero and falls exponentially, cut where fewer
// hours would be wanted. `uniform` in [0, 1). As stored: the hours wanted are exact.
int16_t kr_taste_draw(const struct kr_hours_menus *self, const struct kr_hours_menu *menu,
                      int step, int care_hours, double uniform);

// The stored taste shifted by `hours`, within what 16 bits hold.
int16_t kr_taste_shift(int16_t stored, double hours);

// One step of a walk over the hours of the grid that leaves the distribution `weight`
// (any scale, times exp(tilt * hours)) as it is: one or two steps up or down, taken when
// the word allows (Metropolis). Never 0 hours. So wishes change little at a time, and
// what people of a kind want together, spikes included, stays what it was.
int kr_hours_walk(const double weight[KR_HOURS_GRID], double tilt, int step,
                  uint64_t word);

#endif
