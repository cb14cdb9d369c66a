// The key `output` of a scenario: what the result file holds beyond the standing series.
#include "scenarios/reader.h"
#include "scenarios/values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 24, LONGEST_WORD = 32, LONGEST_TEXT = 256 };

static const char FLOW[] = "status_flow";

// A word of a text and where it stands.
struct word {
    char text[LONGEST_WORD];
    struct kr_place place;
};

// Names as they were written: in one text with blanks between, or in a list.
struct words {
    struct word at[MOST_WORDS];
    int count;
    struct kr_place place;
    char text[LONGEST_TEXT]; // all of them, for messages
};

static void report(struct kr_reader *reader, struct kr_place place, const char *found,
                   const char *expected)
{
    kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_BAD_BREAKDOWN), place,
                "found the breakdown \"%s\", expected %s", found, expected);
}

// Splits a text at blanks; what is too long or too much is cut.
static void split(const struct kr_yaml *node, struct words *words)
{
    const char *at = node->text + strspn(node->text, " ");
    const size_t used = strlen(words->text);
    (void)snprintf(words->text + used, sizeof words->text - used, "%s%s",
                   used > 0 ? " " : "", node->text);
    while (*at != '\0' && words->count < MOST_WORDS) {
        const size_t length = strcspn(at, " ");
        const size_t kept = length < LONGEST_WORD - 1 ? length : LONGEST_WORD - 1;
        struct word *word = &words->at[words->count++];
        memcpy(word->text, at, kept);
        word->text[kept] = '\0';
        word->place = node->place;
        word->place.column += (int)(at - node->text);
        at += length;
        at += strspn(at, " ");
    }
}

// The names of a text or of a list of texts; false after a report.
static bool read_words(struct kr_reader *reader, const struct kr_yaml *node,
                       const char *what, struct words *words)
{
    *words = (struct words){.place = node->place};
    if (node->kind != KR_YAML_LIST) {
        if (!kr_expect(reader, node, KR_YAML_TEXT, what)) {
            return false;
        }
        split(node, words);
        return true;
    }
    for (size_t i = 0; i < node->count; i++) {
        if (!kr_expect(reader, node->entries[i].value, KR_YAML_TEXT, what)) {
            return false;
        }
        split(node->entries[i].value, words);
    }
    return true;
}

// The axis of a word, or KR_NONE after a report.
static int find_axis(struct kr_reader *reader, const struct word *word, bool flow)
{
    const char *names[KR_BREAK_COUNT + 1];
    size_t count = 0;
    for (int a = 0; a < KR_BREAK_COUNT; a++) {
        const struct kr_breakdown_axis_info *axis =
            kr_breakdown_axis((enum kr_breakdown_axis)a);
        if (strcmp(word->text, axis->word) == 0 && (axis->flow || !flow)) {
            return a;
        }
        if (axis->flow || !flow) {
            names[count++] = axis->word;
        }
    }
    names[count++] = FLOW;
    char hint[KR_HINT_TEXT];
    kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_UNKNOWN_NAME), word->place,
                "found \"%s\", expected an axis of `krapte describe breakdowns`%s%s",
                word->text, flow ? " that flows have" : "",
                kr_hint(word->text, names, count, hint));
    return KR_NONE;
}

// The axes of a breakdown; false after a report.
static bool read_axes(struct kr_reader *reader, const struct words *words,
                      struct kr_breakdown *by)
{
    by->flow = words->count > 0 && strcmp(words->at[0].text, FLOW) == 0;
    const struct word *word = words->at + by->flow;
    const int count = words->count - by->flow;
    const int most = by->flow ? KR_BREAKDOWN_AXES - 1 : KR_BREAKDOWN_AXES;
    if (count == 0 || count > most) {
        report(reader, words->place, words->text,
               by->flow ? "status_flow and one or two axes"
                        : "one to three axes, divided by blanks, as in: sector region");
        return false;
    }
    for (int i = 0; i < count; i++) {
        const int axis = find_axis(reader, &word[i], by->flow);
        if (axis == KR_NONE) {
            return false;
        }
        for (int k = 0; k < i; k++) {
            if (by->axis[k] == (enum kr_breakdown_axis)axis) {
                report(reader, word[i].place, words->text, "every axis once");
                return false;
            }
        }
        by->axis[by->axes++] = (enum kr_breakdown_axis)axis;
    }
    return true;
}

