// Lists of a country: constants, regions, sectors, occupations and the like.
#include "scenarios/pack_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A column of numbers and the field of a record that it fills.
struct field {
    const char *column;
    size_t offset;
};

static void fill_doubles(const struct kr_pack_table *table, size_t row,
                         const struct field *fields, size_t count, void *record)
{
    for (size_t i = 0; i < count; i++) {
        const double value =
            kr_pack_value(table, row, kr_pack_column(table, fields[i].column));
        memcpy((char *)record + fields[i].offset, &value, sizeof value);
    }
}

static int code_of(const struct kr_pack_table *table, size_t row, const char *column)
{
    return kr_pack_code(table, row, kr_pack_column(table, column));
}

// Copies a text, cut to its room with a message.
static void copy_text(struct kr_pack *self, const struct kr_pack_table *table, size_t row,
                      const char *column, char *to, size_t room)
{
    const int at = kr_pack_column(table, column);
    const char *text = kr_pack_cell(table, row, at)->text;
    if (strlen(text) >= room) {
        kr_diag_add(self->diag, kr_diagnostic_code(KR_D_TOO_LONG),
                    kr_pack_place(table, row, at),
                    "found a text of %zu bytes in column %s, expected at most %zu",
                    strlen(text), column, room - 1);
        return;
    }
    (void)snprintf(to, room, "%s", text);
}

static void fill_label(struct kr_pack *self, const struct kr_pack_table *table,
                       size_t row, struct kr_label *label)
{
    copy_text(self, table, row, "id", label->id, sizeof label->id);
    copy_text(self, table, row, "name", label->name, sizeof label->name);
}

static void fill_name(struct kr_pack *self)
{
    const struct kr_pack_table *table = &self->tables[KR_FILE_PACK];
    for (size_t row = 0; table->ok && row < table->csv.rows; row++) {
        if (code_of(table, row, "name") == 0) {
            copy_text(self, table, row, "value", self->country->name,
                      sizeof self->country->name);
        }
    }
}

// What the program says about each constant.
static const struct {
    double low, high;
    const char *unit;
    size_t offset;
} CONSTANTS[] = {
#define KR_CONSTANT_ROW(field, low, high, unit, meaning) \
    {(low), (high), (unit), offsetof(struct kr_constants, field)},
    KR_CONSTANT_LIST(KR_CONSTANT_ROW)};

static void fill_constants(struct kr_pack *self)
{
    struct kr_pack_table *table = &self->tables[KR_FILE_CONSTANTS];
    for (size_t row = 0; table->ok && row < table->csv.rows; row++) {
        const int name = code_of(table, row, "name");
        const int value_column = kr_pack_column(table, "value");
        const int unit_column = kr_pack_column(table, "unit");
        const double value = kr_pack_value(table, row, value_column);
        const char *unit = kr_pack_cell(table, row, unit_column)->text;
        if (strcmp(unit, CONSTANTS[name].unit) != 0) {
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_BAD_UNIT),
                        kr_pack_place(table, row, unit_column),
                        "found the unit \"%s\", expected \"%s\"", unit,
                        CONSTANTS[name].unit);
        }
        if (value < CONSTANTS[name].low || value > CONSTANTS[name].high) {
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_OUT_OF_RANGE),
                        kr_pack_place(table, row, value_column),
                        "found %s, expected a number from %.10g to %.10g %s",
                        kr_pack_cell(table, row, value_column)->text, CONSTANTS[name].low,
                        CONSTANTS[name].high, CONSTANTS[name].unit);
        }
        memcpy((char *)&self->country->constants + CONSTANTS[name].offset, &value,
               sizeof value);
    }
    // Years and quarters are whole.
    const struct kr_constants *constants = &self->country->constants;
    const double whole[] = {constants->start_year, constants->start_quarter};
    for (size_t i = 0; table->ok && i < 2; i++) {
        if (whole[i] != floor(whole[i])) {
            kr_diag_add(self->diag, kr_diagnostic_code(KR_D_BAD_NUMBER),
                        kr_pack_header_place(table),
                        "found a start of %.10g, quarter %.10g, expected whole numbers",
                        whole[0], whole[1]);
            break;
        }
    }
}

