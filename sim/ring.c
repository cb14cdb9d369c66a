#include "base/math.h"
#include "base/parallel.h"
#include "sim/matching.h"
#include "sim/uses.h"

#include <stdlib.h>
#include <string.h>

// Fewest openings that a cell should hold in a quarter before it is merged.
enum { FEW_OPENINGS = 8 };

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
static int cells_of_occupation(const struct kr_model *model, int occupation, int first,
                               int32_t *cell_of)
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
    const bool by_region = openings * least_region >= FEW_OPENINGS;
    const bool by_area = openings * least_area >= FEW_OPENINGS;
    for (int r = 0; r < country->regions; r++) {
        cell_of[occupation * country->regions + r] =
            first + (by_region ? r
                     : by_area ? country->region[r].area
                               : 0);
    }
    return by_region ? country->regions : by_area ? country->areas : 1;
}

void kr_cells_build(const struct kr_model *model, struct kr_matching *matching)
{
    matching->cells = 0;
    for (int o = 0; o < model->country->occupations; o++) {
        matching->cells +=
            cells_of_occupation(model, o, matching->cells, matching->cell_of);
    }
}

// ---------------------------------------------------------------- rings

// Units are the posts with openings, numbered in the order of the table of vacancies.
static void number_units(struct kr_matching *m, const struct kr_world *world)
{
    const struct kr_vacancies *v = &world->vacancies;
    m->units = 0;
    for (kr_row i = 0; i < v->rows; i++) {
        m->unit_of_post[v->post[i]] = KR_NONE;
    }
    for (kr_row i = 0; i < v->rows; i++) {
        const int32_t post = v->post[i];
        if (m->filled[i] == 0 && m->unit_of_post[post] == KR_NONE) {
            m->unit_of_post[post] = m->units;
            m->unit_post[m->units] = post;
            m->unit_filled[m->units] = 0;
            m->units++;
        }
    }
}

static struct kr_opening opening_of(const struct kr_live *live, kr_row i, uint64_t salt)
{
    const struct kr_world *world = live->world;
    const struct kr_matching *m = &live->scratch->matching;
    const struct kr_vacancies *v = &world->vacancies;
    const struct kr_parameters *rule = &live->scratch->terms.parameters;
    const struct kr_post *post = &world->posts.at[v->post[i]];
    const struct kr_employer *e = &world->employers.at[post->employer];
    const int age = world->now - v->opened[i];
    const double crowd =
        (double)m->unit_applicants[v->post[i]] / kr_max(1.0, (double)post->openings);
    const double wage =
        live->scratch
            ->log_wage[e->sector * live->model->country->occupations + post->occupation] +
        (double)e->wage_premium / 10000.0;
    const double attraction =
        rule->search.amenity_weight * (double)e->amenity / 32.0 +
        rule->search.visibility_weight * (double)e->visibility / 32.0 -
        rule->search.crowding_weight * kr_log(1.0 + crowd);
    const double standard = (double)v->standard[i] / 32.0 -
                            rule->vacancies.standard_age * (double)age -
                            (v->posted[i] == 0 ? rule->vacancies.network_ease : 0.0);
    return (struct kr_opening){.key = v->key[i],
                               .position =
                                   (uint32_t)(kr_random_word(salt, v->key[i]) >> 32),
                               .unit = m->unit_of_post[v->post[i]],
                               .log_wage = (float)wage,
                               .attraction = (float)attraction,
                               .standard = (float)standard,
                               .hours = (uint8_t)(v->minutes[i] / 60),
                               .sector = e->sector,
                               .region = e->region,
                               .occupation = post->occupation};
}

static int32_t cell_of(const struct kr_live *live, kr_row vacancy)
{
    const struct kr_world *world = live->world;
    const struct kr_post *post = &world->posts.at[world->vacancies.post[vacancy]];
    const int region = world->employers.at[post->employer].region;
    return live->scratch->matching
        .cell_of[post->occupation * live->model->country->regions + region];
}

