// Who has which place, in a world where rows are used again.
#include "base/hash.h"
#include "output/roll.h"
#include "tests/support/test.h"
#include "tests/unit/output/small_world.h"

#include <math.h>
#include <string.h>

enum { ROWS = 20000, QUARTERS = 6 };

static const struct kr_roll_choice EVERYBODY = {KR_KEPT_PERSONS, 1.0, true, NULL, NULL};

static void update(struct kr_roll *roll, const struct small *small, int threads)
{
    assert_int_equal(kr_roll_update(roll, threads, &small->world), KR_OK);
}

// Every place has its occupant, everybody is on the roll once, and rows know their place.
static void check(const struct kr_roll *roll, const struct kr_persons *persons)
{
    int32_t present = 0;
    for (int32_t place = 0; place < roll->places; place++) {
        const kr_row row = roll->row[place];
        if (row != KR_NONE) {
            assert_int_equal(persons->id[row], roll->id[place]);
            assert_true(persons->status[row] != KR_ABSENT);
            assert_int_equal(kr_roll_place(roll, row), place);
            present++;
        }
    }
    for (kr_row row = 0; row < persons->rows; row++) {
        present -= persons->status[row] != KR_ABSENT;
    }
    assert_int_equal(present, 0);
}

static void the_first_record_is_in_row_order(void **state)
{
    (void)state;
    static struct small small;
    small_init(&small, ROWS, 0);
    kr_persons_clear_row(&small.world.persons, 5);
    struct kr_roll roll;
    kr_roll_init(&roll, &EVERYBODY);
    update(&roll, &small, 2);
    assert_int_equal(roll.places, small.world.persons.rows - 1);
    assert_int_equal(roll.id[4], 1004);
    assert_int_equal(roll.id[5], 1006);
    assert_int_equal(kr_roll_place(&roll, 5), KR_NONE);
    assert_int_equal(kr_roll_place(&roll, ROWS - 1), KR_NONE);
    check(&roll, &small.world.persons);
    kr_roll_free(&roll);
    small_free(&small);
}

static void places_are_for_good_though_rows_are_used_again(void **state)
{
    (void)state;
    static struct small small;
    small_init(&small, ROWS, 0);
    struct kr_roll roll;
    kr_roll_init(&roll, &EVERYBODY);
    update(&roll, &small, 2);
    static uint64_t before[2 * ROWS];
    for (int q = 0; q < QUARTERS; q++) {
        const int32_t places = roll.places;
        memcpy(before, roll.id, (size_t)places * sizeof *before);
        small_live(&small);
        update(&roll, &small, 2);
        assert_memory_equal(before, roll.id, (size_t)places * sizeof *before);
        assert_int_equal(roll.places, places + 20);
        for (int32_t place = places + 1; place < roll.places; place++) {
            assert_true(roll.id[place - 1] < roll.id[place]);
        }
        // The first of this quarter's leavers, and who took the row.
        const kr_row row = small.world.elapsed * 10;
        assert_int_equal(roll.row[row], KR_NONE);
        assert_true(kr_roll_place(&roll, row) >= places);
        check(&roll, &small.world.persons);
    }
    kr_roll_free(&roll);
    small_free(&small);
}

static void who_is_back_has_the_old_place(void **state)
{
    (void)state;
    static struct small small;
    small_init(&small, ROWS, 0);
    struct kr_persons *persons = &small.world.persons;
    struct kr_roll roll;
    kr_roll_init(&roll, &EVERYBODY);
    update(&roll, &small, 2);
    const int32_t places = roll.places;
    persons->status[7] = KR_ABSENT;
    update(&roll, &small, 2);
    assert_int_equal(roll.row[7], KR_NONE);
    // Back in another row, while somebody else has the old one.
    const kr_row other = persons->rows++;
    persons->id[other] = 1007;
    persons->status[other] = KR_STUDENT;
    persons->id[7] = 77;
    persons->status[7] = KR_STUDENT;
    update(&roll, &small, 2);
    assert_int_equal(roll.row[7], other);
    assert_int_equal(kr_roll_place(&roll, 7), places);
    assert_int_equal(roll.places, places + 1);
    check(&roll, persons);
    kr_roll_free(&roll);
    small_free(&small);
}

