// Counts of what happened in one quarter, and of the stocks at its end: integers only, so
// they are the same for any number of threads. Outputs and books are made from them.
#ifndef KR_SIM_TALLIES_H
#define KR_SIM_TALLIES_H

#include "agents/country.h"
#include "base/error.h"

#include <stdint.h>

// Hours classes of the statistics: under 12, 12-19, 20-27, 28-34, 35 and more.
enum { KR_HOURS_CLASSES = 5 };

// Classes of workload of a post: under 0.80, then steps of 0.05, from 1.20 on.
enum { KR_LOAD_CLASSES = 10 };

// X(name, unit, meaning): single numbers of the quarter. A meaning stands alone, since
// files show it without its neighbours.
#define KR_EVENT_LIST(X)                                                                 \
    X(turned_15, "persons", "persons who turned 15")                                     \
    X(arrived, "persons", "arrivals from abroad, 15-74")                                 \
    X(died, "persons", "deaths, 15-74")                                                  \
    X(departed, "persons", "departures abroad, 15-74")                                   \
    X(turned_75, "persons", "persons who turned 75")                                     \
    X(births, "persons", "children born")                                                \
    X(child_deaths, "persons", "deaths under 15")                                        \
    X(child_arrivals, "persons", "arrivals under 15")                                    \
    X(child_departures, "persons", "departures under 15")                                \
    X(elderly_deaths, "persons", "deaths at 75 and over")                                \
    X(elderly_migration, "persons", "arrivals less departures at 75 and over")           \
    X(hires, "events", "jobs with an employer that began, second jobs apart")            \
    X(separations, "events", "jobs with an employer that ended, second jobs apart")      \
    X(hires_from_employer, "events",                                                     \
      "hires of persons who left another employer to take the job")                      \
    X(separations_to_employer, "events",                                                 \
      "separations by taking a job with another employer")                               \
    X(layoffs, "events", "dismissals, bankruptcies included")                            \
    X(contract_ends, "events", "temporary contracts not renewed")                        \
    X(conversions, "events", "contracts turned permanent")                               \
    X(quits_to_search, "events", "quits to search")                                      \
    X(quits_to_nonwork, "events",                                                        \
      "quits that leave the labour force, to disability benefit too, retirement apart")  \
    X(employee_retirements, "events", "employees who retired")                           \
    X(retirements, "events", "workers who retired, self-employed included")              \
    X(self_employment_starts, "events", "employees who began on own account")            \
    X(self_employment_ends, "events", "self-employed who stopped")                       \
    X(left_with_life, "events", "jobs ended by death, departure or the 75th birthday")   \
    X(activated, "events", "persons without work who began to search")                   \
    X(discouraged, "events", "unemployed who stopped searching")                         \
    X(vacancies_opened, "vacancies", "vacancies opened: openings that became posted")    \
    X(vacancies_filled, "vacancies", "vacancies filled")                                 \
    X(vacancies_withdrawn, "vacancies", "vacancies withdrawn by their employer")         \
    X(vacancies_closed, "vacancies", "vacancies closed with their employer")             \
    X(openings_new, "openings", "openings of all kinds, chains included")                \
    X(openings_filled, "openings", "openings of all kinds that were filled")             \
    X(openings_dropped, "openings", "openings of all kinds withdrawn or closed")         \
    X(wish_latent, "persons",                                                            \
      "part-timers who want more hours and have not asked, end of quarter")              \
    X(wish_voiced, "requests", "requests for more hours")                                \
    X(wish_granted, "requests", "requests for more hours granted")                       \
    X(wish_refused, "requests", "requests for more hours refused")                       \
    X(fewer_granted, "requests", "requests for fewer hours granted")                     \
    X(minutes_granted, "minutes/week", "minutes a week added by granted requests")       \
    X(minutes_given_up, "minutes/week", "minutes a week given up by granted requests")   \
    X(trainings_started, "events", "courses started")                                    \
    X(trainings_finished, "events", "courses finished")                                  \
    X(trainings_dropped, "events", "courses broken off")                                 \
    X(graduated, "events", "students who graduated")                                     \
    X(study_dropouts, "events", "students who left without a diploma")                   \
    X(studies_started, "events", "fields of study begun")                                \
    X(employers_born, "employers", "employers founded")                                  \
    X(employers_died, "employers", "employers closed")                                   \
    X(short_absences, "persons", "persons with a short absence this quarter")            \
    X(long_absences_begun, "events", "long absences that began")                         \
    X(disability_inflow, "persons", "persons who went to disability benefit")            \
    X(labour_migrants, "persons", "labour migrants, end of quarter")                     \
    X(study_migrants, "persons", "persons who came to study, end of quarter")            \
    X(permit_holders, "persons", "holders of an asylum permit, end of quarter")          \
    X(in_training, "persons", "persons on a course, end of quarter")                     \
    X(seekers, "persons", "persons who took part in matching")                           \
    X(seekers_employed, "persons", "persons with a job who took part in matching")       \
    X(applications, "events", "applications, all rounds")                                \
    X(offers, "events", "offers, all rounds")                                            \
    X(payroll_cents, "cents", "wages of the quarter at contract hours")                  \
    X(withheld_cents, "cents", "taxes and premiums withheld from payroll")               \
    X(net_pay_cents, "cents", "payroll less what was withheld")                          \
    X(benefits_cents, "cents",                                                           \
      "benefits of the quarter, state pensions before 75 included")                      \
    X(policy_cents, "cents", "payments of policies, all payers")                         \
    X(policy_received_cents, "cents", "payments of policies, as received")               \
    X(posts_carved, "posts", "posts whose simple tasks went to helpers")                 \
    X(carvings_ended, "posts", "carved posts made whole again")                          \
    X(carved_posts, "posts", "carved posts this quarter")                                \
    X(helper_minutes, "minutes/week",                                                    \
      "minutes a week that helpers worked for carved posts")                             \
    X(freed_minutes, "minutes/week",                                                     \
      "minutes a week that helpers set free in carved posts")                            \
    X(technology_adopted, "employers",                                                   \
      "employers that adopted labour-saving technology")                                 \
    X(second_jobs, "jobs", "second jobs, end of quarter")                                \
    X(second_job_minutes, "minutes/week",                                                \
      "minutes a week of second jobs, end of quarter")                                   \
    X(combination_jobs, "jobs",                                                          \
      "second jobs of which both employers are "                                         \
      "in care, education or childcare, end of quarter")                                 \
    X(second_jobs_begun, "jobs", "second jobs that began")                               \
    X(second_jobs_ended, "jobs", "second jobs that ended")                               \
    X(second_jobs_promoted, "jobs",                                                      \
      "second jobs that became the only one, which is no hire")                          \
    X(second_jobs_filling, "openings", "openings that second jobs filled")               \
    X(wish_persuaded, "persons",                                                         \
      "part-timers without a wish who ask for more once they are asked")                 \
    X(wish_bonus, "persons", "employees who want more hours only for a bonus")           \
    X(hours_kept, "persons",                                                             \
      "persons who still have hours added on request after 8 quarters")                  \
    X(hours_fallen_back, "persons",                                                      \
      "persons who gave hours up within 8 quarters of adding them")                      \
    X(overtime_formalised, "minutes/week",                                               \
      "minutes a week granted that were worked already")                                 \
    X(childcare_wanted, "0.001 days/week",                                               \
      "childcare that parents want, apart from what a lower price draws")                \
    X(childcare_places, "0.001 days/week", "childcare that staff in the ratio can take") \
    X(childcare_used, "0.001 days/week",                                                 \
      "childcare that is used, apart from what a lower price draws")                     \
    X(conversations, "events", "talks about hours beyond those of the start")            \
    X(fewer_voiced, "requests", "requests for fewer hours")                              \
    X(wish_held, "requests",                                                             \
      "requests for more hours put off until a bonus counts them")                       \
    X(cut_first, "persons", "persons who cut hours so as to earn a bonus later")         \
    X(bonus_overtime, "minutes/week",                                                    \
      "minutes a week of overtime that bonuses pay for, as written down")                \
    X(childcare_drawn, "0.001 days/week",                                                \
      "childcare that parents want for a lower price alone")                             \
    X(childcare_formal, "0.001 days/week",                                               \
      "childcare that is used for a lower price alone")

