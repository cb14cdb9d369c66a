#include "study/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

bool kr_policy_acts(const struct kr_policy *policy)
{
    bool any = policy->strength != 0.0;
    for (int i = 0; i < policy->steps; i++) {
        any = any || policy->step[i].strength != 0.0;
    }
    return any && !policy->target.nobody && policy->end > policy->start;
}

bool kr_model_has(const struct kr_model *model, const struct kr_policy *policy)
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
        if (kr_policy_acts(policy) && policy->announced < first &&
            !kr_model_has(other, policy)) {
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

void kr_comparison_free(struct kr_comparison *self)
{
    free(self->pair);
    kr_effects_free(&self->effects);
    kr_ledger_free(&self->ledger);
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
    const int count = self->replicates;
    double *value = calloc(2 * (size_t)count + 1, sizeof *value);
    const int period[2] = {from, to};
    for (int r = 0; r < count && value != NULL; r++) {
        value[r] = over_period(self, r, measure, period, false);
        value[count + r] = over_period(self, r, measure, period, true);
    }
    const struct kr_effect effect =
        kr_effect_of(value, value + count, value == NULL ? 0 : count);
    free(value);
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
