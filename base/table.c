#include "base/table.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    LINE = 64,           // bytes in a cache line
    PAGE = 4096,         // bytes in an ordinary page
    HUGE_PAGE = 2 << 20, // bytes in a huge page; from this size on memory is mapped
    SETS = 64,           // lines after which caches begin anew
    STEP = 9, // lines from column to column; has no divisor in common with SETS
};

// Bytes before a column, the first of which keep its size for freeing. They differ: were
// all columns to begin at huge pages, what they hold of one row would fall on one place
// in the caches and drive each other out.
static size_t note_bytes(size_t column)
{
    return LINE * (1 + column * STEP % SETS);
}

size_t kr_type_size(enum kr_type type)
{
    static const unsigned char sizes[] = {
        [KR_U8] = 1,  [KR_I8] = 1,  [KR_U16] = 2, [KR_I16] = 2, [KR_U32] = 4,
        [KR_I32] = 4, [KR_U64] = 8, [KR_I64] = 8, [KR_F32] = 4, [KR_F64] = 8,
    };
    KR_BUG_IF(type > KR_F64);
    return sizes[type];
}

const char *kr_type_name(enum kr_type type)
{
    static const char *const names[] = {
        [KR_U8] = "u8",   [KR_I8] = "i8",   [KR_U16] = "u16", [KR_I16] = "i16",
        [KR_U32] = "u32", [KR_I32] = "i32", [KR_U64] = "u64", [KR_I64] = "i64",
        [KR_F32] = "f32", [KR_F64] = "f64",
    };
    KR_BUG_IF(type > KR_F64);
    return names[type];
}

static size_t round_up(size_t bytes, size_t to)
{
    return (bytes + to - 1) / to * to;
}

// Maps `bytes` rounded up to pages, starting at a huge page; NULL when there is no
// memory.
static void *map_large(size_t bytes)
{
    const size_t size = round_up(bytes, PAGE);
    char *raw = mmap(NULL, size + HUGE_PAGE, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (raw == MAP_FAILED) {
        return NULL;
    }
    // Give back what stands before and after the part that begins at a huge page.
    const size_t before = round_up((uintptr_t)raw, HUGE_PAGE) - (uintptr_t)raw;
    if (before > 0) {
        munmap(raw, before);
    }
    if (before < HUGE_PAGE) {
        munmap(raw + before + size, HUGE_PAGE - before);
    }
    // A wish, not a need: systems without huge pages answer with an error.
    madvise(raw + before, size, MADV_HUGEPAGE);
    return raw + before;
}

void *kr_allocate(size_t bytes)
{
    if (bytes >= SIZE_MAX / 2) {
        return NULL;
    }
    if (bytes >= HUGE_PAGE) {
        return map_large(bytes);
    }
    const size_t size = bytes > 0 ? round_up(bytes, LINE) : LINE;
    void *memory = aligned_alloc(LINE, size);
    if (memory != NULL) {
        memset(memory, 0, size);
    }
    return memory;
}

void kr_release(void *memory, size_t bytes)
{
    if (memory != NULL && bytes >= HUGE_PAGE) {
        munmap(memory, round_up(bytes, PAGE));
    } else {
        free(memory);
    }
}

// The array pointer of a column; copied as bytes since its type differs per column.
static char *pointer_of(const void *table, const struct kr_column *column)
{
    char *pointer = NULL;
    memcpy(&pointer, (const char *)table + column->offset, sizeof pointer);
    return pointer;
}

static void set_pointer(void *table, const struct kr_column *column, char *pointer)
{
    memcpy((char *)table + column->offset, &pointer, sizeof pointer);
}

int kr_columns_allocate(void *table, const struct kr_column *columns, size_t count,
                        kr_row capacity)
{
    for (size_t i = 0; i < count; i++) {
        set_pointer(table, &columns[i], NULL);
    }
    if (capacity < 0) {
        return KR_ERROR(KR_ERR_RANGE);
    }
    for (size_t i = 0; i < count; i++) {
        const size_t note = note_bytes(i);
        const size_t bytes = note + (size_t)capacity * kr_type_size(columns[i].type);
        char *memory = kr_allocate(bytes);
        if (memory == NULL) {
            kr_columns_free(table, columns, count);
            return KR_ERROR(KR_ERR_NO_MEMORY);
        }
        memcpy(memory, &bytes, sizeof bytes);
        set_pointer(table, &columns[i], memory + note);
    }
    return KR_OK;
}

void kr_columns_free(void *table, const struct kr_column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *column = pointer_of(table, &columns[i]);
        if (column != NULL) {
            char *memory = column - note_bytes(i);
            size_t bytes = 0;
            memcpy(&bytes, memory, sizeof bytes);
            kr_release(memory, bytes);
        }
        set_pointer(table, &columns[i], NULL);
    }
}

size_t kr_columns_row_size(const struct kr_column *columns, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        size += kr_type_size(columns[i].type);
    }
    return size;
}
