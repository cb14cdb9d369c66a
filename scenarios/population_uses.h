// The uses of random numbers in the starting population: one list, tested for duplicates.
// They begin where those of the simulation end, so no draw is shared with it.
#ifndef KR_SCENARIOS_POPULATION_USES_H
#define KR_SCENARIOS_POPULATION_USES_H

// X(name, meaning)
#define KR_POPULATION_USE_LIST(X)                                                       \
    X(ROUND_PEOPLE, "rounding of persons by region, age and sex")                       \
    X(ROUND_STATUS, "rounding of status by age and region")                             \
    X(ROUND_EDUCATION, "rounding of education by region, age and status")               \
    X(ROUND_JOBS, "rounding of sectors, occupations and classes of workers")            \
    X(ROUND_HOURS, "rounding of contract hours")                                        \
    X(ROUND_PLACES, "rounding of commuting and employers")                              \
    X(DEAL_JOB, "who of a class has which job")                                         \
    X(DEAL_PLACE, "who works in which region")                                          \
    X(DEAL_EMPLOYER, "who works for which employer")                                    \
    X(DEAL_TEAM, "which team works for which employer")                                 \
    X(BIRTH, "quarter of birth within the year")                                        \
    X(HOUSEHOLD, "partner, child, both or none")                                        \
    X(PARTNER_INCOME, "class of the partner's income")                                  \
    X(CHILD_AGE, "age of the youngest child")                                           \
    X(CHILD_NUMBER, "number of children and their spacing")                             \
    X(CARE, "informal care")                                                            \
    X(HEALTH, "absence and disability")                                                 \
    X(GROUP, "permit holders, labour migrants, jobs agreement")                         \
    X(ARRIVAL, "quarter of arrival")                                                    \
    X(CAPACITY, "work capacity of the jobs agreement")                                  \
    X(ENROLLED, "workers and unemployed in education")                                  \
    X(FIELD, "field of study")                                                          \
    X(STUDY_SINCE, "quarter in which the study began")                                  \
    X(LAST_JOB, "occupation of those without work")                                     \
    X(EARLIER_JOB, "occupation before this one")                                        \
    X(EXPERIENCE, "quarters in the occupation and before")                              \
    X(RUNG, "qualification")                                                            \
    X(CONTRACT, "kind of flexible contract")                                            \
    X(CONTRACT_END, "end of temporary contracts")                                       \
    X(TENURE, "quarter in which the job began")                                         \
    X(STATUS_SINCE, "quarter in which the status began")                                \
    X(BENEFIT, "benefits")                                                              \
    X(WAGE, "personal premium on the agreed scale")                                     \
    X(ON_CALL_HOURS, "worked hours of on-call workers")                                 \
    X(WISH, "wish for more or fewer hours")                                             \
    X(GAP, "size of the wish, hours wanted without work")                               \
    X(TASTE, "taste for hours within what is wanted")                                   \
    X(EMPLOYER_DEMAND, "own demand level")                                              \
    X(EMPLOYER_PRODUCTIVITY, "productivity")                                            \
    X(EMPLOYER_QUALITY, "roster fit, management, amenity, visibility")                  \
    X(EMPLOYER_AGE, "quarter in which the employer began")                              \
    X(EMPLOYER_HABITS, "conversations, administration, technology, liquidity, tenders") \
    X(EMPLOYER_PAY, "premium of the employer")                                          \
    X(VACANCY, "which posts have openings")                                             \
    X(VACANCY_AGE, "quarter in which an opening began")                                 \
    X(NOTICE, "who is under notice at the start")                                       \
    X(COURSE, "who is on a course, and since when")                                     \
    X(COURSE_GOAL, "which occupation it leads to")

#define KR_USE_ENUM(name, meaning) KR_POPULATION_##name,
enum kr_population_use {
    KR_POPULATION_FIRST = 511, // the last number before the list
    KR_POPULATION_USE_LIST(KR_USE_ENUM) KR_POPULATION_END
};
#undef KR_USE_ENUM

enum { KR_POPULATION_USES = KR_POPULATION_END - KR_POPULATION_FIRST };

#endif
