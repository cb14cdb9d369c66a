// The lists of the program: what every run knows, whatever the country.
#include "agents/parameters.h"
#include "cmd/describe.h"
#include "output/census.h"
#include "output/world_fields.h"
#include "scenarios/policies/policies.h"
#include "scenarios/population_uses.h"
#include "sim/run.h"
#include "sim/tallies.h"
#include "sim/uses.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// Opens a section of Markdown at the first parameter of each rule.
static void parameter_section(struct kr_listing *listing, const char *path,
                              const char *before)
{
    static const struct {
        const char *name, *meaning;
    } RULES[] = {
#define KR_RULE_ROW(name, list, meaning) {#name, meaning},
        KR_RULE_LIST(KR_RULE_ROW)
#undef KR_RULE_ROW
    };
    const size_t length = strcspn(path, ".");
    if (before != NULL && strncmp(path, before, length + 1) == 0) {
        return;
    }
    for (size_t r = 0; r < sizeof RULES / sizeof RULES[0]; r++) {
        if (strlen(RULES[r].name) == length &&
            strncmp(path, RULES[r].name, length) == 0) {
            kr_listing_section(listing, RULES[r].name, RULES[r].meaning);
        }
    }
}

void kr_describe_parameters(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {"path", "default", "low",    "high",   "value",
                                        "unit", "mark",    "source", "meaning"};
    static const char *const PLAIN[] = {"path", "default", "low",    "high",
                                        "unit", "mark",    "source", "meaning"};
    struct kr_listing listing;
    const bool values = subject->has_scenario;
    kr_listing_begin(&listing, values ? NAMES : PLAIN, values ? "lrrrrllll" : "lrrrllll",
                     subject->style, stdout);
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    for (size_t i = 0; i < count; i++) {
        parameter_section(&listing, list[i].path, i > 0 ? list[i - 1].path : NULL);
        kr_listing_text(&listing, list[i].path);
        kr_listing_number(&listing, list[i].initial);
        kr_listing_number(&listing, list[i].low);
        kr_listing_number(&listing, list[i].high);
        if (values) {
            struct kr_parameters used = subject->setup->model.parameters;
            kr_listing_number(&listing, *kr_parameter_at(&used, &list[i]));
        }
        kr_listing_text(&listing, list[i].unit);
        kr_listing_text(&listing, kr_mark_word(list[i].mark));
        kr_listing_text(&listing, list[i].source);
        kr_listing_text(&listing, list[i].meaning);
    }
    kr_listing_end(&listing);
}

// By what the target of a kind can be restricted.
static void scope_text(unsigned scope, char *text, size_t size)
{
    if (scope == KR_SCOPE_NONE) {
        (void)snprintf(text, size, "none, the whole economy");
        return;
    }
    if (scope == KR_SCOPE_PERSON) {
        (void)snprintf(text, size, "any");
        return;
    }
    size_t used = 0;
    for (int bit = 0; bit < KR_RESTRICTION_COUNT; bit++) {
        if ((scope >> bit & 1) != 0 && used < size) {
            const int length = snprintf(text + used, size - used, "%s%s",
                                        used > 0 ? ", " : "", kr_restriction_word(bit));
            used += length > 0 ? (size_t)length : 0;
        }
    }
}

void kr_describe_levers(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {"lever", "subject", "how",
                                        "unit",  "rule",    "meaning"};
    static const char *const SUBJECTS[] = {"person", "post", "employer"};
    static const char *const HOW[] = {"factor", "sum"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "llllll", subject->style, stdout);
    for (int l = 0; l < KR_LEVER_COUNT; l++) {
        const struct kr_lever_info *info = kr_lever_info((enum kr_lever)l);
        kr_listing_text(&listing, info->name);
        kr_listing_text(&listing, SUBJECTS[info->subject]);
        kr_listing_text(&listing, HOW[info->how]);
        kr_listing_text(&listing, info->unit);
        kr_listing_text(&listing, info->rule);
        kr_listing_text(&listing, info->meaning);
    }
    kr_listing_end(&listing);
}

