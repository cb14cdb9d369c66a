// A country: everything that a country pack says, as read-only tables. Nothing here knows
// where it came from; scenarios/pack.c fills it from files. All tables are row-major and
// owned by the struct.
#ifndef KR_AGENTS_COUNTRY_H
#define KR_AGENTS_COUNTRY_H

#include "agents/employers.h"
#include "agents/persons.h"
#include "base/types.h"

#include <stdbool.h>
#include <stdint.h>

// A short word for scripts and a name for people.
struct kr_label {
    char id[32];
    char name[96];
};

struct kr_region {
    struct kr_label label;
    int area; // area (group of regions), for merging small market cells
    double latitude;
    double longitude;
    double tile_row; // place on a tile map, from the north-west; for pictures only
    double tile_column;
    double housing_index; // 1 = national mean; higher is scarcer
};

// How a sector decides how much staff it wants.
#define KR_SECTOR_KIND_LIST(X)                                                    \
    X(KR_MARKET, "market", "sells output at a price")                             \
    X(KR_PUBLIC, "public", "need and budget of government")                       \
    X(KR_CARE, "care", "need from the age of the population, budget of insurers") \
    X(KR_TEACHING, "education", "need from pupils, budget of government")         \
    X(KR_CHILDCARE, "childcare", "need from parents' hours, price regulated")
#define KR_CODE_ENUM(name, word, meaning) name,
enum kr_sector_kind { KR_SECTOR_KIND_LIST(KR_CODE_ENUM) KR_SECTOR_KIND_COUNT };
#undef KR_CODE_ENUM

struct kr_sector {
    struct kr_label label;
    enum kr_sector_kind kind;
    int wage_group;    // agreed-wage group
    int demand_path;   // row of `demand`
    int64_t employees; // persons at the start, main job
    int64_t self_employed;
    double women_share;
    double share_55plus;
    double part_time_share;    // under 35 hours, of employed
    double mean_hours;         // contract hours of employees
    double flexible_share;     // of employees
    double sickness_share;     // of contract time
    double wage_euro_per_hour; // mean
    int64_t vacancies;         // open at the start
    int64_t employers;         // with two or more workers
    double zipf_exponent;      // tail of employer sizes
    double admin_share;        // of working time
    double firm_exit_rate;     // per quarter, employers of 2-9
};

struct kr_occupation {
    struct kr_label label;
    enum kr_education education; // required
    bool legal;                  // the qualification is required by law
    double women_share;
    double share_55plus;
    double part_time_share;
    double mean_hours;
    double wage_euro_per_hour; // median
    double carvable_share;     // of tasks, central value
    bool heavy;
    int training_quarters; // from no qualification
    int next_rung;         // occupation, or KR_NONE
    int quarters_to_next;
    int helper; // occupation that takes the simple tasks, or KR_NONE
};

struct kr_wage_group {
    struct kr_label label;
    bool is_public;           // follows the market with a lag
    double agreed_growth[16]; // per year from the start year: agreed already, else
                              // NAN-free 0
    int agreed_years;         // how many of them are known
};

// A field of study: who starts it and where it leads.
struct kr_field {
    struct kr_label label;
    enum kr_education level;     // reached by graduating
    double entrants_per_quarter; // persons, national, at scale 1
    double dropout_per_quarter;  // hazard
    int quarters;                // nominal length
    double share_women;
    int entry_education; // needed to start (kr_education)
};

struct kr_staffing {
    int sector;
    int occupation;
    double persons; // employed, self-employed included
};

// Persons of one age band, sex and status at the start. `status` 0..10 in pack order:
enum kr_pack_status {
    KR_PACK_PERMANENT,
    KR_PACK_FLEXIBLE,
    KR_PACK_SELF_EMPLOYED,
    KR_PACK_UNEMPLOYED,
    KR_PACK_AVAILABLE,
    KR_PACK_SEARCHING,
    KR_PACK_STUDENT,
    KR_PACK_CARER,
    KR_PACK_ILL,
    KR_PACK_RETIRED,
    KR_PACK_OTHER,
    KR_PACK_STATUS_COUNT
};

