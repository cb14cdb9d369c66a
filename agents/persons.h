// The table of persons of 15 to 74: one row each, plain columns, at most 64 bytes.
#ifndef KR_AGENTS_PERSONS_H
#define KR_AGENTS_PERSONS_H

#include "base/error.h"
#include "base/table.h"
#include "base/types.h"

#include <stdbool.h>
#include <stdint.h>

// Labour status, as the labour force survey counts it. KR_ABSENT marks a free row.
#define KR_STATUS_LIST(X)                                                            \
    X(KR_ABSENT, "absent", "not in the population")                                  \
    X(KR_EMPLOYEE, "employee", "works for an employer, at least one hour a week")    \
    X(KR_SELF_EMPLOYED, "self_employed", "works on own account")                     \
    X(KR_UNEMPLOYED, "unemployed", "no work, searched recently, available")          \
    X(KR_AVAILABLE, "available_not_searching", "no work, available, did not search") \
    X(KR_SEARCHING, "searching_not_available", "no work, searched, not available")   \
    X(KR_STUDENT, "student", "no work, in education")                                \
    X(KR_CARER, "carer", "no work, cares for children or others")                    \
    X(KR_ILL, "ill_disabled", "no work because of illness or disability")            \
    X(KR_RETIRED, "retired", "no work, retired or above state-pension age")          \
    X(KR_OTHER, "other", "no work for another reason")

#define KR_CONTRACT_LIST(X)                                              \
    X(KR_NO_CONTRACT, "none", "not employed")                            \
    X(KR_PERMANENT, "permanent", "open-ended contract with fixed hours") \
    X(KR_TEMPORARY, "temporary", "contract with an end quarter")         \
    X(KR_ON_CALL, "on_call", "no fixed hours")                           \
    X(KR_AGENCY, "agency", "placed by a temporary-work agency")          \
    X(KR_OWN_ACCOUNT, "self_employed", "no employer")

#define KR_SEX_LIST(X) X(KR_MAN, "m", "men") X(KR_WOMAN, "f", "women")

#define KR_EDUCATION_LIST(X)                                        \
    X(KR_LOW, "low", "at most lower secondary or basic vocational") \
    X(KR_MIDDLE, "middle", "upper secondary or vocational")         \
    X(KR_HIGH, "high", "higher professional or university")

// Partner and the class of the partner's net income.
#define KR_PARTNER_LIST(X)                                            \
    X(KR_SINGLE, "single", "no partner in the household")             \
    X(KR_PARTNER_NONE, "none", "partner without income")              \
    X(KR_PARTNER_HALF, "half", "partner earns about half the median") \
    X(KR_PARTNER_FULL, "full", "partner earns about the median or more")

#define KR_HEALTH_LIST(X)                                                               \
    X(KR_HEALTHY, "healthy", "no absence beyond the ordinary")                          \
    X(KR_SHORT_ABSENCE, "short_absence", "absent for less than six weeks this quarter") \
    X(KR_LONG_ABSENCE, "long_absence", "absent for six weeks or longer")                \
    X(KR_DISABILITY, "disability", "receives a disability benefit")

#define KR_BENEFIT_LIST(X)                                                     \
    X(KR_NO_BENEFIT, "none", "no benefit")                                     \
    X(KR_UNEMPLOYMENT_BENEFIT, "unemployment", "insured unemployment benefit") \
    X(KR_ASSISTANCE, "assistance", "means-tested assistance")                  \
    X(KR_DISABILITY_BENEFIT, "disability", "disability benefit")               \
    X(KR_STATE_PENSION, "state_pension", "state old-age pension")

// What a worker wants of the hours of the contract, stage by stage (rule R3).
#define KR_WISH_LIST(X)                                                                 \
    X(KR_NO_WISH, "none", "contract hours are the hours wanted")                        \
    X(KR_LATENT_MORE, "latent_more", "wants more hours, has not asked")                 \
    X(KR_VOICED_MORE, "voiced_more", "has asked for more hours")                        \
    X(KR_LATENT_FEWER, "latent_fewer", "wants fewer hours, has not asked")              \
    X(KR_VOICED_FEWER, "voiced_fewer", "has asked for fewer hours")                     \
    X(KR_BONUS_MORE, "bonus_more", "wants more hours only while a bonus pays for them") \
    X(KR_HELD_MORE, "held_more", "wants more hours, will ask once a bonus counts them") \
    X(KR_VOICED_CUT, "voiced_cut",                                                      \
      "has asked for fewer hours so as to earn a bonus later")

