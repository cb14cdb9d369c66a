// The lines of recipients. Whoever a memory of a policy in force names is one, with the
// hours before as reference; where a policy pays everybody in its target, so is everybody
// it reaches, with a reference of zero hours.
#include "base/parallel.h"
#include "sim/programmes.h"
#include "study/compare.h"
#include "study/ledger_taker.h"

#include <stdlib.h>
#include <string.h>

enum { HORIZONS = 2 };

// Lines of what became of recipients after an end.
static const struct {
    int quarters;
    enum kr_recipient_line seen, back, gone, kept;
} AFTER[HORIZONS] = {
    {4, KR_RECIPIENT_seen_4, KR_RECIPIENT_back_4, KR_RECIPIENT_gone_4,
     KR_RECIPIENT_kept_4},
    {8, KR_RECIPIENT_seen_8, KR_RECIPIENT_back_8, KR_RECIPIENT_gone_8,
     KR_RECIPIENT_kept_8},
};

// Marks of a person: receives from some policy; is remembered by one that also pays for
// being in its target, as who was placed while a work centre served her, and counts once.
enum { RECEIVES = 1, REMEMBERED = 2 };

// ---------------------------------------------------------------- which policies

void kr_recipients_choose(struct kr_ledger_side *side, const struct kr_model *other)
{
    for (int p = 0; p < side->model->policy_count && p < KR_MOST_POLICIES; p++) {
        const struct kr_policy *policy = &side->model->policies[p];
        side->counted[p] = kr_policy_acts(policy) && !kr_model_has(other, policy);
        side->has_sectors[p] = (kr_target_asks(&policy->target) & KR_BY_SECTOR) != 0;
        side->any_counted = side->any_counted || side->counted[p];
    }
}

// Policies that pay for being in the target this quarter.
static void find_member_policies(struct kr_ledger_side *side)
{
    const struct kr_scratch *scratch = side->world->scratch;
    memset(side->pays_members, 0, sizeof side->pays_members);
    for (int c = 0; scratch != NULL && c < scratch->terms.charge_count; c++) {
        const struct kr_charge *charge = &scratch->terms.charges[c];
        if (charge->event == KR_COST_MEMBER && side->counted[charge->policy_index]) {
            side->pays_members[charge->policy_index] = true;
        }
    }
}

// ---------------------------------------------------------------- memories

static bool is_there(const struct kr_persons *persons, kr_row row, uint64_t person)
{
    return row >= 0 && row < persons->rows && persons->id[row] == person &&
           persons->status[row] != KR_ABSENT;
}

// Whether a memory is one of a counted policy in force, of somebody who is there.
static bool is_in_force(const struct kr_ledger_side *side, kr_row i)
{
    const struct kr_memories *m = &side->world->memories;
    const kr_quarter now = side->world->now;
    return m->policy[i] < KR_MOST_POLICIES && side->counted[m->policy[i]] &&
           m->from[i] <= now && now < m->to[i] &&
           is_there(&side->world->persons, m->row[i], m->person[i]);
}

// Identities tell the quarter in which somebody came: who came in this one has no hours
// before, whoever had the row then.
static bool came_now(const struct kr_world *world, kr_row row)
{
    const uint64_t id = world->persons.id[row];
    return id >> 60 != 0 && (id >> 42 & 0x3fff) == ((uint16_t)world->now & 0x3fff);
}

void kr_recipients_note_entries(struct kr_ledger_side *side, int64_t *entry,
                                const struct kr_ledger_space *space, enum kr_side which)
{
    const struct kr_memories *m = &side->world->memories;
    for (kr_row i = 0; side->any_counted && i < m->rows; i++) {
        if (!is_in_force(side, i) || m->from[i] != side->world->now) {
            continue;
        }
        const kr_row row = m->row[i];
        const int fewer = came_now(side->world, row) ? 0 : side->gap[row];
        for (int all = 0; all < 2; all++) {
            int64_t *lines = kr_recipient_lines(space, entry, which,
                                                all ? KR_NONE : (int)m->policy[i]);
            lines[KR_RECIPIENT_entered]++;
            lines[KR_RECIPIENT_gamed] += fewer > 0;
            lines[KR_RECIPIENT_gamed_minutes] += fewer > 0 ? fewer : 0;
        }
    }
}

