// Checkpoints: every field comes back, and a file that is not whole is refused by name.
#include "output/checkpoint.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <hdf5.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define FILE_NAME "unit.checkpoint.h5"
#define PREVIOUS  "unit.checkpoint.previous.h5"

// A country that has lived, with second jobs, openings and members of a policy.
struct place {
    struct test_world w;
    struct kr_checkpoint_run run;
};

static void open_place(struct place *self)
{
    test_world_open(&self->w, &(struct test_world_options){
                                  .scenario = "nl/policies/P01-extra-hours-bonus.yaml",
                                  .scale = 0.002});
    test_world_live(&self->w, 3);
    static const struct kr_breakdowns breakdowns = {
        .at = {{false, 2, {KR_BREAK_SEX, KR_BREAK_REGION}, KR_COUNTED_BIT(EMPLOYED)},
               {true, 1, {KR_BREAK_SEX}, 0}},
        .count = 2};
    self->run = (struct kr_checkpoint_run){.model = &self->w.model,
                                           .pack_hash = 7,
                                           .scenario = "unit",
                                           .keep = "",
                                           .breakdowns = &breakdowns};
    assert_true(self->w.world.memories.rows > 0);
    assert_true(self->w.world.second_jobs.rows > 0);
}

static void close_place(struct place *self)
{
    test_world_close(&self->w);
    (void)unlink(FILE_NAME);
    (void)unlink(PREVIOUS);
}

// Rolls that no file needs: all that matters is that they come back.
static uint64_t IDS[] = {7, 5, 11};
static const struct kr_rolls ROLLS = {
    .of = {[KR_KEEP_PANEL] = {IDS, 3}, [KR_ROLL_NUMBERS] = {IDS, 2}}};

static void write_place(const struct place *self)
{
    char error[1024];
    const int code = kr_checkpoint_write(FILE_NAME, PREVIOUS, &self->run, &self->w.world,
                                         &ROLLS, error);
    if (code != KR_OK) {
        fail_msg("%s", error);
    }
}

static int read_place(const struct kr_checkpoint_run *run, enum kr_checkpoint_use use,
                      struct kr_world *world, struct kr_diag *diag)
{
    kr_diag_init(diag);
    struct kr_rolls rolls;
    const int code = kr_checkpoint_read(FILE_NAME, run, use, world, &rolls, diag);
    for (int i = 0; i < KR_ROLLS && code == KR_OK; i++) {
        assert_int_equal(rolls.of[i].places, ROLLS.of[i].places);
        assert_memory_equal(rolls.of[i].id, IDS,
                            (size_t)rolls.of[i].places * sizeof *IDS);
    }
    kr_rolls_free(&rolls);
    return code;
}

static void same_column(enum kr_world_table table, const struct kr_column *column,
                        const struct kr_world *a, const struct kr_world *b)
{
    const struct kr_world_values x = kr_world_values_of(table, column, a);
    const struct kr_world_values y = kr_world_values_of(table, column, b);
    const size_t size = kr_type_size(column->type);
    for (size_t r = 0; r < kr_world_table_rows(table, a); r++) {
        if (memcmp(x.values + r * x.stride, y.values + r * y.stride, size) != 0) {
            fail_msg("%s of %s differs in row %zu", column->name,
                     kr_world_table_name(table), r);
        }
    }
}

static void every_field_comes_back(void **state)
{
    (void)state;
    struct place p;
    struct kr_world world;
    struct kr_diag diag;
    open_place(&p);
    write_place(&p);
    assert_int_equal(read_place(&p.run, KR_CHECKPOINT_RESUME, &world, &diag), KR_OK);
    for (int t = 0; t < KR_WORLD_TABLES; t++) {
        const enum kr_world_table table = (enum kr_world_table)t;
        size_t count;
        const struct kr_column *columns = kr_world_table_columns(table, &count);
        assert_int_equal(kr_world_table_rows(table, &p.w.world),
                         kr_world_table_rows(table, &world));
        for (size_t c = 0; c < count; c++) {
            same_column(table, &columns[c], &p.w.world, &world);
        }
    }
    assert_int_equal(world.posts.capacity, p.w.world.posts.capacity);
    assert_true(kr_world_hash(&world) == kr_world_hash(&p.w.world));
    kr_diag_free(&diag);
    kr_world_free(&world);
    close_place(&p);
}

