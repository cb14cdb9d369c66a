// Posts: the occupations of each employer, with heads and minutes; then the vacancies
// that stand open at the start.
#include "base/math.h"
#include "base/parallel.h"
#include "scenarios/synth/rounding.h"
#include "scenarios/synth/synthesis.h"

#include <string.h>

enum {
    OCCUPATIONS = 256,
    MOST_AGE = 8, // quarters that a vacancy has stood at most
    LEAST_VACANCIES = 1000,
};

// Half of the vacancies of a quarter stand open in the next. Assumed; spin-up corrects.
#define STILL_OPEN 0.5

struct posts {
    struct kr_synthesis *self;
    int64_t *sector_vacancies; // [sector] to give
    int64_t *sector_heads;     // [sector]
    int32_t *heads_before;     // [post] heads in earlier posts of its sector
    int64_t *offset;           // [sector] where the first vacancy stands
};

// Occupations in use among the slots of an employer; counts come back in `count`.
static void count_slots(const struct kr_synthesis *self, kr_row employer,
                        int32_t count[OCCUPATIONS])
{
    memset(count, 0, OCCUPATIONS * sizeof *count);
    const kr_row last = self->employer_slot[employer + 1];
    for (kr_row s = self->employer_slot[employer]; s < last; s++) {
        count[self->slot_occupation[s]]++;
    }
}

static void count_posts(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct kr_synthesis *self = context;
    int32_t count[OCCUPATIONS];
    for (kr_row i = first; i < last; i++) {
        struct kr_employer *e = &self->world->employers.at[i];
        count_slots(self, i, count);
        e->posts = 0;
        for (int o = 0; o < self->country->occupations; o++) {
            e->posts = (uint16_t)(e->posts + (count[o] > 0));
        }
    }
}

static void open_post(const struct kr_synthesis *self, struct kr_post *post,
                      kr_row employer, int occupation)
{
    *post = (struct kr_post){
        .employer = employer,
        .occupation = (uint8_t)occupation,
        .load = 1.0F,
        .search_factor = KR_FACTOR_UNIT,
        .leave_factor = KR_FACTOR_UNIT,
        .surplus = 0,
        .grant_chance = (uint16_t)(self->model->parameters.hours.grant_slack * 65535.0),
        .sick_factor = KR_FACTOR_UNIT,
        .helper_post = KR_NONE,
    };
}

static void fill_posts(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct kr_synthesis *self = context;
    int32_t row[OCCUPATIONS];
    for (kr_row i = first; i < last; i++) {
        const struct kr_employer *e = &self->world->employers.at[i];
        count_slots(self, i, row);
        kr_row next = e->first_post;
        for (int o = 0; o < self->country->occupations; o++) {
            if (row[o] > 0) {
                open_post(self, &self->world->posts.at[next], i, o);
                row[o] = next++;
            }
        }
        const kr_row end = self->employer_slot[i + 1];
        for (kr_row s = self->employer_slot[i]; s < end; s++) {
            const kr_row r = row[self->slot_occupation[s]];
            struct kr_post *post = &self->world->posts.at[r];
            self->slot_post[s] = r;
            post->heads++;
            post->contract_minutes += self->slot_minutes[s];
            post->premium_minutes +=
                (int64_t)self->slot_minutes[s] * self->slot_premium[s];
        }
    }
}

// Persons hold slots so far; from now on posts.
static void assign_posts(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct kr_synthesis *self = context;
    struct kr_persons *p = &self->world->persons;
    for (kr_row i = first; i < last; i++) {
        if (p->post[i] >= 0) {
            p->post[i] = self->slot_post[p->post[i]];
        }
    }
}

// Gives posts their rows.
static int number_posts(struct kr_synthesis *self)
{
    struct kr_employers *employers = &self->world->employers;
    kr_row row = 0;
    for (kr_row i = 0; i < employers->rows; i++) {
        employers->at[i].first_post = row;
        row += employers->at[i].posts;
    }
    // every post may come to have one for its helpers
    if (2 * row > self->world->posts.capacity) {
        kr_posts_free(&self->world->posts);
        const int result = kr_posts_init(&self->world->posts, 2 * row);
        if (result != KR_OK) {
            return result;
        }
    }
    self->world->posts.rows = row;
    return KR_OK;
}

