#include "sim/programmes.h"

#include "base/parallel.h"
#include "sim/carving.h"
#include "sim/jobs.h"
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

static bool charge_holds(const struct kr_live *live, const struct kr_charge *charge,
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
        if (charge->event == event && charge_holds(live, charge, row)) {
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

// The charge of policy `index` for events that are remembered, or NULL.
static const struct kr_charge *charge_of(const struct kr_effective *terms, int index)
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

// The bonus of policy `index` this quarter, or NULL.
static const struct kr_hours_bonus *bonus_of(const struct kr_effective *terms, int index)
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
    const struct kr_hours_bonus *bonus = bonus_of(&live->scratch->terms, entry->policy);
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

// Whether hours earn a bonus, given the contract before: minutes.
static bool earns(const struct kr_hours_bonus *bonus, int reference, int after)
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
    const struct kr_charge *charge = charge_of(&live->scratch->terms, entry->policy);
    if (charge != NULL) {
        remember(m, entry, reference, now, (kr_quarter)(now + charge->follow));
        return;
    }
    const struct kr_hours_bonus *bonus = bonus_of(&live->scratch->terms, entry->policy);
    if (bonus != NULL && earns(bonus, reference, entry->minutes_after)) {
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

// ---------------------------------------------------------------- payment

// Adds a payment to the ledger of a policy. Whole cents, so that it balances exactly.
static void pay(struct kr_tallies *t, int policy, double cents, int minutes)
{
    const int64_t whole = (int64_t)(cents + 0.5);
    *kr_tally_at(t, KR_TALLY_policy_events, policy, KR_LEDGER_RECIPIENTS) += 1;
    *kr_tally_at(t, KR_TALLY_policy_events, policy, KR_LEDGER_HEADS) += whole > 0;
    *kr_tally_at(t, KR_TALLY_policy_events, policy, KR_LEDGER_CENTS) += whole;
    *kr_tally_at(t, KR_TALLY_policy_events, policy, KR_LEDGER_MINUTES) +=
        minutes > 0 ? minutes : 0;
    t->events.policy_received_cents += whole;
}

int64_t kr_pay_of_quarter(const struct kr_live *live, kr_row row)
{
    const struct kr_persons *p = &live->world->persons;
    if (p->status[row] != KR_EMPLOYEE) {
        return 0;
    }
    const struct kr_country *country = live->model->country;
    const int sector = kr_employer_of(live->world, row)->sector;
    const double scale =
        live->scratch->scale_cents[sector * country->occupations + p->occupation[row]];
    const double hours = (double)p->contract_minutes[row] / 60.0 * 13.0;
    return (int64_t)(scale * (1.0 + (double)p->wage_premium[row] / 10000.0) * hours +
                     0.5);
}

// Paid for a person with a contract of that many minutes above the reference.
static double charge_cents(const struct kr_live *live, const struct kr_charge *charge,
                           kr_row row, int gap)
{
    double share = charge->pay_share;
    const int contract = live->world->persons.contract_minutes[row];
    if (charge->gap_share > 0.0 && gap > 0 && contract > 0) {
        share += charge->gap_share * (double)gap / (double)contract;
    }
    return charge->cents +
           (share > 0.0 ? share * (double)kr_pay_of_quarter(live, row) : 0.0);
}

// Everybody in the target of a policy that pays for being there.
struct members {
    const struct kr_live *live;
    const struct kr_charge *charge;
};

// A helper is paid for in proportion to the work for posts that the policy reaches.
static void pay_helper(const struct members *m, struct kr_tallies *t, kr_row row)
{
    const struct kr_persons *p = &m->live->world->persons;
    const double part = kr_carving_part(m->live, m->charge->policy_index, row);
    if (part > 0.0) {
        const double cents = part * charge_cents(m->live, m->charge, row, 0);
        const double most = part * m->charge->most_cents;
        pay(t, m->charge->policy_index, most > 0.0 && cents > most ? most : cents,
            (int)(part * (double)p->contract_minutes[row]));
    }
}

int kr_programme_unpaid_minutes(const struct kr_live *live, int policy, kr_row row)
{
    const struct kr_effective *terms = &live->scratch->terms;
    const int minutes = live->world->persons.contract_minutes[row];
    int least = KR_NONE;
    for (int c = 0; c < terms->charge_count; c++) {
        const struct kr_charge *charge = &terms->charges[c];
        if (charge->policy_index != policy || charge->event != KR_COST_MEMBER) {
            continue;
        }
        const double part = charge->helpers ? kr_carving_part(live, policy, row)
                            : charge_holds(live, charge, row) ? 1.0
                                                              : 0.0;
        const int unpaid = minutes - (int)(part * (double)minutes);
        if (part > 0.0 && (least == KR_NONE || unpaid < least)) {
            least = unpaid;
        }
    }
    return least;
}

static void member_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct members *m = context;
    const struct kr_persons *p = &m->live->world->persons;
    struct kr_tallies *t = &m->live->scratch->worker[worker];
    for (kr_row row = first; row < last; row++) {
        if (m->charge->helpers) {
            pay_helper(m, t, row);
        } else if (p->status[row] != KR_ABSENT && charge_holds(m->live, m->charge, row)) {
            pay(t, m->charge->policy_index, charge_cents(m->live, m->charge, row, 0),
                p->contract_minutes[row]);
        }
    }
}

static void pay_members(struct kr_live *live)
{
    const struct kr_effective *terms = &live->scratch->terms;
    for (int c = 0; c < terms->charge_count; c++) {
        if (terms->charges[c].event == KR_COST_MEMBER) {
            struct members members = {live, &terms->charges[c]};
            kr_parallel_rows(live->model->threads, live->world->persons.rows,
                             member_block, &members);
        }
    }
    kr_scratch_collect(live->scratch, live->world);
}

static bool is_there(const struct kr_live *live, kr_row i)
{
    const struct kr_memories *m = &live->world->memories;
    const struct kr_persons *p = &live->world->persons;
    return p->id[m->row[i]] == m->person[i] && p->status[m->row[i]] != KR_ABSENT;
}

// What is paid for a hire ends with the job. Some are only followed, nothing is paid.
static bool is_due(const struct kr_live *live, kr_row i, const struct kr_charge *charge)
{
    const struct kr_memories *m = &live->world->memories;
    const struct kr_persons *p = &live->world->persons;
    const bool keeps =
        p->status[m->row[i]] == KR_EMPLOYEE && p->job_since[m->row[i]] <= m->from[i];
    const bool learns = p->course[m->row[i]] != 0 || live->world->now == m->from[i];
    const bool pays = charge->cents > 0.0 || charge->pay_share > 0.0 ||
                      charge->gap_share > 0.0 || charge->first_cents > 0.0;
    return pays && live->world->now - m->from[i] < charge->quarters &&
           (charge->event != KR_COST_HIRE || keeps) &&
           (charge->event != KR_COST_COURSE || learns);
}

// A payment for an event, in its quarter and those after that it is paid for; the person
// is followed longer. False when she is gone.
static bool pay_event(const struct kr_live *live, kr_row i)
{
    struct kr_memories *m = &live->world->memories;
    const struct kr_charge *charge = charge_of(&live->scratch->terms, m->policy[i]);
    if (!is_there(live, i)) {
        return false;
    }
    const kr_row row = m->row[i];
    if (charge != NULL && is_due(live, i, charge)) {
        const int gap =
            live->world->persons.contract_minutes[row] - m->reference_minutes[i];
        const double first = live->world->now == m->from[i] ? charge->first_cents : 0.0;
        pay(&live->world->tallies, m->policy[i],
            first + charge_cents(live, charge, row, gap), gap);
    }
    return true;
}

// Whether the person still has the job hours that the bonus is paid for.
static bool still_earns(const struct kr_live *live, kr_row i,
                        const struct kr_hours_bonus *bonus)
{
    const struct kr_memories *m = &live->world->memories;
    const struct kr_persons *p = &live->world->persons;
    const kr_row row = m->row[i];
    return p->id[row] == m->person[i] && p->status[row] == KR_EMPLOYEE &&
           earns(bonus, m->reference_minutes[i], p->contract_minutes[row]);
}

static bool pays_bonus(const struct kr_live *live, int policy)
{
    return live->model->policies[policy].kind->pays_bonus;
}

static void pay_one(const struct kr_live *live, kr_row i)
{
    struct kr_memories *m = &live->world->memories;
    if (!pays_bonus(live, m->policy[i])) {
        if (!pay_event(live, i)) {
            m->to[i] = live->world->now;
        }
        return;
    }
    const struct kr_hours_bonus *bonus = bonus_of(&live->scratch->terms, m->policy[i]);
    if (bonus == NULL || !still_earns(live, i, bonus)) {
        m->to[i] = live->world->now; // over, from this quarter on
        return;
    }
    if (bonus->paid_for > 0 && live->world->now - m->from[i] >= bonus->paid_for) {
        return; // a recipient still, who has had it all
    }
    const int more =
        live->world->persons.contract_minutes[m->row[i]] - m->reference_minutes[i];
    pay(&live->world->tallies, m->policy[i], bonus->euro_per_month * 300.0, more);
}

// Forgets the memories that are over, keeping the order of the rest.
static void forget(struct kr_memories *m, kr_quarter now)
{
    kr_row kept = 0;
    for (kr_row i = 0; i < m->rows; i++) {
        if (m->to[i] <= now) {
            continue;
        }
        m->person[kept] = m->person[i];
        m->row[kept] = m->row[i];
        m->policy[kept] = m->policy[i];
        m->reference_minutes[kept] = m->reference_minutes[i];
        m->from[kept] = m->from[i];
        m->to[kept] = m->to[i];
        kept++;
    }
    m->rows = kept;
}

void kr_programme_pay(struct kr_live *live)
{
    struct kr_memories *m = &live->world->memories;
    for (kr_row i = 0; i < m->rows; i++) {
        if (m->policy[i] != KR_MEMORY_CUT) {
            pay_one(live, i);
        }
    }
    forget(m, live->world->now);
    pay_members(live);
    for (int k = 0; k < live->model->policy_count; k++) {
        live->world->tallies.events.policy_cents += *kr_tally_at(
            &live->world->tallies, KR_TALLY_policy_events, k, KR_LEDGER_CENTS);
    }
}
