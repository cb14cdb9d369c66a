#include "study/compare.h"

#include "base/hash.h"
#include "scenarios/population.h"
#include "study/recipients.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTES_PER_HOUR = 60, CENTS = 100, QUARTERS_PER_YEAR = 4 };

// Two worlds of one replicate, and the models they live by.
struct duel {
    struct kr_model base_model;
    struct kr_model variant_model;
    struct kr_world base;
    struct kr_world variant;
    struct kr_recipients recipients;
};

const struct kr_measure_info *kr_measure_info(enum kr_measure measure)
{
#define KR_MEASURE_ROW(name, unit, kind, meaning) {#name, unit, kind, meaning},
    static const struct kr_measure_info INFO[] = {KR_MEASURE_LIST(KR_MEASURE_ROW)};
#undef KR_MEASURE_ROW
    return &INFO[measure];
}

static bool spans_equal(const struct kr_span *a, const struct kr_span *b)
{
    return a->from == b->from && a->to == b->to;
}

static bool targets_equal(const struct kr_target *a, const struct kr_target *b)
{
    return memcmp(a->sectors, b->sectors, sizeof a->sectors) == 0 &&
           memcmp(a->occupations, b->occupations, sizeof a->occupations) == 0 &&
           memcmp(a->regions, b->regions, sizeof a->regions) == 0 &&
           a->education == b->education && a->sexes == b->sexes &&
           a->groups == b->groups && a->partners == b->partners &&
           a->statuses == b->statuses && a->contracts == b->contracts &&
           a->benefits == b->benefits && spans_equal(&a->age, &b->age) &&
           spans_equal(&a->hours, &b->hours) && spans_equal(&a->tenure, &b->tenure) &&
           spans_equal(&a->duration, &b->duration) &&
           spans_equal(&a->employer_size, &b->employer_size) &&
           spans_equal(&a->youngest_child, &b->youngest_child) && a->nobody == b->nobody;
}

static bool calendars_equal(const struct kr_policy *a, const struct kr_policy *b)
{
    return a->announced == b->announced && a->start == b->start && a->end == b->end &&
           a->ramp == b->ramp;
}

static bool strengths_equal(const struct kr_policy *a, const struct kr_policy *b)
{
    bool equal = a->strength == b->strength && a->steps == b->steps &&
                 a->reach == b->reach && a->awareness == b->awareness &&
                 a->capacity == b->capacity && a->unit_cost == b->unit_cost;
    for (int i = 0; i < a->steps && equal; i++) {
        equal = a->step[i].from == b->step[i].from &&
                a->step[i].strength == b->step[i].strength;
    }
    return equal;
}

bool kr_policies_equal(const struct kr_policy *a, const struct kr_policy *b)
{
    bool equal = a->kind == b->kind && a->id == b->id && strengths_equal(a, b) &&
                 a->payer == b->payer && calendars_equal(a, b) &&
                 targets_equal(&a->target, &b->target);
    for (size_t p = 0; p < a->kind->parameter_count && equal; p++) {
        equal = a->parameter[p] == b->parameter[p];
    }
    return equal;
}

static bool acts(const struct kr_policy *policy)
{
    bool any = policy->strength != 0.0;
    for (int i = 0; i < policy->steps; i++) {
        any = any || policy->step[i].strength != 0.0;
    }
    return any && !policy->target.nobody && policy->end > policy->start;
}

static bool has_equal(const struct kr_model *model, const struct kr_policy *policy)
{
    for (int p = 0; p < model->policy_count; p++) {
        if (kr_policies_equal(&model->policies[p], policy)) {
            return true;
        }
    }
    return false;
}

// First announcement among the policies of `model` that act and that `other` lacks.
static kr_quarter first_announcement(const struct kr_model *model,
                                     const struct kr_model *other)
{
    kr_quarter first = KR_NO_DIFFERENCE;
    for (int p = 0; p < model->policy_count; p++) {
        const struct kr_policy *policy = &model->policies[p];
        if (acts(policy) && policy->announced < first && !has_equal(other, policy)) {
            first = policy->announced;
        }
    }
    return first;
}

static bool parameters_equal(const struct kr_model *a, const struct kr_model *b)
{
    struct kr_parameters of_a = a->parameters;
    struct kr_parameters of_b = b->parameters;
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (*kr_parameter_at(&of_a, &list[i]) != *kr_parameter_at(&of_b, &list[i])) {
            return false;
        }
    }
    return true;
}

kr_quarter kr_models_differ(const struct kr_model *base, const struct kr_model *variant)
{
    const struct kr_constants *constants = &base->country->constants;
    if (!parameters_equal(base, variant) ||
        base->freeze_drivers != variant->freeze_drivers) {
        return kr_quarter_of((int)constants->start_year, (int)constants->start_quarter);
    }
    const kr_quarter in_base = first_announcement(base, variant);
    const kr_quarter in_variant = first_announcement(variant, base);
    if (in_base < in_variant) {
        return in_base;
    }
    return in_variant;
}

