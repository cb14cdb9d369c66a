// What work pays against staying out of it, relative to the start, and what that does to
// the hazards of entering and leaving the labour force (rule R1).
#ifndef KR_SIM_RETURNS_H
#define KR_SIM_RETURNS_H

#include "sim/hours.h"
#include "sim/scratch.h"

KR_MUST_CHECK int kr_returns_init(struct kr_returns *self,
                                  const struct kr_country *country);
void kr_returns_free(struct kr_returns *self);

// Rebuilds the factors from this quarter's menus, prices and childcare queue. All are
// exactly 1 at the prices of the start without a queue.
void kr_returns_build(const struct kr_model *model, struct kr_world *world);

static inline int kr_returns_at(const struct kr_live *live, kr_row row, int age_group)
{
    const struct kr_hours_menus *menus = &live->scratch->menus;
    const int person = age_group * KR_SEX_COUNT + live->world->persons.sex[row];
    return person * KR_HOUSEHOLD_KINDS * menus->wage_classes +
           kr_hours_menu_row(live, row);
}

// Factor on the rate at which somebody without work begins to search.
static inline double kr_entry_factor(const struct kr_live *live, kr_row row,
                                     int age_group)
{
    const struct kr_returns *r = &live->scratch->returns;
    return r->entry_moved ? r->entry[kr_returns_at(live, row, age_group)] : 1.0;
}

// Factor on the rates of giving up search and of quitting to stay out of work.
static inline double kr_exit_factor(const struct kr_live *live, kr_row row, int age_group)
{
    const struct kr_persons *p = &live->world->persons;
    const struct kr_returns *r = &live->scratch->returns;
    double factor = r->exit_moved ? r->exit[kr_returns_at(live, row, age_group)] : 1.0;
    factor *= p->health[row] == KR_LONG_ABSENCE ? r->exit_health : 1.0;
    return p->informal_care[row] > 0 ? factor * r->exit_care : factor;
}

#endif
