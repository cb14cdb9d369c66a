// Lives the replicates of a comparison.
#include "base/hash.h"
#include "base/parallel.h"
#include "study/duel.h"
#include "study/ledger_taker.h"

#include <stdlib.h>
#include <string.h>

// A small world is lived faster by one thread: shared loops cost more than they save.
enum { SMALL = 500000, MOST_AT_ONCE = 4000000, FEW_THREADS = 4 }; // persons, threads

static double persons_of(const struct kr_model *model)
{
    const struct kr_country *c = model->country;
    double persons = 0.0;
    for (int i = 0; i < c->regions * (KR_MAX_AGE - KR_MIN_AGE) * KR_SEX_COUNT; i++) {
        persons += c->population[i];
    }
    return persons * model->scale;
}

struct kr_compare_plan kr_compare_plan_of(const struct kr_model *model, int replicates)
{
    const double persons = persons_of(model);
    struct kr_compare_plan plan = {.at_once = 1, .threads = model->threads};
    int at_once = replicates < model->threads ? replicates : model->threads;
    while (at_once > 1 && persons * at_once > (double)MOST_AT_ONCE) {
        at_once--;
    }
    if (persons > (double)SMALL) {
        return plan;
    }
    if (at_once > 1 && 2 * at_once >= model->threads) {
        plan.at_once = at_once;
        plan.threads = 1;
    } else if (model->threads > 1 && model->threads <= FEW_THREADS) {
        plan.side_by_side = true; // inside of which a world has one thread
    }
    return plan;
}

// What the replicates of one comparison share.
struct campaign {
    const struct kr_model *model[KR_SIDES];
    const struct kr_compare_options *options;
    struct kr_compare_plan plan;
    struct kr_comparison *result;
    struct outcome {
        int code;
        bool done; // lived to the end
        uint64_t hash[KR_SIDES];
        struct kr_breach breach;
    } * outcome;      // by replicate
    int64_t lived;    // quarters, all replicates
    int64_t given_up; // something failed, or was stopped
    int64_t told;
    int first; // replicate of the batch being lived
};

static void tell(struct campaign *c, int64_t lived)
{
    if (c->options->progress != NULL && lived > c->told) {
        c->told = lived;
        c->options->progress(c->options->context,
                             (int)((lived - 1) / c->result->quarters),
                             (int)((lived - 1) % c->result->quarters));
    }
}

static int live_quarters(struct campaign *c, struct kr_duel *duel, int replicate,
                         int worker)
{
    const struct kr_compare_options *options = c->options;
    for (int q = 0; q < c->result->quarters; q++) {
        int code = kr_duel_live(duel, c->result->differ);
        if (code == KR_OK) {
            code = kr_duel_measure(duel, c->result, replicate, q);
        }
        if (code != KR_OK) {
            return code;
        }
        if (replicate == 0 && q == 0) {
            c->result->first = duel->world[KR_BASE].now;
        }
        const int64_t lived = __atomic_add_fetch(&c->lived, 1, __ATOMIC_RELAXED);
        if (worker == 0) {
            tell(c, lived);
        }
        if ((options->stop != NULL && *options->stop != 0) ||
            __atomic_load_n(&c->given_up, __ATOMIC_RELAXED) != 0) {
            return KR_ERR_STOPPED;
        }
    }
    return KR_OK;
}

static void live_replicate(void *context, int task, int worker)
{
    struct campaign *c = context;
    const int replicate = c->first + task;
    struct outcome *outcome = &c->outcome[replicate];
    outcome->code = KR_ERR_STOPPED;
    struct kr_duel *duel = NULL;
    if (__atomic_load_n(&c->given_up, __ATOMIC_RELAXED) == 0) {
        duel = calloc(1, sizeof *duel);
        outcome->code = KR_ERROR(KR_ERR_NO_MEMORY);
    }
    if (duel != NULL) {
        outcome->code = kr_duel_begin(duel, c->model, c->options, &c->plan, replicate);
        if (outcome->code == KR_OK) {
            outcome->code = live_quarters(c, duel, replicate, worker);
        }
        outcome->done = outcome->code == KR_OK;
        for (int side = 0; side < KR_SIDES && outcome->done; side++) {
            outcome->hash[side] = kr_world_hash(&duel->world[side]);
        }
        outcome->breach = duel->breach;
        kr_duel_end(duel);
        free(duel);
    }
    if (!outcome->done) {
        kr_shared_add(&c->given_up, 1);
    }
}

