#include "output/labels.h"

#include "sim/breakdowns.h"
#include "sim/event_log.h"
#include "sim/tallies.h"
#include "sim/world.h"

#include <stddef.h>

#define KR_WORDS(code, word, meaning) {word, meaning},

static const struct kr_label_words STATUS_WORDS[] = {KR_STATUS_LIST(KR_WORDS)};
static const struct kr_label_words CONTRACT_WORDS[] = {KR_CONTRACT_LIST(KR_WORDS)};
static const struct kr_label_words SEX_WORDS[] = {KR_SEX_LIST(KR_WORDS)};
static const struct kr_label_words EDUCATION_WORDS[] = {KR_EDUCATION_LIST(KR_WORDS)};
static const struct kr_label_words PARTNER_WORDS[] = {KR_PARTNER_LIST(KR_WORDS)};
static const struct kr_label_words HEALTH_WORDS[] = {KR_HEALTH_LIST(KR_WORDS)};
static const struct kr_label_words BENEFIT_WORDS[] = {KR_BENEFIT_LIST(KR_WORDS)};
static const struct kr_label_words WISH_WORDS[] = {KR_WISH_LIST(KR_WORDS)};
static const struct kr_label_words LEAVE_WORDS[] = {KR_LEAVE_LIST(KR_WORDS)};
static const struct kr_label_words NOTICE_WORDS[] = {KR_NOTICE_LIST(KR_WORDS)};
static const struct kr_label_words RUNG_WORDS[] = {KR_RUNG_LIST(KR_WORDS)};
static const struct kr_label_words ORIGIN_WORDS[] = {KR_ORIGIN_LIST(KR_WORDS)};
#define KR_EVENT_WORDS(code, word, usual, meaning) {word, meaning},
static const struct kr_label_words EVENT_WORDS[] = {KR_EVENT_KIND_LIST(KR_EVENT_WORDS)};
static const struct kr_label_words PAYER_WORDS[] = {KR_PAYER_LIST(KR_WORDS)};

static const struct kr_label_words KIND_WORDS[] = {KR_SECTOR_KIND_LIST(KR_WORDS)};

static const struct kr_label_words LOAD_CLASS_WORDS[] = {
    {"0-0.8", "under 0.80"},      {"0.8-0.85", "0.80 to 0.85"},
    {"0.85-0.9", "0.85 to 0.90"}, {"0.9-0.95", "0.90 to 0.95"},
    {"0.95-1", "0.95 to 1.00"},   {"1-1.05", "1.00 to 1.05"},
    {"1.05-1.1", "1.05 to 1.10"}, {"1.1-1.15", "1.10 to 1.15"},
    {"1.15-1.2", "1.15 to 1.20"}, {"1.2+", "1.20 and more"},
};
_Static_assert(sizeof LOAD_CLASS_WORDS / sizeof *LOAD_CLASS_WORDS == KR_LOAD_CLASSES,
               "one name per class of workload");

static const struct kr_label_words ANSWER_WORDS[] = {KR_ANSWER_LIST(KR_WORDS)};
static const struct kr_label_words BUDGET_WORDS[] = {KR_BUDGET_LINE_LIST(KR_WORDS)};

static const struct kr_label_words WAGE_CLASS_WORDS[] = {
    {"0-15", "under 15 euro an hour"},  {"15-20", "15 to 20 euro an hour"},
    {"20-25", "20 to 25 euro an hour"}, {"25-30", "25 to 30 euro an hour"},
    {"30-35", "30 to 35 euro an hour"}, {"35-40", "35 to 40 euro an hour"},
    {"40-45", "40 to 45 euro an hour"}, {"45-50", "45 to 50 euro an hour"},
    {"50-55", "50 to 55 euro an hour"}, {"55+", "55 euro an hour or more"},
};
_Static_assert(sizeof WAGE_CLASS_WORDS / sizeof *WAGE_CLASS_WORDS == KR_WAGE_CLASSES,
               "one name per class of pay");

static const struct kr_label_words AGE_GROUP_WORDS[] = {
    {"15-24", "15 to 24 years"}, {"25-34", "25 to 34 years"}, {"35-44", "35 to 44 years"},
    {"45-54", "45 to 54 years"}, {"55-64", "55 to 64 years"}, {"65-74", "65 to 74 years"},
};
_Static_assert(sizeof AGE_GROUP_WORDS / sizeof *AGE_GROUP_WORDS == KR_AGE_GROUPS,
               "one name per age group");

