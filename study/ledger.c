#include "study/ledger.h"

#include "base/parallel.h"
#include "base/table.h"
#include "study/ledger_taker.h"

#include <stdlib.h>
#include <string.h>

enum { HAS_NOW = 1, HAD_BEFORE = 2, PLACE_NONE = -1 };
static const size_t LINE = 8; // entries in a cache line

// ---------------------------------------------------------------- begin and end

int kr_ledger_begin(struct kr_ledger_taker **self,
                    const struct kr_model *const model[KR_SIDES])
{
    struct kr_ledger_taker *taker = calloc(1, sizeof *taker);
    *self = taker;
    if (taker == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    taker->space = kr_ledger_space_of(model[KR_BASE], model[KR_VARIANT]);
    taker->threads = model[KR_BASE]->threads;
    for (int side = 0; side < KR_SIDES; side++) {
        taker->side[side].model = model[side];
        kr_recipients_choose(&taker->side[side],
                             model[side == KR_BASE ? KR_VARIANT : KR_BASE]);
    }
    // Workers write next to each other all the time: on cache lines of their own.
    taker->stride = (taker->space.entries / LINE + 2) * LINE;
    taker->worker = kr_allocate((size_t)taker->threads * taker->stride * sizeof(int64_t));
    taker->treated = calloc((size_t)taker->space.sectors + 1, sizeof(int64_t));
    const bool failed = taker->worker == NULL || taker->treated == NULL;
    return failed ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}

static void side_free(struct kr_ledger_side *side)
{
    kr_release(side->is_recipient, (size_t)side->person_rows);
    kr_release(side->gap, (size_t)side->person_rows * sizeof *side->gap);
    kr_release(side->post, (size_t)side->post_rows * sizeof *side->post);
    kr_release(side->employer, (size_t)side->employer_rows);
    free(side->followers);
}

void kr_ledger_end(struct kr_ledger_taker *self)
{
    if (self == NULL) {
        return;
    }
    side_free(&self->side[KR_BASE]);
    side_free(&self->side[KR_VARIANT]);
    kr_pairs_free(&self->pairs);
    kr_release(self->worker, (size_t)self->threads * self->stride * sizeof(int64_t));
    free(self->treated);
    free(self);
}

// Who counts for a policy is remembered only where some policy counts.
static int side_begin(struct kr_ledger_side *side)
{
    const struct kr_world *world = side->world;
    side->person_rows = world->persons.capacity;
    side->post_rows = world->posts.capacity;
    side->employer_rows = world->employers.capacity;
    side->post = kr_allocate((size_t)side->post_rows * sizeof *side->post);
    side->employer = kr_allocate((size_t)side->employer_rows);
    bool failed = side->post == NULL || side->employer == NULL;
    if (side->any_counted) {
        side->is_recipient = kr_allocate((size_t)side->person_rows);
        side->gap = kr_allocate((size_t)side->person_rows * sizeof *side->gap);
        failed = failed || side->is_recipient == NULL || side->gap == NULL;
    }
    for (kr_row i = 0; !failed && i < world->posts.rows; i++) {
        const kr_row employer = world->posts.at[i].employer;
        side->post[i] = employer == KR_NONE ? 0 : world->employers.at[employer].sector;
    }
    return failed ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}

static int begin_all(struct kr_ledger_taker *self)
{
    const struct kr_persons *const persons[KR_SIDES] = {
        &self->side[KR_BASE].world->persons, &self->side[KR_VARIANT].world->persons};
    int code = kr_pairs_init(&self->pairs, persons);
    for (int side = 0; side < KR_SIDES && code == KR_OK; side++) {
        code = side_begin(&self->side[side]);
    }
    self->begun = code == KR_OK;
    return code;
}

// ---------------------------------------------------------------- gaps

// Minutes that the same person works more in the other world.
static void gap_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    struct kr_ledger_taker *self = context;
    const struct kr_ledger_side *base = &self->side[KR_BASE];
    const struct kr_ledger_side *variant = &self->side[KR_VARIANT];
    const uint16_t *in_base = base->world->persons.contract_minutes;
    const uint16_t *in_variant = variant->world->persons.contract_minutes;
    for (kr_row row = first; row < last; row++) {
        const kr_row partner = self->pairs.base_of[row];
        const int other = partner == KR_NONE ? 0 : in_base[partner];
        const int gap = other - in_variant[row];
        if (variant->any_counted) {
            variant->gap[row] = (int16_t)gap;
        }
        if (base->any_counted && partner != KR_NONE) {
            base->gap[partner] = (int16_t)-gap;
        }
    }
}

