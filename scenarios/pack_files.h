// The files of a country pack and their columns: the one list from which reading,
// checking, `krapte describe pack` and the reference pages come.
#ifndef KR_SCENARIOS_PACK_FILES_H
#define KR_SCENARIOS_PACK_FILES_H

#include <stdbool.h>
#include <stddef.h>

// X(name, what a cell holds): how cells are read and checked.
#define KR_CELL_LIST(X)                                              \
    X(KR_CELL_TEXT, "text")                                          \
    X(KR_CELL_FREE, "text, may be empty")                            \
    X(KR_CELL_ID, "id: letters, digits, _ and -")                    \
    X(KR_CELL_NUMBER, "number")                                      \
    X(KR_CELL_WHOLE, "whole number")                                 \
    X(KR_CELL_HOURS, "hours, a multiple of 4")                       \
    X(KR_CELL_YES_NO, "1 for yes, 0 for no")                         \
    X(KR_CELL_QUARTER, "quarter such as 2024Q4")                     \
    X(KR_CELL_MARK, "mark")                                          \
    X(KR_CELL_SOURCE, "source")                                      \
    X(KR_CELL_REGION, "id of regions.csv")                           \
    X(KR_CELL_SECTOR, "id of sectors.csv")                           \
    X(KR_CELL_OCCUPATION, "id of occupations.csv")                   \
    X(KR_CELL_OCCUPATION_OR_NONE, "id of occupations.csv, or empty") \
    X(KR_CELL_WAGE_GROUP, "id of wage_groups.csv")                   \
    X(KR_CELL_DEMAND_PATH, "id of demand_paths.csv")                 \
    X(KR_CELL_MIGRATION_KIND, "id of migration_kinds.csv")           \
    X(KR_CELL_FIELD, "id of pipeline.csv")                           \
    X(KR_CELL_SEX, "sex")                                            \
    X(KR_CELL_SEX_OR_ANY, "sex, or any")                             \
    X(KR_CELL_EDUCATION, "level of education")                       \
    X(KR_CELL_SECTOR_KIND, "kind of sector")                         \
    X(KR_CELL_STATUS, "status")                                      \
    X(KR_CELL_STATUS_OR_ANY, "status, or any")                       \
    X(KR_CELL_AGE_GROUP_OR_ANY, "age group of ten years, or any")    \
    X(KR_CELL_AGE_CLASS, "age class")                                \
    X(KR_CELL_CONTRACT, "kind of contract")                          \
    X(KR_CELL_HAZARD, "hazard")                                      \
    X(KR_CELL_HOUSEHOLD, "kind of household")                        \
    X(KR_CELL_DIRECTION, "direction of migration")                   \
    X(KR_CELL_MIGRANT_GROUP, "group of migrants, or none")           \
    X(KR_CELL_PACK_NAME, "what pack.csv says")                       \
    X(KR_CELL_CONSTANT, "name of a constant")
#define KR_CELL_ENUM(name, meaning) name,
enum kr_cell { KR_CELL_LIST(KR_CELL_ENUM) KR_CELLS };
#undef KR_CELL_ENUM

// The columns of each file, X(name, cell, low, high, unit, meaning), key columns first.
// Rows without a range have low = high = 0. All files but facts.csv end with `mark` and
// `source`.
#define KR_COLUMNS_PACK(X)                                                  \
    X(name, KR_CELL_PACK_NAME, 0, 0, "", "name, title, version or licence") \
    X(value, KR_CELL_TEXT, 0, 0, "", "its text")

#define KR_COLUMNS_CONSTANTS(X)                                 \
    X(name, KR_CELL_CONSTANT, 0, 0, "", "name of the constant") \
    X(value, KR_CELL_NUMBER, -1e12, 1e12, "", "value")          \
    X(unit, KR_CELL_TEXT, 0, 0, "", "unit, as the program says")

