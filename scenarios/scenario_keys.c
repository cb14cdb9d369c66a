// The keys of a scenario file and the parameters in it.
#include "scenarios/reader.h"
#include "scenarios/values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Replaces a text of the scenario.
static void set_text(struct kr_reader *reader, char **to, const char *text)
{
    free(*to);
    *to = strdup(text);
    reader->out_of_memory |= *to == NULL;
}

// Name, title, description and the keys of the policy catalogue say what one file is
// about: they are not inherited.
static void apply_name(struct kr_reader *reader, struct kr_draft *draft,
                       const struct kr_yaml *node)
{
    (void)draft;
    enum { LONGEST = 64 };
    if (!kr_expect(reader, node, KR_YAML_TEXT, "name")) {
        return;
    }
    if (!kr_is_name(node->text, LONGEST)) {
        kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_BAD_NAME), node->place,
                    "found the name \"%s\", expected 1 to %d letters, digits, _ or -; it "
                    "becomes the name of the result file",
                    node->text, LONGEST);
    } else if (reader->at_main) {
        set_text(reader, &reader->scenario->name, node->text);
    }
}

// A text of the main file.
static void apply_text(struct kr_reader *reader, const char *name, char **to,
                       const struct kr_yaml *node)
{
    if (kr_expect(reader, node, KR_YAML_TEXT, name) && reader->at_main) {
        set_text(reader, to, node->text);
    }
}

