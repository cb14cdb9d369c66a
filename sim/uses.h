// The uses of random numbers in the simulation: one list, tested for duplicates. A use is
// part of the key of a draw, so no two rules ever share one.
#ifndef KR_SIM_USES_H
#define KR_SIM_USES_H

// X(name, meaning)
#define KR_USE_LIST(X)                                                            \
    X(DEMOGRAPHY, "death, departure, birth, partner, care: one cut uniform")      \
    X(STUDY, "progress, drop-out and graduation")                                 \
    X(ENTRANT, "traits of those who turn 15")                                     \
    X(ARRIVAL, "traits of those who arrive from abroad")                          \
    X(COHORT, "rounding of counts of children, elderly, migrants")                \
    X(MOVE_REGION, "which region somebody moves to")                              \
    X(PARTICIPATION, "entering, leaving, moving between kinds of non-work")       \
    X(DESTINATION, "which kind of non-work")                                      \
    X(HOURS_EVENT, "whether the taste for hours is redrawn")                      \
    X(HOURS_TASTE, "the new taste")                                               \
    X(HOURS_VOICE, "whether a wish is voiced")                                    \
    X(HOURS_GRANT, "whether a request is granted")                                \
    X(DEMAND, "own demand of an employer")                                        \
    X(FIRM_EXIT, "closing of an employer")                                        \
    X(FIRM_BIRTH, "which closed place is taken by a new employer")                \
    X(REQUIRED, "rounding of required minutes")                                   \
    X(SICKNESS, "absence and recovery")                                           \
    X(CONTRACT, "end, renewal and conversion of contracts, dismissal")            \
    X(RETENTION, "quits and retirement: one cut uniform")                         \
    X(SEARCH_ACTIVE, "who takes part in matching")                                \
    X(WITHDRAW, "withdrawal of openings")                                         \
    X(OPENING, "rounding of the number of openings")                              \
    X(POSTED, "whether an opening is posted")                                     \
    X(RING, "places on the ring")                                                 \
    X(CANDIDATES, "which openings a seeker looks at")                             \
    X(TASTE_JOB, "what a seeker sees in an opening")                              \
    X(SCORE, "what an employer sees in an applicant")                             \
    X(ACCEPT, "reservation wage")                                                 \
    X(HIRE_TERMS, "contract kind and pay of a hire")                              \
    X(CHAIN, "whether a mover is replaced")                                       \
    X(TRAINING, "start, progress and drop-out of courses")                        \
    X(TRAINING_GOAL, "which occupation is trained for")                           \
    X(PREMIUM, "pay offered on top where openings stand")                         \
    X(CARVING, "who knows of job carving, which posts are carved or made whole")  \
    X(TECHNOLOGY, "adoption of labour-saving technology")                         \
    X(SECOND_JOB, "second jobs: who has, looks for, takes and ends one")          \
    X(POLICY_REACH, "persons and employers that a policy reaches")                \
    X(BUDGET, "swings of public budgets")                                         \
    X(HOURS_TALK, "talks about hours that a policy adds: when, with whom, heard") \
    X(HOURS_GAMING, "who would put off a request or cut hours first for a bonus") \
    X(CONTACT, "who sees one opening more, of a share of them")                   \
    X(ADMISSION, "who is admitted without the legal qualification")               \
    X(ARRIVAL_POLICY, "arrivals that policies add or turn away")

#define KR_USE_ENUM(name, meaning) KR_USE_##name,
enum kr_use { KR_USE_NONE, KR_USE_LIST(KR_USE_ENUM) KR_USE_COUNT };
#undef KR_USE_ENUM

_Static_assert(KR_USE_COUNT < 512, "uses from 512 on belong to the starting population");

#endif
