#include "sim/strip.h"
#include "tests/support/test.h"

enum { ROWS = 2 * KR_STRIP_ROWS + 77, NOW = 8100 };

// Persons of all ages, contracts and statuses, in no order.
static void fill(struct kr_persons *p)
{
    assert_int_equal(kr_persons_init(p, ROWS), KR_OK);
    p->rows = ROWS;
    for (kr_row i = 0; i < ROWS; i++) {
        const uint64_t word = kr_mix64((uint64_t)i);
        p->id[i] = word;
        p->status[i] = (uint8_t)(word % KR_STATUS_COUNT);
        p->contract[i] = (uint8_t)((word >> 8) % KR_CONTRACT_COUNT);
        p->sex[i] = (uint8_t)((word >> 16) % KR_SEX_COUNT);
        // where demography is fixed people grow older than 74
        p->birth_quarter[i] = (int16_t)(NOW - KR_MIN_AGE * 4 - (int)((word >> 24) % 300));
    }
}

static void strips_take_every_row_of_a_status_once(void **state)
{
    (void)state;
    struct kr_persons p;
    struct kr_strip strip;
    fill(&p);
    const unsigned statuses = kr_status_bit(KR_EMPLOYEE) | kr_status_bit(KR_OTHER);
    kr_row next = 0;
    for (kr_row first = 0; first < ROWS; first += KR_STRIP_ROWS) {
        kr_strip_take(&p, first, ROWS, statuses, &strip);
        assert_true(strip.first == first && strip.first + strip.rows <= ROWS);
        for (int k = 0; k < strip.count; k++, next++) {
            while (p.status[next] != KR_EMPLOYEE && p.status[next] != KR_OTHER) {
                next++;
            }
            assert_int_equal(strip.row[k], next);
            assert_true(strip.id[k] == p.id[next]);
        }
    }
    for (; next < ROWS; next++) {
        assert_true(p.status[next] != KR_EMPLOYEE && p.status[next] != KR_OTHER);
    }
    kr_persons_free(&p);
}

static void cells_are_those_of_the_rates(void **state)
{
    (void)state;
    struct kr_world world = {.now = NOW};
    struct kr_persons *p = &world.persons;
    struct kr_strip strip;
    uint16_t cells[KR_STRIP_ROWS];
    fill(p);
    for (kr_row first = 0; first < ROWS; first += KR_STRIP_ROWS) {
        kr_strip_all(first, ROWS, &strip);
        kr_strip_cells(&world, &strip, cells);
        for (int i = 0; i < strip.rows; i++) {
            const int group = kr_age_group(kr_age(p->birth_quarter[first + i], NOW));
            assert_int_equal(
                cells[i], kr_cell_of(p->contract[first + i], group, p->sex[first + i]));
        }
    }
    kr_persons_free(p);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strips_take_every_row_of_a_status_once),
        cmocka_unit_test(cells_are_those_of_the_rates),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