// Where a hire came from.
#define KR_ORIGIN_LIST(X)                                                             \
    X(KR_FROM_SAME_SECTOR, "employer_same_sector", "another employer of the sector")  \
    X(KR_FROM_OTHER_SECTOR, "employer_other_sector", "an employer of another sector") \
    X(KR_FROM_SELF_EMPLOYMENT, "self_employment", "own account")                      \
    X(KR_FROM_UNEMPLOYMENT, "unemployment",                                           \
      "searching when hired, job lost this quarter too")                              \
    X(KR_FROM_NON_PARTICIPATION, "non_participation",                                 \
      "outside the labour force at the last quarter's end")                           \
    X(KR_FROM_SCHOOL, "school", "in education, or left it this quarter")              \
    X(KR_FROM_ABROAD, "abroad", "arrived this quarter")

// How a request for other hours was answered. Why one is refused is told by the post.
#define KR_ANSWER_LIST(X)                                                              \
    X(KR_MORE_GRANTED, "more_granted", "more hours granted")                           \
    X(KR_MORE_NO_NEED, "more_refused_no_need",                                         \
      "more hours refused: no more is required of the post than it can do")            \
    X(KR_MORE_NO_FIT, "more_refused_no_fit",                                           \
      "more hours refused although more is required of the post: they do not fit the " \
      "roster")                                                                        \
    X(KR_MORE_LAPSED, "more_lapsed",                                                   \
      "not wanted any more when the answer came: fewer hours wanted, or bonus over")   \
    X(KR_FEWER_GRANTED, "fewer_granted", "fewer hours granted")                        \
    X(KR_FEWER_REFUSED, "fewer_refused", "fewer hours refused, or not wanted any more")

