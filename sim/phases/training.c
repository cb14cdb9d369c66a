// Phase 7: courses start, go on, break off and finish; experience raises rungs.
//
// Reads: persons, rates, terms, levers. Writes: persons' own rows, posts' learning
// minutes and time of mentors by commuting integer sums. Random uses: TRAINING,
// TRAINING_GOAL.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/events.h"
#include "sim/phases/phases.h"
#include "sim/programmes.h"
#include "sim/rates.h"
#include "sim/strip.h"
#include "sim/studies.h"
#include "sim/targets.h"
#include "sim/uses.h"

enum {
    FIRST_YEAR = 4,
    LONGEST_COURSE = 40,
    LOOKS = 4, // at occupations to train for
};

struct training {
    struct kr_live live;
    uint64_t salt;
    int64_t *trainees; // [occupation] on a course for it
    int64_t *workers;  // [occupation] who could be their mentors
    // limits on the chance to begin to learn: whether a study may be begun, status, cell
    uint32_t begins[2][KR_STATUS_COUNT][KR_CELLS];
};

// One that people of the present occupation move to, that needs retraining; those with
// more openings per worker than at first are drawn more often. KR_NONE when none shows
// up.
static int retraining_goal(const struct training *d, int occupation, struct kr_pcg *s)
{
    const struct kr_country *country = d->live.model->country;
    const uint8_t *quarters =
        &country->retraining_quarters[(ptrdiff_t)occupation * country->occupations];
    for (int look = 0; look < LOOKS; look++) {
        const int goal =
            kr_draw_code(&d->live.scratch->transition, occupation, kr_pcg_uniform(s));
        if (quarters[goal] > 0) {
            return goal;
        }
    }
    return KR_NONE;
}

// The occupation somebody trains for: first of all the present one itself, then the next
// rung of its ladder or another occupation.
static int goal_of(const struct training *d, kr_row row)
{
    const struct kr_persons *p = &d->live.world->persons;
    struct kr_pcg s =
        kr_random(d->live.model->key,
                  kr_random_tag(KR_USE_TRAINING_GOAL, d->live.world->now, 0), p->id[row]);
    const int occupation = p->occupation[row];
    const int next = d->live.model->country->occupation[occupation].next_rung;
    if (p->rung[row] < KR_RUNG_QUALIFIED) {
        return occupation;
    }
    const double ladder = d->live.scratch->terms.parameters.training.ladder_share;
    const struct kr_learning rung = {.goal = next, .field = KR_NONE};
    const double more =
        next != KR_NONE && kr_lever_moved(&d->live, KR_LEVER_course_ladder)
            ? kr_lever_of_learner(&d->live, KR_LEVER_course_ladder, row, rung)
            : 0.0;
    const bool climbs =
        kr_pcg_uniform(&s) < ladder + (1.0 - ladder) * kr_clamp(more, 0.0, 1.0);
    return climbs && next != KR_NONE ? next : retraining_goal(d, occupation, &s);
}

static int length_of(const struct training *d, int from, int goal)
{
    const struct kr_country *country = d->live.model->country;
    int quarters = country->occupation[from].next_rung == goal
                       ? country->occupation[from].quarters_to_next
                       : country->retraining_quarters[from * country->occupations + goal];
    if (from == goal) {
        quarters = country->occupation[goal].training_quarters / 2;
    }
    return quarters < 1 ? 1 : quarters > LONGEST_COURSE ? LONGEST_COURSE : quarters;
}

// The course that somebody follows.
static struct kr_learning course_of(const struct kr_persons *p, kr_row row)
{
    return (struct kr_learning){.goal = p->course[row] - 1, .field = KR_NONE};
}

// Quarters that a course takes: what a policy recognises counts as done.
static uint8_t quarters_of(const struct training *d, kr_row row, int goal)
{
    const struct kr_learning what = {.goal = goal, .field = KR_NONE};
    const double factor = kr_learner_factor(&d->live, KR_LEVER_course_length, row, what);
    const int full = length_of(d, d->live.world->persons.occupation[row], goal);
    const double quarters = (double)full * factor + 0.5;
    return (uint8_t)kr_clamp(quarters, 1.0, (double)LONGEST_COURSE);
}

