// The one list of outputs.
#include "output/variables.h"

#include <string.h>

#define KR_SERIES_WORD(name, word, title, first)  word,
#define KR_SERIES_TITLE(name, word, title, first) title,
#define KR_SERIES_FIRST(name, word, title, first) first,
static const char *const SERIES_NAMES[] = {KR_SERIES_LIST(KR_SERIES_WORD)};
static const char *const SERIES_TITLES[] = {KR_SERIES_LIST(KR_SERIES_TITLE)};
static const char *const SERIES_FIRST[] = {KR_SERIES_LIST(KR_SERIES_FIRST)};

const char *kr_series_name(enum kr_series series)
{
    return SERIES_NAMES[series];
}

const char *kr_series_title(enum kr_series series)
{
    return SERIES_TITLES[series];
}

const char *kr_series_first(enum kr_series series)
{
    return SERIES_FIRST[series];
}

// Definitions that several series share.
#define STATUS_NOTE                                                                    \
    "Persons of 15 to 74 by main status on the last day of the quarter. Employed "     \
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
#define EMPLOYEE_NOTE                                                                    \
    "Employees by their main job; the sector is that of the employer. CBS: werknemers, " \
    "tables 81433NED (jobs) and 85272NED (persons). "
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
#define FLOW_NOTE                                                                       \
    "State at the end of the last quarter against the state at the end of this one; "   \
    "`absent` is outside the population of 15 to 74. CBS: stromen op de arbeidsmarkt, " \
    "table 82848NED. "
#define CONTRACT_FLOW_NOTE                                                               \
    "Workers by contract at the end of the last quarter against their state at the end " \
    "of this one. CBS: table 83522NED (flexible to permanent) and 85386NED (exits). "
#define UNDER_NOTE                                                                      \
    "Part-timers work under 35 hours. Of these, the under-employed want at least four " \
    "hours more at present terms and could work them. CBS: onderbenutte "               \
    "deeltijdwerkers, table 85224NED. "
#define TENURE_NOTE                                                                     \
    "Employees at the end of the last quarter by time in the job; movers have another " \
    "employer at the end of this one. CBS: baanwisselaars. "
#define LEDGER_NOTE                                                                    \
    "Payments of policies as booked in the quarter, before any comparison with a run " \
    "without the policy. "
#define SERVICE_NOTE                                                         \
    "Output is effective hours times productivity, less administration and " \
    "supervision; need that is not met waits. "
#define LOAD_NOTE "For the gain of the workload spiral: "

#define BY_LOAD_NOTE                                                                 \
    "By the workload that the post has this quarter; employers that close are left " \
    "out. For the gain of the workload spiral, see docs/model/loop-gains.md. "

#define DERIVED(fill)         (fill), NULL, KR_NONE, KR_NONE, KR_NONE
#define COLUMN(table, column) NULL, NULL, KR_NONE, KR_TALLY_##table, (column)
#define WHOLE(table)          NULL, NULL, KR_NONE, KR_TALLY_##table, KR_NONE
#define COUNT                 true, "persons"
#define VACANCIES             true, "vacancies"
#define MINUTES               false, "minutes/week"
#define AXES(rows, columns)   KR_DIM_##rows, KR_DIM_##columns

