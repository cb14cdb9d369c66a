// Job carving: which posts are carved, what their helpers take over, and which are made
// whole again (rule R16; the formulas are in agents/rules/carving.h).
#ifndef KR_SIM_CARVING_H
#define KR_SIM_CARVING_H

#include "sim/scratch.h"

// Ordinals of the draws of rule R16.
enum { KR_CARVING_KNOWS, KR_CARVING_STARTS, KR_CARVING_ENDS };

// Where the posts end that employers had at the start: those after it are of helpers.
kr_row kr_helper_posts_begin(const struct kr_world *world);

// Posts whose openings have stood are carved by employers that know of it, when it pays.
// A post for the helpers opens where there is none. Not for parallel loops.
KR_MUST_CHECK int kr_carving_adopt(struct kr_live *live);

// Gives the carved tasks of an employer's posts to its helpers: these are required, and
// what those at work set free is no longer required of the carved posts. In childcare
// freed hours lighten the work but do not count in the ratio. `salt` is for ends.
void kr_carving_share(const struct kr_live *live, struct kr_tallies *tallies,
                      const struct kr_employer *employer, uint64_t salt);

// Part of a helper's hour that counts in the staff ratio of an employer of childcare.
double kr_carving_ratio_share(const struct kr_live *live,
                              const struct kr_employer *employer);

// Part of an employee's work that is for carved posts which policy number `policy`
// reaches; 0 for who is no helper.
double kr_carving_part(const struct kr_live *live, int policy, kr_row row);

// Minutes that carved posts of an employer want of helpers in posts that it had before,
// and that nobody works: they are required there and of the carved posts too.
int64_t kr_carving_unfilled(const struct kr_live *live,
                            const struct kr_employer *employer);

// The post of helpers, opened for them, that hangs on post `k` of an employer; KR_NONE
// when there is none or an earlier post of the employer has it too.
kr_row kr_carving_helpers(const struct kr_world *world,
                          const struct kr_employer *employer, int k);

// Whether an occupation is the helper of another.
bool kr_is_helper(const struct kr_country *country, int occupation);

#endif
