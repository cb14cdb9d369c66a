// Cells, rings, applications and offers.
#include "base/hash.h"
#include "sim/targets.h"
#include "tests/model/oracle_market.h"

// ---------------------------------------------------------------- cells and rings

static double smallest_share(const struct kr_country *c, bool area)
{
    double total = 0.0;
    for (int r = 0; r < c->regions; r++) {
        total += c->region_employed[r];
    }
    double least = 1.0;
    for (int r = 0; r < c->regions; r++) {
        double sum = 0.0;
        for (int k = 0; k < c->regions; k++) {
            const bool here = area ? c->region[k].area == c->region[r].area : k == r;
            sum += here ? c->region_employed[k] : 0.0;
        }
        least = sum / total < least ? sum / total : least;
    }
    return least;
}

static enum oracle_cells cells_of(const struct oracle_market *m, int occupation)
{
    const struct kr_country *c = m->country;
    double workers = 0.0;
    for (int i = 0; i < c->staffing_rows; i++) {
        workers += c->staffing[i].occupation == occupation ? c->staffing[i].persons : 0.0;
    }
    const double openings = workers * m->live->model->scale * 0.08;
    return openings * smallest_share(c, false) >= 32.0  ? ORACLE_REGIONS
           : openings * smallest_share(c, true) >= 32.0 ? ORACLE_AREAS
                                                        : ORACLE_COUNTRY;
}

void oracle_lay_out(struct oracle_market *m)
{
    for (int o = 0; o < m->country->occupations; o++) {
        m->cells[o] = cells_of(m, o);
    }
}

static bool same_cell(const struct oracle_market *m, int occupation, int region,
                      int other)
{
    const enum oracle_cells kind = m->cells[occupation];
    return kind == ORACLE_COUNTRY ||
           (kind == ORACLE_AREAS
                ? m->country->region[region].area == m->country->region[other].area
                : region == other);
}

// The opening at or after `point` on the ring of (occupation, region), around.
static kr_row next_opening(const struct oracle_market *m, int occupation, int region,
                           uint32_t point)
{
    const struct kr_vacancies *v = &m->state->vacancies;
    kr_row best = KR_NONE;
    uint64_t best_away = 0;
    for (kr_row i = 0; i < v->rows; i++) {
        if (m->filled[i] || m->state->posts[v->post[i]].occupation != occupation ||
            !same_cell(m, occupation, oracle_employer(m, v->post[i])->region, region)) {
            continue;
        }
        const uint32_t position =
            (uint32_t)(oracle_word(m, KR_USE_RING, 0, v->key[i]) >> 32);
        const uint32_t away = position - point; // around the ring of 2^32 places
        if (best == KR_NONE || away < best_away ||
            (away == best_away && v->key[i] < v->key[best])) {
            best = i;
            best_away = away;
        }
    }
    return best;
}

// The code whose part of the range of a word holds `word`: codes in the order of the
// pack, parts in proportion to share times pull; -1 where there are no shares.
static int code_from(const double *share, const double *pull, int codes, uint32_t word)
{
    double total = 0.0;
    int last = KR_NONE; // with a share
    for (int c = 0; c < codes; c++) {
        total += share[c] * (pull == NULL ? 1.0 : pull[c]);
        last = share[c] > 0.0 ? c : last;
    }
    double sum = 0.0;
    for (int c = 0; c < last; c++) {
        sum += share[c] * (pull == NULL ? 1.0 : pull[c]) / total;
        const double part = sum < 1.0 ? sum : 1.0;
        if (word <= (uint32_t)(part * 4294967295.0)) {
            return c;
        }
    }
    return last;
}

// ---------------------------------------------------------------- the two sides

