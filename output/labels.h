// The axes of the outputs and the words on them: sectors, statuses, policies ...
#ifndef KR_OUTPUT_LABELS_H
#define KR_OUTPUT_LABELS_H

#include "sim/model.h"

#include <stdbool.h>

enum {
    KR_LABEL_SIZE = 128,
    KR_PERCENTILES = 9, // 10, 20 ... 90
};

// X(name, word, meaning): lines of the state's budget that the model has.
#define KR_BUDGET_LINE_LIST(X)                                                           \
    X(KR_LINE_WITHHELD, "withheld",                                                      \
      "received: taxes and premiums withheld from payroll")                              \
    X(KR_LINE_BENEFITS, "benefits", "paid: benefits, state pensions before 75 included") \
    X(KR_LINE_POLICIES, "policies", "paid: policies whose payer is the state")           \
    X(KR_LINE_PUBLIC_PAY, "public_pay",                                                  \
      "paid: gross wages of public sectors and education")                               \
    X(KR_LINE_CARE_PAY, "care_pay",                                                      \
      "paid through insurance and municipalities: gross wages of care and childcare")

#define KR_BUDGET_ENUM(name, word, meaning) name,
enum kr_budget_line { KR_BUDGET_LINE_LIST(KR_BUDGET_ENUM) KR_BUDGET_LINES };
#undef KR_BUDGET_ENUM

// X(name, word, meaning): the lists of words. Numeric ones (ages, hours) are coordinates
// that can be reckoned with.
#define KR_LABELS_LIST(X)                                                     \
    X(REGION, "region", "labour-market region")                               \
    X(SECTOR, "sector", "sector of the employer")                             \
    X(OCCUPATION, "occupation", "occupation")                                 \
    X(WAGE_GROUP, "wage_group", "agreed-wage group")                          \
    X(FIELD, "field", "field of study")                                       \
    X(STATUS, "status", "labour status")                                      \
    X(SEX, "sex", "sex")                                                      \
    X(AGE_GROUP, "age_group", "age group of ten years")                       \
    X(AGE, "age", "age in whole years")                                       \
    X(CONTRACT, "contract", "kind of contract")                               \
    X(HOURS_CLASS, "hours_class", "class of usual weekly hours")              \
    X(HOURS, "hours", "hours a week, in steps of four")                       \
    X(TENURE, "tenure", "time in the present job")                            \
    X(ORIGIN, "origin", "where a hire came from")                             \
    X(DESTINATION, "destination", "where a separation went")                  \
    X(POLICY, "policy", "policy of the scenario")                             \
    X(PAYER, "payer", "who pays")                                             \
    X(EDUCATION, "education", "highest level of education attained")          \
    X(PARTNER, "partner", "partner and class of the partner's income")        \
    X(HEALTH, "health", "state of health")                                    \
    X(BENEFIT, "benefit", "benefit received")                                 \
    X(WISH, "wish", "stage of the wish for other hours")                      \
    X(LEAVE, "leave", "leave")                                                \
    X(NOTICE, "notice", "notice of dismissal")                                \
    X(RUNG, "rung", "qualification for the occupation")                       \
    X(KIND, "kind", "kind of sector")                                         \
    X(LOAD_CLASS, "load_class", "class of workload of the post")              \
    X(WAGE_CLASS, "wage_class", "class of gross hourly pay")                  \
    X(ANSWER, "answer", "answer to a request for other hours")                \
    X(BUDGET_LINE, "budget_line", "line of the state's budget")               \
    X(PERCENTILE, "percentile", "percentile of employees, lowest paid first") \
    X(EVENT, "event", "what can happen to a person")

enum kr_labels {
    KR_LABELS_NONE,
#define KR_LABELS_ENUM(name, word, meaning) KR_LABELS_##name,
    KR_LABELS_LIST(KR_LABELS_ENUM)
#undef KR_LABELS_ENUM
        KR_LABELS_COUNT
};

