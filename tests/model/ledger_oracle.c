#include "tests/model/ledger_oracle.h"

#include "sim/targets.h"
#include "study/compare.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

// What the oracle knows of one person in one world.
struct life {
    bool there;
    bool receives;
    int state, sector; // sector: KR_NONE without an employer
    int minutes;
    int gross, anyway;
    uint64_t employer; // identity
};

static kr_row row_of(const struct kr_world *world, uint64_t person)
{
    for (kr_row i = 0; i < world->persons.rows; i++) {
        if (world->persons.id[i] == person && world->persons.status[i] != KR_ABSENT) {
            return i;
        }
    }
    return KR_NONE;
}

// The usual case first: most people stand in the same row.
static kr_row row_near(const struct kr_world *world, uint64_t person, kr_row near)
{
    if (near < world->persons.rows && world->persons.id[near] == person &&
        world->persons.status[near] != KR_ABSENT) {
        return near;
    }
    return row_of(world, person);
}

static bool counts(const struct ledger_oracle *o, int side, int policy)
{
    return kr_policy_acts(&o->model[side]->policies[policy]) &&
           !kr_model_has(o->model[1 - side], &o->model[side]->policies[policy]);
}

static bool pays_members(const struct ledger_oracle *o, int side, int policy)
{
    const struct kr_effective *terms = &o->world[side]->scratch->terms;
    for (int c = 0; c < terms->charge_count; c++) {
        if (terms->charges[c].policy_index == policy &&
            terms->charges[c].event == KR_COST_MEMBER) {
            return true;
        }
    }
    return false;
}

static int64_t *lines_of(const struct ledger_oracle *o, struct kr_account account,
                         int side, int policy)
{
    return &account.entry[o->space.recipients[side] +
                          (size_t)(policy + 1) * KR_RECIPIENT_COUNT];
}

static int hours_before(const struct oracle_hours *hours, uint64_t person)
{
    for (kr_row i = 0; i < hours->count; i++) {
        if (hours->person[i] == person) {
            return hours->minutes[i];
        }
    }
    return KR_NONE;
}

// ---------------------------------------------------------------- recipients

static void add(int64_t *lines, int minutes, int other, int gross, int anyway)
{
    lines[KR_RECIPIENT_heads] += 1;
    lines[KR_RECIPIENT_unmoved] += other >= minutes;
    lines[KR_RECIPIENT_minutes] += minutes;
    lines[KR_RECIPIENT_other_minutes] += other;
    lines[KR_RECIPIENT_gross] += gross;
    lines[KR_RECIPIENT_anyway] += anyway;
    lines[KR_RECIPIENT_additional] += gross - anyway;
}

// Whom a policy reaches in one world, and her lives in both.
struct meeting {
    const struct ledger_oracle *o;
    struct kr_account account;
    int side;
    struct life *life, *other;
};

static void receive(const struct meeting *m, int policy, int reference)
{
    struct life *life = m->life;
    const int minutes = m->other->minutes;
    const int gross = life->minutes > reference ? life->minutes - reference : 0;
    int anyway = minutes - reference;
    anyway = anyway < 0 ? 0 : anyway > gross ? gross : anyway;
    add(lines_of(m->o, m->account, m->side, policy), life->minutes, minutes, gross,
        anyway);
    if (!life->receives) {
        life->receives = true;
        life->gross = gross;
        life->anyway = anyway;
        add(lines_of(m->o, m->account, m->side, KR_NONE), life->minutes, minutes, gross,
            anyway);
    }
}

static void enter(const struct ledger_oracle *o, struct kr_account account, int side,
                  int policy, uint64_t person)
{
    const int own = hours_before(&o->before[side], person);
    const int other = hours_before(&o->before[1 - side], person);
    const int fewer = own == KR_NONE || other == KR_NONE ? 0 : other - own;
    for (int all = 0; all < 2; all++) {
        int64_t *lines = lines_of(o, account, side, all != 0 ? KR_NONE : policy);
        lines[KR_RECIPIENT_entered]++;
        lines[KR_RECIPIENT_gamed] += fewer > 0;
        lines[KR_RECIPIENT_gamed_minutes] += fewer > 0 ? fewer : 0;
    }
}

