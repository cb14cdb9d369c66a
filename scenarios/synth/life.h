// What the columns of a life are drawn from: small tables, made once from the pack and
// the counts of persons. Private to scenarios/synth/life*.c.
#ifndef KR_SCENARIOS_SYNTH_LIFE_H
#define KR_SCENARIOS_SYNTH_LIFE_H

#include "scenarios/synth/synthesis.h"

enum {
    KR_FULL_TIME = 35,    // hours from which work is full-time
    KR_MOST_WANTED = 40,  // hours up to which part-timers want more
    KR_LEAST_TO_CUT = 12, // hours from which employees want fewer
};

struct kr_life {
    struct kr_synthesis *self;
    // Persons of the country, for making chances out of totals.
    int64_t people[KR_SEX_COUNT][KR_SINGLE_AGES][KR_STATUSES][KR_EDUCATION_COUNT];
    double enrolled[KR_SEX_COUNT][KR_SINGLE_AGES][KR_STATUSES]; // chance
    double *field; // [education][sex][field] cumulative share of studies
    double short_tenure[KR_SINGLE_AGES][2]; // permanent, flexible: under two years
    double care[KR_STATUSES][KR_AGE_GROUPS][KR_SEX_COUNT];    // gives informal care
    double leaving[KR_STATUSES][KR_AGE_GROUPS][KR_SEX_COUNT]; // hazard per quarter
    double migrant_job[256]; // [occupation] weight of workers among labour migrants
    double labour_migrant;   // chance per unit of weight, as the next two
    double permit_holder;
    double jobs_agreement;
    double under_employed; // part-timers who want more
    double over_employed;  // employees of 12 hours and more who want fewer
    double on_call;        // chance of flexible workers per unit of odds
    double further_step;   // chance of wanting another four hours more
    double wanted[KR_SEX_COUNT][KR_AGE_THIRDS][2][KR_GRID_HOURS]; // cumulative; workers,
                                                                  // students
};

// Weight of a kind of person among labour migrants, permit holders and the target group
// of the jobs agreement.
double kr_migrant_weight(int age, int status);
double kr_permit_weight(int age, int status);
double kr_agreement_weight(int age, int status, int education);

// On-call work is more often of few hours.
double kr_on_call_odds(int hours);

KR_MUST_CHECK int kr_life_tables(struct kr_life *self);

// Pack status of a person.
int kr_life_status(const struct kr_persons *persons, kr_row row);

// Index of the first of `n` cumulative shares above `uniform`.
static inline int kr_cut(const double *cumulative, int n, double uniform)
{
    int i = 0;
    while (i < n - 1 && uniform >= cumulative[i]) {
        i++;
    }
    return i;
}

// The columns of rows first .. last - 1, in this order.
void kr_life_household(const struct kr_life *self, kr_row first, kr_row last);
void kr_life_health(const struct kr_life *self, kr_row first, kr_row last);
void kr_life_groups(const struct kr_life *self, kr_row first, kr_row last);
void kr_life_study(const struct kr_life *self, kr_row first, kr_row last);
void kr_life_career(const struct kr_life *self, kr_row first, kr_row last);
void kr_life_courses(const struct kr_life *self, kr_row first, kr_row last);
void kr_life_benefit(const struct kr_life *self, kr_row first, kr_row last);
void kr_life_wage(const struct kr_life *self, kr_row first, kr_row last);
void kr_life_hours(const struct kr_life *self, kr_row first, kr_row last);

#endif
