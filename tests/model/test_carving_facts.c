// Facts of job carving, technology, administrative time and second jobs (R16, R21).
#include "sim/carving.h"
#include "sim/jobs.h"
#include "sim/phases/phases.h"
#include "sim/second_jobs.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

// The country at three persons in a thousand has all kinds of sectors and helpers.
static void open_country(struct test_world *w, const char *const *sets)
{
    test_world_open(w,
                    &(struct test_world_options){
                        .scenario = TEST_NL, .scale = 0.003, .threads = 2, .sets = sets});
}

// A post with a helper occupation, of a sector kind, with at least `heads` employees.
static kr_row carvable_post(const struct test_world *w, enum kr_sector_kind kind,
                            int heads)
{
    for (kr_row i = 0; i < w->world.helper_posts; i++) {
        const struct kr_post *post = &w->world.posts.at[i];
        const struct kr_occupation *o = &w->country.occupation[post->occupation];
        const int sector = w->world.employers.at[post->employer].sector;
        if (o->helper != KR_NONE && o->carvable_share > 0.05 && post->heads >= heads &&
            w->country.sector[sector].kind == kind) {
            return i;
        }
    }
    fail_msg("no such post");
    return KR_NONE;
}

static const char *const EVERYBODY_CARVES[] = {"parameters.carving.awareness=1",
                                               "parameters.carving.subsidy=1",
                                               "parameters.carving.coaching=0", NULL};

static void nobody_carves_who_does_not_know_of_it(void **state)
{
    (void)state;
    struct test_world w;
    const char *const sets[] = {"parameters.carving.awareness=0", NULL};
    open_country(&w, sets);
    for (int q = 0; q < 4; q++) {
        test_world_live(&w, 1);
        assert_int_equal(w.world.tallies.events.posts_carved, 0);
    }
    assert_int_equal(w.world.posts.rows, w.world.helper_posts);
    test_world_close(&w);
}

static void no_post_is_carved_whose_openings_have_not_stood(void **state)
{
    (void)state;
    struct test_world w;
    open_country(&w, EVERYBODY_CARVES);
    for (kr_row i = 0; i < w.world.vacancies.rows; i++) {
        w.world.vacancies.opened[i] = w.world.now; // all are new
    }
    test_world_live(&w, 1);
    assert_int_equal(w.world.tallies.events.posts_carved, 0);
    test_world_live(&w, 2);
    assert_true(w.world.tallies.events.posts_carved > 0);
    test_world_close(&w);
}

static int64_t carved_after(const char *const *sets)
{
    struct test_world w;
    open_country(&w, sets);
    test_world_live(&w, 4);
    const int64_t carved = w.world.tallies.events.carved_posts;
    test_world_close(&w);
    return carved;
}

static void more_awareness_carves_more_posts(void **state)
{
    (void)state;
    const char *const few[] = {"parameters.carving.awareness=0.1", NULL};
    const char *const many[] = {"parameters.carving.awareness=0.5", NULL};
    const int64_t a = carved_after(few);
    const int64_t b = carved_after(many);
    assert_true(a > 0);
    assert_true(b > 3 * a);
}

static void dear_helpers_carve_fewer_posts(void **state)
{
    (void)state;
    const char *const cheap[] = {"parameters.carving.awareness=0.5",
                                 "parameters.carving.subsidy=0.5", NULL};
    const char *const dear[] = {"parameters.carving.awareness=0.5",
                                "parameters.carving.coaching=20", NULL};
    assert_true(carved_after(cheap) > 2 * carved_after(dear));
}

// Carves one post by hand and gives its helpers `minutes` of contract.
static struct kr_post *carve(struct test_world *w, kr_row row, int32_t minutes)
{
    struct kr_post *post = &w->world.posts.at[row];
    const kr_row helpers = w->world.posts.rows++;
    w->world.posts.at[helpers] = (struct kr_post){
        .employer = post->employer,
        .occupation = (uint8_t)w->country.occupation[post->occupation].helper,
        .contract_minutes = minutes,
        .load = 1.0F,
        .search_factor = KR_FACTOR_UNIT,
        .leave_factor = KR_FACTOR_UNIT,
        .sick_factor = KR_FACTOR_UNIT,
        .helper_post = KR_NONE};
    post->helper_post = helpers;
    post->carved = 10;
    return post;
}

