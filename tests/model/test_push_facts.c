// Facts about policies that keep people and change contracts (P16, P20-P24, P43, P47-P50,
// P53, P54): which way their levers push, and how far.
#include "scenarios/policies/policies.h"
#include "sim/jobs.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

static int64_t quits(const struct test_world *w)
{
    return w->world.tallies.events.quits_to_search +
           w->world.tallies.events.quits_to_nonwork;
}

static int64_t absences(const struct test_world *w)
{
    return w->world.tallies.events.short_absences +
           w->world.tallies.events.long_absences_begun;
}

static int64_t job_searchers(const struct test_world *w)
{
    return w->world.tallies.events.seekers_employed;
}

static int64_t seekers(const struct test_world *w)
{
    return w->world.tallies.events.seekers;
}

static int64_t begun(const struct test_world *w)
{
    return w->world.tallies.events.self_employment_starts;
}

static int64_t stopped(const struct test_world *w)
{
    return w->world.tallies.events.self_employment_ends;
}

static int64_t made_permanent(const struct test_world *w)
{
    return w->world.tallies.events.conversions;
}

static int64_t long_begun(const struct test_world *w)
{
    return w->world.tallies.events.long_absences_begun;
}

// Permanent staff told that the job ends.
static int64_t dismissed(const struct test_world *w)
{
    const struct kr_persons *p = &w->world.persons;
    int64_t count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        count += p->notice[i] == KR_NOTICE_GIVEN;
    }
    return count;
}

static int64_t long_ill(const struct test_world *w)
{
    return test_in_state(w, KR_LONG_ABSENCE, KR_NONE);
}

static int64_t on_call(const struct test_world *w)
{
    return test_in_state(w, KR_NONE, KR_ON_CALL);
}

static int64_t agency(const struct test_world *w)
{
    return test_in_state(w, KR_NONE, KR_AGENCY);
}

struct push {
    const struct kr_policy_kind *kind;
    const char *parameter;
    double value;
    int64_t (*figure)(const struct test_world *w);
    int sign;
};

static void every_lever_pushes_its_own_way(void **state)
{
    (void)state;
    const struct push list[] = {
        {&kr_job_quality, "quit", 0.5, quits, -1},
        {&kr_job_quality, "search", 0.5, job_searchers, -1},
        {&kr_job_quality, "search", 1.5, job_searchers, 1},
        {&kr_job_to_job, "effort", 0.5, seekers, -1},
        {&kr_job_quality, "absence", 0.5, absences, -1},
        {&kr_job_quality, "absence", 1.5, absences, 1},
        {&kr_management, "better", 2.0, job_searchers, -1},
        {&kr_mentoring, "quit", 0.5, quits, -1},
        {&kr_own_account_rules, "stop", 2.0, stopped, 1},
        {&kr_own_account_rules, "begin", 0.5, begun, -1},
        {&kr_later_retirement, "retire", 0.5, test_retirements, -1},
        {&kr_early_exit, "retire", 2.0, test_retirements, 1},
        {&kr_permanent_contracts, "permanent", 2.0, made_permanent, 1},
        {&kr_permanent_contracts, "fixed", 3.0, on_call, -1},
        {&kr_permanent_contracts, "recovery", 0.3, long_ill, 1},
        {&kr_contract_rules, "on_call_hires", 1.0, on_call, -1},
        {&kr_contract_rules, "sooner_offer", 3.0, on_call, -1},
        {&kr_contract_rules, "more_taken", 1.0, on_call, -1},
        {&kr_contract_rules, "shorter_agency", 4.0, agency, -1},
        {&kr_contract_rules, "shorter_chain", 6.0, made_permanent, 1},
    };
    struct test_world base;
    test_world_open_nl(&base, NULL, 0);
    test_world_live(&base, 2);
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        struct kr_policy p =
            test_policy_with(list[i].kind, list[i].parameter, list[i].value);
        struct test_world w;
        test_world_open_nl(&w, &p, 1);
        test_world_live(&w, 2);
        const int64_t change = list[i].figure(&w) - list[i].figure(&base);
        if (change * list[i].sign <= 0) {
            fail_msg("%s with %s %g: change %d", list[i].kind->name, list[i].parameter,
                     list[i].value, (int)change);
        }
        test_world_close(&w);
    }
    test_world_close(&base);
}

// Dismissals, for persons and by employers: no kind pushes the first.
static void push_dismissals(const struct kr_policy *policy, int index, double strength,
                            kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    kr_lever_add(terms, KR_LEVER_dismissal, policy, index, strength);
    kr_lever_add(terms, KR_LEVER_layoff, policy, index, strength);
}

static const struct kr_policy_kind DISMISSALS = {.name = "dismissals",
                                                 .apply = push_dismissals};

