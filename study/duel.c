#include "study/duel.h"

#include "base/parallel.h"
#include "scenarios/population.h"

#include <string.h>

enum { CENTS = 100, QUARTERS_PER_YEAR = 4 };

// ---------------------------------------------------------------- begin and end

static int people(struct kr_duel *self, const struct kr_compare_options *options,
                  enum kr_side side)
{
    const struct kr_model *model = &self->model[side];
    struct kr_world *world = &self->world[side];
    if (options->start[side] != NULL) {
        return kr_world_copy(world, model->country, options->start[side]);
    }
    if (side == KR_VARIANT && options->same_start) {
        return kr_world_copy(world, model->country, &self->world[KR_BASE]);
    }
    return kr_population_build(model, world);
}

int kr_duel_begin(struct kr_duel *self, const struct kr_model *const model[KR_SIDES],
                  const struct kr_compare_options *options,
                  const struct kr_compare_plan *plan, int replicate)
{
    memset(self, 0, sizeof *self);
    self->plan = *plan;
    int code = KR_OK;
    for (int side = 0; side < KR_SIDES; side++) {
        struct kr_model *own = &self->model[side];
        *own = *model[side];
        own->replicate = model[KR_BASE]->replicate + (uint64_t)replicate;
        own->key = kr_random_key_of(own->seed, own->replicate);
        own->threads = plan->threads;
    }
    for (int side = 0; side < KR_SIDES && code == KR_OK; side++) {
        code = people(self, options, (enum kr_side)side);
    }
    for (int side = 0; side < KR_SIDES && code == KR_OK; side++) {
        code = kr_world_prepare(&self->model[side], &self->world[side]);
    }
    if (code == KR_OK && !plan->side_by_side) {
        kr_world_share(&self->world[KR_VARIANT], &self->world[KR_BASE]);
    }
    if (code == KR_OK) {
        const struct kr_model *const models[KR_SIDES] = {&self->model[KR_BASE],
                                                         &self->model[KR_VARIANT]};
        code = kr_ledger_begin(&self->ledger, models);
    }
    return code;
}

void kr_duel_end(struct kr_duel *self)
{
    kr_ledger_end(self->ledger);
    kr_world_free(&self->world[KR_VARIANT]);
    kr_world_free(&self->world[KR_BASE]);
}

// ---------------------------------------------------------------- a quarter

struct quarter {
    struct kr_duel *duel;
    struct kr_breach breach[KR_SIDES];
    int code[KR_SIDES];
};

static void live_side(void *context, int side, int worker)
{
    (void)worker;
    struct quarter *q = context;
    q->code[side] = kr_quarter_live(&q->duel->model[side], &q->duel->world[side], NULL,
                                    &q->breach[side]);
}

int kr_duel_live(struct kr_duel *self, kr_quarter differ)
{
    struct quarter q = {.duel = self};
    kr_parallel_tasks(self->plan.side_by_side ? KR_SIDES : 1, KR_SIDES, live_side, &q);
    for (int side = 0; side < KR_SIDES; side++) {
        if (q.code[side] != KR_OK) {
            self->breach = q.breach[side];
            return q.code[side];
        }
    }
    const bool equal =
        self->world[KR_BASE].now >= differ ||
        kr_world_hash(&self->world[KR_BASE]) == kr_world_hash(&self->world[KR_VARIANT]);
    return equal ? KR_OK : KR_ERROR(KR_ERR_UNPAIRED);
}

// ---------------------------------------------------------------- measures

static double total(const struct kr_effects *effects, const double *cells,
                    enum kr_outcome outcome)
{
    return cells[effects->space.first[outcome][KR_SPLIT_total]];
}

// The measures of the report, from cells and tallies; hours are those of main jobs.
static void measure(const struct kr_model *model, const struct kr_world *world,
                    const struct kr_effects *effects, const double *cells,
                    struct kr_measures *measures)
{
    const double week = model->country->constants.full_time_hours;
    const double hours = total(effects, cells, KR_OUTCOME_mean_hours);
    double *value = measures->value;
    value[KR_MEASURE_employed] = total(effects, cells, KR_OUTCOME_employed);
    value[KR_MEASURE_hours] = hours;
    value[KR_MEASURE_full_time] = hours / week;
    value[KR_MEASURE_full_time_years] = hours / week / QUARTERS_PER_YEAR;
    value[KR_MEASURE_vacancies] = total(effects, cells, KR_OUTCOME_vacancies);
    value[KR_MEASURE_unemployed] = total(effects, cells, KR_OUTCOME_unemployed);
    value[KR_MEASURE_unmet] = total(effects, cells, KR_OUTCOME_shortage);
    value[KR_MEASURE_cost] =
        (double)world->tallies.events.policy_cents / CENTS / model->scale;
}

static double recipients(const struct kr_duel *duel, struct kr_account account,
                         enum kr_recipient_line line)
{
    return (double)kr_account_recipient(account, KR_VARIANT, KR_NONE, line) /
           duel->model[KR_VARIANT].scale;
}

int kr_duel_measure(struct kr_duel *self, struct kr_comparison *result, int replicate,
                    int quarter)
{
    struct kr_pair *pair = &result->pair[replicate * result->quarters + quarter];
    struct kr_measures *const measures[KR_SIDES] = {&pair->base, &pair->variant};
    memset(pair, 0, sizeof *pair);
    for (int side = 0; side < KR_SIDES; side++) {
        double *cells =
            kr_effects_at(&result->effects, replicate, quarter, (enum kr_side)side);
        kr_effects_read(&result->effects.space, &self->model[side], &self->world[side],
                        cells);
        measure(&self->model[side], &self->world[side], &result->effects, cells,
                measures[side]);
    }
    struct kr_world *const world[KR_SIDES] = {&self->world[KR_BASE],
                                              &self->world[KR_VARIANT]};
    const struct kr_account account = kr_ledger_at(&result->ledger, replicate, quarter);
    const int code = kr_ledger_take(self->ledger, world, account);
    pair->variant.value[KR_MEASURE_recipients] =
        recipients(self, account, KR_RECIPIENT_heads);
    pair->variant.value[KR_MEASURE_deadweight] =
        recipients(self, account, KR_RECIPIENT_unmoved);
    return code;
}