// Minutes no longer required of a post once its helpers work `minutes`.
static int32_t taken_off(enum kr_sector_kind kind, int32_t minutes, int32_t *lightened)
{
    struct test_world w;
    const char *const sets[] = {"parameters.carving.abandon=0", NULL};
    open_country(&w, sets);
    struct kr_post *post = carve(&w, carvable_post(&w, kind, 4), minutes);
    const struct kr_employer *e = &w.world.employers.at[post->employer];
    struct kr_live live = {&w.model, &w.world, w.world.scratch};
    assert_int_equal(kr_phase_policies(&live), KR_OK);
    const int32_t before = post->required_minutes;
    post->learning_minutes = 0;
    kr_carving_share(&live, &w.world.tallies, e, 0);
    const int32_t fall = before - post->required_minutes;
    *lightened = -post->learning_minutes;
    assert_true(w.world.posts.at[post->helper_post].required_minutes > 0);
    test_world_close(&w);
    return fall;
}

static void a_carved_post_without_helpers_needs_all_its_hours(void **state)
{
    (void)state;
    int32_t lightened;
    assert_int_equal(taken_off(KR_CARE, 0, &lightened), 0);
    assert_int_equal(lightened, 0);
}

static void helpers_set_hours_free_in_care(void **state)
{
    (void)state;
    int32_t lightened;
    const int32_t fall = taken_off(KR_CARE, 600, &lightened);
    const struct kr_carving_parameters rule = {.efficiency = 0.75, .supervision = 0.075};
    assert_true(fall > 0);
    assert_true(fall <= (int32_t)kr_carving_freed(1e6, 0.1, 600.0, &rule));
    assert_int_equal(lightened, 0);
}

static void a_helper_outside_the_ratio_adds_no_place(void **state)
{
    (void)state;
    int32_t lightened;
    assert_int_equal(taken_off(KR_CHILDCARE, 600, &lightened), 0);
    assert_true(lightened > 0); // but the work is lighter
}

// A post whose helpers' occupation its employer has too, as a post of `minutes`.
static struct kr_post *carve_in_place(struct test_world *w, int32_t minutes)
{
    for (kr_row i = 0; i < w->world.helper_posts; i++) {
        struct kr_post *post = &w->world.posts.at[i];
        const struct kr_employer *e = &w->world.employers.at[post->employer];
        const int helper = w->country.occupation[post->occupation].helper;
        for (int k = 0; k < e->posts && post->heads > 3; k++) {
            struct kr_post *other = &w->world.posts.at[e->first_post + k];
            if (other->occupation == helper && other != post) {
                other->contract_minutes = minutes;
                other->absent_minutes = 0;
                other->learning_minutes = 0;
                post->helper_post = e->first_post + k;
                post->carved = 10;
                return post;
            }
        }
    }
    fail_msg("no such post");
    return NULL;
}

static void what_no_helper_takes_over_weighs_on_the_carved_post_only(void **state)
{
    (void)state;
    struct test_world w;
    const char *const sets[] = {"parameters.carving.abandon=0", NULL};
    open_country(&w, sets);
    struct kr_post *post = carve_in_place(&w, 0);
    const struct kr_employer *e = &w.world.employers.at[post->employer];
    struct kr_post *helpers = &w.world.posts.at[post->helper_post];
    struct kr_live live = {&w.model, &w.world, w.world.scratch};
    assert_int_equal(kr_phase_policies(&live), KR_OK);
    const int32_t before = post->required_minutes;
    const int32_t own = helpers->required_minutes;
    kr_carving_share(&live, &w.world.tallies, e, 0);
    const int32_t wanted = helpers->required_minutes - own;
    assert_int_equal(post->required_minutes, before);
    assert_true(wanted > 0);
    assert_between(-helpers->learning_minutes, wanted - 1, wanted + 1);
    helpers->learning_minutes = 0; // as after the load is set
    assert_between((double)kr_carving_unfilled(&live, e), wanted - 1, wanted + 1);
    test_world_close(&w);
}

// Children wanted over places as the services phase sees it, with helpers counted or not.
static double crowding(const char *ratio_share)
{
    struct test_world w;
    const char *const sets[] = {ratio_share, NULL};
    open_country(&w, sets);
    test_world_live(&w, 1);
    const double ratio = w.world.childcare_start_ratio;
    test_world_close(&w);
    return ratio;
}

static void helpers_that_count_in_the_ratio_add_places(void **state)
{
    (void)state;
    assert_true(crowding("parameters.carving.ratio_share=1") <
                crowding("parameters.carving.ratio_share=0"));
}

