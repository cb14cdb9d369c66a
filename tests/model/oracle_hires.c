// Acceptance, hires, and the end of a round.
#include "base/hash.h"
#include "tests/model/oracle_market.h"
#include "tests/support/test.h"

#include <stdlib.h>

static int origin_of(const struct oracle_market *m, kr_row row, int sector_from,
                     int sector_to)
{
    if (sector_from != KR_NONE) {
        return sector_from == sector_to ? KR_FROM_SAME_SECTOR : KR_FROM_OTHER_SECTOR;
    }
    if (m->state->persons.arrival_quarter[row] == m->live->world->now) {
        return KR_FROM_ABROAD;
    }
    switch (m->live->scratch->before[row] & KR_BEFORE_STATUS) {
    case KR_SELF_EMPLOYED:
        return KR_FROM_SELF_EMPLOYMENT;
    case KR_STUDENT:
        return KR_FROM_SCHOOL;
    case KR_EMPLOYEE:
    case KR_UNEMPLOYED:
        return KR_FROM_UNEMPLOYMENT;
    default:
        return KR_FROM_NON_PARTICIPATION;
    }
}

// The old job ends: its post loses the head and the minutes.
static void leave(struct oracle_market *m, kr_row row, int to_sector)
{
    struct kr_persons *p = &m->state->persons;
    struct kr_tallies *t = &m->state->tallies;
    struct kr_post *post = &m->state->posts[p->post[row]];
    struct kr_employer *e = &m->state->employers[post->employer];
    const int minutes = p->contract_minutes[row];
    m->leaver[m->leavers++] = (struct oracle_leaver){p->id[row], p->post[row], minutes};
    post->heads--;
    e->heads--;
    post->contract_minutes -= minutes;
    post->premium_minutes -= (int64_t)minutes * p->wage_premium[row];
    post->left_minutes += minutes;
    p->notice[row] = KR_NO_NOTICE;
    p->leave[row] = KR_NO_LEAVE;
    if (p->health[row] == KR_SHORT_ABSENCE) {
        p->health[row] = KR_HEALTHY;
    }
    t->events.hires_from_employer++;
    t->events.separations_to_employer++;
    t->events.separations++;
    ++*kr_tally_at(t, KR_TALLY_sector_flow, e->sector, to_sector);
    ++*kr_tally_at(t, KR_TALLY_sector_separations, e->sector, KR_TO_EMPLOYER);
    if (e->closing == 0) {
        const int kind = (int)m->country->sector[e->sector].kind;
        const int class = kr_load_class((double)post->load);
        ++*kr_tally_at(t, KR_TALLY_load_class, kind * KR_LOAD_CLASSES + class,
                       KR_BY_LOAD_SEPARATIONS);
    }
}

// The kind of contract; one that is not permanent is drawn from what is left.
static void set_contract(struct oracle_market *m, kr_row row, bool moves,
                         struct kr_pcg *stream)
{
    struct kr_persons *p = &m->state->persons;
    const struct kr_contracts_parameters *c = &m->rule->contracts;
    const double u = kr_pcg_uniform(stream);
    double permanent = c->hire_permanent;
    if (moves && p->contract[row] == KR_PERMANENT) {
        permanent = c->hire_permanent_mover;
    } else if (p->study[row] != 0) {
        permanent = 0.0;
    }
    p->contract_end[row] = KR_NEVER;
    const double rest = (u - permanent) / (1.0 - permanent);
    if (u < permanent) {
        p->contract[row] = KR_PERMANENT;
    } else if (rest < c->hire_on_call) {
        p->contract[row] = KR_ON_CALL;
    } else if (rest < c->hire_on_call + c->hire_agency) {
        p->contract[row] = KR_AGENCY;
    } else {
        const uint32_t longest = (uint32_t)(2.0 * c->length_quarters - 1);
        p->contract[row] = KR_TEMPORARY;
        p->contract_end[row] =
            (int16_t)(m->live->world->now + 1 + (int)kr_pcg_below(stream, longest));
    }
}

// Contract, pay and hours of a hire.
static void set_terms(struct oracle_market *m, kr_row row, bool moves, int offered)
{
    struct kr_persons *p = &m->state->persons;
    const struct kr_hiring_parameters *h = &m->rule->hiring;
    struct kr_pcg stream = oracle_stream(m, KR_USE_HIRE_TERMS, p->id[row]);
    set_contract(m, row, moves, &stream);
    const double change =
        moves ? h->mover_premium * kr_pcg_uniform(&stream) : -h->reservation_fall * 0.5;
    const double premium = (double)p->wage_premium[row] / 10000.0 + change;
    p->wage_premium[row] = (int16_t)(kr_clamp(premium, -0.4, 0.6) * 10000.0);
    const int room = (int)m->rule->search.hours_bargain;
    int hours = p->desired_hours[row];
    hours = hours > offered + room ? offered + room : hours;
    hours = hours < offered - room ? offered - room : hours;
    p->contract_minutes[row] = (uint16_t)((hours < 4 ? 4 : hours) * 60);
    p->usual_minutes[row] = p->contract_minutes[row];
}

