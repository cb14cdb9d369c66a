#include "base/hash.h"
#include "output/reader.h"
#include "output/roll.h"
#include "output/variables.h"
#include "output/writer.h"
#include "tests/support/test.h"
#include "tests/unit/output/small_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { QUARTERS = 5, ROWS = 3000, ENTRANTS = 20 };

static void write_file(const struct kr_output_options *options, kr_row rows, int policies)
{
    static struct small small;
    small_init(&small, rows, policies);
    assert_int_equal(small_run(&small, options, QUARTERS), KR_OK);
    small_free(&small);
}

static double *numbers(struct kr_result *result, const char *name, size_t expected)
{
    const struct kr_result_variable *variable = kr_result_find(result, name);
    if (variable == NULL) {
        fail_msg("no %s", name);
        return NULL;
    }
    double *values = NULL;
    size_t count = 0;
    assert_int_equal(kr_result_numbers(result, variable, &values, &count), KR_OK);
    assert_int_equal(count, expected);
    return values;
}

static struct kr_result *open_file(const char *file)
{
    struct kr_result *result = NULL;
    assert_int_equal(kr_result_open(&result, file), KR_OK);
    return result;
}

// What the reader makes of agents: of the country.
static void decode(const struct kr_variable *variable, const struct kr_model *model,
                   double *values, size_t count)
{
    for (size_t i = 0; kr_variable_in_agents(variable) && i < count; i++) {
        values[i] *= 1.0 / model->scale;
    }
}

static void every_series_reads_back_as_the_world_had_it(void **state)
{
    (void)state;
    const struct kr_output_options options = small_options("series.h5");
    write_file(&options, ROWS, 2);
    struct kr_result *result = open_file("series.h5");
    static struct small small;
    small_init(&small, ROWS, 2);
    struct kr_census census;
    assert_int_equal(kr_census_init(&census, &small.model, &small.world, NULL, 0), KR_OK);
    for (int record = 0; record <= QUARTERS; record++) {
        kr_census_take(&census, &small.model, &small.world);
        const struct kr_view view = {&small.model, &small.world, &census};
        for (size_t i = 0; i < kr_variable_count(); i++) {
            const struct kr_variable v = kr_variable_at(i);
            const size_t cells = kr_variable_cells(&v, &small.model);
            double *expected = calloc(cells, sizeof *expected);
            kr_variable_get(&v, &view, expected);
            decode(&v, &small.model, expected, cells);
            char path[200];
            (void)snprintf(path, sizeof path, "/%s/%s", kr_series_name(v.series), v.name);
            double *found = numbers(result, path, cells * (QUARTERS + 1));
            assert_memory_equal(found + (size_t)record * cells, expected,
                                cells * sizeof *expected);
            free(found);
            free(expected);
        }
        small_live(&small);
    }
    kr_census_free(&census);
    small_free(&small);
    kr_result_close(result);
}

static void a_table_has_the_axes_it_names(void **state)
{
    (void)state;
    const struct kr_output_options options = small_options("axes.h5");
    write_file(&options, ROWS, 2);
    struct kr_result *result = open_file("axes.h5");
    const struct kr_result_variable *v = kr_result_find(result, "heads_by_sector_region");
    assert_non_null(v);
    assert_int_equal(v->rank, 3);
    assert_string_equal(v->axis[0], "time");
    assert_string_equal(v->axis[1], "sector");
    assert_string_equal(v->axis[2], "region");
    assert_int_equal(v->size[0], QUARTERS + 1);
    assert_int_equal(v->size[1], SMALL_SECTORS);
    kr_result_close(result);
}

static void the_starting_quarter_is_the_first_record(void **state)
{
    (void)state;
    const struct kr_output_options options = small_options("start.h5");
    write_file(&options, ROWS, 0);
    struct kr_result *result = open_file("start.h5");
    kr_quarter quarter = 0;
    assert_int_equal(kr_result_quarter(result, "quarterly", 0, &quarter), KR_OK);
    assert_int_equal(quarter, kr_quarter_of(2024, 4));
    assert_int_equal(kr_result_quarter(result, "flows", QUARTERS, &quarter), KR_OK);
    assert_int_equal(quarter, kr_quarter_of(2026, 1));
    double *days = numbers(result, "/quarterly/time", QUARTERS + 1);
    assert_close(days[0], 9040, 0); // 1 October 2024
    free(days);
    assert_int_equal(kr_result_complete(result, "quarterly"), QUARTERS + 1);
    kr_result_close(result);
}

// Where a person stands in the world, or KR_NONE.
static kr_row row_of(const struct kr_persons *persons, double id)
{
    for (kr_row row = 0; row < persons->rows; row++) {
        if ((double)persons->id[row] == id && persons->status[row] != KR_ABSENT) {
            return row;
        }
    }
    return KR_NONE;
}

