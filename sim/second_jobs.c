#include "sim/second_jobs.h"

#include "base/ask.h"
#include "base/math.h"
#include "base/parallel.h"
#include "base/thin.h"
#include "sim/events.h"
#include "sim/hours.h"
#include "sim/jobs.h"
#include "sim/targets.h"
#include "sim/uses.h"

enum {
    TRIES = 8,           // colleagues of whom a post may be had at the start
    FULL_TIME = 35 * 60, // minutes from which a second job is rarer
    ROWS_AHEAD = 24,     // second jobs ahead whose persons and posts are asked for
    POSTS_AHEAD = 12,    // and those whose employers are, by then
};

// Ordinals of the draws.
enum { STARTS, SEEKS, ENDS };

static uint64_t salt_of(const struct kr_live *live, kr_quarter quarter, uint32_t ordinal)
{
    return kr_random_salt(live->model->key,
                          kr_random_tag(KR_USE_SECOND_JOB, quarter, ordinal));
}

// ---------------------------------------------------------------- the table

static void set_minutes(struct kr_post *post, int32_t minutes)
{
    post->contract_minutes += minutes;
}

int kr_second_job_add(struct kr_live *live, kr_row row, kr_row post, int minutes)
{
    struct kr_world *world = live->world;
    struct kr_second_jobs *jobs = &world->second_jobs;
    if (jobs->rows >= jobs->capacity) {
        const int code = kr_second_jobs_reserve(jobs, 2 * jobs->rows + 1024);
        if (code != KR_OK) {
            return code;
        }
    }
    const kr_row i = jobs->rows++;
    jobs->person[i] = world->persons.id[row];
    jobs->row[i] = row;
    jobs->post[i] = post;
    jobs->minutes[i] = (uint16_t)minutes;
    jobs->since[i] = world->now;
    world->persons.groups[row] |= KR_GROUP_SECOND_JOB;
    set_minutes(&world->posts.at[post], minutes);
    return KR_OK;
}

// ---------------------------------------------------------------- the start

// Rows of the persons of every region: they stand in order of region.
struct neighbours {
    kr_row first[256];
    kr_row count[256];
};

static void find_neighbours(const struct kr_persons *p, struct neighbours *n)
{
    *n = (struct neighbours){{0}, {0}};
    for (kr_row i = 0; i < p->rows; i++) {
        if (n->count[p->region[i]]++ == 0) {
            n->first[p->region[i]] = i;
        }
    }
}

// Whether she may hold a job in an occupation: her own when she is qualified for it or
// the law asks nothing, or one that asks no diploma by law and no more education than
// hers.
static bool may_hold(const struct kr_live *live, kr_row row, int occupation)
{
    const struct kr_persons *p = &live->world->persons;
    const struct kr_occupation *o = &live->model->country->occupation[occupation];
    if (occupation == p->occupation[row]) {
        return !o->legal || p->rung[row] >= KR_RUNG_QUALIFIED;
    }
    return !o->legal && (int)o->education <= p->education[row];
}

static int32_t employer_of(const struct kr_world *world, kr_row post)
{
    return world->posts.at[post].employer;
}

// The post of somebody in the same region, with another employer.
static kr_row post_nearby(const struct kr_live *live, const struct neighbours *n,
                          kr_row row, struct kr_pcg *stream)
{
    const struct kr_world *world = live->world;
    const struct kr_persons *p = &world->persons;
    const int region = p->region[row];
    for (int k = 0; k < TRIES; k++) {
        const kr_row other =
            n->first[region] + (kr_row)kr_pcg_below(stream, (uint32_t)n->count[region]);
        const kr_row post = p->post[other];
        if (p->region[other] == region && post != KR_NONE &&
            employer_of(world, post) != employer_of(world, p->post[row]) &&
            may_hold(live, row, world->posts.at[post].occupation)) {
            return post;
        }
    }
    return KR_NONE;
}

static int start_one(struct kr_live *live, const struct neighbours *n, kr_row row)
{
    const struct kr_persons *p = &live->world->persons;
    const struct kr_second_jobs_parameters *rule = &live->model->parameters.second_jobs;
    struct kr_pcg s = kr_random(live->model->key,
                                kr_random_tag(KR_USE_SECOND_JOB, 0, SEEKS), p->id[row]);
    const kr_row post = post_nearby(live, n, row, &s);
    // cut down to the grid later: half a step more keeps the mean
    const int drawn =
        (int)(2.0 * rule->start_hours * kr_pcg_uniform(&s)) + KR_HOURS_STEP / 2;
    const int first = p->contract_minutes[row] / 60;
    const int hours = kr_second_hours(first, first + drawn,
                                      drawn < KR_HOURS_STEP ? KR_HOURS_STEP : drawn,
                                      KR_HOURS_STEP, rule);
    if (post == KR_NONE || hours == 0) {
        return KR_OK;
    }
    live->world->posts.at[post].required_minutes += hours * 60;
    return kr_second_job_add(live, row, post, hours * 60);
}

