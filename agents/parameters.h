// Parameters of the rules: one list per rule, beside the rule; here they are put
// together. Reading, checking, `krapte describe parameters`, /parameters in the result
// and the reference pages all come from kr_parameter_list.
#ifndef KR_AGENTS_PARAMETERS_H
#define KR_AGENTS_PARAMETERS_H

#include "agents/rules/rules.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

#define KR_MARK_LIST(X)                                                                  \
    X(KR_SOURCED, "sourced", "taken from a published figure")                            \
    X(KR_RECALLED, "recalled", "from memory of a publication, not looked up again")      \
    X(KR_DERIVED, "derived", "computed from sourced figures")                            \
    X(KR_CALIBRATED, "calibrated", "fitted so that a published statistic is reproduced") \
    X(KR_ASSUMED, "assumed", "judgement; scan it")
#define KR_CODE_ENUM(name, word, meaning) name,
enum kr_mark { KR_MARK_LIST(KR_CODE_ENUM) KR_MARK_COUNT };
#undef KR_CODE_ENUM

const char *kr_mark_word(enum kr_mark mark);

// All parameters of all rules: each member holds doubles only, so that a parameter is a
// double at an offset.
struct kr_parameters {
#define KR_RULE_MEMBER(name, list, meaning) struct kr_##name##_parameters name;
    KR_RULE_LIST(KR_RULE_MEMBER)
#undef KR_RULE_MEMBER
};

struct kr_parameter {
    const char *path;    // "rule.name", as in a scenario file
    size_t offset;       // of the double in struct kr_parameters
    double initial;      // default
    double low;          // smallest legal value
    double high;         // largest legal value
    const char *unit;    // "share", "per quarter", "hours", "1" ...
    const char *meaning; // one sentence
    const char *source;  // where the default comes from
    enum kr_mark mark;
};

const struct kr_parameter *kr_parameter_list(size_t *count);
void kr_parameters_default(struct kr_parameters *self);

static inline double *kr_parameter_at(struct kr_parameters *self,
                                      const struct kr_parameter *parameter)
{
    return (double *)(void *)((char *)self + parameter->offset);
}

// Rules between parameters: orders and sums. `code` is the diagnostic's code.
struct kr_parameter_rule {
    const char *code;
    const char *text; // what must hold, naming the paths
    bool (*holds)(const struct kr_parameters *parameters);
};

const struct kr_parameter_rule *kr_parameter_rules(size_t *count);

#endif
