// Worked hours, hours wanted and the taste behind them (rules R2 and R3).
#include "base/math.h"
#include "base/parallel.h"
#include "scenarios/synth/life.h"

enum { TOP_STEP = KR_HOURS_STEPS };

static const struct kr_hours_menu *menu_of(const struct kr_life *self, kr_row row)
{
    const struct kr_synthesis *s = self->self;
    const struct kr_persons *p = &s->world->persons;
    const bool child = p->youngest_birth[row] != KR_NEVER;
    const int youngest = child ? (s->start - p->youngest_birth[row]) / 4 : 0;
    const int kind = kr_household_kind((enum kr_partner)p->partner[row], youngest, child);
    double wage = s->country->occupation[p->occupation[row]].wage_euro_per_hour;
    if (p->status[row] == KR_EMPLOYEE) {
        wage *= s->sector_factor[s->cell[s->person_cell[row]].sector];
    }
    wage *= 1.0 + p->wage_premium[row] / 10000.0;
    return kr_hours_menu_of(&s->menus, kind, wage);
}

// Steps of four hours by which somebody wants more: one, and further ones by chance.
static int steps_more(const struct kr_life *self, double uniform)
{
    int steps = 1;
    double left = self->further_step;
    while (steps < TOP_STEP && uniform < left) {
        steps++;
        left *= self->further_step;
    }
    return steps;
}

// Hours wanted by a worker, in steps of the grid.
static int wanted_at_work(const struct kr_life *self, kr_row row)
{
    const struct kr_synthesis *s = self->self;
    const struct kr_persons *p = &s->world->persons;
    const int hours = p->contract_minutes[row] / 60;
    const int step = hours / KR_HOURS_STEP;
    const double u = kr_draw(s, KR_POPULATION_WISH, p->id[row]);
    const double v = kr_draw(s, KR_POPULATION_GAP, p->id[row]);
    const double more = hours < KR_FULL_TIME ? self->under_employed : 0.0;
    const double fewer = hours >= KR_LEAST_TO_CUT && p->status[row] == KR_EMPLOYEE
                             ? self->over_employed
                             : 0.0;
    if (u < more) {
        const int most = KR_MOST_WANTED / KR_HOURS_STEP;
        const int wanted = step + steps_more(self, v);
        return wanted < most ? wanted : most;
    }
    // Of those left the share that makes the total right.
    if (u < more + fewer * (1.0 - more)) {
        return step - (v < 0.7 ? 1 : 2);
    }
    return step;
}

static int wanted_without_work(const struct kr_life *self, kr_row row)
{
    const struct kr_synthesis *s = self->self;
    const struct kr_persons *p = &s->world->persons;
    const int third = kr_age_third(kr_age_group(kr_age(p->birth_quarter[row], s->start)));
    const int studies = p->study[row] > 0;
    const double *share = self->wanted[p->sex[row]][third][studies];
    return 1 + kr_cut(share, KR_GRID_HOURS, kr_draw(s, KR_POPULATION_GAP, p->id[row]));
}

// On-call workers work more or less than their contract says.
static uint16_t usual_minutes(const struct kr_life *self, kr_row row)
{
    const struct kr_synthesis *s = self->self;
    const struct kr_persons *p = &s->world->persons;
    const double contract = p->contract_minutes[row];
    if (p->contract[row] != KR_ON_CALL) {
        return p->contract_minutes[row];
    }
    const double u = kr_draw(s, KR_POPULATION_ON_CALL_HOURS, p->id[row]);
    const double z = kr_normal_quantile(kr_clamp(u, 1e-9, 1.0 - 1e-9));
    const double swing = s->model->parameters.hours.on_call_swing;
    const double most = s->country->constants.legal_hours * 60.0;
    const double minutes = contract * kr_clamp(1.0 + swing * z, 0.25, 2.0);
    return (uint16_t)kr_clamp(__builtin_floor(minutes + 0.5), 60.0, most);
}

void kr_life_hours(const struct kr_life *self, kr_row first, kr_row last)
{
    const struct kr_synthesis *s = self->self;
    struct kr_persons *p = &s->world->persons;
    for (kr_row i = first; i < last; i++) {
        const int at_work = p->contract[i] != KR_NO_CONTRACT;
        int wanted = 0;
        if (at_work != 0) {
            p->usual_minutes[i] = usual_minutes(self, i);
            wanted = wanted_at_work(self, i);
        } else {
            wanted = wanted_without_work(self, i);
        }
        const double u = kr_draw(s, KR_POPULATION_TASTE, p->id[i]);
        p->taste[i] =
            kr_taste_draw(&s->menus, menu_of(self, i), wanted, p->informal_care[i], u);
        p->desired_hours[i] = (uint8_t)(wanted * KR_HOURS_STEP);
        if (p->status[i] == KR_EMPLOYEE) {
            const int contract = p->contract_minutes[i] / 60;
            p->wish[i] = (uint8_t)(p->desired_hours[i] > contract   ? KR_LATENT_MORE
                                   : p->desired_hours[i] < contract ? KR_LATENT_FEWER
                                                                    : KR_NO_WISH);
        }
    }
}