// A course begins where mentors have room: trainees of an occupation stay under a share
// of its workers, judged by the last quarter. `u` is below the rate times the largest
// factor of policies; those for whom it is below their own begin.
static void start_course(const struct training *d, struct kr_tallies *t, kr_row row,
                         double u, double rate)
{
    struct kr_persons *p = &d->live.world->persons;
    const int goal = goal_of(d, row);
    if (goal == KR_NONE) {
        return;
    }
    const double capacity = d->live.scratch->terms.parameters.training.mentor_capacity;
    const double taken = goal == p->occupation[row]
                             ? 0.0 // learns in her own job
                             : d->live.scratch->occupation_trainees[goal];
    const double room =
        capacity > 0.0 ? kr_clamp((capacity - taken) / capacity, 0.0, 1.0) : 0.0;
    const struct kr_learning what = {.goal = goal, .field = KR_NONE};
    rate *= kr_learner_factor(&d->live, KR_LEVER_course, row, what);
    if (u >= rate * kr_min(1.0, 4.0 * room)) {
        return;
    }
    t->events.trainings_started++;
    kr_event_log(&d->live, kr_block_of(row), KR_EVENT_COURSE_STARTED, row);
    p->course[row] = (uint8_t)(goal + 1);
    p->course_provider[row] = (uint8_t)(p->region[row] + 1);
    p->course_left[row] = quarters_of(d, row, goal);
    kr_programme_event(&d->live, kr_block_of(row), KR_COST_COURSE, row,
                       p->contract_minutes[row]);
}

// Hours that the course takes from the work, the learner's and those of who guides her.
static void take_time(const struct training *d, kr_row row)
{
    const struct kr_persons *p = &d->live.world->persons;
    if (p->status[row] != KR_EMPLOYEE ||
        !kr_lever_moved(&d->live, KR_LEVER_course_time)) {
        return;
    }
    const double share =
        kr_lever_of_learner(&d->live, KR_LEVER_course_time, row, course_of(p, row));
    const double lost = kr_clamp(share, 0.0, 1.0) * (double)p->contract_minutes[row];
    struct kr_post *post = &d->live.world->posts.at[p->post[row]];
    kr_shared_add32(&post->learning_minutes, (int32_t)lost);
}

// The qualification is there: whoever has a job keeps it and knows the new occupation
// besides; others take the new one for their own.
static void finish_course(struct kr_live live, kr_row row)
{
    struct kr_persons *p = &live.world->persons;
    const int goal = p->course[row] - 1;
    const uint8_t level = (uint8_t)live.model->country->occupation[goal].education;
    p->course[row] = 0;
    p->course_provider[row] = 0;
    p->education[row] = p->education[row] < level ? level : p->education[row];
    if (goal == p->occupation[row]) {
        p->rung[row] = KR_RUNG_QUALIFIED;
    } else if (p->status[row] == KR_EMPLOYEE || p->status[row] == KR_SELF_EMPLOYED) {
        p->previous_occupation[row] = (uint8_t)goal; // can now be applied for
        p->previous_experience[row] = 0;
    } else {
        p->previous_occupation[row] = p->occupation[row];
        p->previous_experience[row] = 0;
        p->occupation[row] = (uint8_t)goal;
        p->occupation_since[row] = live.world->now;
        p->rung[row] = KR_RUNG_QUALIFIED;
    }
}

static void continue_course(const struct training *d, struct kr_tallies *t, kr_row row,
                            double u)
{
    struct kr_persons *p = &d->live.world->persons;
    const struct kr_training_parameters *rule =
        &d->live.scratch->terms.parameters.training;
    const int goal = p->course[row] - 1;
    const int done = length_of(d, p->occupation[row], goal) - p->course_left[row];
    const double dropout =
        (done < FIRST_YEAR ? rule->dropout_first : rule->dropout_later) *
        kr_learner_factor(&d->live, KR_LEVER_course_dropout, row, course_of(p, row));
    take_time(d, row);
    if (u < dropout) {
        t->events.trainings_dropped++;
        kr_event_log(&d->live, kr_block_of(row), KR_EVENT_COURSE_DROPPED, row);
        p->course[row] = 0;
        p->course_provider[row] = 0;
        p->course_left[row] = 0;
    } else if (--p->course_left[row] == 0) {
        t->events.trainings_finished++;
        kr_event_log(&d->live, kr_block_of(row), KR_EVENT_COURSE_FINISHED, row);
        finish_course(d->live, row);
    }
}