struct kr_seeker oracle_seeker(const struct oracle_market *m, kr_row row)
{
    const struct kr_persons *p = &m->state->persons;
    const struct kr_scratch *scratch = m->live->scratch;
    const kr_quarter now = m->live->world->now;
    const bool works = p->status[row] == KR_EMPLOYEE;
    struct kr_seeker s = {0};
    s.occupation = p->occupation[row];
    s.other_occupation = p->previous_occupation[row];
    s.learned = p->previous_experience[row] == 0 &&
                p->previous_occupation[row] != p->occupation[row];
    s.region = p->region[row];
    s.desired_hours = p->desired_hours[row];
    s.education = p->education[row];
    s.rung = p->rung[row];
    s.experience = now - p->occupation_since[row];
    s.age = (now - p->birth_quarter[row]) / 4;
    s.permanent = p->contract[row] == KR_PERMANENT;
    s.migrant = (p->groups[row] & (KR_GROUP_PERMIT | KR_GROUP_LABOUR_MIGRANT)) != 0;
    s.sector = works && p->notice[row] == KR_NO_NOTICE
                   ? oracle_employer(m, p->post[row])->sector
                   : KR_NONE;
    if (works) {
        const int cell =
            oracle_employer(m, p->post[row])->sector * m->country->occupations +
            s.occupation;
        const int premium =
            p->wage_premium[row] + oracle_employer(m, p->post[row])->wage_premium;
        s.log_wage = scratch->log_wage[cell] + (double)premium / 10000.0;
    } else {
        s.log_wage = scratch->occupation_log_wage[s.occupation];
        s.quarters_out = now - p->status_since[row];
        s.inactive = (scratch->before[row] & KR_BEFORE_STATUS) > KR_UNEMPLOYED;
    }
    return s;
}

struct kr_offer oracle_offer(const struct oracle_market *m, const struct kr_seeker *s,
                             kr_row i)
{
    const struct kr_vacancies *v = &m->state->vacancies;
    const struct kr_post *post = &m->state->posts[v->post[i]];
    const struct kr_employer *e = oracle_employer(m, v->post[i]);
    const int occupations = m->country->occupations;
    const double wage =
        m->live->scratch->log_wage[e->sector * occupations + post->occupation] +
        (double)e->wage_premium / 10000.0;
    const int known = m->applicants[v->post[i]];
    const double crowd = (double)(known < 255 ? known : 255) /
                         (post->openings > 1 ? (double)post->openings : 1.0);
    const struct kr_search_parameters *r = &m->rule->search;
    const double attraction = r->amenity_weight * (double)e->amenity / 32.0 +
                              r->visibility_weight * (double)e->visibility / 32.0 +
                              kr_post_addend(m->live, KR_LEVER_attraction, post) -
                              r->crowding_weight * kr_log(1.0 + crowd);
    return (struct kr_offer){
        .log_wage = (double)(float)wage,
        .km = m->country->distance_km[s->region * m->country->regions + e->region],
        .occupation_distance =
            m->country
                ->occupation_distance[s->occupation * occupations + post->occupation],
        .hours = v->minutes[i] / 60,
        .sector = e->sector,
        .occupation = post->occupation,
        .attraction = (double)(float)attraction};
}

static float standard_of(const struct oracle_market *m, kr_row i)
{
    const struct kr_vacancies *v = &m->state->vacancies;
    const struct kr_vacancies_parameters *r = &m->rule->vacancies;
    const double age = (double)(m->live->world->now - v->opened[i]);
    const double ease = v->posted[i] != 0 ? 0.0 : r->network_ease;
    const struct kr_post *post = &m->state->posts[v->post[i]];
    return (float)((double)v->standard[i] / 32.0 - r->standard_age * age - ease +
                   kr_post_addend(m->live, KR_LEVER_standard, post));
}

// A code drawn from a row of shares; a row without any draws itself.
static int draw(const double *matrix, const double *pull, int codes, int row,
                uint32_t word)
{
    const int code = code_from(&matrix[(size_t)row * (size_t)codes], pull, codes, word);
    return code == KR_NONE ? row : code;
}

