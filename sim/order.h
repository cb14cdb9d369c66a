// The canonical order of rows: what a world that comes from a file is put in, so that the
// order in which somebody wrote it does not matter.
#ifndef KR_SIM_ORDER_H
#define KR_SIM_ORDER_H

#include "sim/world.h"

#include <stdbool.h>

// True when persons and employers stand by (region, id), posts by (employer, occupation)
// and vacancies by (post, quarter opened, ordinal), free rows last.
bool kr_world_is_ordered(const struct kr_world *world);

// Puts them so and turns all references to rows along. Returns 0, KR_ERR_NO_MEMORY, or
// KR_ERR_RANGE when an employer says to have other posts than name it.
KR_MUST_CHECK int kr_world_order(struct kr_world *world);

// Vacancies only: the oldest of a post come first, and are filled first.
KR_MUST_CHECK int kr_vacancies_order(struct kr_world *world);

#endif