// Each line: name, group, axes beside time, count or measure with its unit, long name,
// definition, target, source.
static const struct kr_variable TABLES[] = {
    // Population and status
    {"persons_by_region_status", KR_QUARTERLY, AXES(REGION, STATUS), COUNT,
     "persons of 15-74 by home region and status",
     STATUS_NOTE "CBS: tables 85264NED and 85494NED.", "", WHOLE(status_region)},
    {"persons_by_sex_status", KR_QUARTERLY, AXES(SEX, STATUS), COUNT,
     "persons of 15-74 by sex and status", STATUS_NOTE "CBS: table 85264NED.", "",
     WHOLE(status_sex)},
    {"persons_by_age_group_status", KR_QUARTERLY, AXES(AGE_GROUP, STATUS), COUNT,
     "persons of 15-74 by age group and status", STATUS_NOTE "CBS: table 85366NED.", "",
     WHOLE(status_age)},
    {"persons_by_age_status", KR_QUARTERLY, AXES(AGE, STATUS), COUNT,
     "persons of 15-74 by single age and status", STATUS_NOTE "CBS: table 85267NED.", "",
     WHOLE(status_single_age)},
    {"children_by_region", KR_QUARTERLY, AXES(REGION, NONE), COUNT,
     "persons of 0-14 by home region", "Counted by cohort, not one by one.", "",
     DERIVED(kr_fill_children)},
    {"elderly_by_region", KR_QUARTERLY, AXES(REGION, NONE), COUNT,
     "persons of 75 and over by home region", "Counted by cohort, not one by one.", "",
     DERIVED(kr_fill_elderly)},

    // Hours
    {"employed_by_sex_hours_class", KR_QUARTERLY, AXES(SEX, HOURS_CLASS), COUNT,
     "employed by sex and class of usual hours", HOURS_NOTE, "", WHOLE(hours_class_sex)},
    {"employed_by_sex_hours", KR_QUARTERLY, AXES(SEX, HOURS), COUNT,
     "employed by sex and contract hours, in steps of four",
     CONTRACT_NOTE "Shows bunching at round numbers.", "", WHOLE(hours_histogram)},
    {"employed_by_contract", KR_QUARTERLY, AXES(CONTRACT, NONE), COUNT,
     "employed by kind of contract", CONTRACT_NOTE, "",
     COLUMN(hours_contract, KR_SUM_HEADS)},
    {"contract_minutes_by_contract", KR_QUARTERLY, AXES(CONTRACT, NONE), MINUTES,
     "contract minutes of employed by kind of contract", CONTRACT_NOTE, "",
     COLUMN(hours_contract, KR_SUM_CONTRACT)},
    {"usual_minutes_by_contract", KR_QUARTERLY, AXES(CONTRACT, NONE), MINUTES,
     "usual minutes of employed by kind of contract", CONTRACT_NOTE, "",
     COLUMN(hours_contract, KR_SUM_USUAL)},
    {"employed_by_age_group", KR_QUARTERLY, AXES(AGE_GROUP, NONE), COUNT,
     "employed by age group", CONTRACT_NOTE, "", COLUMN(hours_age, KR_SUM_HEADS)},
    {"contract_minutes_by_age_group", KR_QUARTERLY, AXES(AGE_GROUP, NONE), MINUTES,
     "contract minutes of employed by age group", CONTRACT_NOTE, "",
     COLUMN(hours_age, KR_SUM_CONTRACT)},
    {"usual_minutes_by_age_group", KR_QUARTERLY, AXES(AGE_GROUP, NONE), MINUTES,
     "usual minutes of employed by age group", CONTRACT_NOTE, "",
     COLUMN(hours_age, KR_SUM_USUAL)},
    {"employed_by_sex", KR_QUARTERLY, AXES(SEX, NONE), COUNT, "employed by sex",
     CONTRACT_NOTE, "", COLUMN(hours_sex, KR_SUM_HEADS)},
    {"contract_minutes_by_sex", KR_QUARTERLY, AXES(SEX, NONE), MINUTES,
     "contract minutes of employed by sex", CONTRACT_NOTE, "",
     COLUMN(hours_sex, KR_SUM_CONTRACT)},
    {"usual_minutes_by_sex", KR_QUARTERLY, AXES(SEX, NONE), MINUTES,
     "usual minutes of employed by sex", CONTRACT_NOTE, "",
     COLUMN(hours_sex, KR_SUM_USUAL)},
    {"part_timers_by_sex", KR_QUARTERLY, AXES(SEX, NONE), COUNT, "part-timers by sex",
     UNDER_NOTE, "", COLUMN(under_employed, 0)},
    {"under_employed_by_sex", KR_QUARTERLY, AXES(SEX, NONE), COUNT,
     "under-employed part-timers by sex", UNDER_NOTE, "T45", COLUMN(under_employed, 1)},

    // Staff, need and shortage
    {"heads_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), COUNT, "employees by sector",
     EMPLOYEE_NOTE, "", COLUMN(sector_heads, KR_HEADS_HEADS)},
    {"contract_minutes_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), MINUTES,
     "contract minutes of employees by sector", EMPLOYEE_NOTE, "",
     COLUMN(sector_heads, KR_HEADS_CONTRACT)},
    {"required_minutes_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), MINUTES,
     "minutes required by sector", NEED_NOTE, "",
     COLUMN(sector_heads, KR_HEADS_REQUIRED)},
    {"unmet_minutes_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), MINUTES,
     "minutes required that nobody fills by sector", NEED_NOTE, "",
     COLUMN(sector_heads, KR_HEADS_UNMET)},
    {"fte_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), false, "fte",
     "employees by sector in full-time equivalents",
     EMPLOYEE_NOTE "Contract hours over the full-time week of the country pack. CBS: "
                   "arbeidsvolume, voltijdequivalent.",
     "", DERIVED(kr_fill_fte_by_sector)},
    {"shortage_fte_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), false, "fte",
     "shortage by sector in full-time equivalents", NEED_NOTE, "",
     DERIVED(kr_fill_shortage_fte_by_sector)},
    {"shortage_heads_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), false, "persons",
     "shortage by sector in persons",
     NEED_NOTE "Unmet hours over the mean contract hours of the sector.", "",
     DERIVED(kr_fill_shortage_heads_by_sector)},
    {"workload_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), false, "1",
     "workload by sector: hours required over hours present",
     "Hours present are contract hours less absence.", "T51",
     DERIVED(kr_fill_workload_by_sector)},
    {"heads_by_sector_region", KR_QUARTERLY, AXES(SECTOR, REGION), COUNT,
     "employees by sector and region of work", EMPLOYEE_NOTE "By place of work.", "",
     WHOLE(sector_region_heads)},
    {"heads_by_occupation", KR_QUARTERLY, AXES(OCCUPATION, NONE), COUNT,
     "employees by occupation", "Occupation of the post held.", "",
     COLUMN(occupation_heads, KR_HEADS_HEADS)},
    {"contract_minutes_by_occupation", KR_QUARTERLY, AXES(OCCUPATION, NONE), MINUTES,
     "contract minutes of employees by occupation", "Occupation of the post held.", "",
     COLUMN(occupation_heads, KR_HEADS_CONTRACT)},
    {"required_minutes_by_occupation", KR_QUARTERLY, AXES(OCCUPATION, NONE), MINUTES,
     "minutes required by occupation", NEED_NOTE, "",
     COLUMN(occupation_heads, KR_HEADS_REQUIRED)},
    {"unmet_minutes_by_occupation", KR_QUARTERLY, AXES(OCCUPATION, NONE), MINUTES,
     "minutes required that nobody fills by occupation", NEED_NOTE, "",
     COLUMN(occupation_heads, KR_HEADS_UNMET)},
    {"fte_by_occupation", KR_QUARTERLY, AXES(OCCUPATION, NONE), false, "fte",
     "employees by occupation in full-time equivalents", "As fte_by_sector.", "",
     DERIVED(kr_fill_fte_by_occupation)},
    {"shortage_fte_by_occupation", KR_QUARTERLY, AXES(OCCUPATION, NONE), false, "fte",
     "shortage by occupation in full-time equivalents", NEED_NOTE, "",
     DERIVED(kr_fill_shortage_fte_by_occupation)},
    {"shortage_heads_by_occupation", KR_QUARTERLY, AXES(OCCUPATION, NONE), false,
     "persons", "shortage by occupation in persons",
     NEED_NOTE "Unmet hours over the mean contract hours of the occupation.", "",
     DERIVED(kr_fill_shortage_heads_by_occupation)},
    {"employers_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), true, "employers",
     "employers by sector",
     "Establishments with two or more workers. CBS: bedrijven, table 81588NED.", "",
     DERIVED(kr_fill_employers)},

    // Absence
    {"absence_base_minutes_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), MINUTES,
     "contract minutes under absence by sector", ABSENCE_NOTE, "",
     COLUMN(absence_sector, KR_ABSENCE_CONTRACT)},
    {"absent_minutes_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), MINUTES,
     "contract minutes lost to absence by sector", ABSENCE_NOTE, "",
     COLUMN(absence_sector, KR_ABSENCE_ABSENT)},
    {"absence_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), false, "%",
     "sickness absence by sector", ABSENCE_NOTE, "T49a",
     DERIVED(kr_fill_absence_by_sector)},

    // Vacancies
    {"vacancies_open_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), VACANCIES,
     "open vacancies by sector, end of quarter", VACANCY_NOTE, "T23a",
     COLUMN(sector_vacancies, KR_VACANCY_OPEN)},
    {"vacancies_opened_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), VACANCIES,
     "vacancies opened by sector", VACANCY_NOTE, "T24a",
     COLUMN(sector_vacancies, KR_VACANCY_OPENED)},
    {"vacancies_filled_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), VACANCIES,
     "vacancies filled by sector", VACANCY_NOTE, "T24b",
     COLUMN(sector_vacancies, KR_VACANCY_FILLED)},
    {"vacancies_dropped_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), VACANCIES,
     "vacancies withdrawn, or closed with the employer, by sector", VACANCY_NOTE, "T24b",
     COLUMN(sector_vacancies, KR_VACANCY_DROPPED)},
    {"vacancies_open_by_region", KR_QUARTERLY, AXES(REGION, NONE), VACANCIES,
     "open vacancies by region of work, end of quarter", VACANCY_NOTE, "",
     COLUMN(region_vacancies, KR_VACANCY_OPEN)},
    {"vacancies_opened_by_region", KR_QUARTERLY, AXES(REGION, NONE), VACANCIES,
     "vacancies opened by region of work", VACANCY_NOTE, "",
     COLUMN(region_vacancies, KR_VACANCY_OPENED)},
    {"vacancies_filled_by_region", KR_QUARTERLY, AXES(REGION, NONE), VACANCIES,
     "vacancies filled by region of work", VACANCY_NOTE, "",
     COLUMN(region_vacancies, KR_VACANCY_FILLED)},
    {"vacancies_dropped_by_region", KR_QUARTERLY, AXES(REGION, NONE), VACANCIES,
     "vacancies withdrawn, or closed with the employer, by region of work", VACANCY_NOTE,
     "", COLUMN(region_vacancies, KR_VACANCY_DROPPED)},
    {"vacancies_open_by_occupation", KR_QUARTERLY, AXES(OCCUPATION, NONE), VACANCIES,
     "open vacancies by occupation, end of quarter", VACANCY_NOTE, "",
     COLUMN(occupation_vacancies, KR_VACANCY_OPEN)},
    {"vacancies_opened_by_occupation", KR_QUARTERLY, AXES(OCCUPATION, NONE), VACANCIES,
     "vacancies opened by occupation", VACANCY_NOTE, "",
     COLUMN(occupation_vacancies, KR_VACANCY_OPENED)},
    {"vacancies_filled_by_occupation", KR_QUARTERLY, AXES(OCCUPATION, NONE), VACANCIES,
     "vacancies filled by occupation", VACANCY_NOTE, "",
     COLUMN(occupation_vacancies, KR_VACANCY_FILLED)},
    {"vacancies_dropped_by_occupation", KR_QUARTERLY, AXES(OCCUPATION, NONE), VACANCIES,
     "vacancies withdrawn, or closed with the employer, by occupation", VACANCY_NOTE, "",
     COLUMN(occupation_vacancies, KR_VACANCY_DROPPED)},

    // Market, wages, services
    {"market_tightness", KR_QUARTERLY, AXES(NONE, NONE), false, "1",
     "open vacancies over unemployed at the end of the last quarter",
     "What employers and workers see while they decide. CBS: spanning op de "
     "arbeidsmarkt.",
     "", DERIVED(kr_fill_tightness)},
    {"market_tightness_by_region", KR_QUARTERLY, AXES(REGION, NONE), false, "1",
     "open vacancies over unemployed at the end of the last quarter by region",
     "As market_tightness.", "", DERIVED(kr_fill_tightness_by_region)},
    {"wage_level_by_wage_group", KR_QUARTERLY, AXES(WAGE_GROUP, NONE), false, "1",
     "agreed wage scale by wage group, starting quarter is 1", "Nominal. CBS: cao-lonen.",
     "", DERIVED(kr_fill_wage_level)},
    {"budget_ratio_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), false, "1",
     "budget over need by sector", "Meaningful in public and care sectors only.", "",
     DERIVED(kr_fill_budget_ratio)},
    {"waiting_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), false, "quarters",
     "unmet need that waits, in quarters of service, by sector", SERVICE_NOTE, "",
     DERIVED(kr_fill_waiting)},
    {"service_minutes_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), MINUTES,
     "service output by sector", SERVICE_NOTE, "", DERIVED(kr_fill_output)},
    {"service_unmet_minutes_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), MINUTES,
     "need for service not met by sector", SERVICE_NOTE, "",
     DERIVED(kr_fill_unmet_service)},
    {"childcare_queue", KR_QUARTERLY, AXES(NONE, NONE), false, "1",
     "share of wanted childcare hours without a place",
     "Places follow from staff present and the ratio of children to staff.", "",
     DERIVED(kr_fill_childcare_queue)},

    // Flows
    {"status_flow", KR_FLOWS, AXES(STATUS_FROM, STATUS_TO), COUNT,
     "persons by status at the end of the last quarter and of this one", FLOW_NOTE, "",
     WHOLE(status_flow)},
    {"contract_to_status", KR_FLOWS, AXES(CONTRACT_FROM, STATUS_TO), COUNT,
     "workers by contract at the end of the last quarter and status at the end of this",
     CONTRACT_FLOW_NOTE, "", WHOLE(contract_flow)},
    {"contract_to_contract", KR_FLOWS, AXES(CONTRACT_FROM, CONTRACT_TO), COUNT,
     "workers by contract at the end of the last quarter and of this one",
     CONTRACT_FLOW_NOTE, "", WHOLE(contract_change)},
    {"employees_by_tenure", KR_FLOWS, AXES(TENURE, NONE), COUNT,
     "employees at the end of the last quarter by tenure", TENURE_NOTE, "",
     COLUMN(job_change_tenure, KR_MOVE_ALL)},
    {"movers_by_tenure", KR_FLOWS, AXES(TENURE, NONE), COUNT,
     "employees who changed employer by tenure", TENURE_NOTE, "T13",
     COLUMN(job_change_tenure, KR_MOVE_MOVED)},
    {"hires_by_sector_origin", KR_FLOWS, AXES(SECTOR, ORIGIN), COUNT,
     "hires by sector and origin",
     "Jobs with an employer that began this quarter, by where the person came from.", "",
     WHOLE(hires_origin)},
    {"separations_by_sector_destination", KR_FLOWS, AXES(SECTOR, DESTINATION), COUNT,
     "separations by sector and destination",
     "Jobs with an employer that ended this quarter, by where the person went.", "",
     WHOLE(sector_separations)},
    {"moves_by_sector_from_to", KR_FLOWS, AXES(SECTOR_FROM, SECTOR_TO), COUNT,
     "job-to-job moves by sector left and sector joined",
     "CBS: baanwisselaars. Moves within a sector stand on the diagonal.", "",
     WHOLE(sector_flow)},
    {"load_weighted_by_sector", KR_FLOWS, AXES(SECTOR, NONE), false, "1",
     "workload weighted by heads by sector",
     LOAD_NOTE "sum over employees; divide by load_heads_by_sector.", "",
     COLUMN(sector_hires_load, KR_LOAD_WEIGHTED)},
    {"load_heads_by_sector", KR_FLOWS, AXES(SECTOR, NONE), COUNT,
     "employees under the weighted workload by sector", LOAD_NOTE "the weights.", "",
     COLUMN(sector_hires_load, KR_LOAD_HEADS)},
    {"load_quits_by_sector", KR_FLOWS, AXES(SECTOR, NONE), COUNT, "quits by sector",
     LOAD_NOTE "its outcome.", "", COLUMN(sector_hires_load, KR_LOAD_QUITS)},

    {"heads_by_kind_load", KR_FLOWS, AXES(KIND, LOAD_CLASS), COUNT,
     "employees by kind of sector and workload of the post", BY_LOAD_NOTE, "",
     COLUMN(load_class, KR_BY_LOAD_HEADS)},
    {"load_by_kind_load", KR_FLOWS, AXES(KIND, LOAD_CLASS), false, "1/1000",
     "workload weighted by heads, by kind of sector and workload of the post",
     BY_LOAD_NOTE "Sum over employees: divide by heads_by_kind_load.", "",
     COLUMN(load_class, KR_BY_LOAD_WEIGHTED)},
    {"separations_by_kind_load", KR_FLOWS, AXES(KIND, LOAD_CLASS), COUNT,
     "jobs ended by kind of sector and workload of the post",
     BY_LOAD_NOTE "Moves to other employers included; deaths, departures abroad and 75th "
                  "birthdays apart.",
     "", COLUMN(load_class, KR_BY_LOAD_SEPARATIONS)},
    {"dismissals_by_kind_load", KR_FLOWS, AXES(KIND, LOAD_CLASS), COUNT,
     "jobs ended by the employer by kind of sector and workload of the post",
     BY_LOAD_NOTE "Dismissals and temporary contracts not renewed.", "",
     COLUMN(load_class, KR_BY_LOAD_DISMISSED)},
    {"contract_minutes_by_kind_load", KR_FLOWS, AXES(KIND, LOAD_CLASS), MINUTES,
     "contract minutes by kind of sector and workload of the post", BY_LOAD_NOTE, "",
     COLUMN(load_class, KR_BY_LOAD_CONTRACT)},
    {"absent_minutes_by_kind_load", KR_FLOWS, AXES(KIND, LOAD_CLASS), MINUTES,
     "minutes lost to absence by kind of sector and workload of the post", BY_LOAD_NOTE,
     "", COLUMN(load_class, KR_BY_LOAD_ABSENT)},
    {"absences_by_kind_load", KR_FLOWS, AXES(KIND, LOAD_CLASS), COUNT,
     "absences that began by kind of sector and workload of the post",
     BY_LOAD_NOTE "Absence that lasts raises the workload of the post; what begins does "
                  "not yet.",
     "", COLUMN(load_class, KR_BY_LOAD_SPELLS)},
    {"changed_minutes_by_kind_load", KR_FLOWS, AXES(KIND, LOAD_CLASS), MINUTES,
     "minutes granted less minutes given up by kind of sector and workload of the post",
     BY_LOAD_NOTE "Changes of contract in the same job.", "",
     COLUMN(load_class, KR_BY_LOAD_CHANGED)},

    {"standing_vacancies_by_sector", KR_QUARTERLY, AXES(SECTOR, NONE), COUNT,
     "posted vacancies that stood through the quarter",
     "Posted vacancies open at the end of the quarter that had opened before it.", "",
     COLUMN(standing_vacancies, 0)},

    // Money and policies
    {"payroll_cents_by_sector", KR_LEDGER, AXES(SECTOR, NONE), false, "cents",
     "payroll of the quarter by sector",
     "Wages at contract hours. CBS: lonen, national accounts, before employers' "
     "premiums.",
     "", COLUMN(payroll_sector, 0)},
    {"recipients_by_policy", KR_LEDGER, AXES(POLICY, NONE), COUNT, "recipients by policy",
     LEDGER_NOTE, "", COLUMN(policy_events, KR_LEDGER_RECIPIENTS)},
    {"cents_by_policy", KR_LEDGER, AXES(POLICY, NONE), false, "cents",
     "payments by policy", LEDGER_NOTE, "", COLUMN(policy_events, KR_LEDGER_CENTS)},
    {"added_minutes_by_policy", KR_LEDGER, AXES(POLICY, NONE), MINUTES,
     "contract minutes added by recipients, by policy", LEDGER_NOTE, "",
     COLUMN(policy_events, KR_LEDGER_MINUTES)},
    {"heads_by_policy", KR_LEDGER, AXES(POLICY, NONE), COUNT, "heads added by policy",
     LEDGER_NOTE, "", COLUMN(policy_events, KR_LEDGER_HEADS)},
    {"euro_by_policy_payer", KR_LEDGER, AXES(POLICY, PAYER), false, "euro",
     "payments by policy and payer", LEDGER_NOTE, "", DERIVED(kr_fill_euro_by_payer)},
};

