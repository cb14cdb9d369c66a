// The tables of employers, posts and vacancies.
#include "agents/employers.h"
#include "tests/support/test.h"

#include <string.h>

static void lists_describe_whole_records(void **state)
{
    (void)state;
    size_t count = 0;
    const struct kr_column *fields = kr_employer_fields(&count);
    assert_int_equal(kr_columns_row_size(fields, count), sizeof(struct kr_employer));
    fields = kr_post_fields(&count);
    assert_true(kr_columns_row_size(fields, count) <= sizeof(struct kr_post));
    for (size_t i = 1; i < count; i++) {
        assert_true(fields[i].offset > fields[i - 1].offset);
    }
    const struct kr_column *columns = kr_vacancy_columns(&count);
    assert_string_equal(columns[0].name, "key");
    assert_int_equal(columns[0].type, KR_U64);
}

static void tables_begin_empty_and_zero(void **state)
{
    (void)state;
    struct kr_employers employers;
    struct kr_posts posts;
    struct kr_vacancies vacancies;
    assert_int_equal(kr_employers_init(&employers, 5), KR_OK);
    assert_int_equal(kr_posts_init(&posts, 6), KR_OK);
    assert_int_equal(kr_vacancies_init(&vacancies, 7), KR_OK);
    assert_int_equal(employers.rows, 0);
    assert_int_equal(employers.capacity, 5);
    assert_int_equal(posts.capacity, 6);
    assert_int_equal(vacancies.capacity, 7);
    assert_int_equal(employers.at[4].id, 0);
    assert_int_equal(posts.at[5].heads, 0);
    assert_int_equal(vacancies.key[6], 0);
    kr_employers_free(&employers);
    kr_posts_free(&posts);
    kr_vacancies_free(&vacancies);
    kr_vacancies_free(&vacancies);
    assert_null(employers.at);
    assert_null(posts.at);
    assert_null(vacancies.key);
}

static void records_start_on_cache_lines(void **state)
{
    (void)state;
    struct kr_employers employers;
    assert_int_equal(kr_employers_init(&employers, 3), KR_OK);
    assert_int_equal((uintptr_t)employers.at % 64, 0);
    kr_employers_free(&employers);
}

static void a_capacity_below_zero_is_an_error(void **state)
{
    (void)state;
    struct kr_employers employers;
    struct kr_posts posts;
    assert_int_equal(kr_employers_init(&employers, -1), KR_ERR_RANGE);
    assert_int_equal(kr_posts_init(&posts, -1), KR_ERR_RANGE);
}

static void keys_of_posts_differ_by_employer_and_occupation(void **state)
{
    (void)state;
    const struct kr_employer a = {.id = 3};
    const struct kr_employer b = {.id = 4};
    assert_true(kr_post_key(&a, 0) != kr_post_key(&a, 1));
    assert_true(kr_post_key(&a, 255) != kr_post_key(&b, 0));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_describe_whole_records),
        cmocka_unit_test(tables_begin_empty_and_zero),
        cmocka_unit_test(records_start_on_cache_lines),
        cmocka_unit_test(a_capacity_below_zero_is_an_error),
        cmocka_unit_test(keys_of_posts_differ_by_employer_and_occupation),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
