// Persons of a country at the start: numbers, status, hours, education, households.
#include "scenarios/pack_table.h"

#include <stdlib.h>

enum {
    YEARS_15_74 = KR_MAX_AGE - KR_MIN_AGE,
    SEXES = KR_SEX_COUNT,
    BANDS = YEARS_15_74 / 5 * SEXES, // five-year age groups by sex
    AGE_CLASSES = 3 * SEXES,         // 15-24, 25-54, 55-74 by sex
};

// The five-year groups that a band of a row covers; false when it cuts one in two.
static bool groups_of_band(struct kr_pack *self, const struct kr_pack_table *table,
                           size_t row, int *first, int *last)
{
    const int column = kr_pack_column(table, "age_from");
    const int from = kr_pack_code(table, row, column);
    const int to = kr_pack_code(table, row, kr_pack_column(table, "age_to"));
    *first = (from - KR_MIN_AGE) / 5;
    *last = (to - KR_MIN_AGE) / 5;
    if ((from - KR_MIN_AGE) % 5 != 0 || (to + 1 - KR_MIN_AGE) % 5 != 0) {
        kr_diag_add(self->diag, kr_diagnostic_code(KR_D_BAD_BANDS),
                    kr_pack_place(table, row, column),
                    "found the band %d to %d, expected limits of five-year groups such "
                    "as 15 to 19",
                    from, to);
        return false;
    }
    return true;
}

static void fill_population(struct kr_pack *self)
{
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_POPULATION];
    const size_t regions = (size_t)country->regions;
    const size_t young = KR_MIN_AGE + 1; // 0 to 14, and 75 and over
    country->population =
        kr_pack_allocate(self, regions * YEARS_15_74 * SEXES, sizeof(double));
    country->dependants = kr_pack_allocate(self, regions * young * SEXES, sizeof(double));
    country->migrant_region = kr_pack_allocate(self, regions, sizeof(double));
    if (!table->ok || self->out_of_memory) {
        return;
    }
    const int region_column = kr_pack_column(table, "region");
    const int age_column = kr_pack_column(table, "age");
    const int sex_column = kr_pack_column(table, "sex");
    const int persons_column = kr_pack_column(table, "persons");
    double total = 0;
    for (size_t row = 0; row < table->csv.rows; row++) {
        const size_t region = (size_t)kr_pack_code(table, row, region_column);
        const int age = kr_pack_code(table, row, age_column);
        const size_t sex = (size_t)kr_pack_code(table, row, sex_column);
        const double persons = kr_pack_value(table, row, persons_column);
        if (age < KR_MIN_AGE || age >= KR_MAX_AGE) {
            const size_t at = age < KR_MIN_AGE ? (size_t)age : KR_MIN_AGE;
            country->dependants[(region * young + at) * SEXES + sex] = persons;
        } else {
            const size_t at = (size_t)(age - KR_MIN_AGE);
            country->population[(region * YEARS_15_74 + at) * SEXES + sex] = persons;
            country->migrant_region[region] += persons;
            total += persons;
        }
    }
    // The pack has no regions of arrival: they follow the population.
    for (size_t region = 0; total > 0 && region < regions; region++) {
        country->migrant_region[region] /= total;
    }
}

static void fill_status(struct kr_pack *self)
{
    static const char *const KEYS[] = {"sex", "status", NULL};
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_STATUS];
    country->status =
        kr_pack_allocate(self, (size_t)BANDS * KR_PACK_STATUS_COUNT, sizeof(double));
    const struct kr_keys keys = kr_keys_of(self, table, KEYS);
    if (!table->ok || self->out_of_memory ||
        !kr_pack_bands(self, &keys, KR_MIN_AGE, KR_MAX_AGE - 1, KR_GAPS_NOWHERE)) {
        return;
    }
    const int persons_column = kr_pack_column(table, "persons");
    for (size_t row = 0; row < table->csv.rows; row++) {
        int first;
        int last;
        if (!groups_of_band(self, table, row, &first, &last)) {
            continue;
        }
        if (first != last) {
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_BAD_BANDS),
                        kr_pack_place(table, row, 0),
                        "found a band of more than five years, expected bands of five, "
                        "since persons cannot be copied");
            continue;
        }
        // The running number of (sex, status) is the place within a group.
        const size_t at = (size_t)first * keys.size + kr_keys_code(&keys, row);
        country->status[at] = kr_pack_value(table, row, persons_column);
    }
}

