// Policies of a scenario: their keys and the order of their dates.
#include "base/hash.h"
#include "scenarios/policies/policies.h"
#include "scenarios/reader.h"
#include "scenarios/values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NEVER_ENDS = INT16_MAX };

// The last quarter of the starting state; policies act later.
static kr_quarter state_quarter(const struct kr_reader *reader)
{
    const struct kr_constants *constants = &reader->country->constants;
    return kr_quarter_of((int)constants->start_year, (int)constants->start_quarter);
}

// Kind and name are read before the other keys.
static void apply_kind(struct kr_reader *reader, struct kr_draft *draft,
                       const struct kr_yaml *node)
{
    (void)reader;
    (void)draft;
    (void)node;
}

static void apply_name(struct kr_reader *reader, struct kr_draft *draft,
                       const struct kr_yaml *node)
{
    (void)reader;
    (void)draft;
    (void)node;
}

static void apply_target(struct kr_reader *reader, struct kr_draft *draft,
                         const struct kr_yaml *node)
{
    kr_apply_target(reader, draft, node);
}

static void apply_announced(struct kr_reader *reader, struct kr_draft *draft,
                            const struct kr_yaml *node)
{
    if (kr_read_quarter(reader, "announced", node, &draft->policy.announced)) {
        draft->announced = true;
        draft->announced_place = node->place;
    }
}

static void apply_start(struct kr_reader *reader, struct kr_draft *draft,
                        const struct kr_yaml *node)
{
    draft->start_place = node->place;
    (void)kr_read_quarter(reader, "start", node, &draft->policy.start);
}

static void apply_end(struct kr_reader *reader, struct kr_draft *draft,
                      const struct kr_yaml *node)
{
    (void)kr_read_quarter(reader, "end", node, &draft->policy.end);
}

static void apply_ramp(struct kr_reader *reader, struct kr_draft *draft,
                       const struct kr_yaml *node)
{
    static const struct kr_quantity RAMP = {"ramp", "quarters", 0, 400, true};
    double value;
    if (kr_read_quantity(reader, &RAMP, node, &value)) {
        draft->policy.ramp = (int)value;
    }
}

static const struct kr_quantity STRENGTH = {"strength", "share", 0, 10, false};

// {2026Q1: 0.5, 2027Q1: 1}: from each quarter on; before the first it is that of the
// first.
static void apply_steps(struct kr_reader *reader, struct kr_policy *policy,
                        const struct kr_yaml *node)
{
    for (size_t i = 0; i < node->count; i++) {
        const struct kr_yaml_entry *entry = &node->entries[i];
        const struct kr_yaml when = {
            .kind = KR_YAML_TEXT, .text = entry->key, .place = entry->key_place};
        struct kr_strength_step step;
        if (policy->steps == KR_MOST_STEPS) {
            kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_OUT_OF_RANGE),
                        entry->key_place, "found more than %d steps of strength",
                        KR_MOST_STEPS);
            return;
        }
        if (!kr_read_quarter(reader, "strength", &when, &step.from) ||
            !kr_read_quantity(reader, &STRENGTH, entry->value, &step.strength)) {
            return;
        }
        if (policy->steps > 0 && step.from <= policy->step[policy->steps - 1].from) {
            kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_QUARTER_ORDER),
                        entry->key_place,
                        "found strength from %s on after a later quarter, expected "
                        "quarters in order",
                        entry->key);
            return;
        }
        policy->step[policy->steps++] = step;
    }
    if (policy->steps > 0) {
        policy->strength = policy->step[0].strength;
    }
}

static void apply_strength(struct kr_reader *reader, struct kr_draft *draft,
                           const struct kr_yaml *node)
{
    struct kr_policy *policy = &draft->policy;
    policy->steps = 0;
    if (node->kind == KR_YAML_MAP) {
        apply_steps(reader, policy, node);
        return;
    }
    (void)kr_read_quantity(reader, &STRENGTH, node, &policy->strength);
}

static void apply_reach(struct kr_reader *reader, struct kr_draft *draft,
                        const struct kr_yaml *node)
{
    static const struct kr_quantity REACH = {"reach", "share", 0, 1, false};
    (void)kr_read_quantity(reader, &REACH, node, &draft->policy.reach);
}