// The candidate a seeker looks at next, KR_NONE on an empty ring.
static kr_row look(const struct oracle_market *m, const struct kr_seeker *s,
                   struct kr_pcg *stream)
{
    const struct kr_country *c = m->country;
    const double *pull = m->live->scratch->pull;
    const uint32_t where = kr_pcg_next(stream);
    const uint64_t again = kr_mix64(where);
    int region = draw(c->commuting, NULL, c->regions, s->region, where);
    if ((double)(again >> 32) / 4294967296.0 < m->rule->search.region_reach) {
        region = draw(c->commuting, NULL, c->regions, region, (uint32_t)again);
    }
    const struct kr_occupation *now = &c->occupation[s->occupation];
    const struct kr_occupation *other = &c->occupation[s->other_occupation];
    const bool rises = (s->learned || other->education > now->education) &&
                       s->education >= (int)other->education;
    const double elsewhere = (1.0 - m->rule->search.own_occupation) / pull[s->occupation];
    const double share = 1.0 - (elsewhere < 0.9 ? elsewhere : 0.9);
    const uint32_t own = rises ? UINT32_MAX / 4 : (uint32_t)(share * 4294967295.0);
    const uint32_t u = kr_pcg_next(stream);
    int occupation = s->occupation;
    if (u >= own) {
        const uint32_t which = kr_pcg_next(stream);
        const bool known = rises ? u < UINT32_MAX : u - own < (UINT32_MAX - own) / 4;
        occupation =
            known ? s->other_occupation
                  : draw(c->transition, pull, c->occupations, s->occupation, which);
    }
    return next_opening(m, occupation, region, kr_pcg_next(stream));
}

static bool higher(const struct oracle_market *m, const struct oracle_application *x,
                   const struct oracle_application *y)
{
    const uint64_t *key = m->state->vacancies.key;
    return x->utility > y->utility ||
           (x->utility == y->utility && key[x->opening] < key[y->opening]);
}

static struct oracle_application consider(const struct oracle_market *m,
                                          const struct kr_seeker *s, kr_row seeker,
                                          kr_row i)
{
    const uint64_t person = m->state->persons.id[m->state->seekers[seeker]];
    const uint64_t pair = person ^ m->state->vacancies.key[i];
    const struct kr_offer o = oracle_offer(m, s, i);
    const struct kr_occupation *occupation = &m->country->occupation[o.occupation];
    const uint64_t seen = oracle_word(m, KR_USE_SCORE, 0, pair);
    const double score =
        kr_applicant_score(s, &o, occupation, &m->rule->hiring, kr_near_normal(seen)) +
        kr_applicant_addend(m->live, KR_LEVER_score, m->state->seekers[seeker],
                            m->state->posts[m->state->vacancies.post[i]].employer);
    const double noise = kr_near_normal(oracle_word(m, KR_USE_TASTE_JOB, 0, pair));
    return (struct oracle_application){
        .seeker = seeker,
        .opening = i,
        .utility = (float)(kr_offer_utility(s, &o, &m->rule->search) + noise),
        .score = (float)score,
        .tie = (uint32_t)(kr_mix64(seen) >> 32),
        .acceptable = score >= (double)standard_of(m, i)};
}

// A word that belongs to a person for good.
static double lot(const struct oracle_market *m, enum kr_use use, kr_row row)
{
    const uint64_t salt = kr_random_salt(m->live->model->key, kr_random_tag(use, 0, 0));
    return kr_uniform(kr_random_word(salt, m->state->persons.id[row]));
}

// Openings that she looks at.
static int looks_of(const struct oracle_market *m, kr_row row)
{
    const double most = m->rule->search.candidates +
                        kr_person_addend(m->live, KR_LEVER_contact, row) +
                        lot(m, KR_USE_CONTACT, row);
    return most > ORACLE_CANDIDATES ? ORACLE_CANDIDATES : (int)most;
}

static bool is_admitted(const struct oracle_market *m, kr_row row,
                        const struct kr_seeker *s, kr_row i)
{
    const struct kr_post *post = &m->state->posts[m->state->vacancies.post[i]];
    return s->education >= (int)m->country->occupation[post->occupation].education &&
           lot(m, KR_USE_ADMISSION, row) <
               kr_post_addend(m->live, KR_LEVER_admission, post);
}

