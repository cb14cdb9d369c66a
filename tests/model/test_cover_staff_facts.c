// Facts about cover staff: load falls where they work.
#include "scenarios/policies/policies.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

static double mean_load(const struct test_world *w, bool care)
{
    double load = 0.0;
    double heads = 0.0;
    for (kr_row i = 0; i < w->world.posts.rows; i++) {
        const struct kr_post *post = &w->world.posts.at[i];
        if (post->employer != KR_NONE &&
            (w->country.sector[w->world.employers.at[post->employer].sector].kind ==
             KR_CARE) == care) {
            load += (double)post->load * (double)post->heads;
            heads += (double)post->heads;
        }
    }
    return load / heads;
}

static void cover_staff_lowers_load_where_it_works_and_raises_it_elsewhere(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_with(&kr_cover_staff, "cover", 0.1);
    struct test_world pair[TEST_PAIR];
    test_world_open_nl(&pair[TEST_BASE], NULL, 0);
    for (int s = 0; s < pair[TEST_BASE].country.sectors; s++) {
        const bool care = pair[TEST_BASE].country.sector[s].kind == KR_CARE;
        p.target.sectors[0] |= (uint64_t)care << s;
    }
    test_world_open_nl(&pair[TEST_VARIANT], &p, 1);
    test_pair_live(pair, 8);
    assert_true(mean_load(&pair[TEST_VARIANT], true) <
                mean_load(&pair[TEST_BASE], true) - 0.005);
    assert_true(mean_load(&pair[TEST_VARIANT], false) >
                mean_load(&pair[TEST_BASE], false));
    test_pair_close(pair);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cover_staff_lowers_load_where_it_works_and_raises_it_elsewhere),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
