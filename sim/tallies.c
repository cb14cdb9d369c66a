#include "sim/tallies.h"

#include "base/table.h"
#include "sim/policy.h"

#include <string.h>

static const struct kr_tally_info INFO[] = {
#define KR_INFO(name, rows, columns, meaning) \
    {#name, KR_AXIS_##rows, KR_AXIS_##columns, meaning},
    KR_TALLY_LIST(KR_INFO)
#undef KR_INFO
};

const struct kr_tally_info *kr_tally_info(enum kr_tally tally)
{
    return &INFO[tally];
}

int kr_load_class(double load)
{
    const double steps = (load - 0.80) / 0.05;
    return steps < 0.0                              ? 0
           : steps >= (double)(KR_LOAD_CLASSES - 2) ? KR_LOAD_CLASSES - 1
                                                    : 1 + (int)steps;
}

int kr_axis_size(enum kr_tally_axis axis, const struct kr_country *country, int policies)
{
    switch (axis) {
    case KR_AXIS_REGION:
        return country->regions;
    case KR_AXIS_SECTOR:
        return country->sectors;
    case KR_AXIS_OCCUPATION:
        return country->occupations;
    case KR_AXIS_POLICY:
        return policies;
    case KR_AXIS_STATUS:
        return KR_STATUS_COUNT;
    case KR_AXIS_SEX:
        return KR_SEX_COUNT;
    case KR_AXIS_AGE:
        return KR_AGE_GROUPS;
    case KR_AXIS_SINGLE_AGE:
        return KR_MAX_AGE - KR_MIN_AGE;
    case KR_AXIS_CONTRACT:
        return KR_CONTRACT_COUNT;
    case KR_AXIS_HOURS_CLASS:
        return KR_HOURS_CLASSES;
    case KR_AXIS_HOURS_SUM:
        return KR_SUM_COUNT;
    case KR_AXIS_GRID:
        return KR_HOURS_GRID;
    case KR_AXIS_TENURE:
        return KR_TENURE_COUNT;
    case KR_AXIS_MOVE:
        return KR_MOVE_COUNT;
    case KR_AXIS_ABSENCE:
        return KR_ABSENCE_COUNT;
    case KR_AXIS_HEADS:
        return KR_HEADS_COUNT;
    case KR_AXIS_REQUEST:
        return KR_ANSWER_COUNT;
    case KR_AXIS_VACANCY:
        return KR_VACANCY_COUNT;
    case KR_AXIS_ORIGIN:
        return KR_ORIGIN_COUNT;
    case KR_AXIS_DESTINATION:
        return KR_DESTINATION_COUNT;
    case KR_AXIS_LOAD:
        return KR_LOAD_COUNT;
    case KR_AXIS_LEDGER:
        return KR_LEDGER_COUNT;
    case KR_AXIS_KIND_LOAD:
        return KR_SECTOR_KIND_COUNT * KR_LOAD_CLASSES;
    case KR_AXIS_BY_LOAD:
        return KR_BY_LOAD_COUNT;
    case KR_AXIS_TWO:
        return 2;
    case KR_AXIS_ONE:
        return 1;
    }
    return 0;
}

int kr_tallies_init(struct kr_tallies *self, const struct kr_country *country,
                    int policies)
{
    memset(self, 0, sizeof *self);
    for (int t = 0; t < KR_TALLY_COUNT; t++) {
        self->offset[t] = self->cell_count;
        self->rows[t] = kr_axis_size(INFO[t].rows, country, policies);
        self->columns[t] = kr_axis_size(INFO[t].columns, country, policies);
        self->cell_count += (size_t)self->rows[t] * (size_t)self->columns[t];
    }
    self->cells = kr_allocate(self->cell_count * sizeof *self->cells);
    return self->cells == NULL ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}

void kr_tallies_free(struct kr_tallies *self)
{
    kr_release(self->cells, self->cell_count * sizeof *self->cells);
    memset(self, 0, sizeof *self);
}

void kr_tallies_clear(struct kr_tallies *self)
{
    memset(&self->events, 0, sizeof self->events);
    memset(self->cells, 0, self->cell_count * sizeof *self->cells);
}

void kr_tallies_add(struct kr_tallies *self, const struct kr_tallies *other)
{
    int64_t *to = (int64_t *)&self->events;
    const int64_t *from = (const int64_t *)&other->events;
    for (int i = 0; i < (int)KR_EVENT_COUNT; i++) {
        to[i] += from[i];
    }
    for (size_t i = 0; i < self->cell_count; i++) {
        self->cells[i] += other->cells[i];
    }
}