// Regions with the same word for their area share a number, in order of appearance.
static int area_of(const struct kr_pack_table *table, size_t row, struct kr_region *at,
                   int areas)
{
    const int column = kr_pack_column(table, "area");
    const char *word = kr_pack_cell(table, row, column)->text;
    for (size_t before = 0; before < row; before++) {
        if (strcmp(kr_pack_cell(table, before, column)->text, word) == 0) {
            return at[before].area;
        }
    }
    return areas;
}

static void fill_regions(struct kr_pack *self)
{
    static const struct field FIELDS[] = {
        {"latitude", offsetof(struct kr_region, latitude)},
        {"longitude", offsetof(struct kr_region, longitude)},
        {"tile_row", offsetof(struct kr_region, tile_row)},
        {"tile_column", offsetof(struct kr_region, tile_column)},
        {"housing_index", offsetof(struct kr_region, housing_index)},
    };
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_REGIONS];
    const size_t rows = table->csv.rows;
    country->region = kr_pack_allocate(self, rows, sizeof *country->region);
    country->region_employed =
        kr_pack_allocate(self, rows, sizeof *country->region_employed);
    if (!table->ok || self->out_of_memory) {
        return;
    }
    country->regions = (int)rows;
    for (size_t row = 0; row < rows; row++) {
        struct kr_region *region = &country->region[row];
        fill_label(self, table, row, &region->label);
        fill_doubles(table, row, FIELDS, sizeof FIELDS / sizeof FIELDS[0], region);
        region->area = area_of(table, row, country->region, country->areas);
        country->areas += region->area == country->areas;
        country->region_employed[row] =
            kr_pack_value(table, row, kr_pack_column(table, "employed"));
    }
}

static void fill_wage_groups(struct kr_pack *self)
{
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_WAGE_GROUPS];
    country->wage_group =
        kr_pack_allocate(self, table->csv.rows, sizeof *country->wage_group);
    if (!table->ok || self->out_of_memory) {
        return;
    }
    country->wage_groups = (int)table->csv.rows;
    for (size_t row = 0; row < table->csv.rows; row++) {
        fill_label(self, table, row, &country->wage_group[row].label);
        country->wage_group[row].is_public = code_of(table, row, "public") != 0;
    }
}

static void fill_demand_paths(struct kr_pack *self)
{
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_DEMAND_PATHS];
    const size_t rows = table->csv.rows;
    country->demand_label = kr_pack_allocate(self, rows, sizeof *country->demand_label);
    country->productivity_growth =
        kr_pack_allocate(self, rows, sizeof *country->productivity_growth);
    if (!table->ok || self->out_of_memory) {
        return;
    }
    country->demand_paths = (int)rows;
    for (size_t row = 0; row < rows; row++) {
        fill_label(self, table, row, &country->demand_label[row]);
        country->productivity_growth[row] =
            kr_pack_value(table, row, kr_pack_column(table, "productivity_growth"));
    }
}

static void fill_sectors(struct kr_pack *self)
{
    static const struct field FIELDS[] = {
        {"women_share", offsetof(struct kr_sector, women_share)},
        {"share_55plus", offsetof(struct kr_sector, share_55plus)},
        {"part_time_share", offsetof(struct kr_sector, part_time_share)},
        {"mean_hours", offsetof(struct kr_sector, mean_hours)},
        {"flexible_share", offsetof(struct kr_sector, flexible_share)},
        {"sickness_share", offsetof(struct kr_sector, sickness_share)},
        {"wage", offsetof(struct kr_sector, wage_euro_per_hour)},
        {"zipf_exponent", offsetof(struct kr_sector, zipf_exponent)},
        {"admin_share", offsetof(struct kr_sector, admin_share)},
        {"firm_exit_rate", offsetof(struct kr_sector, firm_exit_rate)},
    };
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_SECTORS];
    country->sector = kr_pack_allocate(self, table->csv.rows, sizeof *country->sector);
    if (!table->ok || self->out_of_memory) {
        return;
    }
    country->sectors = (int)table->csv.rows;
    for (size_t row = 0; row < table->csv.rows; row++) {
        struct kr_sector *sector = &country->sector[row];
        fill_label(self, table, row, &sector->label);
        fill_doubles(table, row, FIELDS, sizeof FIELDS / sizeof FIELDS[0], sector);
        sector->kind = (enum kr_sector_kind)code_of(table, row, "kind");
        sector->wage_group = code_of(table, row, "wage_group");
        sector->demand_path = code_of(table, row, "demand_path");
        sector->employees = code_of(table, row, "employees");
        sector->self_employed = code_of(table, row, "self_employed");
        sector->vacancies = code_of(table, row, "vacancies");
        sector->employers = code_of(table, row, "employers");
    }
}

