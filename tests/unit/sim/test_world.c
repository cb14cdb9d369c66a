// The world's state: permanent identities, and a hash of all of it and nothing else.
#include "base/hash.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdlib.h>

static void identities_differ_by_every_fact_they_are_made_of(void **state)
{
    (void)state;
    const kr_quarter now = kr_quarter_of(2025, 1);
    const kr_id id = kr_person_id(1, now, 3, 0, 7);
    assert_true(kr_person_id(2, now, 3, 0, 7) != id);
    assert_true(kr_person_id(1, now + 1, 3, 0, 7) != id);
    assert_true(kr_person_id(1, now, 4, 0, 7) != id);
    assert_true(kr_person_id(1, now, 3, 1, 7) != id);
    assert_true(kr_person_id(1, now, 3, 0, 8) != id);
    // the largest facts do not run into each other
    const kr_id most = kr_person_id(15, 0x3fff, 255, 1, UINT32_MAX);
    assert_true(kr_person_id(15, 0x3fff, 255, 0, UINT32_MAX) ==
                most - (UINT64_C(1) << 33));
    assert_true(kr_person_id(0, 0, 0, 0, UINT32_MAX) == UINT32_MAX);
}

static int by_id(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void no_two_persons_share_an_identity(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){0});
    test_world_live(&w, 12);
    const struct kr_persons *p = &w.world.persons;
    uint64_t *ids = test_malloc((size_t)p->rows * sizeof *ids);
    size_t count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] != KR_ABSENT) {
            ids[count++] = p->id[i];
        }
    }
    qsort(ids, count, sizeof *ids, by_id);
    for (size_t i = 1; i < count; i++) {
        assert_true(ids[i - 1] != ids[i]);
    }
    assert_true(ids[0] != 0);
    test_free(ids);
    test_world_close(&w);
}

static void looking_at_a_world_does_not_change_it(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){0});
    const uint64_t before = kr_world_hash(&w.world);
    size_t count;
    const struct kr_indicator *list = kr_indicator_list(&count);
    for (size_t i = 0; i < count; i++) {
        (void)list[i].value(&w.model, &w.world);
    }
    assert_true(kr_world_hash(&w.world) == before);
    test_world_close(&w);
}

static void every_part_of_the_state_enters_the_hash(void **state)
{
    (void)state;
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){0});
    test_world_live(&w, 1);
    const struct {
        const char *name;
        void *at;
    } places[] = {
        {"now", &w.world.now},
        {"elapsed", &w.world.elapsed},
        {"children", &w.world.children[5]},
        {"elderly", &w.world.elderly[1]},
        {"wage level", &w.world.wage_level[0]},
        {"tightness", &w.world.tightness},
        {"tightness of regions", &w.world.region_tightness[0]},
        {"childcare queue", &w.world.child_care_queue},
        {"childcare at the start", &w.world.childcare_start_ratio},
        {"migrants by policies", &w.world.extra_migrants[1]},
        {"waiting", &w.world.sector[0].waiting},
        {"budget", &w.world.sector[0].budget_ratio},
        {"pay of employers", &w.world.employers.at[0].wage_premium},
        {"hours of posts", &w.world.posts.at[0].required_minutes},
        {"hours of openings", &w.world.vacancies.minutes[0]},
        {"tastes", &w.world.persons.taste[0]},
    };
    const uint64_t before = kr_world_hash(&w.world);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        unsigned char *byte = places[i].at;
        *byte ^= 1; // the last bit, whatever the type
        if (kr_world_hash(&w.world) == before) {
            fail_msg("%s: not in the hash", places[i].name);
        }
        *byte ^= 1;
        assert_true(kr_world_hash(&w.world) == before);
    }
    test_world_close(&w);
}

static void worlds_of_other_seeds_replicates_and_quarters_differ(void **state)
{
    (void)state;
    const struct test_world_options options[] = {
        {.seed = 1}, {.seed = 2}, {.seed = 1, .replicate = 1}};
    uint64_t hash[4];
    for (int i = 0; i < 3; i++) {
        hash[i] = test_world_hash_after(&options[i], 2);
    }
    hash[3] = test_world_hash_after(&options[0], 3);
    for (int i = 0; i < 4; i++) {
        for (int j = 0; j < i; j++) {
            assert_true(hash[i] != hash[j]);
        }
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identities_differ_by_every_fact_they_are_made_of),
        cmocka_unit_test(no_two_persons_share_an_identity),
        cmocka_unit_test(looking_at_a_world_does_not_change_it),
        cmocka_unit_test(every_part_of_the_state_enters_the_hash),
        cmocka_unit_test(worlds_of_other_seeds_replicates_and_quarters_differ),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
