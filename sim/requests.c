#include "sim/requests.h"

#include "base/math.h"
#include "sim/demand.h"
#include "sim/hours.h"
#include "sim/jobs.h"
#include "sim/load.h"
#include "sim/programmes.h"
#include "sim/targets.h"

enum { FULL_WEEK = 48, FULL_TIME = 35, DAY = 8 * 60 };

// ---------------------------------------------------------------- bonus

// Whether `bonus` pays for its extra hours on top of `hours`. One that ends within the
// horizon weighs for the quarters it is paid.
static bool bonus_pays(const struct kr_live *live, const struct kr_hours_bonus *bonus,
                       kr_row row, int hours)
{
    const int extra = (int)bonus->extra_hours;
    if (!kr_target_holds_at(live, &bonus->policy->target, row, hours) ||
        hours + extra > FULL_WEEK) {
        return false;
    }
    const double left = (double)(bonus->policy->end - live->world->now);
    const double paid = kr_min(1.0, left / kr_max(1.0, bonus->horizon));
    return kr_price_of_steps(live, row, hours, extra / KR_HOURS_STEP) <=
           bonus->euro_per_month * 12.0 * paid;
}

int kr_bonus_goal(const struct kr_live *live, kr_row row)
{
    const struct kr_effective *terms = &live->scratch->terms;
    const int hours = live->world->persons.contract_minutes[row] / 60;
    int goal = 0;
    for (int b = 0; b < terms->bonus_count; b++) {
        const int wanted = hours + (int)terms->bonuses[b].extra_hours;
        if (wanted > goal && bonus_pays(live, &terms->bonuses[b], row, hours)) {
            goal = wanted;
        }
    }
    return goal;
}

bool kr_bonus_holds(const struct kr_live *live, kr_row row)
{
    const struct kr_effective *terms = &live->scratch->terms;
    const struct kr_persons *p = &live->world->persons;
    if (p->raised[row] == 0) {
        return false;
    }
    bool holds = false;
    for (int b = 0; b < terms->bonus_count; b++) {
        const int before =
            p->contract_minutes[row] / 60 - (int)terms->bonuses[b].extra_hours;
        holds =
            holds || (before > 0 && bonus_pays(live, &terms->bonuses[b], row, before));
    }
    return holds;
}

void kr_wish_bonus(const struct kr_live *live, kr_row row)
{
    uint8_t *wish = &live->world->persons.wish[row];
    const bool pays =
        live->scratch->terms.bonus_count > 0 && kr_bonus_goal(live, row) > 0;
    *wish = pays ? KR_BONUS_MORE : KR_NO_WISH;
}

// ---------------------------------------------------------------- voice

// Chance of being asked about hours in a year: today, and as the terms now have it.
struct asked {
    double today, now;
};

static struct asked asked_of(const struct kr_live *live, kr_row row)
{
    const struct kr_hours_parameters *rule = &live->scratch->terms.parameters.hours;
    const double base = live->model->parameters.hours.conversation_rate;
    const double today = (double)kr_employer_of(live->world, row)->conversations / 100.0;
    const double now = today * (base > 0.0 ? rule->conversation_rate / base : 1.0);
    return (struct asked){kr_min(today, 1.0), kr_clamp(now, 0.0, 1.0)};
}

void kr_request_voice(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                      double uniform)
{
    struct kr_persons *p = &live->world->persons;
    const struct kr_hours_parameters *rule = &live->scratch->terms.parameters.hours;
    const int flexible = p->contract[row] == KR_PERMANENT ? 0 : 1;
    if (p->wish[row] == KR_VOICED_MORE || p->wish[row] == KR_VOICED_FEWER) {
        return; // asked already, as who regrets added hours has just done
    }
    if (p->wish[row] == KR_LATENT_FEWER) {
        if (uniform < live->scratch->voice_fewer[flexible]) {
            p->wish[row] = KR_VOICED_FEWER;
        }
        return;
    }
    const int gap = (int)p->desired_hours[row] - p->contract_minutes[row] / 60;
    const int steps = gap > 0 ? gap / KR_HOURS_STEP : 0;
    const double own = live->scratch->voice[flexible][steps];
    const double most = 1.0 - (1.0 - own) * (1.0 - rule->conversation_voice / 4.0);
    if (uniform >= most) {
        return; // however often the employer asks
    }
    double voice = own;
    if (uniform >= own) {
        const double asked = asked_of(live, row).now / 4.0;
        voice = 1.0 - (1.0 - own) * (1.0 - asked * rule->conversation_voice);
    }
    if (uniform < voice) {
        p->wish[row] = KR_VOICED_MORE;
        t->events.wish_voiced++;
    }
}