// ---------------------------------------------------------------- refusals

static bool says(const struct kr_diag *diag, const char *words)
{
    for (size_t i = 0; i < diag->count; i++) {
        if (strstr(diag->entries[i].text, words) != NULL) {
            return true;
        }
    }
    return false;
}

// The file must be refused with these words.
static void refused(const struct kr_checkpoint_run *run, enum kr_checkpoint_use use,
                    const char *words)
{
    struct kr_world world;
    struct kr_diag diag;
    assert_int_equal(read_place(run, use, &world, &diag), KR_ERR_INPUT);
    if (!says(&diag, words)) {
        fail_msg("'%s' is not among: %s", words, diag.entries[0].text);
    }
    assert_null(world.persons.id);
    kr_diag_free(&diag);
}

typedef void spoil(hid_t file);

static void remove_field(hid_t file)
{
    assert_true(H5Ldelete(file, "/persons/taste", H5P_DEFAULT) >= 0);
}

static void add_field(hid_t file)
{
    const hid_t space = H5Screate(H5S_SCALAR);
    const hid_t dataset = H5Dcreate2(file, "/persons/mood", H5T_STD_U8LE, space,
                                     H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(dataset >= 0);
    H5Dclose(dataset);
    H5Sclose(space);
}

// Changes the first value of a field of whole numbers.
static void change_first(hid_t file, const char *path, int32_t value)
{
    const hsize_t start = 0;
    const hsize_t one = 1;
    const hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT);
    const hid_t space = H5Dget_space(dataset);
    const hid_t memory = H5Screate_simple(1, &one, NULL);
    assert_true(H5Sselect_hyperslab(space, H5S_SELECT_SET, &start, NULL, &one, NULL) >=
                0);
    assert_true(H5Dwrite(dataset, H5T_NATIVE_INT32, memory, space, H5P_DEFAULT, &value) >=
                0);
    H5Sclose(memory);
    H5Sclose(space);
    H5Dclose(dataset);
}

static void change_value(hid_t file)
{
    change_first(file, "/posts/heads", 12345);
}

static void leave_range(hid_t file)
{
    change_first(file, "/persons/region", 255);
}

static void change_pay(hid_t file)
{
    const hsize_t start[2] = {0, 0};
    const hsize_t one[2] = {1, 1};
    const double value = 1.0;
    const hid_t dataset = H5Dopen2(file, "/pay/scale_cents", H5P_DEFAULT);
    const hid_t space = H5Dget_space(dataset);
    const hid_t memory = H5Screate_simple(2, one, NULL);
    assert_true(H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, one, NULL) >= 0);
    assert_true(
        H5Dwrite(dataset, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, &value) >= 0);
    H5Sclose(memory);
    H5Sclose(space);
    H5Dclose(dataset);
}

static void remove_pay(hid_t file)
{
    assert_true(H5Ldelete(file, "/pay/scale_cents", H5P_DEFAULT) >= 0);
}