int kr_second_jobs_start(struct kr_live *live)
{
    const struct kr_world *world = live->world;
    const struct kr_persons *p = &world->persons;
    const double share = live->model->parameters.second_jobs.start_share;
    const uint64_t salt = salt_of(live, 0, STARTS);
    struct neighbours n;
    find_neighbours(p, &n);
    int code = KR_OK;
    for (kr_row i = 0; code == KR_OK && i < p->rows; i++) {
        if (p->status[i] != KR_EMPLOYEE) {
            continue;
        }
        // part-timers have one three times as often; half of employees work part-time
        const double chance = share * (p->contract_minutes[i] >= FULL_TIME ? 0.5 : 1.5);
        if (kr_uniform(kr_random_word(salt, p->id[i])) < chance) {
            code = start_one(live, &n, i);
        }
    }
    return code;
}

// ---------------------------------------------------------------- going on and ending

void kr_second_jobs_begin(const struct kr_live *live)
{
    live->scratch->second_salt = salt_of(live, live->world->now, SEEKS);
    kr_buffer_clear(&live->scratch->second_seekers);
}

static bool wants_more(const struct kr_persons *p, kr_row row)
{
    return (p->wish[row] == KR_LATENT_MORE) | (p->wish[row] == KR_VOICED_MORE);
}

void kr_second_job_limits(const struct kr_live *live, kr_row first, int rows,
                          uint32_t *restrict limits)
{
    const struct kr_persons *p = &live->world->persons;
    const struct kr_second_jobs_parameters *rule =
        &live->scratch->terms.parameters.second_jobs;
    const double most = kr_lever_most(live, KR_LEVER_second_job);
    const uint32_t search = kr_limit_of(rule->search * most);
    const uint32_t rest = kr_limit_of(rule->rest_search * most);
    for (int i = 0; i < rows; i++) {
        const kr_row row = first + i;
        const uint32_t free = (p->groups[row] & KR_GROUP_SECOND_JOB) == 0;
        const uint32_t part_time = p->contract_minutes[row] < FULL_TIME;
        const uint32_t wants = wants_more(p, row);
        // masks of all bits or none, so that several rows go at once
        limits[i] = (search & (0U - (free & wants))) |
                    (rest & (0U - (free & part_time & (wants ^ 1U))));
    }
}

void kr_second_job_seek(const struct kr_live *live, kr_row row)
{
    const struct kr_persons *p = &live->world->persons;
    const struct kr_second_jobs_parameters *rule =
        &live->scratch->terms.parameters.second_jobs;
    const bool wants = wants_more(p, row);
    if ((p->groups[row] & KR_GROUP_SECOND_JOB) != 0 ||
        (!wants && p->contract_minutes[row] >= FULL_TIME)) {
        return;
    }
    const double chance = (wants ? rule->search : rule->rest_search) *
                          kr_person_factor(live, KR_LEVER_second_job, row);
    const double u = kr_uniform(kr_random_word(live->scratch->second_salt, p->id[row]));
    if (u < chance) {
        kr_row *item = kr_buffer_append(&live->scratch->second_seekers, kr_block_of(row));
        if (item != NULL) {
            *item = row;
        }
    }
}

// The main job was lost: the second one is what is left of work.
static void promote(struct kr_live *live, kr_row i)
{
    struct kr_world *world = live->world;
    const struct kr_second_jobs *jobs = &world->second_jobs;
    const kr_row row = jobs->row[i];
    const int length = (int)live->scratch->terms.parameters.contracts.length_quarters;
    const struct kr_job_terms terms = {.post = jobs->post[i],
                                       .minutes = jobs->minutes[i],
                                       .premium = world->persons.wage_premium[row],
                                       .contract = KR_TEMPORARY,
                                       .contract_end = (int16_t)(world->now + length)};
    kr_occupation_change(live, row, world->posts.at[jobs->post[i]].occupation);
    set_minutes(&world->posts.at[jobs->post[i]], -(int32_t)jobs->minutes[i]);
    kr_job_begin(live, row, &terms);
    kr_event_joined(
        kr_event_log(live, kr_block_of(row), KR_EVENT_SECOND_JOB_PROMOTED, row),
        KR_UNEMPLOYED);
    world->tallies.events.second_jobs_promoted++;
}

