#include "sim/hours.h"

#include "base/math.h"
#include "sim/jobs.h"

enum { FULL_WEEK = 48, MOST_STEP = KR_HOURS_GRID - 1 };

static const struct kr_hours_menu *menu_of(const struct kr_live *live, kr_row row)
{
    const struct kr_world *world = live->world;
    const struct kr_persons *p = &world->persons;
    const struct kr_country *country = live->model->country;
    const bool child = p->youngest_birth[row] != KR_NEVER &&
                       world->now - p->youngest_birth[row] < 18 * 4;
    const int youngest = child ? (world->now - p->youngest_birth[row]) / 4 : 0;
    const int kind = kr_household_kind((enum kr_partner)p->partner[row], youngest, child);
    double wage = country->occupation[p->occupation[row]].wage_euro_per_hour;
    if (p->post[row] != KR_NONE) {
        const int sector = kr_employer_of(world, row)->sector;
        wage *= live->scratch->sector_factor[sector];
    }
    wage *= 1.0 + (double)p->wage_premium[row] / 10000.0;
    return kr_hours_menu_of(&live->scratch->menus, kind, wage);
}

// Taste in hours at the present workload and place in the childcare queue.
static double felt_taste(const struct kr_live *live, kr_row row)
{
    const struct kr_world *world = live->world;
    const struct kr_persons *p = &world->persons;
    const struct kr_parameters *rule = &live->scratch->terms.parameters;
    double x =
        kr_taste_hours(&live->scratch->menus, p->taste[row], p->informal_care[row]);
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

// Draws hours from those worked by people of her sex, age and kind of contract; who has
// no contract draws as flexible workers do under 25, later as one or the other.
static int usual_step(const struct kr_live *live, kr_row row, struct kr_pcg *stream)
{
    const struct kr_persons *p = &live->world->persons;
    const int age = kr_age(p->birth_quarter[row], live->world->now);
    const int group = p->sex[row] * 3 + (age < 25 ? 0 : age < 55 ? 1 : 2);
    const double u = kr_pcg_uniform(stream);
    int kind = p->contract[row] == KR_PERMANENT     ? 0
               : p->contract[row] == KR_OWN_ACCOUNT ? 2
                                                    : 1;
    if (p->contract[row] == KR_NO_CONTRACT) {
        kind = age >= 25 && u < 0.5 ? 0 : 1;
    }
    return kr_draw_code(&live->scratch->taste_hours, group * 3 + kind,
                        kr_pcg_uniform(stream));
}

void kr_hours_newcomer(const struct kr_live *live, kr_row row, struct kr_pcg *stream)
{
    const int step = usual_step(live, row, stream);
    take_step(live, row, step < 1 ? 1 : step, kr_pcg_uniform(stream));
}

void kr_hours_redraw(const struct kr_live *live, kr_row row, struct kr_pcg *stream)
{
    struct kr_persons *p = &live->world->persons;
    const struct kr_hours_parameters *rule = &live->scratch->terms.parameters.hours;
    int step = p->desired_hours[row] / KR_HOURS_STEP;
    const double u = kr_pcg_uniform(stream);
    const bool birth = p->youngest_birth[row] == live->world->now;
    if (birth && p->sex[row] == KR_WOMAN) {
        step -= (int)(rule->birth_fall / KR_HOURS_STEP * 2.0 * u + 0.5);
    } else {
        // one or two steps towards the hours of somebody like her
        const int usual = usual_step(live, row, stream);
        const int size = u < 0.6 ? 1 : 2;
        step += usual > step ? size : usual < step ? -size : 0;
    }
    step = step < 1 ? 1 : step > MOST_STEP ? MOST_STEP : step;
    take_step(live, row, step, kr_pcg_uniform(stream));
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
        if (p->wish[row] != KR_VOICED_MORE) {
            p->wish[row] = KR_LATENT_MORE;
        }
    } else if (desired <= contract - KR_HOURS_STEP) {
        if (p->wish[row] != KR_VOICED_FEWER) {
            p->wish[row] = KR_LATENT_FEWER;
        }
    } else {
        p->wish[row] = KR_NO_WISH;
    }
}

bool kr_target_holds(const struct kr_live *live, const struct kr_target *target,
                     kr_row row)
{
    const struct kr_world *world = live->world;
    const struct kr_persons *p = &world->persons;
    if (target->nobody || p->status[row] != KR_EMPLOYEE) {
        return false;
    }
    const int age = kr_age(p->birth_quarter[row], world->now);
    const int hours = p->contract_minutes[row] / 60;
    return age >= target->age_from && age < target->age_to &&
           hours >= target->hours_from && hours < target->hours_to &&
           kr_target_has(target->regions, p->region[row]) &&
           kr_target_has(target->occupations, p->occupation[row]) &&
           (target->education == 0 ||
            (target->education >> p->education[row] & 1) != 0) &&
           (target->sexes == 0 || (target->sexes >> p->sex[row] & 1) != 0) &&
           (target->groups == 0 || (target->groups & p->groups[row]) != 0) &&
           kr_target_has(target->sectors, kr_employer_of(world, row)->sector);
}

// Euro a year that would make `steps` more steps of the grid as good as the contract.
static double price_of_steps(const struct kr_live *live, kr_row row, int steps)
{
    const struct kr_hours_menu *menu = menu_of(live, row);
    const int from = live->world->persons.contract_minutes[row] / 60 / KR_HOURS_STEP;
    const double x = felt_taste(live, row);
    double price = 0.0;
    for (int k = from; k < from + steps && k < KR_HOURS_STEPS; k++) {
        price += kr_premium_up(&live->scratch->menus, menu, k, x) * menu->gain[k];
    }
    return price;
}

int kr_wish_bonus(const struct kr_live *live, kr_row row)
{
    struct kr_persons *p = &live->world->persons;
    const struct kr_effective *terms = &live->scratch->terms;
    for (int b = 0; b < terms->bonus_count; b++) {
        const struct kr_hours_bonus *bonus = &terms->bonuses[b];
        const int extra = (int)bonus->extra_hours;
        const int hours = p->contract_minutes[row] / 60;
        if (!kr_target_holds(live, &bonus->policy->target, row) ||
            hours + extra > FULL_WEEK) {
            continue;
        }
        if (p->wish[row] == KR_NO_WISH || p->wish[row] == KR_LATENT_MORE) {
            const double price = price_of_steps(live, row, extra / KR_HOURS_STEP);
            // a bonus that ends within the horizon weighs for the quarters it is paid
            const double left = (double)(bonus->policy->end - live->world->now);
            const double paid = kr_min(1.0, left / kr_max(1.0, bonus->horizon));
            if (price <= bonus->euro_per_month * 12.0 * paid) {
                p->wish[row] = KR_LATENT_MORE;
                const int goal = hours + extra;
                p->desired_hours[row] =
                    (uint8_t)(p->desired_hours[row] > goal ? p->desired_hours[row]
                                                           : goal);
            }
        }
        return extra;
    }
    return 0;
}