enum { TABLE_COUNT = sizeof TABLES / sizeof TABLES[0] };

struct event {
    const char *name;
    const char *meaning;
};

static const struct event EVENTS[] = {
#define KR_EVENT(name, meaning) {#name, meaning},
    KR_EVENT_LIST(KR_EVENT)
#undef KR_EVENT
};

size_t kr_variable_count(void)
{
    size_t indicators = 0;
    (void)kr_indicator_list(&indicators);
    return (size_t)TABLE_COUNT + KR_EVENT_COUNT + indicators;
}

// A single number of the quarter; its name tells money, minutes and persons apart.
static struct kr_variable event_variable(int event)
{
    const char *name = EVENTS[event].name;
    const bool money = strstr(name, "_cents") != NULL;
    const bool minutes = strncmp(name, "minutes_", strlen("minutes_")) == 0;
    return (struct kr_variable){
        .series = money ? KR_LEDGER : KR_FLOWS,
        .name = name,
        .whole = !money && !minutes,
        .unit = money     ? "cents"
                : minutes ? "minutes/week"
                          : "1",
        .long_name = EVENTS[event].meaning,
        .comment = "Counted in the quarter as it happens, in agents: divide by the "
                   "attribute scale of the file for persons of the country.",
        .target = "",
        .event = event,
        .tally = KR_NONE,
        .column = KR_NONE,
    };
}

