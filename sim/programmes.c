#include "sim/programmes.h"

#include "base/parallel.h"
#include "sim/jobs.h"
#include "sim/payments.h"
#include "sim/targets.h"

#include <stdlib.h>

// Appends to the buffer of `block`, which the calling loop must own.
static struct kr_new_memory *note(const struct kr_live *live, int block, kr_row row,
                                  uint8_t policy, uint16_t before, uint16_t after)
{
    struct kr_new_memory *item = kr_buffer_append(&live->scratch->memories, block);
    if (item != NULL) {
        *item = (struct kr_new_memory){.person = live->world->persons.id[row],
                                       .row = row,
                                       .reference_minutes = before,
                                       .minutes_after = after,
                                       .policy = policy};
    }
    return item;
}

void kr_programme_enter(const struct kr_live *live, kr_row row, int policy,
                        uint16_t minutes)
{
    note(live, kr_block_of(row), row, (uint8_t)policy, minutes, minutes);
}

void kr_programme_offer(const struct kr_live *live, kr_row row, uint16_t before,
                        uint16_t overtime)
{
    const struct kr_effective *terms = &live->scratch->terms;
    const uint16_t after = live->world->persons.contract_minutes[row];
    for (int b = 0; b < terms->bonus_count; b++) {
        const struct kr_hours_bonus *bonus = &terms->bonuses[b];
        // the target is judged on the hours before
        if (bonus->pending ||
            !kr_target_holds_at(live, &bonus->policy->target, row, before / 60) ||
            !kr_policy_draws(live, bonus->policy_index, row)) {
            continue;
        }
        struct kr_new_memory *item = note(live, kr_block_of(row), row,
                                          (uint8_t)bonus->policy_index, before, after);
        if (item != NULL) {
            item->overtime_minutes = overtime;
        }
    }
}

void kr_programme_note_cut(const struct kr_live *live, kr_row row, uint16_t before,
                           uint16_t after)
{
    kr_programme_note_move(live, kr_block_of(row), row, before, after);
}

void kr_programme_note_move(const struct kr_live *live, int block, kr_row row,
                            uint16_t before, uint16_t after)
{
    if (live->scratch->look_back != KR_NONE && after < before) {
        note(live, block, row, KR_MEMORY_CUT, before, after);
    }
}

// ---------------------------------------------------------------- charges

// The target of what is paid for a course or a study says what it leads to.
static bool learning_holds(const struct kr_live *live, const struct kr_charge *charge,
                           kr_row row)
{
    const struct kr_persons *p = &live->world->persons;
    const bool course = charge->event == KR_COST_COURSE;
    const struct kr_learning what = {.goal = course ? p->course[row] - 1 : KR_NONE,
                                     .field = course ? KR_NONE : p->study[row] - 1};
    return kr_policy_reaches_learner(live, charge->policy_index, row, what);
}

bool kr_charge_holds(const struct kr_live *live, const struct kr_charge *charge,
                     kr_row row)
{
    if (charge->event == KR_COST_COURSE || charge->event == KR_COST_STUDY) {
        return learning_holds(live, charge, row);
    }
    if (!kr_person_fits(live, &charge->policy->target, charge->asks, row)) {
        return false;
    }
    return charge->automatic ? kr_policy_entitles(live, charge->policy_index, row)
                             : kr_policy_reaches(live, charge->policy_index, row);
}

void kr_programme_event_noted(const struct kr_live *live, int block,
                              enum kr_cost_event event, kr_row row, uint16_t reference)
{
    const struct kr_effective *terms = &live->scratch->terms;
    for (int c = 0; c < terms->charge_count; c++) {
        const struct kr_charge *charge = &terms->charges[c];
        if (charge->event == event && kr_charge_holds(live, charge, row)) {
            note(live, block, row, (uint8_t)charge->policy_index, reference,
                 live->world->persons.contract_minutes[row]);
        }
    }
}

void kr_programme_hire_noted(const struct kr_live *live, int block, kr_row row,
                             kr_row employer)
{
    const struct kr_effective *terms = &live->scratch->terms;
    const uint16_t before = live->world->persons.contract_minutes[row];
    for (int c = 0; c < terms->charge_count; c++) {
        const struct kr_charge *charge = &terms->charges[c];
        const int index = charge->policy_index;
        if (charge->event == KR_COST_HIRE &&
            (charge->automatic
                 ? kr_policy_entitles(live, index, row)
                 : kr_policy_reaches_applicant(live, index, row, employer))) {
            note(live, block, row, (uint8_t)index, before, before);
        }
    }
}

const struct kr_charge *kr_charge_of(const struct kr_effective *terms, int index)
{
    for (int c = 0; c < terms->charge_count; c++) {
        if (terms->charges[c].policy_index == index &&
            terms->charges[c].event != KR_COST_MEMBER) {
            return &terms->charges[c];
        }
    }
    return NULL;
}

// ---------------------------------------------------------------- enrolment