// Vacancies by sector, and the heads of each sector before each post. They are spread
// evenly over the heads of a sector, from a drawn start: a post of n heads gets its share
// rounded up or down.
static int plan_vacancies(const struct posts *v)
{
    const struct kr_synthesis *self = v->self;
    const int sectors = self->country->sectors;
    double *weight = kr_synthesis_new(v->self, (size_t)sectors, sizeof *weight);
    if (weight == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    double total = 0;
    for (int s = 0; s < sectors; s++) {
        weight[s] = (double)self->country->sector[s].vacancies;
        total += weight[s];
    }
    const int result =
        kr_apportion(weight, sectors, kr_whole_number(total * self->model->scale),
                     v->sector_vacancies);
    for (kr_row i = 0; i < self->world->posts.rows; i++) {
        const struct kr_post *post = &self->world->posts.at[i];
        const int s = self->world->employers.at[post->employer].sector;
        v->heads_before[i] = (int32_t)v->sector_heads[s];
        v->sector_heads[s] += post->heads;
    }
    for (int s = 0; s < sectors; s++) {
        const uint64_t word = kr_draw_word(self, KR_POPULATION_VACANCY, (uint64_t)s + 1);
        const double at = kr_uniform(word) * (double)v->sector_heads[s];
        v->offset[s] = (int64_t)at;
        v->sector_vacancies[s] = v->sector_heads[s] > 0 ? v->sector_vacancies[s] : 0;
    }
    return result;
}

// Vacancies that stand before place `heads` of the heads of a sector: vacancy j stands at
// (j * heads of the sector + offset) / vacancies.
static int64_t vacancies_before(const struct posts *v, int sector, int64_t heads)
{
    const int64_t all = v->sector_heads[sector];
    const int64_t top = heads * v->sector_vacancies[sector] - v->offset[sector];
    return top <= 0 ? 0 : (top + all - 1) / all;
}

static void count_openings(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct posts *v = context;
    for (kr_row i = first; i < last; i++) {
        struct kr_post *post = &v->self->world->posts.at[i];
        const int s = v->self->world->employers.at[post->employer].sector;
        const int64_t before = v->heads_before[i];
        const int64_t count =
            vacancies_before(v, s, before + post->heads) - vacancies_before(v, s, before);
        post->openings = (uint16_t)(count < 65535 ? count : 65535);
    }
}

// Quarters since an opening of a post began.
static int vacancy_age(const struct kr_synthesis *self, uint64_t post_key, int opening)
{
    const uint64_t key = kr_hash_word(post_key, (uint64_t)opening);
    const double u = kr_draw(self, KR_POPULATION_VACANCY_AGE, key);
    double left = 1.0;
    for (int age = 0; age < MOST_AGE; age++) {
        left *= STILL_OPEN;
        if (u >= left) {
            return age;
        }
    }
    return MOST_AGE;
}

// The standard of an opening as it was set; what age takes off is for matching to add.
static int8_t first_standard(const struct kr_synthesis *self)
{
    const double standard = self->model->parameters.hiring.standard;
    return (int8_t)(kr_clamp(standard, -3.9, 3.9) * 32.0);
}

// Writes the vacancies of one post from row `row` on. The key is that of the simulation.
static void write_openings(const struct kr_synthesis *self, struct kr_post *post,
                           kr_row row)
{
    struct kr_vacancies *table = &self->world->vacancies;
    const struct kr_employer *e = &self->world->employers.at[post->employer];
    const uint64_t post_key = kr_post_key(e, post->occupation);
    const int32_t mean = post->contract_minutes / post->heads;
    const int32_t step = KR_HOURS_STEP * 60;
    const int32_t minutes = (mean + step / 2) / step * step;
    uint16_t ordinal[MOST_AGE + 1] = {0};
    for (int k = 0; k < post->openings; k++, row++) {
        const int age = vacancy_age(self, post_key, k);
        const uint16_t number = ordinal[age]++;
        const uint64_t when = (uint64_t)(uint16_t)(self->start - age) << 16 | number;
        table->key[row] = kr_hash_word(post_key, when);
        table->post[row] = (int32_t)(post - self->world->posts.at);
        table->opened[row] = (int16_t)(self->start - age);
        table->minutes[row] = (uint16_t)(minutes < step ? step : minutes);
        table->ordinal[row] = number;
        table->standard[row] = first_standard(self);
        table->posted[row] = 1;
    }
}

// What a post requires: its contracts and its vacancies. The base is that at an own
// demand level of zero.
static void require(const struct kr_synthesis *self, struct kr_post *post, kr_row row)
{
    const struct kr_vacancies *table = &self->world->vacancies;
    int64_t minutes = post->contract_minutes;
    for (int k = 0; k < post->openings; k++) {
        minutes += table->minutes[row + k];
    }
    const struct kr_employer *e = &self->world->employers.at[post->employer];
    const double base = (double)minutes * kr_exp(-(double)e->demand_level);
    post->required_minutes = (int32_t)minutes;
    post->base_minutes = (int32_t)kr_clamp(__builtin_floor(base + 0.5), 0.0, 2e9);
}

static int open_vacancies(struct kr_synthesis *self)
{
    const size_t sectors = (size_t)self->country->sectors;
    const kr_row rows = self->world->posts.rows;
    struct posts v = {.self = self};
    v.sector_vacancies = kr_synthesis_new(self, sectors, sizeof(int64_t));
    v.sector_heads = kr_synthesis_new(self, sectors, sizeof(int64_t));
    v.offset = kr_synthesis_new(self, sectors, sizeof(int64_t));
    v.heads_before = kr_synthesis_new(self, (size_t)rows, sizeof(int32_t));
    if (v.sector_vacancies == NULL || v.sector_heads == NULL || v.offset == NULL ||
        v.heads_before == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    int result = plan_vacancies(&v);
    if (result != KR_OK) {
        return result;
    }
    kr_parallel_rows(self->threads, rows, count_openings, &v);
    int64_t total = 0;
    for (kr_row i = 0; i < rows; i++) {
        total += self->world->posts.at[i].openings;
    }
    struct kr_vacancies *table = &self->world->vacancies;
    if (total > table->capacity) {
        kr_vacancies_free(table);
        result = kr_vacancies_init(table, (kr_row)total + LEAST_VACANCIES);
    }
    if (result != KR_OK) {
        return result;
    }
    kr_row row = 0;
    for (kr_row i = 0; i < rows; i++) {
        struct kr_post *post = &self->world->posts.at[i];
        write_openings(self, post, row);
        require(self, post, row);
        row += post->openings;
    }
    table->rows = row;
    return KR_OK;
}

int kr_synthesis_posts(struct kr_synthesis *self)
{
    const kr_row employers = self->world->employers.rows;
    kr_parallel_rows(self->threads, employers, count_posts, self);
    const int result = number_posts(self);
    if (result != KR_OK) {
        return result;
    }
    kr_parallel_rows(self->threads, employers, fill_posts, self);
    kr_parallel_rows(self->threads, self->persons, assign_posts, self);
    return open_vacancies(self);
}
