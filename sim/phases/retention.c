// Phase 4: who leaves a job for search, own account, non-work or retirement, and who
// takes part in matching.
//
// Reads: persons, posts' factors on search and leaving, rates, levers. Writes: persons'
// own rows, the buffers of seekers and programmes, second jobs that end.
// Random uses: RETENTION, SEARCH_ACTIVE, DESTINATION, SECOND_JOB.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/events.h"
#include "sim/jobs.h"
#include "sim/phases/phases.h"
#include "sim/programmes.h"
#include "sim/rates.h"
#include "sim/returns.h"
#include "sim/second_jobs.h"
#include "sim/strip.h"
#include "sim/targets.h"
#include "sim/uses.h"

enum {
    PAY_STEPS = 128,         // of a premium, by 1.28% each
    PAY_SHIFT = 7,           // bits of a premium that a step leaves out
    PAY_LOWEST = -8192,      // ten-thousandths
    DURATION_STEPS = 64,     // quarters of unemployment
    OLDEST = KR_MAX_AGE * 4, // quarters of age
    // marks of a worker: new in the job, short tenure, ill or caring
    MARK_NEW = 1,
    MARK_SHORT = 2,
    MARK_WEAK = 4,
    MARKS = 8,
    WORKERS = 1 << KR_EMPLOYEE | 1 << KR_SELF_EMPLOYED,
};

struct retention {
    struct kr_live live;
    uint64_t salt;
    uint64_t search_salt;
    double starter;                  // factor on the hazards of those new in a job
    double search_pay[PAY_STEPS];    // by premium: factor on search on the job
    double leave_pay[PAY_STEPS + 1]; // by premium: factor on leaving; 1 without employer
    double effort[DURATION_STEPS];   // by quarters without work
    // no less than rates can be: by cell of a worker and its marks
    double leaving[KR_CELLS][MARKS];
    double searching[KR_CELLS][MARKS];
    double retiring[OLDEST + 1]; // by quarters of age
    double unsolicited;
};

// Rates of the competing risks of one worker.
struct risks {
    double search, nonwork, self, retire;
};

static void add_seeker(const struct retention *d, kr_row row)
{
    kr_row *item = kr_buffer_append(&d->live.scratch->seekers, kr_block_of(row));
    if (item != NULL) {
        *item = row;
    }
}

// R12: smooth hazard by age, health and heavy work; the jump at pension age apart.
static double retirement_rate(const struct retention *d, kr_row row, int age)
{
    const struct kr_persons *p = &d->live.world->persons;
    const struct kr_quit_parameters *rule = &d->live.scratch->terms.parameters.quit;
    // where demography is fixed people grow older than 74
    const int last = KR_MAX_AGE - 1;
    double rate =
        d->live.scratch->rates.retirement[(age < last ? age : last) - KR_MIN_AGE];
    if (p->health[row] == KR_LONG_ABSENCE) {
        rate *= kr_exp(rule->retirement_health);
    }
    if (d->live.model->country->occupation[p->occupation[row]].heavy) {
        rate *= kr_exp(rule->heavy_retirement);
    }
    return rate * kr_person_factor(&d->live, KR_LEVER_retire, row);
}

static int pay_step(int16_t premium)
{
    const int step = (premium - PAY_LOWEST) >> PAY_SHIFT;
    return step < 0 ? 0 : step >= PAY_STEPS ? PAY_STEPS - 1 : step;
}

// Somebody in her first half year in the job, who did not start this quarter.
static bool is_new(const struct kr_world *world, kr_row row)
{
    const kr_quarter since = world->persons.job_since[row];
    return (world->now - since <= 2) & (since < world->now);
}

// Risks of an employee: job and pay act on all ways to leave, a recent start on those
// that disappointment opens (R8).
static struct risks employee_risks(const struct retention *d, kr_row row,
                                   const double *rates)
{
    const struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const double factor = (double)world->posts.at[p->post[row]].leave_factor /
                          KR_FACTOR_UNIT * d->leave_pay[pay_step(p->wage_premium[row])];
    const double starter = is_new(world, row) ? factor * d->starter : factor;
    const double will = kr_person_factor(&d->live, KR_LEVER_quit, row);
    const double own = kr_person_factor(&d->live, KR_LEVER_own_account, row);
    return (struct risks){starter * rates[KR_H_QUIT_SEARCH] * will,
                          starter * rates[KR_H_QUIT_NONWORK] * will,
                          factor * rates[KR_H_QUIT_SELF] * own, 0.0};
}