static void set_gaps(struct kr_ledger_taker *self)
{
    const struct kr_ledger_side *base = &self->side[KR_BASE];
    if (!base->any_counted && !self->side[KR_VARIANT].any_counted) {
        return;
    }
    kr_parallel_rows(self->threads, self->side[KR_VARIANT].world->persons.rows, gap_block,
                     self);
    for (kr_row i = 0; base->any_counted && i < self->pairs.lone_count[KR_BASE]; i++) {
        const kr_row row = self->pairs.lone[KR_BASE][i];
        base->gap[row] = (int16_t)-base->world->persons.contract_minutes[row];
    }
}

// ---------------------------------------------------------------- employers

// An employer keeps its row in both worlds as long as it has its identity.
static void spread_to_other_world(struct kr_ledger_taker *self)
{
    struct kr_ledger_side *base = &self->side[KR_BASE];
    struct kr_ledger_side *variant = &self->side[KR_VARIANT];
    const kr_row rows = base->world->employers.rows < variant->world->employers.rows
                            ? base->world->employers.rows
                            : variant->world->employers.rows;
    for (kr_row i = 0; i < rows; i++) {
        const uint8_t has =
            (uint8_t)((base->employer[i] | variant->employer[i]) & HAS_NOW);
        if (has != 0 &&
            base->world->employers.at[i].id == variant->world->employers.at[i].id) {
            base->employer[i] |= HAS_NOW;
            variant->employer[i] |= HAS_NOW;
        }
    }
}

static void set_post(struct kr_ledger_side *side, kr_row post, bool has)
{
    const uint16_t sector = side->post[post] & (KR_STAFF_OF_RECIPIENTS - 1);
    side->post[post] = (uint16_t)(sector | (has ? KR_STAFF_OF_RECIPIENTS : 0));
}

// Tells the posts whether their employer has recipients, and what it had before is past.
static void tell_posts(struct kr_ledger_side *side)
{
    const struct kr_world *world = side->world;
    for (kr_row i = 0; i < world->employers.rows; i++) {
        if (side->employer[i] == 0) {
            continue;
        }
        const struct kr_employer *e = &world->employers.at[i];
        const bool has = (side->employer[i] & HAS_NOW) != 0;
        for (int k = 0; k < e->posts; k++) {
            set_post(side, e->first_post + k, has);
        }
    }
    for (kr_row i = world->helper_posts; i < world->posts.rows; i++) {
        const kr_row employer = world->posts.at[i].employer;
        if (employer != KR_NONE) {
            side->post[i] = world->employers.at[employer].sector;
            set_post(side, i, (side->employer[employer] & HAS_NOW) != 0);
        }
    }
    for (kr_row i = 0; i < world->employers.rows; i++) {
        side->employer[i] = (side->employer[i] & HAS_NOW) != 0 ? HAD_BEFORE : 0;
    }
}

// ---------------------------------------------------------------- persons

// How a person stands in one world.
struct stand {
    int state; // of the joint table
    int place; // sector or own account, PLACE_NONE without work
    int minutes;
    bool is_recipient;
    bool with_recipients; // others at the employer are recipients
};

static struct stand nobody(const struct kr_ledger_space *space)
{
    return (struct stand){.state = space->sectors + KR_STATE_elsewhere,
                          .place = PLACE_NONE};
}