// Learning by doing: rungs rise with experience in the occupation.
static void climb(const struct training *d, kr_row row)
{
    struct kr_persons *p = &d->live.world->persons;
    const struct kr_training_parameters *rule =
        &d->live.scratch->terms.parameters.training;
    const int worked = d->live.world->now - p->occupation_since[row];
    if (worked == (int)rule->rung_quarters && p->rung[row] < KR_RUNG_QUALIFIED &&
        !d->live.model->country->occupation[p->occupation[row]].legal) {
        p->rung[row]++;
    } else if (worked == (int)rule->senior_quarters &&
               p->rung[row] == KR_RUNG_QUALIFIED) {
        p->rung[row] = KR_RUNG_SENIOR;
    }
}

// Newcomers are less efficient, on a straight line up to full efficiency.
static void learn_job(const struct training *d, kr_row row)
{
    const struct kr_persons *p = &d->live.world->persons;
    const struct kr_training_parameters *rule =
        &d->live.scratch->terms.parameters.training;
    const double tenure = (double)(d->live.world->now - p->job_since[row]);
    const double lost = (1.0 - rule->newcomer_efficiency) *
                        (1.0 - tenure / rule->newcomer_quarters) *
                        (double)p->contract_minutes[row];
    struct kr_post *post = &d->live.world->posts.at[p->post[row]];
    kr_shared_add32(&post->learning_minutes, (int32_t)lost);
}

// Guiding somebody takes time of her colleagues: hours that are not worked in the post.
static void guide(const struct training *d, kr_row row)
{
    const struct kr_world *world = d->live.world;
    const double share =
        kr_max(kr_person_addend(&d->live, KR_LEVER_mentor_time, row), 0.0);
    const int32_t minutes =
        (int32_t)(share * (double)world->persons.contract_minutes[row]);
    if (minutes > 0) {
        struct kr_post *post = &world->posts.at[world->persons.post[row]];
        const int sector = world->employers.at[post->employer].sector;
        kr_shared_add32(&post->learning_minutes, minutes);
        kr_shared_add(&d->live.scratch->mentor_minutes[sector], minutes);
    }
}

// Adults go back to school beside their work: they learn another trade, or if they may, a
// higher one. `u` is uniform.
static void begin_study(const struct training *d, struct kr_tallies *t, kr_row row,
                        double u)
{
    const struct kr_persons *p = &d->live.world->persons;
    const struct kr_training_parameters *rule =
        &d->live.scratch->terms.parameters.training;
    struct kr_pcg s =
        kr_random(d->live.model->key,
                  kr_random_tag(KR_USE_TRAINING_GOAL, d->live.world->now, 1), p->id[row]);
    const bool higher = p->education[row] == KR_MIDDLE && u < rule->study_adult_higher;
    kr_study_begin(&d->live, row, higher ? KR_MIDDLE : KR_LOW, 0, &s);
    t->events.studies_started += p->study[row] != 0;
    if (p->study[row] != 0) {
        kr_event_log(&d->live, kr_block_of(row), KR_EVENT_ADULT_STUDY, row);
        kr_programme_event(&d->live, kr_block_of(row), KR_COST_STUDY, row,
                           p->contract_minutes[row]);
    }
}

// A course, else a study; one uniform for both. Courses that only policies bring come
// after the studies, so that nobody who would have begun a study is moved.
static void begin_to_learn(const struct training *d, struct kr_tallies *t, kr_row row,
                           double u)
{
    const struct kr_persons *p = &d->live.world->persons;
    const struct kr_training_parameters *rule =
        &d->live.scratch->terms.parameters.training;
    const int age = kr_age(p->birth_quarter[row], d->live.world->now);
    const double course = kr_rate(&d->live.scratch->rates, KR_H_TRAINING, p->status[row],
                                  p->contract[row], kr_age_group(age), p->sex[row]);
    const bool adult = age >= 20 && age < 45 && p->education[row] < KR_HIGH;
    const double study = adult ? rule->study_adult : 0.0;
    const double most = kr_lever_most(&d->live, KR_LEVER_course);
    if (u < course) {
        start_course(d, t, row, u, course);
    } else if (adult && u < course + rule->study_adult) {
        begin_study(d, t, row, (u - course) / rule->study_adult);
    } else if (most > 1.0 && u - study < course * most) {
        start_course(d, t, row, u - study, course);
    }
}

