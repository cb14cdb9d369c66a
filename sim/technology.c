#include "sim/technology.h"

#include "base/math.h"
#include "base/parallel.h"
#include "sim/targets.h"
#include "sim/uses.h"

struct technology {
    const struct kr_live *live;
    uint64_t salt;
    int64_t employers[256]; // [sector]
    int64_t adopted[256];   // [sector]
};

static uint64_t salt_of(const struct kr_live *live, kr_quarter quarter)
{
    return kr_random_salt(live->model->key, kr_random_tag(KR_USE_TECHNOLOGY, quarter, 0));
}

void kr_technology_start(const struct kr_live *live)
{
    const struct kr_technology_parameters *rule = &live->model->parameters.technology;
    struct kr_world *world = live->world;
    const uint64_t salt = salt_of(live, 0);
    for (kr_row i = 0; i < world->employers.rows; i++) {
        struct kr_employer *e = &world->employers.at[i];
        if (e->id == 0 || kr_uniform(kr_random_word(salt, e->id)) >= rule->start_share) {
            continue;
        }
        e->technology = KR_TECHNOLOGY_OLD;
        for (int k = 0; k < e->posts; k++) {
            struct kr_post *post = &world->posts.at[e->first_post + k];
            post->base_minutes =
                (int32_t)((double)post->base_minutes * (1.0 + rule->gain) + 0.5);
        }
    }
}

static void count_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    struct technology *s = context;
    int64_t employers[256] = {0};
    int64_t adopted[256] = {0};
    for (kr_row i = first; i < last; i++) {
        const struct kr_employer *e = &s->live->world->employers.at[i];
        employers[e->sector] += e->id != 0;
        adopted[e->sector] += e->id != 0 && e->technology != 0;
    }
    for (int k = 0; k < s->live->model->country->sectors; k++) {
        kr_shared_add(&s->employers[k], employers[k]);
        kr_shared_add(&s->adopted[k], adopted[k]);
    }
}

static void adopt_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct technology *s = context;
    const struct kr_technology_parameters *rule =
        &s->live->scratch->terms.parameters.technology;
    struct kr_tallies *t = &s->live->scratch->worker[worker];
    for (kr_row i = first; i < last; i++) {
        struct kr_employer *e = &s->live->world->employers.at[i];
        if (e->id == 0) {
            continue;
        }
        if (e->technology != 0) {
            const bool settled = e->technology == KR_TECHNOLOGY_OLD;
            e->technology = (uint8_t)(settled ? KR_TECHNOLOGY_OLD : e->technology + 1);
            continue;
        }
        const double share =
            (double)s->adopted[e->sector] / kr_max(1.0, (double)s->employers[e->sector]);
        const double tight = s->live->scratch->region_log_tightness[e->region];
        struct kr_technology_parameters own = *rule;
        own.adoption_scale *= kr_employer_factor(s->live, KR_LEVER_adoption, e);
        if (kr_uniform(kr_random_word(s->salt, e->id)) <
            kr_technology_adopts(share, e->size_class, tight, &own)) {
            e->technology = 1;
            t->events.technology_adopted++;
        }
    }
}

void kr_technology_live(const struct kr_live *live)
{
    struct technology s = {.live = live, .salt = salt_of(live, live->world->now)};
    const kr_row rows = live->world->employers.rows;
    kr_parallel_rows(live->model->threads, rows, count_block, &s);
    kr_parallel_rows(live->model->threads, rows, adopt_block, &s);
}

// Share that would have adopted `quarters` after the start at the pace of the baseline
// (the closed form of Bass's diffusion).
static double expected_share(const struct kr_technology_parameters *rule, double quarters)
{
    const double p = rule->innovation;
    const double q = rule->imitation;
    if (quarters <= 0.0 || p <= 0.0 || rule->start_share >= 1.0) {
        return rule->start_share;
    }
    const double a = (1.0 - rule->start_share) / (1.0 + q / p * rule->start_share);
    const double left = a * kr_exp(-(p + q) * quarters);
    return (1.0 - left) / (1.0 + q / p * left);
}

// The gain comes when half of the rise is over.
double kr_technology_trend(const struct kr_live *live)
{
    const struct kr_technology_parameters *rule = &live->model->parameters.technology;
    const double late = rule->dip_quarters + rule->rise_quarters / 2.0;
    const double share = expected_share(rule, (double)live->world->elapsed - late);
    return (1.0 + rule->gain * share) / (1.0 + rule->gain * rule->start_share);
}

double kr_technology_need(const struct kr_live *live, const struct kr_employer *employer,
                          double trend)
{
    const struct kr_effective *terms = &live->scratch->terms;
    const double output =
        kr_technology_output(employer->technology, &terms->parameters.technology);
    const double scale =
        terms->parameters.technology.admin_scale * terms->admin_factor[employer->sector];
    return trend / output * kr_admin_need((double)employer->admin_share / 100.0, scale);
}