// Takes up rows of a multiple of seven from quarter 2 on, and of a multiple of five
// before.
static void sevens(const void *context, const struct kr_world *world, kr_row first,
                   kr_row last, uint8_t *wanted)
{
    (void)context;
    const uint64_t by = world->elapsed < 2 ? 5 : 7;
    for (kr_row row = first; row < last; row++) {
        wanted[row - first] = wanted[row - first] && world->persons.id[row] % by == 0;
    }
}

static void who_passed_a_filter_once_stays(void **state)
{
    (void)state;
    static struct small small;
    small_init(&small, ROWS, 0);
    struct kr_roll roll;
    const struct kr_roll_choice choice = {KR_KEPT_PERSONS, 1.0, false, sevens, NULL};
    kr_roll_init(&roll, &choice);
    for (int q = 0; q < 4; q++) {
        update(&roll, &small, 2);
        small_live(&small);
    }
    int32_t fives = 0;
    int32_t all = 0;
    for (int32_t place = 0; place < roll.places; place++) {
        assert_true(roll.id[place] % 5 == 0 || roll.id[place] % 7 == 0);
        fives += roll.id[place] % 5 == 0;
        all += roll.row[place] != KR_NONE;
    }
    // The first are still there, except those who left.
    assert_true(fives > ROWS / 6 && all > ROWS / 4);
    kr_roll_free(&roll);
    small_free(&small);
}

// Nobody at the first record, which therefore has no order; afterwards all.
static void later(const void *context, const struct kr_world *world, kr_row first,
                  kr_row last, uint8_t *wanted)
{
    (void)context;
    memset(wanted, 0, world->elapsed == 0 ? (size_t)(last - first) : 0);
}

static void after_a_first_record_of_nobody_places_are_in_order_of_id(void **state)
{
    (void)state;
    static struct small small;
    small_init(&small, ROWS, 0);
    struct kr_roll roll;
    const struct kr_roll_choice choice = {KR_KEPT_PERSONS, 1.0, false, later, NULL};
    kr_roll_init(&roll, &choice);
    update(&roll, &small, 2);
    assert_int_equal(roll.places, 0);
    small_live(&small);
    small.world.persons.id[3] = 5;
    update(&roll, &small, 2);
    assert_true(roll.places > ROWS / 2);
    assert_int_equal(roll.id[0], 5);
    for (int32_t place = 1; place < roll.places; place++) {
        assert_true(roll.id[place - 1] < roll.id[place]);
    }
    kr_roll_free(&roll);
    small_free(&small);
}

static void samples_hold_each_other_and_their_share(void **state)
{
    (void)state;
    static struct small small;
    small_init(&small, ROWS, 0);
    static const double shares[] = {0.01, 0.05, 0.5};
    for (size_t s = 0; s < sizeof shares / sizeof shares[0]; s++) {
        struct kr_roll roll;
        const struct kr_roll_choice choice = {KR_KEPT_PERSONS, shares[s], false, NULL,
                                              NULL};
        kr_roll_init(&roll, &choice);
        update(&roll, &small, 2);
        const double expected = shares[s] * small.world.persons.rows;
        assert_close(roll.places, expected, 5 * sqrt(expected));
        for (int32_t place = 0; place < roll.places; place++) {
            assert_true(kr_roll_sampled(roll.id[place], shares[s]));
            assert_true(s == 2 || kr_roll_sampled(roll.id[place], shares[s + 1]));
        }
        kr_roll_free(&roll);
    }
    small_free(&small);
}

