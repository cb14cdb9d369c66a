#include "base/parallel.h"
#include "sim/matching.h"
#include "sim/targets.h"
#include "sim/uses.h"

#include <string.h>

// Fewest openings that a cell should hold in a quarter before it is merged.
enum { FEW_OPENINGS = 32 };

enum { PARTY = 32 }; // vacancies that are laid together

// Openings looked for in a quarter, as a share of the employed (see vacancies in the
// pack).
static const double OPENINGS_PER_WORKER = 0.08;

// ---------------------------------------------------------------- cells

// Workers of an occupation at the start, at the model's scale.
static double workers_of(const struct kr_model *model, int occupation)
{
    double persons = 0.0;
    for (int i = 0; i < model->country->staffing_rows; i++) {
        if (model->country->staffing[i].occupation == occupation) {
            persons += model->country->staffing[i].persons;
        }
    }
    return persons * model->scale;
}

static double region_share(const struct kr_country *country, int region, int area)
{
    double total = 0.0;
    double here = 0.0;
    for (int r = 0; r < country->regions; r++) {
        total += country->region_employed[r];
        if (area >= 0 ? country->region[r].area == area : r == region) {
            here += country->region_employed[r];
        }
    }
    return here / total;
}

// An occupation's cells are regions when the smallest region has openings enough, else
// areas when the smallest area has, else the country.
enum extent { REGION, AREA, COUNTRY };

static enum extent extent_of(const struct kr_model *model, int occupation)
{
    const struct kr_country *country = model->country;
    const double openings = workers_of(model, occupation) * OPENINGS_PER_WORKER;
    double least_region = 1.0;
    double least_area = 1.0;
    for (int r = 0; r < country->regions; r++) {
        const double region = region_share(country, r, -1);
        const double area = region_share(country, r, country->region[r].area);
        least_region = region < least_region ? region : least_region;
        least_area = area < least_area ? area : least_area;
    }
    return openings * least_region >= FEW_OPENINGS ? REGION
           : openings * least_area >= FEW_OPENINGS ? AREA
                                                   : COUNTRY;
}

// The first region that shares the cells of a region.
static int first_region(const struct kr_country *country, enum extent extent, int region)
{
    int first = extent == REGION ? region : 0;
    while (extent == AREA &&
           country->region[first].area != country->region[region].area) {
        first++;
    }
    return first;
}

// Cells of a region lie together, as do the people who look there: what they look at
// stays close to the processor.
void kr_cells_build(const struct kr_model *model, struct kr_matching *matching)
{
    const struct kr_country *country = model->country;
    enum extent extent[256];
    for (int o = 0; o < country->occupations; o++) {
        extent[o] = extent_of(model, o);
        matching->is_legal[o] = country->occupation[o].legal;
    }
    matching->cells = 0;
    for (int r = 0; r < country->regions; r++) {
        for (int o = 0; o < country->occupations; o++) {
            const int first = first_region(country, extent[o], r);
            int32_t *cells = &matching->cell_of[(size_t)o * (size_t)country->regions];
            cells[r] = first == r ? matching->cells++ : cells[first];
        }
    }
}

// ---------------------------------------------------------------- rings

// Openings of the cells, and from these where each begins.
static void count_cells(struct kr_matching *m, int regions)
{
    memset(m->cell_start, 0, ((size_t)m->cells + 1) * sizeof *m->cell_start);
    for (int32_t u = 0; u < m->units; u++) {
        const struct kr_unit *unit = &m->unit[u];
        const int cell = m->cell_of[unit->occupation * regions + unit->region];
        m->cell_start[cell + 1] += unit->open;
    }
    for (int c = 0; c < m->cells; c++) {
        m->cell_start[c + 1] += m->cell_start[c];
    }
}

struct laying {
    const struct kr_live *live;
    uint64_t salt;
};

static uint32_t position_of(const struct laying *d, kr_row vacancy)
{
    const uint64_t key = d->live->world->vacancies.key[vacancy];
    return (uint32_t)(kr_random_word(d->salt, key) >> 32);
}

// The stretch of every open vacancy, and how many are on it; KR_NONE for one that was
// filled. Counts stand two places on, so that sums make starts and placing makes ends.
static void stretch_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct laying *d = context;
    struct kr_matching *m = &d->live->scratch->matching;
    const int regions = d->live->model->country->regions;
    for (kr_row i = first; i < last; i++) {
        m->vacancy_stretch[i] = KR_NONE;
        if (m->filled[i] == 0) {
            const struct kr_unit *unit = &m->unit[m->vacancy_unit[i]];
            const int cell = m->cell_of[unit->occupation * regions + unit->region];
            m->vacancy_stretch[i] = kr_ring_stretch(m, cell, position_of(d, i));
            kr_shared_add32(&m->stretch_start[m->vacancy_stretch[i] + 2], 1);
        }
    }
}

