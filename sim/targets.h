// Whom a policy reaches: targets, lotteries of reach and awareness, and what a lever is
// for one person, post or employer.
#ifndef KR_SIM_TARGETS_H
#define KR_SIM_TARGETS_H

#include "sim/scratch.h"

// Whether somebody of any status fits a target of which `asks` are the restrictions.
bool kr_person_fits(const struct kr_live *live, const struct kr_target *target,
                    unsigned asks, kr_row row);

// Whether an employee fits a target, at the hours of the contract or at others.
bool kr_target_holds(const struct kr_live *live, const struct kr_target *target,
                     kr_row row);
bool kr_target_holds_at(const struct kr_live *live, const struct kr_target *target,
                        kr_row row, int hours);

// Whether the lottery of reach, places and awareness is won by a person who fits.
bool kr_term_treats(const struct kr_live *live, const struct kr_lever_term *term,
                    kr_row row);

// Whether `policy`, number `index`, reaches a person this quarter: target and lottery.
bool kr_policy_reaches(const struct kr_live *live, int index, kr_row row);

// Whether it reaches a post: sector, region, size and occupation, and its employer.
bool kr_policy_reaches_post(const struct kr_live *live, int index,
                            const struct kr_post *post);

// What somebody learns: a course that leads to an occupation, or a field of study. The
// other one is KR_NONE.
struct kr_learning {
    int goal;
    int field;
};

// A PERSON lever of somebody who learns: the occupations of a target are those that it
// leads to, in proportion where a field leads to several.
double kr_lever_of_learner(const struct kr_live *live, enum kr_lever lever, kr_row row,
                           struct kr_learning what);

// Whether policy number `index` reaches somebody who learns, seen in the same way.
bool kr_policy_reaches_learner(const struct kr_live *live, int index, kr_row row,
                               struct kr_learning what);
// The lottery of a policy without its target.
bool kr_policy_draws(const struct kr_live *live, int index, kr_row row);
// The same whether or not her employer takes part.
bool kr_policy_entitles(const struct kr_live *live, int index, kr_row row);

// Whether it reaches an applicant at an employer: sectors and sizes are the employer's,
// all else is hers, and the employer takes part.
bool kr_policy_reaches_applicant(const struct kr_live *live, int index, kr_row row,
                                 kr_row employer);

double kr_lever_of_person(const struct kr_live *live, enum kr_lever lever, kr_row row);
double kr_lever_of_applicant(const struct kr_live *live, enum kr_lever lever, kr_row row,
                             kr_row employer);
double kr_lever_of_post(const struct kr_live *live, enum kr_lever lever,
                        const struct kr_post *post);
double kr_lever_of_employer(const struct kr_live *live, enum kr_lever lever,
                            const struct kr_employer *employer);

static inline bool kr_lever_moved(const struct kr_live *live, enum kr_lever lever)
{
    return live->scratch->terms.lever[lever].count > 0;
}

// No factor for anybody is above this: for the limits of thinned loops.
static inline double kr_lever_most(const struct kr_live *live, enum kr_lever lever)
{
    return live->scratch->terms.lever[lever].most;
}

static inline double kr_lever_least(const struct kr_live *live, enum kr_lever lever)
{
    return live->scratch->terms.lever[lever].least;
}

// The factor (1 without a policy) or addend (0) of a PERSON lever.
static inline double kr_person_factor(const struct kr_live *live, enum kr_lever lever,
                                      kr_row row)
{
    return kr_lever_moved(live, lever) ? kr_lever_of_person(live, lever, row) : 1.0;
}

static inline double kr_person_addend(const struct kr_live *live, enum kr_lever lever,
                                      kr_row row)
{
    return kr_lever_moved(live, lever) ? kr_lever_of_person(live, lever, row) : 0.0;
}

// An addend that looks at a person and at an employer she does not work for yet.
static inline double kr_applicant_addend(const struct kr_live *live, enum kr_lever lever,
                                         kr_row row, kr_row employer)
{
    return kr_lever_moved(live, lever) ? kr_lever_of_applicant(live, lever, row, employer)
                                       : 0.0;
}

static inline double kr_learner_factor(const struct kr_live *live, enum kr_lever lever,
                                       kr_row row, struct kr_learning what)
{
    return kr_lever_moved(live, lever) ? kr_lever_of_learner(live, lever, row, what)
                                       : 1.0;
}

static inline double kr_post_factor(const struct kr_live *live, enum kr_lever lever,
                                    const struct kr_post *post)
{
    return kr_lever_moved(live, lever) ? kr_lever_of_post(live, lever, post) : 1.0;
}

static inline double kr_post_addend(const struct kr_live *live, enum kr_lever lever,
                                    const struct kr_post *post)
{
    return kr_lever_moved(live, lever) ? kr_lever_of_post(live, lever, post) : 0.0;
}

static inline double kr_employer_factor(const struct kr_live *live, enum kr_lever lever,
                                        const struct kr_employer *employer)
{
    return kr_lever_moved(live, lever) ? kr_lever_of_employer(live, lever, employer)
                                       : 1.0;
}

static inline double kr_employer_addend(const struct kr_live *live, enum kr_lever lever,
                                        const struct kr_employer *employer)
{
    return kr_lever_moved(live, lever) ? kr_lever_of_employer(live, lever, employer)
                                       : 0.0;
}

// Counts the persons in the target of every policy with places, and from these the part
// that can be served this quarter.
void kr_places_count(struct kr_live *live);

#endif
