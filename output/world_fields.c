#include "output/world_fields.h"

#include <stdbool.h>
#include <string.h>

enum { CHILD_QUARTERS = 60, SIZE_CLASSES = 4, WEEK_MINUTES = 7 * 24 * 60 };

#define KR_ROW(type, name, unit, meaning) \
    {#name, KR_TYPE_OF(type), offsetof(KR_TABLE, name), unit, meaning},

#define KR_TABLE struct kr_second_jobs
static const struct kr_column SECOND_JOBS[] = {KR_SECOND_JOB_COLUMNS(KR_ROW)};
#undef KR_TABLE
#define KR_TABLE struct kr_memories
static const struct kr_column MEMORIES[] = {KR_MEMORY_COLUMNS(KR_ROW)};
#undef KR_TABLE

#define KR_TABLE struct kr_world
static const struct kr_column NUMBERS[] = {KR_WORLD_NUMBERS(KR_ROW)};
static const struct kr_column CHILDREN[] = {{"persons", KR_I64,
                                             offsetof(struct kr_world, children),
                                             "persons", "persons of that age"}};
static const struct kr_column ELDERLY[] = {
    {"persons", KR_I64, offsetof(struct kr_world, elderly), "persons", "persons"}};
static const struct kr_column REGIONS[] = {{"tightness", KR_F64,
                                            offsetof(struct kr_world, region_tightness),
                                            "ratio", "vacancies over unemployed"}};
static const struct kr_column WAGE_GROUPS[] = {{"wage_level", KR_F64,
                                                offsetof(struct kr_world, wage_level),
                                                "ratio", "agreed scale, 1 at the start"}};
static const struct kr_column OCCUPATIONS[] = {
    {"start_openness", KR_F64, offsetof(struct kr_world, start_openness), "ratio",
     "openings per worker at the start"},
    {"start_hours", KR_F64, offsetof(struct kr_world, start_hours), "hours/week",
     "mean contract hours at the start"}};
static const struct kr_column MIGRANTS[] = {
    {"extra", KR_F64, offsetof(struct kr_world, extra_migrants), "persons",
     "expected more, or fewer, than without the policies on migration"}};
#undef KR_TABLE

// clang-format off
#define KR_TABLE struct kr_sector_state
static const struct kr_column SECTORS[] = {
    KR_ROW(double, budget_ratio, "ratio", "budget over need")
    KR_ROW(double, base_minutes, "minutes/week", "base demand of its posts at the start")
    KR_ROW(double, given_up, "log", "demand turned away for want of staff")
    KR_ROW(double, normal_unmet, "share", "hours required that nobody worked at the start")
    KR_ROW(double, waiting_start, "quarters", "unmet need that waited at the start")
    KR_ROW(double, waiting, "quarters", "unmet need that waits")
    KR_ROW(int64_t, output_minutes, "minutes/week", "output of the last quarter")
    KR_ROW(int64_t, unmet_minutes, "minutes/week", "unmet need of the last quarter")
};
#undef KR_TABLE
// clang-format on
_Static_assert(sizeof(struct kr_sector_state) == 64, "every field stands in SECTORS");

const char *kr_world_table_name(enum kr_world_table table)
{
#define KR_WORD(name, word, meaning) word,
    static const char *const WORDS[] = {KR_WORLD_TABLE_LIST(KR_WORD)};
#undef KR_WORD
    return WORDS[table];
}

const char *kr_world_table_meaning(enum kr_world_table table)
{
#define KR_MEANING(name, word, meaning) meaning,
    static const char *const MEANINGS[] = {KR_WORLD_TABLE_LIST(KR_MEANING)};
#undef KR_MEANING
    return MEANINGS[table];
}

size_t kr_world_table_rows(enum kr_world_table table, const struct kr_world *world)
{
    const size_t regions = (size_t)world->regions;
    switch (table) {
    case KR_WORLD_NUMBERS:
        return 1;
    case KR_WORLD_OCCUPATIONS:
        return (size_t)world->occupations;
    case KR_WORLD_MIGRANTS:
        return KR_MIGRANT_CLASSES;
    case KR_WORLD_PERSONS:
        return (size_t)world->persons.rows;
    case KR_WORLD_EMPLOYERS:
        return (size_t)world->employers.rows;
    case KR_WORLD_POSTS:
        return (size_t)world->posts.rows;
    case KR_WORLD_VACANCIES:
        return (size_t)world->vacancies.rows;
    case KR_WORLD_SECOND_JOBS:
        return (size_t)world->second_jobs.rows;
    case KR_WORLD_MEMORIES:
        return (size_t)world->memories.rows;
    case KR_WORLD_CHILDREN:
        return regions * KR_SEX_COUNT * CHILD_QUARTERS;
    case KR_WORLD_ELDERLY:
        return regions * KR_SEX_COUNT;
    case KR_WORLD_REGIONS:
        return regions;
    case KR_WORLD_WAGE_GROUPS:
        return (size_t)world->wage_groups;
    case KR_WORLD_SECTORS:
        return (size_t)world->sectors;
    case KR_WORLD_TABLES:
        break;
    }
    return 0;
}

#define KR_LIST(list) (*count = sizeof(list) / sizeof(list)[0], (list))

const struct kr_column *kr_world_table_columns(enum kr_world_table table, size_t *count)
{
    switch (table) {
    case KR_WORLD_NUMBERS:
        return KR_LIST(NUMBERS);
    case KR_WORLD_OCCUPATIONS:
        return KR_LIST(OCCUPATIONS);
    case KR_WORLD_MIGRANTS:
        return KR_LIST(MIGRANTS);
    case KR_WORLD_PERSONS:
        return kr_person_columns(count);
    case KR_WORLD_EMPLOYERS:
        return kr_employer_fields(count);
    case KR_WORLD_POSTS:
        return kr_post_fields(count);
    case KR_WORLD_VACANCIES:
        return kr_vacancy_columns(count);
    case KR_WORLD_SECOND_JOBS:
        return KR_LIST(SECOND_JOBS);
    case KR_WORLD_MEMORIES:
        return KR_LIST(MEMORIES);
    case KR_WORLD_CHILDREN:
        return KR_LIST(CHILDREN);
    case KR_WORLD_ELDERLY:
        return KR_LIST(ELDERLY);
    case KR_WORLD_REGIONS:
        return KR_LIST(REGIONS);
    case KR_WORLD_WAGE_GROUPS:
        return KR_LIST(WAGE_GROUPS);
    case KR_WORLD_SECTORS:
        return KR_LIST(SECTORS);
    case KR_WORLD_TABLES:
        break;
    }
    *count = 0;
    return NULL;
}

// Tables that stand in the world itself.
static bool stands_in_world(enum kr_world_table table)
{
    return table == KR_WORLD_NUMBERS || table == KR_WORLD_MIGRANTS;
}

// Values somewhere else.
struct elsewhere {
    char *values;
    size_t stride;
};

// The array that a struct of columns holds at the column's offset.
static struct elsewhere column_in(const void *table, const struct kr_column *column)
{
    char *const *place =
        (char *const *)(const void *)((const char *)table + column->offset);
    return (struct elsewhere){*place, kr_type_size(column->type)};
}

#define KR_RECORDS(records) \
    ((struct elsewhere){(char *)(records) + column->offset, sizeof *(records)})

static struct elsewhere find_values(enum kr_world_table table,
                                    const struct kr_column *column,
                                    const struct kr_world *world)
{
    switch (table) {
    case KR_WORLD_PERSONS:
        return column_in(&world->persons, column);
    case KR_WORLD_EMPLOYERS:
        return KR_RECORDS(world->employers.at);
    case KR_WORLD_POSTS:
        return KR_RECORDS(world->posts.at);
    case KR_WORLD_VACANCIES:
        return column_in(&world->vacancies, column);
    case KR_WORLD_SECOND_JOBS:
        return column_in(&world->second_jobs, column);
    case KR_WORLD_MEMORIES:
        return column_in(&world->memories, column);
    case KR_WORLD_SECTORS:
        return KR_RECORDS(world->sector);
    case KR_WORLD_NUMBERS:
    case KR_WORLD_CHILDREN:
    case KR_WORLD_ELDERLY:
    case KR_WORLD_REGIONS:
    case KR_WORLD_WAGE_GROUPS:
    case KR_WORLD_OCCUPATIONS:
    case KR_WORLD_MIGRANTS:
    case KR_WORLD_TABLES:
        break;
    }
    return column_in(world, column);
}

struct kr_world_values kr_world_values_of(enum kr_world_table table,
                                          const struct kr_column *column,
                                          const struct kr_world *world)
{
    if (stands_in_world(table)) {
        return (struct kr_world_values){(const char *)world + column->offset,
                                        kr_type_size(column->type)};
    }
    const struct elsewhere found = find_values(table, column, world);
    return (struct kr_world_values){found.values, found.stride};
}

char *kr_world_place_of(enum kr_world_table table, const struct kr_column *column,
                        struct kr_world *world)
{
    return stands_in_world(table) ? (char *)world + column->offset
                                  : find_values(table, column, world).values;
}

bool kr_world_range_of(enum kr_world_table table, const char *column,
                       const struct kr_world *world, const struct kr_country *country,
                       struct kr_world_range *range)
{
    const struct {
        enum kr_world_table table;
        const char *column;
        struct kr_world_range range;
    } ranges[] = {
        {KR_WORLD_NUMBERS, "elapsed", {0, INT16_MAX}},
        {KR_WORLD_NUMBERS, "helper_posts", {0, world->posts.rows}},
        {KR_WORLD_PERSONS, "sex", {0, KR_SEX_COUNT - 1}},
        {KR_WORLD_PERSONS, "education", {0, KR_EDUCATION_COUNT - 1}},
        {KR_WORLD_PERSONS, "region", {0, world->regions - 1}},
        {KR_WORLD_PERSONS, "partner", {0, KR_PARTNER_COUNT - 1}},
        {KR_WORLD_PERSONS, "health", {0, KR_HEALTH_COUNT - 1}},
        {KR_WORLD_PERSONS, "benefit", {0, KR_BENEFIT_COUNT - 1}},
        {KR_WORLD_PERSONS, "status", {0, KR_STATUS_COUNT - 1}},
        {KR_WORLD_PERSONS, "study", {0, country->fields}},
        {KR_WORLD_PERSONS, "occupation", {0, country->occupations - 1}},
        {KR_WORLD_PERSONS, "previous_occupation", {0, country->occupations - 1}},
        {KR_WORLD_PERSONS, "rung", {0, KR_RUNG_COUNT - 1}},
        {KR_WORLD_PERSONS, "post", {KR_NONE, world->posts.rows - 1}},
        {KR_WORLD_PERSONS, "contract", {0, KR_CONTRACT_COUNT - 1}},
        {KR_WORLD_PERSONS, "contract_minutes", {0, WEEK_MINUTES}},
        {KR_WORLD_PERSONS, "usual_minutes", {0, WEEK_MINUTES}},
        {KR_WORLD_PERSONS, "wish", {0, KR_WISH_COUNT - 1}},
        {KR_WORLD_PERSONS, "leave", {0, KR_LEAVE_COUNT - 1}},
        {KR_WORLD_PERSONS, "notice", {0, KR_NOTICE_COUNT - 1}},
        {KR_WORLD_PERSONS, "course", {0, country->occupations}},
        {KR_WORLD_PERSONS, "course_provider", {0, world->regions}},
        {KR_WORLD_EMPLOYERS, "group", {0, world->employers.rows - 1}},
        {KR_WORLD_EMPLOYERS, "first_post", {KR_NONE, world->posts.rows}},
        {KR_WORLD_EMPLOYERS, "heads", {0, INT32_MAX}},
        {KR_WORLD_EMPLOYERS, "posts", {0, world->posts.rows}},
        {KR_WORLD_EMPLOYERS, "sector", {0, world->sectors - 1}},
        {KR_WORLD_EMPLOYERS, "region", {0, world->regions - 1}},
        {KR_WORLD_EMPLOYERS, "wage_group", {0, world->wage_groups - 1}},
        {KR_WORLD_EMPLOYERS, "size_class", {0, SIZE_CLASSES - 1}},
        {KR_WORLD_POSTS, "employer", {KR_NONE, world->employers.rows - 1}},
        {KR_WORLD_POSTS, "heads", {0, INT32_MAX}},
        {KR_WORLD_POSTS, "contract_minutes", {0, INT32_MAX}},
        {KR_WORLD_POSTS, "helper_post", {KR_NONE, world->posts.rows - 1}},
        {KR_WORLD_POSTS, "carved", {0, 100}},
        {KR_WORLD_POSTS, "occupation", {0, country->occupations - 1}},
        {KR_WORLD_VACANCIES, "post", {0, world->posts.rows - 1}},
        {KR_WORLD_SECOND_JOBS, "post", {0, world->posts.rows - 1}},
        {KR_WORLD_SECOND_JOBS, "row", {0, world->persons.rows - 1}},
        {KR_WORLD_MEMORIES, "row", {KR_NONE, world->persons.rows - 1}},
        {KR_WORLD_CHILDREN, "persons", {0, INT64_MAX}},
        {KR_WORLD_ELDERLY, "persons", {0, INT64_MAX}},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (ranges[i].table == table && strcmp(ranges[i].column, column) == 0) {
            *range = ranges[i].range;
            return true;
        }
    }
    return false;
}
