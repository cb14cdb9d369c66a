#include "sim/budget.h"

#include "base/hash.h"
#include "base/math.h"
#include "sim/uses.h"

#include <string.h>

enum {
    YEARS = 16, // that are remembered
    QUARTERS = 4,
};

// Ordinals of the draws.
enum { OF_KIND, OF_SECTOR };

// Standard normal news of a year for all sectors of a kind, or for one sector.
static double news(const struct kr_live *live, int year, unsigned ordinal, uint64_t who)
{
    const uint64_t salt = kr_random_salt(
        live->model->key, kr_random_tag(KR_USE_BUDGET, (kr_quarter)year, ordinal));
    const double u = kr_uniform(kr_random_word(salt, who));
    return kr_normal_quantile(kr_clamp(u, 1e-9, 1.0 - 1e-9));
}

double kr_budget_spread(const struct kr_live *live, int sector)
{
    const struct kr_effective *terms = &live->scratch->terms;
    const enum kr_sector_kind kind = live->model->country->sector[sector].kind;
    return kind == KR_MARKET
               ? 0.0
               : terms->parameters.demand.budget_sd * terms->swing_factor[sector];
}

// The state of an autoregression is the weighted sum of the news of the years before, so
// nothing has to be kept and it has its full spread from the start.
static double standing(const struct kr_live *live, int sector)
{
    const struct kr_demand_parameters *rule = &live->scratch->terms.parameters.demand;
    const struct kr_sector *s = &live->model->country->sector[sector];
    const uint64_t own = kr_hash_bytes(0, s->label.id, strlen(s->label.id));
    const int year = live->world->now / QUARTERS;
    double sum = 0.0;
    double squares = 0.0;
    double weight = 1.0;
    for (int k = 0; k < YEARS; k++) {
        sum += weight * kr_shared_news(rule, news(live, year - k, OF_KIND, s->kind),
                                       news(live, year - k, OF_SECTOR, own));
        squares += weight * weight;
        weight *= rule->budget_persistence;
    }
    return sum / __builtin_sqrt(squares);
}

double kr_budget_swing(const struct kr_live *live, int sector)
{
    const double sd = kr_budget_spread(live, sector);
    return sd > 0.0 ? kr_budget_factor(sd, standing(live, sector)) : 1.0;
}
