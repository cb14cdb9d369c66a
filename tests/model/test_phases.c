// A phase counts: fixing its rule moves at least one published figure by more than half
// a band. Bands are those of the targets of the country pack.
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUARTERS = 12, LAST_YEAR = 4, MOST_INDICATORS = 128, PHASES = 9 };

struct band {
    char id[16];
    double half;
};

struct bands {
    struct band at[256];
    int count;
};

// Copies cell `column` of a line of CSV, quotes taken off.
static void cell_of(const char *line, int column, char *text, size_t size)
{
    bool quoted = false;
    size_t used = 0;
    for (; *line != '\0' && *line != '\n'; line++) {
        if (*line == '"') {
            quoted = !quoted;
        } else if (*line == ',' && !quoted) {
            column--;
        } else if (column == 0 && used + 1 < size) {
            text[used++] = *line;
        }
    }
    text[used] = '\0';
}

// id, statistic, value, unit, low, high ...
static void read_bands(struct bands *bands)
{
    enum { ID = 0, LOW = 4, HIGH = 5 };
    memset(bands, 0, sizeof *bands);
    FILE *file = fopen(KR_SOURCE_DIR "/scenarios/nl/targets.csv", "r");
    assert_non_null(file);
    char line[1024];
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file) != NULL && bands->count < 256) {
        struct band *band = &bands->at[bands->count++];
        char low[32];
        char high[32];
        cell_of(line, ID, band->id, sizeof band->id);
        cell_of(line, LOW, low, sizeof low);
        cell_of(line, HIGH, high, sizeof high);
        band->half = (strtod(high, NULL) - strtod(low, NULL)) / 2.0;
    }
    assert_int_equal(fclose(file), 0);
}

// Half the band of a target, 0 when it has none.
static double half_band(const struct bands *bands, const char *target)
{
    for (int i = 0; i < bands->count; i++) {
        if (strcmp(bands->at[i].id, target) == 0) {
            return bands->at[i].half;
        }
    }
    return 0.0;
}

// Means of all indicators over the last year of a run.
static void measure(const char *set, uint64_t seed, double mean[MOST_INDICATORS])
{
    size_t count;
    const struct kr_indicator *list = kr_indicator_list(&count);
    assert_true(count <= MOST_INDICATORS);
    const char *const sets[] = {set, NULL};
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.scenario = TEST_NL,
                                                     .scale = TEST_NL_SCALE,
                                                     .sets = set != NULL ? sets : NULL,
                                                     .seed = seed,
                                                     .threads = 2});
    memset(mean, 0, MOST_INDICATORS * sizeof *mean);
    for (int q = 1; q <= QUARTERS; q++) {
        test_world_live(&w, 1);
        for (size_t i = 0; i < count && q > QUARTERS - LAST_YEAR; i++) {
            mean[i] += list[i].value(&w.model, &w.world) / LAST_YEAR;
        }
    }
    test_world_close(&w);
}

// The largest move of a published figure, in half bands; `which` names it.
static double largest_move(const struct bands *bands, const double *rule,
                           const double *fixed, const struct kr_indicator **which)
{
    size_t count;
    const struct kr_indicator *list = kr_indicator_list(&count);
    double largest = 0.0;
    for (size_t i = 0; i < count; i++) {
        const double half = half_band(bands, list[i].target);
        const double move = half > 0.0 ? fabs(fixed[i] - rule[i]) / half : 0.0;
        if (move > largest) {
            largest = move;
            *which = &list[i];
        }
    }
    return largest;
}

static void every_phase_moves_a_published_figure_by_half_a_band(void **state)
{
    (void)state;
    static const char *const NAMES[PHASES] = {"demography", "participation", "staffing",
                                              "retention",  "vacancies",     "matching",
                                              "training",   "wages",         "services"};
    struct bands bands;
    read_bands(&bands);
    double rule[MOST_INDICATORS];
    double fixed[MOST_INDICATORS];
    measure(NULL, 1, rule);
    bool all = true;
    for (int p = 0; p < PHASES; p++) {
        char set[64];
        (void)snprintf(set, sizeof set, "parameters.phases.%s=0", NAMES[p]);
        measure(set, 1, fixed);
        const struct kr_indicator *which = NULL;
        const double move = largest_move(&bands, rule, fixed, &which);
        print_message("%-14s %-32s %7.2f half bands\n", NAMES[p],
                      which == NULL ? "-" : which->name, move);
        if (move <= 1.0) {
            print_error("fixing %s moves no published figure by half a band\n", NAMES[p]);
            all = false;
        }
    }
    assert_true(all);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_phase_moves_a_published_figure_by_half_a_band),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
