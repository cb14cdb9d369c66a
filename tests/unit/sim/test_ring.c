// The rings that openings lie on (docs/model/matching.md).
#include "base/random.h"
#include "sim/matching.h"
#include "sim/openings.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

enum { POINTS = 4000 };

static uint32_t point_of(int i)
{
    return (uint32_t)(kr_mix64((uint64_t)i) >> 32);
}

// The key of the opening that point `i` leads to, 0 in an empty cell.
static uint64_t key_at(const struct kr_matching *m, int cell, int i)
{
    const int32_t at = kr_ring_next(m, cell, point_of(i));
    return at == KR_NONE ? 0 : m->ring[at].key;
}

static int fullest_cell(const struct kr_matching *m)
{
    int best = 0;
    for (int c = 0; c < m->cells; c++) {
        const int32_t size = m->cell_start[c + 1] - m->cell_start[c];
        best = size > m->cell_start[best + 1] - m->cell_start[best] ? c : best;
    }
    return best;
}

static void build(struct kr_live *live)
{
    kr_units_number(live, 0);
    kr_units_refresh(live);
    kr_ring_build(live);
}

static void the_next_opening_is_the_first_at_or_after_the_point(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(
        &w, &(struct test_world_options){.scenario = TEST_NL, .scale = TEST_NL_SCALE});
    struct kr_live live = test_world_to_matching(&w);
    build(&live);
    const struct kr_matching *m = &live.scratch->matching;
    for (int i = 0; i < POINTS; i++) {
        const int cell = i % m->cells;
        const uint32_t point = point_of(i);
        int32_t best = KR_NONE;
        uint32_t best_away = 0;
        for (int32_t k = m->cell_start[cell]; k < m->cell_start[cell + 1]; k++) {
            const uint32_t away = m->ring[k].position - point;
            if (best == KR_NONE || away < best_away) {
                best = k;
                best_away = away;
            }
        }
        assert_int_equal(kr_ring_next(m, cell, point), best);
    }
    for (int32_t k = 0; k < m->cell_start[1]; k++) { // its own place leads to an opening
        const int32_t at = kr_ring_next(m, 0, m->ring[k].position);
        assert_int_equal(m->ring[at].position, m->ring[k].position);
    }
    test_world_close(&w);
}

static void one_more_opening_moves_only_its_own_arc(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){0});
    struct kr_live live = test_world_to_matching(&w);
    struct kr_matching *m = &live.scratch->matching;
    build(&live);
    const int cell = fullest_cell(m);
    static uint64_t before[POINTS];
    for (int i = 0; i < POINTS; i++) {
        before[i] = key_at(m, cell, i);
    }
    // one more at the post of the first opening of the cell
    const kr_row post = m->unit[m->ring[m->cell_start[cell]].unit].post;
    const struct kr_new_opening more = kr_opening_of(&live, post, 999, true);
    assert_int_equal(kr_opening_add(&live, &more), KR_OK);
    const uint64_t key = w.world.vacancies.key[w.world.vacancies.rows - 1];
    build(&live);
    // those whose answer changed now come to the new one, and all came from one other
    int moved = 0;
    uint64_t from = 0;
    for (int i = 0; i < POINTS; i++) {
        const uint64_t now = key_at(m, cell, i);
        if (now == before[i]) {
            continue;
        }
        assert_true(now == key);
        assert_true(from == 0 || before[i] == from);
        from = before[i];
        moved++;
    }
    const int size = m->cell_start[cell + 1] - m->cell_start[cell];
    assert_true(size > 5);
    assert_true(moved * size < POINTS * 10);
    test_world_close(&w);
}

static void places_on_the_ring_are_even(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(
        &w, &(struct test_world_options){.scenario = TEST_NL, .scale = TEST_NL_SCALE});
    struct kr_live live = test_world_to_matching(&w);
    build(&live);
    const struct kr_matching *m = &live.scratch->matching;
    double sum = 0.0;
    const int32_t count = m->cell_start[m->cells];
    assert_int_equal(count, w.world.vacancies.rows);
    for (int32_t k = 0; k < count; k++) {
        sum += (double)m->ring[k].position * 0x1p-32;
    }
    // a mean of n uniforms has spread 0.29 / sqrt(n)
    assert_close(sum / (double)count, 0.5, 4.0 * 0.2887 / __builtin_sqrt((double)count));
    test_world_close(&w);
}

static void every_occupation_and_region_has_a_cell_and_merged_ones_share_it(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(
        &w, &(struct test_world_options){.scenario = TEST_NL, .scale = TEST_NL_SCALE});
    const struct kr_matching *m = &w.world.scratch->matching;
    const struct kr_country *c = &w.country;
    for (int o = 0; o < c->occupations; o++) {
        for (int r = 0; r < c->regions; r++) {
            const int cell = m->cell_of[o * c->regions + r];
            assert_between(cell, 0, m->cells - 1);
            for (int other = 0; other < o; other++) {
                assert_int_not_equal(cell, m->cell_of[other * c->regions + r]);
            }
            for (int k = 0; k < r; k++) { // one area lies in one cell, or in its regions
                const bool together = m->cell_of[o * c->regions + k] == cell;
                const bool all = m->cell_of[(size_t)o * (size_t)c->regions] == cell;
                assert_true(!together || all || c->region[k].area == c->region[r].area);
            }
        }
    }
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_opening_is_the_first_at_or_after_the_point),
        cmocka_unit_test(one_more_opening_moves_only_its_own_arc),
        cmocka_unit_test(places_on_the_ring_are_even),
        cmocka_unit_test(every_occupation_and_region_has_a_cell_and_merged_ones_share_it),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
