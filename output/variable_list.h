// What the lists of outputs are written with: definitions that several series share, and
// short words for where a series comes from.
#ifndef KR_OUTPUT_VARIABLE_LIST_H
#define KR_OUTPUT_VARIABLE_LIST_H

#include "output/census.h"
#include "output/variables.h"
// Definitions that several series share.
#define STATUS_NOTE                                                                    \
    "Residents of 15 to 74 by main status on the last day of the quarter, as the "     \
    "International Labour Organization defines it. Employed "                          \
    "(werkzame beroepsbevolking): employee or self-employed, one hour of paid work a " \
    "week or more. Unemployed (werkloze beroepsbevolking): no paid work, searched in " \
    "the last four weeks and available within two. All others are outside the labour " \
    "force (niet-beroepsbevolking). "
#define HOURS_NOTE                                                                       \
    "Hours a week of the main job. CBS: arbeidsduur, tables 82647NED and 85275NED; the " \
    "survey asks for usual hours, overtime that is worked every week included. "
#define CONTRACT_NOTE                                                             \
    "Contract hours are those agreed with the employer; usual hours add what is " \
    "regularly worked above them. CBS: arbeidsduur, table 85275NED. "
#define EMPLOYEE_NOTE                                                                   \
    "Employees by their main job; the sector is that of the employer. CBS: banen van "  \
    "werknemers, table 81433NED (second jobs included) and werkzame beroepsbevolking, " \
    "table 85272NED (by main job, self-employed included). "
// Minutes of posts, where second jobs are worked too; persons have those of the main job.
#define WITH_SECOND "Second jobs are in it: minutes of /persons have the main job alone. "
#define NEED_NOTE                                                                        \
    "Required hours follow from demand, or in public and care sectors from the smaller " \
    "of need and budget. Unmet hours are required hours less those of contracts in the " \
    "posts where that is positive: an outcome, never an input. No published table "      \
    "measures this; it stands beside the shortages that ministries report. "
#define VACANCY_NOTE                                                                     \
    "A vacancy is an opening for which staff is sought from outside, now or as soon as " \
    "possible. CBS: openstaande, ontstane and vervulde vacatures, tables 80473NED and "  \
    "84545NED; fills and withdrawals are one figure there. "
#define ABSENCE_NOTE                                                                     \
    "Hours lost to illness, as part of contract hours; maternity leave is not illness. " \
    "CBS: ziekteverzuimpercentage. "
#define FLOW_NOTE                                                                        \
    "State at the end of the last quarter against the state at the end of this one, of " \
    "persons who were there at both: row and column `absent` are always 0. Who came or " \
    "left is in arrived, turned_15, died, departed and turned_75. CBS: stromen op de "   \
    "arbeidsmarkt, table 82848NED. "
#define CONTRACT_FLOW_NOTE                                                               \
    "Workers by contract at the end of the last quarter against their state at the end " \
    "of this one. CBS: table 83522NED (flexible to permanent) and 85386NED (exits). "
#define UNDER_NOTE                                                                       \
    "Part-timers usually work under 35 hours a week in the main job, on own account "    \
    "too. Of these, the under-employed are employees who want at least four hours more " \
    "than their contract at present terms and have no second job. CBS: onderbenutte "    \
    "deeltijdwerkers, table 85224NED, who want any more hours and are available for "    \
    "them. "
#define TENURE_NOTE                                                                      \
    "Employees at the end of the last quarter by time in the job. Movers are employees " \
    "now in a job begun since, out of work in between or not; moves_by_sector_from_to "  \
    "has the direct ones. CBS: baanwisselaars. "
#define LEDGER_NOTE                                                                    \
    "Payments of policies as booked in the quarter, before any comparison with a run " \
    "without the policy: who is paid would often have done the same without it. "
#define SERVICE_NOTE                                                         \
    "Output is effective hours times productivity, less administration and " \
    "supervision; need that is not met waits. "
#define LEARNING_NOTE                                                                \
    "What staff new to the occupation or the employer does not yet do, in contract " \
    "minutes. No published table measures this. "
#define CHILDCARE_NOTE                                                                 \
    "Formal childcare, days of children a week. Places follow from staff present and " \
    "the "                                                                             \
    "ratio of children to staff. "
#define PAY_NOTE                                                                       \
    "Gross hourly pay of employees in their main job: the agreed scale of sector and " \
    "occupation with personal and employer premiums; nominal, without holiday pay, "   \
    "overtime and payments of policies. CBS: uurloon, table 81433NED. "
#define GINI_NOTE                                                                    \
    "Each employee counts once; 0 when all are paid alike. Reckoned from bins of a " \
    "quarter of a euro an hour, or ten euro a week. "
#define LOAD_NOTE "For the gain of the workload spiral: "

#define BY_LOAD_NOTE                                                                 \
    "By the workload that the post has this quarter; employers that close are left " \
    "out. For the gain of the workload spiral, see docs/model/loop-gains.md. "

#define NO_CENSUS                \
    NULL, KR_NONE, KR_NONE,      \
    {                            \
        KR_DIM_NONE, KR_DIM_NONE \
    }
#define DERIVED(fill)         (fill), NULL, KR_NONE, KR_NONE, KR_NONE, NO_CENSUS
#define COLUMN(table, column) NULL, NULL, KR_NONE, KR_TALLY_##table, (column), NO_CENSUS
#define WHOLE(table)          NULL, NULL, KR_NONE, KR_TALLY_##table, KR_NONE, NO_CENSUS
// A table of the census, and what is reckoned from several.
#define CENSUS(table, measure)                                           \
    NULL, NULL, KR_NONE, KR_NONE, KR_NONE, NULL, (int)KR_CENSUS_##table, \
        (int)KR_COUNTED_##measure,                                       \
    {                                                                    \
        KR_DIM_NONE, KR_DIM_NONE                                         \
    }
#define RECKONED(fill)                                               \
    NULL, NULL, KR_NONE, KR_NONE, KR_NONE, (fill), KR_NONE, KR_NONE, \
    {                                                                \
        KR_DIM_NONE, KR_DIM_NONE                                     \
    }
#define COUNT               true, "persons"
#define VACANCIES           true, "vacancies"
#define MINUTES             false, "minutes/week"
#define AXES(rows, columns) KR_DIM_##rows, KR_DIM_##columns

// A part of the list.
struct kr_variable_part {
    const struct kr_variable *at;
    size_t count;
};
struct kr_variable_part kr_variables_quarterly(void);
struct kr_variable_part kr_variables_people(void);
struct kr_variable_part kr_variables_flows(void);

#endif
