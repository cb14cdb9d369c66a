// School to work (rule R14): the choice of a field, drop-out, the diploma, going on.
#include "sim/studies.h"

#include "base/math.h"
#include "base/parallel.h"
#include "sim/events.h"
#include "sim/jobs.h"
#include "sim/programmes.h"
#include "sim/targets.h"
#include "sim/uses.h"

enum { YOUNG = 27 * 4 }; // quarters of age until which one study follows another

void kr_study_begin(const struct kr_live *live, kr_row row, int level, int wait,
                    struct kr_pcg *stream)
{
    struct kr_persons *p = &live->world->persons;
    const double u = kr_pcg_uniform(stream);
    if (live->model->country->fields == 0 || live->scratch->field_places[level] <= 0.0) {
        return;
    }
    const int field =
        kr_draw_code(&live->scratch->field, level * KR_SEX_COUNT + p->sex[row], u);
    p->study[row] = (uint8_t)(field + 1);
    p->study_since[row] = (int16_t)(live->world->now + wait);
}

// What a graduate can do from now on: her occupation when she has no job, else one that
// she knows besides the job.
static void take_diploma(const struct kr_live *live, kr_row row, int goal, bool goes_on)
{
    struct kr_persons *p = &live->world->persons;
    if (p->status[row] == KR_EMPLOYEE || p->status[row] == KR_SELF_EMPLOYED || goes_on) {
        p->previous_occupation[row] = (uint8_t)goal;
        p->previous_experience[row] = 0;
        return;
    }
    p->previous_occupation[row] = p->occupation[row];
    p->occupation[row] = (uint8_t)goal;
    p->occupation_since[row] = live->world->now;
    p->rung[row] = KR_RUNG_QUALIFIED;
}

// Level of the study that follows, or KR_NONE: after a diploma a higher one or another of
// the same kind, after dropping out another try.
static int next_level(const struct kr_live *live, kr_row row,
                      const struct kr_field *field, bool diploma, double u)
{
    const struct kr_persons *p = &live->world->persons;
    const struct kr_training_parameters *rule = &live->scratch->terms.parameters.training;
    if (live->world->now - p->birth_quarter[row] >= YOUNG) {
        return KR_NONE;
    }
    if (!diploma) {
        return u < rule->study_restart ? field->entry_education : KR_NONE;
    }
    if (field->level == KR_HIGH) {
        return KR_NONE;
    }
    return u < rule->study_on                        ? (int)field->level
           : u < rule->study_on + rule->study_repeat ? field->entry_education
                                                     : KR_NONE;
}

// Who leaves education without a job begins to search, or takes time off.
static void leave_school(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                         double u, struct kr_event *event)
{
    struct kr_world *world = live->world;
    if (world->persons.status[row] == KR_STUDENT) {
        const bool searches =
            u < live->scratch->terms.parameters.demography.student_job_share;
        t->events.activated += searches;
        kr_event_becomes(event, searches ? KR_UNEMPLOYED : KR_AVAILABLE);
        kr_status_set(world, row, searches ? KR_UNEMPLOYED : KR_AVAILABLE);
    }
}

// A study begins, and costs whoever pays for it.
static void note_start(const struct kr_live *live, struct kr_tallies *t, kr_row row)
{
    t->events.studies_started++;
    kr_event_log(live, kr_block_of(row), KR_EVENT_STUDY_STARTED, row);
    kr_programme_event(live, kr_block_of(row), KR_COST_STUDY, row,
                       live->world->persons.contract_minutes[row]);
}

static void end_study(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                      bool diploma)
{
    struct kr_persons *p = &live->world->persons;
    const int code = p->study[row] - 1;
    const struct kr_field *field = &live->model->country->field[code];
    struct kr_pcg s = kr_random(
        live->model->key, kr_random_tag(KR_USE_STUDY, live->world->now, 1), p->id[row]);
    const double job = kr_pcg_uniform(&s);
    const double search = kr_pcg_uniform(&s);
    const int level = next_level(live, row, field, diploma, kr_pcg_uniform(&s));
    t->events.graduated += diploma;
    t->events.study_dropouts += !diploma;
    struct kr_event *event =
        kr_event_log(live, kr_block_of(row),
                     diploma ? KR_EVENT_GRADUATED : KR_EVENT_STUDY_DROPPED, row);
    p->study[row] = 0;
    p->study_since[row] = KR_NEVER;
    if (diploma) {
        const uint8_t attained = (uint8_t)field->level;
        p->education[row] = p->education[row] < attained ? attained : p->education[row];
        const int goal = kr_draw_code(&live->scratch->field_job, code, job);
        take_diploma(live, row, goal, level != KR_NONE);
    }
    if (level != KR_NONE) {
        kr_study_begin(live, row, level, 0, &s);
    }
    if (p->study[row] == 0) {
        leave_school(live, t, row, search, event);
    } else {
        note_start(live, t, row);
    }
}

