// The ledger of a pair of worlds, reckoned again in the slow and obvious way: every
// person of either world is looked up by identity in the other one.
#ifndef KR_TESTS_MODEL_LEDGER_ORACLE_H
#define KR_TESTS_MODEL_LEDGER_ORACLE_H

#include "study/ledger.h"

// Hours of everybody at the last end of a quarter.
struct oracle_hours {
    uint64_t *person;
    int *minutes;
    kr_row count;
};

struct ledger_oracle {
    const struct kr_model *model[KR_SIDES];
    struct kr_world *world[KR_SIDES];
    struct oracle_hours before[KR_SIDES];
    struct kr_ledger_space space;
};

// Books a quarter into `account`, all but what follows the end of policies.
void oracle_take(struct ledger_oracle *self, struct kr_account account);
void oracle_free(struct ledger_oracle *self);

#endif