static struct stand stand_of(const struct kr_ledger_space *space,
                             const struct kr_ledger_side *side, kr_row row)
{
    const struct kr_persons *p = &side->world->persons;
    const int status = p->status[row];
    struct stand stand = {.place = PLACE_NONE, .minutes = p->contract_minutes[row]};
    if (status == KR_EMPLOYEE) {
        const uint16_t post = side->post[p->post[row]];
        stand.place = post & (KR_STAFF_OF_RECIPIENTS - 1);
        stand.state = stand.place;
        stand.with_recipients = (post & KR_STAFF_OF_RECIPIENTS) != 0;
    } else if (status == KR_SELF_EMPLOYED) {
        stand.place = space->sectors;
        stand.state = space->sectors + KR_STATE_own_account;
    } else {
        stand.state = space->sectors +
                      (status == KR_UNEMPLOYED ? KR_STATE_unemployed : KR_STATE_outside);
    }
    stand.is_recipient = side->any_counted && side->is_recipient[row] != 0;
    return stand;
}

static void book_at(const struct kr_ledger_space *space, int64_t *entry, int place,
                    enum kr_place_line line, int64_t minutes)
{
    if (place != PLACE_NONE) {
        kr_place_lines(space, entry, place)[line] += minutes;
    }
}

// Minutes of somebody who is no recipient, or that a recipient brings along from where
// she works in the other world, and takes away there.
static void book_staff(const struct kr_ledger_space *space, int64_t *entry,
                       const struct stand *stand, int64_t minutes)
{
    const enum kr_place_line line =
        stand->with_recipients ? KR_PLACE_substitution : KR_PLACE_others;
    book_at(space, entry, stand->place, line, minutes);
}

// A recipient's own change stands where she receives. When she works elsewhere in the
// other world, the hours she works there come along with her: whoever has this job there
// is without it here, and whoever has hers there has none here.
static void book_own(const struct kr_ledger_space *space, int64_t *entry,
                     const struct stand *base, const struct stand *variant)
{
    const bool here = variant->is_recipient;
    const struct stand *stand = here ? variant : base;
    const struct stand *other = here ? base : variant;
    const int place = stand->place != PLACE_NONE ? stand->place : other->place;
    book_at(space, entry, place, KR_PLACE_recipients, variant->minutes - base->minutes);
    if (stand->place != PLACE_NONE && other->place != PLACE_NONE) {
        const int64_t along = here ? other->minutes : -other->minutes;
        book_staff(space, entry, stand, along);
        book_staff(space, entry, other, -along);
    }
}

static void book_person(const struct kr_ledger_space *space, int64_t *entry,
                        const struct stand *base, const struct stand *variant)
{
    int64_t *joint =
        &entry[space->joint +
               (size_t)(base->state * space->states + variant->state) * KR_JOINT_COUNT];
    joint[KR_JOINT_HEADS]++;
    joint[KR_JOINT_BASE] += base->minutes;
    joint[KR_JOINT_VARIANT] += variant->minutes;
    // Who works the same at the same kind of place changes nothing.
    if (base->place == variant->place && base->minutes == variant->minutes &&
        base->with_recipients == variant->with_recipients) {
        return;
    }
    if (base->is_recipient || variant->is_recipient) {
        book_own(space, entry, base, variant);
    } else {
        book_staff(space, entry, base, -base->minutes);
        book_staff(space, entry, variant, variant->minutes);
    }
}

static void person_block(void *context, kr_row first, kr_row last, int worker)
{
    struct kr_ledger_taker *self = context;
    const struct kr_ledger_space *space = &self->space;
    const uint8_t *status = self->side[KR_VARIANT].world->persons.status;
    int64_t *entry = &self->worker[(size_t)worker * self->stride];
    for (kr_row row = first; row < last; row++) {
        if (status[row] == KR_ABSENT) {
            continue;
        }
        const kr_row partner = self->pairs.base_of[row];
        const struct stand variant = stand_of(space, &self->side[KR_VARIANT], row);
        const struct stand base = partner == KR_NONE
                                      ? nobody(space)
                                      : stand_of(space, &self->side[KR_BASE], partner);
        book_person(space, entry, &base, &variant);
    }
}

