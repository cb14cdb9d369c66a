// The standard figures of a quarter, in the units of the published statistics.
#include "base/math.h"
#include "sim/indicator_list.h"
#include "sim/run.h"
#include "sim/scratch.h"

#define VALUE(name) \
    static double name(const struct kr_model *model, const struct kr_world *world)

static double sum_status(const struct kr_world *world, int status)
{
    return (double)(*kr_tally_at(&world->tallies, KR_TALLY_status_sex, KR_MAN, status) +
                    *kr_tally_at(&world->tallies, KR_TALLY_status_sex, KR_WOMAN, status));
}

static double employed(const struct kr_world *world)
{
    return sum_status(world, KR_EMPLOYEE) + sum_status(world, KR_SELF_EMPLOYED);
}

static double people(const struct kr_world *world)
{
    double sum = 0.0;
    for (int s = KR_EMPLOYEE; s < KR_STATUS_COUNT; s++) {
        sum += sum_status(world, s);
    }
    return sum;
}

static double percent(double part, double whole)
{
    return whole > 0.0 ? 100.0 * part / whole : 0.0;
}

// Kind of labour-force position: employed, unemployed, non-participation.
enum position { E, U, N };

static enum position position_of(int status)
{
    return status <= KR_SELF_EMPLOYED ? E : status == KR_UNEMPLOYED ? U : N;
}

// Persons who went from one position to another since the last quarter's end, as a share
// of all who were in the first and are still in the table.
static double flow(const struct kr_world *world, enum position from, enum position to)
{
    double moved = 0.0;
    double all = 0.0;
    for (int s = KR_EMPLOYEE; s < KR_STATUS_COUNT; s++) {
        for (int k = KR_EMPLOYEE; k < KR_STATUS_COUNT && position_of(s) == from; k++) {
            const double n =
                (double)*kr_tally_at(&world->tallies, KR_TALLY_status_flow, s, k);
            all += n;
            moved += position_of(k) == to ? n : 0.0;
        }
    }
    return percent(moved, all);
}

static double contract_exit(const struct kr_world *world, int first, int last)
{
    double out = 0.0;
    double all = 0.0;
    for (int c = first; c <= last; c++) {
        for (int s = KR_EMPLOYEE; s < KR_STATUS_COUNT; s++) {
            const double n =
                (double)*kr_tally_at(&world->tallies, KR_TALLY_contract_flow, c, s);
            all += n;
            out += position_of(s) == E ? 0.0 : n;
        }
    }
    return percent(out, all);
}

static double tenure_rate(const struct kr_world *world, int first, int last)
{
    double all = 0.0;
    double moved = 0.0;
    for (int t = first; t <= last; t++) {
        all += (double)*kr_tally_at(&world->tallies, KR_TALLY_job_change_tenure, t,
                                    KR_MOVE_ALL);
        moved += (double)*kr_tally_at(&world->tallies, KR_TALLY_job_change_tenure, t,
                                      KR_MOVE_MOVED);
    }
    return percent(moved, all);
}

static double vacancies(const struct kr_world *world, int column)
{
    double sum = 0.0;
    for (int s = 0; s < world->sectors; s++) {
        sum +=
            (double)*kr_tally_at(&world->tallies, KR_TALLY_sector_vacancies, s, column);
    }
    return sum;
}

static double hours_share(const struct kr_world *world, int first, int last)
{
    double some = 0.0;
    double all = 0.0;
    for (int x = 0; x < KR_SEX_COUNT; x++) {
        for (int c = 0; c < KR_HOURS_CLASSES; c++) {
            const double n =
                (double)*kr_tally_at(&world->tallies, KR_TALLY_hours_class_sex, x, c);
            all += n;
            some += c >= first && c <= last ? n : 0.0;
        }
    }
    return percent(some, all);
}

static double mean_hours(const struct kr_world *world, enum kr_tally table, int first,
                         int last)
{
    double heads = 0.0;
    double minutes = 0.0;
    for (int r = first; r <= last; r++) {
        heads += (double)*kr_tally_at(&world->tallies, table, r, KR_SUM_HEADS);
        minutes += (double)*kr_tally_at(&world->tallies, table, r, KR_SUM_USUAL);
    }
    return heads > 0.0 ? minutes / heads / 60.0 : 0.0;
}

