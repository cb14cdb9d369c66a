// Facts about the ways into an occupation: school, courses, diplomas, first jobs.
#include "sim/studies.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

static void open_country(struct test_world *w, const char *set)
{
    const char *const sets[] = {set, NULL};
    test_world_open(w, &(struct test_world_options){.scenario = "nl/frozen.yaml",
                                                    .scale = TEST_NL_SCALE,
                                                    .threads = 2,
                                                    .sets = set != NULL ? sets : NULL});
}

static kr_quarter start_of_all;
static int protected_at_start;

// Workers in occupations that are protected by law.
static int protected_workers(const struct test_world *w)
{
    const struct kr_persons *p = &w->world.persons;
    int count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        count += (p->status[i] == KR_EMPLOYEE || p->status[i] == KR_SELF_EMPLOYED) &&
                 w->country.occupation[p->occupation[i]].legal;
    }
    return count;
}

// The country two years on, lived once for all facts that only look.
static const struct test_world *two_years(void)
{
    static struct test_world world;
    static bool lived = false;
    if (!lived) {
        open_country(&world, NULL);
        start_of_all = world.world.now;
        protected_at_start = protected_workers(&world);
        test_world_live(&world, 8);
        lived = true;
    }
    return &world;
}

// Students of a level of entry whose study began after the start; of one field when
// `field` is not KR_NONE.
static int begun(const struct test_world *w, kr_quarter start, int level, int field)
{
    const struct kr_persons *p = &w->world.persons;
    int count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->study[i] != 0 && p->study_since[i] > start &&
            p->study_since[i] <= w->world.now) {
            const int code = p->study[i] - 1;
            // those still at school at the start were given their field with it
            const bool chose =
                field == KR_NONE || start - p->birth_quarter[i] >= KR_HIGHER_SCHOOL_END;
            count += w->country.field[code].entry_education == level && chose &&
                     (field == KR_NONE || code == field);
        }
    }
    return count;
}

static void every_field_that_follows_school_is_begun(void **state)
{
    (void)state;
    const struct test_world *w = two_years();
    const kr_quarter start = start_of_all;
    for (int f = 0; f < w->country.fields; f++) {
        const struct kr_field *field = &w->country.field[f];
        if (field->entry_education < KR_HIGH && field->quarters > 8) {
            assert_true(begun(w, start, field->entry_education, f) > 0);
        }
    }
}

// Beginners of higher education are as many as the pack says, within a quarter.
static void beginners_of_higher_education_are_near_those_of_the_pack(void **state)
{
    (void)state;
    const struct test_world *w = two_years();
    const kr_quarter start = start_of_all;
    double places = 0.0;
    for (int f = 0; f < w->country.fields; f++) {
        const struct kr_field *field = &w->country.field[f];
        places += field->entry_education == KR_MIDDLE ? field->entrants_per_quarter : 0.0;
    }
    const double count = (double)begun(w, start, KR_MIDDLE, KR_NONE);
    assert_close_relative(count, places * 8.0 * TEST_NL_SCALE, 0.25);
}

static void nobody_begins_higher_education_without_the_school_for_it(void **state)
{
    (void)state;
    const struct test_world *w = two_years();
    const kr_quarter start = start_of_all;
    const struct kr_persons *p = &w->world.persons;
    int seen = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->study[i] != 0 && p->study_since[i] > start &&
            p->study_since[i] <= w->world.now) {
            assert_true(p->education[i] >=
                        w->country.field[p->study[i] - 1].entry_education);
            seen++;
        }
    }
    assert_true(seen > 100);
}

// A person without work who reaches the last quarter of a field.
static kr_row finish_study(struct test_world *w, int field)
{
    struct kr_persons *p = &w->world.persons;
    struct kr_live live = {&w->model, &w->world, w->world.scratch};
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] == KR_STUDENT) {
            p->education[i] = KR_LOW;
            p->study[i] = (uint8_t)(field + 1);
            p->study_since[i] =
                (int16_t)(w->world.now - w->country.field[field].quarters);
            kr_study_progress(&live, &w->world.tallies, i, 0.999);
            return i;
        }
    }
    fail_msg("%s", "no student");
    return KR_NONE;
}

static void a_diploma_gives_the_level_of_its_field_and_an_occupation_of_it(void **state)
{
    (void)state;
    struct test_world w;
    open_country(&w, "parameters.training.study_on=0");
    test_world_live(&w, 1);
    for (int f = 0; f < w.country.fields; f++) {
        const kr_row i = finish_study(&w, f);
        const struct kr_persons *p = &w.world.persons;
        const int occupations = w.country.occupations;
        const double *share =
            &w.country.field_occupation[(size_t)f * (size_t)occupations];
        assert_int_equal(p->education[i], w.country.field[f].level);
        assert_true(
            share[p->study[i] == 0 ? p->occupation[i] : p->previous_occupation[i]] > 0.0);
    }
    test_world_close(&w);
}