#define KR_COLUMNS_REGIONS(X)                                                          \
    X(id, KR_CELL_ID, 0, 0, "", "word for scenario files")                             \
    X(name, KR_CELL_TEXT, 0, 0, "", "name for people")                                 \
    X(area, KR_CELL_TEXT, 0, 0, "", "group of regions; same word, same area")          \
    X(latitude, KR_CELL_NUMBER, -90, 90, "degrees", "centre of the region")            \
    X(longitude, KR_CELL_NUMBER, -180, 180, "degrees", "centre of the region")         \
    X(tile_row, KR_CELL_WHOLE, 0, 99, "",                                              \
      "row of its tile on a tile map, from the north")                                 \
    X(tile_column, KR_CELL_WHOLE, 0, 99, "", "column of its tile, from the west")      \
    X(housing_index, KR_CELL_NUMBER, 0.01, 100, "ratio", "scarcity, 1 = country mean") \
    X(employed, KR_CELL_NUMBER, 0, 1e9, "persons", "employed residents")

#define KR_COLUMNS_COMMUTING(X)                                                  \
    X(home, KR_CELL_REGION, 0, 0, "", "region of residence")                     \
    X(work, KR_CELL_REGION, 0, 0, "", "region of work")                          \
    X(share, KR_CELL_NUMBER, 0, 1, "share", "of the employees who live in home") \
    X(km, KR_CELL_NUMBER, 0, 20000, "km", "mean distance to work")

#define KR_COLUMNS_SECTORS(X)                                                            \
    X(id, KR_CELL_ID, 0, 0, "", "word for scenario files")                               \
    X(name, KR_CELL_TEXT, 0, 0, "", "name for people")                                   \
    X(kind, KR_CELL_SECTOR_KIND, 0, 0, "", "how it decides on staff")                    \
    X(wage_group, KR_CELL_WAGE_GROUP, 0, 0, "", "agreement it follows")                  \
    X(demand_path, KR_CELL_DEMAND_PATH, 0, 0, "", "path of demand it follows")           \
    X(employees, KR_CELL_WHOLE, 0, 1e9, "persons", "main job, at the start")             \
    X(self_employed, KR_CELL_WHOLE, 0, 1e9, "persons", "main job, at the start")         \
    X(women_share, KR_CELL_NUMBER, 0, 1, "share", "of the employed")                     \
    X(share_55plus, KR_CELL_NUMBER, 0, 1, "share", "of the employed, 55 and over")       \
    X(part_time_share, KR_CELL_NUMBER, 0, 1, "share", "of the employed, under 35 hours") \
    X(mean_hours, KR_CELL_NUMBER, 1, 60, "hours/week", "contract of employees")          \
    X(flexible_share, KR_CELL_NUMBER, 0, 1, "share", "of employees")                     \
    X(sickness_share, KR_CELL_NUMBER, 0, 0.5, "share", "of contract time")               \
    X(wage, KR_CELL_NUMBER, 0.01, 1000, "euro/hour", "mean")                             \
    X(vacancies, KR_CELL_WHOLE, 0, 1e9, "vacancies", "open at the start")                \
    X(employers, KR_CELL_WHOLE, 1, 1e9, "employers", "with two or more workers")         \
    X(zipf_exponent, KR_CELL_NUMBER, 0.1, 5, "1", "tail of employer sizes")              \
    X(admin_share, KR_CELL_NUMBER, 0, 1, "share", "of working time")                     \
    X(firm_exit_rate, KR_CELL_NUMBER, 0, 1, "per quarter", "employers of 2-9")

