// Facts about matching that hold whatever the parameters.
#include "sim/matching.h"
#include "sim/openings.h"
#include "sim/phases/phases.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

static void open_village(struct test_world *w)
{
    test_world_open(w, &(struct test_world_options){0});
    test_world_live(w, 1);
}

// Matching alone, and what it counted.
static struct kr_events match(struct kr_live *live)
{
    const struct kr_events before = live->world->tallies.events;
    assert_int_equal(kr_phase_matching(live), KR_OK);
    kr_scratch_collect(live->scratch, live->world);
    struct kr_events events = live->world->tallies.events;
    events.openings_new -= before.openings_new;
    return events;
}

static void take_all_openings_away(struct kr_world *world)
{
    world->vacancies.rows = 0;
    for (kr_row i = 0; i < world->posts.rows; i++) {
        world->posts.at[i].openings = 0;
    }
}

static uint64_t persons_hash(const struct kr_world *world)
{
    uint64_t *keys = test_calloc((size_t)world->posts.rows + 1, sizeof *keys);
    const uint64_t hash = kr_persons_hash(&world->persons, keys);
    test_free(keys);
    return hash;
}

static void no_vacancies_no_hires(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w);
    struct kr_live live = test_world_to_rounds(&w);
    take_all_openings_away(&w.world);
    const uint64_t before = persons_hash(&w.world);
    const struct kr_events e = match(&live);
    assert_true(e.seekers > 0);
    assert_int_equal(e.hires + e.applications + e.offers, 0);
    assert_true(persons_hash(&w.world) == before);
    test_world_close(&w);
}

static void no_applicants_no_hires(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w);
    struct kr_live live = test_world_to_rounds(&w);
    kr_buffer_clear(&live.scratch->seekers);
    const kr_row openings = w.world.vacancies.rows;
    const uint64_t before = persons_hash(&w.world);
    const struct kr_events e = match(&live);
    assert_int_equal(e.hires + e.applications + e.offers, 0);
    assert_int_equal(w.world.vacancies.rows, openings);
    assert_true(persons_hash(&w.world) == before);
    test_world_close(&w);
}

static void nobody_who_is_not_good_enough_is_hired(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w);
    struct kr_live live = test_world_to_rounds(&w);
    for (kr_row i = 0; i < w.world.vacancies.rows; i++) {
        w.world.vacancies.standard[i] = 127; // four standard deviations
        w.world.vacancies.opened[i] = w.world.now;
        w.world.vacancies.posted[i] = 1;
    }
    live.scratch->terms.parameters.hiring.score_noise = 0.1;
    const struct kr_events e = match(&live);
    assert_true(e.applications > 0);
    assert_int_equal(e.offers + e.hires, 0);
    test_world_close(&w);
}

// Matching takes off what age does; a stored standard must not have it off already.
static void openings_of_the_start_hold_the_standard_they_began_with(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){0});
    const struct kr_vacancies *v = &w.world.vacancies;
    const int8_t standard = (int8_t)(w.model.parameters.hiring.standard * 32.0);
    int old = 0;
    for (kr_row i = 0; i < v->rows; i++) {
        old += v->opened[i] < w.world.now;
        assert_int_equal(v->standard[i], standard);
    }
    assert_true(old > 0);
    test_world_close(&w);
}

static void nobody_is_hired_who_accepts_nothing(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w);
    struct kr_live live = test_world_to_rounds(&w);
    struct kr_hiring_parameters *rule = &live.scratch->terms.parameters.hiring;
    rule->accept_noise = 0.01;
    rule->reservation = -50.0;
    rule->reservation_fall = 0.0;
    rule->employed_surplus = 50.0;
    const struct kr_events e = match(&live);
    assert_true(e.offers > 0);
    assert_int_equal(e.hires, 0);
    test_world_close(&w);
}

// Openings in the table, by post.
static int32_t *openings_by_post(const struct kr_world *world)
{
    int32_t *count = test_calloc((size_t)world->posts.rows + 1, sizeof *count);
    for (kr_row i = 0; i < world->vacancies.rows; i++) {
        count[world->vacancies.post[i]]++;
    }
    return count;
}

static void hires_equal_openings_filled(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w);
    for (int q = 0; q < 6; q++) {
        struct kr_live live = test_world_to_rounds(&w);
        const kr_row before = w.world.vacancies.rows;
        int64_t heads = 0;
        for (kr_row i = 0; i < w.world.posts.rows; i++) {
            heads -= w.world.posts.at[i].heads;
        }
        (void)live;
        const int64_t opened = w.world.tallies.events.openings_new;
        test_world_from_matching(&w);
        const struct kr_events *e = &w.world.tallies.events;
        for (kr_row i = 0; i < w.world.posts.rows; i++) {
            heads += w.world.posts.at[i].heads;
        }
        assert_true(e->hires > 0);
        assert_int_equal(e->hires, e->openings_filled);
        assert_int_equal(heads, e->hires - e->separations_to_employer);
        assert_int_equal(w.world.vacancies.rows,
                         before + e->openings_new - opened - e->hires);
        int32_t *count = openings_by_post(&w.world);
        for (kr_row i = 0; i < w.world.posts.rows; i++) {
            assert_int_equal(w.world.posts.at[i].openings, count[i]);
        }
        test_free(count);
    }
    test_world_close(&w);
}