// ---------------------------------------------------------------- lines

static void add_lines(int64_t *lines, int minutes, int other, int reference)
{
    const int gross = minutes > reference ? minutes - reference : 0;
    const int above = other > reference ? other - reference : 0;
    const int anyway = above < gross ? above : gross;
    lines[KR_RECIPIENT_heads]++;
    lines[KR_RECIPIENT_unmoved] += other >= minutes;
    lines[KR_RECIPIENT_minutes] += minutes;
    lines[KR_RECIPIENT_other_minutes] += other;
    lines[KR_RECIPIENT_gross] += gross;
    lines[KR_RECIPIENT_anyway] += anyway;
    lines[KR_RECIPIENT_additional] += gross - anyway;
}

struct booking {
    struct kr_ledger_taker *taker;
    struct kr_ledger_side *side;
    enum kr_side which;
};

// Books a person for a policy, and once for all. Its own row is marked, and the employer:
// many threads may write the same there.
static void book(const struct booking *b, int64_t *entry, int policy, kr_row row,
                 int reference)
{
    struct kr_ledger_side *side = b->side;
    const struct kr_persons *p = &side->world->persons;
    const int minutes = p->contract_minutes[row];
    const int other = minutes + side->gap[row];
    const struct kr_ledger_space *space = &b->taker->space;
    add_lines(kr_recipient_lines(space, entry, b->which, policy), minutes, other,
              reference);
    if (side->is_recipient[row] == 0) {
        side->is_recipient[row] = RECEIVES;
        add_lines(kr_recipient_lines(space, entry, b->which, KR_NONE), minutes, other,
                  reference);
    }
    if (p->status[row] == KR_EMPLOYEE) {
        const kr_row employer = side->world->posts.at[p->post[row]].employer;
        const int sector = side->world->employers.at[employer].sector;
        __atomic_fetch_or(&side->employer[employer], 1, __ATOMIC_RELAXED);
        if (!side->has_sectors[policy]) {
            __atomic_store_n(&b->taker->treated[sector], 1, __ATOMIC_RELAXED);
        }
    }
}

static void member_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct booking *b = context;
    const struct kr_ledger_side *side = b->side;
    const struct kr_live live = {side->model, side->world, side->world->scratch};
    int64_t *entry = &b->taker->worker[(size_t)worker * b->taker->stride];
    for (int p = 0; p < side->model->policy_count; p++) {
        for (kr_row row = first; side->pays_members[p] && row < last; row++) {
            const bool open = side->world->persons.status[row] != KR_ABSENT &&
                              (side->is_recipient[row] & REMEMBERED) == 0;
            const int unpaid =
                open ? kr_programme_unpaid_minutes(&live, p, row) : KR_NONE;
            if (unpaid != KR_NONE) {
                book(b, entry, p, row, unpaid);
            }
        }
    }
}

static void book_cents(const struct kr_ledger_taker *taker, enum kr_side which,
                       int64_t *entry)
{
    const struct kr_ledger_side *side = &taker->side[which];
    for (int p = 0; p < side->model->policy_count; p++) {
        if (side->counted[p]) {
            const int64_t cents = *kr_tally_at(
                &side->world->tallies, KR_TALLY_policy_events, p, KR_LEDGER_CENTS);
            kr_recipient_lines(&taker->space, entry, which, p)[KR_RECIPIENT_cents] +=
                cents;
            kr_recipient_lines(&taker->space, entry, which,
                               KR_NONE)[KR_RECIPIENT_cents] += cents;
        }
    }
}