static void fill_hours(struct kr_pack *self)
{
    static const char *const KEYS[] = {"sex", "age_group", "contract", NULL};
    // Kinds of contract of a person for each one the pack knows.
    static const struct {
        int pack;
        enum kr_contract contract;
    } CONTRACTS[] = {
        {0, KR_PERMANENT}, {1, KR_TEMPORARY},   {1, KR_ON_CALL},
        {1, KR_AGENCY},    {2, KR_OWN_ACCOUNT},
    };
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_HOURS];
    country->hours_share = kr_pack_allocate(
        self, (size_t)AGE_CLASSES * KR_CONTRACT_COUNT * KR_HOURS_GRID, sizeof(double));
    const struct kr_keys keys = kr_keys_of(self, table, KEYS);
    const int share_column = kr_pack_column(table, "share");
    if (!table->ok || self->out_of_memory ||
        !kr_pack_shares_of_keys(self, &keys, share_column, KR_SUM_ONE)) {
        return;
    }
    const int hours_column = kr_pack_column(table, "hours");
    for (size_t row = 0; row < table->csv.rows; row++) {
        const int contract = kr_pack_code(table, row, keys.columns[2]);
        const size_t sex_and_age = kr_keys_code(&keys, row) / keys.sizes[2];
        const size_t step =
            (size_t)(kr_pack_code(table, row, hours_column) / KR_HOURS_STEP);
        for (size_t i = 0; i < sizeof CONTRACTS / sizeof CONTRACTS[0]; i++) {
            if (CONTRACTS[i].pack == contract) {
                const size_t cell =
                    sex_and_age * KR_CONTRACT_COUNT + (size_t)CONTRACTS[i].contract;
                country->hours_share[cell * KR_HOURS_GRID + step] =
                    kr_pack_value(table, row, share_column);
            }
        }
    }
}

static void fill_education(struct kr_pack *self)
{
    static const char *const KEYS[] = {"sex", NULL};
    struct kr_country *country = self->country;
    struct kr_pack_table *table = &self->tables[KR_FILE_EDUCATION];
    country->education_share =
        kr_pack_allocate(self, (size_t)BANDS * KR_EDUCATION_COUNT, sizeof(double));
    country->enrolled_share = kr_pack_allocate(self, BANDS, sizeof(double));
    const struct kr_keys keys = kr_keys_of(self, table, KEYS);
    if (!table->ok || self->out_of_memory ||
        !kr_pack_bands(self, &keys, KR_MIN_AGE, KR_MAX_AGE - 1, KR_GAPS_NOWHERE)) {
        return;
    }
    const int low_column = kr_pack_column(table, "low");
    const int enrolled_column = kr_pack_column(table, "enrolled");
    for (size_t row = 0; row < table->csv.rows; row++) {
        int first;
        int last;
        if (!groups_of_band(self, table, row, &first, &last) ||
            !kr_pack_shares_of_row(self, table, row, low_column, KR_EDUCATION_COUNT,
                                   false)) {
            continue;
        }
        for (int group = first; group <= last; group++) {
            const size_t at = (size_t)group * SEXES + kr_keys_code(&keys, row);
            country->enrolled_share[at] = kr_pack_value(table, row, enrolled_column);
            for (int level = 0; level < KR_EDUCATION_COUNT; level++) {
                country->education_share[at * KR_EDUCATION_COUNT + (size_t)level] =
                    kr_pack_value(table, row, low_column + level);
            }
        }
    }
}

