#include "study/lives.h"
#include "tests/support/test.h"

static struct kr_life nurse(void)
{
    return (struct kr_life){
        .present = true,
        .age = 40,
        .status = KR_EMPLOYEE,
        .contract = KR_PERMANENT,
        .minutes = 24 * 60,
        .place = {.employer = 7, .occupation = 3, .sector = 1, .region = 0},
        .load = 1.0,
    };
}

static uint32_t bit(enum kr_life_event event)
{
    return 1U << event;
}

static void equal_lives_have_neither_differences_nor_events(void **state)
{
    (void)state;
    const struct kr_life life = nurse();
    assert_int_equal(kr_life_differences(&life, &life), 0);
    assert_int_equal(kr_life_events(&life, &life), 0);
}

static void what_stands_around_a_life_is_no_part_of_it(void **state)
{
    (void)state;
    const struct kr_life before = nurse();
    struct kr_life after = before;
    after.load = 1.3;
    after.tightness = 2.0;
    after.age = 41;
    assert_int_equal(kr_life_differences(&before, &after), 0);
}

static void other_hours_in_the_same_job_are_told_as_hours(void **state)
{
    (void)state;
    const struct kr_life before = nurse();
    struct kr_life after = before;
    after.minutes = 32 * 60;
    assert_int_equal(kr_life_events(&before, &after), bit(KR_LIFE_HOURS));
}

static void another_employer_is_told_once_and_not_by_its_hours(void **state)
{
    (void)state;
    const struct kr_life before = nurse();
    struct kr_life after = before;
    after.place.employer = 8;
    after.minutes = 32 * 60;
    after.contract = KR_TEMPORARY;
    assert_int_equal(kr_life_events(&before, &after), bit(KR_LIFE_JOB_CHANGED));
    after = before;
    after.place.occupation = 4;
    assert_int_equal(kr_life_events(&before, &after), bit(KR_LIFE_POST_CHANGED));
}

static void a_job_begins_and_ends_with_a_status(void **state)
{
    (void)state;
    const struct kr_life works = nurse();
    struct kr_life searches = works;
    searches.place.employer = 0;
    searches.status = KR_UNEMPLOYED;
    assert_int_equal(kr_life_events(&works, &searches),
                     bit(KR_LIFE_JOB_ENDED) | bit(KR_LIFE_STATUS));
    assert_int_equal(kr_life_events(&searches, &works),
                     bit(KR_LIFE_JOB_BEGAN) | bit(KR_LIFE_STATUS));
}

static void programmes_are_joined_and_left_one_by_one(void **state)
{
    (void)state;
    struct kr_life before = nurse();
    struct kr_life after = before;
    before.programmes = 0x1;
    after.programmes = 0x2;
    assert_int_equal(kr_life_events(&before, &after),
                     bit(KR_LIFE_JOINED) | bit(KR_LIFE_LEFT));
}

static void who_is_not_there_has_no_other_events(void **state)
{
    (void)state;
    const struct kr_life there = nurse();
    const struct kr_life absent = {.present = false};
    assert_int_equal(kr_life_events(&there, &absent), bit(KR_LIFE_WENT));
    assert_int_equal(kr_life_events(&absent, &there), bit(KR_LIFE_CAME));
    assert_int_equal(kr_life_events(&absent, &absent), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_lives_have_neither_differences_nor_events),
        cmocka_unit_test(what_stands_around_a_life_is_no_part_of_it),
        cmocka_unit_test(other_hours_in_the_same_job_are_told_as_hours),
        cmocka_unit_test(another_employer_is_told_once_and_not_by_its_hours),
        cmocka_unit_test(a_job_begins_and_ends_with_a_status),
        cmocka_unit_test(programmes_are_joined_and_left_one_by_one),
        cmocka_unit_test(who_is_not_there_has_no_other_events),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