static bool may_start(int status)
{
    return status == KR_EMPLOYEE || status == KR_SELF_EMPLOYED ||
           status == KR_UNEMPLOYED || status == KR_AVAILABLE;
}

static void live_person(const struct training *d, struct kr_tallies *t, kr_row row,
                        double u)
{
    const struct kr_persons *p = &d->live.world->persons;
    const int status = p->status[row];
    if (p->course[row] != 0) {
        continue_course(d, t, row, u);
    } else if (may_start(status) && p->study[row] == 0) {
        begin_to_learn(d, t, row, u);
    }
    if (status == KR_EMPLOYEE) {
        climb(d, row);
    }
}

// ---------------------------------------------------------------- thinning

struct pass {
    struct kr_strip strip;
    uint16_t cell[KR_STRIP_ROWS];
    uint8_t due[KR_STRIP_ROWS], adult[KR_STRIP_ROWS], newcomer[KR_STRIP_ROWS];
    uint64_t word[KR_STRIP_ROWS];
    uint32_t limit[KR_STRIP_ROWS];
    uint16_t hits[KR_STRIP_ROWS];
};

// Who is on a course or due for a rung, who may begin a study, who is new in a job.
static void read_rows(const struct training *d, struct pass *pass)
{
    const struct kr_persons *p = &d->live.world->persons;
    const struct kr_training_parameters *rule =
        &d->live.scratch->terms.parameters.training;
    const kr_row first = pass->strip.first;
    const kr_quarter now = d->live.world->now;
    const uint16_t qualified = (uint16_t)(int)rule->rung_quarters;
    const uint16_t senior = (uint16_t)(int)rule->senior_quarters;
    // with mentors anybody may be guided
    const double longest = kr_lever_moved(&d->live, KR_LEVER_mentor_time)
                               ? (double)UINT16_MAX
                               : kr_clamp(rule->newcomer_quarters + 1.0, 0.0, 1e4);
    const uint16_t newcomers = (uint16_t)longest;
    uint8_t *restrict due = pass->due; // no columns: several rows go at once
    uint8_t *restrict adult = pass->adult;
    uint8_t *restrict newcomer = pass->newcomer;
    for (int i = 0; i < pass->strip.rows; i++) {
        const uint16_t worked = (uint16_t)(now - p->occupation_since[first + i]);
        const uint16_t age = (uint16_t)(now - p->birth_quarter[first + i]);
        const uint16_t tenure = (uint16_t)(now - p->job_since[first + i]);
        due[i] = (worked == qualified) | (worked == senior);
        adult[i] = (age >= 20 * 4) & (age < 45 * 4);
        newcomer[i] = tenure < newcomers;
    }
    for (int i = 0; i < pass->strip.rows; i++) {
        const kr_row row = first + i;
        due[i] =
            (uint8_t)(((p->status[row] == KR_EMPLOYEE) & due[i]) | (p->course[row] != 0));
        adult[i] = (uint8_t)(adult[i] & (p->education[row] < KR_HIGH));
        newcomer[i] = (uint8_t)((p->status[row] == KR_EMPLOYEE) & newcomer[i]);
    }
}

static void read_limits(const struct training *d, struct pass *pass)
{
    const uint8_t *status = &d->live.world->persons.status[pass->strip.first];
    for (int i = 0; i < pass->strip.rows; i++) {
        const uint32_t limit = d->begins[pass->adult[i]][status[i]][pass->cell[i]];
        pass->limit[i] = pass->due[i] != 0 ? KR_CERTAIN : limit;
    }
}

