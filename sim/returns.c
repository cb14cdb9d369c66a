#include "sim/returns.h"

#include "base/math.h"

#include <stdlib.h>

// Least gain from work that ratios refer to, euro a year.
#define LEAST_GAIN 500.0
// Hazards move at most by a factor of five, either way: in logs.
#define MOST_LOG 1.6094379124341003

enum { PRIME_AGES = 1, CARE_DAY = 8 }; // middle one of three age groups; hours

int kr_returns_init(struct kr_returns *self, const struct kr_country *country)
{
    const size_t cells = (size_t)KR_AGE_GROUPS * KR_SEX_COUNT * KR_HOUSEHOLD_KINDS *
                         (size_t)country->wage_classes;
    *self = (struct kr_returns){.exit_health = 1.0, .exit_care = 1.0};
    self->entry = calloc(cells, sizeof *self->entry);
    self->exit = calloc(cells, sizeof *self->exit);
    return self->entry != NULL && self->exit != NULL ? KR_OK : KR_ERROR(KR_ERR_NO_MEMORY);
}

void kr_returns_free(struct kr_returns *self)
{
    free(self->entry);
    free(self->exit);
    *self = (struct kr_returns){0};
}

// Participation of an age group and sex at the start, of those who could choose: the
// retired, the ill and students stay out for reasons of their own.
static double participation_of(const struct kr_country *country, int group, int sex)
{
    double active = 0.0;
    double choose = 0.0;
    for (int band = group * 2; band < group * 2 + 2; band++) {
        const double *n =
            &country->status[(size_t)(band * KR_SEX_COUNT + sex) * KR_PACK_STATUS_COUNT];
        active += n[KR_PACK_PERMANENT] + n[KR_PACK_FLEXIBLE] + n[KR_PACK_SELF_EMPLOYED] +
                  n[KR_PACK_UNEMPLOYED];
        choose += n[KR_PACK_AVAILABLE] + n[KR_PACK_SEARCHING] + n[KR_PACK_CARER] +
                  n[KR_PACK_OTHER];
    }
    return active / kr_max(active + choose, 1.0);
}

// The usual hours of a sex on the grid: those of permanent employees of 25 to 54.
static int usual_step(const struct kr_country *country, int sex)
{
    const int at = ((sex * 3 + PRIME_AGES) * KR_CONTRACT_COUNT + KR_PERMANENT);
    const double *share = &country->hours_share[(size_t)at * KR_HOURS_GRID];
    double sum = 0.0;
    double steps = 0.0;
    for (int k = 0; k < KR_HOURS_GRID; k++) {
        sum += share[k];
        steps += share[k] * k;
    }
    return sum > 0.0 ? (int)(steps / sum + 0.5) : KR_HOURS_GRID / 2;
}

// Log changes since the start that one kind of household and wage class sees.
struct change {
    double pay;  // gain from working the usual hours
    double home; // income without own work
    double care; // childcare that can be had
};

static double gain(const struct kr_country *country,
                   const struct kr_hours_parameters *rule, int menu, int step)
{
    return kr_max(kr_menu_income(country, rule, menu, step) -
                      kr_menu_income(country, rule, menu, 0),
                  LEAST_GAIN);
}

static struct change change_of(const struct kr_model *model, const struct kr_world *world,
                               int menu, int sex)
{
    const struct kr_country *country = model->country;
    const struct kr_hours_parameters *now = &world->scratch->terms.parameters.hours;
    const struct kr_hours_parameters *start = &model->parameters.hours;
    const int kind = menu / country->wage_classes;
    const int child = kr_kind_youngest(kind);
    const int step = usual_step(country, sex);
    const bool needs_care = child == 1 || child == 2;
    return (struct change){
        kr_log(gain(country, now, menu, step) / gain(country, start, menu, step)),
        kr_log(kr_menu_income(country, now, menu, 0) /
               kr_menu_income(country, start, menu, 0)),
        needs_care ? kr_log(kr_max(1.0 - world->child_care_queue, 0.05)) : 0.0};
}

static double factor_of(double logs)
{
    return logs < 0.0 || logs > 0.0 ? kr_exp(kr_clamp(logs, -MOST_LOG, MOST_LOG)) : 1.0;
}

// How strongly a kind of person weighs pay of her own and income without it: coefficients
// of their log changes in the log hazard of entry.
struct weight {
    double own, other;
};

static struct weight weight_of(const struct kr_participation_parameters *rule, int kind,
                               int sex, double participation)
{
    const double own = kr_participation_elasticity(rule, kind, sex);
    const bool partner = sex == KR_WOMAN && kr_kind_has_partner(kind);
    const double other = partner ? rule->partner_elasticity : 0.0;
    return (struct weight){
        rule->wage_response * kr_hazard_coefficient(own, participation),
        rule->wage_response * kr_hazard_coefficient(other, participation)};
}

static void set_cell(struct kr_returns *returns, int at, double entry, double exit)
{
    returns->entry[at] = factor_of(entry);
    returns->exit[at] = factor_of(exit);
    const double in = returns->entry[at];
    const double out = returns->exit[at];
    returns->entry_moved = returns->entry_moved || in < 1.0 || in > 1.0;
    returns->exit_moved = returns->exit_moved || out < 1.0 || out > 1.0;
    returns->most_entry = kr_max(returns->most_entry, in);
    returns->most_exit = kr_max(returns->most_exit, out);
}

void kr_returns_build(const struct kr_model *model, struct kr_world *world)
{
    struct kr_returns *returns = &world->scratch->returns;
    const struct kr_participation_parameters *rule =
        &world->scratch->terms.parameters.participation;
    const int menus = KR_HOUSEHOLD_KINDS * model->country->wage_classes;
    returns->entry_moved = false;
    returns->exit_moved = false;
    returns->most_entry = 1.0;
    returns->most_exit = 1.0;
    returns->exit_health = kr_exp(rule->exit_health);
    returns->exit_care =
        kr_exp(rule->exit_care * world->scratch->terms.parameters.demography.care_hours /
               CARE_DAY);
    for (int sex = 0; sex < KR_SEX_COUNT; sex++) {
        for (int menu = 0; menu < menus; menu++) {
            const struct change change = change_of(model, world, menu, sex);
            const int kind = menu / model->country->wage_classes;
            for (int group = 0; group < KR_AGE_GROUPS; group++) {
                const double p = participation_of(model->country, group, sex);
                const struct weight weight = weight_of(rule, kind, sex, p);
                const double push = weight.own * change.pay + weight.other * change.home;
                set_cell(returns, (group * KR_SEX_COUNT + sex) * menus + menu,
                         push + rule->childcare_access * change.care, -push);
            }
        }
    }
}
