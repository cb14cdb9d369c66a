#include "output/columns.h"

#include "base/error.h"
#include "output/gather.h"

#include <stdio.h>
#include <string.h>

enum { LIST_BITS = 8 }; // lists of a country: at most 256 codes

const char *kr_kept_table_name(enum kr_kept_table table)
{
    return table == KR_KEPT_PERSONS ? "persons" : "employers";
}

static const struct kr_kept_column *columns_of(enum kr_kept_table table, size_t *count)
{
    return table == KR_KEPT_PERSONS ? kr_kept_persons(count) : kr_kept_employers(count);
}

size_t kr_kept_count(enum kr_kept_table table)
{
    size_t count = 0;
    (void)columns_of(table, &count);
    return count;
}

static const struct kr_column *plain_column(enum kr_kept_table table, const char *name)
{
    size_t count = 0;
    const struct kr_column *list =
        table == KR_KEPT_PERSONS ? kr_person_columns(&count) : kr_employer_fields(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].name, name) == 0) {
            return &list[i];
        }
    }
    return NULL;
}

const char *kr_file_unit(const struct kr_column *column)
{
    static const char *const NONE[] = {"", "code", "flags", "row", "quarter"};
    for (size_t i = 0; i < sizeof NONE / sizeof NONE[0]; i++) {
        if (strcmp(column->unit, NONE[i]) == 0) {
            return "1";
        }
    }
    return column->unit;
}

struct kr_kept_column kr_kept_at(enum kr_kept_table table, size_t index)
{
    size_t count = 0;
    struct kr_kept_column column = columns_of(table, &count)[index];
    if (column.fill == NULL) {
        column.plain = plain_column(table, column.name);
        KR_BUG_IF(column.plain == NULL);
        column.type = column.plain->type;
        column.unit = kr_file_unit(column.plain);
        column.is_record = table == KR_KEPT_EMPLOYERS;
    }
    return column;
}

int kr_kept_find(enum kr_kept_table table, const char *name)
{
    size_t count = 0;
    const struct kr_kept_column *list = columns_of(table, &count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].name, name) == 0) {
            return (int)i;
        }
    }
    return KR_NONE;
}

kr_row kr_kept_row_count(enum kr_kept_table table, const struct kr_world *world)
{
    return table == KR_KEPT_PERSONS ? world->persons.rows : world->employers.rows;
}

static void add_word(struct kr_kept_words *words, const char *text, size_t length,
                     int32_t value)
{
    KR_BUG_IF(words->count == KR_KEPT_WORDS);
    (void)snprintf(words->word[words->count], KR_KEPT_WORD, "%.*s", (int)length, text);
    words->value[words->count++] = value;
}

// What the i-th word of the list stands for.
static int32_t value_of(const struct kr_kept_column *column, int i)
{
    KR_BUG_IF(i < 0);
    switch (column->codes) {
    case KR_CODES_AFTER_NONE:
        return i + 1;
    case KR_CODES_MASKS:
        return 1 << i;
    case KR_CODES_NONE:
    case KR_CODES_FROM_ZERO:
        break;
    }
    return i;
}

void kr_kept_words_of(const struct kr_kept_column *column, const struct kr_model *model,
                      struct kr_kept_words *words)
{
    words->count = 0;
    if (column->codes == KR_CODES_AFTER_NONE) {
        add_word(words, "none", strlen("none"), 0);
    }
    int i = 0;
    for (const char *word = column->words; word != NULL && *word != '\0'; i++) {
        const size_t length = strcspn(word, " ");
        add_word(words, word, length, value_of(column, i));
        word += length + (word[length] == ' ' ? 1 : 0);
    }
    const int size =
        column->labels == KR_LABELS_NONE ? 0 : kr_labels_size(column->labels, model);
    for (int code = 0; code < size; code++) {
        const char *word = kr_labels_words(column->labels, model, code).word;
        add_word(words, word, strlen(word), value_of(column, code));
    }
    if (column->codes == KR_CODES_FROM_ZERO && column->blank != 0) {
        add_word(words, "none", strlen("none"), column->blank);
    }
}

// Words in a text of words with blanks between.
static int word_count(const char *words)
{
    int count = *words != '\0';
    for (; *words != '\0'; words++) {
        count += *words == ' ';
    }
    return count;
}

// The largest value of a coded column.
static int32_t largest_code(const struct kr_kept_column *column,
                            const struct kr_model *model)
{
    const int size = column->labels == KR_LABELS_NONE
                         ? word_count(column->words)
                         : kr_labels_size(column->labels, model);
    const int32_t last = value_of(column, size - 1);
    const int32_t most = column->codes == KR_CODES_MASKS ? 2 * last - 1 : last;
    return most > column->blank ? most : column->blank;
}

int kr_kept_bits(const struct kr_kept_column *column, const struct kr_model *model)
{
    if (column->codes == KR_CODES_NONE) {
        return column->most_bits > 0 ? column->most_bits
                                     : 8 * (int)kr_type_size(column->type);
    }
    if (model == NULL && column->labels != KR_LABELS_NONE &&
        !kr_labels_are_fixed(column->labels)) {
        return LIST_BITS;
    }
    int bits = 1;
    while (largest_code(column, model) >> bits != 0) {
        bits++;
    }
    return bits;
}

// The array of a column of persons; copied as bytes since its type differs per column.
static const char *person_array(const struct kr_world *world,
                                const struct kr_column *column)
{
    const char *array = NULL;
    memcpy(&array, (const char *)&world->persons + column->offset, sizeof array);
    return array;
}

#define KR_PUT(type)                              \
    do {                                          \
        const type in_type = (type)column->blank; \
        memcpy(value, &in_type, sizeof in_type);  \
    } while (0)

void kr_kept_blank(const struct kr_kept_column *column, void *value)
{
    switch (column->type) {
    case KR_U8:
    case KR_I8:
        KR_PUT(uint8_t);
        break;
    case KR_U16:
    case KR_I16:
        KR_PUT(uint16_t);
        break;
    case KR_U32:
    case KR_I32:
        KR_PUT(uint32_t);
        break;
    case KR_U64:
    case KR_I64:
        KR_PUT(int64_t);
        break;
    case KR_F32:
        KR_PUT(float);
        break;
    case KR_F64:
        KR_PUT(double);
        break;
    }
}

void kr_kept_gather(const struct kr_kept_column *column,
                    const struct kr_kept_choice *choice, void *values)
{
    if (column->fill != NULL) {
        column->fill(choice, values);
        return;
    }
    char blank[sizeof(int64_t)];
    kr_kept_blank(column, blank);
    const struct kr_world *world = choice->world;
    const size_t size = kr_type_size(column->type);
    if (column->is_record) {
        const struct kr_chosen_rows chosen = {
            .row = choice->row, .count = choice->count, .all = world->employers.rows};
        const struct kr_record_field field = {(const char *)world->employers.at +
                                                  column->plain->offset,
                                              sizeof(struct kr_employer), size};
        kr_gather_records(&chosen, &field, blank, values);
    } else {
        const struct kr_chosen_rows chosen = {
            choice->row, choice->count, world->persons.rows, choice->gone, choice->first};
        kr_gather(&chosen, person_array(world, column->plain), size, blank, values);
    }
}