static struct risks risks_of(const struct retention *d, kr_row row, int age)
{
    const struct kr_persons *p = &d->live.world->persons;
    const int status = p->status[row];
    const double *rates =
        d->live.scratch->rates
            .table[status][p->contract[row]][kr_age_group(age)][p->sex[row]];
    struct risks r = {rates[KR_H_END_SELF], rates[KR_H_QUIT_NONWORK], 0.0, 0.0};
    if (status == KR_EMPLOYEE) {
        r = employee_risks(d, row, rates);
    } else {
        r.search *= kr_person_factor(&d->live, KR_LEVER_end_own_account, row);
    }
    r.nonwork *= kr_exit_factor(&d->live, row, kr_age_group(age));
    r.retire = age >= 55 ? retirement_rate(d, row, age) : 0.0;
    return r;
}

static void retire(const struct retention *d, struct kr_tallies *t, kr_row row)
{
    const uint16_t minutes = d->live.world->persons.contract_minutes[row];
    kr_programme_event(&d->live, kr_block_of(row), KR_COST_RETIRE, row, minutes);
    t->events.retirements++;
    kr_event_leaves(kr_event_log(&d->live, kr_block_of(row), KR_EVENT_RETIREMENT, row),
                    KR_RETIRED);
    t->events.employee_retirements += d->live.world->persons.status[row] == KR_EMPLOYEE;
    kr_work_end(&d->live, t, row, KR_TO_NON_PARTICIPATION, KR_RETIRED);
}

// An employee quits, to search or out of work: also by sector, for the gain of loop L1.
static void count_quit(const struct retention *d, struct kr_tallies *t, kr_row row,
                       int64_t *event, enum kr_status status)
{
    const struct kr_world *world = d->live.world;
    if (world->persons.status[row] == KR_EMPLOYEE) {
        const int sector = kr_employer_of(world, row)->sector;
        ++*event;
        kr_event_leaves(kr_event_log(&d->live, kr_block_of(row), KR_EVENT_QUIT, row),
                        status);
        ++*kr_tally_at(t, KR_TALLY_sector_hires_load, sector, KR_LOAD_QUITS);
    }
}

// Chance to stop in the quarter of state-pension age; a factor acts on its rate.
static double pension_exit(const struct retention *d, kr_row row)
{
    const double exit = d->live.scratch->terms.parameters.quit.pension_age_exit;
    if (!kr_lever_moved(&d->live, KR_LEVER_retire)) {
        return exit;
    }
    const double rate = -kr_log(1.0 - kr_min(exit, 0.999));
    return 1.0 - kr_exp(-rate * kr_person_factor(&d->live, KR_LEVER_retire, row));
}

// One uniform, cut by cumulative rates.
static void live_worker(const struct retention *d, struct kr_tallies *t, kr_row row,
                        double u)
{
    struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const int age_quarters = world->now - p->birth_quarter[row];
    if (age_quarters == d->live.scratch->rates.pension_age &&
        p->status[row] == KR_EMPLOYEE && u < pension_exit(d, row)) {
        retire(d, t, row);
        return;
    }
    const struct risks r = risks_of(d, row, age_quarters / 4);
    if (u >= r.search + r.nonwork + r.self + r.retire) {
        return;
    }
    double point = -kr_log(1.0 - u);
    if ((point -= r.search) < 0.0) {
        count_quit(d, t, row, &t->events.quits_to_search, KR_UNEMPLOYED);
        kr_work_end(&d->live, t, row, KR_TO_UNEMPLOYMENT, KR_UNEMPLOYED);
    } else if ((point -= r.nonwork) < 0.0) {
        const enum kr_status to = kr_nonwork_destination(&d->live, row);
        count_quit(d, t, row, &t->events.quits_to_nonwork, to);
        kr_work_end(&d->live, t, row, KR_TO_NON_PARTICIPATION, to);
    } else if ((point -= r.self) < 0.0) {
        kr_own_account_begin(&d->live, t, row);
    } else if (point < r.retire) {
        retire(d, t, row);
    }
}

// R4: effort of the unemployed falls with duration.
static double effort(const struct retention *d, kr_row row)
{
    const struct kr_world *world = d->live.world;
    const int quarters = world->now - world->persons.status_since[row];
    const double chance =
        d->effort[quarters < DURATION_STEPS ? quarters : DURATION_STEPS - 1];
    // a job lost in the quarter leaves part of it to search
    const int before = d->live.scratch->before[row] & KR_BEFORE_STATUS;
    const bool lost_now = before == KR_EMPLOYEE || before == KR_SELF_EMPLOYED;
    const double left =
        lost_now ? d->live.scratch->terms.parameters.search.same_quarter : 1.0;
    return chance * left * kr_person_factor(&d->live, KR_LEVER_effort, row);
}

