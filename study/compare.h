// Paired comparison: two worlds that share every draw and differ only in what the two
// models say, lived side by side, over several replicates.
#ifndef KR_STUDY_COMPARE_H
#define KR_STUDY_COMPARE_H

#include "base/error.h"
#include "base/types.h"
#include "sim/model.h"
#include "sim/run.h"
#include "study/effects.h"
#include "study/ledger.h"
#include "study/sides.h"
#include "study/statistics.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What is measured at the end of every quarter, in units of the real country (counts are
// divided by the scale). X(name, unit, kind, meaning): a STOCK is averaged over the
// quarters of a period, a FLOW is summed.
#define KR_MEASURE_LIST(X)                                                            \
    X(employed, "persons", KR_STOCK, "persons with work")                             \
    X(hours, "hours/week", KR_STOCK, "contract hours of everybody")                   \
    X(full_time, "fte", KR_STOCK, "contract hours in full-time equivalents")          \
    X(vacancies, "vacancies", KR_STOCK, "open vacancies")                             \
    X(unemployed, "persons", KR_STOCK, "unemployed")                                  \
    X(unmet, "fte", KR_STOCK, "hours required and not filled, all sectors")           \
    X(recipients, "persons", KR_STOCK, "recipients of the policies that are added")   \
    X(deadweight, "persons", KR_STOCK,                                                \
      "recipients with at least as many hours in the base world in the same quarter") \
    X(full_time_years, "fte years", KR_FLOW,                                          \
      "contract hours worked, in full-time years")                                    \
    X(cost, "euro", KR_FLOW, "gross payments of all policies, all payers")

#define KR_MEASURE_ENUM(name, unit, kind, meaning) KR_MEASURE_##name,
enum kr_measure { KR_MEASURE_LIST(KR_MEASURE_ENUM) KR_MEASURE_COUNT };
#undef KR_MEASURE_ENUM

struct kr_measure_info {
    const char *name;
    const char *unit;
    enum kr_measure_kind kind;
    const char *meaning;
};

const struct kr_measure_info *kr_measure_info(enum kr_measure measure);

// Measures of one world at the end of one quarter.
struct kr_measures {
    double value[KR_MEASURE_COUNT];
};

// One quarter of one replicate.
struct kr_pair {
    struct kr_measures base;
    struct kr_measures variant;
};

struct kr_comparison {
    int replicates; // finished
    int quarters;
    kr_quarter first;   // the first quarter lived
    kr_quarter differ;  // the worlds were bit-equal at the end of each quarter before it
    bool equal;         // equal hashes at the end of every replicate
    uint64_t base_hash; // at the end, all replicates together
    uint64_t variant_hash; //
    struct kr_pair *pair;  // [replicate][quarter]
    struct kr_effects effects;
    struct kr_ledger ledger;
};

struct kr_compare_options {
    int replicates;
    const volatile sig_atomic_t *stop; // may be NULL; looked at after every quarter
    // May be NULL: told how far it is, by one thread only. Where several replicates are
    // lived at a time, their quarters count as if they were lived one after the other.
    void (*progress)(void *context, int replicate, int quarter);
    // May be NULL: asked after every replicate whether those lived suffice.
    bool (*enough)(void *context, const struct kr_comparison *so_far);
    void *context;
    struct kr_breach *breach; // may be NULL
    // The starting world of each side, built or read and not prepared; NULL: every
    // replicate is peopled by its own draws.
    const struct kr_world *start[KR_SIDES];
    // Pack and parameters are the same on both sides: people are drawn once for both.
    bool same_start;
};

// How the worlds are shared out over threads. Changes no result: small worlds are lived
// by one thread each, several replicates or both sides at a time; large ones in turns, by
// all threads and in the same working memory.
struct kr_compare_plan {
    int at_once;       // replicates lived at the same time
    bool side_by_side; // the two worlds of a replicate as well
    int threads;       // of a world lived by itself, and of what is measured
};

struct kr_compare_plan kr_compare_plan_of(const struct kr_model *model, int replicates);

// Quarter from which the worlds may differ: the first announcement of a policy that
// differs, the start when a parameter does, KR_NO_DIFFERENCE when nothing that acts does.
enum { KR_NO_DIFFERENCE = INT16_MAX };
kr_quarter kr_models_differ(const struct kr_model *base, const struct kr_model *variant);

// True when both say the same in every respect.
bool kr_policies_equal(const struct kr_policy *a, const struct kr_policy *b);

// Whether a policy can do anything, and whether a model has one that is equal.
bool kr_policy_acts(const struct kr_policy *policy);
bool kr_model_has(const struct kr_model *model, const struct kr_policy *policy);

// Lives both models for replicates base->replicate, base->replicate + 1, ... Returns 0,
// KR_ERR_STOPPED (finished replicates are kept), KR_ERR_BOOKS, KR_ERR_UNPAIRED (the
// worlds differ before they may) or an error of building. The caller frees.
KR_MUST_CHECK int kr_compare_run(const struct kr_model *base,
                                 const struct kr_model *variant,
                                 const struct kr_compare_options *options,
                                 struct kr_comparison *result);
void kr_comparison_free(struct kr_comparison *self);

// A measure over some quarters, with its difference: quarters `from` (inclusive) to `to`
// (exclusive) of 0 .. quarters.
struct kr_effect kr_compare_effect(const struct kr_comparison *self,
                                   enum kr_measure measure, int from, int to);

// The difference of `above` per difference of `below`.
struct kr_estimate kr_compare_ratio(const struct kr_comparison *self,
                                    enum kr_measure above, enum kr_measure below,
                                    int from, int to);

#endif