bool kr_request_asked(const struct kr_live *live, kr_row row, double uniform,
                      double trait)
{
    const struct kr_persons *p = &live->world->persons;
    const struct kr_hours_parameters *rule = &live->scratch->terms.parameters.hours;
    if (trait >= rule->conversation_other || p->raised[row] != 0 ||
        p->contract_minutes[row] >= FULL_TIME * 60) {
        return false;
    }
    const struct asked asked = asked_of(live, row);
    return uniform < (asked.now - asked.today) / 4.0;
}

// ---------------------------------------------------------------- keeping

void kr_request_keep(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                     double uniform)
{
    struct kr_persons *p = &live->world->persons;
    if (p->raised[row] >= KR_KEPT_QUARTERS) {
        p->raised[row] = 0;
        t->events.hours_kept++;
        return;
    }
    p->raised[row]++;
    if (uniform < live->scratch->terms.parameters.hours.relapse_rate &&
        !kr_bonus_holds(live, row)) {
        kr_hours_regret(live, row);
        if (p->wish[row] == KR_LATENT_FEWER) {
            p->wish[row] = KR_VOICED_FEWER;
        }
    }
}

// ---------------------------------------------------------------- answers

// Hours usually worked stay where they are when the larger contract only writes them
// down.
static void enlarge(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                    int after)
{
    struct kr_persons *p = &live->world->persons;
    const int before = p->contract_minutes[row];
    const int usual = p->usual_minutes[row];
    const int made = usual < after ? usual : after;
    t->events.wish_granted++;
    t->events.minutes_granted += after - before;
    kr_load_add(live, t, &live->world->posts.at[p->post[row]], KR_BY_LOAD_CHANGED,
                after - before);
    t->events.overtime_formalised += made > before ? made - before : 0;
    kr_job_hours(live, row, (uint16_t)after);
    p->usual_minutes[row] = (uint16_t)(usual > after ? usual : after);
    p->raised[row] = 1;
    kr_programme_offer(live, row, (uint16_t)before);
}

// Granted by the chance of the post: a step, sometimes all up to a day, or what a bonus
// asks. The uniform that decides is cut again for how much.
static void answer_more(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                        const struct kr_post *post, double u)
{
    struct kr_persons *p = &live->world->persons;
    const struct kr_hours_parameters *rule = &live->scratch->terms.parameters.hours;
    const int before = p->contract_minutes[row];
    const int own = p->desired_hours[row] * 60;
    const int goal = live->scratch->terms.bonus_count > 0 ? kr_bonus_goal(live, row) : 0;
    const int wanted = own > goal * 60 ? own : goal * 60;
    if (u * KR_SHARE_UNIT >= (double)post->grant_chance || wanted <= before) {
        t->events.wish_refused++;
        p->wish[row] = own > before ? KR_LATENT_MORE : KR_NO_WISH;
        return;
    }
    const int extra = goal * 60 > before ? goal * 60 - before : 0;
    const bool whole = u * KR_SHARE_UNIT < rule->whole_share * (double)post->grant_chance;
    const int step = whole ? DAY : (int)rule->step_hours * 60;
    const int most = before + (extra > step ? extra : step);
    const int after = most < wanted ? most : wanted;
    enlarge(live, t, row, after);
    p->wish[row] = after < own ? KR_LATENT_MORE : KR_NO_WISH;
}

// Mostly granted, up to a day at once, never below the smallest job.
static void answer_fewer(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                         double u)
{
    struct kr_persons *p = &live->world->persons;
    const struct kr_hours_parameters *rule = &live->scratch->terms.parameters.hours;
    const int before = p->contract_minutes[row];
    const int wanted = p->desired_hours[row] * 60;
    if (u >= rule->grant_fewer || wanted >= before) {
        p->wish[row] = wanted < before ? KR_LATENT_FEWER : KR_NO_WISH;
        return;
    }
    int after = before - DAY > wanted ? before - DAY : wanted;
    after = after < KR_HOURS_STEP * 60 ? KR_HOURS_STEP * 60 : after;
    t->events.fewer_granted++;
    t->events.minutes_given_up += before - after;
    kr_load_add(live, t, &live->world->posts.at[p->post[row]], KR_BY_LOAD_CHANGED,
                after - before);
    t->events.hours_fallen_back += p->raised[row] != 0;
    p->raised[row] = 0;
    kr_programme_note_cut(live, row, (uint16_t)before, (uint16_t)after);
    kr_job_hours(live, row, (uint16_t)after);
    p->wish[row] = after > wanted ? KR_LATENT_FEWER : KR_NO_WISH;
}

void kr_request_answer(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                       const struct kr_post *post, double uniform)
{
    if (live->world->persons.wish[row] == KR_VOICED_MORE) {
        answer_more(live, t, row, post, uniform);
    } else {
        answer_fewer(live, t, row, uniform);
    }
}