static void change_type(hid_t file)
{
    remove_field(file);
    const hsize_t rows = 5;
    const hid_t space = H5Screate_simple(1, &rows, NULL);
    const hid_t dataset = H5Dcreate2(file, "/persons/taste", H5T_IEEE_F64LE, space,
                                     H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    H5Dclose(dataset);
    H5Sclose(space);
}

static void change_hash(hid_t file)
{
    const hid_t attribute = H5Aopen(file, "world_hash", H5P_DEFAULT);
    const hid_t type = H5Aget_type(attribute);
    const char *text = "0123456789abcdef";
    assert_true(H5Awrite(attribute, type, &text) >= 0);
    H5Tclose(type);
    H5Aclose(attribute);
}

static void a_spoilt_file_is_refused_by_name(void **state)
{
    (void)state;
    static const struct {
        spoil *how;
        const char *words;
    } CASES[] = {
        {remove_field, "the field '/persons/taste' is missing"},
        {add_field, "the field '/persons/mood' is unknown"},
        {change_value, "'/posts/heads' is damaged"},
        {leave_range, "'/persons/region': row 0 holds 255, expected 0 to "},
        {change_type, "'/persons/taste' must have one axis of"},
        {change_pay, "'/pay/scale_cents' is damaged"},
        {remove_pay, "there is no '/pay/scale_cents' of"},
        {change_hash, "the file says 0123456789abcdef: it is damaged"},
    };
    struct place p;
    open_place(&p);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        write_place(&p);
        const hid_t file = H5Fopen(FILE_NAME, H5F_ACC_RDWR, H5P_DEFAULT);
        CASES[i].how(file);
        H5Fclose(file);
        refused(&p.run, KR_CHECKPOINT_RESUME, CASES[i].words);
    }
    close_place(&p);
}

static void a_file_of_another_kind_is_refused(void **state)
{
    (void)state;
    struct place p;
    struct kr_checkpoint_info info;
    char error[1024];
    open_place(&p);
    FILE *file = fopen(FILE_NAME, "w");
    assert_non_null(file);
    assert_true(fputs("not a checkpoint", file) >= 0);
    assert_int_equal(fclose(file), 0);
    refused(&p.run, KR_CHECKPOINT_RESUME, "not a file of Krapte");
    assert_int_equal(kr_checkpoint_info(FILE_NAME, &info, error), KR_ERR_FORMAT);
    (void)unlink(FILE_NAME);
    refused(&p.run, KR_CHECKPOINT_RESUME, "there is no such file");
    close_place(&p);
}

static void another_run_cannot_go_on_with_it(void **state)
{
    (void)state;
    struct place p;
    open_place(&p);
    write_place(&p);
    struct kr_model model = p.w.model;
    struct kr_checkpoint_run run = p.run;
    run.model = &model;
    model.seed = 99;
    refused(&run, KR_CHECKPOINT_RESUME, "has seed 1, the run has 99");
    model = p.w.model;
    model.replicate = 5;
    refused(&run, KR_CHECKPOINT_RESUME, "has replicate 0, the run has 5");
    model = p.w.model;
    model.policy_count = 0;
    refused(&run, KR_CHECKPOINT_RESUME, "other policies");
    model = p.w.model;
    model.parameters.quit.load_elasticity *= 2.0;
    refused(&run, KR_CHECKPOINT_RESUME, "other parameters");
    model = p.w.model;
    model.scale *= 2.0;
    refused(&run, KR_CHECKPOINT_FORK, "the checkpoint has scale 0.002");
    model = p.w.model;
    run.pack_hash = 8;
    refused(&run, KR_CHECKPOINT_FORK, "another country pack");
    run = p.run;
    run.keep = "persons:age";
    refused(&run, KR_CHECKPOINT_RESUME, "--keep says 'persons:age'");
    run = p.run;
    run.breakdowns = NULL;
    refused(&run, KR_CHECKPOINT_RESUME, "has the breakdown 'sex region: employed', the");
    refused(&run, KR_CHECKPOINT_RESUME, "has the breakdown 'status_flow sex', the");
    const struct kr_breakdowns other = {
        .at = {{true, 1, {KR_BREAK_SEX}, 0},
               {false, 2, {KR_BREAK_SEX, KR_BREAK_REGION}, 0}},
        .count = 2};
    run.breakdowns = &other;
    refused(&run, KR_CHECKPOINT_RESUME,
            "has no breakdown 'sex region', the scenario asks");
    refused(&run, KR_CHECKPOINT_RESUME, "has the breakdown 'sex region: employed', the");
    close_place(&p);
}

// ---------------------------------------------------------------- forks

