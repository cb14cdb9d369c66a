// --set PATH=VALUE: one value from the command line, after all files.
#include "scenarios/reader.h"
#include "scenarios/values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void kr_split_assignments(struct kr_reader *reader, const char *const *sets, size_t count)
{
    reader->assignments = calloc(count > 0 ? count : 1, sizeof *reader->assignments);
    if (reader->assignments == NULL) {
        reader->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        // Line and column tell which --set, and where in it.
        const struct kr_place place = {"--set", (int)i + 1, 1};
        char *text = strdup(sets[i]);
        if (text == NULL) {
            reader->out_of_memory = true;
            return;
        }
        char *equals = strchr(text, '=');
        if (equals == NULL || equals == text) {
            kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_BAD_SET), place,
                        "found \"%s\", expected PATH=VALUE such as hours.voice_rate=0.1",
                        sets[i]);
            free(text);
            continue;
        }
        *equals = '\0';
        struct kr_assignment *assignment =
            &reader->assignments[reader->assignment_count++];
        *assignment = (struct kr_assignment){.text = text, .path = text, .place = place};
        assignment->value = (struct kr_yaml){
            .kind = KR_YAML_TEXT,
            .text = equals + 1,
            .place = {"--set", place.line, (int)(equals - text) + 2},
        };
    }
}

static void report_unknown(struct kr_reader *reader, const struct kr_assignment *set)
{
    enum { MOST_NAMES = 512 };
#define KR_KEY(name, meaning) #name,
    static const char *const KEYS[] = {KR_SCENARIO_KEY_LIST(KR_KEY)};
#undef KR_KEY
    const char *names[MOST_NAMES];
    size_t count = 0;
    for (; count < sizeof KEYS / sizeof KEYS[0]; count++) {
        names[count] = KEYS[count];
    }
    count += kr_parameter_paths(names + count, MOST_NAMES - count);
    kr_report_unknown_key(reader, "--set", set->path, set->place, names, count);
}

// The draft of a policy by name, or NULL after a report.
static struct kr_draft *named_draft(struct kr_reader *reader, const char *name,
                                    struct kr_place place)
{
    struct kr_draft *draft = kr_find_draft(reader, name);
    if (draft == NULL) {
        enum { MOST_NAMES = 64 };
        const char *names[MOST_NAMES];
        size_t count = 0;
        for (; count < reader->draft_count && count < MOST_NAMES; count++) {
            names[count] = reader->drafts[count].policy.name;
        }
        char hint[KR_HINT_TEXT];
        kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_UNKNOWN_NAME), place,
                    "found policies.%s, expected the name of a policy of the scenario%s",
                    name, kr_hint(name, names, count, hint));
    }
    return draft;
}

// policies.NAME.KEY or policies.NAME.target.KEY
static void apply_to_policy(struct kr_reader *reader, const struct kr_assignment *set,
                            const char *rest)
{
    char name[64];
    const char *dot = strchr(rest, '.');
    if (dot == NULL || (size_t)(dot - rest) >= sizeof name) {
        report_unknown(reader, set);
        return;
    }
    memcpy(name, rest, (size_t)(dot - rest));
    name[dot - rest] = '\0';
    struct kr_draft *draft = named_draft(reader, name, set->place);
    if (draft == NULL) {
        return;
    }
    const char *key = dot + 1;
    struct kr_place place = set->place;
    place.column = (int)(key - set->path) + 1;
    if (strncmp(key, "target.", 7) == 0) {
        kr_apply_target_key(reader, draft, key + 7, place, &set->value);
    } else if (strcmp(key, "kind") == 0 || strcmp(key, "name") == 0) {
        report_unknown(reader, set);
    } else {
        kr_apply_policy_key(reader, draft, key, place, &set->value);
    }
}

void kr_apply_assignments(struct kr_reader *reader)
{
    for (size_t i = 0; i < reader->assignment_count; i++) {
        const struct kr_assignment *set = &reader->assignments[i];
        if (strncmp(set->path, "policies.", 9) == 0) {
            apply_to_policy(reader, set, set->path + 9);
            continue;
        }
        const bool prefixed = strncmp(set->path, "parameters.", 11) == 0;
        const char *path = set->path + (prefixed ? 11 : 0);
        if (!kr_apply_parameter(reader, path, &set->value) &&
            (prefixed || !kr_apply_scenario_key(reader, path, &set->value))) {
            report_unknown(reader, set);
        }
    }
}
