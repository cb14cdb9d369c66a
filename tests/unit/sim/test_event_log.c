// The log of events: off it holds nothing, on it holds what was asked for, in one order.
#include "sim/event_log.h"
#include "sim/events.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

static const kr_event_kinds HIRES = (kr_event_kinds)1 << KR_EVENT_HIRE;
static const kr_event_kinds QUITS = (kr_event_kinds)1 << KR_EVENT_QUIT;

static void kinds_have_names_of_their_own(void **state)
{
    (void)state;
    assert_int_equal(kr_event_kind_count(), KR_EVENT_KIND_COUNT);
    assert_string_equal(kr_event_kind_name(KR_EVENT_HIRE), "hire");
    for (size_t k = 0; k < kr_event_kind_count(); k++) {
        assert_true(kr_event_kind_meaning(k)[0] != '\0');
        assert_true(kr_event_kind_usual(k) > 0.0 || k == KR_EVENT_NONE);
        for (size_t other = 0; other < k; other++) {
            assert_string_not_equal(kr_event_kind_name(k), kr_event_kind_name(other));
        }
    }
}

static void it_is_off_until_asked_for(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){0});
    const struct kr_live live = test_live_of(&w);
    assert_null(kr_event_log(&live, 0, KR_EVENT_HIRE, 0));
    // what is not there takes no change
    kr_event_leaves(NULL, KR_UNEMPLOYED);
    kr_event_pays(&live, NULL, 0, 1);
    assert_int_equal(kr_event_log_count(&w.world), 0);
    assert_null(w.world.scratch->log.events.items);
    test_world_close(&w);
}

static void it_holds_the_kinds_that_were_asked_for(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){0});
    const struct kr_live live = test_live_of(&w);
    assert_int_equal(kr_event_log_keep(&w.world, HIRES | QUITS), KR_OK);
    assert_non_null(kr_event_log(&live, 0, KR_EVENT_HIRE, 0));
    assert_null(kr_event_log(&live, 0, KR_EVENT_LAYOFF, 0));
    assert_non_null(kr_event_log(&live, 0, KR_EVENT_QUIT, 1));
    assert_int_equal(kr_event_log_count(&w.world), 2);
    // other kinds from now on
    assert_int_equal(kr_event_log_keep(&w.world, QUITS), KR_OK);
    assert_null(kr_event_log(&live, 0, KR_EVENT_HIRE, 0));
    kr_event_log_clear(&w.world.scratch->log);
    assert_int_equal(kr_event_log_count(&w.world), 0);
    test_world_close(&w);
}

static kr_row first_employee(const struct kr_world *world)
{
    kr_row row = 0;
    while (world->persons.status[row] != KR_EMPLOYEE) {
        row++;
    }
    return row;
}

static void a_record_is_the_person_as_she_stands(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){0});
    const struct kr_live live = test_live_of(&w);
    const struct kr_persons *p = &w.world.persons;
    const kr_row row = first_employee(&w.world);
    const struct kr_employer *employer =
        &w.world.employers.at[w.world.posts.at[p->post[row]].employer];
    assert_int_equal(kr_event_log_keep(&w.world, QUITS), KR_OK);
    kr_event_leaves(kr_event_log(&live, 0, KR_EVENT_QUIT, row), KR_UNEMPLOYED);
    struct kr_event event;
    assert_int_equal(kr_event_log_read(&w.world, &event), KR_OK);
    assert_true(event.person == p->id[row] && event.employer == employer->id);
    assert_int_equal(event.sector, employer->sector);
    assert_int_equal(event.region, p->region[row]);
    assert_int_equal(event.occupation, p->occupation[row]);
    assert_int_equal(event.minutes_before, p->contract_minutes[row]);
    assert_int_equal(event.minutes_after, 0);
    assert_int_equal(event.status_from, KR_EMPLOYEE);
    assert_int_equal(event.status_to, KR_UNEMPLOYED);
    assert_int_equal(event.policy, KR_EVENT_NO_CODE);
    test_world_close(&w);
}

// Events of the first rows, put into blocks by `turn`; more of them than a block has
// room for.
static void log_many(const struct kr_live *live, int turn)
{
    for (int i = 0; i < 200; i++) {
        const kr_row row = turn > 0 ? 199 - i : i;
        const int block = live->scratch->log.events.blocks > 1 ? (row + turn) % 2 : 0;
        kr_event_log(live, block, turn > 0 ? KR_EVENT_QUIT : KR_EVENT_HIRE, row);
        kr_event_log(live, block, turn > 0 ? KR_EVENT_HIRE : KR_EVENT_QUIT, row);
    }
}

static void the_order_is_one_whatever_the_blocks(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){0});
    const struct kr_live live = test_live_of(&w);
    struct kr_event a[400];
    struct kr_event b[400];
    assert_int_equal(kr_event_log_keep(&w.world, HIRES | QUITS), KR_OK);
    log_many(&live, 0);
    assert_int_equal(kr_event_log_count(&w.world), 400);
    assert_int_equal(kr_event_log_read(&w.world, a), KR_OK);
    kr_event_log_clear(&w.world.scratch->log);
    log_many(&live, 1);
    assert_int_equal(kr_event_log_read(&w.world, b), KR_OK);
    for (int i = 0; i < 400; i++) {
        assert_true(a[i].person == b[i].person && a[i].kind == b[i].kind);
        assert_true(i == 0 || a[i - 1].person < a[i].person ||
                    (a[i - 1].person == a[i].person && a[i - 1].kind < a[i].kind));
    }
    test_world_close(&w);
}

static void losing_one_is_said(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){0});
    struct kr_event none;
    assert_int_equal(kr_event_log_keep(&w.world, HIRES), KR_OK);
    w.world.scratch->log.lost = 1; // as where memory runs out
    assert_int_equal(kr_event_log_read(&w.world, &none), KR_ERR_NO_MEMORY);
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_have_names_of_their_own),
        cmocka_unit_test(it_is_off_until_asked_for),
        cmocka_unit_test(it_holds_the_kinds_that_were_asked_for),
        cmocka_unit_test(a_record_is_the_person_as_she_stands),
        cmocka_unit_test(the_order_is_one_whatever_the_blocks),
        cmocka_unit_test(losing_one_is_said),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