static void every_hire_has_one_origin(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w);
    test_world_live(&w, 3);
    int64_t origins[KR_ORIGIN_COUNT] = {0};
    int64_t all = 0;
    for (int s = 0; s < w.country.sectors; s++) {
        for (int o = 0; o < KR_ORIGIN_COUNT; o++) {
            origins[o] += *kr_tally_at(&w.world.tallies, KR_TALLY_hires_origin, s, o);
            all += *kr_tally_at(&w.world.tallies, KR_TALLY_hires_origin, s, o);
        }
    }
    const struct kr_events *e = &w.world.tallies.events;
    assert_int_equal(all, e->hires);
    assert_int_equal(origins[KR_FROM_SAME_SECTOR] + origins[KR_FROM_OTHER_SECTOR],
                     e->hires_from_employer);
    assert_true(origins[KR_FROM_UNEMPLOYMENT] > 0);
    test_world_close(&w);
}

static void moves_between_sectors_add_up_to_job_changes(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w);
    test_world_live(&w, 3);
    int64_t moves = 0;
    int64_t to_employers = 0;
    for (int s = 0; s < w.country.sectors; s++) {
        for (int k = 0; k < w.country.sectors; k++) {
            moves += *kr_tally_at(&w.world.tallies, KR_TALLY_sector_flow, s, k);
        }
        to_employers += *kr_tally_at(&w.world.tallies, KR_TALLY_sector_separations, s,
                                     KR_TO_EMPLOYER);
    }
    assert_int_equal(moves, w.world.tallies.events.hires_from_employer);
    assert_int_equal(to_employers, moves);
    test_world_close(&w);
}

static void without_replacement_there_are_no_vacancy_chains(void **state)
{
    (void)state;
    int64_t opened[2];
    for (int replaced = 0; replaced < 2; replaced++) {
        struct test_world w;
        open_village(&w);
        struct kr_live live = test_world_to_rounds(&w);
        live.scratch->terms.parameters.vacancies.replacement = replaced;
        const struct kr_events e = match(&live);
        assert_true(e.hires_from_employer > 0);
        opened[replaced] = e.openings_new;
        assert_true(opened[replaced] <= e.hires_from_employer);
        test_world_close(&w);
    }
    assert_int_equal(opened[0], 0);
    assert_true(opened[1] > 0);
}

static void later_rounds_undo_nothing(void **state)
{
    (void)state;
    int64_t before = 0;
    for (int rounds = 1; rounds <= 4; rounds++) {
        struct test_world w;
        open_village(&w);
        struct kr_live live = test_world_to_rounds(&w);
        live.scratch->terms.parameters.search.rounds = rounds;
        const struct kr_events e = match(&live);
        assert_true(e.hires >= before);
        before = e.hires;
        test_world_close(&w);
    }
}

static void better_pay_everywhere_fills_more_openings(void **state)
{
    (void)state;
    int64_t hires[2];
    for (int better = 0; better < 2; better++) {
        struct test_world w;
        open_village(&w);
        struct kr_live live = test_world_to_rounds(&w);
        live.scratch->terms.parameters.search.rounds = 1;
        for (int o = 0; o < w.country.occupations && better != 0; o++) {
            // the unemployed compare with what is usual, which is now worth less
            live.scratch->occupation_log_wage[o] -= 0.3;
        }
        hires[better] = match(&live).hires;
        test_world_close(&w);
    }
    assert_true(hires[1] > hires[0]);
}

static void a_post_makes_no_more_offers_than_it_has_openings(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w);
    struct kr_live live = test_world_to_rounds(&w);
    live.scratch->terms.parameters.search.rounds = 1;
    const kr_row openings = w.world.vacancies.rows;
    const struct kr_events e = match(&live);
    assert_true(e.offers <= openings);
    assert_true(e.hires <= e.offers);
    assert_true(e.offers <= e.applications);
    test_world_close(&w);
}

// ---------------------------------------------------------------- the ring

enum { POINTS = 500 };

// The opening that point `i` of a cell leads to, by key; 0 in an empty cell.
static uint64_t found_at(const struct kr_matching *m, int cell, int i)
{
    const uint32_t point = (uint32_t)(kr_mix64((uint64_t)i) >> 32);
    const int32_t at = kr_ring_next(m, cell, point);
    return at == KR_NONE ? 0 : m->ring[at].key;
}

