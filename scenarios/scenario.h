// Reading what people write: scenario files (YAML), `--set`, and country packs (CSV).
#ifndef KR_SCENARIOS_SCENARIO_H
#define KR_SCENARIOS_SCENARIO_H

#include "agents/country.h"
#include "agents/parameters.h"
#include "base/diag.h"
#include "base/error.h"
#include "sim/breakdowns.h"
#include "sim/policy.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The keys of a scenario file: X(name, meaning).
#define KR_SCENARIO_KEY_LIST(X)                                                    \
    X(name, "short name, default that of the file; names the result file")         \
    X(title, "one line")                                                           \
    X(description, "what it is about, for people")                                 \
    X(row, "row of the policy catalogue that it plays: P01")                       \
    X(proposers, "who proposed it")                                                \
    X(documents, "where")                                                          \
    X(assumptions, "which of its values no source gives, and why they were taken") \
    X(extends, "another scenario file, of which this one states the differences")  \
    X(pack, "country pack: name or folder")                                        \
    X(scale, "agents per person, 1 is one to one; default 1")                      \
    X(quarters, "how long to run: 40, 40 quarters or 10 years; default 40")        \
    X(seed, "seed of all draws; default 1")                                        \
    X(replicate, "number of the replicate; default 0")                             \
    X(freeze_drivers, "true: demand, wages and migration stay as at the start")    \
    X(parameters, "rule -> name -> value; see krapte describe parameters")         \
    X(policies, "list of policies; see krapte describe policies")                  \
    X(output, "what the result file holds beside the standing series")

// The keys of `output`: X(name, meaning).
#define KR_OUTPUT_KEY_LIST(X)                                                    \
    X(breakdowns,                                                                \
      "list of axes to count by: sector region; see krapte describe breakdowns") \
    X(keep, "columns of persons and employers, as --keep of krapte run, which wins")

// The keys of a breakdown that is more than a text of axes: X(name, meaning).
#define KR_BREAKDOWN_KEY_LIST(X)                      \
    X(axes, "axes to count by, as in the short form") \
    X(measures, "list of what is counted; default all that the axes allow")

// The keys of a policy beside the parameters of its kind: X(name, meaning).
#define KR_POLICY_KEY_LIST(X)                                                    \
    X(kind, "kind of policy; see krapte describe policies")                      \
    X(name, "name in results and for --set, default the kind")                   \
    X(target, "whom it addresses, default everybody; none: nobody")              \
    X(announced, "quarter in which people learn of it, default the start")       \
    X(start, "first quarter in force, default the first of the run")             \
    X(end, "first quarter no longer in force, default never")                    \
    X(ramp, "quarters until full strength, default 0")                           \
    X(strength,                                                                  \
      "1 as written, 0 nothing; default 1. {2026Q1: 0.5, 2027Q1: 1}: over time") \
    X(reach, "share of the persons in the target who are reached, default 1")    \
    X(awareness,                                                                 \
      "share of the employers in the target who know and take part, default 1")  \
    X(capacity, "persons who can be served at a time; default no limit")         \
    X(unit_cost, "euro per event of the cost rule of the kind, default 0")       \
    X(payer, "who pays: state, employer, fund or municipality; default state")

// The keys of a target: X(name, meaning). Names or lists of names, `all`, `none` or [].
#define KR_TARGET_KEY_LIST(X)                                               \
    X(sectors, "sectors of the pack; sectors: all names each of them")      \
    X(kinds, "kinds of sectors, added to sectors")                          \
    X(occupations, "occupations of the pack")                               \
    X(regions, "regions of the pack")                                       \
    X(education, "low, middle, high")                                       \
    X(sex, "m, f")                                                          \
    X(groups, "permit, labour_migrant, jobs_agreement, study_migrant")      \
    X(age, "[from, to]: from 55 to under 67 is [55, 67]")                   \
    X(hours, "[from, to]: contract hours under 35 are [0, 35]")             \
    X(tenure, "[from, to]: quarters in the job; starters are [0, 8]")       \
    X(duration, "[from, to]: quarters in the present status")               \
    X(employer_size, "[from, to]: heads of the employer")                   \
    X(youngest_child, "[from, to]: age of the youngest child at home")      \
    X(partner, "single, none, half, full: class of the partner's income")   \
    X(status, "labour status: employee, unemployed, student ...")           \
    X(contract, "permanent, temporary, on_call, agency, self_employed")     \
    X(benefit, "none, unemployment, assistance, disability, state_pension") \
    X(notice, "given: told that the job ends; none")

// A parameter that a scenario changed: where it was said.
struct kr_setting {
    const struct kr_parameter *parameter;
    double value;
    char *file; // "--set" when it came from the command line
    int line;
};

struct kr_scenario {
    char *file;        // as named by the user
    char *name;        // key `name`, default the file name without suffix
    char *title;       // key `title`, one line; "" when it has none
    char *description; // key `description`; "" when it has none
    char *row;         // keys of the policy catalogue; "" when they are not given
    char *proposers, *documents, *assumptions;
    char *text;         // text of the file and of those it extends, for provenance
    char *pack;         // folder of the country pack, resolved against the file
    uint64_t pack_hash; // of the bytes of the pack's files, facts.csv excluded
    uint64_t hash;      // of the files' text and --set
    struct kr_parameters parameters;
    struct kr_setting *settings; // differences from the defaults, in order of path
    size_t setting_count;
    struct kr_policy *policies; // in order of id; targets resolved against the country
    int policy_count;
    double scale;       // default 1
    int quarters;       // default 40
    uint64_t seed;      // default 1
    uint64_t replicate; // default 0
    bool freeze_drivers;
    struct kr_breakdowns breakdowns; // key `output`
    char *keep;                      // default of --keep; "" when it is not given
    char *keep_file;                 // where that is said
    int keep_line, keep_column;
};

// Loads the pack in `folder`. Mistakes go to `diag`; returns KR_ERR_INPUT when there are
// any.
KR_MUST_CHECK int kr_country_load(const char *folder, struct kr_country *country,
                                  uint64_t *hash, struct kr_diag *diag);

// Reads a scenario, all files it extends, applies `sets` ("path=value", later ones win),
// loads its country pack and resolves policies. All mistakes of all files are gathered.
KR_MUST_CHECK int kr_scenario_read(const char *file, const char *const *sets,
                                   size_t set_count, struct kr_scenario *scenario,
                                   struct kr_country *country, struct kr_diag *diag);
void kr_scenario_free(struct kr_scenario *self);

// The policy kinds, in order of name.
const struct kr_policy_kind *const *kr_policy_kinds(size_t *count);

#endif
