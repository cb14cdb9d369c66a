// Chances and flows of a country: hazards, retirement, deaths, births, migration.
#include "scenarios/pack_table.h"

#include <stdlib.h>

enum { YEARS_15_74 = KR_MAX_AGE - KR_MIN_AGE, SEXES = KR_SEX_COUNT };

// Codes first to last, exclusive, that a cell addresses: one, or all for `any`.
struct range {
    size_t first, last;
};

static struct range range_of(const struct kr_pack_table *table, size_t row,
                             const char *column, size_t count)
{
    const size_t code = (size_t)kr_pack_code(table, row, kr_pack_column(table, column));
    if (code == count) {
        return (struct range){0, count};
    }
    return (struct range){code, code + 1};
}

static void fill_hazards(struct kr_pack *self)
{
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_HAZARDS];
    const size_t cells = (size_t)KR_HAZARD_COUNT * KR_PACK_STATUS_COUNT * KR_AGE_GROUPS;
    country->hazard = kr_pack_allocate(self, cells * SEXES, sizeof(double));
    if (!table->ok || self->out_of_memory) {
        return;
    }
    // A later row overrides an earlier one.
    const int value_column = kr_pack_column(table, "value");
    for (size_t row = 0; row < table->csv.rows; row++) {
        const size_t hazard = (size_t)kr_pack_code(table, row, 0);
        const double value = kr_pack_value(table, row, value_column);
        const struct range status = range_of(table, row, "status", KR_PACK_STATUS_COUNT);
        const struct range age = range_of(table, row, "age_group", KR_AGE_GROUPS);
        const struct range sex = range_of(table, row, "sex", SEXES);
        for (size_t s = status.first; s < status.last; s++) {
            for (size_t a = age.first; a < age.last; a++) {
                const size_t cell =
                    (hazard * KR_PACK_STATUS_COUNT + s) * KR_AGE_GROUPS + a;
                for (size_t x = sex.first; x < sex.last; x++) {
                    country->hazard[cell * SEXES + x] = value;
                }
            }
        }
    }
}

static void fill_retirement(struct kr_pack *self)
{
    const struct kr_pack_table *table = &self->tables[KR_FILE_RETIREMENT];
    double *retirement = kr_pack_allocate(self, YEARS_15_74, sizeof *retirement);
    self->country->retirement = retirement;
    for (size_t row = 0; table->ok && retirement != NULL && row < table->csv.rows;
         row++) {
        retirement[kr_pack_code(table, row, 0) - KR_MIN_AGE] =
            kr_pack_value(table, row, kr_pack_column(table, "hazard"));
    }
}

static void fill_mortality(struct kr_pack *self)
{
    static const char *const KEYS[] = {"sex", NULL};
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_MORTALITY];
    country->mortality = kr_pack_allocate(self, (size_t)KR_AGES * SEXES, sizeof(double));
    country->mortality_improvement =
        kr_pack_allocate(self, (size_t)KR_AGES * SEXES, sizeof(double));
    const struct kr_keys keys = kr_keys_of(self, table, KEYS);
    if (!table->ok || self->out_of_memory ||
        !kr_pack_bands(self, &keys, 0, KR_AGES - 1, KR_GAPS_NOWHERE)) {
        return;
    }
    const int hazard_column = kr_pack_column(table, "hazard");
    for (size_t row = 0; row < table->csv.rows; row++) {
        const int to = kr_pack_code(table, row, 1);
        for (int age = kr_pack_code(table, row, 0); age <= to; age++) {
            const size_t at = (size_t)age * SEXES + kr_keys_code(&keys, row);
            country->mortality[at] = kr_pack_value(table, row, hazard_column);
            country->mortality_improvement[at] =
                kr_pack_value(table, row, hazard_column + 1);
        }
    }
}

