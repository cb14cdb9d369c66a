#include "agents/rules/taste.h"

#include "base/math.h"
#include "base/random.h"
#include "base/table.h"

#include <string.h>

// Loss is measured against the working day; see the header.
#define DAY 8.0
// Least distance of two thresholds, hours of taste.
#define LEAST_STEP 1.0
// Least pay of an added hour that premiums refer to, euro net.
#define LEAST_HOUR 1.0
// Least household income, euro a year: somebody always lives on something.
#define LEAST_INCOME 3000.0
// How far tastes of those who want nothing, or all, spread beyond the outer thresholds.
#define OUTER_HOURS 8.0

_Static_assert((KR_TASTE_ZERO + 64) * KR_TASTE_UNITS >= 0 && 64 * KR_TASTE_UNITS == 32768,
               "16 bits reach 64 hours below and above KR_TASTE_ZERO");

static size_t menu_count(const struct kr_hours_menus *self)
{
    return (size_t)KR_HOUSEHOLD_KINDS * (size_t)self->wage_classes;
}

int kr_hours_menus_init(struct kr_hours_menus *self, const struct kr_country *country)
{
    *self = (struct kr_hours_menus){.wage_classes = country->wage_classes};
    self->menu = kr_allocate(menu_count(self) * sizeof *self->menu);
    self->wage_bound = kr_allocate((size_t)self->wage_classes * sizeof(double));
    if (self->menu == NULL || self->wage_bound == NULL) {
        kr_hours_menus_free(self);
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    return KR_OK;
}

void kr_hours_menus_free(struct kr_hours_menus *self)
{
    kr_release(self->menu, menu_count(self) * sizeof *self->menu);
    kr_release(self->wage_bound, (size_t)self->wage_classes * sizeof(double));
    *self = (struct kr_hours_menus){0};
}

// Replaces falling neighbours by their mean until the values rise (pool adjacent
// violators).
static void pool(double value[KR_HOURS_STEPS])
{
    double mean[KR_HOURS_STEPS];
    int size[KR_HOURS_STEPS];
    int pools = 0;
    for (int k = 0; k < KR_HOURS_STEPS; k++) {
        mean[pools] = value[k];
        size[pools] = 1;
        pools++;
        while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
            const int both = size[pools - 2] + size[pools - 1];
            mean[pools - 2] =
                (mean[pools - 2] * size[pools - 2] + mean[pools - 1] * size[pools - 1]) /
                both;
            size[pools - 2] = both;
            pools--;
        }
    }
    int k = 0;
    for (int p = 0; p < pools; p++) {
        for (int i = 0; i < size[p]; i++) {
            value[k++] = mean[p];
        }
    }
}

// Levers on what work adds to the income of a kind of household.
static double net_pay_of(const struct kr_hours_parameters *parameters, int kind)
{
    const int child = kind % 4; // youngest: none, 0-3, 4-11, 12-17
    const double own = kind >= 4    ? parameters->net_pay_partner
                       : child == 0 ? 1.0
                       : child == 3 ? parameters->net_pay_lone_older
                                    : parameters->net_pay_lone;
    return parameters->net_pay * own;
}

// What parents pay at a step of the grid: the first hours may cost nothing.
static double childcare_of(const struct kr_hours_parameters *parameters,
                           const double *care, int step)
{
    const int free = (int)(parameters->childcare_free / KR_HOURS_STEP);
    const double gift = care[free < step ? free : step];
    return parameters->childcare_price * (free > 0 ? care[step] - gift : care[step]);
}

double kr_menu_income(const struct kr_country *country,
                      const struct kr_hours_parameters *parameters, int index, int step)
{
    const double *net = &country->net_income[(size_t)index * KR_HOURS_GRID];
    const double *care = &country->childcare_cost[(size_t)index * KR_HOURS_GRID];
    const int kind = index / country->wage_classes;
    const double income = parameters->home_income * net[0] +
                          net_pay_of(parameters, kind) * (net[step] - net[0]) -
                          childcare_of(parameters, care, step);
    return kr_max(income, LEAST_INCOME);
}

// Whether the net pay of a step between `before` and now changed by more than a share.
static bool has_moved(const double before[KR_HOURS_STEPS],
                      const double now[KR_HOURS_STEPS], double share)
{
    bool moved = false;
    for (int k = 0; k < KR_HOURS_STEPS; k++) {
        moved = moved || now[k] > before[k] * (1.0 + share) ||
                before[k] > now[k] * (1.0 + share);
    }
    return moved;
}

static void build_menu(struct kr_hours_menu *menu, double curvature)
{
    const double least_gain = LEAST_HOUR * 52.0 * KR_HOURS_STEP;
    const double money = 2.0 * DAY * DAY / (KR_HOURS_STEP * 2.0) / curvature;
    for (int k = 0; k < KR_HOURS_STEPS; k++) {
        const double now = menu->income[k];
        const double next = menu->income[k + 1];
        menu->gain[k] = kr_max(next - now, least_gain);
        menu->threshold[k] = k * KR_HOURS_STEP + KR_HOURS_STEP / 2.0 -
                             money * kr_log(next / now) - k * LEAST_STEP;
    }
    pool(menu->threshold);
    for (int k = 0; k < KR_HOURS_STEPS; k++) {
        menu->threshold[k] += k * LEAST_STEP;
    }
}