static void apply_awareness(struct kr_reader *reader, struct kr_draft *draft,
                            const struct kr_yaml *node)
{
    static const struct kr_quantity AWARENESS = {"awareness", "share", 0, 1, false};
    (void)kr_read_quantity(reader, &AWARENESS, node, &draft->policy.awareness);
}

static void apply_capacity(struct kr_reader *reader, struct kr_draft *draft,
                           const struct kr_yaml *node)
{
    static const struct kr_quantity CAPACITY = {"capacity", "persons", 0, 1e9, false};
    (void)kr_read_quantity(reader, &CAPACITY, node, &draft->policy.capacity);
}

static void apply_unit_cost(struct kr_reader *reader, struct kr_draft *draft,
                            const struct kr_yaml *node)
{
    static const struct kr_quantity COST = {"unit_cost", "euro", 0, 1e7, false};
    (void)kr_read_quantity(reader, &COST, node, &draft->policy.unit_cost);
}

static void apply_payer(struct kr_reader *reader, struct kr_draft *draft,
                        const struct kr_yaml *node)
{
#define KR_WORD(name, word, meaning) word,
    static const char *const WORDS[] = {KR_PAYER_LIST(KR_WORD)};
#undef KR_WORD
    const int payer = kr_read_word(reader, "payer", node, WORDS, KR_PAYER_COUNT);
    if (payer != KR_NONE) {
        draft->policy.payer = (enum kr_payer)payer;
    }
}

static const struct kr_key KEYS[] = {
#define KR_KEY(name, meaning) {#name, (meaning), apply_##name},
    KR_POLICY_KEY_LIST(KR_KEY)
#undef KR_KEY
};
enum { KEY_COUNT = sizeof KEYS / sizeof KEYS[0] };

// A parameter of the policy's own kind; false when it has none of this name.
static bool apply_own_parameter(struct kr_reader *reader, struct kr_draft *draft,
                                const char *name, const struct kr_yaml *node)
{
    const struct kr_policy_kind *kind = draft->policy.kind;
    for (size_t i = 0; i < kind->parameter_count; i++) {
        const struct kr_policy_parameter *parameter = &kind->parameters[i];
        if (strcmp(parameter->name, name) == 0) {
            const struct kr_quantity quantity = {
                .name = parameter->name,
                .unit = parameter->unit,
                .low = parameter->low,
                .high = parameter->high,
                .whole = strcmp(parameter->unit, "quarters") == 0,
            };
            (void)kr_read_quantity(reader, &quantity, node, &draft->policy.parameter[i]);
            return true;
        }
    }
    return false;
}

void kr_apply_policy_key(struct kr_reader *reader, struct kr_draft *draft,
                         const char *key, struct kr_place place,
                         const struct kr_yaml *node)
{
    const struct kr_key *common = kr_find_key(KEYS, KEY_COUNT, key);
    if (common != NULL) {
        common->apply(reader, draft, node);
        return;
    }
    // Without a kind its parameters are not known.
    const struct kr_policy_kind *kind = draft->policy.kind;
    if (kind == NULL || apply_own_parameter(reader, draft, key, node)) {
        return;
    }
    const char *names[KEY_COUNT + KR_POLICY_PARAMETERS];
    size_t count = 0;
    for (size_t i = 0; i < kind->parameter_count; i++) {
        names[count++] = kind->parameters[i].name;
    }
    for (size_t i = 0; i < KEY_COUNT; i++) {
        names[count++] = KEYS[i].name;
    }
    char what[128];
    (void)snprintf(what, sizeof what, "a policy of kind %s", kind->name);
    kr_report_unknown_key(reader, what, key, place, names, count);
}