static void fill_occupations(struct kr_pack *self)
{
    static const struct field FIELDS[] = {
        {"women_share", offsetof(struct kr_occupation, women_share)},
        {"share_55plus", offsetof(struct kr_occupation, share_55plus)},
        {"part_time_share", offsetof(struct kr_occupation, part_time_share)},
        {"mean_hours", offsetof(struct kr_occupation, mean_hours)},
        {"wage", offsetof(struct kr_occupation, wage_euro_per_hour)},
        {"carvable_share", offsetof(struct kr_occupation, carvable_share)},
    };
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_OCCUPATIONS];
    country->occupation =
        kr_pack_allocate(self, table->csv.rows, sizeof *country->occupation);
    if (!table->ok || self->out_of_memory) {
        return;
    }
    country->occupations = (int)table->csv.rows;
    for (size_t row = 0; row < table->csv.rows; row++) {
        struct kr_occupation *occupation = &country->occupation[row];
        fill_label(self, table, row, &occupation->label);
        fill_doubles(table, row, FIELDS, sizeof FIELDS / sizeof FIELDS[0], occupation);
        occupation->education = (enum kr_education)code_of(table, row, "education");
        occupation->legal = code_of(table, row, "legal") != 0;
        occupation->heavy = code_of(table, row, "heavy") != 0;
        occupation->training_quarters = code_of(table, row, "training_quarters");
        occupation->next_rung = code_of(table, row, "next_rung");
        occupation->quarters_to_next = code_of(table, row, "quarters_to_next");
        occupation->helper = code_of(table, row, "helper");
    }
}

static void fill_migration_kinds(struct kr_pack *self)
{
    // In the order of the words that the column may hold.
    static const uint8_t GROUPS[] = {0, KR_GROUP_PERMIT, KR_GROUP_LABOUR_MIGRANT,
                                     KR_GROUP_STUDY_MIGRANT};
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_MIGRATION_KINDS];
    const size_t rows = table->csv.rows;
    country->migrant_kind = kr_pack_allocate(self, rows, sizeof *country->migrant_kind);
    country->migrant_groups =
        kr_pack_allocate(self, rows, sizeof *country->migrant_groups);
    if (!table->ok || self->out_of_memory) {
        return;
    }
    country->migrant_kinds = (int)rows;
    for (size_t row = 0; row < rows; row++) {
        fill_label(self, table, row, &country->migrant_kind[row]);
        country->migrant_groups[row] = GROUPS[code_of(table, row, "group")];
    }
}

static void fill_pipeline(struct kr_pack *self)
{
    static const struct field FIELDS[] = {
        {"entrants_per_quarter", offsetof(struct kr_field, entrants_per_quarter)},
        {"dropout_per_quarter", offsetof(struct kr_field, dropout_per_quarter)},
        {"share_women", offsetof(struct kr_field, share_women)},
    };
    struct kr_country *country = self->country;
    const struct kr_pack_table *table = &self->tables[KR_FILE_PIPELINE];
    country->field = kr_pack_allocate(self, table->csv.rows, sizeof *country->field);
    if (!table->ok || self->out_of_memory) {
        return;
    }
    country->fields = (int)table->csv.rows;
    for (size_t row = 0; row < table->csv.rows; row++) {
        struct kr_field *field = &country->field[row];
        fill_label(self, table, row, &field->label);
        fill_doubles(table, row, FIELDS, sizeof FIELDS / sizeof FIELDS[0], field);
        field->level = (enum kr_education)code_of(table, row, "level");
        field->entry_education = code_of(table, row, "entry_education");
        field->quarters = code_of(table, row, "quarters");
    }
}

void kr_pack_fill_lists(struct kr_pack *self)
{
    fill_name(self);
    fill_constants(self);
    fill_regions(self);
    fill_wage_groups(self);
    fill_demand_paths(self);
    fill_sectors(self);
    fill_occupations(self);
    fill_migration_kinds(self);
    fill_pipeline(self);
}