#define KR_COLUMNS_OCCUPATIONS(X)                                                        \
    X(id, KR_CELL_ID, 0, 0, "", "word for scenario files")                               \
    X(name, KR_CELL_TEXT, 0, 0, "", "name for people")                                   \
    X(education, KR_CELL_EDUCATION, 0, 0, "", "required level")                          \
    X(legal, KR_CELL_YES_NO, 0, 1, "", "the qualification is required by law")           \
    X(women_share, KR_CELL_NUMBER, 0, 1, "share", "of the employed")                     \
    X(share_55plus, KR_CELL_NUMBER, 0, 1, "share", "of the employed, 55 and over")       \
    X(part_time_share, KR_CELL_NUMBER, 0, 1, "share", "of the employed, under 35 hours") \
    X(mean_hours, KR_CELL_NUMBER, 1, 60, "hours/week", "contract")                       \
    X(wage, KR_CELL_NUMBER, 0.01, 1000, "euro/hour", "median")                           \
    X(carvable_share, KR_CELL_NUMBER, 0, 1, "share", "of tasks, central value")          \
    X(heavy, KR_CELL_YES_NO, 0, 1, "", "physically or mentally heavy")                   \
    X(training_quarters, KR_CELL_WHOLE, 0, 100, "quarters", "from no qualification")     \
    X(next_rung, KR_CELL_OCCUPATION_OR_NONE, 0, 0, "", "occupation one step up")         \
    X(quarters_to_next, KR_CELL_WHOLE, 0, 200, "quarters", "training for that step")     \
    X(helper, KR_CELL_OCCUPATION_OR_NONE, 0, 0, "", "occupation that takes simple tasks")

#define KR_COLUMNS_STAFFING(X)                                \
    X(sector, KR_CELL_SECTOR, 0, 0, "", "sector")             \
    X(occupation, KR_CELL_OCCUPATION, 0, 0, "", "occupation") \
    X(persons, KR_CELL_NUMBER, 0, 1e9, "persons", "employed, self-employed included")

#define KR_COLUMNS_TRANSITIONS(X)                                                       \
    X(from, KR_CELL_OCCUPATION, 0, 0, "", "occupation left")                            \
    X(to, KR_CELL_OCCUPATION, 0, 0, "", "occupation entered")                           \
    X(share, KR_CELL_NUMBER, 0, 1, "share", "of those who leave for other occupations") \
    X(retraining_quarters, KR_CELL_WHOLE, 0, 100, "quarters", "training it takes")

#define KR_COLUMNS_OCCUPATION_DISTANCE(X)                   \
    X(from, KR_CELL_OCCUPATION, 0, 0, "", "occupation")     \
    X(to, KR_CELL_OCCUPATION, 0, 0, "", "other occupation") \
    X(distance, KR_CELL_NUMBER, 0, 1, "1", "between 0 and 1")

#define KR_COLUMNS_POPULATION(X)                                                \
    X(region, KR_CELL_REGION, 0, 0, "", "region of residence")                  \
    X(age, KR_CELL_WHOLE, 0, 75, "years", "single years; 75 means 75 and over") \
    X(sex, KR_CELL_SEX, 0, 0, "", "sex")                                        \
    X(persons, KR_CELL_NUMBER, 0, 1e8, "persons", "at the start")

#define KR_COLUMNS_STATUS(X)                                             \
    X(age_from, KR_CELL_WHOLE, 15, 74, "years", "first age of the band") \
    X(age_to, KR_CELL_WHOLE, 15, 74, "years", "last age of the band")    \
    X(sex, KR_CELL_SEX, 0, 0, "", "sex")                                 \
    X(status, KR_CELL_STATUS, 0, 0, "", "labour status")                 \
    X(persons, KR_CELL_NUMBER, 0, 1e9, "persons", "at the start")

#define KR_COLUMNS_HOURS(X)                                            \
    X(sex, KR_CELL_SEX, 0, 0, "", "sex")                               \
    X(age_group, KR_CELL_AGE_CLASS, 0, 0, "", "15-24, 25-54 or 55-74") \
    X(contract, KR_CELL_CONTRACT, 0, 0, "", "kind of contract")        \
    X(hours, KR_CELL_HOURS, 4, 48, "hours/week", "contract hours")     \
    X(share, KR_CELL_NUMBER, 0, 1, "share", "of that sex, age and contract")

