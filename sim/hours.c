#include "sim/hours.h"

#include "base/math.h"
#include "sim/bonuses.h"
#include "sim/jobs.h"
#include "sim/targets.h"

enum { GROWN_UP = 18 * 4 };

// Variance of hours within a sex, age and contract, hours squared: turns a distance of
// means into a tilt of shares.
#define HOURS_VARIANCE 80.0
// Beyond a threshold of taste, hours.
#define LITTLE 0.25

// Gross pay of an hour at the prices of the start, euro.
static double hourly_wage(const struct kr_live *live, kr_row row)
{
    const struct kr_persons *p = &live->world->persons;
    double wage = live->model->country->occupation[p->occupation[row]].wage_euro_per_hour;
    if (p->post[row] != KR_NONE) {
        const int sector = kr_employer_of(live->world, row)->sector;
        wage *= live->scratch->sector_factor[sector];
    }
    return wage * (1.0 + (double)p->wage_premium[row] / 10000.0);
}

int kr_hours_menu_row(const struct kr_live *live, kr_row row)
{
    const struct kr_world *world = live->world;
    const struct kr_persons *p = &world->persons;
    const bool child = p->youngest_birth[row] != KR_NEVER &&
                       world->now - p->youngest_birth[row] < GROWN_UP;
    const int youngest = child ? (world->now - p->youngest_birth[row]) / 4 : 0;
    const int kind = kr_household_kind((enum kr_partner)p->partner[row], youngest, child);
    return kr_hours_menu_index(&live->scratch->menus, kind, hourly_wage(live, row));
}

static const struct kr_hours_menu *menu_of(const struct kr_live *live, kr_row row)
{
    return &live->scratch->menus.menu[kr_hours_menu_row(live, row)];
}

// Taste in hours at the present norm, workload and place in the childcare queue.
static double felt_taste(const struct kr_live *live, kr_row row)
{
    const struct kr_world *world = live->world;
    const struct kr_persons *p = &world->persons;
    const struct kr_parameters *rule = &live->scratch->terms.parameters;
    double x =
        kr_taste_hours(&live->scratch->menus, p->taste[row], p->informal_care[row]);
    x += live->scratch->norm[p->occupation[row]];
    x += kr_person_addend(live, KR_LEVER_hours_wanted, row);
    if (p->post[row] != KR_NONE) {
        const double load = (double)world->posts.at[p->post[row]].load;
        x -= rule->hours.load_effect * kr_log(kr_max(load, 0.2));
    }
    const bool small = p->children[row] > 0 && p->youngest_birth[row] != KR_NEVER &&
                       world->now - p->youngest_birth[row] < 4 * 4;
    if (small) {
        x -= world->child_care_queue * (1.0 - rule->services.queue_care_share) *
             rule->services.queue_hours_cut;
    }
    return x;
}

static void take_step(const struct kr_live *live, kr_row row, int step, double uniform)
{
    struct kr_persons *p = &live->world->persons;
    p->taste[row] = kr_taste_draw(&live->scratch->menus, menu_of(live, row), step,
                                  p->informal_care[row], uniform);
    p->desired_hours[row] = (uint8_t)(step * KR_HOURS_STEP);
}

// The hours worked by people of her sex, age and kind of contract: a row of shares. A
// contract that does not last does not say what she wants in the long run: from 25 on she
// counts with one kind or the other, by the uniform.
static int peers_of(const struct kr_live *live, kr_row row, double uniform)
{
    const struct kr_persons *p = &live->world->persons;
    const int age = kr_age(p->birth_quarter[row], live->world->now);
    const int group = p->sex[row] * 3 + (age < 25 ? 0 : age < 55 ? 1 : 2);
    int kind = p->contract[row] == KR_PERMANENT     ? 0
               : p->contract[row] == KR_OWN_ACCOUNT ? 2
                                                    : 1;
    if (kind == 1) {
        kind = uniform < (age < 25 ? 0.2 : 0.6) ? 0 : 1;
    }
    return group * 3 + kind;
}

void kr_hours_newcomer(const struct kr_live *live, kr_row row, struct kr_pcg *stream)
{
    const int peers = peers_of(live, row, kr_pcg_uniform(stream));
    const int step =
        kr_draw_code(&live->scratch->taste_hours, peers, kr_pcg_uniform(stream));
    take_step(live, row, step < 1 ? 1 : step, kr_pcg_uniform(stream));
}

static void shift_taste(const struct kr_live *live, kr_row row, double hours)
{
    struct kr_persons *p = &live->world->persons;
    p->taste[row] = kr_taste_shift(p->taste[row], hours);
}