static void book_persons(struct kr_ledger_taker *self)
{
    const struct kr_ledger_space *space = &self->space;
    kr_parallel_rows(self->threads, self->side[KR_VARIANT].world->persons.rows,
                     person_block, self);
    const struct stand variant = nobody(space);
    for (kr_row i = 0; i < self->pairs.lone_count[KR_BASE]; i++) {
        const struct stand base =
            stand_of(space, &self->side[KR_BASE], self->pairs.lone[KR_BASE][i]);
        book_person(space, self->worker, &base, &variant);
    }
}

// ---------------------------------------------------------------- the account

static void book_second_jobs(const struct kr_ledger_taker *self, enum kr_side which,
                             int64_t *entry)
{
    const struct kr_ledger_side *side = &self->side[which];
    const struct kr_second_jobs *jobs = &side->world->second_jobs;
    const enum kr_place_line line =
        which == KR_BASE ? KR_PLACE_second_base : KR_PLACE_second_variant;
    for (kr_row i = 0; i < jobs->rows; i++) {
        const int sector = side->post[jobs->post[i]] & (KR_STAFF_OF_RECIPIENTS - 1);
        kr_place_lines(&self->space, entry, sector)[line] += jobs->minutes[i];
    }
}

static void book_money(const struct kr_ledger_taker *self, enum kr_side which,
                       int64_t *entry)
{
    static const enum kr_money BY_PAYER[KR_PAYER_COUNT] = {
        KR_MONEY_by_state, KR_MONEY_by_employer, KR_MONEY_by_fund,
        KR_MONEY_by_municipality};
    const struct kr_ledger_side *side = &self->side[which];
    const struct kr_tallies *t = &side->world->tallies;
    int64_t *money = &entry[self->space.money + (size_t)which * KR_MONEY_COUNT];
    for (int p = 0; p < side->model->policy_count; p++) {
        money[BY_PAYER[side->model->policies[p].payer]] +=
            *kr_tally_at(t, KR_TALLY_policy_events, p, KR_LEDGER_CENTS);
    }
    money[KR_MONEY_wages] = t->events.payroll_cents;
    money[KR_MONEY_withheld] = t->events.withheld_cents;
    money[KR_MONEY_benefits] = t->events.benefits_cents;
}

// Sectors that policies are targeted at; those of recipients are there already.
static void add_targets(const struct kr_ledger_taker *self,
                        const struct kr_ledger_side *side)
{
    for (int p = 0; p < side->model->policy_count; p++) {
        for (int s = 0; s < self->space.sectors; s++) {
            if (side->counted[p] && side->has_sectors[p] &&
                kr_target_has(side->model->policies[p].target.sectors, s)) {
                self->treated[s] = 1;
            }
        }
    }
}

// The sums that the joint table and the lines of places imply.
static void close_places(const struct kr_ledger_taker *self, int64_t *entry)
{
    const struct kr_ledger_space *space = &self->space;
    for (int i = 0; i < space->places; i++) {
        int64_t *lines = kr_place_lines(space, entry, i);
        for (int other = 0; other < space->states; other++) {
            const size_t states = (size_t)space->states;
            const size_t row = (size_t)i * states + (size_t)other;
            const size_t column = (size_t)other * states + (size_t)i;
            lines[KR_PLACE_base] +=
                entry[space->joint + row * KR_JOINT_COUNT + KR_JOINT_BASE];
            lines[KR_PLACE_variant] +=
                entry[space->joint + column * KR_JOINT_COUNT + KR_JOINT_VARIANT];
        }
        lines[KR_PLACE_treated] = i < space->sectors ? self->treated[i] : 0;
    }
}