void kr_recipients_book(struct kr_ledger_taker *self, enum kr_side which, int64_t *entry)
{
    struct kr_ledger_side *side = &self->side[which];
    struct booking b = {self, side, which};
    const struct kr_memories *m = &side->world->memories;
    if (!side->any_counted) {
        return;
    }
    memset(side->is_recipient, 0, (size_t)side->world->persons.rows);
    find_member_policies(side);
    // Memories stand in the order of entry: who is in two policies counts with the first.
    bool members = false;
    for (kr_row i = 0; i < m->rows; i++) {
        if (is_in_force(side, i)) {
            book(&b, entry, m->policy[i], m->row[i], m->reference_minutes[i]);
            side->is_recipient[m->row[i]] |=
                side->pays_members[m->policy[i]] ? REMEMBERED : 0;
        }
    }
    for (int p = 0; p < side->model->policy_count; p++) {
        members = members || side->pays_members[p];
    }
    if (members) {
        kr_parallel_rows(self->threads, side->world->persons.rows, member_block, &b);
    }
    book_cents(self, which, entry);
}

// ---------------------------------------------------------------- after the end

static int note_follower(struct kr_ledger_side *side, kr_row i)
{
    const struct kr_memories *m = &side->world->memories;
    if (side->follower_count == side->follower_room) {
        const size_t room = side->follower_room * 2 + 256;
        struct kr_follower *more = realloc(side->followers, room * sizeof *more);
        if (more == NULL) {
            return KR_ERROR(KR_ERR_NO_MEMORY);
        }
        side->followers = more;
        side->follower_room = room;
    }
    side->followers[side->follower_count++] = (struct kr_follower){
        .person = m->person[i],
        .row = m->row[i],
        .reference = m->reference_minutes[i],
        .policy = m->policy[i],
        .last = side->world->now,
    };
    return KR_OK;
}

// Whether this is the last quarter of a policy, by its own calendar.
static bool ends_now(const struct kr_ledger_side *side, int policy)
{
    return side->model->policies[policy].end - 1 == side->world->now;
}

static void look_after(const struct kr_ledger_side *side, const struct kr_follower *f,
                       int horizon, int64_t *lines)
{
    const struct kr_persons *p = &side->world->persons;
    const bool there = is_there(p, f->row, f->person);
    const bool works = there && (p->status[f->row] == KR_EMPLOYEE ||
                                 p->status[f->row] == KR_SELF_EMPLOYED);
    lines[AFTER[horizon].seen]++;
    lines[AFTER[horizon].gone] += !works;
    lines[AFTER[horizon].back] += works && p->contract_minutes[f->row] <= f->reference;
    lines[AFTER[horizon].kept] -= there ? side->gap[f->row] : 0;
}

// Who is in force in the last quarter of a policy is followed from then on.
static int note_followers(struct kr_ledger_side *side)
{
    const struct kr_memories *m = &side->world->memories;
    bool ends = false;
    for (int p = 0; p < side->model->policy_count; p++) {
        ends = ends || (side->counted[p] && ends_now(side, p));
    }
    int code = KR_OK;
    for (kr_row i = 0; ends && i < m->rows && code == KR_OK; i++) {
        if (is_in_force(side, i) && ends_now(side, m->policy[i])) {
            code = note_follower(side, i);
        }
    }
    return code;
}

static void book_follower(const struct kr_ledger_side *side, const struct kr_follower *f,
                          int64_t *lines)
{
    const int since = side->world->now - f->last;
    lines[KR_RECIPIENT_followed] += since == 0;
    for (int h = 0; h < HORIZONS; h++) {
        if (since == AFTER[h].quarters) {
            look_after(side, f, h, lines);
        }
    }
}

int kr_recipients_follow(struct kr_ledger_taker *self, enum kr_side which, int64_t *entry)
{
    struct kr_ledger_side *side = &self->side[which];
    const int code = side->any_counted ? note_followers(side) : KR_OK;
    for (size_t i = 0; i < side->follower_count; i++) {
        const struct kr_follower *f = &side->followers[i];
        book_follower(side, f, kr_recipient_lines(&self->space, entry, which, f->policy));
        book_follower(side, f, kr_recipient_lines(&self->space, entry, which, KR_NONE));
    }
    return code;
}