// One row per parameter of a kind; the kind itself has a row without a parameter.
void kr_describe_policies(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {"kind", "parameter", "default", "low",
                                        "high", "unit",      "meaning"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "llrrrll", subject->style, stdout);
    size_t count;
    const struct kr_policy_kind *const *kinds = kr_policy_kinds(&count);
    for (size_t k = 0; k < count; k++) {
        char text[1024];
        char scope[256];
        scope_text(kinds[k]->scope, scope, sizeof scope);
        snprintf(text, sizeof text, "%s. Changes: %s. Costs: %s. Target: %s. Rows: %s.",
                 kinds[k]->meaning, kinds[k]->levers, kinds[k]->cost_rule, scope,
                 kinds[k]->documents);
        kr_listing_section(&listing, kinds[k]->name, kinds[k]->meaning);
        kr_listing_text(&listing, kinds[k]->name);
        kr_listing_text(&listing, "");
        for (int c = 0; c < 3; c++) {
            kr_listing_number(&listing, NAN);
        }
        kr_listing_text(&listing, "");
        kr_listing_text(&listing, text);
        for (size_t p = 0; p < kinds[k]->parameter_count; p++) {
            const struct kr_policy_parameter *parameter = &kinds[k]->parameters[p];
            kr_listing_text(&listing, kinds[k]->name);
            kr_listing_text(&listing, parameter->name);
            kr_listing_number(&listing, parameter->initial);
            kr_listing_number(&listing, parameter->low);
            kr_listing_number(&listing, parameter->high);
            kr_listing_text(&listing, parameter->unit);
            kr_listing_text(&listing, parameter->meaning);
        }
    }
    kr_listing_end(&listing);
}