static void count_one(struct kr_comparison *result, const struct outcome *outcome)
{
    const uint64_t *hash = outcome->hash;
    result->equal = result->equal && hash[KR_BASE] == hash[KR_VARIANT];
    result->base_hash = kr_hash_word(result->base_hash, hash[KR_BASE]);
    result->variant_hash = kr_hash_word(result->variant_hash, hash[KR_VARIANT]);
    result->replicates++;
    result->effects.replicates = result->replicates;
    result->ledger.replicates = result->replicates;
}

// Replicates up to the first that was not finished count, and up to the one with which
// there are enough: whatever the number that was lived at a time. True when there are.
static bool count_finished(const struct campaign *c, int lived)
{
    const struct kr_compare_options *options = c->options;
    bool enough = false;
    for (int r = c->first; r < lived && c->outcome[r].done && !enough; r++) {
        count_one(c->result, &c->outcome[r]);
        enough = options->enough != NULL && options->enough(options->context, c->result);
    }
    return enough;
}

// A failure says more than that others were stopped because of it.
static int code_of(const struct campaign *c, int replicates)
{
    int code = KR_OK;
    for (int r = 0; r < replicates; r++) {
        const struct outcome *outcome = &c->outcome[r];
        if (outcome->code != KR_OK && outcome->code != KR_ERR_STOPPED) {
            if (c->options->breach != NULL) {
                *c->options->breach = outcome->breach;
            }
            return outcome->code;
        }
        code = code == KR_OK ? outcome->code : code;
    }
    return code;
}

// One after the other where each world is shared out over the threads.
static void live_batch(struct campaign *c, int count)
{
    if (c->plan.at_once > 1) {
        kr_parallel_tasks(c->plan.at_once, count, live_replicate, c);
    } else {
        for (int r = 0; r < count; r++) {
            live_replicate(c, r, 0);
        }
    }
}

static int live_all(struct campaign *c, int replicates)
{
    c->outcome = calloc((size_t)replicates + 1, sizeof *c->outcome);
    if (c->outcome == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    // As many at a time as may turn out to be enough.
    const int batch = c->options->enough != NULL ? c->plan.at_once : replicates;
    bool enough = false;
    int lived = 0;
    while (lived < replicates && !enough && c->given_up == 0) {
        c->first = lived;
        lived = lived + batch < replicates ? lived + batch : replicates;
        live_batch(c, lived - c->first);
        enough = count_finished(c, lived);
    }
    tell(c, c->lived);
    const int code = code_of(c, lived);
    free(c->outcome);
    return code;
}

int kr_compare_run(const struct kr_model *base, const struct kr_model *variant,
                   const struct kr_compare_options *options, struct kr_comparison *result)
{
    *result = (struct kr_comparison){.quarters = base->quarters, .equal = true};
    if (base->scale != variant->scale || base->seed != variant->seed ||
        base->quarters != variant->quarters || base->policy_count > KR_MOST_POLICIES ||
        variant->policy_count > KR_MOST_POLICIES) {
        return KR_ERROR(KR_ERR_UNPAIRED);
    }
    result->differ = kr_models_differ(base, variant);
    result->pair = calloc((size_t)options->replicates * (size_t)base->quarters,
                          sizeof *result->pair);
    if (result->pair == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    int code = kr_effects_init(&result->effects, base->country, options->replicates,
                               base->quarters);
    if (code == KR_OK) {
        code = kr_ledger_init(&result->ledger, base, variant, options->replicates,
                              base->quarters);
    }
    struct campaign campaign = {.model = {base, variant},
                                .options = options,
                                .plan = kr_compare_plan_of(base, options->replicates),
                                .result = result};
    return code == KR_OK ? live_all(&campaign, options->replicates) : code;
}
