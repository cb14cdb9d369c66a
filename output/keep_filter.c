// Filters of what is kept: the words of their codes, and which rows pass.
#include "base/diag.h"
#include "base/parallel.h"
#include "output/event_columns.h"
#include "output/keep.h"
#include "output/roll.h"

#include <stdio.h>
#include <string.h>

// Where a mistake is told.
struct place {
    char *text;
    size_t size;
};

// Says which word it was, and the nearest one or the first few.
static int unknown_code(const char *table, const struct kr_keep_filter *filter,
                        const struct kr_kept_words *words, const char *word,
                        struct place error)
{
    const char *names[KR_KEPT_WORDS];
    char first[128] = "";
    size_t used = 0;
    for (int i = 0; i < words->count; i++) {
        names[i] = words->word[i];
        if (used + strlen(names[i]) + 3 < sizeof first) {
            used += (size_t)snprintf(first + used, sizeof first - used, "%s%s",
                                     i > 0 ? ", " : "", names[i]);
        }
    }
    const char *nearest = kr_nearest(word, names, (size_t)words->count);
    (void)snprintf(error.text, error.size,
                   "unknown %s \"%s\" in the filter \"%s=%s\" of %s; %s%s%s",
                   filter->column.name, word, filter->column.name, filter->text, table,
                   nearest != NULL ? "did you mean \"" : "the words are ",
                   nearest != NULL ? nearest : first, nearest != NULL ? "\"?" : "");
    return KR_ERROR(KR_ERR_INPUT);
}

// Cuts off the next word, without the blanks around it; NULL after the last one.
static char *next_word(char **rest)
{
    static const char BLANKS[] = " \t\n\r\f\v";
    char *word = strsep(rest, "|");
    if (word != NULL) {
        word += strspn(word, BLANKS);
        size_t length = strlen(word);
        while (length > 0 && strchr(BLANKS, word[length - 1]) != NULL) {
            word[--length] = '\0';
        }
    }
    return word;
}

// Adds one word to the codes of a filter.
static bool add_code(struct kr_keep_filter *filter, const struct kr_kept_words *words,
                     const char *word)
{
    for (int i = 0; i < words->count; i++) {
        if (strcmp(word, words->word[i]) == 0) {
            const unsigned value = (unsigned)words->value[i] & 255U;
            filter->codes[value / 64] |= UINT64_C(1) << value % 64;
            return true;
        }
    }
    return false;
}

static int check_filter(const char *table, struct kr_keep_filter *filter,
                        const struct kr_model *model, struct place error)
{
    struct kr_kept_words words;
    kr_kept_words_of(&filter->column, model, &words);
    memset(filter->codes, 0, sizeof filter->codes);
    char text[KR_KEEP_TEXT];
    (void)snprintf(text, sizeof text, "%s", filter->text);
    char *rest = text;
    for (char *word = next_word(&rest); word != NULL; word = next_word(&rest)) {
        if (!add_code(filter, &words, word)) {
            return unknown_code(table, filter, &words, word, error);
        }
    }
    return KR_OK;
}

int kr_keep_check(struct kr_keep *keep, const struct kr_model *model, char *error,
                  size_t error_size)
{
    int code = KR_OK;
    for (int s = 0; s < KR_KEEP_SECTIONS; s++) {
        const char *table = kr_keep_section_name((enum kr_keep_section)s);
        struct kr_keep_list *list = &keep->section[s];
        for (int f = 0; f < list->filters && code == KR_OK; f++) {
            if (list->filter[f].column.codes != KR_CODES_NONE) {
                code = check_filter(table, &list->filter[f], model,
                                    (struct place){error, error_size});
            }
        }
    }
    return code;
}

int kr_keep_read(const char *text, const struct kr_model *model, struct kr_keep *keep,
                 char *error, size_t error_size)
{
    const int code = kr_keep_parse(text, keep, error, error_size);
    return code == KR_OK ? kr_keep_check(keep, model, error, error_size) : code;
}

