// The figures of a quarter with their definitions.
#ifndef KR_SIM_INDICATOR_LIST_H
#define KR_SIM_INDICATOR_LIST_H

// Definitions that several share.
#define FLOW_NOTE                                                             \
    "Persons who were there at the end of the last quarter and of this one. " \
    "CBS: stromen op de arbeidsmarkt, table 82848NED."
#define EXIT_NOTE                                                             \
    "Without work: unemployed or outside the labour force. Persons who were " \
    "there at both ends of the quarter. CBS: table 85386NED."
#define VACANCY_NOTE                                                      \
    "A vacancy is an opening for which staff is sought from outside the " \
    "employer. "
#define HOURS_NOTE                                                  \
    "Usual hours a week in the main job, as the survey asks. CBS: " \
    "arbeidsduur, table 82647NED."
#define MEAN_NOTE                                                          \
    "Mean of usual hours a week in the main job. CBS: arbeidsduur, table " \
    "85275NED."
#define PARTICIPATION_NOTE                                                 \
    "Employed over residents of that age. CBS: nettoarbeidsparticipatie, " \
    "table 85267NED."
#define ABSENCE_NOTE                                                     \
    "Hours lost to illness over contract hours; maternity leave is not " \
    "illness. CBS: ziekteverzuimpercentage."
#define MOVES_NOTE                                                            \
    "Persons who left an employer of the one and joined one of the other in " \
    "the quarter, times four. Published by government letter of 13 December " \
    "2024, which does not say whether a year or two are meant."