// The kind of a policy, or NULL after a report.
static const struct kr_policy_kind *read_kind(struct kr_reader *reader,
                                              const struct kr_yaml *policy)
{
    enum { MOST_KINDS = 64 };
    const struct kr_yaml *node = kr_yaml_find(policy, "kind");
    if (node == NULL) {
        kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_MISSING_KEY), policy->place,
                    "found a policy without kind, expected `kind:` and one of those in "
                    "krapte describe policies");
        return NULL;
    }
    size_t count;
    const struct kr_policy_kind *const *kinds = kr_policy_kinds(&count);
    const char *names[MOST_KINDS];
    for (size_t i = 0; i < count && i < MOST_KINDS; i++) {
        names[i] = kinds[i]->name;
    }
    const int code = kr_read_word(reader, "kind", node, names, count);
    return code != KR_NONE ? kinds[code] : NULL;
}

// The name of a policy, by default that of its kind; NULL after a report.
static const char *read_name(struct kr_reader *reader, const struct kr_yaml *policy,
                             const struct kr_policy_kind *kind)
{
    enum { LONGEST = 63 };
    const struct kr_yaml *node = kr_yaml_find(policy, "name");
    if (node == NULL) {
        return kind != NULL ? kind->name : NULL;
    }
    if (!kr_expect(reader, node, KR_YAML_TEXT, "name")) {
        return NULL;
    }
    if (!kr_is_name(node->text, LONGEST)) {
        kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_BAD_NAME), node->place,
                    "found the name \"%s\", expected 1 to %d letters, digits, _ or -",
                    node->text, LONGEST);
        return NULL;
    }
    return node->text;
}

struct kr_draft *kr_find_draft(struct kr_reader *reader, const char *name)
{
    for (size_t i = 0; i < reader->draft_count; i++) {
        if (strcmp(reader->drafts[i].policy.name, name) == 0) {
            return &reader->drafts[i];
        }
    }
    return NULL;
}

static struct kr_draft *add_draft(struct kr_reader *reader)
{
    if (reader->draft_count == reader->draft_room) {
        const size_t room = reader->draft_room == 0 ? 8 : reader->draft_room * 2;
        struct kr_draft *grown = realloc(reader->drafts, room * sizeof *grown);
        if (grown == NULL) {
            reader->out_of_memory = true;
            return NULL;
        }
        reader->drafts = grown;
        reader->draft_room = room;
    }
    return &reader->drafts[reader->draft_count++];
}

// A policy as it is before its keys are applied.
static void reset_draft(const struct kr_reader *reader, struct kr_draft *draft,
                        const struct kr_policy_kind *kind, const char *name)
{
    *draft = (struct kr_draft){.policy = {.kind = kind,
                                          .end = NEVER_ENDS,
                                          .strength = 1.0,
                                          .reach = 1.0,
                                          .awareness = 1.0,
                                          .payer = KR_STATE}};
    (void)snprintf(draft->policy.name, sizeof draft->policy.name, "%s", name);
    draft->policy.id = kr_hash_bytes(0, name, strlen(name));
    if (reader->country != NULL) {
        draft->policy.start = (kr_quarter)(state_quarter(reader) + 1);
    }
    for (size_t i = 0; kind != NULL && i < kind->parameter_count; i++) {
        draft->policy.parameter[i] = kind->parameters[i].initial;
    }
    kr_target_everybody(draft);
}

// A new draft, or that of the same name in a file this one extends.
static struct kr_draft *draft_of(struct kr_reader *reader, const char *name,
                                 const struct kr_yaml *list, const struct kr_yaml *policy)
{
    struct kr_draft *draft = kr_find_draft(reader, name);
    if (draft != NULL && draft->list == list) {
        kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_DUPLICATE_NAME), policy->place,
                    "found a second policy with the name \"%s\", expected different "
                    "names; the first is on line %d",
                    name, draft->place.line);
    }
    return draft != NULL ? draft : add_draft(reader);
}

static void apply_policy(struct kr_reader *reader, const struct kr_yaml *list,
                         const struct kr_yaml *policy)
{
    if (!kr_expect(reader, policy, KR_YAML_MAP, "a policy")) {
        return;
    }
    const struct kr_policy_kind *kind = read_kind(reader, policy);
    const char *name = read_name(reader, policy, kind);

    // A policy without kind or name is still looked through for mistakes.
    struct kr_draft spare;
    const bool whole = kind != NULL && name != NULL;
    struct kr_draft *draft = whole ? draft_of(reader, name, list, policy) : &spare;
    if (draft == NULL) {
        return;
    }
    reset_draft(reader, draft, kind, name != NULL ? name : "");
    draft->list = list;
    draft->place = policy->place;
    draft->start_place = policy->place;
    for (size_t i = 0; i < policy->count; i++) {
        const struct kr_yaml_entry *entry = &policy->entries[i];
        kr_apply_policy_key(reader, draft, entry->key, entry->key_place, entry->value);
    }
}