// Rows that cannot be hit are passed over by limits. Limits that do not rise with a lever
// would hold figures down to about what they were.
static void figures_rise_as_much_as_levers_say(void **state)
{
    (void)state;
    const struct push list[] = {
        {&kr_job_quality, "quit", 3.0, quits, 1},
        {&kr_job_quality, "absence", 2.0, long_begun, 1},
        {&kr_own_account_rules, "stop", 5.0, stopped,
         1}, // others retire, or stop to care
        {&kr_own_account_rules, "begin", 3.0, begun, 1},
        {&kr_early_exit, "retire", 3.0, test_retirements, 1},
    };
    struct test_world base;
    test_world_open_nl(&base, NULL, 0);
    test_world_live(&base, 1);
    int wrong = 0;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        struct kr_policy p =
            test_policy_with(list[i].kind, list[i].parameter, list[i].value);
        struct test_world w;
        test_world_open_nl(&w, &p, 1);
        test_world_live(&w, 1);
        const double rise = (double)list[i].figure(&w) / (double)list[i].figure(&base);
        if (rise < 0.55 * list[i].value || rise > 1.1 * list[i].value) {
            print_error("%s %g: %g\n", list[i].parameter, list[i].value, rise);
            wrong++;
        }
        test_world_close(&w);
    }
    assert_int_equal(wrong, 0);
    test_world_close(&base);
}

// In a fall of demand.
static int64_t dismissed_with(double factor)
{
    struct kr_policy p[2] = {test_policy_with(&kr_demand_wedge, "change", 0.0),
                             test_policy_idle(&DISMISSALS)};
    p[0].parameter[0] = -0.3;
    p[0].target.sectors[0] = ~UINT64_C(0);
    p[1].strength = factor;
    struct test_world w;
    test_world_open_nl(&w, p, 2);
    test_world_live(&w, 1);
    const int64_t count = dismissed(&w);
    test_world_close(&w);
    return count;
}

static void dismissals_for_want_of_work_follow_their_levers(void **state)
{
    (void)state;
    const double none = (double)dismissed_with(1e-9);
    const double usual = (double)dismissed_with(1.0);
    const double twice = (double)dismissed_with(1.4142135623730951); // by either lever
    assert_true(usual > 1.2 * none);
    assert_between((twice - none) / (usual - none), 1.7, 2.1);
}

// Twice the rate of search on the job is what twice the contacts of those who search are,
// to the bit.
static void search_is_pushed_as_a_parameter_would_push_it(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_with(&kr_job_quality, "search", 2.0);
    const char *const sets[] = {"parameters.search.contact_on_job=0.1", NULL};
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.policies = &p, .policy_count = 1});
    assert_close(2.0 * w.model.parameters.search.contact_on_job, 0.1, 0.0);
    test_world_live(&w, 4);
    assert_true(kr_world_hash(&w.world) ==
                test_world_hash_after(&(struct test_world_options){.sets = sets}, 4));
    test_world_close(&w);
}

static void a_kind_that_is_set_to_nothing_changes_nothing(void **state)
{
    (void)state;
    const struct kr_policy_kind *const kinds[] = {
        &kr_contract_rules, &kr_cover_staff,         &kr_early_exit,
        &kr_job_quality,    &kr_later_retirement,    &kr_management,
        &kr_mentoring,      &kr_job_to_job,          &kr_own_account_rules,
        &kr_pay_raise,      &kr_permanent_contracts, &kr_short_time_work};
    const uint64_t base = test_world_hash_after(&(struct test_world_options){0}, 4);
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        struct kr_policy p = test_policy_idle(kinds[k]);
        struct test_world w;
        test_world_open(&w,
                        &(struct test_world_options){.policies = &p, .policy_count = 1});
        test_world_live(&w, 4);
        w.world.memories.rows = 0; // it remembers whom it would have paid
        if (kr_world_hash(&w.world) != base) {
            fail_msg("%s", kinds[k]->name);
        }
        test_world_close(&w);
    }
}

static void every_kind_that_ends_leaves_nothing_on_the_terms(void **state)
{
    (void)state;
    size_t count;
    const struct kr_policy_kind *const *kinds = kr_policy_kinds(&count);
    for (size_t k = 0; k < count; k++) {
        struct kr_policy p = test_policy_idle(kinds[k]);
        for (size_t i = 0; i < kinds[k]->parameter_count; i++) {
            p.parameter[i] = kinds[k]->parameters[i].initial;
        }
        p.end = (kr_quarter)(TEST_FIRST + 2);
        struct test_world w;
        test_world_open(&w,
                        &(struct test_world_options){.policies = &p, .policy_count = 1});
        test_world_live(&w, 3);
        const struct kr_effective *terms = &w.world.scratch->terms;
        for (int l = 0; l < KR_LEVER_COUNT; l++) {
            assert_int_equal(terms->lever[l].count, 0);
        }
        assert_int_equal(terms->charge_count, 0);
        assert_int_equal(terms->bonus_count, 0);
        assert_memory_equal(&terms->parameters, &w.model.parameters,
                            sizeof w.model.parameters);
        for (int i = 0; i < w.country.sectors * w.country.occupations; i++) {
            assert_close(terms->pay_log[i], 0.0, 0.0);
        }
        test_world_close(&w);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_lever_pushes_its_own_way),
        cmocka_unit_test(figures_rise_as_much_as_levers_say),
        cmocka_unit_test(dismissals_for_want_of_work_follow_their_levers),
        cmocka_unit_test(search_is_pushed_as_a_parameter_would_push_it),
        cmocka_unit_test(a_kind_that_is_set_to_nothing_changes_nothing),
        cmocka_unit_test(every_kind_that_ends_leaves_nothing_on_the_terms),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
