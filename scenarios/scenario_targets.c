// Whom a policy addresses: names to bits.
#include "scenarios/reader.h"
#include "scenarios/values.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_WEEK = 168, OLDEST = 130, LONG = 400, LARGEST = 1000000 };

static void set_bit(uint64_t set[KR_TARGET_WORDS], int code)
{
    set[code / 64] |= UINT64_C(1) << (code % 64);
}

// Sets the bit of each name in a node: one name, a list of them, `all` or `none`.
static void read_names(struct kr_reader *reader, const char *what,
                       const struct kr_yaml *node, const char *const *words, size_t count,
                       uint64_t set[KR_TARGET_WORDS])
{
    memset(set, 0, KR_TARGET_WORDS * sizeof *set);
    if (node->kind == KR_YAML_LIST) {
        for (size_t i = 0; i < node->count; i++) {
            const int code =
                kr_read_word(reader, what, node->entries[i].value, words, count);
            if (code != KR_NONE) {
                set_bit(set, code);
            }
        }
        return;
    }
    const bool is_text = node->kind == KR_YAML_TEXT;
    if (is_text && strcmp(node->text, "none") == 0) {
        return;
    }
    if (is_text && strcmp(node->text, "all") == 0) {
        for (size_t code = 0; code < count; code++) {
            set_bit(set, (int)code);
        }
        return;
    }
    const int code = kr_read_word(reader, what, node, words, count);
    if (code != KR_NONE) {
        set_bit(set, code);
    }
}

static void apply_sectors(struct kr_reader *reader, struct kr_draft *draft,
                          const struct kr_yaml *node)
{
    const struct kr_country *country = reader->country;
    const char *words[KR_MOST_IDS];
    for (int i = 0; country != NULL && i < country->sectors; i++) {
        words[i] = country->sector[i].label.id;
    }
    if (country != NULL) {
        read_names(reader, "sectors", node, words, (size_t)country->sectors,
                   draft->policy.target.sectors);
    }
    draft->said |= KR_SAID_SECTORS;
}

// Sectors of the kinds named; sectors named themselves come on top.
static void apply_kinds(struct kr_reader *reader, struct kr_draft *draft,
                        const struct kr_yaml *node)
{
#define KR_WORD(name, word, meaning) word,
    static const char *const KINDS[] = {KR_SECTOR_KIND_LIST(KR_WORD)};
#undef KR_WORD
    uint64_t kinds[KR_TARGET_WORDS];
    read_names(reader, "kinds", node, KINDS, KR_SECTOR_KIND_COUNT, kinds);
    const struct kr_country *country = reader->country;
    memset(draft->kind_sectors, 0, sizeof draft->kind_sectors);
    for (int i = 0; country != NULL && i < country->sectors; i++) {
        if ((kinds[0] >> country->sector[i].kind & 1) != 0) {
            set_bit(draft->kind_sectors, i);
        }
    }
    draft->said |= KR_SAID_SECTORS;
}

static void apply_occupations(struct kr_reader *reader, struct kr_draft *draft,
                              const struct kr_yaml *node)
{
    const struct kr_country *country = reader->country;
    const char *words[KR_MOST_IDS];
    for (int i = 0; country != NULL && i < country->occupations; i++) {
        words[i] = country->occupation[i].label.id;
    }
    if (country != NULL) {
        read_names(reader, "occupations", node, words, (size_t)country->occupations,
                   draft->policy.target.occupations);
    }
    draft->said |= KR_SAID_OCCUPATIONS;
}

static void apply_regions(struct kr_reader *reader, struct kr_draft *draft,
                          const struct kr_yaml *node)
{
    const struct kr_country *country = reader->country;
    const char *words[KR_MOST_IDS];
    for (int i = 0; country != NULL && i < country->regions; i++) {
        words[i] = country->region[i].label.id;
    }
    if (country != NULL) {
        read_names(reader, "regions", node, words, (size_t)country->regions,
                   draft->policy.target.regions);
    }
    draft->said |= KR_SAID_REGIONS;
}

#define KR_WORD(name, word, meaning) word,

static void apply_education(struct kr_reader *reader, struct kr_draft *draft,
                            const struct kr_yaml *node)
{
    static const char *const WORDS[] = {KR_EDUCATION_LIST(KR_WORD)};
    uint64_t set[KR_TARGET_WORDS];
    read_names(reader, "education", node, WORDS, KR_EDUCATION_COUNT, set);
    draft->policy.target.education = set[0];
    draft->said |= KR_SAID_EDUCATION;
}

static void apply_sex(struct kr_reader *reader, struct kr_draft *draft,
                      const struct kr_yaml *node)
{
    static const char *const WORDS[] = {KR_SEX_LIST(KR_WORD)};
    uint64_t set[KR_TARGET_WORDS];
    read_names(reader, "sex", node, WORDS, KR_SEX_COUNT, set);
    draft->policy.target.sexes = set[0];
    draft->said |= KR_SAID_SEX;
}

