// What an observer is: something that is told about every finished quarter. output/ and
// cmd/ fill it in; an observer sees a const world and cannot change it.
#ifndef KR_SIM_OBSERVER_H
#define KR_SIM_OBSERVER_H

#include "base/error.h"
#include "sim/event_log.h"
#include "sim/model.h"
#include "sim/world.h"

struct kr_observer {
    void *context;
    // After the starting world is complete; elapsed is 0. May be NULL.
    int (*begin)(void *context, const struct kr_model *model,
                 const struct kr_world *world);
    // After the books of a quarter were closed. Not 0 stops the run with that code.
    int (*quarter)(void *context, const struct kr_model *model,
                   const struct kr_world *world);
    kr_event_kinds events; // of persons that it reads of every quarter
};

#endif