// Hazards per quarter by pack status, age group and sex.
#define KR_HAZARD_LIST(X)                                                            \
    X(KR_H_LAYOFF, "layoff", "job ended by the employer beyond a fall in demand")    \
    X(KR_H_QUIT_SEARCH, "quit_to_search", "quits to search for other work")          \
    X(KR_H_QUIT_NONWORK, "quit_to_nonwork", "quits and leaves the labour force")     \
    X(KR_H_QUIT_SELF, "quit_to_self_employment", "starts on own account")            \
    X(KR_H_END_SELF, "end_self_employment", "stops own business and searches")       \
    X(KR_H_SEARCH_ON_JOB, "search_on_job", "share of workers that search")           \
    X(KR_H_ACTIVATE, "activate", "starts to search for work")                        \
    X(KR_H_DISCOURAGE, "discourage", "stops searching, leaves the labour force")     \
    X(KR_H_MOVE, "move_within_nonwork", "moves to another kind of non-work")         \
    X(KR_H_SHORT_ABSENCE, "short_absence", "is absent for under six weeks")          \
    X(KR_H_LONG_ABSENCE, "long_absence", "absence of six weeks or more begins")      \
    X(KR_H_RECOVERY, "recovery", "long absence ends")                                \
    X(KR_H_DISABILITY, "disability", "goes from long absence to disability benefit") \
    X(KR_H_CARE_START, "informal_care_start", "begins to give informal care")        \
    X(KR_H_CARE_END, "informal_care_end", "informal care ends")                      \
    X(KR_H_PARTNER_START, "partner_start", "a partner moves in")                     \
    X(KR_H_PARTNER_END, "partner_end", "separates or is widowed")                    \
    X(KR_H_TRAINING, "training", "starts a course for another occupation or rung")   \
    X(KR_H_MOVE_REGION, "move_region", "moves to another region")
#define KR_CODE_ENUM(name, word, meaning) name,
enum kr_hazard { KR_HAZARD_LIST(KR_CODE_ENUM) KR_HAZARD_COUNT };
#undef KR_CODE_ENUM

// National scalars of a country: X(field, low, high, unit, meaning).
#define KR_CONSTANT_LIST(X)                                                            \
    X(start_year, 1990, 2100, "year", "year of the starting state")                    \
    X(start_quarter, 1, 4, "quarter", "quarter of the starting state")                 \
    X(legal_hours, 30, 80, "hours/week", "most hours a person may work")               \
    X(pension_age_quarters, 200, 320, "quarters", "state-pension age at the start")    \
    X(pension_age_step_year, 1990, 2100, "year", "year in which that age rises next")  \
    X(pension_age_step, 0, 8, "quarters", "by how much it rises then")                 \
    X(minimum_wage, 0, 100, "euro/hour", "lowest hourly wage")                         \
    X(full_time_hours, 30, 48, "hours/week", "hours of one full-time equivalent")      \
    X(births_boys_share, 0.4, 0.6, "share", "boys among births")                       \
    X(temporary_share, 0, 1, "share", "temporary among flexible employees")            \
    X(on_call_share, 0, 1, "share", "on-call among flexible employees")                \
    X(under_employed_share, 0, 1, "share", "part-timers who want and could work more") \
    X(over_employed_share, 0, 1, "share", "employees who want fewer hours")            \
    X(short_tenure_share, 0, 1, "share", "employees with under two years in the job")  \
    X(long_unemployed_share, 0, 1, "share", "unemployed for a year or more")           \
    X(permit_holders, 0, 1e7, "persons", "permit holders of 15-74 at the start")       \
    X(labour_migrants, 0, 1e7, "persons", "labour migrants of 15-74 at the start")     \
    X(jobs_agreement_persons, 0, 1e7, "persons", "target group of the jobs agreement") \
    X(childcare_ratio, 1, 40, "children/staff", "places per group worker")             \
    X(childcare_use_0_3, 0, 1, "share", "of children 0-3 in formal childcare")         \
    X(childcare_use_4_11, 0, 1, "share", "of children 4-11 in formal childcare")       \
    X(childcare_days, 0, 5, "days/week", "days per child in formal childcare")         \
    X(unemployment_benefit_rate, 0, 1, "share", "of the last wage")                    \
    X(unemployment_benefit_quarters, 0, 40, "quarters", "longest insured benefit")     \
    X(assistance_euro_per_month, 0, 5000, "euro/month", "assistance, single person")   \
    X(disability_euro_per_month, 0, 5000, "euro/month", "mean disability benefit")     \
    X(pension_euro_per_month, 0, 5000, "euro/month", "state pension, single person")   \
    X(employee_tax_share, 0, 1, "share", "taxes and premiums withheld, of payroll")    \
    X(higher_school_share, 0, 1, "share", "at 15 on a school for higher education")
