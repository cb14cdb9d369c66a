// Phase 4: who leaves a job for search, own account, non-work or retirement, and who
// takes part in matching.
//
// Reads: persons, posts' quit factors, rates. Writes: persons' own rows, the buffer of
// seekers. Random uses: RETENTION, SEARCH_ACTIVE, DESTINATION.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/jobs.h"
#include "sim/phases/phases.h"
#include "sim/rates.h"
#include "sim/uses.h"

struct retention {
    struct kr_live live;
    uint64_t salt;
    uint64_t search_salt;
    double starter; // factor on the hazards of those new in a job
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

static struct risks risks_of(const struct retention *d, kr_row row, int age)
{
    const struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const struct kr_rates *rates = &d->live.scratch->rates;
    const struct kr_quit_parameters *rule = &d->live.scratch->terms.parameters.quit;
    const int status = p->status[row];
    const int contract = p->contract[row];
    const int group = kr_age_group(age);
    const int sex = p->sex[row];
    double factor = 1.0;
    if (status == KR_EMPLOYEE) {
        factor = (double)world->posts.at[p->post[row]].quit_factor;
        if (world->now - p->job_since[row] <= 2 && p->job_since[row] < world->now) {
            factor *= d->starter;
        }
        // pay above the scale, relative: close enough to its log
        factor *= 1.0 - rule->wage_elasticity * (double)p->wage_premium[row] / 10000.0;
    }
    const enum kr_hazard quit = status == KR_EMPLOYEE ? KR_H_QUIT_SEARCH : KR_H_END_SELF;
    return (struct risks){
        factor * kr_rate(rates, quit, status, contract, group, sex),
        factor * kr_rate(rates, KR_H_QUIT_NONWORK, status, contract, group, sex),
        status == KR_EMPLOYEE
            ? kr_rate(rates, KR_H_QUIT_SELF, status, contract, group, sex)
            : 0.0,
        age >= 55 ? retirement_rate(d, row, age) : 0.0};
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
    const uint16_t hours = p->usual_minutes[row];
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

// R4: effort of the unemployed falls with duration; workers search by tenure and
// contract, some are approached without searching.
static bool takes_part(const struct retention *d, kr_row row)
{
    const struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const struct kr_search_parameters *rule = &d->live.scratch->terms.parameters.search;
    const int status = p->status[row];
    const double u = kr_uniform(kr_random_word(d->search_salt, p->id[row]));
    double chance = 0.0;
    if (status == KR_UNEMPLOYED) {
        const double quarters = (double)(world->now - p->status_since[row]);
        const double decay = kr_exp(-rule->duration_decay * quarters);
        // a job lost in the quarter leaves part of it to search
        const int before = d->live.scratch->before[row] & KR_BEFORE_STATUS;
        const bool lost_now = before == KR_EMPLOYEE || before == KR_SELF_EMPLOYED;
        chance = rule->effort * kr_max(decay, rule->effort_floor) *
                 (lost_now ? rule->same_quarter : 1.0);
    } else if (status == KR_EMPLOYEE) {
        const int group = kr_age_group(kr_age(p->birth_quarter[row], world->now));
        const double search = kr_rate(&d->live.scratch->rates, KR_H_SEARCH_ON_JOB, status,
                                      p->contract[row], group, p->sex[row]) *
                              (double)world->posts.at[p->post[row]].quit_factor;
        const bool is_short = world->now - p->job_since[row] < 8;
        const double tenure = is_short ? rule->short_tenure_factor : 1.0;
        chance = rule->unsolicited + search * tenure * rule->contact_on_job;
        const bool learned = kr_has_unused_diploma(p, row) && p->study[row] == 0;
        chance = learned ? kr_max(chance, rule->diploma_contact) : chance;
        chance = p->job_since[row] == world->now ? 0.0 : chance;
    }
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
    }
}

int kr_phase_retention(struct kr_live *live)
{
    const struct kr_random_key key = live->model->key;
    const kr_quarter now = live->world->now;
    struct retention d = {
        *live, kr_random_salt(key, kr_random_tag(KR_USE_RETENTION, now, 0)),
        kr_random_salt(key, kr_random_tag(KR_USE_SEARCH_ACTIVE, now, 0)),
        kr_exp(live->scratch->terms.parameters.quit.starter_extra)};
    kr_buffer_clear(&live->scratch->seekers);
    kr_parallel_rows(live->model->threads, live->world->persons.rows, live_block, &d);
    return KR_OK;
}