static struct kr_opening opening_of(const struct laying *d, kr_row i)
{
    const struct kr_world *world = d->live->world;
    const struct kr_matching *m = &d->live->scratch->matching;
    const struct kr_vacancies *v = &world->vacancies;
    const struct kr_vacancies_parameters *rule =
        &d->live->scratch->terms.parameters.vacancies;
    const struct kr_unit *unit = &m->unit[m->vacancy_unit[i]];
    const double standard =
        (double)v->standard[i] / 32.0 -
        rule->standard_age * (double)(world->now - v->opened[i]) -
        (v->posted[i] == 0 ? rule->network_ease : 0.0) +
        kr_post_addend(d->live, KR_LEVER_standard, &world->posts.at[v->post[i]]);
    return (struct kr_opening){.key = v->key[i],
                               .position = position_of(d, i),
                               .unit = m->vacancy_unit[i],
                               .log_wage = unit->log_wage,
                               .attraction = unit->attraction,
                               .standard = (float)standard,
                               .hours = (uint8_t)(v->minutes[i] / 60),
                               .sector = unit->sector,
                               .region = unit->region,
                               .occupation = unit->occupation};
}

// Takes a place in its stretch for every open vacancy of a party; the points there are
// asked for. Returns how many are open.
static int take_places(const struct laying *d, kr_row first, int size, kr_row *vacancy,
                       int32_t *place)
{
    const struct kr_matching *m = &d->live->scratch->matching;
    int open = 0;
    for (kr_row i = first; i < first + size; i++) {
        if (m->vacancy_stretch[i] != KR_NONE) {
            int32_t *next = &m->stretch_start[m->vacancy_stretch[i] + 1];
            vacancy[open] = i;
            place[open] = __atomic_fetch_add(next, 1, __ATOMIC_RELAXED);
            kr_ask_to_write(&m->ring[place[open]]);
            open++;
        }
    }
    return open;
}

// Every open vacancy writes its own point. Parties take their places before any writes: a
// shared addition waits for all writing before it.
static void point_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct laying *d = context;
    const struct kr_matching *m = &d->live->scratch->matching;
    kr_row vacancy[PARTY];
    int32_t place[PARTY];
    for (kr_row i = first; i < last; i += PARTY) {
        const int size = last - i < PARTY ? last - i : PARTY;
        const int open = take_places(d, i, size, vacancy, place);
        for (int k = 0; k < open; k++) {
            m->ring[place[k]] = opening_of(d, vacancy[k]);
        }
    }
}

static bool lies_before(const struct kr_opening *x, const struct kr_opening *y)
{
    return x->position != y->position ? x->position < y->position : x->key < y->key;
}

// Stretches stand in order and hold few, so insertion moves an opening hardly ever and
// never far; afterwards the order in which they were laid no longer shows.
static void sort_cell(void *context, int cell, int worker)
{
    (void)worker;
    const struct kr_matching *m = context;
    struct kr_opening *ring = m->ring + m->cell_start[cell];
    const int32_t count = m->cell_start[cell + 1] - m->cell_start[cell];
    for (int32_t i = 1; i < count; i++) {
        if (!lies_before(&ring[i], &ring[i - 1])) {
            continue;
        }
        const struct kr_opening moving = ring[i];
        int32_t j = i;
        while (j > 0 && lies_before(&moving, &ring[j - 1])) {
            ring[j] = ring[j - 1];
            j--;
        }
        ring[j] = moving;
    }
    // all positions side by side: who looks for the next one reads nothing else
    uint32_t *position = m->position + m->cell_start[cell];
    for (int32_t i = 0; i < count; i++) {
        position[i] = ring[i].position;
    }
}

// A counting sort by cell and stretch, then by place within a stretch.
void kr_ring_build(struct kr_live *live)
{
    struct kr_matching *m = &live->scratch->matching;
    const int threads = live->model->threads;
    const kr_row rows = live->world->vacancies.rows;
    struct laying d = {live,
                       kr_random_salt(live->model->key,
                                      kr_random_tag(KR_USE_RING, live->world->now, 0))};
    count_cells(m, live->model->country->regions);
    const int32_t open = m->cell_start[m->cells];
    memset(m->stretch_start, 0, ((size_t)open + 2) * sizeof *m->stretch_start);
    kr_parallel_rows(threads, rows, stretch_block, &d);
    for (int32_t s = 0; s < open; s++) {
        m->stretch_start[s + 1] += m->stretch_start[s];
    }
    kr_parallel_rows(threads, rows, point_block, &d);
    kr_parallel_tasks(threads, m->cells, sort_cell, m);
}
