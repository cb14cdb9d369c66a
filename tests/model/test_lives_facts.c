// Facts about the two lives of one person in a pair of worlds.
#include "study/compare.h"
#include "study/lives.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

enum { QUARTERS = 8 };

static const char *const TENFOLD[] = {"policies.P01.amount=3000", NULL};

// The village without a policy, and with a bonus that many take.
struct couple {
    struct test_world base;
    struct test_world variant;
};

static void open_couple(struct couple *couple)
{
    test_world_open(&couple->base, &(struct test_world_options){.quarters = QUARTERS});
    test_world_open(&couple->variant,
                    &(struct test_world_options){
                        .scenario = "village/policies/P01-extra-hours-bonus.yaml",
                        .sets = TENFOLD,
                        .quarters = QUARTERS});
}

static void close_couple(struct couple *couple)
{
    test_world_close(&couple->base);
    test_world_close(&couple->variant);
}

static struct kr_lives lives_of(const struct couple *couple, enum kr_lives_choice choice,
                                kr_id person)
{
    const struct kr_lives_options options = {.choice = choice, .person = person};
    struct kr_lives lives;
    assert_int_equal(
        kr_lives_run(&couple->base.model, &couple->variant.model, &options, &lives),
        KR_OK);
    return lives;
}

static void lives_are_the_same_until_the_policy_is_announced(void **state)
{
    (void)state;
    struct couple couple;
    open_couple(&couple);
    struct kr_lives lives = lives_of(&couple, KR_LIVES_RECIPIENT, 0);
    assert_true(lives.found);
    assert_int_equal(lives.count, QUARTERS + 1);
    assert_true(lives.parted != KR_NONE);
    assert_true(lives.quarter[lives.parted].now >=
                couple.variant.model.policies[0].announced);
    for (int q = 0; q < lives.parted; q++) {
        assert_int_equal(
            kr_life_differences(&lives.quarter[q].base, &lives.quarter[q].variant), 0);
        assert_int_equal(lives.quarter[q].cause.kind, KR_CAUSE_NONE);
    }
    kr_lives_free(&lives);
    close_couple(&couple);
}

static void a_recipient_is_one_in_the_variant_only(void **state)
{
    (void)state;
    struct couple couple;
    open_couple(&couple);
    struct kr_lives lives = lives_of(&couple, KR_LIVES_RECIPIENT, 0);
    uint64_t in_base = 0;
    uint64_t in_variant = 0;
    for (int q = 0; q < lives.count; q++) {
        in_base |= lives.quarter[q].base.programmes;
        in_variant |= lives.quarter[q].variant.programmes;
    }
    assert_int_equal(in_base, 0);
    assert_int_equal(in_variant, 1);
    kr_lives_free(&lives);
    close_couple(&couple);
}

static void asking_by_id_tells_the_same_lives(void **state)
{
    (void)state;
    struct couple couple;
    open_couple(&couple);
    struct kr_lives found = lives_of(&couple, KR_LIVES_RECIPIENT, 0);
    struct kr_lives asked = lives_of(&couple, KR_LIVES_PERSON, found.person);
    assert_int_equal(asked.parted, found.parted);
    for (int q = 0; q < found.count; q++) {
        assert_int_equal(
            kr_life_differences(&asked.quarter[q].base, &found.quarter[q].base), 0);
        assert_int_equal(
            kr_life_differences(&asked.quarter[q].variant, &found.quarter[q].variant), 0);
        assert_int_equal(asked.quarter[q].cause.kind, found.quarter[q].cause.kind);
    }
    kr_lives_free(&found);
    kr_lives_free(&asked);
    close_couple(&couple);
}

// Somebody else is named only when she took the place in the world where it was taken.
static void who_took_the_place_works_there_in_that_world_only(void **state)
{
    (void)state;
    struct couple couple;
    open_couple(&couple);
    struct kr_lives lives = lives_of(&couple, KR_LIVES_DISPLACED, 0);
    int taken = 0;
    for (int q = 1; q < lives.count; q++) {
        const struct kr_life_cause *cause = &lives.quarter[q].cause;
        if (cause->kind != KR_CAUSE_PLACE_TAKEN) {
            continue;
        }
        taken++;
        const struct kr_life *there =
            cause->variant_has ? &cause->other_base : &cause->other_variant;
        const struct kr_life *here =
            cause->variant_has ? &cause->other_variant : &cause->other_base;
        assert_true(there->place.employer == cause->place.employer);
        assert_int_equal(there->place.occupation, cause->place.occupation);
        assert_true(here->place.employer != cause->place.employer ||
                    here->place.occupation != cause->place.occupation);
        assert_true(cause->other != lives.person);
    }
    assert_true(taken > 0);
    kr_lives_free(&lives);
    close_couple(&couple);
}

static void nobody_parts_without_a_difference(void **state)
{
    (void)state;
    struct couple couple;
    open_couple(&couple);
    const struct kr_lives_options options = {.choice = KR_LIVES_DISPLACED};
    struct kr_lives lives;
    assert_int_equal(
        kr_lives_run(&couple.base.model, &couple.base.model, &options, &lives), KR_OK);
    assert_false(lives.found);
    kr_lives_free(&lives);
    close_couple(&couple);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lives_are_the_same_until_the_policy_is_announced),
        cmocka_unit_test(a_recipient_is_one_in_the_variant_only),
        cmocka_unit_test(asking_by_id_tells_the_same_lives),
        cmocka_unit_test(who_took_the_place_works_there_in_that_world_only),
        cmocka_unit_test(nobody_parts_without_a_difference),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
