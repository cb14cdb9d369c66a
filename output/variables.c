// The one list of outputs.
#include "output/variables.h"

#include "output/variable_list.h"

#include <string.h>

#define KR_SERIES_WORD(name, word, title, first)  word,
#define KR_SERIES_TITLE(name, word, title, first) title,
#define KR_SERIES_FIRST(name, word, title, first) first,
static const char *const SERIES_NAMES[] = {KR_SERIES_LIST(KR_SERIES_WORD)};
static const char *const SERIES_TITLES[] = {KR_SERIES_LIST(KR_SERIES_TITLE)};
static const char *const SERIES_FIRST[] = {KR_SERIES_LIST(KR_SERIES_FIRST)};

const char *kr_series_name(enum kr_series series)
{
    return SERIES_NAMES[series];
}

const char *kr_series_title(enum kr_series series)
{
    return SERIES_TITLES[series];
}

const char *kr_series_first(enum kr_series series)
{
    return SERIES_FIRST[series];
}
enum { PARTS = 3 };

static struct kr_variable_part part_at(int part)
{
    return part == 0   ? kr_variables_quarterly()
           : part == 1 ? kr_variables_people()
                       : kr_variables_flows();
}

struct event {
    const char *name;
    const char *unit;
    const char *meaning;
};

static const struct event EVENTS[] = {
#define KR_EVENT(name, unit, meaning) {#name, unit, meaning},
    KR_EVENT_LIST(KR_EVENT)
#undef KR_EVENT
};

size_t kr_variable_count(void)
{
    size_t indicators = 0;
    (void)kr_indicator_list(&indicators);
    size_t count = indicators + KR_EVENT_COUNT;
    for (int p = 0; p < PARTS; p++) {
        count += part_at(p).count;
    }
    return count;
}

// A single number of the quarter. Money and what is measured a week may need more than
// 32 bits.
static struct kr_variable event_variable(int event)
{
    const char *unit = EVENTS[event].unit;
    const bool money = strcmp(unit, "cents") == 0;
    return (struct kr_variable){
        .series = money ? KR_LEDGER : KR_FLOWS,
        .name = EVENTS[event].name,
        .whole = !money && strchr(unit, '/') == NULL,
        .unit = unit,
        .long_name = EVENTS[event].meaning,
        .comment = money ? "Of the whole quarter."
                         : "Counted in the quarter as it happens; where the name says "
                           "end of quarter, those of that day.",
        .target = "",
        .event = event,
        .tally = KR_NONE,
        .column = KR_NONE,
        .census = KR_NONE,
        .measure = KR_NONE,
    };
}

static struct kr_variable indicator_variable(const struct kr_indicator *indicator)
{
    return (struct kr_variable){
        .series = KR_QUARTERLY,
        .name = indicator->name,
        .unit = indicator->unit,
        .long_name = indicator->meaning,
        .comment = indicator->definition,
        .target = indicator->target,
        .indicator = indicator,
        .event = KR_NONE,
        .tally = KR_NONE,
        .column = KR_NONE,
        .census = KR_NONE,
        .measure = KR_NONE,
    };
}

struct kr_variable kr_variable_at(size_t index)
{
    size_t indicators = 0;
    const struct kr_indicator *list = kr_indicator_list(&indicators);
    if (index < indicators) {
        return indicator_variable(&list[index]);
    }
    index -= indicators;
    for (int p = 0; p < PARTS; p++) {
        const struct kr_variable_part part = part_at(p);
        if (index < part.count) {
            return part.at[index];
        }
        index -= part.count;
    }
    return event_variable((int)index);
}

bool kr_variable_in_agents(const struct kr_variable *variable)
{
    static const struct {
        const char *unit;
        bool counted;
    } UNITS[] = {
#define KR_UNIT(unit, counted) {unit, counted},
        KR_UNIT_LIST(KR_UNIT)
#undef KR_UNIT
    };
    if (variable->indicator != NULL) {
        return false;
    }
    size_t unit = 0;
    while (strcmp(UNITS[unit].unit, variable->unit) != 0) {
        unit++;
        KR_BUG_IF(unit == sizeof UNITS / sizeof UNITS[0]);
    }
    return UNITS[unit].counted;
}

enum kr_dimension kr_variable_axis(const struct kr_variable *variable, int axis)
{
    return axis == 0   ? variable->rows
           : axis == 1 ? variable->columns
                       : variable->more[axis - 2];
}

int kr_variable_rank(const struct kr_variable *variable)
{
    int rank = 0;
    while (rank < KR_VARIABLE_AXES && kr_variable_axis(variable, rank) != KR_DIM_NONE) {
        rank++;
    }
    return rank;
}

size_t kr_variable_cells(const struct kr_variable *variable, const struct kr_model *model)
{
    size_t cells = 1;
    for (int i = 0; i < kr_variable_rank(variable); i++) {
        cells *= (size_t)kr_dimension_size(kr_variable_axis(variable, i), model);
    }
    return cells;
}

static void get_tally(const struct kr_variable *variable,
                      const struct kr_tallies *tallies, double *cells)
{
    const int rows = tallies->rows[variable->tally];
    const int columns = tallies->columns[variable->tally];
    const int first = variable->column == KR_NONE ? 0 : variable->column;
    const int last = variable->column == KR_NONE ? columns - 1 : variable->column;
    for (int row = 0; row < rows; row++) {
        for (int column = first; column <= last; column++) {
            *cells++ = (double)*kr_tally_at(tallies, (enum kr_tally)variable->tally, row,
                                            column);
        }
    }
}

static void get_census(const struct kr_census_table *table, int measure, double *cells)
{
    for (int64_t cell = 0; cell < table->cells; cell++) {
        cells[cell] = (double)kr_census_sum(table, cell, (enum kr_counted)measure);
    }
}

void kr_variable_get(const struct kr_variable *variable, const struct kr_view *view,
                     double *cells)
{
    const struct kr_world *world = view->world;
    if (variable->fill != NULL) {
        variable->fill(view->model, world, cells);
    } else if (variable->reckon != NULL) {
        variable->reckon(variable, view, cells);
    } else if (variable->census != KR_NONE) {
        get_census(&view->census->table[variable->census], variable->measure, cells);
    } else if (variable->indicator != NULL) {
        cells[0] = variable->indicator->value(view->model, world);
    } else if (variable->event != KR_NONE) {
        // All members are int64_t, so that the struct is an array of them.
        cells[0] = (double)((const int64_t *)&world->tallies.events)[variable->event];
    } else {
        get_tally(variable, &world->tallies, cells);
    }
}
