#include "output/published.h"

#include "output/h5.h"
#include "sim/run.h"

#include <stdlib.h>
#include <string.h>

const struct kr_published_column KR_PUBLISHED_TEXTS[] = {
#define KR_TEXT(member, size, word, column, needed, meaning)             \
    {(word), (column), (meaning), offsetof(struct kr_published, member), \
     (size), (needed)},
    KR_PUBLISHED_TEXT_LIST(KR_TEXT)
#undef KR_TEXT
};

const struct kr_published_column KR_PUBLISHED_NUMBERS[] = {
#define KR_NUMBER(member, meaning)                                              \
    {#member,        #member, (meaning), offsetof(struct kr_published, member), \
     sizeof(double), true},
    KR_PUBLISHED_NUMBER_LIST(KR_NUMBER)
#undef KR_NUMBER
};

const char *kr_published_indicator(const char *id)
{
    size_t count;
    const struct kr_indicator *list = kr_indicator_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].target, id) == 0) {
            return list[i].name;
        }
    }
    return "";
}

// The figures being written, with room for one column of them.
struct table {
    struct kr_h5 *h5;
    hid_t group;
    hid_t axis;
    const struct kr_published *figures;
    size_t count;
    const char **words;
    double *values;
};

// The texts in `words`; the first ones are the axis.
static void put_texts(struct table *table, const char *name, const char *meaning)
{
    const struct kr_h5_texts texts = {name,    table->words, table->count,
                                      meaning, "By target.", table->axis};
    hid_t dataset = kr_h5_texts(table->h5, table->group, &texts);
    if (table->axis < 0) {
        table->axis = dataset;
    } else {
        kr_h5_dataset_close(table->h5, &dataset);
    }
}

static void put_indicators(struct table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        table->words[i] = kr_published_indicator(table->figures[i].id);
    }
    put_texts(table, "indicator",
              "variable of /quarterly that answers to it; empty for none");
}

static void put_column(struct table *table, const struct kr_published_column *column)
{
    for (size_t i = 0; i < table->count; i++) {
        table->words[i] = (const char *)&table->figures[i] + column->offset;
    }
    put_texts(table, column->word, column->meaning);
}

static void put_numbers(struct table *table, const struct kr_published_column *column)
{
    for (size_t i = 0; i < table->count; i++) {
        memcpy(&table->values[i], (const char *)&table->figures[i] + column->offset,
               sizeof(double));
    }
    const struct kr_h5_numbers numbers = {.name = column->word,
                                          .values = table->values,
                                          .count = table->count,
                                          .unit = "1",
                                          .long_name = column->meaning,
                                          .comment = "In the unit of the same place.",
                                          .scale = table->axis};
    hid_t dataset = kr_h5_numbers(table->h5, table->group, &numbers);
    kr_h5_dataset_close(table->h5, &dataset);
}

static void put_columns(struct table *table)
{
    for (int t = 0; t < KR_PUBLISHED_TEXT_COUNT; t++) {
        put_column(table, &KR_PUBLISHED_TEXTS[t]);
    }
    put_indicators(table);
    for (int n = 0; n < KR_PUBLISHED_NUMBER_COUNT; n++) {
        put_numbers(table, &KR_PUBLISHED_NUMBERS[n]);
    }
}

void kr_published_write(struct kr_h5 *h5, const struct kr_published *figures,
                        size_t count)
{
    struct table table = {.h5 = h5,
                          .group = kr_h5_group(h5, "targets"),
                          .axis = -1,
                          .figures = figures,
                          .count = count,
                          .words = calloc(count + 1, sizeof *table.words),
                          .values = calloc(count + 1, sizeof *table.values)};
    kr_h5_text(h5, table.group, "title",
               "published figures that the run can be held against");
    kr_h5_text(h5, table.group, "comment",
               "From targets.csv of the country pack, as it was when the run began. A "
               "variable of /quarterly names its figure in the attribute `target`.");
    if (table.words == NULL || table.values == NULL) {
        kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
    } else {
        put_columns(&table);
    }
    kr_h5_dataset_close(h5, &table.axis);
    kr_h5_group_close(h5, table.group);
    free(table.words);
    free(table.values);
}
