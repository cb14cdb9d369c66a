// The stocks at the end of a quarter: one reading of all persons, one of all posts.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/load.h"
#include "sim/phases/phases.h"

static int hours_class(int usual_minutes)
{
    const int hours = usual_minutes / 60;
    return hours < 12 ? 0 : hours < 20 ? 1 : hours < 28 ? 2 : hours < 35 ? 3 : 4;
}

static void add_sums(struct kr_tallies *t, enum kr_tally table, int row,
                     const struct kr_persons *p, kr_row i)
{
    int64_t *cell = kr_tally_at(t, table, row, 0);
    cell[KR_SUM_HEADS]++;
    cell[KR_SUM_CONTRACT] += p->contract_minutes[i];
    cell[KR_SUM_USUAL] += p->usual_minutes[i];
}

// Hours of somebody who works.
static void count_work(const struct kr_live *live, struct kr_tallies *t, kr_row i,
                       int age)
{
    const struct kr_persons *p = &live->world->persons;
    const int contract = p->contract[i];
    const int sex = p->sex[i];
    ++*kr_tally_at(t, KR_TALLY_hours_class_sex, sex, hours_class(p->usual_minutes[i]));
    const int grid = p->contract_minutes[i] / 60 / KR_HOURS_STEP;
    ++*kr_tally_at(t, KR_TALLY_hours_histogram, sex,
                   grid < KR_HOURS_GRID ? grid : KR_HOURS_GRID - 1);
    add_sums(t, KR_TALLY_hours_contract, contract, p, i);
    add_sums(t, KR_TALLY_hours_age, kr_age_group(age), p, i);
    add_sums(t, KR_TALLY_hours_sex, sex, p, i);
    if (p->usual_minutes[i] < 35 * 60) {
        ++*kr_tally_at(t, KR_TALLY_under_employed, sex, 0);
        const bool more = p->status[i] == KR_EMPLOYEE &&
                          (p->wish[i] == KR_LATENT_MORE || p->wish[i] == KR_VOICED_MORE);
        *kr_tally_at(t, KR_TALLY_under_employed, sex, 1) += more;
        t->events.wish_latent += more && p->wish[i] == KR_LATENT_MORE;
    }
}

// Where somebody went since the last end of a quarter.
static void count_flow(const struct kr_live *live, struct kr_tallies *t, kr_row i,
                       int before)
{
    const struct kr_world *world = live->world;
    const struct kr_persons *p = &world->persons;
    const int status = before & KR_BEFORE_STATUS;
    const int contract = (before & KR_BEFORE_CONTRACT) >> KR_BEFORE_CONTRACT_SHIFT;
    ++*kr_tally_at(t, KR_TALLY_status_flow, status, p->status[i]);
    if (status == KR_EMPLOYEE || status == KR_SELF_EMPLOYED) {
        ++*kr_tally_at(t, KR_TALLY_contract_flow, contract, p->status[i]);
        ++*kr_tally_at(t, KR_TALLY_contract_change, contract, p->contract[i]);
    }
    if (status == KR_EMPLOYEE) {
        const int tenure =
            (before & KR_BEFORE_SHORT_TENURE) != 0 ? KR_TENURE_SHORT : KR_TENURE_LONG;
        const bool moved = p->status[i] == KR_EMPLOYEE && p->job_since[i] == world->now;
        ++*kr_tally_at(t, KR_TALLY_job_change_tenure, tenure, KR_MOVE_ALL);
        *kr_tally_at(t, KR_TALLY_job_change_tenure, tenure, KR_MOVE_MOVED) += moved;
    }
}

static void count_groups(struct kr_tallies *t, uint8_t groups, uint8_t course)
{
    t->events.labour_migrants += (groups & KR_GROUP_LABOUR_MIGRANT) != 0;
    t->events.study_migrants += (groups & KR_GROUP_STUDY_MIGRANT) != 0;
    t->events.permit_holders += (groups & KR_GROUP_PERMIT) != 0;
    t->events.in_training += course != 0;
}

