#include "base/hash.h"
#include "scenarios/pack_files.h"
#include "scenarios/scenario.h"
#include "tests/support/test.h"
#include "tests/unit/scenarios/sandbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const PACKS[] = {KR_SOURCE_DIR "/scenarios/village",
                                    KR_SOURCE_DIR "/scenarios/nl"};
enum {
    PACK_COUNT = 2,
    BANDS = 12 * KR_SEX_COUNT,     // five-year groups by sex
    AGES = KR_AGES * KR_SEX_COUNT, // single ages by sex
    ADULTS = 60 * KR_SEX_COUNT,    // ages 15 to 74 by sex
};

// Loads a pack that has no mistakes.
static void load(size_t pack, struct kr_country *country)
{
    struct kr_diag diag;
    kr_diag_init(&diag);
    uint64_t hash;
    const int code = kr_country_load(PACKS[pack], country, &hash, &diag);
    for (size_t i = 0; i < diag.count; i++) {
        print_error("%s:%d:%d: %s\n", diag.entries[i].file, diag.entries[i].line,
                    diag.entries[i].column, diag.entries[i].text);
    }
    assert_int_equal(code, KR_OK);
    kr_diag_free(&diag);
}

static double sum_of(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(values[i] >= 0.0);
        sum += values[i];
    }
    return sum;
}

// Every run of `length` values sums to 1.
static void assert_shares(const double *values, size_t runs, size_t length)
{
    for (size_t i = 0; i < runs; i++) {
        assert_close(sum_of(values + i * length, length), 1.0, 1e-12);
    }
}

static void shares_of_the_packs_sum_to_one(void **state)
{
    (void)state;
    for (size_t pack = 0; pack < PACK_COUNT; pack++) {
        struct kr_country country;
        load(pack, &country);
        const size_t regions = (size_t)country.regions;
        const size_t occupations = (size_t)country.occupations;
        assert_shares(country.commuting, regions, regions);
        assert_shares(country.transition, occupations, occupations);
        assert_shares(country.education_share, BANDS, KR_EDUCATION_COUNT);
        assert_shares(country.education_region, regions, KR_EDUCATION_COUNT);
        assert_shares(country.migrant_region, 1, regions);
        const size_t kinds = (size_t)country.migrant_kinds;
        assert_shares(country.immigration_age, kinds, AGES);
        assert_shares(country.emigration_age, kinds, AGES);
        for (size_t cell = 0; cell < (size_t)KR_SEX_COUNT * 3; cell++) {
            for (size_t contract = 1; contract < KR_CONTRACT_COUNT; contract++) {
                assert_shares(country.hours_share +
                                  (cell * KR_CONTRACT_COUNT + contract) * KR_HOURS_GRID,
                              1, KR_HOURS_GRID);
            }
        }
        kr_country_free(&country);
    }
}

static void demand_starts_at_one_and_lasts_ten_years(void **state)
{
    (void)state;
    for (size_t pack = 0; pack < PACK_COUNT; pack++) {
        struct kr_country country;
        load(pack, &country);
        assert_true(country.demand_quarters >= 41);
        for (int path = 0; path < country.demand_paths; path++) {
            const double *index =
                country.demand + (ptrdiff_t)path * country.demand_quarters;
            assert_close(index[0], 1.0, 1e-9);
            for (int q = 0; q < country.demand_quarters; q++) {
                assert_between(index[q], 0.3, 3.0);
            }
        }
        kr_country_free(&country);
    }
}

static void codes_refer_to_rows_that_exist(void **state)
{
    (void)state;
    for (size_t pack = 0; pack < PACK_COUNT; pack++) {
        struct kr_country country;
        load(pack, &country);
        for (int s = 0; s < country.sectors; s++) {
            assert_in_range(country.sector[s].wage_group, 0, country.wage_groups - 1);
            assert_in_range(country.sector[s].demand_path, 0, country.demand_paths - 1);
        }
        for (int o = 0; o < country.occupations; o++) {
            assert_true(country.occupation[o].next_rung < country.occupations);
            assert_true(country.occupation[o].helper < country.occupations);
        }
        for (int i = 1; i < country.staffing_rows; i++) {
            const struct kr_staffing *last = &country.staffing[i - 1];
            const struct kr_staffing *now = &country.staffing[i];
            assert_true(
                last->sector < now->sector ||
                (last->sector == now->sector && last->occupation < now->occupation));
        }
        for (int w = 1; w < country.wage_classes; w++) {
            assert_true(country.wage_class[w - 1] < country.wage_class[w]);
        }
        kr_country_free(&country);
    }
}

