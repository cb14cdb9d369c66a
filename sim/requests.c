#include "sim/requests.h"

#include "base/math.h"
#include "base/parallel.h"
#include "base/random.h"
#include "sim/bonuses.h"
#include "sim/demand.h"
#include "sim/events.h"
#include "sim/hours.h"
#include "sim/jobs.h"
#include "sim/load.h"
#include "sim/programmes.h"
#include "sim/targets.h"

enum { FULL_TIME = 35, DAY = 8 * 60 };

// ---------------------------------------------------------------- voice

// Chance of being asked about hours in a year: as the start has it, and as terms and
// policies now do.
struct asked {
    double today, now;
};

static struct asked asked_of(const struct kr_live *live, kr_row row)
{
    const struct kr_hours_parameters *rule = &live->scratch->terms.parameters.hours;
    const double base = live->model->parameters.hours.conversation_rate;
    const double today = (double)kr_employer_of(live->world, row)->conversations / 100.0;
    const double usual =
        kr_clamp(today * (base > 0.0 ? rule->conversation_rate / base : 1.0), 0.0, 1.0);
    const double added = kr_person_addend(live, KR_LEVER_conversation, row);
    return (struct asked){kr_min(today, 1.0),
                          kr_clamp(usual + added * (1.0 - usual), 0.0, 1.0)};
}

// The request is made, or put off until a bonus counts it.
static void ask_for_more(const struct kr_live *live, struct kr_tallies *t, kr_row row)
{
    const bool waits = kr_bonus_waits(live, row);
    live->world->persons.wish[row] = waits ? KR_HELD_MORE : KR_VOICED_MORE;
    t->events.wish_voiced += !waits;
    t->events.wish_held += waits;
    if (!waits) {
        kr_event_log(live, kr_block_of(row), KR_EVENT_MORE_ASKED, row);
    }
}

static void ask_for_fewer(const struct kr_live *live, struct kr_tallies *t, kr_row row)
{
    live->world->persons.wish[row] = KR_VOICED_FEWER;
    t->events.fewer_voiced++;
    kr_event_log(live, kr_block_of(row), KR_EVENT_FEWER_ASKED, row);
}

// Chance of speaking up without being asked, where a policy works on it.
static double moved_voice(const struct kr_live *live, kr_row row, double own)
{
    return kr_lever_moved(live, KR_LEVER_voice)
               ? kr_chance(-kr_log(1.0 - own) *
                           kr_person_factor(live, KR_LEVER_voice, row))
               : own;
}

void kr_request_voice(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                      double uniform)
{
    const struct kr_persons *p = &live->world->persons;
    const struct kr_hours_parameters *rule = &live->scratch->terms.parameters.hours;
    const int flexible = p->contract[row] == KR_PERMANENT ? 0 : 1;
    if (kr_has_asked(p->wish[row])) {
        return; // as who regrets added hours has just done
    }
    if (p->wish[row] == KR_LATENT_FEWER) {
        if (uniform < live->scratch->voice_fewer[flexible]) {
            ask_for_fewer(live, t, row);
        }
        return;
    }
    const int gap = (int)p->desired_hours[row] - p->contract_minutes[row] / 60;
    const int steps = gap > 0 ? gap / KR_HOURS_STEP : 0;
    const double own = moved_voice(live, row, live->scratch->voice[flexible][steps]);
    const double most = 1.0 - (1.0 - own) * (1.0 - rule->conversation_voice / 4.0);
    if (uniform >= most) {
        return; // however often the employer asks
    }
    double voice = own;
    if (uniform >= own) {
        const double asked = asked_of(live, row).today / 4.0;
        voice = 1.0 - (1.0 - own) * (1.0 - asked * rule->conversation_voice);
    }
    if (uniform < voice) {
        ask_for_more(live, t, row);
    }
}

void kr_request_release(const struct kr_live *live, struct kr_tallies *t, kr_row row)
{
    if (!kr_bonus_waits(live, row)) {
        live->world->persons.wish[row] = KR_VOICED_MORE;
        t->events.wish_voiced++;
        kr_event_log(live, kr_block_of(row), KR_EVENT_MORE_ASKED, row);
    }
}

// ---------------------------------------------------------------- talks

bool kr_request_asked(const struct kr_live *live, kr_row row, uint64_t trait,
                      double uniform)
{
    // once a year, in a quarter of her own
    if ((trait & 3U) != ((uint64_t)live->world->now & 3U)) {
        return false;
    }
    const struct asked asked = asked_of(live, row);
    return uniform < asked.now - asked.today;
}

void kr_request_talk(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                     uint64_t trait, double uniform)
{
    struct kr_persons *p = &live->world->persons;
    const struct kr_hours_parameters *rule = &live->scratch->terms.parameters.hours;
    t->events.conversations++;
    if (p->wish[row] == KR_NO_WISH) {
        if (kr_uniform(kr_mix64(trait)) < rule->conversation_other &&
            p->raised[row] == 0 && p->contract_minutes[row] < FULL_TIME * 60) {
            kr_hours_persuade(live, row);
            t->events.wish_persuaded++;
            if (p->wish[row] == KR_LATENT_MORE) {
                ask_for_more(live, t, row);
            }
        }
    } else if (uniform < rule->conversation_voice) {
        if (p->wish[row] == KR_LATENT_FEWER) {
            ask_for_fewer(live, t, row);
        } else if (p->wish[row] == KR_LATENT_MORE || p->wish[row] == KR_BONUS_MORE) {
            ask_for_more(live, t, row);
        }
    }
}

