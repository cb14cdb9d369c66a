#include "scenarios/scenario.h"
#include "tests/support/test.h"
#include "tests/unit/scenarios/sandbox.h"

#include <stdio.h>
#include <string.h>

static void assert_read(const struct sandbox *box)
{
    sandbox_print(box);
    assert_int_equal(box->code, KR_OK);
    assert_true(kr_diag_is_empty(&box->diag));
}

static void nothing_said_means_the_defaults(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_scenario(&box, "", NULL);
    assert_read(&box);
    const struct kr_scenario *scenario = &box.scenario;
    assert_string_equal(scenario->name, "scenario");
    assert_string_equal(scenario->title, "");
    assert_int_equal(scenario->quarters, 40);
    assert_close(scenario->scale, 1.0, 0);
    assert_int_equal(scenario->seed, 1);
    assert_int_equal(scenario->replicate, 0);
    assert_false(scenario->freeze_drivers);
    assert_int_equal(scenario->setting_count, 0);
    assert_int_equal(scenario->policy_count, 0);
    struct kr_parameters defaults;
    kr_parameters_default(&defaults);
    assert_memory_equal(&scenario->parameters, &defaults, sizeof defaults);
    assert_int_equal(box.country.regions, 2);
    sandbox_close(&box);
}

static void keys_are_read(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_scenario(&box,
                     "name: try-1\ntitle: A try\ndescription: >\n  Two\n  lines.\n"
                     "scale: 5 %\nquarters: 10 years\nseed: 18446744073709551615\n"
                     "replicate: 7\nfreeze_drivers: true\nparameters:\npolicies: []\n",
                     NULL);
    assert_read(&box);
    const struct kr_scenario *scenario = &box.scenario;
    assert_string_equal(scenario->name, "try-1");
    assert_string_equal(scenario->title, "A try");
    assert_string_equal(scenario->description, "Two lines.\n");
    assert_close(scenario->scale, 0.05, 1e-15);
    assert_int_equal(scenario->quarters, 40);
    assert_true(scenario->seed == UINT64_MAX);
    assert_int_equal(scenario->replicate, 7);
    assert_true(scenario->freeze_drivers);
    sandbox_close(&box);
}

static void quarters_may_carry_their_unit(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int quarters;
    } CASES[] = {{"quarters: 12\n", 12},
                 {"quarters: 12 quarters\n", 12},
                 {"quarters: 1 quarter\n", 1},
                 {"quarters: 1 year\n", 4},
                 {"quarters: '8'\n", 8}};
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct sandbox box;
        sandbox_open(&box);
        sandbox_scenario(&box, CASES[i].text, NULL);
        assert_read(&box);
        assert_int_equal(box.scenario.quarters, CASES[i].quarters);
        sandbox_close(&box);
    }
}

static void parameters_take_numbers_percents_and_units(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_scenario(&box,
                     "parameters:\n"
                     "  hours: {voice_rate: 8 %, gap_hours: 6 hours, load_effect: 2e0,\n"
                     "    grant_slack: 0.5 share, fewer_voice_rate: 0.25 per quarter}\n"
                     "  demography: {care_hours: 1 hour/week}\n"
                     "  demand: {adjustment: 25 % per quarter}\n"
                     "  phases: {wages: fixed, matching: rule, services: 0}\n",
                     NULL);
    assert_read(&box);
    const struct kr_parameters *parameters = &box.scenario.parameters;
    assert_close(parameters->hours.voice_rate, 0.08, 0);
    assert_close(parameters->hours.gap_hours, 6, 0);
    assert_close(parameters->hours.load_effect, 2, 0);
    assert_close(parameters->hours.grant_slack, 0.5, 0);
    assert_close(parameters->hours.fewer_voice_rate, 0.25, 0);
    assert_close(parameters->demography.care_hours, 1, 0);
    assert_close(parameters->demand.adjustment, 0.25, 0);
    assert_close(parameters->phases.wages, 0, 0);
    assert_close(parameters->phases.matching, 1, 0);
    assert_close(parameters->phases.services, 0, 0);
    sandbox_close(&box);
}