// The measure of a word, or KR_NONE after a report.
static int find_measure(struct kr_reader *reader, const struct word *word)
{
    const char *names[KR_BREAKDOWN_MEASURES];
    for (int m = 0; m < (int)KR_BREAKDOWN_MEASURES; m++) {
        names[m] = kr_breakdown_measure_word(m);
        if (strcmp(word->text, names[m]) == 0) {
            return m;
        }
    }
    char hint[KR_HINT_TEXT];
    kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_UNKNOWN_NAME), word->place,
                "found \"%s\", expected a measure of `krapte describe breakdowns`%s",
                word->text,
                kr_hint(word->text, names, (size_t)KR_BREAKDOWN_MEASURES, hint));
    return KR_NONE;
}

// The measure is none of those that the axes allow: says which they are.
static void report_measure(struct kr_reader *reader, const struct word *word,
                           const char *axes, unsigned possible)
{
    char names[LONGEST_TEXT] = "";
    size_t used = 0;
    for (int m = 0; m < (int)KR_BREAKDOWN_MEASURES && used < sizeof names; m++) {
        if ((possible >> m & 1U) != 0) {
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s",
                                     used > 0 ? ", " : "", kr_breakdown_measure_word(m));
        }
    }
    kr_diag_add(
        reader->diag, kr_diagnostic_code(KR_D_BAD_BREAKDOWN), word->place,
        "found the measure \"%s\" for the breakdown \"%s\", expected one that its "
        "axes allow: %s",
        word->text, axes, names);
}

// The measures that are asked for; false after a report.
static bool read_measures(struct kr_reader *reader, const struct kr_yaml *node,
                          const struct words *axes, struct kr_breakdown *by)
{
    struct words words;
    const unsigned possible = kr_breakdown_possible(by);
    if (!read_words(reader, node, "a measure", &words)) {
        return false;
    }
    if (by->flow || words.count == 0) {
        report(reader, words.place, axes->text,
               by->flow ? "no measures: flows count persons"
                        : "one measure at least, or none of this key for all");
        return false;
    }
    for (int i = 0; i < words.count; i++) {
        const int measure = find_measure(reader, &words.at[i]);
        if (measure == KR_NONE) {
            return false;
        }
        const unsigned bit = 1U << measure;
        if ((possible & bit) == 0) {
            report_measure(reader, &words.at[i], axes->text, possible);
            return false;
        }
        if ((by->measures & bit) != 0) {
            report(reader, words.at[i].place, axes->text, "every measure once");
            return false;
        }
        by->measures |= bit;
    }
    return true;
}

static bool is_small_enough(struct kr_reader *reader, const struct words *axes,
                            const struct kr_breakdown *by)
{
    if (reader->country == NULL) {
        return true; // of a pack that cannot be read no sizes are known
    }
    const int64_t cells = kr_breakdown_cells(by, reader->country);
    if (cells <= KR_BREAKDOWN_CELLS) {
        return true;
    }
    kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_BAD_BREAKDOWN), axes->place,
                "found the breakdown \"%s\" of %lld cells, expected at most %d: take "
                "fewer axes, or shorter ones",
                axes->text, (long long)cells, (int)KR_BREAKDOWN_CELLS);
    return false;
}

// By axes: two lists of measures of one breakdown are one list.
static bool same(const struct kr_breakdown *a, const struct kr_breakdown *b)
{
    return a->flow == b->flow && a->axes == b->axes &&
           memcmp(a->axis, b->axis, (size_t)a->axes * sizeof a->axis[0]) == 0;
}

// The parts of an entry: a text of axes, or a map with keys.
struct parts {
    const struct kr_yaml *axes;
    const struct kr_yaml *measures; // NULL for all
};

