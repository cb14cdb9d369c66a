// Long columns: whatever the type, the bits, the filters and the number of threads, a
// reader finds the values that were looked up.
#include "base/hash.h"
#include "output/chunks.h"
#include "output/pack.h"
#include "tests/support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    CHUNK = 1024,
    ROWS = 3 * CHUNK - 37,
    RECORDS = 3,
    MANY_ROWS = 800000,
    BIG = 65536
};

// What is stored, and how.
struct kind {
    const char *name;
    enum kr_type type;
    int bits; // 0: all
    bool unshuffled;
};

static const struct kind KINDS[] = {
    {"one", KR_U8, 1, false},  {"two", KR_U8, 2, false},  {"four", KR_U8, 4, false},
    {"u8", KR_U8, 0, false},   {"i8", KR_I8, 0, false},   {"u16", KR_U16, 0, false},
    {"flat", KR_U16, 0, true}, {"i16", KR_I16, 0, false}, {"u32", KR_U32, 0, false},
    {"i32", KR_I32, 0, false}, {"u64", KR_U64, 0, false}, {"i64", KR_I64, 0, false},
    {"f32", KR_F32, 0, false}, {"f64", KR_F64, 0, true},
};

enum { COLUMNS = sizeof KINDS / sizeof KINDS[0] };

// A file with a data set per kind, and the engine that fills it.
struct table {
    struct kr_h5 h5;
    struct kr_chunks *chunks;
    struct kr_long_column column[COLUMNS];
    hsize_t chunk;
    hsize_t records;
    unsigned spoilt; // a bit too much in the columns of few bits
};

// Any value of a type, and of a few bits where the kind says so: many are equal, so that
// there is something to compress. Floats are whole numbers, which are never NaN.
static void value_of(int column, kr_row row, hsize_t record, void *value)
{
    const struct kind *kind = &KINDS[column];
    uint64_t bits =
        kr_mix64((uint64_t)row / 3 + 1000003 * (uint64_t)record + (uint64_t)column);
    if (kind->type == KR_F32) {
        const float number = (float)(bits >> 44);
        memcpy(value, &number, sizeof number);
    } else if (kind->type == KR_F64) {
        const double number = (double)(bits >> 20);
        memcpy(value, &number, sizeof number);
    } else {
        bits = kind->bits > 0 ? bits & ((1U << kind->bits) - 1U) : bits;
        memcpy(value, &bits, kr_type_size(kind->type));
    }
}

static void fill(const void *context, int column, kr_row first, kr_row last, void *values)
{
    const struct table *table = context;
    const size_t size = kr_type_size(KINDS[column].type);
    char *to = values;
    for (kr_row row = first; row < last; row++, to += size) {
        value_of(column, row, table->records, to);
        if (table->spoilt != 0 && KINDS[column].bits > 0) {
            *to = (char)(*to | (char)(table->spoilt << KINDS[column].bits));
        }
    }
}

static void table_open(struct table *self, const char *file, int threads, bool deflate,
                       hsize_t chunk)
{
    *self = (struct table){.chunk = chunk};
    kr_h5_create(&self->h5, file, true);
    for (int c = 0; c < COLUMNS; c++) {
        const struct kr_h5_plan plan = {.name = KINDS[c].name,
                                        .type = kr_h5_type(KINDS[c].type),
                                        .rank = 2,
                                        .most = {H5S_UNLIMITED, H5S_UNLIMITED},
                                        .chunk = {1, chunk},
                                        .deflate = deflate,
                                        .unshuffled = KINDS[c].unshuffled,
                                        .bits = KINDS[c].bits};
        const hid_t dataset = kr_h5_dataset(&self->h5, self->h5.file, &plan);
        self->column[c] = (struct kr_long_column){
            dataset, KINDS[c].type, kr_h5_storage_of(&self->h5, dataset), 0};
    }
    assert_int_equal(kr_chunks_open(&self->chunks, &self->h5, threads, deflate), KR_OK);
}

static void table_extend(struct table *self, kr_row rows)
{
    const hsize_t size[] = {self->records + 1, (hsize_t)rows};
    for (int c = 0; c < COLUMNS; c++) {
        kr_h5_extend(&self->h5, self->column[c].dataset, size);
    }
}

static void table_write(struct table *self, kr_row rows)
{
    kr_chunks_wait(self->chunks);
    table_extend(self, rows);
    const struct kr_long_record record = {.column = self->column,
                                          .columns = COLUMNS,
                                          .record = self->records,
                                          .rows = rows,
                                          .chunk = self->chunk,
                                          .fill = fill,
                                          .context = self};
    kr_chunks_write(self->chunks, &record);
    self->records++;
}

