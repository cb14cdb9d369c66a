// The order of rows in a supplied population changes nothing.
#include "output/population_file.h"
#include "scenarios/population.h"
#include "sim/order.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { QUARTERS = 4, NAME_SIZE = 64 };

// A shuffle of `rows` rows: row i comes from shuffle[i]. The caller frees.
static kr_row *shuffle_of(kr_row rows, uint64_t seed)
{
    kr_row *shuffle = calloc((size_t)rows + 1, sizeof *shuffle);
    assert_non_null(shuffle);
    for (kr_row i = 0; i < rows; i++) {
        shuffle[i] = i;
    }
    for (kr_row i = rows - 1; i > 0; i--) {
        seed = kr_mix64(seed + 0x9e3779b97f4a7c15U);
        const kr_row other = (kr_row)(seed % (uint64_t)(i + 1));
        const kr_row here = shuffle[i];
        shuffle[i] = shuffle[other];
        shuffle[other] = here;
    }
    return shuffle;
}

// Where each row went. The caller frees.
static kr_row *inverse_of(const kr_row *shuffle, kr_row rows)
{
    kr_row *inverse = calloc((size_t)rows + 1, sizeof *inverse);
    assert_non_null(inverse);
    for (kr_row i = 0; i < rows; i++) {
        inverse[shuffle[i]] = i;
    }
    return inverse;
}

static void move(void *records, size_t size, const kr_row *shuffle, kr_row rows)
{
    char *copy = malloc((size_t)rows * size + 1);
    assert_non_null(copy);
    memcpy(copy, records, (size_t)rows * size);
    for (kr_row i = 0; i < rows; i++) {
        memcpy((char *)records + (size_t)i * size, copy + (size_t)shuffle[i] * size,
               size);
    }
    free(copy);
}

static void move_columns(void *table, const struct kr_column *columns, size_t count,
                         const kr_row *shuffle, kr_row rows)
{
    for (size_t c = 0; c < count; c++) {
        void *values;
        memcpy(&values, (char *)table + columns[c].offset, sizeof values);
        move(values, kr_type_size(columns[c].type), shuffle, rows);
    }
}

static void shuffle_employers(struct kr_world *world)
{
    const kr_row rows = world->employers.rows;
    kr_row *shuffle = shuffle_of(rows, 1);
    kr_row *now = inverse_of(shuffle, rows);
    move(world->employers.at, sizeof *world->employers.at, shuffle, rows);
    for (kr_row i = 0; i < rows; i++) {
        world->employers.at[i].group = now[world->employers.at[i].group];
    }
    for (kr_row i = 0; i < world->posts.rows; i++) {
        world->posts.at[i].employer = now[world->posts.at[i].employer];
    }
    free(shuffle);
    free(now);
}

// Posts too, so that those of an employer are no longer together.
static void shuffle_posts(struct kr_world *world)
{
    const kr_row rows = world->posts.rows;
    kr_row *shuffle = shuffle_of(rows, 2);
    kr_row *now = inverse_of(shuffle, rows);
    move(world->posts.at, sizeof *world->posts.at, shuffle, rows);
    for (kr_row i = 0; i < world->persons.rows; i++) {
        const int32_t post = world->persons.post[i];
        world->persons.post[i] = post == KR_NONE ? KR_NONE : now[post];
    }
    for (kr_row i = 0; i < world->vacancies.rows; i++) {
        world->vacancies.post[i] = now[world->vacancies.post[i]];
    }
    for (kr_row i = 0; i < rows; i++) {
        const int32_t helpers = world->posts.at[i].helper_post;
        world->posts.at[i].helper_post = helpers == KR_NONE ? KR_NONE : now[helpers];
    }
    free(shuffle);
    free(now);
}

static void shuffle_persons_and_vacancies(struct kr_world *world)
{
    size_t count;
    const struct kr_column *columns = kr_person_columns(&count);
    kr_row *shuffle = shuffle_of(world->persons.rows, 3);
    move_columns(&world->persons, columns, count, shuffle, world->persons.rows);
    free(shuffle);
    columns = kr_vacancy_columns(&count);
    shuffle = shuffle_of(world->vacancies.rows, 4);
    move_columns(&world->vacancies, columns, count, shuffle, world->vacancies.rows);
    free(shuffle);
}

// Hashes of the start and of every quarter that follows.
static void live(struct test_world *w, uint64_t hash[QUARTERS + 1])
{
    hash[0] = kr_world_hash(&w->world);
    for (int q = 1; q <= QUARTERS; q++) {
        test_world_live(w, 1);
        hash[q] = kr_world_hash(&w->world);
    }
}

