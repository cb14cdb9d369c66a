// The books find what does not balance and print every term. Worlds are tampered with
// between the events of a quarter and its books.
#include "sim/phases/phases.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <string.h>

// A village that lived a quarter up to its books, which recount everything.
struct books {
    struct test_world w;
    struct kr_live live;
};

static void open_books(struct books *b)
{
    test_world_open(&b->w, &(struct test_world_options){0});
    test_world_live(&b->w, 3); // posts are recounted every fourth quarter
    b->live = test_world_to_matching(&b->w);
    int (*const rest[])(struct kr_live *) = {kr_phase_matching, kr_phase_training,
                                             kr_phase_wages, kr_phase_services};
    for (size_t i = 0; i < sizeof rest / sizeof rest[0]; i++) {
        assert_int_equal(rest[i](&b->live), KR_OK);
        kr_scratch_collect(b->live.scratch, b->live.world);
    }
}

static int close_books(struct books *b)
{
    return kr_phase_books(&b->live, &b->w.breach);
}

// The books are closed and found wrong; the text names all of `words`.
static void assert_breach(struct books *b, const char *const *words)
{
    assert_int_equal(close_books(b), KR_ERR_BOOKS);
    for (; *words != NULL; words++) {
        if (strstr(b->w.breach.text, *words) == NULL) {
            fail_msg("\"%s\" is not in: %s", *words, b->w.breach.text);
        }
    }
    test_world_close(&b->w);
}

static kr_row first_employee(const struct books *b)
{
    const struct kr_persons *p = &b->w.world.persons;
    kr_row i = 0;
    while (p->status[i] != KR_EMPLOYEE) {
        i++;
    }
    return i;
}

static void an_untouched_world_balances(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    assert_int_equal(close_books(&b), KR_OK);
    assert_string_equal(b.w.breach.text, "");
    test_world_close(&b.w);
}

static void a_head_too_many_in_a_post_is_found(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    b.w.world.posts.at[b.w.world.persons.post[first_employee(&b)]].heads++;
    static const char *const words[] = {"heads of all posts", "found", "employees", NULL};
    assert_breach(&b, words);
}

static void heads_moved_between_posts_are_found(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    const kr_row post = b.w.world.persons.post[first_employee(&b)];
    kr_row other = 0;
    while (other == post || b.w.world.posts.at[other].heads == 0) {
        other++;
    }
    b.w.world.posts.at[post].heads++;
    b.w.world.posts.at[other].heads--;
    static const char *const words[] = {"heads of a post", "post row", NULL};
    assert_breach(&b, words);
}

static void a_minute_too_many_in_a_post_is_found(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    b.w.world.posts.at[b.w.world.persons.post[first_employee(&b)]].contract_minutes++;
    static const char *const words[] = {"contract minutes of a post", "post row", NULL};
    assert_breach(&b, words);
}

static void somebody_who_vanishes_is_found(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    kr_row i = 0;
    while (b.w.world.persons.status[i] != KR_UNEMPLOYED) {
        i++;
    }
    kr_persons_clear_row(&b.w.world.persons, i);
    static const char *const words[] = {"persons of 15-74", "start", "turned 15",
                                        "arrived",          "died",  "departed",
                                        "turned 75",        NULL};
    assert_breach(&b, words);
}

static void a_child_from_nowhere_is_found(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    b.w.world.children[7]++;
    static const char *const words[] = {
        "children under 15", "births", "arrived", "died", "departed", "turned 15", NULL};
    assert_breach(&b, words);
}

static void a_forgotten_death_of_the_old_is_found(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    b.w.world.elderly[0]--;
    static const char *const words[] = {"persons of 75 and over", "turned 75",
                                        "net migration", "died", NULL};
    assert_breach(&b, words);
}

static void a_hire_that_nobody_counted_is_found(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    b.w.world.tallies.events.hires--;
    static const char *const words[] = {"employees", "hires", "separations", NULL};
    assert_breach(&b, words);
}

static void an_opening_that_vanishes_is_found(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    b.w.world.vacancies.rows--;
    static const char *const words[] = {"openings of all kinds", "new", "filled",
                                        "dropped", NULL};
    assert_breach(&b, words);
}

static void a_cent_paid_and_not_received_is_found(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    b.w.world.tallies.events.policy_received_cents++;
    static const char *const words[] = {"policy payments in cents", "received", NULL};
    assert_breach(&b, words);
}

static void somebody_with_a_post_and_no_job_is_found(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    kr_row i = 0;
    while (b.w.world.persons.status[i] != KR_RETIRED) {
        i++;
    }
    b.w.world.persons.post[i] = 0;
    static const char *const words[] = {"persons in an impossible state", NULL};
    assert_breach(&b, words);
}

static void nobody_may_work_above_the_legal_maximum(void **state)
{
    (void)state;
    struct books b;
    open_books(&b);
    const kr_row i = first_employee(&b);
    struct kr_persons *p = &b.w.world.persons;
    const int more = (int)b.w.country.constants.legal_hours * 60 + 60;
    b.w.world.posts.at[p->post[i]].contract_minutes += more - p->contract_minutes[i];
    p->contract_minutes[i] = (uint16_t)more;
    static const char *const words[] = {"impossible state", "legal hours", NULL};
    assert_breach(&b, words);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_untouched_world_balances),
        cmocka_unit_test(a_head_too_many_in_a_post_is_found),
        cmocka_unit_test(heads_moved_between_posts_are_found),
        cmocka_unit_test(a_minute_too_many_in_a_post_is_found),
        cmocka_unit_test(somebody_who_vanishes_is_found),
        cmocka_unit_test(a_child_from_nowhere_is_found),
        cmocka_unit_test(a_forgotten_death_of_the_old_is_found),
        cmocka_unit_test(a_hire_that_nobody_counted_is_found),
        cmocka_unit_test(an_opening_that_vanishes_is_found),
        cmocka_unit_test(a_cent_paid_and_not_received_is_found),
        cmocka_unit_test(somebody_with_a_post_and_no_job_is_found),
        cmocka_unit_test(nobody_may_work_above_the_legal_maximum),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
