// The openings that are left after the rounds of matching, on one ring per region of
// work: where those who look for a second job find them.
#ifndef KR_SIM_SECOND_RINGS_H
#define KR_SIM_SECOND_RINGS_H

#include "sim/matching.h"

// Lays what is left on the rings. Takes over the memory of the rings of matching.
void kr_second_rings_lay(struct kr_live *live);

// Asks for the stretch of a region's ring that holds a point; then for its first place.
static inline void kr_second_ring_ask(const struct kr_matching *m, int region,
                                      uint32_t point)
{
    kr_ask(&m->stretch_start[kr_ring_stretch(m, region, point)]);
}

static inline void kr_second_place_ask(const struct kr_matching *m, int region,
                                       uint32_t point)
{
    kr_ask(&m->place[m->stretch_start[kr_ring_stretch(m, region, point)]]);
}

// The first place of a region at or after a point, around the ring; KR_NONE when it has
// none.
static inline int32_t kr_second_ring_next(const struct kr_matching *m, int region,
                                          uint32_t point)
{
    const int32_t first = m->cell_start[region];
    const int32_t last = m->cell_start[region + 1];
    if (first == last) {
        return KR_NONE;
    }
    int32_t at = m->stretch_start[kr_ring_stretch(m, region, point)];
    while (at < last && m->place[at].position < point) {
        at++;
    }
    return at < last ? at : first;
}

#endif
