// When a policy is in force, how strongly, and whom it addresses.
#include "sim/policy.h"
#include "tests/support/test.h"

static struct kr_policy policy(void)
{
    return (struct kr_policy){
        .announced = 8100, .start = 8104, .end = 8112, .strength = 1.0};
}

static void a_policy_is_in_force_from_its_start_until_its_end(void **state)
{
    (void)state;
    const struct kr_policy p = policy();
    for (kr_quarter now = 8096; now < 8120; now++) {
        const double expected = now >= 8104 && now < 8112 ? 1.0 : 0.0;
        assert_close(kr_policy_strength(&p, now), expected, 0.0);
    }
}

static void a_ramp_rises_evenly_to_full_strength(void **state)
{
    (void)state;
    struct kr_policy p = policy();
    p.strength = 0.8;
    p.ramp = 4;
    const double expected[] = {0.2, 0.4, 0.6, 0.8, 0.8, 0.8, 0.8, 0.8, 0.0};
    for (int i = 0; i < 9; i++) {
        assert_close(kr_policy_strength(&p, (kr_quarter)(8104 + i)), expected[i], 1e-12);
    }
}

static void a_ramp_of_none_or_one_quarter_is_no_ramp(void **state)
{
    (void)state;
    struct kr_policy p = policy();
    for (p.ramp = 0; p.ramp < 2; p.ramp++) {
        assert_close(kr_policy_strength(&p, 8104), 1.0, 0.0);
    }
}

static void a_ramp_longer_than_the_policy_never_reaches_full_strength(void **state)
{
    (void)state;
    struct kr_policy p = policy();
    p.ramp = 80;
    double before = 0.0;
    for (kr_quarter now = 8104; now < 8112; now++) {
        const double strength = kr_policy_strength(&p, now);
        assert_true(strength > before && strength < 1.0);
        before = strength;
    }
    assert_close(kr_policy_strength(&p, 8112), 0.0, 0.0);
}

static void strength_zero_and_a_target_of_nobody_do_nothing(void **state)
{
    (void)state;
    struct kr_policy none = policy();
    none.strength = 0.0;
    struct kr_policy nobody = policy();
    nobody.target.nobody = true;
    for (kr_quarter now = 8096; now < 8120; now++) {
        assert_close(kr_policy_strength(&none, now), 0.0, 0.0);
        assert_close(kr_policy_strength(&nobody, now), 0.0, 0.0);
    }
}

static void an_empty_set_holds_everybody(void **state)
{
    (void)state;
    const uint64_t set[KR_TARGET_WORDS] = {0};
    for (int code = 0; code < 256; code++) {
        assert_true(kr_target_has(set, code));
    }
}

static void a_set_holds_the_codes_whose_bits_are_set(void **state)
{
    (void)state;
    uint64_t set[KR_TARGET_WORDS] = {0};
    set[0] = 1U << 3;
    set[3] = UINT64_C(1) << 63;
    for (int code = 0; code < 256; code++) {
        assert_int_equal(kr_target_has(set, code), code == 3 || code == 255);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_policy_is_in_force_from_its_start_until_its_end),
        cmocka_unit_test(a_ramp_rises_evenly_to_full_strength),
        cmocka_unit_test(a_ramp_of_none_or_one_quarter_is_no_ramp),
        cmocka_unit_test(a_ramp_longer_than_the_policy_never_reaches_full_strength),
        cmocka_unit_test(strength_zero_and_a_target_of_nobody_do_nothing),
        cmocka_unit_test(an_empty_set_holds_everybody),
        cmocka_unit_test(a_set_holds_the_codes_whose_bits_are_set),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
