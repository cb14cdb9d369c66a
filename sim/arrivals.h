// People who arrive from abroad, with what policies add and turn away; and what they
// share with those who turn 15.
#ifndef KR_SIM_ARRIVALS_H
#define KR_SIM_ARRIVALS_H

#include "base/random.h"
#include "sim/scratch.h"

struct kr_entrants {
    struct kr_live live;
    kr_row next; // entrants placed so far in this quarter
    int code;
    int64_t *young;         // [occupation] workers under 20
    double first_jobs[256]; // [occupation] cumulative share of first jobs
};

enum { KR_COUNT_ARRIVALS = 4 }; // what is counted, from here on arrivals by kind

// Arrivals of one region this quarter.
void kr_arrivals_add(struct kr_entrants *e, int region);

// Keeps count of how many more of a migrant class are here than without policies.
void kr_arrivals_count(struct kr_live *live, int class);

// ---------------------------------------------------------------- of entrants.c

// One keyed uniform for rounding a count of (what, region, sex, age).
double kr_cohort_uniform(const struct kr_live *live, int what, int region, int sex,
                         int age);

// Migrants per quarter of a kind, age and sex in the country.
double kr_migrants(const struct kr_live *live, const double *totals, const double *ages,
                   int kind, int age, int sex);

// A free row, or KR_NONE when the table is full.
kr_row kr_entrant_row(struct kr_entrants *e);

// What every entrant starts with; an occupation by education; what she can do in it.
void kr_entrant_common(struct kr_world *world, kr_row row, kr_id id, int region, int sex);
void kr_entrant_occupation(const struct kr_live *live, kr_row row, struct kr_pcg *s);
void kr_entrant_rung(const struct kr_live *live, kr_row row);

#endif
