// Phase 4: who leaves a job for search, own account, non-work or retirement, and who
// takes part in matching.
//
// Reads: persons, posts' factors on search and leaving, rates. Writes: persons' own rows,
// the buffer of seekers. Random uses: RETENTION, SEARCH_ACTIVE, DESTINATION.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/jobs.h"
#include "sim/phases/phases.h"
#include "sim/rates.h"
#include "sim/returns.h"
#include "sim/second_jobs.h"
#include "sim/uses.h"

enum {
    PAY_STEPS = 128,     // of a premium, by 1.28% each
    PAY_SHIFT = 7,       // bits of a premium that a step leaves out
    PAY_LOWEST = -8192,  // ten-thousandths
    DURATION_STEPS = 64, // quarters of unemployment
};

struct retention {
    struct kr_live live;
    uint64_t salt;
    uint64_t search_salt;
    double starter;                // factor on the hazards of those new in a job
    double most;                   // largest factor beside that of the post
    double retire_most;            // largest factor on retirement
    double search_pay[PAY_STEPS];  // by premium: factor on search on the job
    double leave_pay[PAY_STEPS];   // by premium: factor on leaving
    double effort[DURATION_STEPS]; // by quarters without work
    // sums of rates of leaving by status, contract, age group and sex
    double leaving[KR_SELF_EMPLOYED + 1][KR_CONTRACT_COUNT][KR_AGE_GROUPS][KR_SEX_COUNT];
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
    return rate;
}

static int pay_step(int16_t premium)
{
    const int step = (premium - PAY_LOWEST) >> PAY_SHIFT;
    return step < 0 ? 0 : step >= PAY_STEPS ? PAY_STEPS - 1 : step;
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
    const bool is_new =
        world->now - p->job_since[row] <= 2 && p->job_since[row] < world->now;
    const double starter = is_new ? factor * d->starter : factor;
    return (struct risks){starter * rates[KR_H_QUIT_SEARCH],
                          starter * rates[KR_H_QUIT_NONWORK],
                          factor * rates[KR_H_QUIT_SELF], 0.0};
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
    }
    r.nonwork *= kr_exit_factor(&d->live, row, kr_age_group(age));
    r.retire = age >= 55 ? retirement_rate(d, row, age) : 0.0;
    return r;
}

// No less than the sum of all risks, from a look-up.
static double risks_bound(const struct retention *d, kr_row row, int age)
{
    const struct kr_persons *p = &d->live.world->persons;
    const int status = p->status[row];
    const double sum =
        d->leaving[status][p->contract[row]][kr_age_group(age)][p->sex[row]];
    const double post =
        status == KR_EMPLOYEE
            ? (double)d->live.world->posts.at[p->post[row]].leave_factor * d->most
            : 1.0;
    const int last = KR_MAX_AGE - 1;
    const double retire =
        age < 55
            ? 0.0
            : d->live.scratch->rates.retirement[(age < last ? age : last) - KR_MIN_AGE] *
                  d->retire_most;
    return sum * post + retire;
}

// Ends work of either kind; the status that follows is set by the caller.
static void stop_work(const struct retention *d, struct kr_tallies *t, kr_row row, int to)
{
    struct kr_persons *p = &d->live.world->persons;
    if (p->status[row] == KR_EMPLOYEE) {
        kr_job_end(&d->live, t, row, to);
        return;
    }
    t->events.self_employment_ends++;
    p->contract[row] = KR_NO_CONTRACT;
    p->contract_minutes[row] = 0;
    p->usual_minutes[row] = 0;
    p->job_since[row] = KR_NEVER;
}

static void retire(const struct retention *d, struct kr_tallies *t, kr_row row)
{
    t->events.retirements++;
    t->events.employee_retirements += d->live.world->persons.status[row] == KR_EMPLOYEE;
    stop_work(d, t, row, KR_TO_NON_PARTICIPATION);
    kr_status_set(d->live.world, row, KR_RETIRED);
}

static void go_self_employed(const struct retention *d, struct kr_tallies *t, kr_row row)
{
    struct kr_persons *p = &d->live.world->persons;
    // on own account she works the hours she wants
    const int wanted = p->desired_hours[row] * 60;
    const uint16_t hours =
        wanted > p->usual_minutes[row] ? (uint16_t)wanted : p->usual_minutes[row];
    t->events.self_employment_starts++;
    kr_job_end(&d->live, t, row, KR_TO_SELF_EMPLOYMENT);
    p->contract[row] = KR_OWN_ACCOUNT;
    p->contract_minutes[row] = hours;
    p->usual_minutes[row] = hours;
    p->job_since[row] = d->live.world->now;
    kr_status_set(d->live.world, row, KR_SELF_EMPLOYED);
}

// An employee quits, to search or out of work: also by sector, for the gain of loop L1.
static void count_quit(const struct retention *d, struct kr_tallies *t, kr_row row,
                       int64_t *event)
{
    const struct kr_world *world = d->live.world;
    if (world->persons.status[row] == KR_EMPLOYEE) {
        const int sector = kr_employer_of(world, row)->sector;
        ++*event;
        ++*kr_tally_at(t, KR_TALLY_sector_hires_load, sector, KR_LOAD_QUITS);
    }
}

