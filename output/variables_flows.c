// The list of outputs: events of a quarter, money and policies.
#include "output/variable_list.h"

// Each line: name, group, axes beside time, count or measure with its unit, long name,
// definition, target, source.
static const struct kr_variable LIST[] = {
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
     "Jobs with an employer that began this quarter, by where the person came from. "
     "Employees change by hires less separations, and second jobs that became the only "
     "one.",
     "", WHOLE(hires_origin)},
    {"separations_by_sector_destination", KR_FLOWS, AXES(SECTOR, DESTINATION), COUNT,
     "separations by sector and destination",
     "Jobs with an employer that ended this quarter, by where the person went.", "",
     WHOLE(sector_separations)},
    {"moves_by_sector_from_to", KR_FLOWS, AXES(SECTOR_FROM, SECTOR_TO), COUNT,
     "job-to-job moves by sector left and sector joined",
     "CBS: baanwisselaars. Moves within a sector stand on the diagonal.", "",
     WHOLE(sector_flow)},
    {"load_weighted_by_sector", KR_FLOWS, AXES(SECTOR, NONE), false, "0.001 persons",
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
    {"load_by_kind_load", KR_FLOWS, AXES(KIND, LOAD_CLASS), false, "0.001 persons",
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

    {"occupation_flow", KR_FLOWS, AXES(OCCUPATION_FROM, OCCUPATION_TO), COUNT,
     "employees by occupation at the end of the last quarter and of this one",
     "Persons who were employees at both ends, with the same employer or another; who "
     "keeps the occupation stands on the diagonal. CBS: beroepswisselaars.",
     "", CENSUS(OCCUPATION_FLOW, EMPLOYEES)},

    // Money and policies
    {"payroll_cents_by_sector", KR_LEDGER, AXES(SECTOR, NONE), false, "cents",
     "payroll of the quarter by sector",
     "Wages of 13 weeks at contract hours, second jobs included. CBS: lonen, national "
     "accounts, before employers' premiums.",
     "", COLUMN(payroll_sector, 0)},
    {"recipients_by_policy", KR_LEDGER, AXES(POLICY, NONE), COUNT, "recipients by policy",
     LEDGER_NOTE, "", COLUMN(policy_events, KR_LEDGER_RECIPIENTS)},
    {"cents_by_policy", KR_LEDGER, AXES(POLICY, NONE), false, "cents",
     "payments by policy", LEDGER_NOTE, "", COLUMN(policy_events, KR_LEDGER_CENTS)},
    {"paid_minutes_by_policy", KR_LEDGER, AXES(POLICY, NONE), MINUTES,
     "contract minutes a week that payments are for, by policy", LEDGER_NOTE, "",
     COLUMN(policy_events, KR_LEDGER_MINUTES)},
    {"payments_by_policy", KR_LEDGER, AXES(POLICY, NONE), true, "events",
     "payments of more than nothing, by policy", LEDGER_NOTE, "",
     COLUMN(policy_events, KR_LEDGER_HEADS)},
    {"euro_by_policy_payer", KR_LEDGER, AXES(POLICY, PAYER), false, "euro",
     "payments by policy and payer", LEDGER_NOTE, "", DERIVED(kr_fill_euro_by_payer)},
    {"budget_cents_by_line", KR_LEDGER, AXES(BUDGET_LINE, NONE), false, "cents",
     "money of the state in the quarter, by line of the budget",
     "Lines the model has, each a positive amount; the label says whether it is received "
     "or paid. Pay of public sectors, education and care is gross, before employers' "
     "premiums. Other taxes and outlays are not modelled: no balance can be made of it.",
     "", DERIVED(kr_fill_budget_lines)},
};

struct kr_variable_part kr_variables_flows(void)
{
    return (struct kr_variable_part){LIST, sizeof LIST / sizeof LIST[0]};
}