// Quarters that the study has lasted; below 0 while school goes before it.
static int studied(const struct kr_live *live, kr_row row)
{
    return live->world->now - live->world->persons.study_since[row];
}

static bool drops_out(const struct kr_live *live, kr_row row, double uniform)
{
    const int code = live->world->persons.study[row] - 1;
    const struct kr_learning what = {.goal = KR_NONE, .field = code};
    return uniform < live->model->country->field[code].dropout_per_quarter *
                         live->scratch->terms.parameters.training.study_dropout_scale *
                         kr_learner_factor(live, KR_LEVER_study_dropout, row, what);
}

bool kr_study_moves(const struct kr_live *live, kr_row row, double uniform)
{
    const struct kr_field *field =
        &live->model->country->field[live->world->persons.study[row] - 1];
    const int quarters = studied(live, row);
    return quarters == 0 || quarters >= field->quarters ||
           (quarters > 0 && drops_out(live, row, uniform));
}

void kr_study_progress(const struct kr_live *live, struct kr_tallies *tallies, kr_row row,
                       double uniform)
{
    struct kr_persons *p = &live->world->persons;
    const struct kr_field *field = &live->model->country->field[p->study[row] - 1];
    const int quarters = studied(live, row);
    if (quarters < 0) {
        return; // still at school, the field begins later
    }
    if (quarters == 0 && p->education[row] < field->entry_education) {
        p->education[row] = (uint8_t)field->entry_education; // the exams of the school
    }
    if (quarters == 0) {
        note_start(live, tallies, row);
    }
    if (quarters >= field->quarters) {
        end_study(live, tallies, row, true);
    } else if (drops_out(live, row, uniform)) {
        end_study(live, tallies, row, false);
    }
}

// Agreed pay of every occupation, with what policies add to it, relative to the mean of
// the country, log change since the start.
static void occupation_pay(const struct kr_model *model, const struct kr_world *world,
                           double *pay)
{
    const struct kr_country *country = model->country;
    double persons[256] = {0};
    double all = 0.0;
    double sum = 0.0;
    for (int i = 0; i < country->staffing_rows; i++) {
        const struct kr_staffing *s = &country->staffing[i];
        const double extra =
            world->scratch->terms
                .pay_log[s->sector * country->occupations + s->occupation];
        double level = world->wage_level[country->sector[s->sector].wage_group];
        level = extra > 0.0 || extra < 0.0 ? level * kr_exp(extra) : level;
        persons[s->occupation] += s->persons;
        pay[s->occupation] += s->persons * level;
        all += s->persons;
        sum += s->persons * level;
    }
    for (int o = 0; o < country->occupations; o++) {
        pay[o] = persons[o] > 0.0 && sum > 0.0 ? kr_log(pay[o] / persons[o] / (sum / all))
                                               : 0.0;
    }
}

void kr_field_pull(const struct kr_model *model, const struct kr_world *world,
                   double *pull)
{
    const struct kr_country *country = model->country;
    const struct kr_scratch *scratch = world->scratch;
    const struct kr_training_parameters *rule = &scratch->terms.parameters.training;
    double pay[256] = {0};
    occupation_pay(model, world, pay);
    for (int f = 0; f < country->fields; f++) {
        const double *share =
            &country->field_occupation[(size_t)f * (size_t)country->occupations];
        double total = 0.0;
        double gain = 0.0;
        for (int o = 0; o < country->occupations; o++) {
            const double ratio = scratch->opening.openness[o] / world->start_openness[o];
            const double open = kr_clamp(kr_log(ratio), -2.0, 2.0);
            total += share[o];
            gain += share[o] * (rule->field_wage * pay[o] + rule->field_tightness * open +
                                scratch->terms.study_log[o]);
        }
        pull[f] = total > 0.0 ? kr_exp(gain / total) : 1.0;
    }
}