#define KR_COLUMNS_EDUCATION(X)                                               \
    X(age_from, KR_CELL_WHOLE, 15, 74, "years", "first age of the band")      \
    X(age_to, KR_CELL_WHOLE, 15, 74, "years", "last age of the band")         \
    X(sex, KR_CELL_SEX, 0, 0, "", "sex")                                      \
    X(low, KR_CELL_NUMBER, 0, 1, "share", "highest level attained low")       \
    X(middle, KR_CELL_NUMBER, 0, 1, "share", "highest level attained middle") \
    X(high, KR_CELL_NUMBER, 0, 1, "share", "highest level attained high")     \
    X(enrolled, KR_CELL_NUMBER, 0, 1, "share", "in education")

#define KR_COLUMNS_EDUCATION_REGIONS(X)                                        \
    X(region, KR_CELL_REGION, 0, 0, "", "region of residence")                 \
    X(low, KR_CELL_NUMBER, 0, 1, "share", "of 15-74, highest level low")       \
    X(middle, KR_CELL_NUMBER, 0, 1, "share", "of 15-74, highest level middle") \
    X(high, KR_CELL_NUMBER, 0, 1, "share", "of 15-74, highest level high")

#define KR_COLUMNS_HOUSEHOLDS(X)                                                       \
    X(age_from, KR_CELL_WHOLE, 15, 74, "years", "first age of the band")               \
    X(age_to, KR_CELL_WHOLE, 15, 74, "years", "last age of the band")                  \
    X(sex, KR_CELL_SEX, 0, 0, "", "sex")                                               \
    X(partner, KR_CELL_NUMBER, 0, 1, "share", "lives with a partner")                  \
    X(lone_parent, KR_CELL_NUMBER, 0, 1, "share", "child at home, no partner")         \
    X(youngest_0_3, KR_CELL_NUMBER, 0, 1, "share", "youngest child 0-3")               \
    X(youngest_4_11, KR_CELL_NUMBER, 0, 1, "share", "youngest child 4-11")             \
    X(youngest_12_17, KR_CELL_NUMBER, 0, 1, "share", "youngest child 12-17")           \
    X(one_child, KR_CELL_NUMBER, 0, 1, "share", "of parents: one child")               \
    X(two_children, KR_CELL_NUMBER, 0, 1, "share", "of parents: two children")         \
    X(three_children, KR_CELL_NUMBER, 0, 1, "share", "of parents: three or more")      \
    X(partner_none, KR_CELL_NUMBER, 0, 1, "share", "of partners: no income")           \
    X(partner_half, KR_CELL_NUMBER, 0, 1, "share", "of partners: about half a median") \
    X(partner_full, KR_CELL_NUMBER, 0, 1, "share", "of partners: a median or more")

#define KR_COLUMNS_HAZARDS(X)                                                  \
    X(hazard, KR_CELL_HAZARD, 0, 0, "", "what happens")                        \
    X(status, KR_CELL_STATUS_OR_ANY, 0, 0, "", "labour status")                \
    X(age_group, KR_CELL_AGE_GROUP_OR_ANY, 0, 0, "", "age group of ten years") \
    X(sex, KR_CELL_SEX_OR_ANY, 0, 0, "", "sex")                                \
    X(value, KR_CELL_NUMBER, 0, 1, "per quarter", "chance; later rows override")

#define KR_COLUMNS_RETIREMENT(X)                                     \
    X(age, KR_CELL_WHOLE, 15, 74, "years", "age in completed years") \
    X(hazard, KR_CELL_NUMBER, 0, 1, "per quarter", "workers who retire")

