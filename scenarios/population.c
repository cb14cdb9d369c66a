#include "scenarios/population.h"

#include "base/math.h"
#include "base/parallel.h"
#include "base/table.h"
#include "scenarios/synth/life.h"
#include "scenarios/synth/rounding.h"
#include "scenarios/synth/synthesis.h"
#include "sim/order.h"

#include <stdlib.h>
#include <string.h>

enum { CHILD_AGES = 15, CHILD_QUARTERS = 60, LEAST_PERSONS = 100, LEAST_ROOM = 64 };

void *kr_synthesis_new(struct kr_synthesis *self, size_t count, size_t size)
{
    KR_BUG_IF(self->owned_count >= KR_OWNED);
    void *memory = kr_allocate(count * size);
    self->owned[self->owned_count].memory = memory;
    self->owned[self->owned_count].bytes = count * size;
    self->owned_count++;
    return memory;
}

static void release(struct kr_synthesis *self)
{
    for (int i = 0; i < self->owned_count; i++) {
        kr_release(self->owned[i].memory, self->owned[i].bytes);
    }
    kr_hours_menus_free(&self->menus);
}

struct kr_population_size kr_population_size_of(const struct kr_country *country,
                                                double scale, int quarters)
{
    double persons = 0;
    for (int i = 0; i < country->regions * KR_SINGLE_AGES * KR_SEX_COUNT; i++) {
        persons += country->population[i];
    }
    double employees = 0;
    double employers = 0;
    double vacancies = 0;
    for (int s = 0; s < country->sectors; s++) {
        const struct kr_sector *sector = &country->sector[s];
        const double here = (double)sector->employees * scale;
        const double few = __builtin_fmin((double)sector->employers, country->regions);
        const double firms =
            __builtin_fmax((double)sector->employers * scale, few) + country->regions;
        employees += here;
        employers += firms;
        vacancies += (double)sector->vacancies * scale;
    }
    // Colleagues in one occupation are dealt in threes, and what is left over by region
    // and job one by one; some threes meet in one post.
    const double left_over =
        __builtin_fmin(employees / 2.0, 1.5 * country->regions * country->staffing_rows);
    const double posts = employers + employees / 6.0 + left_over;
    // Rows of those who leave are used again; the room is for net growth, and for the
    // openings that one quarter adds: every hire has one.
    const double growth = 1.03 + 0.002 * quarters;
    return (struct kr_population_size){
        .persons = (int64_t)(persons * scale * growth) + LEAST_ROOM,
        .employers = (int64_t)employers + LEAST_ROOM,
        .posts = (int64_t)posts + LEAST_ROOM,
        .vacancies = (int64_t)__builtin_fmax(4.0 * vacancies, 0.6 * employees) + 1000,
    };
}

// Children of 0-14 by quarter of age, and persons of 75 and over, rounded along the
// cumulative sum so that the total of the country is right.
static void count_dependants(const struct kr_synthesis *self)
{
    const int groups = self->country->regions * KR_SEX_COUNT;
    double running = 0;
    int64_t given = 0;
    for (int i = 0; i < groups * CHILD_QUARTERS; i++) {
        const int quarter = i % CHILD_QUARTERS;
        const int region = i / CHILD_QUARTERS / KR_SEX_COUNT;
        const int sex = i / CHILD_QUARTERS % KR_SEX_COUNT;
        const size_t at =
            kr_line(region * (CHILD_AGES + 1) + quarter / 4, KR_SEX_COUNT) + (size_t)sex;
        running += self->country->dependants[at] * self->model->scale / 4.0;
        const int64_t so_far = kr_whole_number(running);
        self->world->children[i] = so_far - given;
        given = so_far;
    }
    running = 0;
    given = 0;
    for (int i = 0; i < groups; i++) {
        const int row = i / KR_SEX_COUNT * (CHILD_AGES + 1) + CHILD_AGES;
        const size_t at = kr_line(row, KR_SEX_COUNT) + (size_t)(i % KR_SEX_COUNT);
        running += self->country->dependants[at] * self->model->scale;
        const int64_t so_far = kr_whole_number(running);
        self->world->elderly[i] = so_far - given;
        given = so_far;
    }
}