static void table_close(struct table *self)
{
    kr_chunks_close(self->chunks);
    for (int c = 0; c < COLUMNS; c++) {
        kr_h5_dataset_close(&self->h5, &self->column[c].dataset);
    }
    kr_h5_close(&self->h5);
}

static void check_values(struct kr_h5 *h5, int column, hsize_t record, kr_row rows)
{
    const size_t size = kr_type_size(KINDS[column].type);
    const hid_t dataset = H5Dopen2(h5->file, KINDS[column].name, H5P_DEFAULT);
    char *values = calloc((size_t)rows, size);
    const struct kr_h5_box box = {{record, 0}, {1, (hsize_t)rows}};
    kr_h5_read(h5, dataset, &box, kr_h5_type(KINDS[column].type), values);
    assert_int_equal(h5->code, KR_OK);
    for (kr_row row = 0; row < rows; row++) {
        char expected[8] = {0};
        value_of(column, row, record, expected);
        if (memcmp(expected, values + (size_t)row * size, size) != 0) {
            fail_msg("%s: another value in record %d, row %d", KINDS[column].name,
                     (int)record, (int)row);
        }
    }
    free(values);
    H5Dclose(dataset);
}

// Rows of a record: each has more than the one before.
static kr_row rows_of(hsize_t record)
{
    return ROWS + (kr_row)record * 700;
}

static void write_growing(const char *file, int threads, bool deflate)
{
    static struct table table;
    table_open(&table, file, threads, deflate, CHUNK);
    for (hsize_t r = 0; r < RECORDS; r++) {
        table_write(&table, rows_of(r));
    }
    table_close(&table);
    assert_int_equal(table.h5.code, KR_OK);
}

static void check_all_values(const char *file)
{
    struct kr_h5 h5;
    kr_h5_open(&h5, file);
    for (int c = 0; c < COLUMNS; c++) {
        for (hsize_t r = 0; r < RECORDS; r++) {
            check_values(&h5, c, r, rows_of(r));
        }
    }
    kr_h5_close(&h5);
}

static void every_type_and_number_of_bits_reads_back(void **state)
{
    (void)state;
    for (int deflate = 0; deflate < 2; deflate++) {
        write_growing("chunks.h5", 2, deflate == 1);
        check_all_values("chunks.h5");
    }
}

// Compressed, or plain, when nothing is to be foreseen.
static void write_ill_foreseen(const char *file, bool deflate)
{
    static struct table table;
    table_open(&table, file, 2, deflate, CHUNK);
    for (hsize_t r = 0; r < RECORDS; r++) {
        for (int c = 0; c < COLUMNS; c++) {
            table.column[c].foreseen = 100;
        }
        table_write(&table, rows_of(r));
    }
    // What was seen last is what will be foreseen.
    for (int c = 0; c < COLUMNS; c++) {
        assert_true(table.column[c].foreseen > 100);
    }
    table_close(&table);
}

static void chunks_that_take_more_than_foreseen_are_written(void **state)
{
    (void)state;
    for (int deflate = 0; deflate < 2; deflate++) {
        write_ill_foreseen("foreseen.h5", deflate == 1);
        check_all_values("foreseen.h5");
    }
}

static uint64_t hash_file(const char *file)
{
    FILE *stream = fopen(file, "rb");
    assert_non_null(stream);
    uint64_t hash = 0;
    for (int byte = fgetc(stream); byte != EOF; byte = fgetc(stream)) {
        hash = kr_mix64(hash + (uint64_t)byte);
    }
    (void)fclose(stream);
    return hash;
}

static void any_number_of_threads_writes_the_same_bytes(void **state)
{
    (void)state;
    for (int deflate = 0; deflate < 2; deflate++) {
        write_growing("one.h5", 1, deflate == 1);
        for (int threads = 2; threads <= 3; threads++) {
            write_growing("more.h5", threads, deflate == 1);
            assert_true(hash_file("one.h5") == hash_file("more.h5"));
        }
    }
}

