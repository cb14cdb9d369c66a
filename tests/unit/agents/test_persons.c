// The table of persons: one row each, 64 bytes, hashed without regard to order.
#include "agents/country.h"
#include "agents/persons.h"
#include "base/hash.h"
#include "tests/support/test.h"

#include <string.h>

enum { ROWS = 700 }; // more than one run of rows that are hashed side by side

static const uint64_t POST_KEYS[] = {11, 22, 33};

static void fill(struct kr_persons *p)
{
    assert_int_equal(kr_persons_init(p, ROWS), KR_OK);
    p->rows = ROWS;
    for (kr_row i = 0; i < ROWS; i++) {
        kr_persons_clear_row(p, i);
        p->id[i] = 1000 + (uint64_t)i;
        p->status[i] = i % 7 == 0 ? KR_ABSENT : KR_UNEMPLOYED;
        p->birth_quarter[i] = (int16_t)(7900 + i % 100);
        p->post[i] = i % 4 == 1 ? i % 3 : KR_NONE;
    }
}

static void a_person_takes_64_bytes_at_most(void **state)
{
    (void)state;
    size_t count;
    const struct kr_column *columns = kr_person_columns(&count);
    assert_true(kr_columns_row_size(columns, count) <= 64);
}

static void a_cleared_row_is_nobody(void **state)
{
    (void)state;
    struct kr_persons p;
    fill(&p);
    kr_persons_clear_row(&p, 5);
    assert_int_equal(p.status[5], KR_ABSENT);
    assert_int_equal(p.post[5], KR_NONE);
    assert_int_equal(p.birth_quarter[5], KR_NEVER);
    assert_int_equal(p.youngest_birth[5], KR_NEVER);
    assert_int_equal(p.job_since[5], KR_NEVER);
    assert_int_equal(p.id[5], 0);
    kr_persons_free(&p);
}

static void hash_knows_every_column(void **state)
{
    (void)state;
    struct kr_persons p;
    fill(&p);
    const kr_row row = 1; // works at post 1
    const uint64_t before = kr_persons_hash(&p, POST_KEYS);
    size_t count;
    const struct kr_column *columns = kr_person_columns(&count);
    for (size_t c = 0; c < count; c++) {
        char *column = *(char **)(void *)((char *)&p + columns[c].offset);
        char *first = column + (size_t)row * kr_type_size(columns[c].type);
        *first = (char)(*first ^ 1);
        assert_true(kr_persons_hash(&p, POST_KEYS) != before);
        *first = (char)(*first ^ 1);
    }
    assert_true(kr_persons_hash(&p, POST_KEYS) == before);
    kr_persons_free(&p);
}

static void hash_skips_free_rows(void **state)
{
    (void)state;
    struct kr_persons p;
    fill(&p);
    const uint64_t before = kr_persons_hash(&p, POST_KEYS);
    p.taste[0] = 77; // row 0 is free
    assert_true(kr_persons_hash(&p, POST_KEYS) == before);
    kr_persons_free(&p);
}

static void hash_does_not_know_the_order_of_rows(void **state)
{
    (void)state;
    struct kr_persons p;
    fill(&p);
    const uint64_t before = kr_persons_hash(&p, POST_KEYS);
    size_t count;
    const struct kr_column *columns = kr_person_columns(&count);
    for (size_t c = 0; c < count; c++) {
        char *column = *(char **)(void *)((char *)&p + columns[c].offset);
        const size_t size = kr_type_size(columns[c].type);
        char moved[8];
        memcpy(moved, column + 3 * size, size);
        memcpy(column + 3 * size, column + 600 * size, size);
        memcpy(column + 600 * size, moved, size);
    }
    assert_true(kr_persons_hash(&p, POST_KEYS) == before);
    kr_persons_free(&p);
}

static void freeing_twice_does_no_harm(void **state)
{
    (void)state;
    struct kr_persons p;
    fill(&p);
    kr_persons_free(&p);
    assert_null(p.id);
    assert_int_equal(p.rows, 0);
    assert_int_equal(p.capacity, 0);
    kr_persons_free(&p);
}

static void a_post_enters_the_hash_by_its_key(void **state)
{
    (void)state;
    struct kr_persons p;
    fill(&p);
    const uint64_t before = kr_persons_hash(&p, POST_KEYS);
    const uint64_t others[] = {11, 22, 34};
    const uint64_t turned[] = {33, 22, 11};
    assert_true(kr_persons_hash(&p, others) != before);
    for (kr_row i = 0; i < ROWS; i++) {
        p.post[i] = p.post[i] == KR_NONE ? KR_NONE : 2 - p.post[i];
    }
    assert_true(kr_persons_hash(&p, turned) == before);
    kr_persons_free(&p);
}

static void age_groups_are_ten_years(void **state)
{
    (void)state;
    assert_int_equal(kr_age_group(15), 0);
    assert_int_equal(kr_age_group(24), 0);
    assert_int_equal(kr_age_group(25), 1);
    assert_int_equal(kr_age_group(74), 5);
    assert_int_equal(kr_age_group(10), 0);
    assert_int_equal(kr_age_group(90), 5);
}

static void household_kinds_are_partner_by_age_of_the_youngest_child(void **state)
{
    (void)state;
    assert_int_equal(kr_household_kind(KR_SINGLE, 0, false), 0);
    assert_int_equal(kr_household_kind(KR_SINGLE, 3, true), 1);
    assert_int_equal(kr_household_kind(KR_SINGLE, 4, true), 2);
    assert_int_equal(kr_household_kind(KR_PARTNER_NONE, 17, true), 7);
    assert_int_equal(kr_household_kind(KR_PARTNER_NONE, 18, true), 4);
    assert_int_equal(kr_household_kind(KR_PARTNER_FULL, 12, true), 15);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_takes_64_bytes_at_most),
        cmocka_unit_test(a_cleared_row_is_nobody),
        cmocka_unit_test(hash_knows_every_column),
        cmocka_unit_test(hash_skips_free_rows),
        cmocka_unit_test(hash_does_not_know_the_order_of_rows),
        cmocka_unit_test(freeing_twice_does_no_harm),
        cmocka_unit_test(a_post_enters_the_hash_by_its_key),
        cmocka_unit_test(age_groups_are_ten_years),
        cmocka_unit_test(household_kinds_are_partner_by_age_of_the_youngest_child),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
