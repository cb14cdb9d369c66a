// Every field of a world as a column of values: the list that files of worlds are written
// and read by, and that krapte describe prints.
#ifndef KR_OUTPUT_WORLD_FIELDS_H
#define KR_OUTPUT_WORLD_FIELDS_H

#include "base/table.h"
#include "sim/world.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The tables of a world. X(name, word, meaning)
#define KR_WORLD_TABLE_LIST(X)                                                   \
    X(NUMBERS, "world", "single numbers")                                        \
    X(PERSONS, "persons", "persons of 15-74")                                    \
    X(EMPLOYERS, "employers", "establishments")                                  \
    X(POSTS, "posts", "posts: an occupation at an employer")                     \
    X(VACANCIES, "vacancies", "openings")                                        \
    X(SECOND_JOBS, "second_jobs", "second jobs")                                 \
    X(MEMORIES, "memories", "what programmes remember of persons")               \
    X(CHILDREN, "children", "persons of 0-14 by region, sex and quarter of age") \
    X(ELDERLY, "elderly", "persons of 75 and over by region and sex")            \
    X(REGIONS, "regions", "state of the regions")                                \
    X(WAGE_GROUPS, "wage_groups", "state of the agreed-wage groups")             \
    X(SECTORS, "sectors", "state of the sectors beyond their posts")             \
    X(OCCUPATIONS, "occupations", "occupations at the start")                    \
    X(MIGRANTS, "migrant_classes", "migrants by class")

enum kr_world_table {
#define KR_WORLD_TABLE_ENUM(name, word, meaning) KR_WORLD_##name,
    KR_WORLD_TABLE_LIST(KR_WORLD_TABLE_ENUM)
#undef KR_WORLD_TABLE_ENUM
        KR_WORLD_TABLES
};

const char *kr_world_table_name(enum kr_world_table table);
const char *kr_world_table_meaning(enum kr_world_table table);

// Rows that a world has room for.
struct kr_world_room {
    kr_row persons, employers, posts, vacancies;
};

// Rows in use.
size_t kr_world_table_rows(enum kr_world_table table, const struct kr_world *world);

// The columns of a table.
const struct kr_column *kr_world_table_columns(enum kr_world_table table, size_t *count);

// Where the values of a column are: row r at `values + r * stride`.
struct kr_world_values {
    const char *values;
    size_t stride;
};
struct kr_world_values kr_world_values_of(enum kr_world_table table,
                                          const struct kr_column *column,
                                          const struct kr_world *world);

// The same place in a world that may be changed.
char *kr_world_place_of(enum kr_world_table table, const struct kr_column *column,
                        struct kr_world *world);

// The legal whole numbers of a column that holds codes or rows; false for other columns.
struct kr_world_range {
    int64_t low;
    int64_t high; // inclusive
};
bool kr_world_range_of(enum kr_world_table table, const char *column,
                       const struct kr_world *world, const struct kr_country *country,
                       struct kr_world_range *range);

#endif