// Benefit of a quarter in whole cents, at the amounts of the pack; insured benefits by
// the median pay and usual hours of the occupation.
static int64_t benefit_of(const struct kr_country *country, int benefit, int occupation)
{
    const struct kr_constants *c = &country->constants;
    const struct kr_occupation *o = &country->occupation[occupation];
    const double month = benefit == KR_ASSISTANCE           ? c->assistance_euro_per_month
                         : benefit == KR_DISABILITY_BENEFIT ? c->disability_euro_per_month
                         : benefit == KR_STATE_PENSION      ? c->pension_euro_per_month
                                                            : 0.0;
    const double insured =
        benefit == KR_UNEMPLOYMENT_BENEFIT
            ? c->unemployment_benefit_rate * o->wage_euro_per_hour * o->mean_hours * 13.0
            : 0.0;
    return (int64_t)((month * 3.0 + insured) * 100.0);
}

static void count_status(const struct kr_live *live, struct kr_tallies *t, kr_row i)
{
    const struct kr_persons *p = &live->world->persons;
    const int status = p->status[i];
    const int age = kr_age(p->birth_quarter[i], live->world->now);
    const int single = age - KR_MIN_AGE;
    ++*kr_tally_at(t, KR_TALLY_status_region, p->region[i], status);
    ++*kr_tally_at(t, KR_TALLY_status_sex, p->sex[i], status);
    ++*kr_tally_at(t, KR_TALLY_status_age, kr_age_group(age), status);
    ++*kr_tally_at(t, KR_TALLY_status_single_age,
                   single < KR_WORK_AGES ? single : KR_WORK_AGES - 1, status);
    if (status == KR_EMPLOYEE || status == KR_SELF_EMPLOYED) {
        count_work(live, t, i, age);
    }
    if (p->benefit[i] != KR_NO_BENEFIT) {
        t->events.benefits_cents +=
            benefit_of(live->model->country, p->benefit[i], p->occupation[i]);
    }
    if ((p->groups[i] | p->course[i]) != 0) {
        count_groups(t, p->groups[i], p->course[i]);
    }
}

// How a person stands now, for the flows of the next quarter.
static uint8_t stand_of(const struct kr_live *live, kr_row i)
{
    const struct kr_persons *p = &live->world->persons;
    const bool is_short =
        p->job_since[i] != KR_NEVER && live->world->now + 1 - p->job_since[i] <= 8;
    return (uint8_t)(p->status[i] | p->contract[i] << KR_BEFORE_CONTRACT_SHIFT |
                     (is_short ? KR_BEFORE_SHORT_TENURE : 0));
}

static void person_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct kr_live *live = context;
    struct kr_tallies *t = &live->scratch->worker[worker];
    uint8_t *before = live->scratch->before;
    for (kr_row i = first; i < last; i++) {
        if (live->world->persons.status[i] == KR_ABSENT) {
            before[i] = 0;
            continue;
        }
        count_status(live, t, i);
        if (before[i] != 0) {
            count_flow(live, t, i, before[i]);
        }
        before[i] = stand_of(live, i);
    }
}

// Heads, minutes, need and openings by sector, region of work and occupation; payroll.
static void count_post(const struct kr_live *live, struct kr_tallies *t,
                       const struct kr_employer *e, const struct kr_post *post)
{
    const int occupations = live->model->country->occupations;
    const int64_t unmet = post->required_minutes > post->contract_minutes
                              ? post->required_minutes - post->contract_minutes
                              : 0;
    const int64_t values[KR_HEADS_COUNT] = {post->heads, post->contract_minutes,
                                            post->required_minutes, unmet};
    int64_t *by_sector = kr_tally_at(t, KR_TALLY_sector_heads, e->sector, 0);
    int64_t *by_occupation =
        kr_tally_at(t, KR_TALLY_occupation_heads, post->occupation, 0);
    for (int i = 0; i < KR_HEADS_COUNT; i++) {
        by_sector[i] += values[i];
        by_occupation[i] += values[i];
    }
    *kr_tally_at(t, KR_TALLY_sector_region_heads, e->sector, e->region) += post->heads;
    int64_t *absence = kr_tally_at(t, KR_TALLY_absence_sector, e->sector, 0);
    absence[KR_ABSENCE_CONTRACT] += post->contract_minutes;
    absence[KR_ABSENCE_ABSENT] += post->absent_minutes;
    kr_load_add(live, t, post, KR_BY_LOAD_CONTRACT, post->contract_minutes);
    kr_load_add(live, t, post, KR_BY_LOAD_ABSENT, post->absent_minutes);
    int64_t *load = kr_tally_at(t, KR_TALLY_sector_hires_load, e->sector, 0);
    load[KR_LOAD_WEIGHTED] += (int64_t)((double)post->load * 1000.0) * post->heads;
    load[KR_LOAD_HEADS] += post->heads;
    // 13 weeks at the scale and the premiums, in whole cents
    const int64_t scale =
        (int64_t)live->scratch->scale_cents[e->sector * occupations + post->occupation];
    const int64_t paid_minutes =
        (int64_t)post->contract_minutes +
        (post->premium_minutes + (int64_t)post->contract_minutes * e->wage_premium) /
            10000;
    const int64_t cents = paid_minutes * 13 / 60 * scale;
    *kr_tally_at(t, KR_TALLY_payroll_sector, e->sector, 0) += cents;
    t->events.payroll_cents += cents;
    const double share = live->model->country->constants.employee_tax_share;
    const int64_t withheld = (int64_t)((double)cents * share);
    t->events.withheld_cents += withheld;
    t->events.net_pay_cents += cents - withheld;
}

