#include "agents/persons.h"

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>

#define COLUMN_ROW(type_, name_, unit_, meaning_)  \
    {.name = #name_,                               \
     .type = KR_TYPE_OF(type_),                    \
     .offset = offsetof(struct kr_persons, name_), \
     .unit = (unit_),                              \
     .meaning = (meaning_)},
static const struct kr_column columns[] = {KR_PERSON_COLUMNS(COLUMN_ROW)};
#undef COLUMN_ROW

enum { COLUMNS = sizeof columns / sizeof columns[0] };

// One byte for each byte of a row.
struct row_bytes {
#define COLUMN_BYTES(type, name, unit, meaning) char name[sizeof(type)];
    KR_PERSON_COLUMNS(COLUMN_BYTES)
#undef COLUMN_BYTES
};
_Static_assert(sizeof(struct row_bytes) <= 64, "a person takes 64 bytes at most");

const struct kr_column *kr_person_columns(size_t *count)
{
    *count = COLUMNS;
    return columns;
}

int kr_persons_init(struct kr_persons *self, kr_row capacity)
{
    const int result = kr_columns_allocate(self, columns, COLUMNS, capacity);
    self->rows = 0;
    self->capacity = result == KR_OK ? capacity : 0;
    return result;
}

void kr_persons_free(struct kr_persons *self)
{
    kr_columns_free(self, columns, COLUMNS);
    self->rows = 0;
    self->capacity = 0;
}

void kr_persons_clear_row(struct kr_persons *self, kr_row row)
{
#define CLEAR(type, name, unit, meaning) self->name[row] = 0;
    KR_PERSON_COLUMNS(CLEAR)
#undef CLEAR
    // Nobody has no quarters and no post: zero would be a year or a row.
    self->birth_quarter[row] = KR_NEVER;
    self->youngest_birth[row] = KR_NEVER;
    self->eldest_birth[row] = KR_NEVER;
    self->arrival_quarter[row] = KR_NEVER;
    self->status_since[row] = KR_NEVER;
    self->study_since[row] = KR_NEVER;
    self->occupation_since[row] = KR_NEVER;
    self->contract_end[row] = KR_NEVER;
    self->job_since[row] = KR_NEVER;
    self->post[row] = KR_NONE;
}

// Rows whose hashes are built side by side, column by column, so that loops vectorise.
enum { HASH_ROWS = 512 };

// Adds one value of a row to its hash.
static inline uint64_t add_value(uint64_t hash, uint64_t value)
{
    const uint64_t product = (hash ^ value) * UINT64_C(0xd1342543de82ef95);
    return product ^ (product >> 29);
}

// Posts are row numbers, which mean nothing: they enter by their keys, first.
static void start_hashes(const struct kr_persons *self, const uint64_t *post_keys,
                         kr_row first, kr_row rows, uint64_t hash[HASH_ROWS])
{
    for (kr_row i = 0; i < rows; i++) {
        const int32_t post = self->post[first + i];
        hash[i] = post < 0 ? 1 : kr_mix64(post_keys[post]);
    }
}

// One function per type of column, so that each loop is simple enough to vectorise.
#define ADD_COLUMN(type, suffix)                                            \
    static void add_##suffix(const void *values, kr_row first, kr_row rows, \
                             uint64_t hash[HASH_ROWS])                      \
    {                                                                       \
        const type *column = (const type *)values + first;                  \
        for (kr_row i = 0; i < rows; i++) {                                 \
            hash[i] = add_value(hash[i], (uint64_t)column[i]);              \
        }                                                                   \
    }
ADD_COLUMN(uint8_t, u8)
ADD_COLUMN(int8_t, i8)
ADD_COLUMN(uint16_t, u16)
ADD_COLUMN(int16_t, i16)
ADD_COLUMN(uint64_t, u64)
#undef ADD_COLUMN

static void skip_i32(const void *values, kr_row first, kr_row rows,
                     const uint64_t hash[HASH_ROWS])
{
    (void)values;
    (void)first;
    (void)rows;
    (void)hash;
}

// The post, the only column of 32 bits, is in the hash already.
#define ADDER_OF(type)            \
    _Generic((type){0}, uint8_t   \
             : add_u8, int8_t     \
             : add_i8, uint16_t   \
             : add_u16, int16_t   \
             : add_i16, int32_t   \
             : skip_i32, uint64_t \
             : add_u64)

// Adds all columns of rows first .. first + rows - 1.
static void add_columns(const struct kr_persons *self, kr_row first, kr_row rows,
                        uint64_t hash[HASH_ROWS])
{
#define ADD(type, name, unit, meaning) ADDER_OF(type)(self->name, first, rows, hash);
    KR_PERSON_COLUMNS(ADD)
#undef ADD
}

// True when the post is the only column of 32 bits, which add_columns leaves out.
static bool only_posts_are_i32(void)
{
    bool only = true;
    for (size_t i = 0; i < COLUMNS; i++) {
        only = only && (columns[i].type != KR_I32 ||
                        columns[i].offset == offsetof(struct kr_persons, post));
    }
    return only;
}

uint64_t kr_persons_hash(const struct kr_persons *self, const uint64_t *post_keys)
{
    KR_BUG_IF(!only_posts_are_i32());
    uint64_t sum = 0;
    uint64_t hash[HASH_ROWS];
    for (kr_row first = 0; first < self->rows; first += HASH_ROWS) {
        const kr_row left = self->rows - first;
        const kr_row rows = left < HASH_ROWS ? left : HASH_ROWS;
        start_hashes(self, post_keys, first, rows, hash);
        add_columns(self, first, rows, hash);
        for (kr_row i = 0; i < rows; i++) {
            // A sum does not know the order of rows.
            sum += self->status[first + i] != KR_ABSENT ? kr_mix64(hash[i]) : 0;
        }
    }
    return kr_mix64(sum);
}