#define KR_LEAVE_LIST(X)                                                         \
    X(KR_NO_LEAVE, "none", "not on leave")                                       \
    X(KR_PARENTAL_LEAVE, "parental", "maternity or parental leave this quarter") \
    X(KR_CARE_LEAVE, "care", "leave for informal care")

#define KR_NOTICE_LIST(X)                       \
    X(KR_NO_NOTICE, "none", "not under notice") \
    X(KR_NOTICE_GIVEN, "given", "told that the job ends")

#define KR_RUNG_LIST(X)                                                        \
    X(KR_RUNG_TRAINEE, "trainee", "works in the occupation while learning it") \
    X(KR_RUNG_PARTIAL, "partial", "partly qualified")                          \
    X(KR_RUNG_QUALIFIED, "qualified", "fully qualified")                       \
    X(KR_RUNG_SENIOR, "senior", "qualified with long experience")

#define KR_CODE_ENUM(name, word, meaning) name,
enum kr_status { KR_STATUS_LIST(KR_CODE_ENUM) KR_STATUS_COUNT };
enum kr_contract { KR_CONTRACT_LIST(KR_CODE_ENUM) KR_CONTRACT_COUNT };
enum kr_sex { KR_SEX_LIST(KR_CODE_ENUM) KR_SEX_COUNT };
enum kr_education { KR_EDUCATION_LIST(KR_CODE_ENUM) KR_EDUCATION_COUNT };
enum kr_partner { KR_PARTNER_LIST(KR_CODE_ENUM) KR_PARTNER_COUNT };
enum kr_health { KR_HEALTH_LIST(KR_CODE_ENUM) KR_HEALTH_COUNT };
enum kr_benefit { KR_BENEFIT_LIST(KR_CODE_ENUM) KR_BENEFIT_COUNT };
enum kr_wish { KR_WISH_LIST(KR_CODE_ENUM) KR_WISH_COUNT };
enum kr_leave { KR_LEAVE_LIST(KR_CODE_ENUM) KR_LEAVE_COUNT };
enum kr_notice { KR_NOTICE_LIST(KR_CODE_ENUM) KR_NOTICE_COUNT };
enum kr_rung { KR_RUNG_LIST(KR_CODE_ENUM) KR_RUNG_COUNT };
#undef KR_CODE_ENUM

// Group flags, bits of `groups`.
enum kr_group {
    KR_GROUP_PERMIT = 1,         // holder of an asylum permit
    KR_GROUP_LABOUR_MIGRANT = 2, // came to work; `arrival_quarter` says when
    KR_GROUP_JOBS_AGREEMENT =
        4,                      // target group of the jobs agreement; see `work_capacity`
    KR_GROUP_STUDY_MIGRANT = 8, // came to study
    KR_GROUP_SECOND_JOB = 16,   // has a second job: see the table of second jobs
};

// Age bands of ten years used by hazards and tables: 15-24, 25-34, ... 65-74.
enum { KR_AGE_GROUPS = 6, KR_MIN_AGE = 15, KR_MAX_AGE = 75 };

// Quarters of age at which school ends and a field of study begins: 16.5 years, or 17.5
// at a school that leads to higher education.
enum { KR_SCHOOL_END = 66, KR_HIGHER_SCHOOL_END = 70 };

static inline int kr_age_group(int age)
{
    const int group = (age - KR_MIN_AGE) / 10;
    return group < 0 ? 0 : group >= KR_AGE_GROUPS ? KR_AGE_GROUPS - 1 : group;
}

