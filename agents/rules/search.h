// Who searches and where they apply.
#ifndef KR_AGENTS_RULES_SEARCH_H
#define KR_AGENTS_RULES_SEARCH_H

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_SEARCH_PARAMETERS(X)                                                          \
    X(candidates, 3, 1, 16, "openings", "K: openings looked at per round", "R5: 5-15",   \
      KR_ASSUMED)                                                                        \
    X(applications, 2, 1, 4, "applications", "applications per round",                   \
      "R5: 6-12 a quarter for the unemployed, 1-3 for the employed", KR_ASSUMED)         \
    X(rounds, 3, 1, 6, "rounds", "R: rounds of search and hiring in a quarter",          \
      "convergence table", KR_ASSUMED)                                                   \
    X(effort, 1, 0, 1, "share", "unemployed who search effectively in a quarter",        \
      "R4 s0", KR_CALIBRATED)                                                            \
    X(same_quarter, 0.7, 0, 1, "share",                                                  \
      "part of the quarter left to search for somebody who lost a job in it",            \
      "job losses fall evenly over a quarter", KR_CALIBRATED)                            \
    X(duration_decay, 0.02, 0, 0.5, "per quarter",                                       \
      "fall of effort per quarter of unemployment", "R4: 0.05-0.10", KR_ASSUMED)         \
    X(effort_floor, 0.4, 0, 1, "ratio", "lowest effort relative to the start", "R4",     \
      KR_ASSUMED)                                                                        \
    X(contact_on_job, 0.05, 0, 1, "share",                                               \
      "job searchers at work who come to apply in a quarter", "fit of T12a",             \
      KR_CALIBRATED)                                                                     \
    X(diploma_contact, 0.4, 0, 1, "per quarter",                                         \
      "workers with a diploma not used yet who come to apply in a quarter",              \
      "R14: 70-85% of nurses and teachers work in their field; most start within a "     \
      "year",                                                                            \
      KR_ASSUMED)                                                                        \
    X(unsolicited, 0.012, 0, 0.2, "per quarter", "workers approached without searching", \
      "R4: 20-30% of offers of the employed", KR_DERIVED)                                \
    X(short_tenure_factor, 5, 1, 5, "ratio",                                             \
      "search of those with under two years in the job", "T13", KR_CALIBRATED)           \
    X(own_occupation, 0.72, 0, 1, "share", "openings looked at in the own occupation",   \
      "R5; occupation moves are a minority of job changes", KR_ASSUMED)                  \
    X(occupation_pull, 1, 0, 2, "log/log",                                               \
      "search, study and training turn to occupations with more openings per worker "    \
      "than at the start",                                                               \
      "R14 0.15 for field choice; R5 for search, fitted so that shortages by "           \
      "occupation stay put with frozen drivers",                                         \
      KR_CALIBRATED)                                                                     \
    X(wage_weight, 2.5, 0, 6, "1/log", "b_w: weight of pay", "R5: 1-4", KR_SOURCED)      \
    X(distance_weight, 0.01, 0, 0.5, "1/km",                                             \
      "b_d: weight of distance beyond what the commuting draw already holds", "R5",      \
      KR_SOURCED)                                                                        \
    X(occupation_weight, 2.0, 0, 6, "1", "b_o: weight of occupational distance", "R5",   \
      KR_ASSUMED)                                                                        \
    X(sector_weight, 0.3, 0, 3, "1", "b_s: staying in the sector", "R5", KR_CALIBRATED)  \
    X(hours_weight, 0.5, 0, 3, "per 8 hours",                                            \
      "b_h: gap between hours offered and wanted", "R5: 0.2-1.0", KR_ASSUMED)            \
    X(hours_spread, 16, 0, 24, "hours/week",                                             \
      "spread of hours offered around the mean of the post", "hours histogram of hires", \
      KR_CALIBRATED)                                                                     \
    X(hours_bargain, 24, 0, 24, "hours/week",                                            \
      "how far a contract goes from the hours offered towards those wanted",             \
      "R5 b_h; accepted-hours gaps", KR_ASSUMED)                                         \
    X(amenity_weight, 0.3, 0, 2, "per SD", "b_a: weight of other qualities of the job",  \
      "R5", KR_ASSUMED)                                                                  \
    X(visibility_weight, 0.3, 0, 2, "per SD", "xi: visibility of the employer", "R5",    \
      KR_ASSUMED)                                                                        \
    X(crowding_weight, 0.3, 0, 2, "1/log", "b_q: avoids openings with many applicants",  \
      "R5: 0-0.6", KR_SOURCED)                                                           \
    X(region_reach, 0, 0, 1, "share",                                                    \
      "looks that go a region further than people commute, lever of policies",           \
      "neutral; R5", KR_DERIVED)                                                         \
    X(training_effort, 0.5, 0, 1, "ratio", "search effort while in training",            \
      "R13 lock-in", KR_ASSUMED)

struct kr_search_parameters {
#define KR_FIELD(name, ...) double name;
    KR_SEARCH_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

#endif
