// Phase 3: employers compare the hours they need with those they have. Workload,
// sickness, grants of hours, ends of contracts and dismissals follow.
//
// In a fall of demand overtime goes first, then openings (phase 5), agency workers, hours
// of those on call, temporary contracts that end, and last permanent staff, who work on
// for a quarter under notice.
//
// Reads: employers, posts, persons, rates, terms. Writes: employers' and posts' own rows,
// then persons' own rows (posts' heads and minutes by commuting integer sums), the buffer
// of programmes.
// Random uses: CARVING, TECHNOLOGY, DEMAND, FIRM_EXIT, REQUIRED, SICKNESS, CONTRACT,
// HOURS_GRANT.
#include "base/math.h"
#include "base/parallel.h"
#include "sim/contracts.h"
#include "sim/demand.h"
#include "sim/events.h"
#include "sim/jobs.h"
#include "sim/load.h"
#include "sim/phases/phases.h"
#include "sim/programmes.h"
#include "sim/rates.h"
#include "sim/requests.h"
#include "sim/strip.h"
#include "sim/targets.h"
#include "sim/uses.h"

// No less than the chances of what can happen to employees of a cell; that of short
// absence is over the unit of posts.
struct most {
    double layoff;
    double cut_share, cut_from; // of the surplus beyond a part
    double shorter;             // by the post
    double longer;              // by the memory of workload
};

struct staffing {
    struct kr_live live;
    uint64_t sickness_salt;
    uint64_t contract_salt;
    uint64_t grant_salt;
    double care_factor; // long absence of informal carers, relative
    double winter;      // seasonal factor of short absence, over the unit of posts
    double most_long;   // largest factor of sector and care on long absence
    int kept;           // of the memory of workload
    uint16_t idle_from; // surplus above which some policy pays for those kept
    double burnout_factor[256]; // by memory of workload + 128
    struct most most[KR_CELLS];
};

// ---------------------------------------------------------------- persons

// A long absence ends in recovery, or in disability.
static void end_long_absence(const struct staffing *s, struct kr_tallies *t, kr_row row,
                             const double *rates, double u)
{
    struct kr_world *world = s->live.world;
    struct kr_persons *p = &world->persons;
    const double recover =
        rates[KR_H_RECOVERY] * kr_person_factor(&s->live, KR_LEVER_recovery, row);
    if (u < kr_chance(recover)) {
        p->health[row] = KR_HEALTHY;
    } else if (u > 1.0 - kr_chance(rates[KR_H_DISABILITY])) {
        t->events.disability_inflow++;
        kr_event_leaves(
            kr_event_log(&s->live, kr_block_of(row), KR_EVENT_DISABILITY, row), KR_ILL);
        t->events.quits_to_nonwork++;
        kr_job_end(&s->live, t, row, KR_TO_NON_PARTICIPATION);
        p->health[row] = KR_DISABILITY;
        p->benefit[row] = KR_DISABILITY_BENEFIT;
        kr_status_set(world, row, KR_ILL);
    }
}

// Hazard of long absence: by the sector, informal care, and the workload remembered
// instead of that of now.
static double long_absence(const struct staffing *s, kr_row row, double rate)
{
    const struct kr_persons *p = &s->live.world->persons;
    const struct kr_post *post = &s->live.world->posts.at[p->post[row]];
    const double strain = kr_strain_factor(&s->live.scratch->terms.parameters.sickness,
                                           (double)post->log_load * 1e-4);
    return rate * (double)post->sick_factor / (strain * KR_FACTOR_UNIT) *
           s->burnout_factor[p->burnout[row] + 128] *
           (p->informal_care[row] > 0 ? s->care_factor : 1.0);
}

