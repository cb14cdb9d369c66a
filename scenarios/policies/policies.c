#include "scenarios/policies/policies.h"

#include "scenarios/scenario.h"

static const struct kr_policy_kind *const KINDS[] = {
#define KR_POLICY_KIND(name) &kr_##name,
    KR_POLICY_LIST(KR_POLICY_KIND)
#undef KR_POLICY_KIND
};

const struct kr_policy_kind *const *kr_policy_kinds(size_t *count)
{
    *count = sizeof KINDS / sizeof KINDS[0];
    return KINDS;
}

unsigned kr_policy_refuses(const struct kr_policy *policy)
{
    return policy->target.nobody ? 0
                                 : kr_target_asks(&policy->target) & ~policy->kind->scope;
}

const char *kr_restriction_word(int bit)
{
#define KR_WORD(name, word, meaning) word,
    static const char *const WORDS[] = {KR_RESTRICTION_LIST(KR_WORD)};
#undef KR_WORD
    return WORDS[bit];
}
