// Facts of policies on how work is organised, learned and funded: carving,
// administration, technology, norms, demand, courses, studies and budgets.
#include "scenarios/policies/policies.h"
#include "sim/budget.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <string.h>

// ---------------------------------------------------------------- courses and studies

// Persons on a course for an occupation that is not their own.
static int64_t trainees_for(const struct test_world *w, int occupation, int other)
{
    int64_t count = 0;
    for (kr_row i = 0; i < w->world.persons.rows; i++) {
        const int goal = w->world.persons.course[i] - 1;
        count += goal >= 0 && (goal == occupation || goal == other) &&
                 w->world.persons.status[i] != KR_ABSENT;
    }
    return count;
}

static void a_subsidy_of_courses_draws_people_to_where_they_lead(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_training_subsidy);
    test_policy_set(&p, "subsidy", 0.95);
    test_policy_set(&p, "response", 1.0);
    p.unit_cost = 1000.0;
    test_target_occupation(&p, "nurse");
    struct test_world base;
    struct test_world more;
    test_world_open_country(&base, NULL, NULL);
    test_world_open_country(&more, &p, NULL);
    test_world_live(&base, 3);
    test_world_live(&more, 3);
    const int nurse = test_occupation(&base, "nurse");
    const int installer = test_occupation(&base, "installer");
    assert_true(trainees_for(&more, nurse, nurse) >
                trainees_for(&base, nurse, nurse) * 2);
    assert_true(trainees_for(&more, installer, installer) <=
                trainees_for(&base, installer, installer) + 1);
    // whoever begins is paid for, once, with or without the policy
    assert_true(test_ledger(&more, KR_LEDGER_HEADS) > 0);
    assert_int_equal(test_ledger(&more, KR_LEDGER_CENTS),
                     test_ledger(&more, KR_LEDGER_HEADS) * 95000);
    test_world_close(&base);
    test_world_close(&more);
}

static int64_t learning_minutes(const struct test_world *w)
{
    int64_t sum = 0;
    for (kr_row i = 0; i < w->world.helper_posts; i++) {
        sum += w->world.posts.at[i].learning_minutes;
    }
    return sum;
}

static void courses_first_take_hours_and_later_bring_qualified_people(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_training_subsidy);
    test_policy_set(&p, "subsidy", 0.9);
    test_policy_set(&p, "response", 0.8);
    test_policy_set(&p, "time", 0.3);
    struct test_world base;
    struct test_world more;
    test_world_open_country(&base, NULL, NULL);
    test_world_open_country(&more, &p, NULL);
    test_world_live(&base, 1);
    test_world_live(&more, 1);
    // whoever begins now loses time from the next quarter on, and nobody has finished
    assert_int_equal(more.world.tallies.events.trainings_finished,
                     base.world.tallies.events.trainings_finished);
    test_world_live(&base, 1);
    test_world_live(&more, 1);
    assert_true(learning_minutes(&more) > learning_minutes(&base));
    int64_t finished[2] = {0};
    for (int q = 0; q < 12; q++) {
        test_world_live(&base, 1);
        test_world_live(&more, 1);
        finished[0] += base.world.tallies.events.trainings_finished;
        finished[1] += more.world.tallies.events.trainings_finished;
    }
    assert_true(finished[1] * 10 > finished[0] * 12);
    test_world_close(&base);
    test_world_close(&more);
}

static int64_t finished_within(const struct kr_policy *policy, int quarters,
                               int64_t *dropped)
{
    struct test_world w;
    int64_t finished = 0;
    *dropped = 0;
    test_world_open_country(&w, policy, NULL);
    for (int q = 0; q < quarters; q++) {
        test_world_live(&w, 1);
        finished += w.world.tallies.events.trainings_finished;
        *dropped += w.world.tallies.events.trainings_dropped;
    }
    test_world_close(&w);
    return finished;
}

static void shorter_and_guided_courses_are_finished_more_often(void **state)
{
    (void)state;
    int64_t dropped[3];
    struct kr_policy p = test_policy_from_start(&kr_training_subsidy);
    test_policy_set(&p, "subsidy", 0.0);
    test_policy_set(&p, "time", 0.0);
    const int64_t base = finished_within(&p, 8, &dropped[0]);
    test_policy_set(&p, "length", 0.4);
    const int64_t shorter = finished_within(&p, 8, &dropped[1]);
    test_policy_set(&p, "length", 1.0);
    test_policy_set(&p, "dropout", 0.2);
    const int64_t guided = finished_within(&p, 8, &dropped[2]);
    assert_true(shorter > base);
    assert_true(guided >= base);
    assert_true(dropped[2] * 2 < dropped[0]);
}