// Short absence follows the workload of now, long absence that of the past (R9). One
// uniform: short absence from below, long absence from above.
static void fall_ill(const struct staffing *s, struct kr_tallies *t, kr_row row,
                     const double *rates, double u)
{
    struct kr_persons *p = &s->live.world->persons;
    const struct kr_post *post = &s->live.world->posts.at[p->post[row]];
    const double prone = kr_person_factor(&s->live, KR_LEVER_absence, row);
    const double shorter =
        rates[KR_H_SHORT_ABSENCE] * s->winter * (double)post->sick_factor * prone;
    p->health[row] = KR_HEALTHY;
    if (u < shorter) {
        t->events.short_absences++;
        p->health[row] = KR_SHORT_ABSENCE;
    } else if (1.0 - u < rates[KR_H_LONG_ABSENCE] * s->most_long *
                             s->burnout_factor[p->burnout[row] + 128] &&
               1.0 - u < long_absence(s, row, rates[KR_H_LONG_ABSENCE]) * prone) {
        t->events.long_absences_begun++;
        kr_event_log(&s->live, kr_block_of(row), KR_EVENT_ABSENCE_BEGUN, row);
        p->health[row] = KR_LONG_ABSENCE;
    }
}

// Absence of those at work and return of those absent.
static void live_health(const struct staffing *s, struct kr_tallies *t, kr_row row,
                        struct kr_post *post, double u)
{
    struct kr_persons *p = &s->live.world->persons;
    const struct kr_sickness_parameters *rule =
        &s->live.scratch->terms.parameters.sickness;
    const int group = kr_age_group(kr_age(p->birth_quarter[row], s->live.world->now));
    const double *rates =
        s->live.scratch->rates.table[KR_EMPLOYEE][p->contract[row]][group][p->sex[row]];
    if (p->health[row] == KR_LONG_ABSENCE) {
        end_long_absence(s, t, row, rates, u);
        if (p->status[row] != KR_EMPLOYEE) {
            return;
        }
    } else {
        fall_ill(s, t, row, rates, u);
        kr_load_add(&s->live, t, post, KR_BY_LOAD_SPELLS, p->health[row] != KR_HEALTHY);
    }
    if (p->health[row] != KR_HEALTHY) {
        const double lost = p->health[row] == KR_LONG_ABSENCE
                                ? (double)p->contract_minutes[row]
                                : (double)p->contract_minutes[row] * rule->short_loss;
        kr_shared_add32(&post->absent_minutes, (int32_t)lost);
    }
}

// A job ends by the employer's doing: the person searches from now on.
static void lose_job(const struct staffing *s, struct kr_tallies *t, kr_row row,
                     enum kr_event_kind why)
{
    struct kr_world *world = s->live.world;
    struct kr_persons *p = &world->persons;
    const bool pensioned =
        world->now - p->birth_quarter[row] >= s->live.scratch->rates.pension_age;
    kr_event_leaves(kr_event_log(&s->live, kr_block_of(row), why, row),
                    pensioned ? KR_RETIRED : KR_UNEMPLOYED);
    kr_load_add(&s->live, t, &world->posts.at[p->post[row]], KR_BY_LOAD_DISMISSED, 1);
    kr_job_end(&s->live, t, row, KR_TO_UNEMPLOYMENT);
    if (pensioned) {
        kr_status_set(world, row, KR_RETIRED);
        return;
    }
    p->benefit[row] = KR_UNEMPLOYMENT_BENEFIT;
    kr_status_set(world, row, KR_UNEMPLOYED);
}

// A job that the employer ends.
static void dismiss(const struct staffing *s, struct kr_tallies *t, kr_row row,
                    enum kr_event_kind why)
{
    t->events.layoffs++;
    lose_job(s, t, row, why);
}

// A dismissal: permanent staff works on for a quarter under notice.
static bool end_job(const struct staffing *s, struct kr_tallies *t, kr_row row,
                    double part)
{
    struct kr_persons *p = &s->live.world->persons;
    if (p->contract[row] == KR_PERMANENT &&
        part < s->live.scratch->terms.parameters.demand.notice_share) {
        p->notice[row] = KR_NOTICE_GIVEN;
        kr_event_log(&s->live, kr_block_of(row), KR_EVENT_NOTICE, row);
        kr_programme_event(&s->live, kr_block_of(row), KR_COST_NOTICE, row,
                           p->contract_minutes[row]);
        return true;
    }
    dismiss(s, t, row, KR_EVENT_LAYOFF);
    return false;
}