#define KR_CODE_ENUM(name, word, meaning) name,
enum kr_origin { KR_ORIGIN_LIST(KR_CODE_ENUM) KR_ORIGIN_COUNT };
enum kr_answer { KR_ANSWER_LIST(KR_CODE_ENUM) KR_ANSWER_COUNT };
#undef KR_CODE_ENUM

struct kr_events {
#define KR_EVENT_FIELD(name, unit, meaning) int64_t name;
    KR_EVENT_LIST(KR_EVENT_FIELD)
#undef KR_EVENT_FIELD
};

enum { KR_EVENT_COUNT = sizeof(struct kr_events) / sizeof(int64_t) };

// Tables of the quarter. X(name, rows, columns, meaning): sizes are words of
// kr_tally_size.
#define KR_TALLY_LIST(X)                                                                 \
    X(status_region, REGION, STATUS, "persons by home region and status, end")           \
    X(status_sex, SEX, STATUS, "persons by sex and status, end")                         \
    X(status_age, AGE, STATUS, "persons by ten-year age group and status, end")          \
    X(status_single_age, SINGLE_AGE, STATUS, "persons by age 15-74 and status, end")     \
    X(status_flow, STATUS, STATUS, "persons by status at the last end and at this one")  \
    X(contract_flow, CONTRACT, STATUS, "workers by contract at the last end, to status") \
    X(contract_change, CONTRACT, CONTRACT, "workers by contract at both ends")           \
    X(hours_class_sex, SEX, HOURS_CLASS,                                                 \
      "employed by sex and class of usual hours, end")                                   \
    X(hours_contract, CONTRACT, HOURS_SUM, "heads, contract and usual minutes, end")     \
    X(hours_age, AGE, HOURS_SUM, "heads, contract and usual minutes of employed, end")   \
    X(hours_sex, SEX, HOURS_SUM, "heads, contract and usual minutes of employed, end")   \
    X(hours_histogram, SEX, GRID,                                                        \
      "employed by sex and contract hours 0, 4, ... 48, end")                            \
    X(job_change_tenure, TENURE, MOVE,                                                   \
      "employees by tenure at the last end: all, moved")                                 \
    X(absence_sector, SECTOR, ABSENCE, "contract minutes, minutes absent")               \
    X(sector_heads, SECTOR, HEADS,                                                       \
      "employees, contract minutes, required, unmet, lost to learning, end")             \
    X(sector_region_heads, SECTOR, REGION,                                               \
      "employees by sector and region of work, end")                                     \
    X(sector_region_unmet, SECTOR, REGION,                                               \
      "minutes required that nobody fills, by sector and region of work, end")           \
    X(sector_region_vacancies, SECTOR, REGION,                                           \
      "open vacancies by sector and region of work, end")                                \
    X(region_heads, REGION, HEADS,                                                       \
      "employees, contract minutes, required, unmet, lost to learning, by region of "    \
      "work")                                                                            \
    X(occupation_heads, OCCUPATION, HEADS,                                               \
      "employees, contract minutes, required, unmet, lost to learning")                  \
    X(sector_requests, SECTOR, REQUEST,                                                  \
      "requests for other hours that were answered, by answer")                          \
    X(sector_vacancies, SECTOR, VACANCY, "open, opened, filled, withdrawn or closed")    \
    X(region_vacancies, REGION, VACANCY, "open, opened, filled, withdrawn or closed")    \
    X(occupation_vacancies, OCCUPATION, VACANCY,                                         \
      "open, opened, filled, withdrawn, closed")                                         \
    X(hires_origin, SECTOR, ORIGIN, "hires by sector and origin")                        \
    X(sector_flow, SECTOR, SECTOR, "job-to-job moves between sectors")                   \
    X(sector_separations, SECTOR, DESTINATION, "separations by sector and destination")  \
    X(sector_hires_load, SECTOR, LOAD, "weighted load, heads, quits, for the loop gain") \
    X(under_employed, SEX, TWO, "part-timers; of these, want at least four hours more")  \
    X(payroll_sector, SECTOR, ONE, "cents of payroll")                                   \
    X(standing_vacancies, SECTOR, ONE,                                                   \
      "posted vacancies that stood through the quarter")                                 \
    X(policy_events, POLICY, LEDGER, "recipients, cents, added minutes, heads")          \
    X(load_class, KIND_LOAD, BY_LOAD,                                                    \
      "by kind of sector and class of workload of the post: what loop L1 is made of")

