// The time loop: lives quarters one after the other and tells the observers.
#ifndef KR_SIM_RUN_H
#define KR_SIM_RUN_H

#include "base/error.h"
#include "sim/model.h"
#include "sim/observer.h"
#include "sim/world.h"

#include <signal.h>
#include <stddef.h>

enum { KR_PHASE_COUNT = 11 };

// Wall time and bytes by phase, summed over the quarters of a run.
struct kr_timing {
    double seconds[KR_PHASE_COUNT]; // in the order of the table in quarter.c
    double bytes[KR_PHASE_COUNT];   // read and written, by the phase's own declaration
    int quarters;
    int64_t person_quarters;
};

// A breach of the books: every term, for people.
struct kr_breach {
    char text[2048]; // empty when the books balance
};

struct kr_run_options {
    const struct kr_observer *observers;
    int observer_count;
    const volatile sig_atomic_t *stop; // may be NULL; not 0 stops after the quarter
    struct kr_timing *timing;          // may be NULL
    struct kr_breach *breach;          // may be NULL
};

const char *kr_phase_name(int phase);
const char *kr_phase_meaning(int phase);

// Rows of scratch and tables are sized once: call after the population is in `world`.
KR_MUST_CHECK int kr_world_prepare(const struct kr_model *model, struct kr_world *world);

// Two worlds that are lived in turns work in the memory of `owner`, where they are of a
// size. After both were prepared; `owner` must outlive the other. Changes no result.
void kr_world_share(struct kr_world *self, const struct kr_world *owner);

// Lives model->quarters quarters (less those already lived). Returns 0, KR_ERR_STOPPED,
// KR_ERR_BOOKS, KR_ERR_NO_MEMORY or an observer's code.
KR_MUST_CHECK int kr_run(const struct kr_model *model, struct kr_world *world,
                         const struct kr_run_options *options);

// One quarter of kr_run without observers, for comparisons that step two worlds.
KR_MUST_CHECK int kr_quarter_live(const struct kr_model *model, struct kr_world *world,
                                  struct kr_timing *timing, struct kr_breach *breach);

// Bytes that a run of `persons` persons will need in all, for refusing before the start.
int64_t kr_run_bytes(const struct kr_country *country, double scale, int quarters);

// The standard figures of a quarter by name, in the units of the published statistics:
// rates in percent, counts in persons at scale 1 (sums are divided by the scale).
struct kr_indicator {
    const char *name;   // "unemployment_rate", "employed_to_unemployed" ...
    const char *target; // row of the targets it answers to, "T01"; "" for none
    const char *unit;
    const char *meaning;    // in a few words that can stand alone
    const char *definition; // with the statistics bureau's term and table
    double (*value)(const struct kr_model *model, const struct kr_world *world);
};

const struct kr_indicator *kr_indicator_list(size_t *count);

#endif
