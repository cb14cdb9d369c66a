#include "sim/bonuses.h"

#include "base/math.h"
#include "base/random.h"
#include "sim/demand.h"
#include "sim/hours.h"
#include "sim/programmes.h"
#include "sim/targets.h"
#include "sim/uses.h"

#include <stdlib.h>

enum { FULL_WEEK = 48, MONTHS = 3 };

// ---------------------------------------------------------------- memories

static int by_row(const void *a, const void *b)
{
    const struct kr_bonus_memory *x = a;
    const struct kr_bonus_memory *y = b;
    if (x->row != y->row) {
        return x->row < y->row ? -1 : 1;
    }
    if (x->from != y->from) {
        return x->from < y->from ? -1 : 1;
    }
    return (int)x->policy - (int)y->policy;
}

static bool matters(const struct kr_live *live, kr_row i)
{
    const struct kr_memories *m = &live->world->memories;
    return m->to[i] > live->world->now &&
           live->world->persons.id[m->row[i]] == m->person[i] &&
           (m->policy[i] == KR_MEMORY_CUT ||
            live->model->policies[m->policy[i]].kind->pays_bonus);
}

static int reserve(struct kr_scratch *scratch, kr_row rows)
{
    if (rows <= scratch->bonus_capacity) {
        return KR_OK;
    }
    const kr_row room = 2 * rows;
    struct kr_bonus_memory *grown =
        realloc(scratch->bonus_memory, (size_t)room * sizeof *grown);
    if (grown == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    scratch->bonus_memory = grown;
    scratch->bonus_capacity = room;
    return KR_OK;
}

int kr_bonuses_ready(struct kr_live *live)
{
    struct kr_scratch *scratch = live->scratch;
    const struct kr_memories *m = &live->world->memories;
    scratch->bonus_memories = 0;
    scratch->gaming_salt =
        kr_random_salt(live->model->key, kr_random_tag(KR_USE_HOURS_GAMING, 0, 0));
    if (scratch->terms.bonus_count == 0 || m->rows == 0) {
        return KR_OK;
    }
    const int code = reserve(scratch, m->rows);
    if (code != KR_OK) {
        return code;
    }
    kr_row kept = 0;
    for (kr_row i = 0; i < m->rows; i++) {
        if (matters(live, i)) {
            scratch->bonus_memory[kept++] =
                (struct kr_bonus_memory){.row = m->row[i],
                                         .from = m->from[i],
                                         .reference_minutes = m->reference_minutes[i],
                                         .policy = m->policy[i]};
        }
    }
    qsort(scratch->bonus_memory, (size_t)kept, sizeof *scratch->bonus_memory, by_row);
    scratch->bonus_memories = kept;
    return KR_OK;
}

// First of the memories of a row.
static kr_row first_of(const struct kr_scratch *scratch, kr_row row)
{
    kr_row low = 0;
    kr_row count = scratch->bonus_memories;
    while (count > 0) {
        const kr_row half = count / 2;
        if (scratch->bonus_memory[low + half].row < row) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return low;
}

// What a bonus sees of a worker's past.
struct past {
    bool is_in;    // she is in the programme
    int since;     // from when, if so
    int reference; // hours: the contract, or the largest given up within the look-back
    int counts;    // quarters until hours given up are no longer looked back to
};

static struct past past_of(const struct kr_live *live, const struct kr_hours_bonus *bonus,
                           kr_row row)
{
    const struct kr_scratch *scratch = live->scratch;
    const int contract = live->world->persons.contract_minutes[row];
    struct past past = {.reference = contract / 60};
    for (kr_row i = first_of(scratch, row);
         i < scratch->bonus_memories && scratch->bonus_memory[i].row == row; i++) {
        const struct kr_bonus_memory *m = &scratch->bonus_memory[i];
        const int left = m->from + bonus->look_back + 1 - live->world->now;
        const int hours = m->reference_minutes / 60;
        if (m->policy == bonus->policy_index) {
            past = (struct past){true, m->from, hours, 0};
            return past;
        }
        if (m->policy == KR_MEMORY_CUT && left > 0 && m->reference_minutes > contract) {
            past.reference = past.reference > hours ? past.reference : hours;
            past.counts = past.counts > left ? past.counts : left;
        }
    }
    return past;
}

// Whether she is in the target at some hours and drawn among those reached.
static bool reaches(const struct kr_live *live, const struct kr_hours_bonus *bonus,
                    kr_row row, int hours)
{
    return kr_target_holds_at(live, &bonus->policy->target, row, hours) &&
           kr_policy_draws(live, bonus->policy_index, row);
}

// ---------------------------------------------------------------- worth

// Quarters for which the worker reckons to be paid when she earns it `wait` quarters on.
static double quarters_paid(const struct kr_live *live,
                            const struct kr_hours_bonus *bonus, int wait)
{
    const double left = (double)(bonus->policy->end - live->world->now - wait);
    const double paid = kr_min(kr_max(bonus->horizon, 1.0), kr_max(left, 0.0));
    return bonus->paid_for > 0 ? kr_min(paid, (double)bonus->paid_for) : paid;
}

// Euro a year that would make the hours from `from` to `to` worth working, 0 as far as
// she wants them anyway.
static double price(const struct kr_live *live, kr_row row, int from, int to)
{
    const int steps = to / KR_HOURS_STEP - from / KR_HOURS_STEP;
    return kr_price_of_steps(live, row, from, steps);
}

// What is left of a monthly amount to her household after taxes and allowances, which
// take of a bonus what they take of pay for the hours that earn it.
static double net_month(const struct kr_live *live, const struct kr_hours_bonus *bonus,
                        kr_row row, int from, int to)
{
    const int steps = to / KR_HOURS_STEP - from / KR_HOURS_STEP;
    return bonus->euro_per_month * kr_net_share(live, row, from, steps);
}

// Whether the pay of a year, less where it is paid for part of the horizon, meets the
// price of the hours.
static bool is_worth(const struct kr_live *live, const struct kr_hours_bonus *bonus,
                     kr_row row, int from, int to)
{
    const double part = quarters_paid(live, bonus, 0) / kr_max(1.0, bonus->horizon);
    return price(live, row, from, to) <=
           net_month(live, bonus, row, from, to) * 12.0 * part;
}

// ---------------------------------------------------------------- more hours

// Whether a bonus pays for a larger contract. Hours worked already cost nothing to have
// written down; a second job gives the hours that she wants beyond the first.
static bool is_wanted(const struct kr_live *live, const struct kr_hours_bonus *bonus,
                      kr_row row, int goal)
{
    const struct kr_persons *p = &live->world->persons;
    const int contract = p->contract_minutes[row] / 60;
    const int usual = p->usual_minutes[row] / 60;
    const int worked = usual > contract ? usual : contract;
    const int spare = (int)p->desired_hours[row] - worked;
    const bool has_second = (p->groups[row] & KR_GROUP_SECOND_JOB) != 0;
    const int given = has_second && spare > 0 ? spare : 0;
    return worked >= goal || is_worth(live, bonus, row, worked + given, goal + given);
}

// Hours that earn her a bonus in force, 0 when it does not pay.
static int goal_of(const struct kr_live *live, const struct kr_hours_bonus *bonus,
                   kr_row row)
{
    const struct kr_persons *p = &live->world->persons;
    const int hours = p->contract_minutes[row] / 60;
    if (bonus->pending || kr_bonus_hours(bonus, hours) > FULL_WEEK ||
        !kr_bonus_open(bonus, hours) || !reaches(live, bonus, row, hours)) {
        return 0;
    }
    const struct past past = past_of(live, bonus, row);
    const int goal = kr_bonus_hours(bonus, past.reference);
    if (past.is_in || goal > FULL_WEEK || !kr_bonus_open(bonus, past.reference)) {
        return 0;
    }
    return is_wanted(live, bonus, row, goal) ? goal : 0;
}

int kr_bonus_goal(const struct kr_live *live, kr_row row)
{
    const struct kr_effective *terms = &live->scratch->terms;
    int most = 0;
    for (int b = 0; b < terms->bonus_count; b++) {
        const int goal = goal_of(live, &terms->bonuses[b], row);
        most = goal > most ? goal : most;
    }
    return most;
}

// Whether she is paid by this bonus, or will be for hours added last quarter, and the
// hours are worth it.
static bool keeps_for(const struct kr_live *live, const struct kr_hours_bonus *bonus,
                      kr_row row)
{
    const struct kr_persons *p = &live->world->persons;
    const int hours = p->contract_minutes[row] / 60;
    const struct past past = past_of(live, bonus, row);
    const bool paid = past.is_in && (bonus->paid_for == 0 ||
                                     live->world->now - past.since < bonus->paid_for);
    const bool fresh = !past.is_in && p->raised[row] == 1;
    int before = past.is_in ? past.reference : hours - (int)bonus->extra_hours;
    int needs = past.is_in ? kr_bonus_hours(bonus, past.reference) : hours;
    if (bonus->threshold > 0.0) {
        needs = (int)bonus->threshold;
        before = needs - KR_HOURS_STEP;
    }
    return !bonus->pending && (paid || fresh) && before > 0 && needs <= hours &&
           reaches(live, bonus, row, before) && is_worth(live, bonus, row, before, needs);
}

bool kr_bonus_holds(const struct kr_live *live, kr_row row)
{
    const struct kr_effective *terms = &live->scratch->terms;
    bool holds = false;
    for (int b = 0; b < terms->bonus_count; b++) {
        holds = holds || keeps_for(live, &terms->bonuses[b], row);
    }
    return holds;
}

void kr_wish_bonus(const struct kr_live *live, kr_row row)
{
    uint8_t *wish = &live->world->persons.wish[row];
    const bool pays =
        live->scratch->terms.bonus_count > 0 && kr_bonus_goal(live, row) > 0;
    *wish = pays ? KR_BONUS_MORE : KR_NO_WISH;
}

// ---------------------------------------------------------------- gaming

// A lasting trait: most people would do neither.
static bool would_game(const struct kr_live *live, kr_row row)
{
    const double share = live->scratch->terms.parameters.hours.gaming_share;
    return share > 0.0 &&
           kr_uniform(kr_random_word(live->scratch->gaming_salt,
                                     live->world->persons.id[row])) < share;
}

static int until_start(const struct kr_live *live, const struct kr_hours_bonus *bonus)
{
    return bonus->pending ? bonus->policy->start - live->world->now : 0;
}

// Euro a year that going without wanted hours from `from` to `to` costs her.
static double loss(const struct kr_live *live, kr_row row, int from, int to)
{
    return kr_loss_of_steps(live, row, from, to / KR_HOURS_STEP - from / KR_HOURS_STEP);
}

// Whether asking later, when the bonus counts the hours, is worth more than having those
// she wants from now on.
static bool waiting_pays(const struct kr_live *live, const struct kr_hours_bonus *bonus,
                         kr_row row)
{
    const struct kr_persons *p = &live->world->persons;
    const int hours = p->contract_minutes[row] / 60;
    const int needs = kr_bonus_hours(bonus, hours);
    const struct past past = past_of(live, bonus, row);
    const int start = until_start(live, bonus);
    const int wait = start > past.counts ? start : past.counts;
    if (wait <= 0 || past.is_in || needs > FULL_WEEK || !kr_bonus_open(bonus, hours) ||
        !reaches(live, bonus, row, hours)) {
        return false;
    }
    const double paid = quarters_paid(live, bonus, wait);
    const int own = p->desired_hours[row];
    const double beyond = own < needs ? price(live, row, own, needs) : 0.0;
    const double forgone = loss(live, row, hours, own < needs ? own : needs);
    return net_month(live, bonus, row, hours, needs) * MONTHS * paid >
           beyond * paid / 4.0 + forgone * (double)wait / 4.0;
}

bool kr_bonus_waits(const struct kr_live *live, kr_row row)
{
    const struct kr_effective *terms = &live->scratch->terms;
    if (terms->bonus_count == 0 || !would_game(live, row)) {
        return false;
    }
    bool waits = false;
    for (int b = 0; b < terms->bonus_count; b++) {
        waits = waits || waiting_pays(live, &terms->bonuses[b], row);
    }
    return waits;
}

// The hours to go down to for one bonus. The way back takes a grant, which she counts on
// as the post gives them.
static int cut_for(const struct kr_live *live, const struct kr_hours_bonus *bonus,
                   kr_row row)
{
    const struct kr_world *world = live->world;
    const struct kr_persons *p = &world->persons;
    const int hours = p->contract_minutes[row] / 60;
    const int below = bonus->threshold > 0.0 ? (int)bonus->threshold - KR_HOURS_STEP
                                             : hours - (int)bonus->extra_hours;
    const int needs = kr_bonus_hours(bonus, below);
    if (bonus->already || below < KR_HOURS_STEP || below >= hours || needs > hours ||
        !reaches(live, bonus, row, below)) {
        return 0;
    }
    const struct past past = past_of(live, bonus, row);
    const int start = until_start(live, bonus);
    int wait = bonus->look_back + 1;
    wait = wait > start ? wait : start;
    wait = wait > past.counts ? wait : past.counts;
    const double granted =
        (double)world->posts.at[p->post[row]].grant_chance / KR_SHARE_UNIT;
    const double gain = net_month(live, bonus, row, below, hours) * MONTHS *
                        quarters_paid(live, bonus, wait) * granted;
    const double lost = loss(live, row, below, hours) * (double)wait / 4.0;
    return !past.is_in && gain > lost ? below : 0;
}

int kr_bonus_cut(const struct kr_live *live, kr_row row)
{
    const struct kr_effective *terms = &live->scratch->terms;
    if (terms->bonus_count == 0 || !would_game(live, row)) {
        return 0;
    }
    int to = 0;
    for (int b = 0; b < terms->bonus_count && to == 0; b++) {
        to = cut_for(live, &terms->bonuses[b], row);
    }
    return to;
}

// ---------------------------------------------------------------- paid already

void kr_bonus_already(const struct kr_live *live, kr_row row)
{
    const struct kr_effective *terms = &live->scratch->terms;
    const uint16_t minutes = live->world->persons.contract_minutes[row];
    for (int b = 0; b < terms->bonus_count; b++) {
        const struct kr_hours_bonus *bonus = &terms->bonuses[b];
        if (bonus->already && !bonus->pending && minutes >= (int)bonus->threshold * 60 &&
            reaches(live, bonus, row, minutes / 60) && !past_of(live, bonus, row).is_in) {
            kr_programme_enter(live, row, bonus->policy_index, minutes);
        }
    }
}
