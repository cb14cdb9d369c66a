// Phase 8: agreed scales move by group; employers with standing openings offer more.
//
// Reads: tightness, pack increases, posts' openings. Writes: wage levels, employers'
// premiums. Random use: PREMIUM.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/phases/phases.h"
#include "sim/uses.h"

enum { PREMIUM_STEP = 25 }; // a quarter per cent of pay

struct wages {
    struct kr_live live;
    uint64_t salt;
};

// Growth of a group's scale this quarter, log (R20): what is agreed already, else prices,
// productivity and tightness; public pay closes its gap to the market.
static double growth_of(const struct kr_live *live, int group, double market_gap)
{
    const struct kr_model *model = live->model;
    const struct kr_wage_group *g = &model->country->wage_group[group];
    const struct kr_wages_parameters *rule = &live->scratch->terms.parameters.wages;
    const int year =
        kr_quarter_year(live->world->now) - (int)model->country->constants.start_year;
    if (year >= 0 && year < g->agreed_years && g->agreed_growth[year] > 0.0) {
        return kr_log(1.0 + g->agreed_growth[year]) / 4.0;
    }
    const double tight = kr_max(live->world->tightness, 0.02);
    const double pressure = rule->tightness_response *
                            kr_clamp(kr_log(tight / rule->normal_tightness), -3.0, 3.0);
    const double trend = (rule->inflation + rule->real_growth) / 4.0;
    return g->is_public ? trend + rule->public_follow * market_gap : trend + pressure;
}

// Mean log level of market groups less that of the group, weights the employees.
static double market_level(const struct kr_live *live)
{
    const struct kr_country *country = live->model->country;
    double persons = 0.0;
    double level = 0.0;
    for (int s = 0; s < country->sectors; s++) {
        const int group = country->sector[s].wage_group;
        if (!country->wage_group[group].is_public) {
            const double weight = (double)country->sector[s].employees;
            persons += weight;
            level += weight * kr_log(live->world->wage_level[group]);
        }
    }
    return persons > 0.0 ? level / persons : 0.0;
}

static void move_scales(const struct kr_live *live)
{
    struct kr_world *world = live->world;
    const double market = market_level(live);
    for (int g = 0; g < live->model->country->wage_groups; g++) {
        const double level = kr_log(world->wage_level[g]);
        world->wage_level[g] = kr_exp(level + growth_of(live, g, market - level));
    }
}

// Employers whose openings stand raise what they offer, step by step; it wears off where
// they fill them. Premiums of persons are their own and do not move with it.
static void premium_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct wages *d = context;
    struct kr_world *world = d->live.world;
    const double most = d->live.scratch->terms.parameters.wages.posted_premium * 10000.0;
    for (kr_row i = first; i < last; i++) {
        struct kr_employer *e = &world->employers.at[i];
        if (e->id == 0) {
            continue;
        }
        int openings = 0;
        for (int k = 0; k < e->posts; k++) {
            openings += world->posts.at[e->first_post + k].openings;
        }
        const bool stands = openings * 20 > e->heads;
        const double u = kr_uniform(kr_random_word(d->salt, e->id));
        if (stands && e->wage_premium < (int16_t)most && u < 0.25) {
            e->wage_premium = (int16_t)(e->wage_premium + PREMIUM_STEP);
        } else if (!stands && e->wage_premium > 0 && u < 0.25) {
            e->wage_premium = (int16_t)(e->wage_premium - PREMIUM_STEP);
        }
    }
}

int kr_phase_wages(struct kr_live *live)
{
    struct wages d = {*live,
                      kr_random_salt(live->model->key,
                                     kr_random_tag(KR_USE_PREMIUM, live->world->now, 0))};
    if (!live->model->freeze_drivers) {
        move_scales(live);
    }
    kr_parallel_rows(live->model->threads, live->world->employers.rows, premium_block,
                     &d);
    return KR_OK;
}