static void settings_are_the_differences_in_order_of_path(void **state)
{
    (void)state;
    struct kr_parameters defaults;
    kr_parameters_default(&defaults);
    char text[256];
    (void)snprintf(text, sizeof text,
                   "parameters:\n"
                   "  wages:\n"
                   "    inflation: 0.0301\n"
                   "  hours:\n"
                   "    voice_rate: %.17g\n" // the default: no difference
                   "    grant_fewer: 0.9001\n",
                   defaults.hours.voice_rate);
    struct sandbox box;
    sandbox_open(&box);
    sandbox_scenario(&box, text, (const char *const[]){"search.effort=0.7001", NULL});
    assert_read(&box);
    const struct kr_scenario *scenario = &box.scenario;
    assert_int_equal(scenario->setting_count, 3);
    assert_string_equal(scenario->settings[0].parameter->path, "hours.grant_fewer");
    assert_int_equal(scenario->settings[0].line, 7);
    assert_close(scenario->settings[0].value, 0.9001, 0);
    assert_string_equal(scenario->settings[1].parameter->path, "search.effort");
    assert_string_equal(scenario->settings[1].file, "--set");
    assert_string_equal(scenario->settings[2].parameter->path, "wages.inflation");
    assert_int_equal(scenario->settings[2].line, 4);
    assert_non_null(strstr(scenario->settings[2].file, "scenario.yaml"));
    sandbox_close(&box);
}

static void anchors_and_merges_are_resolved(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_scenario(&box,
                     "policies:\n"
                     "  - &first {kind: extra_hours_bonus, name: a, amount: 200,\n"
                     "      start: 2026Q1}\n"
                     "  - {<<: *first, name: b, amount: 250}\n",
                     NULL);
    assert_read(&box);
    assert_int_equal(box.scenario.policy_count, 2);
    for (int i = 0; i < 2; i++) {
        const struct kr_policy *policy = &box.scenario.policies[i];
        assert_close(policy->parameter[0], policy->name[0] == 'a' ? 200 : 250, 0);
        assert_int_equal(policy->start, kr_quarter_of(2026, 1));
    }
    sandbox_close(&box);
}

// Writes a text as a file of the sandbox.
static void write(const struct sandbox *box, const char *name, const char *text)
{
    sandbox_write(box, name, text, strlen(text));
}

static void a_child_states_only_differences(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    write(&box, "base.yaml",
          "name: base\ntitle: Base\npack: " KR_SOURCE_DIR "/scenarios/village\n"
          "seed: 5\nquarters: 8\n"
          "parameters: {hours: {voice_rate: 0.2, grant_fewer: 0.9}}\n");
    write(&box, "middle.yaml", "extends: base.yaml\nseed: 6\n");
    write(&box, "child.yaml",
          "extends: middle.yaml\nparameters: {hours: {voice_rate: 0.3}}\n");
    char path[512];
    sandbox_path(&box, "child.yaml", path);
    sandbox_read(&box, path, NULL);
    assert_read(&box);
    const struct kr_scenario *scenario = &box.scenario;
    assert_string_equal(scenario->name, "child"); // names are not inherited
    assert_string_equal(scenario->title, "");
    assert_int_equal(scenario->seed, 6);
    assert_int_equal(scenario->quarters, 8);
    assert_close(scenario->parameters.hours.voice_rate, 0.3, 0);
    assert_close(scenario->parameters.hours.grant_fewer, 0.9, 0);
    assert_non_null(strstr(scenario->text, "title: Base"));
    assert_non_null(strstr(scenario->text, "seed: 6"));
    sandbox_close(&box);
}

static void policies_of_a_child_replace_those_of_the_same_name(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    write(&box, "base.yaml",
          "pack: " KR_SOURCE_DIR "/scenarios/village\npolicies:\n"
          "  - {kind: extra_hours_bonus, name: a, amount: 100, ramp: 3}\n"
          "  - {kind: extra_hours_bonus, name: b, amount: 200}\n");
    write(&box, "child.yaml",
          "extends: base.yaml\npolicies:\n"
          "  - {kind: extra_hours_bonus, name: a, extra_hours: 6}\n"
          "  - {kind: hours_conversation}\n");
    char path[512];
    sandbox_path(&box, "child.yaml", path);
    sandbox_read(&box, path, NULL);
    assert_read(&box);
    assert_int_equal(box.scenario.policy_count, 3);
    for (int i = 0; i < 3; i++) {
        const struct kr_policy *policy = &box.scenario.policies[i];
        assert_true(i == 0 || box.scenario.policies[i - 1].id < policy->id);
        if (strcmp(policy->name, "a") == 0) {
            assert_close(policy->parameter[0], 75, 0); // the default, not 100
            assert_close(policy->parameter[1], 6, 0);
            assert_int_equal(policy->ramp, 0);
        }
    }
    sandbox_close(&box);
}