#define KR_TALLY_ENUM(name, rows, columns, meaning) KR_TALLY_##name,
enum kr_tally { KR_TALLY_LIST(KR_TALLY_ENUM) KR_TALLY_COUNT };
#undef KR_TALLY_ENUM

// Columns of the tables whose columns are not codes of a list.
enum { KR_SUM_HEADS, KR_SUM_CONTRACT, KR_SUM_USUAL, KR_SUM_COUNT };
enum { KR_MOVE_ALL, KR_MOVE_MOVED, KR_MOVE_COUNT };
enum { KR_TENURE_SHORT, KR_TENURE_LONG, KR_TENURE_COUNT }; // under two years, or longer
enum { KR_ABSENCE_CONTRACT, KR_ABSENCE_ABSENT, KR_ABSENCE_COUNT };
enum {
    KR_HEADS_HEADS,
    KR_HEADS_CONTRACT,
    KR_HEADS_REQUIRED,
    KR_HEADS_UNMET,
    KR_HEADS_LEARNING,
    KR_HEADS_COUNT
};
enum {
    KR_VACANCY_OPEN,
    KR_VACANCY_OPENED,
    KR_VACANCY_FILLED,
    KR_VACANCY_DROPPED,
    KR_VACANCY_COUNT
};
enum {
    KR_TO_EMPLOYER,
    KR_TO_SELF_EMPLOYMENT,
    KR_TO_UNEMPLOYMENT,
    KR_TO_NON_PARTICIPATION,
    KR_TO_END,
    KR_DESTINATION_COUNT
};
enum { KR_LOAD_WEIGHTED, KR_LOAD_HEADS, KR_LOAD_QUITS, KR_LOAD_COUNT };
enum {
    KR_BY_LOAD_HEADS,       // employees when the workload was set
    KR_BY_LOAD_WEIGHTED,    // workload in thousandths times these heads
    KR_BY_LOAD_SEPARATIONS, // jobs that ended since, deaths and departures apart
    KR_BY_LOAD_DISMISSED,   // of these, by the employer's doing
    KR_BY_LOAD_CONTRACT,    // contract minutes, end of quarter
    KR_BY_LOAD_ABSENT,      // minutes absent
    KR_BY_LOAD_SPELLS,      // absences that began
    KR_BY_LOAD_CHANGED,     // minutes granted less minutes given up
    KR_BY_LOAD_COUNT
};
enum {
    KR_LEDGER_RECIPIENTS,
    KR_LEDGER_CENTS,
    KR_LEDGER_MINUTES,
    KR_LEDGER_HEADS,
    KR_LEDGER_COUNT
};

