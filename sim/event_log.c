#include "sim/event_log.h"

#include "sim/events.h"

#include <stdlib.h>
#include <string.h>

enum { PER_BLOCK = 64 }; // of 4,096 rows; what goes beyond is kept aside and found again

static const struct {
    const char *word;
    const char *meaning;
    double usual;
} KINDS[] = {
#define KR_WORDS(name, word, usual, meaning) {word, meaning, usual},
    KR_EVENT_KIND_LIST(KR_WORDS)
#undef KR_WORDS
};

size_t kr_event_kind_count(void)
{
    return KR_EVENT_KIND_COUNT;
}

const char *kr_event_kind_name(size_t kind)
{
    return KINDS[kind].word;
}

const char *kr_event_kind_meaning(size_t kind)
{
    return KINDS[kind].meaning;
}

double kr_event_kind_usual(size_t kind)
{
    return KINDS[kind].usual;
}

// ---------------------------------------------------------------- writing

int kr_event_log_keep(struct kr_world *world, kr_event_kinds kinds)
{
    struct kr_event_log *self = &world->scratch->log;
    const kr_row seekers = world->scratch->matching.seeker_capacity;
    const kr_row persons = world->persons.capacity;
    int code = KR_OK;
    if (kinds != 0 && self->events.block == NULL) {
        code = kr_buffer_init(&self->events, sizeof(struct kr_event),
                              persons > seekers ? persons : seekers, PER_BLOCK);
    }
    self->kinds = code == KR_OK ? kinds : 0;
    return code;
}

void kr_event_log_clear(struct kr_event_log *self)
{
    kr_buffer_clear(&self->events);
    self->lost = 0;
}

void kr_event_log_free(struct kr_event_log *self)
{
    kr_buffer_free(&self->events);
    *self = (struct kr_event_log){0};
}

// The employer of a post.
static void set_place(const struct kr_world *world, struct kr_event *event, kr_row post)
{
    const struct kr_employer *e = &world->employers.at[world->posts.at[post].employer];
    event->employer = e->id;
    event->sector = e->sector;
}

struct kr_event *kr_event_append(const struct kr_live *live, int block,
                                 enum kr_event_kind kind, kr_row row)
{
    struct kr_event_log *self = &live->scratch->log;
    struct kr_event *event = kr_buffer_append(&self->events, block);
    if (event == NULL) {
        __atomic_store_n(&self->lost, 1, __ATOMIC_RELAXED);
        return NULL;
    }
    const struct kr_persons *p = &live->world->persons;
    *event = (struct kr_event){.person = p->id[row],
                               .minutes_before = p->contract_minutes[row],
                               .minutes_after = p->contract_minutes[row],
                               .kind = (uint8_t)kind,
                               .status_from = p->status[row],
                               .status_to = p->status[row],
                               .region = p->region[row],
                               .sector = KR_EVENT_NO_CODE,
                               .occupation = p->occupation[row],
                               .policy = KR_EVENT_NO_CODE,
                               .payer = KR_EVENT_NO_CODE};
    if (p->post[row] >= 0) {
        set_place(live->world, event, p->post[row]);
    }
    return event;
}

void kr_event_second_job(const struct kr_live *live, struct kr_event *event, kr_id person,
                         kr_row post)
{
    if (event == NULL) {
        return;
    }
    set_place(live->world, event, post);
    event->occupation = live->world->posts.at[post].occupation;
    if (event->person != person) {
        event->person = person;
        event->region = KR_EVENT_NO_CODE;
        event->status_from = KR_ABSENT;
        event->status_to = KR_ABSENT;
        event->minutes_before = 0;
        event->minutes_after = 0;
    }
}

// ---------------------------------------------------------------- reading

int64_t kr_event_log_count(const struct kr_world *world)
{
    return kr_buffer_count(&world->scratch->log.events);
}

static int compare(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

// Kind first, then what else is small.
static uint64_t small_key(const struct kr_event *event)
{
    return (uint64_t)event->kind << 40 | (uint64_t)event->policy << 32 |
           (uint64_t)event->minutes_before << 16 | event->minutes_after;
}

// All that two events of a person can differ in, so that the order is one.
static int by_person(const void *a, const void *b)
{
    const struct kr_event *x = a;
    const struct kr_event *y = b;
    int order = compare(x->person, y->person);
    order = order != 0 ? order : compare(small_key(x), small_key(y));
    order = order != 0 ? order : compare(x->employer, y->employer);
    return order != 0 ? order : compare((uint64_t)x->cents, (uint64_t)y->cents);
}

int kr_event_log_read(const struct kr_world *world, struct kr_event *events)
{
    const struct kr_event_log *self = &world->scratch->log;
    kr_buffer_join(&self->events, events);
    const size_t count = (size_t)kr_buffer_count(&self->events);
    if (count > 0) {
        qsort(events, count, sizeof *events, by_person);
    }
    return self->lost != 0 ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}
