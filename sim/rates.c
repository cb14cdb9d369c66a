#include "sim/rates.h"

#include "base/math.h"
#include "sim/returns.h"
#include "sim/studies.h"

#include <string.h>

// Pack status of a person's status and contract.
static int pack_status(int status, int contract)
{
    if (status == KR_EMPLOYEE) {
        return contract == KR_PERMANENT ? KR_PACK_PERMANENT : KR_PACK_FLEXIBLE;
    }
    return status == KR_SELF_EMPLOYED ? KR_PACK_SELF_EMPLOYED
                                      : status - KR_UNEMPLOYED + KR_PACK_UNEMPLOYED;
}

// What the parameters and the market do to a hazard, as a factor on its rate.
static double hazard_factor(const struct kr_parameters *p, enum kr_hazard hazard,
                            double log_tightness)
{
    const double pull = kr_exp(p->participation.tightness_response * log_tightness);
    const double quit_pull = p->quit.leave_tightness * log_tightness;
    if (hazard == KR_H_LONG_ABSENCE) {
        return p->sickness.long_scale;
    }
    if (hazard == KR_H_LAYOFF) {
        return p->quit.search_scale;
    }
    if (hazard == KR_H_QUIT_SEARCH) {
        return p->quit.search_scale * kr_exp(quit_pull);
    }
    if (hazard == KR_H_QUIT_SELF) {
        return kr_exp(quit_pull + p->quit.own_account_pull);
    }
    if (hazard == KR_H_END_SELF) {
        return kr_exp(-p->quit.own_account_pull);
    }
    if (hazard == KR_H_QUIT_NONWORK) {
        return p->quit.nonwork_scale / pull;
    }
    if (hazard == KR_H_ACTIVATE) {
        return p->participation.activation_scale * pull;
    }
    if (hazard == KR_H_DISCOURAGE) {
        return p->participation.discourage_scale / pull;
    }
    if (hazard == KR_H_SEARCH_ON_JOB) {
        return kr_exp(p->quit.tightness_elasticity * log_tightness);
    }
    return hazard == KR_H_TRAINING ? p->training.start_scale : 1.0;
}

// Care that waits beyond the start is partly given by families (loop L3).
static double informal_pull(const struct kr_model *model, const struct kr_world *world)
{
    double late = 0.0;
    double sectors = 0.0;
    for (int s = 0; s < model->country->sectors; s++) {
        if (model->country->sector[s].kind == KR_CARE) {
            late += world->sector[s].waiting - world->sector[s].waiting_start;
            sectors += 1.0;
        }
    }
    const double mean = sectors > 0.0 ? kr_max(late / sectors, 0.0) : 0.0;
    const struct kr_services_parameters *rule =
        &world->scratch->terms.parameters.services;
    return rule->informal_scale * kr_exp(rule->informal_response * mean);
}

static void set_hazard(const struct kr_model *model, struct kr_scratch *scratch,
                       enum kr_hazard hazard, double factor)
{
    const double *pack = model->country->hazard;
    for (int s = KR_EMPLOYEE; s < KR_STATUS_COUNT; s++) {
        for (int c = 0; c < KR_CONTRACT_COUNT; c++) {
            const int from = (int)hazard * KR_PACK_STATUS_COUNT + pack_status(s, c);
            for (int a = 0; a < KR_AGE_GROUPS; a++) {
                for (int x = 0; x < KR_SEX_COUNT; x++) {
                    const double h = pack[(from * KR_AGE_GROUPS + a) * KR_SEX_COUNT + x];
                    const double rate = h >= 1.0 ? 40.0 : -kr_log(1.0 - h);
                    scratch->rates.table[s][c][a][x][hazard] = rate * factor;
                }
            }
        }
    }
}

// Departures per quarter of the kinds in one migrant class, and its stock.
static double class_departures(const struct kr_model *model,
                               const struct kr_demography_parameters *rule, int class,
                               int year)
{
    const struct kr_country *country = model->country;
    double sum = 0.0;
    for (int k = 0; k < country->migrant_kinds; k++) {
        if (kr_migrant_class(country->migrant_groups[k]) == class) {
            sum += country->emigration[k * KR_MIGRATION_YEARS + year] / 4.0;
        }
    }
    return sum * model->scale * rule->migration_scale;
}

// Departures of residents without a migrant group, by age and sex, per quarter.
static double resident_departures(const struct kr_model *model,
                                  const struct kr_demography_parameters *rule, int year,
                                  int age, int sex)
{
    const struct kr_country *country = model->country;
    double sum = 0.0;
    for (int k = 0; k < country->migrant_kinds; k++) {
        if (kr_migrant_class(country->migrant_groups[k]) == 0) {
            sum += country->emigration[k * KR_MIGRATION_YEARS + year] / 4.0 *
                   country->emigration_age[(k * KR_AGES + age) * KR_SEX_COUNT + sex];
        }
    }
    return sum * model->scale * rule->migration_scale;
}

