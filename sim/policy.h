// What a policy is. The kinds live in scenarios/policies/, one file each; the simulation
// only sees this face: a policy changes this quarter's effective parameters, terms and
// demand, and says what it costs. It never appears as an `if` inside a rule.
#ifndef KR_SIM_POLICY_H
#define KR_SIM_POLICY_H

#include "agents/country.h"
#include "agents/parameters.h"
#include "base/types.h"
#include "sim/levers.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    KR_POLICY_PARAMETERS = 16, // most parameters of a kind
    KR_TARGET_WORDS = 4,       // 64-bit words of a target set: up to 256 codes
    KR_MOST_STEPS = 16,        // of strength over time
    KR_TERMS_PER_POLICY = 4,   // most terms of one policy on one lever, and most charges
};

// X(constant, word, meaning): what a target can restrict.
#define KR_RESTRICTION_LIST(X)                                                \
    X(KR_BY_SECTOR, "sectors", "sector of the employer")                      \
    X(KR_BY_OCCUPATION, "occupations", "occupation of the job, or the last")  \
    X(KR_BY_REGION, "regions", "home of a person, place of an employer")      \
    X(KR_BY_EMPLOYER_SIZE, "employer_size", "heads of the employer")          \
    X(KR_BY_AGE, "age", "years")                                              \
    X(KR_BY_SEX, "sex", "men or women")                                       \
    X(KR_BY_HOURS, "hours", "contract hours a week, 0 without work")          \
    X(KR_BY_TENURE, "tenure", "quarters in the job")                          \
    X(KR_BY_EDUCATION, "education", "highest level attained")                 \
    X(KR_BY_GROUP, "groups", "groups that policies address")                  \
    X(KR_BY_PARTNER, "partner", "partner, and class of the partner's income") \
    X(KR_BY_CHILD, "youngest_child", "age of the youngest child, years")      \
    X(KR_BY_STATUS, "status", "labour status")                                \
    X(KR_BY_CONTRACT, "contract", "kind of contract")                         \
    X(KR_BY_BENEFIT, "benefit", "benefit received")                           \
    X(KR_BY_DURATION, "duration", "quarters in the present status")           \
    X(KR_BY_NOTICE, "notice", "told that the job ends, or not")

#define KR_CODE_ENUM(name, word, meaning) name##_BIT,
enum { KR_RESTRICTION_LIST(KR_CODE_ENUM) KR_RESTRICTION_COUNT };
#undef KR_CODE_ENUM
#define KR_CODE_ENUM(name, word, meaning) name = 1 << name##_BIT,
enum kr_restriction { KR_RESTRICTION_LIST(KR_CODE_ENUM) };
#undef KR_CODE_ENUM

// What kinds of policies can restrict themselves to.
enum {
    KR_SCOPE_NONE = 0,                              // the whole economy
    KR_SCOPE_SECTOR = KR_BY_SECTOR,                 // terms of a sector
    KR_SCOPE_PAY = KR_BY_SECTOR | KR_BY_OCCUPATION, // pay scales
    KR_SCOPE_EMPLOYER = KR_BY_SECTOR | KR_BY_REGION | KR_BY_EMPLOYER_SIZE,
    KR_SCOPE_POST = KR_SCOPE_EMPLOYER | KR_BY_OCCUPATION, // a job, whoever holds it
    KR_SCOPE_PERSON = (1 << KR_RESTRICTION_COUNT) - 1,
};

// From the first value on, below the second; a second value of 0 restricts nothing.
struct kr_span {
    int from, to;
};

// Whom a policy addresses. A set without bits, and a span that ends at 0, mean everybody.
struct kr_target {
    uint64_t sectors[KR_TARGET_WORDS];
    uint64_t occupations[KR_TARGET_WORDS];
    uint64_t regions[KR_TARGET_WORDS];
    uint64_t education;            // bits of kr_education
    uint64_t sexes;                // bits of kr_sex
    uint64_t groups;               // bits of kr_group
    uint64_t partners;             // bits of kr_partner
    uint64_t statuses;             // bits of kr_status
    uint64_t contracts;            // bits of kr_contract
    uint64_t benefits;             // bits of kr_benefit
    uint64_t notices;              // bits of kr_notice
    struct kr_span age;            // years
    struct kr_span hours;          // contract hours a week
    struct kr_span tenure;         // quarters in the job
    struct kr_span duration;       // quarters in the present status
    struct kr_span employer_size;  // heads
    struct kr_span youngest_child; // years
    bool nobody;                   // an empty target: strength zero by another name
};