static void the_order_of_policies_in_the_file_does_not_matter(void **state)
{
    (void)state;
    struct sandbox one;
    struct sandbox two;
    sandbox_open(&one);
    sandbox_open(&two);
    sandbox_scenario(&one,
                     "policies: [{kind: hours_conversation}, "
                     "{kind: extra_hours_bonus}]\n",
                     NULL);
    sandbox_scenario(&two,
                     "policies: [{kind: extra_hours_bonus}, "
                     "{kind: hours_conversation}]\n",
                     NULL);
    for (int i = 0; i < 2; i++) {
        assert_string_equal(one.scenario.policies[i].name, two.scenario.policies[i].name);
    }
    sandbox_close(&one);
    sandbox_close(&two);
}

static void policies_know_dates_strength_and_payer(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_scenario(&box,
                     "policies:\n"
                     "  - kind: extra_hours_bonus\n"
                     "    announced: 2025Q3\n"
                     "    start: 2026Q1\n"
                     "    end: 2030Q1\n"
                     "    ramp: 4 quarters\n"
                     "    strength: 50 %\n"
                     "    payer: fund\n"
                     "    amount: 120 euro/month\n",
                     NULL);
    assert_read(&box);
    const struct kr_policy *policy = &box.scenario.policies[0];
    assert_string_equal(policy->name, "extra_hours_bonus");
    assert_int_equal(policy->announced, kr_quarter_of(2025, 3));
    assert_int_equal(policy->start, kr_quarter_of(2026, 1));
    assert_int_equal(policy->end, kr_quarter_of(2030, 1));
    assert_int_equal(policy->ramp, 4);
    assert_close(policy->strength, 0.5, 0);
    assert_int_equal(policy->payer, KR_FUND);
    assert_close(policy->parameter[0], 120, 0);
    assert_close(policy->parameter[1], 4, 0);
    sandbox_close(&box);
}

static void a_policy_starts_with_the_run_and_never_ends_unless_told(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_scenario(&box, "policies: [{kind: hours_conversation}]\n", NULL);
    assert_read(&box);
    const struct kr_policy *policy = &box.scenario.policies[0];
    const struct kr_constants *constants = &box.country.constants;
    const kr_quarter last =
        kr_quarter_of((int)constants->start_year, (int)constants->start_quarter);
    assert_int_equal(policy->start, last + 1);
    assert_int_equal(policy->announced, policy->start);
    assert_true(policy->end > policy->start + 10000);
    assert_false(policy->target.nobody);
    sandbox_close(&box);
}

static void targets_become_bits(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_scenario(&box,
                     "policies:\n"
                     "  - kind: extra_hours_bonus\n"
                     "    target:\n"
                     "      kinds: [care, education]\n"
                     "      sectors: trade\n"
                     "      occupations: [nurse, teacher]\n"
                     "      regions: [shore]\n"
                     "      education: [low, middle]\n"
                     "      sex: f\n"
                     "      groups: [permit, study_migrant]\n"
                     "      age: [20, 30]\n"
                     "      hours: [0, 35]\n",
                     NULL);
    assert_read(&box);
    const struct kr_target *target = &box.scenario.policies[0].target;
    assert_int_equal(target->sectors[0], 7); // all three of the village
    assert_int_equal(target->occupations[0], 2 + 8);
    assert_int_equal(target->regions[0], 2);
    assert_int_equal(target->education, 3);
    assert_int_equal(target->sexes, 1 << KR_WOMAN);
    assert_int_equal(target->groups, KR_GROUP_PERMIT | KR_GROUP_STUDY_MIGRANT);
    assert_int_equal(target->age.from, 20);
    assert_int_equal(target->age.to, 30);
    assert_int_equal(target->hours.from, 0);
    assert_int_equal(target->hours.to, 35);
    assert_false(target->nobody);
    sandbox_close(&box);
}

static void an_empty_target_is_nobody(void **state)
{
    (void)state;
    static const struct {
        const char *target;
        bool nobody;
    } CASES[] = {
        {"none", true},
        {"[]", true},
        {"all", false},
        {"{}", false},
        {"{sectors: none}", true},
        {"{sectors: []}", true},
        {"{sectors: all}", false},
        {"{sectors: none, kinds: care}", false},
        {"{kinds: childcare}", true}, // the village has none
        {"{regions: none, sectors: all}", true},
        {"{occupations: []}", true},
        {"{education: none}", true},
        {"{sex: []}", true},
        {"{groups: none}", true},
        {"{age: [20, 30]}", false},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char text[256];
        (void)snprintf(text, sizeof text,
                       "policies: [{kind: extra_hours_bonus, target: %s}]\n",
                       CASES[i].target);
        struct sandbox box;
        sandbox_open(&box);
        sandbox_scenario(&box, text, NULL);
        assert_read(&box);
        if (box.scenario.policies[0].target.nobody != CASES[i].nobody) {
            fail_msg("target %s", CASES[i].target);
        }
        sandbox_close(&box);
    }
}

