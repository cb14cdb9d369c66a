// What policies pay this quarter, to whom, and what is over.
#include "sim/payments.h"

#include "base/parallel.h"
#include "sim/carving.h"
#include "sim/events.h"
#include "sim/jobs.h"
#include "sim/programmes.h"

struct payment {
    int policy;
    double cents;
    int minutes; // a week that it is paid for
};

// Adds a payment to the ledger of a policy. Whole cents, so that it balances exactly.
static void pay(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                const struct payment *what)
{
    const int64_t whole = (int64_t)(what->cents + 0.5);
    const int policy = what->policy;
    const int minutes = what->minutes;
    kr_event_pays(live, kr_event_log(live, kr_block_of(row), KR_EVENT_PAYMENT, row),
                  policy, whole);
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
        const struct payment what = {m->charge->policy_index,
                                     most > 0.0 && cents > most ? most : cents,
                                     (int)(part * (double)p->contract_minutes[row])};
        pay(m->live, t, row, &what);
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
                            : kr_charge_holds(live, charge, row) ? 1.0
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
        } else if (p->status[row] != KR_ABSENT &&
                   kr_charge_holds(m->live, m->charge, row)) {
            const struct payment what = {m->charge->policy_index,
                                         charge_cents(m->live, m->charge, row, 0),
                                         p->contract_minutes[row]};
            pay(m->live, t, row, &what);
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
    const struct kr_charge *charge = kr_charge_of(&live->scratch->terms, m->policy[i]);
    if (!is_there(live, i)) {
        return false;
    }
    const kr_row row = m->row[i];
    if (charge != NULL && is_due(live, i, charge)) {
        const int gap =
            live->world->persons.contract_minutes[row] - m->reference_minutes[i];
        const double first = live->world->now == m->from[i] ? charge->first_cents : 0.0;
        const struct payment what = {m->policy[i],
                                     first + charge_cents(live, charge, row, gap), gap};
        pay(live, &live->world->tallies, row, &what);
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
           kr_bonus_earns(bonus, m->reference_minutes[i], p->contract_minutes[row]);
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
    const struct kr_hours_bonus *bonus = kr_bonus_of(&live->scratch->terms, m->policy[i]);
    if (bonus == NULL || !still_earns(live, i, bonus)) {
        m->to[i] = live->world->now; // over, from this quarter on
        return;
    }
    if (bonus->paid_for > 0 && live->world->now - m->from[i] >= bonus->paid_for) {
        return; // a recipient still, who has had it all
    }
    const int more =
        live->world->persons.contract_minutes[m->row[i]] - m->reference_minutes[i];
    const struct payment what = {m->policy[i], bonus->euro_per_month * 300.0, more};
    pay(live, &live->world->tallies, m->row[i], &what);
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
