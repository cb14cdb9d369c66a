#include "study/recipients.h"
#include "tests/support/test.h"

#include <string.h>

// Two worlds of five persons. Persons 11, 12 and 13 stand in the same rows of both; 20
// and 21 came later and stand in other rows; 30 is in the variant only.
//
//     row             0    1    2    3    4
//     base            11   12   13   20   21
//     variant         11   12   13   21   30
enum { PERSONS = 5, NOW = 8100 };

struct worlds {
    struct kr_world base;
    struct kr_world variant;
    struct kr_recipients recipients;
};

static void add_person(struct kr_world *world, uint64_t id, uint16_t minutes)
{
    struct kr_persons *persons = &world->persons;
    const kr_row row = persons->rows++;
    persons->id[row] = id;
    persons->status[row] = KR_EMPLOYEE;
    persons->contract_minutes[row] = minutes;
}

static void remember(struct worlds *worlds, kr_row row, uint8_t policy, int from, int to)
{
    struct kr_memories *memories = &worlds->variant.memories;
    const kr_row at = memories->rows++;
    memories->person[at] = worlds->variant.persons.id[row];
    memories->row[at] = row;
    memories->policy[at] = policy;
    memories->from[at] = (int16_t)from;
    memories->to[at] = (int16_t)to;
}

static void make_worlds(struct worlds *worlds)
{
    memset(worlds, 0, sizeof *worlds);
    worlds->base.now = NOW;
    worlds->variant.now = NOW;
    assert_int_equal(kr_persons_init(&worlds->base.persons, PERSONS), KR_OK);
    assert_int_equal(kr_persons_init(&worlds->variant.persons, PERSONS), KR_OK);
    assert_int_equal(kr_memories_reserve(&worlds->variant.memories, 5000), KR_OK);
    const uint64_t base[] = {11, 12, 13, 20, 21};
    const uint64_t variant[] = {11, 12, 13, 21, 30};
    for (int i = 0; i < PERSONS; i++) {
        add_person(&worlds->base, base[i], 1200);
        add_person(&worlds->variant, variant[i], 1800);
    }
    worlds->recipients.counted[0] = true;
}

static void free_worlds(struct worlds *worlds)
{
    kr_recipients_free(&worlds->recipients);
    kr_world_free(&worlds->base);
    kr_world_free(&worlds->variant);
}

static void expect(struct worlds *worlds, int64_t recipients, int64_t deadweight)
{
    int64_t counted;
    int64_t dead;
    assert_int_equal(kr_recipients_count(&worlds->recipients, &worlds->variant,
                                         &worlds->base, &counted, &dead),
                     KR_OK);
    assert_int_equal(counted, recipients);
    assert_int_equal(dead, deadweight);
}

static void only_memories_in_force_of_counted_policies_are_recipients(void **state)
{
    (void)state;
    struct worlds worlds;
    make_worlds(&worlds);
    remember(&worlds, 0, 0, NOW, NOW + 1);
    remember(&worlds, 1, 0, NOW - 4, NOW);       // over
    remember(&worlds, 2, 0, NOW + 1, NOW + 4);   // to come
    remember(&worlds, 1, 1, NOW - 4, NOW + 4);   // a policy that both worlds have
    remember(&worlds, 2, 255, NOW - 4, NOW + 4); // hours given up
    expect(&worlds, 1, 0);
    free_worlds(&worlds);
}

static void as_many_hours_without_the_policy_are_deadweight(void **state)
{
    (void)state;
    struct worlds worlds;
    make_worlds(&worlds);
    for (kr_row row = 0; row < 3; row++) {
        remember(&worlds, row, 0, NOW - 1, NOW + 1);
    }
    worlds.base.persons.contract_minutes[0] = 1800; // as many
    worlds.base.persons.contract_minutes[1] = 2400; // more
    expect(&worlds, 3, 2);
    free_worlds(&worlds);
}

static void persons_are_matched_by_identity_not_by_row(void **state)
{
    (void)state;
    struct worlds worlds;
    make_worlds(&worlds);
    remember(&worlds, 3, 0, NOW - 1, NOW + 1);      // person 21: row 4 of the base
    remember(&worlds, 4, 0, NOW - 1, NOW + 1);      // person 30: not in the base
    worlds.base.persons.contract_minutes[3] = 2400; // person 20: somebody else
    expect(&worlds, 2, 0);
    worlds.base.persons.contract_minutes[4] = 1800;
    expect(&worlds, 2, 1);
    free_worlds(&worlds);
}

static void somebody_in_two_programmes_counts_twice(void **state)
{
    (void)state;
    struct worlds worlds;
    make_worlds(&worlds);
    worlds.recipients.counted[1] = true;
    remember(&worlds, 3, 0, NOW - 1, NOW + 1);
    remember(&worlds, 3, 1, NOW - 1, NOW + 1);
    worlds.base.persons.contract_minutes[4] = 1800;
    expect(&worlds, 2, 2);
    free_worlds(&worlds);
}

static void the_set_grows_as_needed(void **state)
{
    (void)state;
    struct worlds worlds;
    make_worlds(&worlds);
    for (int i = 0; i < 4000; i++) {
        remember(&worlds, 3, 0, NOW - 1, NOW + 1);
    }
    worlds.base.persons.contract_minutes[4] = 1800;
    expect(&worlds, 4000, 4000);
    worlds.variant.memories.rows = 1; // and is emptied between quarters
    expect(&worlds, 1, 1);
    free_worlds(&worlds);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_memories_in_force_of_counted_policies_are_recipients),
        cmocka_unit_test(as_many_hours_without_the_policy_are_deadweight),
        cmocka_unit_test(persons_are_matched_by_identity_not_by_row),
        cmocka_unit_test(somebody_in_two_programmes_counts_twice),
        cmocka_unit_test(the_set_grows_as_needed),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