static void receive_all(const struct meeting *meeting, kr_row row)
{
    const struct ledger_oracle *o = meeting->o;
    const int side = meeting->side;
    struct kr_world *world = o->world[side];
    const struct kr_memories *m = &world->memories;
    const struct kr_live live = {o->model[side], world, world->scratch};
    const uint64_t person = world->persons.id[row];
    bool remembered[256] = {false};
    for (kr_row i = 0; i < m->rows; i++) {
        const int policy = m->policy[i];
        if (m->person[i] != person || policy >= o->model[side]->policy_count ||
            !counts(o, side, policy) || m->to[i] <= world->now) {
            continue;
        }
        if (m->from[i] == world->now) {
            enter(o, meeting->account, side, policy, person);
        }
        receive(meeting, policy, m->reference_minutes[i]);
        remembered[policy] = true;
    }
    for (int p = 0; p < o->model[side]->policy_count; p++) {
        if (counts(o, side, p) && pays_members(o, side, p) && !remembered[p] &&
            kr_policy_reaches(&live, p, row)) {
            receive(meeting, p, 0);
        }
    }
}

// ---------------------------------------------------------------- lives

static struct life life_of(const struct ledger_oracle *o, int side, kr_row row)
{
    const struct kr_world *world = o->world[side];
    const int sectors = o->space.sectors;
    struct life life = {.state = sectors + KR_STATE_elsewhere, .sector = KR_NONE};
    if (row == KR_NONE) {
        return life;
    }
    life.there = true;
    life.minutes = world->persons.contract_minutes[row];
    switch (world->persons.status[row]) {
    case KR_EMPLOYEE: {
        const struct kr_post *post = &world->posts.at[world->persons.post[row]];
        life.employer = world->employers.at[post->employer].id;
        life.sector = world->employers.at[post->employer].sector;
        life.state = life.sector;
        break;
    }
    case KR_SELF_EMPLOYED:
        life.state = sectors + KR_STATE_own_account;
        break;
    case KR_UNEMPLOYED:
        life.state = sectors + KR_STATE_unemployed;
        break;
    default:
        life.state = sectors + KR_STATE_outside;
    }
    return life;
}

// Everybody of either world, with both lives.
struct everybody {
    struct life (*life)[KR_SIDES];
    size_t count;
    uint64_t *employer; // those with recipients
    size_t employers;
};

static void meet(const struct ledger_oracle *o, struct kr_account account,
                 struct everybody *all, const kr_row row[KR_SIDES])
{
    struct life *life = all->life[all->count++];
    for (int side = 0; side < KR_SIDES; side++) {
        life[side] = life_of(o, side, row[side]);
    }
    for (int side = 0; side < KR_SIDES; side++) {
        if (row[side] == KR_NONE) {
            continue;
        }
        const struct meeting meeting = {o, account, side, &life[side], &life[1 - side]};
        receive_all(&meeting, row[side]);
        if (life[side].receives && life[side].sector != KR_NONE) {
            all->employer[all->employers++] = life[side].employer;
        }
    }
}

static void meet_all(const struct ledger_oracle *o, struct kr_account account,
                     struct everybody *all)
{
    const struct kr_world *base = o->world[KR_BASE];
    const struct kr_world *variant = o->world[KR_VARIANT];
    const size_t most = (size_t)base->persons.rows + (size_t)variant->persons.rows;
    all->life = calloc(most, sizeof *all->life);
    all->employer = calloc(2 * most, sizeof *all->employer);
    assert_non_null(all->life);
    assert_non_null(all->employer);
    for (kr_row i = 0; i < variant->persons.rows; i++) {
        if (variant->persons.status[i] != KR_ABSENT) {
            const kr_row row[KR_SIDES] = {row_near(base, variant->persons.id[i], i), i};
            meet(o, account, all, row);
        }
    }
    for (kr_row i = 0; i < base->persons.rows; i++) {
        if (base->persons.status[i] != KR_ABSENT &&
            row_near(variant, base->persons.id[i], i) == KR_NONE) {
            const kr_row row[KR_SIDES] = {i, KR_NONE};
            meet(o, account, all, row);
        }
    }
}

static bool has_recipients(const struct everybody *all, const struct life *life)
{
    for (size_t i = 0; i < all->employers; i++) {
        if (life->sector != KR_NONE && all->employer[i] == life->employer) {
            return true;
        }
    }
    return false;
}

// ---------------------------------------------------------------- treated sectors

static void find_treated(const struct ledger_oracle *o, bool *treated)
{
    for (int side = 0; side < KR_SIDES; side++) {
        for (int p = 0; p < o->model[side]->policy_count; p++) {
            const struct kr_target *target = &o->model[side]->policies[p].target;
            const bool asks = (kr_target_asks(target) & KR_BY_SECTOR) != 0;
            for (int s = 0; s < o->space.sectors; s++) {
                treated[s] = treated[s] || (counts(o, side, p) && asks &&
                                            kr_target_has(target->sectors, s));
            }
        }
    }
}