static void apply_partner(struct kr_reader *reader, struct kr_draft *draft,
                          const struct kr_yaml *node)
{
    static const char *const WORDS[] = {KR_PARTNER_LIST(KR_WORD)};
    uint64_t set[KR_TARGET_WORDS];
    read_names(reader, "partner", node, WORDS, KR_PARTNER_COUNT, set);
    draft->policy.target.partners = set[0];
    draft->said |= KR_SAID_PARTNER;
}

static void apply_status(struct kr_reader *reader, struct kr_draft *draft,
                         const struct kr_yaml *node)
{
    static const char *const WORDS[] = {KR_STATUS_LIST(KR_WORD)};
    uint64_t set[KR_TARGET_WORDS];
    read_names(reader, "status", node, WORDS, KR_STATUS_COUNT, set);
    draft->policy.target.statuses = set[0];
    draft->said |= KR_SAID_STATUS;
}

static void apply_contract(struct kr_reader *reader, struct kr_draft *draft,
                           const struct kr_yaml *node)
{
    static const char *const WORDS[] = {KR_CONTRACT_LIST(KR_WORD)};
    uint64_t set[KR_TARGET_WORDS];
    read_names(reader, "contract", node, WORDS, KR_CONTRACT_COUNT, set);
    draft->policy.target.contracts = set[0];
    draft->said |= KR_SAID_CONTRACT;
}

static void apply_benefit(struct kr_reader *reader, struct kr_draft *draft,
                          const struct kr_yaml *node)
{
    static const char *const WORDS[] = {KR_BENEFIT_LIST(KR_WORD)};
    uint64_t set[KR_TARGET_WORDS];
    read_names(reader, "benefit", node, WORDS, KR_BENEFIT_COUNT, set);
    draft->policy.target.benefits = set[0];
    draft->said |= KR_SAID_BENEFIT;
}

static void apply_notice(struct kr_reader *reader, struct kr_draft *draft,
                         const struct kr_yaml *node)
{
    static const char *const WORDS[] = {KR_NOTICE_LIST(KR_WORD)};
    uint64_t set[KR_TARGET_WORDS];
    read_names(reader, "notice", node, WORDS, KR_NOTICE_COUNT, set);
    draft->policy.target.notices = set[0];
    draft->said |= KR_SAID_NOTICE;
}

#undef KR_WORD

static void apply_groups(struct kr_reader *reader, struct kr_draft *draft,
                         const struct kr_yaml *node)
{
    // In the order of the flags' bits.
    static const char *const WORDS[] = {"permit", "labour_migrant", "jobs_agreement",
                                        "study_migrant"};
    _Static_assert(KR_GROUP_PERMIT == 1 && KR_GROUP_LABOUR_MIGRANT == 2 &&
                       KR_GROUP_JOBS_AGREEMENT == 4 && KR_GROUP_STUDY_MIGRANT == 8,
                   "words are in the order of the bits");
    uint64_t set[KR_TARGET_WORDS];
    read_names(reader, "groups", node, WORDS, sizeof WORDS / sizeof WORDS[0], set);
    draft->policy.target.groups = set[0];
    draft->said |= KR_SAID_GROUPS;
}

// [from, to] with to exclusive.
static void read_span(struct kr_reader *reader, const struct kr_quantity *quantity,
                      const struct kr_yaml *node, struct kr_span *span)
{
    if (!kr_expect(reader, node, KR_YAML_LIST, quantity->name)) {
        return;
    }
    if (node->count != 2) {
        kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_WRONG_TYPE), node->place,
                    "found %zu values for %s, expected two: [from, to]", node->count,
                    quantity->name);
        return;
    }
    double first;
    double last;
    const bool has_first =
        kr_read_quantity(reader, quantity, node->entries[0].value, &first);
    const bool has_last =
        kr_read_quantity(reader, quantity, node->entries[1].value, &last);
    if (!has_first || !has_last) {
        return;
    }
    if (first >= last) {
        kr_diag_add(reader->diag, kr_diagnostic_code(KR_D_OUT_OF_RANGE), node->place,
                    "found [%d, %d] for %s, expected from below to; to itself is left "
                    "out",
                    (int)first, (int)last, quantity->name);
        return;
    }
    *span = (struct kr_span){(int)first, (int)last};
}

static void apply_age(struct kr_reader *reader, struct kr_draft *draft,
                      const struct kr_yaml *node)
{
    static const struct kr_quantity AGE = {"age", "years", 0, OLDEST + 1, true};
    read_span(reader, &AGE, node, &draft->policy.target.age);
}