// Number of codes behind a size word such as REGION.
enum kr_tally_axis {
    KR_AXIS_REGION,
    KR_AXIS_STATUS,
    KR_AXIS_SEX,
    KR_AXIS_AGE,
    KR_AXIS_SINGLE_AGE,
    KR_AXIS_CONTRACT,
    KR_AXIS_HOURS_CLASS,
    KR_AXIS_HOURS_SUM,
    KR_AXIS_GRID,
    KR_AXIS_TENURE,
    KR_AXIS_MOVE,
    KR_AXIS_SECTOR,
    KR_AXIS_ABSENCE,
    KR_AXIS_HEADS,
    KR_AXIS_REQUEST,
    KR_AXIS_OCCUPATION,
    KR_AXIS_VACANCY,
    KR_AXIS_ORIGIN,
    KR_AXIS_DESTINATION,
    KR_AXIS_LOAD,
    KR_AXIS_TWO,
    KR_AXIS_ONE,
    KR_AXIS_POLICY,
    KR_AXIS_LEDGER,
    KR_AXIS_KIND_LOAD,
    KR_AXIS_BY_LOAD,
};

struct kr_tally_info {
    const char *name;
    enum kr_tally_axis rows;
    enum kr_tally_axis columns;
    const char *meaning;
};

struct kr_tallies {
    struct kr_events events;
    int64_t *cells; // all tables, one after the other
    size_t cell_count;
    size_t offset[KR_TALLY_COUNT]; // of each table in `cells`
    int rows[KR_TALLY_COUNT];
    int columns[KR_TALLY_COUNT];
    char apart[64]; // the next worker counts all the time, on cache lines of its own
};

const struct kr_tally_info *kr_tally_info(enum kr_tally tally);
// The class of a workload, 0 .. KR_LOAD_CLASSES - 1.
int kr_load_class(double load);
int kr_axis_size(enum kr_tally_axis axis, const struct kr_country *country, int policies);

KR_MUST_CHECK int kr_tallies_init(struct kr_tallies *self,
                                  const struct kr_country *country, int policies);
void kr_tallies_free(struct kr_tallies *self);
void kr_tallies_clear(struct kr_tallies *self);
void kr_tallies_add(struct kr_tallies *self, const struct kr_tallies *other);

static inline int64_t *kr_tally_at(const struct kr_tallies *self, enum kr_tally tally,
                                   int row, int column)
{
    return &self->cells[self->offset[tally] + (size_t)row * (size_t)self->columns[tally] +
                        (size_t)column];
}

#endif