// One uniform, cut by cumulative rates.
static void live_worker(const struct retention *d, struct kr_tallies *t, kr_row row)
{
    struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const int age_quarters = world->now - p->birth_quarter[row];
    const double u = kr_uniform(kr_random_word(d->salt, p->id[row]));
    if (age_quarters == d->live.scratch->rates.pension_age &&
        p->status[row] == KR_EMPLOYEE &&
        u < d->live.scratch->terms.parameters.quit.pension_age_exit) {
        retire(d, t, row);
        return;
    }
    if (u >= risks_bound(d, row, age_quarters / 4)) {
        return;
    }
    const struct risks r = risks_of(d, row, age_quarters / 4);
    if (u >= r.search + r.nonwork + r.self + r.retire) {
        return;
    }
    double point = -kr_log(1.0 - u);
    if ((point -= r.search) < 0.0) {
        count_quit(d, t, row, &t->events.quits_to_search);
        stop_work(d, t, row, KR_TO_UNEMPLOYMENT);
        kr_status_set(world, row, KR_UNEMPLOYED);
    } else if ((point -= r.nonwork) < 0.0) {
        count_quit(d, t, row, &t->events.quits_to_nonwork);
        stop_work(d, t, row, KR_TO_NON_PARTICIPATION);
        kr_status_set(world, row, kr_nonwork_destination(&d->live, row));
    } else if ((point -= r.self) < 0.0) {
        go_self_employed(d, t, row);
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
    return lost_now ? chance * d->live.scratch->terms.parameters.search.same_quarter
                    : chance;
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
        return rule->effort;
    }
    const int group = kr_age_group(kr_age(p->birth_quarter[row], world->now));
    const double search = kr_rate(&d->live.scratch->rates, KR_H_SEARCH_ON_JOB,
                                  KR_EMPLOYEE, p->contract[row], group, p->sex[row]) *
                          (double)world->posts.at[p->post[row]].search_factor /
                          KR_FACTOR_UNIT * d->search_pay[pay_step(p->wage_premium[row])];
    const bool is_short = world->now - p->job_since[row] < 8;
    const double tenure = is_short ? rule->short_tenure_factor : 1.0;
    const double chance = rule->unsolicited + search * tenure * rule->contact_on_job;
    // who has learned something better than what she does looks for it
    const bool learned = kr_has_unused_diploma(p, row) && p->study[row] == 0;
    return learned ? kr_max(chance, rule->diploma_contact) : chance;
}

static bool takes_part(const struct retention *d, kr_row row)
{
    const struct kr_persons *p = &d->live.world->persons;
    const struct kr_search_parameters *rule = &d->live.scratch->terms.parameters.search;
    const double u = kr_uniform(kr_random_word(d->search_salt, p->id[row]));
    double chance =
        p->status[row] == KR_UNEMPLOYED ? effort(d, row) : search_on_job(d, row);
    chance *= p->course[row] != 0 ? rule->training_effort : 1.0;
    return u < chance;
}

static void live_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct retention *d = context;
    const struct kr_persons *p = &d->live.world->persons;
    struct kr_tallies *t = &d->live.scratch->worker[worker];
    for (kr_row i = first; i < last; i++) {
        kr_post_prefetch(d->live.world, i + KR_POST_AHEAD, last);
        if (p->status[i] == KR_EMPLOYEE || p->status[i] == KR_SELF_EMPLOYED) {
            live_worker(d, t, i);
        }
        if ((p->status[i] == KR_UNEMPLOYED || p->status[i] == KR_EMPLOYEE) &&
            takes_part(d, i)) {
            add_seeker(d, i);
        }
        if (p->status[i] == KR_EMPLOYEE) {
            kr_second_job_seek(&d->live, i);
        }
    }
}

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
    d->starter = kr_exp(p->quit.starter_extra);
    d->most = kr_max(1.0, d->starter) * d->leave_pay[0] / KR_FACTOR_UNIT;
    d->retire_most = kr_exp(p->quit.retirement_health + p->quit.heavy_retirement);
}

static void set_leaving(struct retention *d)
{
    const struct kr_rates *rates = &d->live.scratch->rates;
    const struct kr_returns *r = &d->live.scratch->returns;
    const double exit =
        r->most_exit * kr_max(1.0, r->exit_health) * kr_max(1.0, r->exit_care);
    for (int c = 0; c < KR_CONTRACT_COUNT; c++) {
        for (int a = 0; a < KR_AGE_GROUPS; a++) {
            for (int x = 0; x < KR_SEX_COUNT; x++) {
                const double *at = rates->table[KR_EMPLOYEE][c][a][x];
                d->leaving[KR_EMPLOYEE][c][a][x] = at[KR_H_QUIT_SEARCH] +
                                                   at[KR_H_QUIT_NONWORK] * exit +
                                                   at[KR_H_QUIT_SELF];
                at = rates->table[KR_SELF_EMPLOYED][c][a][x];
                d->leaving[KR_SELF_EMPLOYED][c][a][x] =
                    at[KR_H_END_SELF] + at[KR_H_QUIT_NONWORK] * exit;
            }
        }
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
    kr_buffer_clear(&live->scratch->seekers);
    kr_second_jobs_begin(live);
    kr_parallel_rows(live->model->threads, live->world->persons.rows, live_block, &d);
    kr_second_jobs_settle(live);
    return KR_OK;
}