// Workers search by workload, management, pay, tenure and contract (R8); some are
// approached without searching. Who is under notice searches as if without work.
static double search_on_job(const struct retention *d, kr_row row)
{
    const struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const struct kr_search_parameters *rule = &d->live.scratch->terms.parameters.search;
    if (p->job_since[row] == world->now) {
        return 0.0;
    }
    if (p->notice[row] == KR_NOTICE_GIVEN) {
        return rule->effort * kr_person_factor(&d->live, KR_LEVER_effort, row);
    }
    const int group = kr_age_group(kr_age(p->birth_quarter[row], world->now));
    const double search = kr_rate(&d->live.scratch->rates, KR_H_SEARCH_ON_JOB,
                                  KR_EMPLOYEE, p->contract[row], group, p->sex[row]) *
                          (double)world->posts.at[p->post[row]].search_factor /
                          KR_FACTOR_UNIT * d->search_pay[pay_step(p->wage_premium[row])] *
                          kr_person_factor(&d->live, KR_LEVER_job_search, row);
    const bool is_short = world->now - p->job_since[row] < 8;
    const double tenure = is_short ? rule->short_tenure_factor : 1.0;
    const double chance = rule->unsolicited + search * tenure * rule->contact_on_job;
    // who has learned something better than what she does looks for it
    const bool learned = kr_has_unused_diploma(p, row) && p->study[row] == 0;
    return learned ? kr_max(chance, rule->diploma_contact) : chance;
}

static bool takes_part(const struct retention *d, kr_row row, double u)
{
    const struct kr_persons *p = &d->live.world->persons;
    const struct kr_search_parameters *rule = &d->live.scratch->terms.parameters.search;
    double chance =
        p->status[row] == KR_UNEMPLOYED ? effort(d, row) : search_on_job(d, row);
    chance *= p->course[row] != 0 ? rule->training_effort : 1.0;
    return u < chance;
}

// ---------------------------------------------------------------- thinning

// A strip: what is read of all its rows at once, then words and limits of those who work
// or search.
struct pass {
    struct kr_strip strip;
    uint16_t cell[KR_STRIP_ROWS], age[KR_STRIP_ROWS];
    uint8_t mark[KR_STRIP_ROWS], pay[KR_STRIP_ROWS], otherwise[KR_STRIP_ROWS];
    uint64_t leave[KR_STRIP_ROWS], search[KR_STRIP_ROWS], second[KR_STRIP_ROWS];
    uint32_t leave_limit[KR_STRIP_ROWS], search_limit[KR_STRIP_ROWS];
    uint32_t second_limit[KR_STRIP_ROWS];
};

// Age, marks, step of pay, and whether other chances of search may hold: without work,
// under notice, or with a diploma not used yet.
static void read_rows(const struct kr_world *world, struct pass *pass)
{
    const struct kr_persons *p = &world->persons;
    const kr_row first = pass->strip.first;
    const int now = world->now;
    uint16_t *restrict ages = pass->age; // no columns: several rows go at once
    uint8_t *restrict mark = pass->mark;
    uint8_t *restrict pay = pass->pay;
    uint8_t *restrict otherwise = pass->otherwise;
    for (int i = 0; i < pass->strip.rows; i++) {
        const uint16_t age = (uint16_t)(now - p->birth_quarter[first + i]);
        const uint16_t tenure = (uint16_t)(now - p->job_since[first + i]);
        const int16_t step = (int16_t)((p->wage_premium[first + i] >> PAY_SHIFT) -
                                       PAY_LOWEST / (1 << PAY_SHIFT));
        ages[i] = age < OLDEST ? age : OLDEST;
        mark[i] = (uint8_t)(((tenure >= 1) & (tenure <= 2)) * MARK_NEW +
                            (tenure < 8) * MARK_SHORT);
        pay[i] = (uint8_t)(step < 0 ? 0 : step < PAY_STEPS ? step : PAY_STEPS - 1);
    }
    for (int i = 0; i < pass->strip.rows; i++) {
        const kr_row row = first + i;
        const bool weak =
            (p->health[row] == KR_LONG_ABSENCE) | (p->informal_care[row] > 0);
        mark[i] = (uint8_t)(mark[i] + weak * MARK_WEAK);
        otherwise[i] = (p->status[row] == KR_UNEMPLOYED) |
                       (p->notice[row] == KR_NOTICE_GIVEN) |
                       ((p->previous_experience[row] == 0) &
                        (p->previous_occupation[row] != p->occupation[row]));
    }
}

