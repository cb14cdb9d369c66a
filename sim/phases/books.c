// Phase 10: stocks are read from the rows, flows are those tallied by the events
// themselves; the two must agree exactly. Every fourth quarter posts are recounted from
// persons.
//
// Reads: everything. Writes: tallies, tightness, scratch of the last stocks. No random
// use.
#include "base/math.h"
#include "base/parallel.h"
#include "base/table.h"
#include "sim/phases/phases.h"
#include "sim/programmes.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { RECOUNT_EVERY = 4 };

static struct kr_stocks stocks_of(const struct kr_live *live)
{
    const struct kr_world *world = live->world;
    const struct kr_tallies *t = &world->tallies;
    const int regions = live->model->country->regions;
    struct kr_stocks s = {0};
    for (int k = KR_EMPLOYEE; k < KR_STATUS_COUNT; k++) {
        s.status[k] = *kr_tally_at(t, KR_TALLY_status_sex, KR_MAN, k) +
                      *kr_tally_at(t, KR_TALLY_status_sex, KR_WOMAN, k);
        s.persons += s.status[k];
    }
    for (int i = 0; i < regions * KR_SEX_COUNT * 60; i++) {
        s.children += world->children[i];
    }
    for (int i = 0; i < regions * KR_SEX_COUNT; i++) {
        s.elderly += world->elderly[i];
    }
    for (int i = 0; i < live->model->country->sectors; i++) {
        s.employees += *kr_tally_at(t, KR_TALLY_sector_heads, i, KR_HEADS_HEADS);
        s.posted += *kr_tally_at(t, KR_TALLY_sector_vacancies, i, KR_VACANCY_OPEN);
        const int64_t *hours = kr_tally_at(t, KR_TALLY_sector_heads, i, 0);
        s.unmet[i] =
            (double)hours[KR_HEADS_UNMET] / kr_max(1.0, (double)hours[KR_HEADS_REQUIRED]);
    }
    s.openings = world->vacancies.rows;
    s.second_jobs = world->second_jobs.rows;
    for (int a = 0; a < KR_WORK_AGES; a++) {
        for (int k = KR_EMPLOYEE; k < KR_STATUS_COUNT; k++) {
            s.by_age[a] += *kr_tally_at(t, KR_TALLY_status_single_age, a, k);
        }
    }
    for (int o = 0; o < live->model->country->occupations; o++) {
        const double heads = (double)*kr_tally_at(t, KR_TALLY_occupation_heads, o, 0);
        const double open =
            (double)*kr_tally_at(t, KR_TALLY_occupation_vacancies, o, KR_VACANCY_OPEN);
        // a handful of openings of a small occupation says little
        s.openness[o] = (open + 2.0) / (heads + 50.0);
        const double minutes =
            (double)*kr_tally_at(t, KR_TALLY_occupation_heads, o, KR_HEADS_CONTRACT);
        s.hours[o] =
            (minutes / 60.0 + 50.0 * live->model->country->occupation[o].mean_hours) /
            (heads + 50.0);
    }
    s.migrants[1] = t->events.labour_migrants;
    s.migrants[2] = t->events.study_migrants;
    s.migrants[3] = t->events.permit_holders;
    return s;
}

// ---------------------------------------------------------------- identities

struct audit {
    struct kr_breach *breach;
    bool failed;
};

// One identity: what was found must equal what the flows say; every term is printed.
__attribute__((format(printf, 5, 6))) static void
must_equal(struct audit *audit, const char *what, int64_t found, int64_t expected,
           const char *terms, ...)
{
    if (found == expected || audit->failed) {
        return;
    }
    audit->failed = true;
    if (audit->breach == NULL) {
        return;
    }
    char *text = audit->breach->text;
    const size_t room = sizeof audit->breach->text;
    const int used = snprintf(text, room, "%s: found %lld, the flows say %lld\n  ", what,
                              (long long)found, (long long)expected);
    va_list arguments;
    va_start(arguments, terms);
    // NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): it was started a line above
    vsnprintf(text + used, room - (size_t)used, terms, arguments);
    va_end(arguments);
}

