// Facts about guidance by mentors: what it gains, what it costs at work, how far places
// go.
#include "scenarios/policies/policies.h"
#include "sim/programmes.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

// Hours at work in sectors of a kind: contracts less absence and time of mentors and
// newcomers.
static double net_minutes(const struct test_world *w)
{
    double sum = 0.0;
    for (kr_row i = 0; i < w->world.posts.rows; i++) {
        const struct kr_post *post = &w->world.posts.at[i];
        if (post->employer != KR_NONE) {
            sum += (double)post->contract_minutes - (double)post->absent_minutes -
                   (double)post->learning_minutes;
        }
    }
    return sum;
}

static struct kr_policy guidance(double leaving, double time)
{
    struct kr_policy p = test_policy_with(&kr_mentoring, "quit", leaving);
    p.parameter[1] = leaving;
    p.parameter[2] = time;
    p.target.tenure = (struct kr_span){0, 8};
    return p;
}

static void guidance_gains_hours_only_while_mentors_need_little_time(void **state)
{
    (void)state;
    const double times[] = {0.0, 0.1, 1.0};
    double gain[3];
    for (int k = 0; k < 3; k++) {
        struct kr_policy p = guidance(0.5, times[k]);
        struct test_world pair[TEST_PAIR];
        test_pair_open(pair, TEST_NL, &p);
        test_pair_live(pair, 6);
        gain[k] = net_minutes(&pair[TEST_VARIANT]) / net_minutes(&pair[TEST_BASE]) - 1.0;
        test_pair_close(pair);
    }
    assert_true(gain[0] > 0.0);
    assert_true(gain[1] < gain[0]);
    assert_true(gain[2] < 0.0);
}

static void time_of_mentors_is_lost_to_the_post_and_to_service(void **state)
{
    (void)state;
    struct kr_policy p = guidance(1.0, 0.5);
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, TEST_NL, &p);
    test_pair_live(pair, 1);
    int64_t guided = 0;
    const struct kr_persons *who = &pair[TEST_VARIANT].world.persons;
    for (kr_row i = 0; i < who->rows; i++) {
        if (who->status[i] == KR_EMPLOYEE && TEST_FIRST - who->job_since[i] < 8) {
            guided += who->contract_minutes[i] / 2;
        }
    }
    const double lost = net_minutes(&pair[TEST_BASE]) - net_minutes(&pair[TEST_VARIANT]);
    assert_true(guided > 0);
    assert_close(lost, (double)guided, 0.0);
    int64_t output = 0;
    for (int s = 0; s < pair[TEST_BASE].country.sectors; s++) {
        const int64_t less = pair[TEST_BASE].world.sector[s].output_minutes -
                             pair[TEST_VARIANT].world.sector[s].output_minutes;
        assert_true(less >= 0);
        output += less;
    }
    assert_true(output > guided / 2 && output < guided);
    test_pair_close(pair);
}

static int64_t guided_with(double capacity)
{
    struct kr_policy p = guidance(0.9, 0.1);
    p.capacity = capacity;
    struct test_world w;
    test_world_open_nl(&w, &p, 1);
    test_world_live(&w, 2);
    const int64_t count = test_ledger_of(&w, 0, KR_LEDGER_RECIPIENTS);
    test_world_close(&w);
    return count;
}

static void places_for_starters_run_out(void **state)
{
    (void)state;
    const int64_t all = guided_with(0.0);
    const int64_t few = guided_with(200000.0);
    const int64_t enough = guided_with(20e6);
    assert_int_equal(enough, all);
    // two hundred thousand places are two thousand at this scale; those who start during
    // the quarter come on top
    assert_between((double)few, 1800.0, 2500.0);
    assert_true(all > 2 * few);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(guidance_gains_hours_only_while_mentors_need_little_time),
        cmocka_unit_test(time_of_mentors_is_lost_to_the_post_and_to_service),
        cmocka_unit_test(places_for_starters_run_out),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
