#include "output/workplaces.h"

#include "base/parallel.h"

#include <stdbool.h>
#include <stdlib.h>

// What the team reads and fills in.
struct filling {
    const struct kr_workplaces *to;
    const struct kr_world *world;
    const int32_t *employer_number;
};

void kr_workplaces_free(struct kr_workplaces *self)
{
    free(self->number);
    free(self->sector);
    free(self->region);
    free(self->wage_group);
    free(self->wage_premium);
    *self = (struct kr_workplaces){0};
}

static bool make_room(struct kr_workplaces *self, int32_t posts)
{
    if (self->number != NULL && posts <= self->room) {
        return true;
    }
    kr_workplaces_free(self);
    const size_t count = (size_t)posts + 1;
    self->number = malloc(count * sizeof *self->number);
    self->sector = malloc(count);
    self->region = malloc(count);
    self->wage_group = malloc(count);
    self->wage_premium = malloc(count * sizeof *self->wage_premium);
    self->room = posts;
    if (self->number == NULL || self->sector == NULL || self->region == NULL ||
        self->wage_group == NULL || self->wage_premium == NULL) {
        kr_workplaces_free(self);
        return false;
    }
    return true;
}

// Puts employer row `employer` at position `at`; KR_NONE is nobody's.
static inline void put(const struct filling *filling, int32_t at, int32_t employer)
{
    const struct kr_workplaces *to = filling->to;
    const bool known = employer >= 0;
    const struct kr_employer *from = &filling->world->employers.at[known ? employer : 0];
    to->sector[at] = known ? from->sector : KR_NO_WORKPLACE;
    to->region[at] = known ? from->region : KR_NO_WORKPLACE;
    to->wage_group[at] = known ? from->wage_group : KR_NO_WORKPLACE;
    to->wage_premium[at] = (int16_t)(known ? from->wage_premium : 0);
    to->number[at] = known && filling->employer_number != NULL
                         ? filling->employer_number[employer]
                         : KR_NONE;
}

static void fill_posts(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct filling *filling = context;
    for (kr_row post = first; post < last; post++) {
        put(filling, post + 1, filling->world->posts.at[post].employer);
    }
}

int kr_workplaces_update(struct kr_workplaces *self, int threads,
                         const struct kr_world *world, const int32_t *employer_number)
{
    if (!make_room(self, world->posts.rows)) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    struct filling filling = {self, world, employer_number};
    put(&filling, 0, KR_NONE);
    kr_parallel_rows(threads, world->posts.rows, fill_posts, &filling);
    return KR_OK;
}
