// The memory of matching: sized once, shared where it can be.
#include "base/table.h"
#include "sim/matching.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

// What the length of a working array goes by.
enum length { BY_POST, BY_VACANCY, BY_SEEKER, BY_SLOT, BY_LEAVER, LENGTHS };

// All working arrays of matching are parts of one block. Those whose lives do not overlap
// share memory: stretches are needed until points are laid, positions until seekers have
// applied, the order of applicants until offers are made, and so on down the list.
static const struct array {
    size_t offset; // of the pointer in kr_matching
    size_t size;   // of an item
    enum length length;
    bool shares; // begins where the array before it on the list begins
} MATCHING[] = {
#define MEMBER(name, length, shares)                                                 \
    {                                                                                \
        offsetof(struct kr_matching, name), sizeof *((struct kr_matching *)0)->name, \
            length, shares                                                           \
    }
#define ARRAY(name, length) MEMBER(name, length, false)
#define SHARE(name, length) MEMBER(name, length, true)
    ARRAY(ring, BY_VACANCY),
    SHARE(second, BY_VACANCY),
    ARRAY(stretch_start, BY_VACANCY),
    SHARE(leaver, BY_LEAVER),
    ARRAY(vacancy_stretch, BY_VACANCY),
    SHARE(position, BY_VACANCY),
    SHARE(winner, BY_VACANCY),
    SHARE(order, BY_SLOT),
    SHARE(leaver_joined, BY_LEAVER),
    ARRAY(unit, BY_VACANCY),
    ARRAY(arrivals, BY_VACANCY),
    SHARE(chain, BY_LEAVER),
    ARRAY(vacancy_unit, BY_VACANCY),
    ARRAY(filled, BY_VACANCY),
    ARRAY(unit_of_post, BY_POST),
    ARRAY(seeker, BY_SEEKER),
    ARRAY(packed, BY_SEEKER),
    SHARE(proposal, BY_SEEKER),
    ARRAY(hired, BY_SEEKER),
    ARRAY(application, BY_SLOT),
    SHARE(recount, BY_POST),
    ARRAY(offered, BY_SLOT),
#undef SHARE
#undef ARRAY
#undef MEMBER
};

enum { MATCHING_ARRAYS = sizeof MATCHING / sizeof MATCHING[0], LINE = 64 };

// Eight items are to spare, for starts beyond the last and for reading whole words. The
// whole ends at a cache line.
static size_t array_bytes(const struct kr_matching *m, size_t posts,
                          const struct array *array)
{
    const size_t seekers = (size_t)m->seeker_capacity;
    const size_t items[LENGTHS] = {[BY_POST] = posts,
                                   [BY_VACANCY] = (size_t)m->ring_capacity,
                                   [BY_SEEKER] = seekers,
                                   [BY_SLOT] = seekers * (size_t)m->per_seeker,
                                   [BY_LEAVER] = (size_t)m->leaver_capacity};
    const size_t bytes = (items[array->length] + 8) * array->size;
    return (bytes + LINE - 1) / LINE * LINE;
}

// Where each array begins in the block; returns the size of the block. Those that share
// begin together, and the next one behind the longest of them.
static size_t lay_out(const struct kr_matching *m, size_t posts, size_t *start)
{
    size_t first = 0;
    size_t end = 0;
    for (size_t i = 0; i < MATCHING_ARRAYS; i++) {
        first = MATCHING[i].shares ? first : end;
        start[i] = first;
        const size_t last = first + array_bytes(m, posts, &MATCHING[i]);
        end = last > end ? last : end;
    }
    return end;
}

static void place_arrays(struct kr_matching *m, const size_t *start)
{
    for (size_t i = 0; i < MATCHING_ARRAYS; i++) {
        char *memory = m->block + start[i];
        memcpy((char *)m + MATCHING[i].offset, &memory, sizeof memory);
    }
}

int kr_matching_init(struct kr_matching *m, const struct kr_model *model,
                     const struct kr_world *world)
{
    const size_t cells =
        (size_t)model->country->occupations * (size_t)model->country->regions;
    m->seeker_capacity = world->persons.capacity / 5 + 1024;
    m->ring_capacity = world->vacancies.capacity;
    m->per_seeker = (int)model->parameters.search.applications;
    m->leaver_capacity = m->seeker_capacity / 4;
    m->cell_of = calloc(cells, sizeof *m->cell_of);
    m->cell_start = calloc(cells + 1, sizeof *m->cell_start);
    m->posts = (size_t)world->posts.capacity;
    size_t start[MATCHING_ARRAYS];
    m->block_bytes = lay_out(m, m->posts, start);
    m->block = kr_allocate(m->block_bytes);
    if (m->cell_of == NULL || m->cell_start == NULL || m->block == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    place_arrays(m, start);
    return KR_OK;
}

void kr_matching_share(struct kr_matching *m, const struct kr_matching *owner)
{
    size_t start[MATCHING_ARRAYS];
    size_t owners[MATCHING_ARRAYS];
    (void)lay_out(m, m->posts, start);
    (void)lay_out(owner, owner->posts, owners);
    if (m->borrows || m->block_bytes != owner->block_bytes ||
        memcmp(start, owners, sizeof start) != 0) {
        return;
    }
    kr_release(m->block, m->block_bytes);
    m->block = owner->block;
    m->borrows = true;
    place_arrays(m, start);
}

void kr_matching_free(struct kr_matching *m)
{
    free(m->cell_of);
    free(m->cell_start);
    if (!m->borrows) {
        kr_release(m->block, m->block_bytes);
    }
}
