#include "sim/world.h"

#include "base/hash.h"
#include "base/table.h"

#include <stdlib.h>
#include <string.h>

#define KR_ROW(type, name, unit, meaning) \
    {#name, KR_TYPE_OF(type), offsetof(KR_TABLE, name), unit, meaning},

#define KR_TABLE struct kr_second_jobs
static const struct kr_column SECOND_JOBS[] = {KR_SECOND_JOB_COLUMNS(KR_ROW)};
#undef KR_TABLE
#define KR_TABLE struct kr_memories
static const struct kr_column MEMORIES[] = {KR_MEMORY_COLUMNS(KR_ROW)};
#undef KR_TABLE

enum {
    SECOND_JOB_COLUMNS = sizeof SECOND_JOBS / sizeof SECOND_JOBS[0],
    MEMORY_COLUMNS = sizeof MEMORIES / sizeof MEMORIES[0],
    CHILD_QUARTERS = 60,
    FIRST_MEMORIES = 1024,
};

static int allocate_counts(struct kr_world *self, const struct kr_country *country)
{
    const size_t regions = (size_t)country->regions;
    self->children =
        kr_allocate(regions * KR_SEX_COUNT * CHILD_QUARTERS * sizeof(int64_t));
    self->elderly = kr_allocate(regions * KR_SEX_COUNT * sizeof(int64_t));
    const size_t occupations = (size_t)country->occupations;
    self->region_tightness = kr_allocate(regions * sizeof(double));
    self->start_openness = kr_allocate(occupations * sizeof(double));
    self->start_hours = kr_allocate(occupations * sizeof(double));
    self->wage_level = kr_allocate((size_t)country->wage_groups * sizeof(double));
    self->sector = kr_allocate((size_t)country->sectors * sizeof *self->sector);
    const bool failed = self->children == NULL || self->elderly == NULL ||
                        self->region_tightness == NULL || self->start_openness == NULL ||
                        self->start_hours == NULL || self->wage_level == NULL ||
                        self->sector == NULL;
    return failed ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}

int kr_world_init(struct kr_world *self, const struct kr_country *country, kr_row persons,
                  kr_row employers, kr_row posts, kr_row vacancies)
{
    memset(self, 0, sizeof *self);
    self->regions = country->regions;
    self->wage_groups = country->wage_groups;
    self->sectors = country->sectors;
    self->occupations = country->occupations;
    int code = allocate_counts(self, country);
    if (code == KR_OK) {
        code = kr_persons_init(&self->persons, persons);
    }
    if (code == KR_OK) {
        code = kr_employers_init(&self->employers, employers);
    }
    if (code == KR_OK) {
        code = kr_posts_init(&self->posts, posts);
    }
    if (code == KR_OK) {
        code = kr_vacancies_init(&self->vacancies, vacancies);
    }
    if (code == KR_OK) {
        code = kr_memories_reserve(&self->memories, FIRST_MEMORIES);
    }
    if (code != KR_OK) {
        kr_world_free(self);
    }
    return code;
}

void kr_world_free(struct kr_world *self)
{
    const size_t regions = (size_t)self->regions;
    kr_release(self->children, regions * KR_SEX_COUNT * CHILD_QUARTERS * sizeof(int64_t));
    kr_release(self->elderly, regions * KR_SEX_COUNT * sizeof(int64_t));
    kr_release(self->region_tightness, regions * sizeof(double));
    kr_release(self->start_openness, (size_t)self->occupations * sizeof(double));
    kr_release(self->start_hours, (size_t)self->occupations * sizeof(double));
    kr_release(self->wage_level, (size_t)self->wage_groups * sizeof(double));
    kr_release(self->sector, (size_t)self->sectors * sizeof *self->sector);
    kr_persons_free(&self->persons);
    kr_employers_free(&self->employers);
    kr_posts_free(&self->posts);
    kr_vacancies_free(&self->vacancies);
    kr_columns_free(&self->second_jobs, SECOND_JOBS, SECOND_JOB_COLUMNS);
    kr_columns_free(&self->memories, MEMORIES, MEMORY_COLUMNS);
    free(self->paid_cents);
    kr_tallies_free(&self->tallies);
    kr_scratch_free(self->scratch);
    memset(self, 0, sizeof *self);
}

// Moves `rows` rows of a sparse table to arrays of at least `capacity`.
static void grow(void *table, void *larger, const struct kr_column *columns, size_t count,
                 kr_row rows)
{
    for (size_t c = 0; c < count && rows > 0; c++) {
        char *to = *(char **)(void *)((char *)larger + columns[c].offset);
        const char *from = *(char **)(void *)((char *)table + columns[c].offset);
        memcpy(to, from, (size_t)rows * kr_type_size(columns[c].type));
    }
    kr_columns_free(table, columns, count);
}

int kr_memories_reserve(struct kr_memories *self, kr_row capacity)
{
    struct kr_memories larger = {.rows = self->rows, .capacity = capacity};
    int code = KR_OK;
    if (capacity > self->capacity) {
        code = kr_columns_allocate(&larger, MEMORIES, MEMORY_COLUMNS, capacity);
        if (code == KR_OK) {
            grow(self, &larger, MEMORIES, MEMORY_COLUMNS, self->rows);
            *self = larger;
        }
    }
    return code;
}

int kr_second_jobs_reserve(struct kr_second_jobs *self, kr_row capacity)
{
    struct kr_second_jobs larger = {.rows = self->rows, .capacity = capacity};
    int code = KR_OK;
    if (capacity > self->capacity) {
        code = kr_columns_allocate(&larger, SECOND_JOBS, SECOND_JOB_COLUMNS, capacity);
        if (code == KR_OK) {
            grow(self, &larger, SECOND_JOBS, SECOND_JOB_COLUMNS, self->rows);
            *self = larger;
        }
    }
    return code;
}

// ---------------------------------------------------------------- copies

static void copy_columns(void *table, const void *from, const struct kr_column *columns,
                         size_t count, kr_row rows)
{
    for (size_t c = 0; c < count && rows > 0; c++) {
        char *to =
            *(char *const *)(const void *)((const char *)table + columns[c].offset);
        const char *source =
            *(char *const *)(const void *)((const char *)from + columns[c].offset);
        memcpy(to, source, (size_t)rows * kr_type_size(columns[c].type));
    }
}

static void copy_tables(struct kr_world *self, const struct kr_world *from)
{
    size_t count;
    const struct kr_column *persons = kr_person_columns(&count);
    copy_columns(&self->persons, &from->persons, persons, count, from->persons.rows);
    self->persons.rows = from->persons.rows;
    const struct kr_column *vacancies = kr_vacancy_columns(&count);
    copy_columns(&self->vacancies, &from->vacancies, vacancies, count,
                 from->vacancies.rows);
    self->vacancies.rows = from->vacancies.rows;
    copy_columns(&self->second_jobs, &from->second_jobs, SECOND_JOBS, SECOND_JOB_COLUMNS,
                 from->second_jobs.rows);
    self->second_jobs.rows = from->second_jobs.rows;
    copy_columns(&self->memories, &from->memories, MEMORIES, MEMORY_COLUMNS,
                 from->memories.rows);
    self->memories.rows = from->memories.rows;
    memcpy(self->employers.at, from->employers.at,
           (size_t)from->employers.rows * sizeof *from->employers.at);
    self->employers.rows = from->employers.rows;
    memcpy(self->posts.at, from->posts.at,
           (size_t)from->posts.rows * sizeof *from->posts.at);
    self->posts.rows = from->posts.rows;
}

static void copy_counts(struct kr_world *self, const struct kr_world *from)
{
    const size_t regions = (size_t)from->regions;
    memcpy(self->children, from->children,
           regions * KR_SEX_COUNT * CHILD_QUARTERS * sizeof(int64_t));
    memcpy(self->elderly, from->elderly, regions * KR_SEX_COUNT * sizeof(int64_t));
    memcpy(self->region_tightness, from->region_tightness, regions * sizeof(double));
    memcpy(self->wage_level, from->wage_level,
           (size_t)from->wage_groups * sizeof(double));
    memcpy(self->sector, from->sector, (size_t)from->sectors * sizeof *from->sector);
    memcpy(self->start_openness, from->start_openness,
           (size_t)from->occupations * sizeof(double));
    memcpy(self->start_hours, from->start_hours,
           (size_t)from->occupations * sizeof(double));
    memcpy(self->extra_migrants, from->extra_migrants, sizeof self->extra_migrants);
#define KR_COPY(type, name, unit, meaning) self->name = from->name;
    KR_WORLD_NUMBERS(KR_COPY)
#undef KR_COPY
}

int kr_world_copy(struct kr_world *self, const struct kr_country *country,
                  const struct kr_world *from)
{
    int code =
        kr_world_init(self, country, from->persons.capacity, from->employers.capacity,
                      from->posts.capacity, from->vacancies.capacity);
    if (code == KR_OK) {
        code = kr_memories_reserve(&self->memories, from->memories.capacity);
    }
    if (code == KR_OK) {
        code = kr_second_jobs_reserve(&self->second_jobs, from->second_jobs.capacity);
    }
    if (code == KR_OK) {
        copy_tables(self, from);
        copy_counts(self, from);
    } else {
        kr_world_free(self);
    }
    return code;
}

kr_id kr_person_id(int cohort, kr_quarter when, int region, int sex, uint32_t ordinal)
{
    return (uint64_t)(cohort & 0xf) << 60 | (uint64_t)((uint16_t)when & 0x3fff) << 42 |
           (uint64_t)(region & 0xff) << 34 | (uint64_t)(sex & 1) << 33 |
           (uint64_t)ordinal;
}