// People on a course for another occupation than their own.
static int retraining(const struct test_world *w)
{
    const struct kr_persons *p = &w->world.persons;
    int count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        count += p->course[i] != 0 && p->course[i] - 1 != p->occupation[i];
    }
    return count;
}

static int retraining_after_a_year(const char *set)
{
    struct test_world w;
    open_country(&w, set);
    test_world_live(&w, 4);
    const int count = retraining(&w);
    test_world_close(&w);
    return count;
}

static void without_mentors_nobody_begins_to_retrain(void **state)
{
    (void)state;
    const int none = retraining_after_a_year("parameters.training.mentor_capacity=0");
    const int room = retraining_after_a_year("parameters.training.mentor_capacity=0.15");
    assert_true(none > 0); // those who had begun at the start
    assert_true(none < room - room / 5);
}

static void more_openings_where_a_field_leads_draw_more_students(void **state)
{
    (void)state;
    struct test_world w;
    open_country(&w, NULL);
    test_world_live(&w, 1);
    double before[256];
    double after[256];
    kr_field_pull(&w.model, &w.world, before);
    for (int o = 0; o < w.country.occupations; o++) {
        w.world.scratch->opening.openness[o] *= 1.5;
    }
    kr_field_pull(&w.model, &w.world, after);
    for (int f = 0; f < w.country.fields; f++) {
        assert_true(after[f] > before[f]);
        assert_true(after[f] < 1.5 * before[f]); // tastes dominate
    }
    test_world_close(&w);
}

// Staff of a wage group gain by a rise of its pay, all others lose relative to it.
static void better_pay_where_a_field_leads_draws_students_from_the_others(void **state)
{
    (void)state;
    struct test_world w;
    open_country(&w, NULL);
    test_world_live(&w, 1);
    double before[256];
    double after[256];
    kr_field_pull(&w.model, &w.world, before);
    w.world.wage_level[0] *= 1.2;
    kr_field_pull(&w.model, &w.world, after);
    int more = 0;
    int less = 0;
    for (int f = 0; f < w.country.fields; f++) {
        more += after[f] > before[f];
        less += after[f] < before[f];
    }
    assert_true(more > 0);
    assert_true(less > 0);
    test_world_close(&w);
}

static int unused_diplomas(const struct test_world *w)
{
    const struct kr_persons *p = &w->world.persons;
    int count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        count += p->status[i] == KR_EMPLOYEE && kr_has_unused_diploma(p, i);
    }
    return count;
}

static int unused_after_a_year(const char *set)
{
    struct test_world w;
    open_country(&w, set);
    test_world_live(&w, 4);
    const int count = unused_diplomas(&w);
    test_world_close(&w);
    return count;
}

static void who_looks_for_work_with_a_diploma_uses_it_sooner(void **state)
{
    (void)state;
    const int active = unused_after_a_year("parameters.search.diploma_contact=0.4");
    const int passive = unused_after_a_year("parameters.search.diploma_contact=0");
    assert_true(passive > active + active / 8);
}

static void first_jobs_ask_for_no_degree_and_no_qualification_by_law(void **state)
{
    (void)state;
    const struct test_world *w = two_years();
    const struct kr_persons *p = &w->world.persons;
    int seen = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] != KR_ABSENT && p->arrival_quarter[i] == KR_NEVER &&
            w->world.now - p->birth_quarter[i] == 60) {
            const struct kr_occupation *o = &w->country.occupation[p->occupation[i]];
            assert_false(o->legal);
            assert_true(o->education < KR_HIGH);
            seen++;
        }
    }
    assert_true(seen > 100);
}

static void
protected_occupations_keep_their_workers_when_the_world_stands_still(void **state)
{
    (void)state;
    const struct test_world *w = two_years();
    assert_close_relative((double)protected_workers(w), (double)protected_at_start, 0.04);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_that_follows_school_is_begun),
        cmocka_unit_test(beginners_of_higher_education_are_near_those_of_the_pack),
        cmocka_unit_test(nobody_begins_higher_education_without_the_school_for_it),
        cmocka_unit_test(a_diploma_gives_the_level_of_its_field_and_an_occupation_of_it),
        cmocka_unit_test(without_mentors_nobody_begins_to_retrain),
        cmocka_unit_test(more_openings_where_a_field_leads_draw_more_students),
        cmocka_unit_test(better_pay_where_a_field_leads_draws_students_from_the_others),
        cmocka_unit_test(who_looks_for_work_with_a_diploma_uses_it_sooner),
        cmocka_unit_test(first_jobs_ask_for_no_degree_and_no_qualification_by_law),
        cmocka_unit_test(
            protected_occupations_keep_their_workers_when_the_world_stands_still),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