static void set_occupation(struct oracle_market *m, kr_row row, int occupation)
{
    struct kr_persons *p = &m->state->persons;
    if (p->occupation[row] == occupation) {
        return;
    }
    const kr_quarter now = m->live->world->now;
    const int worked = now - p->occupation_since[row];
    const int needed = (int)m->country->occupation[occupation].education;
    // a protected occupation that was never mastered is not kept as the other one
    const bool learner = m->country->occupation[p->occupation[row]].legal &&
                         p->rung[row] < KR_RUNG_QUALIFIED;
    p->rung[row] = p->previous_occupation[row] == occupation ? KR_RUNG_QUALIFIED
                   : p->education[row] >= needed             ? KR_RUNG_PARTIAL
                                                             : KR_RUNG_TRAINEE;
    p->previous_experience[row] = (uint8_t)(worked < 1 ? 1 : worked > 250 ? 250 : worked);
    p->previous_occupation[row] = learner ? (uint8_t)occupation : p->occupation[row];
    p->occupation[row] = (uint8_t)occupation;
    p->occupation_since[row] = now;
}

static void hire(struct oracle_market *m, const struct oracle_application *a)
{
    struct kr_persons *p = &m->state->persons;
    struct kr_tallies *t = &m->state->tallies;
    const struct kr_vacancies *v = &m->state->vacancies;
    const kr_row row = m->state->seekers[a->seeker];
    struct kr_post *post = &m->state->posts[v->post[a->opening]];
    struct kr_employer *e = &m->state->employers[post->employer];
    const bool moves = p->status[row] == KR_EMPLOYEE;
    const int from = moves ? oracle_employer(m, p->post[row])->sector : KR_NONE;
    t->events.hires++;
    ++*kr_tally_at(t, KR_TALLY_hires_origin, e->sector,
                   origin_of(m, row, from, e->sector));
    if (moves) {
        leave(m, row, e->sector);
    }
    set_terms(m, row, moves, v->minutes[a->opening] / 60);
    set_occupation(m, row, post->occupation);
    post->heads++;
    e->heads++;
    post->contract_minutes += p->contract_minutes[row];
    post->premium_minutes += (int64_t)p->contract_minutes[row] * p->wage_premium[row];
    p->post[row] = v->post[a->opening];
    p->wish[row] = KR_NO_WISH;
    p->raised[row] = 0;
    p->benefit[row] = KR_NO_BENEFIT;
    p->job_since[row] = m->live->world->now;
    p->status[row] = KR_EMPLOYEE;
    p->status_since[row] = m->live->world->now;
    m->hired[a->seeker] = true;
    m->hired_by_post[v->post[a->opening]]++;
}

// Her best offer that passes R7.
void oracle_choose(struct oracle_market *m, kr_row seeker)
{
    const kr_row row = m->state->seekers[seeker];
    const struct kr_seeker s = oracle_seeker(m, row);
    for (int k = 0; k < m->application_count[seeker]; k++) {
        const struct oracle_application *a =
            &m->application[(size_t)seeker * ORACLE_APPLICATIONS + (size_t)k];
        const uint64_t pair =
            m->state->persons.id[row] ^ m->state->vacancies.key[a->opening];
        const struct kr_offer o = oracle_offer(m, &s, a->opening);
        const double chance = kr_accept_chance(&s, o.log_wage, &m->rule->hiring);
        if (a->offered && kr_uniform(oracle_word(m, KR_USE_ACCEPT, 0, pair)) < chance) {
            hire(m, a);
            return;
        }
    }
}

// ---------------------------------------------------------------- the end of a round

static void count_vacancy(struct oracle_market *m, kr_row post, int column)
{
    struct kr_tallies *t = &m->state->tallies;
    const struct kr_employer *e = oracle_employer(m, post);
    const int occupation = m->state->posts[post].occupation;
    ++*kr_tally_at(t, KR_TALLY_sector_vacancies, e->sector, column);
    ++*kr_tally_at(t, KR_TALLY_region_vacancies, e->region, column);
    ++*kr_tally_at(t, KR_TALLY_occupation_vacancies, occupation, column);
}