#define KR_PAYER_LIST(X)                            \
    X(KR_STATE, "state", "central government")      \
    X(KR_EMPLOYER_PAYS, "employer", "the employer") \
    X(KR_FUND, "fund", "sector fund or insurer")    \
    X(KR_MUNICIPALITY, "municipality", "local government")
#define KR_CODE_ENUM(name, word, meaning) name,
enum kr_payer { KR_PAYER_LIST(KR_CODE_ENUM) KR_PAYER_COUNT };
#undef KR_CODE_ENUM

struct kr_policy_kind;

// Strength from a quarter on.
struct kr_strength_step {
    kr_quarter from;
    double strength;
};

// One policy of a scenario.
struct kr_policy {
    const struct kr_policy_kind *kind;
    char name[64];
    uint64_t id; // hash of the name: order of combination
    struct kr_target target;
    kr_quarter announced; // the worlds are bit-equal before; default the start
    kr_quarter start;     // first quarter in force
    kr_quarter end;       // first quarter no longer in force
    int ramp;             // quarters until full strength
    double strength;      // 1 as written, 0 nothing
    struct kr_strength_step step[KR_MOST_STEPS]; // strength over time, in order
    double reach;     // share of the persons in the target who are reached
    double awareness; // share of the employers in the target who know and take part
    double capacity;  // persons who can be served at a time; 0 for no limit
    double unit_cost; // euro per event of the kind's cost rule
    int steps;        // of strength over time; 0: `strength` all the time
    enum kr_payer payer;
    double parameter[KR_POLICY_PARAMETERS]; // in the order of the kind's list
};

// What is paid to a worker for a larger contract: the terms of one policy this quarter.
struct kr_hours_bonus {
    const struct kr_policy *policy;
    int policy_index;
    double euro_per_month; // paid while the contract is large enough
    double extra_hours;    // hours a week above the reference that earn it
    double threshold;      // above 0: contract hours that earn it instead
    double horizon;        // quarters over which the worker expects it
    int look_back;         // quarters: reference is the largest contract within
    int paid_for;          // quarters after which it is no longer paid; 0: never
    bool already;          // paid too to those who were at the threshold before
    bool pending;          // announced, not yet paid
};

// Contract hours that earn a bonus for somebody whose reference is `reference` hours.
static inline int kr_bonus_hours(const struct kr_hours_bonus *bonus, int reference)
{
    return bonus->threshold > 0.0 ? (int)bonus->threshold
                                  : reference + (int)bonus->extra_hours;
}

// Whether a reference leaves anything to earn: who was at the threshold has reached it.
static inline bool kr_bonus_open(const struct kr_hours_bonus *bonus, int reference)
{
    return bonus->threshold <= 0.0 || reference < (int)bonus->threshold;
}

enum { KR_MIGRANT_CLASSES = 4 }; // see kr_migrant_class

// What a policy does to the arrivals of its target's groups this quarter. Those it adds
// have the education and one of the occupations of the target, where it asks for them.
struct kr_arrivals_change {
    const struct kr_policy *policy;
    double share; // of the arrivals of these kinds: added above 0, turned away below
};

// Events that can cost money. X(constant, word, meaning)
#define KR_COST_LIST(X)                                                      \
    X(KR_COST_MEMBER, "member", "a quarter of a person in the target")       \
    X(KR_COST_HIRE, "hire", "a hire of somebody in the target")              \
    X(KR_COST_CONVERSATION, "conversation", "a conversation about hours")    \
    X(KR_COST_GRANT, "grant", "a larger contract granted on request")        \
    X(KR_COST_ENTRY, "entry", "somebody in the target who begins to search") \
    X(KR_COST_COURSE, "course", "a course begun")                            \
    X(KR_COST_PERMANENT, "permanent", "a contract turned permanent")         \
    X(KR_COST_KEPT, "kept", "a quarter in a job with too little work")       \
    X(KR_COST_SECOND_JOB, "second_job", "a second job begun")                \
    X(KR_COST_STUDY, "study", "a study begun")                               \
    X(KR_COST_NOTICE, "notice", "notice of a dismissal given")               \
    X(KR_COST_RETIRE, "retire", "a retirement")

