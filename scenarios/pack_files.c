#include "scenarios/pack_files.h"

#include "agents/country.h"
#include "agents/parameters.h"
#include "agents/persons.h"

#define KR_COUNT(array)                (sizeof(array) / sizeof((array)[0]))
#define KR_WORD(name, word, meaning)   word,
#define KR_FIELD_WORD(field, ...)      #field,
#define KR_CELL_MEANING(name, meaning) (meaning),
#define KR_COLUMN(name, cell, low, high, unit, meaning) \
    {#name, (cell), (low), (high), (unit), (meaning)},

// One array of columns per file.
#define KR_FILE_COLUMNS(list, file, keys, rows, meaning)    \
    static const struct kr_pack_column COLUMNS_##list[] = { \
        KR_COLUMNS_##list(KR_COLUMN) KR_COLUMNS_LAST(KR_COLUMN)};
KR_PACK_FILE_LIST(KR_FILE_COLUMNS)

// facts.csv is what sources refer to: it has no mark and source of ours.
#define KR_LAST_COLUMNS 2
#define KR_FILE_ROW(list, file, keys, rows, meaning)                                     \
    {(file),                                                                             \
     COLUMNS_##list,                                                                     \
     KR_COUNT(COLUMNS_##list) - (KR_FILE_##list == KR_FILE_FACTS ? KR_LAST_COLUMNS : 0), \
     (keys),                                                                             \
     (rows),                                                                             \
     (meaning)},
static const struct kr_pack_file FILES[] = {KR_PACK_FILE_LIST(KR_FILE_ROW)};

const struct kr_pack_file *kr_pack_files(size_t *count)
{
    *count = KR_COUNT(FILES);
    return FILES;
}

const char *kr_cell_meaning(enum kr_cell cell)
{
    static const char *const MEANINGS[] = {KR_CELL_LIST(KR_CELL_MEANING)};
    return MEANINGS[cell];
}

static const char *const MARKS[] = {KR_MARK_LIST(KR_WORD)};
static const char *const SEXES[] = {KR_SEX_LIST(KR_WORD) "any"};
static const char *const LEVELS[] = {KR_EDUCATION_LIST(KR_WORD)};
static const char *const SECTOR_KINDS[] = {KR_SECTOR_KIND_LIST(KR_WORD)};
static const char *const HAZARDS[] = {KR_HAZARD_LIST(KR_WORD)};
static const char *const CONSTANTS[] = {KR_CONSTANT_LIST(KR_FIELD_WORD)};
static const char *const STATUSES[] = {
    "permanent",
    "flexible",
    "self_employed",
    "unemployed",
    "available_not_searching",
    "searching_not_available",
    "student",
    "carer",
    "ill_disabled",
    "retired",
    "other",
    "any",
};
static const char *const AGE_GROUPS[] = {
    "15-24", "25-34", "35-44", "45-54", "55-64", "65-74", "any",
};
static const char *const AGE_CLASSES[] = {"15-24", "25-54", "55-74"};
static const char *const CONTRACTS[] = {"permanent", "flexible", "self_employed"};
static const char *const HOUSEHOLDS[] = {
    "single",        "lone_0_3", "lone_4_11", "lone_12_17", //
    "none_no_child", "none_0_3", "none_4_11", "none_12_17", //
    "half_no_child", "half_0_3", "half_4_11", "half_12_17", //
    "full_no_child", "full_0_3", "full_4_11", "full_12_17",
};
static const char *const DIRECTIONS[] = {"immigration", "emigration"};
static const char *const MIGRANT_GROUPS[] = {
    "none",
    "permit",
    "labour_migrant",
    "study_migrant",
};
static const char *const PACK_NAMES[] = {"name", "title", "version", "licence"};

_Static_assert(KR_COUNT(STATUSES) == KR_PACK_STATUS_COUNT + 1, "a word per status");
_Static_assert(KR_COUNT(AGE_GROUPS) == KR_AGE_GROUPS + 1, "a word per age group");
_Static_assert(KR_COUNT(HOUSEHOLDS) == KR_HOUSEHOLD_KINDS, "a word per household");

// A list of words with `any` at its end serves both kinds of cells.
static const struct {
    const char *const *words;
    size_t count;
} WORDS[KR_CELLS] = {
    [KR_CELL_MARK] = {MARKS, KR_COUNT(MARKS)},
    [KR_CELL_SEX] = {SEXES, KR_COUNT(SEXES) - 1},
    [KR_CELL_SEX_OR_ANY] = {SEXES, KR_COUNT(SEXES)},
    [KR_CELL_EDUCATION] = {LEVELS, KR_COUNT(LEVELS)},
    [KR_CELL_SECTOR_KIND] = {SECTOR_KINDS, KR_COUNT(SECTOR_KINDS)},
    [KR_CELL_STATUS] = {STATUSES, KR_COUNT(STATUSES) - 1},
    [KR_CELL_STATUS_OR_ANY] = {STATUSES, KR_COUNT(STATUSES)},
    [KR_CELL_AGE_GROUP_OR_ANY] = {AGE_GROUPS, KR_COUNT(AGE_GROUPS)},
    [KR_CELL_AGE_CLASS] = {AGE_CLASSES, KR_COUNT(AGE_CLASSES)},
    [KR_CELL_CONTRACT] = {CONTRACTS, KR_COUNT(CONTRACTS)},
    [KR_CELL_HAZARD] = {HAZARDS, KR_COUNT(HAZARDS)},
    [KR_CELL_HOUSEHOLD] = {HOUSEHOLDS, KR_COUNT(HOUSEHOLDS)},
    [KR_CELL_DIRECTION] = {DIRECTIONS, KR_COUNT(DIRECTIONS)},
    [KR_CELL_MIGRANT_GROUP] = {MIGRANT_GROUPS, KR_COUNT(MIGRANT_GROUPS)},
    [KR_CELL_PACK_NAME] = {PACK_NAMES, KR_COUNT(PACK_NAMES)},
    [KR_CELL_CONSTANT] = {CONSTANTS, KR_COUNT(CONSTANTS)},
};

const char *const *kr_cell_words(enum kr_cell cell, size_t *count)
{
    *count = WORDS[cell].count;
    return WORDS[cell].words;
}

// Plus one, so that 0 stands for none.
static const int REFERS_TO[KR_CELLS] = {
    [KR_CELL_REGION] = KR_FILE_REGIONS + 1,
    [KR_CELL_SECTOR] = KR_FILE_SECTORS + 1,
    [KR_CELL_OCCUPATION] = KR_FILE_OCCUPATIONS + 1,
    [KR_CELL_OCCUPATION_OR_NONE] = KR_FILE_OCCUPATIONS + 1,
    [KR_CELL_WAGE_GROUP] = KR_FILE_WAGE_GROUPS + 1,
    [KR_CELL_DEMAND_PATH] = KR_FILE_DEMAND_PATHS + 1,
    [KR_CELL_MIGRATION_KIND] = KR_FILE_MIGRATION_KINDS + 1,
    [KR_CELL_FIELD] = KR_FILE_PIPELINE + 1,
};

int kr_cell_file(enum kr_cell cell)
{
    return REFERS_TO[cell] - 1;
}