static void employers_are_born_and_close(void **state)
{
    (void)state;
    static struct small small;
    small_init(&small, ROWS, 0);
    struct kr_employer *at = small.world.employers.at;
    struct kr_roll roll;
    const struct kr_roll_choice choice = {KR_KEPT_EMPLOYERS, 1.0, true, NULL, NULL};
    kr_roll_init(&roll, &choice);
    update(&roll, &small, 2);
    assert_int_equal(roll.places, 3); // row 3 is free
    at[1].id = 0;
    update(&roll, &small, 2);
    assert_int_equal(roll.row[1], KR_NONE);
    assert_int_equal(kr_roll_place(&roll, 1), KR_NONE);
    at[1].id = 99;
    at[3].id = 50;
    update(&roll, &small, 2);
    assert_int_equal(roll.places, 5);
    assert_int_equal(kr_roll_place(&roll, 3), 3); // in order of id
    assert_int_equal(kr_roll_place(&roll, 1), 4);
    assert_int_equal(roll.row[1], KR_NONE);
    kr_roll_free(&roll);
    small_free(&small);
}

// Hash of a roll after some quarters.
static uint64_t lived(int threads, bool turn)
{
    static struct small small;
    small_init(&small, ROWS, 0);
    struct kr_roll roll;
    kr_roll_init(&roll, &EVERYBODY);
    update(&roll, &small, threads);
    for (int q = 0; q < QUARTERS; q++) {
        small_live(&small);
        struct kr_persons *persons = &small.world.persons;
        const kr_row a = persons->rows - 1;
        const kr_row b = persons->rows - 2;
        if (turn) { // two newcomers have each other's row
            const uint64_t id = persons->id[a];
            persons->id[a] = persons->id[b];
            persons->id[b] = id;
        }
        update(&roll, &small, threads);
    }
    const uint64_t hash =
        kr_hash_bytes(0, roll.id, (size_t)roll.places * sizeof *roll.id);
    kr_roll_free(&roll);
    small_free(&small);
    return hash;
}

static void places_do_not_depend_on_threads_or_rows(void **state)
{
    (void)state;
    const uint64_t hash = lived(1, false);
    for (int threads = 2; threads <= 5; threads++) {
        assert_int_equal(lived(threads, false), hash);
    }
    assert_int_equal(lived(2, true), hash);
}

static void a_roll_is_restored_from_its_ids(void **state)
{
    (void)state;
    static struct small small;
    small_init(&small, ROWS, 0);
    struct kr_roll roll;
    struct kr_roll again;
    kr_roll_init(&roll, &EVERYBODY);
    kr_roll_init(&again, &EVERYBODY);
    update(&roll, &small, 2);
    small_live(&small);
    update(&roll, &small, 2);
    assert_int_equal(kr_roll_restore(&again, roll.id, roll.places, &small.world), KR_OK);
    for (int q = 0; q < 2; q++) {
        assert_int_equal(again.places, roll.places);
        const size_t places = (size_t)roll.places;
        assert_memory_equal(again.id, roll.id, places * sizeof *roll.id);
        assert_memory_equal(again.row, roll.row, places * sizeof *roll.row);
        check(&again, &small.world.persons);
        small_live(&small);
        update(&roll, &small, 2);
        update(&again, &small, 1);
    }
    kr_roll_free(&roll);
    kr_roll_free(&again);
    small_free(&small);
}

static void nobody_is_a_roll_too(void **state)
{
    (void)state;
    static struct small small;
    small_init(&small, ROWS, 0);
    small.world.persons.rows = 0;
    struct kr_roll roll;
    kr_roll_init(&roll, &EVERYBODY);
    update(&roll, &small, 2);
    assert_int_equal(roll.places, 0);
    assert_int_equal(kr_roll_restore(&roll, NULL, 0, &small.world), KR_OK);
    kr_roll_free(&roll);
    small_free(&small);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_record_is_in_row_order),
        cmocka_unit_test(places_are_for_good_though_rows_are_used_again),
        cmocka_unit_test(who_is_back_has_the_old_place),
        cmocka_unit_test(who_passed_a_filter_once_stays),
        cmocka_unit_test(after_a_first_record_of_nobody_places_are_in_order_of_id),
        cmocka_unit_test(samples_hold_each_other_and_their_share),
        cmocka_unit_test(employers_are_born_and_close),
        cmocka_unit_test(places_do_not_depend_on_threads_or_rows),
        cmocka_unit_test(a_roll_is_restored_from_its_ids),
        cmocka_unit_test(nobody_is_a_roll_too),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
