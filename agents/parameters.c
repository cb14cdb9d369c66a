#include "agents/parameters.h"

// X-lists do not nest in the preprocessor, so each rule's rows are listed under its name.
#define KR_ROW(rule, name, initial, low, high, unit, meaning, source, mark) \
    {#rule "." #name,                                                       \
     offsetof(struct kr_parameters, rule) +                                 \
         offsetof(struct kr_##rule##_parameters, name),                     \
     (initial),                                                             \
     (low),                                                                 \
     (high),                                                                \
     (unit),                                                                \
     (meaning),                                                             \
     (source),                                                              \
     (mark)},

#define KR_PHASES_ROW(...)        KR_ROW(phases, __VA_ARGS__)
#define KR_DEMOGRAPHY_ROW(...)    KR_ROW(demography, __VA_ARGS__)
#define KR_PARTICIPATION_ROW(...) KR_ROW(participation, __VA_ARGS__)
#define KR_HOURS_ROW(...)         KR_ROW(hours, __VA_ARGS__)
#define KR_DEMAND_ROW(...)        KR_ROW(demand, __VA_ARGS__)
#define KR_SICKNESS_ROW(...)      KR_ROW(sickness, __VA_ARGS__)
#define KR_CONTRACTS_ROW(...)     KR_ROW(contracts, __VA_ARGS__)
#define KR_QUIT_ROW(...)          KR_ROW(quit, __VA_ARGS__)
#define KR_VACANCIES_ROW(...)     KR_ROW(vacancies, __VA_ARGS__)
#define KR_SEARCH_ROW(...)        KR_ROW(search, __VA_ARGS__)
#define KR_HIRING_ROW(...)        KR_ROW(hiring, __VA_ARGS__)
#define KR_TRAINING_ROW(...)      KR_ROW(training, __VA_ARGS__)
#define KR_WAGES_ROW(...)         KR_ROW(wages, __VA_ARGS__)
#define KR_SERVICES_ROW(...)      KR_ROW(services, __VA_ARGS__)
#define KR_CARVING_ROW(...)       KR_ROW(carving, __VA_ARGS__)
#define KR_TECHNOLOGY_ROW(...)    KR_ROW(technology, __VA_ARGS__)
#define KR_SECOND_JOBS_ROW(...)   KR_ROW(second_jobs, __VA_ARGS__)

// clang-format off
static const struct kr_parameter PARAMETERS[] = {
    KR_PHASES_PARAMETERS(KR_PHASES_ROW)
    KR_DEMOGRAPHY_PARAMETERS(KR_DEMOGRAPHY_ROW)
    KR_PARTICIPATION_PARAMETERS(KR_PARTICIPATION_ROW)
    KR_HOURS_PARAMETERS(KR_HOURS_ROW)
    KR_DEMAND_PARAMETERS(KR_DEMAND_ROW)
    KR_SICKNESS_PARAMETERS(KR_SICKNESS_ROW)
    KR_CONTRACTS_PARAMETERS(KR_CONTRACTS_ROW)
    KR_QUIT_PARAMETERS(KR_QUIT_ROW)
    KR_VACANCIES_PARAMETERS(KR_VACANCIES_ROW)
    KR_SEARCH_PARAMETERS(KR_SEARCH_ROW)
    KR_HIRING_PARAMETERS(KR_HIRING_ROW)
    KR_TRAINING_PARAMETERS(KR_TRAINING_ROW)
    KR_WAGES_PARAMETERS(KR_WAGES_ROW)
    KR_SERVICES_PARAMETERS(KR_SERVICES_ROW)
    KR_CARVING_PARAMETERS(KR_CARVING_ROW)
    KR_TECHNOLOGY_PARAMETERS(KR_TECHNOLOGY_ROW)
    KR_SECOND_JOBS_PARAMETERS(KR_SECOND_JOBS_ROW)
};
// clang-format on

const struct kr_parameter *kr_parameter_list(size_t *count)
{
    *count = sizeof PARAMETERS / sizeof PARAMETERS[0];
    return PARAMETERS;
}

void kr_parameters_default(struct kr_parameters *self)
{
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    for (size_t i = 0; i < count; i++) {
        *kr_parameter_at(self, &list[i]) = list[i].initial;
    }
}

const char *kr_mark_word(enum kr_mark mark)
{
    static const char *const WORDS[] = {
#define KR_WORD(name, word, meaning) word,
        KR_MARK_LIST(KR_WORD)};
    return WORDS[mark];
}

static bool hires_shares_fit(const struct kr_parameters *p)
{
    return p->contracts.hire_on_call + p->contracts.hire_agency <= 1.0;
}

static bool ends_fit(const struct kr_parameters *p)
{
    return p->contracts.conversion + p->contracts.no_renewal <= 1.0;
}

static bool grants_ordered(const struct kr_parameters *p)
{
    return p->hours.grant_slack <= p->hours.grant_shortage;
}

static bool applications_fit(const struct kr_parameters *p)
{
    return p->search.applications <= p->search.candidates;
}

static bool rungs_ordered(const struct kr_parameters *p)
{
    return p->training.rung_quarters <= p->training.senior_quarters;
}

static const struct kr_parameter_rule RULES[] = {
    {"shares-over-one",
     "contracts.hire_on_call + contracts.hire_agency must not exceed 1",
     hires_shares_fit},
    {"ends-over-one", "contracts.conversion + contracts.no_renewal must not exceed 1",
     ends_fit},
    {"grants-order", "hours.grant_slack must not exceed hours.grant_shortage",
     grants_ordered},
    {"applications-order", "search.applications must not exceed search.candidates",
     applications_fit},
    {"rungs-order", "training.rung_quarters must not exceed training.senior_quarters",
     rungs_ordered},
};

const struct kr_parameter_rule *kr_parameter_rules(size_t *count)
{
    *count = sizeof RULES / sizeof RULES[0];
    return RULES;
}