void kr_apply_policies(struct kr_reader *reader, const struct kr_yaml *node)
{
    if (kr_expect(reader, node, KR_YAML_LIST, "policies")) {
        for (size_t i = 0; i < node->count; i++) {
            apply_policy(reader, node, node->entries[i].value);
        }
    }
}

// state < announced <= start < end
static void check_dates(struct kr_reader *reader, struct kr_draft *draft)
{
    struct kr_policy *policy = &draft->policy;
    if (!draft->announced) {
        policy->announced = policy->start;
        draft->announced_place = draft->start_place;
    }
    const kr_quarter first = (kr_quarter)(state_quarter(reader) + 1);
    if (policy->announced < first) {
        kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_OUT_OF_RANGE),
                    draft->announced_place,
                    "found policy %s announced in %dQ%d, expected the first quarter of "
                    "the run, %dQ%d, or later",
                    policy->name, kr_quarter_year(policy->announced),
                    kr_quarter_number(policy->announced), kr_quarter_year(first),
                    kr_quarter_number(first));
    }
    if (policy->announced > policy->start || policy->start >= policy->end) {
        kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_QUARTER_ORDER),
                    draft->start_place,
                    "found policy %s announced %dQ%d, start %dQ%d, end %dQ%d, expected "
                    "announced <= start < end",
                    policy->name, kr_quarter_year(policy->announced),
                    kr_quarter_number(policy->announced), kr_quarter_year(policy->start),
                    kr_quarter_number(policy->start), kr_quarter_year(policy->end),
                    kr_quarter_number(policy->end));
    }
}

static void add_words(char *text, size_t size, unsigned bits)
{
    size_t used = 0;
    text[0] = '\0';
    for (int bit = 0; bit < KR_RESTRICTION_COUNT; bit++) {
        if ((bits >> bit & 1) != 0 && used < size) {
            const int length = snprintf(text + used, size - used, "%s%s",
                                        used > 0 ? ", " : "", kr_restriction_word(bit));
            used += length > 0 ? (size_t)length : 0;
        }
    }
}

// A kind says by what its target can be restricted.
static void refuse_target(struct kr_reader *reader, const struct kr_draft *draft)
{
    char wrong[256];
    char right[256];
    const unsigned bits = kr_policy_refuses(&draft->policy);
    if (bits == 0) {
        return;
    }
    add_words(wrong, sizeof wrong, bits);
    add_words(right, sizeof right, draft->policy.kind->scope);
    kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_BAD_TARGET), draft->place,
                "found policy %s of kind %s with a target by %s, expected %s%s",
                draft->policy.name, draft->policy.kind->name, wrong,
                right[0] != '\0' ? "at most " : "none: it works on the whole economy",
                right);
}

static int compare_policies(const void *a, const void *b)
{
    const struct kr_policy *left = a;
    const struct kr_policy *right = b;
    if (left->id != right->id) {
        return left->id < right->id ? -1 : 1;
    }
    return strcmp(left->name, right->name);
}

void kr_finish_policies(struct kr_reader *reader)
{
    struct kr_scenario *scenario = reader->scenario;
    // Without a pack neither names nor dates can be checked.
    if (reader->country == NULL || reader->draft_count == 0) {
        return;
    }
    scenario->policies = calloc(reader->draft_count, sizeof *scenario->policies);
    if (scenario->policies == NULL) {
        reader->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < reader->draft_count; i++) {
        struct kr_draft *draft = &reader->drafts[i];
        check_dates(reader, draft);
        kr_finish_target(draft);
        refuse_target(reader, draft);
        scenario->policies[i] = draft->policy;
    }
    scenario->policy_count = (int)reader->draft_count;
    qsort(scenario->policies, reader->draft_count, sizeof *scenario->policies,
          compare_policies);
}
