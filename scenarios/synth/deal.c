// Deals employees to regions of work and to employers. Both are exact: the commuters of
// each sector and pair of regions are those counted, and every employer gets its heads.
#include "base/parallel.h"
#include "scenarios/synth/synthesis.h"

#include <string.h>

enum { TEAM = 3 }; // colleagues in one occupation who are dealt together

// First row of a region; `region` may be one past the last.
static kr_row region_row(const struct kr_synthesis *self, int region)
{
    return region < self->country->regions ? kr_run_at(self, region, 0, 0, 0)->first
                                           : self->persons;
}

static int32_t *rank_at(const struct kr_synthesis *self, int home, int work)
{
    return &self->rank[(size_t)(home * self->country->regions + work) *
                       (size_t)self->cells];
}

// Draws the region of work: one of the commuters' places that are left, each with the
// same chance. `left` has the places by region of work, `total` their sum.
static int draw_place(int32_t *left, int32_t *total, uint64_t word, int home)
{
    int32_t ticket = (int32_t)((word >> 32) * (uint64_t)*total >> 32);
    (*total)--;
    // Most people work where they live.
    if (ticket < left[home]) {
        left[home]--;
        return home;
    }
    ticket -= left[home];
    for (int w = 0;; w++) {
        if (w != home) {
            if (ticket < left[w]) {
                left[w]--;
                return w;
            }
            ticket -= left[w];
        }
    }
}

// Regions of work of those who live in one region, and how many by job.
static void deal_region(void *context, int home, int worker)
{
    (void)worker;
    const struct kr_synthesis *self = context;
    const struct kr_persons *p = &self->world->persons;
    const int regions = self->country->regions;
    int32_t total[256];
    for (int s = 0; s < self->country->sectors; s++) {
        total[s] = 0;
        for (int w = 0; w < regions; w++) {
            total[s] += self->commuters[(s * regions + home) * regions + w];
        }
    }
    const kr_row last = region_row(self, home + 1);
    for (kr_row i = region_row(self, home); i < last; i++) {
        if (p->status[i] == KR_EMPLOYEE) {
            const int cell = self->person_cell[i];
            const int s = self->cell[cell].sector;
            int32_t *left = &self->commuters[kr_line(s * regions + home, regions)];
            const uint64_t word = kr_draw_word(self, KR_POPULATION_DEAL_PLACE, p->id[i]);
            const int work = draw_place(left, &total[s], word, home);
            self->person_place[i] = (uint8_t)work;
            rank_at(self, home, work)[cell]++;
        }
    }
}

// Of one region of work: numbers of colleagues by job over all homes become the rank of
// the first from each home; the totals stay in `all`.
static void rank_homes(const struct kr_synthesis *self, int work, int32_t *all)
{
    memset(all, 0, (size_t)self->cells * sizeof *all);
    for (int home = 0; home < self->country->regions; home++) {
        int32_t *rank = rank_at(self, home, work);
        for (int c = 0; c < self->cells; c++) {
            const int32_t here = rank[c];
            rank[c] = all[c];
            all[c] += here;
        }
    }
}

// How the workers of a job in a region are dealt: whole teams first, the rest one by one.
struct job_deal {
    int32_t workers;
    int32_t team_first; // among the teams of sector and region
    int32_t rest_first; // among the rest of sector and region
};

struct deal {
    struct kr_synthesis *self;
    struct job_deal *job; // [work][cell]
    int32_t *teams;       // [work][sector]
    int32_t *rest;        // [work][sector]
    int32_t *all;         // [work][cell]
};

static void plan_region(void *context, int work, int worker)
{
    (void)worker;
    const struct deal *d = context;
    const struct kr_synthesis *self = d->self;
    int32_t *all = &d->all[kr_line(work, self->cells)];
    rank_homes(self, work, all);
    for (int c = 0; c < self->cells; c++) {
        const int place = work * self->country->sectors + self->cell[c].sector;
        d->job[work * self->cells + c] =
            (struct job_deal){all[c], d->teams[place], d->rest[place]};
        d->teams[place] += all[c] / TEAM;
        d->rest[place] += all[c] % TEAM;
    }
}