// Chance of dismissal for want of work, as policies have changed it.
static double cut_chance(const struct staffing *s, kr_row row, const struct kr_post *post)
{
    const int contract = s->live.world->persons.contract[row];
    const double cut = kr_cut_chance(&s->live.scratch->terms.parameters.demand, contract,
                                     (double)post->surplus / KR_SHARE_UNIT) *
                       kr_person_factor(&s->live, KR_LEVER_dismissal, row);
    const struct kr_employer *e = &s->live.world->employers.at[post->employer];
    return contract == KR_PERMANENT
               ? cut * kr_employer_factor(&s->live, KR_LEVER_layoff, e)
               : cut;
}

// Somebody with fixed hours who has too little to do keeps the job. What she lacks is the
// surplus of the post before employers hoard.
static void note_kept(const struct staffing *s, kr_row row, const struct kr_post *post)
{
    const struct kr_persons *p = &s->live.world->persons;
    const int contract = p->contract[row];
    if (post->surplus <= s->idle_from ||
        (contract != KR_PERMANENT && contract != KR_TEMPORARY)) {
        return;
    }
    const int region = s->live.world->employers.at[post->employer].region;
    const double cuts = kr_hoarding(&s->live.scratch->terms.parameters.demand,
                                    s->live.scratch->region_log_tightness[region]);
    const double idle = kr_min((double)post->surplus / KR_SHARE_UNIT / cuts, 1.0);
    kr_programme_event(&s->live, kr_block_of(row), KR_COST_KEPT, row,
                       (uint16_t)((double)p->contract_minutes[row] * (1.0 - idle)));
}

// Dismissal, end of a contract, or a first fixed contract. False when the job is over.
static bool live_contract(const struct staffing *s, struct kr_tallies *t, kr_row row,
                          const struct kr_post *post, uint64_t word)
{
    struct kr_world *world = s->live.world;
    struct kr_persons *p = &world->persons;
    const int contract = p->contract[row];
    const bool closes = post->surplus == KR_EVERYBODY_GOES;
    if (closes || p->notice[row] == KR_NOTICE_GIVEN) {
        dismiss(s, t, row, closes ? KR_EVENT_EMPLOYER_CLOSED : KR_EVENT_LAYOFF);
        return false;
    }
    const int group = kr_age_group(kr_age(p->birth_quarter[row], world->now));
    const double u = kr_uniform(word);
    const double go = kr_min(1.0, cut_chance(s, row, post) +
                                      kr_rate(&s->live.scratch->rates, KR_H_LAYOFF,
                                              KR_EMPLOYEE, contract, group, p->sex[row]));
    if (u < go) {
        return end_job(s, t, row, u / go);
    }
    if (contract == KR_TEMPORARY && p->contract_end[row] <= world->now) {
        if (!kr_contract_end(&s->live, t, row, post, (u - go) / (1.0 - go))) {
            t->events.contract_ends++;
            lose_job(s, t, row, KR_EVENT_CONTRACT_END);
            return false;
        }
    } else if (contract == KR_ON_CALL || contract == KR_AGENCY) {
        kr_contract_loose(&s->live, t, row, post, word);
    }
    note_kept(s, row, post);
    return true;
}

// ---------------------------------------------------------------- thinning

// A strip: what is read of all its rows at once, then words and marks of the employees.
struct pass {
    struct kr_strip strip;
    uint16_t cell[KR_STRIP_ROWS];
    uint8_t due[KR_STRIP_ROWS]; // 1: to be looked at whatever is drawn
    uint64_t contract[KR_STRIP_ROWS], sickness[KR_STRIP_ROWS];
    int16_t log_load[KR_STRIP_ROWS];
    uint8_t mark[KR_STRIP_ROWS];
};

// Who is due: contracts that end or are loose, notices, requests, absence that lasts.
static void read_rows(const struct kr_world *world, struct pass *pass)
{
    const struct kr_persons *p = &world->persons;
    const kr_row first = pass->strip.first;
    const kr_quarter now = world->now;
    uint8_t *restrict due = pass->due; // no column: several rows go at once
    for (int i = 0; i < pass->strip.rows; i++) {
        const bool ends = (p->contract[first + i] == KR_TEMPORARY) &
                          (p->contract_end[first + i] <= now);
        due[i] = ends;
    }
    for (int i = 0; i < pass->strip.rows; i++) {
        const kr_row row = first + i;
        due[i] =
            (uint8_t)(due[i] | (p->contract[row] == KR_ON_CALL) |
                      (p->contract[row] == KR_AGENCY) |
                      (p->notice[row] == KR_NOTICE_GIVEN) | kr_has_asked(p->wish[row]) |
                      (p->health[row] > KR_SHORT_ABSENCE));
    }
}