struct kr_constants {
#define KR_CONSTANT_FIELD(field, low, high, unit, meaning) double field;
    KR_CONSTANT_LIST(KR_CONSTANT_FIELD)
#undef KR_CONSTANT_FIELD
};

enum {
    KR_HOURS_GRID = 13, // contract hours 0, 4, ... 48
    KR_HOURS_STEP = 4,
    KR_HOUSEHOLD_KINDS = 16, // see kr_household_kind
    KR_AGES = 101,           // single ages 0-100, the last open
    KR_MIGRATION_YEARS = 16,
};

// Kind of household for the net-income table: (single, lone parent, couple with partner
// none / half / full) by youngest child (none, 0-3, 4-11, 12-17); a single has no child.
// 0 single; 1-3 lone parent by youngest; 4-7 partner none; 8-11 half; 12-15 full.
int kr_household_kind(enum kr_partner partner, int youngest_age, bool has_child);

struct kr_country {
    char name[96];
    struct kr_constants constants;

    int regions, sectors, occupations, wage_groups, fields, areas, migrant_kinds;
    struct kr_region *region;
    struct kr_sector *sector;
    struct kr_occupation *occupation;
    struct kr_wage_group *wage_group;
    struct kr_field *field;
    struct kr_label
        *migrant_kind;       // kinds of migration: labour, study, family, asylum ...
    uint8_t *migrant_groups; // flags kr_group by kind

    int staffing_rows;
    struct kr_staffing *staffing;

    double *commuting;            // [home][work] share of resident employees
    double *distance_km;          // [home][work]
    double *transition;           // [from][to] share of those who change occupation
    double *occupation_distance;  // [from][to] 0..1
    uint8_t *retraining_quarters; // [from][to]

    double *population;       // [region][age 15..74 - 15][sex] persons at the start
    double *dependants;       // [region][age 0..14, 15 = 75 and over][sex]
    double *region_employed;  // [region] employed residents
    double *status;           // [age group of 5 years 12][sex][kr_pack_status] persons
    double *hours_share;      // [sex][age group 3: 15-24, 25-54, 55+][kr_contract][grid]
    double *education_share;  // [age group 12][sex][education]
    double *education_region; // [region][education] of 15-74
    double *enrolled_share;   // [age group 12][sex] in education

    // Households by 5-year age group and sex.
    double *partner_share;     // [12][2]
    double *lone_parent_share; // [12][2]
    double *youngest_share;    // [12][2][3] youngest child 0-3, 4-11, 12-17
    double *partner_income;    // [12][2][3] of partners: none, half, full
    double *child_number; // [12][2][3] one, two, three or more, of those with a child

    double *hazard;     // [kr_hazard][kr_pack_status][KR_AGE_GROUPS][sex] per quarter
    double *retirement; // [60 ages 15..74] hazard per quarter of workers, by age
    double *mortality;  // [KR_AGES][sex] per quarter
    double *mortality_improvement; // [KR_AGES][sex] fall per year
    double *fertility;             // [60 ages] births per woman per quarter
    double *immigration; // [kind][KR_MIGRATION_YEARS from the start year] persons a year
    double *emigration;  // same
    double *immigration_age; // [kind][KR_AGES][sex] share of the kind's immigrants
    double *emigration_age;  // same, of emigrants
    double *migrant_region;  // [region] share of arrivals

    double *net_income;     // [household kind][wages][grid] euro a year
    double *childcare_cost; // same shape: own cost after allowance, euro a year
    int wage_classes;       // wages in the table
    double *wage_class;     // [wages] euro per hour

    int demand_paths, demand_quarters;
    struct kr_label *demand_label;
    double *demand;              // [path][quarter from the start] index, start = 1
    double *productivity_growth; // [path] per year, included in the index

    double *field_occupation; // [field][occupation] share of graduates
};

void kr_country_free(struct kr_country *self);

#endif
