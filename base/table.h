// Tables of plain columns (struct of arrays) described by one column list each. The list
// X(type, name, unit, meaning) gives the struct, and through kr_column rows: allocation,
// growth, hash, checkpoint and help.
#ifndef KR_BASE_TABLE_H
#define KR_BASE_TABLE_H

#include "base/error.h"
#include "base/types.h"

#include <stddef.h>
#include <stdint.h>

enum kr_type {
    KR_U8,
    KR_I8,
    KR_U16,
    KR_I16,
    KR_U32,
    KR_I32,
    KR_U64,
    KR_I64,
    KR_F32,
    KR_F64
};

size_t kr_type_size(enum kr_type type);
const char *kr_type_name(enum kr_type type); // "u8", "i16", ...

// Type of a C type name used in a list, e.g. KR_TYPE_OF(uint8_t).
#define KR_TYPE_OF(type)        \
    _Generic((type){0}, uint8_t \
             : KR_U8, int8_t    \
             : KR_I8, uint16_t  \
             : KR_U16, int16_t  \
             : KR_I16, uint32_t \
             : KR_U32, int32_t  \
             : KR_I32, uint64_t \
             : KR_U64, int64_t  \
             : KR_I64, float    \
             : KR_F32, double   \
             : KR_F64)

// One column: for a table of columns `offset` is that of the array pointer in the table's
// struct; for a table of records it is that of the field in the record.
struct kr_column {
    const char *name;
    enum kr_type type;
    size_t offset;
    const char *unit;
    const char *meaning;
};

// Allocates every column of the table at `table` with room for `capacity` rows, zeroed,
// on large pages where the system has them. On failure all columns are freed and NULL.
KR_MUST_CHECK int kr_columns_allocate(void *table, const struct kr_column *columns,
                                      size_t count, kr_row capacity);
void kr_columns_free(void *table, const struct kr_column *columns, size_t count);

// Bytes that one row takes over all columns.
size_t kr_columns_row_size(const struct kr_column *columns, size_t count);

// Large zeroed memory, aligned to 64 bytes, on huge pages where possible; NULL when there
// is none.
void *kr_allocate(size_t bytes);
void kr_release(void *memory, size_t bytes);

#endif