// X(type, name, unit, meaning): the columns of a person, 64 bytes in all.
#define KR_PERSON_COLUMNS(X)                                                             \
    X(uint64_t, id, "", "permanent identity")                                            \
    X(int16_t, birth_quarter, "quarter", "quarter of birth; age is derived from it")     \
    X(uint8_t, sex, "code", "man or woman")                                              \
    X(uint8_t, education, "code", "highest level attained")                              \
    X(uint8_t, region, "code", "home region")                                            \
    X(uint8_t, partner, "code", "partner and class of net income")                       \
    X(int16_t, youngest_birth, "quarter", "birth of youngest child at home, or never")   \
    X(int16_t, eldest_birth, "quarter", "birth of eldest child at home, or never")       \
    X(uint8_t, children, "persons", "children in the household that this person holds")  \
    X(uint8_t, informal_care, "hours/week", "informal care given")                       \
    X(uint8_t, health, "code", "state of health")                                        \
    X(int8_t, burnout, "log/100", "memory of workload, hundredths of a log point")       \
    X(uint8_t, groups, "flags", "groups that policies address")                          \
    X(uint8_t, benefit, "code", "benefit received")                                      \
    X(int16_t, arrival_quarter, "quarter", "arrival from abroad, or never")              \
    X(uint8_t, status, "code", "labour status")                                          \
    X(int16_t, status_since, "quarter", "quarter in which the status began")             \
    X(uint8_t, study, "code", "field of study followed + 1, 0 for none")                 \
    X(int16_t, study_since, "quarter", "quarter in which the study began, or never")     \
    X(uint8_t, occupation, "code", "occupation of the job, or of the last one")          \
    X(uint8_t, previous_occupation, "code", "occupation before this one")                \
    X(int16_t, occupation_since, "quarter", "quarter in which the occupation began")     \
    X(uint8_t, previous_experience, "quarters", "experience in the previous occupation") \
    X(uint8_t, rung, "code", "qualification for the occupation")                         \
    X(int32_t, post, "row", "post held, -1 for none; gives the employer")                \
    X(uint8_t, contract, "code", "kind of contract")                                     \
    X(int16_t, contract_end, "quarter", "end of a temporary contract, or never")         \
    X(uint16_t, contract_minutes, "minutes/week", "hours of the contract")               \
    X(uint16_t, usual_minutes, "minutes/week", "hours usually worked")                   \
    X(int16_t, job_since, "quarter", "quarter in which the job began, or never")         \
    X(int16_t, wage_premium, "1/10000", "hourly wage above the agreed scale")            \
    X(int16_t, taste, "1/512 hour", "taste for hours, 0 stands for 32 hours a week")     \
    X(uint8_t, desired_hours, "hours/week", "hours wanted at present terms")             \
    X(uint8_t, wish, "code", "stage of the wish for other hours")                        \
    X(uint8_t, work_capacity, "%",                                                       \
      "productive capacity; below 100 for target groups; no rule reads it yet")          \
    X(uint8_t, leave, "code", "leave this quarter")                                      \
    X(uint8_t, notice, "code", "notice of dismissal")                                    \
    X(uint8_t, course, "code", "occupation trained for + 1, 0 for none")                 \
    X(uint8_t, course_provider, "code",                                                  \
      "region of the training place + 1, 0 for none; no rule reads it yet")              \
    X(uint8_t, course_left, "quarters", "quarters of training left")                     \
    X(uint8_t, raised, "quarters", "since hours were added on request, 0 when kept")

struct kr_persons {
    kr_row rows;     // rows in use, free ones (KR_ABSENT) included
    kr_row capacity; // rows there is room for
#define KR_PERSON_FIELD(type, name, unit, meaning) type *name;
    KR_PERSON_COLUMNS(KR_PERSON_FIELD)
#undef KR_PERSON_FIELD
};

// The column list as rows, for allocation, hash, checkpoint and help.
const struct kr_column *kr_person_columns(size_t *count);

KR_MUST_CHECK int kr_persons_init(struct kr_persons *self, kr_row capacity);
void kr_persons_free(struct kr_persons *self);

// Whether somebody has learned an occupation besides her own and never worked in it: the
// diploma of a study or course that has not been used yet.
static inline bool kr_has_unused_diploma(const struct kr_persons *self, kr_row row)
{
    return self->previous_experience[row] == 0 &&
           self->previous_occupation[row] != self->occupation[row];
}

// Sets a row to "nobody" in every column.
void kr_persons_clear_row(struct kr_persons *self, kr_row row);

// Order-free hash of all rows in use; posts enter as the key given by `post_keys`.
uint64_t kr_persons_hash(const struct kr_persons *self, const uint64_t *post_keys);

#endif
