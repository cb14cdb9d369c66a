// Series that are reckoned from the census.
#include "output/distribution.h"
#include "output/variables.h"

#include <math.h>

enum { CENTS_PER_EURO = 100, MINUTES_PER_HOUR = 60 };

// Heads and amounts by bin, as doubles.
struct bins {
    double heads[KR_FINE_BINS];
    double sum[KR_FINE_BINS];
};

static struct kr_distribution distribution_of(const struct bins *bins)
{
    return (struct kr_distribution){KR_FINE_BINS, bins->heads, bins->sum};
}

// Hourly pay: all of a bin have the mean of the bin, which is that of its hours.
static void read_wages(const struct kr_view *view, struct bins *bins)
{
    const struct kr_census_table *table = &view->census->table[KR_CENSUS_WAGE_BINS];
    for (int i = 0; i < KR_FINE_BINS; i++) {
        const double heads = (double)kr_census_sum(table, i, KR_COUNTED_EMPLOYEES);
        const double pay = (double)kr_census_sum(table, i, KR_COUNTED_WEEKLY_PAY);
        const double minutes =
            (double)kr_census_sum(table, i, KR_COUNTED_EMPLOYEE_MINUTES);
        const double middle = (i + 0.5) * KR_WAGE_BIN_CENTS;
        const double mean = minutes > 0 ? pay / minutes * MINUTES_PER_HOUR : middle;
        bins->heads[i] = heads;
        bins->sum[i] = heads * mean;
    }
}

static void read_earnings(const struct kr_view *view, struct bins *bins)
{
    const struct kr_census_table *table = &view->census->table[KR_CENSUS_EARNINGS_BINS];
    for (int i = 0; i < KR_FINE_BINS; i++) {
        bins->heads[i] = (double)kr_census_sum(table, i, KR_COUNTED_EMPLOYEES);
        bins->sum[i] = (double)kr_census_sum(table, i, KR_COUNTED_WEEKLY_PAY);
    }
}

void kr_reckon_wage_gini(const struct kr_variable *variable, const struct kr_view *view,
                         double *cells)
{
    (void)variable;
    struct bins bins;
    read_wages(view, &bins);
    const struct kr_distribution wages = distribution_of(&bins);
    cells[0] = kr_gini(&wages);
}

void kr_reckon_earnings_gini(const struct kr_variable *variable,
                             const struct kr_view *view, double *cells)
{
    (void)variable;
    struct bins bins;
    read_earnings(view, &bins);
    const struct kr_distribution earnings = distribution_of(&bins);
    cells[0] = kr_gini(&earnings);
}

void kr_reckon_wage_variance(const struct kr_variable *variable,
                             const struct kr_view *view, double *cells)
{
    (void)variable;
    struct bins bins;
    read_wages(view, &bins);
    const struct kr_distribution wages = distribution_of(&bins);
    cells[0] = kr_log_variance(&wages);
}

void kr_reckon_wage_quantile(const struct kr_variable *variable,
                             const struct kr_view *view, double *cells)
{
    (void)variable;
    struct bins bins;
    read_wages(view, &bins);
    const struct kr_distribution wages = distribution_of(&bins);
    for (int i = 0; i < KR_PERCENTILES; i++) {
        const double share = kr_labels_number(KR_LABELS_PERCENTILE, i) / 100;
        cells[i] = kr_quantile(&wages, (double)KR_WAGE_BIN_CENTS / CENTS_PER_EURO, share);
    }
}

// The fine bins fit in the classes: both begin at whole euro.
void kr_reckon_wage_classes(const struct kr_variable *variable,
                            const struct kr_view *view, double *cells)
{
    (void)variable;
    const struct kr_census_table *table = &view->census->table[KR_CENSUS_WAGE_BINS];
    for (int c = 0; c < KR_WAGE_CLASSES; c++) {
        cells[c] = 0;
    }
    for (int i = 0; i < KR_FINE_BINS; i++) {
        cells[kr_wage_class((int64_t)i * KR_WAGE_BIN_CENTS)] +=
            (double)kr_census_sum(table, i, KR_COUNTED_EMPLOYEES);
    }
}

void kr_reckon_hourly_wage(const struct kr_variable *variable, const struct kr_view *view,
                           double *cells)
{
    const int which =
        variable->census == KR_NONE ? (int)KR_CENSUS_WAGE_BINS : variable->census;
    const struct kr_census_table *table = &view->census->table[which];
    const bool one = variable->census == KR_NONE;
    double pay = 0;
    double minutes = 0;
    for (int64_t i = 0; i < table->cells; i++) {
        const double more = (double)kr_census_sum(table, i, KR_COUNTED_WEEKLY_PAY);
        const double longer =
            (double)kr_census_sum(table, i, KR_COUNTED_EMPLOYEE_MINUTES);
        pay = one ? pay + more : more;
        minutes = one ? minutes + longer : longer;
        cells[one ? 0 : i] =
            minutes > 0 ? pay / minutes * MINUTES_PER_HOUR / CENTS_PER_EURO : (double)NAN;
    }
}

// ---------------------------------------------------------------- regions, occupations

static double commuters(const struct kr_view *view, int home, int work)
{
    const int regions = view->model->country->regions;
    return (double)kr_census_sum(&view->census->table[KR_CENSUS_COMMUTING],
                                 (int64_t)home * regions + work, KR_COUNTED_EMPLOYEES);
}

void kr_reckon_commuters(const struct kr_variable *variable, const struct kr_view *view,
                         double *cells)
{
    (void)variable;
    const int regions = view->model->country->regions;
    for (int home = 0; home < regions; home++) {
        double all = 0;
        for (int work = 0; work < regions; work++) {
            all += commuters(view, home, work);
        }
        cells[home] =
            all > 0 ? 100 * (all - commuters(view, home, home)) / all : (double)NAN;
    }
}

void kr_reckon_commuting_distance(const struct kr_variable *variable,
                                  const struct kr_view *view, double *cells)
{
    (void)variable;
    const int regions = view->model->country->regions;
    const double *km = view->model->country->distance_km;
    for (int home = 0; home < regions; home++) {
        double all = 0;
        double sum = 0;
        for (int work = 0; work < regions && km != NULL; work++) {
            const double heads = commuters(view, home, work);
            all += heads;
            sum += heads * km[home * regions + work];
        }
        cells[home] = all > 0 ? sum / all : (double)NAN;
    }
}

void kr_reckon_occupation_tightness(const struct kr_variable *variable,
                                    const struct kr_view *view, double *cells)
{
    (void)variable;
    const struct kr_census_table *table = &view->census->table[KR_CENSUS_OCCUPATIONS];
    for (int o = 0; o < view->model->country->occupations; o++) {
        const double open = (double)*kr_tally_at(
            &view->world->tallies, KR_TALLY_occupation_vacancies, o, KR_VACANCY_OPEN);
        const double seeking = (double)kr_census_sum(table, o, KR_COUNTED_UNEMPLOYED);
        cells[o] = seeking > 0 ? 100 * open / seeking : (double)NAN;
    }
}