static void take_filled_off(struct oracle_market *m)
{
    const struct kr_vacancies *v = &m->state->vacancies;
    for (kr_row i = 0; i < v->rows; i++) {
        const kr_row post = v->post[i];
        if (m->filled[i] || m->hired_by_post[post] == 0) {
            continue;
        }
        m->filled[i] = true;
        m->hired_by_post[post]--;
        m->state->posts[post].openings--;
        m->state->tallies.events.openings_filled++;
        if (v->posted[i] != 0) {
            m->state->tallies.events.vacancies_filled++;
            count_vacancy(m, post, KR_VACANCY_FILLED);
        }
    }
}

static double mean_minutes(const struct oracle_market *m, const struct kr_post *post)
{
    if (post->heads > 0 && post->contract_minutes > 0) {
        return (double)post->contract_minutes / (double)post->heads;
    }
    const double hours = m->country->occupation[post->occupation].mean_hours;
    return (hours < 8.0 ? 8.0 : hours) * 60.0;
}

// A chain: the post that a mover left opens again.
static void open_again(struct oracle_market *m, kr_row row, int ordinal)
{
    struct kr_vacancies *v = &m->state->vacancies;
    struct kr_post *post = &m->state->posts[row];
    const struct kr_employer *e = oracle_employer(m, row);
    const kr_quarter now = m->live->world->now;
    const uint64_t post_key = e->id * 256 + post->occupation;
    const uint64_t one = kr_hash_word(post_key, (uint64_t)ordinal);
    const uint64_t tag = kr_random_tag(KR_USE_OPENING, now, 1);
    const uint64_t word = kr_random_word(kr_random_salt(m->live->model->key, tag), one);
    const double spread = kr_uniform(word) + kr_uniform(kr_mix64(word)) - 1.0;
    const double hours =
        mean_minutes(m, post) / 60.0 + spread * m->rule->search.hours_spread;
    const double steps = __builtin_floor(hours / 4.0 + 0.5) * 4.0;
    const double tight = m->live->scratch->region_log_tightness[e->region];
    const double standard =
        m->rule->hiring.standard - m->rule->vacancies.standard_tightness * tight;
    const double posted = kr_uniform(oracle_word(m, KR_USE_POSTED, 0, one));
    assert_true(v->rows < v->capacity);
    const kr_row i = v->rows++;
    v->key[i] = kr_hash_word(post_key, (uint64_t)now * 65536 + (uint64_t)ordinal);
    v->post[i] = row;
    v->opened[i] = now;
    v->minutes[i] = (uint16_t)(kr_clamp(steps, 4.0, 40.0) * 60.0);
    v->ordinal[i] = (uint16_t)ordinal;
    v->standard[i] = (int8_t)(kr_clamp(standard, -3.9, 3.9) * 32.0);
    v->posted[i] = posted >= m->rule->vacancies.unposted_share ? 1 : 0;
    m->filled[i] = false;
    post->openings++;
    m->state->tallies.events.openings_new++;
    if (v->posted[i] != 0) {
        m->state->tallies.events.vacancies_opened++;
        count_vacancy(m, row, KR_VACANCY_OPENED);
    }
}

static int by_post_and_person(const void *a, const void *b)
{
    const struct oracle_leaver *x = a;
    const struct oracle_leaver *y = b;
    const int post = (x->post > y->post) - (x->post < y->post);
    return post != 0 ? post : (x->person > y->person) - (x->person < y->person);
}

static void replace_movers(struct oracle_market *m)
{
    qsort(m->leaver, (size_t)m->leavers, sizeof *m->leaver, by_post_and_person);
    int ordinal = 0;
    for (int i = 0; i < m->leavers; i++) {
        const struct oracle_leaver *l = &m->leaver[i];
        struct kr_post *post = &m->state->posts[l->post];
        ordinal = i > 0 && l->post == m->leaver[i - 1].post ? ordinal + 1 : 0;
        const double open = (double)post->openings * mean_minutes(m, post);
        const bool needed =
            (double)post->required_minutes - (double)post->contract_minutes - open > 0.0;
        const double u = kr_uniform(oracle_word(m, KR_USE_CHAIN, m->round, l->person));
        if (needed && u < m->rule->vacancies.replacement) {
            open_again(m, l->post, 1024 * (m->round + 1) + ordinal);
            post->left_minutes -= l->minutes;
        }
    }
    m->leavers = 0;
}

void oracle_close_round(struct oracle_market *m)
{
    take_filled_off(m);
    replace_movers(m);
}

void oracle_post_rest(struct oracle_market *m)
{
    const struct kr_vacancies *v = &m->state->vacancies;
    for (kr_row i = 0; i < v->rows; i++) {
        if (v->posted[i] == 0) {
            v->posted[i] = 1;
            m->state->tallies.events.vacancies_opened++;
            count_vacancy(m, v->post[i], KR_VACANCY_OPENED);
        }
    }
}
