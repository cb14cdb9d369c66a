// A scenario while it is being read. Used by scenarios/scenario*.c and quantity.c only.
#ifndef KR_SCENARIOS_READER_H
#define KR_SCENARIOS_READER_H

#include "scenarios/diagnostics.h"
#include "scenarios/scenario.h"
#include "scenarios/yaml.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    KR_MOST_SOURCES = 16, // files in a chain of `extends`
    KR_MOST_IDS = 256,    // regions, sectors ... that a target can name
};

// A file of the chain.
struct kr_source {
    char *path;
    char *real_path; // to find a chain that bites its tail
    char *text;
    size_t size;
    struct kr_yaml_document document;
};

// --set path=value, split.
struct kr_assignment {
    char *text; // owned; `path` and `value.text` point into it
    const char *path;
    struct kr_place place;
    struct kr_yaml value;
};

// A key of `target` that a policy has given.
enum kr_target_said {
    KR_SAID_SECTORS = 1, // or kinds
    KR_SAID_OCCUPATIONS = 2,
    KR_SAID_REGIONS = 4,
    KR_SAID_EDUCATION = 8,
    KR_SAID_SEX = 16,
    KR_SAID_GROUPS = 32,
    KR_SAID_NONE = 64, // target: none
    KR_SAID_PARTNER = 128,
    KR_SAID_STATUS = 256,
    KR_SAID_CONTRACT = 512,
    KR_SAID_BENEFIT = 1024,
    KR_SAID_NOTICE = 2048,
};

// A policy that may still be changed by --set.
struct kr_draft {
    struct kr_policy policy;
    uint64_t kind_sectors[KR_TARGET_WORDS]; // sectors of the kinds in `target`
    unsigned said;                          // kr_target_said
    bool announced;                         // its own date is given
    const struct kr_yaml *list;             // where it was written, to find equal names
    struct kr_place place;
    struct kr_place start_place;
    struct kr_place announced_place;
};

struct kr_reader {
    struct kr_scenario *scenario;
    const struct kr_country *country; // NULL when the pack could not be read
    struct kr_diag *diag;
    struct kr_source sources[KR_MOST_SOURCES]; // the scenario, then what it extends
    size_t source_count;
    bool chain_broken;     // a file of the chain is missing or is not YAML
    bool at_main;          // the scenario's own file is being applied, or --set
    struct kr_place *said; // [parameter] where it was last given; file NULL when never
    struct kr_draft *drafts;
    size_t draft_count, draft_room;
    struct kr_assignment *assignments;
    size_t assignment_count;
    struct kr_place quarters_place;
    bool out_of_memory;
};

// A key of a map: how its value is applied.
struct kr_key {
    const char *name;
    const char *meaning;
    void (*apply)(struct kr_reader *reader, struct kr_draft *draft,
                  const struct kr_yaml *node);
};

// Reports a key that does not exist, with the nearest of `names`.
void kr_report_unknown_key(struct kr_reader *reader, const char *what, const char *key,
                           struct kr_place place, const char *const *names, size_t count);

// Applies all entries of a map by a list of keys; `what` names the map in messages.
void kr_apply_map(struct kr_reader *reader, struct kr_draft *draft, const char *what,
                  const struct kr_yaml *map, const struct kr_key *keys, size_t count);
const struct kr_key *kr_find_key(const struct kr_key *keys, size_t count,
                                 const char *name);

// Checks what a node is; reports and returns false when it is something else.
bool kr_expect(struct kr_reader *reader, const struct kr_yaml *node,
               enum kr_yaml_kind kind, const char *what);

// A number with or without its unit.
struct kr_quantity {
    const char *name;
    const char *unit;
    double low, high;
    bool whole;
};
bool kr_read_quantity(struct kr_reader *reader, const struct kr_quantity *quantity,
                      const struct kr_yaml *node, double *value);
bool kr_read_u64(struct kr_reader *reader, const char *name, const struct kr_yaml *node,
                 uint64_t *value);
bool kr_read_quarter(struct kr_reader *reader, const char *name,
                     const struct kr_yaml *node, kr_quarter *value);

// Place of the node's text in `words`, or KR_NONE after a report.
int kr_read_word(struct kr_reader *reader, const char *name, const struct kr_yaml *node,
                 const char *const *words, size_t count);

// The keys of a scenario file (scenario_keys.c); false for a name that does not exist.
void kr_apply_source(struct kr_reader *reader, const struct kr_yaml *root);
bool kr_apply_scenario_key(struct kr_reader *reader, const char *name,
                           const struct kr_yaml *node);
bool kr_apply_parameter(struct kr_reader *reader, const char *path,
                        const struct kr_yaml *node);
size_t kr_parameter_paths(const char **names, size_t room);

// Policies and their targets (scenario_policies.c, scenario_targets.c).
void kr_apply_policies(struct kr_reader *reader, const struct kr_yaml *node);
void kr_apply_policy_key(struct kr_reader *reader, struct kr_draft *draft,
                         const char *key, struct kr_place place,
                         const struct kr_yaml *node);
struct kr_draft *kr_find_draft(struct kr_reader *reader, const char *name);
void kr_finish_policies(struct kr_reader *reader);
void kr_apply_target(struct kr_reader *reader, struct kr_draft *draft,
                     const struct kr_yaml *node);
void kr_apply_target_key(struct kr_reader *reader, struct kr_draft *draft,
                         const char *key, struct kr_place place,
                         const struct kr_yaml *node);
void kr_target_everybody(struct kr_draft *draft);
void kr_finish_target(struct kr_draft *draft);

// What the result file holds (scenario_output.c).
void kr_apply_output(struct kr_reader *reader, const struct kr_yaml *node);

// --set (scenario_sets.c).
void kr_split_assignments(struct kr_reader *reader, const char *const *sets,
                          size_t count);
void kr_apply_assignments(struct kr_reader *reader);

#endif