static void measure(const struct kr_model *model, const struct kr_world *world,
                    struct kr_measures *measures)
{
    const struct kr_tallies *tallies = &world->tallies;
    int64_t employed = 0;
    int64_t unemployed = 0;
    int64_t minutes = 0;
    for (int sex = 0; sex < KR_SEX_COUNT; sex++) {
        employed += *kr_tally_at(tallies, KR_TALLY_status_sex, sex, KR_EMPLOYEE) +
                    *kr_tally_at(tallies, KR_TALLY_status_sex, sex, KR_SELF_EMPLOYED);
        unemployed += *kr_tally_at(tallies, KR_TALLY_status_sex, sex, KR_UNEMPLOYED);
        minutes += *kr_tally_at(tallies, KR_TALLY_hours_sex, sex, KR_SUM_CONTRACT);
    }
    int64_t vacancies = 0;
    int64_t unmet = 0;
    for (int s = 0; s < model->country->sectors; s++) {
        vacancies += *kr_tally_at(tallies, KR_TALLY_sector_vacancies, s, KR_VACANCY_OPEN);
        unmet += *kr_tally_at(tallies, KR_TALLY_sector_heads, s, KR_HEADS_UNMET);
    }
    const double hours = (double)minutes / MINUTES_PER_HOUR / model->scale;
    const double week = model->country->constants.full_time_hours;
    double *value = measures->value;
    value[KR_MEASURE_employed] = (double)employed / model->scale;
    value[KR_MEASURE_hours] = hours;
    value[KR_MEASURE_full_time] = hours / week;
    value[KR_MEASURE_full_time_years] = hours / week / QUARTERS_PER_YEAR;
    value[KR_MEASURE_vacancies] = (double)vacancies / model->scale;
    value[KR_MEASURE_unemployed] = (double)unemployed / model->scale;
    value[KR_MEASURE_unmet] = (double)unmet / MINUTES_PER_HOUR / week / model->scale;
    value[KR_MEASURE_cost] = (double)tallies->events.policy_cents / CENTS / model->scale;
}

static int measure_pair(struct duel *duel, struct kr_pair *pair)
{
    memset(pair, 0, sizeof *pair);
    measure(&duel->base_model, &duel->base, &pair->base);
    measure(&duel->variant_model, &duel->variant, &pair->variant);
    int64_t recipients;
    int64_t deadweight;
    const int code = kr_recipients_count(&duel->recipients, &duel->variant, &duel->base,
                                         &recipients, &deadweight);
    const double scale = duel->variant_model.scale;
    pair->variant.value[KR_MEASURE_recipients] = (double)recipients / scale;
    pair->variant.value[KR_MEASURE_deadweight] = (double)deadweight / scale;
    return code;
}

static int start_world(const struct kr_model *model, struct kr_world *world)
{
    int code = kr_population_build(model, world);
    if (code == KR_OK) {
        code = kr_world_prepare(model, world);
    }
    return code;
}

static void duel_free(struct duel *self)
{
    kr_world_free(&self->base);
    kr_world_free(&self->variant);
    kr_recipients_free(&self->recipients);
}

static int duel_start(struct duel *self, const struct kr_model *base,
                      const struct kr_model *variant, int replicate)
{
    memset(self, 0, sizeof *self);
    self->base_model = *base;
    self->base_model.replicate = base->replicate + (uint64_t)replicate;
    self->base_model.key =
        kr_random_key_of(self->base_model.seed, self->base_model.replicate);
    self->variant_model = *variant;
    self->variant_model.replicate = self->base_model.replicate;
    self->variant_model.key = self->base_model.key;
    // Whose recipients are counted: the policies that the base does not have.
    for (int p = 0; p < variant->policy_count; p++) {
        self->recipients.counted[p] = !has_equal(base, &variant->policies[p]);
    }
    int code = start_world(&self->base_model, &self->base);
    if (code == KR_OK) {
        code = start_world(&self->variant_model, &self->variant);
    }
    return code;
}

static int live_pair(struct duel *duel, const struct kr_comparison *result,
                     struct kr_breach *breach)
{
    int code = kr_quarter_live(&duel->base_model, &duel->base, NULL, breach);
    if (code == KR_OK) {
        code = kr_quarter_live(&duel->variant_model, &duel->variant, NULL, breach);
    }
    if (code == KR_OK && duel->base.now < result->differ &&
        kr_world_hash(&duel->base) != kr_world_hash(&duel->variant)) {
        code = KR_ERROR(KR_ERR_UNPAIRED);
    }
    return code;
}

