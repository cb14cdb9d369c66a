// Levers: the places in the rules where a policy can push, for whom its target says. A
// rule multiplies by the factor of its lever, or adds its addend; without a policy that
// is 1 or 0 to the last bit, and costs one compare.
#ifndef KR_SIM_LEVERS_H
#define KR_SIM_LEVERS_H

#include "base/types.h"

#include <stdint.h>

struct kr_policy;

// X(name, subject, how, unit, rule, meaning). A PERSON lever looks at the person's row
// (and her employer's, where the target asks for it); a POST lever at post and employer;
// an EMPLOYER lever at the employer. A FACTOR is multiplied, a SUM added.
#define KR_LEVER_LIST(X)                                                               \
    X(entry, PERSON, FACTOR, "ratio", "R1",                                            \
      "rate at which people without work begin to search")                             \
    X(discourage, PERSON, FACTOR, "ratio", "R1",                                       \
      "rate at which the unemployed give up search")                                   \
    X(effort, PERSON, FACTOR, "ratio", "R4",                                           \
      "effort of those who search without work, or under notice")                      \
    X(job_search, PERSON, FACTOR, "ratio", "R4 R8",                                    \
      "rate at which employees look for another job")                                  \
    X(quit, PERSON, FACTOR, "ratio", "R8",                                             \
      "rate at which employees leave by their own will")                               \
    X(own_account, PERSON, FACTOR, "ratio", "R8 L12",                                  \
      "rate at which employees begin on own account")                                  \
    X(end_own_account, PERSON, FACTOR, "ratio", "R8 L12",                              \
      "rate at which the self-employed stop")                                          \
    X(retire, PERSON, FACTOR, "ratio", "R12", "rate of retirement")                    \
    X(absence, PERSON, FACTOR, "ratio", "R9", "rate at which absences begin")          \
    X(recovery, PERSON, FACTOR, "ratio", "R9", "rate at which long absences end")      \
    X(hours_wanted, PERSON, SUM, "hours", "R2", "hours wanted at given pay")           \
    X(voice, PERSON, FACTOR, "ratio", "R3",                                            \
      "rate at which wishes for more hours are voiced on own initiative")              \
    X(conversation, PERSON, SUM, "share", "R3",                                        \
      "of those not asked about hours in a year, part that is")                        \
    X(grant, PERSON, SUM, "share", "R3",                                               \
      "of the requests for more hours refused, part that is granted")                  \
    X(second_job, PERSON, FACTOR, "ratio", "P05", "rate of looking for a second job")  \
    X(slot_fit, PERSON, SUM, "share", "P05",                                           \
      "of the pairs of jobs that do not fit in a week, part that does")                \
    X(score, PERSON, SUM, "SD", "R16", "score of applicants in the eyes of employers") \
    X(permanent, PERSON, FACTOR, "ratio", "R11",                                       \
      "chance that a contract that ends is made permanent")                            \
    X(on_call, PERSON, FACTOR, "ratio", "R11",                                         \
      "chance per quarter that loose work becomes a fixed contract")                   \
    X(dismissal, PERSON, FACTOR, "ratio", "R10", "chance of dismissal in a surplus")   \
    X(course, PERSON, FACTOR, "ratio", "R13", "rate at which courses begin")           \
    X(course_dropout, PERSON, FACTOR, "ratio", "R13",                                  \
      "rate at which courses are broken off")                                          \
    X(course_length, PERSON, FACTOR, "ratio", "R13", "length of courses that begin")   \
    X(course_ladder, PERSON, SUM, "share", "R13",                                      \
      "of the courses of the qualified that lead elsewhere, part that leads to the "   \
      "next rung instead")                                                             \
    X(course_time, PERSON, SUM, "share", "R13 L10",                                    \
      "contract hours that a course takes from the work, beyond those in the need")    \
    X(study_dropout, PERSON, FACTOR, "ratio", "R14",                                   \
      "rate at which studies are broken off")                                          \
    X(mentor_time, PERSON, SUM, "share", "R21 L10",                                    \
      "time of colleagues spent on guiding a worker, of the worker's own")             \
    X(contact, PERSON, SUM, "openings", "R6",                                          \
      "more openings that a seeker looks at in a round")                               \
    X(attraction, POST, SUM, "utility", "R5",                                          \
      "what a job is worth to applicants beside pay")                                  \
    X(standard, POST, SUM, "SD", "R16", "score that an applicant needs")               \
    X(output, POST, FACTOR, "ratio", "R21", "service per hour worked")                 \
    X(work, POST, FACTOR, "ratio", "R17", "hours required at given service per hour")  \
    X(strain, POST, FACTOR, "ratio", "R8 R9",                                          \
      "workload as it is felt, at given hours required and at work")                   \
    X(cover, POST, SUM, "share", "R9 R17",                                             \
      "staff wanted beyond the hours required, to cover absence and peaks")            \
    X(admission, POST, SUM, "share", "R16",                                            \
      "of those with the education but not the legal qualification, part that may "    \
      "apply")                                                                         \
    X(layoff, EMPLOYER, FACTOR, "ratio", "R10",                                        \
      "permanent staff dismissed per unit of surplus")                                 \
    X(adoption, EMPLOYER, FACTOR, "ratio", "R21",                                      \
      "rate of adopting labour-saving technology")                                     \
    X(carving, POST, SUM, "share", "R16",                                              \
      "of the employers who do not know of carving, part that does")                   \
    X(carving_subsidy, POST, SUM, "share", "R16",                                      \
      "part of a helper's wage paid by others")                                        \
    X(carving_coaching, POST, SUM, "share", "R16",                                     \
      "part of the coaching of helpers paid by others")                                \
    X(carving_tasks, POST, FACTOR, "ratio", "R16",                                     \
      "tasks taken out of a post when it is carved")                                   \
    X(carving_guidance, POST, FACTOR, "ratio", "R16",                                  \
      "scarce hours that guiding takes, per hour of a helper")                         \
    X(carving_ratio, EMPLOYER, SUM, "share", "R19",                                    \
      "part of a helper's hour that counts in the staff ratio")

#define KR_LEVER_ENUM(name, subject, how, unit, rule, meaning) KR_LEVER_##name,
enum kr_lever { KR_LEVER_LIST(KR_LEVER_ENUM) KR_LEVER_COUNT };
#undef KR_LEVER_ENUM

enum kr_lever_subject { KR_LEVER_PERSON, KR_LEVER_POST, KR_LEVER_EMPLOYER };
enum kr_lever_how { KR_LEVER_FACTOR, KR_LEVER_SUM };

struct kr_lever_info {
    const char *name;
    enum kr_lever_subject subject;
    enum kr_lever_how how;
    const char *unit, *rule, *meaning;
};

const struct kr_lever_info *kr_lever_info(enum kr_lever lever);

// What one policy does to a lever this quarter.
struct kr_lever_term {
    const struct kr_policy *policy;
    double value;     // factor or addend
    double reach;     // share of persons treated, places taken into account
    double awareness; // share of employers that take part
    uint64_t salt;    // of the draws that say who
    unsigned asks;    // restrictions of the target
};

struct kr_lever_terms {
    struct kr_lever_term *term;
    int count;
    double most;  // no value for anybody is above, and none below `least`
    double least; //
};

#endif
