// Where work is: commuters from home to region of work by sector, and how many employers
// a sector has in each region: its employers are placed first (sizes.c), then people
// travel to them.
#include "base/parallel.h"
#include "scenarios/synth/rounding.h"
#include "scenarios/synth/sizes.h"
#include "scenarios/synth/synthesis.h"

#include <stdlib.h>

// First row of a region; `region` may be one past the last.
static kr_row region_row(const struct kr_synthesis *self, int region)
{
    return region < self->country->regions ? kr_run_at(self, region, 0, 0, 0)->first
                                           : self->persons;
}

// Employees of one home region by job.
static void count_region(void *context, int region, int worker)
{
    (void)worker;
    const struct kr_synthesis *self = context;
    const uint8_t *status = self->world->persons.status;
    int32_t *count = &self->region_cell[kr_line(region, self->cells)];
    const kr_row last = region_row(self, region + 1);
    for (kr_row i = region_row(self, region); i < last; i++) {
        if (status[i] == KR_EMPLOYEE) {
            count[self->person_cell[i]]++;
        }
    }
}

// Employees of a sector who live in a region.
static int64_t residents(const struct kr_synthesis *self, int region, int sector)
{
    int64_t sum = 0;
    for (int c = self->sector_first[sector]; c < self->sector_first[sector + 1]; c++) {
        sum += self->region_cell[region * self->cells + c];
    }
    return sum;
}

// The tables of one sector.
struct sector_places {
    struct kr_synthesis *self;
    int sector;
    int64_t *resident;  // [home] employees
    double *cell;       // [home][work] expected
    double *expected;   // [work] employees
    int64_t *staff;     // [work]
    int64_t *employers; // [work]
    int64_t *whole;     // [home][work]
    int64_t total;
};

// Expected commuters; unless `everywhere`, only to regions that have an employer.
static void expect_commuters(const struct sector_places *p, bool everywhere)
{
    const int regions = p->self->country->regions;
    for (int w = 0; w < regions; w++) {
        p->expected[w] = 0;
    }
    for (int r = 0; r < regions; r++) {
        double *row = &p->cell[kr_line(r, regions)];
        double open = 0;
        for (int w = 0; w < regions; w++) {
            // A trace everywhere, so that somebody can always go where work is.
            const double share = p->self->country->commuting[r * regions + w] + 1e-7;
            row[w] = everywhere || p->employers[w] > 0 ? share : 0.0;
            open += row[w];
        }
        for (int w = 0; w < regions; w++) {
            row[w] *= (double)p->resident[r] / open;
            p->expected[w] += row[w];
        }
    }
}

static int place_sector(const struct sector_places *p)
{
    struct kr_synthesis *self = p->self;
    const int regions = self->country->regions;
    expect_commuters(p, true);
    struct kr_sizing sizing = {.self = self,
                               .sector = p->sector,
                               .total = p->total,
                               .expected = p->expected,
                               .size = &self->size[self->size_first[p->sector]],
                               .staff = p->staff,
                               .employers = p->employers};
    int result = kr_sizes_make(&sizing);
    if (result != KR_OK) {
        return result;
    }
    expect_commuters(p, false);
    const uint64_t salt = kr_salt(self, KR_POPULATION_ROUND_PLACES);
    const struct kr_rounding table = {regions,
                                      regions,
                                      p->cell,
                                      p->resident,
                                      p->staff,
                                      p->whole,
                                      kr_mix64(salt + (uint64_t)p->sector),
                                      100};
    result = kr_round_table(&table);
    if (result != KR_OK) {
        return result;
    }
    for (int i = 0; i < regions * regions; i++) {
        self->commuters[p->sector * regions * regions + i] = (int32_t)p->whole[i];
    }
    for (int w = 0; w < regions; w++) {
        const int at = w * self->country->sectors + p->sector;
        self->place_staff[at] = (int32_t)p->staff[w];
        self->place_employers[at] = (int32_t)p->employers[w];
    }
    return KR_OK;
}

struct place_task {
    struct kr_synthesis *self;
    int64_t failures;
};

static void place_task(void *context, int sector, int worker)
{
    (void)worker;
    struct place_task *task = context;
    struct kr_synthesis *self = task->self;
    const size_t regions = (size_t)self->country->regions;
    struct sector_places p = {.self = self, .sector = sector};
    p.resident = calloc(regions * (3 + regions), sizeof(int64_t));
    p.cell = calloc(regions * (1 + regions), sizeof(double));
    int result = KR_ERR_NO_MEMORY;
    if (p.resident != NULL && p.cell != NULL) {
        p.staff = p.resident + regions;
        p.employers = p.staff + regions;
        p.whole = p.employers + regions;
        p.expected = p.cell + regions * regions;
        for (size_t r = 0; r < regions; r++) {
            p.resident[r] = residents(self, (int)r, sector);
            p.total += p.resident[r];
        }
        result = p.total > 0 ? place_sector(&p) : KR_OK;
    }
    if (result != KR_OK) {
        kr_shared_add(&task->failures, 1);
    }
    free(p.resident);
    free(p.cell);
}

// Room for the sizes of all sectors.
static int make_room(struct kr_synthesis *self)
{
    const int sectors = self->country->sectors;
    self->size_first =
        kr_synthesis_new(self, (size_t)sectors + 1, sizeof *self->size_first);
    if (self->size_first == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    for (int s = 0; s < sectors; s++) {
        int64_t total = 0;
        for (int r = 0; r < self->country->regions; r++) {
            total += residents(self, r, s);
        }
        self->size_first[s + 1] =
            self->size_first[s] + (kr_row)kr_sizes_most(self, s, total);
    }
    self->size =
        kr_synthesis_new(self, (size_t)self->size_first[sectors], sizeof *self->size);
    return self->size != NULL ? KR_OK : KR_ERROR(KR_ERR_NO_MEMORY);
}

int kr_synthesis_places(struct kr_synthesis *self)
{
    const size_t regions = (size_t)self->country->regions;
    const size_t sectors = (size_t)self->country->sectors;
    const size_t cells = (size_t)self->cells;
    self->region_cell = kr_synthesis_new(self, regions * cells, sizeof(int32_t));
    self->commuters =
        kr_synthesis_new(self, sectors * regions * regions, sizeof(int32_t));
    self->place_staff = kr_synthesis_new(self, regions * sectors, sizeof(int32_t));
    self->place_employers = kr_synthesis_new(self, regions * sectors, sizeof(int32_t));
    if (self->region_cell == NULL || self->commuters == NULL ||
        self->place_staff == NULL || self->place_employers == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    kr_parallel_tasks(self->threads, (int)regions, count_region, self);
    const int result = make_room(self);
    if (result != KR_OK) {
        return result;
    }
    struct place_task task = {self, 0};
    kr_parallel_tasks(self->threads, (int)sectors, place_task, &task);
    return task.failures > 0 ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}
