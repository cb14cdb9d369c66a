// Feedback loops by experiment: the same small pulse in a world with the loop and in one
// in which the link that closes it is cut. What the second shows is the direct effect,
// what the first shows the whole one, and their ratio is the gain
// (docs/model/loop-gains.md).
#ifndef KR_STUDY_LOOPS_H
#define KR_STUDY_LOOPS_H

#include "sim/model.h"
#include "sim/run.h"
#include "study/spiral.h"
#include "study/statistics.h"

#include <signal.h>

enum { KR_LOOP_CUTS = 6 };

// What a loop is judged by, means over the quarters. X(name, meaning)
#define KR_LOOP_OUTCOME_LIST(X)                                    \
    X(load, "workload of the staff in the kind of sector, or all") \
    X(vacancies, "open vacancies")                                 \
    X(employees, "employees")                                      \
    X(hours, "contract hours per employee")

#define KR_LOOP_OUTCOME_ENUM(name, meaning) KR_LOOP_##name,
enum kr_loop_outcome { KR_LOOP_OUTCOME_LIST(KR_LOOP_OUTCOME_ENUM) KR_LOOP_OUTCOME_COUNT };
#undef KR_LOOP_OUTCOME_ENUM

struct kr_loop {
    const char *id;      // "L1"
    const char *meaning; // what goes round
    int kind;            // kind of sector whose demand gets the pulse, or KR_NONE for all
    enum kr_loop_outcome outcome;
    double sign;                   // of the pulse
    const char *lever;             // parameter that gets the pulse instead, or NULL
    const char *cut[KR_LOOP_CUTS]; // parameters that are 0 where the loop is cut
};

const struct kr_loop *kr_loop_list(size_t *count);
const char *kr_loop_outcome_word(enum kr_loop_outcome outcome);

struct kr_loop_result {
    const struct kr_loop *loop;
    // Why it was not measured: the first parameter it needs that the program lacks, or
    // that nobody works in that kind of sector; NULL when it was.
    const char *lacks;
    struct kr_estimate direct; // percent of the outcome
    struct kr_estimate whole;
    struct kr_estimate gain;
    // L1 only: the elasticities, means over replicates, with the gain of the formula.
    struct kr_spiral spiral;
    struct kr_estimate formula;
};

struct kr_loops_options {
    double pulse; // share of required hours
    int replicates;
    const volatile sig_atomic_t *stop; // may be NULL
    // May be NULL: told after every world, `all` of them.
    void (*progress)(void *context, int done, int all);
    void *context;
    struct kr_breach *breach; // may be NULL
};

// Measures all loops, `results` as many as kr_loop_list has. Returns 0, KR_ERR_STOPPED
// (nothing is kept), KR_ERR_BOOKS or an error of building.
KR_MUST_CHECK int kr_loops_measure(const struct kr_model *model,
                                   const struct kr_loops_options *options,
                                   struct kr_loop_result *results);

#endif