// X(name, target, unit, long name, definition). The definition has the term and the table
// of the statistics bureau where they are known.
#define KR_INDICATOR_LIST(X)                                                            \
    X(persons, "", "persons", "residents of 15 to 74",                                  \
      "On the last day of the quarter. Children and those of 75 and over are counted "  \
      "by "                                                                             \
      "cohort, in children_by_region and elderly_by_region.")                           \
    X(employed_persons, "", "persons",                                                  \
      "persons with paid work of an hour a week or more",                               \
      "Employees and self-employed, end of the quarter. CBS: werkzame "                 \
      "beroepsbevolking.")                                                              \
    X(unemployed_persons, "", "persons",                                                \
      "persons without work who searched and are available",                            \
      "No paid work, searched in the last four weeks, available within two, as the "    \
      "International Labour Organization defines it; residents of 15 to 74 on the "     \
      "last day of the quarter. CBS: werkloze beroepsbevolking.")                       \
    X(unemployment_rate, "T01", "%", "unemployed over the labour force",                \
      "The labour force is employed and unemployed of 15 to 74. CBS: "                  \
      "werkloosheidspercentage, table 82848NED.")                                       \
    X(net_participation, "T02", "%", "employed over persons of 15 to 74",               \
      "CBS: nettoarbeidsparticipatie.")                                                 \
    X(flexible_share, "", "%", "employees without a permanent contract",                \
      "Temporary, on call and agency, over all employees. CBS: flexibele "              \
      "arbeidsrelatie.")                                                                \
    X(self_employed_persons, "", "persons", "persons who work on own account",          \
      "By their main job. CBS: zelfstandigen.")                                         \
    X(employed_to_unemployed, "T03", "%",                                               \
      "employed a quarter ago who are unemployed now", FLOW_NOTE)                       \
    X(employed_to_nonparticipation, "T04", "%",                                         \
      "employed a quarter ago who are outside the labour force now", FLOW_NOTE)         \
    X(unemployed_to_employed, "T05", "%",                                               \
      "unemployed a quarter ago who are employed now", FLOW_NOTE)                       \
    X(unemployed_to_nonparticipation, "T06", "%",                                       \
      "unemployed a quarter ago who are outside the labour force now", FLOW_NOTE)       \
    X(nonparticipation_to_employed, "T07", "%",                                         \
      "outside the labour force a quarter ago and employed now", FLOW_NOTE)             \
    X(nonparticipation_to_unemployed, "T08", "%",                                       \
      "outside the labour force a quarter ago and unemployed now", FLOW_NOTE)           \
    X(exit_permanent, "T11a", "%", "permanent employees without work a quarter later",  \
      EXIT_NOTE)                                                                        \
    X(exit_flexible, "T11b", "%", "flexible employees without work a quarter later",    \
      EXIT_NOTE)                                                                        \
    X(exit_self_employed, "T11c", "%", "self-employed without work a quarter later",    \
      EXIT_NOTE)                                                                        \
    X(job_to_job, "T12a", "%", "employees with another employer than a quarter ago",    \
      "Employees at the end of the last quarter who are employees now in a job begun "  \
      "since, out of work in between or not; the few who come back to the same "        \
      "employer too. CBS: baanwisselaars.")                                             \
    X(job_to_job_tenure_ratio, "T13", "ratio",                                          \
      "rate of moves to another employer, tenure under two years over longer",          \
      "As job_to_job, of those under two years in the job, divided by that of "         \
      "all others. CBS: baanwisselaars.")                                               \
    X(open_vacancies, "T23a", "vacancies", "open vacancies, end of quarter",            \
      VACANCY_NOTE "CBS: openstaande vacatures.")                                       \
    X(vacancies_per_1000_jobs, "T23b", "per 1000",                                      \
      "open vacancies per thousand jobs, filled or open",                               \
      VACANCY_NOTE                                                                      \
      "Over employees by their main job and open vacancies together, as in "            \
      "Eurostat's job vacancy rate. CBS: vacaturegraad, over jobs of employees, "       \
      "second jobs included and open vacancies not.")                                   \
    X(vacancies_opened, "T24a", "vacancies", "vacancies opened in the quarter",         \
      VACANCY_NOTE "CBS: ontstane vacatures, table 84545NED.")                          \
    X(vacancies_filled_or_withdrawn, "T24b", "vacancies",                               \
      "vacancies filled, withdrawn or closed in the quarter",                           \
      VACANCY_NOTE                                                                      \
      "CBS: vervulde vacatures, table 84545NED, which counts withdrawn ones "           \
      "too.")                                                                           \
    X(tightness, "T27c", "per 100",                                                     \
      "open vacancies per hundred unemployed, end of quarter",                          \
      "Posted vacancies over unemployed of 15 to 74, times hundred, both on the "       \
      "last day of the quarter; without seasonal adjustment. CBS: spanning op de "      \
      "arbeidsmarkt. By region: tightness_by_region.")                                  \
    X(hours_under_12, "T38a", "%", "employed who usually work under 12 hours",          \
      HOURS_NOTE)                                                                       \
    X(hours_12_19, "T38b", "%", "employed who usually work 12 to 19 hours", HOURS_NOTE) \
    X(hours_20_27, "T38c", "%", "employed who usually work 20 to 27 hours", HOURS_NOTE) \
    X(hours_28_34, "T38d", "%", "employed who usually work 28 to 34 hours", HOURS_NOTE) \
    X(hours_35_more, "T38e", "%", "employed who usually work 35 hours or more",         \
      HOURS_NOTE)                                                                       \
    X(mean_hours_employed, "T39a", "hours/week", "usual hours of employed", MEAN_NOTE)  \
    X(mean_hours_men, "T39b", "hours/week", "usual hours of employed men", MEAN_NOTE)   \
    X(mean_hours_permanent, "T39c", "hours/week",                                       \
      "usual hours of employees with a permanent contract", MEAN_NOTE)                  \
    X(mean_hours_flexible, "T39d", "hours/week",                                        \
      "usual hours of employees with a flexible contract", MEAN_NOTE)                   \
    X(mean_hours_self_employed, "T39e", "hours/week", "usual hours of self-employed",   \
      MEAN_NOTE)                                                                        \
    X(mean_hours_15_24, "T39f", "hours/week", "usual hours of employed of 15 to 24",    \
      MEAN_NOTE)                                                                        \
    X(mean_hours_55_64, "T39g", "hours/week", "usual hours of employed of 55 to 64",    \
      MEAN_NOTE)                                                                        \
    X(under_employed, "T45", "persons",                                                 \
      "part-timers who want four hours more or longer",                                 \
      "Employees who usually work under 35 hours a week in the main job, want at "      \
      "least four hours more than their contract at present terms and have no "         \
      "second job. CBS: onderbenutte deeltijdwerkers, table 85224NED, who want any "    \
      "more hours and are available for them.")                                         \
    X(participation_60, "T48a", "%", "net participation at age 60", PARTICIPATION_NOTE) \
    X(participation_64, "T48b", "%", "net participation at age 64", PARTICIPATION_NOTE) \
    X(participation_66, "T48c", "%", "net participation at age 66", PARTICIPATION_NOTE) \
    X(participation_67, "T48d", "%", "net participation at age 67", PARTICIPATION_NOTE) \
    X(participation_70_74, "T48e", "%", "net participation at ages 70 to 74",           \
      PARTICIPATION_NOTE)                                                               \
    X(sickness_absence, "T49a", "%", "contract hours lost to sickness absence",         \
      ABSENCE_NOTE)                                                                     \
    X(sickness_absence_care, "T49b", "%",                                               \
      "contract hours lost to sickness absence in care, welfare and childcare",         \
      ABSENCE_NOTE)                                                                     \
    X(workload_spiral_gain, "T51", "ratio",                                             \
      "gain of the workload spiral in care, education and childcare",                   \
      "By how much an outside rise in workload grows once absence, quits and "          \
      "hours have answered it; reckoned from the elasticities of the run and "          \
      "its own absence. No published table: derived from studies.")                     \
    X(part_time_share, "T71", "%", "employed who usually work under 35 hours",          \
      "Usual hours a week in the main job, on own account too. CBS: deeltijd.")         \
    X(care_leavers, "T19", "%",                                                         \
      "employees of care, welfare and childcare who leave it, at the pace of a "        \
      "year",                                                                           \
      "Jobs in it that ended in the quarter, less moves within it, times four, "        \
      "over its employees.")                                                            \
    X(admin_share_care, "T63", "%", "working time of care spent on administration",     \
      "Care without childcare, weighted by contract hours.")                            \
    X(public_share, "T70", "%",                                                         \
      "employees of care, education, childcare and public sectors, of employed",        \
      "By the sector of the employer of the main job.")                                 \
    X(care_to_public, "T72a", "persons",                                                \
      "moves from care to public sectors, at the pace of a year", MOVES_NOTE)           \
    X(public_to_care, "T72b", "persons",                                                \
      "moves from public sectors to care, at the pace of a year", MOVES_NOTE)           \
    X(care_to_education, "T72c", "persons",                                             \
      "moves from care to education, at the pace of a year", MOVES_NOTE)                \
    X(education_to_care, "T72d", "persons",                                             \
      "moves from education to care, at the pace of a year", MOVES_NOTE)                \
    X(standing_care, "T80a", "vacancies",                                               \
      "vacancies of care that stood longer than the quarter",                           \
      "Posted vacancies open at the end of the quarter that had opened before "         \
      "it, care and welfare without childcare; beside the published staff "             \
      "shortage.")                                                                      \
    X(standing_childcare, "T81a", "vacancies",                                          \
      "vacancies of childcare that stood longer than the quarter",                      \
      "Posted vacancies open at the end of the quarter that had opened before "         \
      "it; beside the published staff shortage.")                                       \
    X(payroll_billion, "", "billion euro", "wages of the quarter at contract hours",    \
      "All employees, second jobs included; before employers' premiums.")               \
    X(benefits_billion, "", "billion euro",                                             \
      "benefits of the quarter, persons of 15 to 74",                                   \
      "Unemployment, assistance, disability and state pensions before 75.")             \
    X(hires, "", "persons", "jobs with an employer that began in the quarter",          \
      "Moves from another employer included.")                                          \
    X(training_starts, "", "persons", "courses begun in the quarter",                   \
      "Courses for an occupation, not education at school.")                            \
    X(policy_cost_million, "", "million euro", "payments of policies in the quarter",   \
      "By all payers, before any comparison with a run without the policies.")

#endif