static const struct kr_label_words HOURS_CLASS_WORDS[] = {
    {"1-11", "under 12 hours a week"},  {"12-19", "12 to 19 hours a week"},
    {"20-27", "20 to 27 hours a week"}, {"28-34", "28 to 34 hours a week"},
    {"35+", "35 hours a week or more"},
};
_Static_assert(sizeof HOURS_CLASS_WORDS / sizeof *HOURS_CLASS_WORDS == KR_HOURS_CLASSES,
               "one name per class of hours");

static const struct kr_label_words TENURE_WORDS[] = {
    {"short", "under two years in the job"},
    {"long", "two years or more in the job"},
};
_Static_assert(sizeof TENURE_WORDS / sizeof *TENURE_WORDS == KR_TENURE_COUNT,
               "one name per tenure");

static const struct kr_label_words DESTINATION_WORDS[] = {
    {"employer", "another employer"},
    {"self_employment", "own account"},
    {"unemployment", "unemployed"},
    {"non_participation", "outside the labour force"},
    {"end", "death, departure abroad or the 75th birthday"},
};
_Static_assert(sizeof DESTINATION_WORDS / sizeof *DESTINATION_WORDS ==
                   KR_DESTINATION_COUNT,
               "one name per destination");

struct fixed_list {
    const struct kr_label_words *words;
    int size;
};

#define KR_FIXED(list)                              \
    {                                               \
        list, (int)(sizeof(list) / sizeof(list)[0]) \
    }

// The lists that do not come from the country or the scenario.
static const struct fixed_list FIXED[KR_LABELS_COUNT] = {
    [KR_LABELS_STATUS] = KR_FIXED(STATUS_WORDS),
    [KR_LABELS_SEX] = KR_FIXED(SEX_WORDS),
    [KR_LABELS_AGE_GROUP] = KR_FIXED(AGE_GROUP_WORDS),
    [KR_LABELS_CONTRACT] = KR_FIXED(CONTRACT_WORDS),
    [KR_LABELS_HOURS_CLASS] = KR_FIXED(HOURS_CLASS_WORDS),
    [KR_LABELS_TENURE] = KR_FIXED(TENURE_WORDS),
    [KR_LABELS_ORIGIN] = KR_FIXED(ORIGIN_WORDS),
    [KR_LABELS_DESTINATION] = KR_FIXED(DESTINATION_WORDS),
    [KR_LABELS_PAYER] = KR_FIXED(PAYER_WORDS),
    [KR_LABELS_EDUCATION] = KR_FIXED(EDUCATION_WORDS),
    [KR_LABELS_PARTNER] = KR_FIXED(PARTNER_WORDS),
    [KR_LABELS_HEALTH] = KR_FIXED(HEALTH_WORDS),
    [KR_LABELS_BENEFIT] = KR_FIXED(BENEFIT_WORDS),
    [KR_LABELS_WISH] = KR_FIXED(WISH_WORDS),
    [KR_LABELS_LEAVE] = KR_FIXED(LEAVE_WORDS),
    [KR_LABELS_NOTICE] = KR_FIXED(NOTICE_WORDS),
    [KR_LABELS_RUNG] = KR_FIXED(RUNG_WORDS),
    [KR_LABELS_KIND] = KR_FIXED(KIND_WORDS),
    [KR_LABELS_LOAD_CLASS] = KR_FIXED(LOAD_CLASS_WORDS),
    [KR_LABELS_WAGE_CLASS] = KR_FIXED(WAGE_CLASS_WORDS),
    [KR_LABELS_ANSWER] = KR_FIXED(ANSWER_WORDS),
    [KR_LABELS_BUDGET_LINE] = KR_FIXED(BUDGET_WORDS),
    [KR_LABELS_EVENT] = KR_FIXED(EVENT_WORDS),
};

static const struct kr_label_words NAMES[] = {{"", ""},
#define KR_NAME(name, word, meaning) {word, meaning},
                                              KR_LABELS_LIST(KR_NAME)
#undef KR_NAME
};

const char *kr_labels_name(enum kr_labels labels)
{
    return NAMES[labels].word;
}