void kr_describe_breakdowns(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {"list", "name", "flows", "vacancies", "meaning"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lllll", subject->style, stdout);
    kr_listing_section(&listing, "axes", "");
    for (int a = 0; a < KR_BREAK_COUNT; a++) {
        const struct kr_breakdown_axis_info *axis =
            kr_breakdown_axis((enum kr_breakdown_axis)a);
        kr_listing_text(&listing, "axis");
        kr_listing_text(&listing, axis->word);
        kr_listing_text(&listing, axis->flow ? "yes" : "no");
        kr_listing_text(&listing, axis->vacancy ? "yes" : "no");
        kr_listing_text(&listing, axis->meaning);
    }
    kr_listing_section(&listing, "measures", "");
    for (int m = 0; m < (int)KR_BREAKDOWN_MEASURES; m++) {
        kr_listing_text(&listing, "measure");
        kr_listing_text(&listing, kr_breakdown_measure_word(m));
        kr_listing_text(&listing, "no");
        kr_listing_text(&listing, m == (int)KR_GIVEN_VACANCIES_OPEN ? "yes" : "no");
        kr_listing_text(&listing, kr_breakdown_measure_meaning(m));
    }
    kr_listing_end(&listing);
}

void kr_describe_phases(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {"number", "phase", "meaning"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "rll", subject->style, stdout);
    for (int p = 0; p < KR_PHASE_COUNT; p++) {
        kr_listing_number(&listing, p);
        kr_listing_text(&listing, kr_phase_name(p));
        kr_listing_text(&listing, kr_phase_meaning(p));
    }
    kr_listing_end(&listing);
}

void kr_describe_state(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {"table", "column", "type", "unit", "meaning"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lllll", subject->style, stdout);
    for (int t = 0; t < KR_WORLD_TABLES; t++) {
        const enum kr_world_table table = (enum kr_world_table)t;
        kr_listing_section(&listing, kr_world_table_name(table),
                           kr_world_table_meaning(table));
        size_t count;
        const struct kr_column *columns = kr_world_table_columns(table, &count);
        for (size_t c = 0; c < count; c++) {
            kr_listing_text(&listing, kr_world_table_name(table));
            kr_listing_text(&listing, columns[c].name);
            kr_listing_text(&listing, kr_type_name(columns[c].type));
            kr_listing_text(&listing, columns[c].unit);
            kr_listing_text(&listing, columns[c].meaning);
        }
    }
    kr_listing_end(&listing);
}

void kr_describe_tables(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {"table", "meaning", "columns"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lll", subject->style, stdout);
    for (int t = 0; t < KR_WORLD_TABLES; t++) {
        const enum kr_world_table table = (enum kr_world_table)t;
        size_t count;
        const struct kr_column *columns = kr_world_table_columns(table, &count);
        char names[2048] = "";
        size_t used = 0;
        for (size_t c = 0; c < count && used < sizeof names; c++) {
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s",
                                     c > 0 ? ", " : "", columns[c].name);
        }
        kr_listing_text(&listing, kr_world_table_name(table));
        kr_listing_text(&listing, kr_world_table_meaning(table));
        kr_listing_text(&listing, names);
    }
    kr_listing_end(&listing);
}

// A list of words with their meanings, as most lists of the program are.
struct word {
    const char *name;
    const char *meaning;
};

static void list_words(const struct kr_subject *subject, const char *head,
                       const struct word *words, size_t count)
{
    const char *const names[] = {head, "meaning"};
    struct kr_listing listing;
    kr_listing_begin(&listing, names, "ll", subject->style, stdout);
    for (size_t i = 0; i < count; i++) {
        kr_listing_text(&listing, words[i].name);
        kr_listing_text(&listing, words[i].meaning);
    }
    kr_listing_end(&listing);
}

#define KR_NAMED_ROW(name, meaning) {#name, meaning},

void kr_describe_hazards(const struct kr_subject *subject)
{
    static const struct word WORDS[] = {
#define KR_HAZARD_ROW(name, word, meaning) {word, meaning},
        KR_HAZARD_LIST(KR_HAZARD_ROW)
#undef KR_HAZARD_ROW
    };
    list_words(subject, "hazard", WORDS, sizeof WORDS / sizeof WORDS[0]);
}

void kr_describe_events(const struct kr_subject *subject)
{
    static const struct {
        const char *name, *unit, *meaning;
    } EVENTS[] = {
#define KR_EVENT_ROW(name, unit, meaning) {#name, unit, meaning},
        KR_EVENT_LIST(KR_EVENT_ROW)
#undef KR_EVENT_ROW
    };
    static const char *const NAMES[] = {"event", "unit", "meaning"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lll", subject->style, stdout);
    for (size_t i = 0; i < sizeof EVENTS / sizeof EVENTS[0]; i++) {
        kr_listing_text(&listing, EVENTS[i].name);
        kr_listing_text(&listing, EVENTS[i].unit);
        kr_listing_text(&listing, EVENTS[i].meaning);
    }
    kr_listing_end(&listing);
}

void kr_describe_uses(const struct kr_subject *subject)
{
    static const struct word QUARTER[] = {KR_USE_LIST(KR_NAMED_ROW)};
    static const struct word START[] = {KR_POPULATION_USE_LIST(KR_NAMED_ROW)};
    static const char *const NAMES[] = {"part", "number", "use", "meaning"};
    static const struct {
        const char *part, *meaning;
        const struct word *words;
        size_t count;
        int before; // number of the use before the first
    } PARTS[] = {
        {"quarter", "draws of the phases", QUARTER, sizeof QUARTER / sizeof QUARTER[0],
         KR_USE_NONE},
        {"start", "draws of the starting population", START,
         sizeof START / sizeof START[0], KR_POPULATION_FIRST},
    };
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lrll", subject->style, stdout);
    for (size_t p = 0; p < sizeof PARTS / sizeof PARTS[0]; p++) {
        kr_listing_section(&listing, PARTS[p].part, PARTS[p].meaning);
        for (size_t i = 0; i < PARTS[p].count; i++) {
            kr_listing_text(&listing, PARTS[p].part);
            kr_listing_number(&listing, PARTS[p].before + 1 + (double)i);
            kr_listing_text(&listing, PARTS[p].words[i].name);
            kr_listing_text(&listing, PARTS[p].words[i].meaning);
        }
    }
    kr_listing_end(&listing);
}

void kr_describe_tallies(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {"table", "rows", "columns", "meaning"};
    static const struct {
        const char *name, *rows, *columns, *meaning;
    } TALLIES[] = {
#define KR_TALLY_ROW(name, rows, columns, meaning) {#name, #rows, #columns, meaning},
        KR_TALLY_LIST(KR_TALLY_ROW)
#undef KR_TALLY_ROW
    };
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "llll", subject->style, stdout);
    for (size_t i = 0; i < sizeof TALLIES / sizeof TALLIES[0]; i++) {
        kr_listing_text(&listing, TALLIES[i].name);
        kr_listing_text(&listing, TALLIES[i].rows);
        kr_listing_text(&listing, TALLIES[i].columns);
        kr_listing_text(&listing, TALLIES[i].meaning);
    }
    kr_listing_end(&listing);
}

void kr_describe_indicators(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {"indicator", "target", "unit", "meaning"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "llll", subject->style, stdout);
    size_t count;
    const struct kr_indicator *list = kr_indicator_list(&count);
    for (size_t i = 0; i < count; i++) {
        kr_listing_text(&listing, list[i].name);
        kr_listing_text(&listing, list[i].target);
        kr_listing_text(&listing, list[i].unit);
        kr_listing_text(&listing, list[i].meaning);
    }
    kr_listing_end(&listing);
}
