// Careers: contracts, tenure, occupations, qualification, benefits and pay.
#include "base/math.h"
#include "base/parallel.h"
#include "scenarios/synth/life.h"

enum {
    SHORT_QUARTERS = 8,     // under two years in the job
    LONG_FLEXIBLE = 16,     // flexible jobs seldom last longer
    LONG_CAREER = 160,      // 40 years
    MOST_OWN_ACCOUNT = 100, // quarters
    RETIRING_AGE = 55 * 4,
    STUDENT_AGE = 27 * 4, // up to which those in education look for a job beside it
    ADULT_PAY = 21,       // years of age from which the full minimum wage holds
};

static int quarters_of_age(const struct kr_life *self, kr_row row)
{
    return self->self->start - self->self->world->persons.birth_quarter[row];
}

// Quarters since the age at which people of an education begin to work.
static int working_life(const struct kr_life *self, kr_row row)
{
    static const int begin[KR_EDUCATION_COUNT] = {16 * 4, 18 * 4, 22 * 4};
    const int life =
        quarters_of_age(self, row) - begin[self->self->world->persons.education[row]];
    return life < 0 ? 0 : life;
}

static int at_most(double value, int most)
{
    const int whole = (int)kr_clamp(value, 0.0, 1000.0);
    return whole < most ? whole : most;
}

// The kind of a flexible contract; that of on-call work depends on hours.
static enum kr_contract flexible_kind(const struct kr_life *self, kr_row row)
{
    const struct kr_synthesis *s = self->self;
    const struct kr_persons *p = &s->world->persons;
    const struct kr_constants *constants = &s->country->constants;
    const double odds = kr_on_call_odds(p->contract_minutes[row] / 60);
    const double on_call = __builtin_fmin(0.95, self->on_call * odds);
    const double rest = __builtin_fmax(1.0 - constants->on_call_share, 1e-9);
    const double temporary = (1.0 - on_call) * constants->temporary_share / rest;
    const double u = kr_draw(s, KR_POPULATION_CONTRACT, p->id[row]);
    return u < on_call ? KR_ON_CALL : u < on_call + temporary ? KR_TEMPORARY : KR_AGENCY;
}

// Quarters in the job.
static int tenure_of(const struct kr_life *self, kr_row row)
{
    const struct kr_synthesis *s = self->self;
    const struct kr_persons *p = &s->world->persons;
    const uint64_t word = kr_draw_word(s, KR_POPULATION_TENURE, p->id[row]);
    const double u = kr_high_half(word);
    const double v = kr_low_half(word);
    const int age = quarters_of_age(self, row) / 4 - KR_MIN_AGE;
    const int most = quarters_of_age(self, row) - KR_MIN_AGE * 4;
    if (p->status[row] == KR_SELF_EMPLOYED) {
        const int longest = most < MOST_OWN_ACCOUNT ? most : MOST_OWN_ACCOUNT;
        return at_most(v * v * (longest + 1), longest);
    }
    const int flexible = p->contract[row] != KR_PERMANENT;
    if (u < self->short_tenure[age][flexible] || most < SHORT_QUARTERS) {
        const int longest = most < SHORT_QUARTERS ? most + 1 : SHORT_QUARTERS;
        const double part = flexible != 0 ? v * __builtin_sqrt(v) : v;
        return at_most(part * longest, longest - 1);
    }
    const int limit = flexible != 0 ? LONG_FLEXIBLE : LONG_CAREER;
    const int longest = most < limit ? most : limit;
    return at_most(SHORT_QUARTERS + v * v * (longest + 1 - SHORT_QUARTERS), longest);
}

// Permanent staff who were told last quarter that the job ends.
static uint8_t notice_of(const struct kr_life *self, kr_row row)
{
    const struct kr_synthesis *s = self->self;
    const struct kr_persons *p = &s->world->persons;
    const struct kr_parameters *rule = &s->model->parameters;
    const int group = kr_age_group(quarters_of_age(self, row) / 4);
    const int cell =
        ((int)KR_H_LAYOFF * KR_PACK_STATUS_COUNT + KR_PACK_PERMANENT) * KR_AGE_GROUPS +
        group;
    const double layoff =
        s->country->hazard[cell * KR_SEX_COUNT + p->sex[row]] * rule->quit.search_scale;
    return kr_draw(s, KR_POPULATION_NOTICE, p->id[row]) <
                   layoff * rule->demand.notice_share
               ? KR_NOTICE_GIVEN
               : KR_NO_NOTICE;
}

