// The list of rules that have parameters. X(name, list, meaning): struct
// kr_<name>_parameters comes from `list`, in the rule's own header.
#ifndef KR_AGENTS_RULES_RULES_H
#define KR_AGENTS_RULES_RULES_H

#include "agents/rules/carving.h"
#include "agents/rules/contracts.h"
#include "agents/rules/demand.h"
#include "agents/rules/demography.h"
#include "agents/rules/hiring.h"
#include "agents/rules/hours.h"
#include "agents/rules/participation.h"
#include "agents/rules/quit.h"
#include "agents/rules/search.h"
#include "agents/rules/second_jobs.h"
#include "agents/rules/services.h"
#include "agents/rules/sickness.h"
#include "agents/rules/switches.h"
#include "agents/rules/technology.h"
#include "agents/rules/training.h"
#include "agents/rules/vacancies.h"
#include "agents/rules/wages.h"

#define KR_RULE_LIST(X)                                                               \
    X(phases, KR_PHASES_PARAMETERS, "which phases run: 1 rule, 0 fixed (do nothing)") \
    X(demography, KR_DEMOGRAPHY_PARAMETERS, "births, deaths, migration (R14 R15)")    \
    X(participation, KR_PARTICIPATION_PARAMETERS, "entering and leaving (R1)")        \
    X(hours, KR_HOURS_PARAMETERS, "hours wanted, asked for and granted (R2 R3)")      \
    X(demand, KR_DEMAND_PARAMETERS, "hours that employers need (R17 R10)")            \
    X(sickness, KR_SICKNESS_PARAMETERS, "absence and burn-out (R9)")                  \
    X(contracts, KR_CONTRACTS_PARAMETERS, "ends and conversions of contracts (R11)")  \
    X(quit, KR_QUIT_PARAMETERS, "quits and retirement (R8 R12)")                      \
    X(vacancies, KR_VACANCIES_PARAMETERS, "openings posted and withdrawn (R18)")      \
    X(search, KR_SEARCH_PARAMETERS, "who searches, where they apply (R4 R5)")         \
    X(hiring, KR_HIRING_PARAMETERS, "shortlists, offers and acceptance (R6 R7 R16)")  \
    X(training, KR_TRAINING_PARAMETERS, "courses, rungs and learning (R13 R21)")      \
    X(wages, KR_WAGES_PARAMETERS, "agreements and premiums (R20)")                    \
    X(services, KR_SERVICES_PARAMETERS, "output, unmet need, childcare (R19)")        \
    X(carving, KR_CARVING_PARAMETERS, "carved jobs and their helpers (R16)")          \
    X(technology, KR_TECHNOLOGY_PARAMETERS, "technology, administrative time (R21)")  \
    X(second_jobs, KR_SECOND_JOBS_PARAMETERS, "ordinary and combination second jobs")

#endif
