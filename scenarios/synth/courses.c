// Who is on a course at the start, for what, and how far: those who would have begun one
// in the ten years before at the hazards of the pack and have neither finished nor
// dropped out.
#include "base/math.h"
#include "scenarios/synth/life.h"

enum { LOOK_BACK = 40, FIRST_YEAR = 4 }; // quarters

// The occupation that a course of somebody qualified leads to, or KR_NONE: the next rung
// of the ladder or one that people of the occupation move to after retraining.
static int goal_of(const struct kr_life *self, kr_row row, double u)
{
    const struct kr_synthesis *s = self->self;
    const struct kr_persons *p = &s->world->persons;
    const struct kr_country *country = s->country;
    const int from = p->occupation[row];
    if (p->rung[row] < KR_RUNG_QUALIFIED) {
        return from;
    }
    const double ladder = s->model->parameters.training.ladder_share;
    if (u < ladder && country->occupation[from].next_rung != KR_NONE) {
        return country->occupation[from].next_rung;
    }
    const double *share = &country->transition[kr_line(from, country->occupations)];
    const uint8_t *quarters =
        &country->retraining_quarters[kr_line(from, country->occupations)];
    double left = 0.0;
    for (int o = 0; o < country->occupations; o++) {
        left += quarters[o] > 0 ? share[o] : 0.0;
    }
    left *= u < ladder ? u / ladder : (u - ladder) / (1.0 - ladder);
    for (int o = 0; o < country->occupations; o++) {
        left -= quarters[o] > 0 ? share[o] : 0.0;
        if (quarters[o] > 0 && left < 0.0) {
            return o;
        }
    }
    return KR_NONE;
}

static int length_of(const struct kr_country *country, int from, int goal)
{
    const struct kr_occupation *o = &country->occupation[from];
    const int quarters =
        from == goal ? o->training_quarters / 2
        : o->next_rung == goal
            ? o->quarters_to_next
            : country->retraining_quarters[kr_line(from, country->occupations) +
                                           (size_t)goal];
    return quarters < 1 ? 1 : quarters > LOOK_BACK ? LOOK_BACK : quarters;
}

// Chance of not having dropped out after so many quarters.
static double stays(const struct kr_training_parameters *rule, int quarters)
{
    double chance = 1.0;
    for (int q = 0; q < quarters; q++) {
        chance *= 1.0 - (q < FIRST_YEAR ? rule->dropout_first : rule->dropout_later);
    }
    return chance;
}

static double rate_of(const struct kr_life *self, kr_row row)
{
    const struct kr_synthesis *s = self->self;
    const struct kr_persons *p = &s->world->persons;
    const int age = kr_age(p->birth_quarter[row], s->start);
    const int line = (int)KR_H_TRAINING * KR_STATUSES + kr_life_status(p, row);
    return s->model->parameters.training.start_scale *
           s->country->hazard[(line * KR_AGE_GROUPS + kr_age_group(age)) * KR_SEX_COUNT +
                              p->sex[row]];
}

void kr_life_courses(const struct kr_life *self, kr_row first, kr_row last)
{
    const struct kr_synthesis *s = self->self;
    struct kr_persons *p = &s->world->persons;
    const struct kr_training_parameters *rule = &s->model->parameters.training;
    for (kr_row i = first; i < last; i++) {
        const double rate = rate_of(self, i);
        const uint64_t word = kr_draw_word(s, KR_POPULATION_COURSE, p->id[i]);
        const double u = kr_high_half(word);
        if (p->study[i] != 0 || u >= rate * LOOK_BACK) {
            continue;
        }
        const int begun = (int)(u / rate); // quarters ago
        const uint64_t goal_word = kr_draw_word(s, KR_POPULATION_COURSE_GOAL, p->id[i]);
        const int goal = goal_of(self, i, kr_high_half(goal_word));
        if (goal == KR_NONE || kr_low_half(word) >= stays(rule, begun)) {
            continue;
        }
        const int length = length_of(s->country, p->occupation[i], goal);
        if (begun < length) {
            p->course[i] = (uint8_t)(goal + 1);
            p->course_provider[i] = (uint8_t)(p->region[i] + 1);
            p->course_left[i] = (uint8_t)(length - begun);
        }
    }
}
