#include "output/gather.h"

#include "base/ask.h"

#include <string.h>

kr_row kr_gather_first(const kr_row *row, int32_t count, kr_row all)
{
    int32_t known = 0;
    while (known < count && row[known] < 0) {
        known++;
    }
    const kr_row first = known < count ? row[known] - known : 0;
    if (first < 0 || count > all - first) {
        return KR_NONE;
    }
    int others = 0;
    for (int32_t i = 0; i < count; i++) {
        others |= (row[i] >= 0) & (row[i] != first + i);
    }
    return others == 0 ? first : KR_NONE;
}

// Without branches, since who is gone cannot be foreseen: values are masked. The compiler
// makes the first loops ones of several values at a time.
#define KR_GATHER(name, type)                                                         \
    static void name(const struct kr_chosen_rows *part, kr_row first,                 \
                     const char *restrict from, const void *blank, char *restrict to) \
    {                                                                                 \
        const kr_row *restrict row = part->row;                                       \
        const uint8_t *restrict gone = part->gone;                                    \
        const int32_t count = part->count;                                            \
        type none;                                                                    \
        memcpy(&none, blank, sizeof none);                                            \
        const char *stretch = from + (size_t)(first < 0 ? 0 : first) * sizeof none;   \
        for (int32_t i = 0; first >= 0 && gone != NULL && i < count; i++) {           \
            type value;                                                               \
            memcpy(&value, stretch + (size_t)i * sizeof value, sizeof value);         \
            const type keep = (type)((type)gone[i] - (type)1);                        \
            value = (type)((value & keep) | (none & (type)~keep));                    \
            memcpy(to + (size_t)i * sizeof value, &value, sizeof value);              \
        }                                                                             \
        for (int32_t i = 0; first >= 0 && gone == NULL && i < count; i++) {           \
            type value;                                                               \
            memcpy(&value, stretch + (size_t)i * sizeof value, sizeof value);         \
            value = row[i] < 0 ? none : value;                                        \
            memcpy(to + (size_t)i * sizeof value, &value, sizeof value);              \
        }                                                                             \
        for (int32_t i = 0; first < 0 && i < count; i++) {                            \
            const size_t at = (size_t)(row[i] < 0 ? 0 : row[i]);                      \
            type value;                                                               \
            memcpy(&value, from + at * sizeof value, sizeof value);                   \
            value = row[i] < 0 ? none : value;                                        \
            memcpy(to + (size_t)i * sizeof value, &value, sizeof value);              \
        }                                                                             \
    }

KR_GATHER(gather_1, uint8_t)
KR_GATHER(gather_2, uint16_t)
KR_GATHER(gather_4, uint32_t)
KR_GATHER(gather_8, uint64_t)

// Newcomers stand anywhere in the table.
static void ask_all(const struct kr_chosen_rows *part, const char *from, size_t size)
{
    for (int32_t i = 0; i < part->count; i++) {
        kr_ask(from + (size_t)(part->row[i] < 0 ? 0 : part->row[i]) * size);
    }
}

static void gather_stretch(const struct kr_chosen_rows *part, const void *from,
                           size_t size, const void *blank, char *to)
{
    const kr_row first = part->first != NULL
                             ? *part->first
                             : kr_gather_first(part->row, part->count, part->all);
    if (first < 0) {
        ask_all(part, from, size);
    }
    switch (size) {
    case 1:
        gather_1(part, first, from, blank, to);
        break;
    case 2:
        gather_2(part, first, from, blank, to);
        break;
    case 4:
        gather_4(part, first, from, blank, to);
        break;
    default:
        gather_8(part, first, from, blank, to);
        break;
    }
}

void kr_gather(const struct kr_chosen_rows *chosen, const void *from, size_t size,
               const void *blank, void *to)
{
    for (int32_t first = 0; first < chosen->count; first += KR_GATHER_STRETCH) {
        const int32_t left = chosen->count - first;
        const struct kr_chosen_rows part = {
            chosen->row + first, left < KR_GATHER_STRETCH ? left : KR_GATHER_STRETCH,
            chosen->all, chosen->gone != NULL ? chosen->gone + first : NULL,
            chosen->first != NULL ? chosen->first + first / KR_GATHER_STRETCH : NULL};
        gather_stretch(&part, from, size, blank, (char *)to + (size_t)first * size);
    }
}

void kr_gather_records(const struct kr_chosen_rows *chosen,
                       const struct kr_record_field *field, const void *blank, void *to)
{
    char *value = to;
    for (int32_t i = 0; i < chosen->count; i++, value += field->size) {
        const kr_row row = chosen->row[i];
        const char *from =
            (const char *)field->first + (size_t)(row < 0 ? 0 : row) * field->step;
        memcpy(value, row < 0 ? blank : from, field->size);
    }
}
