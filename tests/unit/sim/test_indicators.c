// The standard figures: names, targets, and what they are made from.
#include "study/targets.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <math.h>
#include <string.h>

static void figures_have_names_of_their_own_units_and_meanings(void **state)
{
    (void)state;
    size_t count;
    const struct kr_indicator *list = kr_indicator_list(&count);
    for (size_t i = 0; i < count; i++) {
        assert_true(strlen(list[i].name) > 2);
        assert_true(strlen(list[i].unit) > 0);
        assert_true(strlen(list[i].meaning) > 8);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(list[i].name, list[j].name);
            assert_true(list[i].target[0] == '\0' ||
                        strcmp(list[i].target, list[j].target) != 0);
        }
    }
}

static void every_target_named_is_in_the_pack(void **state)
{
    (void)state;
    struct kr_targets targets;
    struct kr_diag diag;
    kr_diag_init(&diag);
    assert_int_equal(kr_targets_read(&targets, KR_SOURCE_DIR "/scenarios/nl", &diag),
                     KR_OK);
    size_t count;
    const struct kr_indicator *list = kr_indicator_list(&count);
    int answered = 0;
    for (size_t i = 0; i < count; i++) {
        if (list[i].target[0] != '\0') {
            if (kr_targets_find(&targets, list[i].target) == NULL) {
                fail_msg("%s answers to %s, which is no target", list[i].name,
                         list[i].target);
            }
            answered++;
        }
    }
    assert_true(answered > 30);
    kr_targets_free(&targets);
    kr_diag_free(&diag);
}

static void every_figure_is_a_number_from_the_start_on(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){0});
    size_t count;
    const struct kr_indicator *list = kr_indicator_list(&count);
    for (int q = 0; q < 3; q++) {
        for (size_t i = 0; i < count; i++) {
            const double value = list[i].value(&w.model, &w.world);
            if (!isfinite(value) || value < 0.0) {
                fail_msg("%s is %g in quarter %d", list[i].name, value, q);
            }
        }
        test_world_live(&w, 1);
    }
    test_world_close(&w);
}

static void rates_agree_with_a_count_of_rows(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){0});
    test_world_live(&w, 2);
    const struct kr_persons *p = &w.world.persons;
    double unemployed = 0.0;
    double employed = 0.0;
    double all = 0.0;
    double full_time = 0.0;
    for (kr_row i = 0; i < p->rows; i++) {
        const bool works =
            p->status[i] == KR_EMPLOYEE || p->status[i] == KR_SELF_EMPLOYED;
        all += p->status[i] != KR_ABSENT;
        employed += works;
        unemployed += p->status[i] == KR_UNEMPLOYED;
        full_time += works && p->usual_minutes[i] >= 35 * 60;
    }
    assert_close(test_indicator(&w, "persons"), all / w.model.scale, 1e-9);
    assert_close(test_indicator(&w, "unemployment_rate"),
                 100.0 * unemployed / (unemployed + employed), 1e-9);
    assert_close(test_indicator(&w, "net_participation"), 100.0 * employed / all, 1e-9);
    assert_close(test_indicator(&w, "hours_35_more"), 100.0 * full_time / employed, 1e-9);
    assert_close(test_indicator(&w, "part_time_share"),
                 100.0 - 100.0 * full_time / employed, 1e-9);
    test_world_close(&w);
}

static void vacancies_are_those_posted(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){0});
    test_world_live(&w, 2);
    double posted = 0.0;
    for (kr_row i = 0; i < w.world.vacancies.rows; i++) {
        posted += w.world.vacancies.posted[i];
    }
    assert_close(test_indicator(&w, "open_vacancies"), posted / w.model.scale, 1e-9);
    assert_close(
        test_indicator(&w, "tightness"),
        100.0 * posted / w.model.scale / test_indicator(&w, "unemployed_persons"), 1e-9);
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_have_names_of_their_own_units_and_meanings),
        cmocka_unit_test(every_target_named_is_in_the_pack),
        cmocka_unit_test(every_figure_is_a_number_from_the_start_on),
        cmocka_unit_test(rates_agree_with_a_count_of_rows),
        cmocka_unit_test(vacancies_are_those_posted),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