static double participation_at(const struct kr_world *world, int first, int last)
{
    double all = 0.0;
    double work = 0.0;
    for (int age = first; age <= last; age++) {
        for (int s = KR_EMPLOYEE; s < KR_STATUS_COUNT; s++) {
            const double n = (double)*kr_tally_at(
                &world->tallies, KR_TALLY_status_single_age, age - KR_MIN_AGE, s);
            all += n;
            work += position_of(s) == E ? n : 0.0;
        }
    }
    return percent(work, all);
}

static double absence(const struct kr_model *model, const struct kr_world *world,
                      unsigned kinds)
{
    double contract = 0.0;
    double absent = 0.0;
    for (int s = 0; s < world->sectors; s++) {
        if ((kinds >> model->country->sector[s].kind & 1U) != 0) {
            contract += (double)*kr_tally_at(&world->tallies, KR_TALLY_absence_sector, s,
                                             KR_ABSENCE_CONTRACT);
            absent += (double)*kr_tally_at(&world->tallies, KR_TALLY_absence_sector, s,
                                           KR_ABSENCE_ABSENT);
        }
    }
    return percent(absent, contract);
}

// Effective hours lost in care, education and childcare show up as load; the gain of the
// spiral (loop L1) from the elasticities of the run and its own absence.
static double spiral_gain(const struct kr_model *model, const struct kr_world *world)
{
    const unsigned kinds = 1U << KR_CARE | 1U << KR_TEACHING | 1U << KR_CHILDCARE;
    const double s = absence(model, world, kinds) / 100.0;
    const struct kr_parameters *p = &model->parameters;
    const double hours =
        p->hours.load_effect / 28.0 * p->hours.spontaneous_revision * 4.0;
    const double left = 1.0 - p->quit.load_elasticity -
                        p->sickness.load_elasticity * s / (1.0 - s) - hours;
    return left > 0.05 ? 1.0 / left : 20.0;
}

// Kinds of sectors as the statistics group them: care and welfare hold childcare.
enum {
    CARE_KINDS = 1U << KR_CARE | 1U << KR_CHILDCARE,
    PUBLIC_KINDS =
        1U << KR_CARE | 1U << KR_CHILDCARE | 1U << KR_TEACHING | 1U << KR_PUBLIC,
};

static bool is_of(const struct kr_model *model, int sector, unsigned kinds)
{
    return (kinds >> model->country->sector[sector].kind & 1U) != 0;
}

// Sum of a column of a table by sector over the sectors of some kinds.
static double sum_sectors(const struct kr_model *model, const struct kr_world *world,
                          enum kr_tally table, int column, unsigned kinds)
{
    double sum = 0.0;
    for (int s = 0; s < world->sectors; s++) {
        sum += is_of(model, s, kinds)
                   ? (double)*kr_tally_at(&world->tallies, table, s, column)
                   : 0.0;
    }
    return sum;
}

// Moves from employers of some kinds to employers of others, at the pace of a year.
static double moves(const struct kr_model *model, const struct kr_world *world,
                    unsigned from, unsigned to)
{
    double sum = 0.0;
    for (int s = 0; s < world->sectors; s++) {
        for (int k = 0; k < world->sectors; k++) {
            const bool counts = is_of(model, s, from) && is_of(model, k, to);
            sum += counts
                       ? (double)*kr_tally_at(&world->tallies, KR_TALLY_sector_flow, s, k)
                       : 0.0;
        }
    }
    return 4.0 * sum / model->scale;
}

// Employees of care who leave it, at the pace of a year, of those who work there.
static double care_outflow(const struct kr_model *model, const struct kr_world *world)
{
    double left = 0.0;
    for (int to = 0; to < KR_DESTINATION_COUNT; to++) {
        left += sum_sectors(model, world, KR_TALLY_sector_separations, to, CARE_KINDS);
    }
    const double inside =
        moves(model, world, CARE_KINDS, CARE_KINDS) * model->scale / 4.0;
    const double heads =
        sum_sectors(model, world, KR_TALLY_sector_heads, KR_HEADS_HEADS, CARE_KINDS);
    return percent(4.0 * (left - inside), heads);
}

