// One quarter, in order. This table is the model: each phase reads and writes what stands
// beside it, and can be fixed (switched off) by a parameter of its name.
#include "base/clock.h"
#include "base/math.h"
#include "sim/carving.h"
#include "sim/entrants.h"
#include "sim/event_log.h"
#include "sim/hours.h"
#include "sim/matching.h"
#include "sim/phases/phases.h"
#include "sim/rates.h"
#include "sim/run.h"
#include "sim/second_jobs.h"
#include "sim/technology.h"
#include "sim/uses.h"

#include <stddef.h>
#include <string.h>

#define SWITCH(name) (offsetof(struct kr_phases_parameters, name) + 1)

enum { ALWAYS = 0 }; // a phase that cannot be fixed

struct phase {
    const char *name;
    const char *meaning;
    int (*live)(struct kr_live *live);
    size_t fixed_by;         // offset + 1 of its switch, ALWAYS for none
    double bytes_per_person; // of person columns that a row is read and written with
};

static const struct phase PHASES[KR_PHASE_COUNT] = {
    {"policies", "calendar; effective parameters, places and demand of this quarter",
     kr_phase_policies, ALWAYS, 0.0},
    {"demography", "births, deaths, migration, 15th and 75th birthdays, studies",
     kr_phase_demography, SWITCH(demography), 18.0},
    {"participation", "entering and leaving the labour force; hours wanted and voiced",
     kr_phase_participation, SWITCH(participation), 16.0},
    {"staffing", "demand for hours, workload, sickness, grants, lay-offs, contracts",
     kr_phase_staffing, SWITCH(staffing), 28.0},
    {"retention", "quits, retirement, own account; who searches", kr_phase_retention,
     SWITCH(retention), 26.0},
    {"vacancies", "openings posted and withdrawn; employers born", kr_phase_vacancies,
     SWITCH(vacancies), 6.0},
    {"matching", "search, application, shortlist, offer, acceptance, in rounds",
     kr_phase_matching, SWITCH(matching), 30.0},
    {"training", "courses, rungs, learning by doing", kr_phase_training, SWITCH(training),
     16.0},
    {"wages", "agreements by group, premiums offered", kr_phase_wages, SWITCH(wages),
     3.0},
    {"services", "output, unmet need, childcare places", kr_phase_services,
     SWITCH(services), 5.0},
    {"books", "stocks counted, identities checked, tightness", NULL, ALWAYS, 22.0},
};

const char *kr_phase_name(int phase)
{
    return PHASES[phase].name;
}

const char *kr_phase_meaning(int phase)
{
    return PHASES[phase].meaning;
}

static bool is_fixed(const struct kr_model *model, const struct phase *phase)
{
    if (phase->fixed_by == ALWAYS) {
        return false;
    }
    const char *switches = (const char *)&model->parameters.phases;
    return *(const double *)(const void *)(switches + phase->fixed_by - 1) < 0.5;
}

static int live_phase(struct kr_live *live, int index, struct kr_timing *timing,
                      struct kr_breach *breach)
{
    const struct phase *phase = &PHASES[index];
    const double start = kr_wall_seconds();
    const int code = phase->live == NULL            ? kr_phase_books(live, breach)
                     : is_fixed(live->model, phase) ? KR_OK
                                                    : phase->live(live);
    kr_scratch_collect(live->scratch, live->world);
    if (timing != NULL) {
        timing->seconds[index] += kr_wall_seconds() - start;
        timing->bytes[index] +=
            phase->bytes_per_person * (double)live->world->persons.rows;
    }
    return code;
}

int kr_quarter_live(const struct kr_model *model, struct kr_world *world,
                    struct kr_timing *timing, struct kr_breach *breach)
{
    struct kr_live live = {model, world, world->scratch};
    kr_tallies_clear(&world->tallies);
    kr_event_log_clear(&world->scratch->log);
    world->now++;
    world->elapsed++;
    for (int i = 0; i < KR_PHASE_COUNT; i++) {
        const int code = live_phase(&live, i, timing, breach);
        if (code != KR_OK) {
            return code;
        }
    }
    if (timing != NULL) {
        timing->quarters++;
        timing->person_quarters += world->scratch->opening.persons;
    }
    return KR_OK;
}

// ---------------------------------------------------------------- the run

// Base minutes are those at neutral own demand. A post with an opening needs what it has
// and the hours of the opening; one without has hours to spare, or need that it does not
// advertise, more or less by a draw.
static void set_base_demand(const struct kr_model *model, struct kr_world *world)
{
    const double mean = model->parameters.demand.start_surplus;
    const uint64_t salt =
        kr_random_salt(model->key, kr_random_tag(KR_USE_REQUIRED, 0, 0));
    for (kr_row i = 0; i < world->posts.rows; i++) {
        struct kr_post *post = &world->posts.at[i];
        if (post->employer == KR_NONE) {
            continue;
        }
        const struct kr_employer *e = &world->employers.at[post->employer];
        const uint64_t word = kr_random_word(salt, kr_post_key(e, post->occupation));
        const double spare = post->openings > 0 ? 0.0 : 2.0 * mean * kr_uniform(word);
        const double need = (1.0 - spare) * kr_exp(-(double)e->demand_level);
        post->base_minutes = (int32_t)((double)post->required_minutes * need + 0.5);
    }
}