#define KR_COLUMNS_MORTALITY(X)                                                    \
    X(age_from, KR_CELL_WHOLE, 0, 100, "years", "first age of the band")           \
    X(age_to, KR_CELL_WHOLE, 0, 100, "years", "last age of the band; 100 is open") \
    X(sex, KR_CELL_SEX, 0, 0, "", "sex")                                           \
    X(hazard, KR_CELL_NUMBER, 0, 1, "per quarter", "chance to die")                \
    X(improvement, KR_CELL_NUMBER, -0.2, 0.2, "per year", "fall of that chance")

#define KR_COLUMNS_FERTILITY(X)                                          \
    X(age_from, KR_CELL_WHOLE, 15, 74, "years", "first age of the band") \
    X(age_to, KR_CELL_WHOLE, 15, 74, "years", "last age of the band")    \
    X(births, KR_CELL_NUMBER, 0, 1, "per quarter", "births per woman")

#define KR_COLUMNS_MIGRATION(X)                                                        \
    X(year, KR_CELL_WHOLE, 1990, 2200, "year", "calendar year from the start year on") \
    X(kind, KR_CELL_MIGRATION_KIND, 0, 0, "", "kind of migration")                     \
    X(immigration, KR_CELL_NUMBER, 0, 1e8, "persons/year", "arrivals, all ages")       \
    X(emigration, KR_CELL_NUMBER, 0, 1e8, "persons/year", "departures, all ages")

#define KR_COLUMNS_MIGRATION_KINDS(X)                      \
    X(id, KR_CELL_ID, 0, 0, "", "word for scenario files") \
    X(name, KR_CELL_TEXT, 0, 0, "", "name for people")     \
    X(group, KR_CELL_MIGRANT_GROUP, 0, 0, "", "group that arrivals belong to")

#define KR_COLUMNS_MIGRATION_AGES(X)                                       \
    X(direction, KR_CELL_DIRECTION, 0, 0, "", "immigration or emigration") \
    X(kind, KR_CELL_MIGRATION_KIND, 0, 0, "", "kind of migration")         \
    X(age_from, KR_CELL_WHOLE, 0, 100, "years", "first age of the band")   \
    X(age_to, KR_CELL_WHOLE, 0, 100, "years", "last age of the band")      \
    X(share, KR_CELL_NUMBER, 0, 1, "share", "of the kind's migrants")      \
    X(share_men, KR_CELL_NUMBER, 0, 1, "share", "men among them")

#define KR_COLUMNS_WAGE_GROUPS(X)                          \
    X(id, KR_CELL_ID, 0, 0, "", "word for scenario files") \
    X(name, KR_CELL_TEXT, 0, 0, "", "name for people")     \
    X(public, KR_CELL_YES_NO, 0, 1, "", "follows the market with a lag")

#define KR_COLUMNS_WAGE_INCREASES(X)                                                   \
    X(group, KR_CELL_WAGE_GROUP, 0, 0, "", "agreed-wage group")                        \
    X(year, KR_CELL_WHOLE, 1990, 2200, "year", "calendar year from the start year on") \
    X(increase, KR_CELL_NUMBER, -0.2, 0.5, "per year", "agreed already")

#define KR_COLUMNS_NET_INCOME(X)                                                \
    X(household, KR_CELL_HOUSEHOLD, 0, 0, "", "kind of household")              \
    X(wage, KR_CELL_NUMBER, 0, 1000, "euro/hour", "gross")                      \
    X(hours, KR_CELL_HOURS, 0, 48, "hours/week", "contract hours")              \
    X(net_year, KR_CELL_NUMBER, -1e6, 1e7, "euro/year", "net household income") \
    X(childcare_year, KR_CELL_NUMBER, 0, 1e6, "euro/year", "childcare at own cost")

#define KR_COLUMNS_DEMAND(X)                                         \
    X(path, KR_CELL_DEMAND_PATH, 0, 0, "", "path of demand")         \
    X(quarter, KR_CELL_QUARTER, 0, 0, "", "start quarter and later") \
    X(index, KR_CELL_NUMBER, 0.001, 1000, "ratio", "required hours, start = 1")