// The library's own N-bit filter is the judge of ours.
static void packed_chunks_are_those_of_the_library(void **state)
{
    (void)state;
    static struct table table;
    table_open(&table, "own.h5", 1, false, CHUNK);
    table_write(&table, CHUNK);
    kr_chunks_wait(table.chunks);
    table_extend(&table, CHUNK);
    for (int c = 0; c < COLUMNS && KINDS[c].bits > 0; c++) {
        const hid_t dataset = table.column[c].dataset;
        uint8_t values[CHUNK];
        for (kr_row row = 0; row < CHUNK; row++) {
            value_of(c, row, 0, &values[row]);
        }
        const struct kr_h5_box box = {{1, 0}, {1, CHUNK}};
        kr_h5_write(&table.h5, dataset, &box, H5T_NATIVE_UINT8, values);
        kr_h5_flush(&table.h5);
        uint8_t chunk[2][CHUNK] = {{0}};
        for (hsize_t r = 0; r < 2; r++) {
            const hsize_t start[] = {r, 0};
            hsize_t size = 0;
            uint32_t filters = 0;
            assert_true(H5Dget_chunk_storage_size(dataset, start, &size) >= 0);
            assert_int_equal(size, kr_packed_size(CHUNK, KINDS[c].bits));
            assert_true(H5Dread_chunk(dataset, H5P_DEFAULT, start, &filters, chunk[r]) >=
                        0);
        }
        assert_memory_equal(chunk[0], chunk[1], CHUNK);
    }
    table_close(&table);
    assert_int_equal(table.h5.code, KR_OK);
}

static void a_value_of_too_many_bits_is_an_error(void **state)
{
    (void)state;
    static struct table table;
    table_open(&table, "stray.h5", 2, true, CHUNK);
    table.spoilt = 1;
    table_write(&table, ROWS);
    kr_chunks_wait(table.chunks);
    assert_int_equal(table.h5.code, KR_ERR_RANGE);
    assert_non_null(strstr(table.h5.error, "/one"));
    table_close(&table);
}

static void a_table_larger_than_the_memory_for_it_is_written_in_turns(void **state)
{
    (void)state;
    static struct table table;
    table_open(&table, "many.h5", 2, true, BIG);
    // First as if hardly any memory were needed, then with what was seen.
    for (int c = 0; c < COLUMNS; c++) {
        table.column[c].foreseen = 100;
    }
    table_write(&table, MANY_ROWS);
    table_write(&table, MANY_ROWS);
    table_close(&table);
    struct kr_h5 h5;
    kr_h5_open(&h5, "many.h5");
    for (int c = 0; c < COLUMNS; c += 4) {
        check_values(&h5, c, 0, MANY_ROWS);
        check_values(&h5, c, 1, MANY_ROWS);
    }
    kr_h5_close(&h5);
}

static void mark(void *context)
{
    *(int *)context += 1;
}

static void what_finishes_a_record_comes_after_its_values(void **state)
{
    (void)state;
    static struct table table;
    int finished = 0;
    table_open(&table, "finish.h5", 2, true, CHUNK);
    table_write(&table, ROWS);
    kr_chunks_finish(table.chunks, mark, &finished);
    kr_chunks_wait(table.chunks);
    assert_int_equal(finished, 1);
    hsize_t size = 0;
    for (int c = 0; c < COLUMNS; c++) {
        const hsize_t last[] = {0, (hsize_t)2 * CHUNK};
        assert_true(H5Dget_chunk_storage_size(table.column[c].dataset, last, &size) >= 0);
        assert_true(size > 0);
    }
    table_close(&table);
}

// In a process of its own: the library does not forget a file that it could not write.
static int write_under_limit(void)
{
    static struct table table;
    table_open(&table, "full.h5", 2, false, BIG);
    (void)signal(SIGXFSZ, SIG_IGN);
    const struct rlimit limit = {1 << 20, 1 << 20};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) {
        return 2;
    }
    table_write(&table, MANY_ROWS);
    kr_chunks_wait(table.chunks);
    const bool right = table.h5.code == KR_ERR_DISK_FULL &&
                       strstr(table.h5.error, "File too large") != NULL;
    table_close(&table);
    return right ? 0 : 3;
}

static void a_failure_of_the_thread_is_told(void **state)
{
    (void)state;
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(write_under_limit());
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        // First: OpenMP's threads do not survive a fork.
        cmocka_unit_test(a_failure_of_the_thread_is_told),
        cmocka_unit_test(every_type_and_number_of_bits_reads_back),
        cmocka_unit_test(chunks_that_take_more_than_foreseen_are_written),
        cmocka_unit_test(any_number_of_threads_writes_the_same_bytes),
        cmocka_unit_test(packed_chunks_are_those_of_the_library),
        cmocka_unit_test(a_value_of_too_many_bits_is_an_error),
        cmocka_unit_test(a_table_larger_than_the_memory_for_it_is_written_in_turns),
        cmocka_unit_test(what_finishes_a_record_comes_after_its_values),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