const char *kr_labels_meaning(enum kr_labels labels)
{
    return NAMES[labels].name;
}

int kr_labels_size(enum kr_labels labels, const struct kr_model *model)
{
    if (labels == KR_LABELS_REGION) {
        return model->country->regions;
    }
    if (labels == KR_LABELS_SECTOR) {
        return model->country->sectors;
    }
    if (labels == KR_LABELS_OCCUPATION) {
        return model->country->occupations;
    }
    if (labels == KR_LABELS_WAGE_GROUP) {
        return model->country->wage_groups;
    }
    if (labels == KR_LABELS_FIELD) {
        return model->country->fields;
    }
    if (labels == KR_LABELS_POLICY) {
        return model->policy_count;
    }
    if (labels == KR_LABELS_AGE) {
        return KR_MAX_AGE - KR_MIN_AGE;
    }
    if (labels == KR_LABELS_PERCENTILE) {
        return KR_PERCENTILES;
    }
    return labels == KR_LABELS_HOURS ? KR_HOURS_GRID : FIXED[labels].size;
}

// The lists that are numbers, and what a number stands for.
static const struct numbers {
    const char *unit;
    const char *note;
    int first, step;
} NUMBERS[KR_LABELS_COUNT] = {
    [KR_LABELS_AGE] = {"years", "Completed years.", KR_MIN_AGE, 1},
    [KR_LABELS_HOURS] =
        {"hours/week",
         "The lower end of a class of four hours: 32 stands for 32 to under "
         "36. The last class has no upper end.",
         0, KR_HOURS_STEP},
    [KR_LABELS_PERCENTILE] = {"%", "Share of those counted, from the lowest value.", 10,
                              10},
};

bool kr_labels_are_fixed(enum kr_labels labels)
{
    return FIXED[labels].words != NULL;
}

bool kr_labels_numeric(enum kr_labels labels, const char **unit)
{
    if (unit != NULL) {
        *unit = NUMBERS[labels].unit;
    }
    return NUMBERS[labels].unit != NULL;
}

const char *kr_labels_number_note(enum kr_labels labels)
{
    return NUMBERS[labels].note;
}

double kr_labels_number(enum kr_labels labels, int code)
{
    return NUMBERS[labels].first + NUMBERS[labels].step * code;
}

static struct kr_label_words words_of(const struct kr_label *label)
{
    return (struct kr_label_words){label->id, label->name};
}

struct kr_label_words kr_labels_words(enum kr_labels labels, const struct kr_model *model,
                                      int code)
{
    const struct kr_country *country = model->country;
    if (labels == KR_LABELS_REGION) {
        return words_of(&country->region[code].label);
    }
    if (labels == KR_LABELS_SECTOR) {
        return words_of(&country->sector[code].label);
    }
    if (labels == KR_LABELS_OCCUPATION) {
        return words_of(&country->occupation[code].label);
    }
    if (labels == KR_LABELS_WAGE_GROUP) {
        return words_of(&country->wage_group[code].label);
    }
    if (labels == KR_LABELS_FIELD) {
        return words_of(&country->field[code].label);
    }
    if (labels == KR_LABELS_POLICY) {
        const struct kr_policy *policy = &model->policies[code];
        return (struct kr_label_words){policy->name, policy->kind->meaning};
    }
    KR_BUG_IF(FIXED[labels].words == NULL);
    return FIXED[labels].words[code];
}

struct dimension {
    const char *name;
    enum kr_labels labels;
};

static const struct dimension DIMENSIONS[] = {{"", KR_LABELS_NONE},
#define KR_DIMENSION(name, word, labels) {word, KR_LABELS_##labels},
                                              KR_DIMENSION_LIST(KR_DIMENSION)
#undef KR_DIMENSION
};

const char *kr_dimension_name(enum kr_dimension dimension)
{
    return DIMENSIONS[dimension].name;
}

enum kr_labels kr_dimension_labels(enum kr_dimension dimension)
{
    return DIMENSIONS[dimension].labels;
}

int kr_dimension_size(enum kr_dimension dimension, const struct kr_model *model)
{
    return dimension == KR_DIM_NONE ? 1
                                    : kr_labels_size(DIMENSIONS[dimension].labels, model);
}