// Whether a second job goes on; where the main job is lost this quarter it becomes that.
enum fate { GOES_ON, BECOMES_FIRST, IS_OVER };

static enum fate fate_of(const struct kr_live *live, kr_row i, uint64_t salt)
{
    const struct kr_world *world = live->world;
    const struct kr_persons *p = &world->persons;
    const struct kr_second_jobs *jobs = &world->second_jobs;
    const struct kr_second_jobs_parameters *rule =
        &live->scratch->terms.parameters.second_jobs;
    const kr_row row = jobs->row[i];
    const struct kr_employer *e = &world->employers.at[employer_of(world, jobs->post[i])];
    if (p->id[row] != jobs->person[i] || e->closing != 0 ||
        kr_uniform(kr_random_word(salt, jobs->person[i])) < rule->end) {
        return IS_OVER;
    }
    if (p->status[row] == KR_UNEMPLOYED) {
        return BECOMES_FIRST;
    }
    const int minutes = p->contract_minutes[row] + jobs->minutes[i];
    const bool same =
        p->status[row] == KR_EMPLOYEE &&
        employer_of(world, p->post[row]) == employer_of(world, jobs->post[i]);
    const bool works =
        p->status[row] == KR_EMPLOYEE || p->status[row] == KR_SELF_EMPLOYED;
    return works && !same && minutes <= (int)rule->most_hours * 60 ? GOES_ON : IS_OVER;
}

static void move_row(struct kr_second_jobs *jobs, kr_row to, kr_row from)
{
    jobs->person[to] = jobs->person[from];
    jobs->row[to] = jobs->row[from];
    jobs->post[to] = jobs->post[from];
    jobs->minutes[to] = jobs->minutes[from];
    jobs->since[to] = jobs->since[from];
}

static void end_one(struct kr_live *live, kr_row i)
{
    struct kr_world *world = live->world;
    const struct kr_second_jobs *jobs = &world->second_jobs;
    struct kr_post *post = &world->posts.at[jobs->post[i]];
    set_minutes(post, -(int32_t)jobs->minutes[i]);
    post->left_minutes += jobs->minutes[i];
    world->tallies.events.second_jobs_ended++;
    struct kr_event *event = kr_event_log(live, kr_block_of(jobs->row[i]),
                                          KR_EVENT_SECOND_JOB_ENDED, jobs->row[i]);
    kr_event_second_job(live, event, jobs->person[i], jobs->post[i]);
}

// Asks for what fate_of reads of the jobs after job `i`.
static void ask_ahead(const struct kr_world *world, kr_row i)
{
    const struct kr_second_jobs *jobs = &world->second_jobs;
    const struct kr_persons *p = &world->persons;
    if (i + ROWS_AHEAD < jobs->rows) {
        const kr_row row = jobs->row[i + ROWS_AHEAD];
        kr_ask(&p->id[row]);
        kr_ask(&p->status[row]);
        kr_ask(&p->contract_minutes[row]);
        kr_ask(&p->post[row]);
        kr_ask(&world->posts.at[jobs->post[i + ROWS_AHEAD]]);
    }
    if (i + POSTS_AHEAD < jobs->rows) {
        const kr_row post = p->post[jobs->row[i + POSTS_AHEAD]];
        kr_ask(&world->posts.at[post < 0 ? 0 : post]);
        kr_ask(&world->employers.at[employer_of(world, jobs->post[i + POSTS_AHEAD])]);
    }
}

void kr_second_jobs_settle(struct kr_live *live)
{
    struct kr_world *world = live->world;
    struct kr_second_jobs *jobs = &world->second_jobs;
    const uint64_t salt = salt_of(live, world->now, ENDS);
    kr_row kept = 0;
    for (kr_row i = 0; i < jobs->rows; i++) {
        ask_ahead(world, i);
        const enum fate fate = fate_of(live, i, salt);
        if (fate == GOES_ON) {
            move_row(jobs, kept++, i);
            continue;
        }
        if (world->persons.id[jobs->row[i]] == jobs->person[i]) {
            world->persons.groups[jobs->row[i]] &= (uint8_t)~KR_GROUP_SECOND_JOB;
            if (world->persons.status[jobs->row[i]] == KR_EMPLOYEE) {
                kr_wish_update(live, jobs->row[i]); // the wish it had answered
            }
        }
        if (fate == BECOMES_FIRST) {
            promote(live, i);
        } else {
            end_one(live, i);
        }
    }
    jobs->rows = kept;
}