// Share of the working time of care that goes to administration.
static double admin_share(const struct kr_model *model, const struct kr_world *world)
{
    double time = 0.0;
    double all = 0.0;
    for (int s = 0; s < world->sectors; s++) {
        if (model->country->sector[s].kind == KR_CARE) {
            const double minutes = (double)*kr_tally_at(
                &world->tallies, KR_TALLY_sector_heads, s, KR_HEADS_CONTRACT);
            all += minutes;
            time += minutes * model->country->sector[s].admin_share;
        }
    }
    const struct kr_effective *terms = &world->scratch->terms;
    return percent(time * terms->parameters.technology.admin_scale, all);
}

#define INDICATOR(name, expression) \
    VALUE(name)                     \
    {                               \
        (void)model;                \
        (void)world;                \
        return expression;          \
    }

INDICATOR(persons, people(world) / model->scale)
INDICATOR(employed_persons, employed(world) / model->scale)
INDICATOR(unemployed_persons, sum_status(world, KR_UNEMPLOYED) / model->scale)
INDICATOR(unemployment_rate, percent(sum_status(world, KR_UNEMPLOYED),
                                     employed(world) + sum_status(world, KR_UNEMPLOYED)))
INDICATOR(net_participation, percent(employed(world), people(world)))
INDICATOR(flexible_share,
          100.0 - percent((double)*kr_tally_at(&world->tallies, KR_TALLY_hours_contract,
                                               KR_PERMANENT, KR_SUM_HEADS),
                          sum_status(world, KR_EMPLOYEE)))
INDICATOR(self_employed_persons, sum_status(world, KR_SELF_EMPLOYED) / model->scale)
INDICATOR(employed_to_unemployed, flow(world, E, U))
INDICATOR(employed_to_nonparticipation, flow(world, E, N))
INDICATOR(unemployed_to_employed, flow(world, U, E))
INDICATOR(unemployed_to_nonparticipation, flow(world, U, N))
INDICATOR(nonparticipation_to_employed, flow(world, N, E))
INDICATOR(nonparticipation_to_unemployed, flow(world, N, U))
INDICATOR(exit_permanent, contract_exit(world, KR_PERMANENT, KR_PERMANENT))
INDICATOR(exit_flexible, contract_exit(world, KR_TEMPORARY, KR_AGENCY))
INDICATOR(exit_self_employed, contract_exit(world, KR_OWN_ACCOUNT, KR_OWN_ACCOUNT))
INDICATOR(job_to_job, tenure_rate(world, KR_TENURE_SHORT, KR_TENURE_LONG))
INDICATOR(job_to_job_tenure_ratio,
          tenure_rate(world, KR_TENURE_SHORT, KR_TENURE_SHORT) /
              kr_max(0.01, tenure_rate(world, KR_TENURE_LONG, KR_TENURE_LONG)))
INDICATOR(open_vacancies, vacancies(world, KR_VACANCY_OPEN) / model->scale)
INDICATOR(vacancies_per_1000_jobs, 10.0 * percent(vacancies(world, KR_VACANCY_OPEN),
                                                  sum_status(world, KR_EMPLOYEE) +
                                                      vacancies(world, KR_VACANCY_OPEN)))
INDICATOR(vacancies_opened, vacancies(world, KR_VACANCY_OPENED) / model->scale)
INDICATOR(vacancies_filled_or_withdrawn,
          (vacancies(world, KR_VACANCY_FILLED) + vacancies(world, KR_VACANCY_DROPPED)) /
              model->scale)