static void live_newcomers(const struct training *d, struct pass *pass)
{
    const struct kr_world *world = d->live.world;
    const struct kr_persons *p = &world->persons;
    const kr_row first = pass->strip.first;
    const double newcomer = d->live.scratch->terms.parameters.training.newcomer_quarters;
    const int count = kr_thin_marked(pass->newcomer, pass->strip.rows, pass->hits);
    for (int h = 0; h < count; h++) {
        kr_ask_to_write(&world->posts.at[p->post[first + pass->hits[h]]]);
    }
    for (int h = 0; h < count; h++) {
        const kr_row row = first + pass->hits[h];
        if ((double)(world->now - p->job_since[row]) < newcomer) {
            learn_job(d, row);
        }
        guide(d, row);
    }
}

// Most statuses may begin to learn, so all rows of a strip are held against limits.
static void live_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct training *d = context;
    const struct kr_persons *p = &d->live.world->persons;
    struct kr_tallies *t = &d->live.scratch->worker[worker];
    struct pass pass;
    for (kr_row i = first; i < last; i += KR_STRIP_ROWS) {
        kr_strip_all(i, last, &pass.strip);
        kr_strip_cells(d->live.world, &pass.strip, pass.cell);
        read_rows(d, &pass);
        read_limits(d, &pass);
        live_newcomers(d, &pass);
        kr_random_block(d->salt, &p->id[i], pass.strip.rows, pass.word);
        const int count = kr_thin(pass.word, pass.limit, pass.strip.rows, pass.hits);
        for (int h = 0; h < count; h++) {
            if (p->status[i + pass.hits[h]] != KR_ABSENT) {
                live_person(d, t, i + pass.hits[h], kr_uniform(pass.word[pass.hits[h]]));
            }
        }
    }
}

static void set_begins(struct training *d)
{
    const double study = d->live.scratch->terms.parameters.training.study_adult;
    const double most = kr_lever_most(&d->live, KR_LEVER_course);
    for (int s = KR_EMPLOYEE; s < KR_STATUS_COUNT; s++) {
        for (int c = 0; c < KR_CELLS; c++) {
            const double course =
                most * kr_cell_rates(&d->live.scratch->rates, s, c)[KR_H_TRAINING];
            d->begins[0][s][c] = may_start(s) ? kr_limit_of(course) : 0;
            d->begins[1][s][c] = may_start(s) ? kr_limit_of(course + study) : 0;
        }
    }
}

// Trainees of other occupations and possible mentors, now.
static void count_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct training *d = context;
    const struct kr_persons *p = &d->live.world->persons;
    int64_t trainees[256] = {0};
    int64_t workers[256] = {0};
    for (kr_row i = first; i < last; i++) {
        const int goal = p->course[i] - 1;
        const int status = p->status[i];
        if (goal >= 0 && goal != p->occupation[i]) {
            trainees[goal]++;
        }
        workers[p->occupation[i]] +=
            ((status == KR_EMPLOYEE) | (status == KR_SELF_EMPLOYED)) &
            (p->rung[i] >= KR_RUNG_QUALIFIED);
    }
    for (int o = 0; o < d->live.model->country->occupations; o++) {
        kr_shared_add(&d->trainees[o], trainees[o]);
        kr_shared_add(&d->workers[o], workers[o]);
    }
}

static void count_trainees(struct training *d)
{
    kr_parallel_rows(d->live.model->threads, d->live.world->persons.rows, count_block, d);
    for (int o = 0; o < d->live.model->country->occupations; o++) {
        d->live.scratch->occupation_trainees[o] =
            (double)d->trainees[o] / kr_max(1.0, (double)d->workers[o]);
    }
}

int kr_phase_training(struct kr_live *live)
{
    const uint64_t salt = kr_random_salt(
        live->model->key, kr_random_tag(KR_USE_TRAINING, live->world->now, 0));
    int64_t trainees[256] = {0};
    int64_t workers[256] = {0};
    struct training d = {
        .live = *live, .salt = salt, .trainees = trainees, .workers = workers};
    count_trainees(&d);
    set_begins(&d);
    kr_parallel_rows(live->model->threads, live->world->persons.rows, live_block, &d);
    return KR_OK;
}