// Short absence of the last quarter is over; most fall ill no more than that.
static void recover(const struct kr_world *world, const struct kr_strip *strip)
{
    const uint8_t *status = &world->persons.status[strip->first];
    uint8_t *restrict health = &world->persons.health[strip->first];
    for (int i = 0; i < strip->rows; i++) {
        const bool stays = (status[i] != KR_EMPLOYEE) | (health[i] != KR_SHORT_ABSENCE);
        health[i] = (uint8_t)(stays * health[i]);
    }
}

_Static_assert(KR_HEALTHY == 0, "recovering clears the code");

// Marks the employees to whom something can happen.
static void read_marks(const struct staffing *s, struct pass *pass)
{
    const struct kr_world *world = s->live.world;
    const struct kr_persons *p = &world->persons;
    const struct kr_strip *strip = &pass->strip;
    uint8_t *restrict mark = pass->mark;
    for (int k = 0; k < strip->count; k++) {
        kr_strip_ask_ahead(world, strip, k);
        const kr_row row = strip->row[k];
        const struct kr_post *post = &world->posts.at[p->post[row]];
        const struct most *most = &s->most[pass->cell[row - strip->first]];
        const double surplus = (double)post->surplus / KR_SHARE_UNIT - most->cut_from;
        const double cut = most->layoff + most->cut_share * kr_max(surplus, 0.0);
        const double shorter = most->shorter * (double)post->sick_factor;
        const double longer = most->longer * s->burnout_factor[p->burnout[row] + 128];
        pass->log_load[k] = post->log_load;
        mark[k] = (uint8_t)((unsigned)pass->due[row - strip->first] |
                            (post->surplus == KR_EVERYBODY_GOES) |
                            (post->surplus > s->idle_from) |
                            kr_within(pass->contract[k], kr_limit_of(cut)) |
                            kr_within(pass->sickness[k], kr_limit_of(shorter)) |
                            kr_within_top(pass->sickness[k], kr_limit_of(longer)));
    }
}

static void live_person(const struct staffing *s, struct kr_tallies *t, kr_row row,
                        uint64_t contract, uint64_t sickness)
{
    struct kr_world *world = s->live.world;
    const struct kr_persons *p = &world->persons;
    struct kr_post *post = &world->posts.at[p->post[row]];
    if (!live_contract(s, t, row, post, contract)) {
        return;
    }
    if (kr_has_asked(p->wish[row])) {
        kr_request_answer(&s->live, t, row, post,
                          kr_uniform(kr_random_word(s->grant_salt, p->id[row])));
    }
    live_health(s, t, row, post, kr_uniform(sickness));
}

// What those who still have the job remember of its workload. The lowest bits of the word
// take no part in the uniform.
static void remember(const struct staffing *s, const struct pass *pass)
{
    const uint8_t *status = s->live.world->persons.status;
    int8_t *restrict burnout = s->live.world->persons.burnout;
    for (int k = 0; k < pass->strip.count; k++) {
        const kr_row row = pass->strip.row[k];
        const int8_t next = kr_burnout_next(s->kept, burnout[row], pass->log_load[k],
                                            (int)(pass->sickness[k] % KR_BURNOUT_UNIT));
        burnout[row] = (int8_t)(status[row] == KR_EMPLOYEE ? next : burnout[row]);
    }
}

static void person_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct staffing *s = context;
    const struct kr_world *world = s->live.world;
    struct pass pass;
    pass.strip = (struct kr_strip){0};
    const struct kr_strip *strip = &pass.strip;
    uint16_t hits[KR_STRIP_ROWS];
    for (kr_row i = first; i < last; i += KR_STRIP_ROWS) {
        kr_strip_take(&world->persons, i, last, kr_status_bit(KR_EMPLOYEE), &pass.strip);
        kr_strip_cells(world, strip, pass.cell);
        read_rows(world, &pass);
        recover(world, strip);
        kr_random_block(s->contract_salt, strip->id, strip->count, pass.contract);
        kr_random_block(s->sickness_salt, strip->id, strip->count, pass.sickness);
        read_marks(s, &pass);
        const int count = kr_thin_marked(pass.mark, strip->count, hits);
        kr_strip_ask_employers(world, strip, hits, count);
        for (int h = 0; h < count; h++) {
            live_person(s, &s->live.scratch->worker[worker], strip->row[hits[h]],
                        pass.contract[hits[h]], pass.sickness[hits[h]]);
        }
        remember(s, &pass);
    }
}

