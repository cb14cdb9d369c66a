#include "tests/model/world.h"

#include "base/math.h"
#include "scenarios/population.h"
#include "sim/phases/phases.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VILLAGE "village/"

enum { FIRST_PHASES = 6, PHASES = 10, MOST_SETS = 32 };

// The phases in the order of sim/quarter.c, books apart; test_quarter.c checks that a
// quarter in parts is the same as a whole one.
static int (*const PHASE[PHASES])(struct kr_live *) = {
    kr_phase_policies,  kr_phase_demography, kr_phase_participation, kr_phase_staffing,
    kr_phase_retention, kr_phase_vacancies,  kr_phase_matching,      kr_phase_training,
    kr_phase_wages,     kr_phase_services};

// The pack that stands in for the village; NULL in the village itself.
static const char *other_pack(void)
{
    return getenv("KR_TEST_PACK");
}

static bool is_village(const struct test_world_options *options)
{
    return options->scenario == NULL ||
           strncmp(options->scenario, VILLAGE, strlen(VILLAGE)) == 0;
}

static void read_scenario(struct test_world *self,
                          const struct test_world_options *options)
{
    char file[512];
    const char *name =
        options->scenario != NULL ? options->scenario : VILLAGE "baseline.yaml";
    const bool other = other_pack() != NULL && is_village(options);
    (void)snprintf(file, sizeof file, "%s/scenarios/%s%s%s", KR_SOURCE_DIR,
                   other ? other_pack() : "", other ? "/" : "",
                   other ? name + strlen(VILLAGE) : name);
    size_t sets = 0;
    while (options->sets != NULL && options->sets[sets] != NULL) {
        sets++;
    }
    struct kr_diag diag;
    kr_diag_init(&diag);
    const int code = kr_scenario_read(file, options->sets, sets, &self->scenario,
                                      &self->country, &diag);
    for (size_t i = 0; i < diag.count; i++) {
        print_error("%s:%d: %s\n", diag.entries[i].file, diag.entries[i].line,
                    diag.entries[i].text);
    }
    kr_diag_free(&diag);
    if (code != KR_OK) {
        fail_msg("%s: %s", file, kr_error_message(code));
    }
}

static double scale_of(const struct test_world *self,
                       const struct test_world_options *options)
{
    const char *other = getenv("KR_TEST_SCALE");
    const double usual = other_pack() != NULL && other != NULL && is_village(options)
                             ? strtod(other, NULL)
                             : self->scenario.scale;
    return options->scale > 0.0 ? options->scale : usual;
}

static void make_model(struct test_world *self, const struct test_world_options *options)
{
    const struct kr_scenario *s = &self->scenario;
    struct kr_model *m = &self->model;
    const bool own = options->policies != NULL;
    *m = (struct kr_model){
        .country = &self->country,
        .parameters = s->parameters,
        .policies = own ? options->policies : s->policies,
        .policy_count = own ? options->policy_count : s->policy_count,
        .seed = options->seed != 0 ? options->seed : s->seed,
        .replicate = options->replicate != 0 ? options->replicate : s->replicate,
        .scale = scale_of(self, options),
        .quarters = options->quarters > 0 ? options->quarters : s->quarters,
        .threads = options->threads > 0 ? options->threads : 1,
        .freeze_drivers = s->freeze_drivers};
    m->key = kr_random_key_of(m->seed, m->replicate);
}

static void must(int code, const char *what)
{
    if (code != KR_OK) {
        fail_msg("%s: %s", what, kr_error_message(code));
    }
}

void test_world_open(struct test_world *self, const struct test_world_options *options)
{
    memset(self, 0, sizeof *self);
    read_scenario(self, options);
    make_model(self, options);
    must(kr_population_build(&self->model, &self->world), "population");
    must(kr_world_prepare(&self->model, &self->world), "prepare");
}

void test_world_close(struct test_world *self)
{
    kr_world_free(&self->world);
    kr_scenario_free(&self->scenario);
    kr_country_free(&self->country);
    memset(self, 0, sizeof *self);
}

static void check(struct test_world *self, int code)
{
    if (code == KR_ERR_BOOKS) {
        fail_msg("quarter %d: %s", self->world.elapsed, self->breach.text);
    }
    must(code, "quarter");
}