static bool is_recipient(const struct ledger_oracle *o, int side, int policy, kr_row row)
{
    struct kr_world *world = o->world[side];
    const struct kr_live live = {o->model[side], world, world->scratch};
    const struct kr_memories *m = &world->memories;
    if (pays_members(o, side, policy) && kr_policy_reaches(&live, policy, row)) {
        return true;
    }
    for (kr_row i = 0; i < m->rows; i++) {
        if (m->policy[i] == policy && m->to[i] > world->now &&
            m->person[i] == world->persons.id[row]) {
            return true;
        }
    }
    return false;
}

static bool has_no_sectors(const struct ledger_oracle *o, int side, int policy)
{
    const struct kr_target *target = &o->model[side]->policies[policy].target;
    return counts(o, side, policy) && (kr_target_asks(target) & KR_BY_SECTOR) == 0;
}

// Where recipients of a policy without sectors work.
static void find_treated_by_recipients(const struct ledger_oracle *o, int side,
                                       bool *treated)
{
    const struct kr_persons *p = &o->world[side]->persons;
    for (int policy = 0; policy < o->model[side]->policy_count; policy++) {
        const kr_row rows = has_no_sectors(o, side, policy) ? p->rows : 0;
        for (kr_row row = 0; row < rows; row++) {
            if (p->status[row] == KR_EMPLOYEE && is_recipient(o, side, policy, row)) {
                treated[life_of(o, side, row).sector] = true;
            }
        }
    }
}

// ---------------------------------------------------------------- the account

static int64_t *place_of(const struct ledger_oracle *o, struct kr_account account,
                         const struct life *life)
{
    const int place = life->sector != KR_NONE ? life->sector
                      : life->state == o->space.sectors + KR_STATE_own_account
                          ? o->space.sectors
                          : KR_NONE;
    return place == KR_NONE
               ? NULL
               : &account.entry[o->space.place + (size_t)place * KR_PLACE_COUNT];
}

// Minutes of others at a place.
static void book_minutes(const struct ledger_oracle *o, struct kr_account account,
                         const struct everybody *all, const bool *treated,
                         const struct life *life, int64_t minutes)
{
    int64_t *place = place_of(o, account, life);
    int64_t *part = &account.entry[o->space.parts];
    if (place == NULL) {
        return;
    }
    if (has_recipients(all, life)) {
        place[KR_PLACE_substitution] += minutes;
        part[KR_PART_substitution] += minutes;
    } else {
        place[KR_PLACE_others] += minutes;
        part[life->sector == KR_NONE ? KR_PART_own_account
             : treated[life->sector] ? KR_PART_same_sectors
                                     : KR_PART_other_sectors] += minutes;
    }
}

// The change of a recipient stands where she receives, or where she has work at all; the
// hours she works in the other world come along with her from there.
static void book_recipient(const struct ledger_oracle *o, struct kr_account account,
                           const struct everybody *all, const bool *treated,
                           const struct life *life)
{
    const int here = life[KR_VARIANT].receives ? KR_VARIANT : KR_BASE;
    int64_t *at_here = place_of(o, account, &life[here]);
    int64_t *at_other = place_of(o, account, &life[1 - here]);
    int64_t *at = at_here != NULL ? at_here : at_other;
    if (at != NULL) {
        at[KR_PLACE_recipients] += life[KR_VARIANT].minutes - life[KR_BASE].minutes;
    }
    if (at_here != NULL && at_other != NULL) {
        const int64_t sign = here == KR_VARIANT ? 1 : -1;
        const int64_t along = sign * life[1 - here].minutes;
        book_minutes(o, account, all, treated, &life[here], along);
        book_minutes(o, account, all, treated, &life[1 - here], -along);
    }
}

