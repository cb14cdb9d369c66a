// The one list of parameters: what reading, checks, help and results are made from.
#include "agents/parameters.h"
#include "tests/support/test.h"

#include <string.h>

static void the_list_covers_the_struct(void **state)
{
    (void)state;
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    assert_int_equal(count * sizeof(double), sizeof(struct kr_parameters));
    bool seen[sizeof(struct kr_parameters) / sizeof(double)] = {false};
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(list[i].offset % sizeof(double), 0);
        assert_false(seen[list[i].offset / sizeof(double)]);
        seen[list[i].offset / sizeof(double)] = true;
    }
}

static void no_two_parameters_share_a_path(void **state)
{
    (void)state;
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(list[i].path, list[j].path);
        }
    }
}

static void every_default_lies_in_its_range(void **state)
{
    (void)state;
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    struct kr_parameters p;
    kr_parameters_default(&p);
    for (size_t i = 0; i < count; i++) {
        assert_true(list[i].low < list[i].high);
        assert_between(list[i].initial, list[i].low, list[i].high);
        assert_true(*kr_parameter_at(&p, &list[i]) == list[i].initial);
    }
}

static void every_parameter_says_what_it_is_and_where_it_comes_from(void **state)
{
    (void)state;
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    for (size_t i = 0; i < count; i++) {
        assert_true(strchr(list[i].path, '.') != NULL);
        assert_true(strlen(list[i].unit) > 0);
        assert_true(strlen(list[i].meaning) > 8);
        assert_true(strlen(list[i].source) > 0);
        assert_true(strlen(kr_mark_word(list[i].mark)) > 0);
    }
}

static void the_defaults_keep_the_rules_between_parameters(void **state)
{
    (void)state;
    size_t count;
    const struct kr_parameter_rule *rules = kr_parameter_rules(&count);
    struct kr_parameters p;
    kr_parameters_default(&p);
    for (size_t i = 0; i < count; i++) {
        assert_true(rules[i].holds(&p));
        assert_true(strlen(rules[i].text) > 0);
    }
}

static void a_broken_rule_between_parameters_is_seen(void **state)
{
    (void)state;
    size_t count;
    const struct kr_parameter_rule *rules = kr_parameter_rules(&count);
    struct kr_parameters p;
    kr_parameters_default(&p);
    p.contracts.hire_on_call = 0.9;
    p.contracts.hire_agency = 0.9;
    p.contracts.conversion = 0.9;
    p.contracts.no_renewal = 0.9;
    p.hours.grant_slack = 0.9;
    p.hours.grant_shortage = 0.1;
    p.search.applications = 4;
    p.search.candidates = 1;
    p.training.rung_quarters = 40;
    p.training.senior_quarters = 4;
    for (size_t i = 0; i < count; i++) {
        assert_false(rules[i].holds(&p));
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_covers_the_struct),
        cmocka_unit_test(no_two_parameters_share_a_path),
        cmocka_unit_test(every_default_lies_in_its_range),
        cmocka_unit_test(every_parameter_says_what_it_is_and_where_it_comes_from),
        cmocka_unit_test(the_defaults_keep_the_rules_between_parameters),
        cmocka_unit_test(a_broken_rule_between_parameters_is_seen),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