// Limits of leaving and of search on the job, for those who were taken.
static void read_limits(const struct retention *d, struct pass *pass)
{
    const struct kr_world *world = d->live.world;
    const struct kr_strip *strip = &pass->strip;
    for (int k = 0; k < strip->count; k++) {
        kr_strip_ask_ahead(world, strip, k);
        const int i = strip->row[k] - strip->first;
        const kr_row row = world->persons.post[strip->row[k]];
        const struct kr_post *post = &world->posts.at[row < 0 ? 0 : row];
        const int factor = row < 0 ? KR_FACTOR_UNIT : post->leave_factor;
        const double leave = d->leaving[pass->cell[i]][pass->mark[i]] * (double)factor *
                             d->leave_pay[row < 0 ? PAY_STEPS : pass->pay[i]];
        const double search = d->searching[pass->cell[i]][pass->mark[i]] *
                              (double)post->search_factor * d->search_pay[pass->pay[i]];
        const uint32_t limit = kr_limit_of(search + d->unsolicited);
        pass->leave_limit[k] = kr_limit_of(leave + d->retiring[pass->age[i]]);
        pass->search_limit[k] = pass->otherwise[i] != 0 ? KR_CERTAIN : limit;
    }
}

// Who leaves may have become a seeker.
static void live_leavers(const struct retention *d, struct kr_tallies *t,
                         struct pass *pass)
{
    const struct kr_strip *strip = &pass->strip;
    const struct kr_persons *p = &d->live.world->persons;
    uint16_t hits[KR_STRIP_ROWS];
    const int count = kr_thin(pass->leave, pass->leave_limit, strip->count, hits);
    kr_strip_ask_employers(d->live.world, strip, hits, count);
    for (int h = 0; h < count; h++) {
        const int k = hits[h];
        if ((WORKERS >> p->status[strip->row[k]] & 1) != 0) {
            live_worker(d, t, strip->row[k], kr_uniform(pass->leave[k]));
            pass->search_limit[k] = KR_CERTAIN;
        }
    }
}

static void live_seekers(const struct retention *d, const struct pass *pass)
{
    const struct kr_strip *strip = &pass->strip;
    const struct kr_persons *p = &d->live.world->persons;
    uint16_t hits[KR_STRIP_ROWS];
    const int count = kr_thin(pass->search, pass->search_limit, strip->count, hits);
    for (int h = 0; h < count; h++) {
        const kr_row row = strip->row[hits[h]];
        if ((p->status[row] == KR_UNEMPLOYED || p->status[row] == KR_EMPLOYEE) &&
            takes_part(d, row, kr_uniform(pass->search[hits[h]]))) {
            add_seeker(d, row);
        }
    }
}

// Second jobs: a chance of three sizes, so all rows of the strip at once.
static void live_second_seekers(const struct retention *d, struct pass *pass)
{
    const struct kr_persons *p = &d->live.world->persons;
    const kr_row first = pass->strip.first;
    uint16_t hits[KR_STRIP_ROWS];
    kr_second_job_limits(&d->live, first, pass->strip.rows, pass->second_limit);
    kr_random_block(d->live.scratch->second_salt, &p->id[first], pass->strip.rows,
                    pass->second);
    const int count = kr_thin(pass->second, pass->second_limit, pass->strip.rows, hits);
    for (int h = 0; h < count; h++) {
        if (p->status[first + hits[h]] == KR_EMPLOYEE) {
            kr_second_job_seek(&d->live, first + hits[h]);
        }
    }
}

static void live_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct retention *d = context;
    const struct kr_world *world = d->live.world;
    const unsigned statuses = WORKERS | kr_status_bit(KR_UNEMPLOYED);
    struct pass pass;
    pass.strip = (struct kr_strip){0};
    struct kr_strip *strip = &pass.strip;
    for (kr_row i = first; i < last; i += KR_STRIP_ROWS) {
        kr_strip_take(&world->persons, i, last, statuses, strip);
        kr_strip_cells(world, strip, pass.cell);
        read_rows(world, &pass);
        kr_random_block(d->salt, strip->id, strip->count, pass.leave);
        kr_random_block(d->search_salt, strip->id, strip->count, pass.search);
        read_limits(d, &pass);
        live_leavers(d, &d->live.scratch->worker[worker], &pass);
        live_seekers(d, &pass);
        live_second_seekers(d, &pass);
    }
}

// ---------------------------------------------------------------- tables