static double working_age_share(const struct kr_country *country, int class)
{
    double sum = 0.0;
    double kinds = 0.0;
    for (int k = 0; k < country->migrant_kinds; k++) {
        if (kr_migrant_class(country->migrant_groups[k]) != class) {
            continue;
        }
        kinds += 1.0;
        for (int age = KR_MIN_AGE; age < KR_MAX_AGE; age++) {
            sum += country->emigration_age[(size_t)(k * KR_AGES + age) * KR_SEX_COUNT] +
                   country->emigration_age[(k * KR_AGES + age) * KR_SEX_COUNT + 1];
        }
    }
    return kinds > 0.0 ? sum / kinds : 0.0;
}

static double rate_of(double events, double stock)
{
    const double chance = stock > 0.0 ? events / stock : 0.0;
    return -kr_log(1.0 - kr_clamp(chance, 0.0, 0.25));
}

static void set_departures(const struct kr_model *model, struct kr_world *world, int year)
{
    struct kr_rates *rates = &world->scratch->rates;
    const struct kr_stocks *stocks = &world->scratch->opening;
    const struct kr_demography_parameters *rule =
        &world->scratch->terms.parameters.demography;
    for (int age = KR_MIN_AGE; age < KR_MAX_AGE; age++) {
        const double persons = (double)stocks->by_age[age - KR_MIN_AGE];
        for (int x = 0; x < KR_SEX_COUNT; x++) {
            rates->departure[0][age][x] =
                rate_of(resident_departures(model, rule, year, age, x), persons / 2.0);
            for (int c = 1; c < KR_MIGRANT_CLASSES; c++) {
                const double out = class_departures(model, rule, c, year) *
                                   working_age_share(model->country, c);
                // those that a policy brought leave like the others, beside them
                const double stock =
                    (double)stocks->migrants[c] - world->extra_migrants[c];
                rates->departure[c][age][x] =
                    rate_of(out, stock) * world->scratch->terms.departure_factor[c];
            }
        }
    }
}

static void set_vital_rates(const struct kr_model *model,
                            const struct kr_demography_parameters *p,
                            struct kr_rates *rates, double years)
{
    const struct kr_country *country = model->country;
    for (int age = 0; age < KR_AGES; age++) {
        for (int x = 0; x < KR_SEX_COUNT; x++) {
            const int i = age * KR_SEX_COUNT + x;
            const double fall = kr_exp(-country->mortality_improvement[i] * years);
            const double h = country->mortality[i] * fall * p->mortality_scale;
            rates->death[age][x] = -kr_log(1.0 - kr_clamp(h, 0.0, 0.9));
        }
    }
    for (int a = 0; a < KR_WORK_AGES; a++) {
        const double h = country->fertility[a] * p->fertility_scale;
        rates->birth[a] = -kr_log(1.0 - kr_clamp(h, 0.0, 0.5));
        const double r = kr_clamp(country->retirement[a], 0.0, 0.95);
        rates->retirement[a] = -kr_log(1.0 - r);
    }
}

// The largest rate of a hazard over statuses and contracts.
static double largest_rate(const struct kr_rates *rates, enum kr_hazard hazard, int group,
                           int sex)
{
    double most = 0.0;
    for (int s = KR_EMPLOYEE; s < KR_STATUS_COUNT; s++) {
        for (int c = 0; c < KR_CONTRACT_COUNT; c++) {
            const double rate = kr_rate(rates, hazard, s, c, group, sex);
            most = rate > most ? rate : most;
        }
    }
    return most;
}

// The largest rate of what can happen in a household.
static double household_bound(const struct kr_rates *rates, int group, int sex,
                              int household)
{
    const enum kr_hazard partner =
        household / 2 != 0 ? KR_H_PARTNER_START : KR_H_PARTNER_END;
    const enum kr_hazard care = household % 2 != 0 ? KR_H_CARE_END : KR_H_CARE_START;
    return largest_rate(rates, partner, group, sex) +
           largest_rate(rates, care, group, sex) +
           largest_rate(rates, KR_H_MOVE_REGION, group, sex);
}

// The largest rate of any event of the demography phase, to thin with one compare.
static void set_demography_bounds(struct kr_rates *rates, double job_loss_emigration)
{
    for (int i = 0; i < KR_WORK_AGES * KR_SEX_COUNT * KR_HOUSEHOLDS; i++) {
        const int household = i % KR_HOUSEHOLDS;
        const int x = i / KR_HOUSEHOLDS % KR_SEX_COUNT;
        const int a = i / KR_HOUSEHOLDS / KR_SEX_COUNT;
        const double birth = x == KR_WOMAN ? rates->birth[a] : 0.0;
        const double stay = household_bound(rates, a / 10, x, household) + birth +
                            rates->death[a + KR_MIN_AGE][x];
        for (int c = 0; c < KR_MIGRANT_CLASSES; c++) {
            const double factor = c == 1 ? kr_max(job_loss_emigration, 1.0) : 1.0;
            rates->demography_bound[c][a][x][household] =
                stay + rates->departure[c][a + KR_MIN_AGE][x] * factor;
        }
    }
}

