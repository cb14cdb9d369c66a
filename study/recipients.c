#include "study/recipients.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024 };

static void put(struct kr_recipients *self, uint64_t person, uint16_t minutes)
{
    size_t at = kr_mix64(person) & (self->slots - 1);
    while (self->slot[at].used) {
        at = (at + 1) & (self->slots - 1);
    }
    self->slot[at] = (struct kr_stray){person, minutes, true};
    self->used++;
}

// Makes sure that at most half of the slots are in use after one more.
static int make_room(struct kr_recipients *self)
{
    if (2 * (self->used + 1) <= self->slots) {
        return KR_OK;
    }
    struct kr_stray *before = self->slot;
    const size_t count = self->slots;
    const size_t larger = count == 0 ? FIRST_SLOTS : count * 2;
    struct kr_stray *fresh = calloc(larger, sizeof *fresh);
    if (fresh == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->slot = fresh;
    self->slots = larger;
    self->used = 0;
    for (size_t i = 0; i < count; i++) {
        if (before[i].used) {
            put(self, before[i].person, before[i].minutes);
        }
    }
    free(before);
    return KR_OK;
}

static int note_stray(struct kr_recipients *self, uint64_t person, uint16_t minutes)
{
    const int code = make_room(self);
    if (code == KR_OK) {
        put(self, person, minutes);
    }
    return code;
}

// Looks for the strays among all persons of the base world.
static int64_t count_strays(const struct kr_recipients *self, const struct kr_world *base)
{
    int64_t deadweight = 0;
    const struct kr_persons *persons = &base->persons;
    for (kr_row row = 0; row < persons->rows; row++) {
        const uint64_t person = persons->id[row];
        if (persons->status[row] == KR_ABSENT) {
            continue;
        }
        // Somebody in two programmes stands there twice.
        for (size_t at = kr_mix64(person) & (self->slots - 1); self->slot[at].used;
             at = (at + 1) & (self->slots - 1)) {
            deadweight += self->slot[at].person == person &&
                          persons->contract_minutes[row] >= self->slot[at].minutes;
        }
    }
    return deadweight;
}

static bool in_force(const struct kr_recipients *self, const struct kr_world *world,
                     kr_row memory)
{
    const struct kr_memories *memories = &world->memories;
    const uint8_t policy = memories->policy[memory];
    return policy < KR_MOST_POLICIES && self->counted[policy] &&
           memories->from[memory] <= world->now && world->now < memories->to[memory];
}

static bool is_person(const struct kr_persons *persons, kr_row row, uint64_t person)
{
    return row >= 0 && row < persons->rows && persons->id[row] == person &&
           persons->status[row] != KR_ABSENT;
}

int kr_recipients_count(struct kr_recipients *self, const struct kr_world *variant,
                        const struct kr_world *base, int64_t *recipients,
                        int64_t *deadweight)
{
    const struct kr_memories *memories = &variant->memories;
    *recipients = 0;
    *deadweight = 0;
    self->used = 0;
    if (self->slots > 0) {
        memset(self->slot, 0, self->slots * sizeof *self->slot);
    }
    for (kr_row m = 0; m < memories->rows; m++) {
        if (!in_force(self, variant, m)) {
            continue;
        }
        ++*recipients;
        const uint64_t person = memories->person[m];
        const kr_row row = memories->row[m];
        if (!is_person(&variant->persons, row, person)) {
            continue;
        }
        const uint16_t minutes = variant->persons.contract_minutes[row];
        if (is_person(&base->persons, row, person)) {
            // Those who are in both worlds from the start stand in the same row.
            *deadweight += base->persons.contract_minutes[row] >= minutes;
            continue;
        }
        const int code = note_stray(self, person, minutes);
        if (code != KR_OK) {
            return code;
        }
    }
    if (self->used > 0) {
        *deadweight += count_strays(self, base);
    }
    return KR_OK;
}

void kr_recipients_free(struct kr_recipients *self)
{
    free(self->slot);
    *self = (struct kr_recipients){.slots = 0};
}
