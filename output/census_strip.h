// Rows of persons side by side: the codes of axes and the values of measures. Used by
// census.c only.
#ifndef KR_OUTPUT_CENSUS_STRIP_H
#define KR_OUTPUT_CENSUS_STRIP_H

#include "output/census.h"

enum {
    KR_STRIP_ROWS = 256,
    KR_NO_CODE = 65535, // not counted by this axis
};

struct kr_census_strip {
    const struct kr_census *census;
    const struct kr_model *model;
    const struct kr_world *world;
    kr_row first;
    int rows;
    kr_row employer[KR_STRIP_ROWS]; // KR_NONE for who is no employee
    int32_t hourly[KR_STRIP_ROWS];  // cents
    uint16_t code[KR_BREAK_ALL_COUNT][KR_STRIP_ROWS];
    int32_t value[KR_COUNTED_COUNT][KR_STRIP_ROWS];
};

// Reads `rows` persons from `first` on: those axes whose bit is set, all measures.
void kr_census_strip_read(struct kr_census_strip *self, kr_row first, int rows,
                          unsigned axes);

// How somebody stands, for the flows of the next record: see `before` of a census.
uint16_t kr_census_stand(const struct kr_world *world, kr_row row);
// Who came since the last record: another than who stood in the row before.
bool kr_census_is_new(const struct kr_world *world, kr_row row);

// The code of an axis of flows in a stand.
int kr_census_stand_code(uint16_t stand, enum kr_breakdown_axis axis);
int kr_census_stand_status(uint16_t stand);

#endif