void test_world_live(struct test_world *self, int quarters)
{
    for (int q = 0; q < quarters; q++) {
        check(self, kr_quarter_live(&self->model, &self->world, NULL, &self->breach));
    }
}

uint64_t test_world_hash_after(const struct test_world_options *options, int quarters)
{
    struct test_world w;
    test_world_open(&w, options);
    test_world_live(&w, quarters);
    const uint64_t hash = kr_world_hash(&w.world);
    test_world_close(&w);
    return hash;
}

double test_indicator(const struct test_world *self, const char *name)
{
    size_t count;
    const struct kr_indicator *list = kr_indicator_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].name, name) == 0) {
            return list[i].value(&self->model, &self->world);
        }
    }
    fail_msg("there is no indicator %s", name);
    return 0.0;
}

static void live_phases(struct kr_live *live, int first, int last)
{
    for (int i = first; i < last; i++) {
        must(PHASE[i](live), kr_phase_name(i));
        kr_scratch_collect(live->scratch, live->world);
    }
}

struct kr_live test_world_to_matching(struct test_world *self)
{
    struct kr_live live = {&self->model, &self->world, self->world.scratch};
    kr_tallies_clear(&self->world.tallies);
    self->world.now++;
    self->world.elapsed++;
    live_phases(&live, 0, FIRST_PHASES);
    return live;
}

struct kr_live test_world_to_rounds(struct test_world *self)
{
    const struct kr_live live = test_world_to_matching(self);
    kr_buffer_clear(&live.scratch->second_seekers);
    return live;
}

void test_world_from_matching(struct test_world *self)
{
    struct kr_live live = {&self->model, &self->world, self->world.scratch};
    live_phases(&live, FIRST_PHASES, PHASES);
    check(self, kr_phase_books(&live, &self->breach));
    kr_scratch_collect(live.scratch, live.world);
}

struct kr_policy test_policy_of(const struct kr_policy_kind *kind, kr_quarter start,
                                kr_quarter end)
{
    struct kr_policy p = {
        .kind = kind, .announced = start, .start = start, .end = end, .strength = 1.0};
    p.reach = 1.0;
    p.awareness = 1.0;
    for (size_t i = 0; i < kind->parameter_count; i++) {
        p.parameter[i] = kind->parameters[i].initial;
    }
    return p;
}

void test_policy_set(struct kr_policy *policy, const char *name, double value)
{
    for (size_t i = 0; i < policy->kind->parameter_count; i++) {
        if (strcmp(policy->kind->parameters[i].name, name) == 0) {
            policy->parameter[i] = value;
            return;
        }
    }
    fail_msg("%s has no parameter %s", policy->kind->name, name);
}

int test_occupation(const struct test_world *self, const char *id)
{
    for (int o = 0; o < self->country.occupations; o++) {
        if (strcmp(self->country.occupation[o].label.id, id) == 0) {
            return o;
        }
    }
    fail_msg("no occupation %s", id);
    return KR_NONE;
}

void test_target_kind(struct kr_policy *policy, enum kr_sector_kind kind)
{
    struct test_world w;
    memset(&w, 0, sizeof w);
    read_scenario(&w, &(struct test_world_options){.scenario = TEST_NL});
    memset(policy->target.sectors, 0, sizeof policy->target.sectors);
    for (int s = 0; s < w.country.sectors; s++) {
        if (w.country.sector[s].kind == kind) {
            policy->target.sectors[s / 64] |= UINT64_C(1) << (s % 64);
        }
    }
    test_world_close(&w);
}

void test_target_occupation(struct kr_policy *policy, const char *id)
{
    struct test_world w;
    memset(&w, 0, sizeof w);
    read_scenario(&w, &(struct test_world_options){.scenario = TEST_NL});
    const int code = test_occupation(&w, id);
    if (code >= 0) {
        policy->target.occupations[code / 64] |= UINT64_C(1) << (code % 64);
    }
    test_world_close(&w);
}