static void apply_hours(struct kr_reader *reader, struct kr_draft *draft,
                        const struct kr_yaml *node)
{
    static const struct kr_quantity HOURS = {"hours", "hours", 0, LONGEST_WEEK + 1, true};
    read_span(reader, &HOURS, node, &draft->policy.target.hours);
}

static void apply_tenure(struct kr_reader *reader, struct kr_draft *draft,
                         const struct kr_yaml *node)
{
    static const struct kr_quantity TENURE = {"tenure", "quarters", 0, LONG, true};
    read_span(reader, &TENURE, node, &draft->policy.target.tenure);
}

static void apply_duration(struct kr_reader *reader, struct kr_draft *draft,
                           const struct kr_yaml *node)
{
    static const struct kr_quantity DURATION = {"duration", "quarters", 0, LONG, true};
    read_span(reader, &DURATION, node, &draft->policy.target.duration);
}

static void apply_employer_size(struct kr_reader *reader, struct kr_draft *draft,
                                const struct kr_yaml *node)
{
    static const struct kr_quantity SIZE = {"employer_size", "persons", 0, LARGEST, true};
    read_span(reader, &SIZE, node, &draft->policy.target.employer_size);
}

static void apply_youngest_child(struct kr_reader *reader, struct kr_draft *draft,
                                 const struct kr_yaml *node)
{
    static const struct kr_quantity CHILD = {"youngest_child", "years", 0, OLDEST, true};
    read_span(reader, &CHILD, node, &draft->policy.target.youngest_child);
}

static const struct kr_key KEYS[] = {
#define KR_KEY(name, meaning) {#name, (meaning), apply_##name},
    KR_TARGET_KEY_LIST(KR_KEY)
#undef KR_KEY
};

void kr_target_everybody(struct kr_draft *draft)
{
    draft->policy.target = (struct kr_target){.nobody = false};
    memset(draft->kind_sectors, 0, sizeof draft->kind_sectors);
    draft->said = 0;
}

void kr_apply_target(struct kr_reader *reader, struct kr_draft *draft,
                     const struct kr_yaml *node)
{
    static const char *const WORDS[] = {"all", "none"};
    kr_target_everybody(draft);
    if (node->kind == KR_YAML_MAP) {
        kr_apply_map(reader, draft, "target", node, KEYS, sizeof KEYS / sizeof KEYS[0]);
        return;
    }
    const bool is_empty_list = node->kind == KR_YAML_LIST && node->count == 0;
    if (is_empty_list || kr_read_word(reader, "target", node, WORDS, 2) == 1) {
        draft->said = KR_SAID_NONE;
    }
}

void kr_apply_target_key(struct kr_reader *reader, struct kr_draft *draft,
                         const char *key, struct kr_place place,
                         const struct kr_yaml *node)
{
    struct kr_yaml_entry entry = {.key = key, .key_place = place};
    struct kr_yaml value = *node;
    entry.value = &value;
    const struct kr_yaml map = {.kind = KR_YAML_MAP, .entries = &entry, .count = 1};
    kr_apply_map(reader, draft, "target", &map, KEYS, sizeof KEYS / sizeof KEYS[0]);
}

static bool is_empty(const uint64_t set[KR_TARGET_WORDS])
{
    uint64_t bits = 0;
    for (int w = 0; w < KR_TARGET_WORDS; w++) {
        bits |= set[w];
    }
    return bits == 0;
}

void kr_finish_target(struct kr_draft *draft)
{
    struct kr_target *target = &draft->policy.target;
    for (int w = 0; w < KR_TARGET_WORDS; w++) {
        target->sectors[w] |= draft->kind_sectors[w];
    }
    // What was said and came out empty addresses nobody; what was not said everybody.
    const bool empty[] = {
        (draft->said & KR_SAID_SECTORS) != 0 && is_empty(target->sectors),
        (draft->said & KR_SAID_OCCUPATIONS) != 0 && is_empty(target->occupations),
        (draft->said & KR_SAID_REGIONS) != 0 && is_empty(target->regions),
        (draft->said & KR_SAID_EDUCATION) != 0 && target->education == 0,
        (draft->said & KR_SAID_SEX) != 0 && target->sexes == 0,
        (draft->said & KR_SAID_GROUPS) != 0 && target->groups == 0,
        (draft->said & KR_SAID_PARTNER) != 0 && target->partners == 0,
        (draft->said & KR_SAID_STATUS) != 0 && target->statuses == 0,
        (draft->said & KR_SAID_CONTRACT) != 0 && target->contracts == 0,
        (draft->said & KR_SAID_BENEFIT) != 0 && target->benefits == 0,
        (draft->said & KR_SAID_NOTICE) != 0 && target->notices == 0,
        (draft->said & KR_SAID_NONE) != 0,
    };
    target->nobody = false;
    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
        target->nobody = target->nobody || empty[i];
    }
}
