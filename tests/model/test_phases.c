// A phase counts: fixing its rule moves at least one published figure by more than half
// a band within five years. Bands are those of the targets of the country pack.
#include "study/targets.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LAST_YEAR = 4, MOST_INDICATORS = 128 };

// Means of all indicators over the last year of a run of `quarters`.
static void measure(const char *set, int quarters, double mean[MOST_INDICATORS])
{
    size_t count;
    const struct kr_indicator *list = kr_indicator_list(&count);
    assert_true(count <= MOST_INDICATORS);
    const char *const sets[] = {set, NULL};
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){
                            .scenario = TEST_NL,
                            .scale = TEST_NL_SCALE,
                            .sets = set != NULL ? sets : NULL,
                        });
    memset(mean, 0, MOST_INDICATORS * sizeof *mean);
    for (int q = 1; q <= quarters; q++) {
        test_world_live(&w, 1);
        for (size_t i = 0; i < count && q > quarters - LAST_YEAR; i++) {
            mean[i] += list[i].value(&w.model, &w.world) / LAST_YEAR;
        }
    }
    test_world_close(&w);
}

// The largest move of a published figure, in half bands; `which` names it.
static double largest_move(const struct kr_targets *targets, const double *rule,
                           const double *fixed, const struct kr_indicator **which)
{
    size_t count;
    const struct kr_indicator *list = kr_indicator_list(&count);
    double largest = 0.0;
    for (size_t i = 0; i < count; i++) {
        const struct kr_published *target = kr_targets_find(targets, list[i].target);
        const double half = target != NULL ? (target->high - target->low) / 2.0 : 0.0;
        const double move = half > 0.0 ? fabs(fixed[i] - rule[i]) / half : 0.0;
        if (move > largest) {
            largest = move;
            *which = &list[i];
        }
    }
    return largest;
}

// Phases by how long it takes until what they do shows: flows at once, slow stocks later.
static const struct {
    const char *name;
    int quarters;
} PHASES[] = {{"demography", 8}, {"participation", 8}, {"staffing", 8},
              {"retention", 8},  {"vacancies", 8},     {"matching", 8},
              {"training", 20},  {"wages", 20},        {"services", 20}};

static void every_phase_moves_a_published_figure_by_half_a_band(void **state)
{
    (void)state;
    struct kr_targets targets;
    struct kr_diag diag;
    kr_diag_init(&diag);
    assert_int_equal(kr_targets_read(&targets, KR_SOURCE_DIR "/scenarios/nl", &diag),
                     KR_OK);
    double rule[MOST_INDICATORS] = {0};
    double fixed[MOST_INDICATORS];
    int measured = 0;
    bool all = true;
    for (size_t p = 0; p < sizeof PHASES / sizeof PHASES[0]; p++) {
        if (PHASES[p].quarters != measured) {
            measured = PHASES[p].quarters;
            measure(NULL, measured, rule);
        }
        char set[64];
        (void)snprintf(set, sizeof set, "parameters.phases.%s=0", PHASES[p].name);
        measure(set, measured, fixed);
        const struct kr_indicator *which = NULL;
        const double move = largest_move(&targets, rule, fixed, &which);
        print_message("%-14s %-32s %7.2f half bands\n", PHASES[p].name,
                      which == NULL ? "-" : which->name, move);
        if (move <= 1.0) {
            print_error("fixing %s moves no published figure by half a band\n",
                        PHASES[p].name);
            all = false;
        }
    }
    assert_true(all);
    kr_targets_free(&targets);
    kr_diag_free(&diag);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_phase_moves_a_published_figure_by_half_a_band),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
