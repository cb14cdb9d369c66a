// The key `output` of a scenario: what the result file holds beyond the standing series.
#include "scenarios/reader.h"
#include "scenarios/values.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 8, LONGEST_WORD = 32 };

static const char FLOW[] = "status_flow";

// A word of a text and where it stands.
struct word {
    char text[LONGEST_WORD];
    struct kr_place place;
};

static void report(struct kr_reader *reader, struct kr_place place, const char *found,
                   const char *expected)
{
    kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_BAD_BREAKDOWN), place,
                "found the breakdown \"%s\", expected %s", found, expected);
}

// Splits a text at blanks; what is too long or too much is cut.
static int split(const struct kr_yaml *node, struct word words[MOST_WORDS])
{
    int count = 0;
    const char *at = node->text + strspn(node->text, " ");
    while (*at != '\0' && count < MOST_WORDS) {
        const size_t length = strcspn(at, " ");
        const size_t kept = length < LONGEST_WORD - 1 ? length : LONGEST_WORD - 1;
        struct word *word = &words[count++];
        memcpy(word->text, at, kept);
        word->text[kept] = '\0';
        word->place = node->place;
        word->place.column += (int)(at - node->text);
        at += length;
        at += strspn(at, " ");
    }
    return count;
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
static bool read_axes(struct kr_reader *reader, const struct kr_yaml *node,
                      const struct word *words, int count, struct kr_breakdown *by)
{
    const int most = by->flow ? KR_BREAKDOWN_AXES - 1 : KR_BREAKDOWN_AXES;
    if (count == 0 || count > most) {
        report(reader, node->place, node->text,
               by->flow ? "status_flow and one or two axes"
                        : "one to three axes, divided by blanks, as in: sector region");
        return false;
    }
    for (int i = 0; i < count; i++) {
        const int axis = find_axis(reader, &words[i], by->flow);
        if (axis == KR_NONE) {
            return false;
        }
        for (int k = 0; k < i; k++) {
            if (by->axis[k] == (enum kr_breakdown_axis)axis) {
                report(reader, words[i].place, node->text, "every axis once");
                return false;
            }
        }
        by->axis[by->axes++] = (enum kr_breakdown_axis)axis;
    }
    return true;
}

static bool is_small_enough(struct kr_reader *reader, const struct kr_yaml *node,
                            const struct kr_breakdown *by)
{
    if (reader->country == NULL) {
        return true; // of a pack that cannot be read no sizes are known
    }
    const int64_t cells = kr_breakdown_cells(by, reader->country);
    if (cells <= KR_BREAKDOWN_CELLS) {
        return true;
    }
    kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_BAD_BREAKDOWN), node->place,
                "found the breakdown \"%s\" of %lld cells, expected at most %d: take "
                "fewer axes, or shorter ones",
                node->text, (long long)cells, (int)KR_BREAKDOWN_CELLS);
    return false;
}

static bool same(const struct kr_breakdown *a, const struct kr_breakdown *b)
{
    return a->flow == b->flow && a->axes == b->axes &&
           memcmp(a->axis, b->axis, (size_t)a->axes * sizeof a->axis[0]) == 0;
}

static void add_breakdown(struct kr_reader *reader, const struct kr_yaml *node)
{
    if (!kr_expect(reader, node, KR_YAML_TEXT, "a breakdown")) {
        return;
    }
    struct word words[MOST_WORDS];
    const int count = split(node, words);
    struct kr_breakdown by = {.flow = count > 0 && strcmp(words[0].text, FLOW) == 0};
    if (!read_axes(reader, node, words + by.flow, count - by.flow, &by) ||
        !is_small_enough(reader, node, &by)) {
        return;
    }
    struct kr_breakdowns *list = &reader->scenario->breakdowns;
    for (int i = 0; i < list->count; i++) {
        if (same(&list->at[i], &by)) {
            report(reader, node->place, node->text, "every breakdown once");
            return;
        }
    }
    if (list->count == KR_BREAKDOWNS) {
        report(reader, node->place, node->text, "32 breakdowns at most");
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