static void a_fork_remembers_members_by_the_name_of_their_policy(void **state)
{
    (void)state;
    struct place p;
    struct kr_world world;
    struct kr_diag diag;
    open_place(&p);
    write_place(&p);
    struct kr_model model = p.w.model;
    struct kr_checkpoint_run run = p.run;
    run.model = &model;
    // the policy is the second one now
    struct kr_policy policies[2] = {p.w.model.policies[0], p.w.model.policies[0]};
    (void)snprintf(policies[0].name, sizeof policies[0].name, "another");
    model.policies = policies;
    model.policy_count = 2;
    assert_int_equal(read_place(&run, KR_CHECKPOINT_FORK, &world, &diag), KR_OK);
    assert_int_equal(world.memories.rows, p.w.world.memories.rows);
    for (kr_row i = 0; i < world.memories.rows; i++) {
        const int before = p.w.world.memories.policy[i];
        assert_int_equal(world.memories.policy[i], before == 255 ? 255 : 1);
    }
    kr_diag_free(&diag);
    kr_world_free(&world);
    // and no longer there
    model.policy_count = 1;
    assert_int_equal(read_place(&run, KR_CHECKPOINT_FORK, &world, &diag), KR_OK);
    for (kr_row i = 0; i < world.memories.rows; i++) {
        assert_int_equal(world.memories.policy[i], 255);
    }
    kr_diag_free(&diag);
    kr_world_free(&world);
    close_place(&p);
}

// ---------------------------------------------------------------- files

static struct kr_checkpoint_info info_of(const char *file)
{
    struct kr_checkpoint_info info;
    char error[1024];
    if (kr_checkpoint_info(file, &info, error) != KR_OK) {
        fail_msg("%s", error);
    }
    return info;
}

static void the_last_two_are_kept(void **state)
{
    (void)state;
    struct place p;
    open_place(&p);
    write_place(&p);
    for (int i = 0; i < 2; i++) {
        test_world_live(&p.w, 1);
        write_place(&p);
    }
    assert_int_equal(info_of(FILE_NAME).elapsed, 5);
    assert_int_equal(info_of(PREVIOUS).elapsed, 4);
    const struct kr_checkpoint_info info = info_of(FILE_NAME);
    assert_string_equal(info.scenario, "unit");
    assert_int_equal(info.seed, 1);
    assert_int_equal(info.persons, p.w.world.persons.rows);
    assert_true(info.bytes > 1000);
    close_place(&p);
}

static void without_room_the_earlier_one_stays(void **state)
{
    (void)state;
    struct place p;
    char error[1024];
    struct rlimit limit;
    open_place(&p);
    write_place(&p);
    test_world_live(&p.w, 1);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    const struct rlimit small = {100000, limit.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    const int code =
        kr_checkpoint_write(FILE_NAME, PREVIOUS, &p.run, &p.w.world, &ROLLS, error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(code, KR_ERR_DISK_FULL);
    assert_non_null(strstr(error, "no room for a checkpoint"));
    assert_int_equal(info_of(FILE_NAME).elapsed, 3);
    assert_int_not_equal(access(FILE_NAME ".tmp", F_OK), 0);
    close_place(&p);
}

static void names_follow_the_result(void **state)
{
    (void)state;
    char *name = kr_checkpoint_name("results/base.h5", false);
    assert_string_equal(name, "results/base.checkpoint.h5");
    free(name);
    name = kr_checkpoint_name("base", true);
    assert_string_equal(name, "base.checkpoint.previous.h5");
    free(name);
}

int main(int argc, char **argv)
{
    (void)H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_comes_back),
        cmocka_unit_test(a_spoilt_file_is_refused_by_name),
        cmocka_unit_test(a_file_of_another_kind_is_refused),
        cmocka_unit_test(another_run_cannot_go_on_with_it),
        cmocka_unit_test(a_fork_remembers_members_by_the_name_of_their_policy),
        cmocka_unit_test(the_last_two_are_kept),
        cmocka_unit_test(without_room_the_earlier_one_stays),
        cmocka_unit_test(names_follow_the_result),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
