// The lists of a country pack.
#include "cmd/describe.h"
#include "output/labels.h"
#include "output/target.h"
#include "scenarios/scenario.h"
#include "sim/run.h"
#include "study/targets.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *sector_kind_word(enum kr_sector_kind kind)
{
#define KR_WORD(name, word, meaning) word,
    static const char *const WORDS[] = {KR_SECTOR_KIND_LIST(KR_WORD)};
#undef KR_WORD
    return WORDS[kind];
}

void kr_describe_sectors(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {
        "id",        "kind",      "wage_group", "employees",       "self_employed",
        "employers", "vacancies", "mean_hours", "part_time_share", "wage_euro_per_hour",
        "name"};
    const struct kr_country *country = &subject->setup->country;
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lllrrrrrrrl", subject->style, stdout);
    for (int s = 0; s < country->sectors; s++) {
        const struct kr_sector *sector = &country->sector[s];
        kr_listing_text(&listing, sector->label.id);
        kr_listing_text(&listing, sector_kind_word(sector->kind));
        kr_listing_text(&listing, country->wage_group[sector->wage_group].label.id);
        kr_listing_number(&listing, (double)sector->employees);
        kr_listing_number(&listing, (double)sector->self_employed);
        kr_listing_number(&listing, (double)sector->employers);
        kr_listing_number(&listing, (double)sector->vacancies);
        kr_listing_number(&listing, sector->mean_hours);
        kr_listing_number(&listing, sector->part_time_share);
        kr_listing_number(&listing, sector->wage_euro_per_hour);
        kr_listing_text(&listing, sector->label.name);
    }
    kr_listing_end(&listing);
}

void kr_describe_occupations(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {
        "id",         "education",         "qualification", "wage_euro_per_hour",
        "mean_hours", "training_quarters", "next_rung",     "carvable_share",
        "name"};
    const struct kr_country *country = &subject->setup->country;
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lllrrrlrl", subject->style, stdout);
    for (int o = 0; o < country->occupations; o++) {
        const struct kr_occupation *occupation = &country->occupation[o];
        const int next = occupation->next_rung;
        kr_listing_text(&listing, occupation->label.id);
        kr_listing_text(&listing,
                        kr_labels_words(KR_LABELS_EDUCATION, &subject->setup->model,
                                        (int)occupation->education)
                            .word);
        kr_listing_text(&listing, occupation->legal ? "by law" : "usual");
        kr_listing_number(&listing, occupation->wage_euro_per_hour);
        kr_listing_number(&listing, occupation->mean_hours);
        kr_listing_number(&listing, occupation->training_quarters);
        kr_listing_text(&listing, next >= 0 ? country->occupation[next].label.id : "");
        kr_listing_number(&listing, occupation->carvable_share);
        kr_listing_text(&listing, occupation->label.name);
    }
    kr_listing_end(&listing);
}

static double persons_of_region(const struct kr_country *country, int region)
{
    enum { CELLS = (KR_MAX_AGE - KR_MIN_AGE) * KR_SEX_COUNT };
    double persons = 0.0;
    for (int i = 0; i < CELLS; i++) {
        persons += country->population[region * CELLS + i];
    }
    return persons;
}

void kr_describe_regions(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {
        "id",       "persons_15_74", "employed",      "area",
        "latitude", "longitude",     "housing_index", "name"};
    const struct kr_country *country = &subject->setup->country;
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lrrrrrrl", subject->style, stdout);
    for (int r = 0; r < country->regions; r++) {
        const struct kr_region *region = &country->region[r];
        kr_listing_text(&listing, region->label.id);
        kr_listing_number(&listing, persons_of_region(country, r));
        kr_listing_number(&listing, country->region_employed[r]);
        kr_listing_number(&listing, region->area);
        kr_listing_number(&listing, region->latitude);
        kr_listing_number(&listing, region->longitude);
        kr_listing_number(&listing, region->housing_index);
        kr_listing_text(&listing, region->label.name);
    }
    kr_listing_end(&listing);
}