// Job, contract and status of a worker.
static void set_job(const struct kr_life *self, kr_row row)
{
    const struct kr_synthesis *s = self->self;
    struct kr_persons *p = &s->world->persons;
    if (p->contract[row] == KR_TEMPORARY) {
        p->contract[row] = (uint8_t)flexible_kind(self, row);
    }
    int tenure = tenure_of(self, row);
    const int chain = kr_chain_limit(&s->model->parameters.contracts);
    if (p->contract[row] == KR_TEMPORARY && p->study[row] == 0 && tenure >= chain) {
        tenure = chain - 1;
    }
    if (p->contract[row] == KR_PERMANENT) {
        p->notice[row] = notice_of(self, row);
    }
    p->job_since[row] = (int16_t)(s->start - tenure);
    if (p->contract[row] == KR_TEMPORARY) {
        const double length = s->model->parameters.contracts.length_quarters;
        const double u = kr_draw(s, KR_POPULATION_CONTRACT_END, p->id[row]);
        p->contract_end[row] = (int16_t)(s->start + 1 + at_most(u * length, 40));
    }
    // Half came from another job: the status is older than the job.
    const uint64_t word = kr_draw_word(s, KR_POPULATION_STATUS_SINCE, p->id[row]);
    const int most = quarters_of_age(self, row) - KR_MIN_AGE * 4 - tenure;
    const double v = kr_low_half(word);
    const int before = (word >> 63) != 0 ? at_most(0.5 * v * v * most, most) : 0;
    p->status_since[row] = (int16_t)(s->start - tenure - before);
}

// When the status of somebody without work began: waiting times of the hazards, for the
// retired evenly since the age at which retiring begins.
static void set_since(const struct kr_life *self, kr_row row)
{
    const struct kr_synthesis *s = self->self;
    struct kr_persons *p = &s->world->persons;
    const int status = kr_life_status(p, row);
    const int quarters = quarters_of_age(self, row);
    const double u = kr_draw(s, KR_POPULATION_STATUS_SINCE, p->id[row]);
    int since = 0;
    if (status == KR_PACK_RETIRED && quarters > RETIRING_AGE) {
        since = at_most(u * (quarters - RETIRING_AGE), quarters - RETIRING_AGE);
    } else {
        const double rate =
            self->leaving[status][kr_age_group(quarters / 4)][p->sex[row]];
        since = at_most(-kr_log(1.0 - u) / rate, quarters - KR_MIN_AGE * 4);
    }
    p->status_since[row] = (int16_t)(s->start - since);
}

// Occupation of somebody without work: the last one, or for those in education that of a
// student's job. What they study for is theirs with the diploma, not before.
static int last_occupation(const struct kr_life *self, kr_row row)
{
    const struct kr_synthesis *s = self->self;
    const struct kr_persons *p = &s->world->persons;
    const int occupations = s->country->occupations;
    const uint64_t word = kr_draw_word(s, KR_POPULATION_LAST_JOB, p->id[row]);
    const double u = kr_high_half(word);
    const bool young = quarters_of_age(self, row) < STUDENT_AGE;
    if (p->status[row] == KR_STUDENT || (p->study[row] > 0 && young)) {
        return kr_cut(s->youth_occupation, occupations, u);
    }
    const int level = p->sex[row] * KR_EDUCATION_COUNT + p->education[row];
    return kr_cut(&s->job_occupation[kr_line(level, occupations)], occupations, u);
}

// How well qualified: by education, or else by experience.
static enum kr_rung rung_of(const struct kr_life *self, kr_row row, int experience)
{
    const struct kr_synthesis *s = self->self;
    const struct kr_persons *p = &s->world->persons;
    const struct kr_training_parameters *rule = &s->model->parameters.training;
    const struct kr_occupation *o = &s->country->occupation[p->occupation[row]];
    const double u = kr_draw(s, KR_POPULATION_RUNG, p->id[row]);
    if (p->education[row] >= (int)o->education) {
        return experience >= rule->senior_quarters && u < 0.6 ? KR_RUNG_SENIOR
                                                              : KR_RUNG_QUALIFIED;
    }
    if (experience >= rule->rung_quarters && (!o->legal || u < 0.7)) {
        return KR_RUNG_QUALIFIED;
    }
    return experience < 4 ? KR_RUNG_TRAINEE : KR_RUNG_PARTIAL;
}

static void set_occupation(const struct kr_life *self, kr_row row, int at_work)
{
    const struct kr_synthesis *s = self->self;
    struct kr_persons *p = &s->world->persons;
    const uint64_t word = kr_draw_word(s, KR_POPULATION_EXPERIENCE, p->id[row]);
    const double u = kr_high_half(word);
    const double v = kr_low_half(word);
    const int life = working_life(self, row);
    int experience = at_most(u * 0.5 * life, 120);
    if (at_work != 0) {
        const int tenure = s->start - p->job_since[row];
        experience = tenure + at_most(u * 0.7 * (life - tenure), 200);
    } else {
        p->occupation[row] = (uint8_t)last_occupation(self, row);
    }
    p->occupation_since[row] = (int16_t)(s->start - experience);
    p->rung[row] = (uint8_t)rung_of(self, row, experience);
    // An earlier occupation for those with years before this one.
    const int left = life - experience;
    const uint64_t earlier = kr_draw_word(s, KR_POPULATION_EARLIER_JOB, p->id[row]);
    p->previous_occupation[row] = p->occupation[row];
    if (left >= 4 && (earlier & 3) != 0) {
        const int occupations = s->country->occupations;
        const int level = p->sex[row] * KR_EDUCATION_COUNT + p->education[row];
        p->previous_occupation[row] =
            (uint8_t)kr_cut(&s->job_occupation[kr_line(level, occupations)], occupations,
                            kr_high_half(earlier));
        p->previous_experience[row] = (uint8_t)(1 + at_most(v * left, 120));
    }
}

