// Effects by cell: what is measured of both worlds at the end of every quarter, in total
// and by sector, region, age and so on, and what the difference is over replicates.
#ifndef KR_STUDY_EFFECTS_H
#define KR_STUDY_EFFECTS_H

#include "base/error.h"
#include "sim/model.h"
#include "sim/world.h"
#include "study/sides.h"
#include "study/statistics.h"

#include <stddef.h>

// X(name, letter, meaning): what effects are split by; the letter stands in the list of
// outcomes.
#define KR_SPLIT_LIST(X)                                    \
    X(total, 'T', "everybody")                              \
    X(sector, 'S', "sector of the employer")                \
    X(region, 'R', "home region of persons, place of jobs") \
    X(age, 'A', "age group of ten years")                   \
    X(sex, 'X', "men and women")                            \
    X(hours, 'H', "class of usual hours")                   \
    X(occupation, 'O', "occupation of the job")

#define KR_SPLIT_ENUM(name, letter, meaning) KR_SPLIT_##name,
enum kr_split { KR_SPLIT_LIST(KR_SPLIT_ENUM) KR_SPLIT_COUNT };
#undef KR_SPLIT_ENUM

// X(name, unit, kind, below, splits, meaning): units of the real country. `below` is
// what a RATIO is divided by, itself for others. `splits` are the letters of those it
// has.
#define KR_OUTCOME_LIST(X)                                                               \
    X(employed, "persons", KR_STOCK, employed, "TRAXH", "persons with work")             \
    X(employees, "persons", KR_STOCK, employees, "TSRO", "persons with an employer")     \
    X(hours, "hours/week", KR_STOCK, hours, "TSRAXHO",                                   \
      "contract hours; second jobs in total, sector and occupation, own account not in " \
      "sector and occupation")                                                           \
    X(full_time, "fte", KR_STOCK, full_time, "TSRAXHO",                                  \
      "contract hours in full-time equivalents, counted as hours")                       \
    X(full_time_years, "fte years", KR_FLOW, full_time_years, "TSRAXHO",                 \
      "contract hours in full-time equivalents worked for a year")                       \
    X(unemployed, "persons", KR_STOCK, unemployed, "TRAX", "unemployed")                 \
    X(outside, "persons", KR_STOCK, outside, "TRAX",                                     \
      "persons of 15-74 outside the labour force")                                       \
    X(vacancies, "vacancies", KR_STOCK, vacancies, "TSRO", "open vacancies")             \
    X(shortage, "fte", KR_STOCK, shortage, "TSO", "hours required and not filled")       \
    X(service_unmet, "fte", KR_STOCK, service_unmet, "TS",                               \
      "service wanted and not given, in hours of staff")                                 \
    X(mean_wage, "euro/hour", KR_RATIO, wage_hours, "TS",                                \
      "mean hourly wage of employees")                                                   \
    X(wage_hours, "hours/quarter", KR_FLOW, wage_hours, "TS",                            \
      "hours paid in the quarter")                                                       \
    X(absence, "share", KR_RATIO, staff_hours, "TS", "contract hours lost to absence")   \
    X(staff_hours, "hours/week", KR_STOCK, staff_hours, "TS",                            \
      "contract hours of employees, second jobs included")                               \
    X(mean_hours, "hours/week", KR_RATIO, employed, "TRAXH",                             \
      "contract hours per person with work, main jobs")                                  \
    X(hires, "persons", KR_FLOW, hires, "TS", "jobs that began")                         \
    X(hires_moved, "persons", KR_FLOW, hires_moved, "TS",                                \
      "jobs begun by persons who left another employer for it")                          \
    X(hires_other_sector, "persons", KR_FLOW, hires_other_sector, "TS",                  \
      "jobs begun by persons who left an employer of another sector")                    \
    X(hires_unemployed, "persons", KR_FLOW, hires_unemployed, "TS",                      \
      "jobs begun by unemployed")                                                        \
    X(hires_outside, "persons", KR_FLOW, hires_outside, "TS",                            \
      "jobs begun from outside the labour force, school and abroad")                     \
    X(separations, "persons", KR_FLOW, separations, "TS", "jobs that ended")             \
    X(moves, "persons", KR_FLOW, moves, "TS", "jobs left for another employer")          \
    X(quits, "persons", KR_FLOW, quits, "T", "jobs given up for search or non-work")     \
    X(dismissals, "persons", KR_FLOW, dismissals, "T",                                   \
      "dismissals and contracts not renewed")                                            \
    X(retired, "persons", KR_FLOW, retired, "T", "workers who retired")                  \
    X(entries, "persons", KR_FLOW, entries, "T", "persons who began to search")          \
    X(courses, "persons", KR_FLOW, courses, "T", "courses begun")                        \
    X(cut_first, "persons", KR_FLOW, cut_first, "T",                                     \
      "persons who cut hours so as to earn a bonus later")                               \
    X(put_off, "persons", KR_FLOW, put_off, "T",                                         \
      "requests for more hours put off until a bonus counts them")                       \
    X(policy_cost, "euro", KR_FLOW, policy_cost, "T",                                    \
      "payments of all policies, all payers")                                            \
    X(wage_bill, "euro", KR_FLOW, wage_bill, "TS", "wages at contract hours")            \
    X(withheld, "euro", KR_FLOW, withheld, "T",                                          \
      "taxes and premiums withheld from wages")                                          \
    X(benefits, "euro", KR_FLOW, benefits, "T", "benefits")