INDICATOR(tightness, 100.0 * world->tightness)
INDICATOR(hours_under_12, hours_share(world, 0, 0))
INDICATOR(hours_12_19, hours_share(world, 1, 1))
INDICATOR(hours_20_27, hours_share(world, 2, 2))
INDICATOR(hours_28_34, hours_share(world, 3, 3))
INDICATOR(hours_35_more, hours_share(world, 4, 4))
INDICATOR(part_time_share, hours_share(world, 0, 3))
INDICATOR(mean_hours_employed, mean_hours(world, KR_TALLY_hours_sex, KR_MAN, KR_WOMAN))
INDICATOR(mean_hours_men, mean_hours(world, KR_TALLY_hours_sex, KR_MAN, KR_MAN))
INDICATOR(mean_hours_permanent,
          mean_hours(world, KR_TALLY_hours_contract, KR_PERMANENT, KR_PERMANENT))
INDICATOR(mean_hours_flexible,
          mean_hours(world, KR_TALLY_hours_contract, KR_TEMPORARY, KR_AGENCY))
INDICATOR(mean_hours_self_employed,
          mean_hours(world, KR_TALLY_hours_contract, KR_OWN_ACCOUNT, KR_OWN_ACCOUNT))
INDICATOR(mean_hours_15_24, mean_hours(world, KR_TALLY_hours_age, 0, 0))
INDICATOR(mean_hours_55_64, mean_hours(world, KR_TALLY_hours_age, 4, 4))
INDICATOR(under_employed,
          (double)(*kr_tally_at(&world->tallies, KR_TALLY_under_employed, KR_MAN, 1) +
                   *kr_tally_at(&world->tallies, KR_TALLY_under_employed, KR_WOMAN, 1)) /
              model->scale)
INDICATOR(participation_60, participation_at(world, 60, 60))
INDICATOR(participation_64, participation_at(world, 64, 64))
INDICATOR(participation_66, participation_at(world, 66, 66))
INDICATOR(participation_67, participation_at(world, 67, 67))
INDICATOR(participation_70_74, participation_at(world, 70, 74))
INDICATOR(sickness_absence, absence(model, world, ~0U))
INDICATOR(sickness_absence_care,
          absence(model, world, 1U << KR_CARE | 1U << KR_CHILDCARE))
INDICATOR(workload_spiral_gain, spiral_gain(model, world))
INDICATOR(care_leavers, care_outflow(model, world))
INDICATOR(admin_share_care, admin_share(model, world))
INDICATOR(public_share, percent(sum_sectors(model, world, KR_TALLY_sector_heads,
                                            KR_HEADS_HEADS, PUBLIC_KINDS),
                                employed(world)))
INDICATOR(care_to_public, moves(model, world, CARE_KINDS, 1U << KR_PUBLIC))
INDICATOR(public_to_care, moves(model, world, 1U << KR_PUBLIC, CARE_KINDS))
INDICATOR(care_to_education, moves(model, world, CARE_KINDS, 1U << KR_TEACHING))
INDICATOR(education_to_care, moves(model, world, 1U << KR_TEACHING, CARE_KINDS))
INDICATOR(standing_care,
          sum_sectors(model, world, KR_TALLY_standing_vacancies, 0, 1U << KR_CARE) /
              model->scale)
INDICATOR(standing_childcare,
          sum_sectors(model, world, KR_TALLY_standing_vacancies, 0, 1U << KR_CHILDCARE) /
              model->scale)
INDICATOR(payroll_billion,
          (double)world->tallies.events.payroll_cents / 1e11 / model->scale)
INDICATOR(benefits_billion,
          (double)world->tallies.events.benefits_cents / 1e11 / model->scale)
INDICATOR(hires, (double)world->tallies.events.hires / model->scale)
INDICATOR(training_starts, (double)world->tallies.events.trainings_started / model->scale)
INDICATOR(policy_cost_million,
          (double)world->tallies.events.policy_cents / 1e8 / model->scale)

static const struct kr_indicator INDICATORS[] = {
#define ROW(name, target, unit, meaning, definition) \
    {#name, target, unit, meaning, definition, name},
    KR_INDICATOR_LIST(ROW)};

const struct kr_indicator *kr_indicator_list(size_t *count)
{
    *count = sizeof INDICATORS / sizeof INDICATORS[0];
    return INDICATORS;
}