void kr_request_cut(const struct kr_live *live, kr_row row)
{
    if (kr_bonus_cut(live, row) > 0) {
        live->world->persons.wish[row] = KR_VOICED_CUT;
    }
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
            ask_for_fewer(live, t, row);
        }
    }
}

// ---------------------------------------------------------------- answers

static void note_answer(const struct kr_live *live, struct kr_tallies *t,
                        const struct kr_post *post, enum kr_answer answer)
{
    const int sector = live->world->employers.at[post->employer].sector;
    ++*kr_tally_at(t, KR_TALLY_sector_requests, sector, (int)answer);
}

// Why more hours were not given. The workload stands for the quarter; the hours of the
// post change while other requests are answered.
static enum kr_answer refusal(const struct kr_post *post, bool wanted)
{
    return !wanted              ? KR_MORE_LAPSED
           : post->load <= 1.0F ? KR_MORE_NO_NEED
                                : KR_MORE_NO_FIT;
}

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
    kr_event_hours(kr_event_log(live, kr_block_of(row), KR_EVENT_MORE_GRANTED, row),
                   after);
    t->events.minutes_granted += after - before;
    kr_load_add(live, t, &live->world->posts.at[p->post[row]], KR_BY_LOAD_CHANGED,
                after - before);
    t->events.overtime_formalised += made > before ? made - before : 0;
    kr_job_hours(live, row, (uint16_t)after);
    p->usual_minutes[row] = (uint16_t)(usual > after ? usual : after);
    p->raised[row] = 1;
    kr_programme_offer(live, row, (uint16_t)before,
                       (uint16_t)(made > before ? made - before : 0));
    kr_programme_event(live, kr_block_of(row), KR_COST_GRANT, row, (uint16_t)before);
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
    const double refused = KR_SHARE_UNIT - (double)post->grant_chance;
    const double grant =
        (double)post->grant_chance +
        kr_clamp(kr_person_addend(live, KR_LEVER_grant, row), 0.0, 1.0) * refused;
    if (u * KR_SHARE_UNIT >= grant || wanted <= before) {
        t->events.wish_refused++;
        note_answer(live, t, post, refusal(post, wanted > before));
        kr_event_log(live, kr_block_of(row), KR_EVENT_MORE_REFUSED, row);
        p->wish[row] = own > before ? KR_LATENT_MORE : KR_NO_WISH;
        return;
    }
    const int extra = goal * 60 > before ? goal * 60 - before : 0;
    const bool whole = u * KR_SHARE_UNIT < rule->whole_share * grant;
    const int step = whole ? DAY : (int)rule->step_hours * 60;
    const int most = before + (extra > step ? extra : step);
    const int after = most < wanted ? most : wanted;
    note_answer(live, t, post, KR_MORE_GRANTED);
    enlarge(live, t, row, after);
    p->wish[row] = after < own ? KR_LATENT_MORE : KR_NO_WISH;
}

static void give_up(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                    int after)
{
    struct kr_persons *p = &live->world->persons;
    const int before = p->contract_minutes[row];
    t->events.fewer_granted++;
    kr_event_hours(kr_event_log(live, kr_block_of(row), KR_EVENT_FEWER_GRANTED, row),
                   after);
    t->events.minutes_given_up += before - after;
    kr_load_add(live, t, &live->world->posts.at[p->post[row]], KR_BY_LOAD_CHANGED,
                after - before);
    t->events.hours_fallen_back += p->raised[row] != 0;
    p->raised[row] = 0;
    kr_programme_note_cut(live, row, (uint16_t)before, (uint16_t)after);
    kr_job_hours(live, row, (uint16_t)after);
}

// Mostly granted, up to a day at once, never below the smallest job.
static void answer_fewer(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                         const struct kr_post *post, double u)
{
    struct kr_persons *p = &live->world->persons;
    const struct kr_hours_parameters *rule = &live->scratch->terms.parameters.hours;
    const int before = p->contract_minutes[row];
    const int wanted = p->desired_hours[row] * 60;
    if (u >= rule->grant_fewer || wanted >= before) {
        p->wish[row] = wanted < before ? KR_LATENT_FEWER : KR_NO_WISH;
        note_answer(live, t, post, KR_FEWER_REFUSED);
        return;
    }
    int after = before - DAY > wanted ? before - DAY : wanted;
    after = after < KR_HOURS_STEP * 60 ? KR_HOURS_STEP * 60 : after;
    note_answer(live, t, post, KR_FEWER_GRANTED);
    give_up(live, t, row, after);
    p->wish[row] = after > wanted ? KR_LATENT_FEWER : KR_NO_WISH;
}

// Hours given up for a bonus to come: granted as other requests for fewer.
static void answer_cut(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                       const struct kr_post *post, double u)
{
    const int to = kr_bonus_cut(live, row);
    uint8_t *wish = &live->world->persons.wish[row];
    *wish = KR_NO_WISH;
    if (to > 0 && u < live->scratch->terms.parameters.hours.grant_fewer) {
        t->events.cut_first++;
        note_answer(live, t, post, KR_FEWER_GRANTED);
        give_up(live, t, row, to * 60);
        *wish = KR_HELD_MORE;
    } else {
        note_answer(live, t, post, KR_FEWER_REFUSED);
    }
}

void kr_request_answer(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                       const struct kr_post *post, double uniform)
{
    if (live->world->persons.wish[row] == KR_VOICED_MORE) {
        answer_more(live, t, row, post, uniform);
    } else if (live->world->persons.wish[row] == KR_VOICED_CUT) {
        answer_cut(live, t, row, post, uniform);
    } else {
        answer_fewer(live, t, row, post, uniform);
    }
}