#define KR_COLUMNS_DEMAND_PATHS(X)                         \
    X(id, KR_CELL_ID, 0, 0, "", "word for scenario files") \
    X(name, KR_CELL_TEXT, 0, 0, "", "name for people")     \
    X(productivity_growth, KR_CELL_NUMBER, -0.2, 0.2, "per year", "in the index already")

#define KR_COLUMNS_PIPELINE(X)                                                          \
    X(id, KR_CELL_ID, 0, 0, "", "word for scenario files")                              \
    X(name, KR_CELL_TEXT, 0, 0, "", "name for people")                                  \
    X(level, KR_CELL_EDUCATION, 0, 0, "", "reached by graduating")                      \
    X(entry_education, KR_CELL_EDUCATION, 0, 0, "", "needed to start")                  \
    X(entrants_per_quarter, KR_CELL_NUMBER, 0, 1e7, "persons",                          \
      "who start, whole country")                                                       \
    X(dropout_per_quarter, KR_CELL_NUMBER, 0, 1, "per quarter", "chance to stop early") \
    X(quarters, KR_CELL_WHOLE, 1, 100, "quarters", "nominal length")                    \
    X(share_women, KR_CELL_NUMBER, 0, 1, "share", "of entrants")

#define KR_COLUMNS_PIPELINE_OCCUPATIONS(X)                        \
    X(field, KR_CELL_FIELD, 0, 0, "", "field of study")           \
    X(occupation, KR_CELL_OCCUPATION, 0, 0, "", "where it leads") \
    X(share, KR_CELL_NUMBER, 0, 1, "share", "of graduates")

#define KR_COLUMNS_FACTS(X)                                   \
    X(id, KR_CELL_ID, 0, 0, "", "name that sources use")      \
    X(quantity, KR_CELL_FREE, 0, 0, "", "what was measured")  \
    X(value, KR_CELL_FREE, 0, 0, "", "as published")          \
    X(unit, KR_CELL_FREE, 0, 0, "", "unit")                   \
    X(period, KR_CELL_FREE, 0, 0, "", "period")               \
    X(geography, KR_CELL_FREE, 0, 0, "", "country or region") \
    X(sector, KR_CELL_FREE, 0, 0, "", "sector")               \
    X(group, KR_CELL_FREE, 0, 0, "", "group of persons")      \
    X(source, KR_CELL_FREE, 0, 0, "", "publication")          \
    X(year, KR_CELL_FREE, 0, 0, "", "year of publication")    \
    X(confidence, KR_CELL_FREE, 0, 0, "", "how it was found") \
    X(note, KR_CELL_FREE, 0, 0, "", "note")

#define KR_COLUMNS_LAST(X)                                     \
    X(mark, KR_CELL_MARK, 0, 0, "", "where the figure stands") \
    X(source, KR_CELL_SOURCE, 0, 0, "", "rows of facts.csv, or words")

// What a file must hold beyond the checks of its cells.
enum kr_pack_rows {
    KR_ROWS_SOME,  // any rows; at least one
    KR_ROWS_ALL,   // a row for every combination of the key columns
    KR_ROWS_PAIRS, // the same, but for pairs of a thing with itself
    KR_ROWS_ANY,   // may be empty
};