#define KR_OUTCOME_ENUM(name, unit, kind, below, splits, meaning) KR_OUTCOME_##name,
enum kr_outcome { KR_OUTCOME_LIST(KR_OUTCOME_ENUM) KR_OUTCOME_COUNT };
#undef KR_OUTCOME_ENUM

struct kr_outcome_info {
    const char *name;
    const char *unit;
    enum kr_measure_kind kind;
    enum kr_outcome below;
    const char *splits;
    const char *meaning;
};

const struct kr_outcome_info *kr_outcome_info(enum kr_outcome outcome);
const char *kr_split_name(enum kr_split split);
const char *kr_split_meaning(enum kr_split split);

// Where the cells of every outcome and split stand.
struct kr_effect_space {
    int codes[KR_SPLIT_COUNT]; // cells of a split
    // First cell, KR_NONE where an outcome does not have the split.
    int first[KR_OUTCOME_COUNT][KR_SPLIT_COUNT];
    int cells; // of one world and quarter
};

struct kr_effect_space kr_effect_space_of(const struct kr_country *country);

static inline bool kr_outcome_has(const struct kr_effect_space *space,
                                  enum kr_outcome outcome, enum kr_split split)
{
    return space->first[outcome][split] != KR_NONE;
}

// Cells of all replicates, quarters and both sides, in this order.
struct kr_effects {
    struct kr_effect_space space;
    int replicates; // finished
    int quarters;
    double *cell; // [replicate][quarter][side][cell]
};

KR_MUST_CHECK int kr_effects_init(struct kr_effects *self,
                                  const struct kr_country *country, int replicates,
                                  int quarters);
void kr_effects_free(struct kr_effects *self);

double *kr_effects_at(const struct kr_effects *self, int replicate, int quarter,
                      enum kr_side side);

// The cells of a world at the end of a quarter. One reading of its persons.
void kr_effects_read(const struct kr_effect_space *space, const struct kr_model *model,
                     const struct kr_world *world, double *cells);

// A cell over quarters `from` (inclusive) to `to` (exclusive) of 0 .. quarters.
struct kr_cell {
    enum kr_outcome outcome;
    enum kr_split split;
    int code; // of the split; 0 in total
};

// A figure over some quarters, with its difference.
struct kr_effect {
    double base; // means over replicates
    double variant;
    struct kr_estimate difference;
    double removed; // share of the variance that pairing removed; NaN when unknown
};

struct kr_effect kr_effects_of(const struct kr_effects *self, struct kr_cell cell,
                               int from, int to);

// The value of a cell in one world of one replicate, over quarters `from` to `to`.
double kr_effects_value(const struct kr_effects *self, struct kr_cell cell, int replicate,
                        enum kr_side side, int from, int to);

// Makes an effect of paired values.
struct kr_effect kr_effect_of(const double *base, const double *variant, int count);

#endif