// All she looks at and may apply for.
static int look_around(const struct oracle_market *m, kr_row seeker,
                       struct oracle_application seen[ORACLE_CANDIDATES])
{
    const kr_row row = m->state->seekers[seeker];
    const struct kr_seeker s = oracle_seeker(m, row);
    struct kr_pcg stream = oracle_stream(m, KR_USE_CANDIDATES, m->state->persons.id[row]);
    const int looks = looks_of(m, row);
    int count = 0;
    for (int k = 0; k < looks; k++) {
        const kr_row i = look(m, &s, &stream);
        if (i == KR_NONE) {
            continue;
        }
        const int wanted = m->state->posts[m->state->vacancies.post[i]].occupation;
        const bool qualified = wanted == s.occupation ? s.rung >= KR_RUNG_QUALIFIED
                                                      : wanted == s.other_occupation;
        if (qualified || !m->country->occupation[wanted].legal ||
            is_admitted(m, row, &s, i)) {
            seen[count++] = consider(m, &s, seeker, i);
        }
    }
    return count;
}

// Whether one of her applications is for the post already.
static bool has_post(const struct oracle_market *m,
                     const struct oracle_application *chosen, int count, int32_t post)
{
    for (int k = 0; k < count; k++) {
        if (m->state->vacancies.post[chosen[k].opening] == post) {
            return true;
        }
    }
    return false;
}

void oracle_apply(struct oracle_market *m, kr_row seeker)
{
    struct oracle_application seen[ORACLE_CANDIDATES];
    const int count = look_around(m, seeker, seen);
    struct oracle_application *chosen =
        &m->application[(size_t)seeker * ORACLE_APPLICATIONS];
    int n = 0;
    while (n < (int)m->rule->search.applications) {
        const struct oracle_application *best = NULL;
        for (int k = 0; k < count; k++) {
            const int32_t post = m->state->vacancies.post[seen[k].opening];
            if (!has_post(m, chosen, n, post) &&
                (best == NULL || higher(m, &seen[k], best))) {
                best = &seen[k];
            }
        }
        if (best == NULL) {
            break;
        }
        chosen[n++] = *best;
    }
    m->application_count[seeker] = n;
    m->state->tallies.events.applications += n;
}

static bool preferred(const struct oracle_market *m, const struct oracle_application *x,
                      const struct oracle_application *y)
{
    if (x->score != y->score) {
        return x->score > y->score;
    }
    if (x->tie != y->tie) {
        return x->tie < y->tie;
    }
    const struct oracle_state *s = m->state;
    return s->persons.id[s->seekers[x->seeker]] < s->persons.id[s->seekers[y->seeker]];
}

// The best applicant of a post who is acceptable and has no offer yet; all applicants are
// counted on the way.
static struct oracle_application *best_applicant(struct oracle_market *m, kr_row post,
                                                 int *applicants)
{
    struct oracle_application *best = NULL;
    *applicants = 0;
    for (kr_row s = 0; s < m->state->seeker_count; s++) {
        for (int k = 0; k < m->application_count[s]; k++) {
            struct oracle_application *a =
                &m->application[(size_t)s * ORACLE_APPLICATIONS + (size_t)k];
            if (m->state->vacancies.post[a->opening] != post) {
                continue;
            }
            ++*applicants;
            if (a->acceptable && !a->offered && (best == NULL || preferred(m, a, best))) {
                best = a;
            }
        }
    }
    return best;
}

void oracle_offer_jobs(struct oracle_market *m, kr_row post)
{
    int applicants = 0;
    int made = 0;
    struct oracle_application *best = best_applicant(m, post, &applicants);
    while (best != NULL && made < m->state->posts[post].openings) {
        best->offered = true;
        made++;
        best = best_applicant(m, post, &applicants);
    }
    m->applicants[post] = applicants;
    m->state->tallies.events.offers += made;
}