// ---------------------------------------------------------------- tables

// Short absence peaks in the first and fourth quarter; the factor is 1 over a year.
static double season(const struct kr_live *live)
{
    const double peak = live->scratch->terms.parameters.sickness.seasonal;
    const int number = kr_quarter_number(live->world->now);
    return number == 1 || number == 4 ? 1.0 + peak : 1.0 - peak;
}

// Factors on long absence by memory, and the largest of sector and care.
static void set_sickness(struct staffing *s)
{
    double relative[256];
    kr_sickness_by_sector(&s->live, relative);
    s->kept = kr_burnout_kept(&s->live.scratch->terms.parameters.sickness);
    double most = 0.0;
    for (int i = 0; i < s->live.model->country->sectors; i++) {
        most = kr_max(most, relative[i]);
    }
    for (int b = 0; b < 256; b++) {
        s->burnout_factor[b] =
            kr_burnout_factor(&s->live.scratch->terms.parameters.sickness, b - 128);
    }
    // posts keep factors in whole steps
    s->most_long = (most + 1.0 / KR_FACTOR_UNIT) * kr_max(1.0, s->care_factor) *
                   kr_lever_most(&s->live, KR_LEVER_absence);
}

static void set_most(struct staffing *s)
{
    const struct kr_scratch *scratch = s->live.scratch;
    const struct kr_demand_parameters *rule = &scratch->terms.parameters.demand;
    const double go = kr_lever_most(&s->live, KR_LEVER_dismissal);
    const double staff_goes = go * kr_lever_most(&s->live, KR_LEVER_layoff);
    const double prone = kr_lever_most(&s->live, KR_LEVER_absence);
    const bool pays = (scratch->terms.charged >> KR_COST_KEPT & 1U) != 0;
    s->idle_from = KR_EVERYBODY_GOES;
    if (pays) {
        s->idle_from = (uint16_t)(rule->overtime_buffer * KR_SHARE_UNIT);
    }
    for (int c = 0; c < KR_CELLS; c++) {
        const double *rates = kr_cell_rates(&scratch->rates, KR_EMPLOYEE, c);
        const int contract = c / (KR_AGE_GROUPS * KR_SEX_COUNT);
        const bool permanent = contract == KR_PERMANENT;
        s->most[c] =
            (struct most){.layoff = rates[KR_H_LAYOFF],
                          .cut_share = permanent ? rule->cut_share * staff_goes
                                       : contract == KR_AGENCY ? rule->agency_cut * go
                                                               : 0.0,
                          .cut_from = permanent ? rule->overtime_buffer : 0.0,
                          .shorter = rates[KR_H_SHORT_ABSENCE] * s->winter * prone,
                          .longer = rates[KR_H_LONG_ABSENCE] * s->most_long};
    }
}

int kr_phase_staffing(struct kr_live *live)
{
    const struct kr_random_key key = live->model->key;
    const kr_quarter now = live->world->now;
    struct staffing s = {.live = *live, .winter = season(live)};
    s.sickness_salt = kr_random_salt(key, kr_random_tag(KR_USE_SICKNESS, now, 0));
    s.contract_salt = kr_random_salt(key, kr_random_tag(KR_USE_CONTRACT, now, 0));
    s.grant_salt = kr_random_salt(key, kr_random_tag(KR_USE_HOURS_GRANT, now, 0));
    s.winter /= KR_FACTOR_UNIT;
    s.care_factor = kr_exp(live->scratch->terms.parameters.sickness.care_effect);
    set_sickness(&s);
    set_most(&s);
    const int code = kr_demand_live(live);
    if (code != KR_OK) {
        return code;
    }
    kr_parallel_rows(live->model->threads, live->world->persons.rows, person_block, &s);
    return KR_OK;
}
