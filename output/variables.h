// The one list of outputs: every series of a result file, where it comes from, and what
// it means. To add one, add a line to variables.c.
#ifndef KR_OUTPUT_VARIABLES_H
#define KR_OUTPUT_VARIABLES_H

#include "output/census.h"
#include "output/labels.h"
#include "sim/model.h"
#include "sim/run.h"
#include "sim/tallies.h"
#include "sim/world.h"

#include <stdbool.h>
#include <stddef.h>

// X(name, word, title, first): groups of series; `first` says what the first record, the
// starting quarter, holds.
#define KR_SERIES_LIST(X)                                                             \
    X(KR_QUARTERLY, "quarterly", "stocks at the end of each quarter, and rates",      \
      "The starting quarter: stocks of the starting world. Events and rates made of " \
      "events are zero or not a number there.")                                       \
    X(KR_FLOWS, "flows", "events of each quarter",                                    \
      "The starting quarter: no quarter was lived yet, so that all events are zero.") \
    X(KR_LEDGER, "ledger", "money of each quarter, and what policies did",            \
      "The starting quarter: no quarter was lived yet, so that all payments are zero.")

enum kr_series {
#define KR_SERIES_ENUM(name, word, title, first) name,
    KR_SERIES_LIST(KR_SERIES_ENUM)
#undef KR_SERIES_ENUM
        KR_SERIES_COUNT
};

const char *kr_series_name(enum kr_series series);
const char *kr_series_title(enum kr_series series);
const char *kr_series_first(enum kr_series series);

// Axes beside time, at most: a flow between statuses by two axes.
enum { KR_VARIABLE_AXES = 4 };

// What the numbers of a quarter are taken from.
struct kr_view {
    const struct kr_model *model;
    const struct kr_world *world;
    const struct kr_census *census;
};

struct kr_variable;

// Fills in the numbers of a variable: from the world, or from the census too.
typedef void kr_census_fill(const struct kr_variable *variable,
                            const struct kr_view *view, double *cells);
typedef void kr_variable_fill(const struct kr_model *model, const struct kr_world *world,
                              double *cells);

// X(unit, counted): units of series. What is counted is counted in agents of the run, and
// gets a scale factor that makes it persons, fte or euro of the country; rates, ratios
// and means are those of the country already. Indicators are too, whatever their unit.
#define KR_UNIT_LIST(X)        \
    X("persons", true)         \
    X("0.001 persons", true)   \
    X("vacancies", true)       \
    X("employers", true)       \
    X("requests", true)        \
    X("events", true)          \
    X("openings", true)        \
    X("jobs", true)            \
    X("posts", true)           \
    X("minutes/week", true)    \
    X("days/week", true)       \
    X("0.001 days/week", true) \
    X("fte", true)             \
    X("cents", true)           \
    X("cents/week", true)      \
    X("euro", true)            \
    X("1", false)              \
    X("%", false)              \
    X("per 100", false)        \
    X("euro/hour", false)      \
    X("km", false)             \
    X("quarters", false)

struct kr_variable {
    const char *name;
    enum kr_series series;
    enum kr_dimension rows;    // axes beside time; KR_DIM_NONE for none
    enum kr_dimension columns; // only when there are rows
    bool whole;                // a count: int32 in the file, else float64
    const char *unit;
    const char *long_name;
    const char *comment; // definition, with the term and table of the statistics bureau
    const char *target;  // row of the targets it answers to, or ""

    // Where it comes from: one of fill, indicator, event, tally, reckon and census.
    kr_variable_fill *fill;
    const struct kr_indicator *indicator;
    int event;  // position in kr_events, or KR_NONE
    int tally;  // table, or KR_NONE
    int column; // of that table; KR_NONE for all
    kr_census_fill *reckon;
    int census;  // table of the census, or KR_NONE; `reckon` may use it too
    int measure; // of that table
    enum kr_dimension more[KR_VARIABLE_AXES - 2]; // axes after the first two
};

size_t kr_variable_count(void);
struct kr_variable kr_variable_at(size_t index);

// Axes beside time: how many, and each.
int kr_variable_rank(const struct kr_variable *variable);
enum kr_dimension kr_variable_axis(const struct kr_variable *variable, int axis);

// Whether its numbers are of agents: times the scale factor, 1 over the scale of the run,
// they are of the country.
bool kr_variable_in_agents(const struct kr_variable *variable);

// Numbers per quarter, and the numbers themselves.
size_t kr_variable_cells(const struct kr_variable *variable,
                         const struct kr_model *model);
void kr_variable_get(const struct kr_variable *variable, const struct kr_view *view,
                     double *cells);

// What can be reckoned from the world, for the list (derived.c).
kr_variable_fill kr_fill_fte_by_sector, kr_fill_shortage_fte_by_sector,
    kr_fill_shortage_heads_by_sector, kr_fill_workload_by_sector,
    kr_fill_absence_by_sector, kr_fill_fte_by_occupation,
    kr_fill_shortage_fte_by_occupation, kr_fill_shortage_heads_by_occupation,
    kr_fill_tightness_seen, kr_fill_wage_level, kr_fill_budget_ratio, kr_fill_waiting,
    kr_fill_output, kr_fill_unmet_service, kr_fill_childcare_queue, kr_fill_children,
    kr_fill_elderly, kr_fill_employers, kr_fill_euro_by_payer,
    kr_fill_shortage_fte_by_region, kr_fill_tightness_by_region_now,
    kr_fill_hourly_wage_by_sector, kr_fill_staffing_quality, kr_fill_childcare_wanted,
    kr_fill_childcare_places, kr_fill_childcare_used, kr_fill_budget_lines;

// What is reckoned from the census (reckoned.c).
kr_census_fill kr_reckon_wage_gini, kr_reckon_earnings_gini, kr_reckon_wage_variance,
    kr_reckon_wage_quantile, kr_reckon_wage_classes, kr_reckon_commuters,
    kr_reckon_commuting_distance, kr_reckon_hourly_wage, kr_reckon_occupation_tightness;

#endif
