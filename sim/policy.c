#include "sim/policy.h"

#include "base/hash.h"
#include "base/math.h"

double kr_policy_full_strength(const struct kr_policy *policy, kr_quarter now)
{
    if (policy->target.nobody) {
        return 0.0;
    }
    double strength = policy->strength;
    for (int i = 0; i < policy->steps && policy->step[i].from <= now; i++) {
        strength = policy->step[i].strength;
    }
    return strength;
}

double kr_policy_strength(const struct kr_policy *policy, kr_quarter now)
{
    if (now < policy->start || now >= policy->end) {
        return 0.0;
    }
    const double strength = kr_policy_full_strength(policy, now);
    const int lived = now - policy->start + 1;
    return lived < policy->ramp ? strength * (double)lived / (double)policy->ramp
                                : strength;
}

static bool any_bit(const uint64_t set[KR_TARGET_WORDS])
{
    uint64_t bits = 0;
    for (int w = 0; w < KR_TARGET_WORDS; w++) {
        bits |= set[w];
    }
    return bits != 0;
}

unsigned kr_target_asks(const struct kr_target *target)
{
    const struct {
        unsigned bit;
        bool asked;
    } list[] = {
        {KR_BY_SECTOR, any_bit(target->sectors)},
        {KR_BY_OCCUPATION, any_bit(target->occupations)},
        {KR_BY_REGION, any_bit(target->regions)},
        {KR_BY_EMPLOYER_SIZE, target->employer_size.to > 0},
        {KR_BY_AGE, target->age.to > 0},
        {KR_BY_SEX, target->sexes != 0},
        {KR_BY_HOURS, target->hours.to > 0},
        {KR_BY_TENURE, target->tenure.to > 0},
        {KR_BY_EDUCATION, target->education != 0},
        {KR_BY_GROUP, target->groups != 0},
        {KR_BY_PARTNER, target->partners != 0},
        {KR_BY_CHILD, target->youngest_child.to > 0},
        {KR_BY_STATUS, target->statuses != 0},
        {KR_BY_CONTRACT, target->contracts != 0},
        {KR_BY_BENEFIT, target->benefits != 0},
        {KR_BY_DURATION, target->duration.to > 0},
        {KR_BY_NOTICE, target->notices != 0},
    };
    unsigned asks = 0;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        asks |= list[i].asked ? list[i].bit : 0U;
    }
    return asks;
}

void kr_lever_add(struct kr_effective *terms, enum kr_lever lever,
                  const struct kr_policy *policy, int index, double value)
{
    struct kr_lever_terms *list = &terms->lever[lever];
    const bool factor = kr_lever_info(lever)->how == KR_LEVER_FACTOR;
    const double served = terms->served != NULL ? terms->served[index] : 1.0;
    list->term[list->count++] = (struct kr_lever_term){
        .policy = policy,
        .value = value,
        .reach = policy->reach * served,
        .awareness = policy->awareness,
        .salt = kr_mix64(terms->reach_salt ^ policy->id),
        .asks = kr_target_asks(&policy->target),
    };
    list->most =
        factor ? list->most * kr_max(value, 1.0) : list->most + kr_max(value, 0.0);
    list->least =
        factor ? list->least * kr_min(value, 1.0) : list->least + kr_min(value, 0.0);
}

void kr_charge_add(struct kr_effective *terms, const struct kr_policy *policy, int index,
                   struct kr_charge charge)
{
    charge.policy = policy;
    charge.policy_index = index;
    charge.asks = kr_target_asks(&policy->target);
    charge.follow = charge.follow > charge.quarters ? charge.follow : charge.quarters;
    terms->charges[terms->charge_count++] = charge;
    terms->charged |= 1U << charge.event;
}
