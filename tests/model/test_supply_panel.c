// Care employees followed for two years, as the register does (rule R2): most keep their
// hours, somewhat more add than give up. Also the two-year fate of hours added on
// request, and the spikes of contract hours. Slow: a twentieth of the Netherlands.
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdlib.h>

enum { YEARS_2 = 8, TWO_HOURS = 120 };

#define SCALE 0.05

struct panel {
    kr_row rows;
    uint64_t *id;
    uint16_t *minutes; // 0: not in care at the start
};

static bool works_in_care(const struct test_world *w, kr_row row)
{
    const struct kr_persons *p = &w->world.persons;
    if (p->status[row] != KR_EMPLOYEE) {
        return false;
    }
    const kr_row employer = w->world.posts.at[p->post[row]].employer;
    const int sector = w->world.employers.at[employer].sector;
    return w->country.sector[sector].kind == KR_CARE;
}

static struct panel panel_begin(const struct test_world *w)
{
    const struct kr_persons *p = &w->world.persons;
    struct panel panel = {.rows = p->rows};
    panel.id = test_calloc((size_t)p->rows, sizeof *panel.id);
    panel.minutes = test_calloc((size_t)p->rows, sizeof *panel.minutes);
    for (kr_row i = 0; i < p->rows; i++) {
        panel.id[i] = p->id[i];
        panel.minutes[i] = works_in_care(w, i) ? p->contract_minutes[i] : 0;
    }
    return panel;
}

static void panel_end(struct panel *panel)
{
    test_free(panel->id);
    test_free(panel->minutes);
}

static void care_employees_mostly_keep_their_hours_for_two_years(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){
                            .scenario = "nl/frozen.yaml", .scale = SCALE, .threads = 2});
    struct panel panel = panel_begin(&w);
    test_world_live(&w, YEARS_2);
    const struct kr_persons *p = &w.world.persons;
    double same = 0.0;
    double up = 0.0;
    double down = 0.0;
    double left = 0.0;
    for (kr_row i = 0; i < panel.rows; i++) {
        if (panel.minutes[i] == 0) {
            continue;
        }
        const bool here = p->id[i] == panel.id[i] && works_in_care(&w, i);
        const int change = here ? p->contract_minutes[i] - panel.minutes[i] : 0;
        left += !here;
        up += here && change >= TWO_HOURS;
        down += here && change <= -TWO_HOURS;
        same += here && change > -TWO_HOURS && change < TWO_HOURS;
    }
    const double all = (same + up + down + left) / 100.0;
    print_message("same %.1f up %.1f down %.1f left %.1f\n", same / all, up / all,
                  down / all, left / all);
    assert_between(same / all, 46.0, 56.0);
    assert_between(up / all, 12.0, 19.0);
    assert_between(down / all, 9.5, 16.5);
    panel_end(&panel);
    test_world_close(&w);
}

static void a_quarter_of_hours_added_on_request_is_given_up_in_two_years(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){
                            .scenario = "nl/frozen.yaml", .scale = SCALE, .threads = 2});
    double kept = 0.0;
    double back = 0.0;
    for (int q = 0; q < 3 * YEARS_2; q++) {
        test_world_live(&w, 1);
        const struct kr_events *e = &w.world.tallies.events;
        const bool settled = q >= 2 * YEARS_2;
        kept += settled ? (double)e->hours_kept : 0.0;
        back += settled ? (double)e->hours_fallen_back : 0.0;
    }
    print_message("fell back %.1f%% of those who stayed in the job\n",
                  100.0 * back / (back + kept));
    assert_between(100.0 * back / (back + kept), 10.0, 45.0);
    test_world_close(&w);
}

// Contract hours in per cent by steps of the grid.
static void histogram(const struct test_world *w, double share[KR_HOURS_GRID])
{
    double all = 0.0;
    for (int k = 0; k < KR_HOURS_GRID; k++) {
        share[k] = 0.0;
        for (int x = 0; x < KR_SEX_COUNT; x++) {
            share[k] +=
                (double)*kr_tally_at(&w->world.tallies, KR_TALLY_hours_histogram, x, k);
        }
        all += share[k];
    }
    for (int k = 0; k < KR_HOURS_GRID; k++) {
        share[k] *= 100.0 / all;
    }
}

static void spikes_of_contract_hours_stay(void **state)
{
    (void)state;
    // 16, 24, 32 and 40 hours against 12, 28, 28 and 44
    static const int SPIKE[] = {4, 6, 8, 10};
    static const int BESIDE[] = {3, 7, 7, 11};
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){
                            .scenario = "nl/frozen.yaml", .scale = SCALE, .threads = 2});
    double before[KR_HOURS_GRID];
    double after[KR_HOURS_GRID];
    test_world_live(&w, 1);
    histogram(&w, before);
    test_world_live(&w, YEARS_2 - 1);
    histogram(&w, after);
    for (int k = 0; k < KR_HOURS_GRID; k++) {
        print_message("%2d hours: %5.2f %5.2f\n", k * KR_HOURS_STEP, before[k], after[k]);
    }
    for (size_t i = 0; i < sizeof SPIKE / sizeof SPIKE[0]; i++) {
        assert_true(after[SPIKE[i]] > 1.2 * after[BESIDE[i]]);
    }
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(care_employees_mostly_keep_their_hours_for_two_years),
        cmocka_unit_test(a_quarter_of_hours_added_on_request_is_given_up_in_two_years),
        cmocka_unit_test(spikes_of_contract_hours_stay),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