static void audit_people(struct audit *a, const struct kr_stocks *before,
                         const struct kr_stocks *after, const struct kr_events *e)
{
    must_equal(a, "persons of 15-74", after->persons,
               before->persons + e->turned_15 + e->arrived - e->died - e->departed -
                   e->turned_75,
               "start %lld + turned 15 %lld + arrived %lld - died %lld - departed %lld - "
               "turned 75 %lld",
               (long long)before->persons, (long long)e->turned_15, (long long)e->arrived,
               (long long)e->died, (long long)e->departed, (long long)e->turned_75);
    must_equal(a, "children under 15", after->children,
               before->children + e->births + e->child_arrivals - e->child_deaths -
                   e->child_departures - e->turned_15,
               "start %lld + births %lld + arrived %lld - died %lld - departed %lld - "
               "turned 15 %lld",
               (long long)before->children, (long long)e->births,
               (long long)e->child_arrivals, (long long)e->child_deaths,
               (long long)e->child_departures, (long long)e->turned_15);
    must_equal(a, "persons of 75 and over", after->elderly,
               before->elderly + e->turned_75 + e->elderly_migration - e->elderly_deaths,
               "start %lld + turned 75 %lld + net migration %lld - died %lld",
               (long long)before->elderly, (long long)e->turned_75,
               (long long)e->elderly_migration, (long long)e->elderly_deaths);
}

static void audit_jobs(struct audit *a, const struct kr_stocks *before,
                       const struct kr_stocks *after, const struct kr_events *e)
{
    must_equal(a, "employees", after->status[KR_EMPLOYEE],
               before->status[KR_EMPLOYEE] + e->hires + e->second_jobs_promoted -
                   e->separations,
               "start %lld + hires %lld + second jobs that became the only one %lld - "
               "separations %lld",
               (long long)before->status[KR_EMPLOYEE], (long long)e->hires,
               (long long)e->second_jobs_promoted, (long long)e->separations);
    must_equal(a, "heads of all posts", after->employees, after->status[KR_EMPLOYEE],
               "every employee is in one post: %lld employees",
               (long long)after->status[KR_EMPLOYEE]);
    must_equal(a, "hires from other employers", e->hires_from_employer,
               e->separations_to_employer, "separations to other employers %lld",
               (long long)e->separations_to_employer);
    must_equal(
        a, "separations by reason",
        e->layoffs + e->contract_ends + e->quits_to_search + e->quits_to_nonwork +
            e->employee_retirements + e->self_employment_starts +
            e->separations_to_employer + e->left_with_life,
        e->separations,
        "layoffs %lld, contract ends %lld, quits to search %lld, to non-work %lld, "
        "retired %lld, own account %lld, other employer %lld, left %lld",
        (long long)e->layoffs, (long long)e->contract_ends, (long long)e->quits_to_search,
        (long long)e->quits_to_nonwork, (long long)e->employee_retirements,
        (long long)e->self_employment_starts, (long long)e->separations_to_employer,
        (long long)e->left_with_life);
}

static void audit_openings(struct audit *a, const struct kr_stocks *before,
                           const struct kr_stocks *after, const struct kr_events *e)
{
    must_equal(a, "openings of all kinds", after->openings,
               before->openings + e->openings_new - e->openings_filled -
                   e->openings_dropped,
               "start %lld + new %lld - filled %lld - dropped %lld",
               (long long)before->openings, (long long)e->openings_new,
               (long long)e->openings_filled, (long long)e->openings_dropped);
    must_equal(a, "posted vacancies", after->posted,
               before->posted + e->vacancies_opened - e->vacancies_filled -
                   e->vacancies_withdrawn - e->vacancies_closed,
               "start %lld + opened %lld - filled %lld - withdrawn %lld - closed %lld",
               (long long)before->posted, (long long)e->vacancies_opened,
               (long long)e->vacancies_filled, (long long)e->vacancies_withdrawn,
               (long long)e->vacancies_closed);
    must_equal(a, "hires and second jobs that filled an opening",
               e->hires + e->second_jobs_filling, e->openings_filled,
               "hires %lld, second jobs %lld, openings filled %lld", (long long)e->hires,
               (long long)e->second_jobs_filling, (long long)e->openings_filled);
    must_equal(a, "second jobs", e->second_jobs,
               before->second_jobs + e->second_jobs_begun - e->second_jobs_ended -
                   e->second_jobs_promoted,
               "start %lld + begun %lld - ended %lld - became the only one %lld",
               (long long)before->second_jobs, (long long)e->second_jobs_begun,
               (long long)e->second_jobs_ended, (long long)e->second_jobs_promoted);
}

