#include "sim/levers.h"

const struct kr_lever_info *kr_lever_info(enum kr_lever lever)
{
#define KR_LEVER_ROW(name, subject, how, unit, rule, meaning) \
    {#name, KR_LEVER_##subject, KR_LEVER_##how, unit, rule, meaning},
    static const struct kr_lever_info INFO[] = {KR_LEVER_LIST(KR_LEVER_ROW)};
#undef KR_LEVER_ROW
    return &INFO[lever];
}
