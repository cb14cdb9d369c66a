#include "base/table.h"
#include "tests/support/test.h"

// A table as modules make them: one list gives the struct and the column rows.
#define COLUMN_LIST(X)                        \
    X(uint64_t, id, "", "who")                \
    X(uint8_t, sex, "", "0 man, 1 woman")     \
    X(int16_t, birth, "quarter", "when born") \
    X(double, wage, "cents per hour", "agreed")

struct table {
    kr_row count;
#define FIELD(type, name, unit, meaning) type *name;
    COLUMN_LIST(FIELD)
#undef FIELD
};

#define COLUMN(type, name, unit, meaning) \
    {#name, KR_TYPE_OF(type), offsetof(struct table, name), unit, meaning},
static const struct kr_column columns[] = {COLUMN_LIST(COLUMN)};
#undef COLUMN

enum { COLUMNS = sizeof columns / sizeof columns[0] };

static void types_have_sizes_and_names(void **state)
{
    (void)state;
    assert_int_equal(kr_type_size(KR_TYPE_OF(uint8_t)), 1);
    assert_int_equal(kr_type_size(KR_TYPE_OF(int16_t)), 2);
    assert_int_equal(kr_type_size(KR_TYPE_OF(float)), 4);
    assert_int_equal(kr_type_size(KR_TYPE_OF(int64_t)), 8);
    assert_int_equal(kr_type_size(KR_TYPE_OF(double)), 8);
    assert_string_equal(kr_type_name(KR_TYPE_OF(uint8_t)), "u8");
    assert_string_equal(kr_type_name(KR_TYPE_OF(int16_t)), "i16");
    assert_string_equal(kr_type_name(KR_TYPE_OF(uint32_t)), "u32");
    assert_string_equal(kr_type_name(KR_TYPE_OF(double)), "f64");
}

static void columns_are_zeroed_aligned_and_large_enough(void **state)
{
    (void)state;
    // Small tables come from the heap, large ones are mapped.
    static const kr_row capacities[] = {0, 1, 1000, 262136, 262137, 3000000};
    for (int i = 0; i < 6; i++) {
        const kr_row rows = capacities[i];
        struct table table = {0};
        assert_int_equal(kr_columns_allocate(&table, columns, COLUMNS, rows), KR_OK);
        assert_int_equal((uintptr_t)table.id % 64, 0);
        assert_int_equal((uintptr_t)table.sex % 64, 0);
        assert_int_equal((uintptr_t)table.birth % 64, 0);
        assert_int_equal((uintptr_t)table.wage % 64, 0);
        for (kr_row row = 0; row < rows; row++) {
            if (table.id[row] != 0 || table.sex[row] != 0 || table.birth[row] != 0 ||
                table.wage[row] != 0.0) {
                fail_msg("row %d is not zero", row);
            }
            table.id[row] = 1;
            table.sex[row] = 1;
            table.birth[row] = 1;
            table.wage[row] = 1.0;
        }
        kr_columns_free(&table, columns, COLUMNS);
        assert_null(table.id);
        assert_null(table.wage);
    }
}

static void a_zeroed_table_can_be_freed(void **state)
{
    (void)state;
    struct table table = {0};
    kr_columns_free(&table, columns, COLUMNS);
    assert_null(table.id);
}

static void a_negative_capacity_is_refused(void **state)
{
    (void)state;
    struct table table = {0};
    assert_int_equal(kr_columns_allocate(&table, columns, COLUMNS, -1), KR_ERR_RANGE);
    assert_null(table.id);
}

static void a_row_takes_the_sum_of_its_columns(void **state)
{
    (void)state;
    assert_int_equal(kr_columns_row_size(columns, COLUMNS), 8 + 1 + 2 + 8);
    assert_int_equal(kr_columns_row_size(columns, 0), 0);
}

static void memory_of_any_size_is_zeroed_and_aligned(void **state)
{
    (void)state;
    static const size_t sizes[] = {
        0, 1, 64, 65, (2U << 20) - 1, 2U << 20, (5U << 20) + 3};
    for (int i = 0; i < 7; i++) {
        char *memory = kr_allocate(sizes[i]);
        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % 64, 0);
        for (size_t j = 0; j < sizes[i]; j++) {
            if (memory[j] != 0) {
                fail_msg("byte %zu of %zu is not zero", j, sizes[i]);
            }
            memory[j] = 1;
        }
        kr_release(memory, sizes[i]);
    }
    kr_release(NULL, 0);
    kr_release(NULL, 5U << 20);
}

static void more_than_the_machine_has_gives_no_memory(void **state)
{
    (void)state;
    assert_null(kr_allocate(SIZE_MAX));
    assert_null(kr_allocate(SIZE_MAX / 2 - 1));
    assert_null(kr_allocate(SIZE_MAX / 4));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_have_sizes_and_names),
        cmocka_unit_test(columns_are_zeroed_aligned_and_large_enough),
        cmocka_unit_test(a_zeroed_table_can_be_freed),
        cmocka_unit_test(a_negative_capacity_is_refused),
        cmocka_unit_test(a_row_takes_the_sum_of_its_columns),
        cmocka_unit_test(memory_of_any_size_is_zeroed_and_aligned),
        cmocka_unit_test(more_than_the_machine_has_gives_no_memory),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
