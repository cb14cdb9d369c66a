// Series that are reckoned from tallies and state, cell by cell.
#include "output/variables.h"

#include <math.h>
#include <string.h>

enum { MINUTES_PER_HOUR = 60, CHILD_QUARTERS = 60, CENTS_PER_EURO = 100, WEEKS = 13 };

static double full_time_minutes(const struct kr_model *model)
{
    return model->country->constants.full_time_hours * MINUTES_PER_HOUR;
}

static double tally(const struct kr_world *world, enum kr_tally which, int row,
                    int column)
{
    return (double)*kr_tally_at(&world->tallies, which, row, column);
}

// Not a number when there is nothing to divide by.
static double ratio(double above, double below)
{
    return below > 0 ? above / below : (double)NAN;
}

// Minutes a week of one column, in full-time equivalents.
static void fill_fte(const struct kr_model *model, const struct kr_world *world,
                     enum kr_tally which, int column, double *cells)
{
    for (int row = 0; row < world->tallies.rows[which]; row++) {
        cells[row] = tally(world, which, row, column) / full_time_minutes(model);
    }
}

// Unmet minutes in persons who work as long as those who are there.
static void fill_shortage_heads(const struct kr_model *model,
                                const struct kr_world *world, enum kr_tally which,
                                double *cells)
{
    for (int row = 0; row < world->tallies.rows[which]; row++) {
        const double heads = tally(world, which, row, KR_HEADS_HEADS);
        const double contract = tally(world, which, row, KR_HEADS_CONTRACT);
        const double mean = contract > 0 ? contract / heads : full_time_minutes(model);
        cells[row] = tally(world, which, row, KR_HEADS_UNMET) / mean;
    }
}

void kr_fill_fte_by_sector(const struct kr_model *model, const struct kr_world *world,
                           double *cells)
{
    fill_fte(model, world, KR_TALLY_sector_heads, KR_HEADS_CONTRACT, cells);
}

void kr_fill_shortage_fte_by_sector(const struct kr_model *model,
                                    const struct kr_world *world, double *cells)
{
    fill_fte(model, world, KR_TALLY_sector_heads, KR_HEADS_UNMET, cells);
}

void kr_fill_shortage_heads_by_sector(const struct kr_model *model,
                                      const struct kr_world *world, double *cells)
{
    fill_shortage_heads(model, world, KR_TALLY_sector_heads, cells);
}

void kr_fill_fte_by_occupation(const struct kr_model *model, const struct kr_world *world,
                               double *cells)
{
    fill_fte(model, world, KR_TALLY_occupation_heads, KR_HEADS_CONTRACT, cells);
}

void kr_fill_shortage_fte_by_occupation(const struct kr_model *model,
                                        const struct kr_world *world, double *cells)
{
    fill_fte(model, world, KR_TALLY_occupation_heads, KR_HEADS_UNMET, cells);
}

void kr_fill_shortage_heads_by_occupation(const struct kr_model *model,
                                          const struct kr_world *world, double *cells)
{
    fill_shortage_heads(model, world, KR_TALLY_occupation_heads, cells);
}

void kr_fill_workload_by_sector(const struct kr_model *model,
                                const struct kr_world *world, double *cells)
{
    for (int s = 0; s < model->country->sectors; s++) {
        const double contract = tally(world, KR_TALLY_sector_heads, s, KR_HEADS_CONTRACT);
        const double absent = tally(world, KR_TALLY_absence_sector, s, KR_ABSENCE_ABSENT);
        cells[s] = ratio(tally(world, KR_TALLY_sector_heads, s, KR_HEADS_REQUIRED),
                         contract - absent);
    }
}

void kr_fill_absence_by_sector(const struct kr_model *model, const struct kr_world *world,
                               double *cells)
{
    for (int s = 0; s < model->country->sectors; s++) {
        cells[s] =
            100 * ratio(tally(world, KR_TALLY_absence_sector, s, KR_ABSENCE_ABSENT),
                        tally(world, KR_TALLY_absence_sector, s, KR_ABSENCE_CONTRACT));
    }
}

void kr_fill_tightness_seen(const struct kr_model *model, const struct kr_world *world,
                            double *cells)
{
    for (int r = 0; r < model->country->regions; r++) {
        cells[r] = 100 * world->region_tightness[r];
    }
}

void kr_fill_wage_level(const struct kr_model *model, const struct kr_world *world,
                        double *cells)
{
    memcpy(cells, world->wage_level, (size_t)model->country->wage_groups * sizeof *cells);
}

void kr_fill_budget_ratio(const struct kr_model *model, const struct kr_world *world,
                          double *cells)
{
    for (int s = 0; s < model->country->sectors; s++) {
        cells[s] = world->sector[s].budget_ratio;
    }
}

void kr_fill_waiting(const struct kr_model *model, const struct kr_world *world,
                     double *cells)
{
    for (int s = 0; s < model->country->sectors; s++) {
        cells[s] = world->sector[s].waiting;
    }
}

void kr_fill_output(const struct kr_model *model, const struct kr_world *world,
                    double *cells)
{
    for (int s = 0; s < model->country->sectors; s++) {
        cells[s] = (double)world->sector[s].output_minutes;
    }
}

void kr_fill_unmet_service(const struct kr_model *model, const struct kr_world *world,
                           double *cells)
{
    for (int s = 0; s < model->country->sectors; s++) {
        cells[s] = (double)world->sector[s].unmet_minutes;
    }
}

void kr_fill_childcare_queue(const struct kr_model *model, const struct kr_world *world,
                             double *cells)
{
    (void)model;
    cells[0] = world->child_care_queue;
}