// The slot of the person with `rank` among the workers of a job in a region.
static kr_row slot_of(const struct deal *d, int work, int cell, int32_t rank)
{
    const struct kr_synthesis *self = d->self;
    const int place = work * self->country->sectors + self->cell[cell].sector;
    const struct job_deal *job = &d->job[work * self->cells + cell];
    const uint64_t key = kr_mix64(kr_salt(self, KR_POPULATION_DEAL_EMPLOYER) +
                                  (uint64_t)(work * self->cells + cell));
    const int32_t turn = (int32_t)kr_permute(key, (uint64_t)rank, (uint64_t)job->workers);
    const uint64_t place_key =
        kr_mix64(kr_salt(self, KR_POPULATION_DEAL_TEAM) + (uint64_t)place);
    if (turn < job->workers / TEAM * TEAM) {
        const uint64_t team =
            kr_permute(place_key, (uint64_t)job->team_first + (uint64_t)(turn / TEAM),
                       (uint64_t)d->teams[place]);
        return self->place_slot[place] + (kr_row)team * TEAM + turn % TEAM;
    }
    const int32_t single = job->rest_first + turn - job->workers / TEAM * TEAM;
    const uint64_t seat =
        kr_permute(~place_key, (uint64_t)single, (uint64_t)d->rest[place]);
    return self->place_slot[place] + d->teams[place] * TEAM + (kr_row)seat;
}

static void seat_region(void *context, int home, int worker)
{
    (void)worker;
    const struct deal *d = context;
    const struct kr_synthesis *self = d->self;
    struct kr_persons *p = &self->world->persons;
    const kr_row last = region_row(self, home + 1);
    for (kr_row i = region_row(self, home); i < last; i++) {
        if (p->status[i] == KR_EMPLOYEE) {
            const int cell = self->person_cell[i];
            const int work = self->person_place[i];
            const kr_row slot = slot_of(d, work, cell, rank_at(self, home, work)[cell]++);
            self->slot_occupation[slot] = p->occupation[i];
            self->slot_minutes[slot] = p->contract_minutes[i];
            self->slot_premium[slot] = p->wage_premium[i];
            p->post[i] = slot; // until posts exist
        }
    }
}

int kr_synthesis_deal(struct kr_synthesis *self)
{
    const size_t regions = (size_t)self->country->regions;
    const size_t cells = (size_t)self->cells;
    const size_t places = regions * (size_t)self->country->sectors;
    const size_t slots = (size_t)self->employees;
    struct deal d = {.self = self};
    d.job = kr_synthesis_new(self, regions * cells, sizeof *d.job);
    d.teams = kr_synthesis_new(self, places, sizeof(int32_t));
    d.rest = kr_synthesis_new(self, places, sizeof(int32_t));
    d.all = kr_synthesis_new(self, regions * cells, sizeof(int32_t));
    self->rank = kr_synthesis_new(self, regions * regions * cells, sizeof(int32_t));
    self->slot_occupation = kr_synthesis_new(self, slots, sizeof(uint8_t));
    self->slot_minutes = kr_synthesis_new(self, slots, sizeof(uint16_t));
    self->slot_premium = kr_synthesis_new(self, slots, sizeof(int16_t));
    self->slot_post = kr_synthesis_new(self, slots, sizeof(int32_t));
    if (d.job == NULL || d.teams == NULL || d.rest == NULL || d.all == NULL ||
        self->rank == NULL || self->slot_occupation == NULL ||
        self->slot_minutes == NULL || self->slot_premium == NULL ||
        self->slot_post == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    kr_parallel_tasks(self->threads, (int)regions, deal_region, self);
    kr_parallel_tasks(self->threads, (int)regions, plan_region, &d);
    kr_parallel_tasks(self->threads, (int)regions, seat_region, &d);
    return KR_OK;
}