// What is found at all points of all cells.
static uint64_t *find_all(struct kr_live *live)
{
    struct kr_matching *m = &live->scratch->matching;
    kr_units_number(live, 0);
    kr_units_refresh(live);
    kr_ring_build(live);
    uint64_t *found = test_malloc((size_t)m->cells * POINTS * sizeof *found);
    for (int k = 0; k < m->cells * POINTS; k++) {
        found[k] = found_at(m, k / POINTS, k % POINTS);
    }
    return found;
}

// Whether its own place on the ring leads to an opening.
static bool is_found(const struct kr_matching *m, uint64_t key)
{
    for (int c = 0; c < m->cells; c++) {
        for (int32_t k = m->cell_start[c]; k < m->cell_start[c + 1]; k++) {
            if (m->ring[k].key == key) {
                return kr_ring_next(m, c, m->ring[k].position) == k;
            }
        }
    }
    return false;
}

// Whoever finds another opening now finds the new one, and all of them would have found
// the same one without it; everybody else finds what she would have found.
static void one_more_opening_moves_only_its_own_arc(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w);
    struct kr_live live = test_world_to_rounds(&w);
    const int cells = live.scratch->matching.cells;
    uint64_t *before = find_all(&live);
    const kr_row post = w.world.vacancies.post[w.world.vacancies.rows / 2];
    const struct kr_new_opening more = kr_opening_of(&live, post, 999, true);
    assert_int_equal(kr_opening_add(&live, &more), KR_OK);
    const uint64_t key = w.world.vacancies.key[w.world.vacancies.rows - 1];
    uint64_t *after = find_all(&live);
    uint64_t from = 0;
    int moved = 0;
    for (int k = 0; k < cells * POINTS; k++) {
        if (after[k] != before[k]) {
            assert_true(after[k] == key);
            assert_true(moved == 0 || before[k] == from);
            from = before[k];
            moved++;
        }
    }
    // in a large cell its arc may be smaller than the distance between two points
    assert_true(is_found(&live.scratch->matching, key));
    assert_true(moved < POINTS / 2);
    test_free(before);
    test_free(after);
    test_world_close(&w);
}

// ---------------------------------------------------------------- qualifications

struct skill {
    uint8_t occupation, other, rung;
};

static struct skill *skills_of(const struct kr_persons *p)
{
    struct skill *skills = test_malloc((size_t)p->rows * sizeof *skills);
    for (kr_row i = 0; i < p->rows; i++) {
        skills[i] =
            (struct skill){p->occupation[i], p->previous_occupation[i], p->rung[i]};
    }
    return skills;
}

// Counts hires of the quarter into protected occupations; fails on one who had it not.
static int protected_hires(const struct test_world *w, const struct skill *before)
{
    const struct kr_persons *p = &w->world.persons;
    int hires = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] != KR_EMPLOYEE || p->job_since[i] != w->world.now) {
            continue;
        }
        const int occupation = w->world.posts.at[p->post[i]].occupation;
        if (!w->country.occupation[occupation].legal) {
            continue;
        }
        hires++;
        const struct skill *s = &before[i];
        const bool own = s->occupation == occupation && s->rung >= KR_RUNG_QUALIFIED;
        const bool other = s->occupation != occupation && s->other == occupation;
        if (!own && !other) {
            fail_msg("person %d is hired as %s, and was %s at rung %d, before that %s", i,
                     w->country.occupation[occupation].label.id,
                     w->country.occupation[s->occupation].label.id, s->rung,
                     w->country.occupation[s->other].label.id);
        }
    }
    return hires;
}

static void nobody_gets_a_legally_protected_job_without_the_qualification(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(
        &w, &(struct test_world_options){.scenario = TEST_NL, .scale = TEST_NL_SCALE});
    int hires = 0;
    for (int q = 0; q < 8; q++) {
        (void)test_world_to_rounds(&w);
        struct skill *before = skills_of(&w.world.persons);
        test_world_from_matching(&w);
        hires += protected_hires(&w, before);
        test_free(before);
    }
    assert_true(hires > 100);
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_vacancies_no_hires),
        cmocka_unit_test(no_applicants_no_hires),
        cmocka_unit_test(nobody_who_is_not_good_enough_is_hired),
        cmocka_unit_test(openings_of_the_start_hold_the_standard_they_began_with),
        cmocka_unit_test(nobody_is_hired_who_accepts_nothing),
        cmocka_unit_test(hires_equal_openings_filled),
        cmocka_unit_test(every_hire_has_one_origin),
        cmocka_unit_test(moves_between_sectors_add_up_to_job_changes),
        cmocka_unit_test(without_replacement_there_are_no_vacancy_chains),
        cmocka_unit_test(later_rounds_undo_nothing),
        cmocka_unit_test(better_pay_everywhere_fills_more_openings),
        cmocka_unit_test(a_post_makes_no_more_offers_than_it_has_openings),
        cmocka_unit_test(one_more_opening_moves_only_its_own_arc),
        cmocka_unit_test(nobody_gets_a_legally_protected_job_without_the_qualification),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