static void the_netherlands_have_their_size(void **state)
{
    (void)state;
    struct kr_country country;
    load(1, &country);
    assert_int_equal(country.regions, 35);
    const double persons = sum_of(country.population, (size_t)country.regions * ADULTS);
    assert_between(persons, 13.2e6, 13.6e6);
    const double by_status = sum_of(country.status, (size_t)BANDS * KR_PACK_STATUS_COUNT);
    assert_close_relative(by_status, persons, 0.01);
    double employed = 0;
    for (size_t cell = 0; cell < BANDS; cell++) {
        employed += sum_of(country.status + cell * KR_PACK_STATUS_COUNT, 3);
    }
    assert_between(employed, 9.6e6, 10.0e6);
    kr_country_free(&country);
}

static void bands_become_single_ages(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_copy_village(&box);
    static const char TEXT[] = "age_from,age_to,births,mark,source\n"
                               "20,24,0.01,assumed,a guess\n"
                               "25,25,0.02,assumed,a guess\n";
    sandbox_write(&box, "fertility.csv", TEXT, sizeof TEXT - 1);
    sandbox_load(&box);
    sandbox_print(&box);
    assert_int_equal(box.code, KR_OK);
    assert_close(box.country.fertility[19 - 15], 0, 0);
    assert_close(box.country.fertility[20 - 15], 0.01, 0);
    assert_close(box.country.fertility[24 - 15], 0.01, 0);
    assert_close(box.country.fertility[25 - 15], 0.02, 0);
    assert_close(box.country.fertility[26 - 15], 0, 0);
    sandbox_close(&box);
}

static void later_hazards_override_earlier_ones(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_copy_village(&box);
    static const char TEXT[] = "hazard,status,age_group,sex,value,mark,source\n"
                               "layoff,any,any,any,0.01,assumed,a guess\n"
                               "layoff,flexible,any,any,0.02,assumed,a guess\n"
                               "layoff,flexible,25-34,f,0.03,assumed,a guess\n";
    sandbox_write(&box, "hazards.csv", TEXT, sizeof TEXT - 1);
    sandbox_load(&box);
    sandbox_print(&box);
    assert_int_equal(box.code, KR_OK);
    const double *layoff = box.country.hazard; // the first hazard
    assert_int_equal(KR_H_LAYOFF, 0);
    const size_t flexible = (size_t)KR_PACK_FLEXIBLE * KR_AGE_GROUPS * KR_SEX_COUNT;
    assert_close(layoff[0], 0.01, 0);
    assert_close(layoff[flexible], 0.02, 0);
    assert_close(layoff[flexible + KR_SEX_COUNT + KR_MAN], 0.02, 0);
    assert_close(layoff[flexible + KR_SEX_COUNT + KR_WOMAN], 0.03, 0);
    sandbox_close(&box);
}

// Hash of the sandbox as a pack.
static uint64_t hash_of(const struct sandbox *box)
{
    struct kr_country country;
    struct kr_diag diag;
    kr_diag_init(&diag);
    uint64_t hash;
    assert_int_equal(kr_country_load(box->folder, &country, &hash, &diag), KR_OK);
    kr_country_free(&country);
    kr_diag_free(&diag);
    return hash;
}

// Adds a comment line to a file of the sandbox.
static void add_comment(const struct sandbox *box, const char *name)
{
    char path[512];
    sandbox_path(box, name, path);
    size_t size;
    char *text = sandbox_text(path, &size);
    char *longer = NULL;
    assert_true(asprintf(&longer, "# note\n%s", text) > 0);
    sandbox_write(box, name, longer, strlen(longer));
    free(longer);
    free(text);
}