// Levels of wages and budgets, and how tight the market is: vacancies by region of work
// over unemployed by region of home.
static void set_market(const struct kr_synthesis *self)
{
    struct kr_world *world = self->world;
    const int regions = self->country->regions;
    for (int g = 0; g < self->country->wage_groups; g++) {
        world->wage_level[g] = 1.0;
    }
    for (int s = 0; s < self->country->sectors; s++) {
        world->sector[s] = (struct kr_sector_state){.budget_ratio = 1.0};
    }
    int64_t open[256] = {0};
    int64_t unemployed[256] = {0};
    int64_t all_open = 0;
    int64_t all_unemployed = 0;
    for (kr_row v = 0; v < world->vacancies.rows; v++) {
        const struct kr_post *post = &world->posts.at[world->vacancies.post[v]];
        open[world->employers.at[post->employer].region]++;
        all_open++;
    }
    for (int i = 0; i < regions * KR_SEX_COUNT * KR_SINGLE_AGES; i++) {
        const struct kr_run *run =
            &self->run[kr_line(i * KR_STATUSES + KR_PACK_UNEMPLOYED, KR_EDUCATION_COUNT)];
        for (int e = 0; e < KR_EDUCATION_COUNT; e++) {
            unemployed[i / (KR_SEX_COUNT * KR_SINGLE_AGES)] += run[e].count;
            all_unemployed += run[e].count;
        }
    }
    world->tightness =
        (double)all_open / (double)(all_unemployed > 0 ? all_unemployed : 1);
    for (int r = 0; r < regions; r++) {
        world->region_tightness[r] =
            (double)open[r] / (double)(unemployed[r] > 0 ? unemployed[r] : 1);
    }
}

static void live_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct kr_life *life = context;
    kr_life_household(life, first, last);
    kr_life_health(life, first, last);
    kr_life_groups(life, first, last);
    kr_life_study(life, first, last);
    kr_life_career(life, first, last);
    kr_life_courses(life, first, last);
    kr_life_benefit(life, first, last);
    kr_life_wage(life, first, last);
    kr_life_hours(life, first, last);
}

int kr_synthesis_life(struct kr_synthesis *self)
{
    struct kr_life *life = kr_synthesis_new(self, 1, sizeof *life);
    if (life == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    life->self = self;
    int result = kr_life_tables(life);
    if (result == KR_OK) {
        result = kr_hours_menus_init(&self->menus, self->country);
    }
    if (result != KR_OK) {
        return result;
    }
    kr_hours_menus_build(&self->menus, self->country, &self->model->parameters.hours);
    kr_parallel_rows(self->threads, self->persons, live_block, life);
    return KR_OK;
}

static int make_world(struct kr_synthesis *self)
{
    const struct kr_model *model = self->model;
    const struct kr_population_size size =
        kr_population_size_of(model->country, model->scale, model->quarters);
    if (size.persons > INT32_MAX || size.posts > INT32_MAX) {
        return KR_ERROR(KR_ERR_RANGE);
    }
    const int result =
        kr_world_init(self->world, model->country, (kr_row)size.persons,
                      (kr_row)size.employers, (kr_row)size.posts, (kr_row)size.vacancies);
    self->world->now = self->start;
    return result;
}

// The steps, in order.
static int build(struct kr_synthesis *self)
{
    int (*const before[])(struct kr_synthesis *) = {
        kr_synthesis_counts, kr_synthesis_jobs, kr_synthesis_hours};
    int (*const after[])(struct kr_synthesis *) = {kr_synthesis_life, kr_synthesis_places,
                                                   kr_synthesis_employers,
                                                   kr_synthesis_deal, kr_synthesis_posts};
    int result = make_world(self);
    for (size_t i = 0; result == KR_OK && i < sizeof before / sizeof before[0]; i++) {
        result = before[i](self);
        if (result == KR_OK && self->persons < LEAST_PERSONS) {
            result = KR_ERROR(KR_ERR_RANGE);
        }
    }
    if (result != KR_OK) {
        return result;
    }
    self->person_cell =
        kr_synthesis_new(self, (size_t)self->persons, sizeof *self->person_cell);
    self->person_place =
        kr_synthesis_new(self, (size_t)self->persons, sizeof *self->person_place);
    if (self->person_cell == NULL || self->person_place == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    kr_synthesis_persons(self);
    for (size_t i = 0; result == KR_OK && i < sizeof after / sizeof after[0]; i++) {
        result = after[i](self);
    }
    if (result == KR_OK) {
        count_dependants(self);
        set_market(self);
        result = kr_vacancies_order(self->world);
    }
    return result;
}

int kr_population_build(const struct kr_model *model, struct kr_world *world)
{
    const struct kr_constants *constants = &model->country->constants;
    struct kr_synthesis *self = calloc(1, sizeof *self);
    if (self == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->model = model;
    self->country = model->country;
    self->world = world;
    self->threads = model->threads;
    self->start =
        kr_quarter_of((int)constants->start_year, (int)constants->start_quarter);
    for (int use = 0; use < KR_POPULATION_USES; use++) {
        const unsigned number = (unsigned)(use + KR_POPULATION_FIRST);
        self->salt[use] =
            kr_random_salt(model->key, kr_random_tag(number, self->start, 0));
    }
    memset(world, 0, sizeof *world);
    const int result = build(self);
    release(self);
    free(self);
    if (result != KR_OK) {
        kr_world_free(world);
    }
    return result;
}
