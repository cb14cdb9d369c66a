#include "scenarios/scenario.h"
#include "study/loops.h"
#include "tests/support/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { QUARTERS = 2, REPLICATES = 2, MOST_LOOPS = 32 };

// Measures all loops of the village, with settings.
static void measure(const char *const *sets, size_t set_count, double pulse,
                    struct kr_loop_result *results)
{
    struct kr_scenario scenario;
    struct kr_country country;
    struct kr_diag diag;
    kr_diag_init(&diag);
    assert_int_equal(kr_scenario_read(KR_SOURCE_DIR "/scenarios/village/baseline.yaml",
                                      sets, set_count, &scenario, &country, &diag),
                     KR_OK);
    kr_diag_free(&diag);
    const struct kr_model model = {.country = &country,
                                   .parameters = scenario.parameters,
                                   .policies = scenario.policies,
                                   .policy_count = scenario.policy_count,
                                   .seed = 1,
                                   .scale = 1.0,
                                   .quarters = QUARTERS,
                                   .threads = 2};
    const struct kr_loops_options options = {.pulse = pulse, .replicates = REPLICATES};
    assert_int_equal(kr_loops_measure(&model, &options, results), KR_OK);
    kr_scenario_free(&scenario);
    kr_country_free(&country);
}

static const struct kr_loop_result *find(const struct kr_loop_result *results,
                                         const char *id, int kind)
{
    size_t count;
    (void)kr_loop_list(&count);
    assert_true(count <= MOST_LOOPS);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(results[i].loop->id, id) == 0 && results[i].loop->kind == kind) {
            return &results[i];
        }
    }
    fail_msg("no loop %s", id);
    return NULL;
}

static void more_work_means_more_load_where_there_is_such_work(void **state)
{
    (void)state;
    struct kr_loop_result results[MOST_LOOPS];
    measure(NULL, 0, 0.1, results);
    const struct kr_loop_result *care = find(results, "L1", KR_CARE);
    assert_null(care->lacks);
    assert_true(care->direct.mean > 2.0 && care->direct.mean < 12.0);
    assert_true(care->whole.mean > 2.0);
    assert_close(care->gain.mean, care->whole.mean / care->direct.mean, 1e-9);
    assert_non_null(find(results, "L1", KR_CHILDCARE)->lacks);
    assert_null(find(results, "L1", KR_TEACHING)->lacks);
    // less work, fewer employees
    const struct kr_loop_result *shell = find(results, "L8", KR_NONE);
    assert_true(shell->direct.mean < 0.0 && shell->whole.mean < 0.0);
}

static void a_loop_that_the_scenario_cuts_itself_has_a_gain_of_one(void **state)
{
    (void)state;
    static const char *const SETS[] = {"parameters.quit.load_elasticity=0",
                                       "parameters.sickness.load_elasticity=0",
                                       "parameters.sickness.burnout_effect=0",
                                       "parameters.hours.load_effect=0",
                                       "parameters.vacancies.standard_tightness=0",
                                       "parameters.vacancies.standard_age=0"};
    struct kr_loop_result results[MOST_LOOPS];
    measure(SETS, sizeof SETS / sizeof *SETS, 0.1, results);
    // only where every link is named above
    const struct kr_loop_result *standards = find(results, "L6", KR_NONE);
    assert_null(standards->lacks);
    assert_close(standards->gain.mean, 1.0, 1e-9);
    assert_close(standards->gain.error, 0.0, 1e-9);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_work_means_more_load_where_there_is_such_work),
        cmocka_unit_test(a_loop_that_the_scenario_cuts_itself_has_a_gain_of_one),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