static void set_changes_any_value(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_scenario(
        &box, "policies: [{kind: extra_hours_bonus, name: P01, target: all}]\n",
        (const char *const[]){
            "seed=3", "seed=4", "quarters=4 quarters", "name=other",
            "hours.voice_rate=0.2", "parameters.hours.grant_fewer=90 %",
            "phases.wages=fixed", "policies.P01.amount=500", "policies.P01.start=2027Q1",
            "policies.P01.target.kinds=care", "policies.P01.strength=0", NULL});
    assert_read(&box);
    const struct kr_scenario *scenario = &box.scenario;
    assert_int_equal(scenario->seed, 4); // the later one
    assert_int_equal(scenario->quarters, 4);
    assert_string_equal(scenario->name, "other");
    assert_close(scenario->parameters.hours.voice_rate, 0.2, 0);
    assert_close(scenario->parameters.hours.grant_fewer, 0.9, 0);
    assert_close(scenario->parameters.phases.wages, 0, 0);
    assert_close(scenario->policies[0].parameter[0], 500, 0);
    assert_int_equal(scenario->policies[0].start, kr_quarter_of(2027, 1));
    assert_int_equal(scenario->policies[0].announced, kr_quarter_of(2027, 1));
    assert_int_equal(scenario->policies[0].target.sectors[0], 1);
    assert_close(scenario->policies[0].strength, 0, 0);
    sandbox_close(&box);
}

static void the_hash_follows_text_and_set(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_scenario(&box, "seed: 1\n", NULL);
    const uint64_t first = box.scenario.hash;
    sandbox_scenario(&box, "seed: 1\n", NULL);
    assert_true(box.scenario.hash == first);
    sandbox_scenario(&box, "seed: 2\n", NULL);
    assert_false(box.scenario.hash == first);
    sandbox_scenario(&box, "seed: 1\n", (const char *const[]){"scale=0.5", NULL});
    assert_false(box.scenario.hash == first);
    sandbox_close(&box);
}

static void the_examples_have_no_mistakes(void **state)
{
    (void)state;
    static const char *const FILES[] = {
        "nl/baseline",
        "nl/frozen",
        "nl/null-policy",
        "village/baseline",
        "village/frozen",
        "village/null-policy",
        "nl/policies/P01-extra-hours-bonus",
        "village/policies/P01-extra-hours-bonus",
    };
    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        char path[512];
        (void)snprintf(path, sizeof path, "%s/scenarios/%s.yaml", KR_SOURCE_DIR,
                       FILES[i]);
        struct sandbox box;
        sandbox_open(&box);
        sandbox_read(&box, path, NULL);
        assert_read(&box);
        assert_true(box.scenario.title[0] != '\0');
        sandbox_close(&box);
    }
}

static void a_pack_may_be_named_by_its_folder(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_copy_village(&box);
    write(&box, "here.yaml", "pack: .\n");
    char path[512];
    sandbox_path(&box, "here.yaml", path);
    sandbox_read(&box, path, NULL);
    assert_read(&box);
    assert_non_null(strstr(box.scenario.pack, box.folder));
    sandbox_read(&box, path,
                 (const char *const[]){"pack=" KR_SOURCE_DIR "/scenarios/nl", NULL});
    assert_read(&box);
    assert_int_equal(box.country.regions, 35);
    sandbox_close(&box);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_said_means_the_defaults),
        cmocka_unit_test(keys_are_read),
        cmocka_unit_test(quarters_may_carry_their_unit),
        cmocka_unit_test(parameters_take_numbers_percents_and_units),
        cmocka_unit_test(settings_are_the_differences_in_order_of_path),
        cmocka_unit_test(anchors_and_merges_are_resolved),
        cmocka_unit_test(a_child_states_only_differences),
        cmocka_unit_test(policies_of_a_child_replace_those_of_the_same_name),
        cmocka_unit_test(the_order_of_policies_in_the_file_does_not_matter),
        cmocka_unit_test(policies_know_dates_strength_and_payer),
        cmocka_unit_test(a_policy_starts_with_the_run_and_never_ends_unless_told),
        cmocka_unit_test(targets_become_bits),
        cmocka_unit_test(an_empty_target_is_nobody),
        cmocka_unit_test(set_changes_any_value),
        cmocka_unit_test(the_hash_follows_text_and_set),
        cmocka_unit_test(the_examples_have_no_mistakes),
        cmocka_unit_test(a_pack_may_be_named_by_its_folder),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