// Status stocks: the last quarter's by status, moved along the flows that were counted.
static void audit_status(struct audit *a, const struct kr_live *live,
                         const struct kr_stocks *before)
{
    const struct kr_tallies *t = &live->world->tallies;
    int64_t gone = 0;
    for (int s = KR_EMPLOYEE; s < KR_STATUS_COUNT; s++) {
        int64_t out = 0;
        for (int k = KR_EMPLOYEE; k < KR_STATUS_COUNT; k++) {
            out += *kr_tally_at(t, KR_TALLY_status_flow, s, k);
        }
        gone += before->status[s] - out;
    }
    const struct kr_events *e = &t->events;
    must_equal(a, "persons who left the table", gone,
               e->died + e->departed + e->turned_75,
               "died %lld, departed %lld, turned 75 %lld", (long long)e->died,
               (long long)e->departed, (long long)e->turned_75);
}

// Nobody is cared for beyond the staff ratio; who finds no place waits.
static void audit_childcare(struct audit *a, const struct kr_live *live,
                            const struct kr_events *e)
{
    const int64_t beyond = e->childcare_used - e->childcare_places;
    must_equal(a, "childcare beyond the staff ratio", beyond > 0 ? beyond : 0, 0,
               "used %lld, places %lld", (long long)e->childcare_used,
               (long long)e->childcare_places);
    const double waits = live->world->child_care_queue * (double)e->childcare_wanted;
    if (live->model->parameters.phases.services > 0.5) {
        must_equal(a, "childcare wanted", e->childcare_wanted,
                   e->childcare_used + (int64_t)(waits + 0.5), "used %lld, queue %g",
                   (long long)e->childcare_used, live->world->child_care_queue);
    }
}

static void audit_money(struct audit *a, const struct kr_events *e)
{
    must_equal(a, "payroll in cents", e->payroll_cents,
               e->withheld_cents + e->net_pay_cents, "withheld %lld, paid out %lld",
               (long long)e->withheld_cents, (long long)e->net_pay_cents);
    must_equal(a, "policy payments in cents", e->policy_cents, e->policy_received_cents,
               "received %lld", (long long)e->policy_received_cents);
}

// ---------------------------------------------------------------- recount

// Heads and minutes of a post in one word, so that one addition counts both.
enum { HEADS_SHIFT = 32, AHEAD = 12 }; // rows ahead whose posts are asked for

struct recount {
    const struct kr_live *live;
    int64_t *posts;  // [post row]
    int64_t illegal; // persons in an impossible state
};

static int64_t recount_word(int64_t heads, int64_t minutes)
{
    return heads * (INT64_C(1) << HEADS_SHIFT) + minutes;
}

static void recount_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    struct recount *r = context;
    const struct kr_persons *p = &r->live->world->persons;
    for (kr_row i = first; i < last; i++) {
        if (i + AHEAD < last && p->post[i + AHEAD] != KR_NONE) {
            __builtin_prefetch(&r->posts[p->post[i + AHEAD]], 1);
        }
        if (p->post[i] != KR_NONE) {
            kr_shared_add(&r->posts[p->post[i]], recount_word(1, p->contract_minutes[i]));
        }
    }
}