void kr_hours_grow_up(const struct kr_live *live, kr_row row, struct kr_pcg *stream)
{
    const double permanent = live->scratch->terms.parameters.hours.grown_permanent;
    int peers = peers_of(live, row, 0.0);
    if (peers % 3 != 2) {
        peers = peers - peers % 3 + (kr_pcg_uniform(stream) < permanent ? 0 : 1);
    }
    const int step =
        kr_draw_code(&live->scratch->taste_hours, peers, kr_pcg_uniform(stream));
    take_step(live, row, step < 1 ? 1 : step, kr_pcg_uniform(stream));
    // the mean of 25 to 54 holds what partners and births take off later
    if (live->world->persons.sex[row] == KR_WOMAN &&
        live->world->persons.youngest_birth[row] == KR_NEVER) {
        shift_taste(live, row, live->scratch->terms.parameters.hours.grown_rise_women);
    }
}

enum kr_hours_event kr_hours_event(const struct kr_live *live, kr_row row)
{
    const struct kr_world *world = live->world;
    const struct kr_persons *p = &world->persons;
    if (p->job_since[row] == world->now - 1) {
        return KR_HOURS_NEW_JOB;
    }
    if (p->youngest_birth[row] == KR_NEVER) {
        return KR_HOURS_NO_EVENT;
    }
    const int child = world->now - p->youngest_birth[row];
    return child == 0                                             ? KR_HOURS_BIRTH
           : child == KR_SCHOOL_BEGINS || child == KR_SCHOOL_ENDS ? KR_HOURS_CHILD_AGED
                                                                  : KR_HOURS_NO_EVENT;
}

// A walk over the hours that people like her work, leaning to those of the occupation.
static void walk(const struct kr_live *live, kr_row row, struct kr_pcg *stream)
{
    static const int CONTRACT[3] = {KR_PERMANENT, KR_TEMPORARY, KR_OWN_ACCOUNT};
    struct kr_persons *p = &live->world->persons;
    const struct kr_scratch *scratch = live->scratch;
    const int peers = peers_of(live, row, kr_pcg_uniform(stream));
    const double *weight =
        &live->model->country
             ->hours_share[(size_t)(peers / 3 * KR_CONTRACT_COUNT + CONTRACT[peers % 3]) *
                           KR_HOURS_GRID];
    const double lean =
        scratch->terms.parameters.hours.occupation_pull *
        (live->world->start_hours[p->occupation[row]] - live->world->start_mean_hours) /
        HOURS_VARIANCE;
    const uint64_t high = kr_pcg_next(stream);
    const uint64_t word = high << 32 | kr_pcg_next(stream);
    const int now = p->desired_hours[row] / KR_HOURS_STEP;
    const int step = kr_hours_walk(weight, lean, now < 1 ? 1 : now, word);
    if (step != now) {
        take_step(live, row, step, kr_pcg_uniform(stream));
    }
}

void kr_hours_rethink(const struct kr_live *live, kr_row row, enum kr_hours_event event,
                      struct kr_pcg *stream)
{
    const struct kr_persons *p = &live->world->persons;
    const struct kr_hours_parameters *rule = &live->scratch->terms.parameters.hours;
    const double u = kr_pcg_uniform(stream);
    const double size = 0.5 + kr_pcg_uniform(stream); // of a mother's change
    const bool mother = p->sex[row] == KR_WOMAN;
    const bool first = p->eldest_birth[row] == live->world->now;
    if (event == KR_HOURS_BIRTH && mother && first) {
        shift_taste(live, row, u < rule->birth_share ? -size * rule->birth_fall : 0.0);
    } else if (event == KR_HOURS_CHILD_AGED && mother && u < rule->regain_share) {
        shift_taste(live, row, size * rule->regain_hours);
    } else if (event == KR_HOURS_NO_EVENT || u < rule->redraw_share) {
        walk(live, row, stream);
    }
}

void kr_hours_partner(const struct kr_live *live, kr_row row, bool gained)
{
    const struct kr_persons *p = &live->world->persons;
    const struct kr_hours_parameters *rule = &live->scratch->terms.parameters.hours;
    const double gain =
        p->sex[row] == KR_WOMAN ? -rule->partner_fall_women : rule->partner_rise_men;
    shift_taste(live, row, gained ? gain : -gain);
    if (p->status[row] == KR_EMPLOYEE) {
        kr_wish_update(live, row);
    }
}

void kr_hours_persuade(const struct kr_live *live, kr_row row)
{
    const struct kr_persons *p = &live->world->persons;
    const int step = p->contract_minutes[row] / 60 / KR_HOURS_STEP;
    const double missing =
        menu_of(live, row)->threshold[step] - felt_taste(live, row) + LITTLE;
    shift_taste(live, row, kr_max(missing, 0.0));
    kr_wish_update(live, row);
}

