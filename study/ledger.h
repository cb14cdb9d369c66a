// The ledger of a pair of worlds: after every quarter the same persons are looked up in
// both, and every minute of difference is booked once. Integers throughout, in minutes a
// week, heads and cents of the model's size, so that parts add up exactly.
//
// Recipients are those who receive from a policy that only one of the two models has: on
// the variant's side (policies that are added) or on the base's (policies that are taken
// away). Swapping the worlds swaps the sides and negates every difference.
#ifndef KR_STUDY_LEDGER_H
#define KR_STUDY_LEDGER_H

#include "base/error.h"
#include "sim/model.h"
#include "sim/world.h"
#include "study/sides.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// States of a person: each sector as an employee (0 .. sectors - 1), then these.
#define KR_STATE_LIST(X)                           \
    X(own_account, "self-employed")                \
    X(unemployed, "unemployed")                    \
    X(outside, "no work, not in the labour force") \
    X(elsewhere, "not in the country, under 15, 75 and older")

#define KR_STATE_ENUM(name, meaning) KR_STATE_##name,
enum kr_state { KR_STATE_LIST(KR_STATE_ENUM) KR_STATE_COUNT }; // + sectors
#undef KR_STATE_ENUM

// What the joint table holds of persons in one state in the base world and one in the
// variant. Minutes are those of main jobs.
enum kr_joint_column { KR_JOINT_HEADS, KR_JOINT_BASE, KR_JOINT_VARIANT, KR_JOINT_COUNT };

// X(name, stored, unit, kind, meaning): of the recipients of one policy, or of all
// together (who is in two policies counts once, with the reference of the earlier). "The
// other world" is the one without the policy. `stored` is the name in files, after
// "recipients_" or "policy_".
#define KR_RECIPIENT_LIST(X)                                                           \
    X(heads, "heads", "persons", KR_STOCK, "recipients")                               \
    X(unmoved, "unmoved", "persons", KR_STOCK,                                         \
      "recipients with at least as many hours in the other world")                     \
    X(minutes, "fte", "minutes/week", KR_STOCK, "contract hours of recipients")        \
    X(other_minutes, "fte_in_other_world", "minutes/week", KR_STOCK,                   \
      "contract hours of the same persons in the other world")                         \
    X(gross, "fte_above_reference", "minutes/week", KR_STOCK,                          \
      "hours of recipients above their reference")                                     \
    X(anyway, "fte_anyway", "minutes/week", KR_STOCK,                                  \
      "hours above the reference that are worked in the other world too")              \
    X(additional, "fte_additional", "minutes/week", KR_STOCK,                          \
      "hours above the reference less deadweight")                                     \
    X(entered, "entered", "persons", KR_FLOW,                                          \
      "persons who became recipients in the quarter, by event")                        \
    X(gamed, "gamed", "persons", KR_FLOW,                                              \
      "new recipients with fewer hours than in the other world a quarter ago")         \
    X(gamed_minutes, "fte_gamed", "minutes/week", KR_FLOW,                             \
      "hours that new recipients had fewer than in the other world a quarter ago")     \
    X(cents, "euro", "cents", KR_FLOW, "paid by all policies counted, or by this one") \
    X(followed, "followed", "persons", KR_FLOW,                                        \
      "recipients in force when the policy ended")                                     \
    X(back_4, "back_4", "persons", KR_FLOW,                                            \
      "recipients back at the reference or below after four quarters")                 \
    X(gone_4, "gone_4", "persons", KR_FLOW,                                            \
      "recipients without work after four quarters")                                   \
    X(kept_4, "fte_kept_4", "minutes/week", KR_FLOW,                                   \
      "hours of recipients above the other world after four quarters")                 \
    X(seen_4, "seen_4", "persons", KR_FLOW,                                            \
      "recipients of whom this was four quarters ago")                                 \
    X(back_8, "back_8", "persons", KR_FLOW,                                            \
      "recipients back at the reference or below after eight quarters")                \
    X(gone_8, "gone_8", "persons", KR_FLOW,                                            \
      "recipients without work after eight quarters")                                  \
    X(kept_8, "fte_kept_8", "minutes/week", KR_FLOW,                                   \
      "hours of recipients above the other world after eight quarters")                \
    X(seen_8, "seen_8", "persons", KR_FLOW,                                            \
      "recipients of whom this was eight quarters ago")

#define KR_RECIPIENT_ENUM(name, stored, unit, kind, meaning) KR_RECIPIENT_##name,
enum kr_recipient_line { KR_RECIPIENT_LIST(KR_RECIPIENT_ENUM) KR_RECIPIENT_COUNT };
#undef KR_RECIPIENT_ENUM

// In files these lines are told in full-time equivalents, and their names begin with
// this.
#define KR_PART_PREFIX "fte_change_"

// X(name, meaning): the change of contract hours, variant less base, minutes a week. All
// lines after the first add up to the first.
#define KR_PART_LIST(X)                                                  \
    X(total, "all contract hours, second jobs included")                 \
    X(gross, "hours of recipients above their reference")                \
    X(deadweight, "less what they work above it in the other world too") \
    X(rest, "other change of recipients")                                \
    X(substitution, "others at employers that have recipients")          \
    X(same_sectors, "others at other employers of treated sectors")      \
    X(other_sectors, "others in the other sectors")                      \
    X(own_account, "others on own account")                              \
    X(second_jobs, "second jobs")