// Helpers in childcare on a course for the qualified job, after two years of helpers
// everywhere, with or without a paid way up.
static int64_t helpers_on_the_way_up(int policies)
{
    struct kr_policy p[2] = {test_policy_from_start(&kr_job_carving),
                             test_policy_from_start(&kr_training_subsidy)};
    test_policy_set(&p[0], "told", 1.0);
    test_policy_set(&p[0], "subsidy", 1.0);
    test_target_kind(&p[0], KR_CHILDCARE);
    test_target_kind(&p[1], KR_CHILDCARE);
    test_policy_set(&p[1], "subsidy", 0.95);
    test_policy_set(&p[1], "response", 1.0);
    test_policy_set(&p[1], "ladder", 1.0);
    test_target_occupation(&p[1], "ped_worker");
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.scenario = TEST_NL,
                                                     .scale = 0.01,
                                                     .threads = 2,
                                                     .policies = p,
                                                     .policy_count = policies});
    const int helper = test_occupation(&w, "ped_helper");
    const int worker = test_occupation(&w, "ped_worker");
    int64_t count = 0;
    for (int q = 0; q < 8; q++) {
        test_world_live(&w, 1);
        for (kr_row i = 0; i < w.world.persons.rows; i++) {
            count += w.world.persons.status[i] == KR_EMPLOYEE &&
                     w.world.persons.occupation[i] == helper &&
                     w.world.persons.course[i] - 1 == worker;
        }
    }
    test_world_close(&w);
    return count;
}

static void a_paid_ladder_leads_helpers_to_qualified_work(void **state)
{
    (void)state;
    const int64_t base = helpers_on_the_way_up(1);
    assert_true(helpers_on_the_way_up(2) > 2 * base + 4);
}

// Students in fields most of whose graduates come to an occupation.
static int64_t students_for(const struct test_world *w, int occupation)
{
    int64_t count = 0;
    for (kr_row i = 0; i < w->world.persons.rows; i++) {
        const int field = w->world.persons.study[i] - 1;
        if (field >= 0 && w->world.persons.status[i] != KR_ABSENT) {
            const double *share =
                &w->country
                     .field_occupation[(size_t)field * (size_t)w->country.occupations];
            count += share[occupation] > 0.5;
        }
    }
    return count;
}

static void fields_that_draw_more_take_their_students_from_others(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_study_choice);
    test_policy_set(&p, "pull", 3.0);
    test_target_occupation(&p, "nurse");
    struct test_world base;
    struct test_world more;
    test_world_open_country(&base, NULL, NULL);
    test_world_open_country(&more, &p, NULL);
    test_world_live(&base, 8);
    test_world_live(&more, 8);
    const int nurse = test_occupation(&base, "nurse");
    assert_true(students_for(&more, nurse) * 10 > students_for(&base, nurse) * 13);
    int64_t all[2] = {0};
    for (kr_row i = 0; i < base.world.persons.rows; i++) {
        all[0] += base.world.persons.study[i] != 0;
    }
    for (kr_row i = 0; i < more.world.persons.rows; i++) {
        all[1] += more.world.persons.study[i] != 0;
    }
    assert_true(all[1] * 100 > all[0] * 98 && all[1] * 100 < all[0] * 102);
    test_world_close(&base);
    test_world_close(&more);
}

static void fewer_break_off_studies_that_lead_to_the_target(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_study_choice);
    test_policy_set(&p, "dropout", 0.2);
    struct test_world w;
    int64_t dropouts[2] = {0};
    for (int i = 0; i < 2; i++) {
        test_world_open_country(&w, i == 0 ? NULL : &p, NULL);
        for (int q = 0; q < 2; q++) {
            test_world_live(&w, 1);
            dropouts[i] += w.world.tallies.events.study_dropouts;
        }
        test_world_close(&w);
    }
    assert_true(dropouts[1] * 3 < dropouts[0]);
}

// ---------------------------------------------------------------- funding

static void without_swings_there_is_nothing_to_make_stable(void **state)
{
    (void)state;
    const struct kr_policy p = test_policy_from_start(&kr_stable_funding);
    const struct test_world_options base = {.scenario = NULL};
    struct test_world_options stable = base;
    stable.policies = &p;
    stable.policy_count = 1;
    assert_true(test_world_hash_after(&base, 4) == test_world_hash_after(&stable, 4));
}

static const char *const SWINGS[] = {"parameters.demand.budget_sd=0.08", NULL};