void kr_hours_regret(const struct kr_live *live, kr_row row)
{
    const struct kr_persons *p = &live->world->persons;
    const int step = p->contract_minutes[row] / 60 / KR_HOURS_STEP;
    if (step < 2) {
        return;
    }
    const double too_much =
        felt_taste(live, row) - menu_of(live, row)->threshold[step - 1] + LITTLE;
    shift_taste(live, row, -kr_max(too_much, 0.0));
    kr_wish_update(live, row);
}

double kr_price_of_steps(const struct kr_live *live, kr_row row, int from, int steps)
{
    const struct kr_hours_menu *menu = menu_of(live, row);
    const double x = felt_taste(live, row);
    const int first = from / KR_HOURS_STEP;
    double price = 0.0;
    for (int k = first; k < first + steps && k < KR_HOURS_STEPS; k++) {
        const double premium = kr_premium_up(&live->scratch->menus, menu, k, x);
        price += kr_max(premium, 0.0) * menu->gain[k];
    }
    return price;
}

double kr_loss_of_steps(const struct kr_live *live, kr_row row, int from, int steps)
{
    const struct kr_hours_menu *menu = menu_of(live, row);
    const double x = felt_taste(live, row);
    const int first = from / KR_HOURS_STEP;
    double loss = 0.0;
    for (int k = first; k < first + steps && k < KR_HOURS_STEPS; k++) {
        const double surplus = -kr_premium_up(&live->scratch->menus, menu, k, x);
        loss += kr_clamp(surplus, 0.0, 1.0) * menu->gain[k];
    }
    return loss;
}

double kr_net_share(const struct kr_live *live, kr_row row, int from, int steps)
{
    const struct kr_hours_menu *menu = menu_of(live, row);
    const int first = from / KR_HOURS_STEP;
    double gain = 0.0;
    double gross = 0.0;
    for (int k = first; k < first + steps && k < KR_HOURS_STEPS; k++) {
        gain += menu->gain[k];
        gross += 52.0 * KR_HOURS_STEP * hourly_wage(live, row);
    }
    return gross > 0.0 ? kr_clamp(gain / gross, 0.0, 1.0) : 1.0;
}

void kr_wish_update(const struct kr_live *live, kr_row row)
{
    struct kr_persons *p = &live->world->persons;
    const int desired = kr_desired_hours(menu_of(live, row), felt_taste(live, row));
    p->desired_hours[row] = (uint8_t)desired;
    const int contract = p->contract_minutes[row] / 60;
    // a second job gives the hours that the first does not
    const bool has_second = (p->groups[row] & KR_GROUP_SECOND_JOB) != 0;
    if (desired >= contract + KR_HOURS_STEP && !has_second) {
        if (p->wish[row] != KR_VOICED_MORE && p->wish[row] != KR_HELD_MORE) {
            p->wish[row] = KR_LATENT_MORE;
        }
    } else if (desired <= contract - KR_HOURS_STEP && !kr_bonus_holds(live, row)) {
        if (p->wish[row] != KR_VOICED_FEWER) {
            p->wish[row] = KR_LATENT_FEWER;
        }
    } else {
        p->wish[row] = KR_NO_WISH;
    }
}

void kr_norms_start(const struct kr_model *model, struct kr_world *world)
{
    const struct kr_scratch *scratch = world->scratch;
    double heads = 0.0;
    double hours = 0.0;
    for (int o = 0; o < model->country->occupations; o++) {
        const double n = (double)*kr_tally_at(&world->tallies, KR_TALLY_occupation_heads,
                                              o, KR_HEADS_HEADS);
        world->start_hours[o] = scratch->opening.hours[o];
        heads += n;
        hours += n * world->start_hours[o];
    }
    world->start_mean_hours = hours / kr_max(heads, 1.0);
}

void kr_norms_build(const struct kr_model *model, struct kr_world *world)
{
    struct kr_scratch *scratch = world->scratch;
    const struct kr_hours_parameters *rule = &scratch->terms.parameters.hours;
    for (int o = 0; o < model->country->occupations; o++) {
        scratch->norm[o] =
            rule->norm_weight * (scratch->opening.hours[o] - world->start_hours[o]);
    }
    for (int flexible = 0; flexible < 2; flexible++) {
        scratch->voice_fewer[flexible] = kr_voice_fewer_chance(rule, flexible != 0);
        for (int k = 0; k < KR_HOURS_GRID; k++) {
            scratch->voice[flexible][k] =
                kr_voice_chance(rule, k * KR_HOURS_STEP, flexible != 0);
        }
    }
}