static void legal_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    struct recount *r = context;
    const struct kr_world *world = r->live->world;
    const struct kr_persons *p = &world->persons;
    const double legal = r->live->model->country->constants.legal_hours;
    int64_t illegal = 0;
    for (kr_row i = first; i < last; i++) {
        const bool employee = p->status[i] == KR_EMPLOYEE;
        const int age_quarters = world->now - p->birth_quarter[i];
        illegal += employee != (p->post[i] != KR_NONE);
        illegal += p->status[i] != KR_ABSENT && age_quarters < 4 * KR_MIN_AGE;
        illegal += (double)p->contract_minutes[i] > legal * 60.0;
    }
    kr_shared_add(&r->illegal, illegal);
}

// Heads and minutes of every post against the sum over persons.
static void recount(struct audit *a, const struct kr_live *live)
{
    const struct kr_world *world = live->world;
    const struct kr_posts *posts = &world->posts;
    struct recount r = {live, live->scratch->matching.recount, 0};
    memset(r.posts, 0, (size_t)posts->rows * sizeof *r.posts);
    kr_parallel_rows(live->model->threads, world->persons.rows, legal_block, &r);
    kr_parallel_rows(live->model->threads, world->persons.rows, recount_block, &r);
    for (kr_row i = 0; i < world->second_jobs.rows; i++) {
        r.posts[world->second_jobs.post[i]] +=
            recount_word(0, world->second_jobs.minutes[i]);
    }
    must_equal(
        a, "persons in an impossible state", r.illegal, 0,
        "a post without employment or the reverse, under 15, or above legal hours");
    for (kr_row i = 0; i < posts->rows && !a->failed; i++) {
        const struct kr_post *post = &posts->at[i];
        if (r.posts[i] != recount_word(post->heads, post->contract_minutes)) {
            must_equal(a, "heads of a post", post->heads, r.posts[i] >> HEADS_SHIFT,
                       "post row %lld", (long long)i);
            must_equal(a, "contract minutes of a post", post->contract_minutes,
                       r.posts[i] & UINT32_MAX, "post row %lld", (long long)i);
        }
    }
}

// ---------------------------------------------------------------- the quarter's end

static void set_tightness(struct kr_live *live, const struct kr_stocks *now)
{
    struct kr_world *world = live->world;
    const struct kr_tallies *t = &world->tallies;
    const double jobless = kr_max(1.0, (double)now->status[KR_UNEMPLOYED]);
    world->tightness = (double)now->posted / jobless;
    for (int r = 0; r < live->model->country->regions; r++) {
        const double here =
            (double)*kr_tally_at(t, KR_TALLY_status_region, r, KR_UNEMPLOYED);
        const double open =
            (double)*kr_tally_at(t, KR_TALLY_region_vacancies, r, KR_VACANCY_OPEN);
        // a small region is drawn towards the country
        world->region_tightness[r] = (open + 50.0 * world->tightness) / (here + 50.0);
    }
}

void kr_books_open(struct kr_live *live)
{
    live->scratch->opening = stocks_of(live);
    set_tightness(live, &live->scratch->opening);
}

int kr_phase_books(struct kr_live *live, struct kr_breach *breach)
{
    const struct kr_stocks before = live->scratch->opening;
    const int enrolled = kr_programme_enrol(live);
    if (enrolled != KR_OK) {
        return enrolled;
    }
    kr_programme_pay(live);
    kr_take_stock(live);
    const struct kr_stocks after = stocks_of(live);
    const struct kr_events *e = &live->world->tallies.events;
    struct audit audit = {breach, false};
    audit_people(&audit, &before, &after, e);
    audit_jobs(&audit, &before, &after, e);
    audit_openings(&audit, &before, &after, e);
    audit_status(&audit, live, &before);
    audit_childcare(&audit, live, e);
    audit_money(&audit, e);
    if (live->world->elapsed % RECOUNT_EVERY == 0) {
        recount(&audit, live);
    }
    kr_books_open(live);
    return audit.failed ? KR_ERROR(KR_ERR_BOOKS) : KR_OK;
}
