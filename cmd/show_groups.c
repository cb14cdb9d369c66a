// What groups a file has, and how large they are.
#include "cmd/json.h"
#include "cmd/show.h"

#include <stdio.h>
#include <string.h>

enum { WORDS = 512, AXIS_WORDS = KR_RESULT_NAME + KR_NUMBER_SIZE };

// Adds a word once.
static void add_word(char *words, const char *word)
{
    const size_t used = strlen(words);
    const size_t length = strlen(word);
    for (const char *at = words; (at = strstr(at, word)) != NULL; at += length) {
        const bool begins = at == words || at[-1] == ' ';
        if (begins && (at[length] == '\0' || at[length] == ',')) {
            return;
        }
    }
    if (used + length + 3 < WORDS) {
        snprintf(words + used, WORDS - used, "%s%s", used > 0 ? ", " : "", word);
    }
}

// Whether the axis has labels; if not, its length is what there is to tell.
static bool has_labels(const struct kr_show *show, const char *group, const char *axis)
{
    char path[KR_RESULT_PATH];
    snprintf(path, sizeof path, "/%s/%s", group, axis);
    return kr_result_find(show->result, path) != NULL;
}

// "400 persons" for an axis without labels, "sector" for one with.
static void axis_words(const struct kr_show *show, const char *group,
                       const struct kr_result_variable *variable, int axis, char *text)
{
    const char *name = variable->axis[axis][0] != '\0' ? variable->axis[axis] : "row";
    if (has_labels(show, group, name)) {
        snprintf(text, AXIS_WORDS, "%s", name);
        return;
    }
    char number[KR_NUMBER_SIZE];
    kr_number_text(number, (double)variable->size[axis]);
    // Whole numbers below a hundred have no decimals here.
    number[strcspn(number, ".")] = '\0';
    snprintf(text, AXIS_WORDS, "%s %s%s", number, name,
             variable->size[axis] == 1 ? "" : "s");
}

// The axes of a group but time, each once.
static void group_axes(const struct kr_show *show, const char *group, char words[WORDS])
{
    size_t count;
    const struct kr_result_variable *variables =
        kr_result_variables(show->result, &count);
    char start[KR_RESULT_NAME + 2];
    const int length = snprintf(start, sizeof start, "/%s/", group);
    words[0] = '\0';
    for (size_t v = 0; v < count; v++) {
        if (strncmp(variables[v].path, start, (size_t)length) != 0) {
            continue;
        }
        for (int a = 0; a < variables[v].rank; a++) {
            char text[AXIS_WORDS];
            axis_words(show, group, &variables[v], a, text);
            if (strcmp(variables[v].axis[a], "time") != 0) {
                add_word(words, text);
            }
        }
    }
}

// Quarters between two records; 1 when there is only one.
static int cadence(const struct kr_show *show, const struct kr_group_info *info)
{
    kr_quarter first = 0;
    kr_quarter second = 1;
    if (info->records < 2 ||
        kr_result_quarter(show->result, info->name, 0, &first) != KR_OK ||
        kr_result_quarter(show->result, info->name, 1, &second) != KR_OK) {
        return 1;
    }
    return second - first;
}

static void put_group(const struct kr_show *show, const struct kr_group_info *info,
                      struct kr_text_table *table)
{
    char text[WORDS];
    snprintf(text, sizeof text, "  %s", info->name);
    kr_text_cell(table, text);
    snprintf(text, sizeof text, "%zu", info->variables);
    kr_text_cell(table, text);
    const int every = cadence(show, info);
    if (!info->has_time) {
        text[0] = '\0';
    } else if (every > 1) {
        snprintf(text, sizeof text, "%d, every %d", info->records, every);
    } else {
        snprintf(text, sizeof text, "%d", info->records);
    }
    kr_text_cell(table, text);
    char bytes[KR_NUMBER_SIZE];
    kr_bytes_text(bytes, (double)info->bytes);
    kr_text_cell(table, bytes);
    char axes[WORDS];
    group_axes(show, info->name, axes);
    // What stands to the left takes about 51 columns.
    const int room = show->columns - 51;
    kr_text_cut(text, sizeof text, axes, room > 16 ? room : 16);
    if (kr_text_width(text) < kr_text_width(axes) && strlen(text) > 3) {
        memcpy(text + strlen(text) - 3, "...", 4);
    }
    kr_text_cell(table, text);
}

void kr_show_groups(const struct kr_show *show)
{
    struct kr_text_table table;
    kr_text_table_init(&table, 5, "lrrrl");
    static const char *const NAMES[] = {"  group", "variables", "records", "size", "by"};
    for (int c = 0; c < 5; c++) {
        kr_text_cell(&table, NAMES[c]);
    }
    struct kr_group_info info;
    for (size_t g = 0; kr_group_info(show->result, g, &info); g++) {
        if (info.variables > 0) {
            put_group(show, &info, &table);
        }
    }
    puts("What the file holds (--variable NAME prints one variable)");
    kr_text_table_print(&table, false, stdout);
    kr_text_table_free(&table);
}

void kr_show_groups_json(const struct kr_show *show, struct kr_json *json)
{
    struct kr_group_info info;
    kr_json_object(json, "groups");
    for (size_t g = 0; kr_group_info(show->result, g, &info); g++) {
        kr_json_object(json, info.name);
        kr_json_integer(json, "variables", (int64_t)info.variables);
        kr_json_integer(json, "bytes", info.bytes);
        if (info.has_time) {
            kr_json_integer(json, "records", info.records);
            kr_json_integer(json, "every", cadence(show, &info));
        }
        kr_json_close(json);
    }
    kr_json_close(json);
}