static int by_position(const void *a, const void *b)
{
    const struct kr_opening *x = a;
    const struct kr_opening *y = b;
    if (x->position != y->position) {
        return x->position < y->position ? -1 : 1;
    }
    return x->key < y->key ? -1 : x->key > y->key ? 1 : 0;
}

static void sort_cell(void *context, int cell, int worker)
{
    (void)worker;
    const struct kr_matching *m = context;
    const int32_t first = m->cell_start[cell];
    const int32_t count = m->cell_start[cell + 1] - first;
    qsort(m->ring + first, (size_t)count, sizeof *m->ring, by_position);
}

struct laying {
    const struct kr_live *live;
    uint64_t salt;
};

// The cell of every open vacancy; KR_NONE for one that was filled.
static void cell_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct laying *d = context;
    struct kr_matching *m = &d->live->scratch->matching;
    for (kr_row i = first; i < last; i++) {
        m->vacancy_cell[i] = m->filled[i] == 0 ? cell_of(d->live, i) : KR_NONE;
    }
}

// Every open vacancy writes its own point.
static void point_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct laying *d = context;
    struct kr_matching *m = &d->live->scratch->matching;
    for (kr_row i = first; i < last; i++) {
        if (m->vacancy_cell[i] != KR_NONE) {
            m->ring[m->vacancy_cell[i]] = opening_of(d->live, i, d->salt);
        }
    }
}

// Counting sort: cells become places in the ring, in the order of the table.
static void place_vacancies(struct kr_matching *m, kr_row rows)
{
    memset(m->cell_start, 0, ((size_t)m->cells + 1) * sizeof *m->cell_start);
    for (kr_row i = 0; i < rows; i++) {
        if (m->vacancy_cell[i] != KR_NONE) {
            m->cell_start[m->vacancy_cell[i] + 1]++;
        }
    }
    for (int c = 0; c < m->cells; c++) {
        m->cell_start[c + 1] += m->cell_start[c];
    }
    memcpy(m->cell_cursor, m->cell_start, (size_t)m->cells * sizeof *m->cell_cursor);
    for (kr_row i = 0; i < rows; i++) {
        if (m->vacancy_cell[i] != KR_NONE) {
            m->vacancy_cell[i] = m->cell_cursor[m->vacancy_cell[i]]++;
        }
    }
}

// Openings are laid by cell, then sorted by their place on the ring.
void kr_ring_build(struct kr_live *live)
{
    struct kr_matching *m = &live->scratch->matching;
    const int threads = live->model->threads;
    const kr_row rows = live->world->vacancies.rows;
    struct laying d = {live,
                       kr_random_salt(live->model->key,
                                      kr_random_tag(KR_USE_RING, live->world->now, 0))};
    number_units(m, live->world);
    kr_parallel_rows(threads, rows, cell_block, &d);
    place_vacancies(m, rows);
    kr_parallel_rows(threads, rows, point_block, &d);
    kr_parallel_tasks(threads, m->cells, sort_cell, m);
}

// Places are uniform: the guess is near, the walk from it short.
static int32_t guess(uint32_t point, int32_t count)
{
    return (int32_t)((uint64_t)point * (uint64_t)count >> 32);
}

void kr_ring_prefetch(const struct kr_matching *m, int cell, uint32_t point)
{
    const int32_t first = m->cell_start[cell];
    __builtin_prefetch(&m->ring[first + guess(point, m->cell_start[cell + 1] - first)]);
}

int32_t kr_ring_next(const struct kr_matching *m, int cell, uint32_t point)
{
    const int32_t first = m->cell_start[cell];
    const int32_t count = m->cell_start[cell + 1] - first;
    if (count == 0) {
        return KR_NONE;
    }
    const struct kr_opening *ring = m->ring + first;
    int32_t i = guess(point, count);
    while (i > 0 && ring[i - 1].position >= point) {
        i--;
    }
    while (i < count && ring[i].position < point) {
        i++;
    }
    return first + (i < count ? i : 0);
}