// Lives one replicate into result->pair.
static int live_replicate(struct duel *duel, const struct kr_compare_options *options,
                          struct kr_comparison *result, int replicate)
{
    for (int q = 0; q < result->quarters; q++) {
        int code = live_pair(duel, result, options->breach);
        if (code == KR_OK) {
            code = measure_pair(duel, &result->pair[replicate * result->quarters + q]);
        }
        if (code != KR_OK) {
            return code;
        }
        if (replicate == 0 && q == 0) {
            result->first = duel->base.now;
        }
        if (options->progress != NULL) {
            options->progress(options->context, replicate, q);
        }
        if (options->stop != NULL && *options->stop != 0) {
            return KR_ERR_STOPPED;
        }
    }
    const uint64_t base = kr_world_hash(&duel->base);
    const uint64_t variant = kr_world_hash(&duel->variant);
    result->equal = result->equal && base == variant;
    result->base_hash = kr_hash_word(result->base_hash, base);
    result->variant_hash = kr_hash_word(result->variant_hash, variant);
    result->replicates++;
    return KR_OK;
}

int kr_compare_run(const struct kr_model *base, const struct kr_model *variant,
                   const struct kr_compare_options *options, struct kr_comparison *result)
{
    *result = (struct kr_comparison){.quarters = base->quarters, .equal = true};
    if (base->scale != variant->scale || base->seed != variant->seed ||
        base->quarters != variant->quarters || variant->policy_count > KR_MOST_POLICIES) {
        return KR_ERROR(KR_ERR_UNPAIRED);
    }
    result->differ = kr_models_differ(base, variant);
    result->pair = calloc((size_t)options->replicates * (size_t)base->quarters,
                          sizeof *result->pair);
    if (result->pair == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    int code = KR_OK;
    for (int r = 0; r < options->replicates && code == KR_OK; r++) {
        struct duel duel;
        code = duel_start(&duel, base, variant, r);
        if (code == KR_OK) {
            code = live_replicate(&duel, options, result, r);
        }
        duel_free(&duel);
    }
    return code;
}

void kr_comparison_free(struct kr_comparison *self)
{
    free(self->pair);
    memset(self, 0, sizeof *self);
}

// The measure of one world over some quarters of one replicate.
static double over_period(const struct kr_comparison *self, int replicate,
                          enum kr_measure measure, const int period[2], bool variant)
{
    double sum = 0.0;
    for (int q = period[0]; q < period[1]; q++) {
        const struct kr_pair *pair = &self->pair[replicate * self->quarters + q];
        sum += variant ? pair->variant.value[measure] : pair->base.value[measure];
    }
    return kr_measure_info(measure)->kind == KR_STOCK ? sum / (period[1] - period[0])
                                                      : sum;
}

struct kr_effect kr_compare_effect(const struct kr_comparison *self,
                                   enum kr_measure measure, int from, int to)
{
    struct kr_effect effect = {NAN, NAN, {NAN, NAN, NAN, NAN}, NAN};
    const int count = self->replicates;
    double *work = calloc(3 * (size_t)count + 1, sizeof *work);
    if (work == NULL || count == 0) {
        free(work);
        return effect;
    }
    double *base = work;
    double *variant = work + count;
    double *difference = work + 2 * (size_t)count;
    const int period[2] = {from, to};
    for (int r = 0; r < count; r++) {
        base[r] = over_period(self, r, measure, period, false);
        variant[r] = over_period(self, r, measure, period, true);
        difference[r] = variant[r] - base[r];
    }
    effect.base = kr_mean(base, count);
    effect.variant = kr_mean(variant, count);
    effect.difference = kr_estimate_of(difference, count);
    // Unpaired worlds would have the sum of both variances.
    const double unpaired = kr_variance(base, count) + kr_variance(variant, count);
    if (unpaired > 0.0) {
        effect.removed = 1.0 - kr_variance(difference, count) / unpaired;
    }
    free(work);
    return effect;
}

struct kr_estimate kr_compare_ratio(const struct kr_comparison *self,
                                    enum kr_measure above, enum kr_measure below,
                                    int from, int to)
{
    struct kr_estimate ratio = {NAN, NAN, NAN, NAN};
    const int count = self->replicates;
    double *work = calloc(2 * (size_t)count + 1, sizeof *work);
    if (work != NULL && count > 0) {
        double *over = work;
        double *under = work + count;
        const int period[2] = {from, to};
        for (int r = 0; r < count; r++) {
            over[r] = over_period(self, r, above, period, true) -
                      over_period(self, r, above, period, false);
            under[r] = over_period(self, r, below, period, true) -
                       over_period(self, r, below, period, false);
        }
        ratio = kr_estimate_ratio(over, under, count);
    }
    free(work);
    return ratio;
}
