#include "study/spiral.h"
#include "tests/support/test.h"

// A kind of sector whose rates follow the workload as told: rate = at one + slope * ln L.
static void fill(struct kr_load_sums *sums, double quits, double dismissals,
                 double absences, double hours)
{
    static const double LOAD[] = {0.9, 1.0, 1.1};
    static const double LN_LOAD[] = {-0.1053605156578263, 0.0, 0.09531017980432493};
    *sums = (struct kr_load_sums){.quarters = 2};
    for (int i = 0; i < 3; i++) {
        double *cell = sums->cell[KR_CARE][3 + 2 * i];
        const double heads = 10000.0;
        const double dismissed = heads * (0.02 + dismissals * LN_LOAD[i]);
        cell[KR_BY_LOAD_HEADS] = heads;
        cell[KR_BY_LOAD_WEIGHTED] = heads * LOAD[i] * 1000.0;
        cell[KR_BY_LOAD_DISMISSED] = dismissed;
        cell[KR_BY_LOAD_SEPARATIONS] = dismissed + heads * (0.06 + quits * LN_LOAD[i]);
        cell[KR_BY_LOAD_CONTRACT] = heads * 1500.0;
        cell[KR_BY_LOAD_ABSENT] = heads * 1500.0 * 0.07;
        cell[KR_BY_LOAD_SPELLS] = heads * (0.1 + absences * LN_LOAD[i]);
        cell[KR_BY_LOAD_CHANGED] = heads * 1500.0 * hours * LN_LOAD[i];
    }
}

static void slopes_come_back_as_elasticities(void **state)
{
    (void)state;
    struct kr_load_sums sums;
    struct kr_spiral spiral;
    fill(&sums, 0.02, -0.01, 0.04, -0.001);
    assert_true(kr_spiral_across(&sums, KR_CARE, &spiral));
    const double outflow = 0.08 + 0.01 * (0.09531017980432493 - 0.1053605156578263) / 3.0;
    assert_close(spiral.heads, 15000.0, 1e-9);
    assert_close(spiral.load, 1.0, 1e-12);
    assert_close(spiral.outflow, outflow, 1e-12);
    assert_close(spiral.absence, 0.07, 1e-12);
    assert_close(spiral.e_quit, 0.02 / outflow, 1e-9);
    assert_close(spiral.e_dismissal, -0.01 / outflow, 1e-9);
    assert_close(spiral.e_hours, 0.001 / outflow, 1e-9);
}

static void the_gain_is_that_of_the_formula(void **state)
{
    (void)state;
    const struct kr_spiral central = {
        .e_quit = 0.42, .e_absence = 0.4, .absence = 0.07, .e_hours = 0.05};
    assert_close(kr_spiral_gain(&central), 2.0, 0.01);
    const struct kr_spiral nothing = {.absence = 0.07};
    assert_close(kr_spiral_gain(&nothing), 1.0, 1e-12);
}

static void what_the_closed_world_shows_too_is_taken_off(void **state)
{
    (void)state;
    struct kr_load_sums sums;
    struct kr_spiral open;
    struct kr_spiral closed;
    fill(&sums, 0.05, 0.0, 0.06, 0.0);
    assert_true(kr_spiral_across(&sums, KR_CARE, &open));
    fill(&sums, 0.03, 0.0, 0.02, 0.0);
    assert_true(kr_spiral_across(&sums, KR_CARE, &closed));
    const struct kr_spiral less = kr_spiral_less(&open, &closed);
    assert_close(less.e_quit, open.e_quit - closed.e_quit, 1e-12);
    assert_true(less.gain < open.gain && less.gain > 1.0);
    const struct kr_spiral same = kr_spiral_less(&open, &open);
    assert_close(same.gain, 1.0, 1e-12);
}

static void a_kind_without_staff_or_without_spread_has_no_spiral(void **state)
{
    (void)state;
    struct kr_load_sums sums;
    struct kr_spiral spiral;
    fill(&sums, 0.02, 0.0, 0.04, 0.0);
    assert_false(kr_spiral_across(&sums, KR_MARKET, &spiral));
    for (int c = 0; c < KR_LOAD_CLASSES; c++) {
        for (int column = 0; column < KR_BY_LOAD_COUNT; column++) {
            sums.cell[KR_CARE][c][column] *= c == 5;
        }
    }
    assert_false(kr_spiral_across(&sums, KR_CARE, &spiral));
}

static void classes_of_workload_meet_without_a_gap(void **state)
{
    (void)state;
    assert_int_equal(kr_load_class(0.5), 0);
    assert_int_equal(kr_load_class(0.81), 1);
    assert_int_equal(kr_load_class(0.99), 4);
    assert_int_equal(kr_load_class(1.01), 5);
    assert_int_equal(kr_load_class(1.19), 8);
    assert_int_equal(kr_load_class(2.0), KR_LOAD_CLASSES - 1);
    int before = 0;
    for (int i = 500; i <= 2000; i++) {
        const int now = kr_load_class((double)i / 1000.0);
        assert_true(now == before || now == before + 1);
        before = now;
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slopes_come_back_as_elasticities),
        cmocka_unit_test(the_gain_is_that_of_the_formula),
        cmocka_unit_test(what_the_closed_world_shows_too_is_taken_off),
        cmocka_unit_test(a_kind_without_staff_or_without_spread_has_no_spiral),
        cmocka_unit_test(classes_of_workload_meet_without_a_gap),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