// Writes the world of `w` to a file, reads it in its place and lives it.
static void live_from_file(struct test_world *w, uint64_t hash[QUARTERS + 1])
{
    char name[NAME_SIZE];
    char error[1024];
    (void)snprintf(name, sizeof name, "row-order-%ld.h5", (long)getpid());
    const struct kr_population_origin origin = {.scale = w->model.scale};
    int code = kr_population_write(name, &origin, &w->world, true, error);
    if (code != KR_OK) {
        fail_msg("%s", error);
    }
    const struct kr_population_want want = {.model = &w->model,
                                            .persons = w->world.persons.capacity,
                                            .employers = w->world.employers.capacity,
                                            .posts = w->world.posts.capacity,
                                            .vacancies = w->world.vacancies.capacity};
    kr_world_free(&w->world);
    struct kr_diag diag;
    kr_diag_init(&diag);
    struct kr_population_origin made;
    code = kr_population_read(name, &want, &made, &w->world, &diag);
    (void)unlink(name);
    for (size_t i = 0; i < diag.count; i++) {
        print_error("%s\n", diag.entries[i].text);
    }
    kr_diag_free(&diag);
    assert_int_equal(code, KR_OK);
    assert_true(kr_world_is_ordered(&w->world));
    assert_int_equal(kr_world_prepare(&w->model, &w->world), KR_OK);
    live(w, hash);
}

// A world that was drawn and not yet prepared for a run, as `krapte population` has it.
static void open_bare(struct test_world *w, const struct test_world_options *options)
{
    test_world_open(w, options);
    kr_world_free(&w->world);
    assert_int_equal(kr_population_build(&w->model, &w->world), KR_OK);
}

static void same_for_any_order(const struct test_world_options *options)
{
    uint64_t built[QUARTERS + 1];
    uint64_t found[QUARTERS + 1];
    struct test_world w;
    test_world_open(&w, options);
    live(&w, built);
    test_world_close(&w);

    open_bare(&w, options);
    shuffle_employers(&w.world);
    shuffle_posts(&w.world);
    shuffle_persons_and_vacancies(&w.world);
    assert_false(kr_world_is_ordered(&w.world));
    live_from_file(&w, found);
    test_world_close(&w);
    for (int q = 0; q <= QUARTERS; q++) {
        if (built[q] != found[q]) {
            fail_msg("quarter %d differs", q);
        }
    }
}

static void a_shuffled_village_lives_the_same(void **state)
{
    (void)state;
    same_for_any_order(&(struct test_world_options){.threads = 2});
}

static void a_shuffled_country_lives_the_same(void **state)
{
    (void)state;
    same_for_any_order(&(struct test_world_options){
        .scenario = TEST_NL, .scale = TEST_NL_SCALE, .threads = 2});
}

// The first post of the first employer that has two is carved for the second.
static struct kr_post *carved_post(struct kr_world *world)
{
    for (kr_row i = 0; i < world->employers.rows; i++) {
        const struct kr_employer *e = &world->employers.at[i];
        if (e->posts >= 2) {
            return &world->posts.at[e->first_post];
        }
    }
    fail_msg("every employer has one post");
    return NULL;
}

static void a_post_keeps_its_helpers_when_posts_are_put_in_order(void **state)
{
    (void)state;
    struct test_world w;
    open_bare(&w, &(struct test_world_options){0});
    struct kr_post *post = carved_post(&w.world);
    post->carved = 10;
    post->helper_post = (int32_t)(post - w.world.posts.at) + 1;
    shuffle_posts(&w.world);
    assert_int_equal(kr_world_order(&w.world), KR_OK);
    post = carved_post(&w.world);
    assert_int_equal(post->carved, 10);
    assert_int_equal(post->helper_post, (int32_t)(post - w.world.posts.at) + 1);
    test_world_close(&w);
}

static void a_drawn_world_is_in_order_already(void **state)
{
    (void)state;
    struct test_world w;
    open_bare(&w, &(struct test_world_options){0});
    assert_true(kr_world_is_ordered(&w.world));
    test_world_close(&w);
}

static void posts_that_no_employer_has_are_refused(void **state)
{
    (void)state;
    struct test_world w;
    open_bare(&w, &(struct test_world_options){0});
    w.world.employers.at[0].posts++;
    assert_int_equal(kr_world_order(&w.world), KR_ERR_RANGE);
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shuffled_village_lives_the_same),
        cmocka_unit_test(a_shuffled_country_lives_the_same),
        cmocka_unit_test(a_post_keeps_its_helpers_when_posts_are_put_in_order),
        cmocka_unit_test(a_drawn_world_is_in_order_already),
        cmocka_unit_test(posts_that_no_employer_has_are_refused),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