void kr_fill_children(const struct kr_model *model, const struct kr_world *world,
                      double *cells)
{
    enum { PER_REGION = KR_SEX_COUNT * CHILD_QUARTERS };
    for (int r = 0; r < model->country->regions; r++) {
        int64_t sum = 0;
        for (int i = 0; i < PER_REGION; i++) {
            sum += world->children[r * PER_REGION + i];
        }
        cells[r] = (double)sum;
    }
}

void kr_fill_elderly(const struct kr_model *model, const struct kr_world *world,
                     double *cells)
{
    for (int r = 0; r < model->country->regions; r++) {
        int64_t sum = 0;
        for (int sex = 0; sex < KR_SEX_COUNT; sex++) {
            sum += world->elderly[r * KR_SEX_COUNT + sex];
        }
        cells[r] = (double)sum;
    }
}

void kr_fill_employers(const struct kr_model *model, const struct kr_world *world,
                       double *cells)
{
    memset(cells, 0, (size_t)model->country->sectors * sizeof *cells);
    for (kr_row row = 0; row < world->employers.rows; row++) {
        const struct kr_employer *employer = &world->employers.at[row];
        if (employer->id != 0 && employer->sector < model->country->sectors) {
            cells[employer->sector] += 1;
        }
    }
}

void kr_fill_shortage_fte_by_region(const struct kr_model *model,
                                    const struct kr_world *world, double *cells)
{
    fill_fte(model, world, KR_TALLY_region_heads, KR_HEADS_UNMET, cells);
}

void kr_fill_tightness_by_region_now(const struct kr_model *model,
                                     const struct kr_world *world, double *cells)
{
    for (int r = 0; r < model->country->regions; r++) {
        cells[r] =
            100 * ratio(tally(world, KR_TALLY_region_vacancies, r, KR_VACANCY_OPEN),
                        tally(world, KR_TALLY_status_region, r, KR_UNEMPLOYED));
    }
}

// Payroll is that of 13 weeks.
void kr_fill_hourly_wage_by_sector(const struct kr_model *model,
                                   const struct kr_world *world, double *cells)
{
    for (int s = 0; s < model->country->sectors; s++) {
        const double hours = tally(world, KR_TALLY_sector_heads, s, KR_HEADS_CONTRACT) *
                             WEEKS / MINUTES_PER_HOUR;
        cells[s] =
            ratio(tally(world, KR_TALLY_payroll_sector, s, 0) / CENTS_PER_EURO, hours);
    }
}

void kr_fill_staffing_quality(const struct kr_model *model, const struct kr_world *world,
                              double *cells)
{
    for (int s = 0; s < model->country->sectors; s++) {
        const double there = tally(world, KR_TALLY_sector_heads, s, KR_HEADS_CONTRACT) -
                             tally(world, KR_TALLY_sector_heads, s, KR_HEADS_LEARNING) -
                             tally(world, KR_TALLY_absence_sector, s, KR_ABSENCE_ABSENT);
        const double share =
            ratio(there, tally(world, KR_TALLY_sector_heads, s, KR_HEADS_REQUIRED));
        cells[s] = share > 1 ? 1 : share;
    }
}

// Childcare is counted in thousandths of a day.
void kr_fill_childcare_wanted(const struct kr_model *model, const struct kr_world *world,
                              double *cells)
{
    (void)model;
    cells[0] = (double)world->tallies.events.childcare_wanted / 1000;
}

void kr_fill_childcare_places(const struct kr_model *model, const struct kr_world *world,
                              double *cells)
{
    (void)model;
    cells[0] = (double)world->tallies.events.childcare_places / 1000;
}

void kr_fill_childcare_used(const struct kr_model *model, const struct kr_world *world,
                            double *cells)
{
    (void)model;
    cells[0] = (double)world->tallies.events.childcare_used / 1000;
}

void kr_fill_budget_lines(const struct kr_model *model, const struct kr_world *world,
                          double *cells)
{
    const struct kr_events *events = &world->tallies.events;
    for (int line = 0; line < KR_BUDGET_LINES; line++) {
        cells[line] = 0;
    }
    cells[KR_LINE_WITHHELD] = (double)events->withheld_cents;
    cells[KR_LINE_BENEFITS] = (double)events->benefits_cents;
    for (int p = 0; p < model->policy_count; p++) {
        if (model->policies[p].payer == KR_STATE) {
            cells[KR_LINE_POLICIES] +=
                tally(world, KR_TALLY_policy_events, p, KR_LEDGER_CENTS);
        }
    }
    for (int s = 0; s < model->country->sectors; s++) {
        const enum kr_sector_kind kind = model->country->sector[s].kind;
        const bool public_kind = kind == KR_PUBLIC || kind == KR_TEACHING;
        if (kind != KR_MARKET) {
            cells[public_kind ? KR_LINE_PUBLIC_PAY : KR_LINE_CARE_PAY] +=
                tally(world, KR_TALLY_payroll_sector, s, 0);
        }
    }
}

void kr_fill_euro_by_payer(const struct kr_model *model, const struct kr_world *world,
                           double *cells)
{
    for (int p = 0; p < model->policy_count; p++) {
        double *row = &cells[(size_t)p * KR_PAYER_COUNT];
        for (int payer = 0; payer < KR_PAYER_COUNT; payer++) {
            row[payer] = 0;
        }
        row[model->policies[p].payer] =
            tally(world, KR_TALLY_policy_events, p, KR_LEDGER_CENTS) / CENTS_PER_EURO;
    }
}