static struct kr_variable indicator_variable(const struct kr_indicator *indicator)
{
    return (struct kr_variable){
        .series = KR_QUARTERLY,
        .name = indicator->name,
        .unit = indicator->unit,
        .long_name = indicator->meaning,
        .comment = "National figure in the units of the published statistic, counts "
                   "divided by the scale. Its target, where it has one, is the row of "
                   "facts/targets.csv, which names the table.",
        .target = indicator->target,
        .indicator = indicator,
        .event = KR_NONE,
        .tally = KR_NONE,
        .column = KR_NONE,
    };
}

struct kr_variable kr_variable_at(size_t index)
{
    size_t indicators = 0;
    const struct kr_indicator *list = kr_indicator_list(&indicators);
    if (index < indicators) {
        return indicator_variable(&list[index]);
    }
    index -= indicators;
    return index < TABLE_COUNT ? TABLES[index]
                               : event_variable((int)(index - TABLE_COUNT));
}

size_t kr_variable_cells(const struct kr_variable *variable, const struct kr_model *model)
{
    return (size_t)kr_dimension_size(variable->rows, model) *
           (size_t)kr_dimension_size(variable->columns, model);
}

static void get_tally(const struct kr_variable *variable,
                      const struct kr_tallies *tallies, double *cells)
{
    const int rows = tallies->rows[variable->tally];
    const int columns = tallies->columns[variable->tally];
    const int first = variable->column == KR_NONE ? 0 : variable->column;
    const int last = variable->column == KR_NONE ? columns - 1 : variable->column;
    for (int row = 0; row < rows; row++) {
        for (int column = first; column <= last; column++) {
            *cells++ = (double)*kr_tally_at(tallies, (enum kr_tally)variable->tally, row,
                                            column);
        }
    }
}

void kr_variable_get(const struct kr_variable *variable, const struct kr_model *model,
                     const struct kr_world *world, double *cells)
{
    if (variable->fill != NULL) {
        variable->fill(model, world, cells);
    } else if (variable->indicator != NULL) {
        cells[0] = variable->indicator->value(model, world);
    } else if (variable->event != KR_NONE) {
        // All members are int64_t, so that the struct is an array of them.
        cells[0] = (double)((const int64_t *)&world->tallies.events)[variable->event];
    } else {
        get_tally(variable, &world->tallies, cells);
    }
}