void test_world_open_frozen(struct test_world *self, const char *set,
                            const struct kr_policy *policy)
{
    const char *const sets[] = {set, NULL};
    test_world_open(self,
                    &(struct test_world_options){.scenario = "village/frozen.yaml",
                                                 .sets = set != NULL ? sets : NULL,
                                                 .policies = policy,
                                                 .policy_count = policy != NULL ? 1 : 0});
}

struct kr_policy test_policy_from_start(const struct kr_policy_kind *kind)
{
    return test_policy_of(kind, TEST_FIRST, INT16_MAX);
}

void test_world_open_country(struct test_world *self, const struct kr_policy *policy,
                             const char *const *sets)
{
    test_world_open(self,
                    &(struct test_world_options){.scenario = TEST_NL,
                                                 .scale = 0.003,
                                                 .threads = 2,
                                                 .sets = sets,
                                                 .policies = policy,
                                                 .policy_count = policy != NULL ? 1 : 0});
}

void test_world_open_nl(struct test_world *self, const struct kr_policy *policies,
                        int count)
{
    test_world_open(self, &(struct test_world_options){.scenario = TEST_NL,
                                                       .scale = TEST_NL_SCALE,
                                                       .policies = policies,
                                                       .policy_count = count});
}

struct kr_policy test_policy_idle(const struct kr_policy_kind *kind)
{
    struct kr_policy p = test_policy_from_start(kind);
    (void)snprintf(p.name, sizeof p.name, "%s", kind->name);
    for (size_t i = 0; i < kind->parameter_count; i++) {
        const struct kr_policy_parameter *parameter = &kind->parameters[i];
        const bool factor = strcmp(parameter->unit, "ratio") == 0;
        p.parameter[i] = factor ? 1.0 : kr_max(parameter->low, 0.0);
    }
    return p;
}

struct kr_policy test_policy_with(const struct kr_policy_kind *kind, const char *name,
                                  double value)
{
    struct kr_policy p = test_policy_idle(kind);
    for (size_t i = 0; i < kind->parameter_count; i++) {
        if (strcmp(kind->parameters[i].name, name) == 0) {
            assert_between(value, kind->parameters[i].low, kind->parameters[i].high);
        }
    }
    test_policy_set(&p, name, value);
    return p;
}

void test_pair_open(struct test_world pair[TEST_PAIR], const char *scenario,
                    const struct kr_policy *policy)
{
    const double scale = scenario != NULL ? TEST_NL_SCALE : 0.0;
    const struct test_world_options base = {.scenario = scenario, .scale = scale};
    struct test_world_options variant = base;
    variant.policies = policy;
    variant.policy_count = policy != NULL;
    test_world_open(&pair[TEST_BASE], &base);
    test_world_open(&pair[TEST_VARIANT], &variant);
}

void test_pair_live(struct test_world pair[TEST_PAIR], int quarters)
{
    test_world_live(&pair[TEST_BASE], quarters);
    test_world_live(&pair[TEST_VARIANT], quarters);
}

void test_pair_close(struct test_world pair[TEST_PAIR])
{
    test_world_close(&pair[TEST_BASE]);
    test_world_close(&pair[TEST_VARIANT]);
}

int64_t test_ledger_of(const struct test_world *self, int policy, int column)
{
    return *kr_tally_at(&self->world.tallies, KR_TALLY_policy_events, policy, column);
}

int64_t test_ledger(const struct test_world *self, int column)
{
    return test_ledger_of(self, 0, column);
}

int64_t test_retirements(const struct test_world *self)
{
    return self->world.tallies.events.retirements;
}

int64_t test_in_state(const struct test_world *self, int health, int contract)
{
    const struct kr_persons *p = &self->world.persons;
    int64_t count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        const bool job = p->status[i] == KR_EMPLOYEE;
        count += job && (health == KR_NONE || p->health[i] == health) &&
                 (contract == KR_NONE || p->contract[i] == contract);
    }
    return count;
}

struct kr_live test_live_of(struct test_world *self)
{
    return (struct kr_live){&self->model, &self->world, self->world.scratch};
}

struct kr_live test_begin_quarter(struct test_world *self)
{
    struct kr_live live = test_live_of(self);
    self->world.now++;
    assert_int_equal(kr_phase_policies(&live), KR_OK);
    return live;
}