// Mean and variance of a budget over its path, over many runs and years.
static void budgets(const struct kr_policy *policy, double *mean, double *variance)
{
    struct test_world w;
    test_world_open_country(&w, policy, SWINGS);
    double sum = 0.0;
    double squares = 0.0;
    const int runs = 4000;
    struct kr_live live = test_begin_quarter(&w);
    for (int i = 0; i < runs; i++) {
        w.model.key = kr_random_key_of((uint64_t)i, 1);
        const double swing = kr_budget_swing(&live, 0);
        sum += swing;
        squares += swing * swing;
    }
    *mean = sum / runs;
    *variance = squares / runs - *mean * *mean;
    test_world_close(&w);
}

static void stable_budgets_have_the_same_mean_and_less_variance(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_stable_funding);
    test_policy_set(&p, "smoothed", 0.75);
    double mean[2];
    double variance[2];
    budgets(NULL, &mean[0], &variance[0]);
    budgets(&p, &mean[1], &variance[1]);
    assert_close(mean[0], 1.0, 0.005);
    assert_close(mean[1], 1.0, 0.005);
    assert_close(variance[0], 0.0064, 0.0006);
    assert_close(variance[1] / variance[0], 0.0625, 0.01);
}

// Mean square of the change of unmet need of public sectors from year to year.
static double shortage_swings(const struct kr_policy *policy)
{
    double sum = 0.0;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct test_world w;
        test_world_open(&w, &(struct test_world_options){.scenario = "nl/frozen.yaml",
                                                         .scale = 0.003,
                                                         .seed = seed,
                                                         .threads = 2,
                                                         .sets = SWINGS,
                                                         .policies = policy,
                                                         .policy_count = policy != NULL});
        double before = 0.0;
        for (int year = 0; year < 4; year++) {
            test_world_live(&w, 4);
            double unmet = 0.0;
            for (int s = 0; s < w.country.sectors; s++) {
                unmet += w.country.sector[s].kind == KR_TEACHING
                             ? (double)w.world.sector[s].unmet_minutes
                             : 0.0;
            }
            sum += year > 0 ? (unmet - before) * (unmet - before) : 0.0;
            before = unmet;
        }
        test_world_close(&w);
    }
    return sum;
}

static void stable_funding_calms_the_shortage(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_stable_funding);
    test_policy_set(&p, "smoothed", 1.0);
    assert_true(shortage_swings(&p) < 0.7 * shortage_swings(NULL));
}

static int64_t conversions(const char *const *sets)
{
    struct test_world w;
    test_world_open_country(&w, NULL, sets);
    int64_t sum = 0;
    for (int q = 0; q < 4; q++) {
        test_world_live(&w, 1);
        sum += w.world.tallies.events.conversions;
    }
    test_world_close(&w);
    return sum;
}

static void employers_bind_fewer_when_budgets_swing(void **state)
{
    (void)state;
    // swings too small for staff to follow, and a response large enough to be seen
    const char *const calm[] = {"parameters.demand.budget_sd=0.001",
                                "parameters.contracts.conversion_swings=0", NULL};
    const char *const wary[] = {"parameters.demand.budget_sd=0.1",
                                "parameters.contracts.conversion_swings=20", NULL};
    assert_true(conversions(wary) < conversions(calm));
}

static void families_begin_to_care_where_staff_is_spared(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_least_staff);
    test_policy_set(&p, "informal", 3.0);
    test_target_kind(&p, KR_CARE);
    int64_t carers[2] = {0};
    for (int i = 0; i < 2; i++) {
        struct test_world w;
        test_world_open_country(&w, i == 0 ? NULL : &p, NULL);
        test_world_live(&w, 3);
        for (kr_row row = 0; row < w.world.persons.rows; row++) {
            carers[i] += w.world.persons.status[row] != KR_ABSENT &&
                         w.world.persons.informal_care[row] > 0;
        }
        test_world_close(&w);
    }
    assert_true(carers[1] * 10 > carers[0] * 11);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_subsidy_of_courses_draws_people_to_where_they_lead),
        cmocka_unit_test(courses_first_take_hours_and_later_bring_qualified_people),
        cmocka_unit_test(shorter_and_guided_courses_are_finished_more_often),
        cmocka_unit_test(a_paid_ladder_leads_helpers_to_qualified_work),
        cmocka_unit_test(fields_that_draw_more_take_their_students_from_others),
        cmocka_unit_test(fewer_break_off_studies_that_lead_to_the_target),
        cmocka_unit_test(without_swings_there_is_nothing_to_make_stable),
        cmocka_unit_test(stable_budgets_have_the_same_mean_and_less_variance),
        cmocka_unit_test(stable_funding_calms_the_shortage),
        cmocka_unit_test(employers_bind_fewer_when_budgets_swing),
        cmocka_unit_test(families_begin_to_care_where_staff_is_spared),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