// X(LIST, file, keys, rows, meaning), in the order of reading: lists that others refer to
// come first.
#define KR_PACK_FILE_LIST(X)                                                            \
    X(FACTS, "facts", 1, KR_ROWS_ANY, "published figures that sources name")            \
    X(PACK, "pack", 1, KR_ROWS_ALL, "name and licence of the pack")                     \
    X(CONSTANTS, "constants", 1, KR_ROWS_ALL, "national figures")                       \
    X(REGIONS, "regions", 1, KR_ROWS_SOME, "labour-market regions")                     \
    X(WAGE_GROUPS, "wage_groups", 1, KR_ROWS_SOME, "collective agreements")             \
    X(DEMAND_PATHS, "demand_paths", 1, KR_ROWS_SOME, "paths of demand")                 \
    X(SECTORS, "sectors", 1, KR_ROWS_SOME, "sectors")                                   \
    X(OCCUPATIONS, "occupations", 1, KR_ROWS_SOME, "occupations")                       \
    X(MIGRATION_KINDS, "migration_kinds", 1, KR_ROWS_SOME, "kinds of migration")        \
    X(PIPELINE, "pipeline", 1, KR_ROWS_SOME, "fields of study")                         \
    X(COMMUTING, "commuting", 2, KR_ROWS_ALL, "where residents work")                   \
    X(STAFFING, "staffing", 2, KR_ROWS_SOME, "occupations in sectors")                  \
    X(TRANSITIONS, "transitions", 2, KR_ROWS_ANY, "changes of occupation")              \
    X(OCCUPATION_DISTANCE, "occupation_distance", 2, KR_ROWS_PAIRS,                     \
      "how far occupations are apart")                                                  \
    X(POPULATION, "population", 3, KR_ROWS_ALL, "persons by region, age and sex")       \
    X(STATUS, "status", 4, KR_ROWS_SOME, "persons by labour status")                    \
    X(HOURS, "hours", 4, KR_ROWS_SOME, "contract hours")                                \
    X(EDUCATION, "education", 3, KR_ROWS_SOME, "education by age and sex")              \
    X(EDUCATION_REGIONS, "education_regions", 1, KR_ROWS_ALL, "education by region")    \
    X(HOUSEHOLDS, "households", 3, KR_ROWS_SOME, "partners and children")               \
    X(HAZARDS, "hazards", 4, KR_ROWS_ANY, "chances per quarter")                        \
    X(RETIREMENT, "retirement", 1, KR_ROWS_ANY, "retirement by age")                    \
    X(MORTALITY, "mortality", 3, KR_ROWS_SOME, "deaths by age and sex")                 \
    X(FERTILITY, "fertility", 2, KR_ROWS_SOME, "births by age of the mother")           \
    X(MIGRATION, "migration", 2, KR_ROWS_SOME, "migration by year and kind")            \
    X(MIGRATION_AGES, "migration_ages", 4, KR_ROWS_SOME, "age and sex of migrants")     \
    X(WAGE_INCREASES, "wage_increases", 2, KR_ROWS_ANY, "agreed increases of pay")      \
    X(NET_INCOME, "net_income", 3, KR_ROWS_SOME, "net income by household, pay, hours") \
    X(DEMAND, "demand", 2, KR_ROWS_SOME, "index of required hours")                     \
    X(PIPELINE_OCCUPATIONS, "pipeline_occupations", 2, KR_ROWS_SOME,                    \
      "occupations of graduates")
#define KR_FILE_ENUM(list, file, keys, rows, meaning) KR_FILE_##list,
enum kr_pack_file_code { KR_PACK_FILE_LIST(KR_FILE_ENUM) KR_FILE_COUNT };
#undef KR_FILE_ENUM

struct kr_pack_column {
    const char *name;
    enum kr_cell cell;
    double low, high; // both 0 when there is no range
    const char *unit;
    const char *meaning;
};

struct kr_pack_file {
    const char *name; // without ".csv"
    const struct kr_pack_column *columns;
    size_t column_count;
    int keys;
    enum kr_pack_rows rows;
    const char *meaning;
};

// In the order of kr_pack_file_code.
const struct kr_pack_file *kr_pack_files(size_t *count);

// What a kind of cell holds, in words.
const char *kr_cell_meaning(enum kr_cell cell);

// The words that a cell may hold; `count` is 0 for cells that hold other things. The code
// of a word is its place in this list; `any` comes last.
const char *const *kr_cell_words(enum kr_cell cell, size_t *count);

// The file whose ids a cell refers to, or -1.
int kr_cell_file(enum kr_cell cell);

#endif