static void fill_fertility(struct kr_pack *self)
{
    static const char *const KEYS[] = {NULL};
    const struct kr_pack_table *table = &self->tables[KR_FILE_FERTILITY];
    double *fertility = kr_pack_allocate(self, YEARS_15_74, sizeof *fertility);
    self->country->fertility = fertility;
    const struct kr_keys keys = kr_keys_of(self, table, KEYS);
    // Nobody expects rows for ages without births.
    if (!table->ok || self->out_of_memory ||
        !kr_pack_bands(self, &keys, KR_MIN_AGE, KR_MAX_AGE - 1, KR_GAPS_AT_ENDS)) {
        return;
    }
    for (size_t row = 0; row < table->csv.rows; row++) {
        const int to = kr_pack_code(table, row, 1);
        for (int age = kr_pack_code(table, row, 0); age <= to; age++) {
            fertility[age - KR_MIN_AGE] =
                kr_pack_value(table, row, kr_pack_column(table, "births"));
        }
    }
}

static void fill_migration(struct kr_pack *self)
{
    static const char *const KEYS[] = {"kind", NULL};
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_MIGRATION];
    const size_t cells = (size_t)country->migrant_kinds * KR_MIGRATION_YEARS;
    country->immigration = kr_pack_allocate(self, cells, sizeof(double));
    country->emigration = kr_pack_allocate(self, cells, sizeof(double));
    const struct kr_keys keys = kr_keys_of(self, table, KEYS);
    int *years = kr_pack_allocate(self, keys.size, sizeof *years);
    if (table->ok && !self->out_of_memory && kr_pack_years(self, &keys, false, years)) {
        const int immigration_column = kr_pack_column(table, "immigration");
        for (size_t row = 0; row < table->csv.rows; row++) {
            const size_t kind = kr_keys_code(&keys, row);
            const int year = kr_pack_year(self, table, row);
            // The last year given stands for all later ones.
            const int to = year == years[kind] - 1 ? KR_MIGRATION_YEARS : year + 1;
            for (int y = year; y < to; y++) {
                const size_t at = kind * KR_MIGRATION_YEARS + (size_t)y;
                country->immigration[at] = kr_pack_value(table, row, immigration_column);
                country->emigration[at] =
                    kr_pack_value(table, row, immigration_column + 1);
            }
        }
    }
    free(years);
}

static void fill_migration_ages(struct kr_pack *self)
{
    static const char *const KEYS[] = {"direction", "kind", NULL};
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_MIGRATION_AGES];
    const size_t kinds = (size_t)country->migrant_kinds;
    double *both[2];
    for (int direction = 0; direction < 2; direction++) {
        both[direction] = kr_pack_allocate(self, kinds * KR_AGES * SEXES, sizeof(double));
    }
    country->immigration_age = both[0];
    country->emigration_age = both[1];
    const struct kr_keys keys = kr_keys_of(self, table, KEYS);
    const int share_column = kr_pack_column(table, "share");
    if (!table->ok || self->out_of_memory ||
        !kr_pack_bands(self, &keys, 0, KR_AGES - 1, KR_GAPS_ANYWHERE) ||
        !kr_pack_shares_of_keys(self, &keys, share_column, KR_SUM_ONE)) {
        return;
    }
    const int from_column = kr_pack_column(table, "age_from");
    for (size_t row = 0; row < table->csv.rows; row++) {
        double *to = both[kr_pack_code(table, row, 0)];
        const size_t kind = (size_t)kr_pack_code(table, row, keys.columns[1]);
        const int first = kr_pack_code(table, row, from_column);
        const int last = kr_pack_code(table, row, from_column + 1);
        // Evenly over the ages of the band.
        const double share =
            kr_pack_value(table, row, share_column) / (double)(last - first + 1);
        const double men = kr_pack_value(table, row, share_column + 1);
        for (int age = first; age <= last; age++) {
            const size_t at = (kind * KR_AGES + (size_t)age) * SEXES;
            to[at + KR_MAN] = share * men;
            to[at + KR_WOMAN] = share * (1.0 - men);
        }
    }
}

void kr_pack_fill_rates(struct kr_pack *self)
{
    fill_hazards(self);
    fill_retirement(self);
    fill_mortality(self);
    fill_fertility(self);
    fill_migration(self);
    fill_migration_ages(self);
}