const char *kr_labels_name(enum kr_labels labels);
const char *kr_labels_meaning(enum kr_labels labels);
int kr_labels_size(enum kr_labels labels, const struct kr_model *model);

// True for lists that are the same for every country and scenario: their size and words
// need no model.
bool kr_labels_are_fixed(enum kr_labels labels);

// True for lists of numbers; `unit` may be NULL.
bool kr_labels_numeric(enum kr_labels labels, const char **unit);
double kr_labels_number(enum kr_labels labels, int code);
// What such a number stands for.
const char *kr_labels_number_note(enum kr_labels labels);

// A short word for scripts, and a name for people.
struct kr_label_words {
    const char *word;
    const char *name;
};
struct kr_label_words kr_labels_words(enum kr_labels labels, const struct kr_model *model,
                                      int code);

// X(name, word, labels): the axes beside time. Flows have the same labels on two axes,
// which must have two names.
#define KR_DIMENSION_LIST(X)                          \
    X(REGION, "region", REGION)                       \
    X(SECTOR, "sector", SECTOR)                       \
    X(SECTOR_FROM, "sector_from", SECTOR)             \
    X(SECTOR_TO, "sector_to", SECTOR)                 \
    X(OCCUPATION, "occupation", OCCUPATION)           \
    X(WAGE_GROUP, "wage_group", WAGE_GROUP)           \
    X(STATUS, "status", STATUS)                       \
    X(STATUS_FROM, "status_from", STATUS)             \
    X(STATUS_TO, "status_to", STATUS)                 \
    X(SEX, "sex", SEX)                                \
    X(AGE_GROUP, "age_group", AGE_GROUP)              \
    X(AGE, "age", AGE)                                \
    X(CONTRACT, "contract", CONTRACT)                 \
    X(CONTRACT_FROM, "contract_from", CONTRACT)       \
    X(CONTRACT_TO, "contract_to", CONTRACT)           \
    X(HOURS_CLASS, "hours_class", HOURS_CLASS)        \
    X(HOURS, "hours", HOURS)                          \
    X(TENURE, "tenure", TENURE)                       \
    X(ORIGIN, "origin", ORIGIN)                       \
    X(DESTINATION, "destination", DESTINATION)        \
    X(POLICY, "policy", POLICY)                       \
    X(PAYER, "payer", PAYER)                          \
    X(KIND, "kind", KIND)                             \
    X(LOAD_CLASS, "load_class", LOAD_CLASS)           \
    X(WORK_REGION, "work_region", REGION)             \
    X(OCCUPATION_FROM, "occupation_from", OCCUPATION) \
    X(OCCUPATION_TO, "occupation_to", OCCUPATION)     \
    X(EDUCATION, "education", EDUCATION)              \
    X(PARTNER, "partner", PARTNER)                    \
    X(HEALTH, "health", HEALTH)                       \
    X(BENEFIT, "benefit", BENEFIT)                    \
    X(DESIRED_HOURS, "desired_hours", HOURS)          \
    X(WISH, "wish", WISH)                             \
    X(WAGE_CLASS, "wage_class", WAGE_CLASS)           \
    X(ANSWER, "answer", ANSWER)                       \
    X(BUDGET_LINE, "budget_line", BUDGET_LINE)        \
    X(PERCENTILE, "percentile", PERCENTILE)

enum kr_dimension {
    KR_DIM_NONE,
#define KR_DIM_ENUM(name, word, labels) KR_DIM_##name,
    KR_DIMENSION_LIST(KR_DIM_ENUM)
#undef KR_DIM_ENUM
        KR_DIM_COUNT
};

const char *kr_dimension_name(enum kr_dimension dimension);
enum kr_labels kr_dimension_labels(enum kr_dimension dimension);
// Length of the axis; 1 for none.
int kr_dimension_size(enum kr_dimension dimension, const struct kr_model *model);

#endif
