#include "base/buffer.h"
#include "base/hash.h"
#include "base/parallel.h"
#include "tests/support/test.h"

#include <stdlib.h>

// An item of an odd size: rows say where it came from.
struct item {
    kr_row row;
    int32_t number;
    int32_t check;
};

enum { ROWS = 50001 };

// How many items a row appends: mostly none, now and then many.
static int32_t items_of(kr_row row)
{
    const uint64_t word = kr_mix64((uint64_t)row);
    return word % 1000 == 0 ? 700 : word % 10 == 0 ? 2 : 0;
}

struct filling {
    struct kr_buffer *buffer;
    int64_t failures;
};

static void fill(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    struct filling *filling = context;
    for (kr_row row = first; row < last; row++) {
        for (int32_t i = 0; i < items_of(row); i++) {
            struct item *item = kr_buffer_append(filling->buffer, kr_block_of(row));
            if (item == NULL) {
                kr_shared_add(&filling->failures, 1);
                return;
            }
            *item = (struct item){row, i, row ^ i};
        }
    }
}

// Fills with some threads and checks that all items come out in the order of rows.
static void check_filling(struct kr_buffer *buffer, int threads)
{
    struct filling filling = {buffer, 0};
    kr_parallel_rows(threads, ROWS, fill, &filling);
    assert_int_equal(filling.failures, 0);

    const size_t count = (size_t)kr_buffer_count(buffer);
    struct item *items = malloc(count * sizeof *items);
    assert_non_null(items);
    kr_buffer_join(buffer, items);
    size_t next = 0;
    for (kr_row row = 0; row < ROWS; row++) {
        for (int32_t i = 0; i < items_of(row); i++, next++) {
            assert_true(next < count);
            assert_int_equal(items[next].row, row);
            assert_int_equal(items[next].number, i);
            assert_int_equal(items[next].check, row ^ i);
        }
    }
    assert_int_equal(next, count);
    free(items);
}

static void content_is_the_same_for_any_number_of_threads(void **state)
{
    (void)state;
    static const int thread_counts[] = {1, 2, 3, 8};
    for (int i = 0; i < 4; i++) {
        struct kr_buffer buffer;
        assert_int_equal(kr_buffer_init(&buffer, sizeof(struct item), ROWS, 8192), KR_OK);
        check_filling(&buffer, thread_counts[i]);
        kr_buffer_free(&buffer);
    }
}

static void what_does_not_fit_is_kept_aside_and_joined(void **state)
{
    (void)state;
    static const int32_t rooms[] = {0, 1, 100, 3000};
    for (int i = 0; i < 4; i++) {
        struct kr_buffer buffer;
        assert_int_equal(kr_buffer_init(&buffer, sizeof(struct item), ROWS, rooms[i]),
                         KR_OK);
        check_filling(&buffer, 3);
        kr_buffer_free(&buffer);
    }
}

static void a_cleared_buffer_can_be_filled_again(void **state)
{
    (void)state;
    struct kr_buffer buffer;
    assert_int_equal(kr_buffer_init(&buffer, sizeof(struct item), ROWS, 100), KR_OK);
    for (int i = 0; i < 3; i++) {
        check_filling(&buffer, 2);
        kr_buffer_clear(&buffer);
        assert_int_equal(kr_buffer_count(&buffer), 0);
    }
    kr_buffer_free(&buffer);
}

static void a_buffer_of_no_rows_is_empty(void **state)
{
    (void)state;
    struct kr_buffer buffer;
    assert_int_equal(kr_buffer_init(&buffer, 8, 0, 10), KR_OK);
    assert_int_equal(kr_buffer_count(&buffer), 0);
    kr_buffer_join(&buffer, NULL);
    kr_buffer_clear(&buffer);
    kr_buffer_free(&buffer);
}

static void sizes_without_meaning_are_refused(void **state)
{
    (void)state;
    struct kr_buffer buffer;
    assert_int_equal(kr_buffer_init(&buffer, 0, 10, 10), KR_ERR_RANGE);
    assert_int_equal(kr_buffer_init(&buffer, 8, -1, 10), KR_ERR_RANGE);
    assert_int_equal(kr_buffer_init(&buffer, 8, 10, -1), KR_ERR_RANGE);
    kr_buffer_free(&buffer);
}

static void a_zeroed_buffer_can_be_freed(void **state)
{
    (void)state;
    struct kr_buffer buffer = {0};
    kr_buffer_free(&buffer);
    kr_buffer_free(&buffer);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_is_the_same_for_any_number_of_threads),
        cmocka_unit_test(what_does_not_fit_is_kept_aside_and_joined),
        cmocka_unit_test(a_cleared_buffer_can_be_filled_again),
        cmocka_unit_test(a_buffer_of_no_rows_is_empty),
        cmocka_unit_test(sizes_without_meaning_are_refused),
        cmocka_unit_test(a_zeroed_buffer_can_be_freed),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
