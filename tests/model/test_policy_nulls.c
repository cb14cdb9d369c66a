// Measures that evaluations found to do nothing measurable do nothing measurable here:
// scenarios/nl/policies/null-*.yaml. What makes them small stands in the files; none of
// them has a response of zero, which is shown too.
#include "sim/run.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <math.h>

// A 95% interval of four replicates: Student's t with three degrees of freedom.
static const double T_OF_FOUR = 3.182;

// Largest effect that counts as small, share of all who work. Evaluations would not have
// seen less.
static const double SMALL = 0.0015;

enum { REPLICATES = 4, QUARTERS = 12, IN_FORCE = 4 }; // policies start in the fifth

static double working(const struct test_world *w)
{
    const struct kr_persons *p = &w->world.persons;
    int64_t count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        count += p->status[i] == KR_EMPLOYEE || p->status[i] == KR_SELF_EMPLOYED;
    }
    return (double)count;
}

// Mean of those who work over the quarters in force.
static double mean_working(const char *scenario, uint64_t replicate, uint64_t *hash)
{
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.scenario = scenario,
                                                     .scale = TEST_NL_SCALE,
                                                     .replicate = replicate,
                                                     .threads = 2});
    double sum = 0.0;
    for (int q = 0; q < QUARTERS; q++) {
        test_world_live(&w, 1);
        sum += q >= IN_FORCE ? working(&w) : 0.0;
    }
    *hash = kr_world_hash(&w.world);
    test_world_close(&w);
    return sum / (QUARTERS - IN_FORCE);
}

static double base[REPLICATES];
static uint64_t base_hash[REPLICATES];

// The worlds without a policy: the same for all.
static void live_base(void)
{
    for (int r = 0; r < REPLICATES && base_hash[r] == 0; r++) {
        base[r] = mean_working(TEST_NL, (uint64_t)r + 1, &base_hash[r]);
    }
}

static void does_next_to_nothing(const char *scenario)
{
    live_base();
    double mean = 0.0;
    double squares = 0.0;
    for (int r = 0; r < REPLICATES; r++) {
        uint64_t hash;
        const double change = mean_working(scenario, (uint64_t)r + 1, &hash) - base[r];
        assert_true(hash != base_hash[r]); // people do react
        mean += change / REPLICATES;
        squares += change * change / REPLICATES;
    }
    const double variance = (squares - mean * mean) * REPLICATES / (REPLICATES - 1);
    const double half = T_OF_FOUR * sqrt(variance / REPLICATES);
    print_message("%s: %+.1f of %.0f persons, interval +-%.1f\n", scenario, mean, base[0],
                  half);
    assert_between(0.0, mean - half, mean + half);
    assert_between(mean, -SMALL * base[0], SMALL * base[0]);
}

static void a_benefit_for_hiring_older_people_does_next_to_nothing(void **state)
{
    (void)state;
    does_next_to_nothing("nl/policies/null-older-workers.yaml");
}

static void cover_against_the_sickness_of_older_people_does_next_to_nothing(void **state)
{
    (void)state;
    does_next_to_nothing("nl/policies/null-no-risk.yaml");
}

static void waiving_the_duties_of_assistance_does_next_to_nothing(void **state)
{
    (void)state;
    does_next_to_nothing("nl/policies/null-no-duties.yaml");
}

static void
more_pay_for_single_parents_of_older_children_does_next_to_nothing(void **state)
{
    (void)state;
    does_next_to_nothing("nl/policies/null-single-mothers.yaml");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_benefit_for_hiring_older_people_does_next_to_nothing),
        cmocka_unit_test(cover_against_the_sickness_of_older_people_does_next_to_nothing),
        cmocka_unit_test(waiving_the_duties_of_assistance_does_next_to_nothing),
        cmocka_unit_test(
            more_pay_for_single_parents_of_older_children_does_next_to_nothing),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
