#include "study/pairs.h"

#include "base/hash.h"
#include "base/parallel.h"
#include "base/table.h"

#include <stdlib.h>
#include <string.h>

// Newcomers and leavers of a quarter: two in a hundred.
enum { STRAYS_PER_BLOCK = KR_BLOCK_ROWS / 32, FIRST_SLOTS = 1024 };

int kr_pairs_init(struct kr_pairs *self, const struct kr_persons *const persons[KR_SIDES])
{
    memset(self, 0, sizeof *self);
    for (int side = 0; side < KR_SIDES; side++) {
        self->capacity[side] = persons[side]->capacity;
        const int code = kr_buffer_init(&self->stray[side], sizeof(kr_row),
                                        persons[side]->capacity, STRAYS_PER_BLOCK);
        if (code != KR_OK) {
            return code;
        }
    }
    self->base_of = kr_allocate((size_t)self->capacity[KR_VARIANT] * sizeof(kr_row));
    self->is_paired = kr_allocate((size_t)self->capacity[KR_BASE]);
    if (self->base_of == NULL || self->is_paired == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    for (kr_row row = 0; row < self->capacity[KR_VARIANT]; row++) {
        self->base_of[row] = row;
    }
    return KR_OK;
}

void kr_pairs_free(struct kr_pairs *self)
{
    kr_release(self->base_of, (size_t)self->capacity[KR_VARIANT] * sizeof(kr_row));
    kr_release(self->is_paired, (size_t)self->capacity[KR_BASE]);
    for (int side = 0; side < KR_SIDES; side++) {
        kr_buffer_free(&self->stray[side]);
        free(self->lone[side]);
    }
    free(self->joined);
    free(self->slot);
    memset(self, 0, sizeof *self);
}

// ---------------------------------------------------------------- those who stayed

struct update {
    struct kr_pairs *pairs;
    const struct kr_persons *base;
    const struct kr_persons *variant;
    int64_t lost; // strays that found no memory
};

static inline bool is_there(const struct kr_persons *persons, kr_row row, uint64_t person)
{
    return row >= 0 && row < persons->rows && persons->id[row] == person &&
           persons->status[row] != KR_ABSENT;
}

static void note_stray(struct update *u, enum kr_side side, kr_row row)
{
    kr_row *stray = kr_buffer_append(&u->pairs->stray[side], kr_block_of(row));
    if (stray == NULL) {
        kr_shared_add(&u->lost, 1);
    } else {
        *stray = row;
    }
}

// The partner of the last quarter, else whoever stands in the same row.
static void variant_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    struct update *u = context;
    kr_row *base_of = u->pairs->base_of;
    for (kr_row row = first; row < last; row++) {
        if (u->variant->status[row] == KR_ABSENT) {
            base_of[row] = KR_NONE;
            continue;
        }
        const uint64_t person = u->variant->id[row];
        if (!is_there(u->base, base_of[row], person)) {
            base_of[row] = is_there(u->base, row, person) ? row : KR_NONE;
        }
        if (base_of[row] == KR_NONE) {
            note_stray(u, KR_VARIANT, row);
        } else {
            u->pairs->is_paired[base_of[row]] = 1;
        }
    }
}

static void base_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    struct update *u = context;
    for (kr_row row = first; row < last; row++) {
        if (u->base->status[row] != KR_ABSENT && u->pairs->is_paired[row] == 0) {
            note_stray(u, KR_BASE, row);
        }
    }
}

// ---------------------------------------------------------------- strays

static int make_room(struct kr_pairs *self, const size_t count[KR_SIDES])
{
    const size_t all = count[KR_BASE] + count[KR_VARIANT];
    if (all > self->room) {
        free(self->joined);
        self->joined = malloc(2 * all * sizeof *self->joined);
        for (int side = 0; side < KR_SIDES; side++) {
            free(self->lone[side]);
            self->lone[side] = malloc(2 * all * sizeof(kr_row));
        }
        self->room = 2 * all;
    }
    size_t slots = self->slots == 0 ? FIRST_SLOTS : self->slots;
    while (slots < 2 * count[KR_BASE]) {
        slots *= 2;
    }
    if (slots != self->slots) {
        free(self->slot);
        self->slot = malloc(slots * sizeof *self->slot);
        self->slots = slots;
    }
    const bool failed = self->slot == NULL ||
                        (all > 0 && (self->joined == NULL || self->lone[0] == NULL ||
                                     self->lone[1] == NULL));
    return failed ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}

static void put(struct kr_pairs *self, const struct kr_persons *base, kr_row row)
{
    size_t at = kr_mix64(base->id[row]) & (self->slots - 1);
    while (self->slot[at] != KR_NONE) {
        at = (at + 1) & (self->slots - 1);
    }
    self->slot[at] = row;
}

static kr_row find(const struct kr_pairs *self, const struct kr_persons *base,
                   uint64_t person)
{
    size_t at = kr_mix64(person) & (self->slots - 1);
    while (self->slot[at] != KR_NONE && base->id[self->slot[at]] != person) {
        at = (at + 1) & (self->slots - 1);
    }
    return self->slot[at];
}

// Pairs strays by identity; who finds nobody is in one world only.
static int pair_strays(struct update *u)
{
    struct kr_pairs *self = u->pairs;
    size_t count[KR_SIDES];
    for (int side = 0; side < KR_SIDES; side++) {
        count[side] = (size_t)kr_buffer_count(&self->stray[side]);
        self->lone_count[side] = 0;
    }
    const int code = make_room(self, count);
    if (code != KR_OK || count[KR_BASE] + count[KR_VARIANT] == 0) {
        return code;
    }
    const kr_row *variant = self->joined;
    const kr_row *base = self->joined + count[KR_VARIANT];
    kr_buffer_join(&self->stray[KR_VARIANT], self->joined);
    kr_buffer_join(&self->stray[KR_BASE], self->joined + count[KR_VARIANT]);
    memset(self->slot, 0xff, self->slots * sizeof *self->slot);
    for (size_t i = 0; i < count[KR_BASE]; i++) {
        put(self, u->base, base[i]);
    }
    for (size_t i = 0; i < count[KR_VARIANT]; i++) {
        const kr_row row = variant[i];
        const kr_row partner = find(self, u->base, u->variant->id[row]);
        self->base_of[row] = partner;
        if (partner == KR_NONE) {
            self->lone[KR_VARIANT][self->lone_count[KR_VARIANT]++] = row;
        } else {
            self->is_paired[partner] = 1;
        }
    }
    for (size_t i = 0; i < count[KR_BASE]; i++) {
        if (self->is_paired[base[i]] == 0) {
            self->lone[KR_BASE][self->lone_count[KR_BASE]++] = base[i];
        }
    }
    return KR_OK;
}

int kr_pairs_update(struct kr_pairs *self, int threads,
                    const struct kr_persons *const persons[KR_SIDES])
{
    struct update u = {self, persons[KR_BASE], persons[KR_VARIANT], 0};
    kr_buffer_clear(&self->stray[KR_BASE]);
    kr_buffer_clear(&self->stray[KR_VARIANT]);
    memset(self->is_paired, 0, (size_t)u.base->rows);
    kr_parallel_rows(threads, u.variant->rows, variant_block, &u);
    kr_parallel_rows(threads, u.base->rows, base_block, &u);
    return u.lost > 0 ? KR_ERROR(KR_ERR_NO_MEMORY) : pair_strays(&u);
}
