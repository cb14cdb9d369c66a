#include "agents/country.h"

#include <stdlib.h>

// Youngest child at home, as the net-income table has it.
static int youngest_class(int youngest_age, bool has_child)
{
    if (!has_child || youngest_age >= 18) {
        return 0;
    }
    return youngest_age < 4 ? 1 : youngest_age < 12 ? 2 : 3;
}

int kr_household_kind(enum kr_partner partner, int youngest_age, bool has_child)
{
    _Static_assert(KR_SINGLE == 0 && KR_PARTNER_FULL == 3, "partners are coded in order");
    return (int)partner * 4 + youngest_class(youngest_age, has_child);
}

void kr_country_free(struct kr_country *self)
{
    void *const owned[] = {
        self->region,
        self->sector,
        self->occupation,
        self->wage_group,
        self->field,
        self->migrant_kind,
        self->migrant_groups,
        self->staffing,
        self->commuting,
        self->distance_km,
        self->transition,
        self->occupation_distance,
        self->retraining_quarters,
        self->population,
        self->dependants,
        self->region_employed,
        self->status,
        self->hours_share,
        self->education_share,
        self->education_region,
        self->enrolled_share,
        self->partner_share,
        self->lone_parent_share,
        self->youngest_share,
        self->partner_income,
        self->child_number,
        self->hazard,
        self->retirement,
        self->mortality,
        self->mortality_improvement,
        self->fertility,
        self->immigration,
        self->emigration,
        self->immigration_age,
        self->emigration_age,
        self->migrant_region,
        self->net_income,
        self->childcare_cost,
        self->wage_class,
        self->demand_label,
        self->demand,
        self->productivity_growth,
        self->field_occupation,
    };
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++) {
        free(owned[i]);
    }
    *self = (struct kr_country){0};
}
