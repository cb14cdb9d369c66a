// Rows of persons side by side: the codes of axes and the values of measures. Used by
// census.c only.
#ifndef KR_OUTPUT_CENSUS_STRIP_H
#define KR_OUTPUT_CENSUS_STRIP_H

#include "output/census.h"

enum { KR_CENSUS_ROWS = 512 };

// Of everybody in row order, free rows included, whose values are 0; or of employees.
struct kr_census_rows {
    int count;
    uint16_t code[KR_BREAK_ALL_COUNT][KR_CENSUS_ROWS];
    int32_t value[KR_COUNTED_COUNT][KR_CENSUS_ROWS];
};

struct kr_census_strip {
    const struct kr_census *census;
    const struct kr_model *model;
    const struct kr_world *world;
    kr_row first;
    uint16_t at[KR_CENSUS_ROWS]; // of employees: the row above the first
    struct kr_census_job job[KR_CENSUS_ROWS];
    int32_t hourly[KR_CENSUS_ROWS]; // cents
    int32_t weekly[KR_CENSUS_ROWS];
    struct kr_census_rows of[KR_CENSUS_WHOMS];
};

// Reads `rows` persons from `first` on: what the tables of the census want.
void kr_census_strip_read(struct kr_census_strip *self, kr_row first, int rows);

// Notes the strip in the census, for the next record.
void kr_census_strip_note(const struct kr_census_strip *self);

// How somebody stands, for the flows of the next record: see `before` of a census.
uint16_t kr_census_stand(const struct kr_world *world, kr_row row);
// Who came since the last record: another than who stood in the row before.
bool kr_census_is_new(const struct kr_world *world, kr_row row);

// The code of an axis of flows in a stand.
int kr_census_stand_code(uint16_t stand, enum kr_breakdown_axis axis);
int kr_census_stand_status(uint16_t stand);

#endif