// Every minute of difference once: see kr_part.
static void close_parts(const struct kr_ledger_taker *self, int64_t *entry)
{
    const struct kr_ledger_space *space = &self->space;
    int64_t *part = &entry[space->parts];
    int64_t own = 0;
    for (int i = 0; i < space->places; i++) {
        const int64_t *lines = kr_place_lines(space, entry, i);
        const bool treated = lines[KR_PLACE_treated] != 0;
        const int64_t second =
            lines[KR_PLACE_second_variant] - lines[KR_PLACE_second_base];
        part[KR_PART_total] += lines[KR_PLACE_variant] - lines[KR_PLACE_base] + second;
        part[KR_PART_second_jobs] += second;
        part[KR_PART_substitution] += lines[KR_PLACE_substitution];
        part[i == space->sectors ? KR_PART_own_account
             : treated           ? KR_PART_same_sectors
                                 : KR_PART_other_sectors] += lines[KR_PLACE_others];
        own += lines[KR_PLACE_recipients];
    }
    const int64_t *added = kr_recipient_lines(space, entry, KR_VARIANT, KR_NONE);
    const int64_t *taken = kr_recipient_lines(space, entry, KR_BASE, KR_NONE);
    part[KR_PART_gross] = added[KR_RECIPIENT_gross] - taken[KR_RECIPIENT_gross];
    part[KR_PART_deadweight] = taken[KR_RECIPIENT_anyway] - added[KR_RECIPIENT_anyway];
    part[KR_PART_rest] = own - part[KR_PART_gross] - part[KR_PART_deadweight];
}

// What the workers have counted, and they begin anew.
static void collect(struct kr_ledger_taker *self, int64_t *entry)
{
    for (int w = 0; w < self->threads; w++) {
        int64_t *from = &self->worker[(size_t)w * self->stride];
        for (size_t i = 0; i < self->space.entries; i++) {
            entry[i] += from[i];
        }
        memset(from, 0, self->stride * sizeof *from);
    }
}

static int book_side(struct kr_ledger_taker *self, enum kr_side side, int64_t *entry)
{
    kr_recipients_book(self, side, entry);
    book_money(self, side, entry);
    return kr_recipients_follow(self, side, entry);
}

int kr_ledger_take(struct kr_ledger_taker *self, struct kr_world *const world[KR_SIDES],
                   struct kr_account account)
{
    int64_t *entry = account.entry;
    memset(entry, 0, self->space.entries * sizeof *entry);
    memset(self->treated, 0, (size_t)self->space.sectors * sizeof *self->treated);
    self->side[KR_BASE].world = world[KR_BASE];
    self->side[KR_VARIANT].world = world[KR_VARIANT];
    int code = self->begun ? KR_OK : begin_all(self);
    if (code != KR_OK) {
        return code;
    }
    for (int side = 0; side < KR_SIDES; side++) {
        kr_recipients_note_entries(&self->side[side], entry, &self->space,
                                   (enum kr_side)side);
    }
    const struct kr_persons *const persons[KR_SIDES] = {&world[KR_BASE]->persons,
                                                        &world[KR_VARIANT]->persons};
    code = kr_pairs_update(&self->pairs, self->threads, persons);
    set_gaps(self);
    for (int side = 0; side < KR_SIDES && code == KR_OK; side++) {
        code = book_side(self, (enum kr_side)side, entry);
        add_targets(self, &self->side[side]);
    }
    if (code != KR_OK) {
        return code;
    }
    spread_to_other_world(self);
    tell_posts(&self->side[KR_BASE]);
    tell_posts(&self->side[KR_VARIANT]);
    book_persons(self);
    book_second_jobs(self, KR_BASE, entry);
    book_second_jobs(self, KR_VARIANT, entry);
    collect(self, entry);
    close_places(self, entry);
    close_parts(self, entry);
    return KR_OK;
}

bool kr_ledger_counts(const struct kr_ledger_taker *self, enum kr_side side, int index)
{
    return self->side[side].counted[index];
}