#define KR_PART_ENUM(name, meaning) KR_PART_##name,
enum kr_part { KR_PART_LIST(KR_PART_ENUM) KR_PART_COUNT };
#undef KR_PART_ENUM

// X(name, unit, meaning): by place (a sector, or own account as the last one), minutes a
// week. base + recipients + substitution + others = variant, and the same of second jobs.
#define KR_PLACE_LIST(X)                                                                \
    X(base, "minutes/week", "main jobs in the base world")                              \
    X(variant, "minutes/week", "main jobs in the variant")                              \
    X(recipients, "minutes/week", "change: recipients, each where they work")           \
    X(substitution, "minutes/week", "change: others at employers that have recipients") \
    X(others, "minutes/week", "change: others at other employers")                      \
    X(second_base, "minutes/week", "second jobs in the base world")                     \
    X(second_variant, "minutes/week", "second jobs in the variant")                     \
    X(treated, "1",                                                                     \
      "1 where a policy is targeted at the sector, or has "                             \
      "recipients in it and is targeted at no sector; else 0")

#define KR_PLACE_ENUM(name, unit, meaning) KR_PLACE_##name,
enum kr_place_line { KR_PLACE_LIST(KR_PLACE_ENUM) KR_PLACE_COUNT };
#undef KR_PLACE_ENUM

// X(name, meaning): of each world in the quarter, cents.
#define KR_MONEY_LIST(X)                                         \
    X(by_state, "payments of policies by the state")             \
    X(by_employer, "payments of policies by employers")          \
    X(by_fund, "payments of policies by funds and insurers")     \
    X(by_municipality, "payments of policies by municipalities") \
    X(wages, "wages at contract hours")                          \
    X(withheld, "taxes and premiums withheld from wages")        \
    X(benefits, "benefits")

#define KR_MONEY_ENUM(name, meaning) KR_MONEY_##name,
enum kr_money { KR_MONEY_LIST(KR_MONEY_ENUM) KR_MONEY_COUNT };
#undef KR_MONEY_ENUM

struct kr_ledger_info {
    const char *name;
    const char *stored; // its name in files, where hours are fte and cents are euro
    const char *unit;
    enum kr_measure_kind kind;
    const char *meaning;
};

const struct kr_ledger_info *kr_recipient_info(enum kr_recipient_line line);
const struct kr_ledger_info *kr_part_info(enum kr_part part);
const struct kr_ledger_info *kr_place_info(enum kr_place_line line);
const struct kr_ledger_info *kr_money_info(enum kr_money money);
const char *kr_state_name(enum kr_state state); // of those that are no sector

// Where the accounts of one quarter stand.
struct kr_ledger_space {
    int sectors;
    int places;             // sectors + 1
    int states;             // sectors + KR_STATE_COUNT
    int policies[KR_SIDES]; // of each model, those that both have included
    size_t joint, recipients[KR_SIDES], parts, place, money; // first entry
    size_t entries;                                          // of one quarter
};

struct kr_ledger_space kr_ledger_space_of(const struct kr_model *base,
                                          const struct kr_model *variant);

// Accounts of one quarter of one replicate: `entries` integers.
struct kr_account {
    const struct kr_ledger_space *space;
    int64_t *entry;
};

// One number of an account. Policy KR_NONE: all that are counted together.
int64_t kr_account_joint(struct kr_account account, int base_state, int variant_state,
                         enum kr_joint_column column);
int64_t kr_account_recipient(struct kr_account account, enum kr_side side, int policy,
                             enum kr_recipient_line line);
int64_t kr_account_part(struct kr_account account, enum kr_part part);
int64_t kr_account_place(struct kr_account account, int place, enum kr_place_line line);
int64_t kr_account_money(struct kr_account account, enum kr_side side,
                         enum kr_money money);

// What is remembered of a pair from quarter to quarter, and working memory.
struct kr_ledger_taker;

// `model` are the two models; what they point to must outlive the taker.
KR_MUST_CHECK int kr_ledger_begin(struct kr_ledger_taker **self,
                                  const struct kr_model *const model[KR_SIDES]);
void kr_ledger_end(struct kr_ledger_taker *self); // accepts NULL

// Books a quarter that both worlds have lived into `account`, overwriting it. To be
// called after every quarter, from the first on. The worlds stay as they are.
KR_MUST_CHECK int kr_ledger_take(struct kr_ledger_taker *self,
                                 struct kr_world *const world[KR_SIDES],
                                 struct kr_account account);

// Whether policy `index` of a side's model is counted: the other model lacks it.
bool kr_ledger_counts(const struct kr_ledger_taker *self, enum kr_side side, int index);

// The accounts of all replicates.
struct kr_ledger {
    struct kr_ledger_space space;
    int replicates; // finished
    int quarters;
    double scale;   // persons of the model per person
    int64_t *entry; // [replicate][quarter][space.entries]
};

KR_MUST_CHECK int kr_ledger_init(struct kr_ledger *self, const struct kr_model *base,
                                 const struct kr_model *variant, int replicates,
                                 int quarters);
void kr_ledger_free(struct kr_ledger *self);
struct kr_account kr_ledger_at(const struct kr_ledger *self, int replicate, int quarter);

#endif
