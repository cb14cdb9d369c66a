// From nodes to values: numbers with units, quarters, words.
#include "scenarios/reader.h"
#include "scenarios/values.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool kr_expect(struct kr_reader *reader, const struct kr_yaml *node,
               enum kr_yaml_kind kind, const char *what)
{
    if (node->kind == kind && (kind != KR_YAML_TEXT || node->text[0] != '\0')) {
        return true;
    }
    const struct kr_yaml example = {.kind = kind, .text = "x"};
    kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_WRONG_TYPE), node->place,
                "found %s for %s, expected %s", kr_yaml_kind_word(node), what,
                kr_yaml_kind_word(&example));
    return false;
}

static bool ends_word(char letter)
{
    return letter == '\0' || letter == '/' || letter == ' ';
}

// Equal but for an s at the end of a word: "1 hour/week" is as good as "2 hours/week".
static bool same_unit(const char *a, const char *b)
{
    while (*a != '\0' || *b != '\0') {
        if (*a == *b) {
            a++;
            b++;
        } else if (*a == 's' && ends_word(a[1])) {
            a++;
        } else if (*b == 's' && ends_word(b[1])) {
            b++;
        } else {
            return false;
        }
    }
    return true;
}

// A share or chance may be given in percent: "8 %", "8 % per quarter".
static bool is_percent(const char *given, const char *unit)
{
    const bool is_share = strncmp(unit, "share", 5) == 0;
    if (given[0] != '%' || (!is_share && strncmp(unit, "per ", 4) != 0)) {
        return false;
    }
    const char *rest = given + 1 + strspn(given + 1, " ");
    const char *per = is_share ? unit + 5 + strspn(unit + 5, " ") : unit;
    return *rest == '\0' || strcmp(rest, per) == 0;
}

// What is expected of a quantity, in words.
static void describe(const struct kr_quantity *quantity, char text[160])
{
    const bool has_unit = quantity->unit[0] != '\0' && strcmp(quantity->unit, "1") != 0;
    (void)snprintf(text, 160, "a %s from %.10g to %.10g%s%s",
                   quantity->whole ? "whole number" : "number", quantity->low,
                   quantity->high, has_unit ? " " : "", has_unit ? quantity->unit : "");
}

static void report(struct kr_reader *reader, enum kr_diagnostic diagnostic,
                   const struct kr_quantity *quantity, const struct kr_yaml *node)
{
    char expected[160];
    describe(quantity, expected);
    kr_diag_add(reader->diag, kr_diagnostic_code(diagnostic), node->place,
                "found \"%s\" for %s, expected %s", node->text, quantity->name, expected);
}

bool kr_read_quantity(struct kr_reader *reader, const struct kr_quantity *quantity,
                      const struct kr_yaml *node, double *value)
{
    if (!kr_expect(reader, node, KR_YAML_TEXT, quantity->name)) {
        return false;
    }
    double number;
    const char *unit;
    if (!kr_parse_number(node->text, &number, &unit)) {
        report(reader, KR_D_BAD_NUMBER, quantity, node);
        return false;
    }
    unit += strspn(unit, " ");
    if (is_percent(unit, quantity->unit)) {
        number /= 100.0;
    } else if (*unit != '\0' && !same_unit(unit, quantity->unit)) {
        report(reader, KR_D_BAD_UNIT, quantity, node);
        return false;
    }
    if (number < quantity->low || number > quantity->high) {
        report(reader, KR_D_OUT_OF_RANGE, quantity, node);
        return false;
    }
    if (quantity->whole && number != floor(number)) {
        report(reader, KR_D_BAD_NUMBER, quantity, node);
        return false;
    }
    *value = number;
    return true;
}

bool kr_read_u64(struct kr_reader *reader, const char *name, const struct kr_yaml *node,
                 uint64_t *value)
{
    if (!kr_expect(reader, node, KR_YAML_TEXT, name)) {
        return false;
    }
    if (!kr_parse_u64(node->text, value)) {
        kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_BAD_NUMBER), node->place,
                    "found \"%s\" for %s, expected a whole number from 0 to "
                    "18446744073709551615",
                    node->text, name);
        return false;
    }
    return true;
}

bool kr_read_quarter(struct kr_reader *reader, const char *name,
                     const struct kr_yaml *node, kr_quarter *value)
{
    if (!kr_expect(reader, node, KR_YAML_TEXT, name)) {
        return false;
    }
    if (!kr_parse_quarter(node->text, value)) {
        kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_BAD_QUARTER), node->place,
                    "found \"%s\" for %s, expected a quarter such as 2026Q1", node->text,
                    name);
        return false;
    }
    return true;
}

int kr_read_word(struct kr_reader *reader, const char *name, const struct kr_yaml *node,
                 const char *const *words, size_t count)
{
    if (!kr_expect(reader, node, KR_YAML_TEXT, name)) {
        return KR_NONE;
    }
    const int code = kr_find_word(node->text, words, count);
    if (code == KR_NONE) {
        char hint[KR_HINT_TEXT];
        kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_UNKNOWN_NAME), node->place,
                    "found \"%s\" for %s, expected one of its %zu names%s", node->text,
                    name, count, kr_hint(node->text, words, count, hint));
    }
    return code;
}

void kr_report_unknown_key(struct kr_reader *reader, const char *what, const char *key,
                           struct kr_place place, const char *const *names, size_t count)
{
    char hint[KR_HINT_TEXT];
    kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_UNKNOWN_KEY), place,
                "found the key \"%s\" in %s, expected one of its keys%s", key, what,
                kr_hint(key, names, count, hint));
}

const struct kr_key *kr_find_key(const struct kr_key *keys, size_t count,
                                 const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(keys[i].name, name) == 0) {
            return &keys[i];
        }
    }
    return NULL;
}

void kr_apply_map(struct kr_reader *reader, struct kr_draft *draft, const char *what,
                  const struct kr_yaml *map, const struct kr_key *keys, size_t count)
{
    for (size_t i = 0; i < map->count; i++) {
        const struct kr_yaml_entry *entry = &map->entries[i];
        const struct kr_key *key = kr_find_key(keys, count, entry->key);
        if (key != NULL) {
            key->apply(reader, draft, entry->value);
            continue;
        }
        const char *names[32];
        size_t known = 0;
        for (; known < count && known < 32; known++) {
            names[known] = keys[known].name;
        }
        kr_report_unknown_key(reader, what, entry->key, entry->key_place, names, known);
    }
}
