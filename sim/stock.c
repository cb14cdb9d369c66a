// The stocks at the end of a quarter: one reading of all persons, one of all posts.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/counts.h"
#include "sim/load.h"
#include "sim/openings.h"
#include "sim/phases/phases.h"

static void person_block(void *context, kr_row first, kr_row last, int worker)
{
    kr_counts_add(context, worker, first, last);
}

// Heads, minutes, need and openings by sector, region of work and occupation; payroll.
static void count_post(const struct kr_live *live, struct kr_tallies *t,
                       const struct kr_employer *e, const struct kr_post *post)
{
    const int occupations = live->model->country->occupations;
    // tasks that no helper takes over are still required of the carved posts
    const bool helpers = post - live->world->posts.at >= live->world->helper_posts;
    const int64_t unmet = !helpers && post->required_minutes > post->contract_minutes
                              ? post->required_minutes - post->contract_minutes
                              : 0;
    const int64_t values[KR_HEADS_COUNT] = {post->heads, post->contract_minutes,
                                            post->required_minutes, unmet,
                                            post->learning_minutes};
    int64_t *by_sector = kr_tally_at(t, KR_TALLY_sector_heads, e->sector, 0);
    int64_t *by_occupation =
        kr_tally_at(t, KR_TALLY_occupation_heads, post->occupation, 0);
    int64_t *by_region = kr_tally_at(t, KR_TALLY_region_heads, e->region, 0);
    for (int i = 0; i < KR_HEADS_COUNT; i++) {
        by_sector[i] += values[i];
        by_occupation[i] += values[i];
        by_region[i] += values[i];
    }
    *kr_tally_at(t, KR_TALLY_sector_region_unmet, e->sector, e->region) += unmet;
    *kr_tally_at(t, KR_TALLY_sector_region_heads, e->sector, e->region) += post->heads;
    int64_t *absence = kr_tally_at(t, KR_TALLY_absence_sector, e->sector, 0);
    absence[KR_ABSENCE_CONTRACT] += post->contract_minutes;
    absence[KR_ABSENCE_ABSENT] += post->absent_minutes;
    kr_load_add(live, t, post, KR_BY_LOAD_CONTRACT, post->contract_minutes);
    kr_load_add(live, t, post, KR_BY_LOAD_ABSENT, post->absent_minutes);
    int64_t *load = kr_tally_at(t, KR_TALLY_sector_hires_load, e->sector, 0);
    load[KR_LOAD_WEIGHTED] += (int64_t)((double)post->load * 1000.0) * post->heads;
    load[KR_LOAD_HEADS] += post->heads;
    // 13 weeks at the scale and the premiums, in whole cents
    const int64_t scale =
        (int64_t)live->scratch->scale_cents[e->sector * occupations + post->occupation];
    const int64_t paid_minutes =
        (int64_t)post->contract_minutes +
        (post->premium_minutes + (int64_t)post->contract_minutes * e->wage_premium) /
            10000;
    const int64_t cents = paid_minutes * 13 / 60 * scale;
    *kr_tally_at(t, KR_TALLY_payroll_sector, e->sector, 0) += cents;
    t->events.payroll_cents += cents;
    const double share = live->model->country->constants.employee_tax_share;
    const int64_t withheld = (int64_t)((double)cents * share);
    t->events.withheld_cents += withheld;
    t->events.net_pay_cents += cents - withheld;
}

static void employer_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct kr_live *live = context;
    const struct kr_world *world = live->world;
    struct kr_tallies *t = &live->scratch->worker[worker];
    for (kr_row i = first; i < last; i++) {
        const struct kr_employer *e = &world->employers.at[i];
        for (int k = 0; e->id != 0 && k < e->posts; k++) {
            count_post(live, t, e, &world->posts.at[e->first_post + k]);
        }
    }
}

// Posts that opened for helpers stand behind those of the employers.
static void count_helpers(const struct kr_live *live)
{
    const struct kr_world *world = live->world;
    for (kr_row i = world->helper_posts; i < world->posts.rows; i++) {
        const struct kr_post *post = &world->posts.at[i];
        count_post(live, &live->scratch->worker[0], &world->employers.at[post->employer],
                   post);
    }
}

// Posted openings, by what their posts and employers are.
static void vacancy_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct kr_live *live = context;
    const struct kr_world *world = live->world;
    const struct kr_vacancies *v = &world->vacancies;
    for (kr_row i = first; i < last; i++) {
        kr_vacancy_prefetch(world, i, last);
        if (v->posted[i] != 0) {
            struct kr_tallies *t = &live->scratch->worker[worker];
            const struct kr_post *post = &world->posts.at[v->post[i]];
            const struct kr_employer *e = &world->employers.at[post->employer];
            kr_vacancy_tally(live, t, post, KR_VACANCY_OPEN);
            ++*kr_tally_at(t, KR_TALLY_sector_region_vacancies, e->sector, e->region);
            *kr_tally_at(t, KR_TALLY_standing_vacancies, e->sector, 0) +=
                v->opened[i] < world->now;
        }
    }
}

static bool serves_public(const struct kr_live *live, kr_row post)
{
    const struct kr_world *world = live->world;
    const int sector = world->employers.at[world->posts.at[post].employer].sector;
    const enum kr_sector_kind kind = live->model->country->sector[sector].kind;
    return kind == KR_CARE || kind == KR_TEACHING || kind == KR_CHILDCARE;
}

static void count_second_jobs(const struct kr_live *live)
{
    const struct kr_world *world = live->world;
    const struct kr_second_jobs *jobs = &world->second_jobs;
    struct kr_events *events = &live->world->tallies.events;
    for (kr_row i = 0; i < jobs->rows; i++) {
        const kr_row main = world->persons.post[jobs->row[i]];
        events->second_jobs++;
        events->second_job_minutes += jobs->minutes[i];
        events->combination_jobs += main != KR_NONE && serves_public(live, main) &&
                                    serves_public(live, jobs->post[i]);
    }
}

void kr_take_stock(struct kr_live *live)
{
    struct kr_world *world = live->world;
    const int threads = live->model->threads;
    kr_parallel_rows(threads, world->persons.rows, person_block, live);
    kr_parallel_rows(threads, world->employers.rows, employer_block, live);
    kr_parallel_rows(threads, world->vacancies.rows, vacancy_block, live);
    count_helpers(live);
    kr_counts_settle(live);
    kr_scratch_collect(live->scratch, world);
    count_second_jobs(live);
}