static void employer_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct kr_live *live = context;
    const struct kr_world *world = live->world;
    struct kr_tallies *t = &live->scratch->worker[worker];
    for (kr_row i = first; i < last; i++) {
        const struct kr_employer *e = &world->employers.at[i];
        for (int k = 0; e->id != 0 && k < e->posts; k++) {
            count_post(live, t, e, &world->posts.at[e->first_post + k]);
        }
    }
}

// Posts that opened for helpers stand behind those of the employers.
static void count_helpers(const struct kr_live *live)
{
    const struct kr_world *world = live->world;
    for (kr_row i = world->helper_posts; i < world->posts.rows; i++) {
        const struct kr_post *post = &world->posts.at[i];
        count_post(live, &live->scratch->worker[0], &world->employers.at[post->employer],
                   post);
    }
}

static void count_vacancies(const struct kr_live *live)
{
    const struct kr_world *world = live->world;
    const struct kr_vacancies *v = &world->vacancies;
    const struct kr_tallies *t = &world->tallies;
    for (kr_row i = 0; i < v->rows; i++) {
        if (v->posted[i] != 0) {
            const struct kr_post *post = &world->posts.at[v->post[i]];
            const struct kr_employer *e = &world->employers.at[post->employer];
            ++*kr_tally_at(t, KR_TALLY_sector_vacancies, e->sector, KR_VACANCY_OPEN);
            ++*kr_tally_at(t, KR_TALLY_region_vacancies, e->region, KR_VACANCY_OPEN);
            ++*kr_tally_at(t, KR_TALLY_occupation_vacancies, post->occupation,
                           KR_VACANCY_OPEN);
        }
    }
}

static bool serves_public(const struct kr_live *live, kr_row post)
{
    const struct kr_world *world = live->world;
    const int sector = world->employers.at[world->posts.at[post].employer].sector;
    const enum kr_sector_kind kind = live->model->country->sector[sector].kind;
    return kind == KR_CARE || kind == KR_TEACHING || kind == KR_CHILDCARE;
}

static void count_second_jobs(const struct kr_live *live)
{
    const struct kr_world *world = live->world;
    const struct kr_second_jobs *jobs = &world->second_jobs;
    struct kr_events *events = &live->world->tallies.events;
    for (kr_row i = 0; i < jobs->rows; i++) {
        const kr_row main = world->persons.post[jobs->row[i]];
        events->second_jobs++;
        events->second_job_minutes += jobs->minutes[i];
        events->combination_jobs += main != KR_NONE && serves_public(live, main) &&
                                    serves_public(live, jobs->post[i]);
    }
}

void kr_take_stock(struct kr_live *live)
{
    struct kr_world *world = live->world;
    kr_parallel_rows(live->model->threads, world->persons.rows, person_block, live);
    kr_parallel_rows(live->model->threads, world->employers.rows, employer_block, live);
    count_helpers(live);
    kr_scratch_collect(live->scratch, world);
    count_vacancies(live);
    count_second_jobs(live);
}