static void helpers_come_through_matching_only(void **state)
{
    (void)state;
    struct test_world w;
    const char *const sets[] = {
        "parameters.carving.awareness=1", "parameters.carving.subsidy=1",
        "parameters.carving.coaching=0", "parameters.phases.matching=0", NULL};
    open_country(&w, sets);
    test_world_live(&w, 3);
    assert_true(w.world.posts.rows > w.world.helper_posts);
    int64_t heads = 0;
    for (kr_row i = w.world.helper_posts; i < w.world.posts.rows; i++) {
        heads += w.world.posts.at[i].heads;
        assert_true(w.world.posts.at[i].required_minutes >= 0);
    }
    assert_int_equal(heads, 0);
    test_world_close(&w);
    open_country(&w, EVERYBODY_CARVES);
    test_world_live(&w, 4);
    for (kr_row i = w.world.helper_posts; i < w.world.posts.rows; i++) {
        heads += w.world.posts.at[i].heads;
    }
    assert_true(heads > 0);
    test_world_close(&w);
}

static void carving_outlives_the_subsidy_only_where_it_pays(void **state)
{
    (void)state;
    struct test_world w;
    open_country(&w, EVERYBODY_CARVES);
    test_world_live(&w, 4);
    const int64_t carved = w.world.tallies.events.carved_posts;
    w.model.parameters.carving.awareness = 0.0;
    w.model.parameters.carving.subsidy = 0.0;
    w.model.parameters.carving.coaching = 15.0;
    test_world_live(&w, 8);
    const int64_t dear = w.world.tallies.events.carved_posts;
    test_world_close(&w);
    assert_true(dear < carved * 6 / 10);
    open_country(&w, EVERYBODY_CARVES);
    test_world_live(&w, 4);
    w.model.parameters.carving.awareness = 0.0;
    test_world_live(&w, 8);
    assert_true(w.world.tallies.events.carved_posts > dear);
    test_world_close(&w);
}

// ---------------------------------------------------------------- technology

static int64_t required_minutes(const struct kr_world *world)
{
    int64_t sum = 0;
    for (kr_row i = 0; i < world->posts.rows; i++) {
        sum += world->posts.at[i].required_minutes;
    }
    return sum;
}

static int64_t required_after(const char *const *sets, int quarters)
{
    struct test_world w;
    open_country(&w, sets);
    test_world_live(&w, quarters);
    const int64_t sum = required_minutes(&w.world);
    test_world_close(&w);
    return sum;
}

static void new_technology_first_costs_hours_and_then_saves_them(void **state)
{
    (void)state;
    const char *const none[] = {"parameters.technology.adoption_scale=0", NULL};
    const char *const all[] = {
        "parameters.technology.adoption_scale=10", "parameters.technology.innovation=0.2",
        "parameters.technology.dip=0.05", "parameters.technology.gain=0.1", NULL};
    const char *const slow[] = {
        "parameters.technology.adoption_scale=0", "parameters.technology.innovation=0.2",
        "parameters.technology.dip=0.05", "parameters.technology.gain=0.1", NULL};
    assert_true(required_after(all, 2) > required_after(none, 2));
    assert_true(required_after(all, 16) < required_after(slow, 16));
}

static void less_administration_needs_fewer_hours(void **state)
{
    (void)state;
    const char *const less[] = {"parameters.technology.admin_scale=0.8", NULL};
    assert_true(required_after(less, 1) < required_after(NULL, 1));
}

// ---------------------------------------------------------------- second jobs

static void nobody_works_more_hours_in_two_jobs_than_the_rule_allows(void **state)
{
    (void)state;
    struct test_world w;
    open_country(&w, NULL);
    const int most = (int)w.model.parameters.second_jobs.most_hours * 60;
    for (int q = 0; q < 4; q++) {
        test_world_live(&w, 1);
        const struct kr_second_jobs *jobs = &w.world.second_jobs;
        const struct kr_persons *p = &w.world.persons;
        assert_true(jobs->rows > 0);
        int64_t late = 0;
        for (kr_row i = 0; i < jobs->rows; i++) {
            const kr_row row = jobs->row[i];
            assert_true(p->id[row] == jobs->person[i]);
            assert_true((p->groups[row] & KR_GROUP_SECOND_JOB) != 0);
            late += p->contract_minutes[row] + jobs->minutes[i] > most ||
                    p->post[row] == jobs->post[i];
        }
        // a job change in matching is seen at the next settling
        assert_true(late * 50 < jobs->rows);
    }
    test_world_close(&w);
}

