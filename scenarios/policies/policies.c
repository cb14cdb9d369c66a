#include "scenarios/policies/policies.h"

#include "scenarios/scenario.h"

static const struct kr_policy_kind *const KINDS[] = {
#define KR_POLICY_KIND(name, refuse) &kr_##name,
    KR_POLICY_LIST(KR_POLICY_KIND)
#undef KR_POLICY_KIND
};

const struct kr_policy_kind *const *kr_policy_kinds(size_t *count)
{
    *count = sizeof KINDS / sizeof KINDS[0];
    return KINDS;
}

const char *kr_policy_refuse(const struct kr_policy *policy)
{
    static const char *(*const REFUSE[])(const struct kr_target *) = {
#define KR_POLICY_REFUSE(name, refuse) (refuse),
        KR_POLICY_LIST(KR_POLICY_REFUSE)
#undef KR_POLICY_REFUSE
    };
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        if (KINDS[i] == policy->kind && !policy->target.nobody) {
            return REFUSE[i](&policy->target);
        }
    }
    return NULL;
}

static bool is_empty(const uint64_t set[KR_TARGET_WORDS])
{
    uint64_t bits = 0;
    for (int w = 0; w < KR_TARGET_WORDS; w++) {
        bits |= set[w];
    }
    return bits == 0;
}

// Nothing is said about persons, occupations and regions.
static bool leaves_rest_open(const struct kr_target *target)
{
    const bool ages = target->age_from <= 15 && target->age_to >= 75;
    const bool hours = target->hours_from <= 0 && target->hours_to >= 100;
    return is_empty(target->occupations) && is_empty(target->regions) &&
           target->education == 0 && target->sexes == 0 && target->groups == 0 && ages &&
           hours;
}

const char *kr_refuse_nothing(const struct kr_target *target)
{
    (void)target;
    return NULL;
}

const char *kr_refuse_all_but_sectors(const struct kr_target *target)
{
    if (is_empty(target->sectors) || !leaves_rest_open(target)) {
        return "a target with sectors or kinds (sectors: all for every one), nothing "
               "else";
    }
    return NULL;
}

const char *kr_refuse_all_but_everybody(const struct kr_target *target)
{
    if (!is_empty(target->sectors) || !leaves_rest_open(target)) {
        return "no target: it works on the whole economy";
    }
    return NULL;
}