#define KR_CODE_ENUM(name, word, meaning) name,
enum kr_cost_event { KR_COST_LIST(KR_CODE_ENUM) KR_COST_COUNT };
#undef KR_CODE_ENUM

// What one policy pays this quarter, and for what.
struct kr_charge {
    const struct kr_policy *policy;
    int policy_index;
    enum kr_cost_event event;
    bool helpers;       // to helpers only, for their work at carved posts in the target
    bool automatic;     // paid whether or not the employer knows of it
    double most_cents;  // no more for a person in a quarter; 0 for no limit
    double first_cents; // paid once, with the first payment
    double cents;       // paid in each quarter that it is paid
    double pay_share;   // and this share of the person's pay of the quarter
    double gap_share;   // and this of her pay for the hours above the reference
    int quarters;       // it is paid for, from the event on; 1 for once
    int follow;    // quarters in which she counts as a recipient, at least `quarters`
    unsigned asks; // restrictions of the target: kr_target_asks
};

// The terms of this quarter: baseline parameters as active policies have changed them,
// rebuilt every quarter so that a policy that ends simply stops.
struct kr_effective {
    struct kr_parameters parameters;
    const struct kr_country *country; // may be NULL where no kind asks for it
    int sectors, occupations;         // sizes of the tables below
    double *demand_factor;            // [sector] multiplies required hours
    double *admin_factor;             // [sector] multiplies administrative time
    double *swing_factor;             // [sector] multiplies the swings of its budget
    double *study_log;                // [occupation] added to the log pull of its fields
    double *pay_log;                  // [sector][occupation] added to the log of scales
    struct kr_hours_bonus *bonuses;   // those in force this quarter
    int bonus_count;
    struct kr_lever_terms lever[KR_LEVER_COUNT];
    struct kr_arrivals_change *arrivals; // those in force this quarter
    int arrivals_count;
    double departure_factor[KR_MIGRANT_CLASSES]; // on the rates at which migrants leave
    struct kr_charge *charges;
    int charge_count;
    unsigned charged;     // bits of kr_cost_event that some policy pays for
    uint64_t reach_salt;  // of the draws of persons reached
    const double *served; // [policy] part of the persons in the target served
};

struct kr_policy_parameter {
    const char *name;
    double initial, low, high;
    const char *unit;
    const char *meaning;
};

struct kr_policy_kind {
    const char *name;      // the word in a scenario
    const char *meaning;   // one sentence
    const char *documents; // rows of the policy catalogue
    const char *levers;    // what it changes
    const char *cost_rule; // what is paid per event
    bool pays_bonus;       // enrols by kr_hours_bonus, not by charges
    // 1 + number of the parameter that says how many quarters it looks back for hours
    // given up; 0 for a kind that does not
    int looks_back;
    unsigned scope; // restrictions that its target may have: KR_SCOPE_
    const struct kr_policy_parameter *parameters;
    size_t parameter_count;
    // Changes the terms of quarter `now`; `strength` includes the ramp and is above zero.
    void (*apply)(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms);
    // The same between announcement and start, when people may prepare; may be NULL.
    void (*announce)(const struct kr_policy *policy, int index, double strength,
                     kr_quarter now, struct kr_effective *terms);
};

// Strength in quarter `now`: 0 before the start and from the end on, ramped in between.
double kr_policy_strength(const struct kr_policy *policy, kr_quarter now);

// Strength that it has in full force at the start.
double kr_policy_full_strength(const struct kr_policy *policy, kr_quarter now);

// Restrictions that a target makes: bits of kr_restriction.
unsigned kr_target_asks(const struct kr_target *target);

// Adds a term of `policy` to a lever: a factor above zero, or an addend. Terms of several
// policies combine by product or sum, in order of policy id.
void kr_lever_add(struct kr_effective *terms, enum kr_lever lever,
                  const struct kr_policy *policy, int index, double value);

// Adds a charge; `policy`, `policy_index` and `asks` of `charge` are filled in.
void kr_charge_add(struct kr_effective *terms, const struct kr_policy *policy, int index,
                   struct kr_charge charge);

static inline bool kr_target_has(const uint64_t set[KR_TARGET_WORDS], int code)
{
    bool any = false;
    for (int w = 0; w < KR_TARGET_WORDS; w++) {
        any = any || set[w] != 0;
    }
    return !any || (set[code / 64] >> (code % 64) & 1) != 0;
}

#endif