static void person_columns_come_every_so_many_quarters(void **state)
{
    (void)state;
    struct kr_output_options options = small_options("kept.h5");
    options.keep = "persons:status,age,employer@2;employers:openings,fte";
    write_file(&options, ROWS, 0);
    struct kr_result *result = open_file("kept.h5");
    assert_int_equal(kr_result_complete(result, "persons"), QUARTERS / 2 + 1);
    assert_int_equal(kr_result_complete(result, "employers"), QUARTERS + 1);

    // The last record is of quarter 4: everybody who was ever there has a place.
    static struct small small;
    small_init(&small, ROWS, 0);
    const size_t start = (size_t)small.world.persons.rows;
    for (int q = 0; q < 4; q++) {
        small_live(&small);
    }
    const size_t places = start + (size_t)4 * ENTRANTS;
    double *status = numbers(result, "/persons/status", 3 * places);
    double *id = numbers(result, "/persons/id", places);
    double *employer = numbers(result, "/persons/employer", 3 * places);
    const struct kr_persons *persons = &small.world.persons;
    size_t present = 0;
    for (size_t place = 0; place < places; place++) {
        const kr_row row = row_of(persons, id[place]);
        const bool there = row != KR_NONE;
        present += there;
        assert_close(status[2 * places + place], there ? persons->status[row] : 0, 0);
        assert_close(employer[2 * places + place], there ? persons->post[row] : KR_NONE,
                     0);
        // Blank before they came, too.
        assert_true(place < start || employer[place] + 1 < 0.5);
    }
    assert_int_equal(present, start + 40); // twenty came each quarter, ten left
    enum { PLACES = SMALL_SECTORS, CELLS = (QUARTERS + 1) * PLACES }; // row 3 is free
    double *openings = numbers(result, "/employers/openings", CELLS);
    assert_close(openings[1], 8, 0);
    double *fte = numbers(result, "/employers/fte", CELLS);
    assert_close(fte[0], 100, 0);
    double *number = numbers(result, "/employers/number", PLACES);
    assert_close(number[2], 2, 0);
    free(number);
    free(fte);
    free(openings);
    free(employer);
    free(id);
    free(status);
    small_free(&small);
    kr_result_close(result);
}

static size_t expected_members(const struct kr_persons *persons)
{
    size_t members = 0;
    for (kr_row row = 0; row < persons->rows; row++) {
        members +=
            persons->status[row] != KR_ABSENT && kr_roll_sampled(persons->id[row], 0.01);
    }
    return members;
}

static void the_panel_follows_persons_and_takes_in_newcomers(void **state)
{
    (void)state;
    struct kr_output_options options = small_options("panel.h5");
    options.panel = true;
    write_file(&options, 30000, 0);
    struct kr_result *result = open_file("panel.h5");
    const struct kr_result_variable *axis = kr_result_find(result, "/panel/id");
    const size_t members = axis->size[0];
    double *id = numbers(result, "/panel/id", members);
    double *status = numbers(result, "/panel/status", members * (QUARTERS + 1));
    double *minutes =
        numbers(result, "/panel/contract_minutes", members * (QUARTERS + 1));
    static struct small small;
    small_init(&small, 30000, 0);
    assert_true(members >= expected_members(&small.world.persons));
    assert_true(members > 200);
    for (size_t q = 0; q <= QUARTERS; q++) {
        size_t present = 0;
        for (size_t m = 0; m < members; m++) {
            const kr_row row = row_of(&small.world.persons, id[m]);
            const bool there = row != KR_NONE;
            present += there;
            assert_close(status[q * members + m],
                         there ? small.world.persons.status[row] : 0, 0);
            assert_close(minutes[q * members + m],
                         there ? small.world.persons.contract_minutes[row] : 0, 0);
        }
        assert_int_equal(present, expected_members(&small.world.persons));
        small_live(&small);
    }
    free(id);
    free(status);
    free(minutes);
    small_free(&small);
    kr_result_close(result);
}

static char *read_bytes(const char *file, size_t *size)
{
    FILE *stream = fopen(file, "rb");
    assert_non_null(stream);
    struct stat stat;
    assert_int_equal(fstat(fileno(stream), &stat), 0);
    *size = (size_t)stat.st_size;
    char *bytes = malloc(*size);
    assert_int_equal(fread(bytes, 1, *size, stream), *size);
    (void)fclose(stream);
    return bytes;
}