void kr_describe_constants(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {"name", "value", "low",
                                        "high", "unit",  "meaning"};
    const struct kr_constants *constants = &subject->setup->country.constants;
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lrrrll", subject->style, stdout);
#define KR_CONSTANT_CELLS(field, lowest, highest, unit, meaning) \
    kr_listing_text(&listing, #field);                           \
    kr_listing_number(&listing, constants->field);               \
    kr_listing_number(&listing, lowest);                         \
    kr_listing_number(&listing, highest);                        \
    kr_listing_text(&listing, unit);                             \
    kr_listing_text(&listing, meaning);
    KR_CONSTANT_LIST(KR_CONSTANT_CELLS)
#undef KR_CONSTANT_CELLS
    kr_listing_end(&listing);
}

void kr_describe_targets(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {"target", "value",  "low",       "high",
                                        "unit",   "period", "indicator", "statistic"};
    struct kr_targets targets;
    if (kr_setup_targets(subject->setup, &targets) != KR_OK) {
        return; // the mistakes have been printed
    }
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lrrrllll", subject->style, stdout);
    for (size_t i = 0; i < targets.rows; i++) {
        const struct kr_published *row = &targets.row[i];
        kr_listing_text(&listing, row->id);
        kr_listing_number(&listing, row->value);
        kr_listing_number(&listing, row->low);
        kr_listing_number(&listing, row->high);
        kr_listing_text(&listing, row->unit);
        kr_listing_text(&listing, row->period);
        kr_listing_text(&listing, kr_published_indicator(row->id));
        kr_listing_text(&listing, row->statistic);
    }
    kr_listing_end(&listing);
    kr_targets_free(&targets);
}

static void pack_item(struct kr_listing *listing, const char *name, double value,
                      const char *meaning)
{
    char text[KR_NUMBER_SIZE];
    snprintf(text, sizeof text, "%.12g", value);
    kr_listing_text(listing, name);
    kr_listing_text(listing, text);
    kr_listing_text(listing, meaning);
}

void kr_describe_pack(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {"item", "value", "meaning"};
    const struct kr_country *country = &subject->setup->country;
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lll", subject->style, stdout);
    char text[KR_NUMBER_SIZE];
    kr_listing_text(&listing, "name");
    kr_listing_text(&listing, country->name);
    kr_listing_text(&listing, "the country");
    kr_listing_text(&listing, "folder");
    kr_listing_text(&listing, subject->setup->scenario.pack);
    kr_listing_text(&listing, "where its files are");
    snprintf(text, sizeof text, "%016" PRIx64, subject->setup->scenario.pack_hash);
    kr_listing_text(&listing, "hash");
    kr_listing_text(&listing, text);
    kr_listing_text(&listing, "of all its files");
    kr_quarter_text(kr_quarter_of((int)country->constants.start_year,
                                  (int)country->constants.start_quarter),
                    text, sizeof text);
    kr_listing_text(&listing, "start");
    kr_listing_text(&listing, text);
    kr_listing_text(&listing, "quarter of the starting world");
    double persons = 0.0;
    double employees = 0.0;
    for (int r = 0; r < country->regions; r++) {
        persons += persons_of_region(country, r);
    }
    for (int s = 0; s < country->sectors; s++) {
        employees += (double)country->sector[s].employees;
    }
    pack_item(&listing, "persons", persons, "persons of 15-74 at the start");
    pack_item(&listing, "employees", employees, "employees at the start");
    pack_item(&listing, "regions", country->regions, "labour-market regions");
    pack_item(&listing, "sectors", country->sectors, "sectors");
    pack_item(&listing, "occupations", country->occupations, "occupations");
    pack_item(&listing, "staffing", country->staffing_rows,
              "pairs of sector and occupation");
    pack_item(&listing, "wage_groups", country->wage_groups, "agreed-wage groups");
    pack_item(&listing, "fields", country->fields, "fields of study");
    pack_item(&listing, "migrant_kinds", country->migrant_kinds, "kinds of migration");
    pack_item(&listing, "demand_paths", country->demand_paths, "paths of demand");
    pack_item(&listing, "demand_quarters", country->demand_quarters,
              "quarters of these paths, the start included");
    kr_listing_end(&listing);
}