#define TEXT_KEY(name)                                                         \
    static void apply_##name(struct kr_reader *reader, struct kr_draft *draft, \
                             const struct kr_yaml *node)                       \
    {                                                                          \
        (void)draft;                                                           \
        apply_text(reader, #name, &reader->scenario->name, node);              \
    }
TEXT_KEY(title)
TEXT_KEY(description)
TEXT_KEY(row)
TEXT_KEY(proposers)
TEXT_KEY(documents)
TEXT_KEY(assumptions)
#undef TEXT_KEY

// Followed before the keys are applied.
static void apply_extends(struct kr_reader *reader, struct kr_draft *draft,
                          const struct kr_yaml *node)
{
    (void)reader;
    (void)draft;
    (void)node;
}

static void apply_pack(struct kr_reader *reader, struct kr_draft *draft,
                       const struct kr_yaml *node)
{
    (void)draft;
    (void)kr_expect(reader, node, KR_YAML_TEXT, "pack");
}

static void apply_scale(struct kr_reader *reader, struct kr_draft *draft,
                        const struct kr_yaml *node)
{
    (void)draft;
    static const struct kr_quantity SCALE = {"scale", "share", 1e-6, 100, false};
    (void)kr_read_quantity(reader, &SCALE, node, &reader->scenario->scale);
}

static void apply_quarters(struct kr_reader *reader, struct kr_draft *draft,
                           const struct kr_yaml *node)
{
    (void)draft;
    static const struct kr_quantity QUARTERS = {"quarters", "quarters", 1, 400, true};
    static const struct kr_quantity YEARS = {"quarters", "years", 1, 100, true};
    // "10 years" is 40 quarters.
    const bool in_years =
        node->kind == KR_YAML_TEXT && strstr(node->text, "year") != NULL;
    double value;
    if (kr_read_quantity(reader, in_years ? &YEARS : &QUARTERS, node, &value)) {
        reader->scenario->quarters = (int)value * (in_years ? 4 : 1);
        reader->quarters_place = node->place;
    }
}

static void apply_seed(struct kr_reader *reader, struct kr_draft *draft,
                       const struct kr_yaml *node)
{
    (void)draft;
    (void)kr_read_u64(reader, "seed", node, &reader->scenario->seed);
}

static void apply_replicate(struct kr_reader *reader, struct kr_draft *draft,
                            const struct kr_yaml *node)
{
    (void)draft;
    (void)kr_read_u64(reader, "replicate", node, &reader->scenario->replicate);
}

static void apply_freeze_drivers(struct kr_reader *reader, struct kr_draft *draft,
                                 const struct kr_yaml *node)
{
    (void)draft;
    static const char *const WORDS[] = {"false", "true"};
    const int word = kr_read_word(reader, "freeze_drivers", node, WORDS, 2);
    if (word != KR_NONE) {
        reader->scenario->freeze_drivers = word == 1;
    }
}

size_t kr_parameter_paths(const char **names, size_t room)
{
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    for (size_t i = 0; i < count && i < room; i++) {
        names[i] = list[i].path;
    }
    return count < room ? count : room;
}

// The switches of phases may be given as words.
static bool read_switch(const struct kr_parameter *parameter, const struct kr_yaml *node,
                        double *value)
{
    static const char *const WORDS[] = {"fixed", "rule"};
    if (strncmp(parameter->path, "phases.", 7) != 0 || node->kind != KR_YAML_TEXT) {
        return false;
    }
    const int word = kr_find_word(node->text, WORDS, 2);
    *value = word;
    return word != KR_NONE;
}

bool kr_apply_parameter(struct kr_reader *reader, const char *path,
                        const struct kr_yaml *node)
{
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    size_t i = 0;
    while (i < count && strcmp(list[i].path, path) != 0) {
        i++;
    }
    if (i == count) {
        return false;
    }
    const struct kr_quantity quantity = {
        .name = list[i].path,
        .unit = list[i].unit,
        .low = list[i].low,
        .high = list[i].high,
        .whole = strncmp(path, "phases.", 7) == 0,
    };
    double value;
    if (read_switch(&list[i], node, &value) ||
        kr_read_quantity(reader, &quantity, node, &value)) {
        *kr_parameter_at(&reader->scenario->parameters, &list[i]) = value;
        reader->said[i] = node->place;
    }
    return true;
}

// The names of rules, or with a rule those of its parameters, for hints.
static size_t names_of(const char *rule, const char **names, size_t room)
{
#define KR_RULE_NAME(name, list, meaning) #name,
    static const char *const RULES[] = {KR_RULE_LIST(KR_RULE_NAME)};
#undef KR_RULE_NAME
    size_t count = 0;
    if (rule == NULL) {
        for (; count < sizeof RULES / sizeof RULES[0]; count++) {
            names[count] = RULES[count];
        }
        return count;
    }
    size_t parameters;
    const struct kr_parameter *list = kr_parameter_list(&parameters);
    const size_t length = strlen(rule);
    for (size_t i = 0; i < parameters && count < room; i++) {
        if (strncmp(list[i].path, rule, length) == 0 && list[i].path[length] == '.') {
            names[count++] = list[i].path + length + 1;
        }
    }
    return count;
}

// `rule:` and the parameters below it.
static void apply_rule(struct kr_reader *reader, const struct kr_yaml_entry *rule)
{
    enum { MOST_NAMES = 64 };
    const char *names[MOST_NAMES];
    const size_t rules = names_of(NULL, names, MOST_NAMES);
    if (kr_find_word(rule->key, names, rules) == KR_NONE) {
        kr_report_unknown_key(reader, "parameters", rule->key, rule->key_place, names,
                              rules);
        return;
    }
    if (!kr_expect(reader, rule->value, KR_YAML_MAP, rule->key)) {
        return;
    }
    for (size_t i = 0; i < rule->value->count; i++) {
        const struct kr_yaml_entry *entry = &rule->value->entries[i];
        char path[128];
        (void)snprintf(path, sizeof path, "%s.%s", rule->key, entry->key);
        if (!kr_apply_parameter(reader, path, entry->value)) {
            const size_t count = names_of(rule->key, names, MOST_NAMES);
            kr_report_unknown_key(reader, rule->key, entry->key, entry->key_place, names,
                                  count);
        }
    }
}

static bool is_nothing(const struct kr_yaml *node)
{
    return node->kind == KR_YAML_TEXT && node->text[0] == '\0';
}

static void apply_parameters(struct kr_reader *reader, struct kr_draft *draft,
                             const struct kr_yaml *node)
{
    (void)draft;
    if (is_nothing(node) || !kr_expect(reader, node, KR_YAML_MAP, "parameters")) {
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        apply_rule(reader, &node->entries[i]);
    }
}

static void apply_policies(struct kr_reader *reader, struct kr_draft *draft,
                           const struct kr_yaml *node)
{
    (void)draft;
    if (!is_nothing(node)) {
        kr_apply_policies(reader, node);
    }
}

static void apply_output(struct kr_reader *reader, struct kr_draft *draft,
                         const struct kr_yaml *node)
{
    (void)draft;
    if (!is_nothing(node)) {
        kr_apply_output(reader, node);
    }
}

static const struct kr_key KEYS[] = {
#define KR_KEY(name, meaning) {#name, (meaning), apply_##name},
    KR_SCENARIO_KEY_LIST(KR_KEY)
#undef KR_KEY
};

void kr_apply_source(struct kr_reader *reader, const struct kr_yaml *root)
{
    if (kr_expect(reader, root, KR_YAML_MAP, "the scenario")) {
        kr_apply_map(reader, NULL, "the scenario", root, KEYS,
                     sizeof KEYS / sizeof KEYS[0]);
    }
}

bool kr_apply_scenario_key(struct kr_reader *reader, const char *name,
                           const struct kr_yaml *node)
{
    const struct kr_key *key = kr_find_key(KEYS, sizeof KEYS / sizeof KEYS[0], name);
    const bool has_value = key != NULL && key->apply != apply_extends &&
                           key->apply != apply_parameters &&
                           key->apply != apply_policies && key->apply != apply_output;
    if (has_value) {
        key->apply(reader, NULL, node);
    }
    return has_value;
}