// What a world that has lived no quarter still lacks.
static int start(struct kr_live *live)
{
    const struct kr_model *model = live->model;
    struct kr_world *world = live->world;
    world->helper_posts = kr_helper_posts_begin(world);
    for (int g = 0; g < model->country->wage_groups; g++) {
        world->wage_level[g] = world->wage_level[g] > 0.0 ? world->wage_level[g] : 1.0;
    }
    const int code = kr_second_jobs_start(live);
    set_base_demand(model, world);
    kr_technology_start(live);
    for (int s = 0; s < model->country->sectors; s++) {
        world->sector[s].budget_ratio = 1.0;
    }
    return code;
}

// The market at the start, which later quarters are compared with.
static void remember_start(const struct kr_model *model, struct kr_world *world)
{
    const struct kr_stocks *stocks = &world->scratch->opening;
    for (int o = 0; o < model->country->occupations; o++) {
        world->start_openness[o] = stocks->openness[o];
    }
    for (int s = 0; s < model->country->sectors; s++) {
        world->sector[s].normal_unmet = stocks->unmet[s];
    }
    kr_norms_start(model, world);
    world->start_tightness = kr_max(world->tightness, 0.02);
}

// The last quarter was paid by scales of its own: levels have moved since, and policies
// may have changed pay. The next quarter reckons its scales anew.
static void recall_pay(const struct kr_model *model, const struct kr_world *world)
{
    const size_t cells =
        (size_t)model->country->sectors * (size_t)model->country->occupations;
    if (world->paid_cents != NULL) {
        memcpy(world->scratch->scale_cents, world->paid_cents, cells * sizeof(double));
    }
}

int kr_world_prepare(const struct kr_model *model, struct kr_world *world)
{
    int code = kr_tallies_init(&world->tallies, model->country, model->policy_count);
    if (code == KR_OK) {
        code = kr_scratch_new(model, world);
    }
    if (code != KR_OK) {
        return code;
    }
    struct kr_live live = {model, world, world->scratch};
    if (world->elapsed == 0) {
        code = start(&live);
    }
    kr_entrants_find_rows(world->scratch, &world->persons);
    kr_scales_build(model, world);
    recall_pay(model, world);
    kr_cells_build(model, &world->scratch->matching);
    kr_take_stock(&live);
    kr_books_open(&live);
    if (world->elapsed == 0) {
        remember_start(model, world);
    }
    return code;
}

void kr_world_share(struct kr_world *self, const struct kr_world *owner)
{
    kr_scratch_share(self->scratch, owner->scratch);
}

// Logs the events that observers want to hear of.
static int keep_events(struct kr_world *world, const struct kr_run_options *options)
{
    kr_event_kinds kinds = 0;
    for (int i = 0; i < options->observer_count; i++) {
        kinds |= options->observers[i].events;
    }
    return kr_event_log_keep(world, kinds);
}

static int tell(const struct kr_model *model, const struct kr_world *world,
                const struct kr_run_options *options, bool beginning)
{
    for (int i = 0; i < options->observer_count; i++) {
        const struct kr_observer *o = &options->observers[i];
        int (*hear)(void *, const struct kr_model *, const struct kr_world *) =
            beginning ? o->begin : o->quarter;
        const int code = hear == NULL ? KR_OK : hear(o->context, model, world);
        if (code != KR_OK) {
            return code;
        }
    }
    return KR_OK;
}

int kr_run(const struct kr_model *model, struct kr_world *world,
           const struct kr_run_options *options)
{
    int code = keep_events(world, options);
    code = code == KR_OK ? tell(model, world, options, true) : code;
    while (code == KR_OK && world->elapsed < model->quarters) {
        code = kr_quarter_live(model, world, options->timing, options->breach);
        if (code == KR_OK) {
            code = tell(model, world, options, false);
        }
        if (code == KR_OK && options->stop != NULL && *options->stop != 0 &&
            world->elapsed < model->quarters) {
            code = KR_ERROR(KR_ERR_STOPPED);
        }
    }
    return code;
}

int64_t kr_run_bytes(const struct kr_country *country, double scale, int quarters)
{
    double persons = 0.0;
    for (int i = 0; i < country->regions * (KR_MAX_AGE - KR_MIN_AGE) * KR_SEX_COUNT;
         i++) {
        persons += country->population[i];
    }
    // columns of 63 bytes, posts, employers, vacancies and scratch; see benchmarks/README
    const double growth = 1.02 + 0.001 * (double)quarters;
    return (int64_t)(persons * scale * growth * 110.0) + (64 << 20);
}
