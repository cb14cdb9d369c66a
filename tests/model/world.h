// A world for tests: read from a scenario file, peopled and ready to live. Every call
// reads and draws afresh; nothing is kept between worlds.
//
//   struct test_world w;
//   test_world_open(&w, &(struct test_world_options){.threads = 2});
//   test_world_live(&w, 8);
//   test_world_close(&w);
//
// The environment may name a pack that stands in for the village, and the scale at which
// it is read: KR_TEST_PACK=nl KR_TEST_SCALE=0.01 reads nl/frozen.yaml for
// village/frozen.yaml. So facts of economics are shown on both.
//
// A function that cannot do its work fails the test that called it, and says why.
#ifndef KR_TESTS_MODEL_WORLD_H
#define KR_TESTS_MODEL_WORLD_H

#include "scenarios/scenario.h"
#include "sim/run.h"
#include "sim/scratch.h"

// What differs from the scenario; zero means as it says.
struct test_world_options {
    const char *scenario; // below scenarios/; default "village/baseline.yaml"
    double scale;
    int threads; // default 1
    uint64_t seed;
    uint64_t replicate;
    const char *const *sets;          // "parameters.quit.load_elasticity=0.2", up to NULL
    const struct kr_policy *policies; // instead of those of the scenario
    int policy_count;
    int quarters;
};

struct test_world {
    struct kr_scenario scenario;
    struct kr_country country;
    struct kr_model model; // points into the two above
    struct kr_world world;
    struct kr_breach breach;
};

// The Netherlands, one person in a hundred.
#define TEST_NL       "nl/baseline.yaml"
#define TEST_NL_SCALE 0.01

enum { TEST_FIRST = 2025 * 4 }; // the quarter after the starting state

void test_world_open(struct test_world *self, const struct test_world_options *options);
void test_world_close(struct test_world *self);

// The village with frozen drivers, one parameter set and one policy; either may be NULL.
void test_world_open_frozen(struct test_world *self, const char *set,
                            const struct kr_policy *policy);

// A policy of a kind for everybody at full strength, announced when it starts.
struct kr_policy test_policy_of(const struct kr_policy_kind *kind, kr_quarter start,
                                kr_quarter end);

// Sets a parameter of the kind, which has its default before.
void test_policy_set(struct kr_policy *policy, const char *name, double value);

// Addresses a policy to the Dutch sectors of a kind, or to one more Dutch occupation.
void test_target_kind(struct kr_policy *policy, enum kr_sector_kind kind);
void test_target_occupation(struct kr_policy *policy, const char *id);

// The code of an occupation of the world's country.
int test_occupation(const struct test_world *self, const char *id);

// The same from the first quarter on.
struct kr_policy test_policy_from_start(const struct kr_policy_kind *kind);

// The Netherlands at three persons in a thousand, which has all kinds of sectors; policy
// and sets may be NULL.
void test_world_open_country(struct test_world *self, const struct kr_policy *policy,
                             const char *const *sets);

// The Netherlands, one person in a hundred, with these policies; none for NULL.
void test_world_open_nl(struct test_world *self, const struct kr_policy *policies,
                        int count);

// A policy of a kind that does nothing yet, and one with a single parameter set.
struct kr_policy test_policy_idle(const struct kr_policy_kind *kind);
struct kr_policy test_policy_with(const struct kr_policy_kind *kind, const char *name,
                                  double value);

// Two worlds that differ by a policy, which may be NULL: of TEST_NL, one person in a
// hundred, or for scenario NULL of the village.
enum { TEST_BASE, TEST_VARIANT, TEST_PAIR };
void test_pair_open(struct test_world pair[TEST_PAIR], const char *scenario,
                    const struct kr_policy *policy);
void test_pair_live(struct test_world pair[TEST_PAIR], int quarters);
void test_pair_close(struct test_world pair[TEST_PAIR]);

// A column of the ledger in the last quarter, of the first policy or of another:
// KR_LEDGER_.
int64_t test_ledger(const struct test_world *self, int column);
int64_t test_ledger_of(const struct test_world *self, int policy, int column);

// Persons: who retired in the last quarter, who was told that the job ends, employees in
// a state of health and on a kind of contract, KR_NONE for any.
int64_t test_retirements(const struct test_world *self);
int64_t test_in_state(const struct test_world *self, int health, int contract);

// What phases are handed.
struct kr_live test_live_of(struct test_world *self);

// Terms and rates of the next quarter, nothing else.
struct kr_live test_begin_quarter(struct test_world *self);

// Lives `quarters` quarters; a breach of the books fails the test.
void test_world_live(struct test_world *self, int quarters);

// Opens a world, lives, and closes it; the hash of its last state.
uint64_t test_world_hash_after(const struct test_world_options *options, int quarters);

// The value of a standard figure now.
double test_indicator(const struct test_world *self, const char *name);

// One quarter in two parts, to look at the world between two phases: the phases of the
// next quarter up to matching, which is not lived, and the rest, matching included.
struct kr_live test_world_to_matching(struct test_world *self);

// The same when nobody looks for a second job: that is a market of its own, on what the
// rounds leave.
struct kr_live test_world_to_rounds(struct test_world *self);

void test_world_from_matching(struct test_world *self);

#endif