void kr_life_career(const struct kr_life *self, kr_row first, kr_row last)
{
    const struct kr_persons *p = &self->self->world->persons;
    for (kr_row i = first; i < last; i++) {
        const int at_work = p->contract[i] != KR_NO_CONTRACT;
        if (at_work != 0) {
            set_job(self, i);
        } else {
            set_since(self, i);
        }
        set_occupation(self, i, at_work);
    }
}

// Chance of means-tested assistance among those without work, partners without means or
// no partner; assumed.
static double assistance_chance(enum kr_status status, int quarters)
{
    switch (status) {
    case KR_UNEMPLOYED:
        return quarters >= 4 ? 0.8 : 0.15;
    case KR_AVAILABLE:
    case KR_SEARCHING:
        return 0.6;
    case KR_OTHER:
    case KR_CARER:
        return 0.8;
    case KR_ABSENT:
    case KR_EMPLOYEE:
    case KR_SELF_EMPLOYED:
    case KR_STUDENT:
    case KR_ILL:
    case KR_RETIRED:
    case KR_STATUS_COUNT:
        break;
    }
    return 0.0;
}

static enum kr_benefit benefit_of(const struct kr_life *self, kr_row row)
{
    const struct kr_synthesis *s = self->self;
    const struct kr_persons *p = &s->world->persons;
    const struct kr_constants *constants = &s->country->constants;
    const int age = quarters_of_age(self, row);
    const int quarters = s->start - p->status_since[row];
    const double u = kr_draw(s, KR_POPULATION_BENEFIT, p->id[row]);
    if (age >= constants->pension_age_quarters) {
        return KR_STATE_PENSION;
    }
    if (p->status[row] == KR_ILL) {
        return KR_DISABILITY_BENEFIT;
    }
    const int insured = p->status[row] == KR_UNEMPLOYED && age >= 20 * 4 &&
                        p->study[row] == 0 &&
                        quarters < constants->unemployment_benefit_quarters;
    if (insured != 0 && u < 0.6) {
        return KR_UNEMPLOYMENT_BENEFIT;
    }
    const int means = p->partner[row] == KR_PARTNER_HALF ||
                      p->partner[row] == KR_PARTNER_FULL || p->study[row] > 0 ||
                      age < 21 * 4;
    const double chance =
        means != 0 ? 0.0 : assistance_chance((enum kr_status)p->status[row], quarters);
    return 1.0 - u < chance ? KR_ASSISTANCE : KR_NO_BENEFIT;
}

void kr_life_benefit(const struct kr_life *self, kr_row first, kr_row last)
{
    struct kr_persons *p = &self->self->world->persons;
    for (kr_row i = first; i < last; i++) {
        p->benefit[i] = (uint8_t)benefit_of(self, i);
    }
}

void kr_life_wage(const struct kr_life *self, kr_row first, kr_row last)
{
    const struct kr_synthesis *s = self->self;
    struct kr_persons *p = &s->world->persons;
    for (kr_row i = first; i < last; i++) {
        if (p->contract[i] == KR_NO_CONTRACT) {
            continue;
        }
        const double u = kr_draw(s, KR_POPULATION_WAGE, p->id[i]);
        const double spread = p->contract[i] == KR_OWN_ACCOUNT ? 0.25 : 0.12;
        const double z = kr_normal_quantile(kr_clamp(u, 1e-9, 1.0 - 1e-9));
        // 0.4% a year of experience, around ten years of it.
        const double years = (s->start - p->occupation_since[i]) / 4.0;
        double premium = spread * z + kr_clamp(0.004 * (years - 10.0), -0.1, 0.1);
        const double scale = s->country->occupation[p->occupation[i]].wage_euro_per_hour *
                             s->sector_factor[s->cell[s->person_cell[i]].sector];
        const double least = s->country->constants.minimum_wage / scale - 1.0;
        if (p->contract[i] != KR_OWN_ACCOUNT &&
            quarters_of_age(self, i) >= ADULT_PAY * 4) {
            premium = __builtin_fmax(premium, least);
        }
        p->wage_premium[i] =
            (int16_t)kr_clamp(__builtin_floor(premium * 10000.0 + 0.5), -5000.0, 20000.0);
    }
}