static void nobody_has_a_second_job_without_the_flag_or_two_of_them(void **state)
{
    (void)state;
    struct test_world w;
    open_country(&w, NULL);
    test_world_live(&w, 5);
    int64_t flags = 0;
    for (kr_row i = 0; i < w.world.persons.rows; i++) {
        flags += (w.world.persons.groups[i] & KR_GROUP_SECOND_JOB) != 0;
    }
    assert_int_equal(flags, w.world.second_jobs.rows);
    test_world_close(&w);
}

static void who_loses_the_main_job_lives_on_the_second(void **state)
{
    (void)state;
    struct test_world w;
    const char *const sets[] = {"parameters.second_jobs.end=0", NULL};
    open_country(&w, sets);
    struct kr_live live = {&w.model, &w.world, w.world.scratch};
    const struct kr_second_jobs jobs = w.world.second_jobs;
    const kr_row row = jobs.row[0];
    const int32_t post = jobs.post[0];
    assert_int_equal(kr_phase_policies(&live), KR_OK);
    kr_job_end(&live, &w.world.tallies, row, KR_TO_UNEMPLOYMENT);
    kr_status_set(&w.world, row, KR_UNEMPLOYED);
    kr_second_jobs_settle(&live);
    assert_int_equal(w.world.persons.status[row], KR_EMPLOYEE);
    assert_int_equal(w.world.persons.post[row], post);
    assert_int_equal(w.world.tallies.events.second_jobs_promoted, 1);
    test_world_close(&w);
}

static void no_slot_fits_no_second_job_begins(void **state)
{
    (void)state;
    struct test_world w;
    const char *const sets[] = {"parameters.second_jobs.slot_fit=0",
                                "parameters.second_jobs.own_slot_fit=0", NULL};
    open_country(&w, sets);
    test_world_live(&w, 1);
    assert_int_equal(w.world.tallies.events.second_jobs_begun, 0);
    test_world_close(&w);
    open_country(&w, NULL);
    test_world_live(&w, 1);
    assert_true(w.world.tallies.events.second_jobs_begun > 0);
    test_world_close(&w);
}

static void second_jobs_come_above_all_to_who_wants_more_hours(void **state)
{
    (void)state;
    struct test_world w;
    const char *const sets[] = {"parameters.second_jobs.rest_search=0", NULL};
    open_country(&w, sets);
    const struct kr_live live = test_world_to_matching(&w);
    (void)live;
    // the buffer was cleared for the rounds: note again, and look at who is in it
    kr_second_jobs_begin(&live);
    const struct kr_persons *p = &w.world.persons;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] == KR_EMPLOYEE) {
            kr_second_job_seek(&live, i);
        }
    }
    const int64_t count = kr_buffer_count(&live.scratch->second_seekers);
    assert_true(count > 0);
    kr_row *rows = test_calloc((size_t)count, sizeof *rows);
    kr_buffer_join(&live.scratch->second_seekers, rows);
    for (int64_t i = 0; i < count; i++) {
        assert_true(p->wish[rows[i]] == KR_LATENT_MORE ||
                    p->wish[rows[i]] == KR_VOICED_MORE);
    }
    test_free(rows);
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_carves_who_does_not_know_of_it),
        cmocka_unit_test(no_post_is_carved_whose_openings_have_not_stood),
        cmocka_unit_test(more_awareness_carves_more_posts),
        cmocka_unit_test(dear_helpers_carve_fewer_posts),
        cmocka_unit_test(a_carved_post_without_helpers_needs_all_its_hours),
        cmocka_unit_test(helpers_set_hours_free_in_care),
        cmocka_unit_test(what_no_helper_takes_over_weighs_on_the_carved_post_only),
        cmocka_unit_test(a_helper_outside_the_ratio_adds_no_place),
        cmocka_unit_test(helpers_that_count_in_the_ratio_add_places),
        cmocka_unit_test(helpers_come_through_matching_only),
        cmocka_unit_test(carving_outlives_the_subsidy_only_where_it_pays),
        cmocka_unit_test(new_technology_first_costs_hours_and_then_saves_them),
        cmocka_unit_test(less_administration_needs_fewer_hours),
        cmocka_unit_test(nobody_works_more_hours_in_two_jobs_than_the_rule_allows),
        cmocka_unit_test(nobody_has_a_second_job_without_the_flag_or_two_of_them),
        cmocka_unit_test(who_loses_the_main_job_lives_on_the_second),
        cmocka_unit_test(no_slot_fits_no_second_job_begins),
        cmocka_unit_test(second_jobs_come_above_all_to_who_wants_more_hours),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