void kr_hours_menus_build(struct kr_hours_menus *self, const struct kr_country *country,
                          const struct kr_hours_parameters *parameters)
{
    self->curvature = parameters->leisure_curvature;
    self->care_weight = parameters->care_weight;
    self->premium_mean = parameters->premium_mean;
    for (int w = 0; w < self->wage_classes; w++) {
        const bool last = w == self->wage_classes - 1;
        self->wage_bound[w] =
            last ? 1e300 : (country->wage_class[w] + country->wage_class[w + 1]) / 2.0;
    }
    self->moved = false;
    for (size_t m = 0; m < menu_count(self); m++) {
        struct kr_hours_menu *menu = &self->menu[m];
        double before[KR_HOURS_STEPS];
        const bool first = menu->income[0] <= 0.0;
        memcpy(before, menu->gain, sizeof before);
        for (int k = 0; k < KR_HOURS_GRID; k++) {
            menu->income[k] = kr_menu_income(country, parameters, (int)m, k);
        }
        build_menu(menu, self->curvature);
        menu->moved = !first && has_moved(before, menu->gain, parameters->price_event);
        self->moved = self->moved || menu->moved;
    }
}

int kr_hours_menu_index(const struct kr_hours_menus *self, int kind, double euro_per_hour)
{
    int w = 0;
    while (w < self->wage_classes - 1 && self->wage_bound[w] <= euro_per_hour) {
        w++;
    }
    return kind * self->wage_classes + w;
}

// Utility per hour of taste: 16 / curvature hours are one log point of income.
static double log_points(const struct kr_hours_menus *self, double hours)
{
    return hours * self->curvature * KR_HOURS_STEP / (DAY * DAY);
}

// exp(x) - 1, without loss of small numbers: its sign is that of x.
static double exp_minus_one(double x)
{
    return x > -0.25 && x < 0.25 ? kr_exp_minus_one_near_zero(x) : kr_exp(x) - 1.0;
}

double kr_premium_up(const struct kr_hours_menus *self, const struct kr_hours_menu *menu,
                     int step, double x)
{
    const double missing = log_points(self, menu->threshold[step] - x);
    return menu->income[step + 1] * exp_minus_one(missing) / menu->gain[step];
}

double kr_premium_down(const struct kr_hours_menus *self,
                       const struct kr_hours_menu *menu, int step, double x)
{
    return -kr_premium_up(self, menu, step - 1, x);
}

double kr_taste_for(const struct kr_hours_menus *self, const struct kr_hours_menu *menu,
                    int step, double premium)
{
    const double raise = premium * menu->gain[step] / menu->income[step + 1];
    const double missing = kr_log(kr_max(1.0 + raise, 1e-9));
    return menu->threshold[step] - missing / log_points(self, 1.0);
}

// Stores the taste nearest to `x` at which x lies in [low, high), an interval wider than
// a unit of storage; at the ends of what 16 bits hold, what comes nearest.
static int16_t store(const struct kr_hours_menus *self, double x, double low, double high,
                     int care_hours)
{
    const double taste = x + self->care_weight * care_hours - KR_TASTE_ZERO;
    const double unit = __builtin_floor(taste * KR_TASTE_UNITS + 0.5);
    int stored = (int)kr_clamp(unit, -32768.0, 32767.0);
    if (stored < 32767 && kr_taste_hours(self, (int16_t)stored, care_hours) < low) {
        stored++;
    }
    if (stored > -32768 && kr_taste_hours(self, (int16_t)stored, care_hours) >= high) {
        stored--;
    }
    return (int16_t)stored;
}

int16_t kr_taste_draw(const struct kr_hours_menus *self, const struct kr_hours_menu *menu,
                      int step, int care_hours, double uniform)
{
    if (step >= KR_HOURS_STEPS) {
        const double low = menu->threshold[KR_HOURS_STEPS - 1];
        const double x = low + uniform * OUTER_HOURS;
        return store(self, x, low, low + 2.0 * OUTER_HOURS, care_hours);
    }
    const double high = menu->threshold[step];
    const double low = step > 0 ? menu->threshold[step - 1] : high - OUTER_HOURS;
    const double most = kr_premium_up(self, menu, step, low);
    const double part = kr_chance(most / self->premium_mean);
    const double premium = -self->premium_mean * kr_log(1.0 - uniform * part);
    const double x = kr_taste_for(self, menu, step, premium);
    return store(self, x, low, high, care_hours);
}

int16_t kr_taste_shift(int16_t stored, double hours)
{
    const double unit = __builtin_floor(hours * KR_TASTE_UNITS + 0.5);
    return (int16_t)kr_clamp((double)stored + unit, -32768.0, 32767.0);
}

int kr_hours_walk(const double weight[KR_HOURS_GRID], double tilt, int step,
                  uint64_t word)
{
    static const int MOVE[4] = {-2, -1, 1, 2};
    const int to = step + MOVE[word & 3];
    if (to < 1 || to >= KR_HOURS_GRID) {
        return step;
    }
    const double hours = (to - step) * KR_HOURS_STEP;
    const double odds = weight[to] * kr_exp(tilt * hours);
    return kr_uniform(word) * weight[step] < odds ? to : step;
}