static void the_hash_covers_every_byte_but_those_of_facts(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_copy_village(&box);
    const uint64_t before = hash_of(&box);
    assert_true(hash_of(&box) == before);
    add_comment(&box, "facts.csv");
    assert_true(hash_of(&box) == before);
    add_comment(&box, "regions.csv");
    assert_false(hash_of(&box) == before);
    sandbox_close(&box);
}

static void shares_are_made_to_sum_to_one(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_copy_village(&box);
    sandbox_load(&box);
    assert_int_equal(box.country.regions, 2);
    char text[512];
    const int size =
        snprintf(text, sizeof text,
                 "home,work,share,km,mark,source\n%s,%s,0.80001,5,assumed,x\n"
                 "%s,%s,0.2,9,assumed,x\n%s,%s,0.5,9,assumed,x\n%s,%s,0.5,9,assumed,x\n",
                 box.country.region[0].label.id, box.country.region[0].label.id,
                 box.country.region[0].label.id, box.country.region[1].label.id,
                 box.country.region[1].label.id, box.country.region[0].label.id,
                 box.country.region[1].label.id, box.country.region[1].label.id);
    sandbox_write(&box, "commuting.csv", text, (size_t)size);
    sandbox_load(&box);
    sandbox_print(&box);
    assert_int_equal(box.code, KR_OK);
    assert_close(box.country.commuting[0], 0.80001 / 1.00001, 1e-15);
    assert_close(box.country.distance_km[1], 9, 0);
    sandbox_close(&box);
}

static void households_follow_partner_and_youngest_child(void **state)
{
    (void)state;
    assert_int_equal(kr_household_kind(KR_SINGLE, 0, false), 0);
    assert_int_equal(kr_household_kind(KR_SINGLE, 3, true), 1);
    assert_int_equal(kr_household_kind(KR_SINGLE, 4, true), 2);
    assert_int_equal(kr_household_kind(KR_SINGLE, 12, true), 3);
    assert_int_equal(kr_household_kind(KR_PARTNER_NONE, 18, true), 4);
    assert_int_equal(kr_household_kind(KR_PARTNER_HALF, 11, true), 10);
    assert_int_equal(kr_household_kind(KR_PARTNER_FULL, 17, true), 15);
}

static void every_file_is_described_and_keys_come_first(void **state)
{
    (void)state;
    size_t count;
    const struct kr_pack_file *files = kr_pack_files(&count);
    assert_int_equal(count, KR_FILE_COUNT);
    for (size_t i = 0; i < count; i++) {
        assert_true(files[i].meaning[0] != '\0');
        assert_true((size_t)files[i].keys <= files[i].column_count);
        for (size_t c = 0; c < files[i].column_count; c++) {
            assert_true(files[i].columns[c].meaning[0] != '\0');
            assert_true(kr_cell_meaning(files[i].columns[c].cell)[0] != '\0');
        }
        if (i != KR_FILE_FACTS) {
            const size_t last = files[i].column_count - 1;
            assert_string_equal(files[i].columns[last - 1].name, "mark");
            assert_string_equal(files[i].columns[last].name, "source");
        }
    }
}

static void an_empty_country_can_be_freed(void **state)
{
    (void)state;
    struct kr_country country = {0};
    kr_country_free(&country);
    kr_country_free(&country);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_of_the_packs_sum_to_one),
        cmocka_unit_test(demand_starts_at_one_and_lasts_ten_years),
        cmocka_unit_test(codes_refer_to_rows_that_exist),
        cmocka_unit_test(the_netherlands_have_their_size),
        cmocka_unit_test(bands_become_single_ages),
        cmocka_unit_test(later_hazards_override_earlier_ones),
        cmocka_unit_test(the_hash_covers_every_byte_but_those_of_facts),
        cmocka_unit_test(shares_are_made_to_sum_to_one),
        cmocka_unit_test(households_follow_partner_and_youngest_child),
        cmocka_unit_test(every_file_is_described_and_keys_come_first),
        cmocka_unit_test(an_empty_country_can_be_freed),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
