// Requests for other hours (rule R3): latent, voiced, granted, kept are four stages, each
// counted.
#ifndef KR_SIM_REQUESTS_H
#define KR_SIM_REQUESTS_H

#include "sim/scratch.h"

// Whether an employer has a request to answer.
static inline bool kr_has_asked(int wish)
{
    return (wish == KR_VOICED_MORE) | (wish == KR_VOICED_FEWER) | (wish == KR_VOICED_CUT);
}

// A wish is voiced on own initiative or when asked as usual; `uniform` in [0, 1).
void kr_request_voice(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                      double uniform);

// Somebody who put off a request makes it when there is nothing to wait for any more.
void kr_request_release(const struct kr_live *live, struct kr_tallies *t, kr_row row);

// Whether the employer, who would not have done so at the start, talks with somebody
// about hours this quarter; `trait` is hers for good, `uniform` in [0, 1) new every
// quarter.
bool kr_request_asked(const struct kr_live *live, kr_row row, uint64_t trait,
                      double uniform);

// What comes of the talk: wishes for more and for fewer hours are voiced, and some find
// out that they would work more.
void kr_request_talk(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                     uint64_t trait, double uniform);

// Somebody content with her hours asks for fewer where coming back to them earns a bonus.
void kr_request_cut(const struct kr_live *live, kr_row row);

// A quarter more with hours added on request: kept in the end, or given up.
void kr_request_keep(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                     double uniform);

// The employer's answer to what was voiced; `uniform` in [0, 1).
void kr_request_answer(const struct kr_live *live, struct kr_tallies *t, kr_row row,
                       const struct kr_post *post, double uniform);

#endif
