#include "sim/contracts.h"

#include "base/math.h"
#include "base/parallel.h"
#include "base/random.h"
#include "sim/budget.h"
#include "sim/demand.h"
#include "sim/events.h"
#include "sim/hours.h"
#include "sim/jobs.h"
#include "sim/programmes.h"
#include "sim/requests.h"
#include "sim/targets.h"

// Quarters for which the chain of temporary contracts may still go on (R11).
static int chain_left(const struct kr_live *live, kr_row row)
{
    const struct kr_persons *p = &live->world->persons;
    const struct kr_contracts_parameters *rule =
        &live->scratch->terms.parameters.contracts;
    return p->job_since[row] + kr_chain_limit(rule) - live->world->now;
}

static void make_permanent(const struct kr_live *live, struct kr_tallies *t, kr_row row)
{
    struct kr_persons *p = &live->world->persons;
    // who is paid for is judged on the contract before
    kr_programme_event(live, kr_block_of(row), KR_COST_PERMANENT, row,
                       p->contract_minutes[row]);
    t->events.conversions++;
    kr_event_log(live, kr_block_of(row), KR_EVENT_CONVERTED, row);
    p->contract[row] = KR_PERMANENT;
    p->contract_end[row] = KR_NEVER;
}

// A temporary contract that begins, within what the chain leaves.
static void make_temporary(const struct kr_live *live, kr_row row, int left)
{
    struct kr_persons *p = &live->world->persons;
    const int usual = (int)live->scratch->terms.parameters.contracts.length_quarters;
    p->contract[row] = KR_TEMPORARY;
    p->contract_end[row] = (int16_t)(live->world->now + (left < usual ? left : usual));
}

// The chance that it is made permanent.
static double conversion(const struct kr_live *live, kr_row row,
                         const struct kr_post *post, int left)
{
    const struct kr_persons *p = &live->world->persons;
    const struct kr_employer *e = &live->world->employers.at[post->employer];
    struct kr_contracts_parameters rule = live->scratch->terms.parameters.contracts;
    // who does not know next year's budget binds fewer
    rule.conversion -= rule.conversion_swings * kr_budget_spread(live, e->sector);
    const double chance = kr_conversion_chance(
        &rule, (double)p->contract_minutes[row] / 60.0, p->education[row],
        live->scratch->region_log_tightness[e->region], left <= 0);
    return kr_min(1.0, chance * kr_person_factor(live, KR_LEVER_permanent, row));
}

// The chain does not bind jobs beside a study.
bool kr_contract_end(const struct kr_live *live, struct kr_tallies *tallies, kr_row row,
                     const struct kr_post *post, double u)
{
    const struct kr_contracts_parameters *rule =
        &live->scratch->terms.parameters.contracts;
    const bool study_job = live->world->persons.study[row] != 0;
    const int left = study_job ? (int)rule->length_quarters : chain_left(live, row);
    const double convert = study_job ? 0.0 : conversion(live, row, post, left);
    const double end =
        kr_clamp(rule->no_renewal +
                     rule->surplus_no_renewal * (double)post->surplus / KR_SHARE_UNIT,
                 0.0, 1.0);
    if (u >= end && u < end + (1.0 - end) * convert) {
        make_permanent(live, tallies, row);
    } else if (u < end || left <= 0) {
        return false;
    } else {
        make_temporary(live, row, left);
    }
    return true;
}

// Those on call work fewer hours where there is less to do, and more, up to those they
// want, where there is more (R10: hours before heads). In whole steps.
static void call_up(const struct kr_live *live, kr_row row, const struct kr_post *post,
                    double u)
{
    const struct kr_persons *p = &live->world->persons;
    const double response = live->scratch->terms.parameters.demand.on_call_response;
    const int minutes = p->contract_minutes[row];
    const int step = KR_HOURS_STEP * 60;
    const double steps = (double)minutes / (double)step;
    int after = minutes;
    if (post->surplus > 0) {
        const double part = kr_min(0.5, response * (double)post->surplus / KR_SHARE_UNIT);
        after -= (int)kr_round_by(part * steps, u) * step;
        after = after < step ? step : after;
        after = after < minutes ? after : minutes;
    } else if (post->log_load > 0) {
        const double part = kr_min(0.5, response * (double)post->log_load * 1e-4);
        const int wanted = p->desired_hours[row] * 60;
        after += (int)kr_round_by(part * steps, u) * step;
        after = after < wanted ? after : wanted;
        after = after > minutes ? after : minutes;
    }
    if (after != minutes) {
        kr_job_hours(live, row, (uint16_t)after);
        kr_wish_update(live, row);
    }
}

void kr_contract_loose(const struct kr_live *live, struct kr_tallies *tallies, kr_row row,
                       const struct kr_post *post, uint64_t word)
{
    const struct kr_persons *p = &live->world->persons;
    const int contract = p->contract[row];
    const double u = kr_uniform(kr_mix64(word));
    if (contract == KR_ON_CALL) {
        call_up(live, row, post, kr_uniform(kr_mix64(word ^ 1)));
    }
    const int tenure = live->world->now - p->job_since[row];
    const double chance =
        kr_fixed_contract_chance(&live->scratch->terms.parameters.contracts, contract,
                                 tenure) *
        kr_person_factor(live, KR_LEVER_on_call, row);
    if (p->study[row] != 0 || u >= chance) {
        return;
    }
    const int left = chain_left(live, row);
    if (left <= 0) {
        make_permanent(live, tallies, row);
    } else {
        make_temporary(live, row, left);
    }
}
