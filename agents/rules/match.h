// Where to apply, whom to hire, what to accept (rules R5, R6, R7, R16): pure functions of
// one seeker and one opening. Inline: they run some thirty million times a quarter.
#ifndef KR_AGENTS_RULES_MATCH_H
#define KR_AGENTS_RULES_MATCH_H

#include "agents/country.h"
#include "agents/rules/hiring.h"
#include "agents/rules/search.h"
#include "base/math.h"

#include <stdbool.h>
#include <stdint.h>

// What matters of a person who looks for a job.
struct kr_seeker {
    double log_wage; // now, or usual in the occupation, log euro an hour
    int occupation;
    int other_occupation; // previous one, or trained for
    int region;
    int sector; // of the present job, KR_NONE without one
    int desired_hours;
    int education;
    int rung;
    int experience;   // quarters in the occupation
    int quarters_out; // quarters without work
    int age;
    bool permanent; // has a permanent contract
    bool learned;   // the other occupation, and never worked in it
    bool inactive;  // was outside the labour force a quarter ago
    bool migrant;
};

// What matters of an opening to a seeker.
struct kr_offer {
    double log_wage;
    double km;
    double occupation_distance; // 0 same .. 1 farthest
    int hours;
    int sector;
    int occupation;
    double attraction; // amenity, visibility, crowding
};

// Close to a standard normal: the sum of four uniforms of 16 bits, scaled to variance 1.
// Bounded by 3.46; cheap, and the tails of the noise carry no economics here.
static inline double kr_near_normal(uint64_t word)
{
    const uint64_t sum =
        (word & 0xffff) + (word >> 16 & 0xffff) + (word >> 32 & 0xffff) + (word >> 48);
    return ((double)(int64_t)sum * 0x1p-16 - 2.0) * 1.7320508075688772;
}

// Legal qualifications are hard masks: only those who are qualified in the occupation, or
// were before, or trained for it.
static inline bool kr_may_apply(const struct kr_seeker *seeker,
                                const struct kr_offer *offer,
                                const struct kr_occupation *occupation)
{
    const bool own = offer->occupation == seeker->occupation;
    return !occupation->legal || (own ? seeker->rung >= KR_RUNG_QUALIFIED
                                      : offer->occupation == seeker->other_occupation);
}

// R5 without its noise.
static inline double kr_offer_utility(const struct kr_seeker *seeker,
                                      const struct kr_offer *offer,
                                      const struct kr_search_parameters *rule)
{
    const double gap = (double)(offer->hours - seeker->desired_hours);
    const bool other_sector =
        seeker->sector != KR_NONE && offer->sector != seeker->sector;
    return rule->wage_weight * (offer->log_wage - seeker->log_wage) -
           rule->distance_weight * offer->km -
           rule->occupation_weight * offer->occupation_distance -
           (other_sector ? rule->sector_weight : 0.0) -
           rule->hours_weight * __builtin_fabs(gap) / 8.0 + offer->attraction;
}

// What an employer makes of an applicant, standard deviations (R16); `seen` is noise.
static inline double kr_applicant_score(const struct kr_seeker *seeker,
                                        const struct kr_offer *offer,
                                        const struct kr_occupation *occupation,
                                        const struct kr_hiring_parameters *rule,
                                        double seen)
{
    const int missing = (int)occupation->education - seeker->education;
    const double years =
        offer->occupation == seeker->occupation ? (double)seeker->experience / 20.0 : 0.0;
    const double rungs = offer->occupation == seeker->occupation
                             ? (double)(seeker->rung - KR_RUNG_QUALIFIED)
                             : 0.0;
    const bool known = offer->occupation == seeker->other_occupation;
    const double distance =
        known ? 0.3 * offer->occupation_distance : offer->occupation_distance;
    return rule->score_noise * seen -
           (missing > 0 ? rule->qualification_weight * (double)missing : 0.0) -
           rule->distance_weight * distance +
           rule->experience_weight * kr_min(years, 1.0) + rule->rung_weight * rungs -
           rule->duration_weight * kr_min((double)seeker->quarters_out, 12.0) -
           (seeker->inactive ? rule->inactive_weight : 0.0) -
           (seeker->migrant ? rule->migrant_weight : 0.0) -
           (seeker->age >= 55 ? rule->age_weight : 0.0);
}

// R7: chance that an offer is taken.
static inline double kr_accept_chance(const struct kr_seeker *seeker, double log_wage,
                                      const struct kr_hiring_parameters *rule)
{
    const double gain = log_wage - seeker->log_wage;
    const double surplus =
        seeker->sector == KR_NONE
            ? rule->reservation + rule->reservation_fall * (double)seeker->quarters_out
            : -rule->employed_surplus -
                  (seeker->permanent ? rule->permanent_surplus : 0.0);
    return kr_logistic((gain + surplus) / rule->accept_noise);
}

#endif