// Everything that is the same for many rows.
static void set_tables(struct retention *d)
{
    const struct kr_parameters *p = &d->live.scratch->terms.parameters;
    for (int i = 0; i < PAY_STEPS; i++) {
        const double pay = ((double)((i << PAY_SHIFT) + PAY_LOWEST) + 64.0) / 10000.0;
        d->search_pay[i] = kr_exp(-p->quit.search_wage * pay);
        d->leave_pay[i] = kr_exp(-p->quit.wage_elasticity * pay);
    }
    for (int q = 0; q < DURATION_STEPS; q++) {
        const double decay = kr_exp(-p->search.duration_decay * (double)q);
        d->effort[q] = p->search.effort * kr_max(decay, p->search.effort_floor);
    }
    d->leave_pay[PAY_STEPS] = 1.0;
    d->starter = kr_exp(p->quit.starter_extra);
}

// Bounds on leaving: those of an employee or of somebody self-employed, whichever is
// more.
static void set_leaving(struct retention *d)
{
    const struct kr_rates *rates = &d->live.scratch->rates;
    const struct kr_returns *r = &d->live.scratch->returns;
    const double will = kr_lever_most(&d->live, KR_LEVER_quit);
    const double begin = kr_lever_most(&d->live, KR_LEVER_own_account);
    const double stop = kr_lever_most(&d->live, KR_LEVER_end_own_account);
    for (int i = 0; i < KR_CELLS * MARKS; i++) {
        const int mark = i % MARKS;
        const double *job = kr_cell_rates(rates, KR_EMPLOYEE, i / MARKS);
        const double *own = kr_cell_rates(rates, KR_SELF_EMPLOYED, i / MARKS);
        const double weak = (mark & MARK_WEAK) != 0
                                ? kr_max(1.0, r->exit_health) * kr_max(1.0, r->exit_care)
                                : 1.0;
        const double start = (mark & MARK_NEW) != 0 ? kr_max(d->starter, 1.0) : 1.0;
        const double exit = r->most_exit * weak;
        const double leave_job =
            ((job[KR_H_QUIT_SEARCH] + job[KR_H_QUIT_NONWORK] * exit) * will +
             job[KR_H_QUIT_SELF] * begin) *
            start;
        const double leave_own =
            own[KR_H_END_SELF] * stop + own[KR_H_QUIT_NONWORK] * exit;
        d->leaving[i / MARKS][mark] = kr_max(leave_job, leave_own) / KR_FACTOR_UNIT;
    }
}

static void set_searching(struct retention *d)
{
    const struct kr_rates *rates = &d->live.scratch->rates;
    const struct kr_search_parameters *rule = &d->live.scratch->terms.parameters.search;
    const double course = kr_max(rule->training_effort, 1.0);
    const double looking = kr_lever_most(&d->live, KR_LEVER_job_search);
    d->unsolicited = rule->unsolicited * course;
    for (int i = 0; i < KR_CELLS * MARKS; i++) {
        const bool is_short = (i % MARKS & MARK_SHORT) != 0;
        const double tenure = is_short ? rule->short_tenure_factor : 1.0;
        d->searching[i / MARKS][i % MARKS] =
            kr_cell_rates(rates, KR_EMPLOYEE, i / MARKS)[KR_H_SEARCH_ON_JOB] * tenure *
            rule->contact_on_job * course * looking / KR_FACTOR_UNIT;
    }
}

// At pension age everybody is looked at.
static void set_retiring(struct retention *d)
{
    const struct kr_rates *rates = &d->live.scratch->rates;
    const struct kr_quit_parameters *rule = &d->live.scratch->terms.parameters.quit;
    const double most = kr_max(1.0, kr_exp(rule->retirement_health)) *
                        kr_max(1.0, kr_exp(rule->heavy_retirement)) *
                        kr_lever_most(&d->live, KR_LEVER_retire);
    for (int age = 55 * 4; age <= OLDEST; age++) {
        const int year = age < OLDEST ? age / 4 : KR_MAX_AGE - 1;
        d->retiring[age] =
            age == rates->pension_age ? 1.0 : rates->retirement[year - KR_MIN_AGE] * most;
    }
}

int kr_phase_retention(struct kr_live *live)
{
    const struct kr_random_key key = live->model->key;
    const kr_quarter now = live->world->now;
    struct retention d = {
        .live = *live,
        .salt = kr_random_salt(key, kr_random_tag(KR_USE_RETENTION, now, 0)),
        .search_salt = kr_random_salt(key, kr_random_tag(KR_USE_SEARCH_ACTIVE, now, 0))};
    set_tables(&d);
    set_leaving(&d);
    set_retiring(&d);
    set_searching(&d);
    kr_buffer_clear(&live->scratch->seekers);
    kr_second_jobs_begin(live);
    kr_parallel_rows(live->model->threads, live->world->persons.rows, live_block, &d);
    kr_second_jobs_settle(live);
    return KR_OK;
}