static void book(const struct ledger_oracle *o, struct kr_account account,
                 const struct everybody *all, const bool *treated, struct life *life)
{
    int64_t *joint =
        &account.entry[o->space.joint + (size_t)(life[KR_BASE].state * o->space.states +
                                                 life[KR_VARIANT].state) *
                                            KR_JOINT_COUNT];
    int64_t *part = &account.entry[o->space.parts];
    const bool own = life[KR_BASE].receives || life[KR_VARIANT].receives;
    joint[KR_JOINT_HEADS]++;
    joint[KR_JOINT_BASE] += life[KR_BASE].minutes;
    joint[KR_JOINT_VARIANT] += life[KR_VARIANT].minutes;
    int64_t rest = 0;
    for (int side = 0; side < KR_SIDES; side++) {
        const int64_t sign = side == KR_VARIANT ? 1 : -1;
        int64_t *place = place_of(o, account, &life[side]);
        if (place != NULL) {
            place[side == KR_BASE ? KR_PLACE_base : KR_PLACE_variant] +=
                life[side].minutes;
        }
        part[KR_PART_total] += sign * life[side].minutes;
        part[KR_PART_gross] += sign * life[side].gross;
        part[KR_PART_deadweight] -= sign * life[side].anyway;
        rest += sign * (life[side].minutes - life[side].gross + life[side].anyway);
        if (!own) {
            book_minutes(o, account, all, treated, &life[side],
                         sign * life[side].minutes);
        }
    }
    if (own) {
        part[KR_PART_rest] += rest;
        book_recipient(o, account, all, treated, life);
    }
}

static void book_second_jobs(const struct ledger_oracle *o, struct kr_account account,
                             int side)
{
    const struct kr_world *world = o->world[side];
    for (kr_row i = 0; i < world->second_jobs.rows; i++) {
        const struct kr_post *post = &world->posts.at[world->second_jobs.post[i]];
        const int sector = world->employers.at[post->employer].sector;
        const int64_t minutes = world->second_jobs.minutes[i];
        account
            .entry[o->space.place + (size_t)sector * KR_PLACE_COUNT +
                   (side == KR_BASE ? KR_PLACE_second_base : KR_PLACE_second_variant)] +=
            minutes;
        account.entry[o->space.parts + KR_PART_second_jobs] +=
            side == KR_BASE ? -minutes : minutes;
        account.entry[o->space.parts + KR_PART_total] +=
            side == KR_BASE ? -minutes : minutes;
    }
}

static void book_money(const struct ledger_oracle *o, struct kr_account account, int side)
{
    const struct kr_tallies *t = &o->world[side]->tallies;
    int64_t *money = &account.entry[o->space.money + (size_t)side * KR_MONEY_COUNT];
    for (int p = 0; p < o->model[side]->policy_count; p++) {
        const int64_t cents = *kr_tally_at(t, KR_TALLY_policy_events, p, KR_LEDGER_CENTS);
        money[KR_MONEY_by_state + o->model[side]->policies[p].payer] += cents;
        if (counts(o, side, p)) {
            lines_of(o, account, side, p)[KR_RECIPIENT_cents] += cents;
            lines_of(o, account, side, KR_NONE)[KR_RECIPIENT_cents] += cents;
        }
    }
    money[KR_MONEY_wages] = t->events.payroll_cents;
    money[KR_MONEY_withheld] = t->events.withheld_cents;
    money[KR_MONEY_benefits] = t->events.benefits_cents;
}

static void remember_hours(struct ledger_oracle *o, int side)
{
    const struct kr_persons *p = &o->world[side]->persons;
    struct oracle_hours *hours = &o->before[side];
    free(hours->person);
    free(hours->minutes);
    hours->person = calloc((size_t)p->rows + 1, sizeof *hours->person);
    hours->minutes = calloc((size_t)p->rows + 1, sizeof *hours->minutes);
    assert_non_null(hours->person);
    assert_non_null(hours->minutes);
    hours->count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] != KR_ABSENT) {
            hours->person[hours->count] = p->id[i];
            hours->minutes[hours->count++] = p->contract_minutes[i];
        }
    }
}

void oracle_take(struct ledger_oracle *self, struct kr_account account)
{
    self->space = *account.space;
    memset(account.entry, 0, self->space.entries * sizeof *account.entry);
    struct everybody all = {.life = NULL};
    bool treated[256] = {false};
    meet_all(self, account, &all);
    find_treated(self, treated);
    find_treated_by_recipients(self, KR_BASE, treated);
    find_treated_by_recipients(self, KR_VARIANT, treated);
    for (size_t i = 0; i < all.count; i++) {
        book(self, account, &all, treated, all.life[i]);
    }
    for (int s = 0; s < self->space.sectors; s++) {
        account.entry[self->space.place + (size_t)s * KR_PLACE_COUNT + KR_PLACE_treated] =
            treated[s];
    }
    for (int side = 0; side < KR_SIDES; side++) {
        book_second_jobs(self, account, side);
        book_money(self, account, side);
        remember_hours(self, side);
    }
    free(all.life);
    free(all.employer);
}

void oracle_free(struct ledger_oracle *self)
{
    for (int side = 0; side < KR_SIDES; side++) {
        free(self->before[side].person);
        free(self->before[side].minutes);
    }
}