static void fill_education_regions(struct kr_pack *self)
{
    struct kr_country *country = self->country;
    struct kr_pack_table *table = &self->tables[KR_FILE_EDUCATION_REGIONS];
    country->education_region = kr_pack_allocate(
        self, (size_t)country->regions * KR_EDUCATION_COUNT, sizeof(double));
    if (!table->ok || self->out_of_memory) {
        return;
    }
    const int low_column = kr_pack_column(table, "low");
    for (size_t row = 0; row < table->csv.rows; row++) {
        const size_t region = (size_t)kr_pack_code(table, row, 0);
        if (kr_pack_shares_of_row(self, table, row, low_column, KR_EDUCATION_COUNT,
                                  false)) {
            for (int level = 0; level < KR_EDUCATION_COUNT; level++) {
                country->education_region[region * KR_EDUCATION_COUNT + (size_t)level] =
                    kr_pack_value(table, row, low_column + level);
            }
        }
    }
}

// Columns that belong together, and the table of the country that holds them.
struct column_group {
    const char *first;
    int count;
    double *to; // [group][sex][count]
};

// Shares of one row of households.csv must fit together.
static bool check_household(struct kr_pack *self, struct kr_pack_table *table, size_t row)
{
    const int partner = kr_pack_column(table, "partner");
    const int youngest = kr_pack_column(table, "youngest_0_3");
    const double couples = kr_pack_value(table, row, partner);
    const double lone = kr_pack_value(table, row, partner + 1);
    const double parents = kr_pack_value(table, row, youngest) +
                           kr_pack_value(table, row, youngest + 1) +
                           kr_pack_value(table, row, youngest + 2);
    if (couples + lone > 1.0001 || parents > 1.0001) {
        kr_diag_add(self->diag, kr_diagnostic_code(KR_D_SHARES_SUM),
                    kr_pack_place(table, row, partner),
                    "found partners and lone parents of %.6g and parents of %.6g, "
                    "expected at most 1 each",
                    couples + lone, parents);
        return false;
    }
    const bool children = kr_pack_shares_of_row(
        self, table, row, kr_pack_column(table, "one_child"), 3, parents == 0.0);
    const bool incomes = kr_pack_shares_of_row(
        self, table, row, kr_pack_column(table, "partner_none"), 3, couples == 0.0);
    return children && incomes;
}

static void fill_households(struct kr_pack *self)
{
    static const char *const KEYS[] = {"sex", NULL};
    struct kr_country *country = self->country;
    struct kr_pack_table *table = &self->tables[KR_FILE_HOUSEHOLDS];
    const size_t cells = BANDS;
    country->partner_share = kr_pack_allocate(self, cells, sizeof(double));
    country->lone_parent_share = kr_pack_allocate(self, cells, sizeof(double));
    country->youngest_share = kr_pack_allocate(self, cells * 3, sizeof(double));
    country->child_number = kr_pack_allocate(self, cells * 3, sizeof(double));
    country->partner_income = kr_pack_allocate(self, cells * 3, sizeof(double));
    const struct column_group groups[] = {
        {"partner", 1, country->partner_share},
        {"lone_parent", 1, country->lone_parent_share},
        {"youngest_0_3", 3, country->youngest_share},
        {"one_child", 3, country->child_number},
        {"partner_none", 3, country->partner_income},
    };
    const struct kr_keys keys = kr_keys_of(self, table, KEYS);
    if (!table->ok || self->out_of_memory ||
        !kr_pack_bands(self, &keys, KR_MIN_AGE, KR_MAX_AGE - 1, KR_GAPS_NOWHERE)) {
        return;
    }
    for (size_t row = 0; row < table->csv.rows; row++) {
        int first;
        int last;
        if (!groups_of_band(self, table, row, &first, &last) ||
            !check_household(self, table, row)) {
            continue;
        }
        for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
            const int column = kr_pack_column(table, groups[i].first);
            for (int group = first; group <= last; group++) {
                const size_t at = (size_t)group * SEXES + kr_keys_code(&keys, row);
                for (int n = 0; n < groups[i].count; n++) {
                    groups[i].to[at * (size_t)groups[i].count + (size_t)n] =
                        kr_pack_value(table, row, column + n);
                }
            }
        }
    }
}

void kr_pack_fill_people(struct kr_pack *self)
{
    fill_population(self);
    fill_status(self);
    fill_hours(self);
    fill_education(self);
    fill_education_regions(self);
    fill_households(self);
}