void kr_scales_build(const struct kr_model *model, struct kr_world *world)
{
    const struct kr_country *country = model->country;
    struct kr_scratch *scratch = world->scratch;
    double mean = 0.0;
    for (int g = 0; g < country->wage_groups; g++) {
        mean += world->wage_level[g] / (double)country->wage_groups;
    }
    for (int o = 0; o < country->occupations; o++) {
        scratch->occupation_log_wage[o] =
            kr_log(country->occupation[o].wage_euro_per_hour * mean);
    }
    for (int s = 0; s < country->sectors; s++) {
        const double level = world->wage_level[country->sector[s].wage_group];
        for (int o = 0; o < country->occupations; o++) {
            double wage = country->occupation[o].wage_euro_per_hour *
                          scratch->sector_factor[s] * level;
            wage = kr_max(wage, country->constants.minimum_wage * level);
            const int i = s * country->occupations + o;
            const double extra = scratch->terms.pay_log[i];
            wage = extra < 0.0 || extra > 0.0 ? wage * kr_exp(extra) : wage;
            scratch->log_wage[i] = kr_log(wage);
            // whole cents, so that payroll is exact
            scratch->scale_cents[i] = __builtin_floor(wage * 100.0 + 0.5);
        }
    }
}

static void set_tightness(const struct kr_model *model, struct kr_world *world)
{
    struct kr_scratch *scratch = world->scratch;
    for (int r = 0; r < model->country->regions; r++) {
        const double here = kr_max(world->region_tightness[r], 0.02);
        const double log_here = kr_log(here / world->start_tightness);
        scratch->region_log_tightness[r] = kr_clamp(log_here, -2.0, 2.0);
    }
}

// Occupations with more openings per worker than at the start draw seekers,
// school-leavers and trainees.
static void set_pull(const struct kr_model *model, const struct kr_world *world)
{
    struct kr_scratch *scratch = world->scratch;
    const struct kr_country *country = model->country;
    const double strength = scratch->terms.parameters.search.occupation_pull;
    for (int o = 0; o < country->occupations; o++) {
        const double ratio = scratch->opening.openness[o] / world->start_openness[o];
        scratch->pull[o] = kr_exp(strength * kr_clamp(kr_log(ratio), -2.0, 2.0));
    }
    kr_draw_table_pull(&scratch->transition, country->transition, scratch->pull);
    kr_draw_table_pull(&scratch->field_job, country->field_occupation, scratch->pull);
    kr_draw_table_pull(&scratch->education_job, scratch->newcomer_weights, scratch->pull);
    kr_field_pull(model, world, scratch->field_pull);
    kr_draw_table_pull(&scratch->field, scratch->field_weights, scratch->field_pull);
}

static int pension_age_now(const struct kr_model *model, kr_quarter now)
{
    const struct kr_constants *c = &model->country->constants;
    const int steps = kr_quarter_year(now) >= (int)c->pension_age_step_year ? 1 : 0;
    return (int)c->pension_age_quarters + steps * (int)c->pension_age_step;
}

void kr_rates_build(const struct kr_model *model, struct kr_world *world)
{
    struct kr_scratch *scratch = world->scratch;
    const struct kr_parameters *p = &scratch->terms.parameters;
    const int start = (int)model->country->constants.start_year;
    const int year = model->freeze_drivers ? 0 : kr_quarter_year(world->now) - start;
    const int row = year < KR_MIGRATION_YEARS ? year : KR_MIGRATION_YEARS - 1;
    const double tight = kr_max(world->tightness, 0.02);
    const double log_tightness =
        kr_clamp(kr_log(tight / world->start_tightness), -2.0, 2.0);
    for (int h = 0; h < KR_HAZARD_COUNT; h++) {
        double factor = hazard_factor(p, (enum kr_hazard)h, log_tightness);
        factor *= h == KR_H_CARE_START ? informal_pull(model, world) : 1.0;
        set_hazard(model, scratch, (enum kr_hazard)h, factor);
    }
    set_vital_rates(model, &p->demography, &scratch->rates,
                    (double)(world->now - start * 4) / 4.0);
    set_departures(model, world, row);
    set_demography_bounds(&scratch->rates, p->demography.job_loss_emigration);
    scratch->rates.pension_age = pension_age_now(model, world->now);
    set_tightness(model, world);
    set_pull(model, world);
    kr_scales_build(model, world);
    kr_hours_menus_build(&scratch->menus, model->country, &p->hours);
    kr_norms_build(model, world);
    kr_returns_build(model, world);
}