static void equal_runs_give_equal_bytes(void **state)
{
    (void)state;
    struct kr_output_options options = small_options("equal_a.h5");
    options.panel = true;
    options.keep = "persons:status;employers:heads";
    write_file(&options, 30000, 2);
    sleep(1); // another second on the clock
    options.file = "equal_b.h5";
    write_file(&options, 30000, 2);
    size_t size_a = 0;
    size_t size_b = 0;
    char *a = read_bytes("equal_a.h5", &size_a);
    char *b = read_bytes("equal_b.h5", &size_b);
    assert_int_equal(size_a, size_b);
    assert_memory_equal(a, b, size_a);
    free(a);
    free(b);
}

static void an_existing_file_is_refused_unless_forced(void **state)
{
    (void)state;
    const struct kr_output_options options = small_options("exists.h5");
    write_file(&options, 100, 0);
    struct kr_writer *writer = NULL;
    struct kr_observer observer;
    assert_int_equal(kr_writer_open(&writer, &options, false, &observer), KR_ERR_EXISTS);
    assert_non_null(strstr(kr_writer_error(writer), "exists.h5"));
    assert_int_equal(kr_writer_close(writer, 0, 0), KR_ERR_EXISTS);
    write_file(&options, 100, 0); // small_run forces
}

static void a_folder_that_is_not_there_is_named(void **state)
{
    (void)state;
    const struct kr_output_options options = small_options("no/such/folder.h5");
    struct kr_writer *writer = NULL;
    struct kr_observer observer;
    assert_int_equal(kr_writer_open(&writer, &options, false, &observer), KR_ERR_NO_FILE);
    assert_non_null(strstr(kr_writer_error(writer), "No such file or directory"));
    assert_int_equal(kr_writer_close(writer, 0, 0), KR_ERR_NO_FILE);
}

static void a_mistake_in_keep_makes_no_file(void **state)
{
    (void)state;
    (void)unlink("mistake.h5");
    struct kr_output_options options = small_options("mistake.h5");
    options.keep = "persons:satus";
    struct kr_writer *writer = NULL;
    struct kr_observer observer;
    assert_int_equal(kr_writer_open(&writer, &options, false, &observer), KR_ERR_INPUT);
    assert_non_null(strstr(kr_writer_error(writer), "did you mean \"status\"?"));
    assert_int_equal(kr_writer_close(writer, 0, 0), KR_ERR_INPUT);
    assert_int_equal(access("mistake.h5", F_OK), -1);
}

static void the_size_foreseen_is_enough_and_not_wild(void **state)
{
    (void)state;
    struct kr_output_options options = small_options("size.h5");
    options.panel = true;
    options.keep = "persons:all;employers:all";
    static struct small small;
    for (int compress = 0; compress < 2; compress++) {
        options.compress = compress == 1;
        small_init(&small, 70000, 2);
        const int64_t foreseen = kr_output_bytes(&small.model, &options, 70000, 4);
        assert_int_equal(small_run(&small, &options, small.model.quarters), KR_OK);
        small_free(&small);
        struct stat stat_buffer;
        assert_int_equal(stat("size.h5", &stat_buffer), 0);
        assert_true(foreseen >= stat_buffer.st_size);
        assert_true(compress == 1 || foreseen < 2 * stat_buffer.st_size + (8 << 20));
    }
}

static void outputs_do_not_touch_the_world(void **state)
{
    (void)state;
    struct kr_output_options options = small_options("touch.h5");
    options.panel = true;
    options.keep = "persons:all;employers:all";
    static struct small with;
    static struct small without;
    small_init(&with, ROWS, 2);
    small_init(&without, ROWS, 2);
    assert_int_equal(small_run(&with, &options, QUARTERS), KR_OK);
    for (int q = 0; q < QUARTERS; q++) {
        small_live(&without);
    }
    const uint64_t keys[SMALL_SECTORS] = {1, 2, 3};
    assert_int_equal(kr_persons_hash(&with.world.persons, keys),
                     kr_persons_hash(&without.world.persons, keys));
    assert_memory_equal(with.world.tallies.cells, without.world.tallies.cells,
                        with.world.tallies.cell_count * sizeof(int64_t));
    small_free(&with);
    small_free(&without);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_series_reads_back_as_the_world_had_it),
        cmocka_unit_test(a_table_has_the_axes_it_names),
        cmocka_unit_test(the_starting_quarter_is_the_first_record),
        cmocka_unit_test(person_columns_come_every_so_many_quarters),
        cmocka_unit_test(the_panel_follows_persons_and_takes_in_newcomers),
        cmocka_unit_test(equal_runs_give_equal_bytes),
        cmocka_unit_test(an_existing_file_is_refused_unless_forced),
        cmocka_unit_test(a_folder_that_is_not_there_is_named),
        cmocka_unit_test(a_mistake_in_keep_makes_no_file),
        cmocka_unit_test(the_size_foreseen_is_enough_and_not_wild),
        cmocka_unit_test(outputs_do_not_touch_the_world),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