// A value of any type as a number: all but 64-bit words are exact.
static double number_at(enum kr_type type, const char *at)
{
    union {
        uint8_t u8;
        int8_t i8;
        uint16_t u16;
        int16_t i16;
        uint32_t u32;
        int32_t i32;
        uint64_t u64;
        int64_t i64;
        float f32;
        double f64;
    } value = {0};
    memcpy(&value, at, kr_type_size(type));
    switch (type) {
    case KR_U8:
        return value.u8;
    case KR_I8:
        return value.i8;
    case KR_U16:
        return value.u16;
    case KR_I16:
        return value.i16;
    case KR_U32:
        return value.u32;
    case KR_I32:
        return value.i32;
    case KR_U64:
        return (double)value.u64;
    case KR_I64:
        return (double)value.i64;
    case KR_F32:
        return (double)value.f32;
    case KR_F64:
        return value.f64;
    }
    return 0;
}

static bool number_passes(const struct kr_keep_filter *filter, double value)
{
    for (int r = 0; r < filter->ranges; r++) {
        if (value >= filter->low[r] && value <= filter->high[r]) {
            return true;
        }
    }
    return false;
}

// Codes are bytes. Of masks, one bit that is asked for is enough.
static bool code_passes(const struct kr_keep_filter *filter, unsigned value)
{
    if (filter->column.codes != KR_CODES_MASKS) {
        return (filter->codes[value / 64] >> value % 64 & 1) != 0;
    }
    bool passes = false;
    for (unsigned bit = 1; bit < 256; bit *= 2) {
        passes |= (value & bit) != 0 && (filter->codes[bit / 64] >> bit % 64 & 1) != 0;
    }
    return passes;
}

static bool value_passes(const struct kr_keep_filter *filter, const char *at)
{
    return filter->column.codes == KR_CODES_NONE
               ? number_passes(filter, number_at(filter->column.type, at))
               : code_passes(filter, (unsigned char)*at);
}

void kr_keep_pass(const struct kr_keep_list *list, const struct kr_kept_choice *world,
                  kr_row first, kr_row last, uint8_t *wanted)
{
    kr_row row[KR_BLOCK_ROWS];
    char values[KR_BLOCK_ROWS * sizeof(double)];
    KR_BUG_IF(last - first > KR_BLOCK_ROWS);
    struct kr_kept_choice choice = *world;
    choice.row = row;
    choice.count = last - first;
    for (int32_t i = 0; i < choice.count; i++) {
        row[i] = first + i;
    }
    for (int f = 0; f < list->filters; f++) {
        const struct kr_keep_filter *filter = &list->filter[f];
        const size_t size = kr_type_size(filter->column.type);
        kr_kept_gather(&filter->column, &choice, values);
        for (int32_t i = 0; i < choice.count; i++) {
            const char *at = values + (size_t)i * size;
            wanted[i] = value_passes(filter, at) ? wanted[i] : 0;
        }
    }
}

bool kr_keep_event_passes(const struct kr_keep_list *list, const struct kr_event *event)
{
    bool passes = kr_roll_sampled(event->person, list->sample);
    for (int f = 0; f < list->filters && passes; f++) {
        const struct kr_keep_filter *filter = &list->filter[f];
        passes = value_passes(filter, (const char *)event +
                                          kr_event_column_at(filter->at)->offset);
    }
    return passes;
}

void kr_keep_selection(const struct kr_keep_list *list, char text[KR_KEEP_SELECTION])
{
    size_t used =
        (size_t)snprintf(text, KR_KEEP_SELECTION, "sample=%g%%", 100.0 * list->sample);
    for (int f = 0; f < list->filters && used < KR_KEEP_SELECTION; f++) {
        used += (size_t)snprintf(text + used, KR_KEEP_SELECTION - used, ",%s=%s",
                                 list->filter[f].column.name, list->filter[f].text);
    }
}