static int by_person(const void *a, const void *b)
{
    const struct kr_new_memory *x = a;
    const struct kr_new_memory *y = b;
    if (x->person != y->person) {
        return x->person < y->person ? -1 : 1;
    }
    return (int)x->policy - (int)y->policy;
}

static void remember(struct kr_memories *m, const struct kr_new_memory *entry,
                     int reference, kr_quarter from, kr_quarter to)
{
    const kr_row i = m->rows++;
    m->person[i] = entry->person;
    m->row[i] = entry->row;
    m->policy[i] = entry->policy;
    m->reference_minutes[i] = (uint16_t)reference;
    m->from[i] = from;
    m->to[i] = to;
}

const struct kr_hours_bonus *kr_bonus_of(const struct kr_effective *terms, int index)
{
    for (int b = 0; b < terms->bonus_count; b++) {
        if (terms->bonuses[b].policy_index == index) {
            return &terms->bonuses[b];
        }
    }
    return NULL;
}

// First of the entries, which are in order of person, that belongs to `person`.
static int64_t first_of(const struct kr_new_memory *entries, int64_t count,
                        uint64_t person)
{
    int64_t low = 0;
    while (count > 0) {
        const int64_t half = count / 2;
        if (entries[low + half].person < person) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return low;
}

// What a memory says about an entry of the same person: a larger contract within the
// look-back is the reference; whoever is in the programme does not enter again.
static void look_back(const struct kr_live *live, kr_row i, struct kr_new_memory *entry)
{
    const struct kr_memories *m = &live->world->memories;
    const kr_quarter now = live->world->now;
    const struct kr_hours_bonus *bonus =
        kr_bonus_of(&live->scratch->terms, entry->policy);
    if (m->to[i] <= now) {
        return;
    }
    if (m->policy[i] == entry->policy) {
        entry->is_in = true;
    } else if (bonus != NULL && m->policy[i] == KR_MEMORY_CUT &&
               now - m->from[i] <= bonus->look_back &&
               m->reference_minutes[i] > entry->reference_minutes) {
        entry->reference_minutes = m->reference_minutes[i];
    }
}

// One reading of all memories, looking up each person among the entries.
static void look_back_all(const struct kr_live *live, struct kr_new_memory *entries,
                          int64_t count)
{
    const struct kr_memories *m = &live->world->memories;
    for (kr_row i = 0; i < m->rows; i++) {
        for (int64_t e = first_of(entries, count, m->person[i]);
             e < count && entries[e].person == m->person[i]; e++) {
            look_back(live, i, &entries[e]);
        }
    }
}

bool kr_bonus_earns(const struct kr_hours_bonus *bonus, int reference, int after)
{
    return bonus->threshold > 0.0
               ? after >= (int)bonus->threshold * 60 &&
                     (bonus->already || reference < (int)bonus->threshold * 60)
               : after - reference >= (int)bonus->extra_hours * 60;
}

static void enrol_one(const struct kr_live *live, const struct kr_new_memory *entry)
{
    struct kr_memories *m = &live->world->memories;
    const kr_quarter now = live->world->now;
    const int reference = entry->reference_minutes;
    if (entry->policy == KR_MEMORY_CUT) {
        remember(m, entry, reference, now,
                 (kr_quarter)(now + live->scratch->look_back + 1));
        return;
    }
    if (entry->is_in) {
        return;
    }
    const struct kr_charge *charge = kr_charge_of(&live->scratch->terms, entry->policy);
    if (charge != NULL) {
        remember(m, entry, reference, now, (kr_quarter)(now + charge->follow));
        return;
    }
    const struct kr_hours_bonus *bonus =
        kr_bonus_of(&live->scratch->terms, entry->policy);
    if (bonus != NULL && kr_bonus_earns(bonus, reference, entry->minutes_after)) {
        remember(m, entry, reference, now, bonus->policy->end);
        live->world->tallies.events.bonus_overtime += entry->overtime_minutes;
    }
}

int kr_programme_enrol(struct kr_live *live)
{
    struct kr_buffer *buffer = &live->scratch->memories;
    const int64_t count = kr_buffer_count(buffer);
    if (count == 0) {
        return KR_OK;
    }
    struct kr_memories *m = &live->world->memories;
    struct kr_new_memory *entries = malloc((size_t)count * sizeof *entries);
    if (entries == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    int code = KR_OK;
    if (m->rows + count > m->capacity) {
        const kr_row needed = (kr_row)(m->rows + count);
        code = kr_memories_reserve(m, needed + needed / 4 + 1024);
    }
    kr_buffer_join(buffer, entries);
    qsort(entries, (size_t)count, sizeof *entries, by_person);
    look_back_all(live, entries, count);
    for (int64_t i = 0; code == KR_OK && i < count; i++) {
        const bool again = i > 0 && entries[i].person == entries[i - 1].person &&
                           entries[i].policy == entries[i - 1].policy &&
                           entries[i].policy != KR_MEMORY_CUT;
        entries[i].is_in = entries[i].is_in || again;
        enrol_one(live, &entries[i]);
    }
    free(entries);
    kr_buffer_clear(buffer);
    return code;
}