// False after a report.
static bool read_parts(struct kr_reader *reader, const struct kr_yaml *node,
                       struct parts *parts)
{
    static const char *const NAMES[] = {
#define KR_NAME(name, meaning) #name,
        KR_BREAKDOWN_KEY_LIST(KR_NAME)
#undef KR_NAME
    };
    *parts = (struct parts){.axes = node};
    if (node->kind != KR_YAML_MAP) {
        return kr_expect(reader, node, KR_YAML_TEXT, "a breakdown");
    }
    *parts = (struct parts){kr_yaml_find(node, "axes"), kr_yaml_find(node, "measures")};
    for (size_t i = 0; i < node->count; i++) {
        const struct kr_yaml *value = node->entries[i].value;
        if (value != parts->axes && value != parts->measures) {
            kr_report_unknown_key(reader, "a breakdown", node->entries[i].key,
                                  node->entries[i].key_place, NAMES,
                                  sizeof NAMES / sizeof NAMES[0]);
            return false;
        }
    }
    if (parts->axes == NULL) {
        kr_diag_add(
            reader->diag, kr_diagnostic_code(KR_D_MISSING_KEY), node->place,
            "a breakdown has no axes, expected for example: {axes: sector region, "
            "measures: [employees]}");
    }
    return parts->axes != NULL;
}

static void add_breakdown(struct kr_reader *reader, const struct kr_yaml *node)
{
    struct parts parts;
    struct words axes;
    struct kr_breakdown by = {.flow = false};
    if (!read_parts(reader, node, &parts) ||
        !read_words(reader, parts.axes, "an axis", &axes) ||
        !read_axes(reader, &axes, &by) || !is_small_enough(reader, &axes, &by) ||
        (parts.measures != NULL && !read_measures(reader, parts.measures, &axes, &by))) {
        return;
    }
    struct kr_breakdowns *list = &reader->scenario->breakdowns;
    for (int i = 0; i < list->count; i++) {
        if (same(&list->at[i], &by)) {
            report(reader, axes.place, axes.text, "every breakdown once");
            return;
        }
    }
    if (list->count == KR_BREAKDOWNS) {
        report(reader, axes.place, axes.text, "32 breakdowns at most");
        return;
    }
    list->at[list->count++] = by;
}

// The list of the file that says it last counts, not what that file extends.
static void apply_breakdowns(struct kr_reader *reader, struct kr_draft *draft,
                             const struct kr_yaml *node)
{
    (void)draft;
    reader->scenario->breakdowns.count = 0;
    const bool nothing = node->kind == KR_YAML_TEXT && node->text[0] == '\0';
    if (nothing || !kr_expect(reader, node, KR_YAML_LIST, "breakdowns")) {
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        add_breakdown(reader, node->entries[i].value);
    }
}

// Only kept: what it may say is known where results are written.
static void apply_keep(struct kr_reader *reader, struct kr_draft *draft,
                       const struct kr_yaml *node)
{
    (void)draft;
    struct kr_scenario *scenario = reader->scenario;
    if (!kr_expect(reader, node, KR_YAML_TEXT, "keep")) {
        return;
    }
    free(scenario->keep);
    free(scenario->keep_file);
    scenario->keep = strdup(node->text);
    scenario->keep_file = strdup(node->place.file != NULL ? node->place.file : "");
    scenario->keep_line = node->place.line;
    scenario->keep_column = node->place.column;
    reader->out_of_memory |= scenario->keep == NULL || scenario->keep_file == NULL;
}

static const struct kr_key KEYS[] = {
#define KR_KEY(name, meaning) {#name, (meaning), apply_##name},
    KR_OUTPUT_KEY_LIST(KR_KEY)
#undef KR_KEY
};

void kr_apply_output(struct kr_reader *reader, const struct kr_yaml *node)
{
    if (kr_expect(reader, node, KR_YAML_MAP, "output")) {
        kr_apply_map(reader, NULL, "output", node, KEYS, sizeof KEYS / sizeof KEYS[0]);
    }
}
