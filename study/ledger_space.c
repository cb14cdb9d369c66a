// Names and places of the lines of a ledger.
#include "study/ledger.h"

#include <stdlib.h>
#include <string.h>

#define KR_LEDGER_ROW(name, stored, unit, kind, meaning) \
    {#name, stored, unit, kind, meaning},
#define KR_MINUTES_ROW(name, meaning)     {#name, #name, "minutes/week", KR_STOCK, meaning},
#define KR_PLACE_ROW(name, unit, meaning) {#name, #name, unit, KR_STOCK, meaning},
#define KR_CENTS_ROW(name, meaning)       {#name, #name, "cents", KR_FLOW, meaning},

const struct kr_ledger_info *kr_recipient_info(enum kr_recipient_line line)
{
    static const struct kr_ledger_info INFO[] = {KR_RECIPIENT_LIST(KR_LEDGER_ROW)};
    return &INFO[line];
}

const struct kr_ledger_info *kr_part_info(enum kr_part part)
{
    static const struct kr_ledger_info INFO[] = {KR_PART_LIST(KR_MINUTES_ROW)};
    return &INFO[part];
}

const struct kr_ledger_info *kr_place_info(enum kr_place_line line)
{
    static const struct kr_ledger_info INFO[] = {KR_PLACE_LIST(KR_PLACE_ROW)};
    return &INFO[line];
}

const struct kr_ledger_info *kr_money_info(enum kr_money money)
{
    static const struct kr_ledger_info INFO[] = {KR_MONEY_LIST(KR_CENTS_ROW)};
    return &INFO[money];
}

const char *kr_state_name(enum kr_state state)
{
#define KR_STATE_ROW(name, meaning) #name,
    static const char *const NAMES[] = {KR_STATE_LIST(KR_STATE_ROW)};
#undef KR_STATE_ROW
    return NAMES[state];
}

struct kr_ledger_space kr_ledger_space_of(const struct kr_model *base,
                                          const struct kr_model *variant)
{
    struct kr_ledger_space space = {
        .sectors = base->country->sectors,
        .places = base->country->sectors + 1,
        .states = base->country->sectors + KR_STATE_COUNT,
        .policies = {base->policy_count, variant->policy_count},
    };
    size_t next = (size_t)space.states * (size_t)space.states * KR_JOINT_COUNT;
    for (int side = 0; side < KR_SIDES; side++) {
        space.recipients[side] = next;
        next += (size_t)(space.policies[side] + 1) * KR_RECIPIENT_COUNT;
    }
    space.parts = next;
    next += KR_PART_COUNT;
    space.place = next;
    next += (size_t)space.places * KR_PLACE_COUNT;
    space.money = next;
    space.entries = next + (size_t)KR_SIDES * KR_MONEY_COUNT;
    return space;
}

int64_t kr_account_joint(struct kr_account account, int base_state, int variant_state,
                         enum kr_joint_column column)
{
    const int cell = base_state * account.space->states + variant_state;
    return account.entry[account.space->joint + (size_t)cell * KR_JOINT_COUNT + column];
}

int64_t kr_account_recipient(struct kr_account account, enum kr_side side, int policy,
                             enum kr_recipient_line line)
{
    const size_t first = (size_t)(policy + 1) * KR_RECIPIENT_COUNT;
    return account.entry[account.space->recipients[side] + first + line];
}

int64_t kr_account_part(struct kr_account account, enum kr_part part)
{
    return account.entry[account.space->parts + part];
}

int64_t kr_account_place(struct kr_account account, int place, enum kr_place_line line)
{
    return account.entry[account.space->place + (size_t)place * KR_PLACE_COUNT + line];
}

int64_t kr_account_money(struct kr_account account, enum kr_side side,
                         enum kr_money money)
{
    return account.entry[account.space->money + (size_t)side * KR_MONEY_COUNT + money];
}

// ---------------------------------------------------------------- all replicates

int kr_ledger_init(struct kr_ledger *self, const struct kr_model *base,
                   const struct kr_model *variant, int replicates, int quarters)
{
    *self = (struct kr_ledger){.space = kr_ledger_space_of(base, variant),
                               .quarters = quarters,
                               .scale = base->scale};
    const size_t accounts = (size_t)replicates * (size_t)quarters;
    self->entry = calloc(accounts * self->space.entries + 1, sizeof *self->entry);
    return self->entry == NULL ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}

void kr_ledger_free(struct kr_ledger *self)
{
    free(self->entry);
    memset(self, 0, sizeof *self);
}

struct kr_account kr_ledger_at(const struct kr_ledger *self, int replicate, int quarter)
{
    const size_t account = (size_t)replicate * (size_t)self->quarters + (size_t)quarter;
    return (struct kr_account){&self->space, &self->entry[account * self->space.entries]};
}
