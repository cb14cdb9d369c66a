#include "agents/persons.h"

#include "base/hash.h"

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

#define COLUMN_SIZE(type, name, unit, meaning) +sizeof(type)
_Static_assert((0 KR_PERSON_COLUMNS(COLUMN_SIZE)) <= 64, "a person is 64 bytes at most");
#undef COLUMN_SIZE

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

// Hashes of rows first .. last - 1; free rows get a hash too, which nobody adds.
static void hash_rows(const struct kr_persons *self, const uint64_t *post_keys,
                      kr_row first, kr_row last, uint64_t hash[HASH_ROWS])
{
    const kr_row rows = last - first;
    for (kr_row i = 0; i < rows; i++) {
        const int32_t post = self->post[first + i];
        hash[i] = post < 0 ? 1 : kr_mix64(post_keys[post]);
    }
    // The post itself is a row number, which means nothing: it entered by its key.
    const void *const post_column = self->post;
#define ADD(type, name, unit, meaning)                                     \
    if ((const void *)self->name != post_column) {                         \
        for (kr_row i = 0; i < rows; i++) {                                \
            hash[i] = add_value(hash[i], (uint64_t)self->name[first + i]); \
        }                                                                  \
    }
    KR_PERSON_COLUMNS(ADD)
#undef ADD
}

uint64_t kr_persons_hash(const struct kr_persons *self, const uint64_t *post_keys)
{
    uint64_t sum = 0;
    uint64_t hash[HASH_ROWS];
    for (kr_row first = 0; first < self->rows; first += HASH_ROWS) {
        const kr_row left = self->rows - first;
        const kr_row last = first + (left < HASH_ROWS ? left : HASH_ROWS);
        hash_rows(self, post_keys, first, last, hash);
        for (kr_row i = first; i < last; i++) {
            // A sum does not know the order of rows.
            sum += self->status[i] != KR_ABSENT ? kr_mix64(hash[i - first]) : 0;
        }
    }
    return kr_mix64(sum);
}
