// Logging what happens to persons: next to the places where it is counted. Private to
// sim/; reading the log is event_log.h.
//
// A record begins with the person as she stands at that moment, with status and minutes
// after as before; the caller then says what changes:
//
//   kr_event_leaves(kr_event_log(live, kr_block_of(row), KR_EVENT_QUIT, row), status);
//
// A pointer to a record is good until the next one of its block.
#ifndef KR_SIM_EVENTS_H
#define KR_SIM_EVENTS_H

#include "base/parallel.h"
#include "sim/event_log.h"
#include "sim/scratch.h"

// The slow path: a record of the person in `row`, NULL once memory ran out.
struct kr_event *kr_event_append(const struct kr_live *live, int block,
                                 enum kr_event_kind kind, kr_row row);

// Room for an event of `kind`, NULL when it is not kept. The calling loop owns `block`.
static inline struct kr_event *kr_event_log(const struct kr_live *live, int block,
                                            enum kr_event_kind kind, kr_row row)
{
    if ((live->scratch->log.kinds >> kind & 1U) == 0) {
        return NULL;
    }
    return kr_event_append(live, block, kind, row);
}

static inline void kr_event_becomes(struct kr_event *event, enum kr_status status)
{
    if (event != NULL) {
        event->status_to = (uint8_t)status;
    }
}

// Work ends.
static inline void kr_event_leaves(struct kr_event *event, enum kr_status status)
{
    if (event != NULL) {
        event->status_to = (uint8_t)status;
        event->minutes_after = 0;
    }
}

// Work has begun, or a life: logged afterwards.
static inline void kr_event_joined(struct kr_event *event, int status_before)
{
    if (event != NULL) {
        event->status_from = (uint8_t)status_before;
        event->minutes_before = 0;
    }
}

static inline void kr_event_hours(struct kr_event *event, int minutes_after)
{
    if (event != NULL) {
        event->minutes_after = (uint16_t)minutes_after;
    }
}

static inline void kr_event_pays(const struct kr_live *live, struct kr_event *event,
                                 int policy, int64_t cents)
{
    if (event != NULL) {
        event->policy = (uint8_t)policy;
        event->payer = (uint8_t)live->model->policies[policy].payer;
        event->cents = cents;
    }
}

// About the second job of `person`, at a post for so many minutes before and after; she
// may be gone from the row that she had.
void kr_event_second_job(const struct kr_live *live, struct kr_event *event, kr_id person,
                         kr_row post);

#endif
