#include "sim/jobs.h"

#include "base/parallel.h"
#include "sim/events.h"
#include "sim/load.h"

void kr_status_set(struct kr_world *world, kr_row row, enum kr_status status)
{
    world->persons.status[row] = (uint8_t)status;
    world->persons.status_since[row] = world->now;
}

// Adds minutes (which may be negative) at the person's premium to her post.
static void post_add(struct kr_post *post, int32_t minutes, int16_t premium)
{
    kr_shared_add32(&post->contract_minutes, minutes);
    kr_shared_add(&post->premium_minutes, (int64_t)minutes * premium);
}

// Heads of an employer and of a post change together.
static void heads_add(struct kr_world *world, struct kr_post *post, int32_t heads)
{
    kr_shared_add32(&post->heads, heads);
    kr_shared_add32(&world->employers.at[post->employer].heads, heads);
}

void kr_job_end(const struct kr_live *live, struct kr_tallies *tallies, kr_row row,
                int to)
{
    struct kr_persons *p = &live->world->persons;
    struct kr_post *post = &live->world->posts.at[p->post[row]];
    const int32_t minutes = p->contract_minutes[row];
    heads_add(live->world, post, -1);
    post_add(post, -minutes, p->wage_premium[row]);
    kr_shared_add32(&post->left_minutes, minutes);
    const int sector = live->world->employers.at[post->employer].sector;
    tallies->events.separations++;
    kr_load_add(live, tallies, post, KR_BY_LOAD_SEPARATIONS, to != KR_TO_END);
    ++*kr_tally_at(tallies, KR_TALLY_sector_separations, sector, to);
    p->post[row] = KR_NONE;
    p->contract[row] = KR_NO_CONTRACT;
    p->contract_minutes[row] = 0;
    p->usual_minutes[row] = 0;
    p->contract_end[row] = KR_NEVER;
    p->job_since[row] = KR_NEVER;
    p->wish[row] = KR_NO_WISH;
    p->raised[row] = 0;
    p->notice[row] = KR_NO_NOTICE;
    p->leave[row] = KR_NO_LEAVE;
    if (p->health[row] == KR_SHORT_ABSENCE) {
        p->health[row] = KR_HEALTHY;
    }
}

void kr_job_begin(const struct kr_live *live, kr_row row,
                  const struct kr_job_terms *terms)
{
    struct kr_persons *p = &live->world->persons;
    struct kr_post *post = &live->world->posts.at[terms->post];
    heads_add(live->world, post, 1);
    post_add(post, terms->minutes, terms->premium);
    p->post[row] = terms->post;
    p->contract[row] = terms->contract;
    p->contract_end[row] = terms->contract_end;
    p->contract_minutes[row] = terms->minutes;
    p->usual_minutes[row] = terms->minutes;
    p->wage_premium[row] = terms->premium;
    p->job_since[row] = live->world->now;
    p->wish[row] = KR_NO_WISH;
    p->benefit[row] = KR_NO_BENEFIT;
    kr_status_set(live->world, row, KR_EMPLOYEE);
}

void kr_job_hours(const struct kr_live *live, kr_row row, uint16_t minutes)
{
    struct kr_persons *p = &live->world->persons;
    struct kr_post *post = &live->world->posts.at[p->post[row]];
    post_add(post, (int32_t)minutes - p->contract_minutes[row], p->wage_premium[row]);
    p->contract_minutes[row] = minutes;
    p->usual_minutes[row] = minutes;
}

static void own_account_end(const struct kr_live *live, struct kr_tallies *tallies,
                            kr_row row, enum kr_status status)
{
    struct kr_persons *p = &live->world->persons;
    tallies->events.self_employment_ends++;
    kr_event_leaves(kr_event_log(live, kr_block_of(row), KR_EVENT_OWN_ACCOUNT_ENDED, row),
                    status);
    p->contract[row] = KR_NO_CONTRACT;
    p->contract_minutes[row] = 0;
    p->usual_minutes[row] = 0;
    p->job_since[row] = KR_NEVER;
}

void kr_work_end(const struct kr_live *live, struct kr_tallies *tallies, kr_row row,
                 int to, enum kr_status status)
{
    if (live->world->persons.status[row] == KR_EMPLOYEE) {
        kr_job_end(live, tallies, row, to);
    } else {
        own_account_end(live, tallies, row, status);
    }
    kr_status_set(live->world, row, status);
}

void kr_own_account_begin(const struct kr_live *live, struct kr_tallies *tallies,
                          kr_row row)
{
    struct kr_persons *p = &live->world->persons;
    // on own account she works the hours she wants
    const int wanted = p->desired_hours[row] * 60;
    const uint16_t hours =
        wanted > p->usual_minutes[row] ? (uint16_t)wanted : p->usual_minutes[row];
    tallies->events.self_employment_starts++;
    struct kr_event *event =
        kr_event_log(live, kr_block_of(row), KR_EVENT_OWN_ACCOUNT_BEGUN, row);
    kr_event_becomes(event, KR_SELF_EMPLOYED);
    kr_event_hours(event, hours);
    kr_job_end(live, tallies, row, KR_TO_SELF_EMPLOYMENT);
    p->contract[row] = KR_OWN_ACCOUNT;
    p->contract_minutes[row] = hours;
    p->usual_minutes[row] = hours;
    p->job_since[row] = live->world->now;
    kr_status_set(live->world, row, KR_SELF_EMPLOYED);
}

void kr_person_gone(const struct kr_live *live, struct kr_tallies *tallies, kr_row row)
{
    struct kr_persons *p = &live->world->persons;
    if (p->status[row] == KR_EMPLOYEE) {
        tallies->events.left_with_life++;
        kr_job_end(live, tallies, row, KR_TO_END);
    }
    kr_persons_clear_row(p, row);
    live->scratch->before[row] = 0;
    kr_row *freed = kr_buffer_append(&live->scratch->freed, kr_block_of(row));
    if (freed != NULL) {
        *freed = row;
    }
}

void kr_occupation_change(const struct kr_live *live, kr_row row, int occupation)
{
    struct kr_persons *p = &live->world->persons;
    if (p->occupation[row] == occupation) {
        return;
    }
    const int worked = live->world->now - p->occupation_since[row];
    const bool knows = p->previous_occupation[row] == occupation;
    const struct kr_occupation *o = &live->model->country->occupation[occupation];
    // who was never qualified for a protected occupation cannot go back to it
    const bool learner = live->model->country->occupation[p->occupation[row]].legal &&
                         p->rung[row] < KR_RUNG_QUALIFIED;
    p->previous_experience[row] = (uint8_t)(worked > 250 ? 250 : worked < 1 ? 1 : worked);
    p->previous_occupation[row] = learner ? (uint8_t)occupation : p->occupation[row];
    p->occupation[row] = (uint8_t)occupation;
    p->occupation_since[row] = live->world->now;
    p->rung[row] = knows                                        ? KR_RUNG_QUALIFIED
                   : p->education[row] >= (uint8_t)o->education ? KR_RUNG_PARTIAL
                                                                : KR_RUNG_TRAINEE;
}
